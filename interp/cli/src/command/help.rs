//! Help in both languages, and what is said where the command line is wrong.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use heng_grammar::diagnostic::Language;

use crate::Exit;
use crate::shell::{Format, Shell};

/// The language a command line asks for, found before it is parsed: help is printed while parsing.
pub(super) fn asked_language(words: &[String]) -> Option<Language> {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next().map(String::as_str),
            Some(rest) => rest.strip_prefix('='),
            None => continue,
        };
        match value {
            Some("zh") => return Some(Language::Chinese),
            Some("en") => return Some(Language::English),
            _ => {}
        }
    }
    None
}

/// Chinese help: what it is about (a verb, or `verb/argument`; `/argument` for all verbs), and the words.
const CHINESE: &[(&str, &str)] = &[
    ("heng", "衡：把评价、奖补、分配的规则照文件写下来，直接运行"),
    ("/lang", "提示用的语言（zh、en）；不写时看 HENG_LANG，再看系统语言"),
    (
        "/format",
        "结果和问题写成什么样：text 给人看，plain 给读屏软件和日志，json 给程序；why 还可以是 md、html",
    ),
    ("/help", "显示用法"),
    ("/version", "显示版本"),
    ("check", "查出脚本里的全部问题；加 --data 一并检查数据"),
    ("check/scripts", "脚本（.heng、.heng.md）或文件夹；不写就是当前文件夹"),
    ("check/data", "连同数据一起检查：heng.toml 写的，和这里给的"),
    ("check/fix", "先列出可以放心改的地方和改后的样子，问过再写进文件；加 --yes 就不问"),
    ("check/yes", "不问，直接写进文件"),
    ("check/vocabulary", "只许用一种词汇：zh 中文，en 英文；不写就看 heng.toml 写没写"),
    ("/table", "一张表的数据：表名=路径，或只写路径"),
    ("run", "照脚本算出结果，写成表，并打印汇总"),
    ("run/script", "脚本，或有 heng.toml 的文件夹；不写就是当前文件夹"),
    ("run/data", "一张表的数据：表名=路径，只有一张表时可只写路径；电子表格可加 #工作表；- 是标准输入"),
    ("/parameter", "设定参数，如 年度=2024"),
    ("/as_of", "评价日，如 2022-05-31"),
    ("/decisions", "认定登记册"),
    ("/appeals", "申诉登记册"),
    ("/threads", "用几个线程；不写就是每个核一个。结果一样"),
    ("run/output", "结果写到哪里：.csv、.xlsx 或 .json；有几张表时是文件夹"),
    ("run/verify", "照收据重新算一遍，与收据和发布的结果逐字节比对"),
    ("run/folder", "配合 --verify：输入文件也到这个文件夹里找，改了名的按 SHA-256 认"),
    ("run/last", "作正式结果：还有认定或申诉没有办结就不运行"),
    ("run/profile", "再列出每个阶段、每个定义的耗时，以及有多少次判断双精度定不下来"),
    ("run/bom", "CSV 以字节序标记开头，供需要它的表格软件使用"),
    ("/faults", "把数据的全部问题写成一个文件：.csv、.xlsx 或 .json"),
    ("report", "写出每一户的评价结果报告单、目录和给领导看的汇总"),
    ("report/script", "脚本，或有 heng.toml 的文件夹；不写就是当前文件夹"),
    ("report/data", "一张表的数据：表名=路径，只有一张表时可只写路径；电子表格可加 #工作表；- 是标准输入"),
    ("report/output", "写到哪里：文件夹（每户一页）、.html（一个文件，可整本打印）或 .xlsx（工作簿）"),
    ("report/rows", "只出这几户，写主键或整个名称"),
    ("report/table", "出哪张表的报告单；不写就是评等级的那张表"),
    ("report/what", "写哪一部分：all 全部，sheets 报告单和目录，summary 汇总"),
    ("report/last", "作正式结果：还有认定没有作出就不写"),
    ("why", "说明一户的一个值从哪里来：公式、代入的数、单元格、条款、名次、每条调档成立与否"),
    ("why/script", "脚本，或有 heng.toml 的文件夹；不写就是当前文件夹"),
    ("why/row", "哪一户：主键、名称，或名称里的几个字；不写就是全体的值"),
    ("why/table", "哪张表的行，几张表都有这个主键时才要写"),
    ("why/values", "说明哪个值，如 综合得分.亩均税收；不写就是最后的等级"),
    ("why/depth", "说到第几层"),
    ("why/full", "不成立的规则也说全"),
    ("why/output", "写成文件：.txt、.md、.html 或 .json"),
    ("test", "跑脚本里的算例和校验，并与认可过的结果比对"),
    ("test/paths", "脚本或文件夹；不写就是当前文件夹"),
    ("test/accept", "把现在的结果记作认可的结果，不作比对"),
    ("deviations", "列出脚本对所引用文件的改动、所定的值和所取的读法，每条注明条款"),
    ("deviations/script", "脚本，或有 heng.toml 的文件夹；不写就是当前文件夹"),
    ("readings", "把每条读法的每种取法都算一遍：谁的等级取决于它，谁的等级怎样取都一样"),
    ("readings/script", "脚本，或有 heng.toml 的文件夹；不写就是当前文件夹"),
    ("readings/data", "一张表的数据：表名=路径，只有一张表时可只写路径；电子表格可加 #工作表"),
    ("readings/only", "只换这一条读法，可写几次"),
    ("readings/runs", "几条读法一起换的组合，最多算多少种"),
    ("readings/output", "把每一行和它可能的等级写成一个文件：.csv、.xlsx 或 .json"),
    ("readings/bom", "CSV 以字节序标记开头，供需要它的表格软件使用"),
    ("what-if", "换一个参数、一种读法或一格数据，看结果怎样变、牵动谁；或者反过来问：最少改多少才能升一档"),
    ("what-if/script", "脚本，或有 heng.toml 的文件夹；不写就是当前文件夹"),
    ("what-if/data", "一张表的数据：表名=路径，只有一张表时可只写路径；电子表格可加 #工作表"),
    ("what-if/set", "换一个值：待定（可写算式）、读法（写所取的名字）、参数、对整体的认定"),
    ("what-if/row", "换一格数据：主键.列=值，或 表/主键.列=值；只写主键，就只看这一行怎样变"),
    ("what-if/appeal", "采纳登记册里的一件申诉，看会怎样"),
    ("what-if/decide", "作一项认定：名称[主键]=值，对整体的写 名称=值"),
    ("what-if/without", "去掉一行，名下的各行一并去掉：主键，或 表/主键"),
    ("what-if/add", "加上一行，写成 \"表: 列=值，列=值\""),
    ("what-if/remove", "按内容去掉一行或几行，写成 \"表: 列=值，列=值\""),
    ("what-if/lift", "这一行升一档，每一列最少要改多少"),
    ("what-if/keep", "这一行不丢现在的档，每一列最多能变多少"),
    ("what-if/to", "升到或保住哪一档"),
    ("what-if/by", "只问这几列；不写就试等级用到的每一列"),
    ("what-if/grade", "脚本里有几个等级时，问哪一个"),
    ("what-if/output", "把变动写成一个文件：.csv、.xlsx 或 .json"),
    ("diff", "比较两份政策（或两个评价日、两套参数）在同一批数据上的结果：谁变了，因为哪一条"),
    ("diff/before", "在前的政策：脚本，或有 heng.toml 的文件夹"),
    ("diff/after", "在后的政策；不写就是同一份，用下面几项给出另外的评价日、参数或数据"),
    ("diff/new_data", "只给在后的一份：一张表的数据，表名=路径"),
    ("diff/new_parameter", "只给在后的一份：参数"),
    ("diff/new_as_of", "只给在后的一份：评价日"),
    ("diff/new_decisions", "只给在后的一份：认定登记册"),
    ("diff/output", "变动的行写到哪里：.csv；.xlsx 和 .json 连同全部内容"),
    ("diff/rows", "最多列出多少行"),
    ("diff/exit_code", "有行变动、有金额不同时，以状态 4 结束"),
    ("/data", "一张表的数据：表名=路径，只有一张表时可只写路径；电子表格可加 #工作表；- 是标准输入"),
    ("repl", "打开一份脚本和它的数据，一条一条地看数、问数、改规则"),
    ("repl/script", "脚本，或有 heng.toml 的文件夹；不写就从空白开始"),
    ("repl/command", "当作输入执行这一条，做完就结束；可以写几个"),
    ("lsp", "为编辑器提供语言服务：查错、补全、跳转、改名、运行算例"),
    ("lsp/stdio", "走标准输入输出；只有这一种方式，编辑器常会写上"),
    ("fmt", "把脚本排成统一的样子：列对齐、空格和符号一律，注释和意思不变"),
    (
        "fmt/scripts",
        "脚本（.heng、.heng.md）或文件夹（连同里面的全部脚本）；- 是标准输入；不写就是当前文件夹",
    ),
    ("fmt/check", "不改文件，只列出会怎样改；有没排好的就以 4 结束"),
    ("new", "新建一个县的评价库：规则、样本数据、算例，建好就能运行"),
    ("new/folder", "建在哪个文件夹；要么还没有，要么是空的"),
    ("new/name", "县（市、区）的名称"),
    ("translate", "把脚本换成另一种词汇（中文或英文），换回来一个字节也不差"),
    ("translate/scripts", "脚本（.heng、.heng.md）或文件夹；- 是标准输入"),
    ("translate/to", "换成哪一种：zh 中文，en 英文"),
    ("translate/write", "直接写进各个文件；不写这一项，就把一份脚本打印出来"),
    ("translate/output", "写到另一个文件；只能译一份脚本"),
    ("explain-code", "解释一个错误码：什么意思，最小的例子，怎么改"),
    ("explain-code/code", "错误码，如 H0203；不写就全部列出"),
];

