//! Facts about news and offers: a stop holds for whoever has the address, and only the patient's own code ends it.

use crate::common::{Desk, NOW, amara, desk, form, request, said};
use crate::visit::{again, alex, as_far_as_consents, sheet, walk_in, whole};
use frontdesk_desk::check_in::{open_check_in, record_consents};
use frontdesk_desk::consents::{see_ask_again, see_consents, withdraw_consent};
use frontdesk_desk::marketing::{
    accept_restart, ask_restart, make_marketing_list, make_restart_letter, see_marketing, stop_marketing,
};
use frontdesk_desk::patient::{edit_patient, open_patient, open_patient_form};
use frontdesk_desk::printing::save_document;
use frontdesk_desk::request::log_request;
use frontdesk_desk::testing;
use frontdesk_desk::views::check_in::AskView;
use frontdesk_desk::views::consents::WithdrawForm;
use frontdesk_desk::views::marketing::{
    AcceptForm, AskRestartForm, NewsView, RestartLetterForm, RestartView, StopForm,
};
use frontdesk_domain::catalogue::MarketingChannel::{self, Email, Phone, Post, Text};
use frontdesk_domain::clock::Right;
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::marketing::list::ListForm;
use frontdesk_domain::marketing::standing::AcceptedHow;
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::role::Role;
use frontdesk_domain::withdrawal::WithdrawalReason;
use frontdesk_store::consent_answer;

async fn stop(d: &Desk, patient: &str, channels: &[MarketingChannel]) {
    let form = StopForm { patient_id: patient.into(), channels: channels.to_vec() };
    stop_marketing(&d.desk, form).await.unwrap();
}

async fn ask(d: &Desk, patient: &str, channel: MarketingChannel) -> RestartView {
    let form = AskRestartForm { patient_id: patient.into(), channel, asked_by_them: true };
    ask_restart(&d.desk, form).await.unwrap()
}

fn acceptance(patient: &str, channel: MarketingChannel, code: &str) -> AcceptForm {
    AcceptForm {
        patient_id: patient.into(),
        channel,
        code: code.into(),
        capacity: Some(Capacity::Patient),
        how: Some(AcceptedHow::Letter),
    }
}

async fn news(d: &Desk, patient: &str, channel: MarketingChannel) -> NewsView {
    let view = see_marketing(&d.desk, patient.into()).await.unwrap();
    view.banner.news.into_iter().find(|news| news.channel == channel).unwrap()
}

async fn stopped(d: &Desk, patient: &str) -> Vec<MarketingChannel> {
    let view = see_marketing(&d.desk, patient.into()).await.unwrap();
    view.banner.news.into_iter().filter(|news| news.stopped).map(|news| news.channel).collect()
}

async fn row(d: &Desk, arrival: &str, purpose: &str) -> AskView {
    let view = open_check_in(&d.desk, arrival.into()).await.unwrap();
    view.consent_step.groups.into_iter().flat_map(|group| group.rows).find(|row| row.purpose == purpose).unwrap()
}

/// Alex, an adult, with an email address.
fn grown() -> PatientForm {
    PatientForm { email: "alex@example.com".into(), address: "14 Sample Street".into(), ..alex() }
}

#[tokio::test]
async fn a_stop_of_one_channel_leaves_the_others_and_takes_the_yes_back_on_its_own_words() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, grown(), "general").await;
    whole(&d, &arrival).await;
    d.clock.go_to("2026-12-08T10:30:00.000Z");
    stop(&d, &patient, &[Email]).await;
    assert_eq!(stopped(&d, &patient).await, [Email]);
    let email = news(&d, &patient, Email).await;
    assert_eq!((email.word.as_str(), email.note.as_str()), ("Stopped since 8 Dec 2026", "Recorded by Priya Shah."));
    assert_eq!(news(&d, &patient, Text).await.word, "Yes since 24 Nov 2026");
    let mut read = testing::store(&d.desk).read().await.unwrap();
    let answers = consent_answer::for_patient(read.conn(), &PatientId(patient.clone())).await.unwrap();
    let back: Vec<_> = answers.iter().filter(|answer| answer.answer == Answer::Withdrawn).collect();
    let given = answers.iter().find(|answer| answer.purpose == "news-email").unwrap();
    assert_eq!(back.len(), 1);
    assert_eq!((&back[0].purpose, &back[0].wording_text), (&given.purpose, &given.wording_text));
    let page = open_patient(&d.desk, patient).await.unwrap();
    assert_eq!(page.history[0].text, "Stopped marketing by email");
    assert_eq!(page.banner.flags[0].word, "Marketing: text message only");
}

