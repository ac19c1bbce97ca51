//! What a check-in decides on, read once in its transaction.

use std::sync::Arc;

use chrono::NaiveDate;
use frontdesk_domain::age::is_challenged;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::clinician::ClinicianQuestion;
use frontdesk_domain::consent::{Ask, Counted, said_no, sheet};
use frontdesk_domain::gate::{Birth, Gate, MinimumAge, Path, TreatmentFacts, gate, minimum_on, path};
use frontdesk_domain::id::ArrivalId;
use frontdesk_domain::identity_document::proves_age;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::Conn;
use frontdesk_store::age_check::{self, AgeCheck};
use frontdesk_store::arrival::{self, Arrival, State};
use frontdesk_store::clinician_decision::{self, Decided};
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::identity_check::{self, IdentityCheck};
use frontdesk_store::patient::Patient;
use frontdesk_store::staff::{self, Staff};

use super::marks;
use crate::answers::Answers;
use crate::banner;
use crate::clock::day_words;
use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::board::Mark;

/// One visit with everything held that its steps need.
pub(crate) struct Visit {
    pub clinic: Arc<Clinic>,
    pub arrival: Arrival,
    pub patient: Patient,
    /// The patient's that count for the record as it is now, oldest first.
    pub checks: Vec<IdentityCheck>,
    /// The patient's that count for the record as it is now, oldest first.
    pub ages: Vec<AgeCheck>,
    /// The patient's that count for the record as it is now, oldest first.
    decisions: Vec<Decided>,
    /// What the patient said, and how news and offers stand.
    pub answers: Answers,
    /// The record waits to be deleted and is not used.
    pub restricted: bool,
    pub staff: Vec<Staff>,
    /// The day of the visit, as the rules take it.
    on: Today,
    pub first_visit: bool,
    /// The answers that count.
    counted: Counted,
}

impl Visit {
    pub async fn load(conn: &mut Conn, desk: &OpenDesk, arrival_id: String) -> Result<Visit> {
        let clinic = &desk.clinic();
        let arrival =
            arrival::get(conn, &ArrivalId(arrival_id)).await?.ok_or_else(|| DeskError::not_found("arrival"))?;
        let patient = banner::held(conn, &arrival.patient_id).await?;
        let answers = Answers::load(conn, &patient).await?;
        let earlier = arrival::for_patient(conn, &patient.id).await?;
        Ok(Visit {
            clinic: clinic.clone(),
            checks: identity_check::counting(conn, &patient).await?,
            ages: age_check::counting(conn, &patient).await?,
            decisions: clinician_decision::counting(conn, &patient).await?,
            staff: staff::all(conn).await?,
            restricted: banner::restricted(conn, &patient.id).await?,
            first_visit: !earlier.iter().any(|other| other.id != arrival.id && other.state == State::Seen),
            counted: answers.counted(clinic),
            answers,
            patient,
            on: desk.today().at(arrival.day),
            arrival,
        })
    }

    /// Refuses to record anything at a visit that has ended or is of another day.
    pub fn open_on(&self, today: NaiveDate) -> Result<()> {
        match self.arrival.state {
            State::Seen => Err(DeskError::new(
                "check-in-done",
                "This check-in is finished. Add a new arrival to check them in again.",
            )),
            State::TurnedAway => Err(DeskError::new(
                "turned-away",
                "They were turned away at this visit. Add a new arrival when they come again.",
            )),
            _ if self.arrival.day != today => {
                let day = day_words(self.arrival.day);
                Err(DeskError::new(
                    "another-day",
                    format!("This arrival was for {day}. Add an arrival for today and check them in there."),
                ))
            }
            _ => Ok(()),
        }
    }

    fn facts(&self) -> TreatmentFacts {
        // A treatment that left the catalogue is gated as cosmetic: the stricter reading.
        let cosmetic = self.clinic.treatment(&self.arrival.treatment).is_none_or(|treatment| treatment.cosmetic);
        TreatmentFacts { name: self.arrival.treatment.clone(), cosmetic }
    }

    /// Which way the path goes on the day of the visit.
    pub fn path(&self) -> Path {
        let is = &self.patient.particulars;
        let born = Birth { day: is.born, estimated: is.born_estimated };
        let answer = self.decided().map(|decided| decided.answer);
        path(&self.facts(), self.clinic.nation, &self.clinic.minimum_ages, born, self.on, answer)
    }

    /// What a clinician is asked about this visit, if anything: also after an answer, which can be changed.
    pub fn question(&self) -> Option<ClinicianQuestion> {
        let born = self.patient.particulars.born;
        match gate(&self.facts(), self.clinic.nation, &self.clinic.minimum_ages, born, self.on) {
            Gate::Stopped { .. } => Some(ClinicianQuestion::DoctorDirected),
            Gate::Clinician => Some(ClinicianQuestion::Cosmetic),
            Gate::Allowed | Gate::Parental => None,
        }
    }

