//! A table as a file for a spreadsheet: RFC 4180 (commas, CRLF, quotes doubled), UTF-8 with a byte order mark, without
//! which a spreadsheet takes the file for the computer's own old character set.

use crate::{DocumentError, Register};

/// What a spreadsheet takes for the beginning of a formula, in either width.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// The columns and rows of a register. The first line has the headings.
///
/// # Errors
/// A row with more or fewer cells than there are columns.
pub fn register(list: &Register) -> Result<Vec<u8>, DocumentError> {
    let mut text = String::from('\u{feff}');
    line(&mut text, list.columns.iter().map(|column| column.heading.as_str()));
    for (index, row) in list.rows.iter().enumerate() {
        if row.len() != list.columns.len() {
            return Err(DocumentError::RowWidth {
                table: list.title.clone(),
                row: index + 1,
                cells: row.len(),
                columns: list.columns.len(),
            });
        }
        line(&mut text, row.iter().map(String::as_str));
    }
    Ok(text.into_bytes())
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        push(text, cell);
    }
    text.push_str("\r\n");
}

/// What would be worked out as a formula is put behind an apostrophe, which a spreadsheet shows or hides and never runs.
fn push(text: &mut String, cell: &str) {
    let formula = cell.starts_with(['\t', '\r', '\n']) || cell.trim_start().starts_with(FORMULA);
    let quoted = formula || cell.contains([',', '"', '\r', '\n', '\t', ';']) || cell.trim() != cell;
    if quoted {
        text.push('"');
    }
    if formula {
        text.push('\'');
    }
    match quoted {
        true => text.push_str(&cell.replace('"', "\"\"")),
        false => text.push_str(cell),
    }
    if quoted {
        text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;

    fn file(headings: &[&str], rows: &[&[&str]]) -> String {
        let column = |heading: &&str| Column { heading: (*heading).to_string(), share: 1.0 };
        let list = Register {
            columns: headings.iter().map(column).collect(),
            rows: rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect(),
            ..empty()
        };
        String::from_utf8(register(&list).unwrap()).unwrap()
    }

    #[test]
    fn a_file_begins_with_its_mark_and_every_line_ends_as_the_standard_says() {
        assert_eq!(file(&["When", "Who"], &[&["today", "Żółć"]]), "\u{feff}When,Who\r\ntoday,Żółć\r\n");
    }

    #[test]
    fn commas_quotes_and_line_breaks_stay_inside_their_cell() {
        assert_eq!(file(&["a"], &[&["x, y"]]), "\u{feff}a\r\n\"x, y\"\r\n");
        assert_eq!(file(&["a"], &[&["said \"no\""]]), "\u{feff}a\r\n\"said \"\"no\"\"\"\r\n");
        assert_eq!(file(&["a"], &[&["one\ntwo"]]), "\u{feff}a\r\n\"one\ntwo\"\r\n");
    }

    #[test]
    fn no_cell_begins_a_formula() {
        for cell in ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠1"] {
            let found = file(&["a"], &[&[cell]]);
            assert_eq!(found, format!("\u{feff}a\r\n\"'{cell}\"\r\n"), "{cell:?}");
        }
        assert_eq!(file(&["a"], &[&["3-4 = x"]]), "\u{feff}a\r\n3-4 = x\r\n");
    }

    #[test]
    fn a_row_of_another_width_is_refused_with_its_number() {
        let list = |cells: &[&str]| {
            let column = Column { heading: "a".into(), share: 1.0 };
            let mut list = Register { columns: vec![column], ..empty() };
            list.rows = vec![cells.iter().map(ToString::to_string).collect()];
            register(&list)
        };
        assert!(list(&["x"]).is_ok());
        let error = list(&["x", "y"]).unwrap_err();
        assert!(error.to_string().contains("row 1"), "{error}");
    }

    fn empty() -> Register {
        Register {
            clinic: crate::Clinic::default(),
            title: "List".into(),
            filters: String::new(),
            made: String::new(),
            reference: String::new(),
            date: chrono::NaiveDate::default(),
            landscape: true,
            columns: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }
}
