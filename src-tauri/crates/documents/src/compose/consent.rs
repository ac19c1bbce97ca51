//! The consent form.

use super::LaidOut;
use super::fields::Blank;
use super::pen::{Level, Pen};
use crate::page::{Furniture, Sheet};
use crate::{
    Approval, ConsentForm, ConsentQuestion, ConsentSection, DocumentError, PatientBlock, PrintSize, SignatureLine,
    ToldItem,
};

/// Lays out a consent form. Boxes on a form without a patient stay empty, whatever answers are given.
pub fn consent_form(form: &ConsentForm) -> Result<LaidOut, DocumentError> {
    let base = form.size.points();
    let mark = match &form.approval {
        Approval::NotApproved(words) => Some(words.clone()),
        Approval::Approved(_) => None,
    };
    let identity = form.patient.as_ref().map(identity).unwrap_or_default();
    // In words too: a page whose code cannot be read is filed by hand.
    let paper =
        form.paper.as_ref().map(|paper| format!("Paper\u{a0}{}", paper.paper.to_ascii_uppercase())).unwrap_or_default();
    let furniture = Furniture {
        head_left: identity,
        head_right: String::new(),
        mark,
        foot_left: join(&[&form.clinic.name, &form.code, &format!("Version {}", form.version), &paper]),
        code: form.paper.clone(),
        size: base * 0.81,
    };
    let mut pen = Pen::new(base, Sheet::portrait(), furniture)?;
    pen.letterhead(&form.clinic)?;
    pen.shaper.tally.enter(&form.title);
    pen.heading(&form.title, Level::Title)?;
    if let Approval::Approved(words) = &form.approval
        && !words.is_empty()
    {
        pen.styled(words, pen.small())?;
        pen.space(0.5);
    }
    pen.shaper.tally.enter("Patient");
    patient(&mut pen, form)?;
    pen.shaper.tally.enter(&form.title);
    for paragraph in &form.introduction {
        pen.text(paragraph)?;
    }
    details(&mut pen, form)?;
    for section in &form.sections {
        questions(&mut pen, section, form)?;
    }
    told(&mut pen, &form.told_heading, &form.told)?;
    signatures(&mut pen, form)?;
    if !form.record.is_empty() {
        pen.shaper.tally.enter("Record");
        pen.heading("Record", Level::Section)?;
        let small = pen.small();
        form.record.iter().try_for_each(|line| pen.styled(line, small))?;
    }
    pen.close(&form.title, &form.clinic.name, form.date)
}

fn join(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ·  ")
}

/// Who the form is about, for the head of later pages: a page that comes loose can be put back.
fn identity(patient: &PatientBlock) -> String {
    let name = patient.name.as_deref().unwrap_or_default();
    let born = patient.date_of_birth.as_ref().map(|date| format!("born {date}")).unwrap_or_default();
    join(&[name, &born, patient.reference.as_deref().unwrap_or_default()])
}

fn patient(pen: &mut Pen, form: &ConsentForm) -> Result<(), DocumentError> {
    let blank = PatientBlock::default();
    let patient = form.patient.as_ref().unwrap_or(&blank);
    let known = form.patient.is_some();
    let rows = [
        ("Full name", &patient.name, false),
        ("Name you like to be called", &patient.preferred_name, known),
        ("Date of birth", &patient.date_of_birth, false),
        ("Clinic reference", &patient.reference, false),
        ("NHS number", &patient.nhs_number, known),
    ];
    let fields: Vec<_> = rows
        .iter()
        .filter(|(_, value, optional)| value.is_some() || !optional)
        .map(|(label, value, _)| Blank::new(label, value.as_deref()))
        .collect();
    pen.heading("Patient", Level::Section)?;
    let (columns, room) = grid(form.size, known);
    for row in fields.chunks(columns) {
        pen.field_row(row, room)?;
    }
    // Nobody writes on a completed form any more.
    if patient.address.is_some() || form.record.is_empty() {
        pen.field_row(&[Blank::new("Address", patient.address.as_deref())], room)?;
    }
    pen.space(0.5);
    Ok(())
}

/// Columns of fields, and room to read or to write in, in text sizes.
fn grid(size: PrintSize, known: bool) -> (usize, f32) {
    let columns = if size == PrintSize::Large { 1 } else { 2 };
    (columns, if known { 1.5 } else { 1.9 })
}

fn details(pen: &mut Pen, form: &ConsentForm) -> Result<(), DocumentError> {
    if form.details.is_empty() {
        return Ok(());
    }
    pen.shaper.tally.enter(&form.details_heading);
    pen.heading(&form.details_heading, Level::Section)?;
    let (columns, room) = grid(form.size, false);
    for row in form.details.chunks(columns) {
        let fields: Vec<_> = row.iter().map(|field| Blank::new(&field.label, field.value.as_deref())).collect();
        pen.field_row(&fields, room)?;
    }
    pen.space(0.3);
    Ok(())
}

