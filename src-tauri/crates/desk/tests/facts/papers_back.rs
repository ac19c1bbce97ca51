//! Signed forms that come back: each page to its paper, the rest to the tray, the answers to the visit.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::common::{Desk, amara, desk, request};
use crate::visit::{alex, as_far_as_consents, sheet, walk_in};
use frontdesk_desk::board::see_board;
use frontdesk_desk::check_in::record_consents;
use frontdesk_desk::consents::see_consents;
use frontdesk_desk::paper::{make_consent_form, make_response};
use frontdesk_desk::paper_back::{
    assign_paper, close_paper, file_page, open_page, open_paper, paper_visits, record_paper, scan_papers, see_papers,
    throw_page,
};
use frontdesk_desk::printing::save_document;
use frontdesk_desk::request::log_request;
use frontdesk_desk::testing;
use frontdesk_desk::views::check_in::CheckInView;
use frontdesk_desk::views::paper::{ConsentFormRequest, PaperSize};
use frontdesk_desk::views::paper_back::{
    AssignPaperForm, FilePageForm, PaperState, PapersView, RecordPaperForm, ScannedView,
};
use frontdesk_domain::clock::Right;
use frontdesk_domain::consent::Answer;
use frontdesk_domain::role::Role;
use frontdesk_store::paper_page;

/// A form made and let out of the desk, as a file: its number and its PDF.
async fn form(d: &Desk, patient: Option<&str>, treatment: &str, size: PaperSize) -> (String, Vec<u8>) {
    let request = ConsentFormRequest { patient_id: patient.map(str::to_string), treatment: treatment.into(), size };
    let made = make_consent_form(&d.desk, request).await.unwrap();
    let path = d.folder.path().join("form.pdf");
    save_document(&d.desk, made.document_id, |_| async { Some(path) }).await.unwrap();
    let number = see_papers(&d.desk).await.unwrap().out[0].paper_id.clone();
    (number, data_encoding::BASE64.decode(made.pdf.as_bytes()).unwrap())
}

/// One page of a PDF as a picture, as a scanner would save it.
fn picture(pdf: &[u8], page: u32, dots: u32) -> Vec<u8> {
    let (page, dots) = (page.to_string(), dots.to_string());
    let mut tool = Command::new("pdftoppm")
        .args(["-r", &dots, "-f", &page, "-l", &page, "-png", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = tool.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&pdf));
    let output = tool.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output.stdout
}

async fn scan(d: &Desk, bytes: &[u8]) -> ScannedView {
    let path = d.folder.path().join("scan");
    std::fs::write(&path, bytes).unwrap();
    scan_papers(&d.desk, None, || async { Some(path) }).await.unwrap()
}

fn words(scanned: &ScannedView) -> Vec<&str> {
    scanned.lines.iter().map(|line| line.word.as_str()).collect()
}

fn by_hand(page: &str, paper: &str, number: &str) -> FilePageForm {
    FilePageForm { page_id: page.into(), paper: paper.into(), page: number.into(), patient_id: None }
}

/// A patient at the consents step and the form printed for them.
async fn at_consents(d: &Desk) -> (String, CheckInView, String, Vec<u8>) {
    d.clock.go_to("2026-11-24T10:30:00.000Z");
    let (patient, arrival) = walk_in(d, alex(), "botulinum-toxin").await;
    let view = as_far_as_consents(d, &arrival).await;
    let (number, pdf) = form(d, Some(&patient), "botulinum-toxin", PaperSize::Normal).await;
    (patient, view, number, pdf)
}