/// Two examples a verb, after its help.
const EXAMPLES: &[(&str, [&str; 2])] = &[
    ("check", ["heng check --fix 海门.heng", "heng check --data examples/海门区"]),
    (
        "run",
        ["heng run examples/海门区", "heng run 政策.heng -d 企业=企业.xlsx#2021年 -p 年度=2021 -o 结果.csv"],
    ),
    (
        "report",
        [
            "heng report examples/海门区 -o 报告单",
            "heng report examples/海门区 -o 报告单.html --row 91320614XN8901261K",
        ],
    ),
    (
        "why",
        [
            "heng why examples/海门区 --row 91320614XN00123470",
            "heng why 政策.heng -d 企业.xlsx --row 某某公司 --value 综合得分.亩均税收 -o 说明.html",
        ],
    ),
    ("test", ["heng test", "heng test --accept examples/海门区"]),
    (
        "deviations",
        ["heng deviations examples/海门区", "heng deviations 政策.heng --as-of 2022-12-28 --format json"],
    ),
    (
        "readings",
        [
            "heng readings examples/海门区 -o 读法.csv",
            "heng readings examples/海门区 --only 引领作用 --only 达到起评线 --format json",
        ],
    ),
    (
        "what-if",
        [
            "heng what-if examples/海门区 --row 91320614XN6555553N.实缴税金=900",
            "heng what-if examples/海门区 --lift 91320614XN6555553N --by 实缴税金",
        ],
    ),
    (
        "diff",
        [
            "heng diff 办法2022.heng 办法2023.heng -d 企业=企业.csv",
            "heng diff examples/海门区 --new-parameter 起评线=600万元",
        ],
    ),
    (
        "repl",
        [
            "heng repl examples/海门区",
            "heng repl examples/海门区 -c \"企业名称，综合得分 当 最终等级 = D 依 综合得分 从高到低\"",
        ],
    ),
    ("lsp", ["heng lsp", "heng --lang zh lsp --stdio"]),
    ("fmt", ["heng fmt 海门.heng", "heng fmt --check examples"]),
    ("new", ["heng new 评价 --name 某县", "heng --lang en new grading --name \"Sample County\""]),
    ("translate", ["heng translate --to en 海门.heng", "heng translate --to zh --write examples/海门区"]),
    ("explain-code", ["heng explain-code H0203", "heng explain-code --lang zh"]),
];

