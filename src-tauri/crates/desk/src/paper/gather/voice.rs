//! The child's own voice, and why the record of a child is held.

use frontdesk_documents::DisclosureItem;
use frontdesk_domain::parental::QUESTIONS;
use frontdesk_store::{Conn, child_voice};

use super::{Case, moment, sentences, table, words};
use crate::error::Result;

/// What the child said of an adult.
pub(super) async fn views(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = child_voice::views(conn, &case.patient.id).await?.into_iter().map(|said| {
        let what = sentences(&[
            Some(said.view.words().to_string()),
            said.authority.map(|how| format!("Authority: {}", how.words())),
        ]);
        let cells = vec![moment(&said.at), what, said.words.unwrap_or_default(), case.name(&said.by)];
        (said.at, cells)
    });
    let columns = [("When", 1.2), ("What you want", 2.0), ("In your words", 3.0), ("By", 1.1)];
    Ok(table("What the child wants", &columns, rows.collect()))
}

/// Assessments, question by question.
pub(super) async fn assessments(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = child_voice::assessments(conn, &case.patient.id).await?.into_iter().map(|one| {
        let asked =
            |code: &str| QUESTIONS.iter().find(|question| question.code == code).map_or("", |found| found.words);
        let answers: Vec<String> =
            one.answers.iter().map(|(code, answer)| format!("{} {}", asked(code), answer.words())).collect();
        let cells =
            vec![moment(&one.at), one.outcome.words().to_string(), answers.join("\n"), one.reasons, case.name(&one.by)];
        (one.at, cells)
    });
    let columns = [("When", 1.1), ("Outcome", 1.2), ("Questions", 3.2), ("Reasons", 2.0), ("By", 1.1)];
    Ok(table("Whether the child understands", &columns, rows.collect()))
}

/// Why the record is held.
pub(super) async fn found(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = child_voice::found(conn, &case.patient.id).await?.into_iter().map(|found| {
        let cells = vec![moment(&found.at), words(&found.how), found.why, case.name(&found.by)];
        (found.at, cells)
    });
    let columns = [("When", 1.3), ("How", 1.2), ("Why", 3.6), ("By", 1.2)];
    Ok(table("Why a record of somebody under 16 is held", &columns, rows.collect()))
}