#[tokio::test]
async fn a_stop_of_everything_holds_also_where_nothing_was_asked_and_nothing_is_on_record() {
    let d = desk(Role::Clinician).await;
    let patient = d.register(form("Quill", "Robin", "1980-01-02")).await.patient_id;
    stop(&d, &patient, &MarketingChannel::ALL).await;
    assert_eq!(stopped(&d, &patient).await, MarketingChannel::ALL);
    let page = open_patient(&d.desk, patient.clone()).await.unwrap();
    assert_eq!(page.history[0].text, "Stopped marketing by email, text message, phone and post");
    let arrival = again(&d.desk, &patient, "general").await;
    let row = row(&d, &arrival, "news-email").await;
    assert_eq!(row.held_note.as_deref(), Some("Stopped on 24 Nov 2026. Reminders still go out."));
    assert_eq!(row.held, Some(Answer::Withdrawn));
    // Their own stop follows them to an address that is told later.
    let held = open_patient_form(&d.desk, patient.clone()).await.unwrap();
    let told = PatientForm { email: "robin@example.com".into(), ..held.form };
    edit_patient(&d.desk, patient.clone(), held.revision, told, String::new(), String::new()).await.unwrap();
    assert!(news(&d, &patient, Email).await.stopped);
}

#[tokio::test]
async fn a_second_record_with_the_same_number_in_another_notation_is_stopped_from_the_start() {
    let d = desk(Role::Reception).await;
    let first = d.register(amara()).await.patient_id;
    stop(&d, &first, &[Text, Email, Post]).await;
    let second = PatientForm {
        phone: "+44 (0)7700 900482".into(),
        email: "AMARA@example.COM".into(),
        address: "14 Sample St, Greater London".into(),
        postcode: "ZZ993AA".into(),
        ..form("Somebody", "Else", "1971-05-06")
    };
    let second = frontdesk_desk::patient::register_patient(&d.desk, second, vec![first], String::new())
        .await
        .unwrap()
        .patient_id;
    assert_eq!(stopped(&d, &second).await, [Email, Text, Post], "the phone channel was not stopped");
    assert_eq!(news(&d, &second, Text).await.note, "This phone number is stopped, in whatever record it stands.");
    let arrival = again(&d.desk, &second, "general").await;
    assert_eq!(row(&d, &arrival, "news-text").await.held, Some(Answer::Withdrawn));
}

#[tokio::test]
async fn a_changed_number_is_looked_up_anew() {
    let d = desk(Role::Reception).await;
    let first = d.register(amara()).await.patient_id;
    stop(&d, &first, &[Text]).await;
    let second = d.register(PatientForm { phone: "07700 900777".into(), ..form("Else", "Ann", "1971-05-06") }).await;
    let second = second.patient_id;
    assert!(!news(&d, &second, Text).await.stopped);
    let change = async |phone: &str| {
        let held = open_patient_form(&d.desk, second.clone()).await.unwrap();
        let form = PatientForm { phone: phone.into(), ..held.form };
        edit_patient(&d.desk, second.clone(), held.revision, form, String::new(), String::new()).await.unwrap();
        news(&d, &second, Text).await.stopped
    };
    assert!(change("0044 7700 900482").await);
    assert!(!change("07700 900778").await);
}

