//! A patient with a passport who walks in, and the forms of each step as the desk would fill them.

use frontdesk_desk::board::add_arrival;
use frontdesk_desk::check_in::{record_age, record_consents, record_identity};
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::views::board::ArrivalForm;
use frontdesk_desk::views::check_in::{
    CheckInView, ConsentAnswerForm, ConsentsForm, DocumentKind, DocumentMoreForm, IdentityForm, IdentityMethod,
    LikenessAnswer,
};
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::patient::{PatientForm, TypedDate};

use crate::common::{Desk, form};

/// Alex Morgan Testpatient, born 22 Nov 2008, expires 1 Jan 2033.
pub const ALEX: &str = "P<GBRTESTPATIENT<<ALEX<MORGAN<<<<<<<<<<<<<<<\n9990000010GBR0811220F3301018<<<<<<<<<<<<<<<0";
/// Rowan Testpatient, born 23 Nov 2008, expires 1 Jan 2033.
pub const ROWAN: &str = "P<GBRTESTPATIENT<<ROWAN<<<<<<<<<<<<<<<<<<<<<\n9990000021GBR0811231M3301018<<<<<<<<<<<<<<<8";
/// The eighth character of the number was 8.
pub const LUKASZ_MISREAD: &str =
    "P<POLZOLC<<LUKASZ<JAN<<<<<<<<<<<<<<<<<<<<<<<\nZZ09990B14POL7909021M3106110<<<<<<<<<<<<<<<2";
/// Anna Maria Eriksson, born 12 Aug 1974; expired on 15 Apr 2012.
pub const ERIKSSON: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

pub fn alex() -> PatientForm {
    PatientForm {
        phone: "07700 900118".into(),
        postcode: "ZZ99 3AA".into(),
        ..form("Testpatient", "Alex Morgan", "2008-11-22")
    }
}

/// Registers somebody and lets them walk in; returns patient and arrival.
pub async fn walk_in(d: &Desk, patient: PatientForm, treatment: &str) -> (String, String) {
    let patient_id = d.register(patient).await.patient_id;
    let arrival_id = again(&d.desk, &patient_id, treatment).await;
    (patient_id, arrival_id)
}

/// Lets them walk in once more.
pub async fn again(desk: &OpenDesk, patient_id: &str, treatment: &str) -> String {
    let arrival =
        ArrivalForm { patient_id: patient_id.into(), treatment: treatment.into(), time: String::new(), walk_in: true };
    add_arrival(desk, arrival).await.unwrap().arrival_id
}

/// The identity step with a passport read by the reader.
pub fn passport(arrival_id: &str, zone: &str) -> IdentityForm {
    IdentityForm {
        arrival_id: arrival_id.into(),
        method: IdentityMethod::Document,
        document: Some(DocumentKind::Passport),
        issuer: String::new(),
        last_four: String::new(),
        expiry: TypedDate::default(),
        zone: zone.into(),
        matches_record: None,
        likeness: Some(LikenessAnswer::Yes),
        more: DocumentMoreForm::default(),
        earlier_check: None,
        read_back: Vec::new(),
        vouched_by: None,
        note: String::new(),
    }
}

/// The same answer to every question on the sheet.
pub fn sheet(view: &CheckInView, answer: Answer) -> ConsentsForm {
    let rows = view.consent_step.groups.iter().flat_map(|group| &group.rows);
    ConsentsForm {
        arrival_id: view.arrival_id.clone(),
        answers: rows
            .map(|row| ConsentAnswerForm {
                purpose: row.purpose.clone(),
                answer,
                wording_id: row.wording_id.clone(),
                wording_version: row.wording_version,
            })
            .collect(),
        capacity: Capacity::Patient,
        speaker: String::new(),
        method: Method::OnScreen,
        witness: String::new(),
        interpreter: String::new(),
    }
}

/// Identity and age recorded: what the consents step starts from.
pub async fn as_far_as_consents(d: &Desk, arrival_id: &str) -> CheckInView {
    record_identity(&d.desk, passport(arrival_id, ALEX)).await.unwrap();
    let born = TypedDate { day: "22".into(), month: "11".into(), year: "2008".into() };
    record_age(&d.desk, arrival_id.into(), Some(born)).await.unwrap()
}

/// A whole check-in with yes to everything.
pub async fn whole(d: &Desk, arrival_id: &str) -> CheckInView {
    let view = as_far_as_consents(d, arrival_id).await;
    record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap()
}