/// The Chinese words for a verb, or for an argument of it.
fn chinese(verb: &str, argument: Option<&str>) -> Option<&'static str> {
    let find = |key: &str| CHINESE.iter().find(|(about, _)| *about == key).map(|(_, words)| *words);
    match argument {
        None => find(verb),
        Some(argument) => find(&format!("{verb}/{argument}")).or_else(|| find(&format!("/{argument}"))),
    }
}

/// The command with its examples, and with its help in `language`.
pub(super) fn in_language(command: clap::Command, language: Language) -> clap::Command {
    let name = command.get_name().to_owned();
    let command = with_examples(worded(command, &name, language), &name, language);
    command.mut_subcommands(|verb| {
        let name = verb.get_name().to_owned();
        with_examples(worded(verb, &name, language), &name, language)
    })
}

fn worded(mut command: clap::Command, verb: &str, language: Language) -> clap::Command {
    if language == Language::English {
        return command;
    }
    if let Some(words) = chinese(verb, None) {
        command = command.about(words).long_about(None::<&str>);
    }
    let usage = command.clone().render_usage().to_string();
    let usage = usage
        .strip_prefix("Usage: ")
        .unwrap_or(&usage)
        .replace("[OPTIONS]", "[选项]")
        .replace("<COMMAND>", "<命令>");
    let usage = if usage.starts_with("heng") { usage } else { format!("heng {usage}") };
    let name = verb.to_owned();
    let flag = |id, short, action, help| clap::Arg::new(id).short(short).long(id).action(action).help(help);
    command = command.disable_help_flag(true).arg(flag("help", 'h', clap::ArgAction::Help, "显示用法"));
    if verb == "heng" {
        command = command.disable_version_flag(true).arg(flag(
            "version",
            'V',
            clap::ArgAction::Version,
            "显示版本",
        ));
    }
    command
        .mut_args(move |argument| {
            let heading = if argument.is_positional() { "参数" } else { "选项" };
            let argument = argument.help_heading(heading);
            match chinese(&name, Some(argument.get_id().as_str())) {
                Some(words) => argument.help(words).long_help(None::<&str>),
                None => argument,
            }
        })
        .subcommand_help_heading("命令")
        .override_usage(usage)
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
}

