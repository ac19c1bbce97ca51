//! Facts about consents: what is due and why, new wordings, who speaks, taking back.

use chrono::{Days, NaiveDate, TimeZone, Utc};
use frontdesk_domain::catalogue::{Clinic, MarketingChannel, PurposeKind};
use frontdesk_domain::consent::{Answer, Capacity, Counted, Due, Held, Method, due, missing_required, sheet};
use frontdesk_domain::spoken::{SpokenForm, spoken};
use frontdesk_domain::withdrawal::{WithdrawalReason, effects};
use frontdesk_domain::wording::{ApprovalForm, WordingForm, approve, revise};
use proptest::prelude::*;

use crate::day;

fn held(purpose: &str, answer: Answer, capacity: Capacity, at: &str) -> Held {
    let at = format!("{at}T10:00:00Z").parse().unwrap();
    Held { purpose: purpose.into(), answer, wording_version: 1, capacity, born: None, at }
}

/// Why `purpose` is due on a day, given one answer.
fn why(clinic: &Clinic, one: &Held, born: &str, on: &str) -> Option<Due> {
    let treatment = if one.purpose == "treatment-laser" { "laser" } else { "general" };
    // What was taken back is stopped since.
    let channel = clinic.purposes.iter().find(|purpose| purpose.id == one.purpose).and_then(|purpose| purpose.channel);
    let stops: Vec<_> =
        channel.filter(|_| one.answer == Answer::Withdrawn).map(|of| (of, Some(one.at))).into_iter().collect();
    let counted = Counted::of(clinic, std::slice::from_ref(one), None, &stops);
    let rows = sheet(clinic, &counted, treatment, day(born), day(on));
    rows.iter().find(|row| row.purpose.id == one.purpose).unwrap().due
}

#[test]
fn each_answer_stands_for_as_long_as_its_purpose_says() {
    let clinic = Clinic::shipped();
    let by = Capacity::Patient;
    let ran_out = |on| Some(Due::RanOut(day(on)));
    #[rustfmt::skip]
    let rows = [
        ("hold-health-details", Answer::Given, "2024-11-22", "2026-11-22", None),
        ("treatment-laser", Answer::Given, "2026-11-22", "2026-11-22", None),
        ("treatment-laser", Answer::Given, "2026-11-21", "2026-11-22", Some(Due::NotAsked)),
        ("photographs-record", Answer::Given, "2010-01-01", "2026-11-22", None),
        ("photographs-teaching", Answer::Given, "2024-11-22", "2026-11-22", None),
        ("photographs-teaching", Answer::Given, "2024-11-21", "2026-11-22", ran_out("2026-11-21")),
        // The last day of a shorter month.
        ("news-email", Answer::Given, "2024-02-29", "2026-02-28", None),
        ("news-email", Answer::Given, "2024-02-29", "2026-03-01", ran_out("2026-02-28")),
        ("news-email", Answer::Refused, "2010-01-01", "2026-11-22", None),
        ("news-email", Answer::Withdrawn, "2010-01-01", "2026-11-22", None),
        // A no is not asked away, but nothing can be done without what is needed.
        ("hold-health-details", Answer::Refused, "2026-11-22", "2026-11-22", Some(Due::SaidNo)),
        ("hold-health-details", Answer::Withdrawn, "2024-11-22", "2026-11-22", Some(Due::SaidNo)),
        ("treatment-laser", Answer::Withdrawn, "2026-11-22", "2026-11-22", Some(Due::SaidNo)),
        ("treatment-laser", Answer::Refused, "2026-11-21", "2026-11-22", Some(Due::NotAsked)),
        ("news-email", Answer::NotNow, "2026-11-22", "2026-11-22", Some(Due::PutOff)),
        ("photographs-teaching", Answer::Withdrawn, "2010-01-01", "2026-11-22", None),
    ];
    for (purpose, answer, at, on, wanted) in rows {
        assert_eq!(why(&clinic, &held(purpose, answer, by, at), "1979-03-22", on), wanted, "{purpose} {answer:?} {on}");
    }
}

#[test]
fn what_hangs_on_a_date_of_birth_is_asked_again_once_it_is_corrected() {
    let clinic = Clinic::shipped();
    let again = Some(Due::BornCorrected);
    #[rustfmt::skip]
    let rows = [
        // Purpose, answer, date of birth then and now, why it is due.
        ("treatment-laser", Answer::Given, "2007-01-01", "2007-01-01", None),
        ("treatment-laser", Answer::Given, "2007-01-01", "2007-01-02", again),
        ("treatment-laser", Answer::Refused, "2007-01-01", "2007-01-02", again),
        // Over 16 by either: whoever answered was the one to answer.
        ("photographs-record", Answer::Given, "1990-01-01", "1991-01-01", None),
        ("photographs-record", Answer::Given, "2010-11-22", "2010-11-21", None),
        // Under 16 by one of them.
        ("photographs-record", Answer::Given, "2010-11-22", "2010-11-23", again),
        ("photographs-record", Answer::Given, "2010-11-23", "2010-11-22", again),
        ("hold-health-details", Answer::Refused, "2010-11-23", "1990-11-22", again),
        // A stop holds whatever is corrected.
        ("news-email", Answer::Withdrawn, "2010-11-23", "1990-11-22", None),
    ];
    for (purpose, answer, then, now, wanted) in rows {
        let held = Held { born: Some(day(then)), ..held(purpose, answer, Capacity::Patient, "2026-11-22") };
        assert_eq!(why(&clinic, &held, now, "2026-11-22"), wanted, "{purpose} {answer:?} {then} {now}");
    }
}

