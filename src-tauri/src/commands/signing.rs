//! The screen in a patient's hands, what they sign, and copies checked against it.

use frontdesk_desk::Result;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::signing;
use frontdesk_desk::views::check_in::ConsentAnswerForm;
use frontdesk_desk::views::paper::DocumentView;
use frontdesk_desk::views::session::SessionView;
use frontdesk_desk::views::signing::{HandOverForm, HandedOverView, SignForm, VerifiedView};
use tauri::{State, WebviewWindow};

use crate::session::App;

/// Hands the screen to the patient.
#[tauri::command]
#[specta::specta]
pub async fn hand_over(app: State<'_, App>, form: HandOverForm) -> Result<HandedOverView> {
    let desk = app.open().await?;
    signing::hand_over(&desk, form).await
}

/// What the patient sees.
#[tauri::command]
#[specta::specta]
pub async fn see_handed_over(app: State<'_, App>) -> Result<HandedOverView> {
    let desk = app.open().await?;
    signing::see_handed_over(&desk).await
}

/// Keeps the patient's answers so far.
#[tauri::command]
#[specta::specta]
pub async fn keep_handed_over(app: State<'_, App>, answers: Vec<ConsentAnswerForm>) -> Result<()> {
    let desk = app.open().await?;
    signing::keep_handed_over(&desk, answers).await
}

/// Records what the patient answered and signed.
#[tauri::command]
#[specta::specta]
pub async fn sign_consents(app: State<'_, App>, form: SignForm) -> Result<HandedOverView> {
    let desk = app.open().await?;
    signing::sign_consents(&desk, form).await
}

/// Takes the screen back to the desk.
#[tauri::command]
#[specta::specta]
pub async fn take_back(app: State<'_, App>, passphrase: Secret) -> Result<SessionView> {
    let desk = app.open().await?;
    signing::take_back(&desk, passphrase).await
}

/// Opens the copy of a signed form.
#[tauri::command]
#[specta::specta]
pub async fn open_signed_form(app: State<'_, App>, form_id: String) -> Result<DocumentView> {
    let desk = app.open().await?;
    signing::open_signed_form(&desk, form_id).await
}

/// Checks a file chosen in the system's own dialog against the record.
#[tauri::command]
#[specta::specta]
pub async fn verify_copy(app: State<'_, App>, window: WebviewWindow) -> Result<VerifiedView> {
    let desk = app.open().await?;
    signing::verify_copy(&desk, || crate::dialogs::pick_copy(window)).await
}

/// Checks a printed fingerprint against the record.
#[tauri::command]
#[specta::specta]
pub async fn verify_fingerprint(app: State<'_, App>, text: String) -> Result<VerifiedView> {
    let desk = app.open().await?;
    signing::verify_fingerprint(&desk, text).await
}
