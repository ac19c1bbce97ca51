//! Printing through CUPS, and the only module that knows of it. `lp` takes the page on its standard input, so no file of
//! ours is ever on disk in plain; `ipptool` asks what became of it. Each is a program with a time limit, and is killed
//! at it.

mod ipp;

use std::process::{Output, Stdio};
use std::time::Duration;

use frontdesk_domain::print_job::{PrintJob, PrinterSays, Standing, name_parts, standing, words};
use frontdesk_domain::role::UseCase;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::error::{DeskError, Result};
use crate::outside::reached;
use crate::views::paper::{JobState, JobView, PrinterView, Sides};

/// How a document is printed.
pub(super) struct Options {
    /// 1 to 20.
    pub copies: u32,
    /// Turned over on the long edge, like a book.
    pub sides: Sides,
}

impl Options {
    /// What `lp` is told. The document comes through its standard input.
    fn arguments(&self, queue: &str, title: &str) -> Vec<String> {
        let copies = self.copies.to_string();
        let sides = match self.sides {
            Sides::One => "sides=one-sided",
            Sides::Two => "sides=two-sided-long-edge",
        };
        ["-d", queue, "-n", &copies, "-o", "media=A4", "-o", sides, "-t", title, "-"].map(str::to_string).to_vec()
    }
}

/// How long the print system may take to take a document.
const TAKING: Duration = Duration::from_secs(15);

/// How long it may take over a question.
const ASKING: Duration = Duration::from_secs(8);

/// How long a job that was taken back may be on its way out of the print system.
const LEAVING: [Duration; 3] = [Duration::from_millis(100), Duration::from_millis(400), Duration::from_secs(1)];

/// Why nothing was heard.
#[derive(Debug, PartialEq, Eq)]
enum Unheard {
    /// A program that belongs to the print system is not installed.
    NoProgram(&'static str),
    /// The print system is not there, or says nothing.
    Silence,
}

/// Of what came before anything was handed over.
impl From<Unheard> for DeskError {
    fn from(unheard: Unheard) -> Self {
        match unheard {
            Unheard::NoProgram("ipptool") => Self::new(
                "print-system-incomplete",
                "This computer has no program to ask what became of a print (ipptool of CUPS), so nothing is printed. Save a file instead, or ask whoever keeps the computer to install it: on Debian the package cups-ipp-utils.",
            ),
            Unheard::NoProgram(_) => Self::new(
                "printing-absent",
                "This computer has no print system (CUPS). Save a file instead, or ask whoever keeps the computer to install CUPS.",
            ),
            Unheard::Silence => Self::new(
                "print-system-silent",
                "The print system of this computer does not answer. Nothing was sent to a printer. Ask whoever keeps the computer to start CUPS again, or save a file instead.",
            ),
        }
    }
}

/// Runs a program of the print system to its end, and kills it when `limit` has passed.
async fn run(
    program: &'static str,
    arguments: &[&str],
    input: &[u8],
    limit: Duration,
) -> std::result::Result<Output, Unheard> {
    let mut child = Command::new(program)
        .args(arguments)
        // English, and names of queues as they are: in the plain C locale every other letter becomes a question mark.
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|_| Unheard::NoProgram(program))?;
    let to_its_end = async {
        if let Some(mut pipe) = child.stdin.take() {
            // A refusing `lp` closes its end early; its exit says so better.
            let _ = pipe.write_all(input).await;
            let _ = pipe.shutdown().await;
        }
        child.wait_with_output().await
    };
    match tokio::time::timeout(limit, to_its_end).await {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(_)) | Err(_) => Err(Unheard::Silence),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_string()
}

async fn lpstat(question: &str) -> std::result::Result<String, Unheard> {
    Ok(text(&run("lpstat", &[question], b"", ASKING).await?.stdout))
}

