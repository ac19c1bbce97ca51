//! The covering letter with the information of art 15.

use crate::compose::day;
use crate::compose::pen::{Level, Pen};
use crate::page::block_right;
use crate::{DocumentError, SubjectAccessResponse};

/// What the box is called that names the open decisions.
const STILL_TO_DECIDE: &str = "Still to decide";

pub(super) fn letter(pen: &mut Pen, values: &SubjectAccessResponse) -> Result<(), DocumentError> {
    pen.letterhead(&values.clinic)?;
    pen.shaper.tally.enter("Letter");
    address(pen, values)?;
    if !values.still_to_decide.is_empty() {
        pen.warning(STILL_TO_DECIDE, &values.still_to_decide)?;
        pen.space(0.4);
    }
    pen.text(&values.salutation)?;
    pen.space(0.2);
    pen.styled(&values.subject, pen.style().bold())?;
    pen.space(0.6);
    for paragraph in &values.paragraphs {
        pen.text(paragraph)?;
    }
    for section in &values.sections {
        pen.heading(&section.heading, Level::Part)?;
        for paragraph in &section.paragraphs {
            pen.text(paragraph)?;
        }
        pen.bullets(&section.items)?;
    }
    pen.space(0.6);
    for paragraph in &values.closing {
        pen.text(paragraph)?;
    }
    Ok(())
}

/// The addressee at the left; reference and date at the right.
fn address(pen: &mut Pen, values: &SubjectAccessResponse) -> Result<(), DocumentError> {
    pen.space(0.8);
    let width = pen.measure() * 0.6;
    let right = format!("{}\n{}", values.reference, day(values.date));
    let right = pen.shaper.paragraph(&right, pen.style(), pen.measure() - width)?;
    let lines = pen.shaper.paragraph(&values.addressee.join("\n"), pen.style(), width)?;
    pen.flow.need(lines.height().max(right.height()));
    let (left, edge, top) = (pen.flow.sheet.left, pen.flow.sheet.right, pen.flow.y);
    pen.flow.block_at(&lines, left, top);
    block_right(&mut pen.flow, &right, edge, top);
    pen.flow.y += lines.height().max(right.height());
    pen.space(1.6);
    Ok(())
}
