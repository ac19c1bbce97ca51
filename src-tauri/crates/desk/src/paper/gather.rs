//! Everything held on a patient, from every table that holds any of it.

mod answers;
mod audit;
mod checks;
mod copies;
mod news;
mod papers;
mod person;
mod requests;
mod voice;

use std::sync::Arc;

use frontdesk_documents::{Column, DisclosureItem, ItemBody};
use frontdesk_domain::catalogue::Clinic;
use frontdesk_store::consent_paper::{self, Which};
use frontdesk_store::patient::Patient;
use frontdesk_store::staff::{self, Staff};
use frontdesk_store::{Conn, arrival, parental_record, rights_request};

use crate::clock::{local_day, local_time};
use crate::error::{DeskError, Result};
use crate::words::sentences;

/// Every table that holds a patient's data, in the order of the response. A table without its gatherer fails a test.
pub const GATHERED: [&str; 27] = [
    "patient",
    "patient_revision",
    "arrival",
    "identity_check",
    "age_check",
    "clinician_decision",
    "document_copy",
    "document_copy_deletion",
    "refusal",
    "consent_answer",
    "signed_form",
    "consent_paper",
    "consent_paper_event",
    "paper_page",
    "paper_page_filing",
    "suppression",
    "parental_record",
    "parental_decision",
    "child_view",
    "competence_assessment",
    "child_found",
    "rights_request",
    "rights_request_event",
    "request_adult",
    "request_outcome",
    "deletion_queue",
    "audit_entry",
];

/// Every table that is shown to nobody who asks, and why.
pub const NEVER_SHOWN: [(&str, &str); 2] = [
    (
        "release_block",
        "what blocks a release: that it exists is not shown to who asks (DPA 2018, Sch 2 para 16, Sch 3)",
    ),
    ("release_block_answer", "what the practice manager made of a block"),
];

/// What an adult is never given who asks by parental responsibility: the child's voice, other adults, who opened the record.
const NOT_FOR_ADULTS: [(&str, &str); 10] = [
    ("child_view", "what the child said about adults"),
    ("competence_assessment", "whether the child understands"),
    ("child_found", "why the record is held"),
    ("parental_record", "what other adults claimed and showed"),
    ("parental_decision", "what was decided about it"),
    ("rights_request", "what others asked for"),
    ("rights_request_event", "what happened to their requests"),
    ("request_adult", "on whose proof requests rest"),
    ("request_outcome", "what became of them"),
    ("audit_entry", "who opened the record"),
];

/// Every table that holds nobody's record, and why.
pub const HOLDS_NOBODY: [(&str, &str); 22] = [
    ("clinic_version", "the clinic's own facts"),
    ("consent_paper_answer", "which answers of consent_answer stand on which paper; shown with both"),
    ("consent_paper_question", "the wordings printed on each paper of consent_paper; shown with it"),
    ("counter", "running numbers"),
    ("cut_off", "acts that were cut off, by their number in the audit; gone when the staff were told"),
    ("document_copy_chunk", "the pictures that document_copy lists, while they are held"),
    ("draft", "what a member of staff is typing and has not recorded; gone when recorded, or after 7 days"),
    ("erasure", "whose record was erased, by its id alone: nothing of it is held any more"),
    ("erasure_end", "when that was done"),
    ("outside_act", "a print or a file under way, as its entry in the audit says it; gone with the outcome"),
    ("paper_page_chunk", "the pictures that paper_page lists, while they are held"),
    ("patient_name", "search words folded from the names in patient"),
    ("patient_name_config", "part of patient_name"),
    ("patient_name_data", "part of patient_name"),
    ("patient_name_docsize", "part of patient_name"),
    ("patient_name_idx", "part of patient_name"),
    ("printer", "print queues by name"),
    ("setting", "how this desk is set"),
    ("signed_form_answer", "which of the answers in consent_answer stand on which form in signed_form"),
    ("staff", "the staff's own"),
    ("suppression_key", "the key under which stops are kept; says nothing of anybody"),
    ("_sqlx_migrations", "which version of the tables this is"),
];

/// Whose record it is, with what the rows refer to.
pub(crate) struct Case {
    pub clinic: Arc<Clinic>,
    pub patient: Patient,
    staff: Vec<Staff>,
    /// The treatments they came for.
    pub treatments: Vec<String>,
    /// Ids under which the audit may speak of this patient.
    subjects: Vec<String>,
}

impl Case {
    pub async fn load(conn: &mut Conn, clinic: Arc<Clinic>, patient: Patient) -> Result<Case> {
        let mut subjects = vec![patient.id.0.clone()];
        let arrivals = arrival::for_patient(conn, &patient.id).await?;
        let treatments = arrivals.iter().map(|arrival| arrival.treatment.clone()).collect();
        subjects.extend(arrivals.into_iter().map(|arrival| arrival.id.0));
        subjects.extend(parental_record::for_patient(conn, &patient.id).await?.into_iter().map(|record| record.id.0));
        subjects.extend(rights_request::for_patient(conn, &patient.id).await?.into_iter().map(|request| request.id.0));
        let papers = consent_paper::list(conn, Which::Of(&patient.id), u32::MAX).await?;
        subjects.extend(papers.into_iter().map(|listed| listed.paper.id));
        Ok(Case { clinic, staff: staff::all(conn).await?, patient, treatments, subjects })
    }

