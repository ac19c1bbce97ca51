//! The page of a child: every adult with how far their proof has come, the child's voice, the blocks.

use chrono::NaiveDate;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::parental::{
    Claim, Competence, Evidence, Link, Means, ParentalForm, ParentalVerdict, QUESTIONS, RequesterForm, good_through,
    means, needed, presumed, table,
};
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::child_voice::{Assessment, Viewed};
use frontdesk_store::parental_record::ParentalRecord;
use frontdesk_store::release_block::{Answered, Block};
use frontdesk_store::{Conn, request_outcome, rights_request};

use super::child::Child;
use super::record::DECISIONS;
use super::requester;
use crate::banner;
use crate::clock::{day_words, local_date};
use crate::error::Result;
use crate::history::name_of;
use crate::open::OpenDesk;
use crate::request::{is_open, right_name};
use crate::views::board::Tone;
use crate::views::parental::{
    AdultRequestView, AdultView, AnswerToView, AssessmentView, BlockAnsweredView, BlockView, ChildFoundView,
    ChildSaidView, ChildVoiceView, ClaimPaperView, ClaimView, ParentalPageView, ParentalView, QuestionView,
};

/// Asked word for word, so that nobody can say it was not understood.
const ORDERS_QUESTION: &str = "Are there any court orders about the child: about where the child lives, who may see the child, or what anybody may decide for the child?";

/// The page as it stands in the transaction.
pub(super) async fn page(desk: &OpenDesk, conn: &mut Conn, id: &PatientId) -> Result<ParentalPageView> {
    let (today, role) = (desk.today(), desk.who().role);
    let child = Child::load(conn, &desk.clinic(), id).await?;
    let linked = linked(conn, id).await?;
    let adults = child.adults().into_iter().filter_map(|adult| {
        let mut view = adult_view(&child, child.newest(adult)?, today);
        view.requests = linked.iter().filter(|(of, _)| of == adult).map(|(_, request)| request.clone()).collect();
        Some(view)
    });
    let adults = adults.collect();
    Ok(ParentalPageView {
        banner: banner::banner(conn, id, today).await?,
        adults,
        child: voice(&child, today),
        blocks: child.blocks.iter().rev().map(|block| block_view(desk, &child, block)).collect(),
        found: child
            .found
            .iter()
            .rev()
            .map(|found| ChildFoundView {
                how: found.how.clone(),
                why: found.why.clone(),
                at: found.at.clone(),
                by: name_of(&child.staff, &found.by),
            })
            .collect(),
        claims: Claim::ALL.iter().map(|claim| claim_view(&child, *claim)).collect(),
        documents: crate::check_in::documents(),
        say: format!(
            "Thank you. Because {} is {}, I need to see who is responsible, and then our practice manager decides. May I see your own photo document first?",
            called(&child),
            banner::age(child.born(), today)
        ),
        orders_question: ORDERS_QUESTION.to_string(),
        ends_at: child.ends_at(),
        can_record: UseCase::RecordParental.allows(role),
        can_decide: UseCase::DecideParental.allows(role),
        can_assess: UseCase::AssessCompetence.allows(role),
    })
}

/// Every request of a patient that rests on an adult, with the adult.
async fn linked(conn: &mut Conn, id: &PatientId) -> Result<Vec<(String, AdultRequestView)>> {
    let mut found = Vec::new();
    for request in rights_request::for_patient(conn, id).await? {
        let Some(link) = request_outcome::links(conn, &request.id).await?.pop() else { continue };
        let open = is_open(conn, &request.id).await?;
        let view = AdultRequestView {
            request_id: request.id.0,
            reference: request.reference,
            right_name: right_name(request.right).to_string(),
            open,
        };
        found.push((link.adult_id, view));
    }
    Ok(found)
}

