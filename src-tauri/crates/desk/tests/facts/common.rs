//! A desk of its own for each test: a new vault, a new encrypted database, a clock that stands still.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::patient::register_patient;
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::views::patient::SavedPatientView;
use frontdesk_desk::views::request::{ReplyBy, RequestBy, RequestForm, RequestHow};
use frontdesk_domain::catalogue::{Purpose, Wording};
use frontdesk_domain::clock::Right;
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::patient::{ContactWay, PatientForm, Sex, TypedDate};
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, Entry, Filter};
use frontdesk_store::consent_answer::ConsentAnswer;
use tempfile::TempDir;

/// Tuesday 24 November 2026, 10:30 in London.
pub const NOW: &str = "2026-11-24T10:30:00.000Z";

pub struct Desk {
    pub desk: OpenDesk,
    pub clock: Arc<StillClock>,
    pub folder: TempDir,
}

pub async fn desk(role: Role) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let clock = StillClock::at(NOW);
    let desk = testing::open(folder.path(), role, clock.clone()).await.unwrap();
    Desk { desk, clock, folder }
}

pub fn form(surname: &str, given_names: &str, born: &str) -> PatientForm {
    let mut parts = born.split('-').rev().map(str::to_string);
    PatientForm {
        surname: surname.into(),
        given_names: given_names.into(),
        preferred_name: String::new(),
        latin_name: String::new(),
        former_names: String::new(),
        born: TypedDate { day: parts.next().unwrap(), month: parts.next().unwrap(), year: parts.next().unwrap() },
        born_estimated: false,
        sex: Some(Sex::Female),
        address: String::new(),
        postcode: String::new(),
        phone: String::new(),
        email: String::new(),
        contact_by: vec![ContactWay::Phone],
        contact_note: String::new(),
        needs: String::new(),
        nhs_number: String::new(),
        source: "attendance".into(),
    }
}

/// Somebody with every detail.
pub fn amara() -> PatientForm {
    PatientForm {
        preferred_name: "Amy".into(),
        phone: "07700 900482".into(),
        email: "Amara@Example.com".into(),
        address: "14 Sample Street\nLondon".into(),
        postcode: "zz99 3aa".into(),
        nhs_number: "999 000 0018".into(),
        contact_note: "not before 10:00".into(),
        needs: "Large print".into(),
        ..form("Okonkwo", "Amara Grace", "1990-03-14")
    }
}

/// A request the patient made at the desk on 24 Nov 2026, with no doubt who they are.
pub fn request(patient_id: &str, right: Right) -> RequestForm {
    RequestForm {
        patient_id: patient_id.into(),
        right,
        received: TypedDate { day: "24".into(), month: "11".into(), year: "2026".into() },
        how: RequestHow::InPerson,
        said: "Everything you have on me.".into(),
        made_by: RequestBy::Patient,
        requester_name: String::new(),
        id_asked: false,
        reply_by: ReplyBy::Post,
        adult_id: None,
    }
}

/// The patient's own answer on screen at the time `at`, outside a visit; `asked` is the purpose with its words.
pub fn said(patient_id: &str, asked: (&Purpose, &Wording), answer: Answer, at: &str) -> ConsentAnswer {
    let (purpose, wording) = asked;
    ConsentAnswer {
        id: format!("{patient_id}-{}-{}-{at}", purpose.id, answer.code()),
        patient_id: patient_id.to_string().into(),
        arrival_id: None,
        purpose: purpose.id.clone(),
        channel: purpose.channel,
        answer,
        wording_id: wording.id.clone(),
        wording_version: wording.version,
        wording_question: wording.question.clone(),
        wording_text: wording.text.clone(),
        wording_approved: false,
        capacity: Capacity::Patient,
        speaker: None,
        method: Method::OnScreen,
        witness: None,
        interpreter: None,
        reason: None,
        checked_born: None,
        at: at.into(),
        by: "staff-reception".into(),
    }
}

/// What `pdftotext` reads of a PDF in base 64, page by page, white space made even. `how` is `-layout`, as a person sees
/// it, or `-raw`, in which cells of a table stay whole.
pub fn pages(pdf: &str, how: &str) -> Vec<String> {
    let bytes = data_encoding::BASE64.decode(pdf.as_bytes()).unwrap();
    let mut tool =
        Command::new("pdftotext").args([how, "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = tool.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = tool.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let even = |page: &str| page.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches('\u{c}').split('\u{c}').map(even).collect()
}

impl Desk {
    pub async fn register(&self, form: PatientForm) -> SavedPatientView {
        register_patient(&self.desk, form, Vec::new(), "A parent asks what is held.".into()).await.unwrap()
    }

    /// Every audit entry, oldest first.
    pub async fn audit(&self) -> Vec<Entry> {
        let store = testing::store(&self.desk);
        let mut read = store.read().await.unwrap();
        let mut entries = audit_entry::list(read.conn(), &Filter::default(), 10_000).await.unwrap();
        entries.reverse();
        entries
    }

    /// Codes of the use cases audited, oldest first.
    pub async fn trail(&self) -> Vec<String> {
        self.audit().await.into_iter().map(|entry| entry.use_case).collect()
    }
}
