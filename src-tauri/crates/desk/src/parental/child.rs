//! Everything a decision about a child rests on, read once in its transaction.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::id::{ParentalId, PatientId, RequestId};
use frontdesk_domain::parental::{
    BlockAnswer, ChildView, Competence, Evidence, Facts, ParentalVerdict, ReleaseFacts, Verification, ends_at, verdict,
};
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::Conn;
use frontdesk_store::child_voice::{self, Assessment, Found, Viewed};
use frontdesk_store::parental_record::{self, ParentalDecision, ParentalRecord};
use frontdesk_store::patient::Patient;
use frontdesk_store::release_block::{self, Answered, Block};

use crate::banner;
use crate::clock::local_date;
use crate::error::{DeskError, Result};
use crate::history::{Names, names};

/// A child with what was recorded about them, each list oldest first.
pub(crate) struct Child {
    pub clinic: Arc<Clinic>,
    pub patient: Patient,
    pub records: Vec<ParentalRecord>,
    pub decisions: Vec<ParentalDecision>,
    pub views: Vec<Viewed>,
    pub assessments: Vec<Assessment>,
    pub blocks: Vec<Block>,
    pub answers: Vec<Answered>,
    pub found: Vec<Found>,
    pub staff: Names,
}

impl Child {
    pub async fn load(conn: &mut Conn, clinic: &Arc<Clinic>, id: &PatientId) -> Result<Child> {
        Ok(Child {
            clinic: clinic.clone(),
            patient: banner::held(conn, id).await?,
            records: parental_record::for_patient(conn, id).await?,
            decisions: parental_record::decisions_for_patient(conn, id).await?,
            views: child_voice::views(conn, id).await?,
            assessments: child_voice::assessments(conn, id).await?,
            blocks: release_block::for_patient(conn, id).await?,
            answers: release_block::answers(conn, id).await?,
            found: child_voice::found(conn, id).await?,
            staff: names(conn).await?,
        })
    }

    pub fn born(&self) -> NaiveDate {
        self.patient.particulars.born
    }

    /// The age from which nobody has responsibility for them.
    pub fn ends_at(&self) -> u32 {
        ends_at(self.clinic.nation)
    }

    /// Refuses what is about a child when they are none any more.
    pub fn still_a_child(&self, today: Today) -> Result<()> {
        if banner::age(self.born(), today) < self.ends_at() {
            return Ok(());
        }
        Err(DeskError::new(
            "not-a-child",
            format!(
                "They are {} or over: nobody has parental responsibility for them. They speak for themselves.",
                self.ends_at()
            ),
        ))
    }

    /// Adults by id, whoever was recorded last first.
    pub fn adults(&self) -> Vec<&str> {
        let mut adults: Vec<&str> = Vec::new();
        for record in self.records.iter().rev() {
            if !adults.contains(&record.adult_id.as_str()) {
                adults.push(&record.adult_id);
            }
        }
        adults
    }

    pub fn of_adult<'a>(&'a self, adult: &'a str) -> impl DoubleEndedIterator<Item = &'a ParentalRecord> {
        self.records.iter().filter(move |record| record.adult_id == adult)
    }

    pub fn newest(&self, adult: &str) -> Option<&ParentalRecord> {
        self.records.iter().rev().find(|record| record.adult_id == adult)
    }

    pub fn decision(&self, record: &ParentalId) -> Option<&ParentalDecision> {
        self.decisions.iter().rev().find(|decision| decision.parental_id == *record)
    }

    /// What the child wants of an adult, as last said.
    pub fn view(&self, adult: &str) -> ChildView {
        self.views.iter().rev().find(|said| said.adult_id == adult).map_or(ChildView::NotAsked, |said| said.view)
    }

    pub fn competence(&self) -> Option<Competence> {
        self.assessments.last().map(|assessment| assessment.outcome)
    }

    /// How far a record has come today.
    pub fn verdict(&self, record: &ParentalRecord, today: Today) -> ParentalVerdict {
        let mut seen = record.evidence.clone();
        seen.retain(|paper| *paper != Evidence::PhotoId);
        if record.requester.identified {
            seen.push(Evidence::PhotoId);
        }
        let facts = Facts {
            claim: record.capacity,
            seen: &seen,
            child_matches: record.child_matches == Some(true),
            orders: record.orders,
            nation: self.clinic.nation,
            born: self.born(),
            competence: self.competence(),
            view: self.view(&record.adult_id),
        };
        verdict(&facts, today)
    }

    /// The state of the proof a request rests on: of the adult's newest record, and no other.
    pub fn verification(&self, adult: &str, today: Today) -> Option<Verification> {
        let record = self.newest(adult)?;
        let proved = self.decision(&record.id).filter(|decision| decision.decision == "proved");
        Some(Verification {
            verdict: self.verdict(record, today),
            proved_on: proved.and_then(|decision| local_date(&decision.at)),
            review_on: proved.and_then(|decision| decision.review_on),
        })
    }

    pub fn lifted(&self, block: &Block) -> bool {
        self.answers.iter().any(|answer| answer.block_id == block.id && answer.answer == BlockAnswer::Lifted)
    }

    pub fn considered(&self, block: &Block, request: &RequestId) -> bool {
        self.answers.iter().any(|answer| answer.block_id == block.id && answer.request_id.as_ref() == Some(request))
    }

    /// Blocks in force without a reason recorded for this request.
    fn open_blocks(&self, request: &RequestId) -> usize {
        self.blocks.iter().filter(|block| !self.lifted(block) && !self.considered(block, request)).count()
    }

    /// What a release rests on; `adult` is who a request is linked to.
    pub fn release_facts(
        &self,
        by_adult: bool,
        adult: Option<&str>,
        request: &RequestId,
        best_interests: bool,
        today: Today,
    ) -> ReleaseFacts {
        ReleaseFacts {
            nation: self.clinic.nation,
            born: self.born(),
            by_adult,
            verification: adult.and_then(|adult| self.verification(adult, today)),
            competence: self.competence(),
            view: adult.map_or(ChildView::NotAsked, |adult| self.view(adult)),
            best_interests,
            open_blocks: self.open_blocks(request),
        }
    }
}

/// Since when a patient is found to understand, in a row of assessments up to the newest.
pub(crate) async fn competent_since(conn: &mut Conn, id: &PatientId) -> Result<Option<DateTime<Utc>>> {
    let assessments = child_voice::assessments(conn, id).await?;
    let in_a_row = assessments.iter().rev().take_while(|one| one.outcome == Competence::Competent);
    Ok(in_a_row.last().and_then(|first| DateTime::parse_from_rfc3339(&first.at).ok()).map(|at| at.to_utc()))
}