fn with_examples(command: clap::Command, verb: &str, language: Language) -> clap::Command {
    let Some((_, examples)) = EXAMPLES.iter().find(|(of, _)| *of == verb) else { return command };
    let title = if language == Language::Chinese { "例：" } else { "Examples:" };
    let lines: Vec<String> = examples.iter().map(|example| format!("  {example}")).collect();
    command.after_help(format!("{title}\n{}", lines.join("\n")))
}

/// Writes help or a version, which is no fault, or says what is wrong with the command line.
pub(super) fn refuse(refusal: &clap::Error, shell: &mut Shell<'_>) -> Exit {
    let rendered = refusal.render();
    let asked_for = matches!(refusal.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked_for {
        let _ = if shell.out_colour {
            write!(shell.out, "{}", rendered.ansi())
        } else {
            write!(shell.out, "{rendered}")
        };
        return Exit::Done;
    }
    let sentence = match shell.language {
        Language::Chinese => chinese_refusal(refusal),
        Language::English => None,
    };
    let _ = match sentence {
        Some(sentence) => {
            writeln!(shell.err, "命令写错了：{sentence}\n用 heng --help 或 heng 命令 --help 看用法。")
        }
        None => write!(shell.err, "{rendered}"),
    };
    Exit::Usage
}

/// `--format md` where only results are to be written.
pub(super) fn only_explanations(shell: &mut Shell<'_>) -> Exit {
    shell.format = Format::Text;
    let zh = "命令写错了：--format md 和 html 只用于 heng why。";
    let en = "error: --format md and html are for heng why only";
    let sentence = shell.pick(zh, en).to_owned();
    let _ = writeln!(shell.err, "{sentence}");
    Exit::Usage
}

fn chinese_refusal(refusal: &clap::Error) -> Option<String> {
    let context = |kind: ContextKind| match refusal.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(many) => Some(many.join("、")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let meant = |kind| context(kind).map(|near| format!("，是不是 {near}")).unwrap_or_default();
    Some(match refusal.kind() {
        ErrorKind::UnknownArgument => format!("没有 {argument} 这个选项{}", meant(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            let verb = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有 {verb} 这个命令{}", meant(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue).unwrap_or_default();
            let allowed =
                context(ContextKind::ValidValue).map(|v| format!("，可以写 {v}")).unwrap_or_default();
            format!("{argument} 不能是「{value}」{allowed}")
        }
        ErrorKind::MissingRequiredArgument => format!("少了 {argument}"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能同时写"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn language_is_found_before_parsing() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(asked_language(&words("heng check --lang zh")), Some(Language::Chinese));
        assert_eq!(asked_language(&words("heng --lang=en run")), Some(Language::English));
        assert_eq!(asked_language(&words("heng run --language zh")), None);
    }

    #[test]
    fn every_verb_and_argument_has_chinese_help_and_every_verb_two_examples() {
        let command = super::super::Arguments::command();
        for verb in command.get_subcommands() {
            let name = verb.get_name();
            assert!(chinese(name, None).is_some(), "no Chinese help for {name}");
            assert!(EXAMPLES.iter().any(|(of, _)| *of == name), "no examples for {name}");
            for argument in verb.get_arguments() {
                let id = argument.get_id().as_str();
                assert!(chinese(name, Some(id)).is_some(), "no Chinese help for {name}/{id}");
            }
        }
    }
}
