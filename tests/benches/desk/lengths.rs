//! How long the source files are, in lines. What is generated is not counted.

use std::process::Command;

use crate::Result;
use crate::measure::{Report, Samples, Unit};

const KINDS: [&str; 5] = ["*.rs", "*.ts", "*.svelte", "*.css", "*.sh"];
const GENERATED: &str = "ui/src/ipc/bindings.ts";

pub fn measure(report: &mut Report) -> Result {
    let root = frontdesk_tests::root();
    let listed = Command::new("git").arg("-C").arg(&root).args(["ls-files", "--"]).args(KINDS).output()?;
    let mut files: Vec<(usize, String)> = Vec::new();
    for name in String::from_utf8(listed.stdout)?.lines().filter(|name| *name != GENERATED) {
        // A file may be gone from the folder and not yet from the index.
        if let Ok(text) = std::fs::read_to_string(root.join(name)) {
            files.push((text.lines().count(), name.to_string()));
        }
    }
    let Some((longest, where_)) = files.iter().max().cloned() else {
        return Err("no source file is tracked; is this a git repository?".into());
    };
    let lines = Samples::of(Unit::Lines, files.iter().map(|(lines, _)| *lines as f64).collect());
    let (median, high) = (lines.median(), lines.percentile(95));
    let total: usize = files.iter().map(|(lines, _)| lines).sum();
    report.counted(
        "Source files",
        &format!(
            "{} files, {total} lines: median {median:.0}, 95th percentile {high:.0}, longest {longest} ({where_})",
            files.len()
        ),
        &[
            (median <= 120.0, "median, aim at most 120 lines"),
            (high <= 400.0, "95th percentile, aim at most 400 lines"),
            (longest <= 600, "longest, aim at most 600 lines"),
        ],
    );
    Ok(())
}
