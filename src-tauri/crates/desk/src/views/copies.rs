//! Copies of documents, and the scans they are made from.

use frontdesk_domain::document_copy::CopyFormat;

use super::patient::BannerView;
use super::view;

view! {
    /// A copy, held or deleted.
    CopyView {
        copy_id: String,
        document: String,
        format: CopyFormat,
        /// "240 kB".
        size: String,
        reason: String,
        /// The day it is deleted, YYYY-MM-DD.
        delete_on: String,
        /// RFC 3339 UTC.
        kept_at: String,
        kept_by: String,
        /// "Deleted on its day, 22 Dec 2026": the bytes are gone.
        deleted: Option<String>,
    }
    /// The copies of one patient, newest first, and what a new one may be.
    CopiesView {
        banner: BannerView,
        copies: Vec<CopyView>,
        /// Days a copy may stay.
        days: u32,
        /// The latest day, YYYY-MM-DD.
        latest: String,
        /// The scanner's folder is set: scans can be chosen from it.
        scanner: bool,
    }
    /// A file in the scanner's folder. The id stands for it; the window never sends a path.
    ScanView { scan_id: String, name: String, size: String, at: String }
    /// What became of a wish to keep a copy.
    KeptCopyView {
        /// False: nothing was chosen.
        kept: bool,
        copies: CopiesView,
        /// The scan is still in the scanner's folder: offer to delete it.
        scan_left: Option<ScanView>,
    }
    /// A copy to look at.
    CopyPageView {
        format: CopyFormat,
        title: String,
        /// The bytes, base64 (RFC 4648).
        bytes: String,
    }
}
