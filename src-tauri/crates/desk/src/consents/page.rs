//! A patient's consents: for each purpose what stands, and every answer with the words it was given on.

use std::collections::HashMap;

use chrono::NaiveDate;
use frontdesk_domain::catalogue::{Clinic, Purpose, PurposeKind};
use frontdesk_domain::consent::{Ask, Capacity, Counted, Method, due};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::wall_clock::Today;
use frontdesk_domain::withdrawal::{WithdrawalReason, effects, may_be_taken_back};
use frontdesk_store::Conn;
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::consent_paper::{self, Which};
use frontdesk_store::patient::Patient;

use crate::answers::Answers;
use crate::error::Result;
use crate::history::{Names, name_of, names};
use crate::open::{Entry, OpenDesk};
use crate::patient::why;
use crate::views::board::Tone;
use crate::views::consents::{
    ConsentGroupView, ConsentPageView, ConsentRowView, ConsentSaidView, ConsentsView, WithdrawalReasonView, answer_word,
};
use crate::words::sentences;
use crate::{banner, clock, paper_back, signing};

/// Forms on paper a page shows at most.
const PAPERS: u32 = 50;

/// A patient's consents.
pub async fn see_consents(desk: &OpenDesk, patient_id: String) -> Result<ConsentsView> {
    let mut act = desk.begin(UseCase::OpenPatient).await?;
    let id = PatientId(patient_id);
    let view = view(desk, act.conn(), &id).await?;
    act.commit(Entry::about("patient", id).with("part", "consents")).await?;
    Ok(view)
}

pub(super) async fn view(desk: &OpenDesk, conn: &mut Conn, id: &PatientId) -> Result<ConsentsView> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let patient = banner::held(conn, id).await?;
    let page = Page::load(conn, &clinic, &patient, today).await?;
    let titles = [
        (PurposeKind::Data, "data", "Health details"),
        (PurposeKind::Treatment, "treatment", "Treatments"),
        (PurposeKind::Photographs, "photographs", "Photographs"),
        (PurposeKind::Marketing, "marketing", "News and offers"),
    ];
    let mut groups = Vec::new();
    for (kind, code, title) in titles {
        let rows = page.rows(kind)?;
        if !rows.is_empty() {
            groups.push(ConsentGroupView { kind: code.to_string(), title: title.to_string(), rows });
        }
    }
    let papers = consent_paper::list(conn, Which::Of(id), PAPERS).await?;
    let loose = paper_back::loose(conn, id, &page.staff).await?;
    Ok(ConsentsView {
        banner: banner::banner(conn, id, today).await?,
        // A form that was only looked at on the screen is nothing to show.
        papers: papers
            .iter()
            .filter(|listed| listed.sent_at.is_some() || !listed.back.is_empty())
            .map(|listed| paper_back::row(&clinic, listed, today))
            .collect(),
        pages: loose.into_iter().map(|(page_id, note)| ConsentPageView { page_id, note }).collect(),
        can_see_papers: UseCase::OpenPaper.allows(desk.who().role),
        groups,
        signed: signing::forms(conn, id).await?,
        reasons: WithdrawalReason::ALL
            .map(|reason| WithdrawalReasonView { reason, label: reason.label().to_string() })
            .to_vec(),
    })
}

pub(super) struct Page<'a> {
    pub clinic: &'a Clinic,
    pub answers: Answers,
    /// The answers that count.
    pub counted: Counted,
    pub staff: Names,
    /// The papers that answers stand on, by answer.
    pub papers: HashMap<String, String>,
    pub born: NaiveDate,
    pub today: Today,
}

