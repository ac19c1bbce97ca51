//! A run of glyphs to text operators that draw it exactly and read back as its text.

use printpdf::{Codepoint, DictItem, Op, PdfFontHandle, Pt, TextItem, TextMatrix};

use super::fonts::Used;
use crate::font::FontSet;
use crate::page::{Cluster, Glyph, Run};

/// Appends the operators for one run; the caller is inside a text section.
pub(super) fn show(run: &Run, used: &Used, page_height: f32, ops: &mut Vec<Op>) {
    ops.push(Op::SetFont { font: PdfFontHandle::External(used.id.clone()), size: Pt(run.size) });
    let mut rest = &run.clusters[..];
    while let Some(first) = rest.first() {
        let plain = is_plain(run, first, used);
        let mut length = rest.iter().take_while(|cluster| is_plain(run, cluster, used) == plain).count();
        if plain {
            place(run, &rest[..length], used, page_height, ops);
        } else {
            if run.right_to_left {
                // Readers turn a right-to-left line around letter by letter, so each cluster speaks for itself.
                length = 1;
            }
            let span = &rest[..length];
            ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties: actual_text(run, span) });
            place(run, span, used, page_height, ops);
            ops.push(Op::EndMarkedContentWithProperties);
        }
        rest = &rest[length..];
    }
}

/// Whether the cluster is one glyph whose own text is the cluster's text.
fn is_plain(run: &Run, cluster: &Cluster, used: &Used) -> bool {
    let text = &run.text[cluster.text.0..cluster.text.1];
    match &run.glyphs[cluster.glyphs.0..cluster.glyphs.1] {
        [glyph] => used.text(used.glyph(glyph.id)) == Some(text),
        _ => false,
    }
}

/// The text of some clusters as a replacement for what their glyphs would read as (ISO 32000-1, 14.9.4).
fn actual_text(run: &Run, clusters: &[Cluster]) -> DictItem {
    let mut data = vec![0xfe, 0xff];
    for cluster in clusters {
        let text = &run.text[cluster.text.0..cluster.text.1];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    }
    DictItem::Dict { map: [("ActualText".to_owned(), DictItem::String { data, literal: false })].into() }
}

/// Shows the glyphs of some neighbouring clusters: one operator per stretch on one height.
fn place(run: &Run, clusters: &[Cluster], used: &Used, page_height: f32, ops: &mut Vec<Op>) {
    let (Some(first), Some(last)) = (clusters.first(), clusters.last()) else {
        return;
    };
    let thousandths = 1000.0 / run.size;
    let mut shown: Vec<Codepoint> = Vec::new();
    let (mut pen, mut height) = (0.0, 0.0);
    for glyph in &ordered(run, &run.glyphs[first.glyphs.0..last.glyphs.1], used) {
        let id = used.glyph(glyph.id);
        let target = glyph.x * thousandths;
        if shown.is_empty() || glyph.y != height {
            flush(&mut shown, ops);
            let (x, y) = (run.x + glyph.x, page_height - run.y - glyph.y);
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, round(x), round(y)]) });
            (pen, height) = (target, glyph.y);
        }
        // Half a thousandth of an em is far below what any printer shows.
        if let Some(before) = shown.last_mut().filter(|_| (pen - target).abs() > 0.5) {
            before.offset = ((pen - target) * 10.0).round() / 10.0;
            pen -= before.offset;
        }
        let text = used.text(id).unwrap_or(" ").to_owned();
        shown.push(Codepoint::with_cid(id, 0.0, text));
        pen += used.advance(id);
    }
    flush(&mut shown, ops);
}

/// The leftmost glyph first and the one that reaches furthest right last: readers take the extent of a span from these
/// two, and would see a gap beside a word that ends in a mark above or below its letter. Where both are the same glyph,
/// an invisible space takes the first place.
fn ordered(run: &Run, glyphs: &[Glyph], used: &Used) -> Vec<Glyph> {
    let mut ordered = glyphs.to_vec();
    if glyphs.len() < 2 {
        return ordered;
    }
    ordered.sort_by(|one, other| one.x.total_cmp(&other.x));
    let left = ordered[0];
    let reach = |glyph: &Glyph| glyph.x + used.advance(used.glyph(glyph.id)) * run.size / 1000.0;
    let furthest = (0..ordered.len()).max_by(|&one, &other| reach(&ordered[one]).total_cmp(&reach(&ordered[other])));
    if let Some(index) = furthest {
        let last = ordered.remove(index);
        ordered.push(last);
        if index == 0
            && let Some(id) = FontSet::shipped().space(run.face)
        {
            ordered.insert(0, Glyph { id, ..left });
        }
    }
    ordered
}

fn flush(shown: &mut Vec<Codepoint>, ops: &mut Vec<Op>) {
    if !shown.is_empty() {
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(shown))] });
    }
}

/// Thousandths of a point are enough, and keep the file small.
pub(super) fn round(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}
