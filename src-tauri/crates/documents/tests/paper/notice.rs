//! A notice reads in order, in both sizes, and its headings keep what stands under them.

use crate::support::notice::{refusal, shown};
use crate::support::strings;
use crate::support::tools::{pages, text};
use frontdesk_documents::layout::{self, Mark};
use frontdesk_documents::*;

const SIZES: [PrintSize; 2] = [PrintSize::Normal, PrintSize::Large];

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_order(made: &Document, parts: &[&str]) {
    let words = words(&text(&made.bytes));
    let mut from = 0;
    for wanted in parts {
        let at = words[from..].find(wanted);
        assert!(at.is_some(), "{wanted} after {}", &words[from..]);
        from += at.unwrap() + wanted.len();
    }
}

#[test]
fn a_receipt_of_what_was_shown_reads_in_order_in_both_sizes() {
    for size in SIZES {
        in_order(
            &notice(&shown(size)).unwrap(),
            &[
                "Kensington Medical",
                "Łucja Żółć",
                "12 Example Street",
                "What you showed us",
                "We kept no copy of it.",
                "What we saw",
                "Seen at the desk",
                "Your own identity",
                "Passport, ending 4471, in date",
                "Court orders",
                "You said there are none",
                "What is still needed",
                "We look at it and give it back.",
                "The full birth certificate",
                "present address",
                "What happens next",
                "Quote PR-2026-0007",
            ],
        );
    }
}

#[test]
fn a_letter_has_its_salutation_before_its_subject_and_its_signatory_last() {
    for size in SIZES {
        in_order(
            &notice(&refusal(size)).unwrap(),
            &[
                "Łucja Żółć",
                "Dear Łucja Żółć,",
                "Your request about a child’s record",
                "You asked us on 3 Nov 2026",
                "What we decided",
                "Refused on 24 Nov 2026",
                "Why",
                "A grandparent does not have parental responsibility",
                "What you can do",
                "Ask a court to decide.",
                "Yours sincerely,",
                "Marta Nowak",
                "Practice manager",
            ],
        );
    }
}

#[test]
fn a_notice_in_normal_print_is_one_page_and_every_page_says_its_reference_date_and_number() {
    for values in SIZES.into_iter().flat_map(|size| [shown(size), refusal(size)]) {
        let made = notice(&values).unwrap();
        assert!(made.unprintable.is_empty(), "{:?}", made.unprintable);
        assert_eq!(made.pages == 1, values.size == PrintSize::Normal, "{} pages", made.pages);
        let pages = pages(&made.bytes);
        for (index, page) in pages.iter().enumerate() {
            let page = words(page);
            for part in [&values.reference, "24 Nov 2026", &format!("Page {} of {}", index + 1, pages.len())] {
                assert!(page.contains(part), "{part} on {page}");
            }
        }
    }
}

#[test]
fn large_print_sets_all_that_is_told_in_16_points_or_more_and_nothing_below_12() {
    let values = shown(PrintSize::Large);
    let around = [values.clinic.address.join(", "), values.clinic.contact.join("  ·  "), values.clinic.name.clone()];
    let (list, _) = layout::notice(&values).unwrap();
    let runs = list.pages.iter().flat_map(|page| &page.marks).filter_map(|mark| match mark {
        Mark::Text(run) => Some(run),
        _ => None,
    });
    for run in runs {
        let head_or_foot = run.y < 60.0 || run.y > 790.0 || around.contains(&run.text.trim().to_owned());
        assert!(
            run.size >= if head_or_foot { 12.0 } else { 16.0 },
            "{} at {} points, {} down",
            run.text,
            run.size,
            run.y
        );
    }
}

/// Pushed down a little at a time over more than a page, so that every heading meets the foot of a page.
fn pushed(of: fn(PrintSize) -> Notice, size: PrintSize) -> impl Iterator<Item = Notice> {
    (0..50).map(move |lines| {
        let mut values = of(size);
        values.opening.push(vec!["-"; lines + 1].join("\n"));
        values
    })
}

#[test]
fn no_heading_and_no_line_before_a_list_stands_alone_at_the_foot_of_a_page() {
    for (of, size) in [shown, refusal].into_iter().flat_map(|of| SIZES.map(|size| (of, size))) {
        for values in pushed(of, size) {
            let made = notice(&values).unwrap();
            let mut alone = vec![values.title.clone()];
            for section in &values.sections {
                alone.push(section.heading.clone());
                if !section.items.is_empty() || !section.rows.is_empty() {
                    alone.extend(section.paragraphs.last().cloned());
                }
            }
            for page in pages(&made.bytes) {
                let lines: Vec<_> = page.lines().map(words).filter(|line| !line.is_empty()).collect();
                // The last line is the foot of the page.
                let last = &lines[lines.len() - 2];
                assert!(
                    !alone.iter().any(|line| line.ends_with(last.as_str())),
                    "“{last}” is the last line of:\n{page}"
                );
            }
        }
    }
}

#[test]
fn whoever_signs_stands_on_the_page_of_the_closing_words() {
    for (values, size) in SIZES.into_iter().flat_map(|size| pushed(refusal, size).map(move |values| (values, size))) {
        let pages = pages(&notice(&values).unwrap().bytes);
        let page = pages.iter().find(|page| page.contains("Yours sincerely,")).unwrap();
        assert!(page.contains("Marta Nowak") && page.contains("Practice manager"), "{size:?}\n{page}");
    }
}

#[test]
fn a_row_taller_than_a_page_is_continued_and_nothing_of_it_is_lost() {
    let mut values = shown(PrintSize::Large);
    let long = (1..=600).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ");
    values.sections[0].rows = vec![("What was said".into(), long)];
    values.closing = strings(&[&"A long closing. ".repeat(300)]);
    let text = text(&notice(&values).unwrap().bytes);
    let words: Vec<_> = text.split_whitespace().collect();
    for word in 1..=600 {
        assert!(words.contains(&format!("word{word}").as_str()), "word{word}");
    }
    assert_eq!(words.iter().filter(|word| **word == "closing.").count(), 300);
}

#[test]
fn a_notice_without_addressee_sections_or_closing_is_still_a_page() {
    let bare = Notice { addressee: vec![], sections: vec![], closing: vec![], ..shown(PrintSize::Normal) };
    let made = notice(&bare).unwrap();
    assert_eq!(made.pages, 1);
    in_order(&made, &["Kensington Medical", "PR-2026-0007", "What you showed us", "We kept no copy of it."]);
}

#[test]
fn a_character_that_cannot_be_printed_is_counted_once_under_its_heading() {
    let mut values = shown(PrintSize::Normal);
    values.sections[0].rows[0].1 = "Mother 😀".into();
    values.closing = strings(&["Thank you 😀"]);
    let found = notice(&values).unwrap().unprintable;
    let places: Vec<_> = found.iter().map(|one| (one.where_.as_str(), one.count)).collect();
    assert_eq!(places, [("What we saw", 1), ("What you showed us", 1)]);
}
