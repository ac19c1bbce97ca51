//! What goes wrong at a desk, made to go wrong: each ends in a sentence, and nothing is half-done.
#![allow(clippy::print_stdout)] // what a child says, and what was left out and why
#![allow(clippy::unwrap_used)]

#[path = "../coverage/clinic.rs"]
mod clinic;
#[path = "../coverage/forms.rs"]
mod forms;

mod chain;
mod child;
mod disk;
mod erased;
mod file_keyring;
mod folder;
mod guessing;
mod guessing_kill;
mod key_kills;
mod kill;
mod opening;
mod outside;
mod print_system;
mod put_back;
mod sleep;
mod typed;
