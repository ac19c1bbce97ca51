//! The shipped catalogue against what the clinic's published notice of 5 December 2021 promises, section by section.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use frontdesk_domain::catalogue::{Basis, Clinic, PurposeKind};
use frontdesk_domain::consent::asked;
use frontdesk_domain::gate::{Gate, Nation, TreatmentFacts, gate};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Every topic's words must stand together in one entry of the list.
fn covers(section: &str, list: &[String], topics: &[&[&str]]) {
    for topic in topics {
        let found = list.iter().any(|entry| topic.iter().all(|word| entry.to_lowercase().contains(word)));
        assert!(found, "section {section}: nothing says {topic:?}");
    }
}

#[test]
fn the_shipped_catalogue_parses_and_says_which_notice_it_comes_from() {
    let clinic = Clinic::shipped();
    assert_eq!(clinic.name, "Kensington Medical");
    assert_eq!(clinic.notice_dated, day("2021-12-05"));
    assert_eq!(clinic.privacy_email, "info@kensingtonmedical.co.uk");
    assert_eq!(clinic.nation, Nation::England);
}

#[test]
fn what_the_notice_does_not_publish_is_left_for_the_clinic_to_enter() {
    let clinic = Clinic::shipped();
    for text in [&clinic.address, &clinic.phone, &clinic.transfers, &clinic.automated_decisions] {
        assert_eq!(text, "");
    }
    assert!(!clinic.controller_is_health_professional, "the safe reading: an opinion is needed before release");
}

#[test]
fn every_lawful_basis_of_section_4_is_a_purposes_own() {
    let clinic = Clinic::shipped();
    for basis in [Basis::Consent, Basis::Contract, Basis::LegalObligation, Basis::LegitimateInterests] {
        assert!(clinic.purposes.iter().any(|purpose| purpose.basis == basis), "{basis:?}");
    }
    let of = |basis: Basis| -> Vec<String> {
        clinic.purposes.iter().filter(|purpose| purpose.basis == basis).map(|purpose| purpose.title.clone()).collect()
    };
    covers("4", &of(Basis::Consent), &[&["health details"], &["news"]]);
    covers("4", &of(Basis::Contract), &[&["booking"], &["payment"]]);
    covers("4", &of(Basis::LegalObligation), &[&["identity", "age"], &["investigations", "legal proceedings"]]);
    covers("4", &of(Basis::LegitimateInterests), &[&["enquiry"], &["anonymous"]]);
}

#[test]
fn every_place_of_section_5_where_data_is_collected_is_a_source() {
    let clinic = Clinic::shipped();
    let labels: Vec<String> = clinic.sources.iter().map(|source| source.label.clone()).collect();
    covers(
        "5",
        &labels,
        &[
            &["websites"],
            &["phone", "email", "text", "whatsapp"],
            &["social media", "facebook", "instagram"],
            &["opening or clicking", "emails"],
            &["enquiry", "phone", "whatsapp", "text", "email"],
            &["booking", "staff"],
            &["at a visit"],
            &["payment", "refund"],
            &["form", "clinic", "online"],
            &["another company"],
            &["survey"],
            &["cameras"],
            &["review"],
            &["friend", "family"],
        ],
    );
    assert!(clinic.sources.iter().any(|source| source.at_registration));
}

#[test]
fn every_kind_of_data_of_sections_3_and_6_is_a_category() {
    let clinic = Clinic::shipped();
    let labels: Vec<String> = clinic.categories.iter().map(|category| category.label.clone()).collect();
    covers(
        "3 and 6",
        &labels,
        &[
            &["name"],
            &["email address", "telephone", "postcode"],
            &["location"],
            &["identity documents"],
            &["medical records"],
            &["genetic", "biometric", "ethnicity"],
            &["treatments you ask about"],
            &["website", "pages", "links", "device", "connection", "cookies"],
            &["payment details"],
            &["reviews", "survey", "comments"],
        ],
    );
    let sensitive =
        |word: &str| clinic.categories.iter().any(|kind| kind.sensitive && kind.label.to_lowercase().contains(word));
    assert!(sensitive("medical records") && sensitive("biometric") && sensitive("ethnicity"));
}

#[test]
fn every_use_of_section_7_is_a_purpose() {
    let titles: Vec<String> = Clinic::shipped().purposes.iter().map(|purpose| purpose.title.clone()).collect();
    covers(
        "7",
        &titles,
        &[
            &["enquiry", "calling you back"],
            &["information about a treatment", "options"],
            &["reminders", "reviews"],
            &["news"],
            &["interests you"],
            &["improving"],
            &["right person", "fraud"],
            &["help"],
            &["payment", "refunds"],
        ],
    );
}

