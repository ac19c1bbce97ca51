//! Search as you type beside its full-text statement: every key press of a name is one sample.

use std::time::Instant;

use frontdesk_desk::board;
use frontdesk_desk::open::OpenDesk;
use frontdesk_domain::search::parse;
use frontdesk_store::patient_name::beginnings;
use sqlx::sqlite::SqliteConnection;

use crate::measure::{Report, Samples};
use crate::people::{self, Chance};
use crate::statements::search_by_names;
use crate::{PATIENTS, Result};

/// How many names are typed, letter by letter.
const NAMES: usize = 60;
/// Nobody types more of a name than this.
const LETTERS: usize = 12;
/// Rows a list shows, and one more.
const LIMIT: i64 = 9;

pub async fn measure(report: &mut Report, desk: &OpenDesk, bare: &mut SqliteConnection) -> Result {
    let statement = search_by_names()?;
    let typed = key_presses();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..2 {
        for (at, text) in typed.iter().enumerate() {
            let names = parse(text, desk.clock().today()).names;
            let any = beginnings(&names);
            let (first, today) = (format!("^ {any}"), desk.clock().today().to_string());
            // Each goes first as often as the other.
            for turn in 0..2 {
                let start = Instant::now();
                if (at + turn) % 2 == 0 {
                    board::search(desk, text.clone()).await?;
                    ours.push(start.elapsed());
                } else {
                    let query = sqlx::query(statement).bind(&first).bind(&any).bind(&today).bind(LIMIT);
                    query.fetch_all(&mut *bare).await?;
                    theirs.push(start.elapsed());
                }
            }
        }
        // The first round only warms both up.
        if round == 0 {
            ours.clear();
            theirs.clear();
        }
    }
    report.beside(
        &format!("Search as you type, {NAMES} names letter by letter ({PATIENTS} patients, encrypted)"),
        ("search", &Samples::of_time(&ours)),
        ("its full-text statement, sqlx", &Samples::of_time(&theirs)),
        1.5,
    );
    Ok(())
}

/// What stands in the box after each key: surname first or given name first, with the accents or without.
fn key_presses() -> Vec<String> {
    let mut chance = Chance::from(3);
    let mut typed = Vec::new();
    for at in 0..NAMES {
        let who = people::form(&mut chance, at);
        let name = match at % 3 {
            0 => format!("{} {}", who.surname, who.given_names),
            1 => format!("{} {}", who.given_names, who.surname),
            _ => frontdesk_domain::search::fold(&format!("{} {}", who.surname, who.given_names)),
        };
        let letters: Vec<char> = name.chars().take(LETTERS).collect();
        typed.extend((1..=letters.len()).map(|length| letters[..length].iter().collect::<String>()));
    }
    typed
}
