//! Check digits: weights 7, 3, 1; digits their value, `A` to `Z` 10 to 35, `<` 0; the sum modulo 10.

const NONE: u8 = u8::MAX;

const VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut at = 0_u8;
    while at < 36 {
        values[(if at < 10 { b'0' + at } else { b'A' + at - 10 }) as usize] = at;
        at += 1;
    }
    values[b'<' as usize] = 0;
    values
};

/// The value of one character, or `None` for a character no zone uses.
pub fn value(byte: u8) -> Option<u32> {
    match VALUES[usize::from(byte)] {
        NONE => None,
        value => Some(u32::from(value)),
    }
}

/// The check digit over `bytes`, as a character, or `None` when one of them has no value. No field of a zone is so long
/// that its sum would not fit.
pub fn digit(bytes: impl IntoIterator<Item = u8>) -> Option<u8> {
    let (mut sum, mut weight) = (0_u32, 7);
    for byte in bytes {
        sum += value(byte)? * weight;
        weight = match weight {
            7 => 3,
            3 => 1,
            _ => 7,
        };
    }
    u8::try_from(sum % 10).ok().map(|digit| b'0' + digit)
}
