//! Facts about printing, at real queues: two that print, one of which can turn the sheet over, and one that is stopped.
#![allow(clippy::unwrap_used)]

use std::process::Command;
use std::time::Duration;

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::paper::make_consent_form;
use frontdesk_desk::printing::{cancel_print, job_state, print_document, printers};
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::views::paper::{ConsentFormRequest, JobState, JobView, PaperSize, PrintForm, Sides};
use frontdesk_domain::role::Role;
use tokio::sync::{Mutex, MutexGuard};

/// The queues are shared: one test at a time.
static QUEUES: Mutex<()> = Mutex::const_new(());

struct At {
    desk: OpenDesk,
    _folder: tempfile::TempDir,
    _queues: MutexGuard<'static, ()>,
}

async fn at_the_queues() -> At {
    let queues = QUEUES.lock().await;
    let folder = tempfile::tempdir().unwrap();
    let desk = testing::open(folder.path(), Role::Reception, StillClock::at("2026-11-24T10:30:00.000Z")).await.unwrap();
    At { desk, _folder: folder, _queues: queues }
}

impl At {
    async fn form(&self, queue: &str) -> PrintForm {
        let request = ConsentFormRequest { patient_id: None, treatment: "laser".into(), size: PaperSize::Normal };
        let document_id = make_consent_form(&self.desk, request).await.unwrap().document_id;
        PrintForm { document_id, queue: queue.into(), copies: 1, sides: Sides::One, instead_of: None }
    }

    async fn until_over(&self, mut job: JobView) -> JobView {
        while matches!(job.state, JobState::Waiting | JobState::Printing) {
            tokio::time::sleep(Duration::from_millis(100)).await;
            job = job_state(&self.desk, job.job_id).await.unwrap();
        }
        job
    }
}

/// The jobs that wait at a queue, as the print system lists them.
fn waiting(queue: &str) -> Vec<String> {
    let told = Command::new("lpstat").args(["-W", "not-completed", "-o", queue]).output().unwrap();
    let listing = String::from_utf8(told.stdout).unwrap();
    listing.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_string).collect()
}

fn clear(queue: &str) {
    assert!(Command::new("cancel").args(["-a", queue]).status().unwrap().success());
}

#[tokio::test]
async fn each_queue_says_whether_it_is_stopped_and_can_turn_the_sheet_over() {
    let at = at_the_queues().await;
    let found = printers(&at.desk).await.unwrap();
    let said: Vec<_> = found
        .iter()
        .map(|queue| (queue.name.as_str(), queue.is_default, queue.two_sided, queue.note.is_some()))
        .collect();
    let wanted = [("Reception", true, false, false), ("Stopped", false, false, true), ("Upstairs", false, true, false)];
    assert_eq!(said, wanted);
}

#[tokio::test]
async fn a_job_is_followed_until_the_queue_says_it_is_done() {
    let at = at_the_queues().await;
    let form = PrintForm { copies: 2, sides: Sides::Two, ..at.form("Upstairs").await };
    let sent = print_document(&at.desk, form).await.unwrap();
    let over = at.until_over(sent).await;
    assert_eq!((over.state, over.message.as_str()), (JobState::Done, "Printed on Upstairs."));
}

#[tokio::test]
async fn a_stopped_printer_is_told_and_printing_elsewhere_takes_the_waiting_job_back() {
    let at = at_the_queues().await;
    let form = at.form("Stopped").await;
    let document_id = form.document_id.clone();
    let job = print_document(&at.desk, form).await.unwrap();
    assert_eq!(job.state, JobState::Stopped);
    assert!(job.message.contains("is stopped"), "{}", job.message);
    assert_eq!(waiting("Stopped"), std::slice::from_ref(&job.job_id));
    let elsewhere = PrintForm {
        document_id,
        queue: "Reception".into(),
        copies: 1,
        sides: Sides::One,
        instead_of: Some(job.job_id),
    };
    let sent = print_document(&at.desk, elsewhere).await.unwrap();
    assert_eq!(at.until_over(sent).await.state, JobState::Done);
    assert!(waiting("Stopped").is_empty(), "it would come out when somebody starts the printer");
}

#[tokio::test]
async fn a_job_that_waits_can_be_taken_back_and_one_that_is_printed_stays_printed() {
    let at = at_the_queues().await;
    let job = print_document(&at.desk, at.form("Stopped").await).await.unwrap();
    let taken = cancel_print(&at.desk, job.job_id).await.unwrap();
    assert_eq!(
        (taken.state, taken.message.as_str()),
        (JobState::Failed, "Taken back from Stopped. Nothing was printed.")
    );
    assert!(waiting("Stopped").is_empty());
    let sent = print_document(&at.desk, at.form("Reception").await).await.unwrap();
    let done = at.until_over(sent).await;
    assert_eq!(cancel_print(&at.desk, done.job_id).await.unwrap().state, JobState::Done);
}

#[tokio::test]
async fn an_unknown_queue_and_an_unknown_job_are_named_and_nothing_is_sent() {
    let at = at_the_queues().await;
    let error = print_document(&at.desk, at.form("Gone").await).await.unwrap_err();
    assert_eq!(error.code, "queue-unknown");
    for id in ["", "-h", "Reception", "Reception-1; rm", "--help-1"] {
        assert_eq!(job_state(&at.desk, id.into()).await.unwrap_err().code, "job-unknown", "{id:?}");
        assert_eq!(cancel_print(&at.desk, id.into()).await.unwrap_err().code, "job-unknown", "{id:?}");
    }
}

#[tokio::test]
async fn a_queue_without_room_says_so_and_prints_again_once_there_is() {
    let at = at_the_queues().await;
    let form = at.form("Stopped").await;
    let once_more = || PrintForm {
        document_id: form.document_id.clone(),
        queue: form.queue.clone(),
        copies: 1,
        sides: Sides::One,
        instead_of: None,
    };
    let full = loop {
        match print_document(&at.desk, once_more()).await {
            Ok(_) => assert!(waiting("Stopped").len() <= 20, "the queue has no end"),
            Err(error) => break error,
        }
    };
    clear("Stopped");
    assert_eq!(full.code, "spool-full", "{}", full.message);
    let job = print_document(&at.desk, once_more()).await.unwrap();
    assert_eq!(job.state, JobState::Stopped);
    clear("Stopped");
}
