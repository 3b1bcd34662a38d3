//! Cells that cannot be read as their column asks.

use dashu_ratio::RBig;
use heng_interp::suggest::{Suggestion, asked_of};
use heng_interp::table::fault::Complaint;
use heng_interp::table::{ColumnRule, NumberRule, number_text};
use heng_interp::value::Date;

use super::guess::{self, Guess};
use crate::fold::comparable;

/// What a spreadsheet writes where a formula fails; CSV keeps it as text.
const FORMULA_ERRORS: [&str; 8] =
    ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"];

/// Something else where a number should be.
pub fn not_a_number(rule: &ColumnRule, found: &str) -> Box<Complaint> {
    let found = found.trim();
    if FORMULA_ERRORS.contains(&found) {
        return spreadsheet_error(rule, found);
    }
    Box::new(with_guess(should_be(830, rule, found), guess::number(rule, found)))
}

fn with_guess(complaint: Complaint, guess: Guess) -> Complaint {
    let complaint = complaint.help(guess.advice.zh, guess.advice.en);
    match guess.instead {
        Some(instead) => complaint.instead(instead),
        None => complaint,
    }
}

/// A unit behind the figures that is not the column's; `amount` is what stands before it.
pub fn unit_in_cell(
    rule: &ColumnRule,
    number: &NumberRule,
    found: &str,
    unit: &str,
    amount: Option<&RBig>,
) -> Box<Complaint> {
    let (name, own) = (&rule.name, &number.unit);
    let known = number.spellings.iter().find(|s| comparable(&s.label) == comparable(unit));
    if let (None, Some(complaint)) = (known, multiplied(rule, number, found, unit, amount)) {
        return Box::new(expected(complaint, rule));
    }
    let complaint = Complaint::error(
        831,
        format!("「{name}」以{own}计，这里写的是「{found}」，单位是{unit}"),
        format!("`{name}` is in {own}, but the cell says `{found}`, in {unit}"),
    )
    .found(found);
    let complaint = expected(complaint, rule);
    Box::new(match known {
        Some(spelling) => {
            let factor = number_text(&spelling.factor);
            let complaint = complaint.help(
                format!("1 {unit} = {factor} {own}，请换算成{own}后再填，并去掉单位"),
                format!("1 {unit} = {factor} {own}: convert to {own} and leave the unit out"),
            );
            match amount {
                Some(amount) => complaint.instead(number_text(&(amount * &spelling.factor))),
                None => complaint,
            }
        }
        None => complaint.help(
            format!("改成以{own}计的数，不写单位"),
            format!("write the number of {own}, without a unit"),
        ),
    })
}

/// `1.2万`: a multiple behind the figures. In a column of 万元 it is the unit cut short, elsewhere it multiplies.
fn multiplied(
    rule: &ColumnRule,
    number: &NumberRule,
    found: &str,
    unit: &str,
    amount: Option<&RBig>,
) -> Option<Complaint> {
    let times = match unit.trim() {
        "万" | "w" | "W" => 10_000_u32,
        "亿" => 100_000_000,
        "千" | "k" | "K" => 1000,
        _ => return None,
    };
    let (name, own) = (&rule.name, &number.unit);
    let complaint = Complaint::error(
        831,
        format!("「{name}」以{own}计，这里写的是「{found}」，带着“{unit}”"),
        format!("`{name}` is in {own}, but the cell says `{found}`, with a multiple"),
    )
    .found(found);
    if own.starts_with(unit) {
        let complaint = complaint.help(
            format!("列的单位已经是{own}，只写数字；核对是不是已经换算过"),
            format!("the unit of the column is {own} already: write figures only, and check that they are in {own}"),
        );
        return Some(match amount {
            Some(amount) => complaint.instead(number_text(amount)),
            None => complaint,
        });
    }
    let complaint = complaint.help("把数写全，不写“万”“亿”", "write the number in full");
    Some(match amount.filter(|_| !own.starts_with(['万', '亿', '千'])) {
        Some(amount) => complaint.instead(number_text(&(amount * RBig::from(times)))),
        None => complaint,
    })
}

