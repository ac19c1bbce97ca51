//! Makes the written file an archival one: PDF/A-1b (ISO 19005-1), British English, fixed dates and ids.

mod icc;
mod xmp;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::DocumentError;
use crate::page::PageList;

/// What made the file; no version, so that an update of the program does not change the bytes.
const PRODUCER: &str = "Front desk";

/// Finishes and serialises. `glyphs` is the number of glyphs in each embedded face, by its name in the file.
pub(crate) fn finish(
    mut file: Document,
    list: &PageList,
    glyphs: &BTreeMap<String, usize>,
) -> Result<Vec<u8>, DocumentError> {
    file.version = "1.4".to_owned();
    describe_fonts(&mut file, glyphs);
    let info = file.add_object(dictionary! {
        "Title" => text(&list.title),
        "Author" => text(&list.author),
        "Creator" => text(PRODUCER),
        "Producer" => text(PRODUCER),
        "CreationDate" => Object::string_literal(pdf_date(list)),
        "ModDate" => Object::string_literal(pdf_date(list)),
    });
    if let Ok(Object::Reference(old)) = file.trailer.get(b"Info").cloned() {
        file.objects.remove(&old);
    }
    file.trailer.set("Info", info);
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = Stream::new(metadata, xmp::packet(list, PRODUCER).into_bytes()).with_compression(false);
    let metadata = file.add_object(metadata);
    let profile = file.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let catalog = file.catalog_mut().map_err(DocumentError::fault)?;
    catalog.remove(b"PageLayout");
    catalog.set("Lang", Object::string_literal("en-GB"));
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    let id = Object::String(identity(&file, list), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(DocumentError::fault)?;
    Ok(bytes)
}

/// Adds what PDF/A-1 asks of an embedded subset: which glyphs it holds (6.3.5), and the true height of a capital.
fn describe_fonts(file: &mut Document, glyphs: &BTreeMap<String, usize>) {
    let mut sets = Vec::new();
    for (id, object) in &file.objects {
        let name = object.as_dict().ok().filter(|font| font.has_type(b"FontDescriptor"));
        let name = name.and_then(|font| font.get(b"FontName").and_then(Object::as_name).ok());
        let count = name.and_then(|name| glyphs.get(&*String::from_utf8_lossy(name)));
        sets.extend(count.map(|count| (*id, *count)));
    }
    for (id, count) in sets {
        let mut bits = vec![0u8; count.div_ceil(8)];
        (0..count).for_each(|glyph| bits[glyph / 8] |= 0x80 >> (glyph % 8));
        let set = file.add_object(Stream::new(Dictionary::new(), bits));
        if let Ok(font) = file.get_object_mut(id).and_then(Object::as_dict_mut) {
            font.set("CIDSet", set);
            font.set("CapHeight", 714);
        }
    }
}

/// A file id made from the content, so that the same document has the same id and another one has not.
fn identity(file: &Document, list: &PageList) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(&list.title);
    hash.update(pdf_date(list));
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    hash.finalize()[..16].to_vec()
}

/// ISO 32000-1, 7.9.4. The date is a day, so the time is midnight.
fn pdf_date(list: &PageList) -> String {
    list.date.format("D:%Y%m%d000000Z").to_string()
}

fn text(value: &str) -> Object {
    if value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Object::string_literal(value);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(value.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}
