//! H0950: a correction of a cell that is not there.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::suggest::NameIndex;
use heng_interp::program::Program;
use heng_interp::table::Table;

use super::Correction;
use crate::project::fault::asking;

/// So many keys are looked through for one that is like another.
const MOST_KEYS: u32 = 20_000;

fn report(correction: &Correction, zh: &str, en: &str) -> Diagnostic {
    let Correction { table, key, column, value } = correction;
    let table = table.as_ref().map(|name| format!("{name}/")).unwrap_or_default();
    let written = format!("{table}{key}.{column}={value}");
    Diagnostic::error(
        950,
        format!("更正「{written}」做不了：{zh}"),
        format!("`{written}` corrects nothing: {en}"),
    )
}

/// No table has this name.
pub(super) fn no_such_table(correction: &Correction, program: &Program) -> Diagnostic {
    let name = correction.table.as_deref().unwrap_or_default();
    let names: Vec<&str> = program.tables.iter().map(|schema| schema.name.as_str()).collect();
    let (zh, en) = (format!("没有表「{name}」"), format!("there is no table `{name}`"));
    let report = asking(report(correction, &zh, &en), name, names.iter().copied());
    report.help(format!("有的表：{}。", names.join("、")), format!("there are {}.", names.join(", ")))
}

/// No row has this key.
pub(super) fn no_such_row(correction: &Correction, tables: &[&Table]) -> Diagnostic {
    let key = &correction.key;
    let (zh, en) = (format!("没有主键是「{key}」的行"), format!("no row has the key `{key}`"));
    let report = report(correction, &zh, &en);
    match nearest_keys(key, tables).as_slice() {
        [] => report.help("看看主键有没有写错。", "check the key."),
        near => {
            report.help(format!("相近的有：{}。", near.join("、")), format!("there are {}.", near.join(", ")))
        }
    }
}

/// The keys of some tables that are like one that is in none of them.
pub fn nearest_keys(key: &str, tables: &[&Table]) -> Vec<String> {
    let few = tables.iter().filter(|table| table.rows() <= MOST_KEYS);
    let keys: Vec<String> =
        few.flat_map(|table| (0..table.rows()).filter_map(|row| table.key_text(row))).collect();
    let index = NameIndex::new(keys.iter().map(String::as_str));
    index.nearest(key).into_iter().map(|near| near.name.to_owned()).collect()
}

/// The row is there, the column is not.
pub(super) fn no_such_column(correction: &Correction, tables: &[&Table]) -> Diagnostic {
    let column = &correction.column;
    let (zh, en) = (format!("没有「{column}」这一列"), format!("there is no column `{column}`"));
    let rules = tables.iter().flat_map(|table| &table.schema().columns);
    let names: Vec<String> = rules
        .filter(|rule| !rule.key && !rule.decision)
        .map(|rule| match &rule.year {
            Some(year) => format!("{}[{}]", year.name, year.year),
            None => rule.name.clone(),
        })
        .collect();
    let report = asking(report(correction, &zh, &en), column, names.iter().map(String::as_str));
    report.help(
        format!("可以更正的列：{}。", names.join("、")),
        format!("these can be corrected: {}.", names.join(", ")),
    )
}

/// The column is a key, by which rows are known.
pub(super) fn is_key(correction: &Correction) -> Diagnostic {
    report(correction, "这一列是主键，换了就是另一行", "the column is the key; another key is another row")
        .help("改数据文件里的主键，再算一次。", "change the key in the file of the data, and run again.")
}
