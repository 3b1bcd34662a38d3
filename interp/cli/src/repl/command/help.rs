//! `:帮助`: which commands there are, and how one is used.

use super::table::Command;
use crate::repl::print::{Ink, Paper, Told, pairs};
use heng_grammar::diagnostic::Language;

/// All commands with a line each.
pub fn overview(paper: &Paper) -> Told {
    let mut lines = paper.sentence(
        "直接写表达式看它的值；写定义、定、取、修改，就盖在脚本上面。冒号开头的是命令：",
        "An expression prints its value; definitions, 定, 取 and 修改 are laid over the script. Commands begin with a colon:",
        0,
    );
    lines.push(String::new());
    let rows: Vec<(String, String)> = Command::ALL
        .iter()
        .map(|command| (usage(*command, paper.language), paper.say(&command.help()).to_owned()))
        .collect();
    lines.extend(pairs(&rows, paper, (2, 32)));
    lines.push(String::new());
    lines.extend(paper.sentence(
        "命令可以只写开头几个字（:直 得分），也可以写英文、拼音或拼音首字母（:zft 得分）。:帮助 命令 看详细用法。",
        "A command may be shortened to any beginning that no other has (:hist 得分), in either language or in pinyin. :help COMMAND tells more.",
        0,
    ));
    Told::lines(lines)
}

/// `:前 [n] 值`
pub fn usage(command: Command, language: Language) -> String {
    let row = command.row();
    let written = if language == Language::Chinese { row.usage.0 } else { row.usage.1 };
    format!(":{} {written}", command.text(language)).trim_end().to_owned()
}

/// One command in full.
pub fn of(command: Command, paper: &Paper) -> Told {
    let row = command.row();
    let mut lines: Vec<String> =
        paper.wrapped(&usage(command, paper.language), 0).iter().map(|l| paper.paint(Ink::Head, l)).collect();
    lines.extend(paper.sentence(&format!("{}。", row.help.0), &capital(row.help.1), 2));
    lines.extend(paper.sentence(row.more.0, row.more.1, 2));
    let other = match paper.language {
        Language::Chinese => format!("英文写作 :{}。", row.en),
        Language::English => format!("In Chinese :{}.", row.zh),
    };
    lines.extend(paper.wrapped(&other, 2));
    let examples = row.examples.iter().map(|example| format!(":{} {example}", command.text(paper.language)));
    let mut examples: Vec<String> = examples.map(|example| example.trim_end().to_owned()).collect();
    examples.dedup();
    lines.push(paper.pick("  例：", "  Examples:").to_owned());
    lines.extend(examples.iter().flat_map(|example| paper.wrapped(example, 4)));
    Told::lines(lines)
}

/// A sentence of a line of help.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
