//! Every command that needs an open desk, with the use case it stands for and a way to carry it out.

use std::pin::Pin;

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::audit::{AnchorReason, AuditFilter};
use frontdesk_desk::views::check_in::TurnAwayForm;
use frontdesk_desk::views::consents::ConsentFileFormat;
use frontdesk_desk::views::paper::{ConsentFormRequest, PaperSize, PrintForm, Sides};
use frontdesk_desk::views::register::RegisterFilter;
use frontdesk_desk::views::request::ChildOutcome;
use frontdesk_desk::views::session::{StaffForm, Theme};
use frontdesk_desk::{
    Result, anchor, audit, board, check_in, clinic as catalogue, consents, copies, doubt, draft, marketing, notices,
    paper, paper_back, parental, patient, printing, recovery, register, request, set_aside, signing, staff, testing,
};
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::clock::Right;
use frontdesk_domain::marketing::list::ListForm;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::role::{Role, UseCase};

use crate::clinic::{details, passphrase};
use crate::forms;

type Doing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// One command: what must be there first, and the act itself with what that gave.
pub struct Row {
    pub command: &'static str,
    pub case: UseCase,
    pub before: for<'a> fn(&'a OpenDesk) -> Doing<'a, String>,
    pub act: for<'a> fn(&'a OpenDesk, String) -> Doing<'a, Result<()>>,
}

/// Commands that need no open desk, with what guards each instead.
pub const ENTRANCE: [(&str, &str); 14] = [
    ("start", "shows what a locked desk shows"),
    ("retry_start", "the same, once more"),
    ("set_up", "only where no clinic is"),
    ("bring_clinic", "only where no clinic can be opened; gives what a locked desk shows"),
    ("start_demo", "a throw-away clinic beside the real one"),
    ("unlock", "the passphrase; writes its own entry"),
    ("open_recovery", "the recovery code"),
    ("finish_recovery", "the recovery code; writes its own entry"),
    ("lock", "takes away, gives nothing"),
    ("hide", "takes the page out of sight, or shows it again"),
    ("drafts_kept", "the page's word to a lock that waits for it"),
    ("drawn", "the page's word that its first screen is there"),
    ("touch", "moves the idle clock"),
    ("suggest_passphrase", "random words"),
];

/// Use cases in the table of roles that nothing begins yet.
pub const TO_COME: [UseCase; 0] = [];

macro_rules! rows {
    ($($command:literal $case:ident [$($before:expr)?] |$desk:ident, $given:ident| $act:expr;)+) => {
        vec![$(Row {
            command: $command,
            case: UseCase::$case,
            before: |_desk| Box::pin(async move { rows!(@before _desk $($before)?) }),
            act: |$desk, $given| Box::pin(async move { let _ = &$given; $act.await.map(drop) }),
        }),+]
    };
    (@before $desk:ident) => { String::new() };
    (@before $desk:ident $before:expr) => { $before($desk).await };
}