#[tokio::test]
async fn a_no_to_news_at_check_in_is_no_stop_and_a_yes_taken_back_is_one() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, grown(), "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let mut form = sheet(&view, Answer::Given);
    form.answers.iter_mut().filter(|row| row.purpose == "news-text").for_each(|row| row.answer = Answer::Refused);
    record_consents(&d.desk, form).await.unwrap();
    assert!(stopped(&d, &patient).await.is_empty());

    d.clock.go_to("2026-12-08T10:30:00.000Z");
    let arrival = again(&d.desk, &patient, "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let mut form = sheet(&view, Answer::Given);
    form.answers.iter_mut().filter(|row| row.purpose == "news-email").for_each(|row| row.answer = Answer::Withdrawn);
    record_consents(&d.desk, form).await.unwrap();
    assert_eq!(stopped(&d, &patient).await, [Email]);
    // It is the address that is stopped, not only the answer.
    let other = PatientForm { email: "ALEX@example.com".into(), ..crate::common::form("Else", "Ann", "1971-05-06") };
    let other = d.register(other).await.patient_id;
    assert_eq!(stopped(&d, &other).await, [Email]);
}

#[tokio::test]
async fn a_yes_taken_back_on_the_page_of_consents_stops_the_address_and_nobody_is_asked_again() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, grown(), "general").await;
    whole(&d, &arrival).await;
    let form = WithdrawForm {
        patient_id: patient.clone(),
        purpose: "news-email".into(),
        reason: WithdrawalReason::NotSaid,
        note: String::new(),
        capacity: Capacity::Patient,
        speaker: String::new(),
        method: Method::Phone,
        witness: String::new(),
        interpreter: String::new(),
    };
    withdraw_consent(&d.desk, form).await.unwrap();
    assert_eq!(stopped(&d, &patient).await, [Email]);
    let other = PatientForm { email: "ALEX@example.com".into(), ..crate::common::form("Else", "Ann", "1971-05-06") };
    let other = said_yes(&d, other).await;
    assert_eq!(stopped(&d, &other).await, [Email]);
    let page = see_consents(&d.desk, other).await.unwrap();
    let rows: Vec<_> = page.groups.iter().flat_map(|group| &group.rows).collect();
    let row = rows.iter().find(|row| row.purpose == "news-email").unwrap();
    assert_eq!((row.word.as_str(), row.can_withdraw), ("Stopped", false), "the stop decides, not the answer");
    // Both yes have run out: only what is not stopped is asked about again.
    d.clock.go_to("2029-01-05T10:30:00.000Z");
    let again = see_ask_again(&d.desk).await.unwrap();
    let what: Vec<&String> = again.people.iter().flat_map(|person| &person.what).collect();
    assert!(what.iter().any(|what| what.starts_with("News and offers by text")), "{what:?}");
    assert!(!what.iter().any(|what| what.starts_with("News and offers by email")), "{what:?}");
}

