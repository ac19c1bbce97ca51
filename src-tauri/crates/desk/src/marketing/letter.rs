//! The words that a code goes out with: on paper, in an email or in a message.

use chrono::NaiveDate;
use frontdesk_documents::Letter;
use frontdesk_domain::catalogue::{Clinic, MarketingChannel};
use frontdesk_store::patient::Patient;

use crate::clock::day_words;
use crate::paper::{letterhead, printed_name};

/// What the words are made of.
pub(super) struct Words<'a> {
    pub clinic: &'a Clinic,
    pub patient: &'a Patient,
    pub channel: MarketingChannel,
    /// As shown: "7K4P-2MXD".
    pub code: &'a str,
    /// The last day it counts.
    pub until: NaiveDate,
}

impl Words<'_> {
    pub fn subject(&self) -> String {
        format!("News and offers by {}: the code you asked for", self.channel.words())
    }

    /// `this`: what it is read in, a letter or a message.
    fn before(&self, this: &str) -> Vec<String> {
        let by = self.channel.words();
        vec![
            format!(
                "You stopped news and offers from {} by {by}. Since then you told us that you would like to be asked again, and this is the code for it.",
                self.clinic.name
            ),
            format!(
                "If that is so, give our front desk this code: in person, by telephone, or by answering this {this}."
            ),
        ]
    }

    fn after(&self) -> Vec<String> {
        let by = self.channel.words();
        vec![
            format!("The code counts once, until {}. If you changed your mind, do nothing: everything stays stopped.", day_words(self.until)),
            format!("When we have it, we ask you once more whether you want news and offers by {by}. We send none before you say yes, and you can stop them again at any time."),
            "Messages about your bookings, your payments and your aftercare are not part of this and reach you as before.".to_string(),
        ]
    }

    fn salutation(&self) -> String {
        format!("Dear {}", printed_name(&self.patient.particulars))
    }

    /// As plain text.
    pub fn text(&self) -> String {
        let mut lines = vec![self.salutation()];
        lines.extend(self.before("message"));
        lines.push(self.code.to_string());
        lines.extend(self.after());
        lines.push(self.clinic.name.clone());
        lines.join("\n\n")
    }

    /// As a letter.
    pub fn letter(&self, today: NaiveDate, from: &str) -> Letter {
        let is = &self.patient.particulars;
        let mut addressee = vec![printed_name(is)];
        addressee.extend(is.address.iter().flat_map(|address| address.lines()).map(str::to_string));
        addressee.extend(is.postcode.clone());
        Letter {
            clinic: letterhead(self.clinic),
            addressee,
            reference: self.patient.reference.clone(),
            date: today,
            salutation: self.salutation(),
            subject: self.subject(),
            paragraphs: self.before("letter"),
            code: self.code.to_string(),
            closing: self
                .after()
                .into_iter()
                .chain(["Yours sincerely".to_string(), format!("{from}, {}", self.clinic.name)])
                .collect(),
        }
    }
}
