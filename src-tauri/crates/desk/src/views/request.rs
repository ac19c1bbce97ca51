//! Rights requests: the log, the clock with its working, the board.

use frontdesk_domain::clock::{Clock, Right};
use frontdesk_domain::patient::TypedDate;

use super::board::Tone;
use super::{choice, view};

choice! {
    /// How it arrived.
    RequestHow { InPerson, Phone, Email, Letter, Other }
    /// Who makes it.
    RequestBy { Patient, Parent, Agent }
    /// How the answer goes out.
    ReplyBy { Email, Post, Collect }
}

view! {
    /// A request as logged at the desk.
    RequestForm {
        patient_id: String,
        right: Right,
        received: TypedDate,
        how: RequestHow,
        /// What they asked for, in their words.
        said: String,
        made_by: RequestBy,
        requester_name: String,
        /// Identity was asked for, for there is a reasonable doubt.
        id_asked: bool,
        reply_by: ReplyBy,
        /// The adult whose proof of parental responsibility it rests on, when it is already recorded.
        adult_id: Option<String>,
    }
    /// A row of the board.
    RequestRowView {
        request_id: String,
        reference: String,
        right: Right,
        right_name: String,
        patient_name: String,
        /// The patient is under 16 today.
        under_16: bool,
        received: String,
        due: Option<String>,
        word: String,
        tone: Tone,
    }
    /// One request.
    RequestView {
        request_id: String,
        reference: String,
        right: Right,
        right_name: String,
        banner: super::patient::BannerView,
        received: String,
        how: RequestHow,
        said: String,
        made_by: RequestBy,
        requester_name: Option<String>,
        reply_by: ReplyBy,
        clock: Clock,
        word: String,
        tone: Tone,
        logged_by: String,
        logged_at: String,
        /// What is not yet decided: an opinion, other people's data, a child.
        undecided: Vec<String>,
        /// Whether this person may make the response.
        can_make_response: bool,
        /// It is about somebody under 18 and is decided with what protects a child.
        about_child: bool,
        /// Whether this person may decide it.
        can_decide: bool,
        /// What became of it, in words; none while it is open.
        settled: Option<String>,
        /// A response about a child went out, and is held as it went.
        released: bool,
    }
}

choice! {
    /// What becomes of a request about a child.
    ChildOutcome { Released, Queued, Corrected, Refused }
}

view! {
    /// What a release about a child still waits for, and what can be given.
    ReleaseView {
        request: RequestView,
        /// The adult it rests on; none for the child's own request, or when none is linked.
        adult: Option<super::parental::AdultView>,
        /// Adults to link it to.
        adults: Vec<LinkChoiceView>,
        /// What stands against it, one sentence each.
        barriers: Vec<BarrierView>,
        /// Blocks in force, each with whether a reason is recorded for this request.
        blocks: Vec<ReleaseBlockView>,
        /// What is held, in the order of the response.
        items: Vec<ReleaseItemView>,
        /// Places in them where somebody else may be named: each is decided.
        named: Vec<NamedView>,
        /// What a parent is never given: said once.
        left_out: Vec<String>,
        /// The clinic's places outside this desk.
        other_places: Vec<String>,
        /// The health professional's opinion is needed.
        needs_opinion: bool,
        /// A reason why it is evidently best for the child would stand in for the child's word.
        asks_best_interests: bool,
        /// What became of it.
        outcome: Option<OutcomeView>,
        can_decide: bool,
    }
    /// An adult to link a request to.
    LinkChoiceView { adult_id: String, name: String, capacity: String, word: String }
    /// What stands against a release.
    BarrierView { code: String, words: String }
    /// A block, beside a request.
    ReleaseBlockView { block: super::parental::BlockView, considered: bool }
    /// Something held.
    ReleaseItemView { table: String, what: String, dated: String, rows: u32 }
    /// A place where somebody else may be named, in its line.
    NamedView {
        /// The same for the same words in the same place.
        key: String,
        table: String,
        what: String,
        kind: frontdesk_domain::third_party::Kind,
        before: String,
        found: String,
        after: String,
    }
    /// What was decided about such a place.
    NamedChoice { key: String, take_out: bool }
    /// What became of a request.
    OutcomeView { outcome: ChildOutcome, words: String, reason: String, at: String, by: String }
    /// A release as decided. The texts say what was decided and by whom.
    ReleaseForm {
        request_id: String,
        /// The health professional: who, and that no serious harm is done.
        opinion: String,
        /// Other people's data.
        others: String,
        /// The places outside this desk.
        elsewhere: String,
        /// Why it is evidently best for the child, where the child's word is missing.
        best_interests: String,
        /// Tables held back.
        held_back: Vec<String>,
        /// Places where somebody else may be named, each taken out or left in.
        named: Vec<NamedChoice>,
        reason: String,
    }
    /// Deletion, correction or a refusal, as decided.
    SettleForm { request_id: String, outcome: ChildOutcome, reason: String, best_interests: String }
}
