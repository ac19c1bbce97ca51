//! A clinic folder as an earlier version left it, kept in the repository: it goes through every later change, with every
//! row, key and page it had. [README.md](README.md) says how it was made.
#![allow(clippy::unwrap_used)]

#[path = "../coverage/clinic.rs"]
mod clinic;
#[path = "../coverage/forms.rs"]
mod forms;
#[path = "../coverage/table.rs"]
#[allow(dead_code)] // the commands by name are the other's
mod table;

mod kept;
mod make;
mod rows;
mod through;
