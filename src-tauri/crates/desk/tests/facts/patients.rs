//! Facts about registering, opening and changing a patient.

use crate::common::{Desk, amara, desk, form};
use frontdesk_desk::patient::{
    edit_patient, find_duplicates, open_patient, open_patient_form, options, register_patient,
};
use frontdesk_desk::testing::{self, sit_down};
use frontdesk_desk::views::board::Tone;
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::role::Role;

#[tokio::test]
async fn references_run_from_10001_under_the_clinics_prefix() {
    let d = desk(Role::Reception).await;
    assert_eq!(d.register(amara()).await.reference, "KM-10001");
    assert_eq!(d.register(form("Żółć", "Łukasz", "1979-09-02")).await.reference, "KM-10002");
}

#[tokio::test]
async fn a_refused_registration_gives_its_number_back_and_leaves_no_trace() {
    let d = desk(Role::Reception).await;
    let error = register_patient(&d.desk, PatientForm { surname: String::new(), ..amara() }, Vec::new(), String::new())
        .await
        .unwrap_err();
    assert_eq!(error.code, "form");
    assert_eq!(error.fields.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["surname"]);
    d.register(amara()).await;
    let error = register_patient(&d.desk, amara(), Vec::new(), String::new()).await.unwrap_err();
    assert_eq!(error.code, "duplicate-likely");
    assert_eq!(d.trail().await, ["register-patient"]);
    assert_eq!(d.register(form("Żółć", "Łukasz", "1979-09-02")).await.reference, "KM-10002");
}

#[tokio::test]
async fn what_was_registered_is_what_the_page_shows() {
    let d = desk(Role::Reception).await;
    let saved = d.register(amara()).await;
    let page = open_patient(&d.desk, saved.patient_id.clone()).await.unwrap();
    assert_eq!(
        (page.banner.surname.as_str(), page.banner.given_names.as_str(), page.banner.age),
        ("Okonkwo", "Amara Grace", 36)
    );
    assert_eq!(page.banner.preferred_name.as_deref(), Some("Amy"));
    assert_eq!(page.banner.nhs_number.as_deref(), Some("9990000018"));
    assert_eq!(page.particulars.address.as_deref(), Some("14 Sample Street\nLondon"));
    assert_eq!(page.particulars.postcode.as_deref(), Some("ZZ99 3AA"));
    assert_eq!(page.source_label, "The patient, at a visit");
    assert_eq!(page.history.len(), 1);
    assert_eq!(
        (page.history[0].text.as_str(), page.history[0].by.as_str()),
        ("Registered. Data came from: the patient, at a visit", "Priya Shah")
    );
    assert_eq!(page.revision, 1);
    assert!(!page.under_16);
}

#[tokio::test]
async fn a_new_patient_has_three_answers_to_come_each_with_a_next_step() {
    let d = desk(Role::Reception).await;
    let page = open_patient(&d.desk, d.register(amara()).await.patient_id).await.unwrap();
    for (card, word) in [(&page.identity, "To do"), (&page.age, "18 or over"), (&page.consents, "To do")] {
        assert_eq!(card.word, word);
        assert_eq!(card.tone, Tone::Rest);
        assert!(card.note.ends_with('.') && !card.title.is_empty(), "{card:?}");
    }
    assert_eq!(page.age.title, "36 years");
    assert!(page.age.note.starts_with("Not proved yet"));
}

#[tokio::test]
async fn somebody_under_16_is_registered_and_stopped() {
    let d = desk(Role::Reception).await;
    let saved = d.register(form("Brennan", "Kai", "2012-02-09")).await;
    assert!(saved.under_16);
    let page = open_patient(&d.desk, saved.patient_id).await.unwrap();
    assert!(page.under_16);
    assert_eq!(page.banner.flags[0].word, "Under 16: check-in stopped");
    assert_eq!(page.banner.flags[0].tone, Tone::Stop);
    assert_eq!((page.age.word.as_str(), page.age.tone), ("Under 16", Tone::Stop));
    // The sixteenth birthday itself ends it.
    d.clock.go_to("2028-02-09T00:00:00.000Z");
    let page = open_patient(&d.desk, page.banner.patient_id).await.unwrap();
    assert!(!page.under_16);
    assert_eq!(page.banner.flags[0].word, "Under 18");
}

