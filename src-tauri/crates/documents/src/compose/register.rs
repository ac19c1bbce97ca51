//! A register: one titled table.

use super::pen::{Level, Pen};
use super::{LaidOut, day};
use crate::page::{Cell, Colour, Furniture, Sheet, Table};
use crate::shape::Style;
use crate::{DocumentError, Register};

/// Lays out a register.
pub fn register(list: &Register) -> Result<LaidOut, DocumentError> {
    let sheet = if list.landscape { Sheet::landscape() } else { Sheet::portrait() };
    let reference = if list.reference.is_empty() { String::new() } else { format!("{}  ·  ", list.reference) };
    let furniture = Furniture {
        head_left: format!("{}  ·  {}", list.clinic.name, list.title),
        head_right: format!("{reference}{}", day(list.date)),
        mark: None,
        foot_left: list.clinic.name.clone(),
        size: 8.5,
    };
    let mut pen = Pen::new(9.5, sheet, furniture)?;
    pen.letterhead(&list.clinic)?;
    pen.shaper.tally.enter(&list.title);
    pen.heading(&list.title, Level::Title)?;
    if !list.filters.is_empty() {
        pen.styled(&list.filters, pen.style().colour(Colour::SOFT))?;
        pen.space(0.8);
    }
    let head = Style::text(pen.base * 0.9).bold().colour(Colour::SOFT).leading(1.35);
    let mut table = Table::new(&mut pen.shaper, &pen.flow, &list.title, &list.columns, head)?;
    let style = pen.style().leading(1.35);
    for row in &list.rows {
        let cells: Vec<_> = row.iter().map(|text| Cell(text, style)).collect();
        table.row(&mut pen.shaper, &mut pen.flow, &cells)?;
    }
    table.finish(&mut pen.flow);
    pen.space(1.2);
    for note in &list.notes {
        pen.text(note)?;
    }
    pen.close(&list.title, &list.clinic.name, list.date)
}