/// `1.23E+05`
pub fn scientific(rule: &ColumnRule, found: &str) -> Box<Complaint> {
    let name = &rule.name;
    let complaint = Complaint::error(
        833,
        format!("「{name}」是科学计数法「{found}」，后面的数字可能已经丢失"),
        format!("`{name}` is in scientific notation, `{found}`: digits may be lost"),
    )
    .found(found);
    Box::new(expected(complaint, rule).help(
        "在电子表格里把这一列设为“数值”或“文本”格式，再重新另存",
        "format the column as number or text in the spreadsheet and save it again",
    ))
}

/// An identifier that a spreadsheet took for a number.
pub fn lost_digits(rule: &ColumnRule, found: &str) -> Box<Complaint> {
    let name = &rule.name;
    Box::new(
        Complaint::error(
            832,
            format!("「{name}」存成了数「{found}」，电子表格只留前 15 位，其余数字已经丢失"),
            format!(
                "`{name}` was saved as the number {found}; a spreadsheet keeps 15 digits, the others are lost"
            ),
        )
        .found(found)
        .expected("文本", "text")
        .help(
            "从原始资料重新取得编号：先把这一列设为“文本”格式，再粘贴",
            "take the identifiers from the source again: format the column as text first, then paste",
        ),
    )
}

/// `#N/A`
pub fn spreadsheet_error(rule: &ColumnRule, found: &str) -> Box<Complaint> {
    let name = &rule.name;
    let complaint = Complaint::error(
        834,
        format!("「{name}」的单元格是公式错误 {found}"),
        format!("the cell of `{name}` is the formula error {found}"),
    )
    .found(found);
    Box::new(expected(complaint, rule).help("改正公式，或填入数据", "mend the formula, or fill in the value"))
}

/// Something else where a date should be; `serial` is the day that a spreadsheet's number would mean.
pub fn not_a_date(rule: &ColumnRule, found: &str, serial: Option<Date>) -> Box<Complaint> {
    let complaint = should_be(835, rule, found);
    Box::new(match serial {
        Some(day) => complaint.instead(day.to_string()).help(
            format!("{found} 像是电子表格的日期序号，对应 {day}；把这一列设为日期格式后重新另存"),
            format!("{found} looks like a spreadsheet's serial number for {day}; format the column as a date and save again"),
        ),
        None => match guess::day(rule, found) {
            Some(guess) => with_guess(complaint, guess),
            None => complaint,
        },
    })
}

/// Something else where 是 or 否 should be.
pub fn not_yes_no(rule: &ColumnRule, found: &str) -> Box<Complaint> {
    Box::new(should_be(836, rule, found).help(
        "可以写 是/否、TRUE/FALSE、1/0、√/×、Y/N、有/无",
        "是/否, TRUE/FALSE, 1/0, √/×, Y/N and 有/无 are all understood",
    ))
}

/// A word that is no member of the choice.
pub fn not_a_member(rule: &ColumnRule, found: &str, near: &[Suggestion<'_>]) -> Box<Complaint> {
    let complaint = should_be(837, rule, found);
    if let [only] = near {
        let name = only.name;
        return Box::new(complaint.instead(name));
    }
    Box::new(match asked_of(found.trim(), near) {
        Some((zh, en)) => complaint.help(zh, en),
        None => complaint.help(
            "改成其中一个名称；如果确是同一个，请在脚本里给它加上“别名”",
            "use one of the names, or declare this one as an alias in the script",
        ),
    })
}

/// Something else where a year should be.
pub fn not_a_year(rule: &ColumnRule, found: &str) -> Box<Complaint> {
    Box::new(should_be(838, rule, found))
}

fn should_be(code: u16, rule: &ColumnRule, found: &str) -> Complaint {
    let (name, found) = (&rule.name, found.trim());
    let (zh, en) = rule.kind.noun();
    let complaint = Complaint::error(
        code,
        format!("「{name}」应当是{zh}，这里是「{found}」"),
        format!("`{name}` should be {en}, but is `{found}`"),
    );
    expected(complaint.found(found), rule)
}

fn expected(complaint: Complaint, rule: &ColumnRule) -> Complaint {
    let (zh, en) = rule.kind.words();
    complaint.expected(zh, en)
}
