//! What an adult takes away: a receipt of what was shown and what is still needed; a refusal with reasons and routes.
//!
//! Neither page can say that an order or a block exists: what stops a request stands in the same words as what is still being
//! decided. No word on them is typed by anybody, and neither says whether the clinic holds anything on the child.

use frontdesk_documents::{Notice, NoticeSection, PrintSize};
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::id::ParentalId;
use frontdesk_domain::parental::{Evidence, ParentalVerdict, needed};
use frontdesk_domain::role::UseCase;
use frontdesk_store::parental_record::{self, ParentalRecord};
use frontdesk_store::{Conn, request_outcome, rights_request};

use super::child::Child;
use super::page::form_of;
use super::requester;
use crate::clock::day_words;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::open::{Act, Entry, OpenDesk, lock};
use crate::paper::letterhead;
use crate::request::right_name;
use crate::views::paper::{DocumentView, PaperSize};

/// Makes the receipt of a record: what the adult showed, and what is still needed.
pub async fn make_parental_receipt(desk: &OpenDesk, parental_id: String, size: PaperSize) -> Result<DocumentView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::MakeParentalReceipt).await?;
    let child = child_of(desk, act.conn(), &parental_id).await?;
    let record = find(&child, &parental_id)?;
    let verdict = child.verdict(record, today);
    let mut sections = vec![NoticeSection {
        heading: "What you showed and told us".into(),
        rows: shown(record),
        paragraphs: vec!["We looked at your papers and gave them back. We keep no copies.".into()],
        items: Vec::new(),
    }];
    let still: Vec<String> = if verdict == ParentalVerdict::NotProved {
        let needed = needed(&form_of(record), record.requester.identified, child.clinic.nation, child.born());
        needed.into_iter().map(|needed| needed.bring).collect()
    } else {
        Vec::new()
    };
    sections.push(if still.is_empty() {
        section("What happens next", vec![NEXT.into()])
    } else {
        listed("What we still need", still)
    });
    sections.push(section("Your data", vec![kept_words(&child.clinic)]));
    let notice = Notice {
        clinic: letterhead(&child.clinic),
        addressee: vec![record.requester.name()],
        reference: number(&record.adult_id),
        date: today.day(),
        title: "Receipt: proof of parental responsibility".into(),
        salutation: None,
        opening: vec![format!(
            "You spoke to our front desk on {} about a child.",
            day_words(crate::clock::local_date(&record.at).unwrap_or(today.day()))
        )],
        sections,
        closing: vec![desk.who().name, child.clinic.name.clone()],
        size: print_size(size),
    };
    made(desk, act, &child, record, notice, "parental-receipt").await
}

const NEXT: &str =
    "Nothing more is needed from you today. Our practice manager looks at what we wrote down, decides, and tells you.";

fn kept_words(clinic: &Clinic) -> String {
    format!(
        "We keep what is written here as the record of how we dealt with your question. How {} uses data, and your rights, are in our privacy notice; ask us for it at any time.",
        clinic.name
    )
}

fn shown(record: &ParentalRecord) -> Vec<(String, String)> {
    let row = |label: &str, value: String| (label.to_string(), value);
    let own = requester::shown(&record.requester);
    let papers: Vec<&str> =
        record.evidence.iter().filter(|paper| **paper != Evidence::SharedSurname).map(|paper| paper.words()).collect();
    let list = if papers.is_empty() { "None".to_string() } else { papers.join("; ") };
    vec![
        row("Your name", record.requester.name()),
        row("What you are to the child", record.capacity.words().to_string()),
        row("Your own photo document", if own.is_empty() { "None".to_string() } else { own }),
        row("Papers about the child", list),
        row(
            "Court orders",
            if record.orders.is_some() { "Asked; your answer is written down" } else { "Not asked yet" }.into(),
        ),
    ]
}

/// Makes the letter that refuses an adult, with the reasons that can be given and where they can turn.
pub async fn make_refusal_letter(desk: &OpenDesk, adult_id: String, size: PaperSize) -> Result<DocumentView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::MakeRefusalLetter).await?;
    let child = child_of(desk, act.conn(), &adult_id).await?;
    let record = child.newest(&adult_id).ok_or_else(|| DeskError::not_found("adult"))?;
    let refused = refused_request(act.conn(), &child, &adult_id).await?;
    let not_proved = child.decision(&record.id).is_some_and(|decision| decision.decision == "not-proved");
    if !not_proved && refused.is_none() {
        return Err(DeskError::new(
            "nothing-refused",
            "Nothing is refused yet. Decide “not proved” on the newest record, or refuse the request, then make the letter.",
        ));
    }
    let what = refused.as_ref().map_or_else(
        || "what you asked us about a child".to_string(),
        |(reference, right)| format!("your request {reference} ({})", right.to_lowercase()),
    );
    // A refused request after a proof was found: the reasons are those nobody is told.
    let verdict = if not_proved { child.verdict(record, today) } else { ParentalVerdict::Proved };
    let mut sections = vec![section("Why", reasons(&child, record, verdict))];
    if verdict == ParentalVerdict::NotProved {
        let needed = needed(&form_of(record), record.requester.identified, child.clinic.nation, child.born());
        sections.push(listed("What would help", needed.into_iter().map(|needed| needed.bring).collect()));
    }
    sections.push(section(
        "If you think this is wrong",
        vec!["Tell us why, or bring what is missing: we look at it again. You can also complain, at any time.".into()],
    ));
    sections.push(routes(&child.clinic));
    let notice = Notice {
        clinic: letterhead(&child.clinic),
        addressee: vec![record.requester.name()],
        reference: number(&adult_id),
        date: today.day(),
        title: "Our answer to what you asked about a child".into(),
        salutation: Some(format!("Dear {}", record.requester.name())),
        opening: vec![format!(
            "We looked at {what}. We do not give or do what you asked for. This letter says nothing about whether we hold anything on a child."
        )],
        sections,
        closing: vec![
            "Yours sincerely".into(),
            format!("{}, practice manager, {}", desk.who().name, child.clinic.name),
        ],
        size: print_size(size),
    };
    made(desk, act, &child, record, notice, "parental-refusal").await
}

