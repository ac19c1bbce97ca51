//! Facts about requests about a child: what stands against a release, what is left out, what follows.

use crate::child::{
    assessed, born, child, complete_clinic, date, father, in_role, mother, proved, release, request, said, settle,
};
use crate::common::{Desk, desk, form};
use crate::papers::raw;
use frontdesk_desk::board::add_arrival;
use frontdesk_desk::consents::{make_consent_receipt, see_ask_again, withdraw_consent};
use frontdesk_desk::paper::make_response;
use frontdesk_desk::parental::{answer_block, make_refusal_letter, open_parental, record_block, record_parental};
use frontdesk_desk::patient::{edit_patient, open_patient};
use frontdesk_desk::request::{
    link_adult, log_request, open_release, open_released, open_request, release_request, settle_request,
};
use frontdesk_desk::testing;
use frontdesk_desk::views::board::ArrivalForm;
use frontdesk_desk::views::consents::WithdrawForm;
use frontdesk_desk::views::paper::PaperSize;
use frontdesk_desk::views::request::{
    ChildOutcome, NamedChoice, NamedView, ReleaseForm, ReplyBy, RequestBy, RequestForm, RequestHow,
};
use frontdesk_domain::clock::Right;
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::parental::{
    BlockAnswer, BlockAnswerForm, BlockForm, BlockKind, ChildView, Competence, Orders, ParentalForm, RequesterForm,
};
use frontdesk_domain::role::Role;
use frontdesk_domain::withdrawal::WithdrawalReason;
use frontdesk_store::consent_answer::{self, ConsentAnswer};

/// The practice manager's desk, with a catalogue that lacks nothing.
async fn manager() -> Desk {
    let d = desk(Role::PracticeManager).await;
    complete_clinic(&d);
    d
}

async fn barriers(d: &Desk, request_id: &str) -> Vec<String> {
    let view = open_release(&d.desk, request_id.into()).await.unwrap();
    view.barriers.into_iter().map(|barrier| barrier.code).collect()
}

#[tokio::test]
async fn a_mother_proved_and_in_date_is_given_the_response_which_is_kept_as_it_went_out() {
    let d = manager().await;
    let child = child(&d).await;
    let page = proved(&d, &child, mother()).await;
    let request = request(&d, &child, &page, Right::Access).await;
    assert_eq!(barriers(&d, &request.request_id).await, [""; 0]);
    let before = d.trail().await.len();
    let document = release_request(&d.desk, release(&request)).await.unwrap();
    assert_eq!(d.trail().await[before..], ["release-request"]);
    let text = raw(&document);
    assert!(
        text.contains("Dear Siobhán Brennan") && text.contains("Brennan") && !text.to_lowercase().contains("draft")
    );
    let again = open_released(&d.desk, request.request_id.clone()).await.unwrap();
    assert_eq!((again.pdf, again.pages), (document.pdf, document.pages));
    let closed = open_request(&d.desk, request.request_id.clone()).await.unwrap();
    assert_eq!(closed.settled.as_deref(), Some("Released"));
    assert!(closed.released);
    let twice = release_request(&d.desk, release(&request)).await.unwrap_err();
    assert_eq!(twice.code, "request-settled");
}

