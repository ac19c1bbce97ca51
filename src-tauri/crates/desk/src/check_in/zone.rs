//! A machine-readable zone read and compared with the record. The lines are shown, never kept.

use frontdesk_domain::id::ArrivalId;
use frontdesk_domain::issuer::issuer_name;
use frontdesk_domain::mrz::{self, DocumentSex, Format, MrzReading, Verdict};
use frontdesk_domain::name_match::NameVerdict;
use frontdesk_domain::patient::{Sex, TypedDate};
use frontdesk_domain::role::UseCase;
use frontdesk_store::identity_check::{self, IdentityCheck};
use frontdesk_store::patient::Patient;
use frontdesk_store::{Conn, arrival};

use super::zone_rows::{compare_names, problems, rows};
use crate::banner;
use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::check_in::{DocumentKind, ZoneFillsView, ZoneView};

/// Longest text taken for a zone: any zone and a stray page beside it.
const LONGEST: usize = 4000;

/// What a zone is compared with: the record, and the newest document seen of the same kind.
pub(super) struct Held {
    pub patient: Patient,
    pub earlier: Vec<IdentityCheck>,
}

/// Reads a machine-readable zone and compares it with the record, if there is one.
pub async fn read_zone(desk: &OpenDesk, arrival_id: Option<String>, text: String) -> Result<ZoneView> {
    let mut read = desk.look(UseCase::ReadMachineZone).await?;
    if text.chars().count() > LONGEST {
        return Err(DeskError::new(
            "zone-too-long",
            "This is longer than any document's lines. Scan only the lines at the foot of the photo page.",
        ));
    }
    let held = match arrival_id {
        Some(id) => Some(held(read.conn(), id).await?),
        None => None,
    };
    let reading = mrz::read(&text, desk.clock().today());
    let kind = kind(&reading);
    let rows = rows(&reading, kind, held.as_ref());
    let name = kind.rule().name;
    Ok(ZoneView {
        problems: problems(&reading, kind, &rows),
        by_eye: by_eye(&reading, held.as_ref()),
        document_name: name.to_string(),
        document_within: kind.rule().within.to_string(),
        title: format!("{name}, read {}", desk.clock().time()),
        fills: fills(&reading, kind),
        rows,
        reading,
    })
}

/// The date of birth was not read, or the names are the same in another order, script or form.
fn by_eye(reading: &MrzReading, held: Option<&Held>) -> bool {
    let Some(held) = held.filter(|_| reading.verdict != Verdict::ByHand) else { return false };
    reading.born.is_none() || compare_names(reading, held).found.verdict == NameVerdict::Check
}

async fn held(conn: &mut Conn, arrival_id: String) -> Result<Held> {
    let arrival = arrival::get(conn, &ArrivalId(arrival_id)).await?.ok_or_else(|| DeskError::not_found("arrival"))?;
    let patient = banner::held(conn, &arrival.patient_id).await?;
    let earlier = identity_check::counting(conn, &patient).await?;
    Ok(Held { patient, earlier })
}

/// What kind of document a zone belongs to, from its code (ICAO Doc 9303 parts 4 to 7).
pub(super) fn kind(reading: &MrzReading) -> DocumentKind {
    match (reading.document_code.get(..1), reading.document_code.as_str(), reading.issuer.as_str()) {
        // The Irish passport card is a card, with a passport's letter.
        (Some("P"), _, "IRL") | (_, "IP", "IRL") if reading.format == Format::Td1 => DocumentKind::IrishPassportCard,
        (Some("P"), ..) => DocumentKind::Passport,
        (_, "IR", "GBR") => DocumentKind::ResidencePermit,
        (Some("I" | "A" | "C"), _, issuer) if EEA_AND_SWITZERLAND.contains(&issuer) => DocumentKind::IdentityCard,
        _ => DocumentKind::Other,
    }
}

/// Issuing states of the European Economic Area and Switzerland, by the code on their documents.
const EEA_AND_SWITZERLAND: [&str; 31] = [
    "AUT", "BEL", "BGR", "CHE", "CYP", "CZE", "D", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL",
    "ISL", "ITA", "LIE", "LTU", "LUX", "LVA", "MLT", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
];

/// The issuing state in words, or its code where no name is known.
pub(super) fn issuer(reading: &MrzReading) -> Option<String> {
    let code = reading.issuer.as_str();
    (!code.is_empty()).then(|| issuer_name(code).unwrap_or(code).to_string())
}

/// The last four characters of a document's number: all that is ever kept of it.
pub(super) fn last_four(number: &str) -> Option<String> {
    let known: Vec<char> = number.chars().filter(char::is_ascii_alphanumeric).collect();
    (!known.is_empty()).then(|| known[known.len().saturating_sub(4)..].iter().collect())
}

fn fills(reading: &MrzReading, kind: DocumentKind) -> ZoneFillsView {
    let readable = reading.verdict != Verdict::ByHand;
    let typed = |day: chrono::NaiveDate| TypedDate {
        day: day.format("%-d").to_string(),
        month: day.format("%-m").to_string(),
        year: day.format("%Y").to_string(),
    };
    ZoneFillsView {
        surname: capitals(&reading.surname),
        given_names: capitals(&reading.given_names),
        born: reading.born.map(typed),
        sex: reading.sex.map(sex),
        document: if readable { kind } else { DocumentKind::Other },
        issuer: issuer(reading).unwrap_or_default(),
        last_four: last_four(&reading.number).unwrap_or_default(),
        expiry: reading.expiry.map(typed),
    }
}

pub(super) fn sex(of: DocumentSex) -> Sex {
    match of {
        DocumentSex::Female => Sex::Female,
        DocumentSex::Male => Sex::Male,
        DocumentSex::Unspecified => Sex::Unspecified,
    }
}

/// A zone is all capitals; a record is not. Accents are not in a zone: the desk puts them in.
fn capitals(name: &str) -> String {
    let mut start = true;
    name.chars()
        .map(|c| {
            let shown = if start { c } else { c.to_ascii_lowercase() };
            start = !c.is_alphabetic();
            shown
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_stand_only_at_the_start_of_a_word() {
        assert_eq!(capitals("TESTPATIENT"), "Testpatient");
        assert_eq!(capitals("ALEX MORGAN"), "Alex Morgan");
        assert_eq!(capitals(""), "");
    }

    #[test]
    fn no_more_than_four_characters_of_a_number_are_kept() {
        assert_eq!(last_four("ZZ0999081").as_deref(), Some("9081"));
        assert_eq!(last_four("12").as_deref(), Some("12"));
        assert_eq!(last_four(""), None);
    }
}
