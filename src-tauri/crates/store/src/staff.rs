//! `staff`: who has worked at this desk. A person removed keeps their row, for the history names them.

use frontdesk_domain::id::StaffId;
use frontdesk_domain::role::Role;

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Id.
    pub id: StaffId,
    /// The vault's slot.
    pub slot_id: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// The first passphrase is still to be changed.
    pub must_change: bool,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// RFC 3339 UTC.
    pub created_at: String,
    /// RFC 3339 UTC.
    pub removed_at: Option<String>,
}

struct Row {
    id: String,
    slot_id: String,
    name: String,
    role: String,
    must_change: i64,
    theme: String,
    created_at: String,
    removed_at: Option<String>,
}

impl Row {
    fn staff(self) -> Result<Staff> {
        Ok(Staff {
            id: StaffId(self.id),
            slot_id: self.slot_id,
            name: self.name,
            role: Role::from_code(&self.role).ok_or(StoreError::Unreadable("staff.role"))?,
            must_change: self.must_change != 0,
            theme: self.theme,
            created_at: self.created_at,
            removed_at: self.removed_at,
        })
    }
}

/// Adds a person.
pub async fn insert(conn: &mut Conn, staff: &Staff) -> Result<()> {
    let (id, role) = (staff.id.as_str(), staff.role.code());
    sqlx::query!(
        "INSERT INTO staff (id, slot_id, name, role, must_change, theme, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        staff.slot_id,
        staff.name,
        role,
        staff.must_change,
        staff.theme,
        staff.created_at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Everybody, present first, in the order they came.
pub async fn all(conn: &mut Conn) -> Result<Vec<Staff>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", slot_id, name, role, must_change, theme, created_at, removed_at FROM staff ORDER BY removed_at IS NOT NULL, created_at, rowid"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::staff).collect()
}

/// The person of a vault slot.
pub async fn by_slot(conn: &mut Conn, slot_id: &str) -> Result<Option<Staff>> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", slot_id, name, role, must_change, theme, created_at, removed_at FROM staff WHERE slot_id = ? AND removed_at IS NULL"#,
        slot_id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::staff).transpose()
}

/// Whether the first passphrase is still to be changed.
pub async fn set_must_change(conn: &mut Conn, id: &StaffId, must_change: bool) -> Result<()> {
    let id = id.as_str();
    sqlx::query!("UPDATE staff SET must_change = ? WHERE id = ?", must_change, id).execute(conn).await?;
    Ok(())
}

/// How the window looks for them.
pub async fn set_theme(conn: &mut Conn, id: &StaffId, theme: &str) -> Result<()> {
    let id = id.as_str();
    sqlx::query!("UPDATE staff SET theme = ? WHERE id = ?", theme, id).execute(conn).await?;
    Ok(())
}

/// Marks a person as gone.
pub async fn remove(conn: &mut Conn, id: &StaffId, at: &str) -> Result<()> {
    let id = id.as_str();
    sqlx::query!("UPDATE staff SET removed_at = ? WHERE id = ? AND removed_at IS NULL", at, id).execute(conn).await?;
    Ok(())
}