    /// This visit's newest decision of a clinician.
    pub fn decided(&self) -> Option<&Decided> {
        self.decisions.iter().rev().find(|decided| decided.arrival_id == self.arrival.id.as_str())
    }

    /// The date of birth is typed again from the document, unseen: for every treatment with a minimum age.
    pub fn rekey(&self) -> bool {
        self.minimum().is_some() && self.path() == Path::Allowed
    }

    /// The treatment's minimum age on the day of the visit.
    pub fn minimum(&self) -> Option<&MinimumAge> {
        minimum_on(&self.arrival.treatment, self.clinic.nation, &self.clinic.minimum_ages, self.arrival.day)
    }

    /// The treatment as lists show it.
    pub fn treatment_name(&self) -> &str {
        self.clinic
            .treatment(&self.arrival.treatment)
            .map_or(self.arrival.treatment.as_str(), |treatment| treatment.name.as_str())
    }

    /// The day of the visit, as the rules take it.
    pub fn on(&self) -> Today {
        self.on
    }

    /// Age in whole years on the day of the visit.
    pub fn age(&self) -> u32 {
        banner::age(self.patient.particulars.born, self.on)
    }

    /// This visit's newest identity check.
    pub fn identity(&self) -> Option<&IdentityCheck> {
        self.checks.iter().rev().find(|check| check.arrival_id.as_deref() == Some(self.arrival.id.as_str()))
    }

    /// This visit's newest age check.
    pub fn age_check(&self) -> Option<&AgeCheck> {
        self.ages.iter().rev().find(|check| check.arrival_id.as_deref() == Some(self.arrival.id.as_str()))
    }

    /// The newest check of a document that showed the date of birth on the record.
    pub fn proof_of_age(&self) -> Option<&IdentityCheck> {
        let shown = |check: &&IdentityCheck| {
            check.method == "document"
                && check.outcome == "confirmed"
                && check.born_match == Some(true)
                && proves_age(check.document.as_deref().unwrap_or_default())
        };
        self.checks.iter().rev().find(shown)
    }

    /// The newest confirmed check of a document that is in date on `today`: what "known to us" may lean on.
    pub fn known_from(&self, today: NaiveDate) -> Option<&IdentityCheck> {
        self.checks.iter().rev().find(|check| leans_on(check, today))
    }

    /// Ask for proof of age: of anyone who looks under 25, and of everybody at a first visit for a treatment with a minimum.
    pub fn challenge_25(&self) -> bool {
        self.proof_of_age().is_none()
            && (is_challenged(self.patient.particulars.born, self.on) || (self.first_visit && self.minimum().is_some()))
    }

    /// The intake sheet on the day of the visit.
    pub fn sheet(&self) -> Vec<Ask<'_>> {
        let born = self.patient.particulars.born;
        sheet(&self.clinic, &self.counted, &self.arrival.treatment, born, self.on)
    }

    /// The newest answer to a purpose that counts, whatever visit it was given at.
    pub fn newest_answer(&self, purpose: &str) -> Option<&ConsentAnswer> {
        self.answers.newest(purpose)
    }

    /// Whether anything was answered at this visit.
    pub fn answered(&self) -> bool {
        self.answers.given_at(self.arrival.id.as_str())
    }

    /// The no that stops this visit, once its answers were given: one of them, or one said since.
    pub fn refused(&self) -> Option<&ConsentAnswer> {
        let rows = self.sheet();
        self.newest_answer(&said_no(&rows).filter(|_| self.answered())?.purpose.id)
    }

    pub fn identity_mark(&self) -> Mark {
        marks::identity(self.identity().map(|check| check.outcome.as_str()))
    }

    pub fn age_mark(&self) -> Mark {
        marks::age(&self.path(), self.age_check().map(|check| check.verdict.as_str()))
    }

    pub fn consents_mark(&self) -> Mark {
        marks::consents(&self.sheet(), self.answered())
    }

    /// A member of staff's name.
    pub fn name_of(&self, staff_id: &str) -> &str {
        self.staff.iter().find(|person| person.id.as_str() == staff_id).map_or("", |person| person.name.as_str())
    }
}

/// Whether "known to us" may lean on a check: a document, confirmed, and in date.
pub(super) fn leans_on(check: &IdentityCheck, today: NaiveDate) -> bool {
    let in_date =
        check.expiry.as_deref().and_then(|day| day.parse::<NaiveDate>().ok()).is_some_and(|expiry| expiry >= today);
    check.method == "document" && check.outcome == "confirmed" && in_date
}
