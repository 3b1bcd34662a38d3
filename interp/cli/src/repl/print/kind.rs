//! What a value is, in words: `数，万元/亩`, `是否`, `选项 等级`.

use heng_grammar::diagnostic::Message;
use heng_interp::program::{Kind, Program};

/// The kind of a value, with its unit.
pub fn kind_text(program: &Program, kind: &Kind) -> Message {
    let table = |id: heng_interp::program::TableId| {
        program.tables.get(id.index()).map(|table| table.name.clone()).unwrap_or_default()
    };
    match kind {
        Kind::Number(number) if number.unit.is_plain() => Message::new("数", "number"),
        Kind::Number(number) => {
            let unit = program.units.text(&number.unit);
            match program.units.is_count(&number.unit) {
                true => Message::new(format!("个数，{unit}"), format!("count, {unit}")),
                false => Message::new(format!("数，{unit}"), format!("number, {unit}")),
            }
        }
        Kind::Text => Message::new("文本", "text"),
        Kind::YesNo => Message::new("是否", "yes or no"),
        Kind::Date => Message::new("日期", "date"),
        Kind::Year => Message::new("年份", "year"),
        Kind::Choice(id) => {
            let name = program.choice(*id).map(|choice| choice.name.clone()).unwrap_or_default();
            Message::new(format!("选项 {name}"), format!("choice {name}"))
        }
        Kind::Reference(id) => {
            let table = table(*id);
            Message::new(format!("「{table}」的一行"), format!("a row of `{table}`"))
        }
        Kind::Unknown => Message::new("无法确定", "unknown"),
    }
}

/// The unit of a number; empty where there is none.
pub fn unit_text(program: &Program, kind: &Kind) -> String {
    match kind {
        Kind::Number(number) => program.units.text(&number.unit),
        _ => String::new(),
    }
}