#[tokio::test]
async fn a_scan_that_was_put_together_again_says_so_on_the_screen_and_in_the_audit() {
    let d = desk(Role::Reception).await;
    let (_, pdf) = form(&d, None, "laser", PaperSize::Normal).await;
    assert!(words(&scan(&d, &pdf).await).iter().all(|word| *word == "Attached"));
    assert!(d.audit().await.pop().unwrap().detail.contains(r#""repaired":false"#));
    let at = pdf.windows(9).rposition(|part| part == b"startxref").unwrap() + 10;
    let lost = [&pdf[..at], b"9", &pdf[at..]].concat();
    let back = scan(&d, &lost).await;
    assert_eq!(back.lines[0].word, "Repaired", "{:?}", back.lines);
    assert!(back.lines[0].text.contains("there may have been more"), "{}", back.lines[0].text);
    assert!(d.audit().await.pop().unwrap().detail.contains(r#""repaired":true"#));
    // Cut off it is refused, and nothing of it is kept.
    let before = d.trail().await.len();
    let path = d.folder.path().join("cut");
    std::fs::write(&path, &pdf[..pdf.len() * 3 / 4]).unwrap();
    let refused = scan_papers(&d.desk, None, || async { Some(path) }).await.unwrap_err();
    assert_eq!((refused.code.as_str(), d.trail().await.len()), ("scan-damaged", before));
}

#[tokio::test]
async fn a_whole_scan_goes_home_and_the_same_scan_again_is_kept_once() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let (number, pdf) = form(&d, Some(&patient), "laser", PaperSize::Large).await;
    let (blank, other) = form(&d, None, "general", PaperSize::Normal).await;
    let before = d.trail().await.len();
    let back = scan(&d, &pdf).await;
    assert!(words(&back).iter().all(|word| *word == "Attached"), "{:?}", back.lines);
    assert_eq!(d.trail().await[before..], ["scan-papers"]);
    assert_eq!(back.papers.back[0].paper_id, number);
    assert_eq!(back.papers.back[0].state, PaperState::Back);
    assert_eq!(back.papers.back[0].patient.as_deref(), Some("Okonkwo, Amara Grace"));
    assert_eq!(back.papers.out.iter().map(|row| row.paper_id.as_str()).collect::<Vec<_>>(), [blank.as_str()]);
    let again = scan(&d, &pdf).await;
    assert!(words(&again).iter().all(|word| *word == "Kept already"), "{:?}", again.lines);
    let paper = open_paper(&d.desk, number).await.unwrap();
    assert_eq!(paper.back.len() as u32, paper.pages, "each page once");
    assert_eq!(paper.back[0].title, format!("Page 1 of {}", paper.pages));
    assert!(data_encoding::BASE64.decode(paper.back[0].jpeg.as_bytes()).unwrap().starts_with(&[0xff, 0xd8, 0xff]));
    assert!(words(&scan(&d, &other).await).iter().all(|word| *word == "Attached"), "a blank one too");
}

#[tokio::test]
async fn what_is_missing_is_named_until_the_last_page_is_back() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let (number, pdf) = form(&d, Some(&patient), "general", PaperSize::Large).await;
    let pages = open_paper(&d.desk, number.clone()).await.unwrap().pages;
    assert!(pages >= 3);
    for page in (2..=pages).rev() {
        scan(&d, &picture(&pdf, page, 150)).await;
    }
    let paper = open_paper(&d.desk, number.clone()).await.unwrap();
    assert_eq!((paper.state, paper.missing), (PaperState::Partly, format!("Page 1 of {pages} is not back.")));
    let back = scan(&d, &picture(&pdf, 1, 150)).await;
    assert_eq!(back.papers.back[0].word, format!("All {pages} pages are back"));
    // Another picture of a page that is back waits for a person.
    let second = scan(&d, &picture(&pdf, 1, 120)).await;
    assert_eq!(words(&second), ["In the tray"]);
    assert!(second.papers.tray[0].why.contains("back already"));
    assert_eq!((second.papers.tray[0].paper.as_str(), second.papers.tray[0].page.as_str()), (number.as_str(), "1"));
}

#[tokio::test]
async fn a_page_of_elsewhere_and_one_without_a_code_wait_in_the_tray_and_on_the_board() {
    let d = desk(Role::Reception).await;
    let elsewhere = desk(Role::Reception).await;
    let (_, pdf) = form(&elsewhere, None, "general", PaperSize::Normal).await;
    let (number, own) = form(&d, None, "general", PaperSize::Normal).await;
    assert_eq!(see_board(&d.desk).await.unwrap().pages_waiting, 0);
    let strange = scan(&d, &picture(&pdf, 1, 150)).await;
    assert_eq!(words(&strange), ["In the tray"]);
    assert!(strange.papers.tray[0].why.contains("was not printed at this desk"));
    // The code cut off: the lower half of the page alone.
    let whole = png::Decoder::new(std::io::Cursor::new(picture(&own, 2, 100)));
    let cut = lower_half(whole);
    assert_eq!(words(&scan(&d, &cut).await), ["In the tray"]);
    assert_eq!(see_board(&d.desk).await.unwrap().pages_waiting, 2);

    let tray = see_papers(&d.desk).await.unwrap().tray;
    let page = open_page(&d.desk, tray[1].page_id.clone()).await.unwrap();
    assert_eq!((page.title.as_str(), page.note.as_str()), ("A page in the tray", "There is no code on this page."));
    let wrong = file_page(&d.desk, by_hand(&tray[1].page_id, "ABC", "x")).await.unwrap_err();
    let codes: Vec<&str> = wrong.fields.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["paper-number", "paper-page"]);
    let beyond = file_page(&d.desk, by_hand(&tray[1].page_id, &number, "99")).await.unwrap_err();
    assert_eq!(beyond.fields[0].field, "page");
    // As somebody reads it out: in small letters, with a hyphen, O for 0.
    let typed = format!("{}-{}", number[..4].to_lowercase().replace('0', "o"), &number[4..]);
    let left = file_page(&d.desk, by_hand(&tray[1].page_id, &typed, " 2 ")).await.unwrap();
    assert_eq!(left.tray.len(), 1);
    let paper = open_paper(&d.desk, number).await.unwrap();
    assert_eq!(paper.back[0].title, format!("Page 2 of {}", paper.pages));

    let missing = throw_page(&d.desk, tray[0].page_id.clone(), "  ".into()).await.unwrap_err();
    assert_eq!(missing.fields[0].code, "page-reason-missing");
    assert!(
        throw_page(&d.desk, tray[0].page_id.clone(), "Another clinic's form".into()).await.unwrap().tray.is_empty()
    );
    assert_eq!(open_page(&d.desk, tray[0].page_id.clone()).await.unwrap_err().code, "page-thrown");
    let mut read = testing::store(&d.desk).read().await.unwrap();
    assert!(paper_page::picture(read.conn(), &tray[0].page_id).await.unwrap().is_empty());
    drop(read);
    let trail = d.trail().await;
    assert_eq!(trail[trail.len() - 4..], ["open-paper", "file-page", "open-paper", "throw-page-away"]);
}

fn lower_half(decoder: png::Decoder<std::io::Cursor<Vec<u8>>>) -> Vec<u8> {
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, frame.width, frame.height / 2);
    encoder.set_color(frame.color_type);
    encoder.set_depth(frame.bit_depth);
    let half = frame.line_size * (frame.height / 2) as usize;
    let start = frame.line_size * frame.height as usize - half;
    encoder.write_header().unwrap().write_image_data(&pixels[start..start + half]).unwrap();
    bytes
}

