//! What stands against a release, how long a proof is good, whose answer counts.

use chrono::NaiveDate;
use frontdesk_domain::consent::{Answer, Capacity, Held};
use frontdesk_domain::gate::Nation;
use frontdesk_domain::parental::{
    Barrier, ChildView, Competence, Ends, ParentalVerdict, ReleaseFacts, Said, Verification, barriers, disagreement,
    good_through, heard, speaks_for,
};
use proptest::prelude::*;

use crate::day;

const TODAY: &str = "2026-11-24";

fn proved() -> Verification {
    Verification {
        verdict: ParentalVerdict::Proved,
        proved_on: Some(day("2026-10-01")),
        review_on: Some(day("2027-04-01")),
    }
}

fn facts(born: &str) -> ReleaseFacts {
    ReleaseFacts {
        nation: Nation::England,
        born: day(born),
        by_adult: true,
        verification: Some(proved()),
        competence: None,
        view: ChildView::NotAsked,
        best_interests: false,
        open_blocks: 0,
    }
}

fn against(facts: &ReleaseFacts) -> Vec<Barrier> {
    barriers(facts, day(TODAY))
}

#[test]
fn nothing_stands_against_a_mother_proved_and_in_date() {
    assert_eq!(against(&facts("2016-05-01")), []);
}

#[test]
fn a_request_without_a_link_or_a_proof_is_barred() {
    let of = |verification| against(&ReleaseFacts { verification, ..facts("2016-05-01") });
    assert_eq!(of(None), [Barrier::NotLinked]);
    assert_eq!(of(Some(Verification { proved_on: None, ..proved() })), [Barrier::NotProved]);
    assert_eq!(of(Some(Verification { review_on: None, ..proved() })), [Barrier::NotProved]);
    for verdict in ParentalVerdict::ALL {
        let barred = of(Some(Verification { verdict, ..proved() }));
        assert_eq!(barred.is_empty(), verdict.provable(), "{verdict:?}");
    }
}

#[test]
fn a_proof_is_good_through_its_review_date_and_asked_again_after() {
    let review_on = |on| {
        let verification = Some(Verification { review_on: Some(day(on)), ..proved() });
        against(&ReleaseFacts { verification, ..facts("2016-05-01") })
    };
    assert_eq!(review_on(TODAY), []);
    assert_eq!(review_on("2026-11-23"), [Barrier::OutOfDate { last: day("2026-11-23"), attained: None }]);
}

#[test]
fn the_sixteenth_birthday_ends_what_a_parent_proved_that_morning() {
    let eve = facts("2010-11-25");
    assert_eq!(against(&eve), []);
    let birthday = facts("2010-11-24");
    let ended = Barrier::OutOfDate { last: day("2026-11-23"), attained: Some(16) };
    assert_eq!(against(&birthday), [ended, Barrier::YoungPerson]);
    let scotland = ReleaseFacts { nation: Nation::Scotland, ..birthday };
    assert_eq!(against(&scotland), [Barrier::OfAge { years: 16 }]);
}

#[test]
fn a_proof_made_at_16_is_good_to_the_18th_birthday_with_the_young_persons_word() {
    let at_17 = ReleaseFacts { view: ChildView::Agrees, ..facts("2009-09-30") };
    assert_eq!(against(&at_17), []);
    assert_eq!(against(&ReleaseFacts { view: ChildView::Refuses, ..at_17.clone() }), [Barrier::YoungPerson]);
    assert_eq!(against(&ReleaseFacts { born: day("2008-11-24"), ..at_17 }), [Barrier::OfAge { years: 18 }]);
}

#[test]
fn how_long_a_proof_is_good() {
    let (decided, review) = (day("2026-10-01"), day("2027-04-01"));
    for (born, nation, last, ends) in [
        ("2016-05-01", Nation::England, "2027-04-01", Ends::Review),
        ("2010-12-01", Nation::England, "2026-11-30", Ends::Age(16)),
        ("2010-12-01", Nation::Scotland, "2026-11-30", Ends::Age(16)),
        // Decided at 16 or 17: good to 18.
        ("2010-02-01", Nation::England, "2027-04-01", Ends::Review),
        ("2009-02-01", Nation::Wales, "2027-01-31", Ends::Age(18)),
        // The review comes on the last day: it is the review that ends it.
        ("2011-04-02", Nation::England, "2027-04-01", Ends::Review),
        ("2011-04-01", Nation::England, "2027-03-31", Ends::Age(16)),
    ] {
        assert_eq!(good_through(day(born), nation, decided, review), (day(last), ends), "{born} {nation:?}");
    }
}

