//! A receipt says what stands and every answer, in reading order.

use crate::support::receipt::receipt;
use crate::support::tools::text;
use frontdesk_documents::*;

#[test]
fn a_receipt_has_every_answer_newest_first_with_its_words() {
    let made = consent_receipt(&receipt()).unwrap();
    let words = text(&made.bytes).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut from = 0;
    for wanted in [
        "Your consents",
        "Łukasz Żółć",
        "KM-000042",
        "Photographs for your own record",
        "Taken back. Since 1 Dec 2026.",
        "May we take photographs and keep them in your record?",
        "1 Dec 2026, 16:40",
        "Changed their mind.",
        "24 Nov 2026, 10:30",
        "3 Oct 2025, 09:05",
        "News and offers by email",
        "Good until 24 Nov 2026.",
        "To change an answer",
        "Your rights",
        "Information Commissioner",
    ] {
        let at = words[from..].find(wanted);
        assert!(at.is_some(), "{wanted} after {}", &words[from..]);
        from += at.unwrap();
    }
    assert!(words.contains("Example wording, not approved when it was asked."), "the newest one's was not");
    assert!(!words.contains("Priya Shah"), "who of the staff wrote it down is not the patient's receipt");
}

#[test]
fn somebody_who_was_never_asked_gets_a_page_that_says_so() {
    let made = consent_receipt(&ConsentHistory { records: Vec::new(), ..receipt() }).unwrap();
    assert!(text(&made.bytes).contains("You have not been asked for a consent yet."));
    assert_eq!(made.pages, 1);
}
