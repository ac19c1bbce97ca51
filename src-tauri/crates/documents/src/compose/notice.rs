//! A notice: a receipt of what was shown, or a letter with reasons and routes.

use super::letter::address;
use super::pen::{Level, Pen};
use super::{LaidOut, day};
use crate::page::{Cell, Colour, Furniture, Sheet, Table};
use crate::{DocumentError, Notice, NoticeSection};

/// Lays out a notice.
pub fn notice(values: &Notice) -> Result<LaidOut, DocumentError> {
    let base = values.size.points();
    let furniture = Furniture {
        // On later pages only: beside the addressee the first page says it already.
        head_left: format!("{}  ·  {}  ·  {}", values.clinic.name, values.reference, day(values.date)),
        head_right: String::new(),
        mark: None,
        foot_left: values.title.clone(),
        code: None,
        size: base * 0.81,
    };
    let mut pen = Pen::new(base, Sheet::portrait(), furniture)?;
    pen.letterhead(&values.clinic)?;
    pen.shaper.tally.enter(&values.title);
    address(&mut pen, &values.addressee, &values.reference, values.date)?;
    // The subject of a letter is quieter than the heading of a receipt, and so are the headings under it.
    let (title, part) = match &values.salutation {
        Some(salutation) => {
            pen.text(salutation)?;
            (Level::Section, Level::Part)
        }
        None => (Level::Title, Level::Section),
    };
    pen.heading(&values.title, title)?;
    for paragraph in &values.opening {
        pen.text(paragraph)?;
    }
    for one in &values.sections {
        section(&mut pen, one, part)?;
    }
    pen.shaper.tally.enter(&values.title);
    closing(&mut pen, &values.closing)?;
    pen.close(&values.title, &values.clinic.name, values.date)
}

fn section(pen: &mut Pen, one: &NoticeSection, level: Level) -> Result<(), DocumentError> {
    pen.shaper.tally.enter(&one.heading);
    pen.heading(&one.heading, level)?;
    if let Some((last, first)) = one.paragraphs.split_last() {
        first.iter().try_for_each(|paragraph| pen.text(paragraph))?;
        let leads = !one.rows.is_empty() || !one.items.is_empty();
        if leads { pen.leading_text(last)? } else { pen.text(last)? }
    }
    if !one.rows.is_empty() {
        rows(pen, one)?;
    }
    pen.bullets(&one.items)
}

/// Label and value beside each other, without a head row: the section's heading says what they are.
fn rows(pen: &mut Pen, one: &NoticeSection) -> Result<(), DocumentError> {
    let style = pen.style().leading(1.38);
    let mut table = Table::headless(&pen.flow, &one.heading, &[36.0, 64.0], style, Table::GUTTER);
    for (label, value) in &one.rows {
        let cells = [Cell(label, style.colour(Colour::SOFT)), Cell(value, style)];
        table.row(&mut pen.shaper, &mut pen.flow, &cells)?;
    }
    pen.space(0.9);
    Ok(())
}

/// Nobody's name stands on a page without what it closes, unless the closing is long.
fn closing(pen: &mut Pen, paragraphs: &[String]) -> Result<(), DocumentError> {
    pen.space(0.6);
    let mut laid = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        laid.push(pen.shaper.paragraph(paragraph, pen.style(), pen.measure())?);
    }
    let between = 0.6 * pen.base;
    let height: f32 = laid.iter().map(|paragraph| paragraph.height() + between).sum();
    if height < pen.flow.sheet.depth() * 0.4 {
        pen.flow.need((height - between).max(0.0));
    }
    for paragraph in laid {
        pen.flow.paragraph(&paragraph, pen.flow.sheet.left, None);
        pen.space(0.6);
    }
    Ok(())
}
