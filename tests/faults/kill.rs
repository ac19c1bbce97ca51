//! The plug pulled in the middle of writing: what was acknowledged is there, nothing is half there.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

use frontdesk_desk::audit::verify_audit;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::patient::register_patient;
use frontdesk_desk::{testing, unlock};
use frontdesk_domain::role::Role;

use crate::child;
use crate::clinic::{Clinic, audit, house, passphrase};
use crate::forms::somebody;

const WRITER: &str = "kill::writes_until_it_is_killed";

/// Not a fact of its own: the process that the tests below kill.
#[tokio::test(flavor = "multi_thread")]
async fn writes_until_it_is_killed() {
    if child::folder().is_none() {
        return;
    }
    let desk = child::unlocked().await;
    // Names of this round alone, or they would be held as duplicates of the round before.
    let round = std::env::var("FRONTDESK_TEST_ROUND").unwrap();
    for number in 0..100_000 {
        let mut form = somebody(1950);
        form.surname =
            format!("{}{}", form.surname, round.bytes().map(|digit| char::from(digit + 49)).collect::<String>());
        form.phone = String::new();
        match register_patient(&desk, form, Vec::new(), String::new()).await {
            Ok(_) => println!("saved {number}"),
            Err(error) if error.code == "duplicate-likely" => {}
            Err(error) => panic!("{error}"),
        }
    }
}

async fn rounds(count: u32) {
    let clinic = Clinic::alone().await;
    let slot = clinic.slot(Role::PracticeManager);
    let (folder, keyring, _) = clinic.leave();
    let mut acknowledged = 0i64;
    for round in 0..count {
        let mut command = child::command(&[], WRITER);
        child::tell(&mut command, folder.path(), &keyring, &slot);
        let mut writer = command
            .env("FRONTDESK_TEST_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(writer.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .filter(|line| line.contains("saved "));
        // Killed at another point of the work each time: after so many saves, and then some microseconds.
        let wanted = 1 + round % 9;
        let seen = lines.by_ref().take(wanted as usize).count();
        assert_eq!(seen, wanted as usize, "the writer stopped by itself in round {round}");
        std::thread::sleep(Duration::from_micros(u64::from(round * 7919 % 9000)));
        writer.kill().unwrap();
        writer.wait().unwrap();
        acknowledged += i64::try_from(seen + lines.count()).unwrap();

        let house = house(folder.path().join("clinic"), keyring.clone());
        let desk = unlock::unlock(&house, slot.clone(), passphrase(Role::PracticeManager)).await.unwrap();
        let store = testing::store(&desk);
        store.check().await.unwrap();
        let mut read = store.read().await.unwrap();
        let patients: i64 = sqlx::query_scalar("SELECT count(*) FROM patient").fetch_one(read.conn()).await.unwrap();
        drop(read);
        let registered = audit(&desk).await.iter().filter(|entry| entry.use_case == "register-patient").count();
        assert_eq!(patients, i64::try_from(registered).unwrap(), "a row without its entry, or the other way round");
        // The one save that was under way may be there or not; none that was said to be saved may be missing.
        assert!(
            (acknowledged..=acknowledged + i64::from(round) + 1).contains(&patients),
            "round {round}: {patients} held, {acknowledged} acknowledged"
        );
        let verified = verify_audit(&desk).await.unwrap();
        assert!(verified.whole && verified.anchored, "{}", verified.message);
        unlock::lock(&desk, LockReason::ByHand).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill_and_the_chain_verifies() {
    rounds(4).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: make torture"]
async fn a_hundred_kills_torture() {
    rounds(100).await;
}
