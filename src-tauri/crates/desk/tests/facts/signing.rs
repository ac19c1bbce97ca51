//! Facts about the screen in a patient's hands: what it lets be done, what is signed, and how a copy is checked.

use std::path::PathBuf;

use crate::common::{Desk, desk};
use crate::visit::{alex, as_far_as_consents, sheet, walk_in, whole};
use frontdesk_desk::check_in::{open_check_in, record_consents};
use frontdesk_desk::consents::see_consents;
use frontdesk_desk::demo_house::PASSPHRASE;
use frontdesk_desk::draft::{load_draft, save_draft};
use frontdesk_desk::patient::open_patient;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::signing::{
    hand_over, keep_handed_over, open_signed_form, see_handed_over, sign_consents, take_back, verify_copy,
    verify_fingerprint,
};
use frontdesk_desk::testing;
use frontdesk_desk::views::board::Mark;
use frontdesk_desk::views::check_in::{CheckInView, ConsentAnswerForm};
use frontdesk_desk::views::paper::PaperSize;
use frontdesk_desk::views::signing::{CopyOutcome, HandOverForm, HandedOverView, SignForm};
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::Role;
use frontdesk_domain::signature::{Drawn, Point};
use frontdesk_store::{consent_answer, signed_form};

fn to_patient(arrival_id: &str) -> HandOverForm {
    HandOverForm {
        arrival_id: arrival_id.into(),
        capacity: Capacity::Patient,
        speaker: String::new(),
        interpreter: String::new(),
        size: PaperSize::Normal,
    }
}

fn drawn() -> Drawn {
    let stroke = |points: &[(f64, f64)]| points.iter().map(|&(x, y)| Point { x, y }).collect();
    Drawn {
        strokes: vec![
            stroke(&[(0.1, 0.7), (0.2, 0.2), (0.3, 0.7), (0.14, 0.5), (0.26, 0.5)]),
            stroke(&[(0.4, 0.5), (0.5, 0.3), (0.6, 0.6), (0.9, 0.45)]),
        ],
        ratio: 3.0,
    }
}

fn answer(view: &HandedOverView, answer: Answer) -> Vec<ConsentAnswerForm> {
    let given = |question: &frontdesk_desk::views::signing::HandedQuestionView| ConsentAnswerForm {
        purpose: question.purpose.clone(),
        answer,
        wording_id: question.wording_id.clone(),
        wording_version: question.wording_version,
    };
    view.questions.iter().map(given).collect()
}

fn signed(view: &HandedOverView, said: Answer) -> SignForm {
    SignForm {
        answers: answer(view, said),
        read: view.questions.iter().map(|question| question.purpose.clone()).collect(),
        signature: drawn(),
    }
}

/// Somebody whose screen is in their hands.
async fn in_their_hands(d: &Desk) -> (String, String, HandedOverView) {
    let (patient, arrival) = walk_in(d, alex(), "general").await;
    as_far_as_consents(d, &arrival).await;
    let view = hand_over(&d.desk, to_patient(&arrival)).await.unwrap();
    (patient, arrival, view)
}

async fn back(d: &Desk) {
    take_back(&d.desk, Secret::new(PASSPHRASE)).await.unwrap();
}

/// Signed with yes to everything, and at the desk again; returns patient, arrival and form.
async fn with_a_form(d: &Desk) -> (String, String, String) {
    let (patient, arrival, view) = in_their_hands(d).await;
    sign_consents(&d.desk, signed(&view, Answer::Given)).await.unwrap();
    back(d).await;
    let form = see_consents(&d.desk, patient.clone()).await.unwrap().signed[0].form_id.clone();
    (patient, arrival, form)
}

async fn pdf(d: &Desk, form: &str) -> Vec<u8> {
    let shown = open_signed_form(&d.desk, form.into()).await.unwrap();
    data_encoding::BASE64.decode(shown.pdf.as_bytes()).unwrap()
}

async fn checked(d: &Desk, bytes: &[u8]) -> CopyOutcome {
    let path = d.folder.path().join("copy.pdf");
    std::fs::write(&path, bytes).unwrap();
    let view = verify_copy(&d.desk, || async { Some(path) }).await.unwrap();
    assert_eq!(view.record.is_some(), view.outcome == CopyOutcome::Same);
    view.outcome
}

