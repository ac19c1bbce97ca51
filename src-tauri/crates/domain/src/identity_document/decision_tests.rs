use super::super::RULES;
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-24")
}

/// Everything answered as well as it can be.
fn good(kind: DocumentKind) -> Seen {
    Seen {
        issuer: Some("Somebody".into()),
        expiry: Some(day("2030-06-01")),
        name: Some(NameVerdict::Match),
        born: Some(true),
        likeness: Some(LikenessAnswer::Yes),
        hologram: Some(true),
        digital: Some(DigitalResult::Confirmed),
        passport_beside: Some(true),
        share_code: true,
        share_made: Some(day("2026-11-01")),
        ..Seen::of(kind)
    }
}

fn fields(seen: &Seen) -> Vec<String> {
    unanswered(seen).into_iter().map(|problem| problem.field).collect()
}

#[test]
fn everything_seen_and_right_confirms_each_kind_that_can_stand() {
    for rule in &RULES {
        let seen = good(rule.kind).only_asked();
        assert!(unanswered(&seen).is_empty(), "{}", rule.code);
        let stands = !matches!(rule.standing, DocumentStanding::Never | DocumentStanding::Ended);
        assert_eq!(decide(&seen, today()).confirmed(), stands, "{}", rule.code);
    }
}

/// One thing wrong at a time, in every kind: it is a reason exactly where that kind's form asks for it.
#[test]
fn each_wrong_answer_is_the_one_reason_in_every_kind_that_asks_for_it() {
    type Wrong = (Reason, fn(&mut Seen), fn(DocumentKind) -> bool);
    let wrongs: [Wrong; 10] = [
        (Reason::LikenessNo, |s| s.likeness = Some(LikenessAnswer::No), |k| k.rule().likeness),
        (Reason::LikenessUnsure, |s| s.likeness = Some(LikenessAnswer::Unsure), |k| k.rule().likeness),
        (Reason::NameDiffers, |s| s.name = Some(NameVerdict::Differs), |k| k.rule().name_and_born),
        (Reason::BornDiffers, |s| s.born = Some(false), |k| k.rule().name_and_born),
        (Reason::Expired, |s| s.expiry = Some(day("2026-11-23")), |k| k.rule().expiry != ExpiryAsked::None),
        (Reason::NoHologram, |s| s.hologram = Some(false), |k| k.rule().hologram),
        (Reason::ResultNegative, |s| s.digital = Some(DigitalResult::NotConfirmed), |k| k.rule().digital_result),
        (Reason::PhoneOnly, |s| s.digital = Some(DigitalResult::PhoneOnly), |k| k.rule().digital_result),
        (Reason::CodeRunOut, |s| s.share_made = Some(day("2026-08-25")), |k| k.rule().beside_passport),
        (Reason::NotEnough, |s| s.passport_beside = Some(false), |k| k.rule().beside_passport),
    ];
    for (reason, spoil, asked) in wrongs {
        for rule in &RULES {
            let mut seen = good(rule.kind);
            spoil(&mut seen);
            let reasons = decide(&seen.only_asked(), today()).reasons;
            let expected = match rule.standing {
                DocumentStanding::Never | DocumentStanding::Ended => vec![Reason::NotEnough],
                _ if asked(rule.kind) => vec![reason],
                _ => vec![],
            };
            assert_eq!(reasons, expected, "{} of {}", reason.advice(rule.kind), rule.code);
        }
    }
}

