//! What blocks a release: recorded by everybody, answered by the practice manager.

use frontdesk_domain::id::{PatientId, RequestId};
use frontdesk_domain::parental::{BlockAnswerForm, BlockForm, BlockKind, check_answer, check_block};
use frontdesk_domain::role::UseCase;
use frontdesk_store::release_block::{self, Answered, Block};
use frontdesk_store::{Conn, rights_request};

use super::child::Child;
use super::page;
use crate::banner;
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk};
use crate::views::parental::ParentalPageView;

/// Writes a block.
pub(crate) async fn add(
    conn: &mut Conn,
    patient: &PatientId,
    kind: BlockKind,
    detail: String,
    at: &str,
    by: &str,
) -> Result<()> {
    let block = Block {
        id: uuid::Uuid::new_v4().to_string(),
        patient_id: patient.clone(),
        kind,
        detail,
        at: at.to_string(),
        by: by.to_string(),
    };
    Ok(release_block::insert(conn, &block).await?)
}

/// Records a block. It holds at once.
pub async fn record_block(desk: &OpenDesk, patient_id: String, form: BlockForm) -> Result<ParentalPageView> {
    let mut act = desk.begin(UseCase::RecordBlock).await?;
    let patient = banner::held(act.conn(), &PatientId(patient_id)).await?;
    let (kind, detail) = check_block(&form).map_err(DeskError::fields)?;
    let (at, by) = (act.at.clone(), act.by().0.clone());
    add(act.conn(), &patient.id, kind, detail, &at, &by).await?;
    let page = page::page(desk, act.conn(), &patient.id).await?;
    act.commit(Entry::about("patient", patient.id).with("block", kind.code())).await?;
    Ok(page)
}

/// The practice manager lifts a block, or lets one request go on although it stays.
pub async fn answer_block(desk: &OpenDesk, form: BlockAnswerForm) -> Result<ParentalPageView> {
    let mut act = desk.begin(UseCase::AnswerBlock).await?;
    let id =
        release_block::patient_of(act.conn(), &form.block_id).await?.ok_or_else(|| DeskError::not_found("block"))?;
    let (answer, reason) = check_answer(&form).map_err(DeskError::fields)?;
    let child = Child::load(act.conn(), &desk.clinic(), &id).await?;
    if child.blocks.iter().any(|block| block.id == form.block_id && child.lifted(block)) {
        return Err(DeskError::new("block-lifted", "This block has ended already. Nothing waits for a reason."));
    }
    let request_id = form.request_id.map(RequestId);
    if let Some(request) = &request_id
        && rights_request::by_id(act.conn(), request).await?.is_none_or(|request| request.patient_id != id)
    {
        return Err(DeskError::not_found("request"));
    }
    let answered = Answered {
        id: uuid::Uuid::new_v4().to_string(),
        block_id: form.block_id,
        answer,
        request_id,
        reason,
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    release_block::answer(act.conn(), &answered).await?;
    let page = page::page(desk, act.conn(), &id).await?;
    act.commit(Entry::about("patient", id).with("block", Id::held(&answered.block_id)).with("answer", answer.code()))
        .await?;
    Ok(page)
}
