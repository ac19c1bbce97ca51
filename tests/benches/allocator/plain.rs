//! The system's own allocator: what the wiping one is held beside.
#![allow(clippy::print_stdout)]

mod work;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    work::main()
}
