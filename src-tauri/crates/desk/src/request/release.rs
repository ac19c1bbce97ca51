//! The release of a response about a child: what is held, what is left out, what was decided; made, kept and closed at once.

use std::collections::BTreeMap;

use frontdesk_documents::{Document, SubjectAccessResponse};
use frontdesk_domain::clock::Right;
use frontdesk_domain::parental::barriers;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::request_outcome;

use super::child::{
    OUTCOMES, adult_of, asks_best_interests, blank, by_adult, close, facts, nothing_against, outcome_of, text,
    to_decide,
};
use super::{entry, held, view};
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::history::name_of;
use crate::open::{Id, OpenDesk, lock};
use crate::paper::{Named, child_items, gaps, release_values};
use crate::parental::{Child, adult_view, block_view};
use crate::views::paper::DocumentView;
use crate::views::request::{
    BarrierView, ChildOutcome, LinkChoiceView, NamedView, OutcomeView, ReleaseBlockView, ReleaseForm, ReleaseItemView,
    ReleaseView,
};

/// Opens what a request about a child waits for.
pub async fn open_release(desk: &OpenDesk, request_id: String) -> Result<ReleaseView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::OpenRelease).await?;
    let request = held(act.conn(), request_id).await?;
    let child = Child::load(act.conn(), &desk.clinic(), &request.patient_id).await?;
    let adult = adult_of(act.conn(), &request.id).await?;
    let facts = facts(act.conn(), &child, &request, false, today).await?;
    let mut against: Vec<BarrierView> =
        barriers(&facts, today).iter().map(|found| BarrierView { code: code(found), words: found.words() }).collect();
    if request.right == Right::Access {
        against.extend(gaps(&child.clinic).into_iter().map(|words| BarrierView { code: "clinic-gap".into(), words }));
    }
    let asks = adult.as_deref().filter(|_| by_adult(&request));
    let given = child_items(act.conn(), &child, asks, &BTreeMap::new()).await?;
    let named = given.named.into_iter().map(named_view).collect();
    let items = given
        .items
        .into_iter()
        .map(|(table, item)| ReleaseItemView {
            table: table.to_string(),
            rows: crate::paper::gather::rows(&item),
            what: item.what,
            dated: item.dated,
        })
        .collect();
    let choice = |id: &&str| {
        let record = child.newest(id)?;
        let shown = adult_view(&child, record, today);
        Some(LinkChoiceView {
            adult_id: (*id).to_string(),
            name: shown.name,
            capacity: shown.capacity,
            word: shown.word,
        })
    };
    let outcome = outcome_of(act.conn(), &request).await?.map(|outcome| {
        let (kind, _, words) = OUTCOMES.iter().find(|(_, code, _)| *code == outcome.outcome).unwrap_or(&OUTCOMES[3]);
        OutcomeView {
            outcome: *kind,
            words: (*words).to_string(),
            reason: outcome.reason,
            at: outcome.at,
            by: name_of(&child.staff, &outcome.by),
        }
    });
    let release = ReleaseView {
        adult: adult.as_deref().and_then(|id| child.newest(id)).map(|record| adult_view(&child, record, today)),
        adults: child.adults().iter().filter_map(choice).collect(),
        blocks: child
            .blocks
            .iter()
            .rev()
            .filter(|block| !child.lifted(block))
            .map(|block| ReleaseBlockView {
                block: block_view(desk, &child, block),
                considered: child.considered(block, &request.id),
            })
            .collect(),
        barriers: against,
        items,
        named,
        left_out: crate::paper::left_out(by_adult(&request)),
        other_places: child.clinic.other_places.clone(),
        needs_opinion: !child.clinic.controller_is_health_professional,
        asks_best_interests: asks_best_interests(&facts, today),
        outcome,
        can_decide: UseCase::ReleaseRequest.allows(desk.who().role),
        request: view(desk, act.conn(), &request).await?,
    };
    act.commit(entry(&request)).await?;
    Ok(release)
}

fn named_view(named: Named) -> NamedView {
    let Named { key, table, what, line: [before, found, after], kind } = named;
    NamedView { key, table: table.to_string(), what, kind, before, found, after }
}

fn code(barrier: &frontdesk_domain::parental::Barrier) -> String {
    let kind = serde_json::to_value(barrier).ok().and_then(|value| value["kind"].as_str().map(str::to_string));
    kind.unwrap_or_default()
}

