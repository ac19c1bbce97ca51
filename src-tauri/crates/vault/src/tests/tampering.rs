//! Whoever can write the header file but holds no key gets nowhere.

use serde_json::Value;

use super::*;

/// Pointers (RFC 6901) to every leaf.
fn leaves(value: &Value, at: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| leaves(inner, &format!("{at}/{key}"), out)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(key, inner)| leaves(inner, &format!("{at}/{key}"), out));
        }
        _ => out.push(at.to_owned()),
    }
}

/// Another value of the same kind, and of the same shape where there is one.
fn altered(leaf: &Value) -> Value {
    match leaf {
        Value::Number(number) => Value::from(number.as_u64().unwrap() + 1),
        Value::String(text) if text == "staff" => Value::from("recovery"),
        Value::String(text) if text == "recovery" => Value::from("staff"),
        Value::String(text) => {
            // The last digit: it is a hex digit, or a figure, in all of them.
            let (at, last) = text.char_indices().rfind(|(_, c)| c.is_ascii_hexdigit()).unwrap();
            let mut text = text.clone();
            text.replace_range(at..at + last.len_utf8(), if last == '3' { "4" } else { "3" });
            Value::from(text)
        }
        other => panic!("{other}"),
    }
}

/// As a file with a checksum that fits: whoever alters a file can compute it anew.
fn stamped(header: &Value) -> Vec<u8> {
    let mut header = header.clone();
    header["checksum"] = crate::header::checksum(&header).into();
    serde_json::to_vec(&header).unwrap()
}

/// The header with every leaf altered in turn, but for the checksum.
fn each_leaf_altered(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let header: Value = serde_json::from_slice(bytes).unwrap();
    let mut pointers = Vec::new();
    leaves(&header, "", &mut pointers);
    pointers.retain(|pointer| pointer != "/checksum");
    pointers
        .into_iter()
        .map(|pointer| {
            let mut changed = header.clone();
            let leaf = changed.pointer_mut(&pointer).unwrap();
            *leaf = altered(leaf);
            (pointer, stamped(&changed))
        })
        .collect()
}

#[test]
fn every_field_that_is_altered_is_refused_with_a_passphrase() {
    let desk = Desk::set_up();
    let altered = each_leaf_altered(&desk.header_bytes());
    assert!(altered.len() > 30, "{}", altered.len());
    for (pointer, bytes) in altered {
        desk.put_header(&bytes);
        let refused = code(desk.unlock(desk.created.slot_id, PASSPHRASE));
        let told = ["header-altered", "header-unreadable", "header-format-unknown", "device-secret-missing"];
        assert!(told.contains(&refused), "{pointer}: {refused}");
    }
}

#[test]
fn every_field_that_is_altered_is_refused_with_the_recovery_code_on_a_new_computer() {
    let desk = Desk::set_up();
    for (pointer, bytes) in each_leaf_altered(&desk.header_bytes()) {
        desk.put_header(&bytes);
        let new_computer = MemoryKeyring::new();
        let refused = unlock_with_recovery(&desk.folder, &desk.created.recovery_code, &new_computer);
        assert!(refused.is_err(), "{pointer}");
        assert!(new_computer.is_empty(), "{pointer}");
    }
}

#[test]
fn the_seal_under_the_data_key_holds_where_the_device_secret_is_known() {
    // Somebody who can read the keyring, but knows no passphrase, seals the header anew after changing it.
    let desk = Desk::set_up();
    let mut header = desk.folder.header().unwrap();
    header.created = "2020-01-01T00:00:00Z".to_owned();
    let secret = desk.keyring.get(desk.vault(), 1).unwrap();
    let guessed = DataKey::random().unwrap();
    let as_value = |header: &Header| serde_json::from_slice::<Value>(&header.to_json()).unwrap();
    let genuine = as_value(&header)["seals"]["keys"].clone();
    header.reseal(&[&guessed], &secret);
    let mut forged = as_value(&header);
    forged["seals"]["keys"] = genuine;
    desk.put_header(&stamped(&forged));

    assert!(people(&desk.folder, &desk.keyring).is_ok(), "the seal under the device secret fits");
    assert_eq!(code(desk.unlock(desk.created.slot_id, PASSPHRASE)), "header-altered");
    let rotation = desk.begin(Replaced::Nothing);
    assert_eq!(code(rotation), "header-altered");
}