    /// A member of staff by id; `desk` is the app itself.
    fn name(&self, id: &str) -> String {
        match self.staff.iter().find(|person| person.id.as_str() == id) {
            Some(person) => person.name.clone(),
            None if id == "desk" => "Front desk, by itself".to_string(),
            None => id.to_string(),
        }
    }

    fn treatment<'a>(&'a self, id: &'a str) -> &'a str {
        self.clinic.treatment(id).map_or(id, |treatment| treatment.name.as_str())
    }
}

/// Every item, in the order of the tables. Tables without a row are named at the end: they were searched too.
pub(super) async fn everything(conn: &mut Conn, case: &Case) -> Result<Vec<DisclosureItem>> {
    let (mut items, mut empty) = (Vec::new(), Vec::new());
    for table in GATHERED {
        let item = one(conn, case, table).await?;
        if rows(&item) == 0 { empty.push(item.what) } else { items.push(item) }
    }
    Ok(with_searched(items, empty))
}

/// What may be given of a child's record, with its table: to an adult less than to the child. Tables without a row are left
/// out: to name them would say something too.
pub(crate) async fn of_child(
    conn: &mut Conn,
    case: &Case,
    by_adult: bool,
) -> Result<Vec<(&'static str, DisclosureItem)>> {
    let mut items = Vec::new();
    for table in GATHERED {
        if by_adult && NOT_FOR_ADULTS.iter().any(|(of, _)| *of == table) {
            continue;
        }
        let item = one(conn, case, table).await?;
        if rows(&item) > 0 {
            items.push((table, item));
        }
    }
    Ok(items)
}

/// What is left out of every response about a child, in words.
pub(crate) fn left_out(by_adult: bool) -> Vec<String> {
    let never = std::iter::once("what blocks a release".to_string());
    let adults = NOT_FOR_ADULTS.iter().filter(|_| by_adult).map(|(_, why)| (*why).to_string());
    let address =
        by_adult.then(|| "the child’s address, telephone and email, now and before; other adults’ names".to_string());
    never.chain(adults).chain(address).collect()
}

fn with_searched(mut items: Vec<DisclosureItem>, empty: Vec<String>) -> Vec<DisclosureItem> {
    if !empty.is_empty() {
        let text = vec![format!("We also looked here and found nothing: {}.", empty.join("; "))];
        items.push(DisclosureItem {
            what: "Searched, nothing held".into(),
            dated: String::new(),
            found_in: FRONT_DESK.into(),
            body: ItemBody::Text(text),
        });
    }
    items
}

async fn one(conn: &mut Conn, case: &Case, table: &str) -> Result<DisclosureItem> {
    match table {
        "patient" => person::particulars(conn, case).await,
        "patient_revision" => person::revisions(conn, case).await,
        "arrival" => checks::arrivals(conn, case).await,
        "identity_check" => checks::identity(conn, case).await,
        "age_check" => checks::age(conn, case).await,
        "document_copy" => copies::copies(conn, case).await,
        "document_copy_deletion" => copies::deletions(conn, case).await,
        "clinician_decision" => checks::decisions(conn, case).await,
        "refusal" => checks::refusals(conn, case).await,
        "consent_answer" => answers::consents(conn, case).await,
        "signed_form" => answers::signed(conn, case).await,
        "consent_paper" => papers::papers(conn, case).await,
        "consent_paper_event" => papers::events(conn, case).await,
        "paper_page" => papers::pages(conn, case).await,
        "paper_page_filing" => papers::filings(conn, case).await,
        "suppression" => news::stops(conn, case).await,
        "parental_record" => answers::parental(conn, case).await,
        "parental_decision" => answers::decisions(conn, case).await,
        "child_view" => voice::views(conn, case).await,
        "competence_assessment" => voice::assessments(conn, case).await,
        "child_found" => voice::found(conn, case).await,
        "request_adult" => requests::adults(conn, case).await,
        "request_outcome" => requests::outcomes(conn, case).await,
        "deletion_queue" => requests::queued(conn, case).await,
        "rights_request" => requests::requests(conn, case).await,
        "rights_request_event" => requests::events(conn, case).await,
        "audit_entry" => audit::entries(conn, case).await,
        _ => Err(DeskError::new(
            "table-not-gathered",
            "A part of the record cannot be put into a response. Nothing was made. Ask for support and name the code.",
        )),
    }
}

const FRONT_DESK: &str = "Front desk";

/// Rows of an item.
pub(crate) fn rows(item: &DisclosureItem) -> u32 {
    let rows = match &item.body {
        ItemBody::Record(rows) => rows.len(),
        ItemBody::Table { rows, .. } => rows.len(),
        ItemBody::Text(lines) => lines.len(),
    };
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// A table as an item, dated by its newest row. Each row comes with the instant it was written at, oldest first.
fn table(what: &str, columns: &[(&str, f32)], rows: Vec<(String, Vec<String>)>) -> DisclosureItem {
    let dated = rows.last().map_or_else(String::new, |(at, _)| local_day(at));
    let columns =
        columns.iter().map(|(heading, share)| Column { heading: (*heading).to_string(), share: *share }).collect();
    let rows = rows.into_iter().map(|(_, cells)| cells).collect();
    DisclosureItem { what: what.into(), dated, found_in: FRONT_DESK.into(), body: ItemBody::Table { columns, rows } }
}

/// "24 Nov 2026, 10:30".
fn moment(at: &str) -> String {
    format!("{}, {}", local_day(at), local_time(at))
}

/// A stored code as words: "driving-licence" as "Driving licence".
fn words(code: &str) -> String {
    let text = code.replace('-', " ");
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
