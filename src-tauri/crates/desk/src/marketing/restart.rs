//! The only way back after a stop: a letter at their own wish, with a code that comes back in time.

use chrono::Days;
use frontdesk_domain::age::age_on;
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::Capacity;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::marketing::handle::{Handle, handles};
use frontdesk_domain::marketing::standing::{CODE_DAYS, NoRestart, Standing, Step, may_accept, may_ask};
use frontdesk_domain::marketing::{code, list::ADULT};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::patient::Patient;
use frontdesk_store::suppression::{self, Recorded, Source};

use super::stop::{Said, stopped};
use super::{Stand, letter, stands_of, view};
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk, lock};
use crate::parental::may_be_handed_out;
use crate::views::marketing::{AcceptForm, AskRestartForm, MarketingView, RestartLetterForm, RestartView};
use crate::views::paper::DocumentView;

fn refused(why: NoRestart) -> DeskError {
    DeskError::new(why.code(), why.message())
}

fn about(id: &PatientId, channel: MarketingChannel) -> Entry {
    Entry::about("patient", id).with("channel", channel.code())
}

fn standing_of(stands: &[Stand], channel: MarketingChannel) -> Standing {
    stands.iter().find(|stand| stand.channel == channel).map(|stand| stand.standing.clone()).unwrap_or_default()
}

/// Makes a code and the text to send it with. The code itself is not kept: the text is shown once.
pub async fn ask_restart(desk: &OpenDesk, form: AskRestartForm) -> Result<RestartView> {
    let AskRestartForm { patient_id, channel, asked_by_them } = form;
    let (id, until) = (PatientId(patient_id), desk.today().day() + Days::new(CODE_DAYS));
    let mut act = desk.begin(UseCase::AskRestart).await?;
    if !asked_by_them {
        return Err(DeskError::fields(vec![FieldProblem::new(
            "askedByThem",
            "not-their-wish",
            "Only when they asked for it themselves. To ask somebody back who stopped is marketing too, and not allowed.",
        )]));
    }
    may_be_handed_out(desk, act.conn(), &id).await?;
    let (patient, stands) = stands_of(act.conn(), &id).await?;
    may_ask(&standing_of(&stands, channel)).map_err(refused)?;
    let (at, by) = (act.at.clone(), act.by().clone());
    if stands.iter().any(|stand| stand.channel == channel && stand.earlier) {
        let said = Said { source: Source::EarlierAnswer, at: &at, by: by.as_str() };
        suppression::append(act.conn(), &Handle::person(&id), &stopped(channel, &said)).await?;
    }
    let mut random = [0u8; 5];
    getrandom::fill(&mut random)
        .map_err(|_| DeskError::new("no-random", "No code could be made. Nothing was changed. Try again."))?;
    let made = code::of(random);
    let step = Step::Asked { code: made.clone(), until };
    let asked = Recorded { channel, step, source: None, capacity: None, how: None, at, by: by.0 };
    for handle in suppressed(act.conn(), &patient, channel).await? {
        suppression::append(act.conn(), &handle, &asked).await?;
    }
    let marketing = view(desk, act.conn(), &id).await?;
    act.commit(about(&id, channel).with("until", until)).await?;
    let shown = code::shown(&made);
    let words = letter::Words { clinic: &desk.clinic(), patient: &patient, channel, code: &shown, until };
    Ok(RestartView {
        marketing,
        channel,
        until: until.to_string(),
        subject: words.subject(),
        text: words.text(),
        code: shown,
    })
}

/// What of the patient's is suppressed in a channel.
async fn suppressed(conn: &mut Conn, patient: &Patient, channel: MarketingChannel) -> Result<Vec<Handle>> {
    let mut found = Vec::new();
    for handle in handles(&patient.id, &patient.particulars, channel) {
        let steps = suppression::of(conn, &handle).await?;
        let of_channel = steps.iter().filter(|recorded| recorded.channel == channel);
        if Standing::of(of_channel.map(|recorded| &recorded.step)).suppressed() {
            found.push(handle);
        }
    }
    Ok(found)
}

