//! H0950: a correction of a cell that is not there.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::suggest::NameIndex;
use heng_interp::program::{ParameterSource, Program};
use heng_interp::table::Table;
use heng_interp::table::fault::Complaint;

use super::{Correction, RowText, Ruling};
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
    offer_keys(report, key, tables)
}

/// Adds the keys of some tables that are like one that is in none of them.
pub fn offer_keys(report: Diagnostic, key: &str, tables: &[&Table]) -> Diagnostic {
    match nearest_keys(key, tables).as_slice() {
        [] => report.help("看看主键有没有写错。", "check the key."),
        near => {
            report.help(format!("相近的有：{}。", near.join("、")), format!("there are {}.", near.join(", ")))
        }
    }
}

fn nearest_keys(key: &str, tables: &[&Table]) -> Vec<String> {
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

/// H0958: no table of this name that is read from data.
pub(super) fn no_table(name: &str, program: &Program) -> Diagnostic {
    let names: Vec<&str> =
        program.tables.iter().filter(|schema| !schema.made).map(|schema| schema.name.as_str()).collect();
    let report = Diagnostic::error(
        958,
        format!("没有从数据读入的表「{name}」"),
        format!("no table `{name}` is read from data"),
    );
    asking(report, name, names.iter().copied())
        .help(format!("有的表：{}。", names.join("、")), format!("there are {}.", names.join(", ")))
}

/// H0958: no row has this key.
pub(super) fn no_row(key: &str, tables: &[&Table]) -> Diagnostic {
    let names: Vec<&str> = tables.iter().map(|table| table.schema().name.as_str()).collect();
    let report = Diagnostic::error(
        958,
        format!("{}里没有主键是「{key}」的行", names.join("、")),
        format!("{} has no row with the key `{key}`", names.join(", ")),
    );
    offer_keys(report, key, tables)
}

/// H0958: no row holds all this.
pub(super) fn no_such_rows(rows: &RowText, table: &Table) -> Diagnostic {
    let name = &table.schema().name;
    let cells: Vec<String> = rows.cells.iter().map(|(column, value)| format!("{column}={value}")).collect();
    Diagnostic::error(
        958,
        format!("{name}里没有一行是「{}」", cells.join("，")),
        format!("{name} has no row with `{}`", cells.join(", ")),
    )
    .help(
        "看看写的值和数据里是否一样；少写几项，找得更宽。",
        "check the values; fewer of them find more rows.",
    )
}

/// H0958: a row that is added or sought names a column that its table has not.
pub(super) fn no_column_of_row(column: &str, table: &Table) -> Diagnostic {
    let schema = table.schema();
    let names: Vec<&str> =
        schema.columns.iter().filter(|rule| !rule.decision).map(|rule| rule.name.as_str()).collect();
    let report = Diagnostic::error(
        958,
        format!("{}表没有「{column}」这一列", schema.name),
        format!("the table {} has no column `{column}`", schema.name),
    );
    asking(report, column, names.iter().copied())
        .help(format!("有：{}。", names.join("、")), format!("there are {}.", names.join(", ")))
}

/// H0959: nothing of this name is decided, of a row or of the whole.
pub(super) fn no_decision(name: &str, program: &Program, of_row: bool) -> Diagnostic {
    let columns = program.tables.iter().flat_map(|schema| &schema.columns).filter(|rule| rule.decision);
    let of_rows =
        columns.map(|rule| rule.year.as_ref().map_or(rule.name.as_str(), |year| year.name.as_str()));
    let whole = program.parameters.iter().filter(|note| note.source == ParameterSource::Decision);
    let mut names: Vec<&str> =
        if of_row { of_rows.collect() } else { whole.map(|note| note.name.as_str()).collect() };
    names.sort_unstable();
    names.dedup();
    let (zh, en) = if of_row { ("逐行", "of a row") } else { ("对整体", "of the whole") };
    let report = Diagnostic::error(
        959,
        format!("没有{zh}的认定「{name}」"),
        format!("there is no decision {en} called `{name}`"),
    );
    let report = asking(report, name, names.iter().copied());
    let report = match names.as_slice() {
        [] => report,
        names => {
            report.help(format!("有：{}。", names.join("、")), format!("there are {}.", names.join(", ")))
        }
    };
    report.help(
        "逐行的认定写 名称[主键]=值，对整体的写 名称=值；按年的在后面加 [2024]。",
        "NAME[KEY]=VALUE is of a row, NAME=VALUE of the whole; add [2024] where it is by years.",
    )
}

/// H0959: a decision cannot have this value.
pub(super) fn wrong_decision(ruling: &Ruling, complaint: &Complaint) -> Diagnostic {
    let Ruling { name, value, .. } = ruling;
    let (zh, en) = (&complaint.title.zh, &complaint.title.en);
    let report = Diagnostic::error(
        959,
        format!("认定「{name}」不能是「{value}」：{zh}"),
        format!("the decision `{name}` cannot be `{value}`: {en}"),
    );
    match &complaint.expected {
        Some(expected) => report.help(format!("应为{}。", expected.zh), format!("expected {}.", expected.en)),
        None => report,
    }
}
