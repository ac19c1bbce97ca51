//! One person's answers come to the same wherever they are asked for: a child who understands goes before a parent, on every
//! screen, in every file and on every list.

use std::path::{Path, PathBuf};

use frontdesk_desk::board::{add_arrival, see_board};
use frontdesk_desk::check_in::open_check_in;
use frontdesk_desk::consents::{
    make_consent_file, make_consent_receipt, see_ask_again, see_consents, withdraw_consent,
};
use frontdesk_desk::marketing::{make_marketing_list, see_marketing, stop_marketing};
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::parental::open_parental;
use frontdesk_desk::patient::open_patient;
use frontdesk_desk::testing;
use frontdesk_desk::views::board::{ArrivalForm, Mark};
use frontdesk_desk::views::consents::{ConsentFileFormat, WithdrawForm};
use frontdesk_desk::views::marketing::StopForm;
use frontdesk_domain::catalogue::{MarketingChannel, PurposeKind};
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::marketing::list::ListForm;
use frontdesk_domain::parental::Competence;
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::role::Role;
use frontdesk_domain::withdrawal::WithdrawalReason;
use frontdesk_store::child_voice::{self, Assessment};
use frontdesk_store::consent_answer;

use crate::child::in_role;
use crate::common::{Desk, desk, form, pages, said};

/// What is said to every question that is no treatment's: by the child, who understands, and a day later by a parent.
const OWN: &str = "2026-11-20T09:00:00.000Z";
const PARENTS: &str = "2026-11-21T09:00:00.000Z";
/// The required one the child says no to, and one of those not required.
const NEEDED: &str = "hold-health-details";
const NEWS: &str = "news-email";

/// A young person who was found to understand on 19 November and said no to two things on the 20th; with `overruled`, a
/// parent said yes to everything on the 21st. The id, and that of today's arrival.
async fn young(d: &Desk, given_names: &str, born: &str, overruled: bool) -> (String, String) {
    let who = PatientForm { email: format!("{given_names}@example.com"), ..form("Brennan", given_names, born) };
    let id = d.register(who).await.patient_id;
    let coming =
        ArrivalForm { patient_id: id.clone(), treatment: "general".into(), time: String::new(), walk_in: true };
    let arrival = add_arrival(&d.desk, coming).await.unwrap().arrival_id;
    let clinic = d.desk.clinic();
    let store = testing::store(&d.desk);
    let mut act = store.write().await.unwrap();
    let assessment = Assessment {
        id: format!("assessed-{id}"),
        patient_id: id.clone().into(),
        answers: Vec::new(),
        outcome: Competence::Competent,
        reasons: "Explained it back.".into(),
        at: "2026-11-19T09:00:00.000Z".into(),
        by: d.desk.who().id.0,
    };
    child_voice::insert_assessment(act.conn(), &assessment).await.unwrap();
    for purpose in clinic.purposes.iter().filter(|purpose| purpose.kind != PurposeKind::Told) {
        let Some(wording) = purpose.wording.as_deref().and_then(|id| clinic.wording(id)) else { continue };
        let answer = if [NEEDED, NEWS].contains(&purpose.id.as_str()) { Answer::Refused } else { Answer::Given };
        let treatment = purpose.kind == PurposeKind::Treatment;
        // Consent to a treatment is of its day.
        let at = if treatment { "2026-11-24T09:00:00.000Z" } else { OWN };
        let mut own = said(&id, (purpose, wording), answer, at);
        own.by = d.desk.who().id.0;
        own.arrival_id = treatment.then(|| arrival.clone());
        consent_answer::insert(act.conn(), &own).await.unwrap();
        if overruled && !treatment {
            let mut parents = said(&id, (purpose, wording), Answer::Given, PARENTS);
            (parents.capacity, parents.speaker) = (Capacity::Parent, Some("Siobhán Brennan".into()));
            parents.by = d.desk.who().id.0;
            consent_answer::insert(act.conn(), &parents).await.unwrap();
        }
    }
    act.commit().await.unwrap();
    (id, arrival)
}

