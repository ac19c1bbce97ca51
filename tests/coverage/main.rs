//! What the window may ask, who may ask it, and what each leaves in the audit: every cell tried, none forgotten.
#![allow(clippy::unwrap_used)]

mod canary;
mod child;
mod clinic;
mod days;
mod doors;
mod forms;
mod roles;
mod surface;
mod table;
mod writes;
