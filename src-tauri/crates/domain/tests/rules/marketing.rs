//! News and offers: one address in many notations, a stop and the only way out of it, who is on a list.

use chrono::{Days, NaiveDate};
use frontdesk_domain::catalogue::{Clinic, MarketingChannel};
use frontdesk_domain::clock::Right;
use frontdesk_domain::consent::{Answer, Capacity, Counted, Held, sheet};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::marketing::code;
use frontdesk_domain::marketing::handle::{Handle, HandleKind};
use frontdesk_domain::marketing::list::{Candidate, LeftOut, ListForm, Place, blocks, place};
use frontdesk_domain::marketing::standing::{NoRestart, Standing, Step, may_accept, may_ask};
use proptest::prelude::*;

use crate::day;

fn same(kind: &str, first: &str, others: &[&str]) {
    let handle = |text: &str| match kind {
        "email" => Handle::email(text),
        "phone" => Handle::phone(text),
        _ => {
            let (address, postcode) = text.split_once('|').unwrap();
            Handle::post(address, postcode)
        }
    };
    let one = handle(first).unwrap();
    for other in others {
        let found = handle(other).unwrap();
        assert!(found == one, "{other:?} is not {first:?}: {:?}", String::from_utf8(found.bytes()));
    }
}

#[test]
fn one_british_number_is_the_same_in_every_notation() {
    let notations = [
        "+447700900123",
        "+44 7700 900 123",
        "+44 (0)7700 900123",
        "(+44) 7700 900123",
        "0044 7700 900123",
        "0044(0)7700-900-123",
        "447700900123",
        "44 (0)7700 900123",
        "7700 900123",
        " 07700/900.123 ",
        "＋４４ ７７００ ９００１２３",
    ];
    same("phone", "07700 900123", &notations);
    assert_eq!(Handle::phone("07700 900123").unwrap().bytes(), b"phone\0+447700900123");
    assert_eq!(Handle::phone("00 33 1 99 00 12 34").unwrap().bytes(), b"phone\0+33199001234");
    assert_eq!(Handle::phone("  "), None);
}

#[test]
fn an_email_address_is_the_same_in_either_case_and_width() {
    same("email", "amara@example.com", &[" Amara@Example.COM ", "ａmara@example.com", "AMARA@EXAMPLE.COM"]);
    assert!(Handle::email("amara+news@example.com") != Handle::email("amara@example.com"));
    assert_eq!(Handle::email(" "), None);
}

#[test]
fn a_letter_box_is_the_same_however_street_and_town_are_spelt() {
    let others = [
        "14 Sample St., London|ZZ99 3AA",
        "14 SAMPLE STREET|zz993aa",
        "No. 14, Sample Street\nLondon ZZ99 3AA|ZZ99 3AA",
        "14 sample street zz993aa|ZZ99 3AA",
    ];
    same("post", "14 Sample Street\nLondon|ZZ99 3AA", &others);
    same("post", "Flat 2, 14 Sample Street|ZZ99 3AA", &["Apartment 2\n14 Sample Rd\nLondon|zz99 3aa"]);
    same("post", "Rose Cottage\nMill Lane|ZZ99 3AA", &["Rosé cottage, Mill Ln, Nowhere|ZZ993AA"]);
    let post = |address| Handle::post(address, "ZZ99 3AA").unwrap();
    assert!(post("Flat 2, 14 Sample Street") != post("Flat 3, 14 Sample Street"));
    assert!(post("14 Sample Street") != post("14a Sample Street"));
    assert!(post("14 Sample Street") != Handle::post("14 Sample Street", "ZZ99 3AB").unwrap());
    assert_eq!(Handle::post("", "ZZ99 3AA"), None, "a postcode alone reaches nobody");
}

#[test]
fn a_number_is_no_address_and_nobody_is_shown() {
    let number = Handle::phone("07700 900123").unwrap();
    assert!(number.bytes() != Handle::email("07700 900123").unwrap().bytes());
    assert_eq!(format!("{number:?}"), "Handle(Phone)");
    assert_eq!(Handle::person(&PatientId("p-1".into())).kind(), HandleKind::Person);
}

fn until() -> NaiveDate {
    day("2026-12-24")
}

fn asked(code: &str) -> Step {
    Step::Asked { code: code.into(), until: until() }
}

fn accepted(code: &str) -> Step {
    Step::Accepted { code: code.into() }
}

#[test]
fn each_step_from_each_standing() {
    let waits = |code: &str| Standing::Asked { code: code.into(), until: until() };
    let table = [
        (Standing::Open, Step::Stopped, Standing::Stopped),
        (Standing::Open, asked("a"), Standing::Open),
        (Standing::Open, accepted("a"), Standing::Open),
        (Standing::Stopped, Step::Stopped, Standing::Stopped),
        (Standing::Stopped, asked("a"), waits("a")),
        (Standing::Stopped, accepted("a"), Standing::Stopped),
        (waits("a"), Step::Stopped, Standing::Stopped),
        (waits("a"), asked("b"), waits("b")),
        (waits("a"), accepted("b"), waits("a")),
        (waits("a"), accepted("a"), Standing::Open),
    ];
    for (before, step, after) in table {
        assert_eq!(before.clone().after(&step), after, "{before:?}, {step:?}");
    }
}