#[test]
fn every_recipient_of_section_9_is_named_and_none_but_those_who_deliver_care_gets_sensitive_data() {
    let clinic = Clinic::shipped();
    let who: Vec<String> = clinic.recipients.iter().map(|recipient| recipient.who.clone()).collect();
    covers(
        "9",
        &who,
        &[
            &["subcontractors", "partners"],
            &["emails", "electronic messages"],
            &["website", "telephones", "computer"],
            &["messaging", "video"],
            &["analytics"],
            &["facebook", "instagram", "pinterest", "cookies"],
        ],
    );
    let sensitive: Vec<&str> = clinic
        .recipients
        .iter()
        .filter(|recipient| recipient.what.contains("sensitive") && !recipient.what.contains("no sensitive"))
        .map(|recipient| recipient.who.as_str())
        .collect();
    assert_eq!(sensitive, ["Subcontractors and partners who deliver the care you buy from us"]);
}

#[test]
fn every_right_of_section_10_and_of_the_law_is_told() {
    covers(
        "10",
        &Clinic::shipped().rights,
        &[
            &["copy"],
            &["put right"],
            &["delete", "stop using"],
            &["object", "interests"],
            &["news", "absolute"],
            &["take back", "consent"],
            &["refuse"],
        ],
    );
}

#[test]
fn marketing_is_asked_by_channel_and_is_never_required() {
    let clinic = Clinic::shipped();
    let marketing: Vec<_> = clinic.purposes.iter().filter(|purpose| purpose.kind == PurposeKind::Marketing).collect();
    assert!(!marketing.is_empty());
    for purpose in marketing {
        assert!(purpose.channel.is_some() && !purpose.required, "{}", purpose.id);
        assert!(purpose.treatments.is_empty(), "{}: an audience is never chosen by health data", purpose.id);
    }
}

#[test]
fn only_what_rests_on_consent_is_asked_and_every_asked_wording_is_there_unapproved() {
    let clinic = Clinic::shipped();
    for purpose in &clinic.purposes {
        assert_eq!(purpose.kind == PurposeKind::Told, purpose.wording.is_none(), "{}", purpose.id);
        assert_eq!(purpose.kind == PurposeKind::Told, purpose.basis != Basis::Consent, "{}", purpose.id);
        if let Some(id) = &purpose.wording {
            let wording = clinic.wording(id).unwrap();
            assert!(wording.approved.is_none() && wording.question.ends_with('?') && !wording.text.is_empty(), "{id}");
        }
        for treatment in &purpose.treatments {
            assert!(clinic.treatment(treatment).is_some(), "{treatment}");
        }
    }
}

#[test]
fn every_treatment_asks_for_one_consent_to_treatment_and_one_to_hold_health_details() {
    let clinic = Clinic::shipped();
    for treatment in &clinic.treatments {
        let rows = asked(&clinic, &treatment.id);
        let required: Vec<_> =
            rows.iter().filter(|(purpose, _)| purpose.required).map(|(purpose, _)| purpose.kind).collect();
        assert_eq!(required, [PurposeKind::Data, PurposeKind::Treatment], "{}", treatment.id);
    }
}

#[test]
fn toxin_and_filler_are_18_in_every_nation_and_england_names_the_act() {
    let clinic = Clinic::shipped();
    for id in ["botulinum-toxin", "dermal-filler"] {
        let facts = TreatmentFacts { name: id.into(), cosmetic: clinic.treatment(id).unwrap().cosmetic };
        for nation in Nation::ALL {
            let on = |on| gate(&facts, nation, &clinic.minimum_ages, day("2008-11-22"), day(on));
            assert!(matches!(on("2026-11-21"), Gate::Stopped { minimum } if minimum.years == 18), "{id} {nation:?}");
            assert_eq!(on("2026-11-22"), Gate::Allowed, "{id} {nation:?}");
        }
        let england =
            clinic.minimum_ages.iter().find(|row| row.treatment == id && row.nation == Nation::England).unwrap();
        assert!(england.source.contains("Act 2021") && england.from == day("2021-10-01"));
    }
}

#[test]
fn ids_are_unique_in_every_list() {
    let clinic = Clinic::shipped();
    let lists: [Vec<String>; 4] = [
        clinic.purposes.iter().map(|purpose| purpose.id.clone()).collect(),
        clinic.sources.iter().map(|source| source.id.clone()).collect(),
        clinic.treatments.iter().map(|treatment| treatment.id.clone()).collect(),
        clinic.wordings.iter().map(|wording| format!("{} {}", wording.id, wording.version)).collect(),
    ];
    for list in lists {
        assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len(), "{list:?}");
    }
}
