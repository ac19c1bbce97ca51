//! "Known to us": details a patient says, and the questions that draw them out. A question never shows what the record holds,
//! nor that it holds anything: the same list stands for every patient.

/// A detail that can be read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Stable code.
    pub code: &'static str,
    /// As the record of the check names it.
    pub name: &'static str,
    /// Read aloud.
    pub ask: &'static str,
}

const fn detail(code: &'static str, name: &'static str, ask: &'static str) -> Detail {
    Detail { code, name, ask }
}

/// How many have to be right.
pub const NEEDED: usize = 2;

/// Every detail, in the order of the screen.
pub const DETAILS: [Detail; 6] = [
    detail("born", "date of birth", "What is your date of birth?"),
    detail("postcode", "postcode", "What is your postcode?"),
    detail("phone", "phone number", "What is your phone number?"),
    detail("address", "address", "What is the first line of your address?"),
    detail("email", "email address", "What is your email address?"),
    detail("nhs-number", "NHS number", "What is your NHS number?"),
];

/// The detail of a code, if it is one.
pub fn of(code: &str) -> Option<&'static Detail> {
    DETAILS.iter().find(|detail| detail.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_asks_and_never_says_what_or_whether_anything_is_held() {
        for Detail { ask, .. } in DETAILS {
            assert!(ask.starts_with("What is ") && ask.ends_with('?'), "{ask}");
            for word in ["have", "hold", "still", "record", "we ", "right"] {
                assert!(!ask.contains(word), "{ask}");
            }
            assert!(!ask.chars().any(|c| c.is_ascii_digit()), "{ask}");
        }
    }

    #[test]
    fn every_detail_has_its_own_code() {
        for (at, detail) in DETAILS.iter().enumerate() {
            assert_eq!(DETAILS.iter().position(|other| other.code == detail.code), Some(at));
            assert_eq!(of(detail.code), Some(detail));
        }
        assert_eq!(of("mother's-name"), None);
    }
}
