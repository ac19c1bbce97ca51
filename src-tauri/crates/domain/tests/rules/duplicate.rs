use frontdesk_domain::duplicate::{Likeness, Reason, likely};

use crate::day;

fn person(given: &str, surname: &str, born: &str) -> Likeness {
    Likeness {
        surname: surname.to_owned(),
        given_names: given.to_owned(),
        born: (!born.is_empty()).then(|| day(born)),
        ..Likeness::default()
    }
}

fn with(mut person: Likeness, phone: &str, email: &str, nhs: &str) -> Likeness {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (person.phone, person.email, person.nhs_number) = (some(phone), some(email), some(nhs));
    person
}

#[test]
fn the_same_name_and_birth_is_likely_whatever_the_order_or_accents() {
    let held = person("Łukasz Jan", "Żółć", "1979-09-02");
    for typed in [
        person("Lukasz Jan", "Zolc", "1979-09-02"),
        person("Żółć", "Łukasz Jan", "1979-09-02"),
        person("JAN LUKASZ", "zolc", "1979-09-02"),
    ] {
        assert_eq!(likely(&typed, &held), Some(vec![Reason::SameName, Reason::SameBorn]));
        assert_eq!(likely(&held, &typed), Some(vec![Reason::SameName, Reason::SameBorn]));
    }
}

#[test]
fn the_same_name_with_another_birth_is_not() {
    let held = person("Amara", "Okonkwo", "1990-03-14");
    assert_eq!(likely(&person("Amara", "Okonkwo", "1988-07-01"), &held), None);
    assert_eq!(likely(&person("Amara", "Okonkwo", ""), &held), Some(vec![Reason::SameName]));
}

#[test]
fn a_birth_with_day_and_month_changed_about_is_near() {
    let held = person("Amara", "Okonkwo", "1990-03-04");
    for near in ["1990-04-03", "1991-03-04", "1990-03-05"] {
        assert_eq!(
            likely(&person("Amara", "Okonkwo", near), &held),
            Some(vec![Reason::SameName, Reason::SimilarBorn]),
            "{near}"
        );
    }
}

#[test]
fn a_typing_slip_or_a_middle_name_less_is_similar() {
    let held = person("Amara Grace", "Okonkwo", "1990-03-14");
    for (given, surname) in
        [("Amara Grace", "Okonwko"), ("Amara Grace", "Okonkvo"), ("Amara", "Okonkwo"), ("Amarra Grace", "Okonkwo")]
    {
        let found = likely(&person(given, surname, "1990-03-14"), &held);
        assert_eq!(found, Some(vec![Reason::SimilarName, Reason::SameBorn]), "{given} {surname}");
    }
    assert_eq!(likely(&person("Grace", "Mensah", "1990-03-14"), &held), None);
    assert_eq!(likely(&person("Amara", "", "1990-03-14"), &held), None, "one word is no likeness");
}

#[test]
fn a_twin_is_shown_for_the_same_phone_and_a_stranger_is_not() {
    let held = with(person("Anna", "Novak", "2000-05-05"), "07700 900123", "novak@example.com", "");
    let twin = with(person("Petr", "Novak", "2000-05-05"), "+44 7700 900123", "", "");
    assert_eq!(likely(&twin, &held), Some(vec![Reason::SameBorn, Reason::SamePhone]));
    let parent = with(person("Jana", "Novak", "1970-01-01"), "", "NOVAK@example.com", "");
    assert_eq!(likely(&parent, &held), None, "a family shares an address");
    assert_eq!(likely(&person("Petr", "Svoboda", "2000-05-05"), &held), None);
}

#[test]
fn the_same_nhs_number_is_enough() {
    let held = with(person("Anna", "Novak", "2000-05-05"), "", "", "999 000 0018");
    let typed = with(person("Hana", "Dvorak", "1999-01-01"), "", "", "9990000018");
    assert_eq!(likely(&typed, &held), Some(vec![Reason::SameNhsNumber]));
}

#[test]
fn nothing_typed_is_like_nobody() {
    let held = with(person("Anna", "Novak", "2000-05-05"), "", "", "");
    assert_eq!(likely(&Likeness::default(), &held), None);
    assert_eq!(likely(&Likeness::default(), &Likeness::default()), None);
    let blank = with(person("", "", ""), " ", " ", " ");
    assert_eq!(likely(&blank, &blank), None);
}