/// The table. Removing somebody comes last: it changes the database's key under every other open desk.
pub fn rows() -> Vec<Row> {
    rows! {
        "see_audit" SeeAudit [] |d, g| audit::see_audit(d, everything());
        "verify_audit" VerifyAudit [] |d, g| audit::verify_audit(d);
        "see_register" SeeRegister [] |d, g| register::see_register(d, whole_register(), None);
        "make_register" MakeRegister [] |d, g| register::make_register(d, whole_register());
        "make_register_file" MakeRegister [] |d, g| register::make_register_file(d, whole_register());
        "see_board" SeeDesk [] |d, g| board::see_board(d);
        "search" SearchPatients [] |d, g| board::search(d, "quill".into());
        "add_arrival" AddArrival [forms::patient] |d, g| board::add_arrival(d, forms::coming(g, true));
        "mark_here" MarkHere [forms::booking] |d, g| board::mark_here(d, g);
        "open_check_in" OpenCheckIn [forms::walk_in] |d, g| check_in::open_check_in(d, g);
        "read_zone" ReadMachineZone [] |d, g| check_in::read_zone(d, None, ZONE.into());
        "cross_check" CrossCheck [forms::walk_in] |d, g| check_in::cross_check(d, forms::numbers(g));
        "record_identity" RecordIdentity [forms::walk_in] |d, g| check_in::record_identity(d, forms::licence(g));
        "record_age" RecordAge [forms::identified] |d, g| check_in::record_age(d, g, None);
        "decide_age" DecideAge [forms::seventeen] |d, g| check_in::decide_age(d, g, forms::go_ahead());
        "record_consents" RecordConsents [forms::sheet] |d, g| check_in::record_consents(d, serde_json::from_str(&g).unwrap_or_else(|_| nobody()));
        "turn_away" TurnAway [forms::walk_in] |d, g| check_in::turn_away(d, TurnAwayForm { arrival_id: g, reason: "leaves".into(), note: String::new() });
        "hand_over" HandOver [forms::ready_to_sign] |d, g| forms::then_back(d, signing::hand_over(d, forms::hand_over(g)));
        "see_handed_over" SeeHandedOver [forms::ready_to_sign] |d, g| forms::in_their_hands(d, g, signing::see_handed_over(d));
        "keep_handed_over" KeepHandedOver [forms::ready_to_sign] |d, g| forms::in_their_hands(d, g, signing::keep_handed_over(d, Vec::new()));
        "sign_consents" SignConsents [forms::sheet] |d, g| forms::in_their_hands(d, forms::arrival_of(&g), signing::sign_consents(d, forms::signed_sheet(&g)));
        "take_back" TakeBack [forms::ready_to_sign] |d, g| forms::in_their_hands(d, g, signing::take_back(d, passphrase(d.who().role)));
        "open_signed_form" OpenSignedForm [forms::signed_form] |d, g| signing::open_signed_form(d, g);
        "verify_copy" VerifyCopy [] |d, g| signing::verify_copy(d, || async { None });
        "verify_fingerprint" VerifyCopy [] |d, g| signing::verify_fingerprint(d, "ab".repeat(32));
        "see_clinic" SeeClinic [] |d, g| catalogue::see_clinic(d);
        "edit_clinic" EditClinic [] |d, g| catalogue::edit_clinic(d, details());
        "set_idle_minutes" EditClinic [] |d, g| catalogue::set_idle_minutes(d, 7);
        "revise_wording" ReviseWording [] |d, g| catalogue::revise_wording(d, forms::wording());
        "approve_wording" ApproveWording [] |d, g| catalogue::approve_wording(d, forms::approval());
        "see_set_aside" SeeSetAside [] |d, g| set_aside::see_set_aside(d);
        "see_consents" OpenPatient [forms::patient] |d, g| consents::see_consents(d, g);
        "withdraw_consent" WithdrawConsent [forms::consented] |d, g| consents::withdraw_consent(d, forms::withdrawal(g));
        "make_consent_receipt" MakeConsentReceipt [forms::consented] |d, g| consents::make_consent_receipt(d, g);
        "make_consent_file" ExportConsents [forms::consented] |d, g| consents::make_consent_file(d, g, ConsentFileFormat::Csv);
        "see_ask_again" SeeAskAgain [] |d, g| consents::see_ask_again(d);
        "see_copies" OpenPatient [forms::patient] |d, g| copies::see_copies(d, g);
        "keep_copy" KeepCopy [forms::patient] |d, g| copies::keep_copy(d, g, forms::copy(), None, || async { None });
        "open_copy" OpenCopy [forms::kept] |d, g| copies::open_copy(d, g);
        "delete_copy" DeleteCopy [forms::kept] |d, g| copies::delete_copy(d, g);
        "list_scans" SeeScans [] |d, g| copies::list_scans(d);
        "delete_scan" DeleteScan [forms::scan] |d, g| copies::delete_scan(d, g);
        "choose_scan_folder" EditClinic [] |d, g| copies::choose_scan_folder(d, || async { None });
        "set_copy_days" EditClinic [] |d, g| copies::set_copy_days(d, 14);
        "see_notices" SeeNotices [] |d, g| notices::see_notices(d);
        "see_date" SeeDate [] |d, g| doubt::see_date(d);
        "confirm_date" ConfirmDate [doubted] |d, g| doubt::confirm_date(d, g);
        "see_anchor" SeeAnchor [] |d, g| anchor::see_anchor(d);
        "settle_anchor" SettleAnchor [alarm] |d, g| anchor::settle_anchor(d, AnchorReason::LookedInto);
        "put_off_notice" PutOffNotice [] |d, g| notices::put_off_notice(d, "nothing-of-the-kind".into());
        "save_draft" KeepDraft [] |d, g| draft::save_draft(d, "request".into(), String::new(), "{}".into());
        "load_draft" KeepDraft [] |d, g| draft::load_draft(d, "request".into(), String::new());
        "drop_draft" KeepDraft [] |d, g| draft::drop_draft(d, "request".into(), String::new());
        "see_marketing" OpenPatient [forms::patient] |d, g| marketing::see_marketing(d, g);
        "stop_marketing" StopMarketing [forms::patient] |d, g| marketing::stop_marketing(d, forms::stop(g));
        "ask_restart" AskRestart [forms::stopped] |d, g| marketing::ask_restart(d, forms::restart(g));
        "make_restart_letter" AskRestart [forms::asked] |d, g| marketing::make_restart_letter(d, forms::letter(g));
        "accept_restart" AcceptRestart [forms::asked] |d, g| marketing::accept_restart(d, forms::accept(g));
        "make_marketing_list" MakeMarketingList [] |d, g| marketing::make_marketing_list(d, ListForm { channel: MarketingChannel::Email });
        "make_response" MakeResponse [forms::request] |d, g| paper::make_response(d, g);
        "make_consent_form" MakeConsentForm [forms::patient] |d, g| paper::make_consent_form(d, blank(Some(g)));
        "printers" SeePrinters [] |d, g| printing::printers(d);
        "print_document" PrintDocument [document] |d, g| printing::print_document(d, PrintForm { document_id: g, queue: "no-such-queue".into(), copies: 1, sides: Sides::One, instead_of: None });
        "cancel_print" CancelPrint [] |d, g| printing::cancel_print(d, "No-such-queue-1".into());
        "job_state" SeePrinters [] |d, g| printing::job_state(d, "no-such-queue-1".into());
        "close_document" SeePrinters [document] |d, g| printing::close_document(d, g);
        "save_document" SaveDocument [document] |d, g| printing::save_document(d, g, |_| async { None });
        "see_papers" SeePapers [] |d, g| paper_back::see_papers(d);
        "scan_papers" ScanPapers [] |d, g| paper_back::scan_papers(d, None, || async { None });
        "open_paper" OpenPaper [forms::blank_paper] |d, g| paper_back::open_paper(d, g);
        "open_page" OpenPaper [forms::tray_page] |d, g| paper_back::open_page(d, g);
        "file_page" FilePage [forms::page_and_patient] |d, g| paper_back::file_page(d, forms::to_patient(g));
        "throw_page" ThrowPage [forms::tray_page] |d, g| paper_back::throw_page(d, g, "Blank back of a page".into());
        "paper_visits" OpenPaper [forms::paper_and_patient] |d, g| paper_back::paper_visits(d, forms::part(&g, 0), forms::part(&g, 1));
        "assign_paper" AssignPaper [forms::paper_and_patient] |d, g| paper_back::assign_paper(d, forms::whose(g));
        "record_paper" RecordPaper [forms::paper_to_record] |d, g| paper_back::record_paper(d, forms::on_paper(g));
        "close_paper" ClosePaper [forms::blank_paper] |d, g| paper_back::close_paper(d, g, "It never came back".into());
        "open_parental" OpenPatient [forms::child] |d, g| parental::open_parental(d, g);
        "record_parental" RecordParental [forms::child] |d, g| parental::record_parental(d, g, forms::mother());
        "decide_parental" DecideParental [forms::parental] |d, g| parental::decide_parental(d, forms::proved(d, g));
        "record_child_view" RecordChildView [forms::parental] |d, g| parental::record_child_view(d, forms::agrees(g));
        "assess_competence" AssessCompetence [forms::child] |d, g| parental::assess_competence(d, g, forms::understands());
        "record_block" RecordBlock [forms::child] |d, g| parental::record_block(d, g, forms::worry());
        "answer_block" AnswerBlock [forms::block] |d, g| parental::answer_block(d, forms::lift(g));
        "make_parental_receipt" MakeParentalReceipt [forms::parental] |d, g| parental::make_parental_receipt(d, g, PaperSize::Normal);
        "make_refusal_letter" MakeRefusalLetter [not_proved] |d, g| parental::make_refusal_letter(d, g, PaperSize::Normal);
        "see_parental_register" SeeParentalRegister [] |d, g| parental::see_parental_register(d);
        "make_parental_register" MakeParentalRegister [] |d, g| parental::make_parental_register(d);
        "options" SeeClinic [] |d, g| patient::options(d);
        "find_duplicates" FindDuplicates [] |d, g| patient::find_duplicates(d, forms::somebody(1960));
        "register_patient" RegisterPatient [] |d, g| patient::register_patient(d, forms::somebody(1960), Vec::new(), String::new());
        "open_patient" OpenPatient [forms::patient] |d, g| patient::open_patient(d, g);
        "open_patient_form" OpenPatient [forms::patient] |d, g| patient::open_patient_form(d, g);
        "edit_patient" EditPatient [forms::patient] |d, g| patient::edit_patient(d, g, 1, forms::somebody(1960), "told us".into(), String::new());
        "preview_clock" ListRequests [] |d, g| request::preview_clock(d, Right::Access, forms::date("20", "11", "2026"), false);
        "log_request" LogRequest [forms::patient] |d, g| request::log_request(d, forms::access(g));
        "list_requests" ListRequests [] |d, g| request::list_requests(d);
        "open_request" OpenRequest [forms::request] |d, g| request::open_request(d, g);
        "link_adult" LinkVerification [request_and_adult] |d, g| {
            let (request, adult) = g.split_once(' ').unwrap_or_default();
            request::link_adult(d, request.to_string(), adult.to_string())
        };
        "open_release" OpenRelease [childs_access] |d, g| request::open_release(d, g);
        "release_request" ReleaseRequest [childs_access] |d, g| request::release_request(d, forms::release(g));
        "open_released" OpenReleased [released] |d, g| request::open_released(d, g);
        "settle_request" SettleRequest [childs_deletion] |d, g| request::settle_request(d, forms::settle(g, ChildOutcome::Queued));
        "confirm_recovery" ConfirmRecovery [new_sheet] |d, g| recovery::confirm(d, g.split(' ').map(Secret::new).collect());
        "reissue_recovery" ReissueRecovery [] |d, g| recovery::reissue(d);
        "list_staff" SeeStaff [] |d, g| staff::list_staff(d);
        "list_loose_keys" SeeStaff [] |d, g| staff::list_loose_keys(d);
        "remove_loose_key" RemoveLooseKey [loose_key] |d, g| staff::remove_loose_key(d, g);
        "add_staff" AddStaff [] |d, g| staff::add_staff(d, newcomer("Ines Duarte"));
        "reset_passphrase" ResetPassphrase [colleague_to_reset] |d, g| staff::reset_passphrase(d, g, Secret::new("barley compass quilt"));
        "set_theme" SetTheme [] |d, g| staff::set_theme(d, Theme::Dark);
        "change_passphrase" ChangePassphrase [] |d, g| staff::change_passphrase(d, passphrase(d.who().role), changed(), changed());
        "remove_staff" RemoveStaff [colleague_to_remove] |d, g| staff::remove_staff(d, g);
        "replace_device_key" ReplaceDeviceKey [] |d, g| staff::replace_device_key(d, changed());
    }
}

