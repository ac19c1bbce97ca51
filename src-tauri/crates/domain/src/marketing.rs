//! News and offers: what a stop is, how it ends, and who may be on a list.
//!
//! A stop is absolute: an objection to direct marketing needs no reason and has no exception (UK GDPR art 21(2) and (3)),
//! and electronic news goes to nobody who did not agree (PECR 2003, reg 22). It is remembered apart from the patient's
//! record, by what news would be sent to, so that it holds for every record with that address or number.

mod channel;
pub mod code;
pub mod handle;
pub mod list;
pub mod sheet;
pub mod standing;
