//! The name on a document against every name the record has: the legal one, former ones, the one in Latin letters, and what
//! they like to be called.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::name_match::{DocumentName, NameComparison, NameVerdict, compare_document};
use crate::patient::Particulars;

/// Which of the record's names a document was compared with at last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum NameSource {
    /// The legal name.
    Record,
    /// A name they had before, as before a marriage.
    Former,
    /// The name in Latin letters beside one in another script.
    Latin,
    /// What they like to be called: no proof of a name, so a person compares.
    Preferred,
}

impl NameSource {
    /// The code kept in the record.
    pub fn code(self) -> &'static str {
        match self {
            NameSource::Record => "record",
            NameSource::Former => "former",
            NameSource::Latin => "latin",
            NameSource::Preferred => "preferred",
        }
    }
}

/// A comparison, and the name it was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordComparison {
    /// Word by word.
    pub found: NameComparison,
    /// Which name.
    pub source: NameSource,
    /// That name's surname and given names.
    pub name: (String, String),
}

/// Former names as written in one field, apart by semicolons or lines: a surname alone stands with the given names of today;
/// `Surname, Given names` is a whole name.
pub fn former_names(written: &str, given_names: &str) -> Vec<(String, String)> {
    written
        .split([';', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| match name.split_once(',') {
            Some((surname, given)) if !given.trim().is_empty() => {
                (surname.trim().to_string(), given.trim().to_string())
            }
            _ => (name.trim_end_matches(',').trim().to_string(), given_names.to_string()),
        })
        .collect()
}

/// Compares with the legal name first. Only where that does not match are the others tried, a former name before the Latin
/// one before the preferred one; the legal name's own comparison is given back when none of them is closer.
pub fn compare_with_record(document: &DocumentName, is: &Particulars) -> RecordComparison {
    let with = |surname: &str, given: &str, source: NameSource| RecordComparison {
        found: compare_document(document, surname, given),
        source,
        name: (surname.to_string(), given.to_string()),
    };
    let legal = with(&is.surname, &is.given_names, NameSource::Record);
    if legal.found.verdict == NameVerdict::Match {
        return legal;
    }
    let former = former_names(is.former_names.as_deref().unwrap_or_default(), &is.given_names);
    let others = former
        .iter()
        .map(|(surname, given)| with(surname, given, NameSource::Former))
        .chain(latin(is).map(|(surname, given)| with(&surname, &given, NameSource::Latin)))
        .chain(preferred(is).map(|given| {
            let mut like = with(&is.surname, &given, NameSource::Preferred);
            if like.found.verdict == NameVerdict::Match {
                like.found.verdict = NameVerdict::Check;
                like.found.message = "This is the name they like to be called. Compare by eye.".to_string();
            }
            like
        }));
    let mut best = legal;
    for other in others {
        if closeness(other.found.verdict) > closeness(best.found.verdict) {
            best = other;
        }
    }
    best
}

fn closeness(verdict: NameVerdict) -> u8 {
    match verdict {
        NameVerdict::Match => 2,
        NameVerdict::Check => 1,
        NameVerdict::Differs => 0,
    }
}

/// The name in Latin letters, its last word the surname.
fn latin(is: &Particulars) -> Option<(String, String)> {
    let (given, surname) = is.latin_name.as_deref()?.trim().rsplit_once(' ')?;
    Some((surname.to_string(), given.trim().to_string()))
}

/// The preferred name as given names; a surname in it is left out.
fn preferred(is: &Particulars) -> Option<String> {
    let preferred = is.preferred_name.as_deref()?.trim();
    let given = preferred.strip_suffix(is.surname.as_str()).unwrap_or(preferred).trim();
    (!given.is_empty()).then(|| given.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::patient::Sex;

    fn held(former: &str, preferred: &str, latin: &str) -> Particulars {
        let some = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
        Particulars {
            surname: "Okonkwo".into(),
            given_names: "Elizabeth Grace".into(),
            preferred_name: some(preferred),
            latin_name: some(latin),
            former_names: some(former),
            born: "1990-03-14".parse().unwrap(),
            born_estimated: false,
            sex: Sex::Female,
            address: None,
            postcode: None,
            phone: None,
            email: None,
            contact_by: vec![],
            contact_note: None,
            needs: None,
            nhs_number: None,
            source: "attendance".into(),
        }
    }

    fn verdict(surname: &str, given: &str, is: &Particulars) -> (NameVerdict, NameSource) {
        let name = DocumentName { surname: surname.into(), given_names: given.into(), truncated: false };
        let found = compare_with_record(&name, is);
        (found.found.verdict, found.source)
    }

    #[test]
    fn former_names_are_surnames_or_whole_names() {
        let whole = |surname: &str, given: &str| (surname.to_string(), given.to_string());
        let read = former_names("Nowak; Smith-Jones, Anna ;\n ; Brown,", "Elizabeth");
        assert_eq!(read, [whole("Nowak", "Elizabeth"), whole("Smith-Jones", "Anna"), whole("Brown", "Elizabeth")]);
        assert!(former_names("", "Elizabeth").is_empty());
    }

    #[test]
    fn each_name_of_the_record_is_tried_and_told() {
        use NameSource::{Former, Latin, Preferred, Record};
        use NameVerdict::{Check, Differs, Match};
        let nothing = held("", "", "");
        let married = held("Nowak", "", "");
        let renamed = held("Müller, Beth Anne", "", "");
        let liked = held("", "Betty", "");
        let liked_whole = held("", "Betty Okonkwo", "");
        for (surname, given, is, expected) in [
            ("OKONKWO", "ELIZABETH", &nothing, (Match, Record)),
            ("OKONKWO", "ELIZABETH", &married, (Match, Record)),
            ("NOWAK", "ELIZABETH GRACE", &nothing, (Differs, Record)),
            ("NOWAK", "ELIZABETH GRACE", &married, (Match, Former)),
            ("NOWAK", "JANE", &married, (Differs, Record)),
            ("ELIZABETH", "GRACE NOWAK", &married, (Check, Former)),
            ("MUELLER", "BETH ANNE", &renamed, (Match, Former)),
            ("MUELLER", "ELIZABETH", &renamed, (Differs, Record)),
            ("OKONKWO", "BETTY", &nothing, (Differs, Record)),
            ("OKONKWO", "BETTY", &liked, (Check, Preferred)),
            ("OKONKWO", "BETTY", &liked_whole, (Check, Preferred)),
            ("GRACE", "ELIZABETH OKONKWO", &nothing, (Check, Record)),
        ] {
            assert_eq!(verdict(surname, given, is), expected, "{surname} {given}");
        }
        let script =
            Particulars {
                surname: "محمد".into(), given_names: "يوسف".into(), ..held("", "", "Yusuf Mohammed")
            };
        assert_eq!(verdict("MOHAMMED", "YUSUF", &script), (Match, Latin));
        assert_eq!(verdict("IBRAHIM", "YUSUF", &script).0, Check);
    }
}
