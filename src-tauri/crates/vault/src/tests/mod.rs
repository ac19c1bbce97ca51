//! Facts about the whole vault.