/// The standing with the code on it written as it was typed, when it is the one that was asked with.
async fn with_typed(conn: &mut Conn, standing: Standing, typed: &str) -> Result<Standing> {
    let on_record = suppression::code_on_record(conn, typed).await?;
    Ok(match standing {
        Standing::Asked { code, until } if on_record.contains(&code) => {
            Standing::Asked { code: typed.to_string(), until }
        }
        other => other,
    })
}

/// The letter as pages, as long as its code may still come back.
pub async fn make_restart_letter(desk: &OpenDesk, form: RestartLetterForm) -> Result<DocumentView> {
    let (id, today) = (PatientId(form.patient_id), desk.today());
    let mut act = desk.begin(UseCase::AskRestart).await?;
    let typed = code::typed(&form.code).ok_or_else(|| refused(NoRestart::WrongCode))?;
    let (patient, stands) = stands_of(act.conn(), &id).await?;
    let standing = with_typed(act.conn(), standing_of(&stands, form.channel), &typed).await?;
    may_accept(&standing, &typed, today.day()).map_err(refused)?;
    let Standing::Asked { until, .. } = standing else { return Err(refused(NoRestart::NotAsked)) };
    let clinic = desk.clinic();
    let shown = code::shown(&typed);
    let words = letter::Words { clinic: &clinic, patient: &patient, channel: form.channel, code: &shown, until };
    let values = words.letter(today.day(), &desk.who().name);
    let document = blocking(move || frontdesk_documents::letter(&values)).await??;
    let entry = about(&id, form.channel).with("paper", "restart-letter");
    act.commit(entry.clone().with("pages", document.pages)).await?;
    // A print queue shows the title: not whose letter it is.
    Ok(lock(&desk.papers).show("Letter about news and offers", document, entry, Vec::new()))
}

/// Takes the code that came back. Until then, and with any other, it stays stopped.
pub async fn accept_restart(desk: &OpenDesk, form: AcceptForm) -> Result<MarketingView> {
    let (id, today, channel) = (PatientId(form.patient_id), desk.today(), form.channel);
    let mut act = desk.begin(UseCase::AcceptRestart).await?;
    let (patient, stands) = stands_of(act.conn(), &id).await?;
    let mut problems = Vec::new();
    let typed = code::typed(&form.code).unwrap_or_default();
    if typed.is_empty() {
        let message = "Enter the eight letters and digits of the code, for example 7K4P-2MXD.";
        problems.push(FieldProblem::new("code", "code-incomplete", message));
    } else {
        let standing = with_typed(act.conn(), standing_of(&stands, channel), &typed).await?;
        if let Err(why) = may_accept(&standing, &typed, today.day()) {
            problems.push(FieldProblem::new("code", why.code(), why.message()));
        }
    }
    let adult = age_on(patient.particulars.born, today).is_some_and(|age| age >= ADULT);
    match form.capacity {
        None => problems.push(FieldProblem::new("capacity", "capacity-missing", "Choose who accepted.")),
        Some(Capacity::Parent) if adult => problems.push(FieldProblem::new(
            "capacity",
            "parent-of-adult",
            "They are 18 or over: a parent cannot accept for them. Ask them, or an attorney.",
        )),
        Some(_) => {}
    }
    if form.how.is_none() {
        problems.push(FieldProblem::new("how", "how-missing", "Choose how the answer came."));
    }
    if !problems.is_empty() {
        return Err(DeskError::fields(problems));
    }
    let step = Step::Accepted { code: typed };
    let (at, by) = (act.at.clone(), act.by().0.clone());
    let accepted = Recorded { channel, step, source: None, capacity: form.capacity, how: form.how, at, by };
    for handle in suppressed(act.conn(), &patient, channel).await? {
        suppression::append(act.conn(), &handle, &accepted).await?;
    }
    let view = view(desk, act.conn(), &id).await?;
    act.commit(about(&id, channel)).await?;
    Ok(view)
}
