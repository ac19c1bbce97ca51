//! Looks for what must not be there: a value in every shape a program might write it in.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

use data_encoding::{BASE64, BASE64URL, HEXLOWER};

/// Values of one fictional person, each long and odd enough to occur nowhere by chance.
pub struct Canary {
    pub surname: &'static str,
    pub given_names: &'static str,
    pub phone: &'static str,
    pub email: &'static str,
    pub nhs_number: &'static str,
    pub note: &'static str,
}

pub const CANARY: Canary = Canary {
    surname: "Zyqwarblethorpe",
    given_names: "Quillonyx",
    phone: "07700 900618",
    email: "zyqwarble.quillonyx@example.com",
    nhs_number: "9990000018",
    note: "Canarywhisper",
};

impl Canary {
    fn values(&self) -> Vec<&'static str> {
        vec![
            self.surname,
            self.given_names,
            self.phone,
            "07700900618",
            self.email,
            "zyqwarble.quillonyx",
            self.nhs_number,
            "999 000 0018",
            self.note,
        ]
    }
}

/// The bytes a value may be found as: as text in two encodings, in another case, and as base64 or hex at any offset.
pub fn shapes(value: &str) -> Vec<(String, Vec<u8>)> {
    let mut shapes = Vec::new();
    for (how, text) in
        [("", value.to_string()), ("upper case ", value.to_uppercase()), ("lower case ", value.to_lowercase())]
    {
        shapes.push((format!("{how}UTF-8"), text.clone().into_bytes()));
        shapes.push((format!("{how}UTF-16 LE"), text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        shapes.push((format!("{how}UTF-16 BE"), text.encode_utf16().flat_map(u16::to_be_bytes).collect()));
        shapes.push((format!("{how}hex"), HEXLOWER.encode(text.as_bytes()).into_bytes()));
        for before in 0..3usize {
            // The three ways a text can lie in base64; the first and the last groups depend on its neighbours.
            let bytes = [vec![0; before], text.clone().into_bytes()].concat();
            let whole = bytes.len() / 3 * 3;
            for (name, base) in [("base64", &BASE64), ("base64url", &BASE64URL)] {
                let code = base.encode(&bytes[..whole]);
                let start = if before == 0 { 0 } else { 4 };
                shapes.push((format!("{how}{name}"), code.as_bytes()[start..].to_vec()));
            }
        }
    }
    shapes
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else { return false };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        if rest[at..].starts_with(wanted) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// What of the canary some bytes hold, in words.
pub fn found_in(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for value in CANARY.values() {
        for (how, wanted) in shapes(value) {
            // Short pieces of a code turn up by chance in what is encrypted.
            if wanted.len() >= 7 && holds(bytes, &wanted) {
                found.push(format!("{value} as {how}"));
            }
        }
    }
    found
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files(&entry.path()));
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    found
}

/// Every place in these files, names included, where the canary shows.
pub fn leaks(files: &[PathBuf]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let name = file.display().to_string();
        found.extend(found_in(name.as_bytes()).into_iter().map(|what| format!("the name of {name}: {what}")));
        // A file that went away meanwhile holds nothing.
        let bytes = std::fs::read(file).unwrap_or_default();
        found.extend(found_in(&bytes).into_iter().map(|what| format!("{name}: {what}")));
    }
    found
}

#[test]
fn the_search_finds_the_canary_in_every_shape() {
    for value in CANARY.values() {
        for text in [value.to_string(), value.to_uppercase(), value.to_lowercase()] {
            assert!(!found_in(format!("before {text} after").as_bytes()).is_empty());
            for encode in [u16::to_le_bytes, u16::to_be_bytes] {
                let wide: Vec<u8> = format!("before {text} after").encode_utf16().flat_map(encode).collect();
                assert!(!found_in(&wide).is_empty(), "{text} in UTF-16");
            }
            for before in ["", "a", "ab", "abc"] {
                let bytes = format!("{before}{text} after");
                assert!(
                    !found_in(BASE64.encode(bytes.as_bytes()).as_bytes()).is_empty(),
                    "{text} in base64 after {before:?}"
                );
                assert!(!found_in(HEXLOWER.encode(bytes.as_bytes()).as_bytes()).is_empty(), "{text} in hex");
            }
        }
    }
    assert!(found_in(b"nothing of anybody").is_empty());
}