#[tokio::test]
async fn every_name_a_font_prints_is_kept_as_typed_and_needs_no_latin_form() {
    let d = desk(Role::Reception).await;
    for (surname, given) in [
        ("Żółć", "Łukasz"),
        ("Nguyễn", "Thị Ánh"),
        ("Ó Súilleabháin", "Niamh"),
        ("Иванов", "Дмитрий"),
        ("Ωμέγα", "Ελένη"),
        ("محمد", "يوسف"),
        ("כהן", "יעל"),
        ("शर्मा", "देवनागरी"),
    ] {
        let saved = d.register(form(surname, given, "1980-01-01")).await;
        assert_eq!(saved.unprintable, None, "{surname} {given}");
        let page = open_patient(&d.desk, saved.patient_id).await.unwrap();
        assert_eq!((page.banner.surname.as_str(), page.banner.given_names.as_str()), (surname, given));
    }
}

#[tokio::test]
async fn a_name_no_font_prints_is_saved_and_a_latin_form_is_asked_for_until_there_is_one() {
    let d = desk(Role::Reception).await;
    let saved = d.register(form("山田", "花子", "1980-01-01")).await;
    let told = saved.unprintable.unwrap();
    assert!(told.contains("山 (U+5C71)") && told.contains("Latin letters"), "{told}");
    let edit = open_patient_form(&d.desk, saved.patient_id.clone()).await.unwrap();
    let latin = PatientForm { latin_name: "Hanako Yamada".into(), ..edit.form };
    let saved =
        edit_patient(&d.desk, saved.patient_id, edit.revision, latin, String::new(), String::new()).await.unwrap();
    assert_eq!(saved.unprintable, None);
}

#[tokio::test]
async fn bad_input_is_told_at_its_field_all_at_once_and_nothing_is_saved() {
    let d = desk(Role::Reception).await;
    let bad = PatientForm {
        given_names: "Ama\u{7}ra".into(),
        phone: "call me".into(),
        email: "amara at example".into(),
        nhs_number: "9990000019".into(),
        sex: None,
        source: "nowhere".into(),
        ..form(&"x".repeat(300), "", "1990-02-30")
    };
    let error = register_patient(&d.desk, bad, Vec::new(), String::new()).await.unwrap_err();
    let fields: Vec<&str> = error.fields.iter().map(|problem| problem.field.as_str()).collect();
    for field in ["surname", "givenNames", "born.day", "sex", "phone", "email", "nhsNumber", "source"] {
        assert!(fields.contains(&field), "{field} is missing from {fields:?}");
    }
    assert!(d.trail().await.is_empty());
}

#[tokio::test]
async fn an_emoji_in_a_name_is_kept_and_said_not_to_print() {
    let d = desk(Role::Reception).await;
    let saved = d.register(form("Okonkwo", "Amara 🦩", "1990-03-14")).await;
    assert!(saved.unprintable.unwrap().contains("U+1F9A9"));
}

#[tokio::test]
async fn a_likely_duplicate_warns_side_by_side_and_never_blocks_once_seen() {
    let d = desk(Role::Reception).await;
    let first = d.register(amara()).await;
    let again = PatientForm { given_names: "Amara".into(), email: String::new(), nhs_number: String::new(), ..amara() };
    let shown = find_duplicates(&d.desk, again.clone()).await.unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].reference, "KM-10001");
    assert_eq!(shown[0].why, "Same date of birth and phone, similar name");
    let row = |part: &str| shown[0].rows.iter().find(|row| row.part == part).unwrap();
    assert!(row("Born").same && row("Phone").same && !row("Name").same);
    assert_eq!((row("Email").typed.as_str(), row("Email").held.as_str()), ("Not given", "A…@Example.com"));
    // What is held of a contact is not shown in full to somebody who has not opened the record.
    assert!(shown[0].rows.iter().all(|row| !row.held.contains("900482") && !row.held.contains("mara@")));

    let error = register_patient(&d.desk, again.clone(), Vec::new(), String::new()).await.unwrap_err();
    assert_eq!(error.code, "duplicate-likely");
    let saved = register_patient(&d.desk, again, vec![first.patient_id], String::new()).await.unwrap();
    assert_eq!(saved.reference, "KM-10002");
}

