//! How large an XLS sheet says it is. The library makes room for all of it before it reads a cell, so a damaged size would take more memory
//! than there is, which nothing can catch.

/// Rows and columns that a sheet of the format can have.
const MOST_ROWS: u32 = 1 << 16;
const MOST_COLUMNS: u32 = 1 << 8;

/// How the records begin that tell the size (DIMENSIONS, MS-XLS 2.4.90): their number and their length.
const RECORDS: [[u8; 4]; 3] = [[0x00, 0x02, 0x0e, 0x00], [0x00, 0x02, 0x10, 0x00], [0x00, 0x02, 0x0a, 0x00]];

/// Whether some record of the file tells a size that no sheet can have.
pub fn is_impossible(file: &[u8]) -> bool {
    memchr::memmem::find_iter(file, &[0x00, 0x02]).any(|at| file.get(at..).is_some_and(tells_impossible))
}

fn tells_impossible(record: &[u8]) -> bool {
    let Some((head, body)) = record.split_at_checked(4) else { return false };
    let Some(long) = RECORDS.iter().position(|known| known == head).map(|place| place < 2) else {
        return false;
    };
    let (rows, columns) = if long {
        (number(body, 4, 4), number(body, 10, 2))
    } else {
        (number(body, 2, 2), number(body, 6, 2))
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
            let mut file = vec![7, 0x00, 0x02, 0x0e, 0x00, 0, 0, 0, 0, 9, 0, rows, 0, 0, 0, 3, columns];
            file.extend([0, 0, 0, 7]);
            file
        };
        assert!(!is_impossible(&sheet(0, 0)));
        assert!(is_impossible(&sheet(2, 0)));
        assert!(is_impossible(&sheet(0, 2)));
        assert!(!is_impossible(b"no record"));
    }
}
