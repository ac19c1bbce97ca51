//! Every call to the keyring, in the order asked, on one thread of its own: a keyring that never answers holds up that
//! thread and nobody else.
//!
//! A Secret Service call has no time limit: a stopped daemon, or one that waits for a person to type its password, answers
//! when it does. So a caller waits for as long as makes sense and is then told `keyring-silent`. The thread is never
//! joined, so that the process ends without it.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::{DeviceSecret, DeviceSecretStore, KeyringStatus, VaultError, VaultId};

/// How long an answer is waited for.
const READ: Duration = Duration::from_secs(10);
/// How long the keeping of the audit's head is waited for. It is kept later all the same.
const KEEP: Duration = Duration::from_secs(2);
/// How long anything is waited for while an earlier call has had no answer for longer than `READ`.
const BEHIND_A_SILENT_CALL: Duration = Duration::from_millis(500);

/// What is asked for. One that nobody waits for any more is left out, unless it keeps something.
struct Job {
    /// Of two waiting jobs that keep under the same name only the later is done.
    keeps: Option<String>,
    work: Box<dyn FnOnce() + Send>,
    /// Lives as long as somebody waits for the answer.
    asker: std::sync::Weak<()>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Job>,
    /// When the call under way began.
    begun: Option<Instant>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    more: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread. Clones share it.
#[derive(Clone)]
pub struct KeyringThread(Arc<Shared>);

impl KeyringThread {
    /// A thread of its own.
    pub fn start() -> Self {
        let shared = Arc::new(Shared::default());
        let inside = shared.clone();
        // Without a thread nothing answers, which is what each caller is told then.
        let _ = std::thread::Builder::new().name("keyring".to_owned()).spawn(move || work(&inside));
        Self(shared)
    }

    /// Does `ask` after everything asked before, and waits up to `limit` for what it gives.
    fn ask<T: Send + 'static>(
        &self,
        limit: Duration,
        keeps: Option<String>,
        ask: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let (send, receive) = sync_channel(1);
        let waits = Arc::new(());
        let job = Job {
            work: Box::new(move || {
                // Nobody listens any more when the caller has given up: what was given is wiped here.
                let _ = send.send(ask());
            }),
            asker: Arc::downgrade(&waits),
            keeps,
        };
        let mut queue = self.0.lock();
        if let Some(name) = &job.keeps {
            queue.waiting.retain(|earlier| earlier.keeps.as_ref() != Some(name));
        }
        queue.waiting.push_back(job);
        let silent = queue.begun.is_some_and(|begun| begun.elapsed() > READ);
        drop(queue);
        self.0.more.notify_one();
        match receive.recv_timeout(if silent { limit.min(BEHIND_A_SILENT_CALL) } else { limit }) {
            Ok(answer) => answer,
            // Made needless by a later one, or not answered: either way it is not known to be kept.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Err(VaultError::KeyringSilent),
        }
    }
}

fn work(shared: &Shared) {
    loop {
        let mut queue = shared.lock();
        queue.begun = None;
        let job = loop {
            match queue.waiting.pop_front() {
                Some(job) => break job,
                None => queue = shared.more.wait(queue).unwrap_or_else(PoisonError::into_inner),
            }
        };
        if job.keeps.is_none() && job.asker.strong_count() == 0 {
            continue;
        }
        queue.begun = Some(Instant::now());
        drop(queue);
        // A keyring's own fault must not end the thread that everybody waits for.
        let _ = catch_unwind(AssertUnwindSafe(job.work));
    }
}

/// A keyring behind its thread.
pub struct QueuedKeyring {
    inner: Arc<dyn DeviceSecretStore>,
    thread: KeyringThread,
}

impl QueuedKeyring {
    /// `inner`, asked on `thread` only.
    pub fn new(inner: Arc<dyn DeviceSecretStore>, thread: KeyringThread) -> Self {
        Self { inner, thread }
    }

    fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn DeviceSecretStore) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let inner = self.inner.clone();
        self.thread.ask(READ, None, move || ask(inner.as_ref()))
    }
}

impl DeviceSecretStore for QueuedKeyring {
    fn status(&self) -> KeyringStatus {
        self.read(|inner| Ok(inner.status())).unwrap_or(KeyringStatus::Silent)
    }

    fn get(&self, vault: VaultId, line: u32) -> Result<DeviceSecret, VaultError> {
        self.read(move |inner| inner.get(vault, line))
    }

    fn create(&self, vault: VaultId, line: u32, secret: &DeviceSecret) -> Result<(), VaultError> {
        let secret = secret.again();
        self.read(move |inner| inner.create(vault, line, &secret))
    }

