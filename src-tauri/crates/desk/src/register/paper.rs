//! The register on paper, and as a file for a spreadsheet. Both have the same columns and rows.

use frontdesk_documents::Register;
use frontdesk_domain::register::heading;
use frontdesk_domain::role::UseCase;
use frontdesk_store::register::{self, Entry as Row};

use super::columns::{cells, columns};
use super::line::Words;
use super::{Asked, unconfirmed};
use crate::clock::day_words;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::history::names;
use crate::open::{Act, OpenDesk, lock};
use crate::paper::letterhead;
use crate::papers::Form;
use crate::views::paper::{DocumentView, FileView};
use crate::views::register::RegisterFilter;

const TITLE: &str = "Due diligence register";
/// Most entries on paper: some hundred pages.
const PAPER_MAX: u32 = 2_000;
/// Most entries in a file: years of a busy desk, made in seconds.
const FILE_MAX: u32 = 50_000;
/// Entries read at a time.
const STEP: i64 = 5_000;

/// Makes the register as a document to preview, print or save.
pub async fn make_register(desk: &OpenDesk, filter: RegisterFilter) -> Result<DocumentView> {
    let mut act = desk.begin(UseCase::MakeRegister).await?;
    let asked = Asked::read(desk, act.conn(), &filter).await?;
    let total = asked.count(act.conn()).await?;
    if total > PAPER_MAX {
        return Err(too_long(format!("paper takes {PAPER_MAX}. Narrow it by date, or save it as CSV."), total));
    }
    let values = values(desk, &mut act, &asked, total, true).await?;
    let document = blocking(move || frontdesk_documents::register(&values)).await??;
    let entry = asked.entry().with("paper", "register");
    act.commit(entry.clone().with("rows", total).with("pages", document.pages)).await?;
    Ok(lock(&desk.papers).show(TITLE, document, entry, Vec::new()))
}

/// Makes the register as a CSV file, to be saved with `save_document`.
pub async fn make_register_file(desk: &OpenDesk, filter: RegisterFilter) -> Result<FileView> {
    let mut act = desk.begin(UseCase::MakeRegister).await?;
    let asked = Asked::read(desk, act.conn(), &filter).await?;
    let total = asked.count(act.conn()).await?;
    if total > FILE_MAX {
        return Err(too_long(
            format!("a file takes {FILE_MAX}. Narrow it by date, and save a file for each part."),
            total,
        ));
    }
    let values = values(desk, &mut act, &asked, total, false).await?;
    let bytes = blocking(move || frontdesk_documents::register_csv(&values)).await??;
    let entry = asked.entry().with("paper", "register-csv");
    act.commit(entry.clone().with("rows", total)).await?;
    Ok(lock(&desk.papers).keep_file(TITLE, Form::Csv, bytes, entry, total))
}

fn too_long(what: String, total: u32) -> DeskError {
    DeskError::new("register-too-long", format!("This list has {total} entries, and {what}"))
}

async fn values(desk: &OpenDesk, act: &mut Act, asked: &Asked, total: u32, paper: bool) -> Result<Register> {
    let (clinic, today) = (desk.clinic(), desk.clock().today());
    let staff = names(act.conn()).await?;
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let found = register::list(act.conn(), &asked.filter, after.as_ref(), STEP).await?;
        let unconfirmed = unconfirmed(act.conn(), &found).await?;
        let words = Words { clinic: &clinic, staff: &staff, unconfirmed: &unconfirmed };
        rows.extend(found.iter().map(|entry| cells(&words.line(entry), &name(entry, paper))));
        match found.last() {
            Some(last) if found.len() as i64 == STEP => after = Some(last.place()),
            _ => break,
        }
    }
    let treatment = asked.treatment.as_deref().map(|id| clinic.treatment(id).map_or(id, |found| found.name.as_str()));
    let recorded_by = asked.staff.as_ref().map(|id| crate::history::name_of(&staff, id.as_str()));
    Ok(Register {
        clinic: letterhead(&clinic),
        title: TITLE.to_string(),
        filters: heading(asked.days, treatment, asked.outcome, recorded_by.as_deref(), total),
        made: format!("Made by {}, {}, {}", desk.who().name, day_words(today), desk.clock().time()),
        reference: String::new(),
        date: today,
        landscape: true,
        columns: columns(),
        rows,
        notes: vec![
            "Documents are seen and not copied: what is kept of one is its kind, issuer, last four characters and last day. Check digits that pass show that the lines were read as printed, not that a document is genuine.".to_string(),
        ],
    })
}

/// As it is written; on paper in Latin letters as well where no shipped font has its letters.
fn name(row: &Row, paper: bool) -> String {
    let name = format!("{}, {}", row.surname, row.given_names);
    match &row.latin_name {
        Some(latin) if paper && !frontdesk_documents::printable(&name).is_empty() => latin.clone(),
        _ => name,
    }
}
