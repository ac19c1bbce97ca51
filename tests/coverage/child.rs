//! No path by which reception releases a child's data: every command tried as reception, on everything a child's record has.

use std::io::Write;
use std::process::{Command, Stdio};

use frontdesk_desk::board::add_arrival;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::parental::{open_parental, record_block};
use frontdesk_desk::patient::open_patient;
use frontdesk_desk::testing;
use frontdesk_desk::{paper, unlock};
use frontdesk_domain::clock::Right;
use frontdesk_domain::role::Role;
use frontdesk_store::{parental_record, request_outcome};

use crate::clinic::Clinic;
use crate::forms;
use crate::table::{blank, rows};

/// The text of a document in hand; a file without pages as it is.
fn text(bytes: &[u8]) -> String {
    if !bytes.starts_with(b"%PDF") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut tool = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, bytes) = (tool.stdin.take().unwrap(), bytes.to_vec());
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = tool.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_lets_reception_release_a_childs_data() {
    let clinic = Clinic::new().await;
    let desk = clinic.unlock(Role::Reception).await;
    // Everything in order but the practice manager's word, and a block on top of it.
    let about = forms::childs_request(&desk, Right::Access).await;
    let deletion = forms::childs_request(&desk, Right::Erasure).await;
    let blocks = record_block(&desk, about.child.clone(), forms::worry()).await.unwrap().blocks;
    let arrival = add_arrival(&desk, forms::coming(about.child.clone(), true)).await.unwrap().arrival_id;
    let is = open_patient(&desk, about.child.clone()).await.unwrap().banner;
    let ids = [
        about.child.as_str(),
        &about.request_id,
        &about.adult_id,
        &deletion.child,
        &deletion.request_id,
        &blocks[0].block_id,
        &arrival,
        &format!("{} {}", about.request_id, about.adult_id),
    ];
    let (mut tried, mut refused) = (0, 0);
    for id in ids {
        for row in rows() {
            let answer = (row.act)(&desk, id.to_string()).await;
            tried += 1;
            refused += usize::from(answer.is_err());
        }
    }
    let form = paper::make_consent_form(&desk, blank(Some(about.child.clone()))).await;
    assert_eq!(form.unwrap_err().code, "under-16");
    // Shown though the test passes.
    writeln!(std::io::stdout().lock(), "reception and a child's record: {tried} commands tried, {refused} refused")
        .unwrap();
    assert_eq!(tried, rows().len() * ids.len());

    let store = testing::store(&desk);
    let mut read = store.read().await.unwrap();
    for child in [&about.child, &deletion.child] {
        let child = child.clone().into();
        let outcomes = request_outcome::for_patient(read.conn(), &child).await.unwrap();
        assert!(outcomes.is_empty(), "{outcomes:?}");
        let decisions = parental_record::decisions_for_patient(read.conn(), &child).await.unwrap();
        assert_eq!(decisions.len(), 1, "nothing but what was there before");
        assert!(request_outcome::queued(read.conn(), &child).await.unwrap().is_empty());
    }
    drop(read);
    let page = open_parental(&desk, about.child.clone()).await.unwrap();
    assert!(page.blocks.iter().all(|block| !block.lifted && block.answers.is_empty()), "{:?}", page.blocks);
    for (title, bytes) in testing::papers(&desk) {
        let text = text(&bytes);
        for hidden in [&is.surname, &is.given_names, &is.reference] {
            assert!(!text.contains(hidden.as_str()), "{title} has {hidden}");
        }
    }
    unlock::lock(&desk, LockReason::ByHand).await;
}
