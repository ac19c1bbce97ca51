//! `audit_entry`: one hash chain over who did what to which record. Ids and codes only, never personal data.

use frontdesk_domain::role::Role;
use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// The hash before the first entry.
pub const ORIGIN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// How the act ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, in the same transaction.
    Done,
    /// Refused: the role does not allow it.
    Refused,
    /// About to act outside the database.
    Intended,
    /// The act outside the database failed.
    Failed,
}

impl Outcome {
    /// The code the row keeps.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
            Outcome::Intended => "intended",
            Outcome::Failed => "failed",
        }
    }

    /// The outcome of a code.
    pub fn from_code(code: &str) -> Option<Outcome> {
        [Outcome::Done, Outcome::Refused, Outcome::Intended, Outcome::Failed]
            .into_iter()
            .find(|outcome| outcome.code() == code)
    }
}

/// An entry to append.
#[derive(Clone, Debug)]
pub struct NewEntry<'a> {
    /// RFC 3339, UTC.
    pub at: &'a str,
    /// Staff id, or `desk` for the app itself.
    pub actor: &'a str,
    /// The actor's role; none for the app itself.
    pub role: Option<Role>,
    /// Code of the use case.
    pub use_case: &'a str,
    /// How it ended.
    pub outcome: Outcome,
    /// What kind of record, e.g. `patient`.
    pub subject_kind: &'a str,
    /// Its id.
    pub subject: &'a str,
    /// JSON of ids and codes.
    pub detail: &'a str,
}

/// An entry as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number in the chain, from 1.
    pub seq: i64,
    /// RFC 3339, UTC.
    pub at: String,
    /// Staff id, or `desk`.
    pub actor: String,
    /// Role's code, or `desk`.
    pub role: String,
    /// Use case's code.
    pub use_case: String,
    /// Outcome's code.
    pub outcome: String,
    /// Kind of record.
    pub subject_kind: String,
    /// Its id.
    pub subject: String,
    /// JSON of ids and codes.
    pub detail: String,
    /// Hash of the entry before.
    pub previous: String,
    /// SHA-256 over the entry and the hash before, lower-case hex.
    pub hash: String,
}

// Each field goes in behind its length, so that no two entries share a hash by moving text between fields.
fn hash(previous: &str, seq: i64, fields: [&str; 8]) -> String {
    let mut digest = Sha256::new();
    digest.update(b"frontdesk-audit-1");
    digest.update(previous.as_bytes());
    digest.update(seq.to_be_bytes());
    for field in fields {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&digest.finalize())
}

impl Entry {
    fn expected_hash(&self) -> String {
        hash(
            &self.previous,
            self.seq,
            [
                &self.at,
                &self.actor,
                &self.role,
                &self.use_case,
                &self.outcome,
                &self.subject_kind,
                &self.subject,
                &self.detail,
            ],
        )
    }
}

/// The newest entry's number and hash.
pub async fn head(conn: &mut Conn) -> Result<(i64, String)> {
    let row = sqlx::query!("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1").fetch_optional(conn).await?;
    Ok(row.map_or((0, ORIGIN.to_string()), |row| (row.seq, row.hash)))
}

/// The newest entry, as an anchor or a clock is held against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// Number.
    pub seq: i64,
    /// Hash.
    pub hash: String,
    /// RFC 3339, UTC.
    pub at: String,
}

/// The newest entry, if there is one.
pub async fn newest_entry(conn: &mut Conn) -> Result<Option<Newest>> {
    Ok(sqlx::query_as!(Newest, "SELECT seq, hash, at FROM audit_entry ORDER BY seq DESC LIMIT 1")
        .fetch_optional(conn)
        .await?)
}

/// Whether an entry with this hash is in the chain.
pub async fn holds(conn: &mut Conn, hash: &str) -> Result<bool> {
    if hash == ORIGIN {
        return Ok(true);
    }
    Ok(sqlx::query_scalar!("SELECT count(*) FROM audit_entry WHERE hash = ?", hash).fetch_one(conn).await? > 0)
}