/// The newest request of this adult that was refused.
async fn refused_request(conn: &mut Conn, child: &Child, adult: &str) -> Result<Option<(String, &'static str)>> {
    let outcomes = request_outcome::for_patient(conn, &child.patient.id).await?;
    for outcome in outcomes.into_iter().rev().filter(|outcome| outcome.outcome == "refused") {
        let theirs = request_outcome::links(conn, &outcome.request_id).await?;
        if theirs.last().is_some_and(|link| link.adult_id == adult)
            && let Some(request) = rights_request::by_id(conn, &outcome.request_id).await?
        {
            return Ok(Some((request.reference, right_name(request.right))));
        }
    }
    Ok(None)
}

fn reasons(child: &Child, record: &ParentalRecord, verdict: ParentalVerdict) -> Vec<String> {
    match verdict {
        ParentalVerdict::NoStanding if record.capacity.carries() => vec![format!(
            "From {} a young person decides about their own data: parental responsibility no longer does. They can ask us themselves.",
            child.ends_at()
        )],
        ParentalVerdict::NoStanding => vec![
            format!(
                "Parental responsibility is given by law to certain people. What you told us you are to the child ({}) does not give it by itself: that takes an order of a court, an agreement recorded by a court, or an appointment as guardian.",
                record.capacity.words().to_lowercase()
            ),
            "If you hold such a paper, bring it with your photo document. A parent with responsibility can also ask us themselves.".into(),
        ],
        ParentalVerdict::NotProved => vec![
            "We give data about a child only to somebody who has proved that they have parental responsibility. What you showed us does not prove it.".into(),
        ],
        ParentalVerdict::Manager => vec![
            "We could not satisfy ourselves that the certificate you showed proves parental responsibility under the law here.".into(),
        ],
        ParentalVerdict::Stopped | ParentalVerdict::AskChild | ParentalVerdict::Proved => vec![
            "Parental responsibility alone does not give a right to everything held on a child. The child’s own rights and interests come first, and the law keeps some things from being given (Data Protection Act 2018, Schedules 2 and 3). We weighed this and decided against it.".into(),
            "We use these words in every such letter, and cannot say more.".into(),
        ],
    }
}

fn routes(clinic: &Clinic) -> NoticeSection {
    let contact = [&clinic.privacy_contact, &clinic.privacy_email, &clinic.phone];
    let us: Vec<String> = contact.into_iter().filter(|text| !text.is_empty()).cloned().collect();
    let regulator = &clinic.regulator;
    let to: Vec<String> = [&regulator.name, &regulator.helpline, &regulator.website]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect();
    NoticeSection {
        heading: "Where you can turn".into(),
        paragraphs: Vec::new(),
        rows: vec![
            ("Complain to us".to_string(), us.join(", ")),
            ("The regulator".to_string(), to.join(", ")),
            ("A court".to_string(), "A family court can decide who has responsibility for a child; a court can also decide whether we kept to data protection law.".into()),
        ],
        items: Vec::new(),
    }
}

fn section(heading: &str, paragraphs: Vec<String>) -> NoticeSection {
    NoticeSection { heading: heading.into(), paragraphs, rows: Vec::new(), items: Vec::new() }
}

fn listed(heading: &str, items: Vec<String>) -> NoticeSection {
    NoticeSection { heading: heading.into(), paragraphs: Vec::new(), rows: Vec::new(), items }
}

fn print_size(size: PaperSize) -> PrintSize {
    if size == PaperSize::Large { PrintSize::Large } else { PrintSize::Normal }
}

/// A number for the adult: not the patient's reference, which would say that there is a record.
fn number(adult_id: &str) -> String {
    let short: String = adult_id.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("PR-{}", short.to_uppercase())
}

async fn child_of(desk: &OpenDesk, conn: &mut Conn, record: &str) -> Result<Child> {
    let id = parental_record::patient_of(conn, &ParentalId(record.to_string())).await?;
    Child::load(conn, &desk.clinic(), &id.ok_or_else(|| DeskError::not_found("record"))?).await
}

fn find<'a>(child: &'a Child, id: &str) -> Result<&'a ParentalRecord> {
    child.records.iter().find(|record| record.id.as_str() == id).ok_or_else(|| DeskError::not_found("record"))
}

async fn made(
    desk: &OpenDesk,
    act: Act,
    child: &Child,
    record: &ParentalRecord,
    notice: Notice,
    paper: &'static str,
) -> Result<DocumentView> {
    let title = notice.title.clone();
    let document = blocking(move || frontdesk_documents::notice(&notice)).await??;
    let entry = Entry::about("patient", &child.patient.id).with("parental", &record.id).with("paper", paper);
    act.commit(entry.clone().with("pages", document.pages)).await?;
    Ok(lock(&desk.papers).show(&title, document, entry, Vec::new()))
}
