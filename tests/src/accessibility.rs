//! axe-core on the screen as it stands: WCAG 2.2 AA and the rules before it.
use crate::window::Window;
use crate::{Failure, Result};
use serde::Deserialize;

/// One broken rule, with every place that breaks it.
#[derive(Debug, Deserialize)]
pub struct Violation {
    /// The rule's short name, such as `color-contrast`.
    pub id: String,
    /// minor, moderate, serious or critical; may be missing.
    pub impact: Option<String>,
    /// What the rule asks, in a sentence.
    pub help: String,
    /// Where: selector and the reason, one entry per element.
    pub places: Vec<String>,
}

const RUN: &str = r"
const done = arguments[arguments.length - 1];
axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(
  (result) => done({ violations: result.violations.map((v) => ({
    id: v.id, impact: v.impact, help: v.help,
    places: v.nodes.map((n) => `${n.target.join(' ')}: ${(n.failureSummary ?? '').replace(/\s+/g, ' ')}`),
  })) }),
  (error) => done({ problem: String(error) }),
);";

#[derive(Deserialize)]
struct Outcome {
    violations: Option<Vec<Violation>>,
    problem: Option<String>,
}

impl Window {
    /// What axe-core finds on the screen as it stands.
    pub async fn violations(&self) -> Result<Vec<Violation>> {
        if !self.ask::<bool>("return typeof axe === 'object'").await? {
            let path = crate::root().join("ui/node_modules/axe-core/axe.min.js");
            let source = std::fs::read_to_string(&path).map_err(|_| {
                Failure::new("axe-core is missing from the front end's packages: run scripts/setup.sh test.")
            })?;
            // The driver's script runs beside the page's policy, which would refuse it as an inline script.
            self.driver().execute(source, vec![]).await?;
        }
        let outcome: Outcome = self.driver().execute_async(RUN, vec![]).await?.convert()?;
        match outcome {
            Outcome { violations: Some(violations), .. } => Ok(violations),
            Outcome { problem, .. } => {
                Err(Failure::new(format!("axe-core did not finish: {}", problem.unwrap_or_default())))
            }
        }
    }

    /// Fails with every broken rule when there is one.
    pub async fn is_accessible(&self) -> Result {
        self.step("check the screen with axe-core".into(), async {
            let violations = self.violations().await?;
            if violations.is_empty() {
                return Ok(());
            }
            let list: Vec<String> = violations
                .iter()
                .map(|broken| format!("{} ({}): {}", broken.id, broken.help, broken.places.join("; ")))
                .collect();
            Err(Failure::new(format!("{} rules are broken:\n    {}", list.len(), list.join("\n    "))))
        })
        .await
    }
}
