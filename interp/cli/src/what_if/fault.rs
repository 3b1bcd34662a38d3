//! H0960 to H0969: questions that cannot be answered.

use heng_data::AppliedAppeals;
use heng_grammar::diagnostic::Diagnostic;
use heng_interp::program::{Block, Frame, Program, Role};
use heng_interp::table::{ColumnRule, Schema, Table};

use crate::project::fault::asking;
use crate::run::offer_keys;

/// H0960: `--set` without `=`.
pub(super) fn no_setting(written: &str) -> Diagnostic {
    Diagnostic::error(960, format!("「--set {written}」少了等号"), format!("`--set {written}` has no `=`"))
        .help(
            "写成 --set 名称=值，如 --set 引领作用=任一、--set \"亩均税收基准=25 万元/亩\"。",
            "write --set NAME=VALUE, such as --set 引领作用=任一 or --set \"亩均税收基准=25 万元/亩\".",
        )
}

/// H0960: `--row` with a value and no column.
pub(super) fn no_cell(written: &str) -> Diagnostic {
    Diagnostic::error(
        960,
        format!("「--row {written}」没有写明是哪一列"),
        format!("`--row {written}` does not say which column"),
    )
    .help(
        "写成 --row 主键.列=值，如 --row E12.实缴税金=1200；按年的列写 列[2024]。",
        "write --row KEY.COLUMN=VALUE, such as --row E12.实缴税金=1200; COLUMN[2024] where it is by years.",
    )
}

