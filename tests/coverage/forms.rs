//! Forms as the desk fills them, for somebody new each time.
#![allow(dead_code)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use frontdesk_desk::board::add_arrival;
use frontdesk_desk::check_in::{open_check_in, record_age, record_consents, record_identity};
use frontdesk_desk::consents::see_consents;
use frontdesk_desk::copies::{keep_copy, list_scans};
use frontdesk_desk::marketing::{ask_restart, stop_marketing};
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::paper::make_consent_form;
use frontdesk_desk::paper_back::{scan_papers, see_papers};
use frontdesk_desk::parental::record_block;
use frontdesk_desk::patient::register_patient;
use frontdesk_desk::printing::save_document;
use frontdesk_desk::request::log_request;
use frontdesk_desk::signing::sign_consents;
use frontdesk_desk::views::board::ArrivalForm;
use frontdesk_desk::views::check_in::{
    CheckInView, ConsentAnswerForm, ConsentsForm, CrossCheckForm, DocumentKind, DocumentMoreForm, IdentityForm,
    IdentityMethod, LikenessAnswer,
};
use frontdesk_desk::views::consents::WithdrawForm;
use frontdesk_desk::views::marketing::{AcceptForm, AskRestartForm, RestartLetterForm, StopForm};
use frontdesk_desk::views::paper::{ConsentFormRequest, PaperSize};
use frontdesk_desk::views::paper_back::{AssignPaperForm, FilePageForm, RecordPaperForm};
use frontdesk_desk::views::parental::{ParentalDecision, ParentalDecisionForm};
use frontdesk_desk::views::request::{
    ChildOutcome, ReleaseForm, ReplyBy, RequestBy, RequestForm, RequestHow, SettleForm,
};
use frontdesk_desk::views::signing::{HandOverForm, SignForm};
use frontdesk_desk::{Result, testing};
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::clinician::ClinicianForm;
use frontdesk_domain::clock::Right;
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::document_copy::CopyForm;
use frontdesk_domain::gate::ClinicianAnswer;
use frontdesk_domain::marketing::standing::AcceptedHow;
use frontdesk_domain::parental::{
    Authority, BlockAnswer, BlockAnswerForm, BlockForm, BlockKind, ChildView, ChildViewForm, Claim, Competence,
    CompetenceForm, Evidence, Orders, ParentalForm, ParentalVerdict, QUESTIONS, RequesterForm, YesNo,
};
use frontdesk_domain::patient::{ContactWay, PatientForm, Sex, TypedDate};
use frontdesk_domain::signature::{Drawn, Point};
use frontdesk_domain::withdrawal::WithdrawalReason;
use frontdesk_domain::wording::{ApprovalForm, WordingForm};
use frontdesk_store::parental_record::{self, ParentalDecision as ParentalDecided, ParentalRecord, Requester};
use frontdesk_store::setting;

pub fn date(day: &str, month: &str, year: &str) -> TypedDate {
    TypedDate { day: day.into(), month: month.into(), year: year.into() }
}

/// Somebody nobody has met: another name, phone and date of birth at each call.
pub fn somebody(year: u32) -> PatientForm {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let letters: String = format!("{number:04}").bytes().map(|digit| char::from(b'a' + (digit - b'0') * 2)).collect();
    PatientForm {
        surname: format!("Quill{letters}"),
        given_names: format!("{letters}an"),
        preferred_name: String::new(),
        latin_name: String::new(),
        former_names: String::new(),
        born: date(
            &(number % 28 + 1).to_string(),
            &(number / 28 % 12 + 1).to_string(),
            &(year + number / 336).to_string(),
        ),
        born_estimated: false,
        sex: Some(Sex::Female),
        address: String::new(),
        postcode: String::new(),
        phone: format!("07700 9{number:05}"),
        email: String::new(),
        contact_by: vec![ContactWay::Phone],
        contact_note: String::new(),
        needs: String::new(),
        nhs_number: String::new(),
        source: "attendance".into(),
    }
}

pub async fn patient(desk: &OpenDesk) -> String {
    register_patient(desk, somebody(1970), Vec::new(), "A parent asks what is held.".into()).await.unwrap().patient_id
}

pub async fn child(desk: &OpenDesk) -> String {
    register_patient(desk, somebody(2013), Vec::new(), "A parent asks what is held.".into()).await.unwrap().patient_id
}

pub fn coming(patient_id: String, walk_in: bool) -> ArrivalForm {
    let time = if walk_in { String::new() } else { "16:00".into() };
    ArrivalForm { patient_id, treatment: "general".into(), time, walk_in }
}

