//! News and offers: how each channel stands, the way back after a stop, the list.

use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::Capacity;
use frontdesk_domain::marketing::standing::AcceptedHow;

use super::board::Tone;
use super::patient::BannerView;
use super::view;

view! {
    /// One way of sending news, as it stands.
    NewsView {
        channel: MarketingChannel,
        /// "Email".
        label: String,
        /// What it would be sent to, as the record has it.
        reached_at: Option<String>,
        /// "Yes since 3 Jun 2026", "Stopped since 24 Nov 2026".
        word: String,
        tone: Tone,
        /// Who, and what holds until when; may be empty.
        note: String,
        stopped: bool,
        /// The last day the code of a letter counts, YYYY-MM-DD.
        waits_until: Option<String>,
    }
    /// All four, and what may be done.
    MarketingView {
        banner: BannerView,
        /// Who is at the desk may take a code.
        can_accept: bool,
    }
    /// What to stop; all of them is a stop of everything.
    StopForm { patient_id: String, channels: Vec<MarketingChannel> }
    /// A restart to ask about.
    AskRestartForm {
        patient_id: String,
        channel: MarketingChannel,
        /// They came with the wish themselves: to win somebody back is itself marketing.
        asked_by_them: bool,
    }
    /// What to send, once: the code is not kept and cannot be shown again.
    RestartView {
        marketing: MarketingView,
        channel: MarketingChannel,
        /// "7K4P-2MXD".
        code: String,
        /// The last day it counts.
        until: String,
        subject: String,
        /// The text of an email or a message.
        text: String,
    }
    /// The letter of a restart, as pages.
    RestartLetterForm { patient_id: String, channel: MarketingChannel, code: String }
    /// A code that came back.
    AcceptForm {
        patient_id: String,
        channel: MarketingChannel,
        code: String,
        /// Who accepted; none while unanswered.
        capacity: Option<Capacity>,
        /// How it came; none while unanswered.
        how: Option<AcceptedHow>,
    }
    /// A list made, to be saved as a file.
    MarketingListView {
        /// Names it in `save_document` and `close_document`.
        document_id: String,
        title: String,
        /// People on it.
        rows: u32,
        /// Who said yes and is not on it, by reason.
        left_out: Vec<LeftOutView>,
        /// Patients on record in all.
        patients: u32,
    }
    /// A reason with its count.
    LeftOutView { code: String, words: String, count: u32 }
}
