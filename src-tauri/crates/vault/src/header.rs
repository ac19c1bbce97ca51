//! The header: every slot and nothing readable, as JSON. Written in format 2; format 1, of the first version, is read.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::header_seal::Seals;
use crate::slot::{Slot, SlotKind};
use crate::{DeviceSecret, KeyId, SheetNumber, SlotId, VaultError, VaultId};

/// The format that this version writes.
pub(crate) const FORMAT: u64 = 2;

/// The format of the first version: one recovery sheet, no generation, no checksum.
pub(crate) const FIRST_FORMAT: u64 = 1;

/// The line of the device secret that a clinic begins with.
pub(crate) const FIRST_DEVICE: u32 = 1;

/// The header of a vault: who can unlock (by slot, unnamed), sealed keys, and the numbers of the recovery sheets.
#[derive(Clone)]
pub struct Header {
    /// As it was read; whatever is written is of the newest.
    pub(crate) format: u64,
    pub(crate) vault: VaultId,
    /// Counts the changes of the header; 0 in format 1. Under the seals like everything here.
    pub(crate) generation: u64,
    /// Which of this computer's secrets the staff slots are joined with.
    pub(crate) device: u32,
    pub(crate) created: String,
    /// One or more of each kind, in the order in which they were added.
    pub(crate) slots: Vec<Slot>,
    pub(crate) seals: Seals,
}

/// Format 2 as a file, but for its checksum.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u64,
    vault: VaultId,
    generation: u64,
    device: u32,
    created: String,
    slots: Vec<Slot>,
    seals: Seals,
    /// SHA-256 of everything else, so that damage is told without a key. It is no protection: the seals are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checksum: Option<String>,
}

/// Format 1 as a file: the sheet stands beside the slots, as there was one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstWritten {
    format: u64,
    vault: VaultId,
    created: String,
    sheet: SheetNumber,
    slots: Vec<Slot>,
    seals: Seals,
}

