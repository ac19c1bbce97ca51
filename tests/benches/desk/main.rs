//! Each figure of the desk beside its bare form, in one run: `make bench`. Arguments choose parts by name.
#![allow(clippy::print_stdout)]

mod bare;
mod form;
mod form_values;
mod lengths;
mod measure;
mod parse;
mod people;
mod register;
mod reportlab;
mod response;
mod response_values;
mod search;
mod start;
mod statements;

use std::error::Error;

use frontdesk_desk::testing::{self, StillClock};
use frontdesk_domain::role::Role;

use measure::Report;

/// How many patients the clinic has.
const PATIENTS: usize = 100_000;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result {
    // cargo itself passes --bench.
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut report = Report::new();
    if wanted("register") || wanted("search") {
        runtime.block_on(with_the_clinic(&mut report, wanted("register"), wanted("search")))?;
    }
    if wanted("response") {
        response::measure(&mut report)?;
    }
    if wanted("form") {
        form::measure(&mut report)?;
    }
    if wanted("parse") {
        parse::measure(&mut report)?;
    }
    if wanted("start") {
        runtime.block_on(start::measure(&mut report))?;
    }
    // Only where an earlier build is named.
    if asked.iter().any(|part| part == "before") {
        runtime.block_on(start::beside_before(&mut report))?;
    }
    if wanted("lengths") {
        lengths::measure(&mut report)?;
    }
    report.finish(asked.is_empty())
}

/// The figures of the database: one clinic with its patients, and a copy of it for the bare forms.
async fn with_the_clinic(report: &mut Report, register: bool, search: bool) -> Result {
    let folder = tempfile::tempdir()?;
    println!("Filling an encrypted clinic with {PATIENTS} fictional patients");
    let desk = testing::open(folder.path(), Role::Reception, StillClock::at(people::NOW)).await?;
    people::fill(&desk, PATIENTS).await?;
    let mut bare = bare::copy_of(&desk, &folder.path().join("bare.db")).await?;
    // Search first: registering adds a little to both.
    if search {
        search::measure(report, &desk, &mut bare).await?;
    }
    if register {
        register::measure(report, &desk, &mut bare).await?;
    }
    desk.close().await;
    Ok(())
}
