//! A letter with a code to give back; and the head that every letter has.

use chrono::NaiveDate;

use super::pen::Pen;
use super::{LaidOut, day};
use crate::page::{Furniture, Sheet, block_right};
use crate::shape::Style;
use crate::{DocumentError, Letter};

/// Size of the code in points: read out over the telephone.
const CODE: f32 = 22.0;

/// Lays out a letter.
pub fn letter(values: &Letter) -> Result<LaidOut, DocumentError> {
    let furniture = Furniture {
        head_left: values.clinic.name.clone(),
        head_right: format!("{}  ·  {}", values.reference, day(values.date)),
        mark: None,
        foot_left: values.subject.clone(),
        code: None,
        size: 8.5,
    };
    let mut pen = Pen::new(10.5, Sheet::portrait(), furniture)?;
    pen.letterhead(&values.clinic)?;
    pen.shaper.tally.enter("Letter");
    address(&mut pen, &values.addressee, &values.reference, values.date)?;
    pen.text(&values.salutation)?;
    pen.space(0.2);
    pen.styled(&values.subject, pen.style().bold())?;
    pen.space(0.6);
    for paragraph in &values.paragraphs {
        pen.text(paragraph)?;
    }
    pen.space(0.4);
    pen.styled(&values.code, Style::text(CODE).code(CODE * 0.08).leading(1.5))?;
    pen.space(1.0);
    for paragraph in &values.closing {
        pen.text(paragraph)?;
    }
    pen.close(&values.subject, &values.clinic.name, values.date)
}

/// The addressee at the left; reference and date at the right.
pub(super) fn address(
    pen: &mut Pen,
    addressee: &[String],
    reference: &str,
    date: NaiveDate,
) -> Result<(), DocumentError> {
    pen.space(0.8);
    let width = pen.measure() * 0.6;
    let right = format!("{reference}\n{}", day(date));
    let right = pen.shaper.paragraph(&right, pen.style(), pen.measure() - width)?;
    let lines = pen.shaper.paragraph(&addressee.join("\n"), pen.style(), width)?;
    pen.flow.need(lines.height().max(right.height()));
    let (left, edge, top) = (pen.flow.sheet.left, pen.flow.sheet.right, pen.flow.y);
    pen.flow.block_at(&lines, left, top);
    block_right(&mut pen.flow, &right, edge, top);
    pen.flow.y += lines.height().max(right.height());
    pen.space(1.6);
    Ok(())
}
