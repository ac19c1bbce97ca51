//! Putting somebody on today's list, and marking them as here.

use chrono::NaiveTime;
use frontdesk_domain::id::{ArrivalId, PatientId};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::arrival::{self, Arrival, State};

use super::{arrivals_of, see_board};
use crate::banner;
use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk};
use crate::views::board::{ArrivalForm, ArrivalView, BoardView};

/// Adds a booking for today or a walk-in. A walk-in is here at once.
pub async fn add_arrival(desk: &OpenDesk, form: ArrivalForm) -> Result<ArrivalView> {
    let time = check(desk, &form)?;
    let patient_id = PatientId(form.patient_id);
    let today = desk.today();
    let mut act = desk.begin(UseCase::AddArrival).await?;
    let (by, at) = (act.by().clone(), act.at.clone());
    banner::held(act.conn(), &patient_id).await?;
    if banner::restricted(act.conn(), &patient_id).await? {
        return Err(DeskError::new(
            "restricted",
            "This record waits to be deleted. Until then it is kept and not used: nothing is booked on it. Ask the practice manager.",
        ));
    }
    let arrivals = arrival::for_patient(act.conn(), &patient_id).await?;
    let open =
        |arrival: &&Arrival| arrival.day == today.day() && matches!(arrival.state, State::Expected | State::Here);
    if let Some(listed) = arrivals.iter().filter(open).find(|arrival| arrival.treatment == form.treatment) {
        let next =
            if listed.state == State::Expected { "Mark them as here instead" } else { "Go on with their check-in" };
        return Err(DeskError::new(
            "already-listed",
            format!("This patient is on today's list at {} already. {next}.", listed.time),
        ));
    }
    let id = ArrivalId(uuid::Uuid::new_v4().to_string());
    let arrival = Arrival {
        id: id.clone(),
        patient_id: patient_id.clone(),
        day: today.day(),
        time,
        treatment: form.treatment,
        walk_in: form.walk_in,
        state: if form.walk_in { State::Here } else { State::Expected },
        here_at: form.walk_in.then(|| at.clone()),
        done_at: None,
        at,
        by,
    };
    arrival::insert(act.conn(), &arrival).await?;
    let view = arrivals_of(desk, act.conn()).await?.into_iter().find(|row| row.arrival_id == id.as_str());
    act.commit(Entry::about("patient", patient_id).with("arrival", id).with("walk_in", form.walk_in)).await?;
    view.ok_or_else(|| DeskError::not_found("arrival"))
}

/// The time as HH:MM; every problem at once.
fn check(desk: &OpenDesk, form: &ArrivalForm) -> Result<String> {
    let mut problems = Vec::new();
    if desk.clinic().treatment(&form.treatment).is_none() {
        problems.push(FieldProblem::new("treatment", "treatment-missing", "Choose what they come for."));
    }
    let typed = form.time.trim();
    let time = if typed.is_empty() && form.walk_in { Some(desk.clock().time()) } else { read_time(typed) };
    if time.is_none() {
        problems.push(FieldProblem::new(
            "time",
            "time-unknown",
            "Enter the time as hours and minutes, for example 10:30.",
        ));
    }
    match time {
        Some(time) if problems.is_empty() => Ok(time),
        _ => Err(DeskError::fields(problems)),
    }
}

/// `10:30`, `9.05`, `0930` and `930` as HH:MM.
fn read_time(typed: &str) -> Option<String> {
    let (hours, minutes) = match typed.split_once([':', '.']) {
        Some(parts) => parts,
        None if matches!(typed.len(), 3 | 4) && typed.is_ascii() => typed.split_at(typed.len() - 2),
        None => return None,
    };
    let number = |text: &str, least: usize| {
        (text.len() >= least && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let time = NaiveTime::from_hms_opt(number(hours, 1)?, number(minutes, 2)?, 0)?;
    Some(time.format("%H:%M").to_string())
}

/// The patient has come.
pub async fn mark_here(desk: &OpenDesk, arrival_id: String) -> Result<BoardView> {
    let id = ArrivalId(arrival_id);
    let mut act = desk.begin(UseCase::MarkHere).await?;
    let at = act.at.clone();
    let Some(held) = arrival::get(act.conn(), &id).await? else {
        return Err(DeskError::not_found("arrival"));
    };
    if held.day != desk.today().day() {
        return Err(DeskError::new(
            "arrival-of-another-day",
            "This booking is not for today. Add them to today's list instead.",
        ));
    }
    if !arrival::mark_here(act.conn(), &id, &at).await? {
        return Err(DeskError::new(
            "arrival-not-expected",
            "This patient was marked already. Look at the list as it is now.",
        ));
    }
    act.commit(Entry::about("patient", held.patient_id).with("arrival", id)).await?;
    see_board(desk).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_the_ways_people_type_it() {
        for (typed, read) in [
            ("10:30", "10:30"),
            ("9:05", "09:05"),
            ("9.05", "09:05"),
            ("0930", "09:30"),
            ("930", "09:30"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(read_time(typed).as_deref(), Some(read), "{typed}");
        }
        for typed in ["", "10", "24:00", "10:60", "10:5", "ten", "１０:３０", "1:2:3", "+1:30", "é30"] {
            assert_eq!(read_time(typed), None, "{typed}");
        }
    }
}