async fn held(d: &Desk, patient: &str) -> usize {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    let patient = PatientId(patient.into());
    let answers = consent_answer::for_patient(read.conn(), &patient).await.unwrap();
    let forms = signed_form::for_patient(read.conn(), &patient).await.unwrap();
    answers.len() + forms.len()
}

#[tokio::test]
async fn nothing_is_ticked_for_them_and_only_what_is_due_is_asked() {
    let d = desk(Role::PracticeManager).await;
    let (_, arrival) = walk_in(&d, alex(), "general").await;
    let step = as_far_as_consents(&d, &arrival).await.consent_step;
    let typed =
        r#"{"consents":{"answers":{"news-email":{"answer":"given","wordingId":"news-email","wordingVersion":1}}}}"#;
    save_draft(&d.desk, "check-in".into(), arrival.clone(), typed.into()).await.unwrap();
    let view = hand_over(&d.desk, to_patient(&arrival)).await.unwrap();
    assert!(view.questions.iter().all(|question| question.given.is_none()), "not what the desk typed either");
    let rows: Vec<_> = step.groups.iter().flat_map(|group| &group.rows).collect();
    let shown: Vec<_> = view.questions.iter().map(|question| (&question.question, &question.text)).collect();
    assert_eq!(shown, rows.iter().map(|row| (&row.question, &row.text)).collect::<Vec<_>>());
    assert_eq!(view.signer, "Alex Morgan Testpatient");
}

#[tokio::test]
async fn in_their_hands_nothing_else_of_the_desk_answers() {
    let d = desk(Role::PracticeManager).await;
    let (patient, arrival, view) = in_their_hands(&d).await;
    let refused = [
        open_patient(&d.desk, patient.clone()).await.unwrap_err().code,
        open_check_in(&d.desk, arrival.clone()).await.unwrap_err().code,
        save_draft(&d.desk, "check-in".into(), arrival.clone(), "{}".into()).await.unwrap_err().code,
        hand_over(&d.desk, to_patient(&arrival)).await.unwrap_err().code,
    ];
    assert_eq!(refused, ["handed-over"; 4]);
    assert_eq!(see_handed_over(&d.desk).await.unwrap().questions.len(), view.questions.len());
}

#[tokio::test]
async fn only_the_passphrase_of_who_handed_it_over_brings_it_back() {
    let d = desk(Role::PracticeManager).await;
    let (patient, ..) = in_their_hands(&d).await;
    for wrong in ["", "alex", "orchard velvet teapot lanterns"] {
        assert_eq!(take_back(&d.desk, Secret::new(wrong)).await.unwrap_err().code, "wrong-passphrase");
        assert!(d.desk.is_handed_over());
    }
    let last = d.audit().await.pop().unwrap();
    assert_eq!((last.use_case.as_str(), last.outcome.as_str()), ("take-back", "refused"));
    back(&d).await;
    open_patient(&d.desk, patient).await.unwrap();
    assert_eq!(take_back(&d.desk, Secret::new(PASSPHRASE)).await.unwrap_err().code, "not-handed-over");
    assert_eq!(see_handed_over(&d.desk).await.unwrap_err().code, "not-handed-over");
}

#[tokio::test]
async fn signing_keeps_the_answers_and_the_form_together_and_ends_the_check_in() {
    let d = desk(Role::PracticeManager).await;
    let (patient, arrival, view) = in_their_hands(&d).await;
    let before = d.audit().await.len();
    let after = sign_consents(&d.desk, signed(&view, Answer::Given)).await.unwrap();
    assert!(after.signed && after.questions.is_empty());
    let entries = d.audit().await.split_off(before);
    assert_eq!(entries.iter().map(|entry| entry.use_case.as_str()).collect::<Vec<_>>(), ["sign-consents"]);
    back(&d).await;
    assert_eq!(open_check_in(&d.desk, arrival.clone()).await.unwrap().consents, Mark::Done);
    assert_eq!(load_draft(&d.desk, "check-in".into(), arrival).await.unwrap(), None);
    let mut read = testing::store(&d.desk).read().await.unwrap();
    let id = PatientId(patient);
    let form = signed_form::for_patient(read.conn(), &id).await.unwrap().pop().unwrap();
    let covered = signed_form::answers(read.conn(), &form).await.unwrap();
    assert_eq!(covered, consent_answer::for_patient(read.conn(), &id).await.unwrap());
    assert_eq!(covered.len(), view.questions.len());
    assert!(covered.iter().all(|answer| answer.method == Method::OnScreen && answer.at == form.at));
    assert_eq!((form.number.as_str(), form.signer.as_str()), ("SF-10001", "Alex Morgan Testpatient"));
    assert_eq!(form.signature.strokes[1], [(4_000, 5_000), (5_000, 3_000), (6_000, 6_000), (9_000, 4_500)]);
}

