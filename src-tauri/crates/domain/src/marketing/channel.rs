//! The four ways news can be sent: a yes to one is not a yes to another.

use crate::catalogue::MarketingChannel;

impl MarketingChannel {
    /// Every channel, in the order screens show them.
    pub const ALL: [MarketingChannel; 4] =
        [MarketingChannel::Email, MarketingChannel::Text, MarketingChannel::Phone, MarketingChannel::Post];

    /// The code the store and the audit keep: `email`, `text`, `phone`, `post`.
    pub fn code(self) -> &'static str {
        match self {
            MarketingChannel::Email => "email",
            MarketingChannel::Text => "text",
            MarketingChannel::Phone => "phone",
            MarketingChannel::Post => "post",
        }
    }

    /// The channel of a code.
    pub fn from_code(code: &str) -> Option<MarketingChannel> {
        MarketingChannel::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// As it stands inside a sentence: "by text message".
    pub fn words(self) -> &'static str {
        match self {
            MarketingChannel::Text => "text message",
            other => other.code(),
        }
    }

    /// What it is sent to, inside a sentence: "this email address".
    pub fn reached_at(self) -> &'static str {
        match self {
            MarketingChannel::Email => "email address",
            MarketingChannel::Text | MarketingChannel::Phone => "phone number",
            MarketingChannel::Post => "postal address",
        }
    }
}