/// What each use case that shows or uses a patient's answers makes of them, name by name.
async fn told(d: &Desk, id: &str, arrival: &str) -> Vec<(&'static str, String)> {
    let board = see_board(&d.desk).await.unwrap();
    let row = board.arrivals.into_iter().find(|row| row.arrival_id == arrival).unwrap();
    let page = open_patient(&d.desk, id.into()).await.unwrap();
    let visit = open_check_in(&d.desk, arrival.into()).await.unwrap();
    let consents = see_consents(&d.desk, id.into()).await.unwrap();
    let rows = consents.groups.iter().flat_map(|group| &group.rows);
    let mut told = vec![
        ("the board", format!("{:?} {}", row.consents, row.waits_for)),
        ("the patient's page", format!("{:?}", page.consents)),
        ("the banner", format!("{:?} {:?}", page.banner.flags, page.banner.news)),
        ("the parental page's banner", format!("{:?}", open_parental(&d.desk, id.into()).await.unwrap().banner.flags)),
        ("the check-in", format!("{:?} {:?}", visit.consents, visit.stop)),
        ("the check-in's sheet", format!("{:?}", visit.consent_step)),
        (
            "the consents",
            rows.map(|row| format!("{} {} {} {}\n", row.purpose, row.word, row.note, row.can_withdraw)).collect(),
        ),
        ("the news", format!("{:?}", see_marketing(&d.desk, id.into()).await.unwrap().banner.news)),
    ];
    for format in [
        ConsentFileFormat::Records27560,
        ConsentFileFormat::Receipts27560,
        ConsentFileFormat::FhirR4b,
        ConsentFileFormat::FhirR5,
        ConsentFileFormat::Csv,
    ] {
        let made = in_role(d, Role::PracticeManager, make_consent_file(&d.desk, id.into(), format)).await;
        told.push(("a file", standing_in(&d.desk, &made.unwrap().title)));
    }
    let receipt = make_consent_receipt(&d.desk, id.into()).await.unwrap();
    let text = pages(&receipt.pdf, "-layout").join(" ");
    // What stands is said under the heading of each purpose; the table below it has every answer.
    let stands: Vec<&str> = ["No. Since 20 Nov 2026", "Yes. Since 20 Nov 2026", "Yes. Since 21 Nov 2026", "Ask again"]
        .into_iter()
        .filter(|words| text.contains(words))
        .collect();
    told.push(("the receipt", format!("{stands:?}")));
    told
}

