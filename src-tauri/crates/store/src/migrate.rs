//! Bringing a file written by an older version up to date: never without a verified copy beside it.

use std::path::{Path, PathBuf};

use frontdesk_vault::DataKey;
use sqlx::{ConnectOptions, Connection, SqlitePool};

use crate::connection::{check, checkpoint, options};
use crate::error::{Result, StoreError};
use crate::{page_code, patient_name};

pub(crate) static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// A failed try after another leaves at most this many: each is a copy of a moment that no other copy has.
const COPIES: u32 = 9;

/// A copy that may stand beside the file while it is being changed; encrypted under the same key.
fn numbered(path: &Path, number: u32) -> PathBuf {
    match number {
        1 => path.with_extension("before-update"),
        _ => path.with_extension(format!("before-update-{number}")),
    }
}

/// Applies what is missing. The copy goes once the changed file verifies: kept, it would outlive a change of key.
pub(crate) async fn bring_up_to_date(writer: &SqlitePool, path: &Path, key: &DataKey) -> Result<()> {
    let applied: i64 =
        sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations").fetch_one(writer).await?;
    let latest = MIGRATIONS.iter().map(|step| step.version).max().unwrap_or_default();
    if applied >= latest {
        // Nothing to change; this still refuses a newer file and one whose steps are not ours.
        MIGRATIONS.run(writer).await?;
        // Cut short between the last step and the index.
        patient_name::index_the_rest(&mut *writer.acquire().await?).await?;
        if applied == latest && copies(path).next().is_some() {
            // Cut short between the last step and the end of it.
            check(&mut *writer.acquire().await?).await?;
            drop_copies(path, key);
        }
        return Ok(());
    }
    let mut conn = writer.acquire().await?;
    // A copy of the file alone: the log must be empty first.
    checkpoint(&mut conn).await?;
    drop(conn);
    let inside = path.to_path_buf();
    let copy = tokio::task::spawn_blocking(move || keep_copy(&inside))
        .await
        .map_err(|_| StoreError::Other("interrupted".into()))?
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
            _ => StoreError::ReadOnly,
        })?;
    let mut copied = options(&copy, key).await?.connect().await?;
    check(&mut copied).await?;
    copied.close().await?;
    MIGRATIONS.run(writer).await?;
    patient_name::index_the_rest(&mut *writer.acquire().await?).await?;
    check(&mut *writer.acquire().await?).await?;
    drop_copies(path, key);
    Ok(())
}

fn copies(path: &Path) -> impl Iterator<Item = PathBuf> {
    (1..=COPIES).map(|number| numbered(path, number)).filter(|copy| copy.exists())
}

/// A copy under a name that nothing bears, on the disk for good. One of the same bytes is there already after a try
/// that changed nothing, and serves.
fn keep_copy(path: &Path) -> std::io::Result<PathBuf> {
    for number in 1..=COPIES {
        let copy = numbered(path, number);
        if copy.exists() {
            if same(path, &copy)? {
                return Ok(copy);
            }
            continue;
        }
        let new = path.with_extension("before-update.new");
        let kept = write_copy(path, &new).and_then(|()| {
            // A second name is never made over something.
            std::fs::hard_link(&new, &copy)
        });
        // Its other name, or what a full disk left of it.
        let _ = std::fs::remove_file(&new);
        kept?;
        #[cfg(unix)]
        std::fs::File::open(path.parent().unwrap_or(path))?.sync_all()?;
        return Ok(copy);
    }
    Err(std::io::Error::other("too many copies"))
}

fn write_copy(path: &Path, new: &Path) -> std::io::Result<()> {
    let _ = std::fs::remove_file(new);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut copy = options.open(new)?;
    std::io::copy(&mut std::fs::File::open(path)?, &mut copy)?;
    copy.sync_all()
}

