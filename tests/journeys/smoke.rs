//! The least of all journeys: the window opens, draws, answers a key and ends.
use frontdesk_tests::{Desk, Result, pictures};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_window_opens_draws_and_closes() -> Result {
    let desk = Desk::new("smoke")?;
    let window = desk.open().await?;
    window.see("Kensington Medical").await?;
    window.picture(&pictures().join("smoke.png")).await?;
    window.close().await
}
