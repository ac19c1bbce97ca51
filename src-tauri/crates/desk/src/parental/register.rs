//! The register of verifications: who claimed what about which child, what was shown, what was decided. The clinic's own.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use frontdesk_documents::{Column, Register};
use frontdesk_domain::age::under_16;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::parental::Orders;
use frontdesk_domain::role::UseCase;
use frontdesk_store::parental_record;

use super::child::Child;
use super::{page, requester};
use crate::clock::{day_words, local_day};
use crate::entrance::blocking;
use crate::error::Result;
use crate::open::{Act, Entry, OpenDesk, lock};
use crate::paper::letterhead;
use crate::views::paper::DocumentView;
use crate::views::parental::{ParentalDecision, ParentalRegisterRowView, ParentalRegisterView, ParentalView};

const TITLE: &str = "Register of parental responsibility";
/// Entries a list shows, and paper takes, at most.
const MAX: i64 = 1_000;

/// The register, newest first.
pub async fn see_parental_register(desk: &OpenDesk) -> Result<ParentalRegisterView> {
    let mut act = desk.begin(UseCase::SeeParentalRegister).await?;
    let rows = rows(desk, &mut act).await?;
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    act.commit(Entry::about("register", "parental").with("rows", total)).await?;
    Ok(ParentalRegisterView { rows, total })
}

/// Makes the register as a document to preview, print or save.
pub async fn make_parental_register(desk: &OpenDesk) -> Result<DocumentView> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let mut act = desk.begin(UseCase::MakeParentalRegister).await?;
    let rows = rows(desk, &mut act).await?;
    let total = rows.len();
    let headings = [
        ("When", 1.0),
        ("Child", 1.5),
        ("Adult, and as what", 1.7),
        ("What was shown", 2.2),
        ("Court orders", 1.0),
        ("How far", 1.2),
        ("Decision", 2.0),
        ("By", 1.0),
    ];
    let values = Register {
        clinic: letterhead(&clinic),
        title: TITLE.to_string(),
        filters: if total == 1 { "1 record".to_string() } else { format!("{total} records") },
        made: format!("Made by {}, {}, {}", desk.who().name, day_words(today.day()), desk.clock().time()),
        reference: String::new(),
        date: today.day(),
        landscape: true,
        columns: headings.iter().map(|(heading, share)| Column { heading: (*heading).to_string(), share: *share }).collect(),
        rows: rows.into_iter().map(cells).collect(),
        notes: vec!["Papers are seen and given back; no copies are kept. For the clinic’s own use: not to be shown to anybody named in it.".to_string()],
    };
    let document = blocking(move || frontdesk_documents::register(&values)).await??;
    let entry = Entry::about("register", "parental").with("paper", "parental-register");
    act.commit(entry.clone().with("rows", total).with("pages", document.pages)).await?;
    Ok(lock(&desk.papers).show(TITLE, document, entry, Vec::new()))
}

fn cells(row: ParentalRegisterRowView) -> Vec<String> {
    vec![
        local_day(&row.at),
        format!("{}\n{}", row.child, row.born.parse::<NaiveDate>().map(day_words).unwrap_or_default()),
        format!("{}\n{}", row.adult, row.capacity),
        row.shown,
        row.orders,
        row.word,
        row.decision,
        row.by,
    ]
}

async fn rows(desk: &OpenDesk, act: &mut Act) -> Result<Vec<ParentalRegisterRowView>> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let mut children: BTreeMap<String, Child> = BTreeMap::new();
    let mut rows = Vec::new();
    for record in parental_record::between(act.conn(), "", "", MAX).await? {
        let id = record.patient_id.0.clone();
        if !children.contains_key(&id) {
            children.insert(id.clone(), Child::load(act.conn(), &clinic, &PatientId(id.clone())).await?);
        }
        let Some(child) = children.get(&id) else { continue };
        let view = page::view(child, &record, today);
        let own = requester::shown(&record.requester);
        let papers = record.evidence.iter().map(|paper| paper.words().to_string());
        let shown: Vec<String> = [own].into_iter().filter(|own| !own.is_empty()).chain(papers).collect();
        rows.push(ParentalRegisterRowView {
            patient_id: id,
            at: record.at.clone(),
            child: child.patient.particulars.list_name(),
            born: child.born().to_string(),
            under_16: under_16(child.born(), today),
            adult: view.requester_name.clone(),
            capacity: view.capacity.clone(),
            shown: if shown.is_empty() { "Nothing".to_string() } else { shown.join("; ") },
            orders: record
                .orders
                .map_or("Not asked".to_string(), |orders: Orders| format!("Asked: {}", orders.words().to_lowercase())),
            word: view.word.clone(),
            tone: view.tone,
            decision: decided(&view),
            by: view.by,
        });
    }
    Ok(rows)
}

/// "Proved by Marta Nowak, 24 Nov 2026; look again 24 Nov 2027".
fn decided(view: &ParentalView) -> String {
    let Some(decision) = view.decision else { return "Not decided".to_string() };
    let word = match decision {
        ParentalDecision::Proved => "Proved",
        ParentalDecision::NotProved => "Not proved",
        ParentalDecision::Referred => "Referred for advice",
    };
    let by = view.decided_by.as_deref().unwrap_or_default();
    let on = view.decided_at.as_deref().map(local_day).unwrap_or_default();
    let review = view.review_on.as_deref().and_then(|day| day.parse::<NaiveDate>().ok());
    let again = review.map(|day| format!("; look again {}", day_words(day))).unwrap_or_default();
    format!("{word} by {by}, {on}{again}")
}
