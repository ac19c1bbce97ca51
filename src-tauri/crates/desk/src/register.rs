//! The due diligence register: every identity check, age check, clinician's decision and refusal, newest first; on screen, on paper and as CSV.
//! It is the defence of having taken reasonable steps to know somebody's age.

mod columns;
mod line;
mod paper;

pub use paper::{make_register, make_register_file};

use std::collections::HashMap;

use frontdesk_domain::age::under_16;
use frontdesk_domain::id::StaffId;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::register::{Days, Kind, Outcome};
use frontdesk_domain::role::UseCase;
use frontdesk_store::register::{self, Filter, Place};
use frontdesk_store::{Conn, identity_check, staff};

use crate::banner;
use crate::clock::day_begins;
use crate::error::{DeskError, Result};
use crate::history::names;
use crate::open::{Entry, Id, OpenDesk};
use crate::views::clinic::OptionView;
use crate::views::register::{RegisterFilter, RegisterPageView};
use line::Words;

/// Entries on a page of the screen.
const PAGE: i64 = 50;

/// A page of the register: the newest, or the one after what `after` names.
pub async fn see_register(desk: &OpenDesk, filter: RegisterFilter, after: Option<String>) -> Result<RegisterPageView> {
    let mut act = desk.begin(UseCase::SeeRegister).await?;
    let asked = Asked::read(desk, act.conn(), &filter).await?;
    let after = after.as_deref().map(place).transpose()?;
    let mut found = register::list(act.conn(), &asked.filter, after.as_ref(), PAGE + 1).await?;
    let total = asked.count(act.conn()).await?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|last| ticket(&last.place()));
    let clinic = desk.clinic();
    let people = staff::all(act.conn()).await?;
    let unconfirmed = unconfirmed(act.conn(), &found).await?;
    let words = Words { clinic: &clinic, staff: &names(act.conn()).await?, unconfirmed: &unconfirmed };
    let today = desk.today();
    let mut rows = Vec::with_capacity(found.len());
    for entry in &found {
        let born = banner::held(act.conn(), &entry.patient_id).await?.particulars.born;
        rows.push(words.line(entry).view(under_16(born, today)));
    }
    act.commit(asked.entry().with("rows", rows.len())).await?;
    Ok(RegisterPageView {
        rows,
        total,
        next,
        treatments: clinic
            .treatments
            .iter()
            .map(|treatment| OptionView { id: treatment.id.clone(), label: treatment.name.clone() })
            .collect(),
        outcomes: Outcome::ALL
            .into_iter()
            .map(|outcome| OptionView { id: outcome.code().to_string(), label: outcome.label().to_string() })
            .collect(),
        staff: people.into_iter().map(|person| OptionView { id: person.id.0, label: person.name }).collect(),
    })
}

/// Why each identity check among them that did not confirm did not, by its id: the rule itself says it.
async fn unconfirmed(conn: &mut Conn, found: &[register::Entry]) -> Result<HashMap<String, String>> {
    let mut why = HashMap::new();
    for entry in found.iter().filter(|entry| entry.outcome == Outcome::NotConfirmed.code()) {
        if let Some(check) = identity_check::get(conn, &entry.id).await? {
            why.insert(entry.id.clone(), crate::check_in::unconfirmed(&check).join(" "));
        }
    }
    Ok(why)
}

/// What is asked for, read and checked.
struct Asked {
    days: Days,
    treatment: Option<String>,
    outcome: Option<Outcome>,
    staff: Option<StaffId>,
    filter: Filter,
}

impl Asked {
    async fn read(desk: &OpenDesk, conn: &mut Conn, typed: &RegisterFilter) -> Result<Asked> {
        let mut problems = Vec::new();
        let days = Days::read(&typed.from, &typed.until, desk.today().day()).unwrap_or_else(|found| {
            problems.extend(found);
            Days::default()
        });
        let chosen = |text: &str| Some(text.trim().to_string()).filter(|text| !text.is_empty());
        let outcome = chosen(&typed.outcome).and_then(|code| {
            let outcome = Outcome::from_code(&code);
            if outcome.is_none() {
                problems.push(FieldProblem::new("outcome", "outcome-unknown", "Choose the outcome from the list."));
            }
            outcome
        });
        let (treatment, staff) = (chosen(&typed.treatment), chosen(&typed.staff_id).map(StaffId));
        // What is asked for stands in the audit: only what the clinic itself knows gets there.
        if treatment.as_ref().is_some_and(|id| !desk.clinic().treatments.iter().any(|known| known.id == *id)) {
            problems.push(FieldProblem::new("treatment", "treatment-unknown", "Choose the treatment from the list."));
        }
        if let Some(id) = &staff
            && !staff::all(conn).await?.iter().any(|person| person.id == *id)
        {
            problems.push(FieldProblem::new("staffId", "staff-unknown", "Choose the member of staff from the list."));
        }
        if !problems.is_empty() {
            return Err(DeskError::fields(problems));
        }
        let filter = Filter {
            from: days.from.map(day_begins).unwrap_or_default(),
            // The day after the last, which is included.
            until: days.until.and_then(|day| day.succ_opt()).map(day_begins).unwrap_or_default(),
            treatment: treatment.clone().unwrap_or_default(),
            outcome: outcome.map(|outcome| outcome.code().to_string()).unwrap_or_default(),
            by: staff.as_ref().map(|staff| staff.0.clone()).unwrap_or_default(),
        };
        Ok(Asked { days, treatment, outcome, staff, filter })
    }

    async fn count(&self, conn: &mut Conn) -> Result<u32> {
        Ok(u32::try_from(register::count(conn, &self.filter).await?).unwrap_or(u32::MAX))
    }

    /// What the audit keeps: what was narrowed by, in codes and ids.
    fn entry(&self) -> Entry {
        let mut entry = Entry::about("register", "due-diligence");
        let days = [("from", self.days.from), ("until", self.days.until)];
        for (name, day) in days {
            if let Some(day) = day {
                entry = entry.with(name, day);
            }
        }
        let codes = [
            ("treatment", self.treatment.as_deref()),
            ("outcome", self.outcome.map(Outcome::code)),
            ("staff", self.staff.as_ref().map(StaffId::as_str)),
        ];
        for (name, code) in codes {
            if let Some(code) = code {
                entry = entry.with(name, Id::held(code));
            }
        }
        entry
    }
}

/// A place in the list as the window carries it: it means nothing there.
fn ticket(place: &Place) -> String {
    let kind = Kind::ALL.iter().position(|kind| *kind == place.kind).unwrap_or_default();
    format!("{}/{kind}/{}", place.at, place.seq)
}

fn place(ticket: &str) -> Result<Place> {
    let read = || {
        let mut parts = ticket.split('/');
        let (at, kind, seq) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Place {
            at: chrono::DateTime::parse_from_rfc3339(at).ok().map(|_| at.to_string())?,
            kind: *Kind::ALL.get(kind.parse::<usize>().ok()?)?,
            seq: seq.parse().ok()?,
        })
    };
    read()
        .ok_or_else(|| DeskError::new("page-gone", "This page of the list is not there any more. Show the list again."))
}