#[test]
fn what_a_parent_said_ends_on_the_morning_of_the_16th_and_the_18th_birthday() {
    let clinic = Clinic::shipped();
    #[rustfmt::skip]
    let rows = [
        ("2010-11-22", "2026-11-21", "2026-11-21", None),
        ("2010-11-22", "2026-11-21", "2026-11-22", Some(Due::OfAge(16))),
        ("2010-11-22", "2026-11-22", "2028-11-21", None),
        ("2010-11-22", "2026-11-22", "2028-11-22", Some(Due::OfAge(18))),
        ("2008-11-22", "2024-11-21", "2026-11-22", Some(Due::OfAge(18))),
        ("2012-02-29", "2028-02-01", "2028-02-28", None),
        ("2012-02-29", "2028-02-01", "2028-02-29", Some(Due::OfAge(16))),
    ];
    for (born, said, on, wanted) in rows {
        for answer in [Answer::Given, Answer::Refused] {
            let parents = held("photographs-record", answer, Capacity::Parent, said);
            assert_eq!(why(&clinic, &parents, born, on), wanted, "{born} {said} {on}");
            for capacity in [Capacity::Patient, Capacity::Attorney] {
                let own = held("photographs-record", answer, capacity, said);
                assert_eq!(why(&clinic, &own, born, on), None, "{capacity:?}");
            }
        }
    }
}

#[test]
fn a_parents_stop_of_marketing_holds_after_the_birthday_too() {
    let clinic = Clinic::shipped();
    let stopped = held("news-email", Answer::Withdrawn, Capacity::Parent, "2025-01-01");
    assert_eq!(why(&clinic, &stopped, "2010-11-22", "2030-01-01"), None);
}

#[test]
fn a_required_answer_that_ran_out_of_age_is_missing_again() {
    let clinic = Clinic::shipped();
    let held = [held("hold-health-details", Answer::Given, Capacity::Parent, "2026-01-01")];
    let missing = |on: &str| -> Vec<String> {
        let counted = Counted::of(&clinic, &held, None, &[]);
        let rows = sheet(&clinic, &counted, "general", day("2010-11-22"), day(on));
        missing_required(&rows, &[]).iter().map(|purpose| purpose.id.clone()).collect()
    };
    assert_eq!(missing("2026-11-21"), ["treatment-general"]);
    assert_eq!(missing("2026-11-22"), ["hold-health-details", "treatment-general"]);
}

fn revised(clinic: &Clinic, question: &str, text: &str) -> Result<Clinic, Vec<String>> {
    let form = WordingForm { id: "news-email".into(), from_version: 1, question: question.into(), text: text.into() };
    revise(clinic, &form, day("2026-12-01")).map_err(|problems| problems.into_iter().map(|one| one.code).collect())
}

#[test]
fn a_change_of_words_is_a_new_version_and_the_old_one_stays() {
    let before = Clinic::shipped();
    let after = revised(&before, "May we write to you?", "Once a month.").unwrap();
    assert_eq!(after.wordings.len(), before.wordings.len() + 1);
    assert_eq!(after.wordings[..before.wordings.len()], before.wordings[..]);
    let newest = after.wording("news-email").unwrap();
    assert_eq!((newest.version, newest.dated, newest.approved.is_none()), (2, day("2026-12-01"), true));
    let given = held("news-email", Answer::Given, Capacity::Patient, "2026-11-22");
    assert_eq!(why(&before, &given, "1979-03-22", "2026-12-01"), None);
    assert_eq!(why(&after, &given, "1979-03-22", "2026-12-01"), Some(Due::NewWording));
    let stopped = held("news-email", Answer::Withdrawn, Capacity::Patient, "2026-11-22");
    assert_eq!(why(&after, &stopped, "1979-03-22", "2026-12-01"), None);
}

#[test]
fn a_new_version_needs_other_words_and_the_newest_version_to_start_from() {
    let clinic = Clinic::shipped();
    let is = clinic.wording("news-email").unwrap().clone();
    assert_eq!(revised(&clinic, &is.question, &is.text).unwrap_err(), ["wording-same"]);
    assert_eq!(revised(&clinic, " ", "").unwrap_err(), ["question-missing", "text-missing"]);
    assert_eq!(revised(&clinic, &"x".repeat(201), "text").unwrap_err(), ["too-long"]);
    let after = revised(&clinic, "May we write to you?", "Once a month.").unwrap();
    assert_eq!(revised(&after, "May we?", "Now and then.").unwrap_err(), ["wording-changed"]);
}

