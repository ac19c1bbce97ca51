//! Handing the screen to the patient, and taking it back.
//!
//! While it is handed over, `OpenDesk` refuses every use case but the hand-over's own, whatever the window asks. It ends
//! with the passphrase of who handed it over, or with a lock.

use frontdesk_domain::consent::{Answer, Ask, Capacity, Method};
use frontdesk_domain::role::UseCase;
use frontdesk_domain::spoken::{Spoken, SpokenForm};
use frontdesk_store::Conn;
use frontdesk_store::audit_entry::Outcome;
use frontdesk_vault::SlotId;
use serde_json::{Map, Value, json};

use crate::check_in::{DRAFT, Visit, may_be_asked};
use crate::consents::speaks_for;
use crate::entrance::blocking;
use crate::entry::refusal_code;
use crate::error::{DeskError, Result};
use crate::guess::Door;
use crate::open::{OpenDesk, lock};
use crate::paper::{declaration, printed_name};
use crate::secret::Secret;
use crate::views::check_in::ConsentAnswerForm;
use crate::views::paper::PaperSize;
use crate::views::session::SessionView;
use crate::views::signing::{HandOverForm, HandedOverView, HandedQuestionView};
use crate::{draft, unlock};

/// Whose hands the screen is in, and what for.
#[derive(Clone, Debug)]
pub(crate) struct HandedOver {
    pub arrival_id: String,
    pub capacity: Capacity,
    /// Their name, when it is not the patient.
    pub speaker: String,
    pub interpreter: String,
    /// Print size of their copy.
    pub size: PaperSize,
    /// They have signed: only taking back is left.
    pub signed: bool,
}

impl HandedOver {
    /// To the patient of an arrival, with nobody else.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn to_patient(arrival_id: &str) -> Self {
        Self {
            arrival_id: arrival_id.to_string(),
            capacity: Capacity::Patient,
            speaker: String::new(),
            interpreter: String::new(),
            size: PaperSize::Normal,
            signed: false,
        }
    }

    /// What a sheet answered on it says of who answers.
    pub(super) fn spoken_form(&self) -> SpokenForm<'_> {
        SpokenForm {
            capacity: self.capacity,
            speaker: &self.speaker,
            method: Method::OnScreen,
            witness: "",
            interpreter: &self.interpreter,
        }
    }

    /// Under which draft the patient's own answers are found again: only who gave them gets them back.
    fn who(&self) -> Value {
        json!({ "capacity": self.capacity, "speaker": self.speaker })
    }
}

/// Whose hands the screen is in.
pub(super) fn handed(desk: &OpenDesk) -> Result<HandedOver> {
    lock(&desk.handed).clone().ok_or_else(|| {
        DeskError::new("not-handed-over", "The screen is not handed to anybody. Open the check-in again.")
    })
}

/// Hands the screen to the patient, for what is due at their visit.
pub async fn hand_over(desk: &OpenDesk, form: HandOverForm) -> Result<HandedOverView> {
    let mut act = desk.begin(UseCase::HandOver).await?;
    let visit = Visit::load(act.conn(), desk, form.arrival_id.clone()).await?;
    may_be_asked(&visit, desk.today().day())?;
    let mut handed = HandedOver {
        arrival_id: form.arrival_id,
        capacity: form.capacity,
        speaker: form.speaker,
        interpreter: form.interpreter,
        size: form.size,
        signed: false,
    };
    let Spoken { speaker, interpreter, .. } =
        speaks_for(&visit.patient, visit.on(), &handed.spoken_form()).map_err(DeskError::fields)?;
    handed.speaker = speaker.unwrap_or_default();
    handed.interpreter = interpreter.unwrap_or_default();
    if !visit.sheet().iter().any(is_asked) {
        return Err(DeskError::new(
            "nothing-to-sign",
            "Every answer on the sheet still stands, so there is nothing to sign. Save the sheet here.",
        ));
    }
    let view = view(desk, act.conn(), &visit, &handed).await?;
    act.commit(visit.entry().with("questions", view.questions.len())).await?;
    *lock(&desk.handed) = Some(handed);
    Ok(view)
}

/// What the patient sees: for a page that was loaded again in their hands.
pub async fn see_handed_over(desk: &OpenDesk) -> Result<HandedOverView> {
    let mut look = desk.look(UseCase::SeeHandedOver).await?;
    let handed = handed(desk)?;
    let visit = Visit::load(look.conn(), desk, handed.arrival_id.clone()).await?;
    view(desk, look.conn(), &visit, &handed).await
}

