//! Acts outside the database, cut off between their "intended", the act and its outcome: each has its entry, none is
//! left without an outcome after the next unlock, and what the outcome says is true.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;

use frontdesk_desk::anchor::settle_anchor;
use frontdesk_desk::copies::delete_scan;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::notices::see_notices;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::paper::make_consent_form;
use frontdesk_desk::printing::{cancel_print, print_document, save_document};
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::audit::AnchorReason;
use frontdesk_desk::views::paper::{ConsentFormRequest, PaperSize, PrintForm, Sides};
use frontdesk_desk::views::session::StaffForm;
use frontdesk_desk::{Result, recovery, staff, testing, unlock};
use frontdesk_domain::role::{Role, Trace, UseCase};
use frontdesk_store::audit_entry::Entry;

use crate::child;
use crate::clinic::{Clinic, audit, house, passphrase};
use crate::disk::{free_bytes, on_a_small_disk};
use crate::forms;
use crate::print_system::PrintSystem;

type Doing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One act outside: what must be there first, the act, and where it may stop between its steps.
struct Outside {
    case: UseCase,
    places: &'static [&'static str],
    before: for<'a> fn(&'a OpenDesk, &'a Path) -> Doing<'a, String>,
    act: for<'a> fn(&'a OpenDesk, &'a Path, String) -> Doing<'a, Result<()>>,
}

macro_rules! outside {
    ($($case:ident [$($place:literal),*] $before:expr => |$desk:ident, $folder:ident, $given:ident| $act:expr;)+) => {
        vec![$(Outside {
            case: UseCase::$case,
            places: &["intended", $($place,)* "acted", "outcome"],
            before: |desk, folder| Box::pin($before(desk, folder)),
            act: |$desk, $folder, $given| Box::pin(async move { let _ = ($folder, &$given); $act.await.map(drop) }),
        }),+]
    };
}

fn acts() -> Vec<Outside> {
    outside! {
        PrintDocument ["taken-back", "submitted"] document => |d, f, g| print_document(d, print(g));
        CancelPrint ["cancelled"] waiting => |d, f, g| cancel_print(d, g);
        SaveDocument ["written", "renamed"] over_another => |d, f, g| save_document(d, g, |_| async { Some(saved(f)) });
        DeleteScan ["deleted"] scan => |d, f, g| delete_scan(d, g);
        AddStaff [] nothing => |d, f, g| staff::add_staff(d, newcomer(name()));
        ResetPassphrase [] colleague => |d, f, g| staff::reset_passphrase(d, g, Secret::new("barley compass quilt"));
        ChangePassphrase [] nothing => |d, f, g| staff::change_passphrase(d, passphrase(Role::PracticeManager), changed(), changed());
        RemoveStaff ["begun"] colleague => |d, f, g| staff::remove_staff(d, g);
        ReissueRecovery [] nothing => |d, f, g| recovery::reissue(d);
        RemoveLooseKey [] key_of_nobody => |d, f, g| staff::remove_loose_key(d, g);
        SettleAnchor [] alarm => |d, f, g| settle_anchor(d, AnchorReason::LookedInto);
    }
}

/// Acts outside that are cut off elsewhere, and where.
const ELSEWHERE: [(UseCase, &str); 2] = [
    (UseCase::ConfirmRecovery, "between every two of its steps, in `key_kills`"),
    (UseCase::ReplaceDeviceKey, "between every two of its steps, in `key_kills`"),
];

const OLD: &str = "what stood there before, and is whole";

async fn nothing(_: &OpenDesk, _: &Path) -> String {
    String::new()
}

async fn document(desk: &OpenDesk, _: &Path) -> String {
    let form = ConsentFormRequest { patient_id: None, treatment: "general".into(), size: PaperSize::Normal };
    make_consent_form(desk, form).await.unwrap().document_id
}

fn print(document_id: String) -> PrintForm {
    PrintForm { document_id, queue: "Reception".into(), copies: 1, sides: Sides::One, instead_of: None }
}

async fn waiting(desk: &OpenDesk, folder: &Path) -> String {
    let document = document(desk, folder).await;
    print_document(desk, print(document)).await.unwrap().job_id
}

fn saved(folder: &Path) -> PathBuf {
    folder.join("saved/form.pdf")
}

