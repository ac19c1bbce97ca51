//! `suppression` and `suppression_key`: stops of news and offers, under a keyed hash of what news would be sent to.
//!
//! HMAC-SHA-256 (RFC 2104, FIPS 198-1) over a handle's bytes, lower-case hex. The key never leaves this file.

use chrono::NaiveDate;
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::Capacity;
use frontdesk_domain::marketing::handle::Handle;
use frontdesk_domain::marketing::standing::{AcceptedHow, Step};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// Where a stop was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// From the patient's banner.
    Desk,
    /// As an answer at check-in.
    CheckIn,
    /// In a request that was logged.
    Request,
    /// An answer from before stops had a record of their own.
    EarlierAnswer,
}

const SOURCES: [(Source, &str); 4] = [
    (Source::Desk, "desk"),
    (Source::CheckIn, "check-in"),
    (Source::Request, "request"),
    (Source::EarlierAnswer, "earlier-answer"),
];
const HOWS: [(AcceptedHow, &str); 5] = [
    (AcceptedHow::InPerson, "in-person"),
    (AcceptedHow::Phone, "phone"),
    (AcceptedHow::Email, "email"),
    (AcceptedHow::Text, "text"),
    (AcceptedHow::Letter, "letter"),
];
const CAPACITIES: [(Capacity, &str); 3] =
    [(Capacity::Patient, "patient"), (Capacity::Parent, "parent"), (Capacity::Attorney, "attorney")];

fn code_of<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> Option<&'static str> {
    table.iter().find(|(of, _)| of == value).map(|(_, code)| *code)
}

