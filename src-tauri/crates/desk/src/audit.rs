//! The audit: listed, filtered, verified, and its head kept outside the database.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::audit_entry::{self, Filter, ORIGIN, Outcome};
use frontdesk_store::{Conn, patient, printer, staff};

use crate::clock::day_begins;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::house::House;
use crate::open::{Entry, Id, OpenDesk};
use crate::views::audit::{AuditEntryView, AuditFilter, AuditPageView, AuditVerifiedView, OutcomeWord};
use crate::views::clinic::OptionView;

/// How far back the head kept before a lock may lie: it is kept every few minutes.
const RECENT: i64 = 2000;
/// How long an anchor is waited for when a desk has locked. The keyring's own thread goes on.
const KEEPING: Duration = Duration::from_secs(2);
/// Entries on a page.
const PAGE: i64 = 100;

/// A page of the audit, newest first.
pub async fn see_audit(desk: &OpenDesk, filter: AuditFilter) -> Result<AuditPageView> {
    let mut act = desk.begin(UseCase::SeeAudit).await?;
    let found = page(act.conn(), &filter).await?;
    act.commit(Entry::about("audit", "list").with("entries", found.entries.len())).await?;
    Ok(found)
}

async fn page(conn: &mut Conn, typed: &AuditFilter) -> Result<AuditPageView> {
    let subject = match typed.reference.trim() {
        "" => String::new(),
        reference => {
            patient::id_of(conn, &reference.to_uppercase()).await?.map_or_else(|| reference.to_string(), |id| id.0)
        }
    };
    let filter = Filter {
        from: day(&typed.from, 0)?,
        until: day(&typed.until, 1)?,
        actor: typed.staff_id.clone(),
        use_case: typed.use_case.clone(),
        subject,
        before: typed.before.map_or(0, i64::from),
    };
    let people = staff::all(conn).await?;
    let printers = printer::all(conn).await?;
    let rows = audit_entry::list(conn, &filter, PAGE).await?;
    let total = audit_entry::count(conn, &filter).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count == PAGE) && rows.last().is_some_and(|row| row.seq > 1);
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let subject = match row.subject_kind.as_str() {
            "patient" => patient::reference_of(conn, &PatientId(row.subject.clone())).await?.unwrap_or(row.subject),
            "staff" => people
                .iter()
                .find(|person| person.id.as_str() == row.subject)
                .map_or(row.subject, |person| person.name.clone()),
            _ => row.subject,
        };
        entries.push(AuditEntryView {
            seq: i32::try_from(row.seq).unwrap_or(i32::MAX),
            at: row.at,
            actor: people
                .iter()
                .find(|person| person.id.as_str() == row.actor)
                .map_or(row.actor, |person| person.name.clone()),
            use_case: row.use_case,
            outcome: match Outcome::from_code(&row.outcome) {
                Some(Outcome::Refused) => OutcomeWord::Refused,
                Some(Outcome::Intended) => OutcomeWord::Intended,
                Some(Outcome::Failed) => OutcomeWord::Failed,
                _ => OutcomeWord::Done,
            },
            subject_kind: row.subject_kind,
            subject,
            detail: shown(row.detail, &printers),
            hash: row.hash,
        });
    }
    Ok(AuditPageView {
        entries,
        total: u32::try_from(total).unwrap_or(u32::MAX),
        more,
        use_cases: UseCase::ALL
            .iter()
            .map(|case| OptionView { id: case.code().to_string(), label: words(case.code()) })
            .collect(),
        staff: people.into_iter().map(|person| OptionView { id: person.id.0, label: person.name }).collect(),
    })
}

/// An entry names a printer by its number; whoever reads it knows the printer by its name.
fn shown(detail: String, printers: &[(i64, String)]) -> String {
    let mut facts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&detail).unwrap_or_default();
    let number = facts.get("printer").and_then(serde_json::Value::as_i64);
    match number.and_then(|number| printers.iter().find(|(of, _)| *of == number)) {
        Some((_, name)) => {
            facts.insert("printer".to_string(), name.as_str().into());
            serde_json::Value::Object(facts).to_string()
        }
        None => detail,
    }
}