/// The queues, with the default first.
pub(super) async fn queues() -> Result<Vec<PrinterView>> {
    // First, for `lpstat` takes a print system that is away for one without printers.
    let printers = ipp::printers().await?;
    let names = lpstat("-e").await?;
    let default = lpstat("-d").await?.rsplit(": ").next().unwrap_or_default().to_string();
    let mut queues = Vec::new();
    for name in names.lines().map(str::trim).filter(|name| !name.is_empty()) {
        // A printer seen on the network becomes a queue with its first job.
        let printer = printers.iter().find(|printer| printer.name == name);
        let (accepting, stopped) = printer.map_or((true, false), |printer| (printer.accepting, printer.says.stopped));
        queues.push(PrinterView {
            name: name.to_string(),
            is_default: name == default,
            accepting,
            two_sided: match printer {
                Some(printer) => printer.two_sided,
                None => two_sided(name).await?,
            },
            note: match (accepting, stopped) {
                (false, _) => Some("This printer takes no jobs now.".to_string()),
                (true, true) => Some("This printer is stopped. Jobs wait until it is started.".to_string()),
                (true, false) => None,
            },
        });
    }
    queues.sort_by_key(|queue| (!queue.is_default, queue.name.clone()));
    Ok(queues)
}

/// Whether a printer that is not a queue yet can turn the sheet over.
async fn two_sided(name: &str) -> Result<bool> {
    let options = text(&run("lpoptions", &["-p", name], b"", ASKING).await?.stdout);
    let kind = options.split_whitespace().find_map(|option| option.strip_prefix("printer-type="));
    Ok(kind.and_then(|kind| kind.parse().ok()).is_some_and(ipp::turns_over))
}

/// Whether the print system knows a queue. With the print system away none is known, and that is an error of its own.
async fn knows(queue: &str) -> std::result::Result<bool, Unheard> {
    let listed = lpstat("-e").await?.lines().any(|name| name.trim() == queue);
    if !listed {
        ipp::printers().await?;
    }
    Ok(listed)
}

fn unknown_queue() -> DeskError {
    DeskError::new("queue-unknown", "This printer is no longer there. Choose another.")
}

/// Refuses a queue that the print system does not know, before anything is sent to it.
pub(super) async fn known(queue: &str) -> Result<()> {
    if knows(queue).await? { Ok(()) } else { Err(unknown_queue()) }
}

/// The same, before a job is taken back from it.
pub(super) async fn known_to_take_back(queue: &str) -> Result<()> {
    match knows(queue).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(unknown_queue()),
        Err(Unheard::Silence) => Err(not_asked_back(queue)),
        Err(unheard) => Err(unheard.into()),
    }
}

/// Sends a document to a queue. Once `lp` has handed it over there is no error any more: what is not known is said so.
pub(super) async fn submit(queue: &str, options: &Options, title: &str, pdf: &[u8]) -> Result<JobView> {
    let arguments = options.arguments(queue, title);
    let sent = run("lp", &arguments.iter().map(String::as_str).collect::<Vec<_>>(), pdf, TAKING).await;
    reached(UseCase::PrintDocument, "submitted").await;
    let sent = match sent {
        Err(Unheard::Silence) => return Err(halfway(queue)),
        other => other?,
    };
    if sent.status.success() {
        return Ok(match handed_over(&text(&sent.stdout)) {
            Some(id) => state(&id).await.unwrap_or_else(|_| nameless(queue)),
            None => nameless(queue),
        });
    }
    let said = text(&sent.stderr);
    if full(&said) {
        return Err(DeskError::new(
            "spool-full",
            format!(
                "There is no room for another job at {queue}. Take back jobs that wait, or free space on this computer. Nothing was sent; then print it."
            ),
        ));
    }
    if ipp::printers().await == Err(Unheard::Silence) {
        return Err(halfway(queue));
    }
    let said = said.trim_start_matches("lp: ").trim_start_matches("Error - ").trim_end_matches('.').to_string();
    let reason = if said.is_empty() { String::new() } else { format!(" It says: “{said}”.") };
    Err(DeskError::new(
        "print-refused",
        format!(
            "The print system did not take the job for {queue}.{reason} Nothing was sent. Check that the printer is on and takes jobs, or choose another."
        ),
    ))
}

