//! The covering letter with the information of art 15.

use crate::compose::letter::address;
use crate::compose::pen::{Level, Pen};
use crate::{DocumentError, SubjectAccessResponse};

/// What the box is called that names the open decisions.
const STILL_TO_DECIDE: &str = "Still to decide";

pub(super) fn letter(pen: &mut Pen, values: &SubjectAccessResponse) -> Result<(), DocumentError> {
    pen.letterhead(&values.clinic)?;
    pen.shaper.tally.enter("Letter");
    address(pen, &values.addressee, &values.reference, values.date)?;
    if !values.still_to_decide.is_empty() {
        pen.warning(STILL_TO_DECIDE, &values.still_to_decide)?;
        pen.space(0.4);
    }
    pen.text(&values.salutation)?;
    pen.space(0.2);
    pen.styled(&values.subject, pen.style().bold())?;
    pen.space(0.6);
    for paragraph in &values.paragraphs {
        pen.text(paragraph)?;
    }
    for section in &values.sections {
        pen.heading(&section.heading, Level::Part)?;
        for paragraph in &section.paragraphs {
            pen.text(paragraph)?;
        }
        pen.bullets(&section.items)?;
    }
    pen.space(0.6);
    for paragraph in &values.closing {
        pen.text(paragraph)?;
    }
    Ok(())
}
