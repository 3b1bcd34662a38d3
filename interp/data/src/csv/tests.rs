//! Records, whatever the pieces they come in.

use std::io::Cursor;

use super::contents::Counted;
use super::encoding::Encoding;
use super::pieces::Pieces;
use super::records::bare;
use super::rows::PieceRows;
use crate::Fallible;
use crate::fill::Rows;

fn records(text: &str, size: usize) -> Fallible<Vec<(u32, Vec<String>)>> {
    let mut content = Cursor::new(text.as_bytes().to_vec());
    let counted = Counted::new(&mut content, None).expect("no fault");
    let mut pieces = Pieces::new(counted, Encoding::Utf8, b',', 0, size);
    let mut rows = PieceRows::new(&mut pieces, 0);
    let mut all = Vec::new();
    while let Some(cells) = rows.next_cells()? {
        all.push((rows.number(), cells));
    }
    Ok(all)
}

#[test]
fn pieces_of_any_size_give_the_same_records() {
    let text = "甲,\"乙,丙\"\r\n\n\"多\n行\",\"他说\"\"好\"\"\"\r丁,\"\"\n,";
    let expected = [
        (1, vec!["甲", "乙,丙"]),
        (2, vec![""]),
        (3, vec!["多\n行", "他说\"好\""]),
        (4, vec!["丁", ""]),
        (5, vec!["", ""]),
    ];
    let expected: Vec<(u32, Vec<String>)> = expected
        .into_iter()
        .map(|(row, cells)| (row, cells.into_iter().map(str::to_owned).collect()))
        .collect();
    for size in [1, 2, 3, 7, 64, 1000] {
        assert_eq!(records(text, size).expect("no fault"), expected, "pieces of {size}");
    }
}

#[test]
fn a_quotation_that_never_ends_is_a_fault_and_not_a_long_cell() {
    for size in [1, 1000] {
        let fault = records("a,b\nc,\"d\ne,f\n", size).expect_err("a fault");
        assert_eq!(fault.title.en, "a cell in row 2 opens with a quotation mark that is never closed");
    }
}

#[test]
fn quotation_marks_within_a_cell_are_letters() {
    assert_eq!(records("5\" 管,\"a\"b", 1).expect("no fault")[0].1, ["5\" 管", "ab"]);
}

#[test]
fn what_guards_a_text_from_a_spreadsheet_is_taken_away() {
    for text in ["007", "'007", "=\"007\"", "\t007 ", "　007"] {
        assert_eq!(bare(text), "007", "{text}");
    }
    assert_eq!(bare("'=1+1"), "=1+1");
    assert_eq!(bare("=1+1"), "=1+1");
}
