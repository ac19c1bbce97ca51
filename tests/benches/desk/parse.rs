//! Reading machine-readable zones beside the packages `mrz` of Python and of Node: the same zones, each program timed
//! inside itself, so that its start does not count. Before anything is timed they must agree on every zone.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use frontdesk_domain::mrz::{MrzReading, Verdict, read};
use serde::Deserialize;

use crate::Result;
use crate::measure::{Report, Samples};

const SAMPLES: usize = 40;
const WARM_UP: usize = 10;

/// What a program made of the zones: number, surname and given names of each, and its times of reading them all.
#[derive(Deserialize)]
struct Answer {
    read: Vec<[String; 3]>,
    milliseconds: Vec<f64>,
}

pub fn measure(report: &mut Report) -> Result {
    let zones = zones()?;
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let ours: Vec<[String; 3]> = zones.iter().map(|zone| told(read(zone, on))).collect();
    let times = (0..SAMPLES + WARM_UP).map(|_| {
        let start = Instant::now();
        for zone in &zones {
            black_box(read(black_box(zone), on));
        }
        start.elapsed()
    });
    let times: Vec<Duration> = times.skip(WARM_UP).collect();
    let ours_took = Samples::of_time(&times);
    let what = format!("{} zones of passports and cards", zones.len());
    let folder = tempfile::tempdir()?;
    let input = folder.path().join("zones.json");
    std::fs::write(&input, serde_json::to_vec(&zones)?)?;
    let scripts = frontdesk_tests::root().join("tests/benches/desk");
    for (package, program, script, library, times_as_fast) in [
        ("Python's mrz", std::env::var_os("FRONTDESK_MRZ_PYTHON"), "parse_mrz.py", None, 100.0),
        ("Node's mrz", Some("node".into()), "parse_mrz.mjs", Some("FRONTDESK_MRZ_NODE"), 30.0),
    ] {
        let library = library.map(std::env::var_os);
        let (Some(program), None | Some(Some(_))) = (program, &library) else {
            report.note(&format!("{package} is not installed here: scripts/bench.sh says why."));
            continue;
        };
        let mut command = Command::new(program);
        command.arg(scripts.join(script)).arg(&input).arg((SAMPLES + WARM_UP).to_string());
        let answer = asked(command.args(library.flatten()), package)?;
        if let Some(at) = (0..zones.len()).find(|&at| answer.read.get(at) != ours.get(at)) {
            let theirs = answer.read.get(at);
            return Err(format!("{package} reads {:?} as {theirs:?}, the desk as {:?}", zones[at], ours[at]).into());
        }
        let theirs = answer.milliseconds.iter().skip(WARM_UP).map(|ms| Duration::from_secs_f64(ms / 1000.0));
        let theirs = Samples::of_time(&theirs.collect::<Vec<_>>());
        report.faster(
            &format!("{what}, read alike by both"),
            ("the desk", &ours_took),
            (package, &theirs),
            times_as_fast,
        );
    }
    Ok(())
}

/// The valid zones among the independent cases that all three programs know: no visas (Node's has none), no numbers of
/// more than nine characters (Python's has none), no made-up state, and no French card that Node's takes for the old one.
fn zones() -> Result<Vec<String>> {
    let table = frontdesk_tests::root().join("tests/cases/independent/mrz.csv");
    let mut reader = csv::Reader::from_path(Path::new(&table))?;
    let mut zones = Vec::new();
    for row in reader.records() {
        let row = row?;
        let [lines, verdict, number] = [0, 2, 6].map(|at| row.get(at).unwrap_or_default());
        let lines: Vec<String> = lines.split('/').map(|line| line.trim().to_ascii_uppercase()).collect();
        let zone = lines.join("\n");
        let as_french = lines.len() == 2 && zone.starts_with("IDFRA");
        let unknown = zone.starts_with('V') || zone.contains("UTO") || as_french || number.len() > 9;
        if verdict == "pass" && !unknown {
            zones.push(zone);
        }
    }
    if zones.len() < 100 { Err("too few zones are left to measure with".into()) } else { Ok(zones) }
}

/// Empty where a zone does not pass: then nothing agrees with it.
fn told(reading: MrzReading) -> [String; 3] {
    match reading.verdict {
        Verdict::Pass => [reading.number, reading.surname, reading.given_names],
        _ => Default::default(),
    }
}

fn asked(command: &mut Command, package: &str) -> Result<Answer> {
    let ran = command.output().map_err(|error| format!("{package}: {error}"))?;
    if !ran.status.success() {
        return Err(format!("{package} stopped: {}", String::from_utf8_lossy(&ran.stderr)).into());
    }
    Ok(serde_json::from_slice(&ran.stdout)?)
}