#[tokio::test]
async fn the_answers_of_a_whole_paper_finish_the_check_in_and_say_which_paper_they_stand_on() {
    let d = desk(Role::Reception).await;
    let (patient, view, number, pdf) = at_consents(&d).await;
    let first = picture(&pdf, 1, 150);
    scan(&d, &first).await;
    let form = RecordPaperForm { paper_id: number.clone(), sheet: sheet(&view, Answer::Given) };
    let early = record_paper(&d.desk, form.clone()).await.unwrap_err();
    assert_eq!(early.code, "paper-incomplete");
    assert!(early.message.contains("not back"));

    scan(&d, &pdf).await;
    let paper = open_paper(&d.desk, number.clone()).await.unwrap();
    assert_eq!(paper.arrival_id.as_deref(), Some(view.arrival_id.as_str()));
    assert!(paper.step.is_some() && paper.cannot.is_empty());
    // A page was scanned twice, first alone and then with the others: the second picture waits.
    let before = d.trail().await.len();
    let done = record_paper(&d.desk, form.clone()).await.unwrap();
    assert_eq!(d.trail().await[before..], ["record-paper"]);
    assert_eq!(done.state, PaperState::Recorded);
    assert!(done.ended.starts_with("Answers recorded 24 Nov 2026"));
    assert_eq!(record_paper(&d.desk, form).await.unwrap_err().code, "paper-ended");

    let page = see_consents(&d.desk, patient.clone()).await.unwrap();
    let said: Vec<_> = page.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.history).collect();
    assert!(!said.is_empty());
    for one in said {
        assert_eq!(one.paper.as_deref(), Some(number.as_str()));
        assert!(one.how.contains("On paper, signed"), "{}", one.how);
    }
    assert_eq!(page.papers[0].paper_id, number);
    assert_eq!(see_board(&d.desk).await.unwrap().arrivals[0].waits_for, "");

    // The signed pages that the answers stand on stay with them, but for the manager with a reason.
    let page_id = open_paper(&d.desk, number).await.unwrap().back[0].page_id.clone();
    let thrown = throw_page(&d.desk, page_id.clone(), "Not needed".into()).await.unwrap_err();
    let elsewhere = FilePageForm { page_id: page_id.clone(), patient_id: Some(patient.clone()), ..by_hand("", "", "") };
    let filed = file_page(&d.desk, elsewhere).await.unwrap_err();
    assert_eq!((thrown.code.as_str(), filed.code.as_str()), ("page-recorded", "page-recorded"));
    testing::sit_down(&d.desk, Role::PracticeManager);
    throw_page(&d.desk, page_id, "Scanned upside down, scanned again".into()).await.unwrap();
    let entry = d.audit().await.pop().unwrap();
    assert_eq!((entry.use_case.as_str(), entry.subject.as_str()), ("throw-page-away", patient.as_str()));
}

