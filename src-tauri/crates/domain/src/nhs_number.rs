//! NHS numbers: ten digits, the last a check digit (modulus 11, weights 10 to 2; 11 is written 0, 10 is never issued).
//! Numbers from 999 000 0000 are set aside for tests and never issued.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number whose check digit holds. That it is somebody's, or this patient's, is not known from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct NhsNumber(String);

/// Why a text is no NHS number. `code` is one of `nhs-number-empty`, `nhs-number-other-character`,
/// `nhs-number-not-ten-digits`, `nhs-number-check-digit`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NhsNumberProblem {
    pub code: String,
    pub message: String,
}

impl NhsNumber {
    /// Reads ten ASCII digits; spaces and hyphens between them are left out.
    ///
    /// # Errors
    /// Anything else, or a check digit that does not hold.
    pub fn parse(text: &str) -> Result<Self, NhsNumberProblem> {
        let mut digits = String::with_capacity(10);
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c),
                ' ' | '-' => {}
                _ => return Err(NhsNumberProblem::other_character()),
            }
        }
        match digits.len() {
            10 if check_digit(&digits) => Ok(Self(digits)),
            10 => Err(NhsNumberProblem::check_digit()),
            length => Err(NhsNumberProblem::length(length)),
        }
    }

    /// The ten digits, as they are kept.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// As it is shown and printed: `999 000 0018`.
    pub fn spaced(&self) -> String {
        let (a, rest) = self.0.split_at(3);
        let (b, c) = rest.split_at(3);
        format!("{a} {b} {c}")
    }
}

fn check_digit(digits: &str) -> bool {
    let mut values = digits.bytes().map(|b| u32::from(b - b'0'));
    let sum: u32 = values.by_ref().take(9).zip((2..=10).rev()).map(|(v, w)| v * w).sum();
    let expected = match 11 - sum % 11 {
        11 => 0,
        other => other, // 10 equals no digit
    };
    values.next() == Some(expected)
}

impl NhsNumberProblem {
    fn new(code: &str, message: &str) -> Self {
        Self { code: code.to_owned(), message: message.to_owned() }
    }

    fn other_character() -> Self {
        Self::new("nhs-number-other-character", "An NHS number has digits only. Take out the letters and signs.")
    }

    fn length(digits: usize) -> Self {
        match digits {
            0 => Self::new("nhs-number-empty", "No NHS number is typed. Leave it out or type its 10 digits."),
            1 => Self::new("nhs-number-not-ten-digits", "This has 1 digit and an NHS number has 10. Count them again."),
            n => Self::new(
                "nhs-number-not-ten-digits",
                &format!("This has {n} digits and an NHS number has 10. Count them again."),
            ),
        }
    }

    fn check_digit() -> Self {
        Self::new(
            "nhs-number-check-digit",
            "The last digit does not fit the other nine. Check the number against the letter or card.",
        )
    }
}

impl fmt::Display for NhsNumberProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NhsNumberProblem {}

impl TryFrom<String> for NhsNumber {
    type Error = NhsNumberProblem;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<NhsNumber> for String {
    fn from(number: NhsNumber) -> Self {
        number.0
    }
}

impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spaced())
    }
}