fn same(one: &Path, other: &Path) -> std::io::Result<bool> {
    use std::io::{BufReader, Read};
    let (one, other) = (std::fs::File::open(one)?, std::fs::File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    for pair in BufReader::new(one).bytes().zip(BufReader::new(other).bytes()) {
        if pair.0? != pair.1? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Removes the copies that are earlier states of this very file. One of another key is somebody's, and stays.
fn drop_copies(path: &Path, key: &DataKey) {
    for copy in copies(path).filter(|copy| page_code::is_of(copy, key)) {
        // One that cannot be removed now is removed at the next opening.
        let _ = std::fs::remove_file(copy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    /// A file as the first version wrote it.
    async fn first_version(path: &Path, key: &DataKey) {
        as_of(path, key, 1).await.close().await.unwrap();
    }

    /// A file as the step of this number left it.
    async fn as_of(path: &Path, key: &DataKey, latest: i64) -> sqlx::SqliteConnection {
        let mut conn = options(path, key).await.unwrap().create_if_missing(true).connect().await.unwrap();
        sqlx::query("PRAGMA application_id = 1178882891").execute(&mut conn).await.unwrap();
        let steps = MIGRATIONS.iter().filter(|step| step.version <= latest).cloned().collect::<Vec<_>>();
        sqlx::migrate::Migrator::with_migrations(steps).run(&mut conn).await.unwrap();
        conn
    }

    #[tokio::test]
    async fn a_check_from_before_counts_for_the_name_and_birth_that_stood_when_it_was_made() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("desk.db"), frontdesk_vault::testing::data_key().unwrap());
        let mut conn = as_of(&path, &key, 10).await;
        let check = |id: &str, day: u32| {
            format!("INSERT INTO identity_check (id, patient_id, method, document, outcome, purpose, at, by)
             VALUES ('{id}', 'p', 'document', 'passport', 'confirmed', 'check-in', '2026-11-{day:02}T09:00:00.000Z', 's')")
        };
        let before = r#"{"surname":"Falk","givenNames":"Mia","born":"2009-04-04"}"#;
        for statement in [
            "INSERT INTO staff (id, slot_id, name, role, must_change, created_at) VALUES ('s', 'slot', 'Priya Shah', 'reception', 0, '2026-11-01T09:00:00.000Z')".to_string(),
            "INSERT INTO patient (id, reference, surname, given_names, born, born_estimated, sex, contact_by, source, revision, created_at, created_by)
             VALUES ('p', 'KM-10001', 'Falkner', 'Mia', '2007-04-04', 0, 'female', '[]', 'attendance', 2, '2026-11-01T09:00:00.000Z', 's')".to_string(),
            check("before", 2),
            format!("INSERT INTO patient_revision (id, patient_id, revision, before, changed, at, by)
             VALUES ('r', 'p', 1, '{before}', '[\"surname\",\"born\"]', '2026-11-03T09:00:00.000Z', 's')"),
            check("after", 4),
        ] {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut conn).await.unwrap();
        }
        conn.close().await.unwrap();

        let store = Store::open(&path, &key).await.unwrap();
        let mut read = store.read().await.unwrap();
        let made_on = crate::identity_check::made_on(read.conn(), &"p".to_string().into()).await.unwrap();
        let said =
            |id: &str| (made_on[id].surname.as_str(), made_on[id].given_names.as_str(), made_on[id].born.to_string());
        assert_eq!(said("before"), ("Falk", "Mia", "2009-04-04".to_string()));
        assert_eq!(said("after"), ("Falkner", "Mia", "2007-04-04".to_string()));
        let patient = crate::patient::get(read.conn(), &"p".to_string().into()).await.unwrap().unwrap();
        let counting = crate::identity_check::counting(read.conn(), &patient).await.unwrap();
        assert_eq!(counting.iter().map(|check| check.id.as_str()).collect::<Vec<_>>(), ["after"]);
    }

    #[tokio::test]
    async fn what_adults_showed_before_is_kept_counts_as_unidentified_and_an_order_becomes_a_block() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("desk.db"), frontdesk_vault::testing::data_key().unwrap());
        let mut conn = as_of(&path, &key, 9).await;
        for statement in [
            "INSERT INTO staff (id, slot_id, name, role, must_change, created_at) VALUES ('s', 'slot', 'Priya Shah', 'reception', 0, '2026-11-01T09:00:00.000Z')",
            "INSERT INTO patient (id, reference, surname, given_names, born, born_estimated, sex, contact_by, source, created_at, created_by)
             VALUES ('p', 'KM-10001', 'Brennan', 'Kai', '2012-02-09', 0, 'male', '[]', 'attendance', '2026-11-01T09:00:00.000Z', 's')",
            "INSERT INTO parental_record (id, patient_id, requester_name, requester_document, requester_last_four, capacity, evidence, child_matches, orders, child_view, standing, note, replaces, at, by)
             VALUES ('a', 'p', 'Siobhán Brennan', 'Passport', '4417', 'mother', '[\"full-birth-certificate\"]', 1, NULL, NULL, 'incomplete', NULL, NULL, '2026-11-02T09:00:00.000Z', 's')",
            "INSERT INTO parental_record (id, patient_id, requester_name, requester_document, requester_last_four, capacity, evidence, child_matches, orders, child_view, standing, note, replaces, at, by)
             VALUES ('b', 'p', 'Siobhán Brennan', 'Passport', '4417', 'mother', '[\"full-birth-certificate\"]', 1, 'none', 'agrees', 'complete', 'Came twice.', 'a', '2026-11-03T09:00:00.000Z', 's')",
            "INSERT INTO parental_record (id, patient_id, requester_name, capacity, evidence, child_matches, orders, child_view, standing, replaces, at, by)
             VALUES ('c', 'p', 'Declan Brennan', 'father-registered', '[]', 1, 'no-contact', 'not-asked', 'stopped', 'b', '2026-11-04T09:00:00.000Z', 's')",
            "INSERT INTO parental_decision (id, parental_id, decision, reason, at, by) VALUES ('d', 'b', 'proved', 'Named on it.', '2026-11-05T09:00:00.000Z', 's')",
        ] {
            sqlx::query(statement).execute(&mut conn).await.unwrap();
        }
        conn.close().await.unwrap();

        let store = Store::open(&path, &key).await.unwrap();
        store.check().await.unwrap();
        let mut read = store.read().await.unwrap();
        let child = "p".to_string().into();
        let records = crate::parental_record::for_patient(read.conn(), &child).await.unwrap();
        let told: Vec<_> =
            records.iter().map(|it| (it.adult_id.as_str(), it.verdict.code(), it.requester.identified)).collect();
        assert_eq!(told, [("a", "not-proved", false), ("a", "not-proved", false), ("c", "stopped", false)]);
        assert_eq!(records[1].requester.name(), "Siobhán Brennan");
        assert_eq!(records[1].note.as_deref(), Some("Came twice. Document shown: Passport."));
        let decisions = crate::parental_record::decisions_for_patient(read.conn(), &child).await.unwrap();
        assert_eq!(
            (decisions[0].parental_id.as_str(), decisions[0].review_on),
            ("b", None),
            "nothing is released on it"
        );
        let views = crate::child_voice::views(read.conn(), &child).await.unwrap();
        assert_eq!((views.len(), views[0].adult_id.as_str()), (1, "a"));
        let blocks = crate::release_block::for_patient(read.conn(), &child).await.unwrap();
        assert_eq!((blocks.len(), blocks[0].kind.code()), (1, "no-contact"));
        let left = crate::schema::tables(read.conn()).await.unwrap();
        assert!(!left.iter().any(|table| table.starts_with("old_")), "{left:?}");
    }

    #[tokio::test]
    async fn a_file_of_the_first_version_is_brought_up_to_date_and_its_copy_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("desk.db"), frontdesk_vault::testing::data_key().unwrap());
        first_version(&path, &key).await;
        let store = Store::open(&path, &key).await.unwrap();
        store.check().await.unwrap();
        let mut read = store.read().await.unwrap();
        let version: i64 =
            sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(read.conn()).await.unwrap();
        assert_eq!(version, MIGRATIONS.iter().map(|step| step.version).max().unwrap());
        assert!(!numbered(&path, 1).exists());
    }

    #[tokio::test]
    #[cfg(unix)]
    async fn a_second_try_overwrites_no_copy_and_a_copy_is_for_this_account_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("desk.db"), frontdesk_vault::testing::data_key().unwrap());
        let other = frontdesk_vault::testing::data_key().unwrap();
        first_version(&path, &key).await;
        let in_the_way = "CREATE TABLE clinician_decision (id TEXT PRIMARY KEY) STRICT";
        let mut conn = options(&path, &key).await.unwrap().connect().await.unwrap();
        sqlx::query(in_the_way).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        assert!(Store::open(&path, &key).await.is_err());
        let first = std::fs::read(numbered(&path, 1)).unwrap();
        assert_eq!(std::fs::metadata(numbered(&path, 1)).unwrap().permissions().mode() & 0o777, 0o600);
        for _ in 0..3 {
            assert!(Store::open(&path, &key).await.is_err());
            assert!(std::fs::read(numbered(&path, 1)).unwrap() == first, "the first good copy was overwritten");
        }
        assert!(copies(&path).count() <= 2, "a try that changes nothing leaves no further copy");

        // Somebody else's under that name stays; ours go when the file is up to date.
        let theirs = numbered(&path, 3);
        as_of(&theirs, &other, 1).await.close().await.unwrap();
        let mut conn = options(&path, &key).await.unwrap().connect().await.unwrap();
        sqlx::query("DROP TABLE clinician_decision").execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        Store::open(&path, &key).await.unwrap().check().await.unwrap();
        assert_eq!(copies(&path).collect::<Vec<_>>(), [theirs]);
    }

    #[tokio::test]
    async fn a_step_that_fails_leaves_the_file_as_it_was_and_the_copy_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("desk.db"), frontdesk_vault::testing::data_key().unwrap());
        first_version(&path, &key).await;
        // In the way of a later step: a table that it makes.
        let mut conn = options(&path, &key).await.unwrap().connect().await.unwrap();
        sqlx::query("CREATE TABLE clinician_decision (id TEXT PRIMARY KEY) STRICT").execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        assert!(Store::open(&path, &key).await.is_err());
        let mut kept = options(&path, &key).await.unwrap().connect().await.unwrap();
        let version: i64 =
            sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut kept).await.unwrap();
        assert_eq!(version, 1);
        let mut copied = options(&numbered(&path, 1), &key).await.unwrap().connect().await.unwrap();
        check(&mut copied).await.unwrap();
        let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_master WHERE name = 'patient'")
            .fetch_one(&mut copied)
            .await
            .unwrap();
        assert_eq!(tables, 1);
    }
}