/// One adult, by their newest record.
pub(crate) fn adult_view(child: &Child, record: &ParentalRecord, today: Today) -> AdultView {
    let (nation, born) = (child.clinic.nation, child.born());
    let verdict = child.verdict(record, today);
    let (link, row) = table().link(record.capacity, &record.evidence, nation, born);
    let form = form_of(record);
    let wanting = match verdict {
        ParentalVerdict::NotProved | ParentalVerdict::Manager => {
            needed(&form, record.requester.identified, nation, born)
        }
        _ => Vec::new(),
    };
    let (word, tone) = verdict_word(verdict);
    let (through, ended) = lasts(child, record, today);
    AdultView {
        adult_id: record.adult_id.clone(),
        parental_id: record.id.0.clone(),
        name: record.requester.name(),
        capacity: record.capacity.words().to_string(),
        verdict,
        word: word.to_string(),
        tone,
        needed: wanting.iter().map(|needed| needed.ask.clone()).collect(),
        source: row.filter(|_| link != Link::NotEnough).map(|row| row.source.clone()),
        shown: requester::shown(&record.requester),
        identified: record.requester.identified && record.requester.expiry.is_none_or(|last| last >= today.day()),
        identity_advice: requester::advice(record, today.day()),
        form,
        said: child
            .views
            .iter()
            .rev()
            .filter(|said| said.adult_id == record.adult_id)
            .map(|said| said_view(child, said))
            .collect(),
        records: child.of_adult(&record.adult_id).rev().map(|record| view(child, record, today)).collect(),
        good_through: through.map(|day| day.to_string()),
        ended,
        requests: Vec::new(),
        say: say(child, verdict, today),
    }
}

/// Through which day a proof is good, or why it has ended.
fn lasts(child: &Child, record: &ParentalRecord, today: Today) -> (Option<NaiveDate>, Option<String>) {
    let proved = child.decision(&record.id).filter(|decision| decision.decision == "proved");
    let Some((decided, review)) = proved.and_then(|it| Some((local_date(&it.at)?, it.review_on?))) else {
        return (None, None);
    };
    let (last, _) = good_through(child.born(), child.clinic.nation, decided, review);
    if last >= today.day() {
        return (Some(last), None);
    }
    (None, Some(format!("The proof ended on {}. Ask for it again.", day_words(last))))
}

/// The newest record's answers, with the adult's own check to stand when it may.
pub(super) fn form_of(record: &ParentalRecord) -> ParentalForm {
    let is = &record.requester;
    let typed = |day: Option<NaiveDate>| day.map_or_else(TypedDate::default, TypedDate::of);
    ParentalForm {
        goes_on_from: Some(record.id.0.clone()),
        requester: RequesterForm {
            given_names: is.given_names.clone(),
            surname: is.surname.clone(),
            born: typed(is.born),
            same_as_before: is.identified,
            ..RequesterForm::default()
        },
        capacity: Some(record.capacity),
        evidence: record.evidence.clone(),
        child_matches: record.child_matches,
        orders: record.orders,
        orders_note: record.orders_note.clone().unwrap_or_default(),
        note: record.note.clone().unwrap_or_default(),
    }
}

/// A verdict for the desk.
pub(crate) fn verdict_word(verdict: ParentalVerdict) -> (&'static str, Tone) {
    match verdict {
        ParentalVerdict::NoStanding => ("No standing", Tone::Stop),
        ParentalVerdict::Stopped => ("Stopped by an order", Tone::Stop),
        ParentalVerdict::NotProved => ("More is needed", Tone::Rest),
        ParentalVerdict::Manager => ("Practice manager judges the papers", Tone::Warn),
        ParentalVerdict::AskChild => ("Ask the child", Tone::Warn),
        ParentalVerdict::Proved => ("Reception’s part is complete", Tone::Ok),
    }
}

/// A record with its decision.
pub(crate) fn view(child: &Child, record: &ParentalRecord, today: Today) -> ParentalView {
    let decision = child.decision(&record.id);
    let newest = child.newest(&record.adult_id).is_some_and(|newest| newest.id == record.id);
    let verdict = if newest { child.verdict(record, today) } else { record.verdict };
    let (word, tone) = verdict_word(verdict);
    ParentalView {
        parental_id: record.id.0.clone(),
        requester_name: record.requester.name(),
        capacity: record.capacity.words().to_string(),
        verdict,
        word: word.to_string(),
        tone,
        at: record.at.clone(),
        by: name_of(&child.staff, &record.by),
        decision: decision
            .and_then(|decision| DECISIONS.iter().find(|(_, code)| *code == decision.decision).map(|(of, _)| *of)),
        decided_by: decision.map(|decision| name_of(&child.staff, &decision.by)),
        decided_at: decision.map(|decision| decision.at.clone()),
        reason: decision.map(|decision| decision.reason.clone()),
        review_on: decision.and_then(|decision| decision.review_on).map(|day| day.to_string()),
    }
}

