//! What editors without a language server colour by is made from the table of words, and is fresh; what they put in can be read.
//!
//! `HENG_WRITE=1 cargo test --test editors` writes the grammar anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::vocabulary::{Concept, MAGNITUDE_WORDS, Role, Tier, UNITS};
use serde_json::{Value, json};

const EXTENSION: &str = "interp/lsp";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(EXTENSION).join(name)
}

/// A character of a word, and none before or after.
const WORD: &str = r"[\p{L}\p{M}\p{N}_]";
const BEFORE: &str = r"(?<![\p{L}\p{M}\p{N}_「])";
const AFTER: &str = r"(?![\p{L}\p{M}\p{N}_」])";
/// Where an entry begins: at the start of a line, and behind what ends an entry or opens a block.
const HEAD: &str = r"(?:^|(?<=[;；。{｛}｝]))\s*";
/// Not before `=` and `:`, which make a word a name.
const NO_NAME: &str = r"(?!\s*[=＝:：])";
/// Not where only an operand can stand.
const NO_OPERAND: &str = r"(?<![.．(（\[［【])(?<![=＝+＋×*／/÷<＜≤>＞≥≠→] )";

/// The words of concepts in both languages, the longest first: of two that fit, a regular expression takes the first.
fn either(concepts: impl Iterator<Item = Concept>) -> String {
    let words: BTreeSet<&str> = concepts.flat_map(|concept| [concept.word().zh, concept.word().en]).collect();
    longest_first(words)
}

fn longest_first(words: BTreeSet<&str>) -> String {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.join("|")
}

fn of(wanted: impl Fn(Tier, Role) -> bool) -> String {
    either(Concept::ALL.iter().copied().filter(|concept| wanted(concept.word().tier, concept.word().role)))
}

/// A unit with its magnitude, or a quotient of units.
fn unit() -> String {
    let names: BTreeSet<&str> =
        UNITS.iter().flat_map(|unit| std::iter::once(unit.name).chain(unit.others.iter().copied())).collect();
    let magnitudes: BTreeSet<&str> = MAGNITUDE_WORDS.iter().flat_map(|(zh, en, _)| [*zh, *en]).collect();
    let one = format!("(?:{})?(?:{})", longest_first(magnitudes), longest_first(names));
    format!("{one}(?:[/／]{one})*(?![\\p{{L}}\\p{{M}}\\p{{N}}_])")
}

fn matches(name: &str, pattern: String) -> Value {
    json!({ "name": format!("{name}.heng"), "match": pattern })
}

/// Each capture with its scope.
fn captures(pattern: String, scopes: &[(&str, &str)]) -> Value {
    let captures: serde_json::Map<String, Value> = scopes
        .iter()
        .map(|(number, name)| ((*number).to_owned(), json!({ "name": format!("{name}.heng") })))
        .collect();
    json!({ "match": pattern, "captures": captures })
}

