//! How far a verification has come: the six verdicts in their order.

use chrono::{Months, NaiveDate};
use frontdesk_domain::gate::Nation;
use frontdesk_domain::parental::{
    ChildView, Claim, Competence, Evidence, Facts, Orders, ParentalVerdict, ends_at, presumed, verdict,
};

use crate::{day, say};

const TODAY: &str = "2026-11-24";

fn born(age: u32) -> NaiveDate {
    day(TODAY).checked_sub_months(Months::new(12 * age)).unwrap()
}

fn mother(age: u32) -> Facts<'static> {
    Facts {
        claim: Claim::Mother,
        seen: &[Evidence::PhotoId, Evidence::FullBirthCertificate],
        child_matches: true,
        orders: Some(Orders::None),
        nation: Nation::England,
        born: born(age),
        competence: None,
        view: ChildView::NotAsked,
    }
}

fn of(facts: &Facts<'_>) -> ParentalVerdict {
    verdict(facts, day(TODAY))
}

#[test]
fn a_mother_with_a_full_certificate_is_complete() {
    assert_eq!(of(&mother(9)), ParentalVerdict::Proved);
}

#[test]
fn responsibility_ends_at_18_and_in_scotland_at_16() {
    assert_eq!([Nation::England, Nation::Wales, Nation::NorthernIreland].map(ends_at), [18; 3]);
    assert_eq!(ends_at(Nation::Scotland), 16);
    assert_eq!(of(&mother(17)), ParentalVerdict::Proved);
    assert_eq!(of(&mother(18)), ParentalVerdict::NoStanding);
    let scotland = |age| Facts { nation: Nation::Scotland, view: ChildView::Agrees, ..mother(age) };
    assert_eq!(of(&scotland(15)), ParentalVerdict::Proved);
    assert_eq!(of(&scotland(16)), ParentalVerdict::NoStanding);
    let eve = Facts { born: born(16).succ_opt().unwrap(), ..scotland(15) };
    assert_eq!(of(&eve), ParentalVerdict::Proved, "the day before the birthday");
}

#[test]
fn twelve_and_over_is_presumed_to_understand_in_scotland_alone() {
    for nation in Nation::ALL {
        for age in 0..18 {
            let expected = (nation == Nation::Scotland && age >= 12).then_some(Competence::Competent);
            assert_eq!(presumed(nation, age), expected, "{nation:?} {age}");
        }
    }
    let scotland = |age| Facts { nation: Nation::Scotland, ..mother(age) };
    assert_eq!(of(&scotland(11)), ParentalVerdict::Proved);
    assert_eq!(of(&scotland(12)), ParentalVerdict::AskChild);
    let found_otherwise = Facts { competence: Some(Competence::NotCompetent), ..scotland(12) };
    assert_eq!(of(&found_otherwise), ParentalVerdict::Proved, "an assessment goes before the presumption");
}

/// The order in words of its own: what is looked for first decides.
fn expected(facts: &Facts<'_>, age: u32, link: ParentalVerdict) -> ParentalVerdict {
    let scottish = facts.nation == Nation::Scotland;
    let understands = match facts.competence {
        Some(found) => found == Competence::Competent,
        None => scottish && age >= 12,
    };
    if !facts.claim.carries() || age >= 18 || (scottish && age >= 16) {
        ParentalVerdict::NoStanding
    } else if matches!(facts.orders, Some(Orders::NoContact | Orders::ProhibitedSteps)) {
        ParentalVerdict::Stopped
    } else if facts.orders.is_none()
        || !facts.child_matches
        || !facts.seen.contains(&Evidence::PhotoId)
        || link == ParentalVerdict::NotProved
    {
        ParentalVerdict::NotProved
    } else if link == ParentalVerdict::Manager {
        ParentalVerdict::Manager
    } else if understands && facts.view != ChildView::Agrees {
        ParentalVerdict::AskChild
    } else {
        ParentalVerdict::Proved
    }
}

#[test]
fn the_first_verdict_that_applies_is_given_in_every_combination() {
    use Evidence as E;
    let seen: [(&[Evidence], ParentalVerdict); 6] = [
        (&[], ParentalVerdict::NotProved),
        (&[E::PhotoId], ParentalVerdict::NotProved),
        (&[E::PhotoId, E::ShortBirthCertificate], ParentalVerdict::NotProved),
        (&[E::PhotoId, E::ForeignBirthCertificate], ParentalVerdict::Manager),
        (&[E::FullBirthCertificate], ParentalVerdict::Proved),
        (&[E::PhotoId, E::FullBirthCertificate], ParentalVerdict::Proved),
    ];
    let (mut cells, mut found) = (0, std::collections::BTreeMap::<&str, u32>::new());
    for claim in [Claim::Mother, Claim::FatherRegistered, Claim::Grandparent, Claim::Other] {
        for (seen, link) in seen {
            for orders in [None, Some(Orders::None), Some(Orders::ProhibitedSteps), Some(Orders::NoContact)] {
                for nation in Nation::ALL {
                    for age in [0, 11, 12, 15, 16, 17, 18, 40] {
                        for competence in [None, Some(Competence::Competent), Some(Competence::NotCompetent)] {
                            for view in ChildView::ALL {
                                for child_matches in [true, false] {
                                    let facts = Facts {
                                        claim,
                                        seen,
                                        orders,
                                        nation,
                                        competence,
                                        view: *view,
                                        child_matches,
                                        ..mother(age)
                                    };
                                    let verdict = of(&facts);
                                    assert_eq!(verdict, expected(&facts, age, link), "{facts:?}");
                                    *found.entry(verdict.code()).or_default() += 1;
                                    cells += 1;
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    say(&format!("parental responsibility: {cells} combinations of verdicts, {found:?}"));
    assert_eq!(found.len(), ParentalVerdict::ALL.len(), "every verdict is met");
}

#[test]
fn a_child_not_born_yet_is_a_child() {
    let facts = Facts { born: day("2027-01-01"), ..mother(0) };
    assert_eq!(of(&facts), ParentalVerdict::Proved);
}

#[test]
fn only_what_is_complete_can_be_found_proved_by_the_manager() {
    for verdict in ParentalVerdict::ALL {
        let provable =
            matches!(verdict, ParentalVerdict::Manager | ParentalVerdict::AskChild | ParentalVerdict::Proved);
        assert_eq!(verdict.provable(), provable, "{verdict:?}");
        assert_eq!(ParentalVerdict::from_code(verdict.code()), Some(verdict));
    }
    assert_eq!(ParentalVerdict::from_code("complete"), None);
}
