//! The faces as the shaper needs them, parsed once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use parley::FontContext;
use parley::fontique::{Blob, Charmap, Collection, CollectionOptions, FontInfoOverride, SourceCache};

use super::FaceId;

/// Parsed faces. No font of the machine is ever used: the same values must give the same page everywhere.
pub(crate) struct FontSet {
    context: FontContext,
    faces: HashMap<u64, FaceId>,
    charmaps: Vec<Charmap<'static>>,
}

impl FontSet {
    /// The shipped faces, parsed on first use.
    pub(crate) fn shipped() -> &'static Self {
        static SET: OnceLock<FontSet> = OnceLock::new();
        SET.get_or_init(Self::parse)
    }

    fn parse() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut faces = HashMap::new();
        let mut charmaps = Vec::new();
        for id in FaceId::all() {
            let face = id.face();
            let blob = Blob::new(Arc::new(face.bytes));
            faces.insert(blob.id(), id);
            let family = FontInfoOverride { family_name: Some(face.family), ..FontInfoOverride::default() };
            let registered = collection.register_fonts(blob, Some(family));
            let infos = registered.iter().flat_map(|(_, infos)| infos);
            charmaps.extend(infos.filter_map(|info| info.charmap_index().charmap(face.bytes)));
        }
        Self { context: FontContext { collection, source_cache: SourceCache::default() }, faces, charmaps }
    }

    /// A context of one's own, so that nothing of a document stays behind in a shared cache.
    pub(crate) fn context(&self) -> FontContext {
        self.context.clone()
    }

    /// The shipped face behind a font the shaper chose.
    pub(crate) fn face_of(&self, blob_id: u64) -> Option<FaceId> {
        self.faces.get(&blob_id).copied()
    }

    /// The face's own space, by glyph id.
    pub(crate) fn space(&self, face: FaceId) -> Option<u16> {
        let glyph = self.charmaps.get(face.index())?.map(' ')?;
        u16::try_from(glyph).ok()
    }

    /// Whether some face has a glyph for the character.
    pub(crate) fn has(&self, character: char) -> bool {
        self.charmaps.iter().any(|map| map.map(character).is_some_and(|glyph| glyph != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_face_is_registered_with_its_characters() {
        let set = FontSet::shipped();
        assert_eq!(set.charmaps.len(), FaceId::all().count());
        assert_eq!(set.faces.len(), FaceId::all().count());
        for (id, map) in FaceId::all().zip(&set.charmaps) {
            let wanted = match id.face().family {
                "Noto Sans Math" => '⟨',
                "Noto Sans Symbols 2" => '☐',
                _ => 'A',
            };
            assert!(map.map(wanted).is_some_and(|glyph| glyph != 0), "{}", id.face().name);
        }
    }
}
