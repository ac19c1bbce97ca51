//! The screen in a patient's hands: what they read, answer and sign there, the copy made of it, and how a copy is
//! checked against the record. docs/signed-forms.md has the whole of it.

mod content;
mod copy;
mod hand_over;
mod held;
mod sign;
mod verify;

pub(crate) use content::sha256;
pub(crate) use hand_over::HandedOver;
pub use hand_over::{hand_over, keep_handed_over, see_handed_over, take_back};
pub use held::open_signed_form;
pub(crate) use held::{forms, who_signed};
pub use sign::sign_consents;
pub use verify::{verify_copy, verify_fingerprint};
