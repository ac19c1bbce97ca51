//! Lays out one paragraph.

use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, FontFamilyName, FontWeight, GlyphRun, Layout, LayoutContext,
    LineHeight, OverflowWrap, PositionedLayoutItem, StyleProperty,
};

use super::prepare::{prepare, replace};
use super::{Style, Tally};
use crate::DocumentError;
use crate::font::{CODE_FAMILY, FAMILIES, FontSet};
use crate::page::{Cluster, Colour, Glyph, Run};

/// Lines of glyphs, placed relative to the paragraph's top left corner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    /// The lines, top to bottom.
    pub lines: Vec<Line>,
    /// Width of the longest line, trailing spaces not counted.
    pub width: f32,
}

/// One line; runs are placed relative to its top left corner.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Distance to the next line.
    pub height: f32,
    /// Width, trailing spaces not counted.
    pub width: f32,
    /// Runs from left to right.
    pub runs: Vec<Run>,
}

impl Line {
    /// Distance from the top of the line to its baseline.
    pub(crate) fn baseline(&self) -> f32 {
        self.runs.first().map_or(0.0, |run| run.y)
    }
}

impl Paragraph {
    pub(crate) fn height(&self) -> f32 {
        self.lines.iter().map(|line| line.height).sum()
    }
}

/// Shapes the text of one document. Made anew for each, so that no text outlives its document in a cache.
pub(crate) struct Shaper {
    fonts: FontContext,
    context: LayoutContext<()>,
    text_families: Vec<FontFamilyName<'static>>,
    code_families: Vec<FontFamilyName<'static>>,
    /// What could not be printed.
    pub tally: Tally,
}

impl Shaper {
    pub(crate) fn new() -> Self {
        let families = |names: &[&'static str]| names.iter().copied().map(FontFamilyName::named).collect::<Vec<_>>();
        let mut code_families = families(&[CODE_FAMILY]);
        code_families.extend(families(FAMILIES));
        Self {
            fonts: FontSet::shipped().context(),
            context: LayoutContext::new(),
            text_families: families(FAMILIES),
            code_families,
            tally: Tally::default(),
        }
    }

    /// Breaks the text into lines no wider than `width` points; a word wider than that is broken within.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style, width: f32) -> Result<Paragraph, DocumentError> {
        let mut paragraph = Paragraph::default();
        let printed = prepare(text, &mut self.tally);
        for part in printed.split('\n') {
            let mut layout = self.lay_out(part, style, width);
            let missing = missing_groups(&layout);
            if !missing.is_empty() {
                let shown = replace(part, &missing, &mut self.tally);
                layout = self.lay_out(&shown, style, width);
                self.collect(&layout, &shown, style, &mut paragraph)?;
                continue;
            }
            self.collect(&layout, part, style, &mut paragraph)?;
        }
        Ok(paragraph)
    }

    /// One line without breaks, for labels and furniture.
    pub(crate) fn line(&mut self, text: &str, style: Style) -> Result<Paragraph, DocumentError> {
        self.paragraph(text, style, f32::MAX)
    }

    fn lay_out(&mut self, text: &str, style: Style, width: f32) -> Layout<()> {
        let families = if style.code { &self.code_families } else { &self.text_families };
        let mut builder = self.context.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families.as_slice().into())));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(LineHeight::Absolute(style.size * style.leading));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if style.bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        if style.spacing > 0.0 {
            builder.push_default(StyleProperty::LetterSpacing(style.spacing));
        }
        let mut layout = builder.build(text);
        layout.break_all_lines((width < f32::MAX).then_some(width));
        layout.align(Alignment::Left, AlignmentOptions::default());
        layout
    }

    fn collect(
        &self,
        layout: &Layout<()>,
        text: &str,
        style: Style,
        paragraph: &mut Paragraph,
    ) -> Result<(), DocumentError> {
        for line in layout.lines() {
            let metrics = *line.metrics();
            let mut runs = Vec::new();
            for item in line.items() {
                if let PositionedLayoutItem::GlyphRun(run) = item {
                    runs.push(self.run(&run, text, style.colour, metrics.block_min_coord)?);
                }
            }
            let width = metrics.advance - metrics.hanging_advance;
            paragraph.width = paragraph.width.max(width);
            paragraph.lines.push(Line { height: style.size * style.leading, width, runs });
        }
        Ok(())
    }

    fn run(&self, run: &GlyphRun<'_, ()>, text: &str, colour: Colour, top: f32) -> Result<Run, DocumentError> {
        let source = run.run();
        let face = FontSet::shipped()
            .face_of(source.font().data.id())
            .ok_or_else(|| DocumentError::fault("the shaper chose a font that is not shipped"))?;
        let (mut groups, start) = groups(run);
        if source.is_rtl() {
            groups.reverse();
        }
        let range = source.text_range();
        let mut out = Run {
            face,
            size: source.font_size(),
            colour,
            x: run.offset(),
            y: run.baseline() - top,
            right_to_left: source.is_rtl(),
            text: text[range].to_owned(),
            clusters: Vec::with_capacity(groups.len()),
            glyphs: Vec::new(),
        };
        let mut x = 0.0;
        for (range, glyphs) in groups {
            let first = out.glyphs.len();
            for glyph in glyphs {
                if glyph.id == 0 {
                    return Err(DocumentError::MissingGlyph {
                        code: text[range.0..range.1].chars().next().map_or(0, u32::from),
                        where_: self.tally.place().to_owned(),
                    });
                }
                let id = u16::try_from(glyph.id).map_err(DocumentError::fault)?;
                out.glyphs.push(Glyph { id, x: x + glyph.x, y: glyph.y });
                x += glyph.advance;
            }
            out.clusters.push(Cluster { text: (range.0 - start, range.1 - start), glyphs: (first, out.glyphs.len()) });
        }
        Ok(out)
    }
}