/// H0960: a name that can be set has another spelling, or there is none.
pub(super) fn unknown_name(name: &str, program: &Program) -> Diagnostic {
    let report = Diagnostic::error(
        960,
        format!("没有叫「{name}」的待定、参数或读法"),
        format!("there is no open value, parameter or reading called `{name}`"),
    );
    let readings = program.blocks.iter().filter_map(|block| match block {
        Block::Reading(reading) => Some(reading.name.as_str()),
        _ => None,
    });
    let parameters = program.parameters.iter().map(|note| note.name.as_str());
    let whole = program.definitions.iter().filter(|d| d.frame == Frame::Whole && d.role == Role::Named);
    let whole: Vec<String> = whole.map(|definition| definition.path.join(".")).collect();
    let mut names: Vec<&str> = readings.chain(parameters).chain(whole.iter().map(String::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    asking(report, name, names.iter().copied()).help(
        "参数和所取的读法列在 heng run 的汇总里，所定的值列在 heng deviations 里。",
        "heng run lists parameters and readings; heng deviations lists the values that are bound.",
    )
}

/// H0961: nothing is asked.
pub(super) fn nothing_asked() -> Diagnostic {
    Diagnostic::error(961, "没有说要改什么", "nothing is to be changed").help(
        "用 --set 名称=值 换参数、读法，用 --row 主键.列=值 更正数据，用 --lift 主键 问怎样能升一档。",
        "--set NAME=VALUE changes a parameter or a reading, --row KEY.COLUMN=VALUE corrects data, --lift KEY asks what \
         lifts a row.",
    )
}

/// H0962: no row has this key.
pub(super) fn no_such_row(key: &str, tables: &[&Table]) -> Diagnostic {
    let names: Vec<&str> = tables.iter().map(|table| table.schema().name.as_str()).collect();
    let report = Diagnostic::error(
        962,
        format!("{}里没有主键是「{key}」的行", names.join("、")),
        format!("{} has no row with the key `{key}`", names.join(", ")),
    );
    offer_keys(report, key, tables)
}

/// H0963: the class to be reached or kept, or the grade, is none.
pub(super) fn unknown_class(written: &str, classes: &[&str]) -> Diagnostic {
    let report =
        Diagnostic::error(963, format!("没有「{written}」这一档"), format!("there is no class `{written}`"));
    asking(report, written, classes.iter().copied()).help(
        format!("有次序的档：{}。", classes.join("、")),
        format!("the classes in order are {}.", classes.join(", ")),
    )
}

/// H0964: a column that cannot be changed.
pub(super) fn unknown_column(written: &str, schema: &Schema, key: bool) -> Diagnostic {
    let report = if key {
        let zh = format!("「{written}」是主键，换了就是另一行");
        Diagnostic::error(964, zh, format!("`{written}` is the key; another key is another row"))
    } else {
        let zh = format!("{}表没有「{written}」这一列", schema.name);
        Diagnostic::error(964, zh, format!("the table {} has no column `{written}`", schema.name))
    };
    let free = |rule: &&ColumnRule| rule.used && !rule.key;
    let names: Vec<&str> = schema.columns.iter().filter(free).map(|rule| rule.name.as_str()).collect();
    asking(report, written, names.iter().copied())
        .help(format!("有：{}。", names.join("、")), format!("there are {}.", names.join(", ")))
}

/// H0965: the script grades nothing, or not the rows of this table.
pub(super) fn no_grade(written: Option<&str>, grades: &[String]) -> Diagnostic {
    match written {
        Some(written) if !grades.is_empty() => {
            let report = Diagnostic::error(
                965,
                format!("没有叫「{written}」的等级"),
                format!("there is no grade called `{written}`"),
            );
            asking(report, written, grades.iter().map(String::as_str))
                .help(format!("有：{}。", grades.join("、")), format!("there are {}.", grades.join(", ")))
        }
        _ => {
            Diagnostic::error(
                965,
                "这份脚本不给行定等级，谈不上升降",
                "this script grades no rows, so nothing can be lifted",
            )
            .help(
                "--lift 和 --keep 用于有 分档、调档 或 分类 的办法；改数据会怎样，用 --row 主键.列=值。",
                "--lift and --keep are for scripts with 分档, 调档 or 分类; --row KEY.COLUMN=VALUE tells what a change does.",
            )
        }
    }
}

/// H0966: the row has no class in the order.
pub(super) fn not_graded(key: &str, class: Option<&str>) -> Diagnostic {
    let (zh, en) = match class {
        Some(class) => (format!("，是「{class}」"), format!(": it is `{class}`")),
        None => (String::new(), String::new()),
    };
    Diagnostic::error(
        966,
        format!("「{key}」没有评出等级{zh}，没有可保的档"),
        format!("`{key}` has no class in the order{en}, so there is none to keep"),
    )
    .help(
        "看它怎样才能评上，用 --lift 主键 --to 档名。",
        "to see what would give it a class, use --lift KEY --to CLASS.",
    )
}

/// H0967: the row is there already.
pub(super) fn already(key: &str, class: &str, top: bool) -> Diagnostic {
    let (zh, en) = if top {
        (
            format!("「{key}」已经是最高的「{class}」"),
            format!("`{key}` is already in the top class `{class}`"),
        )
    } else {
        (
            format!("「{key}」现在是「{class}」，已经达到"),
            format!("`{key}` is `{class}`, which is there already"),
        )
    };
    Diagnostic::error(967, zh, en).help(
        "问它的数据变多少会失去这一档，用 --keep 主键。",
        "to see how far its data may fall before it loses the class, use --keep KEY.",
    )
}

/// H0968: no appeal of this number waits to be tried.
pub(super) fn no_appeal(number: &str, appeals: &AppliedAppeals) -> Diagnostic {
    if appeals.accepted.iter().any(|cell| cell.appeal.number == number) {
        return Diagnostic::error(
            968,
            format!("申诉 {number} 已经采纳，数据里已经是更正后的数"),
            format!("appeal {number} is accepted, and the data have what it asks for"),
        )
        .help(
            "要看没有采纳时怎样，用 --row 主键.列=原来的数。",
            "to see what was without it, use --row KEY.COLUMN=VALUE with the former value.",
        );
    }
    let mut numbers: Vec<&str> =
        appeals.pending.iter().chain(&appeals.refused).map(|cell| cell.appeal.number.as_str()).collect();
    numbers.dedup();
    let report = Diagnostic::error(
        968,
        format!("申诉登记册里没有编号「{number}」"),
        format!("the register of appeals has no number `{number}`"),
    );
    match numbers.as_slice() {
        [] => report.help(
            "用 --appeals 文件 给出登记册，或写进 heng.toml 的 appeals。",
            "give the register with --appeals FILE, or as appeals in heng.toml.",
        ),
        numbers => report.help(
            format!("可以试的：{}。", numbers.join("、")),
            format!("these can be tried: {}.", numbers.join(", ")),
        ),
    }
}

/// H0960: `--decide` without a value.
pub(super) fn no_ruling(written: &str) -> Diagnostic {
    Diagnostic::error(
        960,
        format!("「--decide {written}」不是一项认定"),
        format!("`--decide {written}` is no decision"),
    )
    .help(
        "逐行的写 --decide 名称[主键]=值，对整体的写 --decide 名称=值。",
        "write --decide NAME[KEY]=VALUE for a row, --decide NAME=VALUE for the whole.",
    )
}

/// H0960: a row that is not written as one.
pub(super) fn no_row_text(written: &str) -> Diagnostic {
    Diagnostic::error(960, format!("「{written}」不是一行数据"), format!("`{written}` is no row of data"))
        .help(
            "写成 \"表: 列=值，列=值\"，如 \"荣誉: 企业=E1，名目=省级绿色工厂\"；值里有逗号的用「」括起来。",
            "write \"TABLE: COLUMN=VALUE, COLUMN=VALUE\"; a value with a comma is written in 「」.",
        )
}

/// H0967: the class to be kept is not held.
pub(super) fn not_held(key: &str, held: &str, kept: &str) -> Diagnostic {
    Diagnostic::error(
        967,
        format!("「{key}」现在是「{held}」，没有到「{kept}」，谈不上保住"),
        format!("`{key}` is `{held}` and has not reached `{kept}`, so there is nothing to keep"),
    )
    .help("问怎样能到，用 --lift 主键 --to 档名。", "to see what reaches it, use --lift KEY --to CLASS.")
}

/// H0969: the row is made from others.
pub(super) fn made(key: &str, base: &str) -> Diagnostic {
    Diagnostic::error(
        969,
        format!("「{key}」由「{base}」的行归并而来，自己没有可改的数据"),
        format!("`{key}` is made from rows of {base} and has no data of its own to change"),
    )
    .help(
        format!("改「{base}」里它的一行，看会怎样：--row {base}/主键.列=值。"),
        format!("change one of its rows in {base} and see: --row {base}/KEY.COLUMN=VALUE."),
    )
}
