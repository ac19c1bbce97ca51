//! Who may do what: one table of use case by role, deny by default.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What a member of staff is at this desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Checks in, records, prints forms, logs a request.
    Reception,
    /// Decides requests, approves guardians, keeps staff, policy and retention.
    PracticeManager,
    /// Age-gate referrals, competence, serious-harm opinion.
    Clinician,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 3] = [Role::Reception, Role::PracticeManager, Role::Clinician];

    /// The code kept in the store and the vault.
    pub fn code(self) -> &'static str {
        match self {
            Role::Reception => "reception",
            Role::PracticeManager => "practice-manager",
            Role::Clinician => "clinician",
        }
    }

    /// The role of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// How a use case shows in the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// Writes one entry in the transaction of the act.
    Entry,
    /// Writes "intended" before an act outside the database and its outcome after.
    IntentAndOutcome,
    /// Quiet, for the reason given.
    Quiet(&'static str),
}

macro_rules! use_cases {
    ($($case:ident $code:literal $trace:expr, [$($role:ident),*];)+) => {
        /// Everything the desk can be asked to do once it is open.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
        #[serde(rename_all = "kebab-case")]
        pub enum UseCase { $(#[doc = $code] $case),+ }

        impl UseCase {
            /// Every use case, in the order of the table.
            pub const ALL: &[UseCase] = &[$(UseCase::$case),+];

            /// The stable code kept in the audit.
            pub fn code(self) -> &'static str {
                match self { $(UseCase::$case => $code),+ }
            }

            /// How it shows in the audit.
            pub fn trace(self) -> Trace {
                match self { $(UseCase::$case => $trace),+ }
            }

            /// Whether somebody in `role` may do it.
            pub fn allows(self, role: Role) -> bool {
                use Role::*;
                let allowed: &[Role] = match self { $(UseCase::$case => &[$($role),*]),+ };
                allowed.contains(&role)
            }
        }
    };
}

const NAMES: &str = "names only, nothing opened: an entry for each key press would bury the ones that matter";
const OWN: &str = "the person's own unfinished work";
const NO_PATIENT: &str = "no patient data";

use_cases! {
    SearchPatients "search-patients" Trace::Quiet(NAMES), [Reception, PracticeManager, Clinician];
    SeeDesk "see-desk" Trace::Quiet(NAMES), [Reception, PracticeManager, Clinician];
    FindDuplicates "find-duplicates" Trace::Entry, [Reception, PracticeManager, Clinician];
    OpenPatient "open-patient" Trace::Entry, [Reception, PracticeManager, Clinician];
    RegisterPatient "register-patient" Trace::Entry, [Reception, PracticeManager, Clinician];
    EditPatient "edit-patient" Trace::Entry, [Reception, PracticeManager, Clinician];
    AddArrival "add-arrival" Trace::Entry, [Reception, PracticeManager, Clinician];
    MarkHere "mark-here" Trace::Entry, [Reception, PracticeManager, Clinician];
    OpenCheckIn "open-check-in" Trace::Entry, [Reception, PracticeManager, Clinician];
    ReadMachineZone "read-machine-zone" Trace::Quiet("reads what was typed; nothing is looked up or kept"), [Reception, PracticeManager, Clinician];
    CrossCheck "cross-check" Trace::Entry, [Reception, PracticeManager, Clinician];
    RecordIdentity "record-identity" Trace::Entry, [Reception, PracticeManager, Clinician];
    RecordAge "record-age" Trace::Entry, [Reception, PracticeManager, Clinician];
    RecordConsents "record-consents" Trace::Entry, [Reception, PracticeManager, Clinician];
    HandOver "hand-over" Trace::Entry, [Reception, PracticeManager, Clinician];
    SeeHandedOver "see-handed-over" Trace::Quiet("what hand-over has put on record as shown to the patient"), [Reception, PracticeManager, Clinician];
    KeepHandedOver "keep-handed-over" Trace::Quiet("the patient's own unfinished answers"), [Reception, PracticeManager, Clinician];
    SignConsents "sign-consents" Trace::Entry, [Reception, PracticeManager, Clinician];
    TakeBack "take-back" Trace::Entry, [Reception, PracticeManager, Clinician];
    OpenSignedForm "open-signed-form" Trace::Entry, [Reception, PracticeManager, Clinician];
    VerifyCopy "verify-copy" Trace::Entry, [Reception, PracticeManager, Clinician];
    WithdrawConsent "withdraw-consent" Trace::Entry, [Reception, PracticeManager, Clinician];
    MakeConsentReceipt "make-consent-receipt" Trace::Entry, [Reception, PracticeManager, Clinician];
    ExportConsents "export-consents" Trace::Entry, [PracticeManager];
    SeeAskAgain "see-ask-again" Trace::Quiet(NAMES), [Reception, PracticeManager, Clinician];
    StopMarketing "stop-marketing" Trace::Entry, [Reception, PracticeManager, Clinician];
    AskRestart "ask-marketing-restart" Trace::Entry, [Reception, PracticeManager, Clinician];
    AcceptRestart "accept-marketing-restart" Trace::Entry, [Reception, PracticeManager];
    MakeMarketingList "make-marketing-list" Trace::Entry, [PracticeManager];
    TurnAway "turn-away" Trace::Entry, [Reception, PracticeManager, Clinician];
    DecideAge "decide-age" Trace::Entry, [Clinician];
    KeepCopy "keep-copy" Trace::Entry, [Reception, PracticeManager, Clinician];
    OpenCopy "open-copy" Trace::Entry, [Reception, PracticeManager, Clinician];
    DeleteCopy "delete-copy" Trace::Entry, [Reception, PracticeManager, Clinician];
    SeeScans "see-scans" Trace::Quiet("names of files in a folder of this computer; nothing of the records"), [Reception, PracticeManager, Clinician];
    DeleteScan "delete-scan" Trace::IntentAndOutcome, [Reception, PracticeManager, Clinician];
    RecordParental "record-parental" Trace::Entry, [Reception, PracticeManager];
    DecideParental "decide-parental" Trace::Entry, [PracticeManager];
    RecordChildView "record-child-view" Trace::Entry, [Reception, PracticeManager, Clinician];
    AssessCompetence "assess-competence" Trace::Entry, [Clinician];
    RecordBlock "record-block" Trace::Entry, [Reception, PracticeManager, Clinician];
    AnswerBlock "answer-block" Trace::Entry, [PracticeManager];
    MakeParentalReceipt "make-parental-receipt" Trace::Entry, [Reception, PracticeManager];
    MakeRefusalLetter "make-refusal-letter" Trace::Entry, [PracticeManager];
    SeeParentalRegister "see-parental-register" Trace::Entry, [PracticeManager];
    MakeParentalRegister "make-parental-register" Trace::Entry, [PracticeManager];
    LinkVerification "link-verification" Trace::Entry, [Reception, PracticeManager];
    OpenRelease "open-release" Trace::Entry, [PracticeManager];
    ReleaseRequest "release-request" Trace::Entry, [PracticeManager];
    OpenReleased "open-released" Trace::Entry, [PracticeManager];
    SettleRequest "settle-request" Trace::Entry, [PracticeManager];
    LogRequest "log-request" Trace::Entry, [Reception, PracticeManager, Clinician];
    ListRequests "list-requests" Trace::Quiet(NAMES), [Reception, PracticeManager, Clinician];
    OpenRequest "open-request" Trace::Entry, [Reception, PracticeManager, Clinician];
    MakeResponse "make-response" Trace::Entry, [PracticeManager];
    MakeConsentForm "make-consent-form" Trace::Entry, [Reception, PracticeManager, Clinician];
    SeePapers "see-papers" Trace::Quiet(NAMES), [Reception, PracticeManager];
    ScanPapers "scan-papers" Trace::Entry, [Reception, PracticeManager];
    OpenPaper "open-paper" Trace::Entry, [Reception, PracticeManager];
    FilePage "file-page" Trace::Entry, [Reception, PracticeManager];
    ThrowPage "throw-page-away" Trace::Entry, [Reception, PracticeManager];
    AssignPaper "assign-paper" Trace::Entry, [Reception, PracticeManager];
    RecordPaper "record-paper" Trace::Entry, [Reception, PracticeManager];
    ClosePaper "close-paper" Trace::Entry, [Reception, PracticeManager];
    SeeRegister "see-register" Trace::Entry, [PracticeManager];
    MakeRegister "make-register" Trace::Entry, [PracticeManager];
    PrintDocument "print-document" Trace::IntentAndOutcome, [Reception, PracticeManager, Clinician];
    CancelPrint "cancel-print" Trace::IntentAndOutcome, [Reception, PracticeManager, Clinician];
    SaveDocument "save-document" Trace::IntentAndOutcome, [Reception, PracticeManager, Clinician];
    SeePrinters "see-printers" Trace::Quiet(NO_PATIENT), [Reception, PracticeManager, Clinician];
    SeeAudit "see-audit" Trace::Entry, [PracticeManager];
    VerifyAudit "verify-audit" Trace::Entry, [PracticeManager];
    SeeAnchor "see-anchor" Trace::Quiet(NO_PATIENT), [PracticeManager];
    SettleAnchor "settle-anchor" Trace::IntentAndOutcome, [PracticeManager];
    SeeDate "see-date" Trace::Quiet(NO_PATIENT), [PracticeManager];
    ConfirmDate "confirm-date" Trace::Entry, [PracticeManager];
    SeeClinic "see-clinic" Trace::Quiet(NO_PATIENT), [Reception, PracticeManager, Clinician];
    EditClinic "edit-clinic" Trace::Entry, [PracticeManager];
    ReviseWording "revise-wording" Trace::Entry, [PracticeManager];
    ApproveWording "approve-wording" Trace::Entry, [PracticeManager];
    SeeSetAside "see-set-aside" Trace::Quiet("names of files that were set aside; nothing of the records"), [PracticeManager];
    SeeStaff "see-staff" Trace::Quiet(NO_PATIENT), [Reception, PracticeManager, Clinician];
    AddStaff "add-staff" Trace::IntentAndOutcome, [PracticeManager];
    RemoveStaff "remove-staff" Trace::IntentAndOutcome, [PracticeManager];
    ResetPassphrase "reset-passphrase" Trace::IntentAndOutcome, [PracticeManager];
    ChangePassphrase "change-passphrase" Trace::IntentAndOutcome, [Reception, PracticeManager, Clinician];
    SetTheme "set-theme" Trace::Entry, [Reception, PracticeManager, Clinician];
    ReissueRecovery "reissue-recovery" Trace::IntentAndOutcome, [PracticeManager];
    ConfirmRecovery "confirm-recovery" Trace::IntentAndOutcome, [PracticeManager];
    RemoveLooseKey "remove-loose-key" Trace::IntentAndOutcome, [PracticeManager];
    ReplaceDeviceKey "replace-device-key" Trace::IntentAndOutcome, [PracticeManager];
    SeeNotices "see-notices" Trace::Quiet(NO_PATIENT), [Reception, PracticeManager, Clinician];
    PutOffNotice "put-off-notice" Trace::Quiet("what a person has read and put off until tomorrow"), [Reception, PracticeManager, Clinician];
    KeepDraft "keep-draft" Trace::Quiet(OWN), [Reception, PracticeManager, Clinician];
}

impl UseCase {
    /// Whether it may be done while the screen is handed to a patient: the hand-over's own, and nothing else.
    pub fn while_handed_over(self) -> bool {
        use UseCase::*;
        matches!(self, SeeHandedOver | KeepHandedOver | SignConsents | TakeBack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_handed_over_does_four_things_and_nothing_else() {
        let may: Vec<&str> =
            UseCase::ALL.iter().filter(|case| case.while_handed_over()).map(|case| case.code()).collect();
        assert_eq!(may, ["see-handed-over", "keep-handed-over", "sign-consents", "take-back"]);
    }

    #[test]
    fn every_use_case_has_its_own_code() {
        let mut codes: Vec<_> = UseCase::ALL.iter().map(|case| case.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), UseCase::ALL.len());
    }

    #[test]
    fn only_the_practice_manager_decides_keeps_staff_and_sees_the_audit() {
        use UseCase::*;
        let manager_only = [
            DecideParental,
            AnswerBlock,
            MakeRefusalLetter,
            SeeParentalRegister,
            MakeParentalRegister,
            OpenRelease,
            ReleaseRequest,
            OpenReleased,
            SettleRequest,
            MakeResponse,
            SeeRegister,
            MakeRegister,
            MakeMarketingList,
            ExportConsents,
            SeeAudit,
            VerifyAudit,
            SeeAnchor,
            SettleAnchor,
            SeeDate,
            ConfirmDate,
            EditClinic,
            ReviseWording,
            ApproveWording,
            SeeSetAside,
            AddStaff,
            RemoveStaff,
            ResetPassphrase,
            ReissueRecovery,
            ConfirmRecovery,
            RemoveLooseKey,
            ReplaceDeviceKey,
        ];
        for case in UseCase::ALL.iter().filter(|case| !matches!(case, DecideAge | AssessCompetence)) {
            assert!(case.allows(Role::PracticeManager), "{}", case.code());
            let others = case.allows(Role::Reception) || case.allows(Role::Clinician);
            assert_eq!(others, !manager_only.contains(case), "{}", case.code());
        }
        assert!(!RecordParental.allows(Role::Clinician) && !AcceptRestart.allows(Role::Clinician));
        for case in [DecideAge, AssessCompetence] {
            let may: Vec<Role> = Role::ALL.into_iter().filter(|role| case.allows(*role)).collect();
            assert_eq!(may, [Role::Clinician], "not the manager either");
        }
    }
}
