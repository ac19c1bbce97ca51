//! What is typed about a child and the adult with them: what must be there, and the sentence when it is not.

use frontdesk_domain::gate::Nation;
use frontdesk_domain::parental::{
    Authority, BlockAnswer, BlockAnswerForm, BlockForm, BlockKind, ChildView, ChildViewForm, Claim, Competence,
    CompetenceForm, Evidence, Orders, ParentalForm, QUESTIONS, RequesterForm, YesNo, check, check_answer, check_block,
    check_competence, check_view, needed,
};
use frontdesk_domain::patient::why_child;
use frontdesk_domain::problem::FieldProblem;

use crate::day;

fn codes<T: std::fmt::Debug>(result: Result<T, Vec<FieldProblem>>) -> Vec<(String, String)> {
    result.unwrap_err().into_iter().map(|problem| (problem.field, problem.code)).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(field, code)| ((*field).to_string(), (*code).to_string())).collect()
}

fn mother() -> ParentalForm {
    ParentalForm {
        requester: RequesterForm { given_names: "Ana".into(), surname: "Silva".into(), ..RequesterForm::default() },
        capacity: Some(Claim::Mother),
        evidence: vec![Evidence::FullBirthCertificate],
        child_matches: Some(true),
        orders: Some(Orders::None),
        ..ParentalForm::default()
    }
}

#[test]
fn a_record_needs_a_name_and_a_claim_and_no_more() {
    check(&mother()).unwrap();
    check(&ParentalForm { evidence: vec![], orders: None, child_matches: None, ..mother() }).unwrap();
    assert_eq!(
        codes(check(&ParentalForm::default())),
        pairs(&[
            ("givenNames", "adult-name-missing"),
            ("surname", "adult-surname-missing"),
            ("capacity", "capacity-missing")
        ])
    );
    let long = "a".repeat(1001);
    let note = ParentalForm { note: long, ..mother() };
    assert_eq!(codes(check(&note))[0].0, "note");
}

#[test]
fn an_order_is_written_down_and_none_needs_no_words() {
    for orders in [Orders::ProhibitedSteps, Orders::NoContact] {
        let named = ParentalForm { orders: Some(orders), ..mother() };
        assert_eq!(codes(check(&named)), pairs(&[("ordersNote", "order-missing")]));
        check(&ParentalForm { orders_note: "Family court, 3 May 2026".into(), ..named }).unwrap();
    }
    check(&ParentalForm { orders: None, ..mother() }).unwrap();
}

fn still(form: &ParentalForm, identified: bool) -> Vec<String> {
    needed(form, identified, Nation::England, day("2015-06-01")).into_iter().map(|one| one.code).collect()
}

#[test]
fn what_is_still_needed_is_told_in_the_order_it_is_asked() {
    assert_eq!(still(&mother(), true), [""; 0]);
    let nothing = ParentalForm { capacity: Some(Claim::Mother), ..ParentalForm::default() };
    assert_eq!(still(&nothing, false), ["identity", "child", "link", "orders"]);
    assert_eq!(still(&ParentalForm { capacity: None, ..mother() }, true), ["capacity"]);
    assert_eq!(still(&ParentalForm { child_matches: Some(false), ..mother() }, true), ["child"]);
    let abroad = ParentalForm { evidence: vec![Evidence::ForeignBirthCertificate], ..mother() };
    assert_eq!(still(&abroad, true), ["translation"]);
    let translated = vec![Evidence::ForeignBirthCertificate, Evidence::CertifiedTranslation];
    assert_eq!(still(&ParentalForm { evidence: translated, ..mother() }, true), [""; 0]);
    assert_eq!(
        still(&ParentalForm { capacity: Some(Claim::Grandparent), ..mother() }, true),
        [""; 0],
        "no paper helps"
    );
}

#[test]
fn the_papers_to_bring_are_named_and_one_from_abroad_is_not_asked_for() {
    let wants = |capacity| {
        let form = ParentalForm { capacity: Some(capacity), evidence: vec![], ..mother() };
        let found = needed(&form, true, Nation::England, day("2015-06-01"));
        (found[0].ask.clone(), found[0].bring.clone())
    };
    assert_eq!(
        wants(Claim::FatherMarried),
        (
            "Ask for: full birth certificate and marriage or civil-partnership certificate.".into(),
            "Full birth certificate and marriage or civil-partnership certificate.".into()
        )
    );
    assert_eq!(wants(Claim::StepParent).1, "Agreement with the court’s stamp, or court order.");
    assert_eq!(wants(Claim::EmergencyProtection).1, "Emergency protection order, or court order, or care order.");
}

fn competent() -> CompetenceForm {
    CompetenceForm {
        answers: QUESTIONS.iter().map(|question| (question.code.to_string(), YesNo::Yes)).collect(),
        outcome: Some(Competence::Competent),
        reasons: "Explained it back, and why.".into(),
    }
}

