//! Every item disclosed, one after the other.

use crate::compose::pen::{Level, Pen};
use crate::page::{Cell, Colour, Table};
use crate::shape::Style;
use crate::{Column, DisclosureItem, DocumentError, ItemBody, RecordRow, SubjectAccessResponse};

/// First and last page of an item, counted from the first page of the items.
pub(super) type Place = (usize, usize);

pub(super) fn items(pen: &mut Pen, values: &SubjectAccessResponse) -> Result<Vec<Place>, DocumentError> {
    let mut last = Vec::with_capacity(values.items.len());
    for (index, item) in values.items.iter().enumerate() {
        one(pen, index, item)?;
        pen.flow.need(0.0);
        last.push(pen.flow.pages.len());
        pen.space(1.0);
    }
    let first = |index| pen.flow.anchors.iter().find(|(number, _)| *number == index).map_or(1, |(_, page)| *page);
    Ok(last.into_iter().enumerate().map(|(index, last)| (first(index), last)).collect())
}

fn one(pen: &mut Pen, index: usize, item: &DisclosureItem) -> Result<(), DocumentError> {
    pen.shaper.tally.enter(&format!("{}. {}", index + 1, item.what));
    pen.heading(&format!("{}.  {}", index + 1, item.what), Level::Section)?;
    pen.flow.anchor(index);
    let origin: Vec<_> =
        [item.dated.as_str(), item.found_in.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    if !origin.is_empty() {
        let line = pen.shaper.paragraph(&origin.join("  ·  "), pen.small(), pen.measure())?;
        pen.flow.hold(&line, pen.flow.sheet.left, 0.0, pen.base * 0.6);
    }
    match &item.body {
        ItemBody::Record(rows) => record(pen, &item.what, rows),
        ItemBody::Table { columns, rows } => table(pen, &item.what, columns, rows),
        ItemBody::Text(paragraphs) => paragraphs.iter().try_for_each(|paragraph| pen.text(paragraph)),
    }
}

fn looks(pen: &Pen) -> (Style, Style) {
    let size = pen.base * 0.905;
    (Style::text(size * 0.93).bold().colour(Colour::SOFT).leading(1.35), Style::text(size).leading(1.38))
}

/// Columns for when and by whom are left out when no row says either.
fn record(pen: &mut Pen, title: &str, rows: &[RecordRow]) -> Result<(), DocumentError> {
    let (when, by) = (rows.iter().any(|row| !row.when.is_empty()), rows.iter().any(|row| !row.by.is_empty()));
    let all = [("What", 24.0, true), ("Recorded", 37.0, true), ("When", 22.0, when), ("By", 17.0, by)];
    let columns: Vec<_> = all
        .iter()
        .filter(|(_, _, shown)| *shown)
        .map(|(heading, share, _)| Column { heading: (*heading).to_owned(), share: *share })
        .collect();
    let (head, text) = looks(pen);
    let mut table = Table::new(&mut pen.shaper, &pen.flow, title, &columns, head)?;
    for row in rows {
        let cells = [
            (row.label.as_str(), text.colour(Colour::SOFT), true),
            (&row.value, text, true),
            (&row.when, text, when),
            (&row.by, text, by),
        ];
        let cells: Vec<_> = cells.iter().filter(|cell| cell.2).map(|cell| Cell(cell.0, cell.1)).collect();
        table.row(&mut pen.shaper, &mut pen.flow, &cells)?;
    }
    table.finish(&mut pen.flow);
    Ok(())
}

fn table(pen: &mut Pen, title: &str, columns: &[Column], rows: &[Vec<String>]) -> Result<(), DocumentError> {
    let (head, text) = looks(pen);
    let mut table = Table::new(&mut pen.shaper, &pen.flow, title, columns, head)?;
    for row in rows {
        let cells: Vec<_> = row.iter().map(|cell| Cell(cell, text)).collect();
        table.row(&mut pen.shaper, &mut pen.flow, &cells)?;
    }
    table.finish(&mut pen.flow);
    Ok(())
}
