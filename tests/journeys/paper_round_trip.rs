//! A consent form on paper and back: printed, turned to pictures out of order, one upside down and one spoiled, scanned,
//! filed, and its answers recorded.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

use frontdesk_tests::first_start::{as_far_as_consents, register_alex, set_up};
use frontdesk_tests::{Desk, Failure, Result, Window, pictures, printed, printed_count};

async fn picture(window: &Window, name: &str) -> Result {
    window.picture(&pictures().join(format!("paper-{name}.png"))).await?;
    window.is_accessible().await
}

/// A page as a scanner sees it: grey, a byte a pixel.
struct Page {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// The pages of a printed file at 150 dots to the inch.
fn pages(pdf: &Path) -> Result<Vec<Page>> {
    let out = Command::new("pdftoppm").args(["-r", "150", "-gray"]).arg(pdf).output()?;
    let mut rest = &out.stdout[..];
    let mut found = Vec::new();
    while !rest.is_empty() {
        // Portable greymap: P5, width, height, 255, each after one white space, then the pixels.
        let mut words = Vec::new();
        let mut at = 0;
        while words.len() < 4 {
            let end = at + rest[at..].iter().position(u8::is_ascii_whitespace).ok_or(Failure::new("no greymap"))?;
            words.push(String::from_utf8_lossy(&rest[at..end]).into_owned());
            at = end + 1;
        }
        let (width, height): (usize, usize) = (words[1].parse().unwrap(), words[2].parse().unwrap());
        found.push(Page { width, height, pixels: rest[at..at + width * height].to_vec() });
        rest = &rest[at + width * height..];
    }
    Ok(found)
}

fn upside_down(page: &mut Page) {
    page.pixels.reverse();
}

/// Coffee over the corner with the code.
fn spoil(page: &mut Page) {
    for y in 20..260 {
        for x in page.width - 300..page.width - 20 {
            page.pixels[y * page.width + x] = 96;
        }
    }
}

/// A PDF as a plain scanner writes it: a picture on each page, nothing else.
fn scan(pages: &[&Page]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut object = |file: &mut Vec<u8>, number: usize, head: String, stream: Option<&[u8]>| {
        places.push((number, file.len()));
        file.extend(format!("{number} 0 obj\n{head}\n").bytes());
        if let Some(bytes) = stream {
            file.extend(b"stream\n");
            file.extend(bytes);
            file.extend(b"\nendstream\n");
        }
        file.extend(b"endobj\n");
    };
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 3 + 3 * at)).collect();
    object(&mut file, 1, "<< /Type /Catalog /Pages 2 0 R >>".into(), None);
    object(&mut file, 2, format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()), None);
    for (at, page) in pages.iter().enumerate() {
        let (own, picture, content) = (3 + 3 * at, 4 + 3 * at, 5 + 3 * at);
        let (width, height) = (page.width, page.height);
        let resources = format!("<< /XObject << /P {picture} 0 R >> >>");
        let head = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {content} 0 R >>"
        );
        object(&mut file, own, head, None);
        let head = format!(
            "<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length {} >>",
            page.pixels.len()
        );
        object(&mut file, picture, head, Some(&page.pixels));
        let draw = b"595 0 0 842 0 0 cm /P Do";
        object(&mut file, content, format!("<< /Length {} >>", draw.len()), Some(draw));
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for (_, place) in &places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let count = places.len() + 1;
    file.extend(format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

async fn scanner_folder(window: &Window, folder: &Path) -> Result {
    std::fs::create_dir(folder)?;
    window.press("Ctrl+4").await?;
    window.click("Safety").await?;
    window.see("No scanner's folder is set").await?;
    window.click("Choose the scanner's folder").await?;
    window.answer_folder_dialog(folder).await?;
    window.see("The scanner's folder is set.").await?;
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await
}

/// Prints the form from the sheet, by the real queue; gives the printed pages.
async fn print(window: &Window) -> Result<Vec<Page>> {
    window.press("Ctrl+P").await?;
    window.see("1 of").await?;
    picture(window, "form").await?;
    let before = printed_count()?;
    window.press("Ctrl+Enter").await?;
    let papers = printed(before + 1).await?;
    window.see("Printed on Reception").await?;
    let newest = papers.last().ok_or(Failure::new("nothing was printed"))?;
    std::fs::copy(newest, pictures().join("paper-printed.pdf"))?;
    pages(newest)
}

/// The number of the one paper there is, as the list shows it.
async fn number(window: &Window) -> Result<String> {
    window.ask("return document.querySelector('th button.code').innerText.trim()").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_form_comes_back_page_by_page_and_its_answers_say_where_they_stand() -> Result {
    let desk = Desk::new("paper")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    let folder = desk.folder().join("scans");
    scanner_folder(&window, &folder).await?;
    register_alex(&window).await?;
    as_far_as_consents(&window).await?;
    let mut paper = print(&window).await?;
    let count = paper.len();
    assert!(count >= 3, "{count} pages");

    window.press("Ctrl+3").await?;
    window.see("Looking at the register is recorded").await?;
    window.press("F7").await?;
    window.see("Nothing is waiting to be recorded").await?;
    let number = number(&window).await?;
    picture(&window, "out").await?;

    // The last page first, the first upside down, the second spoiled.
    upside_down(&mut paper[0]);
    spoil(&mut paper[1]);
    let order: Vec<&Page> = paper.iter().rev().collect();
    std::fs::write(folder.join("scan-0001.pdf"), scan(&order))?;
    window.press("F3").await?;
    window.see("Looking at the register is recorded").await?;
    window.press("F7").await?;
    window.see("scan-0001.pdf").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Delete the scan itself?").await?;
    picture(&window, "scan-left").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The scan is deleted from the scanner's folder.").await?;
    assert!(!folder.join("scan-0001.pdf").exists());
    window.see(&format!("{} of {count} pages attached", count - 1)).await?;
    window.see(&format!("Page 2 of {count} is not back.")).await?;
    picture(&window, "scanned").await?;

    window.press("Ctrl+1").await?;
    window.see("Scanned pages to file").await?;
    picture(&window, "desk").await?;
    window.click("Scanned pages to file").await?;
    window.see("1 page to file by hand").await?;
    window.press("Ctrl+E").await?;
    window.see("Where does it belong?").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Choose where the page goes.").await?;
    window.choose("To a form printed here").await?;
    window.fill("Number of the paper", "ZZZZZZZZ").await?;
    window.fill("Which page", "2").await?;
    window.press("Ctrl+Enter").await?;
    window.see("No paper with this number was printed here.").await?;
    picture(&window, "file-wrong").await?;
    window.fill("Number of the paper", &number.to_lowercase()).await?;
    window.press("Ctrl+Enter").await?;
    window.see("The page is filed.").await?;
    window.see(&format!("All {count} pages are back")).await?;
    picture(&window, "filed").await?;

    window.click(&number).await?;
    window.see("Read each answer off the page").await?;
    picture(&window, "beside").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Needs a yes or a no before treatment").await?;
    picture(&window, "missing").await?;
    for (question, answer) in [
        ("May we hold health details to treat you safely?", "Yes"),
        ("Do you agree to the treatment planned for today?", "Yes"),
        ("May we take photographs for your own record?", "No"),
    ] {
        window.choose(&format!("{question} > {answer}")).await?;
    }
    window.press("Ctrl+Enter").await?;
    window.see("The answers are recorded, and the check-in is finished.").await?;
    picture(&window, "recorded").await?;

    window.press("Ctrl+K").await?;
    window.type_text("testpatient").await?;
    window.see("1 found").await?;
    window.press("Enter").await?;
    window.see("Viewing is recorded").await?;
    window.press("Ctrl+Y").await?;
    window.see("Nothing here is ever overwritten").await?;
    window.see(&format!("Form {number}")).await?;
    let _: Option<bool> =
        window.ask("document.querySelectorAll('details').forEach((one) => (one.open = true)); return null").await?;
    window.see(&format!("On paper, form {number}")).await?;
    picture(&window, "consents").await?;
    window.click(&format!("Form {number}")).await?;
    window.see("Answers recorded").await?;
    window.see(&format!("Page {count} of {count}")).await?;
    window.close().await
}