#[tokio::test]
async fn the_response_leaves_out_the_childs_address_other_adults_and_what_blocks() {
    let d = manager().await;
    let child = child(&d).await;
    let view = open_patient(&d.desk, child.clone()).await.unwrap();
    let moved = frontdesk_domain::patient::PatientForm {
        address: "9 Former Row\nLondon".into(),
        needs: "Letters go to 9 former row, ring 07700 900713".into(),
        ..form("Brennan", "Kai", "2012-02-09")
    };
    edit_patient(&d.desk, child.clone(), view.revision, moved, String::new(), String::new()).await.unwrap();
    proved(&d, &child, father()).await;
    record_block(
        &d.desk,
        child.clone(),
        BlockForm { kind: Some(BlockKind::ChildConfidential), detail: "Told me a secret.".into() },
    )
    .await
    .unwrap();
    let page = proved(&d, &child, mother()).await;
    said(&d, &page.adults[0].adult_id, ChildView::Agrees).await;
    let request = request(&d, &child, &page, Right::Access).await;
    let blocks = open_release(&d.desk, request.request_id.clone()).await.unwrap().blocks;
    let weighed = BlockAnswerForm {
        block_id: blocks[0].block.block_id.clone(),
        answer: Some(BlockAnswer::Considered),
        request_id: Some(request.request_id.clone()),
        reason: "What was told is not in what goes out.".into(),
    };
    answer_block(&d.desk, weighed).await.unwrap();
    let text = raw(&release_request(&d.desk, release(&request)).await.unwrap()).to_lowercase();
    for hidden in [
        "secret mews",
        "zz99 3bb",
        "900713",
        "other.parent@",
        "former row",
        "declan",
        "told me a secret",
        "confidence by",
        "block",
        "what the child wants",
        "agrees",
        "who opened",
    ] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    assert!(text.contains("[left out]") && text.contains("kai"), "{text}");
    // The draft of the same response leaves out as much.
    let other = crate::child::request(&d, &child, &page, Right::Access).await;
    let draft = raw(&make_response(&d.desk, other.request_id).await.unwrap()).to_lowercase();
    for hidden in ["secret mews", "former row", "declan", "told me a secret"] {
        assert!(!draft.contains(hidden), "{hidden}: {draft}");
    }
}

#[tokio::test]
async fn other_peoples_details_are_taken_out_however_spelt_and_what_is_only_likely_is_decided_in_its_line() {
    let d = manager().await;
    let child = child(&d).await;
    let view = open_patient(&d.desk, child.clone()).await.unwrap();
    let needs = "At 3 secret  mews zz993bb, 07700900713, +44 7700 900713. Mr Brennan-Hart, D. Brennan Hart, aunt Ruth of \
                 4 Alder Row wait. Declan rings (020 7946 0991). Dr Ada Quill explained.";
    let told = frontdesk_domain::patient::PatientForm {
        address: "3 Secret Mews, London".into(),
        postcode: "ZZ99 3BB".into(),
        phone: "07700 900713".into(),
        needs: needs.into(),
        ..form("Brennan", "Kai", "2012-02-09")
    };
    edit_patient(&d.desk, child.clone(), view.revision, told, String::new(), String::new()).await.unwrap();
    let stepfather = ParentalForm {
        requester: RequesterForm { surname: "Brennan-Hart".into(), ..crate::child::adult("Declan") },
        ..father()
    };
    proved(&d, &child, stepfather).await;
    let page = proved(&d, &child, mother()).await;
    said(&d, &page.adults[0].adult_id, ChildView::Agrees).await;
    let request = request(&d, &child, &page, Right::Access).await;
    let named = open_release(&d.desk, request.request_id.clone()).await.unwrap().named;
    let found: Vec<&str> = named.iter().map(|place| place.found.as_str()).collect();
    for likely in ["aunt Ruth", "4 Alder Row", "020 7946 0991"] {
        assert!(found.contains(&likely), "{likely}: {found:?}");
    }
    let ruth = named.iter().find(|place| place.found == "aunt Ruth").unwrap();
    assert!(ruth.before.ends_with(", ") && ruth.after.starts_with(" of "), "{ruth:?}");
    assert!(!ruth.before.contains("900713") && !ruth.before.to_lowercase().contains("secret"), "{ruth:?}");
    // Nothing goes out before each is decided.
    let refused = release_request(&d.desk, release(&request)).await.unwrap_err();
    assert_eq!(refused.fields[0].code, "named-undecided", "{refused:?}");
    let leave = ["4 Alder Row", "Dr Ada Quill"];
    let choice = |place: &NamedView| NamedChoice { key: place.key.clone(), take_out: !leave.contains(&&*place.found) };
    let decided = ReleaseForm { named: named.iter().map(choice).collect(), ..release(&request) };
    let text = raw(&release_request(&d.desk, decided).await.unwrap());
    let flat = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    for hidden in ["mews", "900713", "993bb", "3bb", "declan", "ruth", "7946"] {
        assert!(!flat.contains(hidden), "{hidden}: {flat}");
    }
    for given in ["4 alder row", "siobhán brennan", "dr ada quill", "kai", "[another adult]", "[left out]"] {
        assert!(flat.contains(given), "{given}: {flat}");
    }
    let entry = d.audit().await.into_iter().rev().find(|entry| entry.use_case == "release-request").unwrap();
    assert!(entry.detail.contains("\"left_in\":2") && !entry.detail.contains("Alder"), "{}", entry.detail);
}

