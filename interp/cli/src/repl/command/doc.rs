//! `:说明`: what a name of the script is, and how a word of the language is used.

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::vocabulary::{Concept, Role, concepts, sample as fragment};
use heng_interp::symbol::{Symbol, SymbolId, SymbolKind};

use super::fault;
use super::known::KnownNames;
use super::names::said;
use super::sample::sample;
use crate::repl::print::{Ink, Paper, Told, pairs};
use crate::report::text::{clip, width};

/// What is known of a name or a word.
///
/// # Errors
/// H1017 where it is neither.
pub fn doc_told(known: &KnownNames<'_>, asked: &str, paper: &Paper) -> Result<Told, Box<Diagnostic>> {
    let word = asked.trim().trim_matches(['「', '」']);
    let words = concepts(word);
    let exact = known.names.named(word);
    let meant = if exact.is_empty() && !words.is_empty() { Vec::new() } else { known.meant(word) };
    if meant.is_empty() && words.is_empty() {
        let words = Concept::ALL.iter().flat_map(|concept| [concept.word().zh, concept.word().en]);
        let names: Vec<&str> = known.names.symbols().map(Symbol::own_name).chain(words).collect();
        return Err(Box::new(fault::no_name(word, &names)));
    }
    let mut lines = Vec::new();
    for id in meant {
        part(&mut lines);
        lines.extend(of_name(known, id, paper));
    }
    for concept in words {
        part(&mut lines);
        lines.extend(of_word(*concept, paper));
    }
    Ok(Told::lines(lines))
}

/// An empty line between two answers.
fn part(lines: &mut Vec<String>) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
}

/// A name: what it is, its doc, its entry, its articles, what it is made of, who uses it and where it stands.
fn of_name(known: &KnownNames<'_>, id: SymbolId, paper: &Paper) -> Vec<String> {
    let Some((symbol, facts)) = known.names.get(id).zip(known.names.describe(id)) else { return Vec::new() };
    let mut lines = titled(&facts.title, &about(symbol, paper), paper);
    lines.extend(facts.doc.iter().flat_map(|line| paper.wrapped(line, 2)));
    let (written, whole) = written(known, symbol, paper);
    lines.extend(written);
    if let Some(settled) = &facts.settled {
        lines.extend(paper.sentence(&format!("现在：{settled}"), &format!("now: {settled}"), 2));
    }
    if !facts.articles.is_empty() {
        let cited: Vec<String> = facts.articles.iter().map(|article| format!("@{article}")).collect();
        lines.extend(paper.wrapped(&cited.join(" "), 2));
    }
    lines.extend(parts(known, (id, symbol), whole, paper));
    lines.extend(users(&facts.used_by, paper));
    let place = known.place(symbol.name, paper).unwrap_or_default();
    lines.extend(paper.wrapped(&place, 2).iter().map(|line| paper.paint(Ink::Faint, line)));
    lines
}

/// A title with what it is behind it; below it, where the line would be too long.
fn titled(title: &str, about: &str, paper: &Paper) -> Vec<String> {
    let about = format!("{}{about}{}", paper.pick("（", "("), paper.pick("）", ")"));
    let beside = width(&about) + width(title) + 3 <= paper.width;
    let (title, faint) = (paper.paint(Ink::Head, title), paper.paint(Ink::Faint, &about));
    match beside {
        true => vec![format!("{title}   {faint}")],
        false => vec![title, format!("  {faint}")],
    }
}

/// So many users of a name are told.
const MOST_USERS: usize = 24;

/// Who uses a name.
fn users(used_by: &[String], paper: &Paper) -> Vec<String> {
    if used_by.is_empty() {
        return Vec::new();
    }
    let more = used_by.len().saturating_sub(MOST_USERS);
    let names: Vec<&str> = used_by.iter().take(MOST_USERS).map(String::as_str).collect();
    let (mut zh, mut en) =
        (format!("用到它的：{}", names.join("、")), format!("used by {}", names.join(", ")));
    if more > 0 {
        zh.push_str(&format!("，还有 {more} 处"));
        en.push_str(&format!(" and {more} more"));
    }
    paper.sentence(&zh, &en, 2)
}