async fn over_another(desk: &OpenDesk, folder: &Path) -> String {
    std::fs::create_dir_all(folder.join("saved")).unwrap();
    std::fs::write(saved(folder), OLD).unwrap();
    document(desk, folder).await
}

async fn scan(desk: &OpenDesk, _: &Path) -> String {
    forms::scan(desk).await
}

/// Another name at each call.
fn name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("Una {}", format!("{number:04}").bytes().map(|digit| char::from(digit + 49)).collect::<String>())
}

fn newcomer(name: String) -> StaffForm {
    StaffForm { name, role: Role::Reception, passphrase: Secret::new("walnut ferry candle") }
}

fn changed() -> Secret {
    Secret::new("granite violin pepper sunday")
}

/// A key whose person is not in the records, as after an older copy of them was put back.
async fn key_of_nobody(desk: &OpenDesk, folder: &Path) -> String {
    let id = colleague(desk, folder).await;
    let slot = staff::list_staff(desk).await.unwrap().into_iter().find(|person| person.staff_id == id).unwrap().slot_id;
    let mut act = testing::store(desk).write().await.unwrap();
    sqlx::query("DELETE FROM staff WHERE slot_id = ?").bind(&slot).execute(act.conn()).await.unwrap();
    act.commit().await.unwrap();
    slot
}

async fn alarm(desk: &OpenDesk, _: &Path) -> String {
    testing::anchor_elsewhere(desk);
    String::new()
}

async fn colleague(desk: &OpenDesk, _: &Path) -> String {
    let name = name();
    let list = staff::add_staff(desk, newcomer(name.clone())).await.unwrap();
    list.into_iter().find(|person| person.name == name).unwrap().staff_id
}

#[test]
fn every_use_case_that_acts_outside_is_cut_off_here() {
    let here: Vec<UseCase> = acts().iter().map(|act| act.case).collect();
    for case in UseCase::ALL {
        let outside = case.trace() == Trace::IntentAndOutcome;
        let elsewhere = ELSEWHERE.iter().any(|(other, _)| other == case);
        assert_eq!(here.contains(case) || elsewhere, outside, "{}", case.code());
    }
}

const ACT: &str = "FRONTDESK_TEST_ACT";
const CHILD: &str = "outside::acts_until_it_is_killed";

/// Not a fact of its own: the process that the tests below kill.
#[tokio::test(flavor = "multi_thread")]
async fn acts_until_it_is_killed() {
    let (Some(folder), Ok(wanted)) = (child::folder(), std::env::var(ACT)) else { return };
    let desk = child::unlocked().await;
    let act = acts().into_iter().find(|act| act.case.code() == wanted).unwrap();
    let given = (act.before)(&desk, &folder).await;
    println!("before is over");
    (act.act)(&desk, &folder, given).await.unwrap();
    println!("the act is over");
}

/// What is found after a cut and the next unlock.
#[derive(Default)]
struct Found {
    acts: usize,
    without_entry: usize,
    without_outcome: usize,
    left: usize,
    untrue: Vec<String>,
}

/// Every "intended" has one outcome; the newest of `case` is given back.
fn pairs(entries: &[Entry], case: UseCase, found: &mut Found) -> Option<String> {
    let mut outcomes: BTreeMap<i64, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).unwrap();
        if let Some(of) = detail["of"].as_i64() {
            outcomes.entry(of).or_default().push(entry);
        }
    }
    let intended: Vec<&Entry> = entries.iter().filter(|entry| entry.outcome == "intended").collect();
    found.without_outcome += intended.iter().filter(|it| outcomes.get(&it.seq).is_none_or(|of| of.len() != 1)).count();
    for of in outcomes.keys() {
        found.without_entry += usize::from(!intended.iter().any(|it| it.seq == *of));
    }
    let newest = intended.iter().rev().find(|it| it.use_case == case.code())?;
    Some(outcomes.get(&newest.seq)?.first()?.outcome.clone())
}

/// A clinic whose folder is unlocked by one process after another.
struct Place {
    folder: tempfile::TempDir,
    keyring: std::sync::Arc<frontdesk_vault::testing::MemoryKeyring>,
    slot: String,
    printing: PrintSystem,
    own: Secret,
}

