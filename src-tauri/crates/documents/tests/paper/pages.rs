//! Pages: tables break with their heads, nothing is lost, every page says what it must.

use crate::support::tools::{pages, text};
use frontdesk_documents::layout::Mark;
use frontdesk_documents::*;

#[test]
fn a_table_of_240_rows_repeats_its_head_and_loses_no_row() {
    let made = response(&crate::support::long_response(240)).unwrap();
    let pages = pages(&made.bytes);
    assert_eq!(pages.len() as u32, made.pages);
    let with_rows: Vec<_> = pages.iter().filter(|page| page.contains(": seen and recorded")).collect();
    assert!(with_rows.len() > 5);
    for page in &with_rows {
        assert!(page.contains("What happened"), "{page}");
    }
    let whole = pages.concat();
    for row in 1..=240 {
        assert_eq!(whole.matches(&format!("R{row:04} ")).count(), 1, "row {row}");
        assert_eq!(whole.matches(&format!("entry {row}:")).count(), 1, "row {row}");
    }
}

#[test]
fn every_page_says_which_of_how_many_with_reference_and_date() {
    let made = response(&crate::support::long_response(100)).unwrap();
    let pages = pages(&made.bytes);
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {}", index + 1, pages.len())), "{page}");
        assert!(page.contains("SAR-2026-0007") && page.contains("24 Nov 2026"), "{page}");
    }
}

#[test]
fn every_page_of_a_draft_says_so_and_no_page_of_another_response_does() {
    let made = response(&crate::support::long_response(100)).unwrap();
    assert!(pages(&made.bytes).iter().all(|page| page.contains("Draft, not for release")));
    let made = response(&SubjectAccessResponse { draft: false, ..crate::support::long_response(100) }).unwrap();
    assert!(!text(&made.bytes).contains("Draft"));
}

#[test]
fn every_page_of_an_unapproved_form_says_so() {
    for size in [PrintSize::Normal, PrintSize::Large] {
        let made = consent_form(&crate::support::filled_form(size)).unwrap();
        for page in pages(&made.bytes) {
            assert!(page.contains("Example wording, not approved"), "{page}");
            assert!(page.contains("CF-02") && page.contains("Version 3"), "{page}");
        }
    }
    let approved =
        ConsentForm { approval: Approval::Approved("Approved 2 Nov 2026".into()), ..crate::support::blank_form() };
    let text = text(&consent_form(&approved).unwrap().bytes);
    assert!(text.contains("Approved 2 Nov 2026") && !text.contains("not approved"));
}

#[test]
fn the_index_names_the_page_each_item_is_on() {
    let mut values = crate::support::long_response(120);
    values.items.extend(crate::support::small_response().items);
    let made = response(&values).unwrap();
    let pages = pages(&made.bytes);
    let at = pages.iter().position(|page| page.contains("Found in")).unwrap();
    let index = &pages[at];
    for (number, item) in (1..).zip(&values.items) {
        let heading = format!("{number}. {}", item.what);
        let behind = pages[at + 1..].iter().position(|page| page.contains(&heading)).unwrap();
        let page = at + 2 + behind;
        let line = index.lines().find(|line| line.trim_start().starts_with(&number.to_string())).unwrap();
        let named = line.split_whitespace().last().unwrap();
        let first = named.split('–').next().unwrap();
        assert_eq!(first, page.to_string(), "{line}");
    }
    assert!(index.contains('–'), "a long item names its last page too");
}

#[test]
fn a_row_taller_than_a_page_is_continued_and_nothing_of_it_is_lost() {
    let mut values = crate::support::small_response();
    let long = (1..=900).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ");
    values.items[0].body =
        ItemBody::Record(vec![RecordRow { label: "Notes".into(), value: long, ..RecordRow::default() }]);
    let text = text(&response(&values).unwrap().bytes);
    let words: Vec<_> = text.split_whitespace().collect();
    for word in 1..=900 {
        assert!(words.contains(&format!("word{word}").as_str()), "word{word}");
    }
}

#[test]
fn nothing_is_painted_outside_the_paper() {
    let mut form = crate::support::filled_form(PrintSize::Large);
    let name = "Wolfeschlegelsteinhausenbergerdorff ".repeat(4) + &"x".repeat(160);
    form.patient = Some(PatientBlock {
        name: Some(name.clone()),
        preferred_name: Some(name.clone()),
        ..crate::support::patient()
    });
    form.sections[0].questions[0].wording = "A long wording. ".repeat(400);
    form.clinic.name = name[..120].to_owned();
    let (list, _) = layout::consent_form(&form).unwrap();
    for page in &list.pages {
        for mark in &page.marks {
            if let Mark::Text(run) = mark {
                let end = run.glyphs.last().map_or(0.0, |glyph| glyph.x) + run.x;
                assert!(run.x >= 0.0 && end <= page.width && run.y > 0.0 && run.y < page.height, "{run:?}");
            }
        }
    }
}

