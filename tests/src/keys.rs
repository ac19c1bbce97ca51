//! Keys as they are printed on a button: `F2`, `Ctrl+K`, `Ctrl+Shift+S`, `Esc`.
use thirtyfour::Key;

/// The characters WebDriver knows the keys by, in the order they go down.
pub(crate) fn chord(written: &str) -> Result<Vec<char>, String> {
    // A plus at the end is a key, not a joint.
    let (joined, plus) = match written.strip_suffix('+') {
        Some(before) => (before, Some("+")),
        None => (written, None),
    };
    let parts: Vec<&str> = joined.split(['+', ' ']).filter(|part| !part.is_empty()).chain(plus).collect();
    parts.into_iter().map(|part| key(part, written)).collect()
}

fn key(name: &str, whole: &str) -> Result<char, String> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Ok(letter.to_ascii_lowercase());
    }
    let found = match name.to_ascii_lowercase().as_str() {
        "ctrl" => Key::Control,
        "shift" => Key::Shift,
        "alt" => Key::Alt,
        "enter" | "return" => Key::Enter,
        "esc" | "escape" => Key::Escape,
        "tab" => Key::Tab,
        "space" => Key::Space,
        "backspace" => Key::Backspace,
        "delete" | "del" => Key::Delete,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "pageup" => Key::PageUp,
        "pagedown" => Key::PageDown,
        function => {
            return function_key(function).ok_or(format!("There is no key “{name}” in “{whole}”."));
        }
    };
    Ok(found.value())
}

fn function_key(name: &str) -> Option<char> {
    let number: u32 = name.strip_prefix('f')?.parse().ok()?;
    (1..=12).contains(&number).then(|| char::from_u32(u32::from(Key::F1.value()) + number - 1))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_down_in_the_order_written() {
        let expected = [Key::Control.value(), Key::Shift.value(), 's'];
        assert_eq!(chord("Ctrl+Shift+S").unwrap(), expected);
        assert_eq!(chord("Ctrl K").unwrap(), [Key::Control.value(), 'k']);
        assert_eq!(chord("Ctrl++").unwrap(), [Key::Control.value(), '+']);
        assert_eq!(chord("+").unwrap(), ['+']);
    }

    #[test]
    fn every_function_key_has_its_own_character() {
        assert_eq!(chord("F1").unwrap(), [Key::F1.value()]);
        assert_eq!(chord("F12").unwrap(), [Key::F12.value()]);
        assert!(chord("F13").is_err());
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert!(chord("Ctrl+Hyper").unwrap_err().contains("Hyper"));
    }
}
