//! The response to an access request. Until everything is decided it is a draft, and every page says so.

use std::collections::BTreeMap;

use frontdesk_documents::{DisclosureItem, SubjectAccessResponse};
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::clock::Right;
use frontdesk_domain::role::UseCase;
use frontdesk_store::rights_request::RightsRequest;

use super::gather::{Case, everything};
use super::{child_items, letter, letterhead, printed_name};
use crate::banner;
use crate::clock::day_words;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::open::{OpenDesk, lock};
use crate::parental::Child;
use crate::request::{self, about_child, adult_of, by_adult};
use crate::views::paper::DocumentView;

/// Makes the response to an access request, as a draft.
pub async fn make_response(desk: &OpenDesk, request_id: String) -> Result<DocumentView> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let mut act = desk.begin(UseCase::MakeResponse).await?;
    let request = request::held(act.conn(), request_id).await?;
    if request.right != Right::Access {
        return Err(DeskError::new(
            "not-access",
            "Only a request for access has a response with a copy of the data. Answer this one by letter.",
        ));
    }
    let mut undecided = request::undecided(act.conn(), &clinic, &request, today).await?;
    undecided.extend(letter::gaps(&clinic));
    let patient = banner::held(act.conn(), &request.patient_id).await?;
    let case = Case::load(act.conn(), clinic.clone(), patient).await?;
    let child = about_child(&request, case.patient.particulars.born, today);
    let items = if child {
        let child = Child::load(act.conn(), &clinic, &request.patient_id).await?;
        let adult = adult_of(act.conn(), &request.id).await?.unwrap_or_default();
        let asks = by_adult(&request).then_some(adult.as_str());
        let given = child_items(act.conn(), &child, asks, &BTreeMap::new()).await?;
        if !given.named.is_empty() {
            undecided.push("Places that may name somebody else are left in until somebody decides.".to_string());
        }
        given.items.into_iter().map(|(_, item)| item).collect()
    } else {
        everything(act.conn(), &case).await?
    };
    // Deciding item by item is not here yet: nothing this makes is for release.
    let values = values(desk, &clinic, &request, &case, items, undecided.clone(), true);
    let items = values.items.len();
    let document = blocking(move || frontdesk_documents::response(&values)).await??;
    let entry = request::entry(&request).with("paper", "response");
    act.commit(entry.clone().with("items", items).with("pages", document.pages)).await?;
    let mut notes = vec!["Draft, not for release.".to_string()];
    notes.extend(undecided);
    Ok(lock(&desk.papers).show(&format!("Response {}, draft", request.reference), document, entry, notes))
}

/// The response as values.
pub(super) fn values(
    desk: &OpenDesk,
    clinic: &Clinic,
    request: &RightsRequest,
    case: &Case,
    items: Vec<DisclosureItem>,
    still_to_decide: Vec<String>,
    draft: bool,
) -> SubjectAccessResponse {
    SubjectAccessResponse {
        clinic: letterhead(clinic),
        addressee: addressee(request, case),
        reference: request.reference.clone(),
        date: desk.today().day(),
        salutation: salutation(request, case),
        subject: format!("Your request {} for the data we hold", request.reference),
        paragraphs: opening(request, clinic, case),
        sections: letter::sections(clinic, &case.patient.particulars.source, &case.treatments),
        closing: vec!["Yours sincerely".to_string(), format!("{}, practice manager, {}", desk.who().name, clinic.name)],
        still_to_decide,
        items,
        draft,
    }
}

/// A response goes to who asked; the patient's address is not put on a letter to somebody else.
fn addressee(request: &RightsRequest, case: &Case) -> Vec<String> {
    if let Some(name) = &request.requester_name {
        return vec![name.clone()];
    }
    let is = &case.patient.particulars;
    let mut lines = vec![printed_name(is)];
    lines.extend(is.address.iter().flat_map(|address| address.lines()).map(str::to_string));
    lines.extend(is.postcode.clone());
    lines
}

fn salutation(request: &RightsRequest, case: &Case) -> String {
    let name = request.requester_name.clone().unwrap_or_else(|| printed_name(&case.patient.particulars));
    format!("Dear {name}")
}

fn opening(request: &RightsRequest, clinic: &Clinic, case: &Case) -> Vec<String> {
    let received = day_words(request.received_on);
    let whose =
        if request.requester_name.is_some() { printed_name(&case.patient.particulars) } else { "you".to_string() };
    vec![
        format!("On {received} you asked {} for the data we hold about {whose}. We wrote down your request as: “{}”", clinic.controller, request.said),
        "This letter says how we use that data and what your rights are. After it come an index and a copy of everything our front desk holds. The copy is free of charge.".to_string(),
    ]
}
