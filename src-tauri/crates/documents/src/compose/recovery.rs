//! The recovery sheet: one page to lock away.

use super::pen::{Level, Pen};
use super::{LaidOut, day};
use crate::page::{Colour, Furniture, Sheet, block_right};
use crate::shape::{Line, Style};
use crate::{DocumentError, RecoverySheet};

/// Size of the code in points: read back by eye, at arm's length.
const CODE: f32 = 27.0;

/// Lays out the recovery sheet. It must be one page.
pub fn recovery_sheet(sheet: &RecoverySheet) -> Result<LaidOut, DocumentError> {
    let furniture = Furniture {
        head_left: String::new(),
        head_right: String::new(),
        mark: None,
        foot_left: format!("Recovery code  ·  Sheet {}", sheet.sheet),
        code: None,
        size: 8.5,
    };
    let mut pen = Pen::new(11.0, Sheet::portrait(), furniture)?;
    pen.shaper.tally.enter("Recovery code");
    title(&mut pen, &sheet.clinic)?;
    codes(&mut pen, &sheet.groups)?;
    pen.text("Anyone with this page and the clinic’s computer, or a copy of the clinic folder, can open the records. Keep it locked, away from both.")?;
    pen.heading("When nobody can unlock", Level::Part)?;
    let groups = sheet.groups.len();
    pen.bullets(&[format!(
        "On the unlock screen press “I cannot unlock”. Type all {groups} groups, choose a practice manager and a new passphrase."
    )])?;
    pen.heading("On a new computer", Level::Part)?;
    pen.bullets(&[
        "First put the clinic folder there: the newest copy, whole. Then install Front desk and start it. Do not set up a clinic.".to_owned(),
        "Press “I have a copy of a clinic” and choose the folder. Then type the groups and go on as above.".to_owned(),
    ])?;
    pen.heading("What it opens", Level::Part)?;
    pen.bullets(&[
        format!(
            "The records on the clinic’s computer, and every copy of them made from {} until a newer sheet is confirmed.",
            day(sheet.made)
        ),
        "Using it ends with a newer sheet. Then keep this one as long as any copy of its time: the newer one does not open those.".to_owned(),
    ])?;
    pen.space(0.8);
    let written = |text: &'_ str| (!text.trim().is_empty()).then(|| text.to_owned());
    let rows = [
        ("Made", Some(format!("{}, by {}", day(sheet.made), sheet.by))),
        ("Sheet", Some(sheet.sheet.clone())),
        ("For help, ring", written(&sheet.phone)),
        ("Ask also", sheet.second.as_deref().and_then(written)),
        ("Kept at", None),
        ("Signed", None),
    ];
    for (label, value) in &rows {
        entry(&mut pen, label, value.as_deref().map(|value| (value, *label == "Sheet")))?;
    }
    let laid = pen.close("Recovery code", &sheet.clinic, sheet.made)?;
    match laid.0.pages.len() {
        1 => Ok(laid),
        _ => Err(DocumentError::DoesNotFit("Recovery code".to_owned())),
    }
}

fn title(pen: &mut Pen, clinic: &str) -> Result<(), DocumentError> {
    let title = pen.shaper.line("Recovery code", Style::text(24.0).bold().leading(1.3))?;
    let width = pen.measure() - title.width - 24.0;
    let clinic = pen.shaper.paragraph(clinic, pen.style().colour(Colour::SOFT), width)?;
    let (left, right, top) = (pen.flow.sheet.left, pen.flow.sheet.right, pen.flow.y);
    pen.flow.block_at(&title, left, top);
    // The clinic's last line shares the title's baseline.
    let baseline = |lines: &[Line]| lines.last().map_or(0.0, Line::baseline);
    let last = clinic.lines.last().map_or(0.0, |line| line.height);
    let drop = (baseline(&title.lines) - baseline(&clinic.lines) - (clinic.height() - last)).max(0.0);
    block_right(&mut pen.flow, &clinic, right, top + drop);
    pen.flow.y += title.height().max(clinic.height() + drop) + 5.0;
    pen.flow.rule_at(left, right, pen.flow.y, 1.6, Colour::INK);
    pen.space(1.4);
    Ok(())
}

/// Groups in two columns, read down the first and then down the second.
fn codes(pen: &mut Pen, groups: &[String]) -> Result<(), DocumentError> {
    let rows = groups.len().div_ceil(2);
    let style = Style::text(CODE).code(CODE * 0.12).leading(1.5);
    let height = style.size * style.leading;
    pen.flow.need(height * rows as f32);
    let top = pen.flow.y;
    for (index, group) in groups.iter().enumerate() {
        let column = (index / rows.max(1)) as f32;
        let x = pen.flow.sheet.left + column * pen.measure() / 2.0;
        let y = top + (index % rows.max(1)) as f32 * height;
        let group = pen.shaper.line(group, style)?;
        let number = pen.shaper.line(&format!("{}", index + 1), pen.style().colour(Colour::SOFT))?;
        let baseline = |lines: &[Line]| lines.first().map_or(0.0, Line::baseline);
        let drop = baseline(&group.lines) - baseline(&number.lines);
        pen.flow.block_at(&number, x, y + drop);
        pen.flow.block_at(&group, x + 28.0, y);
    }
    pen.flow.y = top + height * rows as f32;
    pen.space(1.0);
    Ok(())
}

/// A label with its value, or with a line to write on.
fn entry(pen: &mut Pen, label: &str, value: Option<(&str, bool)>) -> Result<(), DocumentError> {
    let column = 90.0;
    let height = pen.base * if value.is_some() { 2.0 } else { 2.6 };
    let (left, right) = (pen.flow.sheet.left, pen.flow.sheet.right);
    let label = pen.shaper.line(label, pen.style().colour(Colour::SOFT))?;
    let value = match value {
        Some((text, code)) => {
            let style = if code { pen.style().code(0.0) } else { pen.style() };
            Some(pen.shaper.paragraph(text, style, pen.measure() - column)?)
        }
        None => None,
    };
    let height = height.max(value.as_ref().map_or(0.0, |value| value.height() + pen.base * 0.6));
    pen.flow.need(height);
    let y = pen.flow.y + if value.is_some() { 0.0 } else { height - label.height() };
    pen.flow.block_at(&label, left, y);
    match value {
        Some(value) => pen.flow.block_at(&value, left + column, y),
        None => pen.flow.rule_at(left + column, right, pen.flow.y + height, 0.8, Colour::EDGE),
    }
    pen.flow.y += height;
    Ok(())
}
