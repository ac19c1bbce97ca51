//! A desk of its own for each test: a new vault, a new encrypted database, a clock that stands still.

use std::sync::Arc;

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::patient::register_patient;
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::views::patient::SavedPatientView;
use frontdesk_domain::patient::{ContactWay, PatientForm, Sex, TypedDate};
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, Entry, Filter};
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
