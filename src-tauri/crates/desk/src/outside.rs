//! Acts outside the database: a print, a file, a scan deleted, a change of the key file. There is one way: what is
//! intended is durable first, then the act, then its outcome. What is found intended at an unlock was cut off; it is
//! settled then, or shown.

mod aim;
mod settle;
mod told;

use std::pin::Pin;

use frontdesk_domain::role::{Trace, UseCase};
use frontdesk_store::audit_entry::Outcome;
use frontdesk_store::outside_act::{self, OutsideAct};

pub(crate) use aim::{Aim, FileAim};
pub(crate) use settle::settle;
pub(crate) use told::to_tell;

use crate::entry::refusal_code;
use crate::error::{DeskError, Result};
use crate::open::{Act, Actor, Entry, OpenDesk};

/// What is written with the outcome of an act that was done.
type Written<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// An act whose "intended" is durable and whose outcome is not known.
struct Begun {
    case: UseCase,
    actor: Actor,
    entry: Entry,
    intended: i64,
}

impl OpenDesk {
    /// Carries out an act outside the database. `act` has been begun, so it is authorised, and what it wrote is made
    /// durable with the "intended" entry and with `aim`, from which somebody can tell later whether it was done.
    ///
    /// When the process ends before the outcome, or the desk locks, the row stays for the next unlock.
    ///
    /// # Errors
    /// Whatever `doing` refuses; `not-intended` for a use case whose trace is another one; those of the store.
    pub(crate) async fn outside<T: Sync>(
        &self,
        act: Act,
        entry: Entry,
        aim: Aim,
        doing: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        self.outside_then(act, entry, aim, doing, |_, _| Box::pin(async { Ok(()) })).await
    }

    /// The same, for one that leaves something to write when it is done: that goes with the outcome.
    pub(crate) async fn outside_then<T: Sync>(
        &self,
        act: Act,
        entry: Entry,
        aim: Aim,
        doing: impl Future<Output = Result<T>> + Send,
        written: impl for<'a> FnOnce(&'a mut Act, &'a T) -> Written<'a>,
    ) -> Result<T> {
        // A change of the key file is carried to its end; nothing else keeps a locked desk at work.
        let to_its_end = matches!(aim, Aim::Header { .. });
        let begun = intend(act, entry, aim).await?;
        reached(begun.case, "intended").await;
        let ended = tokio::select! {
            biased;
            () = self.until_closed(), if !to_its_end => Err(DeskError::locked()),
            ended = doing => ended,
        };
        reached(begun.case, "acted").await;
        let mut act = self.go_on(begun.case, begun.actor).await?;
        // Settled meanwhile: the desk was locked and unlocked again while this went on.
        if !outside_act::take(act.conn(), begun.intended).await? {
            return Err(DeskError::locked());
        }
        let entry = begun.entry.with("of", begun.intended);
        match &ended {
            Ok(done) => {
                written(&mut act, done).await?;
                act.append(&entry, Outcome::Done).await?;
            }
            Err(error) => {
                act.append(&entry.with("code", refusal_code(&error.code)), Outcome::Failed).await?;
            }
        }
        act.keep().await?;
        reached(begun.case, "outcome").await;
        ended
    }
}

async fn intend(mut act: Act, entry: Entry, aim: Aim) -> Result<Begun> {
    let (case, actor) = (act.case(), act.actor().clone());
    if case.trace() != Trace::IntentAndOutcome {
        return Err(DeskError::new("not-intended", "This must be recorded another way. Nothing was done."));
    }
    let intended = act.append(&entry, Outcome::Intended).await?;
    let row = OutsideAct {
        intended,
        use_case: case.code().to_string(),
        subject_kind: entry.subject_kind.to_string(),
        subject: entry.subject.clone(),
        detail: entry.detail(),
        aim: aim.to_json(),
        actor: actor.id.clone(),
        at: act.at.clone(),
    };
    outside_act::insert(act.conn(), &row).await?;
    act.keep().await?;
    Ok(Begun { case, actor, entry, intended })
}

/// A place between two steps, where a test may stop the process. Nothing in the product.
#[cfg(not(any(test, feature = "testing")))]
pub(crate) async fn reached(_case: UseCase, _place: &str) {}

#[cfg(any(test, feature = "testing"))]
pub(crate) async fn reached(case: UseCase, place: &str) {
    crate::testing::reached(case, place).await;
}