impl<'a> Page<'a> {
    /// Everything said by a patient, as far as it stands today.
    pub async fn load(conn: &mut Conn, clinic: &'a Clinic, patient: &Patient, today: Today) -> Result<Page<'a>> {
        let answers = Answers::load(conn, patient).await?;
        Ok(Page {
            clinic,
            counted: answers.counted(clinic),
            answers,
            staff: names(conn).await?,
            papers: consent_paper::links(conn, &patient.id).await?.into_iter().collect(),
            born: patient.particulars.born,
            today,
        })
    }

    /// Consent to a treatment shows once it was asked for: what may be planned some day is not for this page.
    fn rows(&self, kind: PurposeKind) -> Result<Vec<ConsentRowView>> {
        let mut purposes: Vec<&Purpose> = self.clinic.purposes.iter().filter(|purpose| purpose.kind == kind).collect();
        purposes.sort_by_key(|purpose| purpose.order);
        let mut rows = Vec::new();
        for purpose in purposes {
            let said: Vec<&ConsentAnswer> = self.said_of(purpose);
            if !said.is_empty() || kind != PurposeKind::Treatment {
                rows.push(self.row(purpose, &said)?);
            }
        }
        Ok(rows)
    }

    /// Everything said about a purpose, oldest first.
    pub fn said_of(&self, purpose: &Purpose) -> Vec<&ConsentAnswer> {
        self.answers.all.iter().filter(|answer| answer.purpose == purpose.id).collect()
    }

    pub fn row(&self, purpose: &Purpose, said: &[&ConsentAnswer]) -> Result<ConsentRowView> {
        let marketing = purpose.kind == PurposeKind::Marketing;
        let newest = self.counted.newest(&purpose.id);
        let wording = purpose.wording.as_deref().and_then(|id| self.clinic.wording(id));
        let (word, tone, note) = match (newest, wording) {
            (Some(held), Some(wording)) => {
                let (word, tone) = answer_word(held.answer, marketing);
                let again = due(purpose, wording, held, self.born, self.today).filter(|why| why.again());
                let ask = Ask { purpose, wording, held: Some(held), due: again };
                match again {
                    Some(_) => ("Ask again", Tone::Warn, format!("At the next visit: {}", why(&ask))),
                    None => (word, tone, format!("Since {}.", clock::day_words(held.day()))),
                }
            }
            _ => ("Not asked", Tone::Rest, String::new()),
        };
        Ok(ConsentRowView {
            purpose: purpose.id.clone(),
            title: purpose.title.clone(),
            word: word.to_string(),
            tone,
            note,
            can_withdraw: newest.is_some_and(|held| may_be_taken_back(purpose, held, self.today.day())),
            effects: effects(purpose),
            history: said.iter().rev().map(|answer| self.said(answer, marketing)).collect(),
        })
    }

    fn said(&self, answer: &ConsentAnswer, marketing: bool) -> ConsentSaidView {
        let (word, tone) = answer_word(answer.answer, marketing);
        ConsentSaidView {
            when: format!("{}, {}", clock::local_day(&answer.at), clock::local_time(&answer.at)),
            word: word.to_string(),
            tone,
            how: how(answer),
            paper: self.papers.get(&answer.id).cloned(),
            reason: answer.reason.clone().unwrap_or_default(),
            by: name_of(&self.staff, &answer.by),
            question: answer.wording_question.clone(),
            text: answer.wording_text.clone(),
            wording_version: answer.wording_version,
            approved: answer.wording_approved,
        }
    }
}

/// "A parent, Ewa Kowalska. On paper, signed. Interpreter Ana Silva."
pub(crate) fn how(answer: &ConsentAnswer) -> String {
    let who = match answer.capacity {
        Capacity::Patient => "The patient",
        Capacity::Parent => "A parent",
        Capacity::Attorney => "An attorney or deputy",
    };
    let method = match answer.method {
        Method::OnScreen => "On screen",
        Method::Written => "On paper, signed",
        Method::VerbalWitnessed => "Spoken",
        Method::Phone => "By telephone",
    };
    sentences(&[
        Some(answer.speaker.as_ref().map_or_else(|| who.to_string(), |name| format!("{who}, {name}"))),
        Some(method.to_string()),
        answer.witness.as_ref().map(|name| format!("Witness {name}")),
        answer.interpreter.as_ref().map(|name| format!("Interpreter {name}")),
    ])
}