#[tokio::test]
async fn answers_on_screen_stand_on_no_paper_and_a_paper_without_an_open_visit_is_closed_with_why() {
    let d = desk(Role::Reception).await;
    let (patient, view, number, pdf) = at_consents(&d).await;
    record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap();
    scan(&d, &pdf).await;
    let page = see_consents(&d.desk, patient).await.unwrap();
    assert!(
        page.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.history).all(|said| said.paper.is_none())
    );
    let paper = open_paper(&d.desk, number.clone()).await.unwrap();
    assert!(paper.step.is_none() && paper.cannot.starts_with("No visit for this treatment is open today"));
    let form = RecordPaperForm { paper_id: number.clone(), sheet: sheet(&view, Answer::Given) };
    assert_eq!(record_paper(&d.desk, form).await.unwrap_err().code, "paper-no-visit");
    assert_eq!(
        close_paper(&d.desk, number.clone(), " ".into()).await.unwrap_err().fields[0].code,
        "paper-reason-missing"
    );
    let closed = close_paper(&d.desk, number.clone(), "Answered on screen".into()).await.unwrap();
    assert_eq!(closed.state, PaperState::Closed);
    assert_eq!(close_paper(&d.desk, number, "Again".into()).await.unwrap_err().code, "paper-ended");
}

#[tokio::test]
async fn words_changed_since_the_print_are_not_recorded_from_the_paper() {
    let d = desk(Role::Reception).await;
    let (_, view, number, pdf) = at_consents(&d).await;
    scan(&d, &pdf).await;
    testing::change_clinic(&d.desk, |clinic| {
        let mut newer = clinic.wording("news-email").unwrap().clone();
        newer.version += 1;
        clinic.wordings.push(newer);
    });
    let paper = open_paper(&d.desk, number.clone()).await.unwrap();
    assert!(paper.step.is_none() && paper.cannot.contains("have changed since it was printed"), "{}", paper.cannot);
    let form = RecordPaperForm { paper_id: number, sheet: sheet(&view, Answer::Given) };
    assert_eq!(record_paper(&d.desk, form).await.unwrap_err().code, "paper-old-wording");
}