/// An entry of more lines than these is told by its first.
const MOST_LINES: usize = 16;

/// The entry as it is written, and that it is all of it; of a long one the first line.
fn written(known: &KnownNames<'_>, symbol: &Symbol, paper: &Paper) -> (Vec<String>, bool) {
    let text = known.written(symbol);
    match text.lines().count() {
        0 | 1 => (paper.wrapped(text.split(" @").next().unwrap_or(&symbol.formula).trim_end(), 2), true),
        lines if lines <= MOST_LINES => (verbatim(&text, 2, paper), true),
        lines => {
            let mut said = paper.wrapped(&symbol.formula, 2);
            let (zh, en) = (format!("（全文 {lines} 行）"), format!("({lines} lines in all)"));
            said.extend(paper.sentence(&zh, &en, 4));
            (said, false)
        }
    }
}

/// Lines of a script, so many blanks in, cut where they are wider than the terminal.
fn verbatim(text: &str, indent: usize, paper: &Paper) -> Vec<String> {
    let room = paper.width.saturating_sub(indent);
    text.lines().map(|line| format!("{}{}", " ".repeat(indent), clip(line, room))).collect()
}

/// `列，万元，按年`
fn about(symbol: &Symbol, paper: &Paper) -> String {
    let yearly = if symbol.yearly { paper.pick("，按年", ", yearly") } else { "" };
    format!("{}{yearly}", said(symbol, paper))
}

/// The columns of a table, the items of a block: those that do not stand in the `whole` entry that is told.
fn parts(
    known: &KnownNames<'_>,
    (id, symbol): (SymbolId, &Symbol),
    whole: bool,
    paper: &Paper,
) -> Vec<String> {
    let of_table = |part: &Symbol| part.kind == SymbolKind::Column && part.table == Some(id);
    let below = |part: &Symbol| match symbol.kind.is_table() {
        true => of_table(part),
        false => part.parent == Some(id),
    };
    let told = |part: &Symbol| {
        whole
            && part.entry.source == symbol.entry.source
            && symbol.entry.start <= part.entry.start
            && part.entry.end <= symbol.entry.end
    };
    let found = known.names.symbols().filter(|part| below(part) && !told(part));
    let rows: Vec<(String, String)> = found
        .map(|part| {
            let articles: Vec<String> = part.articles.iter().map(|article| format!("@{article}")).collect();
            let said = match (&part.ty, part.formula.is_empty()) {
                (Some(ty), _) => ty.clone(),
                (None, false) => part.formula.clone(),
                (None, true) => paper.say(&part.kind.words()).to_owned(),
            };
            (part.own_name().to_owned(), format!("{said} {}", articles.join(" ")).trim_end().to_owned())
        })
        .collect();
    pairs(&rows, paper, (4, 24))
}

/// A word: the other language's, where it stands, what it is for, and the shortest sample.
fn of_word(concept: Concept, paper: &Paper) -> Vec<String> {
    let word = concept.word();
    let mut lines = titled(&format!("{} / {}", word.zh, word.en), role(word.role, paper), paper);
    let help = concept.help();
    lines.extend(paper.wrapped(paper.say(&help), 2));
    let sample = sample(concept).or_else(|| fragment(concept).map(str::to_owned));
    if let Some(sample) = sample {
        lines.push(paper.pick("  例：", "  Example:").to_owned());
        lines.extend(verbatim(&sample, 4, paper));
    }
    lines
}

fn role(role: Role, paper: &Paper) -> &'static str {
    let (zh, en) = match role {
        Role::Block => ("开头的词，引出一块", "opens a block"),
        Role::Entry => ("块里一条的开头", "opens an entry of a block"),
        Role::Clause => ("一条里的说明", "opens a clause"),
        Role::Value => ("回答前面的说明", "answers a clause"),
        Role::Measure => ("跟在数后面", "follows a number"),
        Role::Operator => ("连接表达式", "joins expressions"),
        Role::Function => ("函数", "function"),
        Role::Type => ("类型", "type"),
        Role::Name => ("现成的名字", "built-in name"),
    };
    if paper.language == Language::Chinese { zh } else { en }
}
