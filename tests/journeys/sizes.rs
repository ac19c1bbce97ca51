//! The screens at 200% text, on a large screen and in dark: nothing cut off, nothing to scroll sideways.
#![allow(clippy::unwrap_used)]

use frontdesk_tests::{Desk, Failure, Result, Window, pictures};

/// What does not fit: a page or a part that scrolls sideways, words outside the window, words cut by their own box.
const MISFITS: &str = r"
const out = [];
const name = (el) => `${el.tagName.toLowerCase()}.${[...el.classList].join('.')} “${(el.innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) out.push(`the page scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}`);
if (innerWidth > 1000 && root.scrollHeight > root.clientHeight + 1) out.push(`the window scrolls: ${root.scrollHeight} in ${root.clientHeight}`);
for (const el of document.querySelectorAll('body *')) {
  if (!el.checkVisibility({ visibilityProperty: true }) || el.closest('.visually-hidden, svg, option')) continue;
  const style = getComputedStyle(el);
  const box = el.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) continue;
  const own = [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
  if (['auto', 'scroll'].includes(style.overflowX) && el.scrollWidth > el.clientWidth + 1) {
    const edge = box.left + el.clientLeft + el.clientWidth;
    const beyond = [...el.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > edge + 1);
    out.push(`scrolls sideways: ${name(el)} because of ${beyond.slice(0, 3).map(name).join(', ')}`);
  }
  if (own && (box.right > innerWidth + 1 || box.left < -1)) out.push(`outside the window: ${name(el)}`);
  if (own && ['hidden', 'clip'].includes(style.overflowX) && el.scrollWidth > el.clientWidth + 1) out.push(`cut: ${name(el)}`);
}
return out;";

/// A tour of the screens at one size: a picture of each, and all that does not fit told at the end.
struct Tour<'a> {
    window: &'a Window,
    size: &'a str,
    /// Somebody who is not on today's list yet.
    somebody: &'a str,
    /// Words at twice the size: a register of seven columns may scroll inside its card (WCAG 1.4.10 leaves data tables out).
    zoomed: bool,
    misfits: Vec<String>,
}

impl<'a> Tour<'a> {
    fn new(window: &'a Window, size: &'a str, somebody: &'a str) -> Self {
        Self { window, size, somebody, zoomed: size.starts_with("text"), misfits: Vec::new() }
    }

    async fn look(&mut self, screen: &str) -> Result {
        let name = format!("{}-{screen}", self.size);
        self.window.picture(&pictures().join(format!("{name}.png"))).await?;
        let found: Vec<String> = self.window.ask(MISFITS).await?;
        self.misfits.extend(found.into_iter().map(|misfit| format!("{screen}: {misfit}")));
        self.window.is_accessible().await
    }

    async fn find(&self, reference: &str) -> Result {
        self.window.press("Ctrl+K").await?;
        self.window.type_text(reference).await?;
        // Its own answer: the reference alone may stand in the banner of the page before.
        self.window.see("1 found").await?;
        self.window.press("Enter").await
    }

    /// The driver's pointer misses what the window's zoom has moved: the element is pressed by itself.
    async fn press_on(&self, words: &str) -> Result {
        let script = format!(
            "const all = [...document.querySelectorAll('main :is(button, label)')];
             const found = all.find((el) => el.innerText.trim().startsWith('{words}'));
             found?.click();
             return found !== undefined;"
        );
        match self.window.ask::<bool>(&script).await? {
            true => Ok(()),
            false => Err(Failure::new(format!("There is no “{words}” to press."))),
        }
    }

    async fn patients(&mut self) -> Result {
        let window = self.window;
        self.look("desk").await?;
        window.press("Ctrl+K").await?;
        window.type_text("ma").await?;
        window.see("choose").await?;
        self.look("search").await?;
        window.press("Esc").await?;
        self.find(self.somebody).await?;
        window.see("Age today").await?;
        self.look("patient").await?;
        window.press("Ctrl+Y").await?;
        window.see("Health details").await?;
        self.look("held-consents").await?;
        window.press("Ctrl+P").await?;
        window.see("1 of").await?;
        self.look("receipt").await?;
        window.press("Esc").await?;
        window.see("Health details").await?;
        window.press("F9").await?;
        window.see("What the other system reads").await?;
        window.press("Ctrl+Enter").await?;
        window.see("Choose what the other system reads.").await?;
        self.look("consents-out").await?;
        window.press("Esc").await?;
        window.see("Health details").await?;
        window.press("Esc").await?;
        window.see("Age today").await?;
        window.press("Ctrl+E").await?;
        window.see("Why it changes").await?;
        self.look("edit").await
    }

    /// Somebody at each step: not begun, known by a document, with answers missing.
    async fn check_ins(&mut self) -> Result {
        let window = self.window;
        self.find(self.somebody).await?;
        // The page of the patient, whatever is on the screen before it.
        window.see("Age today").await?;
        window.press("Ctrl+I").await?;
        window.see("What are they here for?").await?;
        window.press("5").await?;
        self.look("walk-in").await?;
        window.press("Ctrl+Enter").await?;
        window.see("put the document on the reader").await?;
        self.look("identity").await?;
        window.press("Ctrl+Enter").await?;
        self.look("identity-missing").await?;
        window.press("F3").await?;
        window.see("What did they show?").await?;
        self.press_on("Passport").await?;
        self.look("identity-other").await?;
        window.press("Ctrl+1").await?;
        window.see("Okonkwo, Amara").await?;
        window.press("1").await?;
        window.see("Save the answers").await?;
        self.look("consents").await?;
        window.press("Ctrl+Enter").await?;
        window.see("Not saved").await?;
        self.look("consents-missing").await?;
        self.in_their_hands().await
    }

    /// The screen as a patient holds it, and back.
    async fn in_their_hands(&mut self) -> Result {
        let window = self.window;
        window.press("F7").await?;
        window.see("answers and signs.").await?;
        self.look("hand-over").await?;
        window.press("Ctrl+Enter").await?;
        window.see("Your consents").await?;
        self.look("hands").await?;
        self.press_on("Sign and finish").await?;
        // On a tall screen all is read at once, and what is missing is named; on others there is more to read.
        let told = "const done = arguments[0]; const look = () => document.querySelector('[role=alert]') ? done(true) : setTimeout(look, 20); look();";
        assert!(window.driver().execute_async(told, vec![]).await?.convert::<bool>()?);
        self.look("hands-missing").await?;
        self.press_on("Give the screen back").await?;
        window.see("Nothing is signed yet.").await?;
        self.look("hands-back").await?;
        window.fill("Passphrase", "fictional patients only").await?;
        window.press("Enter").await?;
        window.see("Save the answers").await
    }

    async fn requests(&mut self) -> Result {
        let window = self.window;
        window.press("Ctrl+2").await?;
        window.see("By the day they are due").await?;
        self.look("requests").await?;
        window.press("Enter").await?;
        window.see("What they asked for").await?;
        self.look("request").await
    }

    async fn registers_and_settings(&mut self) -> Result {
        let window = self.window;
        window.press("Ctrl+3").await?;
        window.see("entries").await?;
        match self.zoomed {
            true => window.is_accessible().await?,
            false => self.look("registers").await?,
        }
        window.press("F6").await?;
        window.see("Answers that no longer stand").await?;
        self.look("ask-again").await?;
        window.press("F7").await?;
        window.see("Back, to record").await?;
        self.look("papers").await?;
        window.press("F10").await?;
        window.see("It is compared byte for byte.").await?;
        self.look("verify").await?;
        window.press("Ctrl+4").await?;
        for (part, words) in [
            ("You", "How the window looks"),
            ("Clinic", "Data questions to"),
            ("Staff", "Who has a key"),
            ("Safety", "minutes"),
            ("Consents", "Told, not asked"),
        ] {
            self.press_on(part).await?;
            window.see(words).await?;
            self.look(&format!("settings-{}", part.to_lowercase())).await?;
        }
        Ok(())
    }

    async fn all(mut self) -> Result {
        self.window.press("Ctrl+1").await?;
        self.window.see("Arrivals today").await?;
        self.patients().await?;
        self.check_ins().await?;
        self.requests().await?;
        self.registers_and_settings().await?;
        match self.misfits.is_empty() {
            true => Ok(()),
            false => Err(Failure::new(format!("{}:\n    {}", self.size, self.misfits.join("\n    ")))),
        }
    }
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
    Tour::new(&window, "text-200", "KM-10100").all().await?;
    window.press("Ctrl+0").await?;
    assert_eq!(window.ask::<u32>("return innerWidth").await?, wide);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn at_1280_by_800_every_screen_fits() -> Result {
    let desk = Desk::new("size-1280")?;
    let window = demo(&desk, 1280, 800).await?;
    Tour::new(&window, "1280", "KM-10100").all().await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_large_screen_and_in_dark_every_screen_fits() -> Result {
    let desk = Desk::new("size-1920-dark")?;
    let window = demo(&desk, 1920, 1080).await?;
    Tour::new(&window, "1920", "KM-10100").all().await?;
    window.press("Ctrl+4").await?;
    window.choose("Dark").await?;
    // The choice is kept before the window shows it.
    let shown = "const done = arguments[0]; const look = () => document.documentElement.dataset.theme === 'dark' ? done(true) : setTimeout(look, 20); look();";
    assert!(window.driver().execute_async(shown, vec![]).await?.convert::<bool>()?);
    Tour::new(&window, "1920-dark", "KM-10101").all().await
}