pub async fn booking(desk: &OpenDesk) -> String {
    let who = patient(desk).await;
    add_arrival(desk, coming(who, false)).await.unwrap().arrival_id
}

pub async fn walk_in(desk: &OpenDesk) -> String {
    let who = patient(desk).await;
    add_arrival(desk, coming(who, true)).await.unwrap().arrival_id
}

/// A driving licence seen by eye, in date.
pub fn licence(arrival_id: String) -> IdentityForm {
    IdentityForm {
        arrival_id,
        method: IdentityMethod::Document,
        document: Some(DocumentKind::LicenceGb),
        issuer: "DVLA".into(),
        last_four: "9IJ7".into(),
        expiry: date("1", "6", "2030"),
        zone: String::new(),
        matches_record: Some(true),
        likeness: Some(LikenessAnswer::Yes),
        more: DocumentMoreForm::default(),
        earlier_check: None,
        read_back: Vec::new(),
        vouched_by: None,
        note: String::new(),
    }
}

/// A licence number and an NHS number, typed.
pub fn numbers(arrival_id: String) -> CrossCheckForm {
    CrossCheckForm { arrival_id, licence_number: "MORGA753116SM9IJ".into(), nhs_number: "999 000 0018".into() }
}

pub async fn identified(desk: &OpenDesk) -> String {
    let arrival = walk_in(desk).await;
    record_identity(desk, licence(arrival.clone())).await.unwrap();
    arrival
}

/// Somebody of 17 who walks in for laser treatment: a clinician decides.
pub async fn seventeen(desk: &OpenDesk) -> String {
    let who = register_patient(desk, somebody(2009), Vec::new(), "A parent asks what is held.".into())
        .await
        .unwrap()
        .patient_id;
    let form = ArrivalForm { treatment: "laser".into(), ..coming(who, true) };
    add_arrival(desk, form).await.unwrap().arrival_id
}

/// A clinician's go-ahead.
pub fn go_ahead() -> ClinicianForm {
    ClinicianForm {
        answer: Some(ClinicianAnswer::GoAhead),
        doctor: String::new(),
        gmc: String::new(),
        given_by: None,
        reason: "Scar revision, seen with their mother.".into(),
    }
}

/// A copy with a reason.
pub fn copy() -> CopyForm {
    CopyForm { document: "Passport".into(), reason: "The insurer asks for it".into(), delete_on: TypedDate::default() }
}

/// A copy that is held.
pub async fn kept(desk: &OpenDesk) -> String {
    let who = patient(desk).await;
    let file = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    std::fs::write(file.path(), b"%PDF-1.7\n").unwrap();
    let path = file.path().to_path_buf();
    let kept = keep_copy(desk, who, copy(), None, || async { Some(path) }).await.unwrap();
    kept.copies.copies[0].copy_id.clone()
}

/// A stop of news by text message.
pub fn stop(patient_id: String) -> StopForm {
    StopForm { patient_id, channels: vec![MarketingChannel::Text] }
}

pub async fn stopped(desk: &OpenDesk) -> String {
    let who = patient(desk).await;
    stop_marketing(desk, stop(who.clone())).await.unwrap();
    who
}

/// They want to be asked again.
pub fn restart(patient_id: String) -> AskRestartForm {
    AskRestartForm { patient_id, channel: MarketingChannel::Text, asked_by_them: true }
}

/// The patient and the code of their letter, a space between.
pub async fn asked(desk: &OpenDesk) -> String {
    let who = stopped(desk).await;
    let made = ask_restart(desk, restart(who.clone())).await.unwrap();
    format!("{who} {}", made.code)
}

pub fn letter(given: String) -> RestartLetterForm {
    let (patient_id, code) = given.split_once(' ').unwrap_or_default();
    RestartLetterForm { patient_id: patient_id.into(), channel: MarketingChannel::Text, code: code.into() }
}

/// The patient gives the code back by telephone.
pub fn accept(given: String) -> AcceptForm {
    let (patient_id, code) = given.split_once(' ').unwrap_or_default();
    AcceptForm {
        patient_id: patient_id.into(),
        channel: MarketingChannel::Text,
        code: code.into(),
        capacity: Some(Capacity::Patient),
        how: Some(AcceptedHow::Phone),
    }
}

/// Identity and age recorded, and the sheet that comes next with yes to everything, as JSON.
pub async fn sheet(desk: &OpenDesk) -> String {
    let arrival = identified(desk).await;
    let view = record_age(desk, arrival, None).await.unwrap();
    serde_json::to_string(&answered(&view)).unwrap()
}

