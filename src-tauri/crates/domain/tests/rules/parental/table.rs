//! The decision table against a second statement of the law, written apart from it.

use chrono::NaiveDate;
use frontdesk_domain::gate::Nation;
use frontdesk_domain::parental::{Claim, Evidence, Link, Means, means, table};
use proptest::prelude::*;

use crate::{day, say};

/// Every paper that can be shown beside the adult's own photo document.
fn papers() -> Vec<Evidence> {
    Evidence::ALL.iter().copied().filter(|paper| *paper != Evidence::PhotoId).collect()
}

/// A child born before every date of registration, and one born after.
fn births() -> [NaiveDate; 2] {
    [day("2001-06-01"), day("2015-06-01")]
}

/// The law, said a second time: which papers are enough, which are for the practice manager.
fn law(claim: Claim, seen: &[Evidence], registered_since: bool) -> Link {
    use Evidence as E;
    let has = |paper| seen.contains(&paper);
    let birth = |enough: bool| match (has(E::FullBirthCertificate) && enough, has(E::ForeignBirthCertificate) && enough)
    {
        (true, _) => Link::Enough,
        (false, true) => Link::Manager,
        (false, false) => Link::NotEnough,
    };
    let by = |enough: bool, manager: bool| match (enough, manager) {
        (true, _) => Link::Enough,
        (false, true) => Link::Manager,
        (false, false) => Link::NotEnough,
    };
    match claim {
        Claim::Mother | Claim::SecondParent => birth(true),
        Claim::FatherRegistered if registered_since => birth(true),
        // A registration before the law changed gives nothing by itself: there may be a later one.
        Claim::FatherRegistered => by(false, has(E::FullBirthCertificate) || has(E::ForeignBirthCertificate)),
        Claim::FatherMarried => birth(has(E::MarriageCertificate)),
        Claim::AgreementOrOrder | Claim::StepParent => by(has(E::CourtStampedAgreement) || has(E::CourtOrder), false),
        Claim::Adopter => by(has(E::AdoptionCertificate), false),
        Claim::ParentalOrder => by(has(E::ParentalOrder), false),
        Claim::Guardian => by(has(E::GuardianAppointment) || has(E::CourtOrder), false),
        Claim::SpecialGuardian | Claim::LivesWithOrder => by(has(E::CourtOrder), false),
        Claim::LocalAuthority => by(has(E::CareOrder), has(E::CourtOrder) || has(E::EmergencyProtectionOrder)),
        Claim::EmergencyProtection => {
            by(false, has(E::EmergencyProtectionOrder) || has(E::CourtOrder) || has(E::CareOrder))
        }
        Claim::Grandparent | Claim::FosterCarer | Claim::Partner | Claim::DelegatedCarer | Claim::Other => {
            Link::NotEnough
        }
    }
}

/// Every claim with a set of papers, in each nation, for a child of before and after; returns the cells looked at.
fn every_cell(seen: &[Evidence]) -> usize {
    let mut cells = 0;
    for claim in Claim::ALL {
        for nation in Nation::ALL {
            for born in births() {
                let (link, row) = table().link(*claim, seen, nation, born);
                assert_eq!(link, law(*claim, seen, born.year_of() > 2006), "{claim:?} {seen:?} {nation:?} {born}");
                assert_eq!(row.is_some(), link != Link::NotEnough);
                if let Some(row) = row {
                    assert!(row.result == link && row.source.len() > 10 && row.nations.contains(&nation));
                }
                cells += 1;
            }
        }
    }
    cells
}

trait YearOf {
    fn year_of(&self) -> i32;
}

impl YearOf for NaiveDate {
    fn year_of(&self) -> i32 {
        chrono::Datelike::year(self)
    }
}

/// Every set of at most `most` papers.
fn sets(most: u32) -> impl Iterator<Item = Vec<Evidence>> {
    let papers = papers();
    (0u32..1 << papers.len()).filter(move |bits| bits.count_ones() <= most).map(move |bits| {
        papers.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, paper)| *paper).collect()
    })
}

#[test]
fn every_claim_with_every_three_papers_in_every_nation_is_as_the_law_says() {
    let cells: usize = sets(3).map(|seen| every_cell(&seen)).sum();
    say(&format!("parental responsibility: {cells} cells of the table, {} rows", table().rows.len()));
    assert_eq!(cells, 576 * Claim::ALL.len() * 4 * 2);
}

#[test]
#[ignore = "millions of cells: make torture"]
fn every_claim_with_every_set_of_papers_is_as_the_law_says() {
    let cells: usize = sets(u32::MAX).map(|seen| every_cell(&seen)).sum();
    say(&format!("parental responsibility: {cells} cells of the whole table"));
    assert_eq!(cells, (1 << papers().len()) * Claim::ALL.len() * 4 * 2);
}