impl Header {
    /// Reads a header, as from a backup, and checks its checksum, its shape and its parameters.
    ///
    /// # Errors
    /// `header-unreadable`, `header-format-unknown`, `kdf-below-floor`, `kdf-above-ceiling`.
    pub fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| VaultError::HeaderUnreadable)?;
        let format = value.get("format").and_then(Value::as_u64).ok_or(VaultError::HeaderUnreadable)?;
        // The same in every format from the second on, so that a flipped digit is not taken for a newer one.
        let whole = match value.get("checksum") {
            Some(Value::String(kept)) => *kept == checksum(&value),
            None => format != FORMAT,
            Some(_) => false,
        };
        if !whole {
            return Err(VaultError::HeaderUnreadable);
        }
        let header = match format {
            FIRST_FORMAT => Self::of_the_first_format(bytes)?,
            FORMAT => Self::of_the_second_format(bytes)?,
            0 => return Err(VaultError::HeaderUnreadable),
            found => return Err(VaultError::HeaderFormatUnknown { found }),
        };
        header.slots.iter().try_for_each(|slot| slot.kdf.check())?;
        if header.shape_holds() { Ok(header) } else { Err(VaultError::HeaderUnreadable) }
    }

    fn of_the_first_format(bytes: &[u8]) -> Result<Self, VaultError> {
        let FirstWritten { format, vault, created, sheet, mut slots, seals } =
            serde_json::from_slice(bytes).map_err(|_| VaultError::HeaderUnreadable)?;
        if slots.iter().any(|slot| slot.sheet.is_some()) {
            return Err(VaultError::HeaderUnreadable);
        }
        slots.iter_mut().filter(|slot| slot.kind == SlotKind::Recovery).for_each(|slot| slot.sheet = Some(sheet));
        Ok(Self { format, vault, generation: 0, device: FIRST_DEVICE, created, slots, seals })
    }

    fn of_the_second_format(bytes: &[u8]) -> Result<Self, VaultError> {
        let Written { format, vault, generation, device, created, slots, seals, checksum: _ } =
            serde_json::from_slice(bytes).map_err(|_| VaultError::HeaderUnreadable)?;
        Ok(Self { format, vault, generation, device, created, slots, seals })
    }

    /// The file's contents, in the format the header is of.
    pub fn to_json(&self) -> Vec<u8> {
        let json = if self.format == FIRST_FORMAT {
            serde_json::to_vec_pretty(&FirstWritten {
                format: self.format,
                vault: self.vault,
                created: self.created.clone(),
                sheet: self.sheet(),
                slots: self.slots_as_sealed(),
                seals: self.seals.clone(),
            })
        } else {
            let mut written = Written {
                format: self.format,
                vault: self.vault,
                generation: self.generation,
                device: self.device,
                created: self.created.clone(),
                slots: self.slots.clone(),
                seals: self.seals.clone(),
                checksum: None,
            };
            serde_json::to_value(&written).and_then(|value| {
                written.checksum = Some(checksum(&value));
                serde_json::to_vec_pretty(&written)
            })
        };
        let mut json = json.expect("a header has nothing JSON cannot hold");
        json.push(b'\n');
        json
    }

    /// The slots as the seals cover them: in format 1 a slot did not bear the number of its sheet.
    pub(crate) fn slots_as_sealed(&self) -> Vec<Slot> {
        let mut slots = self.slots.clone();
        if self.format == FIRST_FORMAT {
            slots.iter_mut().for_each(|slot| slot.sheet = None);
        }
        slots
    }

    /// Which vault this is the header of.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// Counts the changes of the header: of two, the higher is the later. Authentic once a passphrase or the recovery
    /// code has opened it.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Which of this computer's secrets it needs: 1, and one more each time that the secret is replaced.
    pub fn device(&self) -> u32 {
        self.device
    }

    /// When it was set up, as the caller wrote it then.
    pub fn created(&self) -> &str {
        &self.created
    }

    /// The newest recovery sheet that opens this header.
    pub fn sheet(&self) -> SheetNumber {
        self.recovery().filter_map(|slot| slot.sheet).max().unwrap_or(SheetNumber::FIRST)
    }

    /// Every recovery sheet that opens this header, the oldest first. More than one until the newest is confirmed.
    pub fn sheets(&self) -> Vec<SheetNumber> {
        let mut sheets: Vec<SheetNumber> = self.recovery().filter_map(|slot| slot.sheet).collect();
        sheets.sort_unstable();
        sheets
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

    /// Puts a person's slot in the place of theirs, or behind the others.
    pub(crate) fn put_staff_slot(&mut self, slot: Slot) {
        match self.slots.iter_mut().find(|place| place.id == slot.id) {
            Some(place) => *place = slot,
            None => self.slots.push(slot),
        }
    }

    /// The numbers of the sheets that open this header, as "RC-01 or RC-02".
    pub fn sheets_in_words(&self) -> String {
        let sheets: Vec<String> = self.sheets().iter().map(ToString::to_string).collect();
        sheets.join(" or ")
    }

    pub(crate) fn recovery(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.kind == SlotKind::Recovery)
    }

    /// Brings a header of the first format into the one that is written. Its seals no longer fit afterwards.
    pub(crate) fn bring_up_to_date(&mut self, secret: &DeviceSecret) -> Result<(), VaultError> {
        self.format = FORMAT;
        let vault = self.vault;
        self.slots
            .iter_mut()
            .filter(|slot| slot.kind == SlotKind::Recovery)
            .try_for_each(|slot| slot.bring_up_to_date(vault, secret))
    }

    fn shape_holds(&self) -> bool {
        let keys = self.key_ids();
        let ids: HashSet<SlotId> = self.slots.iter().map(|slot| slot.id).collect();
        let sheets: HashSet<Option<SheetNumber>> = self.recovery().map(|slot| slot.sheet).collect();
        let recovery = self.recovery().count();
        (1..=2).contains(&keys.len())
            && keys.first() != keys.get(1)
            && ids.len() == self.slots.len()
            && recovery > 0
            && sheets.len() == recovery
            && (self.format != FIRST_FORMAT || recovery == 1)
            && self.device >= FIRST_DEVICE
            && self.staff().next().is_some()
            && self.slots.iter().all(|slot| slot.shape_holds(self.format) && slot.key_ids() == keys)
            && self.seals.key_ids().eq(keys)
    }
}

/// SHA-256, as hex, of a header without its checksum: as JSON without spaces, the names in the order of the alphabet.
pub(crate) fn checksum(header: &Value) -> String {
    let mut text = String::new();
    match header {
        Value::Object(fields) => {
            let others = fields.iter().filter(|(name, _)| *name != "checksum");
            canonical_fields(others, &mut text);
        }
        other => canonical(other, &mut text),
    }
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => canonical_fields(fields.iter(), text),
        Value::Array(values) => {
            text.push('[');
            for value in values {
                canonical(value, text);
                text.push(',');
            }
            text.push(']');
        }
        leaf => text.push_str(&leaf.to_string()),
    }
}

fn canonical_fields<'a>(fields: impl Iterator<Item = (&'a String, &'a Value)>, text: &mut String) {
    text.push('{');
    for (name, value) in fields.collect::<BTreeMap<_, _>>() {
        text.push_str(&Value::from(name.as_str()).to_string());
        text.push(':');
        canonical(value, text);
        text.push(',');
    }
    text.push('}');
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Header")
            .field("vault", &self.vault)
            .field("generation", &self.generation)
            .field("sheets", &self.sheets())
            .field("slots", &self.slots.len())
            .finish_non_exhaustive()
    }
}
