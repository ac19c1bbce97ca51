//! The path of one visit: every gate against what is known beyond the date of birth.

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::gate::{Birth, ClinicianAnswer, Path, TreatmentFacts, path};

use crate::day;

fn word(path: &Path) -> &'static str {
    match path {
        Path::Allowed => "allowed",
        Path::Stopped { .. } => "stopped",
        Path::Declined => "declined",
        Path::Parental => "parental",
        Path::Estimated => "estimated",
        Path::Clinician => "clinician",
    }
}

#[test]
fn a_clinician_lifts_only_the_limit_that_is_a_clinicians_to_lift() {
    let clinic = Clinic::shipped();
    let on = day("2026-11-22");
    let (yes, no) = (Some(ClinicianAnswer::GoAhead), Some(ClinicianAnswer::NotToday));
    // treatment, born, then: nobody asked, go ahead, not today; the same with an estimated date of birth.
    let table = [
        ("botulinum-toxin", "2012-01-01", ["stopped", "parental", "declined"], ["stopped", "parental", "declined"]),
        ("botulinum-toxin", "2008-11-23", ["stopped", "allowed", "declined"], ["stopped", "estimated", "declined"]),
        ("botulinum-toxin", "2008-11-22", ["allowed", "allowed", "allowed"], ["estimated", "estimated", "estimated"]),
        ("laser", "2012-01-01", ["parental", "parental", "parental"], ["parental", "parental", "parental"]),
        ("laser", "2010-11-22", ["clinician", "allowed", "declined"], ["estimated", "estimated", "declined"]),
        ("laser", "2008-11-22", ["allowed", "allowed", "allowed"], ["estimated", "estimated", "estimated"]),
        ("general", "2010-11-23", ["parental", "parental", "parental"], ["parental", "parental", "parental"]),
        ("general", "2010-11-22", ["allowed", "allowed", "allowed"], ["estimated", "estimated", "estimated"]),
    ];
    for (treatment, born, certain, estimated) in table {
        let cosmetic = clinic.treatment(treatment).unwrap().cosmetic;
        let facts = TreatmentFacts { name: treatment.into(), cosmetic };
        for (is_estimated, wanted) in [(false, certain), (true, estimated)] {
            for (answer, wanted) in [None, yes, no].into_iter().zip(wanted) {
                let born = Birth { day: day(born), estimated: is_estimated };
                let found = path(&facts, clinic.nation, &clinic.minimum_ages, born, on, answer);
                assert_eq!(word(&found), wanted, "{treatment}, {born:?}, {answer:?}");
            }
        }
    }
}
