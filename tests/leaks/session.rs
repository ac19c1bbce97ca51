//! A whole session about the canary: registered, checked in, a request, papers made, a draft left.
#![allow(dead_code)]

use frontdesk_desk::board::{add_arrival, search, see_board};
use frontdesk_desk::check_in::{record_age, record_identity};
use frontdesk_desk::draft::save_draft;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::paper::{make_consent_form, make_response};
use frontdesk_desk::patient::{edit_patient, find_duplicates, open_patient, open_patient_form, register_patient};
use frontdesk_desk::request::log_request;
use frontdesk_desk::views::check_in::IdentityForm;
use frontdesk_desk::views::paper::{ConsentFormRequest, PaperSize};
use frontdesk_desk::views::request::RequestForm;
use frontdesk_domain::patient::PatientForm;

use crate::forms;
use crate::scan::CANARY;

/// The canary's registration.
pub fn form() -> PatientForm {
    PatientForm {
        surname: CANARY.surname.into(),
        given_names: CANARY.given_names.into(),
        phone: CANARY.phone.into(),
        email: CANARY.email.into(),
        nhs_number: CANARY.nhs_number.into(),
        needs: CANARY.note.into(),
        address: format!("1 {} Street\nLondon", CANARY.note),
        ..forms::somebody(1970)
    }
}

/// Everything the desk does in a day, about the canary.
pub async fn session(desk: &OpenDesk) {
    save_draft(desk, "register-patient".into(), String::new(), serde_json::to_string(&form()).unwrap()).await.unwrap();
    find_duplicates(desk, form()).await.unwrap();
    let id = register_patient(desk, form(), Vec::new(), String::new()).await.unwrap().patient_id;
    assert_eq!(search(desk, CANARY.surname.into()).await.unwrap().results.len(), 1);
    open_patient(desk, id.clone()).await.unwrap();
    let edit = open_patient_form(desk, id.clone()).await.unwrap();
    let changed = PatientForm { needs: format!("{} again", CANARY.note), ..edit.form };
    edit_patient(desk, id.clone(), edit.revision, changed, format!("said {}", CANARY.note), String::new())
        .await
        .unwrap();
    let arrival = add_arrival(desk, forms::coming(id.clone(), true)).await.unwrap().arrival_id;
    record_identity(desk, IdentityForm { note: CANARY.note.into(), ..forms::licence(arrival.clone()) }).await.unwrap();
    record_age(desk, arrival, None).await.unwrap();
    let request =
        log_request(desk, RequestForm { said: format!("All about {}", CANARY.surname), ..forms::access(id.clone()) })
            .await
            .unwrap();
    make_response(desk, request.request_id).await.unwrap();
    let paper = make_consent_form(
        desk,
        ConsentFormRequest { patient_id: Some(id), treatment: "general".into(), size: PaperSize::Normal },
    )
    .await
    .unwrap();
    assert!(paper.pages > 0);
    save_draft(desk, "request".into(), String::new(), format!("{{\"said\":\"{}\"}}", CANARY.note)).await.unwrap();
    see_board(desk).await.unwrap();
}