#[tokio::test]
async fn without_a_needed_answer_a_signature_or_a_text_read_nothing_is_kept() {
    let d = desk(Role::PracticeManager).await;
    let (patient, _, view) = in_their_hands(&d).await;
    let whole = || signed(&view, Answer::Given);
    let mut incomplete = whole();
    incomplete.answers.retain(|given| given.purpose != "hold-health-details");
    incomplete.signature = Drawn { strokes: vec![vec![Point { x: 0.5, y: 0.5 }]], ratio: 3.0 };
    let error = sign_consents(&d.desk, incomplete).await.unwrap_err();
    let codes: Vec<_> = error.fields.iter().map(|problem| (problem.field.as_str(), problem.code.as_str())).collect();
    assert_eq!(codes, [("hold-health-details", "answer-missing"), ("signature", "signature-missing")]);
    let mut unread = whole();
    unread.read.pop();
    assert_eq!(sign_consents(&d.desk, unread).await.unwrap_err().code, "not-read");
    let mut strange = whole();
    strange.answers[0].purpose = "booking".into();
    assert_eq!(sign_consents(&d.desk, strange).await.unwrap_err().fields[0].code, "not-asked");
    let mut withdrawn = whole();
    withdrawn.answers[0].answer = Answer::Withdrawn;
    assert_eq!(sign_consents(&d.desk, withdrawn).await.unwrap_err().fields[0].code, "not-asked");
    let mut old = whole();
    old.answers[0].wording_version += 1;
    assert_eq!(sign_consents(&d.desk, old).await.unwrap_err().code, "wording-changed");
    assert_eq!(held(&d, &patient).await, 0);
    assert!(d.desk.is_handed_over());
    sign_consents(&d.desk, whole()).await.unwrap();
    assert_eq!(sign_consents(&d.desk, whole()).await.unwrap_err().code, "check-in-done", "nobody signs twice");
}

#[tokio::test]
async fn what_they_answered_is_kept_with_the_visit_for_them_and_for_the_desk() {
    let d = desk(Role::PracticeManager).await;
    let (_, arrival, view) = in_their_hands(&d).await;
    keep_handed_over(&d.desk, answer(&view, Answer::Refused)[..1].to_vec()).await.unwrap();
    back(&d).await;
    let kept = load_draft(&d.desk, "check-in".into(), arrival.clone()).await.unwrap().unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let first = view.questions[0].purpose.as_str();
    assert_eq!(kept["consents"]["answers"][first]["answer"], "refused");
    let again = hand_over(&d.desk, to_patient(&arrival)).await.unwrap();
    assert_eq!(again.questions[0].given, Some(Answer::Refused));
    assert!(again.questions[1..].iter().all(|question| question.given.is_none()));
    back(&d).await;
    let attorney = HandOverForm { capacity: Capacity::Attorney, speaker: "Robin Quill".into(), ..to_patient(&arrival) };
    let other = hand_over(&d.desk, attorney).await.unwrap();
    assert!(other.questions.iter().all(|question| question.given.is_none()), "another person answers for themselves");
    assert_eq!(
        (other.signer.as_str(), other.patient_name.as_deref()),
        ("Robin Quill", Some("Alex Morgan Testpatient"))
    );
}

#[tokio::test]
async fn who_signs_is_said_before_and_a_parent_signs_for_nobody_of_18() {
    let d = desk(Role::PracticeManager).await;
    let (_, arrival) = walk_in(&d, alex(), "general").await;
    let early = hand_over(&d.desk, to_patient(&arrival)).await.unwrap_err();
    assert_eq!(early.code, "identity-first");
    as_far_as_consents(&d, &arrival).await;
    let parent = HandOverForm { capacity: Capacity::Parent, ..to_patient(&arrival) };
    let error = hand_over(&d.desk, parent).await.unwrap_err();
    let codes: Vec<&str> = error.fields.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["parent-of-adult", "speaker-missing"]);
    assert!(!d.desk.is_handed_over());
}

