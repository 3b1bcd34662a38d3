//! Everything that is wrong with data as a table of its own: the file of `--faults`, to hand to whoever mends the data.

use heng_data::{Printed, Sheet};
use heng_grammar::diagnostic::{Language, Message};
use heng_interp::table::column_letters;
use heng_interp::table::fault::DataFault;

use super::fault_columns::or_blank;
use super::severity_word;

/// The headers: (Chinese, English).
const HEADERS: [(&str, &str); 15] = [
    ("文件", "file"),
    ("工作表", "sheet"),
    ("单元格", "cell"),
    ("行号", "row"),
    ("主键", "key"),
    ("名称", "name"),
    ("表", "table"),
    ("列", "column"),
    ("值", "found"),
    ("代码", "code"),
    ("严重程度", "severity"),
    ("问题", "what is wrong"),
    ("应为", "expected"),
    ("建议", "what to do"),
    ("依据", "articles"),
];

/// A row for every fault, in the order of the data.
pub fn fault_sheet(faults: &[DataFault], language: Language) -> Sheet<'_> {
    let zh = language == Language::Chinese;
    Sheet::of_rows(
        if zh { "数据问题" } else { "faults" }.to_owned(),
        HEADERS.iter().map(|(own, en)| if zh { *own } else { *en }.to_owned()).collect(),
        faults.iter().map(move |fault| row(fault, language)),
    )
}

fn row(fault: &DataFault, language: Language) -> Vec<Printed> {
    let (place, complaint) = (&fault.place, &fault.complaint);
    let text = |text: Option<&str>| match text.filter(|text| !text.is_empty()) {
        Some(text) => Printed::Text(text.to_owned()),
        None => Printed::Blank,
    };
    let cell = place.row.zip(place.column).map(|(row, column)| format!("{}{row}", column_letters(column)));
    let title = complaint.title.get(language);
    vec![
        text(place.file.as_deref()),
        text(place.sheet.as_deref()),
        text(cell.or_else(|| place.column.map(column_letters)).as_deref()),
        place.row.map_or(Printed::Blank, |row| Printed::Decimal(row.to_string())),
        text(fault.key.as_deref()),
        text(fault.name.as_deref()),
        text(Some(&fault.table)),
        text(fault.column.as_deref()),
        text(complaint.found.as_deref()),
        text(Some(&fault.code().to_string())),
        text(Some(severity_word(complaint.severity, language))),
        text(Some(title)),
        text(complaint.expected.as_ref().map(|expected| expected.get(language).trim())),
        text(Some(&advice(fault, language))),
        text(Some(
            &fault.citations.iter().chain(fault.needed_by.iter()).cloned().collect::<Vec<_>>().join("、"),
        )),
    ]
}

/// What to write instead, and the advice, as one text.
fn advice(fault: &DataFault, language: Language) -> String {
    let zh = language == Language::Chinese;
    let instead = fault.complaint.instead.as_deref().map(|instead| match (instead.is_empty(), zh) {
        (true, _) => or_blank(instead, language),
        (false, true) => format!("改为“{instead}”"),
        (false, false) => format!("write `{instead}`"),
    });
    let help = fault.complaint.help.iter().map(|help: &Message| help.get(language).to_owned());
    let all: Vec<String> = instead.into_iter().chain(help).collect();
    all.join(if zh { "；" } else { "; " })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use heng_data::{YesNoWords, write_csv};
    use heng_interp::table::Place;
    use heng_interp::table::fault::Complaint;

    use super::*;

    #[test]
    fn every_fault_is_a_row_with_its_cell_and_what_to_do() {
        let place =
            Place { file: Some(Arc::from("企业.csv")), row: Some(12), column: Some(2), ..Place::default() };
        let complaint = Complaint::error(830, "不是数", "not a number")
            .found("=1+1")
            .expected("数（万元）", "a number (万元)")
            .instead("2")
            .help("只写数字", "figures only");
        let fault = complaint.at("企业", place, None, Some("E1".into())).named(Some("甲厂"));
        let faults = [fault];
        let mut out = Vec::new();
        write_csv(&mut out, fault_sheet(&faults, Language::Chinese), YesNoWords::CHINESE, false)
            .expect("memory takes all");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            text.lines().nth(1),
            Some("企业.csv,,C12,12,E1,甲厂,企业,,'=1+1,H0830,错误,不是数,数（万元）,改为“2”；只写数字,")
        );
    }
}
