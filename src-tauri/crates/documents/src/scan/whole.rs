//! Whether a picture is all there. Decoders fill what is missing with grey and say nothing: a signature could be lost.

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro::hayro_syntax::object::Stream;
use hayro::hayro_syntax::object::dict::Dict;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{Filter, Pdf};
use std::io::Read;

use super::ScanError;

/// Refuses a JPEG that is broken off: one without its end mark (EOI, ITU-T T.81, B.1.1.3). What stands behind the end mark
/// is somebody else's.
pub(super) fn jpeg(bytes: &[u8]) -> Result<(), ScanError> {
    if has_end(bytes) { Ok(()) } else { Err(ScanError::Damaged) }
}

/// Walks the segments to the first end mark of the picture itself; one within a thumbnail does not count.
fn has_end(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        // To the next marker: FF and what is neither 00 nor FF nor a restart. Within a scan this passes over its data.
        let Some(next) = bytes.get(at..).and_then(|rest| {
            rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 1 | 0xff | 0xd0..=0xd7))
        }) else {
            return false;
        };
        at += next;
        match bytes[at + 1] {
            0xd9 => return true,
            0xd8 => at += 2,
            _ => {
                let Some(length) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]])).max(2);
            }
        }
    }
}

/// Refuses a picture of a PDF that is broken off within its stream.
pub(super) fn stream(stream: &Stream<'_>) -> Result<(), ScanError> {
    let dict = stream.dict();
    if dict.get::<hayro::hayro_syntax::object::Name<'_>>(b"Subtype").is_none_or(|kind| kind.as_ref() != b"Image") {
        return Ok(());
    }
    let data = stream.raw_data();
    let filters = stream.filters();
    let ends_with = |mark: &[u8]| data.trim_ascii_end().ends_with(mark);
    let there = match filters.first() {
        None => data.len() as u64 >= least_bytes(dict),
        Some(Filter::AsciiHexDecode) => ends_with(b">"),
        Some(Filter::Ascii85Decode) => ends_with(b"~>"),
        // End of data (ISO 32000-1, 7.4.5).
        Some(Filter::RunLengthDecode) => data.trim_ascii_end().ends_with(&[128]),
        // End of the codestream (ITU-T T.800, A.4.4).
        Some(Filter::JpxDecode) => data[data.len().saturating_sub(16)..].windows(2).any(|pair| pair == b"\xff\xd9"),
        Some(Filter::FlateDecode) => match inflated(&data) {
            None => false,
            Some(inner) => match filters.get(1) {
                Some(Filter::DctDecode) => return jpeg(&inner),
                None => inner.len() as u64 >= least_bytes(dict),
                Some(_) => true,
            },
        },
        Some(Filter::DctDecode) => return jpeg(&data),
        Some(_) => true,
    };
    if there { Ok(()) } else { Err(ScanError::Damaged) }
}

/// The fewest bytes a picture of this size can have: one colour, and no more.
fn least_bytes(dict: &Dict<'_>) -> u64 {
    let number = |long: &[u8], short: &[u8]| dict.get::<u32>(long).or_else(|| dict.get::<u32>(short));
    let width = u64::from(number(b"Width", b"W").unwrap_or(0));
    let height = u64::from(number(b"Height", b"H").unwrap_or(0));
    let bits = u64::from(number(b"BitsPerComponent", b"BPC").unwrap_or(1));
    (width * bits).div_ceil(8) * height
}

/// The data unpacked to its last block; none when it is broken off before. The sum behind it is left out: some writers do.
fn inflated(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let headed = data.len() > 1 && u16::from_be_bytes([data[0], data[1]]).is_multiple_of(31) && data[0] & 15 == 8;
    let packed = if headed { &data[2..] } else { data };
    match DeflateDecoder::new(packed).read_to_end(&mut out) {
        Ok(_) => Some(out),
        Err(_) => {
            out.clear();
            ZlibDecoder::new(data).read_to_end(&mut out).ok().map(|_| out)
        }
    }
}

/// Whether a PDF ends as one does and its last cross-reference is where it says (ISO 32000-1, 7.5.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Sound,
    /// Its cross-reference is not there: whoever reads the file puts it together by what it finds.
    Repaired,
    /// It is broken off.
    CutOff,
}

pub(super) fn ending(file: &[u8]) -> Ending {
    let tail_from = file.len().saturating_sub(2048);
    let tail = &file[tail_from..];
    let Some(end) = last(tail, b"%%EOF") else { return Ending::CutOff };
    let place = last(&tail[..end], b"startxref").and_then(|at| {
        let digits = tail[at + 9..end].trim_ascii();
        std::str::from_utf8(digits).ok()?.parse::<usize>().ok()
    });
    // Counted from the first byte of the PDF, which something else may stand before.
    let head = file[..file.len().min(1024)].windows(5).position(|part| part == b"%PDF-").unwrap_or(0);
    let there = |place: usize| {
        let part = file.get(place..).unwrap_or_default().trim_ascii_start();
        let number = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
        part.starts_with(b"xref") || number > 0 && part[..part.len().min(40)].windows(3).any(|word| word == b"obj")
    };
    match place {
        Some(place) if there(place) || there(place + head) => Ending::Sound,
        _ => Ending::Repaired,
    }
}

fn last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|part| part == mark)
}

/// How many pages the file says that it has.
pub(super) fn announced(pdf: &Pdf) -> Option<u32> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    root.get::<Dict<'_>>(b"Pages")?.get::<u32>(b"Count")
}

/// Refuses a page whose content or one of its pictures is gone.
pub(super) fn page(page: &Page<'_>) -> Result<(), ScanError> {
    let resources = page.resources();
    if resources.x_objects.keys().any(|name| resources.get_x_object(&name).is_none()) {
        return Err(ScanError::Damaged);
    }
    if page.raw().contains_key(b"Contents") && page.page_stream().is_none() {
        return Err(ScanError::Damaged);
    }
    Ok(())
}
