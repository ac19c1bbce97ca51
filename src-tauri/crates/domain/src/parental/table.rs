//! The decision table: claim x papers x nation x date of birth, each row with its source.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::codes::{Claim, Evidence};
use crate::gate::Nation;

/// What papers show of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// They prove it.
    Enough,
    /// Only the practice manager can judge them.
    Manager,
    /// More is needed.
    NotEnough,
}

/// One way to prove a claim.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Row {
    /// The claim.
    pub capacity: Claim,
    /// The papers, all of them together.
    pub papers: Vec<Evidence>,
    /// Where.
    pub nations: Vec<Nation>,
    /// For children born on this day or later.
    pub born_from: Option<NaiveDate>,
    /// For children born before this day.
    pub born_before: Option<NaiveDate>,
    /// Enough, or for the manager.
    pub result: Link,
    /// Statute, or the clinic's policy.
    pub source: String,
}

impl Row {
    /// Whether it is about this claim, here, for a child born on this day.
    fn about(&self, claim: Claim, nation: Nation, born: NaiveDate) -> bool {
        self.capacity == claim
            && self.nations.contains(&nation)
            && self.born_from.is_none_or(|from| from <= born)
            && self.born_before.is_none_or(|before| born < before)
    }
}

/// A claim that carries no responsibility.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithoutStanding {
    /// The claim.
    pub capacity: Claim,
    /// Why.
    pub source: String,
}

/// The table as shipped.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Table {
    /// Ways to prove a claim.
    pub rows: Vec<Row>,
    /// Claims that carry none.
    pub without_standing: Vec<WithoutStanding>,
    /// What each paper shows when it does not prove a claim.
    pub not_enough: BTreeMap<Evidence, String>,
}

#[allow(clippy::expect_used, reason = "the table is part of the program; a test reads it")]
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/parental.json")).expect("the shipped table can be read")
});

/// The shipped table.
pub fn table() -> &'static Table {
    &TABLE
}

impl Table {
    /// The ways to prove a claim here, for a child born on this day.
    pub fn ways(&self, claim: Claim, nation: Nation, born: NaiveDate) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.about(claim, nation, born))
    }

    /// What the papers seen show, and by which row. A row that is enough goes before one for the manager.
    pub fn link(&self, claim: Claim, seen: &[Evidence], nation: Nation, born: NaiveDate) -> (Link, Option<&Row>) {
        let shown = |row: &&Row| row.papers.iter().all(|paper| seen.contains(paper));
        let of = |result: Link| self.ways(claim, nation, born).filter(shown).find(|row| row.result == result);
        match (of(Link::Enough), of(Link::Manager)) {
            (Some(row), _) => (Link::Enough, Some(row)),
            (None, Some(row)) => (Link::Manager, Some(row)),
            (None, None) => (Link::NotEnough, None),
        }
    }
}

/// What one paper does for a claim, for who chooses papers on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// It proves the claim with the adult's photo document.
    Enough,
    /// It does with another paper.
    Part,
    /// The practice manager judges it.
    Manager,
    /// It does not help.
    NotEnough,
}

/// What one paper does for a claim.
pub fn means(claim: Claim, paper: Evidence, nation: Nation, born: NaiveDate) -> Means {
    let table = table();
    match table.link(claim, &[paper], nation, born).0 {
        Link::Enough => Means::Enough,
        Link::Manager => Means::Manager,
        Link::NotEnough if table.ways(claim, nation, born).any(|row| row.papers.contains(&paper)) => Means::Part,
        Link::NotEnough => Means::NotEnough,
    }
}
