use super::*;

fn sarah() -> Particulars {
    Particulars {
        surname: "Morgan".into(),
        given_names: "Sarah Meredyth".into(),
        preferred_name: None,
        latin_name: None,
        former_names: None,
        born: "1976-03-11".parse().unwrap(),
        born_estimated: false,
        sex: Sex::Female,
        address: None,
        postcode: None,
        phone: None,
        email: None,
        contact_by: vec![],
        contact_note: None,
        needs: None,
        nhs_number: None,
        source: "attendance".into(),
    }
}

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

const SARAHS: &str = "morga 753116 sm9ij 35";

#[test]
fn a_number_that_agrees_warns_of_nothing_and_leaves_its_last_four() {
    let check = licence(SARAHS, &sarah(), today());
    assert_eq!(check.outcome, LicenceOutcome::Agrees);
    assert!(check.warnings.is_empty() && check.information.is_empty());
    assert_eq!(check.last_four.as_deref(), Some("M9IJ"), "the issue digits are not the number's");
}

#[test]
fn each_part_that_disagrees_is_named_by_itself() {
    let cases: [(&str, Particulars, &[&str]); 5] = [
        ("surname", Particulars { surname: "Evans".into(), ..sarah() }, &["surname"]),
        ("born", Particulars { born: "1976-03-12".parse().unwrap(), ..sarah() }, &["born"]),
        ("initials", Particulars { given_names: "Mary".into(), ..sarah() }, &["given-names"]),
        (
            "two",
            Particulars { surname: "Evans".into(), born: "1980-01-01".parse().unwrap(), ..sarah() },
            &["surname", "born"],
        ),
        ("none", sarah(), &[]),
    ];
    for (what, is, expected) in cases {
        let check = licence(SARAHS, &is, today());
        let parts: Vec<&str> = check.differs.iter().map(|part| part_code(part.part)).collect();
        assert_eq!(parts, expected, "{what}");
        assert_eq!(check.outcome == LicenceOutcome::Differs, !expected.is_empty(), "{what}");
        assert_eq!(check.warnings.len(), expected.len(), "{what}");
    }
}

#[test]
fn the_sex_digit_is_told_and_warns_of_nothing() {
    for sex in [Sex::Male, Sex::Unspecified] {
        let check = licence(SARAHS, &Particulars { sex, ..sarah() }, today());
        assert_eq!(check.outcome, LicenceOutcome::Agrees);
        assert!(check.information[0].contains("marker female"), "{:?}", check.information);
    }
}

#[test]
fn a_former_name_on_the_licence_agrees_and_is_told() {
    let is = Particulars { surname: "Okafor".into(), former_names: Some("Morgan".into()), ..sarah() };
    let check = licence(SARAHS, &is, today());
    assert_eq!(check.outcome, LicenceOutcome::Agrees);
    assert_eq!(check.information, ["The number has their former name, Morgan."]);
}

#[test]
fn a_number_built_otherwise_and_a_northern_irish_one_say_so() {
    let misread = licence("MORGA763116SM9IJ", &sarah(), today());
    assert_eq!((misread.outcome, misread.last_four.as_deref()), (LicenceOutcome::Misread, Some("M9IJ")));
    assert!(misread.warnings[0].contains("month"));
    assert_eq!(licence("12345678", &sarah(), today()).outcome, LicenceOutcome::ByHand);
    assert_eq!(licence("M", &sarah(), today()).last_four, None);
}

#[test]
fn an_nhs_number_is_the_records_another_nobodys_or_somebody_elses() {
    const A: &str = "999 000 0018";
    const B: &str = "9990000026";
    assert!(NhsNumber::parse(B).is_ok());
    for (typed, held, elsewhere, expected) in [
        (A, Some("9990000018"), false, NhsOutcome::Same),
        (A, Some("9990000018"), true, NhsOutcome::Same),
        (A, Some(B), false, NhsOutcome::Differs),
        (A, Some(B), true, NhsOutcome::OtherPatient),
        (A, None, false, NhsOutcome::NotHeld),
        (A, None, true, NhsOutcome::OtherPatient),
        ("999 000 0019", Some(B), false, NhsOutcome::Misread),
        ("999 000", None, false, NhsOutcome::Misread),
    ] {
        let (outcome, words) = nhs(typed, held, elsewhere);
        assert_eq!(outcome, expected, "{typed} {held:?} {elsewhere}");
        assert_eq!(outcome.warns(), !matches!(outcome, NhsOutcome::Same | NhsOutcome::NotHeld));
        assert!(!words.contains("999"), "the words repeat no number: {words}");
    }
}
