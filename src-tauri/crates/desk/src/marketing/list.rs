//! The list of who said yes, by channel, as a file. Health data cannot choose who is on it: the form has the channel alone.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use frontdesk_documents::{Column, Register};
use frontdesk_domain::catalogue::{Clinic, MarketingChannel};
use frontdesk_domain::consent::due;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::marketing::handle::reached;
use frontdesk_domain::marketing::list::{Candidate, LeftOut, ListForm, Place, blocks, place};
use frontdesk_domain::role::UseCase;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::patient::{self, Patient};
use frontdesk_store::{Conn, consent_answer, rights_request};

use crate::answers::Answers;
use crate::entrance::blocking;
use crate::error::Result;
use crate::open::{Entry, OpenDesk, lock};
use crate::paper::letterhead;
use crate::papers::Form;
use crate::views::marketing::{LeftOutView, MarketingListView};

/// Makes the list of a channel as a CSV file, to be saved with `save_document`.
pub async fn make_marketing_list(desk: &OpenDesk, form: ListForm) -> Result<MarketingListView> {
    let today = desk.today();
    let (channel, clinic) = (form.channel, desk.clinic());
    let mut act = desk.begin(UseCase::MakeMarketingList).await?;
    let patients = patient::count(act.conn()).await?;
    let blocked = blocked(act.conn()).await?;
    let (mut on, mut left) = (Vec::new(), BTreeMap::<LeftOut, u32>::new());
    for id in consent_answer::answered_channel(act.conn(), channel).await? {
        let Some(patient) = patient::get(act.conn(), &id).await? else { continue };
        let answers = Answers::load(act.conn(), &patient).await?;
        let is = &patient.particulars;
        let candidate = Candidate {
            newest: answers.newest_about(channel).map(|newest| newest.answer),
            stands: still_yes(&clinic, &answers, channel, is.born, today),
            suppressed: answers.stands.iter().any(|stand| stand.channel == channel && stand.standing.suppressed()),
            born: is.born,
            born_estimated: is.born_estimated,
            blocked: blocked.contains(&id),
            reachable: reached(is, channel).is_some(),
        };
        match place(&candidate, today) {
            Place::On => on.push(patient),
            Place::NoYes => {}
            Place::Left(why) => *left.entry(why).or_default() += 1,
        }
    }
    on.sort_by_key(|patient| (name(patient).to_lowercase(), patient.reference.clone()));
    let rows = u32::try_from(on.len()).unwrap_or(u32::MAX);
    let values = Register {
        clinic: letterhead(&clinic),
        title: format!("News and offers by {}", channel.words()),
        filters: String::new(),
        made: String::new(),
        reference: String::new(),
        date: today.day(),
        landscape: false,
        columns: columns(channel).iter().map(|text| Column { heading: (*text).to_string(), share: 1.0 }).collect(),
        rows: on.iter().map(|patient| cells(patient, channel)).collect(),
        notes: Vec::new(),
    };
    let title = values.title.clone();
    let bytes = blocking(move || frontdesk_documents::register_csv(&values)).await??;
    let mut entry = Entry::about("marketing-list", channel.code()).with("rows", rows);
    for (why, count) in &left {
        entry = entry.with_part("left-out", why.code(), *count);
    }
    act.commit(entry.clone()).await?;
    let file = lock(&desk.papers).keep_file(&title, Form::Csv, bytes, entry, rows);
    let left_out = LeftOut::ALL.into_iter().filter_map(|why| {
        let count = *left.get(&why)?;
        Some(LeftOutView { code: why.code().to_string(), words: why.words(channel), count })
    });
    Ok(MarketingListView {
        document_id: file.document_id,
        title: file.title,
        rows,
        left_out: left_out.collect(),
        patients,
    })
}

/// Whether the newest answer for the channel is a yes that stands today.
fn still_yes(clinic: &Clinic, answers: &Answers, channel: MarketingChannel, born: NaiveDate, today: Today) -> bool {
    let Some(newest) = answers.newest_about(channel) else { return false };
    let purpose = clinic.purposes.iter().find(|purpose| purpose.id == newest.purpose);
    // A purpose that left the catalogue is no ground for news any more.
    let Some(purpose) = purpose else { return false };
    let Some(wording) = purpose.wording.as_deref().and_then(|id| clinic.wording(id)) else { return false };
    let counted = answers.counted(clinic);
    counted.newest(&purpose.id).is_some_and(|held| due(purpose, wording, held, born, today).is_none())
}

/// Whose open request news would run against.
async fn blocked(conn: &mut Conn) -> Result<HashSet<PatientId>> {
    let open = rights_request::open(conn).await?;
    Ok(open.into_iter().filter(|request| blocks(request.right)).map(|request| request.patient_id).collect())
}

fn name(patient: &Patient) -> String {
    patient.particulars.list_name()
}

/// No more than it takes to send: the reference is there so that an answer finds its record.
fn columns(channel: MarketingChannel) -> &'static [&'static str] {
    match channel {
        MarketingChannel::Email => &["Reference", "Name", "Email"],
        MarketingChannel::Text | MarketingChannel::Phone => &["Reference", "Name", "Phone"],
        MarketingChannel::Post => &["Reference", "Name", "Address", "Postcode"],
    }
}

fn cells(patient: &Patient, channel: MarketingChannel) -> Vec<String> {
    let is = &patient.particulars;
    let called = is.preferred_name.as_ref().unwrap_or(&is.given_names);
    let mut cells = vec![patient.reference.clone(), format!("{called} {}", is.surname)];
    let text = |of: &Option<String>| of.clone().unwrap_or_default();
    match channel {
        MarketingChannel::Email => cells.push(text(&is.email)),
        MarketingChannel::Text | MarketingChannel::Phone => cells.push(text(&is.phone)),
        MarketingChannel::Post => {
            cells.push(text(&is.address).replace('\n', ", "));
            cells.push(text(&is.postcode));
        }
    }
    cells
}