#[tokio::test]
async fn after_a_stop_only_the_newest_letters_code_in_time_lets_the_desk_ask_again() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, grown(), "general").await;
    whole(&d, &arrival).await;
    stop(&d, &patient, &[Email]).await;

    let wish = AskRestartForm { patient_id: patient.clone(), channel: Email, asked_by_them: false };
    let error = ask_restart(&d.desk, wish).await.unwrap_err();
    assert_eq!(error.fields[0].code, "not-their-wish");
    let wish = AskRestartForm { patient_id: patient.clone(), channel: Text, asked_by_them: true };
    assert_eq!(ask_restart(&d.desk, wish).await.unwrap_err().code, "not-stopped");
    let early = accept_restart(&d.desk, acceptance(&patient, Email, "7K4P-2MXD")).await.unwrap_err();
    assert_eq!(early.fields[0].code, "restart-not-asked");

    let first = ask(&d, &patient, Email).await;
    let second = ask(&d, &patient, Email).await;
    assert_eq!(second.until, "2026-12-24");
    assert!(second.text.contains(&second.code) && second.text.contains("24 Dec 2026"));
    assert!(second.text.contains("bookings, your payments and your aftercare"));
    assert!(news(&d, &patient, Email).await.stopped, "until then it is stopped");
    for (code, wrong) in [("7K4P", "code-incomplete"), (first.code.as_str(), "restart-code-wrong")] {
        let error = accept_restart(&d.desk, acceptance(&patient, Email, code)).await.unwrap_err();
        assert_eq!(error.fields[0].code, wrong);
    }
    let none = AcceptForm { capacity: None, how: None, ..acceptance(&patient, Email, &second.code) };
    let error = accept_restart(&d.desk, none).await.unwrap_err();
    let codes: Vec<&str> = error.fields.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["capacity-missing", "how-missing"]);
    let parent = AcceptForm { capacity: Some(Capacity::Parent), ..acceptance(&patient, Email, &second.code) };
    assert_eq!(accept_restart(&d.desk, parent).await.unwrap_err().fields[0].code, "parent-of-adult");
    assert!(news(&d, &patient, Email).await.stopped);

    d.clock.go_to("2026-12-24T10:30:00.000Z");
    let typed = second.code.to_lowercase().replace('-', " ");
    accept_restart(&d.desk, acceptance(&patient, Email, &typed)).await.unwrap();
    let email = news(&d, &patient, Email).await;
    assert_eq!((email.stopped, email.word.as_str()), (false, "May be asked again"));
    let again_typed = accept_restart(&d.desk, acceptance(&patient, Email, &second.code)).await.unwrap_err();
    assert_eq!(again_typed.fields[0].code, "not-stopped", "a code counts once");

    // Asked at the next visit, and a yes is taken again.
    let arrival = again(&d.desk, &patient, "general").await;
    let row = row(&d, &arrival, "news-email").await;
    assert_eq!(row.held, None);
    assert!(row.held_note.unwrap().contains("accepted on 24 Dec 2026 that we ask again"));
    let view = as_far_as_consents(&d, &arrival).await;
    record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap();
    assert_eq!(news(&d, &patient, Email).await.word, "Yes since 24 Dec 2026");
}

#[tokio::test]
async fn a_code_that_comes_a_day_late_ends_nothing() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    stop(&d, &patient, &[Email]).await;
    let letter = ask(&d, &patient, Email).await;
    d.clock.go_to("2026-12-25T10:30:00.000Z");
    let error = accept_restart(&d.desk, acceptance(&patient, Email, &letter.code)).await.unwrap_err();
    assert_eq!(error.fields[0].code, "restart-code-expired");
    assert!(error.fields[0].message.contains("24 Dec 2026"));
    let email = news(&d, &patient, Email).await;
    assert!(email.stopped && email.waits_until.is_none());
    assert!(email.note.ends_with("The code of the last letter ran out on 24 Dec 2026."));
    let late = RestartLetterForm { patient_id: patient, channel: Email, code: letter.code };
    assert_eq!(make_restart_letter(&d.desk, late).await.unwrap_err().code, "restart-code-expired");
}

#[tokio::test]
async fn a_stop_said_while_a_letter_is_out_ends_its_code() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    stop(&d, &patient, &[Phone]).await;
    let letter = ask(&d, &patient, Phone).await;
    stop(&d, &patient, &[Phone]).await;
    let error = accept_restart(&d.desk, acceptance(&patient, Phone, &letter.code)).await.unwrap_err();
    assert_eq!(error.fields[0].code, "restart-not-asked");
}

#[tokio::test]
async fn one_of_two_who_share_a_number_starts_again_for_themselves_and_the_other_stays_stopped() {
    let d = desk(Role::Reception).await;
    let first = d.register(amara()).await.patient_id;
    let other = PatientForm { phone: "07700 900482".into(), ..form("Else", "Ann", "1971-05-06") };
    let other = frontdesk_desk::patient::register_patient(&d.desk, other, vec![first.clone()], String::new())
        .await
        .unwrap()
        .patient_id;
    stop(&d, &first, &[Phone]).await;
    assert!(news(&d, &other, Phone).await.stopped);
    let letter = ask(&d, &other, Phone).await;
    accept_restart(&d.desk, acceptance(&other, Phone, &letter.code)).await.unwrap();
    assert!(!news(&d, &other, Phone).await.stopped);
    assert!(news(&d, &first, Phone).await.stopped);
}

