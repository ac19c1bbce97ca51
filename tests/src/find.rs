//! Finding by meaning: a name, or a path of names such as `Date of birth > Day`.
use crate::window::Window;
use crate::{Failure, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::WebElement;

/// What is looked for.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A button, link, tab or menu entry.
    Press,
    /// Something to type into or choose a value from.
    Field,
    /// A radio button, tick box or switch.
    Choice,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Field => "field",
            Self::Choice => "choice",
        }
    }
}

/// What was found: what to click, and the control that holds the value. They differ for a choice with a label.
pub(crate) struct Found {
    pub(crate) target: WebElement,
    pub(crate) control: WebElement,
}

#[derive(Deserialize)]
struct Answer {
    problem: Option<String>,
    element: Option<Value>,
    control: Option<Value>,
}

impl Window {
    /// Looks until there is exactly one, or patience ends.
    pub(crate) async fn find(&self, kind: Kind, name: &str) -> Result<Found> {
        let path: Vec<&str> = name.split(" > ").map(str::trim).collect();
        let arguments = vec![json!(kind.word()), json!(path)];
        let start = Instant::now();
        loop {
            let problem = match self.driver().execute(include_str!("find.js"), arguments.clone()).await {
                Ok(answer) => {
                    let answer: Answer = answer.convert()?;
                    if let (Some(element), Some(control)) = (answer.element, answer.control) {
                        let handle = self.driver().handle();
                        return Ok(Found {
                            target: WebElement::from_json(element, handle.clone())?,
                            control: WebElement::from_json(control, handle.clone())?,
                        });
                    }
                    answer.problem.unwrap_or_default()
                }
                // Between two pages there may be none to ask.
                Err(error) => error.to_string(),
            };
            if start.elapsed() > self.patience() {
                return Err(Failure::new(problem));
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }
}