impl Place {
    async fn new() -> Self {
        let clinic = Clinic::alone().await;
        let slot = clinic.slot(Role::PracticeManager);
        let (folder, keyring, _) = clinic.leave();
        let printing = PrintSystem::at(folder.path());
        Self { folder, keyring, slot, printing, own: passphrase(Role::PracticeManager) }
    }

    /// Unlocked again, with whichever passphrase opens it now.
    async fn unlock(&mut self) -> (OpenDesk, bool) {
        let house = house(self.folder.path().join("clinic"), self.keyring.clone());
        if let Ok(desk) = unlock::unlock(&house, self.slot.clone(), self.own.clone()).await {
            return (desk, false);
        }
        self.own = changed();
        (unlock::unlock(&house, self.slot.clone(), changed()).await.unwrap(), true)
    }

    /// Runs a child up to a place between two steps, and kills it there.
    fn kill(&self, act: &Outside, place: &str) {
        let mut command = child::command(&[], CHILD);
        child::tell(&mut command, self.folder.path(), &self.keyring, &self.slot);
        let stop = format!("{}/{place}", act.case.code());
        let mut acting = command
            .env(ACT, act.case.code())
            .env(testing::STOP_AT, &stop)
            .env("PATH", self.printing.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(acting.stdout.take().unwrap()).lines().map_while(std::result::Result::ok);
        let there = lines.by_ref().any(|line| line.contains(&format!("reached {stop}")));
        acting.kill().unwrap();
        acting.wait().unwrap();
        assert!(there, "the child never came to {stop}");
    }

    /// Whether the world outside says that it was done; none where it cannot tell.
    fn happened(&self, case: UseCase, changed: bool) -> Option<bool> {
        let names = |folder: PathBuf| -> Vec<String> {
            let read = std::fs::read_dir(folder).into_iter().flatten().flatten();
            read.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
        };
        match case {
            UseCase::SaveDocument => {
                let files = names(self.folder.path().join("saved"));
                assert_eq!(files, ["form.pdf"], "what was left beside is taken away");
                let there = std::fs::read(saved(self.folder.path())).unwrap();
                let (old, new) = (there == OLD.as_bytes(), there.starts_with(b"%PDF-") && there.ends_with(b"%%EOF"));
                assert!(old || new, "neither the old file nor the new one, but {} bytes", there.len());
                Some(new)
            }
            UseCase::DeleteScan => {
                Some(!names(self.folder.path().join("clinic/outside")).contains(&"scan.pdf".to_string()))
            }
            UseCase::ChangePassphrase => Some(changed),
            _ => None,
        }
    }
}

async fn check(place: &mut Place, act: &Outside, at: &str, found: &mut Found) {
    let (desk, changed) = place.unlock().await;
    let entries = audit(&desk).await;
    found.acts += 1;
    found.left += testing::acts_left(&desk).await.unwrap();
    let said = pairs(&entries, act.case, found);
    let Some(said) = said else {
        found.without_entry += 1;
        return;
    };
    if let Some(done) = place.happened(act.case, changed)
        && done != (said == "done")
    {
        found.untrue.push(format!("{} at {at}: {said}, but done is {done}", act.case.code()));
    }
    // Who began it is told, unless it was done and shows by itself.
    let cut = entries.iter().any(|entry| entry.actor == "desk" && entry.use_case == act.case.code());
    let told = see_notices(&desk).await.unwrap().iter().any(|notice| notice.code.starts_with("cut-off-"));
    let tells = cut && (said != "done" || act.case == UseCase::SaveDocument);
    assert_eq!(told, tells, "{} at {at}", act.case.code());
    let verified = frontdesk_desk::audit::verify_audit(&desk).await.unwrap();
    assert!(verified.whole, "{}", verified.message);
    unlock::lock(&desk, LockReason::ByHand).await;
}

fn is_clean(found: &Found) {
    println!(
        "{} cuts: acts without their entry {}, without one outcome {}, left after the next unlock {}, untrue {}",
        found.acts,
        found.without_entry,
        found.without_outcome,
        found.left,
        found.untrue.len()
    );
    assert_eq!((found.without_entry, found.without_outcome, found.left), (0, 0, 0));
    assert_eq!(found.untrue, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_intended_act_and_outcome_leaves_no_act_without_its_entry_and_none_without_an_outcome() {
    let mut found = Found::default();
    for act in acts() {
        for at in act.places {
            // Each from the start: what an act before it changed does not count here.
            let mut place = Place::new().await;
            place.kill(&act, at);
            check(&mut place, &act, at, &mut found).await;
        }
    }
    is_clean(&found);
}

/// Lets a future be polled so many times, and drops it then, as a window that goes away does.
async fn cut<T>(polls: usize, doing: impl Future<Output = T>) -> Option<T> {
    let (mut doing, mut left) = (Box::pin(doing), polls);
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        doing.as_mut().poll(context).map(Some)
    })
    .await
}

/// After how many waits an act is dropped: close together where it begins, further apart where it goes on.
const CUTS: [usize; 14] = [1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 45, 70, 110, 170];

#[tokio::test(flavor = "multi_thread")]
async fn an_act_dropped_at_its_waits_is_settled_at_the_next_unlock() {
    let mut found = Found::default();
    for act in acts() {
        // The print system is a child's alone; nobody prints from here.
        if matches!(act.case, UseCase::PrintDocument | UseCase::CancelPrint) {
            continue;
        }
        let mut place = Place::new().await;
        for polls in CUTS {
            let (desk, _) = place.unlock().await;
            let folder = place.folder.path().to_path_buf();
            let given = (act.before)(&desk, &folder).await;
            let ended = cut(polls, (act.act)(&desk, &folder, given)).await;
            // What goes on by itself, on a thread of its own, has come to its end.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            unlock::lock(&desk, LockReason::ByHand).await;
            drop(desk);
            if ended.is_some() {
                break;
            }
            let (desk, _) = place.unlock().await;
            found.acts += 1;
            found.left += testing::acts_left(&desk).await.unwrap();
            pairs(&audit(&desk).await, act.case, &mut found);
            unlock::lock(&desk, LockReason::ByHand).await;
        }
    }
    is_clean(&found);
}

const FULL: &str = "outside::a_full_disk_leaves_the_file_that_stood_there_whole";

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_leaves_the_file_that_stood_there_whole() {
    let Some(folder) = child::folder() else {
        if let Some(said) = on_a_small_disk(FULL, false) {
            assert!(said.contains("the full disk: done"), "{said}");
        }
        return;
    };
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let given = over_another(&desk, &folder).await;
    let save = || save_document(&desk, given.clone(), |_| async { Some(saved(&folder)) });
    // The records are on another disk and keep their room: it is the file itself that finds none.
    let ballast = folder.join("ballast");
    let free = free_bytes(&folder);
    std::fs::write(&ballast, vec![1u8; usize::try_from(free.saturating_sub(4 * 1024)).unwrap()]).unwrap();
    let full = save().await.unwrap_err();
    assert_eq!(full.code, "disk-full", "{full:?}");
    assert!(full.message.starts_with("Not saved: the disk is full. Free some space, or choose"), "{full:?}");
    assert_eq!(std::fs::read_to_string(saved(&folder)).unwrap(), OLD);
    let names = std::fs::read_dir(folder.join("saved")).unwrap().count();
    assert_eq!(names, 1, "nothing is left beside it");
    std::fs::remove_file(&ballast).unwrap();
    assert!(save().await.unwrap().saved);
    assert!(std::fs::read(saved(&folder)).unwrap().ends_with(b"%%EOF"));
    println!("the full disk: done");
}

const HANGS: &str = "outside::a_printer_that_hangs_keeps_no_lock_waiting_and_is_told_at_the_next_unlock";

#[tokio::test(flavor = "multi_thread")]
async fn a_printer_that_hangs_keeps_no_lock_waiting_and_is_told_at_the_next_unlock() {
    if child::folder().is_none() {
        let place = Place::new().await;
        place.printing.hangs();
        let mut command = child::command(&[], HANGS);
        child::tell(&mut command, place.folder.path(), &place.keyring, &place.slot);
        let output = command.env("PATH", place.printing.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("the hanging printer: done"), "{said}");
        return;
    }
    let desk = child::unlocked().await;
    let document = document(&desk, Path::new("")).await;
    let started = std::time::Instant::now();
    let (printed, ()) = tokio::join!(print_document(&desk, print(document)), async {
        while testing::acts_left(&desk).await.unwrap() == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        unlock::lock(&desk, LockReason::ByHand).await;
    });
    let took = started.elapsed();
    assert_eq!(printed.unwrap_err().code, "locked");
    assert!(took.as_secs() < 10, "{took:?}");
    drop(desk);
    let desk = child::unlocked().await;
    assert_eq!(testing::acts_left(&desk).await.unwrap(), 0);
    let told = see_notices(&desk).await.unwrap();
    assert!(told.iter().any(|notice| notice.message.contains("It may have been printed")), "{told:?}");
    println!("the hanging printer: done");
}

const SILENT: &str = "outside::a_printer_that_hangs_is_given_up_and_what_is_not_known_is_said_and_recorded";

#[tokio::test(flavor = "multi_thread")]
async fn a_printer_that_hangs_is_given_up_and_what_is_not_known_is_said_and_recorded() {
    if child::folder().is_none() {
        let place = Place::new().await;
        place.printing.hangs();
        let mut command = child::command(&[], SILENT);
        child::tell(&mut command, place.folder.path(), &place.keyring, &place.slot);
        let output = command.env("PATH", place.printing.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("given up: done"), "{said}");
        return;
    }
    let desk = child::unlocked().await;
    let document = document(&desk, Path::new("")).await;
    let started = std::time::Instant::now();
    let refused = print_document(&desk, print(document)).await.unwrap_err();
    assert!(started.elapsed().as_secs() < 25, "{:?}", started.elapsed());
    assert_eq!(refused.code, "print-unknown");
    assert!(refused.message.contains("it may still come out"), "{}", refused.message);
    assert_eq!(testing::acts_left(&desk).await.unwrap(), 0, "it stays as intended while the program lives");
    let entries = audit(&desk).await;
    let told = entries.iter().rev().find(|entry| entry.use_case == "print-document").unwrap();
    assert_eq!((told.outcome.as_str(), told.detail.contains("print-unknown")), ("failed", true), "{}", told.detail);
    println!("given up: done");
}

const WORKER: &str = "outside::prints_saves_and_deletes_until_it_is_killed";

/// Not a fact of its own: the process that the long test kills.
#[tokio::test(flavor = "multi_thread")]
async fn prints_saves_and_deletes_until_it_is_killed() {
    let (Some(folder), Ok(_)) = (child::folder(), std::env::var("FRONTDESK_TEST_ROUND")) else { return };
    let desk = child::unlocked().await;
    loop {
        let paper = over_another(&desk, &folder).await;
        print_document(&desk, print(paper.clone())).await.unwrap();
        save_document(&desk, paper, |_| async { Some(saved(&folder)) }).await.unwrap();
        delete_scan(&desk, forms::scan(&desk).await).await.unwrap();
        println!("round over");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: make torture"]
async fn five_hundred_kills_of_prints_saves_and_deletions_torture() {
    let (mut place, mut found) = (Place::new().await, Found::default());
    for round in 0..500u64 {
        let mut command = child::command(&[], WORKER);
        child::tell(&mut command, place.folder.path(), &place.keyring, &place.slot);
        let mut acting = command
            .env("FRONTDESK_TEST_ROUND", round.to_string())
            .env("PATH", place.printing.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(acting.stdout.take().unwrap()).lines().map_while(std::result::Result::ok);
        assert!(lines.by_ref().any(|line| line.contains("round over")), "it stopped by itself in round {round}");
        std::thread::sleep(std::time::Duration::from_micros(round * 7919 % 250_000));
        acting.kill().unwrap();
        acting.wait().unwrap();
        let (desk, _) = place.unlock().await;
        let entries = audit(&desk).await;
        found.acts += 1;
        found.left += testing::acts_left(&desk).await.unwrap();
        pairs(&entries, UseCase::PrintDocument, &mut found);
        let prints = entries.iter().filter(|it| it.use_case == "print-document" && it.outcome == "intended").count();
        found.without_entry += place.printing.jobs().saturating_sub(prints);
        place.happened(UseCase::SaveDocument, false);
        unlock::lock(&desk, LockReason::ByHand).await;
    }
    is_clean(&found);
}