#[test]
fn a_version_is_approved_once_by_name_and_only_the_newest() {
    let clinic = Clinic::shipped();
    let form =
        |version, reviewer: &str| ApprovalForm { id: "news-email".into(), version, clinical_reviewer: reviewer.into() };
    let code =
        |clinic: &Clinic, form| approve(clinic, &form, "Marta Nowak", day("2026-12-02")).unwrap_err()[0].code.clone();
    assert_eq!(code(&clinic, form(1, "  ")), "reviewer-missing");
    let after = approve(&clinic, &form(1, "Dr Ada Quill"), "Marta Nowak", day("2026-12-02")).unwrap();
    let approval = after.wording("news-email").unwrap().approved.clone().unwrap();
    assert_eq!((approval.by.as_str(), approval.clinical_reviewer.as_str()), ("Marta Nowak", "Dr Ada Quill"));
    assert_eq!(approval.on, day("2026-12-02"));
    assert_eq!(code(&after, form(1, "Dr Ada Quill")), "wording-approved");
    let newer = revised(&after, "May we write to you?", "Once a month.").unwrap();
    assert!(newer.wording("news-email").unwrap().approved.is_none());
    assert_eq!(code(&newer, form(1, "Dr Ada Quill")), "wording-changed");
    // An approval is no new wording: nobody is asked again.
    let given = held("news-email", Answer::Given, Capacity::Patient, "2026-11-22");
    assert_eq!(why(&after, &given, "1979-03-22", "2026-12-02"), None);
}

#[test]
fn who_speaks_is_named_where_it_is_not_the_patient_and_nobody_is_a_parent_to_an_adult() {
    let form = |capacity, method| SpokenForm { capacity, speaker: "", method, witness: "", interpreter: "" };
    let fields = |capacity, method, adult| -> Vec<String> {
        spoken(&form(capacity, method), adult)
            .map_or_else(|problems| problems.into_iter().map(|problem| problem.field).collect(), |_| Vec::new())
    };
    assert!(fields(Capacity::Patient, Method::OnScreen, true).is_empty());
    assert_eq!(fields(Capacity::Parent, Method::Phone, false), ["speaker"]);
    assert_eq!(fields(Capacity::Parent, Method::Phone, true), ["capacity", "speaker"]);
    assert_eq!(fields(Capacity::Attorney, Method::VerbalWitnessed, true), ["speaker", "witness"]);
}

#[test]
fn every_consent_says_what_taking_it_back_means_and_marketing_says_what_goes_on() {
    let clinic = Clinic::shipped();
    for purpose in &clinic.purposes {
        assert_eq!(effects(purpose).is_empty(), purpose.kind == PurposeKind::Told, "{}", purpose.id);
    }
    let email = clinic.purposes.iter().find(|purpose| purpose.channel == Some(MarketingChannel::Email)).unwrap();
    let said = effects(email).join(" ");
    assert!(
        said.contains("by email") && said.contains("Reminders of visits, payment messages and aftercare"),
        "{said}"
    );
}

#[test]
fn a_reason_is_never_needed_but_another_one_is_written_down() {
    assert_eq!(WithdrawalReason::NotSaid.kept("").unwrap(), "Gave no reason");
    assert_eq!(WithdrawalReason::ChangedMind.kept(" too many ").unwrap(), "Changed their mind: too many");
    assert_eq!(WithdrawalReason::Other.kept("").unwrap_err().code, "note-missing");
    assert_eq!(WithdrawalReason::Other.kept("moved away").unwrap(), "moved away");
}

proptest! {
    /// A second way: an answer by a parent is due exactly when a birthday (16 or 18) lies between it and the day.
    #[test]
    fn a_parents_answer_is_due_exactly_when_a_birthday_lies_between(
        born in 0_u64..14_000, said in 0_u64..12_000, later in 0_u64..4_000
    ) {
        let clinic = Clinic::shipped();
        let born = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + Days::new(born);
        let said = born + Days::new(said);
        let on = said + Days::new(later);
        let purpose = clinic.purposes.iter().find(|purpose| purpose.id == "photographs-record").unwrap();
        let at = Utc.from_utc_datetime(&said.and_hms_opt(12, 0, 0).unwrap());
        let held = Held {
            purpose: purpose.id.clone(), answer: Answer::Given, wording_version: 1, capacity: Capacity::Parent, born: None, at,
        };
        let birthday = |years| frontdesk_domain::age::attained_on(born, years);
        let crossed = [16, 18].into_iter().filter(|years| said < birthday(*years) && birthday(*years) <= on).max();
        let wording = clinic.wording("photographs-record").unwrap();
        prop_assert_eq!(due(purpose, wording, &held, born, on), crossed.map(Due::OfAge));
    }
}
