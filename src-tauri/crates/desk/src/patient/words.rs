//! Small words shared by lists: of a contact, no more than tells two people apart.

/// "a, b and c"; none for nothing.
pub(crate) fn join(words: &[&str]) -> Option<String> {
    match words {
        [] => None,
        [one] => Some((*one).to_string()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

/// "ends 482".
pub(crate) fn ends(text: &str, count: usize) -> String {
    let start = text.chars().count().saturating_sub(count);
    format!("ends {}", text.chars().skip(start).collect::<String>())
}

/// "a…@example.com".
pub(crate) fn masked_email(email: &str) -> String {
    match email.split_once('@') {
        Some((name, host)) => format!("{}…@{host}", name.chars().take(1).collect::<String>()),
        None => "…".to_string(),
    }
}

/// The first half of a postcode: the part before the last three characters.
pub(crate) fn postcode_starts(postcode: &str) -> String {
    match postcode.split_once(' ') {
        Some((start, _)) => start.to_string(),
        None => postcode.chars().take(postcode.chars().count().saturating_sub(3)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_contact_no_more_is_shown_than_tells_two_people_apart() {
        assert_eq!(ends("07700900482", 3), "ends 482");
        assert_eq!(masked_email("amara@example.com"), "a…@example.com");
        assert_eq!(postcode_starts("ZZ99 3AA"), "ZZ99");
        assert_eq!(postcode_starts("ZZ993AA"), "ZZ99");
        assert_eq!(postcode_starts("3A"), "");
    }

    #[test]
    fn a_list_reads_as_a_sentence() {
        assert_eq!(join(&[]), None);
        assert_eq!(join(&["name"]).as_deref(), Some("name"));
        assert_eq!(join(&["name", "phone", "email"]).as_deref(), Some("name, phone and email"));
    }
}
