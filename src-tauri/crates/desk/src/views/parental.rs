//! Parental responsibility, the child's own voice, and what blocks a release.

use frontdesk_domain::parental::{
    Authority, BlockAnswer, BlockKind, ChildView, Claim, Competence, Evidence, Means, ParentalForm, ParentalVerdict,
    YesNo,
};
use frontdesk_domain::patient::TypedDate;

use super::board::Tone;
use super::{choice, view};

choice! {
    /// The practice manager's decision.
    ParentalDecision { Proved, NotProved, Referred }
}

view! {
    /// The page: every adult who claimed something, the child, and what blocks a release.
    ParentalPageView {
        banner: super::patient::BannerView,
        /// Whoever was recorded last comes first.
        adults: Vec<AdultView>,
        child: ChildVoiceView,
        /// Newest first.
        blocks: Vec<BlockView>,
        /// Why the record of somebody under 16 is held, newest first.
        found: Vec<ChildFoundView>,
        /// The claims to choose from, each with what every paper does for it.
        claims: Vec<ClaimView>,
        /// The documents an adult can show.
        documents: Vec<super::check_in::IdentityDocumentView>,
        /// A line to read aloud before anybody is recorded.
        say: String,
        /// The question about court orders, word for word.
        orders_question: String,
        /// From this age nobody asks for them by parental responsibility.
        ends_at: u32,
        can_record: bool,
        can_decide: bool,
        can_assess: bool,
    }
    /// One adult, with their newest record to go on from.
    AdultView {
        adult_id: String,
        /// The newest record's.
        parental_id: String,
        name: String,
        capacity: String,
        /// How far it has come today.
        verdict: ParentalVerdict,
        /// The same in words, and its tone.
        word: String,
        tone: Tone,
        /// What is still needed, one sentence each.
        needed: Vec<String>,
        /// The statute by which the papers are enough.
        source: Option<String>,
        /// "Passport, ends 4417, in date to 3 Jun 2031"; empty when nothing was shown.
        shown: String,
        /// The adult's own identity is confirmed, and may stand without being shown again.
        identified: bool,
        identity_advice: String,
        /// The newest record's answers, to go on from.
        form: ParentalForm,
        /// What the child wants of this adult, newest first.
        said: Vec<ChildSaidView>,
        /// Every record with its decision, newest first.
        records: Vec<ParentalView>,
        /// Found proved, through this day; none when not, or no longer.
        good_through: Option<String>,
        /// Said where a proof has ended.
        ended: Option<String>,
        /// Requests that rest on this adult.
        requests: Vec<AdultRequestView>,
        /// A line to read aloud. It names no order and no block.
        say: String,
    }
    /// A request that rests on an adult.
    AdultRequestView { request_id: String, reference: String, right_name: String, open: bool }
    /// A record with its decision.
    ParentalView {
        parental_id: String,
        requester_name: String,
        capacity: String,
        verdict: ParentalVerdict,
        word: String,
        tone: Tone,
        /// RFC 3339.
        at: String,
        by: String,
        decision: Option<ParentalDecision>,
        decided_by: Option<String>,
        decided_at: Option<String>,
        reason: Option<String>,
        /// ISO date.
        review_on: Option<String>,
    }
    /// A claim, and what every paper does for it.
    ClaimView {
        claim: Claim,
        words: String,
        /// Why it carries no responsibility, when it carries none.
        no_standing: Option<String>,
        papers: Vec<ClaimPaperView>,
    }
    /// What one paper does for a claim.
    ClaimPaperView {
        paper: Evidence,
        words: String,
        means: Means,
        /// "Not enough: names no parent".
        why: String,
    }
    /// What a child wants of an adult.
    ChildSaidView { view: ChildView, word: String, authority: Option<Authority>, words: Option<String>, at: String, by: String }
    /// The child.
    ChildVoiceView {
        /// What holds today: by the newest assessment, or by presumption.
        understands: Option<bool>,
        /// "Presumed: 12 or over in Scotland", "Assessed by ...", "Not assessed".
        because: String,
        /// Newest first: a changed assessment keeps the earlier one.
        assessments: Vec<AssessmentView>,
        questions: Vec<QuestionView>,
    }
    /// One question of the assessment.
    QuestionView { code: String, words: String }
    /// An assessment.
    AssessmentView { outcome: Competence, word: String, answers: Vec<AnswerToView>, reasons: String, at: String, by: String }
    /// An answer in an assessment.
    AnswerToView { words: String, answer: YesNo }
    /// What blocks a release.
    BlockView {
        block_id: String,
        kind: BlockKind,
        words: String,
        /// None for who may not read it: they see that there is one.
        detail: Option<String>,
        lifted: bool,
        at: String,
        by: String,
        /// Newest first.
        answers: Vec<BlockAnsweredView>,
    }
    /// The practice manager's answer to a block.
    BlockAnsweredView { answer: BlockAnswer, words: String, request: Option<String>, reason: String, at: String, by: String }
    /// Why a child's record is held.
    ChildFoundView { how: String, why: String, at: String, by: String }
    /// The decision as typed.
    ParentalDecisionForm {
        parental_id: String,
        decision: ParentalDecision,
        reason: String,
        /// The day to look again; for "proved".
        review_on: TypedDate,
    }
    /// The register of verifications, newest first.
    ParentalRegisterView { rows: Vec<ParentalRegisterRowView>, total: u32 }
    /// One line of it.
    ParentalRegisterRowView {
        patient_id: String,
        at: String,
        child: String,
        born: String,
        under_16: bool,
        adult: String,
        capacity: String,
        /// "Full birth certificate, passport".
        shown: String,
        /// "Asked: none", "Not asked".
        orders: String,
        word: String,
        tone: Tone,
        /// "Proved by Marta Nowak, 24 Nov 2026; look again 24 Nov 2027".
        decision: String,
        by: String,
    }
}
