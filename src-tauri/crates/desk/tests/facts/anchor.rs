//! The audit's anchor: looked at at each unlock, told, entered, and ended by the practice manager alone.

use crate::closed::{Clinic, entries, lock, notice};
use crate::common::NOW;
use frontdesk_desk::anchor::{anchor, see_anchor, settle_anchor};
use frontdesk_desk::audit::verify_audit;
use frontdesk_desk::board::search;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::patient::register_patient;
use frontdesk_desk::testing::sit_down;
use frontdesk_desk::unlock;
use frontdesk_desk::views::audit::AnchorReason;
use frontdesk_desk::views::board::Tone;
use frontdesk_desk::views::session::NoticeAction;
use frontdesk_domain::anchor::Anchor;
use frontdesk_domain::role::Role;
use frontdesk_vault::{DeviceSecretStore, KeyringStatus};

const ALARM: &str = "anchor-alarm";

fn kept(clinic: &Clinic) -> Option<String> {
    clinic.keyring.get_anchor(clinic.vault()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_anchor_in_the_chain_is_renewed_at_each_lock_and_nothing_is_told() {
    let clinic = Clinic::at(NOW).await;
    let first = Anchor::parse(&kept(&clinic).unwrap()).unwrap();
    clinic.open_and_lock().await;
    let second = Anchor::parse(&kept(&clinic).unwrap()).unwrap();
    assert_eq!(second.seq, first.seq.map(|seq| seq + 2), "an unlock and a lock later");
    let desk = clinic.unlock().await;
    assert!(unlock::session_view(&desk).await.unwrap().notices.is_empty());
    let unlocked = entries(&desk).await.pop().unwrap();
    assert!(unlocked.detail.contains(r#""anchor":"in-chain""#), "{}", unlocked.detail);
    let verified = verify_audit(&desk).await.unwrap();
    assert!(verified.whole && verified.anchored && !verified.alarm && verified.tone == Tone::Ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn yesterdays_records_put_back_are_told_entered_and_never_taken_for_whole() {
    let clinic = Clinic::at(NOW).await;
    let yesterday = clinic.copy();
    clinic.open_and_lock().await;
    let before = kept(&clinic).unwrap();
    clinic.put_back(&yesterday);

    let desk = clinic.unlock().await;
    let told = notice(&desk, ALARM).await.unwrap();
    assert_eq!((told.tone, told.action, told.can_wait), (Tone::Stop, Some(NoticeAction::SettleAnchor), false));
    assert!(told.message.contains("not the records last used on this computer"), "{}", told.message);
    assert!(told.message.contains("Tue 24 Nov 2026, 10:30"), "{}", told.message);
    let abandoned = Anchor::parse(&before).unwrap();
    let unlocked = entries(&desk).await.pop().unwrap();
    for said in [
        r#""anchor":"not-in-chain""#.to_string(),
        abandoned.hash,
        format!(r#""anchored-seq":{}"#, abandoned.seq.unwrap()),
    ] {
        assert!(unlocked.detail.contains(&said), "{said} in {}", unlocked.detail);
    }
    let verified = verify_audit(&desk).await.unwrap();
    assert!(verified.whole && !verified.anchored && verified.alarm && verified.tone == Tone::Stop);
    // Neither the minutes nor a lock replaces it, and the next unlock says it again.
    anchor(&desk).await;
    lock(&desk).await;
    assert_eq!(kept(&clinic).unwrap(), before);
    let desk = clinic.unlock().await;
    assert!(notice(&desk, ALARM).await.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_anchor_is_an_alarm_once_one_was_kept() {
    let clinic = Clinic::at(NOW).await;
    clinic.keyring.forget_anchor(clinic.vault());
    let desk = clinic.unlock().await;
    let told = notice(&desk, ALARM).await.unwrap();
    assert!(told.message.contains("is gone"), "{}", told.message);
    assert!(entries(&desk).await.pop().unwrap().detail.contains(r#""anchor":"missing""#));
    let verified = verify_audit(&desk).await.unwrap();
    assert!(verified.whole && verified.alarm && !verified.anchored);
    lock(&desk).await;
    assert_eq!(kept(&clinic), None, "nothing but the manager's word makes a new one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyring_that_does_not_answer_blocks_nothing_and_is_said_until_it_does() {
    let clinic = Clinic::at(NOW).await;
    let desk = clinic.unlock().await;
    clinic.keyring.set_status(KeyringStatus::Locked);
    anchor(&desk).await;
    let told = notice(&desk, "anchor-silent").await.unwrap();
    assert_eq!((told.tone, told.can_wait), (Tone::Warn, true));
    let verified = verify_audit(&desk).await.unwrap();
    assert!(verified.whole && !verified.anchored && !verified.alarm && verified.tone == Tone::Warn);
    assert_eq!(settle_anchor(&desk, AnchorReason::LookedInto).await.unwrap_err().code, "keyring-silent");
    clinic.keyring.set_status(KeyringStatus::Ready);
    anchor(&desk).await;
    assert!(unlock::session_view(&desk).await.unwrap().notices.is_empty(), "it answers again");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_that_only_shows_while_the_desk_is_open_is_entered_by_the_desk_once() {
    let clinic = Clinic::at(NOW).await;
    let desk = clinic.unlock().await;
    clinic.keyring.put_anchor(clinic.vault(), &"ab".repeat(32)).unwrap();
    anchor(&desk).await;
    anchor(&desk).await;
    assert!(notice(&desk, ALARM).await.is_some());
    let found: Vec<_> = entries(&desk).await.into_iter().filter(|entry| entry.use_case == "look-at-anchor").collect();
    assert_eq!((found.len(), found[0].actor.as_str()), (1, "desk"));
    assert!(found[0].detail.contains(&"ab".repeat(32)), "{}", found[0].detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_manager_ends_an_alarm_with_a_reason_and_the_entry_names_what_is_abandoned() {
    let clinic = Clinic::at(NOW).await;
    let yesterday = clinic.copy();
    clinic.open_and_lock().await;
    let abandoned = Anchor::parse(&kept(&clinic).unwrap()).unwrap();
    clinic.put_back(&yesterday);
    let desk = clinic.unlock().await;
    let view = see_anchor(&desk).await.unwrap();
    assert!(view.alarm && view.kept.unwrap().starts_with(&format!("No. {}, ", abandoned.seq.unwrap())));

    assert!(settle_anchor(&desk, AnchorReason::RestoredByHand).await.unwrap().is_empty());
    let left: Vec<_> = entries(&desk).await.into_iter().filter(|entry| entry.use_case == "settle-anchor").collect();
    assert_eq!(left.iter().map(|entry| entry.outcome.as_str()).collect::<Vec<_>>(), ["intended", "done"]);
    for said in
        [r#""reason":"restored-by-hand""#, &abandoned.hash, &format!(r#""anchored-seq":{}"#, abandoned.seq.unwrap())]
    {
        assert!(left[0].detail.contains(said), "{said} in {}", left[0].detail);
    }
    assert!(verify_audit(&desk).await.unwrap().anchored);
    assert_eq!(settle_anchor(&desk, AnchorReason::LookedInto).await.unwrap_err().code, "anchor-stands");
    lock(&desk).await;
    let desk = clinic.unlock().await;
    assert!(unlock::session_view(&desk).await.unwrap().notices.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn reception_is_told_whom_to_tell_and_ends_no_alarm() {
    let clinic = Clinic::at(NOW).await;
    let desk = clinic.unlock().await;
    sit_down(&desk, Role::Reception);
    clinic.keyring.forget_anchor(clinic.vault());
    anchor(&desk).await;
    let told = notice(&desk, ALARM).await.unwrap();
    assert_eq!(told.action, None);
    assert!(told.message.contains("Tell the practice manager"), "{}", told.message);
    assert_eq!(settle_anchor(&desk, AnchorReason::LookedInto).await.unwrap_err().code, "not-allowed");
    assert_eq!(kept(&clinic), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_says_why_how_much_was_searched_and_how_many_names_were_shown() {
    let clinic = Clinic::at(NOW).await;
    let desk = clinic.unlock().await;
    for (surname, given) in [("Okonkwo", "Amara"), ("Okafor", "Ben"), ("Quill", "Cara")] {
        register_patient(&desk, crate::common::form(surname, given, "1990-03-14"), Vec::new(), String::new())
            .await
            .unwrap();
    }
    // One word, key by key, is one search; the second shows one more person.
    for typed in ["o", "ok", "oko", "okon"] {
        search(&desk, typed.into()).await.unwrap();
    }
    search(&desk, "quill".into()).await.unwrap();
    search(&desk, String::new()).await.unwrap();
    unlock::lock(&desk, LockReason::Idle).await;
    let desk = clinic.unlock().await;
    let all = entries(&desk).await;
    let locked = &all[all.len() - 2];
    assert_eq!((locked.use_case.as_str(), locked.outcome.as_str()), ("lock", "done"));
    for said in [r#""names":3"#, r#""searches":2"#, r#""why":"idle""#] {
        assert!(locked.detail.contains(said), "{said} in {}", locked.detail);
    }
    assert_eq!(locked.actor, desk.who().id.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn verifying_and_looking_at_the_audit_wait_for_no_write() {
    let clinic = Clinic::at(NOW).await;
    let desk = clinic.unlock().await;
    let store = frontdesk_desk::testing::store(&desk);
    let held = store.write().await.unwrap();
    // The walk is done while somebody else writes; only the short entry waits for the lock.
    let walk = tokio::time::timeout(std::time::Duration::from_millis(300), verify_audit(&desk)).await;
    assert!(walk.is_err(), "the entry waits");
    drop(held);
    assert!(verify_audit(&desk).await.unwrap().whole);
}
