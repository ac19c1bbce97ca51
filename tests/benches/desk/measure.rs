//! Samples, what is said of them, and the table of all figures.

use std::fmt::Write as _;
use std::time::Duration;

use crate::Result;

/// What one figure was measured in.
#[derive(Clone, Copy)]
pub enum Unit {
    Milliseconds,
    Mebibytes,
    Lines,
}

/// Measurements of one thing, in one unit.
pub struct Samples {
    unit: Unit,
    sorted: Vec<f64>,
}

impl Samples {
    pub fn of_time(times: &[Duration]) -> Self {
        Self::of(Unit::Milliseconds, times.iter().map(|time| time.as_secs_f64() * 1000.0).collect())
    }

    pub fn of(unit: Unit, mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self { unit, sorted: values }
    }

    pub fn count(&self) -> usize {
        self.sorted.len()
    }

    /// The value below which `percent` of the samples lie (nearest rank).
    pub fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.sorted.len() * percent).div_ceil(100).max(1);
        self.sorted.get(rank - 1).copied().unwrap_or(f64::NAN)
    }

    pub fn median(&self) -> f64 {
        self.percentile(50)
    }

    fn show(&self, value: f64) -> String {
        match self.unit {
            Unit::Milliseconds if value < 10.0 => format!("{value:.2} ms"),
            Unit::Milliseconds => format!("{value:.0} ms"),
            Unit::Mebibytes => format!("{value:.0} MiB"),
            Unit::Lines => format!("{value:.0}"),
        }
    }

    /// Median, then the 5th and 95th percentiles, then how many.
    fn line(&self, name: &str) -> String {
        format!(
            "  {name:<44}{:>10}   {:>9} to {:<9} {:>4}\n",
            self.show(self.median()),
            self.show(self.percentile(5)),
            self.show(self.percentile(95)),
            self.count()
        )
    }
}

/// All figures, as they will be read.
pub struct Report {
    text: String,
    met: usize,
    missed: Vec<String>,
}

impl Report {
    pub fn new() -> Self {
        let head = format!("  {:<44}{:>10}   {:>9}    {:<9} {:>4}\n", "", "median", "5 %", "95 %", "n");
        let mut report = Self { text: String::new(), met: 0, missed: Vec::new() };
        if cfg!(debug_assertions) {
            report.add("Not a release build: these figures try the benches out and say nothing of the desk.\n");
        }
        report.add(&head);
        report
    }

    /// One figure beside its bare form. `at_most` is the aim for the ratio of the medians.
    pub fn beside(&mut self, what: &str, ours: (&str, &Samples), bare: (&str, &Samples), at_most: f64) {
        let ratio = ours.1.median() / bare.1.median();
        let met = ratio <= at_most;
        if met {
            self.met += 1
        } else {
            self.missed.push(what.to_string())
        }
        let verdict = if met { "met" } else { "NOT MET" };
        self.add(&format!(
            "\n{what}\n{}{}  ratio {ratio:.2}, aim at most {at_most}: {verdict}\n",
            ours.1.line(ours.0),
            bare.1.line(bare.0)
        ));
    }

    /// Ours beside another program's that does the same, where the aim is to be many times as fast.
    pub fn faster(&mut self, what: &str, ours: (&str, &Samples), theirs: (&str, &Samples), times: f64) {
        let ratio = theirs.1.median() / ours.1.median();
        let met = ratio >= times;
        if met {
            self.met += 1
        } else {
            self.missed.push(format!("{what}: {}", theirs.0))
        }
        let verdict = if met { "met" } else { "NOT MET" };
        self.add(&format!(
            "\n{what}\n{}{}  {ratio:.0} times as fast, aim at least {times}: {verdict}\n",
            ours.1.line(ours.0),
            theirs.1.line(theirs.0)
        ));
    }

    /// A figure that stands beside the one before it without an aim of its own.
    pub fn also(&mut self, name: &str, samples: &Samples) {
        self.add(&samples.line(name));
    }

    /// A figure that is no measurement of time or memory: what it is, and whether it meets its aim.
    pub fn counted(&mut self, what: &str, said: &str, aims: &[(bool, &str)]) {
        let mut text = format!("\n{what}\n  {said}\n");
        for (met, aim) in aims {
            if *met {
                self.met += 1
            } else {
                self.missed.push(format!("{what}: {aim}"))
            }
            let _ = writeln!(text, "  {aim}: {}", if *met { "met" } else { "NOT MET" });
        }
        self.add(&text);
    }

    /// A line of words.
    pub fn note(&mut self, text: &str) {
        self.add(&format!("  {text}\n"));
    }

    fn add(&mut self, text: &str) {
        print!("{text}");
        self.text.push_str(text);
    }

    /// Ends the report; a whole one is kept in `target/bench.txt`.
    pub fn finish(mut self, whole: bool) -> Result {
        let end = match self.missed.as_slice() {
            [] => format!("\n{} aims, all met.\n", self.met),
            missed => format!("\n{} aims met, {} not met: {}.\n", self.met, missed.len(), missed.join("; ")),
        };
        self.add(&end);
        if whole {
            std::fs::write(frontdesk_tests::target().join("bench.txt"), &self.text)?;
        }
        Ok(())
    }
}