const ZONE: &str = "P<GBRTESTPATIENT<<ALEX<MORGAN<<<<<<<<<<<<<<<\n9990000010GBR0811220F3301018<<<<<<<<<<<<<<<0";

fn everything() -> AuditFilter {
    AuditFilter {
        from: String::new(),
        until: String::new(),
        staff_id: String::new(),
        use_case: String::new(),
        reference: String::new(),
        before: None,
    }
}

fn whole_register() -> RegisterFilter {
    RegisterFilter {
        from: TypedDate::default(),
        until: TypedDate::default(),
        treatment: String::new(),
        outcome: String::new(),
        staff_id: String::new(),
    }
}

fn nobody() -> frontdesk_desk::views::check_in::ConsentsForm {
    use frontdesk_domain::consent::{Capacity, Method};
    frontdesk_desk::views::check_in::ConsentsForm {
        arrival_id: String::new(),
        answers: Vec::new(),
        capacity: Capacity::Patient,
        speaker: String::new(),
        method: Method::OnScreen,
        witness: String::new(),
        interpreter: String::new(),
    }
}

pub fn blank(patient_id: Option<String>) -> ConsentFormRequest {
    ConsentFormRequest { patient_id, treatment: "general".into(), size: PaperSize::Normal }
}

/// A clock that is doubted, and the day it says.
async fn doubted(desk: &OpenDesk) -> String {
    testing::doubt_clock(desk);
    desk.today().day().to_string()
}

