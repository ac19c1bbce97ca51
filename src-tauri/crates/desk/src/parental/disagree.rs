//! Two people with parental responsibility who do not agree: a conflict that stops, for the practice manager.

use frontdesk_domain::id::PatientId;
use frontdesk_domain::parental::{BlockKind, Said, disagreement};
use frontdesk_store::Conn;

use super::block;
use super::child::Child;
use crate::answers::Answers;
use crate::banner;
use crate::error::Result;
use crate::open::OpenDesk;

/// Blocks a release when the answers on record show that two parents disagree, unless a block says so already.
pub(crate) async fn note_disagreement(
    desk: &OpenDesk,
    conn: &mut Conn,
    id: &PatientId,
    at: &str,
    by: &str,
) -> Result<()> {
    // Only the answers that count: where the child speaks for themselves, two parents do not disagree.
    let patient = banner::held(conn, id).await?;
    let answers = Answers::load(conn, &patient).await?;
    let said: Vec<Said<'_>> = answers
        .counting_held()
        .map(|(answer, held)| Said {
            purpose: &answer.purpose,
            capacity: held.capacity,
            speaker: answer.speaker.as_deref().unwrap_or_default(),
            answer: held.answer,
        })
        .collect();
    let Some(purpose) = disagreement(&said) else { return Ok(()) };
    let child = Child::load(conn, &desk.clinic(), id).await?;
    let open = |kind| child.blocks.iter().any(|block| block.kind == kind && !child.lifted(block));
    if open(BlockKind::ParentsDisagree) {
        return Ok(());
    }
    let title = child.clinic.purposes.iter().find(|of| of.id == purpose).map_or(purpose, |of| of.title.as_str());
    let detail = format!("Two people with parental responsibility answered differently: {title}.");
    block::add(conn, id, BlockKind::ParentsDisagree, detail, at, by).await
}