fn claim_view(child: &Child, claim: Claim) -> ClaimView {
    let (table, nation, born) = (table(), child.clinic.nation, child.born());
    let none = table.without_standing.iter().find(|row| row.capacity == claim);
    let paper = |paper: &Evidence| {
        let means = means(claim, *paper, nation, born);
        let why = match means {
            Means::Enough => "Enough with their photo document".to_string(),
            Means::Part => "Counts with another paper".to_string(),
            Means::Manager => "The practice manager judges it".to_string(),
            Means::NotEnough => {
                table.not_enough.get(paper).map_or_else(String::new, |why| format!("Not enough: {why}"))
            }
        };
        ClaimPaperView { paper: *paper, words: paper.words().to_string(), means, why }
    };
    ClaimView {
        claim,
        words: claim.words().to_string(),
        no_standing: none.map(|row| row.source.clone()),
        papers: Evidence::ALL.iter().filter(|paper| **paper != Evidence::PhotoId).map(paper).collect(),
    }
}

fn said_view(child: &Child, said: &Viewed) -> ChildSaidView {
    ChildSaidView {
        view: said.view,
        word: said.view.words().to_string(),
        authority: said.authority,
        words: said.words.clone(),
        at: said.at.clone(),
        by: name_of(&child.staff, &said.by),
    }
}

fn voice(child: &Child, today: Today) -> ChildVoiceView {
    let age = banner::age(child.born(), today);
    let newest = child.assessments.last();
    let presumed = presumed(child.clinic.nation, age);
    let because = match (newest, presumed) {
        (Some(newest), _) => format!(
            "{}: {}, {}",
            newest.outcome.words(),
            name_of(&child.staff, &newest.by),
            local_date(&newest.at).map(day_words).unwrap_or_default()
        ),
        (None, Some(_)) => "Presumed to understand: 12 or over in Scotland".to_string(),
        (None, None) => "Not assessed".to_string(),
    };
    ChildVoiceView {
        understands: newest.map(|one| one.outcome).or(presumed).map(|found| found == Competence::Competent),
        because,
        assessments: child.assessments.iter().rev().map(|one| assessment_view(child, one)).collect(),
        questions: QUESTIONS
            .iter()
            .map(|question| QuestionView { code: question.code.to_string(), words: question.words.to_string() })
            .collect(),
    }
}

fn assessment_view(child: &Child, one: &Assessment) -> AssessmentView {
    let words = |code: &str| {
        QUESTIONS.iter().find(|question| question.code == code).map_or(code, |question| question.words).to_string()
    };
    AssessmentView {
        outcome: one.outcome,
        word: one.outcome.words().to_string(),
        answers: one
            .answers
            .iter()
            .map(|(code, answer)| AnswerToView { words: words(code), answer: *answer })
            .collect(),
        reasons: one.reasons.clone(),
        at: one.at.clone(),
        by: name_of(&child.staff, &one.by),
    }
}

/// A block. Reception sees that there is one, and reads what they wrote themselves.
pub(crate) fn block_view(desk: &OpenDesk, child: &Child, block: &Block) -> BlockView {
    let who = desk.who();
    let reads = who.role != Role::Reception || who.id.as_str() == block.by;
    let answer = |answer: &Answered| BlockAnsweredView {
        answer: answer.answer,
        words: answer.answer.words().to_string(),
        request: answer.request_id.as_ref().map(|id| id.0.clone()),
        reason: if reads { answer.reason.clone() } else { String::new() },
        at: answer.at.clone(),
        by: name_of(&child.staff, &answer.by),
    };
    BlockView {
        block_id: block.id.clone(),
        kind: block.kind,
        words: block.kind.words().to_string(),
        detail: reads.then(|| block.detail.clone()),
        lifted: child.lifted(block),
        at: block.at.clone(),
        by: name_of(&child.staff, &block.by),
        answers: child.answers.iter().rev().filter(|it| it.block_id == block.id).map(answer).collect(),
    }
}

/// What the child is called.
fn called(child: &Child) -> &str {
    let is = &child.patient.particulars;
    is.preferred_name.as_deref().or(is.given_names.split(' ').next()).unwrap_or("the child")
}

/// A line to read aloud. It names no order and no block.
fn say(child: &Child, verdict: ParentalVerdict, today: Today) -> String {
    let name = called(child);
    match verdict {
        ParentalVerdict::NotProved => format!(
            "Thank you. Because {name} is {}, there is a little more I need to see before our practice manager can decide.",
            banner::age(child.born(), today)
        ),
        ParentalVerdict::Proved | ParentalVerdict::Manager | ParentalVerdict::AskChild => {
            "Thank you, that is all I need. Our practice manager decides and will tell you.".to_string()
        }
        ParentalVerdict::Stopped | ParentalVerdict::NoStanding => {
            "Thank you. I have written this down. Our practice manager will tell you what happens next.".to_string()
        }
    }
}
