//! What the wiping allocator could slow down, in the same words for the program with it and the one without: a desk opened,
//! and a form made. The shortest of many, because a busy machine only ever adds.

use std::time::{Duration, Instant};

use frontdesk_desk::paper::make_consent_form;
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::views::paper::{ConsentFormRequest, PaperSize};
use frontdesk_domain::role::Role;

const FORMS: usize = 30;
const STARTS: usize = 6;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Prints `open <ms>` and `form <ms>`.
pub fn main() -> Result {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut opened = Duration::MAX;
        let mut made = Duration::MAX;
        for _ in 0..STARTS {
            let folder = tempfile::tempdir()?;
            let begun = Instant::now();
            let desk =
                testing::open(folder.path(), Role::Reception, StillClock::at("2026-11-24T10:30:00.000Z")).await?;
            opened = opened.min(begun.elapsed());
            for _ in 0..FORMS / STARTS {
                let form =
                    ConsentFormRequest { patient_id: None, treatment: "general".into(), size: PaperSize::Normal };
                let begun = Instant::now();
                make_consent_form(&desk, form).await?;
                made = made.min(begun.elapsed());
            }
            desk.close().await;
        }
        println!("open {:.2}", opened.as_secs_f64() * 1000.0);
        println!("form {:.2}", made.as_secs_f64() * 1000.0);
        Ok(())
    })
}
