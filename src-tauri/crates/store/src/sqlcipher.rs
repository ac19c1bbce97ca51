//! SQLCipher's beginning and end in this process: both race with connections on other threads.

use std::time::{Duration, Instant};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::sync::OnceCell;

use crate::error::Result;

/// The name of the threads that connections live on; Linux keeps 15 characters of it.
const CONNECTION: &str = "sqlx-sqlite-wor";
/// Closing takes a few thousandths of a second; a disk that takes longer than this is not waited for.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_millis(2);
/// A connection between two steps of closing may seem to rest, but not for this many looks.
const LOOKS: u32 = 3;

/// Begins SQLCipher, once, on a connection in memory that nothing else waits for: two first connections at one time meet
/// it half begun and are refused. And has the end of the process wait for connections that are closing: SQLCipher and
/// OpenSSL free what they hold then, and a connection still at work crashed the process. What is registered last runs
/// first, so this comes after they registered theirs.
pub(crate) async fn begin() -> Result<()> {
    static BEGUN: OnceCell<()> = OnceCell::const_new();
    BEGUN
        .get_or_try_init(|| async {
            let memory = SqliteConnectOptions::new()
                .in_memory(true)
                .pragma("key", "begin")
                // For the process, before any database is open: what SQLite gives back is wiped, a key's text among it.
                .pragma("cipher_memory_security", "ON")
                .disable_statement_logging();
            memory.connect().await?.close().await?;
            shutdown_hooks::add_shutdown_hook(wait);
            Ok(())
        })
        .await
        .copied()
}

extern "C" fn wait() {
    let begun = Instant::now();
    let mut quiet = 0;
    while quiet < LOOKS && begun.elapsed() < PATIENCE {
        quiet = if any_at_work() { 0 } else { quiet + 1 };
        std::thread::sleep(LOOK);
    }
}

/// Whether a connection's thread does anything but sleep: one that nobody closes sleeps to the end and harms nothing.
/// Elsewhere than on Linux nothing is seen and nothing waited for.
fn any_at_work() -> bool {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return false };
    threads
        .filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("stat")).ok())
        .any(|stat| at_work(&stat))
}

/// A line of proc_pid_stat(5): `id (name) state …`.
fn at_work(stat: &str) -> bool {
    stat.split_once('(')
        .and_then(|(_, rest)| rest.rsplit_once(')'))
        .is_some_and(|(name, rest)| name == CONNECTION && !rest.trim_start().starts_with('S'))
}

#[cfg(test)]
mod tests {
    use super::at_work;

    #[test]
    fn only_a_connections_thread_that_does_not_sleep_is_at_work() {
        assert!(at_work("17 (sqlx-sqlite-wor) R 1 17"));
        assert!(at_work("17 (sqlx-sqlite-wor) D 1 17"));
        assert!(!at_work("17 (sqlx-sqlite-wor) S 1 17"));
        assert!(!at_work("17 (tokio-runtime-w) R 1 17"));
        assert!(!at_work("17 (a) b (c) R 1 17"));
        assert!(!at_work(""));
    }
}
