//! The same search after a session in the real window: everything the app and its web view wrote.
#![allow(clippy::unwrap_used)]