/// A code as it is read: `open-patient` is "Open patient".
fn words(code: &str) -> String {
    let text = code.replace('-', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn day(typed: &str, add: u64) -> Result<String> {
    match typed.trim() {
        "" => Ok(String::new()),
        text => text
            .parse::<chrono::NaiveDate>()
            .ok()
            .and_then(|day| day.checked_add_days(chrono::Days::new(add)))
            .map(day_begins)
            .ok_or_else(|| DeskError::new("date", "Enter the day as three numbers.")),
    }
}

/// Verifies the chain, and that the head kept in the keyring is part of it.
pub async fn verify_audit(desk: &OpenDesk) -> Result<AuditVerifiedView> {
    let mut act = desk.begin(UseCase::VerifyAudit).await?;
    let kept = kept_anchor(desk).await?;
    let walk = audit_entry::walk(act.conn(), kept.as_deref().unwrap_or(ORIGIN)).await?;
    let whole = walk.broken_at.is_none();
    let anchored = kept.is_some() && walk.met_anchor;
    act.commit(
        Entry::about("audit", Id::held(&walk.head))
            .with("whole", whole)
            .with("anchored", anchored)
            .with("entries", walk.entries),
    )
    .await?;
    let message = match (walk.broken_at, walk.met_anchor) {
        (Some(seq), _) => format!("Entry {seq} does not fit the one before it. Somebody changed the audit outside Front desk. Keep this computer as it is and tell the data protection contact."),
        (None, false) => "The chain fits together, but the head kept in this computer's keyring is not in it. Entries are missing or the records were replaced. Tell the data protection contact.".to_string(),
        (None, true) if kept.is_none() => format!("All {} entries fit together. This computer's keyring held no head to compare with; it keeps one from now on.", walk.entries),
        (None, true) => format!("All {} entries fit together, and the head kept in this computer's keyring is among them.", walk.entries),
    };
    if whole && walk.met_anchor {
        anchor(desk).await;
    }
    Ok(AuditVerifiedView {
        whole,
        entries: u32::try_from(walk.entries).unwrap_or(u32::MAX),
        head: walk.head,
        anchored,
        message,
    })
}

/// Keeps the head in the keyring. A keyring that does not answer stops nobody's work: the next time keeps it.
pub async fn anchor(desk: &OpenDesk) {
    let _ = keep_anchor(desk).await;
}

/// A head that is not in this chain stays where it is: it is the proof that entries are missing.
pub(crate) async fn keep_anchor(desk: &OpenDesk) -> Result<()> {
    let store = desk.store()?;
    let before = kept_anchor(desk).await?;
    let mut read = store.read().await?;
    if let Some(before) = before
        && !audit_entry::holds(read.conn(), &before).await?
    {
        return Err(DeskError::new(
            "audit-head-unknown",
            "The head kept in this computer's keyring is not in the audit. Verify the audit.",
        ));
    }
    let (_, head) = audit_entry::head(read.conn()).await?;
    drop(read);
    let house = desk.house.clone();
    blocking(move || house.keyring.put_anchor(house.folder.header()?.vault(), &head)).await??;
    Ok(())
}

/// The head of a desk that has closed, on its way into the keyring.
pub struct LastHead {
    house: Arc<House>,
    head: String,
    recent: Vec<String>,
}

/// The head as it is now, and which entries an earlier one may be: all that is asked of the records for an anchor.
pub(crate) async fn last_head(desk: &OpenDesk) -> Result<LastHead> {
    let store = desk.store()?;
    let mut read = store.read().await?;
    let recent = audit_entry::newest(read.conn(), RECENT).await?;
    let head = recent.first().cloned().unwrap_or_else(|| ORIGIN.to_string());
    Ok(LastHead { house: desk.house.clone(), head, recent })
}

impl LastHead {
    /// Keeps it, unless the keyring does not answer, or what it holds is no recent entry: the next unlock looks at that.
    pub async fn keep(self) {
        let Self { house, head, recent } = self;
        let keep = blocking(move || {
            let vault = house.folder.header()?.vault();
            match house.keyring.get_anchor(vault)? {
                Some(before) if before != ORIGIN && !recent.contains(&before) => Ok(()),
                _ => house.keyring.put_anchor(vault, &head),
            }
        });
        let _ = tokio::time::timeout(KEEPING, keep).await;
    }
}

async fn kept_anchor(desk: &OpenDesk) -> Result<Option<String>> {
    let house = desk.house.clone();
    Ok(blocking(move || house.keyring.get_anchor(house.folder.header()?.vault())).await??)
}
