//! The shipped faces, embedded in the program (see fonts/README.md for licence and coverage).

/// Index of a shipped face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(u8);

/// One shipped face.
pub(crate) struct Face {
    /// PostScript name, as the PDF's font dictionaries give it.
    pub name: &'static str,
    /// Family under which the shaper knows it.
    pub family: &'static str,
    /// The TrueType file.
    pub bytes: &'static [u8],
}

macro_rules! faces {
    ($($family:literal, $file:literal;)*) => {
        &[$(Face {
            name: $file,
            family: $family,
            bytes: include_bytes!(concat!("../../fonts/", $file, ".ttf")),
        }),*]
    };
}

static FACES: &[Face] = faces! {
    "Noto Sans", "NotoSans-Regular";
    "Noto Sans", "NotoSans-Bold";
    "Noto Sans Arabic", "NotoSansArabic-Regular";
    "Noto Sans Arabic", "NotoSansArabic-Bold";
    "Noto Sans Hebrew", "NotoSansHebrew-Regular";
    "Noto Sans Hebrew", "NotoSansHebrew-Bold";
    "Noto Sans Bengali", "NotoSansBengali-Regular";
    "Noto Sans Bengali", "NotoSansBengali-Bold";
    "Noto Sans Gurmukhi", "NotoSansGurmukhi-Regular";
    "Noto Sans Gurmukhi", "NotoSansGurmukhi-Bold";
    "Noto Sans Gujarati", "NotoSansGujarati-Regular";
    "Noto Sans Gujarati", "NotoSansGujarati-Bold";
    "Noto Sans Tamil", "NotoSansTamil-Regular";
    "Noto Sans Tamil", "NotoSansTamil-Bold";
    "Noto Sans Math", "NotoSansMath-Signs";
    "Noto Sans Symbols 2", "NotoSansSymbols2-Signs";
    "Desk Code", "DeskCode-SemiBold";
};

/// Families for running text, in the order in which a character is looked for.
pub(crate) const FAMILIES: &[&str] = &[
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Gujarati",
    "Noto Sans Tamil",
    "Noto Sans Math",
    "Noto Sans Symbols 2",
];

/// Family for codes, where O and 0 must not be taken for each other.
pub(crate) const CODE_FAMILY: &str = "Desk Code";

impl FaceId {
    /// Every shipped face.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..).zip(FACES).map(|(index, _)| Self(index))
    }

    /// Position among all faces.
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The face itself.
    pub(crate) fn face(self) -> &'static Face {
        &FACES[usize::from(self.0)]
    }
}
