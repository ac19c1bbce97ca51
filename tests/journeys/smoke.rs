//! The least of all journeys: the window opens, draws, answers the mouse and a key, and comes back after a close.
use frontdesk_tests::{Desk, Result, pictures};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_window_opens_and_comes_back() -> Result {
    let desk = Desk::new("smoke")?;
    let window = desk.open().await?;
    window.see("Your clinic").await?;
    assert_eq!(window.value("Clinic name").await?, "Kensington Medical");
    window.is_accessible().await?;
    window.picture(&pictures().join("smoke.png")).await?;
    window.press("Ctrl+Enter").await?;
    window.see("The practice manager").await?;
    window.click("Back").await?;
    window.see("Your clinic").await?;
    let window = window.restart().await?;
    window.see("Your clinic").await?;
    window.close().await
}