fn questions(pen: &mut Pen, section: &ConsentSection, form: &ConsentForm) -> Result<(), DocumentError> {
    pen.shaper.tally.enter(&section.heading);
    pen.heading(&section.heading, Level::Section)?;
    if let Some((last, first)) = section.paragraphs.split_last() {
        first.iter().try_for_each(|paragraph| pen.text(paragraph))?;
        pen.leading_text(last)?;
    }
    for one in &section.questions {
        question(pen, one, form)?;
    }
    pen.space(0.4);
    Ok(())
}

fn question(pen: &mut Pen, one: &ConsentQuestion, form: &ConsentForm) -> Result<(), DocumentError> {
    let answer = one.answer.filter(|_| form.patient.is_some());
    let beside = form.size == PrintSize::Normal;
    let boxes = pen.boxes_width()?;
    let pad = pen.base * 0.5;
    let width = if beside { pen.measure() - boxes - pen.base * 2.0 } else { pen.measure() };
    let mut words = pen.shaper.paragraph(&one.wording, pen.style(), width)?;
    if !one.code.is_empty() {
        let code = pen.shaper.paragraph(&one.code, pen.small(), width)?;
        words.lines.extend(code.lines);
    }
    let line = pen.base * 1.4;
    let left = pen.flow.sheet.left;
    let under = if beside { 0.0 } else { line + pad };
    if words.height() + under + 2.0 * pad > pen.flow.sheet.depth() * 0.6 {
        // A wording longer than most of a page flows; its boxes follow it.
        pen.flow.paragraph(&words, left, None);
        pen.flow.need(line + 2.0 * pad);
        pen.boxes(left, pen.flow.y + pad, answer)?;
        pen.flow.y += line + 2.0 * pad;
    } else {
        pen.flow.need(words.height() + under + 2.0 * pad);
        let top = pen.flow.y + pad;
        pen.flow.block_at(&words, left, top);
        if beside {
            pen.boxes(pen.flow.sheet.right - boxes, top, answer)?;
        } else {
            pen.boxes(left, top + words.height() + pad, answer)?;
        }
        pen.flow.y = top + words.height() + under + pad;
    }
    pen.divider();
    Ok(())
}

fn told(pen: &mut Pen, heading: &str, items: &[ToldItem]) -> Result<(), DocumentError> {
    if items.is_empty() {
        return Ok(());
    }
    pen.shaper.tally.enter(heading);
    pen.heading(heading, Level::Section)?;
    for item in items {
        pen.bullet(&item.text, None)?;
        let indent = pen.base * 1.25;
        let basis = pen.shaper.paragraph(&item.basis, pen.small(), pen.measure() - indent)?;
        pen.flow.paragraph(&basis, pen.flow.sheet.left + indent, None);
        pen.space(0.4);
    }
    Ok(())
}

fn signatures(pen: &mut Pen, form: &ConsentForm) -> Result<(), DocumentError> {
    if form.signatures.is_empty() && form.declaration.is_empty() {
        return Ok(());
    }
    pen.shaper.tally.enter("Signatures");
    pen.heading("Signatures", Level::Section)?;
    for paragraph in &form.declaration {
        pen.text(paragraph)?;
    }
    for line in &form.signatures {
        signature(pen, line, form.size)?;
    }
    Ok(())
}

fn signature(pen: &mut Pen, line: &SignatureLine, size: PrintSize) -> Result<(), DocumentError> {
    pen.heading(&line.who, Level::Part)?;
    let name = Blank::new("Name", line.name.as_deref()).share(38.0);
    let sign = Blank { drawn: line.signature.as_ref(), ..Blank::new("Signature", None).share(40.0) };
    let date = Blank::new("Date", line.date.as_deref()).share(22.0);
    let extra = line.extra.as_deref().map(|label| Blank::new(label, line.extra_value.as_deref()));
    let room = if line.signature.is_some() { 4.2 } else { 1.9 };
    match size {
        PrintSize::Normal => {
            // Name, signature and date stay on one page with what else is asked of this person.
            let rows = if extra.is_some() { 2.0 } else { 1.0 };
            pen.flow.need(pen.base * (rows * 3.9 + room - 1.9));
            if let Some(extra) = extra {
                pen.field_row(&[extra], 1.9)?;
            }
            pen.field_row(&[name, sign, date], room)
        }
        PrintSize::Large => {
            if let Some(extra) = extra {
                pen.field_row(&[extra], 1.9)?;
            }
            pen.field_row(&[name], 1.9)?;
            pen.field_row(&[sign.share(65.0), date.share(35.0)], room)
        }
    }
}
