//! How large an XLS sheet says it is. The library makes room for all of it before it reads a cell, so a damaged size would take more memory
//! than there is, which nothing can catch.

/// Rows and columns that a sheet of the format can have.
const MOST_ROWS: u32 = 1 << 16;
const MOST_COLUMNS: u32 = 1 << 8;

/// How a sheet's records begin: BOF, and its length in the newer and the older form of the format (MS-XLS 2.4.21).
const BEGINNINGS: [[u8; 4]; 2] = [[0x09, 0x08, 0x10, 0x00], [0x09, 0x08, 0x08, 0x00]];

/// The record that tells the size: DIMENSIONS (MS-XLS 2.4.90).
const DIMENSIONS: u32 = 0x0200;

/// A record is no longer than this; what says more is no record.
const LONGEST: usize = 8224;

/// Whether a sheet of the file tells a size that none can have. A file whose records do not lie together is not judged past the first gap.
pub fn is_impossible(file: &[u8]) -> bool {
    let sheets = BEGINNINGS.iter().flat_map(|beginning| memchr::memmem::find_iter(file, beginning));
    sheets
        .filter_map(|at| file.get(at..))
        .any(|sheet| records(sheet).any(|(id, body)| id == DIMENSIONS && tells_impossible(body)))
}

/// The records from the first on: number and content.
fn records(mut rest: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(4)?;
        let length = usize::try_from(number(head, 2, 2)).ok().filter(|length| *length <= LONGEST)?;
        let (body, next) = after.split_at_checked(length)?;
        rest = next;
        Some((number(head, 0, 2), body))
    })
}

fn tells_impossible(body: &[u8]) -> bool {
    let (rows, columns) = match body.len() {
        10 => (number(body, 2, 2), number(body, 6, 2)),
        _ => (number(body, 4, 4), number(body, 10, 2)),
    };
    rows > MOST_ROWS || columns > MOST_COLUMNS
}

/// The number in `length` bytes, the least first.
fn number(bytes: &[u8], from: usize, length: usize) -> u32 {
    let digits = bytes.get(from..from + length).unwrap_or_default();
    digits.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::is_impossible;

    #[test]
    fn a_size_that_no_sheet_can_have_is_seen() {
        let sheet = |rows: u8, columns: u8| {
            let mut file = vec![
                7, 0x09, 0x08, 0x08, 0x00, 0, 5, 0x10, 0, 0, 0, 0, 0, 0x00, 0x02, 0x0e, 0x00, 0, 0, 0, 0, 9,
                0, rows, 0, 0, 0, 3, columns,
            ];
            file.extend([0, 0, 0, 7]);
            file
        };
        assert!(!is_impossible(&sheet(0, 0)));
        assert!(is_impossible(&sheet(2, 0)));
        assert!(is_impossible(&sheet(0, 2)));
        assert!(!is_impossible(b"\x00\x02\x0e\x00 stands where no record begins"));
    }
}
