//! Consents outside the check-in: what stands and why, taking one back, and whom to ask again.

mod again;
mod out;
mod page;
mod sitting;
mod withdraw;

pub use again::see_ask_again;
pub use out::{make_consent_file, make_consent_receipt};
pub(crate) use page::how;
pub use page::see_consents;
pub(crate) use sitting::{Sitting, on_screen, speaks_for};
pub use withdraw::withdraw_consent;
