//! What a stream of a PDF may unpack to: nothing behind this point counts the bytes before it asks for memory.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::object::Stream;

use super::{MOST_PIXELS, ScanError};

/// Most bytes of one stream, unpacked: the largest picture in four colours.
const MOST_UNPACKED: u64 = MOST_PIXELS * 4;

/// The most a byte can become (Deflate: RFC 1951, 258 bytes from two bits; LZW: 4,096 bytes from twelve bits).
const DEFLATE: u64 = 1032;
const LZW: u64 = 2731;

/// Refuses a picture or a stream too large to be a page's.
pub(super) fn check(stream: &Stream<'_>) -> Result<(), ScanError> {
    let dict = stream.dict();
    let side = |long: &[u8], short: &[u8]| dict.get::<u32>(long).or_else(|| dict.get::<u32>(short)).unwrap_or(0);
    pixels(side(b"Width", b"W"), side(b"Height", b"H"))?;
    let filters = stream.filters();
    let packed = |filter: &&Filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode);
    if filters.iter().filter(packed).count() > 1 {
        // No scanner packs twice; what does wants to be huge.
        return Err(ScanError::TooManyPixels);
    }
    let data = stream.raw_data();
    let size = data.len() as u64;
    match filters.iter().last() {
        Some(Filter::FlateDecode) if size * DEFLATE > MOST_UNPACKED => unpacked(&data),
        Some(Filter::LzwDecode) if size * LZW > 4 * MOST_UNPACKED => Err(ScanError::TooManyPixels),
        Some(Filter::JpxDecode) => picture(&data, b"\xff\x4f\xff\x51", 8),
        // A page's segment, the first of its stream (ITU-T T.88, 7.2 and 7.4.8).
        Some(Filter::Jbig2Decode) if data.get(4).is_some_and(|flags| flags & 63 == 48) => picture(&data, b"", 11),
        _ => Ok(()),
    }
}

fn pixels(width: u32, height: u32) -> Result<(), ScanError> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS { Err(ScanError::TooManyPixels) } else { Ok(()) }
}

/// Width and height as the picture's own head has them, `after` bytes behind where `mark` begins.
fn picture(data: &[u8], mark: &[u8], after: usize) -> Result<(), ScanError> {
    let start = data.windows(mark.len().max(1)).position(|part| part.starts_with(mark)).unwrap_or(0) + after;
    let number = |at: usize| data.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes);
    match (number(start), number(start + 4)) {
        // A page of unknown height grows as it is read.
        (_, u32::MAX) => Ok(()),
        (width, height) => pixels(width, height),
    }
}

/// Counts what comes out, and keeps none of it.
fn unpacked(data: &[u8]) -> Result<(), ScanError> {
    let count = |from: &mut dyn Read| {
        let mut some = vec![0; 1 << 16];
        let mut total = 0;
        while let Ok(more @ 1..) = from.read(&mut some) {
            total += more as u64;
            if total > MOST_UNPACKED {
                return Err(ScanError::TooManyPixels);
            }
        }
        Ok(())
    };
    let headed = data.len() > 1 && u16::from_be_bytes([data[0], data[1]]).is_multiple_of(31) && data[0] & 15 == 8;
    if headed { count(&mut ZlibDecoder::new(data)) } else { count(&mut DeflateDecoder::new(data)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_as_large_as_its_own_head_says() {
        let head = |mark: &[u8], before: usize, width: u32, height: u32| {
            [mark, &vec![0; before], &width.to_be_bytes(), &height.to_be_bytes(), &[0; 30]].concat()
        };
        let jpx = |width, height| picture(&head(b"....\xff\x4f\xff\x51", 4, width, height), b"\xff\x4f\xff\x51", 8);
        let jbig2 = |width, height| picture(&head(b"\0\0\0\0\x30", 6, width, height), b"", 11);
        for read in [&jpx as &dyn Fn(u32, u32) -> Result<(), ScanError>, &jbig2] {
            assert_eq!(read(4960, 7016), Ok(()));
            assert_eq!(read(60_000, 60_000), Err(ScanError::TooManyPixels));
        }
        assert_eq!(jbig2(60_000, u32::MAX), Ok(()));
        assert_eq!(picture(b"short", b"", 11), Ok(()));
    }

    #[test]
    fn what_unpacks_to_too_much_is_noticed_with_and_without_a_head() {
        // A megabyte of zeros, packed so that it can stand behind itself.
        let mut block = Vec::with_capacity(1 << 16);
        let mut packing = flate2::Compress::new(flate2::Compression::best(), false);
        packing.compress_vec(&vec![0; 1 << 20], &mut block, flate2::FlushCompress::Full).unwrap();
        let headed = |times| [b"\x78\x9c", &block.repeat(times)[..]].concat();
        assert_eq!(unpacked(&headed(300)), Ok(()));
        assert_eq!(unpacked(&headed(306)), Err(ScanError::TooManyPixels));
        assert_eq!(unpacked(&block.repeat(306)), Err(ScanError::TooManyPixels));
    }
}