#[test]
fn a_father_is_registered_from_the_day_the_law_changed_in_each_nation() {
    for (nation, from) in [
        (Nation::England, "2003-12-01"),
        (Nation::Wales, "2003-12-01"),
        (Nation::NorthernIreland, "2002-04-15"),
        (Nation::Scotland, "2006-05-04"),
    ] {
        let link = |born| table().link(Claim::FatherRegistered, &[Evidence::FullBirthCertificate], nation, born).0;
        assert_eq!(link(day(from)), Link::Enough, "{nation:?}");
        assert_eq!(link(day(from).pred_opt().unwrap()), Link::Manager, "{nation:?}");
        for born in [day(from), day(from).pred_opt().unwrap()] {
            let ways = table().ways(Claim::FatherRegistered, nation, born);
            assert_eq!(
                ways.count(),
                2,
                "one row for a certificate from here, one for one from abroad: {nation:?} {born}"
            );
        }
    }
}

#[test]
fn every_row_names_its_source_and_is_a_way_that_some_paper_opens() {
    for row in &table().rows {
        assert!(!row.papers.is_empty() && !row.nations.is_empty(), "{row:?}");
        assert!(row.source.contains(' ') && row.result != Link::NotEnough, "{row:?}");
        assert!(row.capacity.carries(), "{row:?}");
    }
}

#[test]
fn every_claim_has_a_way_in_every_nation_or_is_named_with_why_it_has_none() {
    for claim in Claim::ALL {
        for nation in Nation::ALL {
            assert_eq!(table().ways(*claim, nation, births()[1]).count() > 0, claim.carries(), "{claim:?} {nation:?}");
        }
        let named: Vec<_> = table().without_standing.iter().filter(|row| row.capacity == *claim).collect();
        assert_eq!(named.len(), usize::from(!claim.carries()), "{claim:?}");
        assert!(named.iter().all(|row| row.source.contains("no parental responsibility")));
    }
}

#[test]
fn every_paper_says_what_it_lacks_where_it_is_not_enough() {
    for paper in Evidence::ALL {
        assert!(table().not_enough.get(paper).is_some_and(|why| why.len() > 10), "{paper:?}");
    }
    let why = |paper| table().not_enough[&paper].as_str();
    assert_eq!(why(Evidence::ShortBirthCertificate), "names no parent");
    assert_eq!(why(Evidence::SharedSurname), "shows no responsibility");
    assert_eq!(why(Evidence::SchoolLetter), "shows no responsibility");
}

#[test]
fn one_paper_alone_is_enough_a_part_for_the_manager_or_nothing() {
    let one = |claim, paper| means(claim, paper, Nation::England, births()[1]);
    assert_eq!(one(Claim::Mother, Evidence::FullBirthCertificate), Means::Enough);
    assert_eq!(one(Claim::Mother, Evidence::ForeignBirthCertificate), Means::Manager);
    assert_eq!(one(Claim::Mother, Evidence::ShortBirthCertificate), Means::NotEnough);
    assert_eq!(one(Claim::FatherMarried, Evidence::FullBirthCertificate), Means::Part);
    assert_eq!(one(Claim::FatherMarried, Evidence::MarriageCertificate), Means::Part);
    assert_eq!(one(Claim::Grandparent, Evidence::CourtOrder), Means::NotEnough);
    assert_eq!(one(Claim::LocalAuthority, Evidence::CourtOrder), Means::Manager);
}

#[test]
fn every_code_of_the_words_reads_back() {
    for claim in Claim::ALL {
        assert_eq!(Claim::from_code(claim.code()), Some(*claim));
        assert!(claim.words().chars().next().is_some_and(char::is_uppercase));
    }
    for paper in Evidence::ALL {
        assert_eq!(Evidence::from_code(paper.code()), Some(*paper));
        assert!(!paper.words().is_empty());
    }
    assert_eq!((Claim::from_code(""), Evidence::from_code("passport")), (None, None));
}

proptest! {
    /// Another paper never takes away what the others show.
    #[test]
    fn another_paper_never_makes_a_link_worse(
        claim in 0..Claim::ALL.len(), bits in 0u32..1 << 15, more in 0usize..15, nation in 0usize..4, late in any::<bool>(),
    ) {
        let all = papers();
        let seen: Vec<Evidence> =
            all.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, paper)| *paper).collect();
        let with: Vec<Evidence> = seen.iter().copied().chain([all[more]]).collect();
        let (claim, nation, born) = (Claim::ALL[claim], Nation::ALL[nation], births()[usize::from(late)]);
        let worth = |link| match link {
            Link::NotEnough => 0,
            Link::Manager => 1,
            Link::Enough => 2,
        };
        let (before, after) = (table().link(claim, &seen, nation, born).0, table().link(claim, &with, nation, born).0);
        prop_assert!(worth(before) <= worth(after));
    }
}
