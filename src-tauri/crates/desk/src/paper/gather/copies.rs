//! Copies of documents: that they are held or were, not the copies themselves.

use frontdesk_documents::DisclosureItem;
use frontdesk_store::{Conn, document_copy};

use super::{Case, moment, table};
use crate::clock::day_words;
use crate::copies::size_words;
use crate::error::Result;

/// What is copied, why, and until when.
pub(super) async fn copies(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = document_copy::for_patient(conn, &case.patient.id).await?.into_iter().map(|copy| {
        let what = format!("{}, {} {}", copy.document, copy.format.code().to_uppercase(), size_words(copy.size));
        let until = match &copy.deleted {
            Some(_) => "Deleted since".to_string(),
            None => format!("Held until {}", day_words(copy.delete_on)),
        };
        let cells = vec![moment(&copy.at), what, copy.reason, until, case.name(&copy.by)];
        (copy.at, cells)
    });
    let columns = [("When", 1.3), ("Copy of", 1.9), ("Why", 2.2), ("Held", 1.3), ("By", 1.1)];
    Ok(table("Copies of documents", &columns, rows.collect()))
}

/// Which of them are gone.
pub(super) async fn deletions(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let copies = document_copy::for_patient(conn, &case.patient.id).await?;
    let rows = copies.into_iter().filter_map(|copy| {
        let gone = copy.deleted?;
        let why = if gone.due { "Its day had come" } else { "Not needed any more" };
        Some((gone.at.clone(), vec![moment(&gone.at), copy.document, why.to_string(), case.name(&gone.by)]))
    });
    let columns = [("When", 1.3), ("Copy of", 2.0), ("Why", 2.0), ("By", 1.2)];
    Ok(table("Copies of documents deleted", &columns, rows.collect()))
}
