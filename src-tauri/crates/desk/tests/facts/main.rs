//! Facts about the desk, a module to each of its rooms. One program: each would carry the whole engine.
#![allow(clippy::unwrap_used)]

mod closed;
mod common;
mod visit;

mod age;
mod anchor;
mod answers_count;
mod board;
mod check_in;
mod checked_person;
mod child;
mod child_requests;
mod consents;
mod consents_held;
mod copies;
mod demo;
mod doubted;
mod drafts;
mod identity_documents;
mod locking;
mod news_and_offers;
mod notices;
mod papers;
mod papers_back;
mod parental;
mod patients;
mod register;
mod requests;
mod saving;
mod search;
mod signing;
mod waiting;
mod zone;