fn trivia_and_texts() -> Vec<Value> {
    let run = r"[\p{L}\p{M}\p{N}_①-⒛㈠-㈩、.．\-－—]";
    let bracketed = r"（[^（）\s]*）|\([^()\s]*\)|〔[^〔〕\s]*〕|《[^《》\s]*》|「[^「」\s]*」";
    vec![
        matches("comment.line.documentation", r"[/／]{3}(?![/／]).*$".to_owned()),
        matches("comment.line.double-slash", r"[/／]{2}.*$".to_owned()),
        matches("string.quoted.double", r#""[^"]*"|“[^”]*”|＂[^＂]*＂"#.to_owned()),
        matches("invalid.illegal.unclosed", r#""[^"]*$|“[^”]*$|＂[^＂]*$|「[^」]*$"#.to_owned()),
        matches("variable.other.quoted", "「[^」]*」".to_owned()),
        captures(
            r"([@＠](?:已核|reviewed))([(（].*?[)）])".to_owned(),
            &[("1", "entity.name.tag.waiver"), ("2", "string.unquoted.reason")],
        ),
        matches("entity.name.tag.citation", format!(r#"[@＠](?:"[^"]*"|“[^”]*”|(?:{run}|{bracketed})+)"#)),
    ]
}

fn numbers() -> Vec<Value> {
    let digits = "[0-9０-９]";
    let number = format!("{digits}+(?:[.．]{digits}+)?");
    vec![
        matches("constant.numeric.date", format!(r"{BEFORE}{digits}+[-－]{digits}+[-－]{digits}+")),
        matches("constant.numeric.year", format!(r"{BEFORE}(?:[1１][9９]|[2２][01０１]){digits}{{2}}\s*年")),
        captures(
            format!(r"{BEFORE}({number})\s*({}|[%％‰])", unit()),
            &[("1", "constant.numeric"), ("2", "support.type.unit")],
        ),
        matches("constant.numeric", format!("{BEFORE}{number}")),
    ]
}

fn words() -> Vec<Value> {
    let block = of(|tier, role| tier != Tier::Hard && role == Role::Block);
    let entry = of(|tier, role| tier != Tier::Hard && role == Role::Entry);
    let types = of(|tier, _| tier == Tier::Type);
    let values = of(|tier, role| tier == Tier::Hard && role == Role::Value);
    let operators = of(|tier, role| tier == Tier::Hard && role != Role::Value);
    let functions = of(|tier, _| tier == Tier::Function);
    let clauses = of(|tier, role| tier == Tier::Context && matches!(role, Role::Clause | Role::Measure));
    let answers = of(|tier, role| tier == Tier::Context && role == Role::Value);
    vec![
        captures(format!(r"{HEAD}({block}){AFTER}{NO_NAME}"), &[("1", "storage.type.block")]),
        captures(format!(r"{HEAD}({entry}){AFTER}{NO_NAME}"), &[("1", "keyword.other.entry")]),
        captures(
            format!(r"{HEAD}([\p{{L}}_]{WORD}*|「[^」]*」)(?=\s*[=＝:：])"),
            &[("1", "variable.other.definition")],
        ),
        captures(format!(r"[:：]\s*({types}){AFTER}"), &[("1", "support.type")]),
        captures(format!(r"[:：]\s*({})", unit()), &[("1", "support.type.unit")]),
        matches("constant.language", format!("{BEFORE}(?:{values}){AFTER}")),
        matches("keyword.control", format!("{BEFORE}(?:{operators}){AFTER}")),
        matches("support.function", format!("{BEFORE}(?:{functions})(?=[(（])")),
        matches("keyword.other.clause", format!("{BEFORE}{NO_OPERAND}(?:{clauses}){AFTER}{NO_NAME}")),
        matches("support.constant", format!("{BEFORE}{NO_OPERAND}(?:{answers}){AFTER}{NO_NAME}")),
        // The rest of a word, so that no part of it is taken for one.
        matches("variable.other", format!(r"[\p{{L}}_]{WORD}*")),
        matches("keyword.operator", r"[+＋\-－−×*＊✕/／÷∕=＝≠<＜≤≦⩽>＞≥≧⩾→|｜!！]+".to_owned()),
        matches("invalid.illegal", "[《》〈〉—–―～~〜]+".to_owned()),
        matches("punctuation.separator", "[,，;；。:：、.．]".to_owned()),
    ]
}

/// The TextMate grammar: what can be told of a line by itself; a language server says the rest.
fn grammar() -> String {
    let patterns: Vec<Value> = [trivia_and_texts(), numbers(), words()].concat();
    let grammar = json!({
        "information_for_contributors": ["Made from the table of words; HENG_WRITE=1 cargo test --test editors writes it anew."],
        "name": "Heng",
        "scopeName": "source.heng",
        "fileTypes": ["heng"],
        "patterns": patterns,
    });
    format!("{grammar:#}\n")
}

#[test]
fn the_grammar_of_editors_is_made_from_the_table_of_words() {
    let path = file("syntaxes/heng.tmLanguage.json");
    if std::env::var_os("HENG_WRITE").is_some() {
        fs::write(&path, grammar()).expect("written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == grammar(), "{} is stale: HENG_WRITE=1 cargo test --test editors", path.display());
}

/// What a snippet puts in when nothing is typed over it.
fn expanded(body: &str) -> String {
    let mut made = String::new();
    let mut rest = body;
    while let Some((before, place)) = rest.split_once('$') {
        made.push_str(before);
        rest = match place.strip_prefix('{') {
            Some(place) => {
                let (inside, after) = place.split_once('}').expect("a place that ends");
                made.push_str(inside.split_once(':').map_or("", |(_, words)| words));
                after
            }
            None => place.trim_start_matches(|c: char| c.is_ascii_digit()),
        };
    }
    made + rest
}

#[test]
fn every_snippet_can_be_read() {
    let snippets = fs::read_to_string(file("snippets/heng.json")).expect("snippets");
    let snippets: Value = serde_json::from_str(&snippets).expect("JSON");
    for (name, snippet) in snippets.as_object().expect("snippets") {
        let lines: Vec<&str> =
            snippet["body"].as_array().expect("lines").iter().filter_map(Value::as_str).collect();
        let text = expanded(&lines.join("\n"));
        let inside = ["评分", "分档", "调档"].contains(&name.as_str());
        let text = if inside { format!("对 企业 {{\n{text}\n}}\n") } else { text };
        let parsed = heng_grammar::parse(&Source::new(SourceId(0), "例.heng", text.clone()));
        assert!(parsed.diagnostics.is_empty(), "{name}: {:?}\n{text}", parsed.diagnostics);
    }
}

#[test]
fn the_files_of_the_extension_are_there() {
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(file(name)).unwrap_or_else(|_| panic!("no {name}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let package = read("package.json");
    read("language-configuration.json");
    for (at, field) in [("languages", "configuration"), ("grammars", "path"), ("snippets", "path")] {
        for each in package["contributes"][at].as_array().expect("a list") {
            read(each[field].as_str().expect("a path"));
        }
    }
    assert!(file(package["main"].as_str().expect("a script")).is_file());
    let said = |name: &str| read(name).as_object().expect("words").keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(said("package.nls.json"), said("package.nls.zh-cn.json"));
    let text = package.to_string();
    for key in said("package.nls.json") {
        assert!(text.contains(&format!("%{key}%")), "{key} is not used");
    }
}