#[tokio::test]
async fn a_duplicate_that_came_after_the_look_is_found_by_the_save() {
    let d = desk(Role::Reception).await;
    assert!(find_duplicates(&d.desk, amara()).await.unwrap().is_empty());
    d.register(amara()).await;
    assert_eq!(
        register_patient(&d.desk, amara(), Vec::new(), String::new()).await.unwrap_err().code,
        "duplicate-likely"
    );
}

#[tokio::test]
async fn the_same_name_with_another_date_of_birth_and_number_is_another_person() {
    let d = desk(Role::Reception).await;
    d.register(form("Nguyễn", "Thị Ánh", "1988-07-04")).await;
    assert!(find_duplicates(&d.desk, form("Nguyễn", "Thị Ánh", "1961-02-11")).await.unwrap().is_empty());
    // Accents and order of the words make no difference to who it is.
    assert_eq!(find_duplicates(&d.desk, form("Anh Thi", "Nguyen", "1988-07-04")).await.unwrap().len(), 1);
    // Day and month changed about are worth a look.
    assert_eq!(find_duplicates(&d.desk, form("Nguyễn", "Thị Ánh", "1988-04-07")).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_nhs_number_held_for_somebody_else_warns_whatever_the_name() {
    let d = desk(Role::Reception).await;
    d.register(amara()).await;
    let other = PatientForm { nhs_number: "9990000018".into(), ..form("Hartley", "Joan", "1951-01-30") };
    assert_eq!(find_duplicates(&d.desk, other).await.unwrap()[0].why, "Same NHS number");
}

async fn edited(d: &Desk, change: impl FnOnce(&mut PatientForm), reason: &str) -> String {
    let id = d.register(amara()).await.patient_id;
    let mut edit = open_patient_form(&d.desk, id.clone()).await.unwrap();
    change(&mut edit.form);
    edit_patient(&d.desk, id.clone(), edit.revision, edit.form, reason.into(), String::new()).await.unwrap();
    id
}

#[tokio::test]
async fn an_edit_keeps_what_stood_before_with_who_when_and_why() {
    let d = desk(Role::Reception).await;
    let id = edited(
        &d,
        |form| {
            form.phone = "07700 900104".into();
            form.surname = "Okonkwo-Hartley".into()
        },
        "told us by phone",
    )
    .await;
    let page = open_patient(&d.desk, id.clone()).await.unwrap();
    assert_eq!(page.revision, 2);
    assert_eq!(page.particulars.phone.as_deref(), Some("07700 900104"));
    assert_eq!(page.history[0].text, "Changed surname and phone number, told us by phone. Before: Okonkwo; ends 482");
    let store = testing::store(&d.desk);
    let mut read = store.read().await.unwrap();
    let kept = frontdesk_store::patient_revision::for_patient(read.conn(), &id.into()).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].revision, kept[0].before.surname.as_str(), kept[0].before.phone.as_deref()),
        (1, "Okonkwo", Some("07700 900482"))
    );
    assert_eq!(kept[0].changed, ["surname", "phone"]);
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let mine = open_patient_form(&d.desk, id.clone()).await.unwrap();
    let theirs = open_patient_form(&d.desk, id.clone()).await.unwrap();
    edit_patient(
        &d.desk,
        id.clone(),
        theirs.revision,
        PatientForm { needs: "Hearing loop".into(), ..theirs.form },
        String::new(),
        String::new(),
    )
    .await
    .unwrap();
    let error = edit_patient(
        &d.desk,
        id.clone(),
        mine.revision,
        PatientForm { needs: String::new(), ..mine.form },
        String::new(),
        String::new(),
    )
    .await
    .unwrap_err();
    assert_eq!(error.code, "changed-meanwhile");
    let page = open_patient(&d.desk, id).await.unwrap();
    assert_eq!(page.particulars.needs.as_deref(), Some("Hearing loop"));
    assert_eq!(page.history.iter().filter(|line| line.kind == "changed").count(), 1);
}

