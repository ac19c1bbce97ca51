//! Starts the shell.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use zeroizing_alloc::ZeroAlloc;

/// Everything Rust gives back is wiped first: a passphrase or a page on its way between the window and the vault is copied
/// by more hands than could each be told to.
#[global_allocator]
static WIPES: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() {
    frontdesk::run();
}
