//! Check-in: identity, age, consents.

use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::mrz::MrzReading;
use frontdesk_domain::patient::TypedDate;

use super::board::{Mark, Tone};
use super::patient::BannerView;
use super::{choice, view};

choice! {
    /// How the identity was established.
    IdentityMethod { Document, Known, Vouched }
    /// Does the photograph look like the person?
    LikenessAnswer { Yes, No, Unsure }
    /// What was shown.
    DocumentKind { Passport, IdentityCard, DrivingLicence, PassCard, BirthCertificate, ResidencePermit, Other }
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
    }
    /// What is told, with its basis.
    ToldView { title: String, basis: String }
    /// A reason for turning away.
    TurnAwayView { code: String, label: String, say: String }

    /// A machine-readable zone read and compared with the record.
    ZoneView {
        reading: MrzReading,
        /// Problems first.
        rows: Vec<ZoneRowView>,
        title: String,
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
        /// For "known to us": the earlier check, and the two details read back.
        earlier_check: Option<String>,
        read_back: Vec<String>,
        /// For vouching: the colleague who knows the person.
        vouched_by: Option<String>,
        note: String,
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
