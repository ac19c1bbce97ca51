//! What the window may ask, one file for each noun. Two lines each: the open desk, then its use case.

pub mod audit;
pub mod board;
pub mod check_in;
pub mod clinic;
pub mod consents;
pub mod copies;
pub mod draft;
pub mod marketing;
pub mod notices;
pub mod paper;
pub mod paper_back;
pub mod parental;
pub mod patient;
pub mod register;
pub mod request;
pub mod session;
pub mod signing;
pub mod staff;
