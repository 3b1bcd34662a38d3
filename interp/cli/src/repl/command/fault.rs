//! What is wrong with a command.

use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_grammar::suggest::{asked, nearest, or_en, or_zh};
use heng_interp::unit::Units;

use super::table::Command;

/// H1010: there is no such command.
pub(super) fn no_command(word: &str, asked: Option<(String, String)>) -> Diagnostic {
    let report = match word.is_empty() {
        true => Diagnostic::error(1010, "冒号后面没有命令", "no command stands behind the colon"),
        false => Diagnostic::error(
            1010,
            format!("没有「{word}」这个命令"),
            format!("there is no command `{word}`"),
        ),
    };
    let report = match asked {
        Some((zh, en)) => report.help(zh, en),
        None => report,
    };
    report.help("用 :帮助 看有哪些命令。", ":help lists the commands.")
}

/// H1011: the word is the beginning of several commands.
pub(super) fn several_commands(word: &str, commands: &[Command]) -> Diagnostic {
    let zh: Vec<String> = commands.iter().map(|command| format!(":{}", command.row().zh)).collect();
    let en: Vec<String> = commands.iter().map(|command| format!(":{}", command.row().en)).collect();
    let (zh, en): (Vec<&str>, Vec<&str>) =
        (zh.iter().map(String::as_str).collect(), en.iter().map(String::as_str).collect());
    Diagnostic::error(
        1011,
        format!("「{word}」可以是好几个命令"),
        format!("`{word}` is the beginning of several commands"),
    )
    .help(format!("再多写一点：{}？", or_zh(&zh)), format!("write a little more: {}?", or_en(&en)))
}

/// H1015: there is no such unit.
pub(super) fn no_unit(written: &str, units: &Units) -> Diagnostic {
    let report = Diagnostic::error(
        1015,
        format!("没有「{written}」这个单位"),
        format!("there is no unit `{written}`"),
    );
    let known =
        units.list.iter().map(|unit| unit.name.as_str()).chain(units.aliases.keys().map(String::as_str));
    let report = match asked(&nearest(written, known)) {
        Some((zh, en)) => report.help(zh, en),
        None => report,
    };
    report.help(
        "用 :单位 看有哪些单位；脚本里可以自己加：单位 标箱、单位 公顷 = 15 亩。",
        ":units lists them; a script declares its own: 单位 标箱, 单位 公顷 = 15 亩.",
    )
}

/// H1016: two units measure different things.
pub(super) fn other_measure(from: &str, to: &str) -> Diagnostic {
    Diagnostic::error(
        1016,
        format!("「{from}」换不成「{to}」：量的不是同一种东西"),
        format!("`{from}` does not convert to `{to}`: they measure different things"),
    )
    .help(format!("用 :单位 {from} 看它能换成哪些。"), format!(":units {from} lists what it converts to."))
}

/// H1012: what must stand behind a command does not, or cannot be read.
pub(super) fn expected(command: Command, zh: &str, en: &str) -> Diagnostic {
    let row = command.row();
    let report =
        Diagnostic::error(1012, format!(":{} 后面要写{zh}", row.zh), format!(":{} takes {en}", row.en));
    let examples: Vec<&str> = row.examples.into_iter().filter(|example| !example.is_empty()).collect();
    match examples.first() {
        Some(example) => report.help(
            format!("写成 :{} {}，如 :{} {example}", row.zh, row.usage.0, row.zh),
            format!("written :{} {}, as in :{} {example}", row.en, row.usage.1, row.en),
        ),
        None => report,
    }
}

/// H1013: a value that can be put in no order, or is no number.
pub(super) fn unfit(command: Command, name: &str, is: &Message, wanted: (&str, &str)) -> Diagnostic {
    let row = command.row();
    Diagnostic::error(
        1013,
        format!("「{name}」是{}，:{} 要的是{}", is.zh, row.zh, wanted.0),
        format!("`{name}` is of the kind `{}`; :{} takes {}", is.en, row.en, wanted.1),
    )
}

/// H1013: a value of the whole has no rows.
pub(super) fn of_whole(command: Command, name: &str) -> Diagnostic {
    let row = command.row();
    Diagnostic::error(
        1013,
        format!("「{name}」是全体的一个值，没有各行的"),
        format!("`{name}` is one value of the whole and has no rows"),
    )
    .help(
        format!(":{} 后面写每行都有的值，如一列数据、一个得分。", row.zh),
        format!(":{} takes a value of each row: a column, a score.", row.en),
    )
}

/// H1014: the script has no such grade, or none at all.
pub(super) fn no_grade(written: &str, grades: &[&str]) -> Diagnostic {
    if grades.is_empty() {
        return Diagnostic::error(1014, "脚本里没有分档、调档或分类的等级", "the script grades nothing")
            .help(
                "等级由 分档、调档、分类 得出；用 :名称 看有哪些名字。",
                "grades come of 分档, 调档 and 分类; :names lists what there is.",
            );
    }
    let report = Diagnostic::error(
        1014,
        format!("没有叫「{written}」的等级"),
        format!("no grade is called `{written}`"),
    );
    report.help(format!("有{}。", or_zh(grades)), format!("there is {}.", or_en(grades)))
}

/// H1017: no name and no word is like what was typed.
pub(super) fn no_name(written: &str, names: &[&str]) -> Diagnostic {
    let report = Diagnostic::error(
        1017,
        format!("没有「{written}」这个名字，也没有这个关键字"),
        format!("`{written}` is neither a name nor a word of the language"),
    );
    let report = match asked(&nearest(written, names.iter().copied())) {
        Some((zh, en)) => report.help(zh, en),
        None => report,
    };
    report.help("用 :名称 看脚本里有哪些名字。", ":names lists the names of the script.")
}

/// H1018: nothing cites the article, and no name is called so.
pub(super) fn cites_nothing(written: &str, articles: &[String]) -> Diagnostic {
    let report = Diagnostic::error(
        1018,
        format!("没有哪一处依据「{written}」，也没有这个名字"),
        format!("nothing cites `{written}`, and nothing is called so"),
    );
    let report = match asked(&nearest(written, articles.iter().map(String::as_str))) {
        Some((zh, en)) => report.help(zh, en),
        None => report,
    };
    report.help("用 :出处 列出脚本里的全部条款。", ":cite lists all articles of the script.")
}