#[tokio::test]
async fn what_is_held_back_does_not_go_out_and_what_is_not_decided_is_asked() {
    let d = manager().await;
    let child = child(&d).await;
    let page = proved(&d, &child, mother()).await;
    let request = request(&d, &child, &page, Right::Access).await;
    let empty = ReleaseForm {
        opinion: String::new(),
        others: String::new(),
        elsewhere: String::new(),
        reason: String::new(),
        ..release(&request)
    };
    let error = release_request(&d.desk, empty).await.unwrap_err();
    let codes: Vec<&str> = error.fields.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["opinion-missing", "others-missing", "elsewhere-missing", "reason-missing"]);
    let unknown = ReleaseForm { held_back: vec!["audit_entry".into()], ..release(&request) };
    assert_eq!(release_request(&d.desk, unknown).await.unwrap_err().code, "item-unknown");
    let held = open_release(&d.desk, request.request_id.clone()).await.unwrap();
    assert!(held.items.iter().any(|item| item.table == "patient") && held.left_out.len() > 5);
    let back = ReleaseForm { held_back: vec!["patient".into()], ..release(&request) };
    let text = raw(&release_request(&d.desk, back).await.unwrap());
    assert!(!text.contains("Contact details and particulars"), "{text}");
}

#[tokio::test]
async fn nothing_is_released_without_a_proof_in_date_for_that_adult() {
    let d = manager().await;
    let child = child(&d).await;
    let page = record_parental(&d.desk, child.clone(), mother()).await.unwrap();
    let request = request(&d, &child, &page, Right::Access).await;
    assert_eq!(barriers(&d, &request.request_id).await, ["not-proved"]);
    let error = release_request(&d.desk, release(&request)).await.unwrap_err();
    assert_eq!(error.code, "release-barred");
    proved(&d, &child, page.adults[0].form.clone()).await;
    assert_eq!(barriers(&d, &request.request_id).await, [""; 0]);
    // The review date passes.
    d.clock.go_to("2027-05-25T10:00:00.000Z");
    assert_eq!(barriers(&d, &request.request_id).await, ["out-of-date"]);
    assert_eq!(release_request(&d.desk, release(&request)).await.unwrap_err().code, "release-barred");
    let view = open_parental(&d.desk, child.clone()).await.unwrap();
    assert!(view.adults[0].good_through.is_none() && view.adults[0].ended.is_some());
    // Another proved adult does not stand in, until the request is linked to them.
    d.clock.go_to("2027-05-26T10:00:00.000Z");
    let page = record_parental(&d.desk, child, father()).await.unwrap();
    let mut decided =
        crate::child::decision(&page.adults[0], frontdesk_desk::views::parental::ParentalDecision::Proved);
    decided.review_on = date("1", "12", "2027");
    frontdesk_desk::parental::decide_parental(&d.desk, decided).await.unwrap();
    assert_eq!(barriers(&d, &request.request_id).await, ["out-of-date"]);
    link_adult(&d.desk, request.request_id.clone(), page.adults[0].adult_id.clone()).await.unwrap();
    assert_eq!(barriers(&d, &request.request_id).await, [""; 0]);
}

#[tokio::test]
async fn a_newer_record_of_the_adult_is_decided_before_anything_goes_out() {
    let d = manager().await;
    let child = child(&d).await;
    let page = proved(&d, &child, mother()).await;
    let request = request(&d, &child, &page, Right::Access).await;
    record_parental(&d.desk, child, page.adults[0].form.clone()).await.unwrap();
    assert_eq!(barriers(&d, &request.request_id).await, ["not-proved"]);
}

