//! The rules of the desk: pure functions over values. No I/O, no clock, no randomness.
pub mod catalogue;
pub mod consent;
pub mod id;
pub mod parental;
pub mod patient;
pub mod problem;
pub mod role;
