//! Start, set-up, unlock, staff and recovery.

use frontdesk_domain::role::Role;

use super::board::Tone;
use super::{choice, view};
use crate::secret::Secret;

choice! {
    /// Where the app stands.
    Stage {
        /// No vault yet: the wizard.
        FirstStart,
        /// A vault, locked.
        Locked,
        /// Open for somebody.
        Open,
        /// Open, and the screen is in a patient's hands.
        HandedOver,
        /// It cannot start; `trouble` says why.
        Trouble,
    }
    /// How the window looks to a person.
    Theme { System, Light, Dark }
    /// The one thing to press beside a notice.
    NoticeAction {
        /// Look at both dates and say which is right.
        ConfirmDate,
        /// End an alarm about the audit's mark, with a reason.
        SettleAnchor,
        /// The audit, in Registers.
        SeeAudit,
        /// Staff, in Settings.
        SeeStaff,
        /// Settings.
        SeeSettings,
        /// A new recovery sheet.
        NewSheet,
    }
}

view! {
    /// The first thing the window asks.
    StartView {
        stage: Stage,
        /// A throw-away clinic with fictional patients.
        demo: bool,
        /// What everybody unlocks the throw-away clinic with; it protects nobody.
        demo_passphrase: Option<String>,
        trouble: Option<TroubleView>,
        clinic_name: Option<String>,
        /// Names for the unlock screen, in the order of the vault.
        people: Vec<PersonView>,
        /// Why and when it locked, e.g. "The desk locked itself at 10:31."
        locked_note: Option<String>,
        /// The recovery sheet that opens this vault, e.g. `RC-01`.
        recovery_sheet: Option<String>,
        /// Whole seconds before the recovery code may be tried again; 0 when it may be now.
        recovery_wait_seconds: u32,
        session: Option<SessionView>,
    }
    /// Why the app cannot start, and what to do. A full page.
    TroubleView {
        code: String,
        title: String,
        message: String,
        /// What to do, one step a line.
        steps: Vec<String>,
        /// The recovery code can help here (a missing device secret, a new machine).
        recovery_helps: bool,
        /// Trying again without a restart can help.
        can_retry: bool,
        /// A copy of the clinic can be brought here: nothing that is here can be opened.
        takes_copy: bool,
        /// Where the records folder is, or should be.
        folder: String,
        set_aside: Vec<SetAsideView>,
    }
    /// Files that were in the way and are kept as they were.
    SetAsideView {
        /// The folder they are in, by its name.
        name: String,
        /// The day, YYYY-MM-DD.
        day: String,
        files: Vec<String>,
        /// How much that is, as "1.2 MB".
        size: String,
    }
    /// A name on the unlock screen.
    PersonView {
        slot_id: String,
        name: String,
        role: Role,
        /// Whole seconds before their passphrase may be tried again; 0 when it may be now.
        wait_seconds: u32,
    }
    /// Who is at the desk.
    SessionView {
        staff_id: String,
        name: String,
        role: Role,
        /// The first passphrase must be changed before anything else.
        must_change_passphrase: bool,
        theme: Theme,
        demo: bool,
        clinic_name: String,
        /// Today at the clinic, YYYY-MM-DD.
        today: String,
        /// The day ages are worked out on: an earlier one while the clock is doubted.
        day_for_ages: String,
        /// The recovery sheet was never confirmed: print a new one.
        recovery_unconfirmed: bool,
        /// The recovery sheets that open the records now, oldest first; for a practice manager.
        open_sheets: Vec<String>,
        /// Minutes without a key or a pointer before the desk locks itself.
        idle_minutes: u32,
        /// Was at the desk before it locked, in this run of the program: goes on where they were.
        returning: bool,
        /// What the desk has to say, most pressing first.
        notices: Vec<NoticeView>,
    }
    /// Something the desk has to say until it is dealt with. No patient data: a patient can see this screen.
    NoticeView {
        /// Stable, kebab-case; one notice for each code.
        code: String,
        tone: Tone,
        /// What is so, and what to do about it.
        message: String,
        action: Option<NoticeAction>,
        /// The person may put it off until tomorrow.
        can_wait: bool,
    }
    /// Both dates, while the clock is doubted.
    DateView {
        /// By the computer, YYYY-MM-DD.
        today: String,
        /// HH:MM.
        time: String,
        /// The last day on which the clock was believed; none when it is.
        last: Option<String>,
        last_time: Option<String>,
        /// The computer's date is the earlier of the two.
        earlier: bool,
    }
    /// The wizard's answers.
    SetUpForm {
        clinic: ClinicForm,
        manager_name: String,
        passphrase: Secret,
        passphrase_again: Secret,
    }
    /// A clinic's details as typed, in set-up and in settings.
    ClinicForm {
        name: String,
        controller: String,
        address: String,
        privacy_contact: String,
        privacy_email: String,
        phone: String,
        nation: frontdesk_domain::gate::Nation,
        /// Whether data goes outside the United Kingdom, and the safeguard; a response says it.
        transfers: String,
        /// Whether any decision is made by a computer alone; a response says it.
        automated_decisions: String,
    }
    /// The recovery code, shown once.
    RecoveryView {
        /// e.g. `RC-01`.
        sheet: String,
        /// Seven groups of four.
        groups: Vec<Secret>,
        made_on: String,
        made_by: String,
        clinic_name: String,
        /// The two groups to type back, counted from 1.
        ask_groups: Vec<u32>,
        /// The sheet as a PDF, ready for `print_document`.
        document: super::paper::DocumentView,
        /// The clinic's number, for whoever stands before a desk that does not open.
        help_phone: String,
        /// Another practice manager, if there is one.
        second_name: Option<String>,
    }
    /// A member of staff in settings.
    StaffView {
        staff_id: String,
        slot_id: String,
        name: String,
        role: Role,
        must_change_passphrase: bool,
        /// Has a key of their own. Without one they need a first passphrase from the practice manager.
        has_key: bool,
        created_on: String,
        /// The person reading this.
        is_you: bool,
    }
    /// A key that belongs to nobody at this desk.
    LooseKeyView {
        slot_id: String,
        /// The name it was made for.
        name: String,
        role: Option<Role>,
    }
    /// A new member of staff.
    StaffForm {
        name: String,
        role: Role,
        /// The first passphrase, told to them; they change it at once.
        passphrase: Secret,
    }
}

view! {
    /// What a recovery code opened: whose passphrase can be set anew.
    RecoveredView {
        sheet: String,
        people: Vec<PersonView>,
        /// The code also brought this computer's key: it is a new machine, or its key was lost.
        new_computer: bool,
    }
}