#[tokio::test]
async fn the_sixteenth_birthday_between_request_and_release_ends_what_was_proved() {
    let d = manager().await;
    let nearly = born(&d, "2010-11-26").await;
    let page = proved(&d, &nearly, mother()).await;
    let request = request(&d, &nearly, &page, Right::Access).await;
    d.clock.go_to("2026-11-25T23:59:00.000Z");
    assert_eq!(barriers(&d, &request.request_id).await, [""; 0]);
    d.clock.go_to("2026-11-26T00:01:00.000Z");
    assert_eq!(barriers(&d, &request.request_id).await, ["out-of-date", "young-person"]);
    let error = release_request(&d.desk, release(&request)).await.unwrap_err();
    assert!(error.code == "release-barred" && error.message.contains("16 since 26 Nov 2026"), "{}", error.message);
    // Asked again: the adult proves it anew, and the young person agrees.
    proved(&d, &nearly, page.adults[0].form.clone()).await;
    assert_eq!(barriers(&d, &request.request_id).await, ["young-person"]);
    said(&d, &page.adults[0].adult_id, ChildView::Agrees).await;
    release_request(&d.desk, release(&request)).await.unwrap();
}

#[tokio::test]
async fn a_competent_child_who_says_no_stops_it_unless_it_is_evidently_best_for_them() {
    let d = manager().await;
    let fifteen = born(&d, "2011-05-01").await;
    let page = proved(&d, &fifteen, mother()).await;
    assessed(&d, &fifteen, Competence::Competent).await;
    said(&d, &page.adults[0].adult_id, ChildView::Refuses).await;
    let request = request(&d, &fifteen, &page, Right::Access).await;
    assert_eq!(barriers(&d, &request.request_id).await, ["ask-child"]);
    assert_eq!(release_request(&d.desk, release(&request)).await.unwrap_err().code, "release-barred");
    let view = open_release(&d.desk, request.request_id.clone()).await.unwrap();
    assert!(view.asks_best_interests);
    let best = ReleaseForm { best_interests: "An operation tomorrow needs it.".into(), ..release(&request) };
    release_request(&d.desk, best).await.unwrap();
}

#[tokio::test]
async fn a_child_who_asks_is_answered_themselves_once_found_to_understand() {
    let d = manager().await;
    let fifteen = born(&d, "2011-05-01").await;
    let own = RequestForm {
        patient_id: fifteen.clone(),
        right: Right::Access,
        received: date("24", "11", "2026"),
        how: RequestHow::InPerson,
        said: "What do you have on me?".into(),
        made_by: RequestBy::Patient,
        requester_name: String::new(),
        id_asked: false,
        reply_by: ReplyBy::Collect,
        adult_id: None,
    };
    let request = log_request(&d.desk, own).await.unwrap();
    assert_eq!(barriers(&d, &request.request_id).await, ["not-assessed"]);
    assessed(&d, &fifteen, Competence::Competent).await;
    let text = raw(&release_request(&d.desk, release(&request)).await.unwrap());
    assert!(text.contains("Dear Kai Brennan") && text.contains("3 Secret Mews"), "their own address is theirs");
    assert!(text.contains("Whether the child understands"));
}

#[tokio::test]
async fn every_kind_of_block_stops_a_release_until_the_manager_records_a_reason_for_it() {
    let d = manager().await;
    let child = child(&d).await;
    let page = proved(&d, &child, mother()).await;
    for kind in BlockKind::ALL {
        let request = request(&d, &child, &page, Right::Access).await;
        let block = BlockForm { kind: Some(*kind), detail: "What it is about.".into() };
        let blocks = in_role(&d, Role::Reception, record_block(&d.desk, child.clone(), block)).await.unwrap().blocks;
        assert_eq!(barriers(&d, &request.request_id).await, ["blocked"], "{kind:?}");
        assert_eq!(release_request(&d.desk, release(&request)).await.unwrap_err().code, "release-barred");
        let answer = |answer, request_id| BlockAnswerForm {
            block_id: blocks[0].block_id.clone(),
            answer: Some(answer),
            request_id,
            reason: "Weighed.".into(),
        };
        let weighed = answer(BlockAnswer::Considered, Some(request.request_id.clone()));
        answer_block(&d.desk, weighed).await.unwrap();
        assert_eq!(barriers(&d, &request.request_id).await, [""; 0]);
        let next = crate::child::request(&d, &child, &page, Right::Access).await;
        assert_eq!(barriers(&d, &next.request_id).await, ["blocked"], "a reason is for one request");
        answer_block(&d.desk, answer(BlockAnswer::Lifted, None)).await.unwrap();
        assert_eq!(barriers(&d, &next.request_id).await, [""; 0]);
        release_request(&d.desk, release(&request)).await.unwrap();
    }
}

