//! What each table asks of the rules.

use chrono::{Months, NaiveDate};
use frontdesk_domain::age::age_on;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::gate::{Gate, Nation, TreatmentFacts, gate};
use frontdesk_domain::licence::{self, LicenceSex, LicenceVerdict};
use frontdesk_domain::mrz::{self, DocumentSex, Verdict};
use frontdesk_domain::name_match::{NameVerdict, compare};
use frontdesk_domain::nhs_number::NhsNumber;
use frontdesk_domain::parental::{ChildView, Claim, Competence, Evidence, Facts, Orders, verdict};

use crate::Row;

/// What is wrong with a row, empty when nothing is.
pub type Judge = fn(&Row) -> Vec<String>;

/// File, the columns it must have, and its judge.
pub const TABLES: &[(&str, &[&str], Judge)] = &[
    ("age.csv", &["born", "on", "age"], age),
    (
        "mrz.csv",
        &["lines", "on", "verdict", "failed", "surname", "given_names", "number", "birth", "expiry", "sex", "issuer"],
        zone,
    ),
    ("driving_licence.csv", &["number", "verdict", "sex", "born"], driving_licence),
    ("nhs_number.csv", &["number", "verdict"], nhs_number),
    (
        "name_match.csv",
        &["document_surname", "document_given", "record_surname", "record_given", "verdict"],
        name_match,
    ),
    ("gate.csv", &["treatment", "nation", "born", "on", "verdict"], age_gate),
    (
        "parental.csv",
        &["capacity", "evidence", "nation", "orders", "competent", "child_view", "child_age", "verdict"],
        responsibility,
    ),
];

/// The day a document is read on where its row names none: the century of a birth depends on it.
const USUAL_DAY: &str = "2026-11-22";

/// Compares one cell; an empty one asserts nothing.
fn expect(wrong: &mut Vec<String>, row: &Row, column: &str, got: &str) {
    let want = row.cell(column).trim();
    if !want.is_empty() && want != got {
        wrong.push(format!("{column} is {}, expected {want}", if got.is_empty() { "empty" } else { got }));
    }
}

fn date(row: &Row, column: &str) -> Result<NaiveDate, Vec<String>> {
    let cell = row.cell(column).trim();
    cell.parse().map_err(|_| vec![format!("{column} is {cell:?}, not a date")])
}

fn shown(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn age(row: &Row) -> Vec<String> {
    let (born, on) = match (date(row, "born"), date(row, "on")) {
        (Ok(born), Ok(on)) => (born, on),
        (Err(wrong), _) | (_, Err(wrong)) => return wrong,
    };
    let mut wrong = Vec::new();
    expect(&mut wrong, row, "age", &age_on(born, on).map_or("none".to_owned(), |age| age.to_string()));
    wrong
}

/// A table may write a sex in full, in either case, or as the zone's own filler.
fn expect_sex(wrong: &mut Vec<String>, row: &Row, got: &str) {
    let want = match row.cell("sex").trim().to_lowercase().as_str() {
        "" => return,
        "f" | "female" => "F",
        "m" | "male" => "M",
        _ => "X",
    };
    if want != got {
        wrong.push(format!("sex is {}, expected {want}", if got.is_empty() { "empty" } else { got }));
    }
}

/// The day of the row, or the usual one where the cell is empty.
fn reading_day(row: &Row) -> Result<NaiveDate, Vec<String>> {
    if row.cell("on").trim().is_empty() {
        return USUAL_DAY.parse().map_err(|_| vec!["the usual day is no date".to_owned()]);
    }
    date(row, "on")
}

fn zone(row: &Row) -> Vec<String> {
    let on = match reading_day(row) {
        Ok(on) => on,
        Err(wrong) => return wrong,
    };
    let reading = mrz::read(&row.cell("lines").replace('/', "\n"), on);
    let mut wrong = Vec::new();
    let verdict = match reading.verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::ByHand => "by-hand",
    };
    let failed: Vec<&str> = reading.failed.iter().map(|field| field.code()).collect();
    let sex = match reading.sex {
        Some(DocumentSex::Female) => "F",
        Some(DocumentSex::Male) => "M",
        Some(DocumentSex::Unspecified) => "X",
        None => "",
    };
    // A table may write an issuer with the fillers of its three places, as `D<<`.
    let issuer =
        if row.cell("issuer").trim().ends_with('<') { format!("{:<<3}", reading.issuer) } else { reading.issuer };
    for (column, got) in [
        ("verdict", verdict),
        ("failed", &failed.join(";")),
        ("surname", &reading.surname),
        ("given_names", &reading.given_names),
        ("number", &reading.number),
        ("birth", &shown(reading.born)),
        ("expiry", &shown(reading.expiry)),
        ("issuer", &issuer),
    ] {
        expect(&mut wrong, row, column, got);
    }
    expect_sex(&mut wrong, row, sex);
    wrong
}

