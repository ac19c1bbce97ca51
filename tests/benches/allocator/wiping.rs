//! The allocator of the program (src-tauri/src/main.rs), which wipes what it takes back.
#![allow(clippy::print_stdout)]

mod work;

#[global_allocator]
static WIPES: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    work::main()
}
