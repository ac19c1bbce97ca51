//! The main job, end to end, told as it goes: `make run` without a display shows this.
use frontdesk_tests::{Desk, Result, Story};

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_main_job_in_one_window() -> Result {
    let story = Story::new()?;
    let desk = Desk::new("demo")?;
    let window = desk.open().await?;
    window.see("Your clinic").await?;
    story.scene(&window, "first-start", "First start: the clinic's details").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The practice manager").await?;
    window.fill("Name", "Marta Nowak").await?;
    story.scene(&window, "manager", "The practice manager").await?;
    println!("{}", window.text().await?);
    window.close().await
}
