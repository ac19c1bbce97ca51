//! The screens at 200% text, on a large screen and in dark: nothing cut off, nothing to scroll sideways.
#![allow(clippy::unwrap_used)]

use frontdesk_tests::{Desk, Failure, Result, Window, pictures};

/// What does not fit: a page or a part that scrolls sideways, words outside the window, words cut by their own box.
const MISFITS: &str = r"
const out = [];
const name = (el) => `${el.tagName.toLowerCase()}.${[...el.classList].join('.')} “${(el.innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) out.push(`the page scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}`);
for (const el of document.querySelectorAll('body *')) {
  if (!el.checkVisibility({ visibilityProperty: true }) || el.closest('.visually-hidden, svg, option')) continue;
  const style = getComputedStyle(el);
  const box = el.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) continue;
  const own = [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
  if (['auto', 'scroll'].includes(style.overflowX) && el.scrollWidth > el.clientWidth + 1) out.push(`scrolls sideways: ${name(el)}`);
  if (own && (box.right > innerWidth + 1 || box.left < -1)) out.push(`outside the window: ${name(el)}`);
  if (own && ['hidden', 'clip'].includes(style.overflowX) && el.scrollWidth > el.clientWidth + 1) out.push(`cut: ${name(el)}`);
}
return out;";

async fn fits(window: &Window, picture: &str) -> Result {
    window.picture(&pictures().join(format!("{picture}.png"))).await?;
    let misfits: Vec<String> = window.ask(MISFITS).await?;
    if !misfits.is_empty() {
        return Err(Failure::new(format!("{picture}: {}", misfits.join("; "))));
    }
    window.is_accessible().await
}

/// A demo clinic's window, as large as wanted.
async fn demo(desk: &Desk, width: u32, height: u32) -> Result<Window> {
    let window = desk.open().await?;
    window.resize(width, height).await?;
    window.see("Your clinic").await?;
    window.click("Try with fictional patients").await?;
    window.see("Arrivals today").await?;
    Ok(window)
}

async fn patient(window: &Window) -> Result {
    window.press("Ctrl+K").await?;
    window.type_text("KM-10002").await?;
    window.see("KM-10002").await?;
    window.press("Enter").await?;
    window.see("Age today").await
}

/// The three steps of a check-in for somebody on the desk's list, each fitted; ends at the desk.
async fn check_in(window: &Window, size: &str) -> Result {
    patient(window).await?;
    fits(window, &format!("{size}-patient")).await?;
    window.press("Ctrl+I").await?;
    window.choose("Consultation or other care").await?;
    fits(window, &format!("{size}-walk-in")).await?;
    window.press("Ctrl+Enter").await?;
    window.see("put the document on the reader").await?;
    fits(window, &format!("{size}-identity")).await?;
    window.press("F7").await?;
    window.see("Known to us").await?;
    fits(window, &format!("{size}-known")).await
}

async fn request(window: &Window, size: &str) -> Result {
    window.press("Ctrl+2").await?;
    window.see("By the day they are due").await?;
    fits(window, &format!("{size}-requests")).await?;
    window.press("Enter").await?;
    window.see("What they asked for").await?;
    fits(window, &format!("{size}-request")).await
}

async fn registers_and_settings(window: &Window, size: &str) -> Result {
    window.press("Ctrl+3").await?;
    window.see("Looking at the audit is recorded").await?;
    window.see("entries").await?;
    fits(window, &format!("{size}-registers")).await?;
    window.press("Ctrl+4").await?;
    for (part, words) in
        [("You", "How the window looks"), ("Clinic", "Ctrl"), ("Staff", "Who has a key"), ("Safety", "minutes")]
    {
        window.click(part).await?;
        window.see(words).await?;
        fits(window, &format!("{size}-settings-{}", part.to_lowercase())).await?;
    }
    Ok(())
}

async fn every_screen(window: &Window, size: &str) -> Result {
    fits(window, &format!("{size}-desk")).await?;
    check_in(window, size).await?;
    request(window, size).await?;
    registers_and_settings(window, size).await
}

#[tokio::test(flavor = "multi_thread")]
async fn at_twice_the_text_size_nothing_is_cut_off_or_scrolls_sideways() -> Result {
    let desk = Desk::new("text-200")?;
    let window = demo(&desk, 1280, 800).await?;
    let wide: u32 = window.ask("return innerWidth").await?;
    for _ in 0..5 {
        window.press("Ctrl+=").await?;
    }
    window.see("Arrivals today").await?;
    let zoomed: u32 = window.ask("return innerWidth").await?;
    assert_eq!(zoomed, wide / 2, "the keys make the text twice as large");
    every_screen(&window, "text-200").await?;
    window.press("Ctrl+0").await?;
    assert_eq!(window.ask::<u32>("return innerWidth").await?, wide);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn at_1280_by_800_every_screen_fits() -> Result {
    let desk = Desk::new("size-1280")?;
    let window = demo(&desk, 1280, 800).await?;
    every_screen(&window, "1280").await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_large_screen_and_in_dark_every_screen_fits() -> Result {
    let desk = Desk::new("size-1920-dark")?;
    let window = demo(&desk, 1920, 1080).await?;
    every_screen(&window, "1920").await?;
    window.press("Ctrl+4").await?;
    window.choose("Dark").await?;
    window.see("How the window looks").await?;
    assert_eq!(window.ask::<String>("return document.documentElement.dataset.theme").await?, "dark");
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    every_screen(&window, "1920-dark").await
}