/// The answers that a file says stand, each with when it was given.
fn standing_in(desk: &OpenDesk, title: &str) -> String {
    let bytes = testing::papers(desk).into_iter().filter(|(of, _)| of == title).last().unwrap().1;
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) else {
        let rows = text.lines().filter(|line| line.trim_end().ends_with("yes") || line.trim_end().ends_with("\"yes\""));
        return rows.map(|row| row.split(',').skip(1).take(5).collect::<Vec<_>>().join(",") + "\n").collect();
    };
    let mut found = Vec::new();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    for entry in json["entry"].as_array().into_iter().flatten() {
        let is = &entry["resource"];
        if is["resourceType"] == "Consent" && is["status"] != "inactive" {
            found.push(format!("{} {}{}", text(&is["status"]), text(&is["dateTime"]), text(&is["date"])));
        }
    }
    let records = json["consent_records"].as_array().into_iter().flatten();
    let receipts = json["consent_receipts"].as_array().into_iter().flatten().map(|of| &of["consent_record"]);
    for record in records.chain(receipts) {
        let of = &record["pii_processing"]["purposes"][0]["purpose_id"];
        found.push(format!("{} {}", text(of), text(&record["record_state"])));
    }
    assert!(!found.is_empty(), "nothing read of {json}");
    found.sort();
    found.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_competent_childs_own_no_goes_before_a_parents_later_yes_in_every_use_case() {
    let d = desk(Role::Reception).await;
    // Sixteen all along.
    let (asked, arrival) = young(&d, "Kai", "2010-01-05", true).await;
    let (alone, theirs) = young(&d, "Rua", "2010-01-05", false).await;
    let (one, other) = (told(&d, &asked, &arrival).await, told(&d, &alone, &theirs).await);
    // Ids and names differ, and so does what the other answered; what stands does not.
    let plain = |text: &str, id: &str, arrival: &str, name: &str| {
        text.replace(id, "ID").replace(arrival, "ARRIVAL").replace(name, "NAME").replace(&name.to_lowercase(), "NAME")
    };
    for ((what, of_one), (_, of_other)) in one.iter().zip(&other) {
        let (of_one, of_other) = (plain(of_one, &asked, &arrival, "Kai"), plain(of_other, &alone, &theirs, "Rua"));
        assert_eq!(of_one, of_other, "{what}: a parent's later yes changes it");
    }
    let says = |what: &str| one.iter().find(|(name, _)| *name == what).unwrap().1.clone();
    assert!(says("the board").starts_with("Stopped"), "{}", says("the board"));
    assert!(says("the check-in").contains("consent-refused"), "{}", says("the check-in"));
    assert!(says("the patient's page").contains("Ask 1 again"), "{}", says("the patient's page"));
    assert!(says("the consents").contains("hold-health-details No Since"), "{}", says("the consents"));
    assert!(says("the receipt").contains("No. Since 20 Nov 2026") && !says("the receipt").contains("21 Nov"));
    assert_eq!(open_check_in(&d.desk, arrival).await.unwrap().consents, Mark::Stopped);

    // Nothing of the parent's is left to take back, and no list for news has them.
    let back = WithdrawForm {
        patient_id: asked.clone(),
        purpose: NEWS.into(),
        reason: WithdrawalReason::NotSaid,
        note: String::new(),
        capacity: Capacity::Patient,
        speaker: String::new(),
        method: Method::OnScreen,
        witness: String::new(),
        interpreter: String::new(),
    };
    assert_eq!(withdraw_consent(&d.desk, back).await.unwrap_err().code, "nothing-to-take-back");
    let list = ListForm { channel: MarketingChannel::Email };
    let made = in_role(&d, Role::PracticeManager, make_marketing_list(&d.desk, list)).await.unwrap();
    assert_eq!((made.rows, made.left_out.len()), (0, 0), "{:?}", made.left_out);
    let stop = StopForm { patient_id: asked.clone(), channels: vec![MarketingChannel::Email] };
    stop_marketing(&d.desk, stop).await.unwrap();
    let consents = see_consents(&d.desk, asked).await.unwrap();
    let news = consents.groups.iter().flat_map(|group| &group.rows).find(|row| row.purpose == NEWS).unwrap();
    assert_eq!(news.history.len(), 2, "no yes that did not count is taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_again_over_a_parents_answer_that_did_not_count() {
    let d = desk(Role::PracticeManager).await;
    // Fifteen when both spoke, sixteen since.
    let (overruled, _) = young(&d, "Kai", "2010-11-22", true).await;
    assert!(see_ask_again(&d.desk).await.unwrap().people.is_empty(), "their own answers stand");
    let page = open_patient(&d.desk, overruled).await.unwrap();
    assert!(!page.consents.note.contains("a parent answered"), "{}", page.consents.note);
}

/// What reads a patient's answers, or makes them into what counts, and where it may.
const READS: [&str; 10] = [
    "consent_answer::for_patient",
    "ConsentAnswer::held",
    ".held()?",
    " heard(",
    "(heard(",
    "is_heard(",
    "under_stops(",
    "Counted::of(",
    "marketing::stops(",
    "stands(conn",
];
const MAY: [(&str, &str); 4] = [
    ("answers.rs", "the one way"),
    ("history.rs", "the history shows every answer and decides nothing"),
    ("paper/gather/answers.rs", "a response shows every answer and decides nothing"),
    ("paper/child.rs", "the names of whoever spoke, to be taken out"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

/// The file and the line of everything that reads answers where it may not.
fn strays(folder: &Path, may: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    sources(folder, &mut files);
    let mut strays = Vec::new();
    for file in files {
        let name = file.strip_prefix(folder).unwrap().display().to_string();
        let text = std::fs::read_to_string(&file).unwrap();
        let reads = |line: &&str| READS.iter().any(|read| line.contains(read)) && !line.contains("fn ");
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//")).filter(reads);
        if !may.contains(&name.as_str()) {
            strays.extend(lines.map(|line| format!("{name}: {}", line.trim())));
        }
    }
    strays
}

#[test]
fn which_answers_count_is_asked_in_one_place() {
    let desk = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    assert_eq!(strays(&desk, &MAY.map(|(file, _)| file)), Vec::<String>::new());
    let all = strays(&desk, &[]);
    for (file, why) in MAY {
        assert!(all.iter().any(|stray| stray.starts_with(&format!("{file}: "))), "{file} no longer needs it: {why}");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("row.rs"), "let held = under_stops(clinic, &held, stops);\n").unwrap();
    assert_eq!(strays(folder.path(), &[]), ["row.rs: let held = under_stops(clinic, &held, stops);"]);
}

/// Where an age stands as a number: compared, or the bound of a range. Words for people are none.
fn ages(text: &str, comment: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let code = line.split(comment).next().unwrap_or_default();
        // Without what is between quotes.
        let code: String = code.split('"').step_by(2).collect();
        let words: Vec<&str> = code
            .split(|letter: char| !letter.is_alphanumeric() && !"<>=+_.".contains(letter))
            .filter(|word| !word.is_empty())
            .collect();
        let spoken = |word: &&str| ["16", "18", "25"].contains(word);
        let near = |at: usize| {
            words[at.saturating_sub(4)..at].iter().any(|word| {
                word.starts_with(['<', '>', '+']) || word.to_lowercase().contains("age") || word.contains("years")
            })
        };
        let bounds = words.iter().any(|word| word.split("..").any(|bound| spoken(&bound)) && word.contains(".."));
        if bounds || words.iter().enumerate().any(|(at, word)| spoken(word) && near(at)) {
            found.push(line.trim().to_string());
        }
    }
    found
}

/// What only looks like one: a place in a number, a length, and words said to people.
const NO_AGES: [&str; 6] = [
    "bytes.get(16..18)",
    "Sha256::digest(name)[..16]",
    "verified.head.slice(0, 16)",
    "text.length >= 25",
    "from 16 a patient speaks for themselves",
    "Anyone who looks under 25 shows a document once",
];

#[test]
fn no_age_stands_as_a_number_but_once_in_the_rules() {
    assert_eq!(ages("if age < 16 {", "//").len(), 1);
    assert_eq!(ages("{#if found.age < 18 || more}", "//").len(), 1);
    assert_eq!(ages("0..16 => (", "//").len(), 1);
    assert_eq!(ages("d.year + 16", "//").len(), 1);
    assert_eq!(ages("let of_age = if scotland { 16 } else { 18 };", "//").len(), 1);
    assert!(ages("\"They are under 16\" // age < 16", "//").is_empty());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").canonicalize().unwrap();
    let mut found = Vec::new();
    for (folder, but) in [
        ("src-tauri/crates/domain/src", &["age.rs"][..]),
        ("src-tauri/crates/desk/src", &[]),
        ("src-tauri/src", &[]),
        ("ui/src/screens", &[]),
        ("ui/src/components", &[]),
        ("ui/src/lib", &[]),
    ] {
        let mut files = Vec::new();
        sources(&root.join(folder), &mut files);
        assert!(!files.is_empty());
        for file in files.iter().filter(|file| !but.iter().any(|name| file.ends_with(name))) {
            // The throw-away clinic, and tests within the sources, name ages as anybody does.
            let text = std::fs::read_to_string(file).unwrap_or_default();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            // What a page says to people stands in its markup as text, and sizes in its styles.
            let text = text.split("<style").next().unwrap_or_default();
            if file.to_string_lossy().contains("/demo") || file.to_string_lossy().contains("_tests.rs") {
                continue;
            }
            let ages = ages(text, "//").into_iter().filter(|line| !NO_AGES.iter().any(|other| line.contains(other)));
            found.extend(ages.map(|line| format!("{}: {line}", file.display())));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
