//! The first words: what is loaded, and what to type.

use heng_grammar::diagnostic::Language;
use heng_interp::program::{Block, Definition, Frame, Program, TableId};

use super::Face;
use crate::repl::print::{Paper, pairs};
use crate::repl::session::Session;
use crate::report::text::wrap;
use crate::shell::Shell;

/// Writes them; to somebody who has never been here, a line more.
///
/// # Errors
/// Where they cannot be written.
pub fn greet(session: &Session, face: Face, first: bool, shell: &mut Shell<'_>) -> std::io::Result<()> {
    let mut sentences = vec![loaded(session, shell.language), typed(session.program(), shell.language)];
    if first {
        let prompt = face.prompt().trim_end();
        sentences.push(match shell.language {
            Language::Chinese => format!(
                "第一次用：在「{prompt}」后面打字，打完按回车。不好打的字写拼音首字母，再按 Tab 键挑选；↑ 键取回以前写的。"
            ),
            Language::English => format!(
                "New here: type behind `{prompt}` and press Enter. Names may be begun, or spelt in pinyin, and picked with Tab; the up arrow \
                 brings back what was typed before."
            ),
        });
    }
    for line in sentences.iter().flat_map(|sentence| wrap(sentence, shell.width)) {
        writeln!(shell.out, "{line}")?;
    }
    shell.out.flush()
}

/// `衡 0.1.0：某某评价，企业 2000 行`
fn loaded(session: &Session, language: Language) -> String {
    let program = session.program();
    let version = env!("CARGO_PKG_VERSION");
    let policy = program.policy.as_ref().or(program.carries_out.last());
    let title = policy.map(|policy| policy.title.as_deref().unwrap_or(&policy.name));
    let tables = tables(session, language);
    match (language, title) {
        (Language::Chinese, Some(title)) => format!("衡 {version}：{title}{tables}"),
        (Language::Chinese, None) if !session.has_script() => {
            format!("衡 {version}：没有打开脚本；可以直接写算式，用 :载入 打开一份")
        }
        (Language::Chinese, None) => format!("衡 {version}{tables}"),
        (Language::English, Some(title)) => format!("heng {version}: {title}{tables}"),
        (Language::English, None) if !session.has_script() => {
            format!("heng {version}: no script is open; type expressions, or open one with :load")
        }
        (Language::English, None) => format!("heng {version}{tables}"),
    }
}

/// `，企业 2000 行，事故 31 行`
fn tables(session: &Session, language: Language) -> String {
    let rows = session.see(|outcome| {
        let tables = outcome.program().tables.iter().zip(0_u32..);
        let counted =
            tables.map(|(schema, id)| (schema.name.clone(), outcome.rows(Frame::Rows(TableId(id)))));
        counted.collect::<Vec<(String, u32)>>()
    });
    let each = rows.into_iter().map(|(name, rows)| match (language, rows) {
        (Language::Chinese, rows) => format!("，{name} {rows} 行"),
        (Language::English, 1) => format!(", {name} 1 row"),
        (Language::English, rows) => format!(", {name} {rows} rows"),
    });
    each.collect()
}

/// What to type, with a name of the script.
fn typed(program: &Program, language: Language) -> String {
    let example = example(program).unwrap_or_else(|| "2 + 3".to_owned());
    match language {
        Language::Chinese => {
            format!("写一个名称或算式看结果，如 {example}。:帮助 看还能做什么，Ctrl-D 离开。")
        }
        Language::English => {
            format!(
                "Type a name or an expression to see it, such as {example}. :help tells what else; Ctrl-D leaves."
            )
        }
    }
}

/// What the script is made for: its greatest score, else the last value of a table that is not a part of another.
fn example(program: &Program) -> Option<String> {
    let scores = program.blocks.iter().filter_map(|block| match block {
        Block::Score(score) => Some(score),
        _ => None,
    });
    let score = scores.max_by(|a, b| a.out_of.cmp(&b.out_of)).map(|score| score.total.name.clone());
    let value = |definition: &&Definition| {
        definition.path.len() == 1 && definition.frame != Frame::Whole && definition.year.is_none()
    };
    score.or_else(|| program.definitions.iter().rev().find(value).map(Definition::name))
}

/// What the keys do, for `:帮助` at a terminal: (Chinese, English) of each key and of what it does.
const KEYS: [[(&str, &str); 2]; 5] = [
    [
        ("Tab", "Tab"),
        (
            "补全名称、关键字、命令、文件、主键；再按一次换一个，Esc 不要了",
            "completes names, words, commands, files and keys; again for the next, Esc for none",
        ),
    ],
    [("↑ ↓", "Up, Down"), ("取回以前写的；Ctrl-R 在里面查找", "what was typed before; Ctrl-R searches it")],
    [("Alt-回车", "Alt-Enter"), ("先不执行，换一行接着写", "goes on on a further line")],
    [
        ("Ctrl-C", "Ctrl-C"),
        ("清掉正在写的；正在算时就停下来", "clears what is typed; stops what is being computed"),
    ],
    [("Ctrl-D", "Ctrl-D"), ("离开", "leaves")],
];

/// The keys, a line or two each.
pub fn keys_told(paper: &Paper) -> Vec<String> {
    let rows: Vec<(String, String)> = KEYS
        .iter()
        .map(|[key, does]| (paper.pick(key.0, key.1).to_owned(), paper.pick(does.0, does.1).to_owned()))
        .collect();
    let title = paper.sentence("按键：", "Keys:", 0);
    [String::new()].into_iter().chain(title).chain(pairs(&rows, paper, (2, 32))).collect()
}