fn driving_licence(row: &Row) -> Vec<String> {
    let today = match reading_day(row) {
        Ok(today) => today,
        Err(wrong) => return wrong,
    };
    let reading = licence::read(row.cell("number"), today);
    let mut wrong = Vec::new();
    let verdict = match reading.verdict {
        LicenceVerdict::Pass => "pass",
        LicenceVerdict::Fail => "fail",
        LicenceVerdict::ByHand => "by-hand",
    };
    let sex = match reading.sex {
        Some(LicenceSex::Female) => "F",
        Some(LicenceSex::Male) => "M",
        None => "",
    };
    expect(&mut wrong, row, "verdict", verdict);
    expect_sex(&mut wrong, row, sex);
    expect(&mut wrong, row, "born", &shown(reading.born));
    wrong
}

fn nhs_number(row: &Row) -> Vec<String> {
    let mut wrong = Vec::new();
    let verdict = if NhsNumber::parse(row.cell("number")).is_ok() { "valid" } else { "invalid" };
    expect(&mut wrong, row, "verdict", verdict);
    wrong
}

fn name_match(row: &Row) -> Vec<String> {
    let cell = |column| row.cell(column);
    let compared =
        compare(cell("document_surname"), cell("document_given"), cell("record_surname"), cell("record_given"));
    let verdict = match compared.verdict {
        NameVerdict::Match => "match",
        NameVerdict::Check => "check",
        NameVerdict::Differs => "differs",
    };
    let mut wrong = Vec::new();
    expect(&mut wrong, row, "verdict", verdict);
    wrong
}

/// Treatments and minimum ages are the shipped clinic's; a table names a treatment by its id, with spaces for hyphens.
fn age_gate(row: &Row) -> Vec<String> {
    let clinic = Clinic::shipped();
    let id = row.cell("treatment").trim().to_lowercase().replace(' ', "-");
    let Some(treatment) = clinic.treatment(&id) else {
        return vec![format!("no treatment {id}")];
    };
    let Some(nation) = Nation::from_code(row.cell("nation").trim()) else {
        return vec!["no such nation".to_owned()];
    };
    let (born, on) = match (date(row, "born"), date(row, "on")) {
        (Ok(born), Ok(on)) => (born, on),
        (Err(wrong), _) | (_, Err(wrong)) => return wrong,
    };
    let facts = TreatmentFacts { name: treatment.id.clone(), cosmetic: treatment.cosmetic };
    let verdict = match gate(&facts, nation, &clinic.minimum_ages, born, on) {
        Gate::Allowed => "allowed",
        Gate::Stopped { .. } => "stopped",
        Gate::Parental => "parental",
        Gate::Clinician => "clinician",
    };
    let mut wrong = Vec::new();
    expect(&mut wrong, row, "verdict", verdict);
    wrong
}

/// A child as old as the row says had a birthday on the usual day. Identity and address of the child match.
fn responsibility(row: &Row) -> Vec<String> {
    let cell = |column| row.cell(column).trim();
    let today: NaiveDate = USUAL_DAY.parse().unwrap_or_default();
    let unknown = |column: &str| vec![format!("{column} is {:?}, which is not known", row.cell(column))];
    let Some(claim) = Claim::from_code(cell("capacity")) else { return unknown("capacity") };
    let papers = cell("evidence").split('+').map(str::trim).filter(|code| !code.is_empty());
    let Some(seen) = papers.map(Evidence::from_code).collect::<Option<Vec<_>>>() else { return unknown("evidence") };
    let Some(nation) = Nation::from_code(cell("nation")) else { return unknown("nation") };
    let orders = match cell("orders") {
        "not-asked" => None,
        code => match Orders::from_code(code) {
            None => return unknown("orders"),
            orders => orders,
        },
    };
    let competence = match cell("competent") {
        "yes" => Some(Competence::Competent),
        "no" => Some(Competence::NotCompetent),
        "not-assessed" => None,
        _ => return unknown("competent"),
    };
    let Some(view) = ChildView::from_code(cell("child_view")) else { return unknown("child_view") };
    let born = cell("child_age").parse().ok().and_then(|years: u32| today.checked_sub_months(Months::new(12 * years)));
    let Some(born) = born else { return unknown("child_age") };
    let facts = Facts { claim, seen: &seen, child_matches: true, orders, nation, born, competence, view };
    let mut wrong = Vec::new();
    expect(&mut wrong, row, "verdict", verdict(&facts, today).code());
    wrong
}
