//! Stops of news and offers as the database keeps them.
#![allow(clippy::unwrap_used)]

use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::Capacity;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::marketing::handle::Handle;
use frontdesk_domain::marketing::standing::{AcceptedHow, Standing, Step};
use frontdesk_store::suppression::{Recorded, Source, any, append, carry_over, code_on_record, of};
use frontdesk_store::{Conn, Store};
use sqlx::AssertSqlSafe;

struct Held {
    store: Store,
    _folder: tempfile::TempDir,
}

async fn database() -> Held {
    let folder = tempfile::tempdir().unwrap();
    let key = frontdesk_vault::testing::data_key().unwrap();
    let store = Store::create(&folder.path().join("desk.db"), &key).await.unwrap();
    Held { store, _folder: folder }
}

fn step(step: Step) -> Recorded {
    let accepted = matches!(step, Step::Accepted { .. });
    Recorded {
        channel: MarketingChannel::Text,
        source: (step == Step::Stopped).then_some(Source::Desk),
        capacity: accepted.then_some(Capacity::Patient),
        how: accepted.then_some(AcceptedHow::Letter),
        step,
        at: "2026-11-24T10:30:00.000Z".into(),
        by: "s-1".into(),
    }
}

fn asked(code: &str) -> Recorded {
    step(Step::Asked { code: code.into(), until: "2026-12-24".parse().unwrap() })
}

fn number() -> Handle {
    Handle::phone("07700 900123").unwrap()
}

async fn standing(conn: &mut Conn, handle: &Handle) -> Standing {
    let steps = of(conn, handle).await.unwrap();
    Standing::of(steps.iter().map(|recorded| &recorded.step))
}

async fn write(held: &Held, handle: &Handle, steps: &[Recorded]) {
    let mut act = held.store.write().await.unwrap();
    for one in steps {
        append(act.conn(), handle, one).await.unwrap();
    }
    act.commit().await.unwrap();
}

#[tokio::test]
async fn a_stop_is_found_by_the_number_in_another_notation_and_by_nothing_else() {
    let held = database().await;
    let mut read = held.store.read().await.unwrap();
    assert!(!any(read.conn()).await.unwrap());
    write(&held, &number(), &[step(Step::Stopped)]).await;
    assert!(any(read.conn()).await.unwrap());
    let other = Handle::phone("+44 (0)7700 900 123").unwrap();
    assert_eq!(of(read.conn(), &other).await.unwrap(), [step(Step::Stopped)]);
    for nobody in [Handle::phone("07700 900124").unwrap(), Handle::person(&PatientId("07700900123".into()))] {
        assert!(of(read.conn(), &nobody).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn the_file_has_neither_the_number_nor_the_code() {
    let held = database().await;
    let code = "7K4P2MXD";
    let accepted = step(Step::Accepted { code: code.into() });
    write(&held, &number(), &[step(Step::Stopped), asked(code), accepted]).await;
    let mut read = held.store.read().await.unwrap();
    let kept: Vec<String> = sqlx::query_scalar(
        "SELECT id || key_id || hash || channel || step || coalesce(source, '') || coalesce(code, '') || coalesce(until, '')
           || coalesce(capacity, '') || coalesce(how, '') || at || by FROM suppression",
    )
    .fetch_all(read.conn())
    .await
    .unwrap();
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|row| !row.contains("7700900123") && !row.contains(code)));
    assert_eq!(standing(read.conn(), &number()).await, Standing::Open);
    let hashes = code_on_record(read.conn(), code).await.unwrap();
    let on_record = of(read.conn(), &number()).await.unwrap();
    assert_eq!(on_record[2].step, Step::Accepted { code: hashes[0].clone() });
}

#[tokio::test]
async fn the_database_itself_refuses_a_lift_nobody_asked_for_and_a_code_twice() {
    let held = database().await;
    write(&held, &number(), &[step(Step::Stopped), asked("AAAAAAAA")]).await;
    let accepted = |code: &str| step(Step::Accepted { code: code.into() });
    let mut act = held.store.write().await.unwrap();
    assert!(append(act.conn(), &number(), &accepted("BBBBBBBB")).await.is_err());
    assert!(append(act.conn(), &Handle::phone("07700 900999").unwrap(), &accepted("AAAAAAAA")).await.is_err());
    append(act.conn(), &number(), &accepted("AAAAAAAA")).await.unwrap();
    assert!(append(act.conn(), &number(), &accepted("AAAAAAAA")).await.is_err());
}

#[tokio::test]
async fn an_erasure_takes_no_stop_with_it() {
    let held = database().await;
    write(&held, &number(), &[step(Step::Stopped)]).await;
    let mut act = held.store.write().await.unwrap();
    let at = "2026-11-24T10:30:00.000Z";
    for statement in [
        "INSERT INTO staff (id, slot_id, name, role, must_change, created_at)
         VALUES ('s', 'slot', 'Priya Shah', 'reception', 0, '2026-11-01T09:00:00.000Z')",
        "INSERT INTO patient (id, reference, surname, given_names, born, born_estimated, sex, contact_by, source, created_at, created_by)
         VALUES ('p', 'KM-10001', 'Quill', 'Ada', '1990-03-14', 0, 'female', '[]', 'attendance', '2026-11-01T09:00:00.000Z', 's')",
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(act.conn()).await.unwrap();
    }
    frontdesk_store::erasure::open(act.conn(), "e-1", &"p".to_string().into(), at).await.unwrap();
    for statement in [
        "DELETE FROM suppression",
        "DELETE FROM suppression_key",
        "UPDATE suppression SET hash = hash",
        "UPDATE suppression_key SET key = key",
    ] {
        let refused = sqlx::query(AssertSqlSafe(statement)).execute(act.conn()).await;
        assert!(refused.unwrap_err().to_string().contains("append-only"), "{statement}");
    }
}

#[tokio::test]
async fn a_stop_made_after_the_backup_outlives_the_restore_of_it() {
    // The one that is replaced has a stop of before the backup and one of after; the restored one has a key of its own.
    let (replaced, restored) = (database().await, database().await);
    let (other, third) = (Handle::email("amara@example.com").unwrap(), Handle::phone("07700 900777").unwrap());
    write(&replaced, &number(), &[step(Step::Stopped)]).await;
    write(&replaced, &other, &[step(Step::Stopped), asked("AAAAAAAA")]).await;
    write(&restored, &third, &[step(Step::Stopped)]).await;
    let mut from = replaced.store.read().await.unwrap();
    let mut act = restored.store.write().await.unwrap();
    assert_eq!(carry_over(from.conn(), act.conn()).await.unwrap(), 3);
    assert_eq!(carry_over(from.conn(), act.conn()).await.unwrap(), 0, "once");
    for handle in [&number(), &other, &third] {
        assert!(standing(act.conn(), handle).await.suppressed(), "{handle:?}");
    }
    // A code of before the restore still counts: it is looked up under the key it was made with.
    let codes = code_on_record(act.conn(), "AAAAAAAA").await.unwrap();
    assert!(matches!(standing(act.conn(), &other).await, Standing::Asked { code, .. } if codes.contains(&code)));
    append(act.conn(), &other, &step(Step::Accepted { code: "AAAAAAAA".into() })).await.unwrap();
    assert_eq!(standing(act.conn(), &other).await, Standing::Open);
}
