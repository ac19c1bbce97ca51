//! Printing through CUPS: `lp` reads standard input, so no file of ours is ever on disk in plain.

use std::process::{Output, Stdio};
use std::time::Duration;

use frontdesk_domain::role::UseCase;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::job;
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

/// How long the print system may take over one question or one document.
const LIMIT: Duration = Duration::from_secs(15);

async fn run(program: &str, arguments: &[&str], input: &[u8]) -> Result<Output> {
    tokio::time::timeout(LIMIT, run_to_its_end(program, arguments, input)).await.unwrap_or_else(|_| {
        Err(DeskError::new(
            "print-system-silent",
            "The print system of this computer does not answer. Look at the printer before you print again: the page may still come out.",
        ))
    })
}

async fn run_to_its_end(program: &str, arguments: &[&str], input: &[u8]) -> Result<Output> {
    let absent = |_| {
        DeskError::new(
            "printing-absent",
            "This computer has no print system (CUPS). Save a file instead, or ask whoever keeps the computer to install CUPS.",
        )
    };
    let mut child = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(absent)?;
    if let Some(mut pipe) = child.stdin.take() {
        // A refusing `lp` closes its end early; its exit says so better.
        let _ = pipe.write_all(input).await;
        let _ = pipe.shutdown().await;
    }
    child.wait_with_output().await.map_err(absent)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_string()
}

/// A question to the print server: a busy one drops a connection now and then, so it is asked twice before it counts.
async fn ask(arguments: &[&str]) -> Result<String> {
    let mut answer = run("lpstat", arguments, b"").await?;
    if !answer.status.success() {
        tokio::time::sleep(Duration::from_millis(300)).await;
        answer = run("lpstat", arguments, b"").await?;
    }
    Ok(text(&answer.stdout))
}

/// The queues, with the default first.
pub(super) async fn queues() -> Result<Vec<PrinterView>> {
    let names = ask(&["-e"]).await?;
    let default = ask(&["-d"]).await?.rsplit(": ").next().unwrap_or_default().to_string();
    let states = ask(&["-p"]).await?;
    let accepting = ask(&["-a"]).await?;
    let mut queues = Vec::new();
    for name in names.lines().map(str::trim).filter(|name| !name.is_empty()) {
        let stopped = states.lines().any(|line| line.starts_with(&format!("printer {name} disabled")));
        let refuses = accepting.lines().any(|line| line.starts_with(&format!("{name} not accepting")));
        queues.push(PrinterView {
            name: name.to_string(),
            is_default: name == default,
            accepting: !refuses,
            two_sided: two_sided(name).await?,
            note: match (refuses, stopped) {
                (true, _) => Some("This printer takes no jobs now.".to_string()),
                (false, true) => Some("This printer is stopped. Jobs wait until it is started.".to_string()),
                (false, false) => None,
            },
        });
    }
    queues.sort_by_key(|queue| (!queue.is_default, queue.name.clone()));
    Ok(queues)
}

/// Whether a queue can turn the sheet over: bit 4 of its printer-type (CUPS_PRINTER_DUPLEX in the CUPS extensions of IPP).
async fn two_sided(queue: &str) -> Result<bool> {
    let options = run("lpoptions", &["-p", queue], b"").await?;
    let options = text(&options.stdout);
    let kind = options.split_whitespace().find_map(|option| option.strip_prefix("printer-type="));
    Ok(kind.and_then(|kind| kind.parse::<u32>().ok()).is_some_and(|kind| kind & 0x10 != 0))
}

/// Refuses a queue that the print system does not know.
pub(super) async fn known(queue: &str) -> Result<()> {
    let names = ask(&["-e"]).await?;
    match names.lines().any(|name| name.trim() == queue) {
        true => Ok(()),
        false => Err(DeskError::new("queue-unknown", "This printer is no longer there. Choose another.")),
    }
}

/// Sends a document to a queue.
pub(super) async fn submit(queue: &str, options: &Options, title: &str, pdf: &[u8]) -> Result<JobView> {
    let arguments = options.arguments(queue, title);
    let sent = run("lp", &arguments.iter().map(String::as_str).collect::<Vec<_>>(), pdf).await?;
    reached(UseCase::PrintDocument, "submitted").await;
    if !sent.status.success() {
        if full(&text(&sent.stderr)) {
            return Err(DeskError::new(
                "spool-full",
                format!(
                    "There is no room for another job at {queue}. Take back jobs that wait, or free space on this computer, and print again."
                ),
            ));
        }
        return Err(DeskError::new(
            "print-refused",
            format!(
                "The printer {queue} did not take the job. Check that it is on and takes jobs, then print again, or choose another."
            ),
        ));
    }
    // "request id is Queue-12 (1 file(s))"
    let id = text(&sent.stdout)
        .strip_prefix("request id is ")
        .and_then(|rest| rest.split(' ').next())
        .unwrap_or_default()
        .to_string();
    state(&id).await
}

/// What the print server says when it takes no more: too many jobs, a quota, a disk without room.
fn full(said: &str) -> bool {
    ["Too many active jobs", "Quota limit reached", "No space left", "Unable to save", "Unable to create"]
        .iter()
        .any(|words| said.contains(words))
}