#[tokio::test]
async fn a_blank_form_takes_its_patient_and_their_visit_once_and_then_gives_its_answers() {
    let d = desk(Role::Reception).await;
    d.clock.go_to("2026-11-24T10:30:00.000Z");
    let (patient, arrival) = walk_in(&d, alex(), "botulinum-toxin").await;
    let other = d.register(amara()).await.patient_id;
    let view = as_far_as_consents(&d, &arrival).await;
    let (number, pdf) = form(&d, None, "botulinum-toxin", PaperSize::Normal).await;
    let back = scan(&d, &pdf).await;
    assert_eq!((back.papers.back[0].state, back.papers.back[0].patient.clone()), (PaperState::Back, None));
    let paper = open_paper(&d.desk, number.clone()).await.unwrap();
    assert!(paper.cannot.starts_with("Say whose paper this is"));

    assert!(paper_visits(&d.desk, number.clone(), other.clone()).await.unwrap().visits.is_empty());
    let visits = paper_visits(&d.desk, number.clone(), patient.clone()).await.unwrap().visits;
    assert_eq!(visits[0].label, "Today, 10:30");
    let whose = |patient: &str, visit: &str| AssignPaperForm {
        paper_id: number.clone(),
        patient_id: patient.into(),
        arrival_id: Some(visit.into()),
    };
    assert_eq!(assign_paper(&d.desk, whose(&other, &arrival)).await.unwrap_err().code, "not-found", "not their visit");
    let theirs = assign_paper(&d.desk, whose(&patient, &arrival)).await.unwrap();
    assert_eq!(theirs.banner.unwrap().patient_id, patient);
    assert_eq!(theirs.arrival_id.as_deref(), Some(arrival.as_str()));
    assert_eq!(assign_paper(&d.desk, whose(&other, "")).await.unwrap_err().code, "paper-has-patient");
    let form = RecordPaperForm { paper_id: number.clone(), sheet: sheet(&view, Answer::Given) };
    assert_eq!(record_paper(&d.desk, form).await.unwrap().state, PaperState::Recorded);
}

#[tokio::test]
async fn the_response_names_the_papers_and_pages_that_are_held() {
    let d = desk(Role::PracticeManager).await;
    let (patient, view, number, pdf) = at_consents(&d).await;
    scan(&d, &pdf).await;
    record_paper(&d.desk, RecordPaperForm { paper_id: number.clone(), sheet: sheet(&view, Answer::Given) })
        .await
        .unwrap();
    let mut blank = Vec::new();
    let mut encoder = png::Encoder::new(&mut blank, 64, 90);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[200; 64 * 90]).unwrap();
    let PapersView { tray, .. } = scan(&d, &blank).await.papers;
    let theirs = FilePageForm { patient_id: Some(patient.clone()), ..by_hand(&tray[0].page_id, "", "") };
    file_page(&d.desk, theirs).await.unwrap();
    assert_eq!(see_consents(&d.desk, patient.clone()).await.unwrap().pages[0].page_id, tray[0].page_id);

    let request = log_request(&d.desk, request(&patient, Right::Access)).await.unwrap();
    let text = crate::papers::raw(&make_response(&d.desk, request.request_id).await.unwrap());
    for held in [
        "Consent forms made for paper",
        "What became of the forms",
        "Scanned pages held",
        "Where scanned pages were filed",
        "To the patient, on no form",
        "Answers recorded from it",
    ] {
        assert!(text.contains(held), "{held}");
    }
    assert!(text.contains(&format!("Page 1 of form {number}")));
}

#[tokio::test]
async fn a_scan_that_is_none_is_told_and_thinking_better_of_it_is_logged() {
    let d = desk(Role::Reception).await;
    let path = d.folder.path().join("broken.pdf");
    std::fs::write(&path, b"%PDF-1.7\nnothing more").unwrap();
    let broken = scan_papers(&d.desk, None, || async { Some(path) }).await.unwrap_err();
    assert_eq!(broken.code, "scan-damaged");
    let none = scan_papers(&d.desk, None, || async { None }).await.unwrap();
    assert!(!none.chosen && none.lines.is_empty());
    assert!(d.audit().await.last().unwrap().detail.contains("cancelled"));
    assert_eq!(scan_papers(&d.desk, Some("gone".into()), || async { None }).await.unwrap_err().code, "scan-gone");
}
