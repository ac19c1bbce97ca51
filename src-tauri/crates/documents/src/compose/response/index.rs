//! The index: what is disclosed and where it is, and what could not be printed.

use super::items::Place;
use crate::compose::pen::{Level, Pen};
use crate::page::{Cell, Colour, Table};
use crate::shape::Style;
use crate::{Column, DocumentError, SubjectAccessResponse, Unprintable};

/// `before` is the number of pages in front of the first item.
pub(super) fn index(
    pen: &mut Pen,
    values: &SubjectAccessResponse,
    places: &[Place],
    before: usize,
    found: &[Unprintable],
) -> Result<(), DocumentError> {
    pen.heading("Index", Level::Title)?;
    let columns = columns(&[("No", 6.0), ("What", 32.0), ("Dated", 26.0), ("Found in", 24.0), ("Pages", 12.0)]);
    let (head, text) = looks(pen);
    let mut table = Table::new(&mut pen.shaper, &pen.flow, "Index", &columns, head)?;
    for ((number, item), (first, last)) in (1..).zip(&values.items).zip(places) {
        let pages = match (first + before, last + before) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}–{last}"),
        };
        let number = number.to_string();
        let cells = [&number, &item.what, &item.dated, &item.found_in, &pages].map(|cell| Cell(cell, text));
        table.row(&mut pen.shaper, &mut pen.flow, &cells)?;
    }
    table.finish(&mut pen.flow);
    if !found.is_empty() {
        unprintable(pen, found)?;
    }
    Ok(())
}

fn unprintable(pen: &mut Pen, found: &[Unprintable]) -> Result<(), DocumentError> {
    let total: u32 = found.iter().map(|one| one.count).sum();
    pen.heading("Characters that could not be printed", Level::Section)?;
    pen.text(&match total {
        1 => "One character could not be printed. Its Unicode number stands in its place.".to_owned(),
        _ => format!("{total} characters could not be printed. Their Unicode numbers stand in their place."),
    })?;
    let columns = columns(&[("Printed as", 24.0), ("Where", 60.0), ("Times", 16.0)]);
    let (head, text) = looks(pen);
    let mut table = Table::new(&mut pen.shaper, &pen.flow, "Characters that could not be printed", &columns, head)?;
    for one in found {
        let count = one.count.to_string();
        let cells = [&one.text, &one.where_, &count].map(|cell| Cell(cell, text));
        table.row(&mut pen.shaper, &mut pen.flow, &cells)?;
    }
    table.finish(&mut pen.flow);
    Ok(())
}

fn columns(wanted: &[(&str, f32)]) -> Vec<Column> {
    wanted.iter().map(|(heading, share)| Column { heading: (*heading).to_owned(), share: *share }).collect()
}

fn looks(pen: &Pen) -> (Style, Style) {
    let size = pen.base * 0.905;
    (Style::text(size * 0.93).bold().colour(Colour::SOFT).leading(1.35), Style::text(size).leading(1.38))
}