/// Keeps what they have answered so far with the draft of their visit, for the desk too. A signature is not kept before
/// it is given.
pub async fn keep_handed_over(desk: &OpenDesk, answers: Vec<ConsentAnswerForm>) -> Result<()> {
    let subject = lock(&desk.handed).as_ref().map(|handed| handed.arrival_id.clone()).unwrap_or_default();
    let keep = |form: &mut Map<String, Value>| {
        let Ok(handed) = handed(desk) else { return };
        let given: Map<String, Value> = answers.iter().map(|given| (given.purpose.clone(), kept(given))).collect();
        let sheet = form.get("consents").and_then(|consents| consents.get("answers")).and_then(Value::as_object);
        let mut all = sheet.cloned().unwrap_or_default();
        all.extend(given.clone());
        let consents = json!({
            "answers": all,
            "capacity": handed.capacity,
            "speaker": handed.speaker,
            "method": Method::OnScreen,
            "witness": "",
            "interpreter": handed.interpreter,
        });
        form.insert("consents".to_string(), consents);
        form.insert("handed".to_string(), json!({ "who": handed.who(), "answers": given }));
    };
    draft::keep_answers(desk, DRAFT, &subject, keep).await?;
    handed(desk).map(drop)
}

/// An answer as the check-in's own screen keeps it.
fn kept(given: &ConsentAnswerForm) -> Value {
    json!({ "answer": given.answer, "wordingId": given.wording_id, "wordingVersion": given.wording_version })
}

/// Takes the screen back to the desk: with the passphrase of who handed it over. Anybody else locks it and unlocks.
pub async fn take_back(desk: &OpenDesk, passphrase: Secret) -> Result<SessionView> {
    let mut act = desk.begin(UseCase::TakeBack).await?;
    let handed = handed(desk)?;
    let visit = Visit::load(act.conn(), desk, handed.arrival_id).await?;
    let slot: SlotId = desk.who().slot_id.parse()?;
    let house = desk.house.clone();
    let opened = blocking(move || {
        let (folder, keyring) = (&house.folder, house.keyring.as_ref());
        house.guess(Door::HandOver, || {
            frontdesk_vault::unlock(folder, keyring, slot, &passphrase.passphrase()).map(drop)
        })
    })
    .await?;
    match opened {
        Ok(()) => act.commit(visit.entry().with("signed", handed.signed)).await?,
        Err(refusal) => {
            let wrong = matches!(refusal.code.as_str(), "wrong-passphrase" | "too-many-tries");
            let outcome = if wrong { Outcome::Refused } else { Outcome::Failed };
            act.end(visit.entry().with("code", refusal_code(&refusal.code)), outcome).await?;
            return Err(refusal);
        }
    }
    *lock(&desk.handed) = None;
    desk.touch();
    unlock::session_view(desk).await
}

/// Whether a row is for the patient to answer now: due, and not stopped.
pub(super) fn is_asked(row: &Ask<'_>) -> bool {
    row.due.is_some()
}

/// The name that stands beside the signature.
pub(super) fn signer(visit: &Visit, handed: &HandedOver) -> String {
    match handed.capacity {
        Capacity::Patient => printed_name(&visit.patient.particulars),
        Capacity::Parent | Capacity::Attorney => handed.speaker.clone(),
    }
}

async fn view(desk: &OpenDesk, conn: &mut Conn, visit: &Visit, handed: &HandedOver) -> Result<HandedOverView> {
    let clinic = desk.clinic();
    let given = draft::kept(desk, conn, DRAFT, &handed.arrival_id).await?;
    let given = given.get("handed").filter(|kept| kept.get("who") == Some(&handed.who()));
    let question = |row: &Ask<'_>| HandedQuestionView {
        purpose: row.purpose.id.clone(),
        question: row.wording.question.clone(),
        text: row.wording.text.clone(),
        wording_id: row.wording.id.clone(),
        wording_version: row.wording.version,
        approved: row.wording.approved.is_some(),
        required: row.purpose.required,
        given: given.and_then(|kept| again(kept, row)),
    };
    let questions = match handed.signed {
        true => Vec::new(),
        false => visit.sheet().iter().filter(|row| is_asked(row)).map(question).collect(),
    };
    let name = printed_name(&visit.patient.particulars);
    Ok(HandedOverView {
        clinic_name: clinic.name.clone(),
        signer: signer(visit, handed),
        capacity: handed.capacity,
        wait_seconds: desk.house.wait_at(Door::HandOver)?,
        patient_name: (handed.capacity != Capacity::Patient).then_some(name),
        questions,
        declaration: declaration(&clinic),
        signed: handed.signed,
    })
}

/// What they answered before the desk locked, on these very words.
fn again(kept: &Value, row: &Ask<'_>) -> Option<Answer> {
    let given = kept.get("answers")?.get(&row.purpose.id)?;
    let same = given.get("wordingId")?.as_str()? == row.wording.id
        && given.get("wordingVersion")?.as_u64()? == u64::from(row.wording.version);
    serde_json::from_value(given.get("answer")?.clone()).ok().filter(|_| same)
}
