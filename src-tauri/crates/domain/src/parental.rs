//! Parental responsibility: what was claimed, seen and answered. Reception records; the practice manager decides.
//!
//! The law is data: `data/parental.json` has a row for each way to prove a claim, with its source. [`verdict`] says how far
//! a record has come, [`barriers`] what stands between a request about a child and its release.

mod block;
mod child;
mod codes;
mod form;
mod lasting;
mod release;
mod table;
mod verdict;

pub use block::{BlockAnswer, BlockAnswerForm, BlockForm, BlockKind, check_answer, check_block};
pub use child::{
    Assessed, ChildViewForm, Competence, CompetenceForm, QUESTIONS, Question, Said, YesNo, check_competence,
    check_view, disagreement, heard, is_heard, presumed,
};
pub use codes::{Authority, ChildView, Claim, Evidence, Orders};
pub use form::{Needed, ParentalForm, RequesterForm, check, needed};
pub use lasting::{Ends, good_through};
pub use release::{Barrier, ReleaseFacts, Verification, barriers, speaks_for};
pub use table::{Link, Means, Row, Table, means, table};
pub use verdict::{Facts, ParentalVerdict, ends_at, verdict};
