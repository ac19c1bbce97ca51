//! Working days of the three legal divisions: Monday to Friday, less the bank holidays.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Division {
    EnglandAndWales,
    Scotland,
    NorthernIreland,
}

impl Division {
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// The code used in data: `england-and-wales`, `scotland`, `northern-ireland`.
    pub fn code(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|division| division.code() == code)
    }
}

impl From<crate::gate::Nation> for Division {
    fn from(nation: crate::gate::Nation) -> Self {
        use crate::gate::Nation;
        match nation {
            Nation::England | Nation::Wales => Self::EnglandAndWales,
            Nation::Scotland => Self::Scotland,
            Nation::NorthernIreland => Self::NorthernIreland,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BankHoliday {
    pub date: NaiveDate,
    pub division: Division,
    pub name: String,
}

/// The dated table: complete from `from` to `until`, both included. One-off days are further rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BankHolidays {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub days: Vec<BankHoliday>,
}

impl BankHolidays {
    pub fn name_of(&self, date: NaiveDate, division: Division) -> Option<&str> {
        self.days.iter().find(|day| day.date == date && day.division == division).map(|day| day.name.as_str())
    }

    pub fn covers(&self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.until
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RolledDate {
    pub date: NaiveDate,
    /// The date lies outside the table, so a bank holiday may be missing: say so.
    pub beyond_table: bool,
}

/// `date` itself when it is a working day, else the first working day after it.
pub fn next_working_day(date: NaiveDate, division: Division, holidays: &BankHolidays) -> RolledDate {
    let mut day = date;
    while !is_working_day(day, division, holidays) {
        match day.succ_opt() {
            Some(next) => day = next,
            None => break,
        }
    }
    RolledDate { date: day, beyond_table: !holidays.covers(date) || !holidays.covers(day) }
}

pub fn is_working_day(date: NaiveDate, division: Division, holidays: &BankHolidays) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && holidays.name_of(date, division).is_none()
}

/// The shipped table, 2024 to 2030, made by `scripts/bank-holidays.py`. A clinic's own rows are added to it.
pub fn shipped() -> BankHolidays {
    read_table(include_str!("../data/bank-holidays.csv"))
}

/// Reads the shipped form: a line `from,until`, then a line per day `date,division,name`. Lines starting with `#`, and
/// lines that are neither, are left out: the test beside this reads every line of the shipped file.
fn read_table(text: &str) -> BankHolidays {
    let mut table = BankHolidays { from: NaiveDate::MAX, until: NaiveDate::MIN, days: Vec::new() };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.splitn(3, ',');
        let (first, second, name) = (cells.next(), cells.next(), cells.next());
        let Some(date) = first.and_then(|cell| cell.parse::<NaiveDate>().ok()) else {
            continue;
        };
        let second = second.unwrap_or_default();
        if let Ok(until) = second.parse::<NaiveDate>() {
            (table.from, table.until) = (date, until);
        } else if let (Some(division), Some(name)) = (Division::from_code(second), name) {
            table.days.push(BankHoliday { date, division, name: name.to_owned() });
        }
    }
    table
}
