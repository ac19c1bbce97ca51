//! The working of a clock, line by line as the desk reads it.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Clock, ClockFacts, ClockState, Right, Step};
use crate::date_entry::{show, show_with_weekday};
use crate::working_day::{BankHolidays, Division, RolledDate, next_working_day};

pub(super) struct Sheet<'a> {
    pub division: Division,
    pub holidays: &'a BankHolidays,
    pub working: Vec<Step>,
    pub warnings: Vec<String>,
}

/// How long a question about scope stopped the clock.
enum Pause {
    None,
    Open {
        asked: NaiveDate,
    },
    /// `work`: days from asking to the reply. `legal`: both ends counted. Only days after the start count in either.
    Closed {
        asked: NaiveDate,
        replied: NaiveDate,
        work: u64,
        legal: u64,
    },
}

impl Sheet<'_> {
    pub fn request(mut self, facts: &ClockFacts, today: NaiveDate) -> Clock {
        self.step("Received", facts.received);
        self.say_what_cannot_wait(facts.right);
        let Some(start) = self.start(facts) else {
            return self.stopped(
                ClockState::NotBegun,
                None,
                facts.extension_told_on.is_some() && can_extend(facts.right),
            );
        };
        let month_on = months_after(start, 1);
        let pause = self.pause(facts, start, month_on);
        if let Pause::Open { asked } = pause {
            self.step("Asked which records are meant. Paused until the answer comes", asked);
            // While it waits the clock cannot run out, so telling of an extension is in time.
            let in_time = |told: NaiveDate| told < month_on || told >= asked;
            let extended = can_extend(facts.right) && facts.extension_told_on.is_some_and(in_time);
            return self.stopped(ClockState::Paused, Some(start), extended);
        }
        let (work_days, legal_days) = match pause {
            Pause::Closed { work, legal, .. } => (work, legal),
            _ => (0, 0),
        };
        let extend_before = days_after(month_on, work_days);
        let extended = self.extended(facts, extend_before);
        let base = if extended { months_after(start, 3) } else { month_on };
        self.step(if extended { "Three months on, as extended" } else { "One month on" }, base);
        if let Pause::Closed { asked, replied, work, .. } = pause {
            let text = format!("Paused {} to {}, to ask which records", short(asked), short(replied));
            self.working.push(Step { text, date: None, days: i32::try_from(work).ok() });
        }
        let due = self.roll(days_after(base, work_days));
        let limit = self.limit(base, legal_days, due);
        if today > limit {
            self.warnings.push(format!(
                "The legal limit passed on {}. Answer now and tell the practice manager.",
                show_with_weekday(limit)
            ));
        }
        Clock {
            state: ClockState::Running,
            start: Some(start),
            work_to: Some(due),
            legal_limit: Some(limit),
            extend_before: (can_extend(facts.right) && !extended).then_some(extend_before),
            extended,
            days_left: days_between(today, due),
            working: self.working,
            warnings: self.warnings,
        }
    }

    /// Acknowledge within 30 days, counted from the day after receipt. Nothing pauses or extends it.
    pub fn complaint(mut self, facts: &ClockFacts, today: NaiveDate) -> Clock {
        self.step("Received", facts.received);
        let day = days_after(facts.received, 30);
        self.step("30 days, counted from the day after", day);
        let due = self.roll(day);
        let waited = [
            facts.id_asked,
            facts.authority_asked,
            facts.fee_asked,
            facts.clarification_asked,
            facts.extension_told_on,
        ];
        if waited.iter().any(Option::is_some) {
            self.warnings.push("Nothing pauses or extends the time to acknowledge a complaint.".to_owned());
        }
        if today > due {
            self.warnings
                .push(format!("The time to acknowledge passed on {}. Acknowledge now.", show_with_weekday(due)));
        }
        Clock {
            state: ClockState::Running,
            start: Some(facts.received),
            work_to: Some(due),
            legal_limit: Some(due),
            extend_before: None,
            extended: false,
            days_left: days_between(today, due),
            working: self.working,
            warnings: self.warnings,
        }
    }

    /// The latest of what was waited for, or `None` while something is missing.
    fn start(&mut self, facts: &ClockFacts) -> Option<NaiveDate> {
        let waits = [
            (facts.id_asked, facts.id_received, "Proof of identity"),
            (facts.authority_asked, facts.authority_received, "Written authority"),
            (facts.fee_asked, facts.fee_paid, "The fee"),
        ];
        let mut start = Some(facts.received);
        for (asked, came, what) in waits {
            match (asked, came) {
                (Some(_), Some(came)) => {
                    self.step(&format!("{what} came"), came);
                    start = start.map(|latest| latest.max(came));
                }
                (Some(asked), None) => {
                    self.step(&format!("{what} asked for. The clock begins when it comes"), asked);
                    start = None;
                }
                // What came without being asked for holds nothing up.
                (None, _) => {}
            }
        }
        start
    }

    fn pause(&mut self, facts: &ClockFacts, start: NaiveDate, month_on: NaiveDate) -> Pause {
        let Some(asked) = facts.clarification_asked else {
            return Pause::None;
        };
        if facts.right != Right::Access {
            self.warn("Only an access request pauses while a question is open. This one runs on.");
            return Pause::None;
        }
        let without =
            if facts.extension_told_on.is_some_and(|told| told < month_on) { months_after(start, 3) } else { month_on };
        if asked > next_working_day(without, self.division, self.holidays).date {
            self.warn("The question was asked after the last day, so it pauses nothing.");
            return Pause::None;
        }
        match facts.clarification_replied {
            None => Pause::Open { asked },
            Some(replied) if replied < asked => {
                self.warn("The answer is dated before the question, so nothing was paused. Check both dates.");
                Pause::None
            }
            Some(replied) => {
                let work = count(asked.max(start), replied);
                let legal = if asked > start { work + 1 } else { work };
                if replied <= start {
                    return Pause::None;
                }
                Pause::Closed { asked, replied, work, legal }
            }
        }
    }

    fn extended(&mut self, facts: &ClockFacts, before: NaiveDate) -> bool {
        let Some(told) = facts.extension_told_on else {
            return false;
        };
        if !can_extend(facts.right) {
            self.warn("This kind of request cannot be extended.");
            return false;
        }
        if told < facts.received {
            self.warn("The extension is dated before the request came. Check both dates.");
            return false;
        }
        if told >= before {
            self.warnings.push(format!(
                "Told of an extension on {}, which had to be before {}. It does not extend.",
                show(told),
                show(before)
            ));
            return false;
        }
        true
    }

    fn roll(&mut self, day: NaiveDate) -> NaiveDate {
        let rolled = next_working_day(day, self.division, self.holidays);
        if rolled.date == day {
            self.step("Lands on a working day, so it stays", day);
        } else {
            self.step(&format!("{} is {}, next working day", short(day), self.why_not_worked(day)), rolled.date);
        }
        self.mind_the_table(rolled);
        rolled.date
    }

    fn limit(&mut self, base: NaiveDate, legal_days: u64, due: NaiveDate) -> NaiveDate {
        if legal_days == 0 {
            return due;
        }
        let day = days_after(base, legal_days);
        let rolled = next_working_day(day, self.division, self.holidays);
        let moved =
            if rolled.date == day { String::new() } else { format!(", {}, next working day", short_with_weekday(day)) };
        self.step(&format!("Limit counts both end days: + {legal_days}{moved}"), rolled.date);
        self.mind_the_table(rolled);
        rolled.date
    }

    fn why_not_worked(&self, day: NaiveDate) -> String {
        match (self.holidays.name_of(day, self.division), day.weekday()) {
            (Some(name), _) => name.to_owned(),
            (None, Weekday::Sat) => "a Saturday".to_owned(),
            (None, _) => "a Sunday".to_owned(),
        }
    }

    fn mind_the_table(&mut self, rolled: RolledDate) {
        if rolled.beyond_table {
            let warning = format!(
                "The bank-holiday table covers {} to {}. Check {} against the government's list, then add the missing year.",
                show(self.holidays.from),
                show(self.holidays.until),
                show_with_weekday(rolled.date)
            );
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
    }

    fn say_what_cannot_wait(&mut self, right: Right) {
        match right {
            Right::StopMarketing => {
                self.warn("Stop the marketing today. The month is for telling the person, not for stopping.")
            }
            Right::Withdraw => {
                self.warn("A withdrawn consent ends today. The month is for telling the person, not for stopping.")
            }
            _ => {}
        }
    }

    fn stopped(self, state: ClockState, start: Option<NaiveDate>, extended: bool) -> Clock {
        Clock {
            state,
            start,
            work_to: None,
            legal_limit: None,
            extend_before: None,
            extended,
            days_left: None,
            working: self.working,
            warnings: self.warnings,
        }
    }

    fn step(&mut self, text: &str, date: NaiveDate) {
        self.working.push(Step { text: text.to_owned(), date: Some(date), days: None });
    }

    fn warn(&mut self, text: &str) {
        self.warnings.push(text.to_owned());
    }
}

/// Two further months are for the rights of articles 15 to 21(1); stopping marketing and withdrawal do not wait.
fn can_extend(right: Right) -> bool {
    !matches!(right, Right::StopMarketing | Right::Withdraw | Right::Complaint)
}

/// The corresponding date; where there is none, the last day of that month.
fn months_after(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

fn days_after(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn count(from: NaiveDate, to: NaiveDate) -> u64 {
    u64::try_from((to - from).num_days()).unwrap_or(0)
}

fn days_between(from: NaiveDate, to: NaiveDate) -> Option<i32> {
    i32::try_from((to - from).num_days()).ok()
}

fn short(date: NaiveDate) -> String {
    date.format("%-d %b").to_string()
}

fn short_with_weekday(date: NaiveDate) -> String {
    date.format("%a %-d %b").to_string()
}