/// A keyring that keeps an entry of other records.
async fn alarm(desk: &OpenDesk) -> String {
    testing::anchor_elsewhere(desk);
    String::new()
}

/// An adult whose record is found not proved.
async fn not_proved(desk: &OpenDesk) -> String {
    let id = forms::parental(desk).await;
    forms::decided(desk, id.clone(), "not-proved").await;
    id
}

/// A parent's request and the adult it rests on.
async fn request_and_adult(desk: &OpenDesk) -> String {
    let about = forms::childs_request(desk, Right::Access).await;
    format!("{} {}", about.request_id, about.adult_id)
}

async fn childs_access(desk: &OpenDesk) -> String {
    forms::childs_request(desk, Right::Access).await.request_id
}

async fn childs_deletion(desk: &OpenDesk) -> String {
    forms::childs_request(desk, Right::Erasure).await.request_id
}

async fn released(desk: &OpenDesk) -> String {
    let id = childs_access(desk).await;
    request::release_request(desk, forms::release(id.clone())).await.unwrap();
    id
}

pub async fn document(desk: &OpenDesk) -> String {
    paper::make_consent_form(desk, blank(None)).await.unwrap().document_id
}

async fn new_sheet(desk: &OpenDesk) -> String {
    let sheet = recovery::reissue(desk).await.unwrap();
    sheet.ask_groups.iter().map(|number| sheet.groups[*number as usize - 1].expose()).collect::<Vec<_>>().join(" ")
}

