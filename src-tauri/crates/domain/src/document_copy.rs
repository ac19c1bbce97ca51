//! A copy of a document: the exception to "seen, not copied", with a reason and a last day.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::date_entry::{DatePurpose, parse_parts};
use crate::patient::TypedDate;
use crate::problem::FieldProblem;
use crate::text::clean_lines;

/// Largest copy, bytes: 20 MiB.
pub const SIZE_MAX: usize = 20 * 1024 * 1024;
/// Days a copy may stay when the clinic has not set its own number.
pub const DAYS: u32 = 30;
/// The most days the clinic may set.
pub const DAYS_MAX: u32 = 90;

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum CopyFormat {
    Jpeg,
    Png,
    Pdf,
}

impl CopyFormat {
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Pdf];

    /// The code used in data: `jpeg`, `png`, `pdf`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// By the first bytes (ITU-T T.81 B.1.1.3 SOI; ISO/IEC 15948 5.2; ISO 32000-1 7.5.2), never by the name.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// A copy as asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyForm {
    /// What it is a copy of, e.g. "Passport".
    pub document: String,
    /// Why seeing it is not enough.
    pub reason: String,
    /// The day it is deleted; empty for the latest the clinic allows.
    pub delete_on: TypedDate,
}

/// A copy that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyPlan {
    pub document: String,
    pub reason: String,
    pub delete_on: NaiveDate,
}

/// Takes a copy as asked for on `today`, where the clinic keeps copies for `days` at most.
///
/// # Errors
/// `copy-document-missing`, `copy-reason-missing`, `copy-day` (not after today, or later than the clinic allows), those
/// of the date and text rules.
pub fn plan(form: &CopyForm, today: NaiveDate, days: u32) -> Result<CopyPlan, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let last = today + Days::new(u64::from(days));
    let mut lines = |field: &str, raw: &str, max: usize, label: &str, code: &str, message: &str| {
        match clean_lines(raw, max, label) {
            Ok(text) if text.is_empty() => problems.push(FieldProblem::new(field, code, message)),
            Ok(text) => return text,
            Err(problem) => problems.push(FieldProblem::new(field, &problem.code, problem.message)),
        }
        String::new()
    };
    let document =
        lines("document", &form.document, 60, "What it is", "copy-document-missing", "Say what it is a copy of.");
    let reason = lines(
        "reason",
        &form.reason,
        500,
        "The reason",
        "copy-reason-missing",
        "Say why seeing it is not enough. Without a reason nothing is copied.",
    );
    let TypedDate { day, month, year } = &form.delete_on;
    let delete_on = if [day, month, year].iter().all(|part| part.trim().is_empty()) {
        Some(last)
    } else {
        match parse_parts(day, month, year, today, DatePurpose::Expiry) {
            Ok(on) if on <= today || on > last => {
                problems.push(FieldProblem::new(
                    "deleteOn",
                    "copy-day",
                    format!("Choose a day after today and within {days} days."),
                ));
                None
            }
            Ok(on) => Some(on),
            Err(problem) => {
                problems.push(problem.at("deleteOn"));
                None
            }
        }
    };
    match delete_on {
        Some(delete_on) if problems.is_empty() => Ok(CopyPlan { document, reason, delete_on }),
        _ => Err(problems),
    }
}
