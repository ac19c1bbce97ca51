//! Facts about the one search box.

use crate::common::{Desk, amara, desk, form};
use frontdesk_desk::board::{add_arrival, search};
use frontdesk_desk::views::board::ArrivalForm;
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::role::Role;

async fn found(d: &Desk, typed: &str) -> Vec<String> {
    let view = search(&d.desk, typed.into()).await.unwrap();
    assert_eq!(view.typed, typed);
    view.results.into_iter().map(|is| format!("{}, {}", is.surname, is.given_names)).collect()
}

async fn with(people: &[(&str, &str, &str)]) -> Desk {
    let d = desk(Role::Reception).await;
    for (surname, given, born) in people {
        d.register(form(surname, given, born)).await;
    }
    d
}

#[tokio::test]
async fn a_name_is_found_by_beginnings_in_any_order_accents_or_not() {
    let d = with(&[
        ("Nguyễn", "Thị Ánh", "1988-07-04"),
        ("Żółć", "Łukasz", "1979-09-02"),
        ("Ó Súilleabháin", "Niamh", "2001-01-19"),
        ("Иванов", "Дмитрий", "1972-06-21"),
        ("محمد", "يوسف", "1983-12-11"),
        ("शर्मा", "देवनागरी", "1977-10-15"),
        ("Smith-Jones", "Zoë", "1990-01-01"),
        ("O'Neill", "Uche", "1991-01-01"),
    ])
    .await;
    for (typed, name) in [
        ("nguy", "Nguyễn, Thị Ánh"),
        ("anh nguyen", "Nguyễn, Thị Ánh"),
        ("ÁNH ng", "Nguyễn, Thị Ánh"),
        ("zolc", "Żółć, Łukasz"),
        ("lukasz", "Żółć, Łukasz"),
        ("żół łuk", "Żółć, Łukasz"),
        ("suilleabhain", "Ó Súilleabháin, Niamh"),
        ("o su ni", "Ó Súilleabháin, Niamh"),
        ("дмит", "Иванов, Дмитрий"),
        ("ИВАНОВ", "Иванов, Дмитрий"),
        ("يوسف", "محمد, يوسف"),
        ("محم", "محمد, يوسف"),
        ("देवनागरी", "शर्मा, देवनागरी"),
        ("शर्मा", "शर्मा, देवनागरी"),
        ("jones", "Smith-Jones, Zoë"),
        ("smithj", "Smith-Jones, Zoë"),
        ("zoe smith", "Smith-Jones, Zoë"),
        ("oneil", "O'Neill, Uche"),
        ("o'nei", "O'Neill, Uche"),
    ] {
        assert_eq!(found(&d, typed).await, [name], "{typed}");
    }
    for typed in ["", " ", "nguyen xu", "guyen", "\"", "*", "names:x", "NOT", "a OR b", "^", "-", "()"] {
        assert!(found(&d, typed).await.is_empty(), "{typed}");
    }
}

#[tokio::test]
async fn a_preferred_and_a_latin_name_find_too() {
    let d = desk(Role::Reception).await;
    d.register(amara()).await;
    d.register(PatientForm { latin_name: "Yusuf Mohammed".into(), ..form("محمد", "يوسف", "1983-12-11") }).await;
    assert_eq!(found(&d, "amy").await, ["Okonkwo, Amara Grace"]);
    assert_eq!(found(&d, "yus moh").await, ["محمد, يوسف"]);
}

#[tokio::test]
async fn a_date_of_birth_is_found_in_the_ways_people_type_it() {
    let d = with(&[("Okonkwo", "Amara", "1990-03-14"), ("Żółć", "Łukasz", "1979-09-02")]).await;
    for typed in [
        "14 3 1990",
        "14/03/90",
        "14 march 1990",
        "1990-03-14",
        "14th of March 1990",
        "okonkwo 14/3/1990",
        "14/3/1990 amara",
    ] {
        assert_eq!(found(&d, typed).await, ["Okonkwo, Amara"], "{typed}");
    }
    assert!(found(&d, "zolc 14/3/1990").await.is_empty(), "everything typed must hold");
}

#[tokio::test]
async fn phone_email_and_reference_find_exactly_and_by_their_beginning_where_that_helps() {
    let d = desk(Role::Reception).await;
    d.register(amara()).await;
    d.register(PatientForm { phone: "+44 7700 900104".into(), ..form("Hartley", "Joan", "1951-01-30") }).await;
    for typed in [
        "07700 900482",
        "+44 (0)7700 900482",
        "07700900482",
        "amara@example.com",
        "AMARA@EXAMPLE.COM",
        "amara@",
        "KM-10001",
        "km-10001",
        "okonkwo 07700 900",
        "07700 9004 okon",
        "km-10001 okonkwo",
    ] {
        assert_eq!(found(&d, typed).await, ["Okonkwo, Amara Grace"], "{typed}");
    }
    assert_eq!(found(&d, "0770").await.len(), 2);
    for typed in [
        "KM-1",
        "KM-99999",
        "07700 900483",
        "bmara@example.com",
        "900482",
        "hartley 07700900482",
        "km-10001 hartley",
        "%",
        "_",
        "0770%",
    ] {
        assert!(found(&d, typed).await.is_empty(), "{typed}");
    }
}

