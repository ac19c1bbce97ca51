//! The records' key: opening with the one that fits, changing it, and ending a change that was cut off.

use std::sync::Arc;

use frontdesk_store::{Store, StoreError};
use frontdesk_vault::{DataKey, Replaced, Unlocked, VaultError, begin_rotation, finish_rotation};

use crate::entrance::blocking;
use crate::error::Result;
use crate::generation;
use crate::house::House;
use crate::open::OpenDesk;

/// The records, open.
pub(crate) struct Opened {
    pub store: Store,
    pub key: DataKey,
    /// A change of key that was cut off has been ended.
    pub rekeyed: bool,
}

/// Opens the records with what a passphrase gave, unless the key file is older than they are, and ends a change of key
/// that was cut off, on whichever side of the re-keying it stopped.
pub(crate) async fn open(house: &Arc<House>, unlocked: Unlocked) -> Result<Opened> {
    let Unlocked { mut data_keys, generation, .. } = unlocked;
    let (store, fits) = open_with_any(house, &data_keys).await?;
    if let Err(older) = generation::check(house, &store, generation).await {
        store.close().await;
        return Err(older);
    }
    if data_keys.len() < 2 {
        generation::raise(house, &store, generation).await?;
        return Ok(Opened { store, key: data_keys.swap_remove(fits), rekeyed: false });
    }
    store.close().await;
    let new = data_keys.remove(0);
    let store = Store::rekey(&house.folder.database_path(), &data_keys[0], &new).await?;
    let key = finish(house, Arc::new(new)).await?;
    let inside = house.clone();
    let generation = blocking(move || inside.folder.header().map(|header| header.generation())).await??;
    generation::raise(house, &store, generation).await?;
    // Nothing else holds it: it was made here.
    let key = Arc::into_inner(key).ok_or(VaultError::DataKeyDiffers)?;
    Ok(Opened { store, key, rekeyed: true })
}

/// Opens the records with the first key that fits, newest first; says which.
pub(crate) async fn open_with_any(house: &Arc<House>, keys: &[DataKey]) -> Result<(Store, usize)> {
    let mut refused = None;
    for (place, key) in keys.iter().enumerate() {
        match open_apart(house, key).await {
            Ok(store) => return Ok((store, place)),
            Err(StoreError::NotOurs) => refused = Some(StoreError::NotOurs),
            Err(other) => return Err(other.into()),
        }
    }
    Err(refused.map_or(VaultError::HeaderUnreadable.into(), Into::into))
}

/// Opens the database. A log of other records beside it would be folded over its pages, so it is set aside first; the
/// database is whole without it.
async fn open_apart(house: &Arc<House>, key: &DataKey) -> std::result::Result<Store, StoreError> {
    let path = house.folder.database_path();
    let refused = match Store::open(&path, key).await {
        Err(error @ StoreError::LogNotOurs) => error,
        other => return other,
    };
    let inside = house.clone();
    let moved = blocking(move || {
        let day = inside.clock.today().to_string();
        inside.folder.set_aside(
            &["clinic.db-wal", "clinic.db-shm"],
            &day,
            "They belong to other records than clinic.db.",
        )
    })
    .await;
    match moved {
        Ok(Ok(_)) => Store::open(&path, key).await,
        _ => Err(refused),
    }
}

/// Begins a change of key with what goes out of the key file with it.
pub(crate) async fn begin(
    desk: &OpenDesk,
    begin: impl FnOnce(&House, &DataKey) -> std::result::Result<DataKey, VaultError> + Send + 'static,
) -> Result<DataKey> {
    let (house, old) = (desk.house.clone(), desk.key()?);
    Ok(blocking(move || begin(&house, &old)).await??)
}

/// A change of the key alone.
pub(crate) async fn begin_alone(desk: &OpenDesk) -> Result<DataKey> {
    begin(desk, |house, old| begin_rotation(&house.folder, house.keyring.as_ref(), old, Replaced::Nothing)).await
}

/// Re-keys the records and drops the old key from the key file. Cut off, the next unlock ends it; until then the desk goes
/// on with whichever key opens the file.
pub(crate) async fn rotate(desk: &OpenDesk, new: DataKey) -> Result<()> {
    frontdesk_vault::step("re-key: the key file has both keys");
    let (old, new) = (desk.key()?, Arc::new(new));
    let path = desk.house.folder.database_path();
    desk.store()?.close().await;
    let store = match Store::rekey(&path, &old, &new).await {
        Ok(store) => store,
        Err(error) => {
            // It may have stopped on either side.
            match Store::open(&path, &old).await {
                Err(StoreError::NotOurs) => desk.go_on_with(Store::open(&path, &new).await?, new).await?,
                opened => desk.go_on_with(opened?, old).await?,
            }
            return Err(error.into());
        }
    };
    desk.go_on_with(store, new.clone()).await?;
    frontdesk_vault::step("re-key: the records have the new key");
    finish(&desk.house, new).await?;
    Ok(())
}

async fn finish(house: &Arc<House>, new: Arc<DataKey>) -> Result<Arc<DataKey>> {
    let inside = house.clone();
    let key = new.clone();
    blocking(move || finish_rotation(&inside.folder, inside.keyring.as_ref(), &key)).await??;
    frontdesk_vault::step("re-key: the key file has the new key alone");
    Ok(new)
}
