//! The faces a document uses, cut down to the glyphs it uses.

use std::collections::{BTreeMap, HashMap};

use printpdf::{FontId, ParsedFont, PdfFont};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::DocumentError;
use crate::font::{FaceId, FontSet};
use crate::page::{Mark, PageList, Run};

/// Every face used, by its shipped id.
pub(super) struct Fonts {
    used: BTreeMap<FaceId, Used>,
}

/// One cut-down face.
pub(super) struct Used {
    /// Name in the file: six letters, a plus sign, the PostScript name.
    pub id: FontId,
    glyphs: GlyphRemapper,
    /// The text a glyph stands for wherever no other is said, by its new id.
    texts: HashMap<u16, String>,
    font: ParsedFont,
}

impl Fonts {
    pub(super) fn of(list: &PageList) -> Result<Self, DocumentError> {
        let mut glyphs: BTreeMap<FaceId, (GlyphRemapper, HashMap<u16, String>)> = BTreeMap::new();
        let marks = list.pages.iter().flat_map(|page| &page.marks);
        for run in marks.filter_map(|mark| if let Mark::Text(run) = mark { Some(run) } else { None }) {
            let (remapper, texts) = glyphs.entry(run.face).or_insert_with(|| (GlyphRemapper::new(), HashMap::new()));
            collect(run, remapper, texts);
        }
        let used = glyphs
            .into_iter()
            .map(|(face, (glyphs, texts))| Ok((face, Used::new(face, glyphs, texts)?)))
            .collect::<Result<_, DocumentError>>()?;
        Ok(Self { used })
    }

    pub(super) fn used(&self, face: FaceId) -> Option<&Used> {
        self.used.get(&face)
    }

    pub(super) fn map(&self) -> BTreeMap<FontId, PdfFont> {
        self.used.values().map(|used| (used.id.clone(), PdfFont::new(used.font.clone()))).collect()
    }

    /// Number of glyphs in each embedded face, by its name in the file.
    pub(super) fn glyph_counts(&self) -> BTreeMap<String, usize> {
        self.used.values().map(|used| (used.id.0.clone(), used.font.glyph_widths.len())).collect()
    }
}

/// Notes the glyphs of a run, and the text of each glyph that alone shows its cluster.
fn collect(run: &Run, remapper: &mut GlyphRemapper, texts: &mut HashMap<u16, String>) {
    for cluster in &run.clusters {
        let glyphs = &run.glyphs[cluster.glyphs.0..cluster.glyphs.1];
        for glyph in glyphs {
            remapper.remap(glyph.id);
        }
        if glyphs.len() > 1 {
            // May be wanted to mark the start of a span (see `text::ordered`).
            FontSet::shipped().space(run.face).map(|id| remapper.remap(id));
        }
        if let ([glyph], text) = (glyphs, &run.text[cluster.text.0..cluster.text.1])
            && !text.is_empty()
        {
            texts.entry(remapper.remap(glyph.id)).or_insert_with(|| text.to_owned());
        }
    }
}

impl Used {
    fn new(face: FaceId, glyphs: GlyphRemapper, texts: HashMap<u16, String>) -> Result<Self, DocumentError> {
        let face = face.face();
        let program = subsetter::subset(face.bytes, 0, &glyphs).map_err(DocumentError::fault)?;
        let font = ParsedFont::from_bytes(&program, 0, &mut Vec::new())
            .ok_or_else(|| DocumentError::fault("a cut-down face could not be read back"))?;
        let tag: String = Sha256::digest(&program)[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect();
        Ok(Self { id: FontId(format!("{tag}+{}", face.name)), glyphs, texts, font })
    }

    /// The glyph's id in the cut-down face.
    pub(super) fn glyph(&self, id: u16) -> u16 {
        self.glyphs.get(id).unwrap_or(0)
    }

    /// The text the glyph stands for by default.
    pub(super) fn text(&self, glyph: u16) -> Option<&str> {
        self.texts.get(&glyph).map(String::as_str)
    }

    /// Advance in thousandths of the size, as the file will say it.
    pub(super) fn advance(&self, glyph: u16) -> f32 {
        let width = self.font.glyph_widths.get(&glyph).copied().unwrap_or(0);
        (f32::from(width) * 1000.0 / f32::from(self.font.units_per_em)).trunc()
    }
}