type Group = ((usize, usize), Vec<parley::Glyph>);

/// The run's clusters in reading order, a ligature as one, with the byte at which the run starts.
fn groups(run: &GlyphRun<'_, ()>) -> (Vec<Group>, usize) {
    let source = run.run();
    let mut groups: Vec<Group> = Vec::new();
    for cluster in source.clusters() {
        let range = cluster.text_range();
        match groups.last_mut() {
            Some(last) if cluster.is_ligature_continuation() => last.0.1 = range.end,
            _ => groups.push(((range.start, range.end), cluster.glyphs().collect())),
        }
    }
    (groups, source.text_range().start)
}

/// Byte ranges for which the chosen face has no glyph, in order.
fn missing_groups(layout: &Layout<()>) -> Vec<(usize, usize)> {
    let mut missing = Vec::new();
    for line in layout.lines() {
        for run in line.runs() {
            for cluster in run.clusters() {
                if cluster.glyphs().any(|glyph| glyph.id == 0) {
                    missing.push((cluster.text_range().start, cluster.text_range().end));
                }
            }
        }
    }
    missing.sort_unstable();
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(text: &str, width: f32) -> Paragraph {
        Shaper::new().paragraph(text, Style::text(10.0), width).unwrap()
    }

    fn printed(paragraph: &Paragraph) -> Vec<String> {
        let line = |line: &Line| line.runs.iter().map(|run| run.text.as_str()).collect();
        paragraph.lines.iter().map(line).collect()
    }

    #[test]
    fn a_bengali_ra_after_a_consonant_takes_its_form_below_the_base() {
        for word in ["প্র", "শ্র"] {
            let paragraph = laid(word, f32::MAX);
            let glyphs: usize = paragraph.lines[0].runs.iter().map(|run| run.glyphs.len()).sum();
            assert!(glyphs < 3, "{word} shows a bare virama");
        }
    }

    #[test]
    fn a_name_of_300_letters_without_a_space_is_broken_within() {
        let name = "Ł".repeat(300);
        let paragraph = laid(&name, 200.0);
        assert!(paragraph.lines.len() > 5);
        assert!(paragraph.width <= 200.0);
        assert_eq!(printed(&paragraph).concat(), name);
    }

    #[test]
    fn every_cluster_of_every_script_has_its_text_and_no_missing_glyph() {
        for word in ["Nguyễn Thị Ánh", "محمد بِسْمِ", "שָׁלוֹם", "क्षत्रिय", "ক্ষিতি", "ਗੁਰਪ੍ਰੀਤ", "ક્ષિતિજ", "லக்ஷ்மி", "e\u{301}"]
        {
            let paragraph = laid(word, f32::MAX);
            for run in &paragraph.lines[0].runs {
                let mut parts: Vec<_> = run.clusters.iter().map(|cluster| cluster.text).collect();
                parts.sort_unstable();
                let joined: String = parts.iter().map(|part| &run.text[part.0..part.1]).collect();
                assert_eq!(joined, run.text, "{word}");
                assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{word}");
            }
        }
    }

    #[test]
    fn a_mark_on_a_letter_of_another_face_prints_as_code_points_and_is_counted() {
        let mut shaper = Shaper::new();
        let paragraph = shaper.paragraph("a\u{9bf}b \u{5d0}\u{9cd}", Style::text(10.0), f32::MAX).unwrap();
        let text = printed(&paragraph).concat();
        let unprinted = shaper.tally.found();
        for one in unprinted {
            assert!(text.contains(&one.text), "{text}");
        }
    }

    #[test]
    fn latin_text_beside_arabic_keeps_its_order() {
        let paragraph = laid("Ms محمد, seen", f32::MAX);
        assert_eq!(printed(&paragraph), ["Ms محمد, seen"]);
        assert!(paragraph.lines[0].runs.iter().any(|run| run.right_to_left));
    }
}
