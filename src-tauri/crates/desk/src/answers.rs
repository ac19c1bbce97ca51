//! Which of a patient's answers count. Loaded here and nowhere else, so that the board, the patient's page, the check-in, the
//! consents, what goes out, whom to ask again and the lists for news all say the same of one person.

use chrono::{DateTime, Utc};
use frontdesk_documents::Weight;
use frontdesk_domain::catalogue::{Clinic, MarketingChannel};
use frontdesk_domain::consent::{Counted, Held};
use frontdesk_domain::parental::is_heard;
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::patient::Patient;
use frontdesk_store::{Conn, StoreError};

use crate::error::Result;
use crate::marketing::{self, Stand};
use crate::parental::competent_since;

/// What a patient said, and what it comes to.
pub(crate) struct Answers {
    /// Every answer on record, oldest first, to be shown. Nothing is decided on them.
    pub all: Vec<ConsentAnswer>,
    /// The same as the rules read them.
    said: Vec<Held>,
    /// Since when the child goes before a parent.
    competent_since: Option<DateTime<Utc>>,
    /// How news and offers stand.
    pub stands: Vec<Stand>,
}

impl Answers {
    pub async fn load(conn: &mut Conn, patient: &Patient) -> Result<Answers> {
        let all = consent_answer::for_patient(conn, &patient.id).await?;
        let said = all.iter().map(ConsentAnswer::held).collect::<std::result::Result<Vec<Held>, StoreError>>()?;
        let competent_since = competent_since(conn, &patient.id).await?;
        let mut answers = Answers { all, said, competent_since, stands: Vec::new() };
        let counting: Vec<ConsentAnswer> = answers.counting().cloned().collect();
        answers.stands = marketing::stands(conn, patient, &counting).await?;
        Ok(answers)
    }

    /// Those that count, oldest first, as they are on record.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &ConsentAnswer> {
        self.counting_held().map(|(answer, _)| answer)
    }

    /// The same, each as the rules read it.
    pub fn counting_held(&self) -> impl DoubleEndedIterator<Item = (&ConsentAnswer, &Held)> {
        self.all.iter().zip(&self.said).filter(|(_, held)| is_heard(held, &self.said, self.competent_since))
    }

    /// What an answer counts for.
    pub fn weight(&self, answer: &ConsentAnswer) -> Weight {
        match self.counting().any(|counts| counts.id == answer.id) {
            true => Weight::Counts,
            false => Weight::OthersWord,
        }
    }

    /// The newest answer to a purpose that counts, as it is on record.
    pub fn newest(&self, purpose: &str) -> Option<&ConsentAnswer> {
        self.counting().rev().find(|answer| answer.purpose == purpose)
    }

    /// The newest answer about a channel that counts.
    pub fn newest_about(&self, channel: MarketingChannel) -> Option<&ConsentAnswer> {
        self.counting().rev().find(|answer| answer.channel == Some(channel))
    }

    /// Whether anything was answered at a visit.
    pub fn given_at(&self, arrival_id: &str) -> bool {
        self.counting().any(|answer| answer.arrival_id.as_deref() == Some(arrival_id))
    }

    /// What the rules decide on.
    pub fn counted(&self, clinic: &Clinic) -> Counted {
        Counted::of(clinic, &self.said, self.competent_since, &marketing::stops(&self.stands))
    }
}