fn value_of<T: Copy>(table: &[(T, &'static str)], code: Option<&str>) -> Option<T> {
    table.iter().find(|(_, of)| Some(*of) == code).map(|(value, _)| *value)
}

/// One step on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Which way of sending it is about.
    pub channel: MarketingChannel,
    /// What happened.
    pub step: Step,
    /// Of a stop: where it was said.
    pub source: Option<Source>,
    /// Of an acceptance: who accepted.
    pub capacity: Option<Capacity>,
    /// Of an acceptance: how it came.
    pub how: Option<AcceptedHow>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

struct Key {
    id: String,
    key: Vec<u8>,
}

impl Key {
    fn hash(&self, bytes: &[u8]) -> Result<String> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).map_err(|_| StoreError::Unreadable("suppression_key.key"))?;
        mac.update(bytes);
        Ok(data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
    }
}

/// Every key, oldest first.
async fn keys(conn: &mut Conn) -> Result<Vec<Key>> {
    Ok(sqlx::query_as!(Key, r#"SELECT id, key FROM suppression_key ORDER BY seq"#).fetch_all(conn).await?)
}

/// The key new rows are made under; made when there is none yet.
async fn own_key(conn: &mut Conn, at: &str) -> Result<Key> {
    if let Some(oldest) = keys(conn).await?.into_iter().next() {
        return Ok(oldest);
    }
    let (id, mut key) = (uuid::Uuid::new_v4().to_string(), vec![0u8; 32]);
    getrandom::fill(&mut key).map_err(|_| StoreError::Other("no random numbers".into()))?;
    sqlx::query!("INSERT INTO suppression_key (id, key, at) VALUES (?, ?, ?)", id, key, at).execute(conn).await?;
    Ok(Key { id, key })
}

/// What the desk types or shows of a reply code, as the row keeps it.
fn code_bytes(code: &str) -> Vec<u8> {
    [b"reply-code\0", code.as_bytes()].concat()
}

/// The key under which a letter with this code was made; after a restore there may be several.
async fn key_of_letter(conn: &mut Conn, handle: &Handle, code: &str) -> Result<Option<Key>> {
    for key in keys(conn).await? {
        let (hash, code) = (key.hash(&handle.bytes())?, key.hash(&code_bytes(code))?);
        let made = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM suppression WHERE step = 'asked' AND hash = ? AND code = ?) AS "made!: bool""#,
            hash,
            code
        )
        .fetch_one(&mut *conn)
        .await?;
        if made {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// Appends a step for a handle. A code in it is given in plain and kept as a hash.
pub async fn append(conn: &mut Conn, handle: &Handle, of: &Recorded) -> Result<()> {
    let asked = match &of.step {
        Step::Accepted { code } => key_of_letter(conn, handle, code).await?,
        _ => None,
    };
    let key = match asked {
        Some(key) => key,
        None => own_key(conn, &of.at).await?,
    };
    let (id, hash, channel) = (uuid::Uuid::new_v4().to_string(), key.hash(&handle.bytes())?, of.channel.code());
    let (step, code, until) = match &of.step {
        Step::Stopped => ("stopped", None, None),
        Step::Asked { code, until } => ("asked", Some(key.hash(&code_bytes(code))?), Some(until.to_string())),
        Step::Accepted { code } => ("accepted", Some(key.hash(&code_bytes(code))?), None),
    };
    let source = of.source.and_then(|source| code_of(&SOURCES, &source));
    let (capacity, how) =
        (of.capacity.and_then(|who| code_of(&CAPACITIES, &who)), of.how.and_then(|how| code_of(&HOWS, &how)));
    sqlx::query!(
        "INSERT INTO suppression (id, key_id, hash, channel, step, source, code, until, capacity, how, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        key.id,
        hash,
        channel,
        step,
        source,
        code,
        until,
        capacity,
        how,
        of.at,
        of.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A typed reply code as the steps on record name it, under each key there is.
pub async fn code_on_record(conn: &mut Conn, code: &str) -> Result<Vec<String>> {
    keys(conn).await?.iter().map(|key| key.hash(&code_bytes(code))).collect()
}

/// Every step on record for a handle, oldest first. Codes in them are hashes.
pub async fn of(conn: &mut Conn, handle: &Handle) -> Result<Vec<Recorded>> {
    let mut found = Vec::new();
    for key in keys(conn).await? {
        let hash = key.hash(&handle.bytes())?;
        let rows = sqlx::query!(
            r#"SELECT seq AS "seq!", channel, step, source, code, until, capacity, how, at, by FROM suppression
               WHERE hash = ? AND key_id = ?"#,
            hash,
            key.id
        )
        .fetch_all(&mut *conn)
        .await?;
        for row in rows {
            let step = match (row.step.as_str(), row.code, row.until) {
                ("stopped", ..) => Step::Stopped,
                ("asked", Some(code), Some(until)) => Step::Asked { code, until: day(&until)? },
                ("accepted", Some(code), _) => Step::Accepted { code },
                _ => return Err(StoreError::Unreadable("suppression.step")),
            };
            let recorded = Recorded {
                channel: MarketingChannel::from_code(&row.channel)
                    .ok_or(StoreError::Unreadable("suppression.channel"))?,
                step,
                source: value_of(&SOURCES, row.source.as_deref()),
                capacity: value_of(&CAPACITIES, row.capacity.as_deref()),
                how: value_of(&HOWS, row.how.as_deref()),
                at: row.at,
                by: row.by,
            };
            found.push((row.seq, recorded));
        }
    }
    found.sort_by_key(|(seq, _)| *seq);
    Ok(found.into_iter().map(|(_, recorded)| recorded).collect())
}

fn day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| StoreError::Unreadable("suppression.until"))
}

/// Whether there is any stop at all: most desks read no further.
pub async fn any(conn: &mut Conn) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT 1 FROM suppression) AS "any!: bool""#).fetch_one(conn).await?)
}

/// Brings into a restored database the keys and steps that the one it replaces had besides: a stop outlives the restore
/// of an older copy. Returns how many steps came. To be called by whatever restores, before the desk opens again.
pub async fn carry_over(from: &mut Conn, into: &mut Conn) -> Result<u32> {
    let keys = sqlx::query!(r#"SELECT id, key, at FROM suppression_key ORDER BY seq"#).fetch_all(&mut *from).await?;
    for row in keys {
        sqlx::query!(
            "INSERT INTO suppression_key (id, key, at) SELECT ?1, ?2, ?3
             WHERE NOT EXISTS (SELECT 1 FROM suppression_key WHERE id = ?1)",
            row.id,
            row.key,
            row.at
        )
        .execute(&mut *into)
        .await?;
    }
    let steps = sqlx::query!(
        r#"SELECT id, key_id, hash, channel, step, source, code, until, capacity, how, at, by FROM suppression ORDER BY seq"#
    )
    .fetch_all(from)
    .await?;
    let mut came = 0;
    for row in steps {
        let done = sqlx::query!(
            "INSERT INTO suppression (id, key_id, hash, channel, step, source, code, until, capacity, how, at, by)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
             WHERE NOT EXISTS (SELECT 1 FROM suppression WHERE id = ?1)",
            row.id,
            row.key_id,
            row.hash,
            row.channel,
            row.step,
            row.source,
            row.code,
            row.until,
            row.capacity,
            row.how,
            row.at,
            row.by
        )
        .execute(&mut *into)
        .await?;
        came += u32::try_from(done.rows_affected()).unwrap_or_default();
    }
    Ok(came)
}