#[test]
fn a_child_who_understands_is_asked_and_a_written_reason_may_stand_for_their_word() {
    let understands = ReleaseFacts { competence: Some(Competence::Competent), ..facts("2011-05-01") };
    assert_eq!(against(&understands), [Barrier::AskChild]);
    assert_eq!(against(&ReleaseFacts { view: ChildView::Refuses, ..understands.clone() }), [Barrier::AskChild]);
    assert_eq!(against(&ReleaseFacts { view: ChildView::Agrees, ..understands.clone() }), []);
    assert_eq!(against(&ReleaseFacts { best_interests: true, ..understands }), []);
    let does_not = ReleaseFacts { competence: Some(Competence::NotCompetent), ..facts("2011-05-01") };
    assert_eq!(against(&does_not), []);
}

#[test]
fn a_child_who_asks_for_themselves_is_first_found_to_understand() {
    let own = ReleaseFacts { by_adult: false, verification: None, ..facts("2012-05-01") };
    assert_eq!(against(&own), [Barrier::NotAssessed]);
    assert_eq!(against(&ReleaseFacts { competence: Some(Competence::Competent), ..own.clone() }), []);
    assert_eq!(against(&ReleaseFacts { nation: Nation::Scotland, ..own.clone() }), []);
    assert_eq!(against(&ReleaseFacts { born: day("2010-11-24"), ..own }), [], "from 16 everybody is taken to");
}

#[test]
fn blocks_bar_whatever_else_is_in_order() {
    let blocked = |open_blocks| against(&ReleaseFacts { open_blocks, ..facts("2016-05-01") });
    assert_eq!(blocked(1), [Barrier::Blocked { count: 1 }]);
    assert_eq!(blocked(3), [Barrier::Blocked { count: 3 }]);
    let own = ReleaseFacts { by_adult: false, open_blocks: 1, ..facts("2010-01-01") };
    assert_eq!(against(&own), [Barrier::Blocked { count: 1 }]);
}

#[test]
fn every_barrier_says_what_to_do() {
    for (barrier, part) in [
        (Barrier::NotLinked, "Link it"),
        (Barrier::OfAge { years: 18 }, "18 or over"),
        (Barrier::NotProved, "Decide on it"),
        (Barrier::OutOfDate { last: day("2026-11-23"), attained: Some(16) }, "16 since 24 Nov 2026"),
        (Barrier::OutOfDate { last: day("2026-11-23"), attained: None }, "good through 23 Nov 2026"),
        (Barrier::YoungPerson, "16 or 17"),
        (Barrier::AskChild, "has not agreed"),
        (Barrier::NotAssessed, "A clinician assesses"),
        (Barrier::Blocked { count: 1 }, "A block waits"),
        (Barrier::Blocked { count: 2 }, "2 blocks wait"),
    ] {
        let words = barrier.words();
        assert!(words.contains(part) && words.ends_with('.'), "{words}");
    }
}

#[test]
fn from_sixteen_and_by_assessment_before_a_child_speaks_for_themselves() {
    let speaks = |born, nation, competence| speaks_for(day(born), nation, competence, day(TODAY));
    assert!(speaks("2010-11-24", Nation::England, Some(Competence::NotCompetent)));
    assert!(!speaks("2010-11-25", Nation::England, None));
    assert!(speaks("2010-11-25", Nation::England, Some(Competence::Competent)));
    assert!(speaks("2014-11-24", Nation::Scotland, None));
    assert!(!speaks("2014-11-25", Nation::Scotland, None));
    assert!(!speaks("2014-11-24", Nation::Scotland, Some(Competence::NotCompetent)));
}

fn held(purpose: &str, answer: Answer, capacity: Capacity, at: &str) -> Held {
    Held {
        purpose: purpose.into(),
        answer,
        wording_version: 1,
        capacity,
        born: None,
        at: format!("{at}T10:00:00Z").parse().unwrap(),
    }
}

