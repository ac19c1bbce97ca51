//! What the caller hands in: plain values, already decided and worded.

mod clinic;
mod consent;
mod history;
mod letter;
mod notice;
mod recovery;
mod register;
mod response;

pub use clinic::{Clinic, Column, Field};
pub use consent::{
    Answer, Approval, ConsentForm, ConsentQuestion, ConsentSection, PatientBlock, Signature, SignatureLine, ToldItem,
};
pub use history::{ConsentEvent, ConsentHistory, ConsentRecord, Controller, Subject, Weight};
pub use letter::Letter;
pub use notice::{Notice, NoticeSection};
pub use recovery::RecoverySheet;
pub use register::Register;
pub use response::{DisclosureItem, ItemBody, RecordRow, ResponseSection, SubjectAccessResponse};
