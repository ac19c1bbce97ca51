//! Who issued a document: the three-letter code of the machine-readable zone in words (ICAO Doc 9303 part 3, section 5).

const TABLE: &str = include_str!("../data/issuers.csv");

/// The name of an issuing state or body, or `None` for a code the table does not know.
pub fn issuer_name(code: &str) -> Option<&'static str> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(','))
        .find(|(of, _)| *of == code)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_one_letter_and_codes_of_three_are_known() {
        assert_eq!(issuer_name("D"), Some("Germany"));
        assert_eq!(issuer_name("POL"), Some("Poland"));
        assert_eq!(issuer_name("GBR"), Some("United Kingdom"));
        assert_eq!(issuer_name("QQQ"), None);
    }

    #[test]
    fn every_code_stands_once() {
        let codes: Vec<&str> =
            TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(',').next()).collect();
        let mut once = codes.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), codes.len());
        assert!(codes.iter().all(|code| (1..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_uppercase())));
    }
}
