//! `:说明`: what a name of the script is, and how a word of the language is used.

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::vocabulary::{Concept, Role, concepts};
use heng_interp::symbol::{Symbol, SymbolId, SymbolKind};

use super::fault;
use super::known::KnownNames;
use super::names::said;
use super::sample::sample;
use crate::repl::print::{Ink, Paper, Told, pairs};
use crate::report::text::clip;

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

/// A name: what it is, its doc, its entry, its articles, its place, what it is made of and who uses it.
fn of_name(known: &KnownNames<'_>, id: SymbolId, paper: &Paper) -> Vec<String> {
    let Some(symbol) = known.names.get(id) else { return Vec::new() };
    let mut lines = vec![format!(
        "{}   {}",
        paper.paint(Ink::Head, &known.full_name(symbol)),
        paper.paint(
            Ink::Faint,
            &format!("{}{}{}", paper.pick("（", "("), about(symbol, paper), paper.pick("）", ")"))
        )
    )];
    lines.extend(symbol.doc.iter().flat_map(|line| paper.wrapped(line, 2)));
    lines.extend(written(known, symbol, paper));
    if let Some(settled) = &symbol.settled {
        lines.extend(paper.sentence(&format!("现在：{settled}"), &format!("now: {settled}"), 2));
    }
    if !symbol.articles.is_empty() {
        let cited: Vec<String> = symbol.articles.iter().map(|article| format!("@{article}")).collect();
        lines.extend(paper.wrapped(&cited.join(" "), 2));
    }
    lines.extend(parts(known, id, symbol, paper));
    lines.extend(known.place(symbol.name, paper).map(|place| paper.paint(Ink::Faint, &format!("  {place}"))));
    lines
}

/// An entry of more lines than these is told by its first.
const MOST_LINES: usize = 16;

/// The entry as it is written; of a long one the first line.
fn written(known: &KnownNames<'_>, symbol: &Symbol, paper: &Paper) -> Vec<String> {
    let text = known.written(symbol);
    match text.lines().count() {
        0 | 1 => paper.wrapped(text.split(" @").next().unwrap_or(&symbol.formula).trim_end(), 2),
        lines if lines <= MOST_LINES => verbatim(&text, 2, paper),
        lines => {
            let mut said = paper.wrapped(&symbol.formula, 2);
            said.extend(paper.sentence(
                &format!("（全文 {lines} 行）"),
                &format!("({lines} lines in all)"),
                4,
            ));
            said
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

/// The columns of a table, the members of a choice, the items of a block.
fn parts(known: &KnownNames<'_>, id: SymbolId, symbol: &Symbol, paper: &Paper) -> Vec<String> {
    let of_table = |part: &&Symbol| part.kind == SymbolKind::Column && part.table == Some(id);
    let below = |part: &&Symbol| part.parent == Some(id);
    let found: Vec<&Symbol> = match symbol.kind.is_table() {
        true => known.names.symbols().filter(of_table).collect(),
        false => known.names.symbols().filter(below).collect(),
    };
    if found.iter().all(|part| part.kind == SymbolKind::Member) && !found.is_empty() {
        // The entry itself lists them.
        return Vec::new();
    }
    let rows: Vec<(String, String)> = found
        .iter()
        .map(|part| {
            let articles: Vec<String> = part.articles.iter().map(|article| format!("@{article}")).collect();
            let ty = part.ty.clone().unwrap_or_else(|| paper.say(&part.kind.words()).to_owned());
            (part.own_name().to_owned(), format!("{ty} {}", articles.join(" ")).trim_end().to_owned())
        })
        .collect();
    pairs(&rows, paper, (4, 16))
}

/// A word: the other language's, where it stands, what it is for, and the shortest sample.
fn of_word(concept: Concept, paper: &Paper) -> Vec<String> {
    let word = concept.word();
    let head = format!("{} / {}", word.zh, word.en);
    let role = role(word.role, paper);
    let mut lines = vec![format!(
        "{}   {}",
        paper.paint(Ink::Head, &head),
        paper.paint(Ink::Faint, &format!("{}{role}{}", paper.pick("（", "("), paper.pick("）", ")")))
    )];
    let help = concept.help();
    lines.extend(paper.wrapped(paper.say(&help), 2));
    if let Some(sample) = sample(concept) {
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
