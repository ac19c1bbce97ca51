//! Values that several documents share.

/// The clinic as its letterhead shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clinic {
    /// Name, printed bold.
    pub name: String,
    /// Address lines, joined by commas.
    pub address: Vec<String>,
    /// Telephone, e-mail, web: each as it should read.
    pub contact: Vec<String>,
}

/// A label with its value; `None` prints a ruled line to write on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// What is asked.
    pub label: String,
    /// What is known.
    pub value: Option<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Heading, repeated on every page.
    pub heading: String,
    /// Width relative to the other columns; must be above zero.
    pub share: f32,
}
