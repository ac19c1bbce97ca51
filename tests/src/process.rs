//! The processes a window consists of, found by a mark in their environment: also those that lost their parent.
use std::fs;
use std::path::Path;
use std::process::Command;

/// The name of the mark; its value is one per opened window or keyring.
pub const MARK: &str = "FRONTDESK_MARK";

/// One process of the window.
pub struct Running {
    /// The process id.
    pub id: u32,
    /// The name of its program, such as `frontdesk` or `WebKitWebProcess`.
    pub program: String,
}

/// Every living process that carries the mark.
pub fn marked(mark: &str) -> Vec<Running> {
    let wanted = format!("{MARK}={mark}");
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let id: u32 = entry.file_name().to_str()?.parse().ok()?;
            let environment = fs::read(entry.path().join("environ")).ok()?;
            environment
                .split(|byte| *byte == 0)
                .any(|variable| variable == wanted.as_bytes())
                .then(|| Running { id, program: program(id) })
        })
        .collect()
}

/// Proportional memory of the processes, in bytes: shared pages count by their share.
pub fn memory(processes: &[Running]) -> u64 {
    processes
        .iter()
        .filter_map(|process| {
            let rollup = fs::read_to_string(format!("/proc/{}/smaps_rollup", process.id)).ok()?;
            let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .sum::<u64>()
        * 1024
}

/// Sends a signal by name (`TERM`, `KILL`, `STOP`); a process already gone is no error.
pub fn signal(name: &str, id: u32) {
    // The shell's own `kill`: the program of that name is not on every machine.
    let _ = Command::new("sh").args(["-c", &format!("kill -{name} {id} 2>/dev/null")]).status();
}

pub(crate) fn alive(id: u32) -> bool {
    // A killed child that nobody waited for is still listed, as a zombie.
    fs::read_to_string(format!("/proc/{id}/stat"))
        .is_ok_and(|stat| !stat.rsplit(')').next().unwrap_or("").starts_with(" Z"))
}

fn program(id: u32) -> String {
    fs::read_link(format!("/proc/{id}/exe"))
        .ok()
        .as_deref()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