#[test]
fn an_assessment_answers_every_question_and_gives_reasons() {
    let kept = check_competence(&competent()).unwrap();
    assert_eq!(
        kept.answers.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(),
        ["what", "why", "choice", "weigh", "free"]
    );
    assert_eq!((kept.outcome, kept.reasons.as_str()), (Competence::Competent, "Explained it back, and why."));
    let mut open = competent();
    open.answers.remove("weigh");
    open.reasons = " ".into();
    open.outcome = None;
    assert_eq!(
        codes(check_competence(&open)),
        pairs(&[("answers.weigh", "question-open"), ("outcome", "outcome-missing"), ("reasons", "reasons-missing")])
    );
    let long = CompetenceForm { reasons: "a".repeat(1001), ..competent() };
    assert_eq!(codes(check_competence(&long))[0].0, "reasons");
}

#[test]
fn nobody_is_found_to_understand_against_an_answer_no() {
    let mut against = competent();
    against.answers.insert("free".into(), YesNo::No);
    assert_eq!(codes(check_competence(&against)), pairs(&[("outcome", "outcome-against-answers")]));
    let not = CompetenceForm { outcome: Some(Competence::NotCompetent), ..against };
    assert_eq!(check_competence(&not).unwrap().outcome, Competence::NotCompetent);
    let all_yes = CompetenceForm { outcome: Some(Competence::NotCompetent), ..competent() };
    check_competence(&all_yes).unwrap();
}

fn agrees() -> ChildViewForm {
    ChildViewForm {
        adult_id: "adult".into(),
        view: Some(ChildView::Agrees),
        authority: Some(Authority::Spoken),
        words: " She may see it. ".into(),
    }
}

#[test]
fn the_childs_view_is_what_they_said_and_a_no_gives_no_authority() {
    assert_eq!(check_view(&agrees()).unwrap(), "She may see it.");
    for view in [None, Some(ChildView::NotAsked)] {
        assert_eq!(codes(check_view(&ChildViewForm { view, ..agrees() })), pairs(&[("view", "view-missing")]));
    }
    let refuses = ChildViewForm { view: Some(ChildView::Refuses), ..agrees() };
    assert_eq!(codes(check_view(&refuses)), pairs(&[("authority", "authority-against-view")]));
    check_view(&ChildViewForm { authority: None, ..refuses }).unwrap();
    let long = ChildViewForm { words: "a".repeat(501), ..agrees() };
    assert_eq!(codes(check_view(&long))[0].0, "words");
}

#[test]
fn a_block_has_a_kind_and_says_what_it_is_about() {
    let block = BlockForm { kind: Some(BlockKind::Safeguarding), detail: "Said she is afraid to go home.".into() };
    assert_eq!(check_block(&block).unwrap(), (BlockKind::Safeguarding, "Said she is afraid to go home.".to_string()));
    let empty = BlockForm { kind: None, detail: String::new() };
    assert_eq!(codes(check_block(&empty)), pairs(&[("kind", "block-kind-missing"), ("detail", "detail-missing")]));
    assert_eq!(
        codes(check_block(&BlockForm { detail: String::new(), ..block })),
        pairs(&[("detail", "detail-missing")])
    );
    for kind in BlockKind::ALL {
        assert_eq!(BlockKind::from_code(kind.code()), Some(*kind));
    }
}

#[test]
fn a_block_that_stays_is_weighed_for_one_request_and_always_with_a_reason() {
    let form = BlockAnswerForm {
        block_id: "block".into(),
        answer: Some(BlockAnswer::Considered),
        request_id: Some("request".into()),
        reason: "The order is about school, not health.".into(),
    };
    assert_eq!(check_answer(&form).unwrap().0, BlockAnswer::Considered);
    let loose = BlockAnswerForm { request_id: None, ..form.clone() };
    assert_eq!(codes(check_answer(&loose)), pairs(&[("answer", "request-missing")]));
    let lifted = BlockAnswerForm { answer: Some(BlockAnswer::Lifted), ..loose };
    assert_eq!(
        check_answer(&lifted).unwrap(),
        (BlockAnswer::Lifted, "The order is about school, not health.".to_string())
    );
    let nothing = BlockAnswerForm { answer: None, reason: String::new(), ..form };
    assert_eq!(codes(check_answer(&nothing)), pairs(&[("answer", "answer-missing"), ("reason", "reason-missing")]));
}

#[test]
fn a_record_of_somebody_under_16_is_asked_why_once_and_when_a_correction_makes_it_one() {
    let (today, child, adult) = (day("2026-11-24"), day("2010-11-25"), day("2010-11-24"));
    assert_eq!(why_child(None, adult, today, ""), Ok(None));
    let asked = why_child(None, child, today, " ").unwrap_err();
    assert_eq!((asked.field.as_str(), asked.code.as_str()), ("childReason", "under-16-why"));
    assert!(asked.message.starts_with("This makes them 15."), "{}", asked.message);
    assert_eq!(why_child(None, child, today, " Her mother asks. "), Ok(Some("Her mother asks.".into())));
    assert_eq!(why_child(Some(child), child, today, ""), Ok(None), "known already");
    assert!(why_child(Some(adult), child, today, "").is_err());
    assert!(why_child(Some(day("2011-01-01")), child, today, "").is_err(), "another date, still under 16");
    assert_eq!(why_child(Some(child), adult, today, ""), Ok(None));
    assert_eq!(why_child(None, child, today, &"a".repeat(301)).unwrap_err().field, "childReason");
}