/// Takes a job back. One that is printed or gone is left as it is.
pub(super) async fn cancel(id: &str) -> Result<JobView> {
    let (queue, _) = parts(id)?;
    let taken = run("cancel", &[id], b"").await?;
    reached(UseCase::CancelPrint, "cancelled").await;
    let now = state(id).await?;
    Ok(match now.state {
        JobState::Waiting | JobState::Printing | JobState::Stopped if !taken.status.success() => {
            return Err(DeskError::new(
                "not-taken-back",
                format!("The job could not be taken back from {queue}. Look at the printer: it may still come out."),
            ));
        }
        // A cancelled job stands among the ended ones, or nowhere.
        JobState::Done | JobState::Failed if taken.status.success() => {
            job(id, queue, JobState::Failed, format!("Taken back from {queue}. Nothing was printed."))
        }
        _ => now,
    })
}

/// "Reception" and 12 of "Reception-12".
pub(super) fn parts(id: &str) -> Result<(&str, i64)> {
    let sound = id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) && !id.starts_with('-');
    let parts = id.rsplit_once('-').filter(|(queue, _)| sound && !queue.is_empty());
    parts
        .and_then(|(queue, number)| Some((queue, number.parse().ok()?)))
        .ok_or_else(|| DeskError::new("job-unknown", "This print job is not known. Print again."))
}

/// Where a job is: asked of the queue, never assumed.
pub(super) async fn state(id: &str) -> Result<JobView> {
    let (queue, _) = parts(id)?;
    let known = |listing: &str| listing.lines().any(|line| line.split_whitespace().next() == Some(id));
    let waiting = ask(&["-W", "not-completed", "-o", queue]).await?;
    if known(&waiting) {
        let printers = ask(&["-p", queue]).await?;
        return Ok(if printers.contains("disabled") {
            job(
                id,
                queue,
                JobState::Stopped,
                format!("The printer {queue} is stopped. The job waits; start the printer, or print to another."),
            )
        } else if printers.contains(&format!("now printing {id}")) {
            job(id, queue, JobState::Printing, format!("Printing on {queue}."))
        } else {
            job(id, queue, JobState::Waiting, format!("Waiting for {queue}."))
        });
    }
    let ended = ask(&["-l", "-W", "completed", "-o", queue]).await?;
    let (state, message) = match ending(&ended, id) {
        Some(Ending::Printed) => (JobState::Done, format!("Printed on {queue}.")),
        Some(Ending::Cancelled) => (
            JobState::Failed,
            format!("The job was cancelled at {queue}. What had come out by then is at the printer."),
        ),
        Some(Ending::Other) => {
            (JobState::Failed, format!("{queue} did not finish the job. Look at the printer, then print again."))
        }
        None => (JobState::Failed, format!("The job is no longer at {queue}. Look at the printer, then print again.")),
    };
    Ok(job(id, queue, state, message))
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Printed,
    Cancelled,
    Other,
}

/// How a job of the list of ended ones ended, by the reasons that `lpstat -l` gives below it (`job-state-reasons` of
/// RFC 8011, section 5.3.8). A job without reasons has not been said to be printed.
fn ending(listing: &str, id: &str) -> Option<Ending> {
    let mut lines = listing.lines().skip_while(|line| line.split_whitespace().next() != Some(id));
    lines.next()?;
    let reasons = lines
        .take_while(|line| line.starts_with(char::is_whitespace))
        .find_map(|line| line.trim().strip_prefix("Alerts:"))
        .unwrap_or_default()
        .trim();
    Some(match reasons {
        reasons if reasons.contains("cancel") => Ending::Cancelled,
        reasons if reasons.contains("job-completed") => Ending::Printed,
        // Left standing by CUPS on a job that its printer has taken to the end.
        "processing-to-stop-point" => Ending::Printed,
        _ => Ending::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_job_that_the_print_system_says_was_completed_is_printed() {
        let listing = "Up-7 root 1024 Tue 24 Nov 2026\n\tStatus: \n\tAlerts: job-completed-successfully\n\tqueued for Up\n\
            Up-8 root 1024 Tue 24 Nov 2026\n\tAlerts: job-canceled-by-user\n\tqueued for Up\n\
            Up-9 root 1024 Tue 24 Nov 2026\n\tAlerts: aborted-by-system\n\
            Up-10 root 1024 Tue 24 Nov 2026\n\
            Up-12 root 1024 Tue 24 Nov 2026\n\tAlerts: processing-to-stop-point\n\
            Up-13 root 1024 Tue 24 Nov 2026\n\tAlerts: processing-to-stop-point job-canceled-by-user\n";
        let found = ["Up-7", "Up-8", "Up-9", "Up-10", "Up-11", "Up-12", "Up-13"].map(|id| ending(listing, id));
        let (printed, other) = (Some(Ending::Printed), Some(Ending::Other));
        let cancelled = Some(Ending::Cancelled);
        assert_eq!(found, [printed, cancelled, other, other, None, printed, cancelled]);
    }

    #[test]
    fn copies_and_sides_reach_the_print_system() {
        for (sides, wanted) in [(Sides::One, "sides=one-sided"), (Sides::Two, "sides=two-sided-long-edge")] {
            let told = Options { copies: 3, sides }.arguments("Upstairs", "Consent form");
            assert_eq!(told.join(" "), format!("-d Upstairs -n 3 -o media=A4 -o {wanted} -t Consent form -"));
        }
    }
}
