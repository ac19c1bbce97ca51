//! The header file: JSON that holds every slot and nothing readable. Format 1.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::header_seal::Seals;
use crate::slot::{Slot, SlotKind};
use crate::{KeyId, SheetNumber, SlotId, VaultError, VaultId};

/// The format that this version writes, and the only one it reads.
pub(crate) const FORMAT: u64 = 1;

/// The header of a vault: who can unlock (by slot, unnamed), sealed keys, and the number of the recovery sheet.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    pub(crate) format: u64,
    pub(crate) vault: VaultId,
    pub(crate) created: String,
    pub(crate) sheet: SheetNumber,
    /// One recovery slot, and one or more of staff, in the order in which they were added.
    pub(crate) slots: Vec<Slot>,
    pub(crate) seals: Seals,
}

/// Read first, so that a newer format is told as such and not as damage.
#[derive(Deserialize)]
struct Format {
    format: u64,
}

impl Header {
    /// Reads a header, as from a backup, and checks its shape and its parameters.
    ///
    /// # Errors
    /// `header-unreadable`, `header-format-unknown`, `kdf-below-floor`, `kdf-above-ceiling`.
    pub fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let Format { format } = serde_json::from_slice(bytes).map_err(|_| VaultError::HeaderUnreadable)?;
        if format != FORMAT {
            return Err(VaultError::HeaderFormatUnknown { found: format });
        }
        let header: Self = serde_json::from_slice(bytes).map_err(|_| VaultError::HeaderUnreadable)?;
        header.slots.iter().try_for_each(|slot| slot.kdf.check())?;
        if header.shape_holds() { Ok(header) } else { Err(VaultError::HeaderUnreadable) }
    }

    /// The file's contents.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("a header has nothing JSON cannot hold");
        json.push(b'\n');
        json
    }

    /// Which vault this is the header of.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// When it was set up, as the caller wrote it then.
    pub fn created(&self) -> &str {
        &self.created
    }

    /// The recovery sheet that opens this header.
    pub fn sheet(&self) -> SheetNumber {
        self.sheet
    }

    /// The slots of staff, in the order in which they were added.
    pub fn staff_slots(&self) -> impl Iterator<Item = SlotId> + '_ {
        self.staff().map(|slot| slot.id)
    }

    /// The data keys sealed in every slot, newest first: one, or two in the middle of a change of key.
    pub fn key_ids(&self) -> Vec<KeyId> {
        self.slots.first().map(Slot::key_ids).unwrap_or_default()
    }

    /// Whether a change of key has begun and is not finished.
    pub fn rotation_is_pending(&self) -> bool {
        self.key_ids().len() > 1
    }

    pub(crate) fn staff(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.kind == SlotKind::Staff)
    }

    pub(crate) fn staff_slot(&self, id: SlotId) -> Option<&Slot> {
        self.staff().find(|slot| slot.id == id)
    }

    pub(crate) fn staff_slot_mut(&mut self, id: SlotId) -> Result<&mut Slot, VaultError> {
        self.slots.iter_mut().find(|slot| slot.id == id && slot.kind == SlotKind::Staff).ok_or(VaultError::SlotUnknown)
    }

    pub(crate) fn recovery_slot(&self) -> Result<&Slot, VaultError> {
        self.slots.iter().find(|slot| slot.kind == SlotKind::Recovery).ok_or(VaultError::HeaderUnreadable)
    }

    fn shape_holds(&self) -> bool {
        let keys = self.key_ids();
        let ids: HashSet<SlotId> = self.slots.iter().map(|slot| slot.id).collect();
        let recovery = self.slots.iter().filter(|slot| slot.kind == SlotKind::Recovery).count();
        (1..=2).contains(&keys.len())
            && keys.first() != keys.get(1)
            && ids.len() == self.slots.len()
            && recovery == 1
            && self.staff().next().is_some()
            && self.slots.iter().all(|slot| slot.shape_holds() && slot.key_ids() == keys)
            && self.seals.key_ids().eq(keys)
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Header")
            .field("vault", &self.vault)
            .field("sheet", &self.sheet)
            .field("slots", &self.slots.len())
            .finish_non_exhaustive()
    }
}
