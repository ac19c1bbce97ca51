//! Printing through CUPS: `lp` reads standard input, so no file of ours is ever on disk in plain.

use std::process::{Output, Stdio};

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::job;
use crate::error::{DeskError, Result};
use crate::views::paper::{JobState, JobView, PrinterView};

async fn run(program: &str, arguments: &[&str], input: &[u8]) -> Result<Output> {
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
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
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
    let mut queues: Vec<PrinterView> = names
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let stopped = states.lines().any(|line| line.starts_with(&format!("printer {name} disabled")));
            let refuses = accepting.lines().any(|line| line.starts_with(&format!("{name} not accepting")));
            PrinterView {
                name: name.to_string(),
                is_default: name == default,
                accepting: !refuses,
                note: match (refuses, stopped) {
                    (true, _) => Some("This printer takes no jobs now.".to_string()),
                    (false, true) => Some("This printer is stopped. Jobs wait until it is started.".to_string()),
                    (false, false) => None,
                },
            }
        })
        .collect();
    queues.sort_by_key(|queue| (!queue.is_default, queue.name.clone()));
    Ok(queues)
}

/// Sends a document to a queue.
pub(super) async fn submit(queue: &str, copies: u32, title: &str, pdf: &[u8]) -> Result<JobView> {
    if !queues().await?.iter().any(|known| known.name == queue) {
        return Err(DeskError::new("queue-unknown", "This printer is no longer there. Choose another."));
    }
    let copies = copies.to_string();
    let sent = run("lp", &["-d", queue, "-n", &copies, "-o", "media=A4", "-t", title, "-"], pdf).await?;
    if !sent.status.success() {
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

/// Where a job is: asked of the queue, never assumed.
pub(super) async fn state(id: &str) -> Result<JobView> {
    let queue = id.rsplit_once('-').map_or("", |(queue, _)| queue);
    let known = |listing: &str| listing.lines().any(|line| line.split_whitespace().next() == Some(id));
    if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
        return Err(DeskError::new("job-unknown", "This print job is not known. Print again."));
    }
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
    let ended = ask(&["-W", "completed", "-o", queue]).await?;
    Ok(if known(&ended) {
        job(id, queue, JobState::Done, format!("Printed on {queue}."))
    } else {
        job(
            id,
            queue,
            JobState::Failed,
            format!("The job is no longer at {queue}. Look at the printer, then print again."),
        )
    })
}
