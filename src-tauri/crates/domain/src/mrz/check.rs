//! Check digits: weights 7, 3, 1; digits their value, `A` to `Z` 10 to 35, `<` 0; the sum modulo 10.

/// The value of one character, or `None` for a character no zone uses.
pub fn value(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A') + 10),
        b'<' => Some(0),
        _ => None,
    }
}

/// The check digit over `bytes`, as a character, or `None` when one of them has no value.
pub fn digit(bytes: impl IntoIterator<Item = u8>) -> Option<u8> {
    let mut sum = 0_u32;
    for (byte, weight) in bytes.into_iter().zip([7, 3, 1].into_iter().cycle()) {
        // At most 350 a character: the remainder keeps any length within range.
        sum = (sum + value(byte)? * weight) % 10;
    }
    u8::try_from(sum).ok().map(|sum| b'0' + sum)
}
