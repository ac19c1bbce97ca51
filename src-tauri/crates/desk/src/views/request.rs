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
    }
    /// A row of the board.
    RequestRowView {
        request_id: String,
        reference: String,
        right: Right,
        right_name: String,
        patient_name: String,
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
    }
}
