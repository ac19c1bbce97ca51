//! Registering a patient, durably and with its audit entry, beside its statements alone.

use std::time::{Duration, Instant};

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::patient::register_patient;
use frontdesk_domain::patient::{Particulars, PatientForm, check};
use frontdesk_domain::search::{fold, index_words, normalise_email, normalise_phone};
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;

use crate::measure::{Report, Samples};
use crate::people::{self, Chance};
use crate::statements::Registering;
use crate::{PATIENTS, Result};

const SAMPLES: usize = 400;
const WARM_UP: usize = 20;

pub async fn measure(report: &mut Report, desk: &OpenDesk, bare: &mut SqliteConnection) -> Result {
    let statements = Registering::of_the_store()?;
    let mut chance = Chance::from(2);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut at = PATIENTS;
    while ours.len() < SAMPLES + WARM_UP {
        at += 1;
        let form = people::form(&mut chance, at);
        let bound = Bound::of(desk, &form, at)?;
        // Each goes first as often as the other, so that neither finds the disk warmed by the other.
        let (before, after) = if at.is_multiple_of(2) {
            let before = through_the_desk(desk, form).await?;
            (before, through_sqlx(bare, &statements, &bound).await?)
        } else {
            let after = through_sqlx(bare, &statements, &bound).await?;
            (through_the_desk(desk, form).await?, after)
        };
        // Somebody so like a patient who is held is not saved at once.
        if let Some(before) = before {
            ours.push(before);
            theirs.push(after);
        }
    }
    report.beside(
        &format!("Registering a patient durably, audit included ({PATIENTS} patients, encrypted)"),
        ("register_patient", &Samples::of_time(&ours[WARM_UP..])),
        ("its statements in one BEGIN IMMEDIATE, sqlx", &Samples::of_time(&theirs[WARM_UP..])),
        1.5,
    );
    same_rows(desk, bare).await
}

async fn through_the_desk(desk: &OpenDesk, form: PatientForm) -> Result<Option<Duration>> {
    let start = Instant::now();
    match register_patient(desk, form, Vec::new(), String::new()).await {
        Ok(_) => Ok(Some(start.elapsed())),
        Err(refusal) if refusal.code == "duplicate-likely" => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Everything the statements are given, made beforehand.
struct Bound {
    id: String,
    is: Particulars,
    born: String,
    phone: Option<String>,
    email: Option<String>,
    whole_names: String,
    words: String,
    hash: String,
    prefix: String,
}

impl Bound {
    fn of(desk: &OpenDesk, form: &PatientForm, at: usize) -> Result<Self> {
        let clinic = desk.clinic();
        let is = check(form, &clinic.source_ids(), desk.clock().today()).map_err(|problems| format!("{problems:?}"))?;
        let name = format!("{} {}", is.surname, is.given_names);
        let quoted: Vec<String> = fold(&name).split(' ').map(|word| format!("\"{word}\"")).collect();
        Ok(Self {
            id: format!("{at:08}-1111-4111-8111-111111111111"),
            born: is.born.to_string(),
            phone: is.phone.as_deref().map(normalise_phone),
            email: is.email.as_deref().map(normalise_email),
            whole_names: quoted.join(" "),
            words: index_words(&name),
            hash: format!("{at:064x}"),
            prefix: clinic.reference_prefix.clone(),
            is,
        })
    }
}

async fn through_sqlx(bare: &mut SqliteConnection, run: &Registering, with: &Bound) -> Result<Duration> {
    let (is, by) = (&with.is, "staff-reception");
    let start = Instant::now();
    let mut act = bare.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query(run.likely_duplicates)
        .bind(&with.born)
        .bind(&with.phone)
        .bind(&with.email)
        .bind(&is.nhs_number)
        .bind(&with.whole_names)
        .bind(200_i64)
        .fetch_all(&mut *act)
        .await?;
    let number: i64 = sqlx::query_scalar(run.next_number).bind("patient").bind(10_001_i64).fetch_one(&mut *act).await?;
    let seq: i64 = sqlx::query_scalar(run.patient)
        .bind(&with.id)
        .bind(format!("{}-{number}", with.prefix))
        .bind(&is.surname)
        .bind(&is.given_names)
        .bind(&is.preferred_name)
        .bind(&is.latin_name)
        .bind(&is.former_names)
        .bind(&with.born)
        .bind(is.born_estimated)
        .bind("female")
        .bind(&is.address)
        .bind(&is.postcode)
        .bind(&is.phone)
        .bind(&with.phone)
        .bind(&is.email)
        .bind(&with.email)
        .bind("[\"phone\"]")
        .bind(&is.contact_note)
        .bind(&is.needs)
        .bind(&is.nhs_number)
        .bind(&is.source)
        .bind(1_i64)
        .bind(people::NOW)
        .bind(by)
        .fetch_one(&mut *act)
        .await?;
    sqlx::query(run.names).bind(seq).bind(&with.words).execute(&mut *act).await?;
    sqlx::query(run.drop_draft).bind("register-patient").bind("").bind(by).execute(&mut *act).await?;
    let head: Option<(i64, String)> = sqlx::query_as(run.audit_head).fetch_optional(&mut *act).await?;
    let (last, previous) = head.unwrap_or_else(|| (0, "0".repeat(64)));
    sqlx::query(run.audit_entry)
        .bind(last + 1)
        .bind(people::NOW)
        .bind(by)
        .bind("reception")
        .bind("register-patient")
        .bind("done")
        .bind("patient")
        .bind(&with.id)
        .bind("{\"told_apart\":[]}")
        .bind(previous)
        .bind(&with.hash)
        .execute(&mut *act)
        .await?;
    act.commit().await?;
    Ok(start.elapsed())
}

/// Both left the same kinds of rows: one audit entry and one set of names for each patient registered.
async fn same_rows(desk: &OpenDesk, bare: &mut SqliteConnection) -> Result {
    const ROWS: &str = "SELECT (SELECT count(*) FROM patient), (SELECT count(*) FROM patient_name_docsize), (SELECT count(*) FROM audit_entry)";
    let ours: (i64, i64, i64) =
        sqlx::query_as(ROWS).fetch_one(frontdesk_desk::testing::store(desk).read().await?.conn()).await?;
    let theirs: (i64, i64, i64) = sqlx::query_as(ROWS).fetch_one(bare).await?;
    let before = i64::try_from(PATIENTS)?;
    for (name, (patients, names, entries)) in [("the desk", ours), ("sqlx alone", theirs)] {
        if patients != names || patients - before != entries {
            return Err(
                format!("{name} left {patients} patients, {names} sets of names and {entries} audit entries").into()
            );
        }
    }
    Ok(())
}