#[test]
fn a_code_ends_a_stop_once_in_time_and_only_for_the_newest_letter() {
    let waits = Standing::of(&[Step::Stopped, asked("a"), asked("b")]);
    assert_eq!(may_accept(&waits, "a", until()), Err(NoRestart::WrongCode));
    assert_eq!(may_accept(&waits, "b", until()), Ok(()));
    assert_eq!(may_accept(&waits, "b", until() + Days::new(1)), Err(NoRestart::Expired { until: until() }));
    let open = waits.after(&accepted("b"));
    assert_eq!(may_accept(&open, "b", until()), Err(NoRestart::NotStopped));
    let again = open.after(&Step::Stopped);
    assert_eq!(may_accept(&again, "b", until()), Err(NoRestart::NotAsked), "used once");
    assert_eq!(may_ask(&again), Ok(()));
    assert_eq!(may_ask(&Standing::Open), Err(NoRestart::NotStopped));
}

#[test]
fn of_the_person_and_their_address_the_stricter_counts() {
    let waits = |code: &str| Standing::of(&[Step::Stopped, asked(code)]);
    assert_eq!(Standing::Open.with(Standing::Open), Standing::Open);
    assert_eq!(Standing::Open.with(Standing::Stopped), Standing::Stopped);
    assert_eq!(waits("a").with(waits("a")), waits("a"));
    assert_eq!(waits("a").with(Standing::Stopped), Standing::Stopped);
    assert_eq!(Standing::Stopped.with(waits("a")), Standing::Stopped);
    assert_eq!(waits("a").with(waits("b")), Standing::Stopped);
    assert_eq!(Standing::Open.with(waits("a")), waits("a"), "the number alone was stopped");
}

fn any_step() -> impl Strategy<Value = Step> {
    let code = prop_oneof![Just("a"), Just("b"), Just("c")];
    prop_oneof![Just(Step::Stopped), code.clone().prop_map(asked), code.prop_map(accepted),]
}

proptest! {
    /// Read from the end: open means that since the last stop the newest letter's own code came back.
    #[test]
    fn nothing_but_the_newest_letters_code_ends_a_stop(steps in proptest::collection::vec(any_step(), 0..14)) {
        let open = !Standing::of(&steps).suppressed();
        let last_stop = steps.iter().rposition(|step| *step == Step::Stopped);
        let ended = last_stop.is_none_or(|at| {
            let mut newest = None;
            steps[at..].iter().any(|step| match step {
                Step::Asked { code, .. } => { newest = Some(code.clone()); false }
                Step::Accepted { code } => newest.as_ref() == Some(code),
                Step::Stopped => false,
            })
        });
        prop_assert_eq!(open, ended);
    }

    #[test]
    fn a_stop_holds_whatever_came_before(steps in proptest::collection::vec(any_step(), 0..14)) {
        prop_assert_eq!(Standing::of(steps.iter().chain([&Step::Stopped])), Standing::Stopped);
    }

    #[test]
    fn what_may_be_accepted_is_what_opens(steps in proptest::collection::vec(any_step(), 0..14), code in "[abc]") {
        let before = Standing::of(&steps);
        let opens = before.suppressed() && !before.clone().after(&accepted(&code)).suppressed();
        prop_assert_eq!(may_accept(&before, &code, until()).is_ok(), opens);
    }

    #[test]
    fn a_code_is_read_back_as_it_was_shown(random in any::<[u8; 5]>()) {
        let made = code::of(random);
        prop_assert_eq!(code::typed(&code::shown(&made)), Some(made.clone()));
        let sloppy = made.to_lowercase().replace('0', "o").replace('1', "l");
        prop_assert_eq!(code::typed(&format!(" {} ", sloppy)), Some(made));
    }

    #[test]
    fn an_address_made_the_same_once_stays_the_same(text in "\\PC{0,40}") {
        let again = |handle: Option<Handle>| handle.map(|handle| {
            let bytes = handle.bytes();
            let at = bytes.iter().position(|byte| *byte == 0).unwrap();
            (String::from_utf8(bytes[at + 1..].to_vec()).unwrap(), handle)
        });
        if let Some((same, handle)) = again(Handle::email(&text)) {
            prop_assert!(Handle::email(&same).as_ref() == Some(&handle));
        }
        if let Some((same, handle)) = again(Handle::phone(&text)) {
            prop_assert!(Handle::phone(&same).as_ref() == Some(&handle));
        }
    }
}