#[tokio::test]
async fn a_changed_name_is_found_and_the_old_one_is_not() {
    use frontdesk_desk::patient::{edit_patient, open_patient_form};
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let edit = open_patient_form(&d.desk, id.clone()).await.unwrap();
    edit_patient(
        &d.desk,
        id,
        edit.revision,
        PatientForm { surname: "Adeyemi".into(), phone: "07700 900999".into(), ..edit.form },
        "Married".into(),
        String::new(),
    )
    .await
    .unwrap();
    assert_eq!(found(&d, "adey").await.len(), 1);
    assert!(found(&d, "okonkwo").await.is_empty());
    assert!(found(&d, "07700 900482").await.is_empty());
    assert_eq!(found(&d, "07700 900999").await.len(), 1);
}

#[tokio::test]
async fn todays_arrivals_come_first_then_surnames_then_the_rest() {
    let d =
        with(&[("Grace", "Anna", "1970-01-01"), ("Zimmer", "Grace", "1971-01-01"), ("Adams", "Grace", "1972-01-01")])
            .await;
    let late = d.register(form("Young", "Graham", "1973-01-01")).await;
    assert_eq!(found(&d, "gra").await, ["Grace, Anna", "Adams, Grace", "Young, Graham", "Zimmer, Grace"]);
    let arrival = add_arrival(
        &d.desk,
        ArrivalForm { patient_id: late.patient_id, treatment: "general".into(), time: "11:00".into(), walk_in: false },
    )
    .await
    .unwrap();
    assert_eq!(found(&d, "gra").await[0], "Young, Graham");
    let view = search(&d.desk, "gra".into()).await.unwrap();
    assert_eq!(view.results[0].arrival_id.as_deref(), Some(arrival.arrival_id.as_str()));
    assert!(view.results[1..].iter().all(|is| is.arrival_id.is_none()));
    assert_eq!(found(&d, "grah").await, ["Young, Graham"], "nobody is listed twice");
    // Tomorrow it is nobody's day.
    d.clock.go_to("2026-11-25T10:00:00.000Z");
    assert_eq!(found(&d, "gra").await[0], "Grace, Anna");
}

#[tokio::test]
async fn eight_are_shown_and_more_is_said_an_arrival_among_the_many_still_first() {
    let d = desk(Role::Reception).await;
    let mut last = String::new();
    for number in 0..12 {
        last = d
            .register(form("Patel", &format!("Asha{}", char::from(b'a' + number)), &format!("19{}-01-01", 60 + number)))
            .await
            .patient_id;
    }
    let view = search(&d.desk, "patel".into()).await.unwrap();
    assert_eq!((view.results.len(), view.more), (8, true));
    add_arrival(
        &d.desk,
        ArrivalForm { patient_id: last.clone(), treatment: "general".into(), time: String::new(), walk_in: true },
    )
    .await
    .unwrap();
    let view = search(&d.desk, "asha pat".into()).await.unwrap();
    assert_eq!((view.results.len(), view.more), (8, true));
    assert_eq!(view.results[0].patient_id, last);
    let view = search(&d.desk, "patel ashab".into()).await.unwrap();
    assert_eq!((view.results.len(), view.more), (1, false));
}

#[tokio::test]
async fn nearly_the_same_names_are_marked_on_both_rows() {
    let d = with(&[
        ("Nguyễn", "Thị Ánh", "1988-07-04"),
        ("Nguyễn", "Thị Anh", "1961-02-11"),
        ("Nguyen", "Minh", "1970-02-21"),
    ])
    .await;
    let view = search(&d.desk, "nguy".into()).await.unwrap();
    let marked: Vec<(String, bool)> = view.results.into_iter().map(|is| (is.given_names, is.similar)).collect();
    assert!(
        marked.contains(&("Thị Ánh".into(), true))
            && marked.contains(&("Thị Anh".into(), true))
            && marked.contains(&("Minh".into(), false)),
        "{marked:?}"
    );
}

#[tokio::test]
async fn a_result_shows_three_digits_and_half_a_postcode_and_no_more() {
    let d = desk(Role::Reception).await;
    d.register(amara()).await;
    let view = search(&d.desk, "okonkwo".into()).await.unwrap();
    let is = &view.results[0];
    assert_eq!((is.phone_ends.as_deref(), is.postcode_starts.as_deref(), is.age), (Some("482"), Some("ZZ99"), 36));
    let shown = format!("{is:?}");
    for hidden in ["900482", "amara@", "Sample", "3AA", "9990000018"] {
        assert!(!shown.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_pasted_page_costs_nothing_and_finds_nobody() {
    let d = with(&[("Okonkwo", "Amara", "1990-03-14")]).await;
    assert!(found(&d, &"lorem ipsum \" OR * ".repeat(5_000)).await.is_empty());
    assert!(found(&d, &"x".repeat(100_000)).await.is_empty());
}

#[tokio::test]
async fn searching_is_quiet_and_leaves_no_entry() {
    let d = with(&[("Okonkwo", "Amara", "1990-03-14")]).await;
    found(&d, "okonkwo").await;
    assert_eq!(d.trail().await, ["register-patient"]);
}
