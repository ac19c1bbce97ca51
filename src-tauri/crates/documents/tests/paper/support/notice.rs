//! A receipt of what a requester showed, and a refusal letter. Every person is fictional.

use frontdesk_documents::*;

use super::{clinic, date, strings};

fn rows(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect()
}

/// A receipt: no addressee's letter, so no salutation.
pub fn shown(size: PrintSize) -> Notice {
    Notice {
        clinic: clinic(),
        addressee: strings(&["Łucja Żółć", "12 Example Street", "London", "W8 0AB"]),
        reference: "PR-2026-0007".into(),
        date: date(),
        title: "What you showed us".into(),
        salutation: None,
        opening: strings(&[
            "You asked about a child’s record. Before we answer anyone, we see who is asking and how they are related to the \
             child. This page says what you showed us and what is still needed. We kept no copy of it.",
        ]),
        sections: vec![
            NoticeSection {
                heading: "What we saw".into(),
                paragraphs: strings(&["Seen at the desk on 24 Nov 2026 at 10:42."]),
                rows: rows(&[
                    ("You said you are", "The child’s mother"),
                    ("Your own identity", "Passport, ending 4471, in date"),
                    ("How you are related", "Birth certificate, the short one, which names no parent"),
                    ("Court orders", "You said there are none"),
                ]),
                items: Vec::new(),
            },
            NoticeSection {
                heading: "What is still needed".into(),
                paragraphs: strings(&["Bring the original of each. We look at it and give it back."]),
                rows: Vec::new(),
                items: strings(&[
                    "The full birth certificate, which names the parents. The register office where the birth was registered \
                     makes a new one for a fee.",
                    "Something that shows the child’s name and present address, such as a letter from the NHS.",
                ]),
            },
            NoticeSection {
                heading: "What happens next".into(),
                paragraphs: strings(&[
                    "When we have seen all of it, our practice manager decides. The time to answer starts then.",
                ]),
                ..NoticeSection::default()
            },
        ],
        closing: strings(&["Quote PR-2026-0007 when you call or come back."]),
        size,
    }
}

/// A letter: no, why, and where to go.
pub fn refusal(size: PrintSize) -> Notice {
    Notice {
        reference: "PR-2026-0008".into(),
        title: "Your request about a child’s record".into(),
        salutation: Some("Dear Łucja Żółć,".into()),
        opening: strings(&[
            "You asked us on 3 Nov 2026 for a copy of a child’s record. We have decided not to give it to you. This letter \
             says why, and what you can do.",
        ]),
        sections: vec![
            NoticeSection {
                heading: "What we decided".into(),
                rows: rows(&[
                    ("Asked for", "A copy of the record"),
                    ("Asked on", "3 Nov 2026"),
                    ("Decision", "Refused on 24 Nov 2026, by the practice manager"),
                ]),
                ..NoticeSection::default()
            },
            NoticeSection {
                heading: "Why".into(),
                items: strings(&[
                    "A grandparent does not have parental responsibility unless a court gives it.",
                    "We have not been shown an order of a court that gives it to you.",
                ]),
                ..NoticeSection::default()
            },
            NoticeSection {
                heading: "What you can do".into(),
                paragraphs: strings(&["You can do any of these, in any order."]),
                rows: Vec::new(),
                items: strings(&[
                    "Show us a court order, such as a child arrangements order that the child lives with you, and we look at \
                     your request again.",
                    "Ask somebody who has parental responsibility to make the request.",
                    "Ask us to look at the decision again. Write to privacy@example.com, or to us at the address above.",
                    "Complain to the Information Commissioner’s Office: ico.org.uk, 0303 123 1113.",
                    "Ask a court to decide.",
                ]),
            },
        ],
        closing: strings(&["Yours sincerely,", "Marta Nowak\nPractice manager"]),
        ..shown(size)
    }
}
