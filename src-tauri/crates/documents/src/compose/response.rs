//! The subject-access response: letter, index, items.

mod index;
mod items;
mod letter;

use super::pen::Pen;
use super::{LaidOut, day};
use crate::page::{Furniture, Sheet};
use crate::{DocumentError, SubjectAccessResponse};

/// Words on every page of a draft.
const DRAFT: &str = "Draft, not for release";

/// Lays out a response. Items come first in the making, so that the index can name their pages.
pub fn response(values: &SubjectAccessResponse) -> Result<LaidOut, DocumentError> {
    let mut behind = Pen::new(10.5, Sheet::portrait(), furniture(values))?;
    let places = items::items(&mut behind, values)?;
    behind.flow.need(0.0);

    let mut pen = Pen::new(10.5, Sheet::portrait(), furniture(values))?;
    letter::letter(&mut pen, values)?;
    let mut found = pen.shaper.tally.found().to_vec();
    found
        .extend(behind.shaper.tally.found().iter().filter(|one| one.where_ != crate::compose::pen::FURNITURE).cloned());
    pen.shaper.tally.pause(true);
    pen.flow.break_page();
    let before = pen.flow.clone();
    let mut pages = before.pages.len();
    loop {
        pen.flow = before.clone();
        index::index(&mut pen, values, &places, pages, &found)?;
        pen.flow.need(0.0);
        // The index is laid out again only when it took more pages than its own page numbers assumed.
        if pen.flow.pages.len() == pages {
            break;
        }
        pages = pen.flow.pages.len();
    }
    if !values.items.is_empty() {
        pen.append(behind);
    }
    let (list, _) = pen.close(&values.subject, &values.clinic.name, values.date)?;
    Ok((list, found))
}

fn furniture(values: &SubjectAccessResponse) -> Furniture {
    Furniture {
        head_left: values.clinic.name.clone(),
        head_right: format!("{}  ·  {}", values.reference, day(values.date)),
        mark: values.draft.then(|| DRAFT.to_owned()),
        foot_left: values.subject.clone(),
        code: None,
        size: 8.5,
    }
}
