//! Text that was read in one encoding and saved in another: 浼佷笟 for 企业. It is told, and not mended: what was lost on the way cannot be known.

use std::io::Read;

use encoding_rs::{BIG5, Encoding as Table, GB18030, UTF_8, WINDOWS_1252};
use heng_interp::table::Schema;
use heng_interp::table::fault::Complaint;

use super::contents::ReadSeek;
use super::encoding::Encoding;
use super::fault;
use crate::Fallible;
use crate::header;

/// A way to spoil a text: it was written in the second encoding and read in the first.
const WAYS: [(&Table, &Table, &str, &str); 3] = [
    (GB18030, UTF_8, "UTF-8", "GBK"),
    (WINDOWS_1252, UTF_8, "UTF-8", "Latin-1"),
    (WINDOWS_1252, GB18030, "GBK", "Latin-1"),
];

/// Says so where the header becomes one that the script asks for, once a way to spoil a text is gone back.
pub fn complaint(
    schema: &Schema,
    rows: &[Vec<String>],
    found: usize,
    content: &mut dyn ReadSeek,
    encoding: Encoding,
) -> Fallible<Option<Complaint>> {
    for (read, written, own, taken) in WAYS {
        let mended: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| went_back(cell, read, written)).collect()).collect();
        if header::find(schema, &mended).found > found {
            let pairs = rows.iter().flatten().zip(mended.iter().flatten());
            let changed = pairs.into_iter().find(|(a, b)| a != b && !b.contains('\u{fffd}'));
            let (before, after) = changed.map(|(a, b)| (a.as_str(), b.as_str())).unwrap_or_default();
            return Ok(Some(fault::garbled(before, after, own, taken)));
        }
    }
    let lost =
        rows.iter().take(3).flatten().find(|cell| cell.contains("锟斤拷") || cell.contains('\u{fffd}'));
    if let (Some(cell), 0) = (lost, found) {
        return Ok(Some(fault::lost(cell)));
    }
    if found == 0 && encoding == Encoding::Gb18030 && looks_like_big5(content)? {
        return Ok(Some(fault::big5()));
    }
    Ok(None)
}

/// The text that was written in `written` and read in `read`, as it was.
fn went_back(text: &str, read: &'static Table, written: &'static Table) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let (bytes, _, unmappable) = read.encode(text);
    if unmappable {
        return text.to_owned();
    }
    written.decode_without_bom_handling(&bytes).0.into_owned()
}

/// Whether a text that could be GB18030 is rather Big5: many of its pairs end in a byte that GB2312 has not, and all of it is Big5.
fn looks_like_big5(content: &mut dyn ReadSeek) -> Fallible<bool> {
    let mut start = Vec::new();
    let read = content.rewind().and_then(|()| content.take(1 << 16).read_to_end(&mut start));
    read.map_err(|error| fault::unreadable(&error))?;
    let line = start.iter().rposition(|byte| *byte == b'\n').map_or(start.len(), |at| at + 1);
    let whole = start.get(..line).unwrap_or_default();
    if BIG5.decode_without_bom_handling_and_without_replacement(whole).is_none() {
        return Ok(false);
    }
    let (mut pairs, mut low) = (0_u32, 0_u32);
    let mut bytes = whole.iter();
    while let Some(lead) = bytes.next() {
        if *lead >= 0x81 {
            pairs += 1;
            low += u32::from(bytes.next().is_some_and(|trail| *trail < 0xa1));
        }
    }
    Ok(low * 5 > pairs)
}
