//! Documents made and not yet printed or saved: in memory only, gone when the desk locks.

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_documents::Document;

use crate::open::Entry;
use crate::views::paper::{DocumentView, FileView};

/// What a document in hand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Pages: may be previewed, printed and saved.
    Pdf,
    /// A table for a spreadsheet: may be saved.
    Csv,
    /// For another system: may be saved.
    Json,
}

impl Form {
    /// The ending of its file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Pdf => "pdf",
            Form::Csv => "csv",
            Form::Json => "json",
        }
    }
}

/// A document in hand.
#[derive(Clone)]
pub struct Paper {
    /// As the preview names it. Never a patient's name: print queues show titles.
    pub title: String,
    /// What it is.
    pub form: Form,
    /// The file.
    pub bytes: Arc<Vec<u8>>,
    /// What the audit says of printing or saving it.
    pub entry: Entry,
    /// The number on its pages, of a form that is to come back signed.
    pub number: Option<String>,
}

/// The documents in hand, by id.
#[derive(Default)]
pub struct Papers(HashMap<String, Paper>);

impl Papers {
    /// Keeps a document and shows it: the same bytes are previewed, printed and saved.
    pub fn show(&mut self, title: &str, document: Document, entry: Entry, notes: Vec<String>) -> DocumentView {
        self.show_as(title, document, entry, notes, None)
    }

    /// The same for a form whose pages carry a number and are to come back.
    pub fn show_numbered(
        &mut self,
        title: &str,
        document: Document,
        entry: Entry,
        notes: Vec<String>,
        number: String,
    ) -> DocumentView {
        self.show_as(title, document, entry, notes, Some(number))
    }

    fn show_as(
        &mut self,
        title: &str,
        document: Document,
        entry: Entry,
        notes: Vec<String>,
        number: Option<String>,
    ) -> DocumentView {
        let id = uuid::Uuid::new_v4().to_string();
        let view = DocumentView {
            document_id: id.clone(),
            title: title.to_string(),
            pages: document.pages,
            pdf: data_encoding::BASE64.encode(&document.bytes),
            unprintable: document
                .unprintable
                .iter()
                .map(|found| format!("{} in {}, {} times", found.text, found.where_, found.count))
                .collect(),
            notes,
        };
        self.insert(id, title, Form::Pdf, document.bytes, entry, number);
        view
    }

    /// Keeps a file without pages until it is saved.
    pub fn keep_file(&mut self, title: &str, form: Form, bytes: Vec<u8>, entry: Entry, rows: u32) -> FileView {
        let id = uuid::Uuid::new_v4().to_string();
        self.insert(id.clone(), title, form, bytes, entry, None);
        FileView { document_id: id, title: title.to_string(), rows }
    }

    fn insert(&mut self, id: String, title: &str, form: Form, bytes: Vec<u8>, entry: Entry, number: Option<String>) {
        self.0.insert(id, Paper { title: title.to_string(), form, bytes: Arc::new(bytes), entry, number });
    }

    /// A document in hand.
    pub fn get(&self, id: &str) -> Option<Paper> {
        self.0.get(id).cloned()
    }

    /// Every document in hand.
    #[cfg(any(test, feature = "testing"))]
    pub fn all(&self) -> impl Iterator<Item = &Paper> {
        self.0.values()
    }

    /// Forgets one.
    pub fn forget(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