#[tokio::test]
async fn a_father_with_an_order_against_contact_is_stopped_for_the_manager() {
    let d = manager().await;
    let child = child(&d).await;
    let stopped = ParentalForm { orders: Some(Orders::NoContact), orders_note: "May 2026.".into(), ..father() };
    let page = in_role(&d, Role::Reception, record_parental(&d.desk, child.clone(), stopped)).await.unwrap();
    let request = request(&d, &child, &page, Right::Access).await;
    assert_eq!(barriers(&d, &request.request_id).await, ["not-proved", "blocked"]);
    settle_request(&d.desk, settle(&request, ChildOutcome::Refused)).await.unwrap();
    let letter = raw(&make_refusal_letter(&d.desk, page.adults[0].adult_id.clone(), PaperSize::Normal).await.unwrap());
    assert!(letter.contains(&request.reference) && !letter.to_lowercase().contains("contact order"), "{letter}");
}

#[tokio::test]
async fn a_deletion_is_queued_the_record_restricted_and_nothing_booked_on_it() {
    let d = manager().await;
    let child = born(&d, "2010-11-26").await;
    let page = proved(&d, &child, mother()).await;
    let request = request(&d, &child, &page, Right::Erasure).await;
    let wrong = settle_request(&d.desk, settle(&request, ChildOutcome::Corrected)).await.unwrap_err();
    assert_eq!(wrong.fields[0].code, "outcome-does-not-fit");
    let view = settle_request(&d.desk, settle(&request, ChildOutcome::Queued)).await.unwrap();
    assert_eq!(view.settled.as_deref(), Some("Waits to be deleted; held and not used"));
    assert!(!view.released);
    assert_eq!(view.banner.flags[0].word, "Restricted: kept, not used");
    let list = frontdesk_desk::request::list_requests(&d.desk).await.unwrap();
    assert!(
        list.iter().any(|row| row.request_id == request.request_id && row.under_16),
        "its clock runs until it is done"
    );
    let arrival = ArrivalForm { patient_id: child, treatment: "general".into(), time: String::new(), walk_in: true };
    assert_eq!(add_arrival(&d.desk, arrival).await.unwrap_err().code, "restricted");
    let again = settle_request(&d.desk, settle(&request, ChildOutcome::Queued)).await.unwrap_err();
    assert_eq!(again.code, "request-settled");
}

#[tokio::test]
async fn a_correction_follows_a_proof_and_is_closed_with_its_reason() {
    let d = manager().await;
    let child = child(&d).await;
    let page = record_parental(&d.desk, child.clone(), mother()).await.unwrap();
    let request = request(&d, &child, &page, Right::Rectification).await;
    assert_eq!(
        settle_request(&d.desk, settle(&request, ChildOutcome::Corrected)).await.unwrap_err().code,
        "release-barred"
    );
    proved(&d, &child, page.adults[0].form.clone()).await;
    let view = settle_request(&d.desk, settle(&request, ChildOutcome::Corrected)).await.unwrap();
    assert_eq!(view.settled.as_deref(), Some("Corrected"));
}

#[tokio::test]
async fn nothing_about_a_child_is_printed_but_by_a_release_whoever_sits_at_the_desk() {
    let d = desk(Role::Reception).await;
    let child = child(&d).await;
    for role in Role::ALL {
        let refused = in_role(&d, role, make_consent_receipt(&d.desk, child.clone())).await.unwrap_err();
        assert_eq!(refused.code, "under-16", "{role:?}");
    }
    let grown = d.register(form("Testpatient", "Alex", "1990-11-24")).await.patient_id;
    make_consent_receipt(&d.desk, grown).await.unwrap();
}

