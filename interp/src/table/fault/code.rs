//! Codes of enterprises and other keys that can hardly be meant.

use super::Complaint;
use crate::table::credit_code::CodeFault;
use crate::table::{ColumnRule, Place};

/// A 统一社会信用代码 that is none; `meant` is the one that was probably meant.
pub fn not_a_code(column: &ColumnRule, code: &str, fault: &CodeFault, meant: Option<String>) -> Complaint {
    let complaint = match fault {
        CodeFault::Length(count) => wrong_length(column, *count),
        CodeFault::Characters(strange) => strange_characters(column, strange),
        CodeFault::Check { found, wanted } => Complaint::warning(
            865,
            format!("「{}」的校验码不对：末位是 {found}，按前 17 位应为 {wanted}", column.name),
            format!(
                "the check character of `{}` is wrong: {found} stands last, {wanted} is asked for",
                column.name
            ),
        ),
        CodeFault::Organisation { found, wanted } => Complaint::warning(
            865,
            format!(
                "「{}」里组织机构代码的校验码不对：第 17 位是 {found}，按第 9 至 16 位应为 {wanted}",
                column.name
            ),
            format!(
                "the check character of the organisation's code in `{}` is wrong: {found} stands 17th, {wanted} is asked for",
                column.name
            ),
        ),
    };
    let complaint = complaint.found(code);
    let complaint = match meant {
        Some(meant) => complaint.instead(meant),
        None => complaint,
    };
    complaint.help(
        "对照营业执照核对：至少有一位写错了（GB 32100-2015）",
        "hold it against the business licence: at least one character is wrong (GB 32100-2015)",
    )
}

fn wrong_length(column: &ColumnRule, count: usize) -> Complaint {
    let name = &column.name;
    let (zh, en) = match count {
        15 => ("，像是旧的营业执照注册号", ": it looks like an old registration number"),
        9 | 10 => ("，像是组织机构代码", ": it looks like an organisation's code"),
        _ => ("", ""),
    };
    Complaint::warning(
        863,
        format!("「{name}」有 {count} 位，统一社会信用代码是 18 位{zh}"),
        format!("`{name}` has {count} characters; a credit code has 18{en}"),
    )
}

fn strange_characters(column: &ColumnRule, strange: &[char]) -> Complaint {
    let name = &column.name;
    let shown = |c: &char| match c {
        c if c.is_whitespace() => "空格".to_owned(),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => "看不见的字符".to_owned(),
        c => c.to_string(),
    };
    let list = strange.iter().map(shown).collect::<Vec<_>>().join("、");
    let upper = |c: &char| c.is_ascii_uppercase();
    let (zh, en) = match strange {
        _ if strange.iter().all(upper) => (
            "；代码里没有字母 I、O、S、V、Z，多半是 1、0、5、U、2",
            ": no code has the letters I, O, S, V, Z; 1, 0, 5, U, 2 are probably meant",
        ),
        _ if strange.iter().all(char::is_ascii_lowercase) => {
            ("；代码里的字母都是大写", ": letters in a code are capitals")
        }
        _ if strange.iter().all(|c| matches!(c, '\u{ff01}'..='\u{ff5e}')) => {
            ("；代码要用半角", ": a code is written in half width")
        }
        _ => ("", ""),
    };
    Complaint::warning(
        864,
        format!("「{name}」里有代码不用的字符 {list}{zh}"),
        format!("`{name}` has characters that no credit code has: {list}{en}"),
    )
}

/// A column called 统一社会信用代码 that holds other numbers.
pub fn other_codes(column: &ColumnRule, count: usize, short: usize) -> Complaint {
    let name = &column.name;
    Complaint::note(
        863,
        format!("「{name}」{count} 个里有 {short} 个不是 18 位，没有按统一社会信用代码核对"),
        format!(
            "{short} of the {count} cells of `{name}` have not 18 characters; they were not checked as credit codes"
        ),
    )
}

/// Two keys that differ, and look alike.
pub fn alike_keys(column: &ColumnRule, key: &str, other: &str, place: Place) -> Complaint {
    let name = &column.name;
    let there = place.name();
    Complaint::warning(
        866,
        format!("「{name}」是「{key}」，{} 是「{other}」，两个看上去一样，却当作两个对象", there.zh),
        format!("`{name}` is `{key}`, and `{other}` at {}: they look alike, and are taken for two", there.en),
    )
    .found(key)
    .other(place)
    .help(
        "差别只在全角半角、空格、大小写，或像数字的字母（O 和 0、I 和 1、Z 和 2、S 和 5）；是同一个的，改成一样",
        "they differ only in width, blanks, case, or letters that look like figures (O and 0, I and 1, Z and 2, S and 5): write both alike if they are one",
    )
}

/// A key with a character that cannot be seen.
pub fn unseen_character(column: &ColumnRule, key: &str, strange: char, plain: &str) -> Complaint {
    let name = &column.name;
    let number = format!("U+{:04X}", u32::from(strange));
    Complaint::warning(
        895,
        format!("「{name}」里有看不见的字符（{number}），与不带它的写法不是同一个"),
        format!("`{name}` holds a character that cannot be seen ({number}): without it, it is another key"),
    )
    .found(key)
    .instead(plain)
    .help(
        "多半是从网页或 PDF 粘贴来的；重新键入这一格",
        "it mostly comes with text from a web page or PDF: type the cell again",
    )
}

/// A key of figures that is shorter than the others, which begin with zeros.
pub fn lost_zeros(column: &ColumnRule, key: &str, usual: usize) -> Complaint {
    let (name, count) = (&column.name, key.len());
    Complaint::warning(
        870,
        format!("「{name}」只有 {count} 位，别的多是 {usual} 位，像是开头的 0 丢了"),
        format!("`{name}` has {count} figures where most have {usual}: leading zeros seem to be lost"),
    )
    .found(key)
    .instead(format!("{key:0>usual$}"))
    .help(
        "电子表格把编号当作数时会丢掉开头的 0：把这一列设为“文本”格式后重新填",
        "a spreadsheet drops leading zeros where it takes a number for one: format the column as text and fill it in again",
    )
}