fn newcomer(name: &str) -> StaffForm {
    StaffForm { name: name.into(), role: Role::Reception, passphrase: Secret::new("walnut ferry candle") }
}

async fn colleague(desk: &OpenDesk, name: &str) -> String {
    let list = staff::add_staff(desk, newcomer(name)).await.unwrap();
    list.into_iter().find(|person| person.name == name).unwrap().staff_id
}

/// A key whose person is not in the records, as when those were put back from before.
async fn loose_key(desk: &OpenDesk) -> String {
    let list = staff::add_staff(desk, newcomer("Sam Reed")).await.unwrap();
    let slot = list.into_iter().find(|person| person.name == "Sam Reed").unwrap().slot_id;
    let mut act = frontdesk_desk::testing::store(desk).write().await.unwrap();
    sqlx::query("DELETE FROM staff WHERE slot_id = ?").bind(&slot).execute(act.conn()).await.unwrap();
    act.commit().await.unwrap();
    slot
}

async fn colleague_to_reset(desk: &OpenDesk) -> String {
    colleague(desk, "Leo Marsh").await
}

async fn colleague_to_remove(desk: &OpenDesk) -> String {
    colleague(desk, "Una Field").await
}

/// What everybody's passphrase is afterwards.
pub fn changed() -> Secret {
    Secret::new("granite violin pepper sunday")
}
