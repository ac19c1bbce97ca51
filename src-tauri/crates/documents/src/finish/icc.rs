//! A minimal sRGB profile, made here (ICC.1:2001-04, version 2.4; figures from IEC 61966-2-1, adapted to D50).

/// Signature and size of the header and of each tag's data are fixed by the format; all numbers are big-endian.
pub(super) fn srgb() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz(0xf6d6, 0x1_0000, 0xd32d)),
        (b"rXYZ", xyz(0x6fa2, 0x38f5, 0x0390)),
        (b"gXYZ", xyz(0x6299, 0xb785, 0x18da)),
        (b"bXYZ", xyz(0x24a0, 0x0f84, 0xb6cf)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = be(tags.len() as u32);
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    let mut last: Option<(Vec<u8>, u32)> = None;
    for (signature, content) in tags {
        // The three curves are one and the same block.
        let shared = last.as_ref().filter(|(before, _)| *before == content).map(|(_, offset)| *offset);
        let offset = shared.unwrap_or((start + data.len()) as u32);
        table.extend(signature);
        table.extend(be(offset));
        table.extend(be(content.len() as u32));
        if shared.is_none() {
            data.extend(&content);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        last = Some((content, offset));
    }
    let mut profile = header((start + data.len()) as u32);
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = be(size);
    header.extend([0; 4]);
    header.extend(be(0x0240_0000));
    header.extend(b"mntrRGB XYZ ");
    for part in [2026u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.resize(68, 0);
    // The profile connection space is lit by D50.
    header.extend([0xf6d6, 0x1_0000, 0xd32d].into_iter().flat_map(be));
    header.resize(128, 0);
    header
}

fn be(value: u32) -> Vec<u8> {
    value.to_be_bytes().to_vec()
}

/// Three s15Fixed16 numbers.
fn xyz(x: u32, y: u32, z: u32) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    out.extend([x, y, z].into_iter().flat_map(be));
    out
}

fn text(value: &str) -> Vec<u8> {
    let mut out = b"text\0\0\0\0".to_vec();
    out.extend(value.bytes());
    out.push(0);
    out
}

/// ASCII description; the Unicode and script forms are left empty, in full length as the format wants.
fn description(value: &str) -> Vec<u8> {
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend(be(value.len() as u32 + 1));
    out.extend(value.bytes());
    out.push(0);
    out.resize(out.len() + 8 + 3 + 67, 0);
    out
}

/// The sRGB transfer curve at 1,024 points.
fn curve() -> Vec<u8> {
    const POINTS: u32 = 1024;
    let mut out = b"curv\0\0\0\0".to_vec();
    out.extend(be(POINTS));
    for point in 0..POINTS {
        let value = f64::from(point) / f64::from(POINTS - 1);
        let linear = if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
        out.extend(((linear * 65535.0).round() as u16).to_be_bytes());
    }
    out
}