#[tokio::test]
async fn a_save_that_changes_nothing_writes_no_revision() {
    let d = desk(Role::Reception).await;
    let id = edited(&d, |_| {}, "").await;
    let page = open_patient(&d.desk, id).await.unwrap();
    assert_eq!((page.revision, page.history.len()), (1, 1));
    assert_eq!(d.trail().await, ["register-patient", "open-patient", "edit-patient", "open-patient"]);
}

#[tokio::test]
async fn the_form_to_edit_gives_back_what_was_registered() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let edit = open_patient_form(&d.desk, id).await.unwrap();
    let kept = PatientForm { postcode: "ZZ99 3AA".into(), nhs_number: "9990000018".into(), ..amara() };
    assert_eq!(edit.form, PatientForm { born: edit.form.born.clone(), ..kept });
    assert_eq!(
        (edit.form.born.day.as_str(), edit.form.born.month.as_str(), edit.form.born.year.as_str()),
        ("14", "3", "1990")
    );
}

#[tokio::test]
async fn a_patient_who_is_not_held_is_said_not_to_be() {
    let d = desk(Role::Reception).await;
    assert_eq!(open_patient(&d.desk, "nobody".into()).await.unwrap_err().code, "not-found");
    assert_eq!(
        edit_patient(&d.desk, "nobody".into(), 1, amara(), String::new(), String::new()).await.unwrap_err().code,
        "not-found"
    );
    assert!(d.trail().await.is_empty());
}

#[tokio::test]
async fn each_use_case_that_opens_or_changes_a_patient_leaves_one_entry_with_ids_and_codes_only() {
    let d = desk(Role::Reception).await;
    let id = edited(&d, |form| form.email = "canary.okonkwo@example.com".into(), "because of Canary Wharf").await;
    find_duplicates(&d.desk, amara()).await.unwrap();
    open_patient(&d.desk, id.clone()).await.unwrap();
    let audit = d.audit().await;
    let codes: Vec<&str> = audit.iter().map(|entry| entry.use_case.as_str()).collect();
    assert_eq!(codes, ["register-patient", "open-patient", "edit-patient", "find-duplicates", "open-patient"]);
    assert!(audit.iter().filter(|entry| entry.use_case != "find-duplicates").all(|entry| entry.subject == id));
    assert!(audit[2].detail.contains("email"));
    // The positive control: the same search finds what is there.
    let all = format!("{audit:?}").to_lowercase();
    assert!(all.contains("edit-patient"));
    for personal in [
        "okonkwo",
        "amara",
        "amy",
        "1990",
        "900482",
        "9990000018",
        "sample street",
        "zz99",
        "canary",
        "large print",
        "example.com",
    ] {
        assert!(!all.contains(personal), "the audit holds {personal}");
    }
}

#[tokio::test]
async fn a_role_that_may_not_is_refused_and_the_refusal_is_recorded() {
    let d = desk(Role::Reception).await;
    // Every role may register; a person who has yet to choose a passphrase may nothing.
    for role in Role::ALL {
        sit_down(&d.desk, role);
        assert!(options(&d.desk).await.is_ok());
    }
    testing::must_change(&d.desk);
    assert_eq!(
        register_patient(&d.desk, amara(), Vec::new(), String::new()).await.unwrap_err().code,
        "must-change-passphrase"
    );
    assert_eq!(options(&d.desk).await.unwrap_err().code, "must-change-passphrase");
    let audit = d.audit().await;
    assert_eq!(audit.len(), 2);
    assert!(audit.iter().all(|entry| entry.outcome == "refused"));
}

#[tokio::test]
async fn forms_offer_the_clinics_treatments_and_the_sources_of_registration() {
    let d = desk(Role::Reception).await;
    let offered = options(&d.desk).await.unwrap();
    assert!(offered.treatments.iter().any(|treatment| treatment.id == "dermal-filler"));
    assert!(offered.sources.iter().any(|source| source.id == "attendance"));
    assert!(!offered.sources.iter().any(|source| source.id == "cameras"));
}