/// One thing left open at a time, in every kind.
#[test]
fn each_open_question_is_asked_at_its_field_in_every_kind_that_has_it() {
    type Open = (&'static str, fn(&mut Seen), fn(DocumentKind) -> bool);
    let named = |k: DocumentKind| matches!(k, DocumentKind::DigitalCheck | DocumentKind::Other);
    let open: [Open; 10] = [
        ("likeness", |s| s.likeness = None, |k| k.rule().likeness),
        ("matchesRecord", |s| s.name = None, |k| k.rule().name_and_born),
        ("matchesRecord", |s| s.name = Some(NameVerdict::Check), |k| k.rule().name_and_born),
        ("matchesRecord", |s| s.born = None, |k| k.rule().name_and_born),
        ("expiry", |s| s.expiry = None, |k| k.rule().expiry == ExpiryAsked::Required),
        ("hologram", |s| s.hologram = None, |k| k.rule().hologram),
        ("digitalResult", |s| s.digital = None, |k| k.rule().digital_result),
        ("passportBeside", |s| s.passport_beside = None, |k| k.rule().beside_passport),
        ("shareCode", |s| s.share_code = false, |k| k.rule().beside_passport),
        ("shareMade", |s| s.share_made = None, |k| k.rule().beside_passport),
    ];
    for (field, leave, asked) in open {
        for rule in &RULES {
            let mut seen = good(rule.kind);
            leave(&mut seen);
            let expected: Vec<&str> = if asked(rule.kind) { vec![field] } else { vec![] };
            assert_eq!(fields(&seen.only_asked()), expected, "{}", rule.code);
        }
    }
    for rule in &RULES {
        let seen = Seen { issuer: None, ..good(rule.kind) };
        assert_eq!(fields(&seen.only_asked()).contains(&"issuer".to_string()), named(rule.kind), "{}", rule.code);
    }
}

#[test]
fn names_in_another_order_are_settled_by_whoever_compared_them() {
    let open = Seen { name: Some(NameVerdict::Check), ..good(DocumentKind::Passport) };
    assert_eq!(fields(&open), ["matchesRecord"]);
    assert!(unanswered(&Seen { by_eye: Some(true), ..open }).is_empty());
}

#[test]
fn a_document_is_good_through_its_last_day_and_a_share_code_for_90_days() {
    let passport = |last: &str| Seen { expiry: Some(day(last)), ..good(DocumentKind::Passport) };
    assert!(decide(&passport("2026-11-24"), today()).confirmed());
    assert_eq!(decide(&passport("2026-11-23"), today()).reasons, [Reason::Expired]);
    let code = |made: &str| Seen { share_made: Some(day(made)), ..good(DocumentKind::Evisa) };
    assert!(decide(&code("2026-08-26"), today()).confirmed());
    assert_eq!(decide(&code("2026-08-25"), today()).reasons, [Reason::CodeRunOut]);
}

#[test]
fn every_reason_is_told_at_once() {
    let seen = Seen {
        likeness: Some(LikenessAnswer::No),
        name: Some(NameVerdict::Differs),
        born: Some(false),
        expiry: Some(day("2020-01-01")),
        ..good(DocumentKind::Passport)
    };
    let expected = [Reason::LikenessNo, Reason::NameDiffers, Reason::BornDiffers, Reason::Expired];
    assert_eq!(decide(&seen, today()).reasons, expected);
}

#[test]
fn what_cannot_be_taken_asks_nothing_and_is_refused_with_what_to_ask_for() {
    for kind in [DocumentKind::ResidencePermit, DocumentKind::BirthCertificate] {
        let seen = Seen::of(kind);
        assert!(unanswered(&seen).is_empty());
        let decision = decide(&seen, today());
        assert_eq!(decision.reasons, [Reason::NotEnough]);
        assert!(decision.reasons[0].advice(kind).contains("Ask for"));
    }
    let alone = Seen { passport_beside: Some(false), ..Seen::of(DocumentKind::Evisa) };
    assert!(unanswered(&alone).is_empty());
    assert!(decide(&alone, today()).reasons[0].advice(DocumentKind::Evisa).contains("Ask for the passport"));
    let phone = Seen { digital: Some(DigitalResult::PhoneOnly), ..Seen::of(DocumentKind::DigitalCheck) };
    assert!(unanswered(&phone).is_empty());
    assert_eq!(decide(&phone, today()).reasons, [Reason::PhoneOnly]);
}

#[test]
fn answers_come_back_from_their_codes() {
    for answer in [LikenessAnswer::Yes, LikenessAnswer::No, LikenessAnswer::Unsure] {
        assert_eq!(LikenessAnswer::from_code(answer.code()), Some(answer));
    }
    for answer in [DigitalResult::Confirmed, DigitalResult::NotConfirmed, DigitalResult::PhoneOnly] {
        assert_eq!(DigitalResult::from_code(answer.code()), Some(answer));
    }
    assert_eq!((LikenessAnswer::from_code("maybe"), DigitalResult::from_code("")), (None, None));
}