    fn forget(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        self.read(move |inner| inner.forget(vault, line))
    }

    fn delete(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        self.read(move |inner| inner.delete(vault, line))
    }

    fn put_anchor(&self, vault: VaultId, head: &str) -> Result<(), VaultError> {
        let (inner, head) = (self.inner.clone(), head.to_owned());
        self.thread.ask(KEEP, Some(format!("{vault}/audit-head")), move || inner.put_anchor(vault, &head))
    }

    fn get_anchor(&self, vault: VaultId) -> Result<Option<String>, VaultError> {
        self.read(move |inner| inner.get_anchor(vault))
    }

    fn put_generation(&self, vault: VaultId, generation: u64) -> Result<(), VaultError> {
        let inner = self.inner.clone();
        let keeps = Some(format!("{vault}/generation"));
        self.thread.ask(KEEP, keeps, move || inner.put_generation(vault, generation))
    }

    fn get_generation(&self, vault: VaultId) -> Result<Option<u64>, VaultError> {
        self.read(move |inner| inner.get_generation(vault))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;
    use crate::tests::code;

    /// A thread that is busy with a call until the sender is used or dropped.
    fn busy() -> (KeyringThread, Sender<()>) {
        let thread = KeyringThread::start();
        let (go_on, held): (Sender<()>, Receiver<()>) = channel();
        let (begun, has_begun) = channel();
        let asking = thread.clone();
        std::thread::spawn(move || {
            asking.ask(READ, None, move || {
                let _ = begun.send(());
                let _ = held.recv();
                Ok(())
            })
        });
        has_begun.recv().unwrap();
        (thread, go_on)
    }

    fn soon() -> Duration {
        Duration::from_millis(20)
    }

    #[test]
    fn a_keyring_that_never_answers_is_waited_for_no_longer_than_the_limit() {
        let (thread, _go_on) = busy();
        let begun = Instant::now();
        assert!(matches!(thread.ask(soon(), None, || Ok(())), Err(VaultError::KeyringSilent)));
        assert!(begun.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn what_keeps_is_done_later_once_with_the_newest_and_what_only_reads_is_left_out() {
        let (thread, go_on) = busy();
        let (done, kept) = channel();
        for what in ["anchor 1", "anchor 2", "anchor 3"] {
            let done = done.clone();
            let _ = thread.ask(soon(), Some("anchor".to_owned()), move || {
                done.send(what).unwrap();
                Ok(())
            });
        }
        let other = done.clone();
        let _ = thread.ask(soon(), Some("generation".to_owned()), move || {
            other.send("generation 1").unwrap();
            Ok(())
        });
        let read = done.clone();
        let _ = thread.ask(soon(), None, move || {
            read.send("read").unwrap();
            Ok(())
        });
        drop(go_on);
        thread
            .ask(READ, None, move || {
                done.send("last").unwrap();
                Ok(())
            })
            .unwrap();
        assert_eq!(kept.iter().collect::<Vec<_>>(), ["anchor 3", "generation 1", "last"]);
    }

    #[test]
    fn a_call_that_breaks_down_breaks_nothing_after_it() {
        let thread = KeyringThread::start();
        let broken = thread.ask(READ, None, || -> Result<(), VaultError> { panic!("a fault of the keyring's own") });
        assert!(matches!(broken, Err(VaultError::KeyringSilent)));
        assert_eq!(thread.ask(READ, None, || Ok(7)).unwrap(), 7);
    }

    #[test]
    fn the_keyring_behind_the_thread_answers_as_itself() {
        let inner = Arc::new(crate::testing::MemoryKeyring::new());
        let keyring = QueuedKeyring::new(inner.clone(), KeyringThread::start());
        let vault = VaultId::random().unwrap();
        assert_eq!(keyring.status(), KeyringStatus::Ready);
        let secret = DeviceSecret::random().unwrap();
        keyring.create(vault, 1, &secret).unwrap();
        assert_eq!(keyring.get(vault, 1).unwrap().bytes(), secret.bytes());
        assert_eq!(code(keyring.get(vault, 2)), "device-secret-missing");
        keyring.put_generation(vault, 7).unwrap();
        assert_eq!(keyring.get_generation(vault).unwrap(), Some(7));
        keyring.put_anchor(vault, "head").unwrap();
        assert_eq!(keyring.get_anchor(vault).unwrap().as_deref(), Some("head"));
        keyring.delete(vault, 1).unwrap();
        assert!(inner.is_empty() && keyring.get_generation(vault).unwrap().is_none());
        inner.set_status(KeyringStatus::Locked);
        assert_eq!(code(keyring.get(vault, 1)), "keyring-locked");
    }
}
