//! Even with every library told to log all it can, no line holds a key, a passphrase or a patient.
#![allow(clippy::unwrap_used)]

#[path = "../coverage/clinic.rs"]
mod clinic;
#[path = "../coverage/forms.rs"]
mod forms;
mod scan;
mod session;

use std::io::Write;
use std::sync::{Arc, Mutex};

use frontdesk_desk::lock::LockReason;
use frontdesk_desk::{testing, unlock};
use frontdesk_domain::role::Role;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use clinic::{Clinic, passphrase};
use scan::found_in;

/// What was logged, in memory.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Kept;

    fn make_writer(&'a self) -> Kept {
        self.clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_logged_at_the_finest_level_holds_no_key_no_passphrase_and_no_patient() {
    let kept = Kept::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(kept.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    session::session(&desk).await;
    let key = testing::key(&desk).with_hex(str::to_string);
    unlock::lock(&desk, LockReason::ByHand).await;

    let logged = kept.0.lock().unwrap().clone();
    assert_eq!(found_in(&logged), Vec::<String>::new());
    let text = String::from_utf8_lossy(&logged).to_lowercase();
    let code = clinic.code.expose().to_lowercase();
    for (what, secret) in [
        ("the data key", key.as_str()),
        ("a passphrase", passphrase(Role::PracticeManager).expose()),
        ("the recovery code", code.as_str()),
        ("a key pragma", "pragma key"),
    ] {
        assert!(!text.contains(secret), "the log holds {what}");
    }
    for statement in ["insert into", "select "] {
        assert!(!text.contains(statement), "statements are logged");
    }

    // The same ears hear what is said.
    tracing::trace!(target: "sqlx::query", "insert into patient values ('{}')", scan::CANARY.surname);
    let logged = kept.0.lock().unwrap().clone();
    assert!(!found_in(&logged).is_empty(), "the log was not heard");
}
