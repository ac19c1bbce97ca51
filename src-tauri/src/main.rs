//! Starts the shell.
fn main() {}
