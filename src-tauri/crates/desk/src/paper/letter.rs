//! What a response must say beside the copy (UK GDPR art 15(1)(a) to (h) and 15(2)): every fact is the catalogue's.

use frontdesk_documents::ResponseSection;
use frontdesk_domain::catalogue::Clinic;

use crate::clock::day_words;

const NOT_ENTERED: &str = "The clinic has not entered this yet.";

/// The parts of the law's list that the catalogue leaves open, for the box of what is still to decide.
pub(crate) fn gaps(clinic: &Clinic) -> Vec<String> {
    [
        (&clinic.address, "The clinic's postal address"),
        (&clinic.transfers, "Whether data goes outside the United Kingdom, and the safeguard"),
        (&clinic.automated_decisions, "Whether any decision is made by a computer alone"),
    ]
    .into_iter()
    .filter(|(text, _)| text.trim().is_empty())
    .map(|(_, what)| format!("{what}: not entered in the clinic's catalogue."))
    .collect()
}

/// The sections in the law's order. `source` is the id of where this patient's data came from; `treatments` are those
/// they came for: the purposes of others are not theirs.
pub(super) fn sections(clinic: &Clinic, source: &str, treatments: &[String]) -> Vec<ResponseSection> {
    let theirs = |of: &[String]| of.is_empty() || of.iter().any(|treatment| treatments.contains(treatment));
    let mut purposes: Vec<_> = clinic.purposes.iter().filter(|purpose| theirs(&purpose.treatments)).collect();
    purposes.sort_by_key(|purpose| purpose.order);
    let marked = |category: &frontdesk_domain::catalogue::Category| match category.sensitive {
        true => format!("{} (sensitive)", category.label),
        false => category.label.clone(),
    };
    let regulator = &clinic.regulator;
    let contact = [&clinic.privacy_contact, &clinic.privacy_email, &clinic.phone];
    let reached: Vec<String> = contact.into_iter().filter(|text| !text.is_empty()).cloned().collect();
    vec![
        section(
            "Why we use data, and on what basis",
            vec![],
            purposes.iter().map(|purpose| format!("{}: {}", purpose.title, purpose.basis_words)).collect(),
        ),
        section("What kinds of data we hold", vec![], clinic.categories.iter().map(marked).collect()),
        section(
            "Who may get data",
            vec![],
            clinic.recipients.iter().map(|recipient| format!("{}. {}", recipient.who, recipient.what)).collect(),
        ),
        section("Data outside the United Kingdom", vec![or_gap(&clinic.transfers)], vec![]),
        section(
            "How long we keep data",
            vec![],
            clinic.retention.iter().map(|row| format!("{}: {} ({})", row.record, row.period, row.basis)).collect(),
        ),
        section("Your rights", vec![], clinic.rights.clone()),
        section("Complaining to us", vec![clinic.complaints.clone(), format!("{}.", reached.join(", "))], vec![]),
        section(
            "Complaining to the regulator",
            vec!["You can complain to the regulator at any time, and you can go to court.".to_string()],
            [&regulator.name, &regulator.address, &regulator.helpline, &regulator.website]
                .into_iter()
                .filter(|text| !text.is_empty())
                .cloned()
                .collect(),
        ),
        section(
            "Where the data came from",
            vec![came_from(clinic, source)],
            clinic.sources.iter().map(|source| source.label.clone()).collect(),
        ),
        section("Decisions made by a computer alone", vec![or_gap(&clinic.automated_decisions)], vec![]),
        section(
            "Our notice",
            vec![format!("Our published privacy notice is dated {}.", day_words(clinic.notice_dated))],
            vec![],
        ),
    ]
}

fn came_from(clinic: &Clinic, source: &str) -> String {
    let label = clinic.sources.iter().find(|row| row.id == source).map_or(source, |row| row.label.as_str());
    format!("The first details came to us from: {label}. These are all the ways in which we collect data:")
}

fn or_gap(text: &str) -> String {
    if text.trim().is_empty() { NOT_ENTERED.to_string() } else { text.to_string() }
}

fn section(heading: &str, paragraphs: Vec<String>, items: Vec<String>) -> ResponseSection {
    ResponseSection { heading: heading.to_string(), paragraphs, items }
}
