//! Who opened, changed, printed or refused anything of this patient's.

use std::collections::BTreeMap;

use frontdesk_documents::DisclosureItem;
use frontdesk_store::Conn;
use frontdesk_store::audit_entry::{self, Filter};

use super::{Case, moment, table, words};
use crate::error::Result;

/// What is done with blocks.
const QUIET: [&str; 2] = ["record-block", "answer-block"];

/// Every entry about the patient, or about a visit, a record or a request of theirs.
pub(super) async fn entries(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let mut found = BTreeMap::new();
    for subject in &case.subjects {
        let filter = Filter { subject: subject.clone(), ..Filter::default() };
        for entry in audit_entry::list(conn, &filter, i64::MAX).await? {
            // That something blocks a release is not shown to who asks: an entry about it would say so.
            if QUIET.contains(&entry.use_case.as_str()) {
                continue;
            }
            found.insert(entry.seq, entry);
        }
    }
    let rows = found.into_values().map(|entry| {
        let what = match entry.outcome.as_str() {
            "done" => words(&entry.use_case),
            outcome => format!("{} ({outcome})", words(&entry.use_case)),
        };
        let who = format!("{} ({})", case.name(&entry.actor), entry.role.replace('-', " "));
        (entry.at.clone(), vec![moment(&entry.at), what, who])
    });
    Ok(table("Who opened or changed this record", &[("When", 1.4), ("What", 2.4), ("Who", 2.0)], rows.collect()))
}