/// Releases a response about a child. Everything that stands against it is asked again in the same transaction; the
/// response is kept as it went out.
pub async fn release_request(desk: &OpenDesk, form: ReleaseForm) -> Result<DocumentView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::ReleaseRequest).await?;
    let (request, child) = to_decide(desk, &mut act, form.request_id.clone()).await?;
    if request.right != Right::Access {
        return Err(DeskError::new(
            "not-access",
            "Only a request for access has a response with a copy of the data. Decide this one on its page.",
        ));
    }
    let mut problems = Vec::new();
    let mut asked = |raw: &str, field, label, missing| text(raw, field, label, missing, &mut problems);
    let opinion = asked(
        &form.opinion,
        "opinion",
        "The opinion",
        (!child.clinic.controller_is_health_professional).then_some(
            "Write which health professional was asked, and that showing the health details does no serious harm.",
        ),
    );
    let others = asked(
        &form.others,
        "others",
        "Other people’s data",
        Some("Write what was decided about other people’s data in the record."),
    );
    let elsewhere = asked(
        &form.elsewhere,
        "elsewhere",
        "The other places",
        (!child.clinic.other_places.is_empty()).then_some("Write what was found in the places outside this desk."),
    );
    let best = asked(&form.best_interests, "bestInterests", "Why it is best for the child", None);
    let reason =
        asked(&form.reason, "reason", "The reason", Some("Write why it is released, and why anything is held back."));
    if !problems.is_empty() {
        return Err(DeskError::fields(problems));
    }
    nothing_against(&facts(act.conn(), &child, &request, !best.is_empty(), today).await?, today)?;
    let open = gaps(&child.clinic);
    if !open.is_empty() {
        return Err(DeskError::new("release-barred", format!("Nothing was done. {}", open.join(" "))));
    }
    let adult = adult_of(act.conn(), &request.id).await?;
    let decided: BTreeMap<String, bool> = form.named.into_iter().map(|choice| (choice.key, choice.take_out)).collect();
    let given = child_items(act.conn(), &child, adult.as_deref().filter(|_| by_adult(&request)), &decided).await?;
    let (mut items, taken_out) = (given.items, given.taken_out);
    if let Some(unknown) = form.held_back.iter().find(|table| items.iter().all(|(of, _)| of != table)) {
        return Err(DeskError::new(
            "item-unknown",
            format!("{unknown} is not among what is held. Open the page again."),
        ));
    }
    let open = given.named.iter().filter(|named| !form.held_back.iter().any(|held| held == named.table)).count();
    if open > 0 {
        return Err(DeskError::fields(vec![FieldProblem::new(
            "named",
            "named-undecided",
            match open {
                1 => "One place may name somebody else. Choose Take out or Leave in for it.".to_string(),
                _ => format!("{open} places may name somebody else. Choose Take out or Leave in for each."),
            },
        )]));
    }
    items.retain(|(table, _)| !form.held_back.iter().any(|held| held == table));
    let items = items.into_iter().map(|(_, item)| item).collect();
    let values: SubjectAccessResponse = release_values(desk, act.conn(), &child, &request, items).await?;
    let document = blocking(move || frontdesk_documents::response(&values)).await??;
    let mut outcome = blank(&mut act, &child, &request, ChildOutcome::Released).await?;
    let kept = |text: String| Some(text).filter(|text| !text.is_empty());
    outcome.reason = reason;
    (outcome.opinion, outcome.others, outcome.elsewhere) = (kept(opinion), kept(others), kept(elsewhere));
    outcome.best_interests = kept(best);
    outcome.held_back = form.held_back;
    let hash = crate::signing::sha256(&document.bytes);
    outcome.pdf_sha256 = Some(hash);
    request_outcome::insert(act.conn(), &outcome, Some(&document.bytes), Some(document.pages)).await?;
    close(&mut act, &request, today, "released").await?;
    let said = entry(&request).with("outcome", Id::held(&outcome.id)).with("pages", document.pages);
    let said = said.with("taken_out", taken_out).with("left_in", decided.values().filter(|out| !**out).count());
    act.commit(said.clone().with("held_back", outcome.held_back.iter().map(|code| Id::held(code)).collect::<Vec<_>>()))
        .await?;
    Ok(lock(&desk.papers).show(&title(&request.reference), document, said, Vec::new()))
}

fn title(reference: &str) -> String {
    format!("Response {reference}")
}

/// Opens the response that was released, byte for byte, to print or save it.
pub async fn open_released(desk: &OpenDesk, request_id: String) -> Result<DocumentView> {
    let mut act = desk.begin(UseCase::OpenReleased).await?;
    let request = held(act.conn(), request_id).await?;
    let none = || DeskError::new("nothing-released", "Nothing was released on this request.");
    let outcome = outcome_of(act.conn(), &request).await?.filter(|it| it.outcome == "released").ok_or_else(none)?;
    let (bytes, pages) = request_outcome::released(act.conn(), &outcome.id).await?.ok_or_else(none)?;
    let document = Document { bytes, pages, unprintable: Vec::new() };
    let said = entry(&request).with("outcome", Id::held(&outcome.id));
    act.commit(said.clone()).await?;
    Ok(lock(&desk.papers).show(&title(&request.reference), document, said, Vec::new()))
}