/// The print system stopped answering while it was given a document.
fn halfway(queue: &str) -> DeskError {
    DeskError::new(
        "print-unknown",
        format!(
            "The print system stopped answering while it was given this page. Whether it has it is not known: it may still come out. Look at the printer {queue} first."
        ),
    )
}

/// The name of the job that `lp` made: "request id is Büro-12 (1 file(s))".
fn handed_over(said: &str) -> Option<String> {
    let line = said.lines().find_map(|line| line.strip_prefix("request id is "))?;
    let id = line.rsplit_once(" (").map_or(line, |(id, _)| id).trim();
    name_parts(id).map(|_| id.to_string())
}

/// What the print server says when it takes no more: too many jobs, a quota, a disk without room.
fn full(said: &str) -> bool {
    ["Too many active jobs", "Quota limit reached", "No space left", "Unable to save", "Unable to create"]
        .iter()
        .any(|words| said.contains(words))
}

/// The queue and the number in the name of a job.
pub(super) fn parts(id: &str) -> Result<(&str, u32)> {
    name_parts(id).ok_or_else(unknown_job)
}

fn unknown_job() -> DeskError {
    DeskError::new(
        "job-unknown",
        "The print system knows this job at another printer, or not at all. Nothing was changed.",
    )
}

/// Where a job is: asked of the print system, never assumed.
pub(super) async fn state(id: &str) -> Result<JobView> {
    let (queue, number) = parts(id)?;
    match found(queue, number).await {
        Ok(Some(job)) => Ok(view(id, queue, &job, &printer_of(&job, queue).await)),
        Ok(None) => Ok(gone(id, queue)),
        Err(Lookup::Unheard(Unheard::Silence)) => Ok(job_view(
            id,
            queue,
            JobState::Unknown,
            format!(
                "The print system of this computer does not answer. The job was handed over to it; whether it is printed is not known. Look at the printer {queue}."
            ),
        )),
        Err(Lookup::Unheard(unheard)) => Err(unheard.into()),
        Err(Lookup::Elsewhere) => Err(unknown_job()),
    }
}

/// Takes a job back that is not printed yet.
pub(super) async fn cancel(id: &str) -> Result<JobView> {
    let (queue, number) = parts(id)?;
    let silent = || not_asked_back(queue);
    let look = async || match found(queue, number).await {
        Ok(job) => Ok(job),
        Err(Lookup::Unheard(Unheard::Silence)) => Err(silent()),
        Err(Lookup::Unheard(unheard)) => Err(unheard.into()),
        Err(Lookup::Elsewhere) => Err(unknown_job()),
    };
    let before = look().await?.ok_or_else(|| {
        DeskError::new(
            "job-gone",
            format!("The print system no longer lists the job for {queue}: it may have been printed. Look at the printer first."),
        )
    })?;
    if before.stage.over() {
        return not_needed(id, queue, &before);
    }
    let asked = ipp::cancel(number).await;
    reached(UseCase::CancelPrint, "cancelled").await;
    if asked == Err(Unheard::Silence) {
        return Err(silent());
    }
    asked?;
    let mut now = look().await?.unwrap_or(before);
    for wait in LEAVING {
        if now.stage.over() {
            break;
        }
        tokio::time::sleep(wait).await;
        now = look().await?.unwrap_or(now);
    }
    match standing(&now, &PrinterSays::default()) {
        Standing::Cancelled if now.at_it.is_none() => {
            Ok(job_view(id, queue, JobState::Cancelled, format!("Taken back from {queue}. Nothing was printed.")))
        }
        Standing::Cancelled => Ok(job_view(
            id,
            queue,
            JobState::Cancelled,
            format!("Taken back from {queue}. What had come out by then is at the printer."),
        )),
        Standing::Printed | Standing::Failed => not_needed(id, queue, &now),
        Standing::Waiting | Standing::Printing | Standing::Silent | Standing::Stopped => Err(DeskError::new(
            "not-taken-back",
            format!("The job could not be taken back from {queue}. Look at the printer: it may still come out."),
        )),
    }
}

