//! The audit: listed, filtered, verified.

use frontdesk_domain::anchor::Standing;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::audit_entry::{self, Filter, ORIGIN, Outcome, Walk};
use frontdesk_store::{Conn, patient, printer, staff};

use crate::anchor;
use crate::clock::day_begins;
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk};
use crate::views::audit::{AuditEntryView, AuditFilter, AuditPageView, AuditVerifiedView, OutcomeWord};
use crate::views::board::Tone;
use crate::views::clinic::OptionView;

/// Entries on a page.
const PAGE: i64 = 100;

/// What is entered without anybody having begun a use case: at the entrance, and by the desk itself.
const BY_ITSELF: [&str; 6] = ["set-up", "unlock", "recover", "lock", "look-at-anchor", "look-at-clock"];

/// A page of the audit, newest first.
pub async fn see_audit(desk: &OpenDesk, filter: AuditFilter) -> Result<AuditPageView> {
    let mut read = desk.read_first(UseCase::SeeAudit).await?;
    let found = page(read.conn(), &filter).await?;
    read.enter(Entry::about("audit", "list").with("entries", found.entries.len())).await?;
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
            .map(|case| case.code())
            .chain(BY_ITSELF)
            .map(|code| OptionView { id: code.to_string(), label: words(code) })
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

/// Verifies the chain, and that the entry kept in the keyring is part of it. Walks without the write lock.
pub async fn verify_audit(desk: &OpenDesk) -> Result<AuditVerifiedView> {
    let mut read = desk.read_first(UseCase::VerifyAudit).await?;
    let found = anchor::hold(read.conn(), anchor::kept(desk.house.clone()).await).await?;
    let walk = audit_entry::walk(read.conn(), ORIGIN).await?;
    let whole = walk.broken_at.is_none();
    let entry = Entry::about("audit", Id::held(&walk.head)).with("whole", whole).with("entries", walk.entries);
    read.enter(found.told_in(entry)).await?;
    let standing = found.standing;
    anchor::remember(desk, found);
    let (tone, title, message) = told(&walk, standing);
    if whole {
        anchor::anchor(desk).await;
    }
    Ok(AuditVerifiedView {
        whole,
        entries: u32::try_from(walk.entries).unwrap_or(u32::MAX),
        head: walk.head,
        anchored: standing == Standing::InChain,
        alarm: standing.is_alarm(),
        title: title.to_string(),
        tone,
        message,
    })
}

fn told(walk: &Walk, standing: Standing) -> (Tone, &'static str, String) {
    let fits = format!("All {} entries fit together", walk.entries);
    if let Some(seq) = walk.broken_at {
        let message = format!(
            "Entry {seq} does not fit the one before it. Somebody changed the audit outside Front desk. Keep this computer as it is and tell the data protection contact."
        );
        return (Tone::Stop, "The audit is not whole.", message);
    }
    match standing {
        Standing::InChain => (
            Tone::Ok,
            "The audit is whole.",
            format!("{fits}, and the one kept in this computer’s keyring is among them."),
        ),
        Standing::NotInChain => (
            Tone::Stop,
            "The audit is not whole.",
            format!(
                "{fits}, but the entry kept in this computer’s keyring is not among them. Entries are missing, or the records were replaced. If nobody put a copy back, tell the data protection contact."
            ),
        ),
        Standing::Missing => (
            Tone::Stop,
            "Nobody can tell whether the audit is whole.",
            format!(
                "{fits}, but the entry that this computer’s keyring kept is gone. Entries may be missing from the end. If this computer or its keyring was not replaced, tell the data protection contact."
            ),
        ),
        Standing::NoneYet => (
            Tone::Info,
            "The entries fit together.",
            format!("{fits}. This computer’s keyring held none to compare with; it keeps one from now on."),
        ),
        Standing::Silent => (
            Tone::Warn,
            "The entries fit together.",
            format!(
                "{fits}. This computer’s keyring does not answer, so nobody can tell yet whether entries are missing from the end. Verify again later."
            ),
        ),
    }
}
