//! The clock of a request as it stands today, and the words for it.

use chrono::NaiveDate;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::clock::{Clock, ClockFacts, ClockState, work_out};
use frontdesk_domain::working_day::{Division, shipped};
use frontdesk_store::Conn;
use frontdesk_store::rights_request::{self, EventKind, RequestEvent, RightsRequest};

use crate::error::Result;
use crate::views::board::Tone;

/// Days left from which a request presses.
const SOON: i32 = 3;

/// The clock of a request.
pub(super) async fn clock(
    conn: &mut Conn,
    clinic: &Clinic,
    request: &RightsRequest,
    today: NaiveDate,
) -> Result<Clock> {
    let events = rights_request::events(conn, &request.id).await?;
    Ok(of(clinic, &facts(request, &events), today))
}

/// The clock of facts, under the working days of the clinic's nation.
pub(super) fn of(clinic: &Clinic, facts: &ClockFacts, today: NaiveDate) -> Clock {
    work_out(facts, Division::from(clinic.nation), &shipped(), today)
}

/// What the clock reads: the request, and the newest event of each kind.
pub(super) fn facts(request: &RightsRequest, events: &[RequestEvent]) -> ClockFacts {
    let newest = |kind| events.iter().rev().find(|event| event.kind == kind).map(|event| event.day);
    ClockFacts {
        id_asked: request.id_asked_on,
        id_received: newest(EventKind::IdReceived),
        authority_asked: request.authority_asked_on,
        authority_received: newest(EventKind::AuthorityReceived),
        fee_asked: newest(EventKind::FeeAsked),
        fee_paid: newest(EventKind::FeePaid),
        clarification_asked: newest(EventKind::ClarificationAsked),
        clarification_replied: newest(EventKind::ClarificationReplied),
        extension_told_on: newest(EventKind::ExtensionTold),
        ..ClockFacts::new(request.right, request.received_on)
    }
}

fn days(count: i32) -> String {
    if count == 1 { "1 day".to_string() } else { format!("{count} days") }
}

/// "3 days", "1 day late", "Today"; what it waits for when it does not run.
pub(super) fn word(clock: &Clock) -> String {
    match (clock.state, clock.days_left) {
        (ClockState::NotBegun, _) => "Waiting".to_string(),
        (ClockState::Paused, _) => "Paused".to_string(),
        (ClockState::Running, Some(0)) => "Today".to_string(),
        (ClockState::Running, Some(left)) if left < 0 => format!("{} late", days(-left)),
        (ClockState::Running, Some(left)) => days(left),
        (ClockState::Running, None) => String::new(),
    }
}

/// As [`word`], with "left" where days are left.
pub(super) fn long_word(clock: &Clock) -> String {
    match clock.days_left {
        Some(left) if left > 0 && clock.state == ClockState::Running => format!("{} left", days(left)),
        _ => word(clock),
    }
}

/// Late stops, soon warns; what waits for somebody is told quietly.
pub(super) fn pressing(clock: &Clock) -> Tone {
    match (clock.state, clock.days_left) {
        (ClockState::Running, Some(left)) if left < 0 => Tone::Stop,
        (ClockState::Running, Some(left)) if left <= SOON => Tone::Warn,
        (ClockState::Running, _) => Tone::Rest,
        _ => Tone::Info,
    }
}