/// The hashes of the newest entries, newest first, at most `limit`.
pub async fn newest(conn: &mut Conn, limit: i64) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!("SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT ?", limit).fetch_all(conn).await?)
}

/// Appends an entry inside the transaction of its act; returns its number.
pub async fn append(conn: &mut Conn, entry: &NewEntry<'_>) -> Result<i64> {
    let (last, previous) = head(conn).await?;
    let seq = last + 1;
    let role = entry.role.map_or("desk", Role::code);
    let outcome = entry.outcome.code();
    let hash = hash(
        &previous,
        seq,
        [entry.at, entry.actor, role, entry.use_case, outcome, entry.subject_kind, entry.subject, entry.detail],
    );
    sqlx::query!(
        "INSERT INTO audit_entry (seq, at, actor, role, use_case, outcome, subject_kind, subject, detail, previous, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        seq, entry.at, entry.actor, role, entry.use_case, outcome, entry.subject_kind, entry.subject, entry.detail, previous, hash
    )
    .execute(conn)
    .await?;
    Ok(seq)
}

/// What to list. Empty texts filter nothing.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Instant, included; RFC 3339 UTC.
    pub from: String,
    /// Instant, not included.
    pub until: String,
    /// Staff id.
    pub actor: String,
    /// Use case's code.
    pub use_case: String,
    /// Record's id.
    pub subject: String,
    /// Only entries with a smaller number; 0 for all.
    pub before: i64,
}

/// Newest first, at most `limit`.
pub async fn list(conn: &mut Conn, filter: &Filter, limit: i64) -> Result<Vec<Entry>> {
    Ok(sqlx::query_as!(
        Entry,
        "SELECT seq, at, actor, role, use_case, outcome, subject_kind, subject, detail, previous, hash FROM audit_entry
         WHERE (?1 = '' OR at >= ?1) AND (?2 = '' OR at < ?2) AND (?3 = '' OR actor = ?3)
           AND (?4 = '' OR use_case = ?4) AND (?5 = '' OR subject = ?5) AND (?6 = 0 OR seq < ?6)
         ORDER BY seq DESC LIMIT ?7",
        filter.from,
        filter.until,
        filter.actor,
        filter.use_case,
        filter.subject,
        filter.before,
        limit
    )
    .fetch_all(conn)
    .await?)
}

/// How many entries a filter finds, pages apart.
pub async fn count(conn: &mut Conn, filter: &Filter) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "SELECT count(*) FROM audit_entry
         WHERE (?1 = '' OR at >= ?1) AND (?2 = '' OR at < ?2) AND (?3 = '' OR actor = ?3)
           AND (?4 = '' OR use_case = ?4) AND (?5 = '' OR subject = ?5)",
        filter.from,
        filter.until,
        filter.actor,
        filter.use_case,
        filter.subject
    )
    .fetch_one(conn)
    .await?)
}

/// What a walk over the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Entries seen.
    pub entries: i64,
    /// The newest hash.
    pub head: String,
    /// The number of the first entry that does not fit, if any.
    pub broken_at: Option<i64>,
    /// Whether the hash looked for was met on the way.
    pub met_anchor: bool,
}

/// Walks the whole chain, recomputing every hash, and looks for `anchor` on the way.
pub async fn walk(conn: &mut Conn, anchor: &str) -> Result<Walk> {
    let mut walk = Walk { entries: 0, head: ORIGIN.to_string(), broken_at: None, met_anchor: anchor == ORIGIN };
    let mut rows = sqlx::query_as!(
        Entry,
        "SELECT seq, at, actor, role, use_case, outcome, subject_kind, subject, detail, previous, hash FROM audit_entry ORDER BY seq"
    )
    .fetch(conn);
    while let Some(entry) = rows.try_next().await.map_err(StoreError::from)? {
        let fits = entry.seq == walk.entries + 1 && entry.previous == walk.head && entry.hash == entry.expected_hash();
        if !fits && walk.broken_at.is_none() {
            walk.broken_at = Some(entry.seq);
        }
        walk.entries += 1;
        walk.met_anchor |= entry.hash == anchor;
        walk.head = entry.hash;
    }
    Ok(walk)
}