fn answered(view: &CheckInView) -> ConsentsForm {
    let rows = view.consent_step.groups.iter().flat_map(|group| &group.rows);
    ConsentsForm {
        arrival_id: view.arrival_id.clone(),
        answers: rows
            .map(|row| ConsentAnswerForm {
                purpose: row.purpose.clone(),
                answer: Answer::Given,
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

/// An arrival whose sheet comes next.
pub async fn ready_to_sign(desk: &OpenDesk) -> String {
    arrival_of(&sheet(desk).await)
}

pub fn arrival_of(sheet: &str) -> String {
    serde_json::from_str::<ConsentsForm>(sheet).map(|form| form.arrival_id).unwrap_or_default()
}

pub fn hand_over(arrival_id: String) -> HandOverForm {
    HandOverForm {
        arrival_id,
        capacity: Capacity::Patient,
        speaker: String::new(),
        interpreter: String::new(),
        size: PaperSize::Normal,
    }
}

/// A sheet as answered, read to its end and signed with a line and a loop.
pub fn signed_sheet(sheet: &str) -> SignForm {
    let answers = serde_json::from_str::<ConsentsForm>(sheet).map(|form| form.answers).unwrap_or_default();
    let points = [(0.1, 0.5), (0.3, 0.2), (0.35, 0.8), (0.6, 0.4), (0.9, 0.6)];
    SignForm {
        read: answers.iter().map(|given| given.purpose.clone()).collect(),
        answers,
        signature: Drawn { strokes: vec![points.iter().map(|&(x, y)| Point { x, y }).collect()], ratio: 3.0 },
    }
}

/// An act whose end leaves the screen with the patient, taken back past the rules.
pub async fn then_back<T>(desk: &OpenDesk, act: impl Future<Output = Result<T>>) -> Result<T> {
    let done = act.await;
    testing::handed_back(desk);
    done
}

/// An act in the hands of an arrival's patient.
pub async fn in_their_hands<T>(desk: &OpenDesk, arrival: String, act: impl Future<Output = Result<T>>) -> Result<T> {
    testing::handed(desk, &arrival);
    then_back(desk, act).await
}

/// A form signed on the screen.
pub async fn signed_form(desk: &OpenDesk) -> String {
    let sheet = sheet(desk).await;
    in_their_hands(desk, arrival_of(&sheet), sign_consents(desk, signed_sheet(&sheet))).await.unwrap();
    let patient = open_check_in(desk, arrival_of(&sheet)).await.unwrap().banner.patient_id;
    see_consents(desk, patient).await.unwrap().signed[0].form_id.clone()
}

/// A patient who said yes to everything on the sheet.
pub async fn consented(desk: &OpenDesk) -> String {
    let form: ConsentsForm = serde_json::from_str(&sheet(desk).await).unwrap();
    record_consents(desk, form).await.unwrap().banner.patient_id
}

pub fn withdrawal(patient_id: String) -> WithdrawForm {
    WithdrawForm {
        patient_id,
        purpose: "photographs-record".into(),
        reason: WithdrawalReason::NotSaid,
        note: String::new(),
        capacity: Capacity::Patient,
        speaker: String::new(),
        method: Method::Phone,
        witness: String::new(),
        interpreter: String::new(),
    }
}

/// A form made now, and its file.
async fn made(desk: &OpenDesk, patient_id: Option<String>) -> (String, Vec<u8>) {
    let form = ConsentFormRequest { patient_id, treatment: "general".into(), size: PaperSize::Normal };
    let made = make_consent_form(desk, form).await.unwrap();
    // It has left the desk, so it may come back.
    let folder = beside(desk);
    let path = folder.join("form.pdf");
    save_document(desk, made.document_id, |_| async { Some(path) }).await.unwrap();
    let number = see_papers(desk).await.unwrap().out[0].paper_id.clone();
    (number, data_encoding::BASE64.decode(made.pdf.as_bytes()).unwrap())
}

/// A folder beside the records, gone with them.
fn beside(desk: &OpenDesk) -> PathBuf {
    let folder = testing::store(desk).path().with_file_name("outside");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A scan in the scanner's folder: its id.
pub async fn scan(desk: &OpenDesk) -> String {
    let folder = beside(desk);
    std::fs::write(folder.join("scan.pdf"), b"%PDF-1.7\n").unwrap();
    let store = testing::store(desk);
    let mut write = store.write().await.unwrap();
    setting::set(write.conn(), "scan-folder", &folder.display().to_string()).await.unwrap();
    write.commit().await.unwrap();
    list_scans(desk).await.unwrap().into_iter().find(|scan| scan.name == "scan.pdf").unwrap().scan_id
}

pub async fn scanned(desk: &OpenDesk, bytes: &[u8]) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let path = file.path().to_path_buf();
    scan_papers(desk, None, || async { Some(path) }).await.unwrap();
}

/// The number of a blank form.
pub async fn blank_paper(desk: &OpenDesk) -> String {
    made(desk, None).await.0
}

/// A small grey page without a code, of another grey at each call: it waits in the tray.
pub async fn tray_page(desk: &OpenDesk) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let grey = (NEXT.fetch_add(1, Ordering::Relaxed) % 60 * 4) as u8;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 64, 90);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[grey; 64 * 90]).unwrap();
    scanned(desk, &bytes).await;
    see_papers(desk).await.unwrap().tray.last().unwrap().page_id.clone()
}

/// The parts of a text with spaces between.
pub fn part(given: &str, at: usize) -> String {
    given.split(' ').nth(at).unwrap_or_default().to_string()
}

pub async fn page_and_patient(desk: &OpenDesk) -> String {
    format!("{} {}", tray_page(desk).await, patient(desk).await)
}

pub fn to_patient(given: String) -> FilePageForm {
    let patient_id = Some(part(&given, 1));
    FilePageForm { page_id: part(&given, 0), paper: String::new(), page: String::new(), patient_id }
}

pub async fn paper_and_patient(desk: &OpenDesk) -> String {
    format!("{} {}", blank_paper(desk).await, patient(desk).await)
}

pub fn whose(given: String) -> AssignPaperForm {
    AssignPaperForm { paper_id: part(&given, 0), patient_id: part(&given, 1), arrival_id: None }
}

/// A paper whose pages are all back and whose visit is at the consents step, with yes to everything, as JSON.
pub async fn paper_to_record(desk: &OpenDesk) -> String {
    let (given, pdf) = paper_to_scan(desk).await;
    scanned(desk, &pdf).await;
    given
}

/// The same before its pages are back, and the pages.
pub async fn paper_to_scan(desk: &OpenDesk) -> (String, Vec<u8>) {
    let view = record_age(desk, identified(desk).await, None).await.unwrap();
    let (number, pdf) = made(desk, Some(view.banner.patient_id.clone())).await;
    (serde_json::to_string(&RecordPaperForm { paper_id: number, sheet: answered(&view) }).unwrap(), pdf)
}

pub fn on_paper(given: String) -> RecordPaperForm {
    serde_json::from_str(&given).unwrap_or_else(|_| RecordPaperForm {
        paper_id: String::new(),
        sheet: ConsentsForm {
            arrival_id: String::new(),
            answers: Vec::new(),
            capacity: Capacity::Patient,
            speaker: String::new(),
            method: Method::Written,
            witness: String::new(),
            interpreter: String::new(),
        },
    })
}

pub fn wording() -> WordingForm {
    WordingForm {
        id: "news-email".into(),
        from_version: 1,
        question: "May we write to you by email?".into(),
        text: "News from us, no more than once a month.".into(),
    }
}

pub fn approval() -> ApprovalForm {
    ApprovalForm { id: "photographs-record".into(), version: 1, clinical_reviewer: "Dr Ada Quill".into() }
}

/// A mother with a full birth certificate and a passport of her own.
pub fn mother() -> ParentalForm {
    ParentalForm {
        requester: RequesterForm {
            given_names: "Robin".into(),
            surname: "Quill".into(),
            born: date("4", "5", "1984"),
            document: Some(DocumentKind::Passport),
            issuer: "United Kingdom".into(),
            last_four: "4417".into(),
            expiry: date("1", "6", "2031"),
            matches: Some(true),
            likeness: Some(LikenessAnswer::Yes),
            ..RequesterForm::default()
        },
        capacity: Some(Claim::Mother),
        evidence: vec![Evidence::FullBirthCertificate],
        child_matches: Some(true),
        orders: Some(Orders::None),
        ..ParentalForm::default()
    }
}

/// The record of a mother, with the child's id; written past the use case, for a clinician records no adult.
pub async fn recorded(desk: &OpenDesk) -> (String, String) {
    let child = child(desk).await;
    let id = format!("recorded-{child}");
    let record = ParentalRecord {
        id: id.clone().into(),
        patient_id: child.clone().into(),
        adult_id: id.clone(),
        requester: Requester {
            given_names: "Robin".into(),
            surname: "Quill".into(),
            document: Some(DocumentKind::Passport),
            identified: true,
            ..Requester::default()
        },
        capacity: Claim::Mother,
        evidence: vec![Evidence::FullBirthCertificate],
        child_matches: Some(true),
        orders: Some(Orders::None),
        orders_note: None,
        verdict: ParentalVerdict::Proved,
        note: None,
        replaces: None,
        at: desk.clock().stamp(),
        by: desk.who().id.0,
    };
    let mut act = testing::store(desk).write().await.unwrap();
    parental_record::insert(act.conn(), &record).await.unwrap();
    act.commit().await.unwrap();
    (id, child)
}

pub async fn parental(desk: &OpenDesk) -> String {
    recorded(desk).await.0
}

/// The practice manager finds it proved, for half a year.
pub fn proved(desk: &OpenDesk, parental_id: String) -> ParentalDecisionForm {
    ParentalDecisionForm {
        parental_id,
        decision: ParentalDecision::Proved,
        reason: "The full certificate names her.".into(),
        review_on: TypedDate::of(desk.clock().today() + chrono::Months::new(6)),
    }
}

pub fn agrees(adult_id: String) -> ChildViewForm {
    let view = Some(ChildView::Agrees);
    ChildViewForm { adult_id, view, authority: Some(Authority::Spoken), words: "She may.".into() }
}

pub fn understands() -> CompetenceForm {
    CompetenceForm {
        answers: QUESTIONS.iter().map(|question| (question.code.to_string(), YesNo::Yes)).collect(),
        outcome: Some(Competence::Competent),
        reasons: "Explained it back in their own words.".into(),
    }
}

pub fn worry() -> BlockForm {
    BlockForm { kind: Some(BlockKind::Safeguarding), detail: "Afraid to go home.".into() }
}

/// A block on a child's record.
pub async fn block(desk: &OpenDesk) -> String {
    record_block(desk, child(desk).await, worry()).await.unwrap().blocks[0].block_id.clone()
}

pub fn lift(block_id: String) -> BlockAnswerForm {
    BlockAnswerForm {
        block_id,
        answer: Some(BlockAnswer::Lifted),
        request_id: None,
        reason: "Looked into, and nothing in it.".into(),
    }
}

/// What the practice manager decided on a record, written past the use case: whoever sits here may not decide.
pub async fn decided(desk: &OpenDesk, parental_id: String, decision: &str) {
    let mut act = testing::store(desk).write().await.unwrap();
    let decision = ParentalDecided {
        id: format!("decided-{parental_id}"),
        parental_id: parental_id.into(),
        decision: decision.into(),
        reason: "The full certificate was seen.".into(),
        review_on: Some(desk.clock().today() + chrono::Months::new(6)),
        at: desk.clock().stamp(),
        by: desk.who().id.0,
    };
    parental_record::decide(act.conn(), &decision).await.unwrap();
    act.commit().await.unwrap();
}

/// A request about a child by a mother who is found proved.
pub struct ChildsRequest {
    pub request_id: String,
    pub child: String,
    /// The adult, and their one record.
    pub adult_id: String,
}

pub async fn childs_request(desk: &OpenDesk, right: Right) -> ChildsRequest {
    testing::change_clinic(desk, |clinic| {
        clinic.address = "1 Sample Road\nLondon".into();
        clinic.transfers = "None.".into();
        clinic.automated_decisions = "None.".into();
    });
    let (adult_id, child) = recorded(desk).await;
    decided(desk, adult_id.clone(), "proved").await;
    let form = RequestForm {
        right,
        made_by: RequestBy::Parent,
        requester_name: "Robin Quill".into(),
        adult_id: Some(adult_id.clone()),
        ..access(child.clone())
    };
    let request_id = log_request(desk, form).await.unwrap().request_id;
    ChildsRequest { request_id, child, adult_id }
}

pub fn release(request_id: String) -> ReleaseForm {
    ReleaseForm {
        request_id,
        opinion: "Dr Ada Quill: no serious harm.".into(),
        others: "Nobody else is named.".into(),
        elsewhere: "Nothing found.".into(),
        best_interests: String::new(),
        held_back: Vec::new(),
        named: Vec::new(),
        reason: "Everything is in order.".into(),
    }
}

pub fn settle(request_id: String, outcome: ChildOutcome) -> SettleForm {
    SettleForm { request_id, outcome, reason: "Weighed.".into(), best_interests: String::new() }
}

pub fn access(patient_id: String) -> RequestForm {
    RequestForm {
        patient_id,
        right: Right::Access,
        received: date("20", "11", "2026"),
        how: RequestHow::InPerson,
        said: "A copy of everything.".into(),
        made_by: RequestBy::Patient,
        requester_name: String::new(),
        id_asked: false,
        reply_by: ReplyBy::Collect,
        adult_id: None,
    }
}

pub async fn request(desk: &OpenDesk) -> String {
    let who = patient(desk).await;
    log_request(desk, access(who)).await.unwrap().request_id
}
