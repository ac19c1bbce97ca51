//! Facts about a machine-readable zone beside the record.

use crate::common::{desk, form};
use crate::visit::{ALEX, ERIKSSON, LUKASZ_MISREAD, ROWAN, alex, walk_in};
use frontdesk_desk::check_in::read_zone;
use frontdesk_desk::views::check_in::{Compared, Digit, DocumentKind};
use frontdesk_domain::patient::{PatientForm, Sex};
use frontdesk_domain::role::Role;

fn lukasz() -> PatientForm {
    PatientForm { sex: Some(Sex::Male), ..form("Żółć", "Łukasz", "1979-09-02") }
}

#[tokio::test]
async fn the_row_with_the_misread_character_leads_with_a_correction_that_reads_right() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, lukasz(), "general").await;
    let view = read_zone(&d.desk, Some(arrival.clone()), LUKASZ_MISREAD.into()).await.unwrap();
    let first = &view.rows[0];
    assert_eq!((first.part.as_str(), first.digit), ("Number", Digit::Fails));
    assert_eq!(view.problems, ["Number: one character looks wrong. Use the suggestion, or scan again."]);
    let suggestion = first.suggestion.as_ref().unwrap();
    assert_eq!(suggestion.value, "ZZ0999081");
    let again = read_zone(&d.desk, Some(arrival), suggestion.lines.clone()).await.unwrap();
    assert!(again.problems.is_empty());
}

#[tokio::test]
async fn a_name_spelt_as_travel_documents_do_is_the_same_and_a_second_given_name_is_an_addition() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, lukasz(), "general").await;
    let view = read_zone(&d.desk, Some(arrival), LUKASZ_MISREAD.into()).await.unwrap();
    let row = |part: &str| view.rows.iter().find(|row| row.part == part).unwrap();
    assert_eq!((row("Surname").compared, row("Surname").note.as_str()), (Compared::Same, "Z stands for Ż."));
    assert_eq!((row("Given names").compared, row("Given names").note.as_str()), (Compared::Adds, "Adds JAN"));
    assert_eq!(row("Issued by").document, "Poland");
    assert_eq!((row("Sex").compared, row("Expires").compared), (Compared::Same, Compared::InDate));
    assert_eq!((row("Born").document.as_str(), row("Born").compared), ("2 Sep 1979", Compared::Same));
}

#[tokio::test]
async fn another_persons_passport_shows_what_differs_first() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, alex(), "general").await;
    let view = read_zone(&d.desk, Some(arrival), ROWAN.into()).await.unwrap();
    let differs: Vec<&str> =
        view.rows.iter().take_while(|row| row.compared == Compared::Differs).map(|row| row.part.as_str()).collect();
    assert_eq!(differs, ["Given names", "Born", "Sex"]);
    assert_eq!(view.problems.len(), 3);
}

#[tokio::test]
async fn an_expired_document_is_a_problem_with_what_to_ask_for() {
    let d = desk(Role::Reception).await;
    let view = read_zone(&d.desk, None, ERIKSSON.into()).await.unwrap();
    assert_eq!(view.rows[0].compared, Compared::Expired);
    assert_eq!(view.problems, ["The document is out of date. Ask for one that is in date."]);
}

#[tokio::test]
async fn without_a_record_the_zone_fills_a_registration() {
    let d = desk(Role::Reception).await;
    let fills = read_zone(&d.desk, None, ALEX.into()).await.unwrap().fills;
    assert_eq!((fills.surname.as_str(), fills.given_names.as_str()), ("Testpatient", "Alex Morgan"));
    assert_eq!(
        (fills.document, fills.last_four.as_str(), fills.sex),
        (DocumentKind::Passport, "0001", Some(Sex::Female))
    );
    let born = fills.born.unwrap();
    assert_eq!([born.day, born.month, born.year], ["22", "11", "2008"]);
}

#[tokio::test]
async fn lines_that_are_no_zone_say_what_to_do_and_compare_nothing() {
    let d = desk(Role::Reception).await;
    for text in ["hello", "", "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6"] {
        let view = read_zone(&d.desk, None, text.into()).await.unwrap();
        assert!(view.rows.is_empty() && view.problems.len() == 1, "{text}");
    }
    let error = read_zone(&d.desk, None, "<".repeat(5000)).await.unwrap_err();
    assert_eq!(error.code, "zone-too-long");
}

#[tokio::test]
async fn reading_a_zone_leaves_no_entry_for_it_looks_nothing_up_and_keeps_nothing() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, alex(), "general").await;
    let before = d.trail().await;
    read_zone(&d.desk, Some(arrival), ALEX.into()).await.unwrap();
    assert_eq!(d.trail().await, before);
}