#[test]
fn a_row_with_too_few_cells_is_refused_with_its_number() {
    let mut list = crate::support::list(false);
    list.rows[6].pop();
    let error = register(&list).unwrap_err();
    assert_eq!(error, DocumentError::RowWidth { table: "Audit entries".into(), row: 7, cells: 4, columns: 5 });
    assert_eq!(error.code(), "document-row-width");
    assert!(error.to_string().contains("row 7 of “Audit entries”"));
}

#[test]
fn every_page_of_a_register_says_what_it_was_narrowed_by_who_made_it_and_which_page_it_is() {
    let made = register(&crate::support::wide_list()).unwrap();
    let pages = pages(&made.bytes);
    assert!(pages.len() > 2);
    for (at, page) in pages.iter().enumerate() {
        let even = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in
            ["Kensington Medical", "all staff, all acts. 60 entries.", "Made by Marta Nowak, 24 Nov 2026, 10:42"]
        {
            assert!(even.contains(part), "page {}: {even}", at + 1);
        }
        assert!(even.contains(&format!("Page {} of {}", at + 1, pages.len())), "{even}");
        assert!(even.contains("Heading 1") && even.contains("Heading 14"), "{even}");
    }
    let whole = pages.concat();
    for row in 1..=60 {
        assert!(whole.contains(&format!("R{row:03}")), "row {row}");
    }
}

#[test]
fn fourteen_columns_on_their_side_stay_inside_the_paper_and_apart() {
    let (list, unprintable) = layout::register(&crate::support::wide_list()).unwrap();
    assert!(unprintable.is_empty());
    for page in &list.pages {
        assert!(page.width > page.height);
        for mark in &page.marks {
            if let Mark::Text(run) = mark {
                let end = run.glyphs.last().map_or(0.0, |glyph| glyph.x) + run.x;
                assert!(run.x >= 30.0 && end <= page.width - 30.0 && run.y < page.height, "{run:?}");
            }
        }
    }
}

#[test]
fn an_empty_register_still_shows_its_head() {
    let text = text(&register(&Register { rows: vec![], ..crate::support::list(false) }).unwrap().bytes);
    assert!(text.contains("When") && text.contains("Page 1 of 1"));
}

#[test]
fn a_recovery_sheet_is_one_page_with_every_group_numbered() {
    let made = recovery_sheet(&crate::support::recovery()).unwrap();
    assert_eq!(made.pages, 1);
    let page = pages(&made.bytes).concat();
    for (number, group) in (1..).zip(crate::support::recovery().groups) {
        let line = page.lines().find(|line| line.contains(&group)).unwrap();
        let before = line[..line.find(&group).unwrap()].split_whitespace().last().unwrap();
        assert_eq!(before, number.to_string(), "{line}");
    }
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "RC-01",
        "24 Nov 2026, by Marta Nowak",
        "Kensington Medical",
        "Kept at",
        "Signed",
        "all 7 groups",
        "First put the clinic folder there",
        "“I have a copy of a clinic”",
        "every copy of them made from 24 Nov 2026 until a newer sheet is confirmed",
        "keep this one as long as any copy of its time",
        "For help, ring 020 7946 0018",
        "Ask also Adaeze Obi",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn a_recovery_sheet_with_long_names_and_without_a_second_one_is_one_page_still() {
    let long = "Kensington Medical and Surgical Centre for the Royal Borough and its Neighbours".to_owned();
    let sheet = RecoverySheet {
        clinic: long,
        by: "Maximiliana Konstantinopolitanska-Featherstonehaugh of Chelsea".into(),
        second: None,
        phone: String::new(),
        ..crate::support::recovery()
    };
    let made = recovery_sheet(&sheet).unwrap();
    assert_eq!(made.pages, 1);
    let page = pages(&made.bytes).concat();
    assert!(page.contains("For help, ring") && page.contains("Ask also"));
}

#[test]
fn neither_a_document_nor_a_recovery_sheet_shows_its_content_when_debugged() {
    let sheet = crate::support::recovery();
    let said = format!("{sheet:?} {:?}", recovery_sheet(&sheet).unwrap());
    assert!(sheet.groups.iter().all(|group| !said.contains(group)), "{said}");
}