#[tokio::test]
async fn nothing_due_is_nothing_to_sign() {
    let d = desk(Role::PracticeManager).await;
    let (_, arrival) = walk_in(&d, alex(), "general").await;
    whole(&d, &arrival).await;
    assert_eq!(hand_over(&d.desk, to_patient(&arrival)).await.unwrap_err().code, "check-in-done");
}

#[tokio::test]
async fn the_copy_is_the_same_file_for_ever_and_a_changed_byte_is_told() {
    let d = desk(Role::PracticeManager).await;
    let (patient, _, form) = with_a_form(&d).await;
    let file = pdf(&d, &form).await;
    testing::change_clinic(&d.desk, |clinic| clinic.name = "Another Clinic".into());
    assert_eq!(pdf(&d, &form).await, file);
    assert_eq!(checked(&d, &file).await, CopyOutcome::Same);
    for at in [0, file.len() / 2, file.len() - 1] {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert_eq!(checked(&d, &changed).await, CopyOutcome::Other, "byte {at}");
    }
    assert_eq!(checked(&d, &file[..file.len() - 1]).await, CopyOutcome::Other);
    let none = verify_copy(&d.desk, || async { None::<PathBuf> }).await.unwrap();
    assert_eq!(none.outcome, CopyOutcome::Cancelled);
    let trail = d.audit().await;
    let last: Vec<_> =
        trail.iter().rev().take(2).map(|entry| (entry.use_case.as_str(), entry.subject.as_str())).collect();
    assert_eq!(last, [("verify-copy", ""), ("verify-copy", "")], "a file that is not ours is about nobody");
    assert!(trail.iter().any(|entry| entry.use_case == "verify-copy" && entry.subject == patient));
}

#[tokio::test]
async fn the_printed_fingerprint_finds_the_record_and_what_it_says() {
    let d = desk(Role::PracticeManager).await;
    let (_, _, form) = with_a_form(&d).await;
    let text = crate::papers::raw(&open_signed_form(&d.desk, form.clone()).await.unwrap());
    let mut read = testing::store(&d.desk).read().await.unwrap();
    let kept = signed_form::get(read.conn(), &form).await.unwrap().unwrap();
    let groups: Vec<String> =
        kept.content_sha256.as_bytes().chunks(8).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    assert!(groups.iter().all(|group| text.contains(group.as_str())), "{groups:?} in {text}");
    assert!(text.contains("SF-10001") && text.contains("Alex Morgan Testpatient"));
    let found = verify_fingerprint(&d.desk, groups.join(" ")).await.unwrap();
    let record = found.record.unwrap();
    assert_eq!((found.outcome, record.whole, record.fingerprint), (CopyOutcome::Found, true, groups.join(" ")));
    assert!(record.answers.iter().all(|answer| answer.word == "Yes") && !record.answers.is_empty());
    let none = verify_fingerprint(&d.desk, "0".repeat(64)).await.unwrap();
    assert_eq!((none.outcome, none.record.is_none()), (CopyOutcome::NotFound, true));
    let short = verify_fingerprint(&d.desk, "12ab".into()).await.unwrap_err();
    assert_eq!(short.fields[0].code, "fingerprint-wrong");
}

#[tokio::test]
async fn the_screen_and_the_sheet_of_the_desk_share_their_rules() {
    let d = desk(Role::PracticeManager).await;
    let (_, arrival, view) = in_their_hands(&d).await;
    sign_consents(&d.desk, signed(&view, Answer::Refused)).await.unwrap();
    back(&d).await;
    let end: CheckInView = open_check_in(&d.desk, arrival).await.unwrap();
    assert_eq!((end.consents, end.stop.unwrap().code), (Mark::Stopped, "consent-refused".to_string()));
    let (_, other) = walk_in(&d, crate::common::amara(), "general").await;
    let early = record_consents(&d.desk, sheet(&open_check_in(&d.desk, other).await.unwrap(), Answer::Given)).await;
    assert_eq!(early.unwrap_err().code, "identity-first");
}