#[test]
fn a_slot_put_in_by_somebody_else_never_gets_a_key() {
    let (desk, other) = (Desk::set_up(), Desk::set_up_anew());
    let mut header: Value = serde_json::from_slice(&desk.header_bytes()).unwrap();
    let foreign: Value = serde_json::from_slice(&other.header_bytes()).unwrap();
    let mut slot = foreign["slots"][0].clone();
    slot["data_keys"] = header["slots"][0]["data_keys"].clone();
    header["slots"].as_array_mut().unwrap().push(slot);
    desk.put_header(&stamped(&header));

    assert_eq!(code(people(&desk.folder, &desk.keyring)), "header-altered");
    let rotation = desk.begin(Replaced::Nothing);
    assert_eq!(code(rotation), "header-altered");
    assert_eq!(desk.folder.header().unwrap().key_ids().len(), 1);
}

#[test]
fn a_header_of_a_shape_that_is_never_written_is_refused() {
    let desk = Desk::set_up();
    let bytes = desk.header_bytes();
    let header: Value = serde_json::from_slice(&bytes).unwrap();
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut header = header.clone();
        change(&mut header);
        code(Header::parse(&stamped(&header)))
    };
    let slots = |header: &Value| header["slots"].as_array().unwrap().clone();

    assert_eq!(changed(&|_| {}), "ok");
    let shapes: [(&str, &dyn Fn(&mut Value)); 14] = [
        ("an extra field", &|h| h["more"] = 1.into()),
        ("an extra field in a slot", &|h| h["slots"][0]["more"] = 1.into()),
        ("no recovery slot", &|h| h["slots"] = slots(h)[..1].into()),
        ("no staff slot", &|h| h["slots"] = slots(h)[1..].into()),
        ("a slot twice", &|h| h["slots"].as_array_mut().unwrap().push(slots(&header)[0].clone())),
        ("a staff slot without a label", &|h| h["slots"][0]["label"] = Value::Null),
        ("no data key", &|h| h["slots"][0]["data_keys"] = Value::Array(vec![])),
        ("no seal", &|h| h["seals"]["keys"] = Value::Array(vec![])),
        ("a negative format", &|h| h["format"] = (-1).into()),
        ("a sheet twice", &|h| {
            let mut again = slots(&header)[1].clone();
            again["id"] = SlotId::random().unwrap().to_string().into();
            h["slots"].as_array_mut().unwrap().push(again);
        }),
        ("a recovery slot without its sheet", &|h| h["slots"][1]["sheet"] = Value::Null),
        ("a staff slot with a sheet", &|h| h["slots"][0]["sheet"] = "RC-01".into()),
        ("line 0 of the device secret", &|h| h["device"] = 0.into()),
        ("a negative generation", &|h| h["generation"] = (-1).into()),
    ];
    for (what, change) in shapes {
        assert_eq!(changed(change), "header-unreadable", "{what}");
    }
    for cut in [0, 1, 100, bytes.len() / 2, bytes.len() - 3] {
        assert_eq!(code(Header::parse(&bytes[..cut])), "header-unreadable", "{cut}");
    }
}

#[test]
fn a_newer_format_and_weaker_parameters_have_their_own_codes() {
    let desk = Desk::set_up();
    let header: Value = serde_json::from_slice(&desk.header_bytes()).unwrap();
    let with = |pointer: &str, value: Value| {
        let mut header = header.clone();
        *header.pointer_mut(pointer).unwrap() = value;
        code(Header::parse(&stamped(&header)))
    };
    assert_eq!(with("/format", 3.into()), "header-format-unknown");
    assert_eq!(code(Header::parse(b"{\"format\":7,\"anything\":[]}")), "header-format-unknown");
    for slot in ["/slots/0", "/slots/1"] {
        assert_eq!(with(&format!("{slot}/kdf/m_kib"), 65535.into()), "kdf-below-floor");
        assert_eq!(with(&format!("{slot}/kdf/t"), 2.into()), "kdf-below-floor");
        assert_eq!(with(&format!("{slot}/kdf/p"), 3.into()), "kdf-below-floor");
        assert_eq!(with(&format!("{slot}/kdf/m_kib"), 4_000_000_000_u32.into()), "kdf-above-ceiling");
    }
}

#[test]
fn a_header_put_back_in_another_order_is_refused() {
    let desk = Desk::set_up();
    let mut header: Value = serde_json::from_slice(&desk.header_bytes()).unwrap();
    header["slots"].as_array_mut().unwrap().reverse();
    desk.put_header(&stamped(&header));
    assert_eq!(code(desk.unlock(desk.created.slot_id, PASSPHRASE)), "header-altered");
}
