//! A register: one titled table. On its side it is set small, with narrow margins: such a list has many columns.

use super::pen::{Level, Pen};
use super::{LaidOut, day};
use crate::page::{Cell, Colour, Furniture, Sheet, Table, mm};
use crate::shape::Style;
use crate::{DocumentError, Register};

/// Size of the text and space between columns, in points, and the margins at the sides.
struct Look {
    sheet: Sheet,
    base: f32,
    gutter: f32,
}

impl Look {
    fn of(list: &Register) -> Self {
        match list.landscape {
            true => Self { sheet: Sheet::landscape().margins(mm(12.0)), base: 7.8, gutter: 6.0 },
            false => Self { sheet: Sheet::portrait(), base: 9.5, gutter: Table::GUTTER },
        }
    }
}

/// Lays out a register.
pub fn register(list: &Register) -> Result<LaidOut, DocumentError> {
    let look = Look::of(list);
    let parts =
        |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ·  ");
    let furniture = Furniture {
        head_left: parts(&[&list.clinic.name, &list.title, &list.filters]),
        head_right: parts(&[&list.reference, &day(list.date)]),
        mark: None,
        foot_left: parts(&[&list.clinic.name, &list.made]),
        code: None,
        size: 8.5,
    };
    let mut pen = Pen::new(look.base, look.sheet, furniture)?;
    pen.letterhead(&list.clinic)?;
    pen.shaper.tally.enter(&list.title);
    pen.heading(&list.title, Level::Title)?;
    if !list.filters.is_empty() {
        pen.styled(&list.filters, pen.style().colour(Colour::SOFT))?;
        pen.space(0.8);
    }
    let head = Style::text(pen.base * 0.95).bold().colour(Colour::SOFT).leading(1.3);
    let mut table = Table::spaced(&mut pen.shaper, &pen.flow, &list.title, &list.columns, head, look.gutter)?;
    let style = pen.style().leading(1.3);
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
