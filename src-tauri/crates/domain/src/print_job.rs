//! What became of a print job, from what the print system says of it: numbers and keywords of IPP (RFC 8011).

/// Where the print system says that a job is (`job-state`, RFC 8011, section 5.3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStage {
    /// 3.
    Pending,
    /// 4.
    Held,
    /// 5.
    Processing,
    /// 6: it was being printed, and is not any more.
    ProcessingStopped,
    /// 7.
    Canceled,
    /// 8: given up by the print system.
    Aborted,
    /// 9.
    Completed,
}

impl JobStage {
    /// The stage of a `job-state`; none for a number that the standard does not have.
    #[must_use]
    pub fn of(number: u32) -> Option<Self> {
        use JobStage::*;
        let stages = [Pending, Held, Processing, ProcessingStopped, Canceled, Aborted, Completed];
        stages.get(usize::try_from(number.checked_sub(3)?).ok()?).copied()
    }

    /// Nothing more comes of it.
    #[must_use]
    pub fn over(self) -> bool {
        matches!(self, Self::Canceled | Self::Aborted | Self::Completed)
    }
}

/// A job, as the print system describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintJob {
    /// Where it is.
    pub stage: JobStage,
    /// `job-state-reasons`.
    pub reasons: Vec<String>,
    /// `job-printer-state-message`: what the printer said about this job; may be empty.
    pub message: String,
    /// Whole seconds since the printer began with it; none when it has not.
    pub at_it: Option<u64>,
}

/// The printer of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrinterSays {
    /// `printer-state` 5.
    pub stopped: bool,
    /// `printer-state-reasons`.
    pub reasons: Vec<String>,
    /// `printer-state-message`; may be empty.
    pub message: String,
}

/// Where a job stands for the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has its turn to come.
    Waiting,
    /// It is being printed.
    Printing,
    /// It is said to be printed, and has been for over [`PATIENCE`].
    Silent,
    /// It waits for a person: at a printer that is stopped, or held, or broken off.
    Stopped,
    /// The print system says that it was completed. Nothing else is printed.
    Printed,
    /// Taken back here or elsewhere.
    Cancelled,
    /// The print system gave it up.
    Failed,
}

/// Seconds a printer may be at one job before the desk says that it does not answer.
pub const PATIENCE: u64 = 60;

/// Where `job` stands at its printer.
#[must_use]
pub fn standing(job: &PrintJob, printer: &PrinterSays) -> Standing {
    match job.stage {
        JobStage::Pending if printer.stopped => Standing::Stopped,
        JobStage::Pending => Standing::Waiting,
        JobStage::Held | JobStage::ProcessingStopped => Standing::Stopped,
        JobStage::Processing if job.at_it.is_some_and(|seconds| seconds > PATIENCE) => Standing::Silent,
        JobStage::Processing => Standing::Printing,
        JobStage::Canceled => Standing::Cancelled,
        JobStage::Aborted => Standing::Failed,
        JobStage::Completed => Standing::Printed,
    }
}

/// The same in words for the person at the desk, with what the print system gives as its reason. Never says that
/// something should be printed again: whether any of it came out is for somebody to see at the printer.
#[must_use]
pub fn words(job: &PrintJob, printer: &PrinterSays, queue: &str) -> String {
    let said = match standing(job, printer) {
        Standing::Waiting => format!("Waiting for {queue}."),
        Standing::Printing => format!("Printing on {queue}."),
        Standing::Silent => format!(
            "{queue} has been at this job for {} and does not say that it is printed. Look at the printer. Take the job back before you print it elsewhere.",
            minutes(job.at_it.unwrap_or_default())
        ),
        Standing::Stopped if job.stage == JobStage::Held => {
            format!(
                "The job is held at {queue} and comes out when it is released. Take it back before you print it elsewhere."
            )
        }
        Standing::Stopped if job.stage == JobStage::ProcessingStopped => format!(
            "{queue} began with the job and broke off. Look at the printer. Take the job back before you print it elsewhere."
        ),
        Standing::Stopped => format!(
            "The printer {queue} is stopped. The job waits and comes out when the printer is started. Take it back before you print it elsewhere."
        ),
        Standing::Printed => format!("Printed on {queue}."),
        Standing::Cancelled if job.at_it.is_none() => {
            format!("The job was cancelled at {queue} before it began. Nothing was printed.")
        }
        Standing::Cancelled => {
            format!("The job was cancelled at {queue}. What had come out by then is at the printer.")
        }
        Standing::Failed => {
            format!("The print system gave the job up at {queue}. What had come out by then is at the printer.")
        }
    };
    format!("{said}{}", reason(job, printer))
}

fn minutes(seconds: u64) -> String {
    match seconds / 60 {
        0 | 1 => "over a minute".to_string(),
        minutes => format!("{minutes} minutes"),
    }
}

/// Keywords that say no more than the state does (RFC 8011, section 5.3.8, and what CUPS leaves behind).
const PLAIN: [&str; 7] = [
    "none",
    "job-printing",
    "job-completed-successfully",
    "processing-to-stop-point",
    "job-incoming",
    "job-queued",
    "printer-stopped",
];

/// " The print system says: “Filter failed”."; empty when it gives no reason, and for a job that is printed without one.
fn reason(job: &PrintJob, printer: &PrinterSays) -> String {
    let keywords = |reasons: &[String]| {
        reasons.iter().filter(|reason| !PLAIN.contains(&reason.as_str())).cloned().collect::<Vec<_>>().join(", ")
    };
    let of_job = keywords(&job.reasons);
    let said: [String; 4] = match job.stage {
        // What the printer says now is about another job.
        JobStage::Completed => [of_job, String::new(), String::new(), String::new()],
        JobStage::Canceled => [line(&job.message), of_job, String::new(), String::new()],
        _ => [line(&job.message), line(&printer.message), of_job, keywords(&printer.reasons)],
    };
    let mut told: Vec<String> = Vec::new();
    for words in said {
        let words = words.trim_end_matches('.').to_string();
        if !words.is_empty() && !told.contains(&words) {
            told.push(words);
        }
    }
    if told.is_empty() { String::new() } else { format!(" The print system says: “{}”.", told.join("; ")) }
}

/// Most characters of the print system's words that are shown.
const MOST: usize = 160;

/// The words of a driver or a printer, fit for a sentence: one line, and not endless.
fn line(raw: &str) -> String {
    let one: String = raw
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match one.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &one[..at]),
        None => one,
    }
}

/// The queue and the number in a job's name: "Büro@home" and 12 of "Büro@home-12". None when it is no such name.
///
/// CUPS allows every printable character in the name of a queue but space, tab, `/` and `#` (lpadmin(8)), a hyphen too:
/// the number is what stands behind the last one.
#[must_use]
pub fn name_parts(name: &str) -> Option<(&str, u32)> {
    let (queue, digits) = name.rsplit_once('-')?;
    let allowed = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '/' | '#');
    let number = digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())??;
    (!queue.is_empty() && queue.chars().all(allowed)).then_some((queue, number))
}