#[tokio::test]
async fn a_request_of_an_adult_about_themselves_is_not_decided_here() {
    let d = manager().await;
    let grown = d.register(form("Testpatient", "Alex", "1990-11-24")).await.patient_id;
    let own = RequestForm {
        patient_id: grown,
        right: Right::Access,
        received: date("24", "11", "2026"),
        how: RequestHow::InPerson,
        said: "All of it.".into(),
        made_by: RequestBy::Patient,
        requester_name: String::new(),
        id_asked: false,
        reply_by: ReplyBy::Collect,
        adult_id: None,
    };
    let request = log_request(&d.desk, own).await.unwrap();
    assert!(!request.about_child);
    assert_eq!(release_request(&d.desk, release(&request)).await.unwrap_err().code, "not-about-a-child");
    assert_eq!(link_adult(&d.desk, request.request_id, "nobody".into()).await.unwrap_err().code, "childs-own");
}

#[tokio::test]
async fn what_the_catalogue_lacks_is_named_and_keeps_a_response_back() {
    let d = desk(Role::PracticeManager).await;
    testing::change_clinic(&d.desk, |clinic| clinic.address = String::new());
    let child = child(&d).await;
    let page = proved(&d, &child, mother()).await;
    let request = request(&d, &child, &page, Right::Access).await;
    let error = release_request(&d.desk, release(&request)).await.unwrap_err();
    assert!(error.code == "release-barred" && error.message.contains("postal address"), "{}", error.message);
}

/// An answer of a parent to the question about photographs for teaching.
async fn parent_said(d: &Desk, child: &str, speaker: &str, answer: Answer, at: &str) {
    let clinic = d.desk.clinic();
    let purpose = clinic.purposes.iter().find(|purpose| purpose.id == "photographs-teaching").unwrap();
    let wording = clinic.wording(purpose.wording.as_deref().unwrap()).unwrap();
    let answer = ConsentAnswer {
        capacity: Capacity::Parent,
        speaker: Some(speaker.into()),
        ..crate::common::said(child, (purpose, wording), answer, at)
    };
    let mut write = testing::store(&d.desk).write().await.unwrap();
    consent_answer::insert(write.conn(), &answer).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn two_parents_who_answer_differently_are_a_conflict_that_blocks_for_the_manager() {
    let d = desk(Role::Reception).await;
    let child = child(&d).await;
    parent_said(&d, &child, "Declan Brennan", Answer::Given, "2026-11-20T10:00:00.000Z").await;
    parent_said(&d, &child, "Siobhán Brennan", Answer::Given, "2026-11-21T10:00:00.000Z").await;
    assert!(open_parental(&d.desk, child.clone()).await.unwrap().blocks.is_empty(), "they agree");
    let takes_back = WithdrawForm {
        patient_id: child.clone(),
        purpose: "photographs-teaching".into(),
        reason: WithdrawalReason::ChangedMind,
        note: String::new(),
        capacity: Capacity::Parent,
        speaker: "Siobhán Brennan".into(),
        method: Method::Phone,
        witness: String::new(),
        interpreter: String::new(),
    };
    withdraw_consent(&d.desk, takes_back).await.unwrap();
    let page = open_parental(&d.desk, child).await.unwrap();
    assert_eq!((page.blocks.len(), page.blocks[0].kind), (1, BlockKind::ParentsDisagree));
}

#[tokio::test]
async fn somebody_under_16_is_on_no_list_of_people_to_ask_again() {
    let d = desk(Role::Reception).await;
    let child = child(&d).await;
    parent_said(&d, &child, "Siobhán Brennan", Answer::Given, "2026-11-21T10:00:00.000Z").await;
    testing::change_clinic(&d.desk, |clinic| {
        for wording in &mut clinic.wordings {
            wording.version += 1;
        }
    });
    assert_eq!(see_ask_again(&d.desk).await.unwrap().total, 0, "her mother's answer is on old words, and she is 14");
    d.clock.go_to("2028-02-09T10:00:00.000Z");
    assert_eq!(see_ask_again(&d.desk).await.unwrap().total, 1, "from the 16th birthday she is asked herself");
}
