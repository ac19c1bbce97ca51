//! Facts about what is printed and what comes back from paper. One program: each would carry the whole engine.
#![allow(clippy::unwrap_used)]

mod support;

mod archive;
mod code;
mod cut;
mod form;
mod notice;
mod pages;
mod receipt;
mod scan;
mod several;
mod text;
mod worn;