#[tokio::test]
async fn a_stop_from_before_stops_had_a_record_holds_and_can_be_asked_about() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, grown(), "general").await;
    whole(&d, &arrival).await;
    // As an older version left it: the answer alone.
    let store = testing::store(&d.desk);
    let mut act = store.write().await.unwrap();
    let answers = consent_answer::for_patient(act.conn(), &PatientId(patient.clone())).await.unwrap();
    let mut back = answers.into_iter().find(|answer| answer.purpose == "news-email").unwrap();
    (back.id, back.answer, back.at) = ("old".into(), Answer::Withdrawn, "2026-11-25T09:00:00.000Z".into());
    consent_answer::insert(act.conn(), &back).await.unwrap();
    act.commit().await.unwrap();

    d.clock.go_to("2026-12-08T10:30:00.000Z");
    assert_eq!(news(&d, &patient, Email).await.word, "Stopped since 25 Nov 2026");
    let letter = ask(&d, &patient, Email).await;
    assert!(news(&d, &patient, Email).await.stopped);
    accept_restart(&d.desk, acceptance(&patient, Email, &letter.code)).await.unwrap();
    assert!(!news(&d, &patient, Email).await.stopped);
}

#[tokio::test]
async fn a_request_to_stop_marketing_stops_it_the_moment_it_is_logged() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    log_request(&d.desk, request(&patient, Right::StopMarketing)).await.unwrap();
    assert_eq!(stopped(&d, &patient).await, MarketingChannel::ALL);
}

#[tokio::test]
async fn who_is_at_the_desk_decides_what_may_be_done() {
    let d = desk(Role::Clinician).await;
    let patient = d.register(amara()).await.patient_id;
    stop(&d, &patient, &[Email]).await;
    let letter = ask(&d, &patient, Email).await;
    assert!(!letter.marketing.can_accept);
    let refused = accept_restart(&d.desk, acceptance(&patient, Email, &letter.code)).await.unwrap_err();
    assert_eq!(refused.code, "not-allowed");
    testing::sit_down(&d.desk, Role::Reception);
    let list = make_marketing_list(&d.desk, ListForm { channel: Email }).await.unwrap_err();
    assert_eq!(list.code, "not-allowed");
    accept_restart(&d.desk, acceptance(&patient, Email, &letter.code)).await.unwrap();
}

/// Registered, and yes to news by email and text.
async fn said_yes(d: &Desk, form: PatientForm) -> String {
    let patient = d.register(form).await.patient_id;
    answers(d, &patient, Answer::Given).await;
    patient
}

async fn answers(d: &Desk, patient: &str, answer: Answer) {
    let store = testing::store(&d.desk);
    let clinic = d.desk.clinic();
    let mut act = store.write().await.unwrap();
    for purpose in clinic.purposes.iter().filter(|purpose| purpose.channel.is_some()) {
        let wording = clinic.wording(&purpose.id).unwrap();
        let answer = said(patient, (purpose, wording), answer, NOW);
        consent_answer::insert(act.conn(), &answer).await.unwrap();
    }
    act.commit().await.unwrap();
}

