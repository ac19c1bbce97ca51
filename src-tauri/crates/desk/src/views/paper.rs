//! Papers: a document made, previewed, printed or saved.

use super::{choice, view};

choice! {
    /// Print size of what patients read.
    PaperSize { Normal, Large }
    /// Which sides of the sheet are printed on.
    Sides { One, Two }
    /// Where a print job is. `Silent`: it is said to be printing, and has been for over a minute. `Unknown`: it was handed
    /// over, and what became of it cannot be told.
    JobState { Waiting, Printing, Silent, Stopped, Done, Cancelled, Failed, Unknown }
}

view! {
    /// A document held in memory until the desk locks or the preview closes.
    DocumentView {
        /// Names it in `print_document` and `save_document`; means nothing elsewhere.
        document_id: String,
        title: String,
        pages: u32,
        /// The PDF, base64 (RFC 4648).
        pdf: String,
        /// Characters printed as ⟨U+XXXX⟩, with where.
        unprintable: Vec<String>,
        /// Said above the preview, e.g. "Draft, not for release".
        notes: Vec<String>,
    }
    /// A file without pages, for a spreadsheet or another system, held like a document until it is saved or given up.
    FileView {
        /// Names it in `save_document` and `close_document`.
        document_id: String,
        title: String,
        /// Lines below the headings, or entries.
        rows: u32,
    }
    /// A consent form to make.
    ConsentFormRequest {
        /// None for a blank form.
        patient_id: Option<String>,
        treatment: String,
        size: PaperSize,
    }
    /// A queue to print to.
    PrinterView {
        name: String,
        is_default: bool,
        accepting: bool,
        /// It can turn the sheet over.
        two_sided: bool,
        note: Option<String>,
    }
    /// A print job as sent.
    PrintForm {
        document_id: String,
        queue: String,
        copies: u32,
        sides: Sides,
        /// A job that waits at a stopped printer and is taken back first: nothing comes out twice, nor later unseen.
        instead_of: Option<String>,
    }
    /// A job's state in words. `job_id` is empty when the print system did not say it: such a job cannot be followed.
    JobView { job_id: String, queue: String, state: JobState, message: String }
    /// Where a file went. The path is shown, never sent back.
    SavedFileView { saved: bool, path: Option<String> }
}