#[test]
fn codes_that_differ_in_one_bit_differ_and_what_is_no_code_is_none() {
    assert_eq!(code::shown(&code::of([0; 5])), "0000-0000");
    assert_eq!(code::of([0xff; 5]), "ZZZZZZZZ");
    assert!(code::of([0, 0, 0, 0, 1]) != code::of([0; 5]));
    for wrong in ["", "7K4P", "7K4P-2MXDD", "7K4P-2MXU", "7K4P 2MX!", "🦊🦊"] {
        assert_eq!(code::typed(wrong), None, "{wrong}");
    }
}

fn candidate() -> Candidate {
    Candidate {
        newest: Some(Answer::Given),
        stands: true,
        suppressed: false,
        born: day("1990-03-14"),
        born_estimated: false,
        blocked: false,
        reachable: true,
    }
}

#[test]
fn on_a_list_is_who_said_yes_and_nothing_else_stands_against() {
    let today = day("2026-11-24");
    let left = |reason| Place::Left(reason);
    let table = [
        (candidate(), Place::On),
        (Candidate { newest: None, ..candidate() }, Place::NoYes),
        (Candidate { newest: Some(Answer::Refused), ..candidate() }, Place::NoYes),
        (Candidate { newest: Some(Answer::NotNow), ..candidate() }, Place::NoYes),
        (Candidate { newest: Some(Answer::Withdrawn), suppressed: true, ..candidate() }, left(LeftOut::Stopped)),
        (Candidate { newest: Some(Answer::Withdrawn), ..candidate() }, Place::NoYes),
        (Candidate { suppressed: true, ..candidate() }, left(LeftOut::Stopped)),
        (Candidate { stands: false, ..candidate() }, left(LeftOut::AskAgain)),
        (Candidate { born: day("2008-11-24"), ..candidate() }, Place::On),
        (Candidate { born: day("2008-11-25"), ..candidate() }, left(LeftOut::Under18)),
        (Candidate { born_estimated: true, ..candidate() }, left(LeftOut::AgeNotProved)),
        (Candidate { blocked: true, ..candidate() }, left(LeftOut::OpenRequest)),
        (Candidate { reachable: false, ..candidate() }, left(LeftOut::NoAddress)),
    ];
    for (of, expected) in table {
        assert_eq!(place(&of, today), expected, "{of:?}");
    }
}

#[test]
fn an_open_request_against_the_use_of_data_blocks_and_one_for_a_copy_does_not() {
    let blocking = [Right::Erasure, Right::Restriction, Right::Objection, Right::StopMarketing, Right::Withdraw];
    assert!(blocking.into_iter().all(blocks));
    assert!(![Right::Access, Right::Rectification, Right::Portability, Right::Complaint].into_iter().any(blocks));
}

#[test]
fn a_list_is_asked_for_by_channel_and_has_no_field_for_anything_of_health() {
    let form = ListForm { channel: MarketingChannel::Email };
    let sent = serde_json::to_value(form).unwrap();
    let fields: Vec<&String> = sent.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["channel"]);
    for more in ["treatment", "visit", "purpose", "kind", "since", "filter"] {
        let sent = serde_json::json!({"channel": "email", more: "laser"});
        assert!(serde_json::from_value::<ListForm>(sent).is_err(), "{more} was taken");
    }
}

fn said(purpose: &str, answer: Answer, at: &str) -> Held {
    Held {
        purpose: purpose.into(),
        answer,
        wording_version: 1,
        capacity: Capacity::Patient,
        born: None,
        at: at.parse().unwrap(),
    }
}

#[test]
fn the_stop_decides_what_the_sheet_asks_and_not_the_answer() {
    let clinic = Clinic::shipped();
    let stopped = "2026-11-01T09:00:00Z".parse().unwrap();
    let row = |held: &[Held], stops: &[(MarketingChannel, Option<_>)]| {
        let counted = Counted::of(&clinic, held, None, stops);
        let rows = sheet(&clinic, &counted, "general", day("1990-03-14"), day("2026-11-24"));
        let row = rows.iter().find(|row| row.purpose.id == "news-email").unwrap();
        (row.held.map(|held| held.answer), row.due.is_some())
    };
    let stop = [(MarketingChannel::Email, Some(stopped))];
    let other = [(MarketingChannel::Text, Some(stopped)), (MarketingChannel::Email, None)];
    let yes = [said("news-email", Answer::Given, "2026-06-03T09:00:00Z")];
    let back = [yes[0].clone(), said("news-email", Answer::Withdrawn, "2026-09-03T09:00:00Z")];
    assert_eq!(row(&[], &stop), (Some(Answer::Withdrawn), false), "stopped without an answer");
    assert_eq!(row(&yes, &stop), (Some(Answer::Withdrawn), false), "stopped despite a yes");
    assert_eq!(row(&yes, &other), (Some(Answer::Given), false));
    assert_eq!(row(&back, &stop), (Some(Answer::Withdrawn), false));
    assert_eq!(row(&back, &[]), (None, true), "lifted: asked anew");
    assert_eq!(row(&[], &[]), (None, true));
}
