//! The reply code of a restart letter: eight characters of Crockford's base 32, which has no I, L, O or U, so that what
//! is read from paper or over the telephone cannot be mistaken. 40 bits.

/// The digits of the code, in order of value.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters in a code.
const LENGTH: usize = 8;

/// The code of forty random bits, e.g. `7K4P2MXD`.
pub fn of(random: [u8; 5]) -> String {
    let bits = random.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..LENGTH).rev().map(|at| char::from(DIGITS[(bits >> (5 * at) & 31) as usize])).collect()
}

/// As it is shown: `7K4P-2MXD`.
pub fn shown(code: &str) -> String {
    let half = code.len() / 2;
    match (code.get(..half), code.get(half..)) {
        (Some(first), Some(second)) if !first.is_empty() => format!("{first}-{second}"),
        _ => code.to_string(),
    }
}

/// The code somebody typed: either case, with or without the hyphen and spaces, O read as 0, I and L as 1. None when
/// it cannot be a code.
pub fn typed(raw: &str) -> Option<String> {
    let code: String = raw
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let good = code.len() == LENGTH && code.bytes().all(|byte| DIGITS.contains(&byte));
    good.then_some(code)
}
