//! However a text file is cut, and by however many threads it is read, the table is the same, and so is everything that is wrong with it.

use super::common::{firms, report, shown};
use heng_data::{Contents, Input, Reading, read_table_with};
use heng_interp::table::Draft;
use proptest::prelude::*;

const HEADER: &str = "企业编号,企业名称,乡镇,实缴税金（万元）,占地面积,发明专利,成立日期,黑名单";

fn read(bytes: &[u8], piece: usize, threads: usize) -> (Draft, Contents) {
    let how = Reading { threads, piece, ..Reading::default() };
    read_table_with(Input::bytes("a.csv", bytes.to_vec()), &firms(), &how).expect("memory can be read")
}

/// Cells of a column: mostly good ones, and what people make of them.
fn cell(column: usize) -> BoxedStrategy<String> {
    let usual = match column {
        0 => "[0-9A-Z]{1,4}|91320612[0-9]{10}",
        1 => "[甲乙丙\" ,;'=A-c\n]{0,6}厂",
        2 => "四安镇|四安|金沙|金沙街道|四安乡",
        3 => "-?[0-9]{1,9}([.][0-9]{0,4})?|",
        4 => "[1-9][0-9]{0,3}[.][0-9]{1,12}|[0-9]{1,18}",
        5 => "[0-9]{0,3}",
        6 => "20[0-2][0-9]-0[1-9]-[0-2][1-8]|2020年1月2日",
        _ => "是|否|TRUE|FALSE|0|√|",
    };
    let odd = "| |　|合计|说明：甲|-|暂无|1,234.5|（12）|３５|1.2万|9.1E\\+17|0.000000000000000001|'007|=\"007\"|\u{feff}x|[\"a,\n]{0,3}";
    prop_oneof![30 => usual, 1 => odd].boxed()
}

fn row() -> impl Strategy<Value = Vec<String>> {
    let cells: Vec<_> = (0..8).map(cell).collect();
    let width = prop_oneof![40 => Just(8_usize), 1 => 0_usize..8, 1 => 9_usize..11];
    (cells, width, "(,x)?").prop_map(|(mut cells, width, more)| {
        cells.resize(width, more.trim_start_matches(',').to_owned());
        cells
    })
}

/// A line of the file: cells are quoted where they must be, sometimes where they need not be, rarely not where they must.
fn line() -> impl Strategy<Value = String> {
    let mode = prop_oneof![12 => Just(0_u8), 3 => Just(1), 1 => Just(2)];
    let data = (row(), mode).prop_map(|(cells, mode)| {
        let must = |cell: &str| cell.starts_with('"') || cell.contains([',', '\n', '\r']);
        let written = |cell: &String| match mode {
            0 if !must(cell) => cell.clone(),
            2 if !cell.starts_with('"') => cell.clone(),
            _ => format!("\"{}\"", cell.replace('"', "\"\"")),
        };
        cells.iter().map(written).collect::<Vec<_>>().join(",")
    });
    let other = "|,,,,,,,|合计,,,12,,,,|　小计：,,,,,,,|备注：以上为初步数|资料来源,,,|E7,甲\"乙\"厂,四安,,1,,2020-01-01,";
    prop_oneof![24 => data, 1 => other]
}

fn file() -> impl Strategy<Value = Vec<u8>> {
    let lines = prop::collection::vec(line(), 0..60);
    let ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    let titles = prop::sample::select(vec!["", "2024年企业情况表\n\n"]);
    (titles, lines, ends, any::<bool>(), 0_u8..6).prop_map(|(title, lines, end, ended, form)| {
        let mut text = format!("{title}{HEADER}{end}{}", lines.join(end));
        if ended {
            text.push_str(end);
        }
        match form {
            0 => [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
            1 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            2 => [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
            3 => text.replace(',', "\t").into_bytes(),
            _ => text.into_bytes(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_and_threads_do_not_matter(
        bytes in file(),
        piece in prop_oneof![1_usize..9, 30_usize..200, 200_usize..4000],
        threads in 1_usize..5,
    ) {
        let (whole, contents) = read(&bytes, 1 << 20, 1);
        let (parts, of_parts) = read(&bytes, piece, threads);
        prop_assert_eq!(shown(&parts.table), shown(&whole.table));
        prop_assert_eq!(report(&parts.faults), report(&whole.faults));
        prop_assert_eq!(contents.bytes, bytes.len() as u64);
        prop_assert_eq!(contents, of_parts);
        prop_assert!(parts == whole);
    }

    #[test]
    fn bytes_that_are_no_text_are_told_of_all_the_same(
        bytes in file(),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        piece in 20_usize..500,
        threads in 1_usize..4,
    ) {
        let mut bytes = bytes;
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let (whole, contents) = read(&bytes, 1 << 20, 1);
        let (parts, of_parts) = read(&bytes, piece, threads);
        prop_assert_eq!(report(&parts.faults), report(&whole.faults));
        prop_assert_eq!(contents, of_parts);
        prop_assert!(parts == whole);
    }
}

#[test]
fn ten_thousand_faults_of_a_kind_are_the_same_ones() {
    let rows: String = (0..12_000).map(|i| format!("E{i},厂,四安,1,x{i},,2020-01-01,\n")).collect();
    let bytes = format!("{HEADER}\n{rows}").into_bytes();
    let whole = read(&bytes, 1 << 24, 1);
    assert!(whole.0.faults.len() > 10_000 && whole.0.faults.len() < 10_020);
    assert!(read(&bytes, 4000, 3) == whole);
}

#[test]
fn what_a_file_holds_is_told_with_its_digest() {
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let (draft, contents) = read(b"abc", 2, 2);
    assert_eq!((draft.table.rows(), contents.bytes, contents.sha256.as_str()), (0, 3, known));
}
