//! A receipt: a person's consents as they stand, and every answer they gave.

use super::fields::Blank;
use super::pen::{Level, Pen};
use super::{LaidOut, day};
use crate::page::{Cell, Colour, Furniture, Sheet, Table};
use crate::shape::Style;
use crate::{Column, ConsentHistory, ConsentRecord, DocumentError};

const TITLE: &str = "Your consents";

/// Lays out a receipt.
pub fn receipt(history: &ConsentHistory) -> Result<LaidOut, DocumentError> {
    let is = &history.subject;
    let furniture = Furniture {
        head_left: format!("{}  ·  {TITLE}", history.clinic.name),
        head_right: format!("{}  ·  {}", is.reference, day(history.date)),
        mark: None,
        foot_left: format!("Receipt {}", history.receipt),
        code: None,
        size: 8.5,
    };
    let mut pen = Pen::new(10.5, Sheet::portrait(), furniture)?;
    pen.letterhead(&history.clinic)?;
    pen.shaper.tally.enter(TITLE);
    pen.heading(TITLE, Level::Title)?;
    let born = day(is.born);
    pen.field_row(
        &[
            Blank::new("Name", Some(&is.printed_name)).share(2.0),
            Blank::new("Date of birth", Some(&born)),
            Blank::new("Reference", Some(&is.reference)),
        ],
        1.5,
    )?;
    pen.text(&format!(
        "This is what we hold of the answers you gave, as of {}. Nothing here is overwritten: each answer stays with the words you were shown.",
        day(history.date)
    ))?;
    if history.records.is_empty() {
        pen.text("You have not been asked for a consent yet.")?;
    }
    for of in &history.records {
        purpose(&mut pen, of)?;
    }
    pen.heading("To change an answer", Level::Section)?;
    pen.text(&history.withdrawal)?;
    pen.heading("Your rights", Level::Section)?;
    pen.bullets(&history.rights)?;
    pen.heading("Who to turn to", Level::Section)?;
    let by = &history.controller;
    let office = [&by.contact, &by.name, &by.address.join(", "), &by.email, &by.phone];
    pen.text(&format!("{}.", joined(&office)))?;
    let (regulator, address) = &history.regulator;
    pen.text(&format!("You can also complain to the regulator: {}.", joined(&[regulator, address])))?;
    pen.close(TITLE, &history.clinic.name, history.date)
}

fn joined(parts: &[&String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(|part| part.as_str()).collect::<Vec<_>>().join(", ")
}

/// One purpose: what stands, the words last shown, every answer.
fn purpose(pen: &mut Pen, of: &ConsentRecord) -> Result<(), DocumentError> {
    pen.heading(&of.title, Level::Section)?;
    let until = of.good_until.map(|until| format!(" Good until {}.", day(until))).unwrap_or_default();
    pen.leading_text(&format!("{}{until}", of.stands))?;
    if let Some(newest) = of.newest() {
        let (id, version, question, text) = &newest.wording;
        let example = if newest.approved { "" } else { " Example wording, not approved when it was asked." };
        pen.styled(&format!("{question} {text}"), pen.style())?;
        pen.styled(&format!("Wording {id}, version {version}.{example}"), pen.small())?;
        pen.space(0.5);
    }
    let head = Style::text(pen.base * 0.86).bold().colour(Colour::SOFT).leading(1.3);
    let columns = [("When", 1.5), ("Answer", 1.0), ("By whom and how", 2.6), ("Wording", 1.0)]
        .map(|(heading, share)| Column { heading: heading.to_string(), share });
    let mut table = Table::new(&mut pen.shaper, &pen.flow, &of.title, &columns, head)?;
    let style = Style::text(pen.base * 0.9).leading(1.3);
    for said in of.events.iter().rev() {
        let how = match &said.reason {
            Some(reason) => format!("{} {reason}.", said.how),
            None => said.how.clone(),
        };
        let version = format!("Version {}", said.wording.1);
        let cells = [said.when.as_str(), said.answer.word(), &how, &version].map(|text| Cell(text, style));
        table.row(&mut pen.shaper, &mut pen.flow, &cells)?;
    }
    table.finish(&mut pen.flow);
    pen.space(0.6);
    Ok(())
}
