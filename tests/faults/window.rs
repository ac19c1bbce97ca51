//! What goes wrong, as the person at the desk meets it.
#![allow(clippy::unwrap_used)]