#[tokio::test]
async fn the_list_has_who_said_yes_and_says_who_is_left_out_and_why() {
    let d = desk(Role::PracticeManager).await;
    let with = |surname: &str, born: &str, number: u32| PatientForm {
        email: format!("{}@example.com", surname.to_lowercase()),
        phone: format!("07700 900{number}"),
        ..form(surname, "Ann", born)
    };
    said_yes(&d, with("Aldous", "1990-01-02", 101)).await;
    said_yes(&d, with("=Sum", "1991-01-02", 102)).await;
    let stops = said_yes(&d, with("Brook", "1992-01-02", 103)).await;
    stop(&d, &stops, &[Email]).await;
    said_yes(&d, with("Child", "2009-11-25", 104)).await;
    said_yes(&d, PatientForm { born_estimated: true, ..with("Drew", "1980-01-02", 105) }).await;
    let open = said_yes(&d, with("Ember", "1981-01-02", 106)).await;
    said_yes(&d, PatientForm { email: String::new(), ..with("Frost", "1982-01-02", 107) }).await;
    let no = d.register(with("Grey", "1983-01-02", 108)).await.patient_id;
    answers(&d, &no, Answer::Refused).await;
    d.register(with("Hale", "1984-01-02", 109)).await;
    log_request(&d.desk, request(&open, Right::Erasure)).await.unwrap();

    let list = make_marketing_list(&d.desk, ListForm { channel: Email }).await.unwrap();
    assert_eq!((list.rows, list.patients), (2, 9));
    let left: Vec<_> = list.left_out.iter().map(|left| (left.code.as_str(), left.count)).collect();
    assert_eq!(left, [("stopped", 1), ("under-18", 1), ("age-not-proved", 1), ("open-request", 1), ("no-address", 1)]);
    let path = d.folder.path().join("list.csv");
    let to = path.clone();
    let saved = save_document(&d.desk, list.document_id, |name| async move {
        assert_eq!(name, "News and offers by email.csv");
        Some(to)
    });
    assert!(saved.await.unwrap().saved);
    let file = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        ["Reference,Name,Email", "KM-10002,Ann =Sum,=sum@example.com", "KM-10001,Ann Aldous,aldous@example.com",]
            .map(|line| line.replace(",=sum@example.com", ",\"'=sum@example.com\""))
    );
    let trail: Vec<_> = d.audit().await.into_iter().rev().take(3).collect();
    let shape: Vec<_> = trail.iter().map(|entry| (entry.use_case.as_str(), entry.outcome.as_str())).collect();
    assert_eq!(shape, [("save-document", "done"), ("save-document", "intended"), ("make-marketing-list", "done")]);
    assert!(trail.iter().all(|entry| entry.subject_kind == "marketing-list" && entry.subject == "email"));
    assert!(trail[0].detail.contains("\"rows\":2") && trail[0].detail.contains("\"left-out-stopped\":1"));

    // A yes runs out, and is no ground for news from that day on.
    d.clock.go_to("2028-11-25T10:30:00.000Z");
    let later = make_marketing_list(&d.desk, ListForm { channel: Email }).await.unwrap();
    let left: Vec<_> = later.left_out.iter().map(|left| (left.code.as_str(), left.count)).collect();
    assert_eq!((later.rows, left), (0, vec![("stopped", 1), ("ask-again", 6)]));

    // Nothing of health is in the file, and the yes of one channel is no yes to another.
    assert!(!file.contains("treatment") && !file.contains("general"));
    assert_eq!(make_marketing_list(&d.desk, ListForm { channel: Phone }).await.unwrap().rows, 0);
}

#[tokio::test]
async fn the_letter_can_be_made_as_pages_while_its_code_counts() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    stop(&d, &patient, &[Email]).await;
    let letter = ask(&d, &patient, Email).await;
    let form = |code: &str| RestartLetterForm { patient_id: patient.clone(), channel: Email, code: code.into() };
    let document = make_restart_letter(&d.desk, form(&letter.code)).await.unwrap();
    assert_eq!((document.pages, document.unprintable.len()), (1, 0));
    assert!(!document.title.contains("Okonkwo"), "print queues show titles");
    assert_eq!(make_restart_letter(&d.desk, form("0000-0000")).await.unwrap_err().code, "restart-code-wrong");
    let entries = d.audit().await;
    assert!(entries.iter().all(|entry| !entry.detail.contains(&letter.code)), "the code is nowhere in the audit");
}