#[test]
fn a_competent_childs_answer_outranks_a_parents_be_it_earlier_or_later() {
    let understood = "2026-11-10T09:00:00Z".parse().unwrap();
    let since = Some(understood);
    let no = held("photographs", Answer::Refused, Capacity::Patient, "2026-11-12");
    let before = held("photographs", Answer::Given, Capacity::Parent, "2026-11-01");
    let after = held("photographs", Answer::Given, Capacity::Parent, "2026-11-20");
    let other = held("news", Answer::Given, Capacity::Parent, "2026-11-20");
    let attorney = held("photographs", Answer::Given, Capacity::Attorney, "2026-11-21");
    let all = [before.clone(), no.clone(), after.clone(), other.clone(), attorney.clone()];
    assert_eq!(heard(&all, since), [no.clone(), other.clone(), attorney]);
    assert_eq!(heard(&all, None), all, "nobody found that the child understands");
    let said_too_soon = [held("photographs", Answer::Refused, Capacity::Patient, "2026-11-09"), after];
    assert_eq!(heard(&said_too_soon, since), said_too_soon, "said before they were found to understand");
    let that_moment = [Held { at: understood, ..no.clone() }, before];
    assert_eq!(heard(&that_moment, since).len(), 1);
}

fn said<'a>(purpose: &'a str, capacity: Capacity, speaker: &'a str, answer: Answer) -> Said<'a> {
    Said { purpose, capacity, speaker, answer }
}

#[test]
fn two_parents_disagree_where_their_newest_answers_are_a_yes_and_a_no() {
    use Capacity::Parent;
    let yes = said("photographs", Parent, "Ana Silva", Answer::Given);
    let no = said("photographs", Parent, "Rui Silva", Answer::Refused);
    assert_eq!(disagreement(&[yes, no]), Some("photographs"));
    assert_eq!(disagreement(&[no, yes]), Some("photographs"));
    assert_eq!(disagreement(&[yes, Said { answer: Answer::Withdrawn, ..no }]), Some("photographs"));
    assert_eq!(disagreement(&[yes, Said { answer: Answer::NotNow, ..no }]), None);
    assert_eq!(disagreement(&[yes, Said { purpose: "news", ..no }]), None);
    assert_eq!(disagreement(&[yes, Said { speaker: "ana silva", ..no }]), None, "one parent who changed their mind");
    assert_eq!(disagreement(&[yes, no, Said { answer: Answer::Given, ..no }]), None, "they agree since");
    assert_eq!(disagreement(&[yes, Said { capacity: Capacity::Patient, ..no }]), None, "the child is no parent");
    assert_eq!(disagreement(&[]), None);
}

proptest! {
    /// Whatever else is in order, an adult gets nothing without a proof in date.
    #[test]
    fn nothing_is_released_to_an_adult_without_a_proof_in_date(
        days in 0i64..7_000, nation in 0usize..4, competent in any::<Option<bool>>(), view in 0usize..3,
        best_interests in any::<bool>(), proved_ago in 0i64..800, review_in in -400i64..400, verdict in 0usize..6,
    ) {
        let today = day(TODAY);
        let born = today - chrono::Days::new(u64::try_from(days).unwrap_or_default());
        let at = |days: i64| -> NaiveDate { today + chrono::TimeDelta::days(days) };
        let (proved_on, review_on, verdict) = (at(-proved_ago), at(review_in), ParentalVerdict::ALL[verdict]);
        let facts = ReleaseFacts {
            nation: Nation::ALL[nation],
            born,
            by_adult: true,
            verification: Some(Verification { verdict, proved_on: Some(proved_on), review_on: Some(review_on) }),
            competence: competent.map(|yes| if yes { Competence::Competent } else { Competence::NotCompetent }),
            view: ChildView::ALL[view],
            best_interests,
            open_blocks: 0,
        };
        let found = barriers(&facts, today);
        if found.is_empty() {
            prop_assert!(review_on >= today && verdict.provable());
            prop_assert!(good_through(born, facts.nation, proved_on, review_on).0 >= today);
            let speaks = speaks_for(born, facts.nation, facts.competence, today);
            prop_assert!(!speaks || facts.view == ChildView::Agrees || best_interests);
        }
        let blocked = barriers(&ReleaseFacts { open_blocks: 1, ..facts }, today);
        prop_assert_eq!(blocked.len(), found.len() + 1);
    }
}
