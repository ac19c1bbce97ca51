//! The clinic's catalogue as settings show it.

use frontdesk_domain::catalogue::Clinic;

use super::view;

view! {
    /// The catalogue with its version.
    ClinicView {
        clinic: Clinic,
        version: u32,
        changed_at: String,
        changed_by: String,
        idle_minutes: u32,
        /// Days a copy of a document may stay.
        copy_days: u32,
        /// The scanner's folder, to be shown; never sent back.
        scan_folder: Option<String>,
        can_edit: bool,
    }
    /// A treatment to choose.
    OptionView { id: String, label: String }
    /// What forms offer.
    OptionsView { treatments: Vec<OptionView>, sources: Vec<OptionView> }
}
