//! Makes the folder that is kept: the demo's patients and every use case of every role, through the program of its day.

use std::process::Command;

use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::{demo, draft, recovery, staff, testing, unlock};
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_vault::DeviceSecretStore;
use sqlx::Connection;

use crate::clinic::Clinic;
use crate::forms;
use crate::kept::{CHANGING_KEY, FILES, Secrets, alone, kept};
use crate::rows;
use crate::table;

/// Not a fact of its own. Run once for a version, with the name of its folder, which must not be there:
/// `FRONTDESK_GOLDEN=0010 cargo test -p frontdesk-tests --test golden -- --ignored makes_the_folder_that_is_kept`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a tool: makes the folder of a version"]
async fn makes_the_folder_that_is_kept() {
    let Ok(version) = std::env::var("FRONTDESK_GOLDEN") else { return };
    let to = kept(&version);
    std::fs::create_dir(&to).unwrap();
    let clinic = Clinic::new().await;

    let desk = clinic.unlock(Role::PracticeManager).await;
    demo::fill(&desk).await.unwrap();
    unlock::lock(&desk, LockReason::ByHand).await;
    let roles = [Role::Reception, Role::Clinician, Role::PracticeManager];
    for role in roles {
        let desk = clinic.unlock(role).await;
        // By the first who may: by everybody it would be three times as large and hold nothing else.
        let theirs = |row: &&table::Row| {
            roles.iter().find(|other| row.case.allows(**other)) == Some(&role) || row.case == UseCase::ChangePassphrase
        };
        for row in table::rows().iter().filter(theirs) {
            let given = match row.command {
                "record_paper" => coarsely_scanned(&desk).await,
                _ => (row.before)(&desk).await,
            };
            let done = (row.act)(&desk, given).await;
            // What prints is at another program's mercy; either way it leaves its entries.
            let outside = matches!(row.case, UseCase::PrintDocument | UseCase::SeePrinters);
            assert!(outside || done.is_ok(), "{}: {done:?}", row.command);
        }
        draft::save_draft(&desk, "registration".into(), String::new(), r#"{"surname":"Begun"}"#.into()).await.unwrap();
        unlock::lock(&desk, LockReason::ByHand).await;
    }

    // The rows left everybody the passphrase they changed to. A new sheet goes to the safe, since theirs is in nobody's hands.
    let desk = unlock::unlock(&clinic.house, clinic.slot(Role::PracticeManager), table::changed()).await.unwrap();
    let sheet = recovery::reissue(&desk).await.unwrap();
    let groups: Vec<&str> = sheet.groups.iter().map(Secret::expose).collect();
    let asked = sheet.ask_groups.iter().map(|group| Secret::new(groups[*group as usize - 1])).collect();
    recovery::confirm(&desk, asked).await.unwrap();
    let can_unlock = staff::list_staff(&desk).await.unwrap();
    past_the_use_cases(&desk).await;
    let key = testing::key(&desk);
    unlock::lock(&desk, LockReason::ByHand).await;

    let (house, keyring) = (&clinic.house, clinic.keyring.as_ref());
    let vault = house.folder.header().unwrap().vault();
    let secrets = Secrets {
        device_secret: data_encoding::HEXLOWER.encode(keyring.get(vault, 1).unwrap().bytes()),
        anchor: keyring.get_anchor(vault).unwrap().unwrap(),
        passphrase: table::changed().expose().to_string(),
        people: can_unlock
            .into_iter()
            .filter(|person| Role::ALL.iter().any(|role| testing::name(*role) == person.name))
            .map(|person| (person.name, person.slot_id))
            .collect(),
        sheet: sheet.sheet,
        recovery_code: groups.join(" "),
    };
    let mut conn = alone(&house.folder.database_path(), &key).await;
    // Small enough to be kept: pages that were used and are free again go.
    sqlx::query("VACUUM").execute(&mut conn).await.unwrap();
    let held = rows::held(&mut conn).await;
    conn.close().await.unwrap();
    for file in FILES {
        std::fs::copy(house.folder.path().join(file), to.join(file)).unwrap();
    }
    frontdesk_vault::begin_rotation(&house.folder, keyring, &key, frontdesk_vault::Replaced::Nothing).unwrap();
    std::fs::copy(house.folder.header_path(), to.join(CHANGING_KEY)).unwrap();
    write(&to.join("secrets.json"), &secrets);
    write(&to.join("rows.json"), &held);
    let empty: Vec<_> = held.iter().filter(|(_, held)| held.rows == 0).map(|(table, _)| table).collect();
    assert!(empty.is_empty(), "no row in {empty:?}");
}

/// A paper whose pages are back from a scanner set to draft: at full size they would be half of what is kept.
async fn coarsely_scanned(desk: &OpenDesk) -> String {
    let (given, pdf) = forms::paper_to_scan(desk).await;
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("form.pdf"), folder.path().join("page"));
    std::fs::write(&from, pdf).unwrap();
    let drawn = Command::new("pdftoppm").args(["-r", "110", "-gray", "-png"]).arg(&from).arg(&to).status().unwrap();
    assert!(drawn.success());
    let mut pages: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    pages.sort_unstable();
    for page in pages.iter().filter(|path| path.extension().is_some_and(|ending| ending == "png")) {
        forms::scanned(desk, &std::fs::read(page).unwrap()).await;
    }
    given
}

/// Rows of tables that no use case fills yet, as the one that will fill them leaves them.
async fn past_the_use_cases(desk: &OpenDesk) {
    let store = testing::store(desk);
    let mut act = store.write().await.unwrap();
    let at = desk.clock().stamp();
    sqlx::query("INSERT INTO erasure (id, opened_at, closed_at) VALUES ('a-closed-erasure', ?, ?)")
        .bind(&at)
        .bind(&at)
        .execute(act.conn())
        .await
        .unwrap();
    act.commit().await.unwrap();
}

fn write(path: &std::path::Path, value: &impl serde::Serialize) {
    std::fs::write(path, serde_json::to_string_pretty(value).unwrap() + "\n").unwrap();
}