/// The print system did not answer when a job was to be taken back.
fn not_asked_back(queue: &str) -> DeskError {
    DeskError::new(
        "not-taken-back",
        format!(
            "The print system of this computer does not answer, so the job was not taken back from {queue}, as far as is known. Look at the printer: it may still come out."
        ),
    )
}

/// A job that ended before it could be taken back: printed is a refusal, for it cannot be undone.
fn not_needed(id: &str, queue: &str, job: &PrintJob) -> Result<JobView> {
    if standing(job, &PrinterSays::default()) == Standing::Printed {
        return Err(DeskError::new(
            "printed-already",
            format!(
                "The job was printed on {queue} before it could be taken back. Nothing else was sent. Fetch it from the printer."
            ),
        ));
    }
    Ok(view(id, queue, job, &PrinterSays::default()))
}

/// Why a job was not found.
enum Lookup {
    Unheard(Unheard),
    /// The number is that of a job at another queue.
    Elsewhere,
}

/// The job with this number, which must be one of `queue`; none when the print system does not list it.
async fn found(queue: &str, number: u32) -> std::result::Result<Option<PrintJob>, Lookup> {
    match ipp::job(number).await.map_err(Lookup::Unheard)? {
        // CUPS does not tell capitals from small letters in the name of a queue.
        Some((at, _)) if at.to_lowercase() != queue.to_lowercase() => Err(Lookup::Elsewhere),
        found => Ok(found.map(|(_, job)| job)),
    }
}

/// What the printer of a job says; nothing for a job that is over.
async fn printer_of(job: &PrintJob, queue: &str) -> PrinterSays {
    if job.stage.over() {
        return PrinterSays::default();
    }
    let printers = ipp::printers().await.unwrap_or_default();
    printers.into_iter().find(|printer| printer.name == queue).map(|printer| printer.says).unwrap_or_default()
}

fn view(id: &str, queue: &str, job: &PrintJob, printer: &PrinterSays) -> JobView {
    let state = match standing(job, printer) {
        Standing::Waiting => JobState::Waiting,
        Standing::Printing => JobState::Printing,
        Standing::Silent => JobState::Silent,
        Standing::Stopped => JobState::Stopped,
        Standing::Printed => JobState::Done,
        Standing::Cancelled => JobState::Cancelled,
        Standing::Failed => JobState::Failed,
    };
    job_view(id, queue, state, words(job, printer, queue))
}

fn gone(id: &str, queue: &str) -> JobView {
    let message = format!(
        "The print system no longer lists this job, so whether it was printed is not known. Look at the printer {queue}."
    );
    job_view(id, queue, JobState::Unknown, message)
}

/// A job that was handed over and whose number is not known.
fn nameless(queue: &str) -> JobView {
    let message = format!(
        "The print system took the job and did not say under which number, so the desk cannot follow it. Look at the printer {queue}."
    );
    job_view("", queue, JobState::Unknown, message)
}

fn job_view(id: &str, queue: &str, state: JobState, message: String) -> JobView {
    JobView { job_id: id.to_string(), queue: queue.to_string(), state, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_and_sides_reach_the_print_system() {
        for (sides, wanted) in [(Sides::One, "sides=one-sided"), (Sides::Two, "sides=two-sided-long-edge")] {
            let told = Options { copies: 3, sides }.arguments("Upstairs", "Consent form");
            assert_eq!(told.join(" "), format!("-d Upstairs -n 3 -o media=A4 -o {wanted} -t Consent form -"));
        }
    }

    #[test]
    fn the_job_that_was_made_is_known_by_its_whole_name_whatever_the_queue_is_called() {
        for queue in ["Reception", "HP(2)", "Büro", "a)(1", "Reception@front-office.local", "a-1", "(1"] {
            let said = format!("request id is {queue}-7 (1 file(s))");
            assert_eq!(handed_over(&said), Some(format!("{queue}-7")));
        }
        for nothing in ["", "request id is", "request id is x (1 file(s))", "lp: warning"] {
            assert_eq!(handed_over(nothing), None);
        }
    }
}
