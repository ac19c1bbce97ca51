use chrono::NaiveDate;
use frontdesk_domain::gate::{Gate, MinimumAge, Nation, TreatmentFacts, gate, minimum_on};

use crate::day;

fn minimums() -> Vec<MinimumAge> {
    let row = |treatment: &str, nation, source: &str| MinimumAge {
        treatment: treatment.to_owned(),
        nation,
        years: 18,
        from: day("2021-10-01"),
        until: None,
        source: source.to_owned(),
    };
    Nation::ALL
        .into_iter()
        .flat_map(|nation| [row("toxin", nation, "statute"), row("filler", nation, "statute")])
        .collect()
}

fn facts(name: &str, cosmetic: bool) -> TreatmentFacts {
    TreatmentFacts { name: name.to_owned(), cosmetic }
}

fn kind(treatment: &str, cosmetic: bool, born: &str, on: &str) -> &'static str {
    match gate(&facts(treatment, cosmetic), Nation::England, &minimums(), day(born), day(on)) {
        Gate::Allowed => "allowed",
        Gate::Stopped { .. } => "stopped",
        Gate::Parental => "parental",
        Gate::Clinician => "clinician",
    }
}

#[test]
fn the_order_is_stopped_then_parental_then_clinician_then_allowed() {
    let on = "2026-11-22";
    for (treatment, cosmetic, born, want) in [
        ("toxin", true, "2008-11-22", "allowed"),
        ("toxin", true, "2008-11-23", "stopped"),
        ("toxin", true, "2015-01-01", "stopped"),
        ("filler", true, "2010-11-22", "stopped"),
        ("peel", true, "2010-11-23", "parental"),
        ("peel", true, "2010-11-22", "clinician"),
        ("peel", true, "2008-11-23", "clinician"),
        ("peel", true, "2008-11-22", "allowed"),
        ("general", false, "2010-11-23", "parental"),
        ("general", false, "2010-11-22", "allowed"),
        ("general", false, "2026-11-23", "parental"),
        ("toxin", true, "2026-11-23", "stopped"),
    ] {
        assert_eq!(kind(treatment, cosmetic, born, on), want, "{treatment} born {born}");
    }
}

#[test]
fn somebody_born_on_29_february_is_stopped_until_1_march() {
    assert_eq!(kind("toxin", true, "2008-02-29", "2026-02-28"), "stopped");
    assert_eq!(kind("toxin", true, "2008-02-29", "2026-03-01"), "allowed");
}

#[test]
fn a_stop_names_the_row_it_rests_on() {
    let stopped = gate(&facts("toxin", true), Nation::Wales, &minimums(), day("2010-01-01"), day("2026-11-22"));
    let Gate::Stopped { minimum } = stopped else { panic!("{stopped:?}") };
    assert_eq!((minimum.nation, minimum.years), (Nation::Wales, 18));
}

#[test]
fn a_row_binds_from_its_first_day_to_its_last() {
    let mut rows = minimums();
    rows.retain(|row| row.nation == Nation::England && row.treatment == "toxin");
    rows[0].until = Some(day("2030-12-31"));
    let found = |on: NaiveDate| minimum_on("Toxin", Nation::England, &rows, on).is_some();
    assert!(!found(day("2021-09-30")));
    assert!(found(day("2021-10-01")));
    assert!(found(day("2030-12-31")));
    assert!(!found(day("2031-01-01")));
    assert!(minimum_on("toxin", Nation::Scotland, &rows, day("2026-01-01")).is_none());
}

#[test]
fn of_two_rows_in_force_the_higher_age_binds() {
    let mut rows = minimums();
    let mut higher = rows[0].clone();
    higher.years = 21;
    rows.push(higher);
    assert_eq!(minimum_on("toxin", Nation::England, &rows, day("2026-01-01")).unwrap().years, 21);
}

#[test]
fn codes_of_nations_read_back() {
    for nation in Nation::ALL {
        assert_eq!(Nation::from_code(nation.code()), Some(nation));
        assert_eq!(serde_json::to_value(nation).unwrap(), nation.code());
    }
}
