//! Parental responsibility.

use frontdesk_domain::parental::{ParentalForm, Standing};

use super::{choice, view};

choice! {
    /// The practice manager's decision.
    ParentalDecision { Proved, NotProved, Referred }
}

view! {
    /// A record with its decision.
    ParentalView {
        parental_id: String,
        requester_name: String,
        capacity: String,
        standing: Standing,
        at: String,
        by: String,
        decision: Option<ParentalDecision>,
        decided_by: Option<String>,
        decided_at: Option<String>,
        reason: Option<String>,
    }
    /// The page: banner, the newest record to go on from, and how far it has come.
    ParentalPageView {
        banner: super::patient::BannerView,
        records: Vec<ParentalView>,
        /// The newest record's answers, to go on from.
        form: Option<ParentalForm>,
        /// The question about court orders, word for word.
        orders_question: String,
        say: String,
        can_decide: bool,
    }
    /// The decision as typed.
    ParentalDecisionForm { parental_id: String, decision: ParentalDecision, reason: String }
}
