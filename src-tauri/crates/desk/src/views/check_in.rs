//! Check-in: identity, age, consents.

use frontdesk_domain::consent::{Answer, Capacity, Method};
pub use frontdesk_domain::identity_document::{DigitalResult, DocumentKind, LikenessAnswer};
use frontdesk_domain::identity_document::{DocumentStanding, ExpiryAsked, NumberAsked};
use frontdesk_domain::mrz::MrzReading;
use frontdesk_domain::patient::TypedDate;

use super::board::{Mark, Tone};
use super::patient::BannerView;
use super::{choice, view};

choice! {
    /// How the identity was established.
    IdentityMethod { Document, Known, Vouched }
    /// What a compared row says.
    Compared { Same, Adds, Differs, FirstTime, Expired, InDate }
    /// A check digit.
    Digit { Passes, Fails, None }
}

view! {
    /// The whole path, as one view.
    CheckInView {
        arrival_id: String,
        banner: BannerView,
        treatment: String,
        treatment_name: String,
        here_since: Option<String>,
        first_visit: bool,
        identity: Mark,
        /// What this visit's newest identity check found, and what to do when it did not confirm.
        identity_note: Option<String>,
        age: Mark,
        consents: Mark,
        /// The last check on record that is still in date, for "known to us".
        known_from: Option<KnownView>,
        /// Questions to ask a known patient: the same for everybody.
        read_back: Vec<ReadBackView>,
        /// Every kind of document with its short form.
        documents: Vec<IdentityDocumentView>,
        /// Who can be asked to answer "not sure".
        colleagues: Vec<ColleagueView>,
        age_step: AgeStepView,
        consent_step: ConsentStepView,
        /// Where the path stops, with what to do: under 16, an 18+ treatment.
        stop: Option<StopView>,
        /// Reasons for turning away, with what to read out.
        turn_away: Vec<TurnAwayView>,
    }
    /// The earlier check a known patient leans on.
    KnownView { check_id: String, text: String }
    /// A question to read aloud.
    ReadBackView { code: String, ask: String }
    /// A kind of document and the fields of its short form.
    IdentityDocumentView {
        kind: DocumentKind,
        name: String,
        /// As it stands inside a sentence.
        within: String,
        /// Who issued it, when that is always the same.
        fixed_issuer: Option<String>,
        /// Else the field that asks.
        issuer_label: Option<String>,
        issuer_hint: String,
        number: NumberAsked,
        expiry: ExpiryAsked,
        likeness: bool,
        name_and_born: bool,
        hologram: bool,
        beside_passport: bool,
        digital_result: bool,
        standing: DocumentStanding,
        /// What to say when it is not enough.
        not_enough: String,
        /// "Shows who they are and their age."
        proves: String,
    }
    /// Another member of staff.
    ColleagueView { staff_id: String, name: String }
    /// The age step.
    AgeStepView {
        age: u32,
        born: String,
        /// The day it was worked out for.
        on: String,
        minimum: Option<u32>,
        /// Where the minimum comes from, e.g. the statute.
        source: Option<String>,
        /// `allowed`, `stopped`, `parental`, `clinician`.
        verdict: String,
        tone: Tone,
        title: String,
        note: String,
        /// Proof of age on record: an identity check this visit or an earlier one.
        proof: Option<String>,
        /// Ask anyone who looks under 25.
        challenge_25: bool,
        /// The date of birth is typed again from the document, with the record's covered.
        rekey: bool,
    }
    /// The path stops.
    StopView {
        /// `under-16`, `under-18`, `clinician`, `clinician-declined`, `estimated-age`, `consent-refused`.
        code: String,
        title: String,
        message: String,
        /// A line to read aloud.
        say: Option<String>,
        /// Leads to the parental-responsibility record.
        parental: bool,
        /// What a clinician is asked about this visit.
        question: Option<frontdesk_domain::clinician::ClinicianQuestion>,
        /// Who is at the desk may answer it.
        can_decide: bool,
    }
    /// The intake sheet.
    ConsentStepView {
        groups: Vec<AskGroupView>,
        told: Vec<ToldView>,
        /// "Example wording, not approved" applies to at least one.
        example_wording: bool,
        answered: u32,
        total: u32,
        required_missing: u32,
    }
    /// A heading with its rows.
    AskGroupView {
        /// `treatment`, `data`, `photographs`, `marketing`.
        kind: String,
        title: String,
        note: String,
        rows: Vec<AskView>,
    }
    /// One question.
    AskView {
        purpose: String,
        question: String,
        /// What is read out, word for word.
        text: String,
        wording_id: String,
        wording_version: u32,
        wording_dated: String,
        approved: bool,
        required: bool,
        /// The answer on record that still stands, if any; else it is to be asked.
        held: Option<Answer>,
        held_note: Option<String>,
        /// News and offers this way are stopped: nothing is asked.
        stopped: bool,
    }
    /// What is told, with its basis.
    ToldView { title: String, basis: String }
    /// A reason for turning away.
    TurnAwayView { code: String, label: String, say: String }

    /// A machine-readable zone read and compared with the record.
    ZoneView {
        reading: MrzReading,
        /// The lines alone do not tell whether it is them: a person compares name and date of birth.
        by_eye: bool,
        /// Problems first.
        rows: Vec<ZoneRowView>,
        title: String,
        /// The kind of document as a heading, and inside a sentence.
        document_name: String,
        document_within: String,
        /// What to do, one sentence for each problem.
        problems: Vec<String>,
        /// What the form takes from it.
        fills: ZoneFillsView,
    }
    /// One compared row.
    ZoneRowView {
        part: String,
        document: String,
        record: String,
        compared: Compared,
        /// Beside the word, e.g. "Z stands for Ż".
        note: String,
        digit: Digit,
        suggestion: Option<ZoneSuggestionView>,
    }
    /// A correction that makes the check digit pass.
    ZoneSuggestionView {
        sentence: String,
        /// The value to use.
        value: String,
        /// The whole zone with the correction, to send again.
        lines: String,
    }
    /// Values a form can take: registration from a passport at the counter.
    ZoneFillsView {
        surname: String,
        given_names: String,
        born: Option<TypedDate>,
        sex: Option<frontdesk_domain::patient::Sex>,
        document: DocumentKind,
        issuer: String,
        last_four: String,
        expiry: Option<TypedDate>,
    }

    /// The identity step as answered.
    IdentityForm {
        arrival_id: String,
        method: IdentityMethod,
        document: Option<DocumentKind>,
        issuer: String,
        last_four: String,
        expiry: TypedDate,
        /// The zone as read, when a reader or a person typed it. Not kept.
        zone: String,
        /// For a document read by eye: name and date of birth match the record.
        matches_record: Option<bool>,
        likeness: Option<LikenessAnswer>,
        /// What only some documents have.
        more: DocumentMoreForm,
        /// For "known to us": the earlier check, and the two details read back.
        earlier_check: Option<String>,
        read_back: Vec<String>,
        /// For vouching: the colleague who knows the person.
        vouched_by: Option<String>,
        note: String,
    }
    /// A number to compare with the record.
    CrossCheckForm { arrival_id: String, licence_number: String, nhs_number: String }
    /// What the numbers say beside the record; none for one that was not typed.
    CrossCheckView { licence: Option<NumberCheckView>, nhs: Option<NumberCheckView> }
    /// A number beside the record: it warns, it never blocks.
    NumberCheckView {
        tone: Tone,
        title: String,
        /// What disagrees, each with what to do.
        lines: Vec<String>,
        /// Worth knowing, and no warning.
        information: Vec<String>,
    }
    /// One answer on the sheet.
    ConsentAnswerForm { purpose: String, answer: Answer, wording_id: String, wording_version: u32 }
    /// The sheet as answered.
    ConsentsForm {
        arrival_id: String,
        answers: Vec<ConsentAnswerForm>,
        capacity: Capacity,
        /// Who speaks, when it is not the patient.
        speaker: String,
        method: Method,
        witness: String,
        interpreter: String,
    }
    /// Turned away.
    TurnAwayForm { arrival_id: String, reason: String, note: String }
}

/// What only some documents have. Numbers are compared and not kept beyond their last four characters.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DocumentMoreForm {
    /// The whole driver number.
    pub licence_number: String,
    /// The PASS hologram is there.
    pub hologram: Option<bool>,
    /// How a digital check's result arrived, and what it says.
    pub digital_result: Option<DigitalResult>,
    /// The passport is there beside the eVisa.
    pub passport_beside: Option<bool>,
    /// The share code, or its last four characters.
    pub share_code: String,
    /// The day the share code was made.
    pub share_made: TypedDate,
    /// NHS number as read from a letter or card.
    pub nhs_number: String,
}
