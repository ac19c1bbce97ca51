//! Signed forms that come back: lists, one paper with its pages, the tray.

use super::board::Tone;
use super::check_in::{ConsentStepView, ConsentsForm};
use super::copies::ScanView;
use super::patient::BannerView;
use super::{choice, view};

choice! {
    /// Where a paper stands.
    PaperState { Out, Partly, Back, Recorded, Closed }
}

view! {
    /// Papers that are out, those that came back, and the pages nobody could place.
    PapersView {
        /// A page is back, and nothing is recorded from it yet.
        back: Vec<PaperRowView>,
        /// Printed in the last days, no page back.
        out: Vec<PaperRowView>,
        /// Recorded or closed in the last days.
        ended: Vec<PaperRowView>,
        tray: Vec<TrayPageView>,
        /// How many days `out` and `ended` go back.
        days: u32,
        /// The scanner's folder is set: scans can be chosen from it.
        scanner: bool,
    }
    /// A paper in a list.
    PaperRowView {
        /// As printed in the last line of each page.
        paper_id: String,
        /// "Laser treatment".
        title: String,
        /// "Surname, Given"; none for a blank form nobody has been found for.
        patient: Option<String>,
        reference: Option<String>,
        born: Option<String>,
        under_16: bool,
        state: PaperState,
        /// "All 4 pages are back", "2 of 4 pages are back".
        word: String,
        tone: Tone,
        /// What is missing, or when it was printed or ended.
        note: String,
    }
    /// A page that waits to be filed by hand.
    TrayPageView {
        page_id: String,
        /// Why it is here.
        why: String,
        /// "Its code says: paper 7K2M9QXD, page 7 of 4."; empty when nothing was read.
        read: String,
        /// The number to propose.
        paper: String,
        /// The page to propose.
        page: String,
        /// "24 Nov 2026, 10:42".
        came: String,
        by: String,
    }
    /// What came of a scan.
    ScannedView {
        /// False: nothing was chosen.
        chosen: bool,
        /// One line a page, in the file's order.
        lines: Vec<ScannedLineView>,
        papers: PapersView,
        /// The scan is still in the scanner's folder: offer to delete it.
        scan_left: Option<ScanView>,
    }
    /// What came of one scanned page.
    ScannedLineView { tone: Tone, word: String, text: String }
    /// A picture of a page.
    PagePictureView {
        page_id: String,
        /// "Page 2 of 4", "A page in the tray".
        title: String,
        /// By whom it was put there and when; or why it waits.
        note: String,
        /// The picture, a JPEG in base64 (RFC 4648).
        jpeg: String,
        width: u32,
        height: u32,
    }
    /// One paper with its pages.
    PaperView {
        paper_id: String,
        title: String,
        version: String,
        large: bool,
        pages: u32,
        /// "24 Nov 2026, 10:30 by Priya Shah".
        made: String,
        /// Whose it is; none for a blank form nobody has been found for.
        banner: Option<BannerView>,
        state: PaperState,
        word: String,
        tone: Tone,
        /// The pages that are not back, as a sentence; empty when all are.
        missing: String,
        /// How it ended, as a sentence; empty while it has not.
        ended: String,
        back: Vec<PagePictureView>,
        /// The visit whose answers it can give; with `step`.
        arrival_id: Option<String>,
        /// What the paper asks of that visit's sheet, when its answers can be recorded.
        step: Option<ConsentStepView>,
        /// Why its answers cannot be recorded now; empty when they can, or when it has ended.
        cannot: String,
    }
    /// The visits a blank form may have been filled in at.
    PaperVisitsView { banner: BannerView, visits: Vec<PaperVisitView> }
    /// One of them.
    PaperVisitView { arrival_id: String, label: String }
    /// A page to file: to a page of a paper, or, with a patient, to them alone.
    FilePageForm {
        page_id: String,
        /// The number printed in the last line.
        paper: String,
        /// Which page, as typed.
        page: String,
        patient_id: Option<String>,
    }
    /// Whose a blank form is.
    AssignPaperForm { paper_id: String, patient_id: String, arrival_id: Option<String> }
    /// What a paper shows, to record at its visit. The method is always written.
    RecordPaperForm { paper_id: String, sheet: ConsentsForm }
}
