//! The articles of the prose, so that what a script cites can be looked up in it.

use super::Literate;
use crate::diagnostic::Diagnostic;
use crate::fold::fold;
use crate::skeleton::Entry;
use crate::source::Source;
use std::ops::Range;

/// How a mark is written; a kind is numbered anew inside each mark of an outer kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// 附件1
    Annex,
    /// 第十二条
    Article,
    /// 一、
    Numeral,
    /// （一）
    Bracketed,
    /// 1.
    Digit,
    /// （1）
    BracketedDigit,
    /// ①
    Circled,
}

/// A mark of an article, a paragraph or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    kind: Kind,
    label: String,
}

impl Mark {
    /// As a citation writes it.
    fn written(&self) -> String {
        let label = &self.label;
        match self.kind {
            Kind::Annex => format!("附件{label}"),
            Kind::Article => format!("第{label}条"),
            Kind::Bracketed | Kind::BracketedDigit => format!("（{label}）"),
            Kind::Numeral | Kind::Digit | Kind::Circled => label.clone(),
        }
    }
}

/// So many characters of a line tell which article it is.
const SHOWN: usize = 40;

/// The marks of a document in their order.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    marks: Vec<Mark>,
    /// Per mark the bytes from the start of its line to the end of the prose that it stands in.
    places: Vec<Range<usize>>,
}

impl Articles {
    /// The marks of the prose of a literate script.
    pub fn of(source: &Source, literate: &Literate) -> Self {
        let (mut marks, mut places) = (Vec::new(), Vec::new());
        for range in &literate.prose {
            let mut at = range.start;
            for line in source.text().get(range.clone()).unwrap_or("").split_inclusive('\n') {
                marks_of_line(line.trim_end(), &mut marks);
                places.resize(marks.len(), at..range.end);
                at += line.len();
            }
        }
        Self { marks, places }
    }

    /// Where the prose says what `citation` names: whole lines, from its mark to the next that is no part of it, or to the
    /// next fence. Of several articles the first.
    ///
    /// ```
    /// use heng_grammar::{literate::{Articles, literate}, source::Source, span::SourceId};
    /// let text = "第一条 甲。\n\n第二条 乙：\n（一）丙；\n（二）丁。\n\n第三条 戊。\n";
    /// let source = Source::new(SourceId(0), "例.heng.md", text);
    /// let articles = Articles::of(&source, &literate(&source));
    /// assert_eq!(&text[articles.passage("第二条（一）").unwrap()], "（一）丙；\n");
    /// assert_eq!(&text[articles.passage("第二条").unwrap()], "第二条 乙：\n（一）丙；\n（二）丁。\n\n");
    /// assert!(articles.passage("第九条").is_none());
    /// ```
    pub fn passage(&self, citation: &str) -> Option<Range<usize>> {
        let folded = fold_keeping_circles(citation);
        let parts = parts(folded.split('、').next().unwrap_or_default());
        let at = self.reached(0..self.marks.len(), &parts)?;
        let place = self.places.get(at)?.clone();
        let ends = |mark: &Mark| parts.iter().any(|part| part.kind == mark.kind);
        let mut after = self.marks.iter().zip(&self.places).skip(at + 1);
        let next = after.find(|(mark, other)| ends(mark) && other.start > place.start);
        Some(place.start..next.map_or(place.end, |(_, other)| other.start.min(place.end)))
    }

    /// The citations of all marks that stand at the start of a line, in the order of the document, each with the beginning of its
    /// line: `第十二条（二）`. Every one is held.
    pub fn citations(&self, source: &Source) -> Vec<(String, String)> {
        let mut open: Vec<&Mark> = Vec::new();
        let mut found: Vec<(String, String)> = Vec::new();
        for (mark, place) in self.marks.iter().zip(&self.places) {
            let same = open.iter().position(|outer| outer.kind == mark.kind);
            open.truncate(same.unwrap_or(open.len()));
            open.push(mark);
            let citation: String = open.iter().map(|mark| mark.written()).collect();
            let line = source.text().get(place.clone()).unwrap_or("").lines().next().unwrap_or("");
            if self.hold(&citation) && !found.iter().any(|(other, _)| *other == citation) {
                found.push((citation, line.trim_matches(['#', '*', ' ', '|']).chars().take(SHOWN).collect()));
            }
        }
        found
    }

    /// Whether `citation` (`第十二条（二）`, `三（一）1`) is there; also where it names no article of this document's kind.
    pub fn hold(&self, citation: &str) -> bool {
        fold(citation).split('、').all(|one| {
            let parts = parts(one);
            let Some(first) = parts.first() else { return true };
            !self.marks.iter().any(|mark| mark.kind == first.kind)
                || self.reached(0..self.marks.len(), &parts).is_some()
        })
    }

    /// The place of the mark that the last of `parts` is; nothing where there are none.
    fn reached(&self, within: Range<usize>, parts: &[Mark]) -> Option<usize> {
        let (part, inner) = parts.split_first()?;
        within.clone().filter(|&at| self.marks.get(at) == Some(part)).find_map(|at| {
            if inner.is_empty() {
                return Some(at);
            }
            let rest = self.marks.get(at + 1..within.end).unwrap_or(&[]);
            let length = rest.iter().position(|mark| mark.kind == part.kind).unwrap_or(rest.len());
            self.reached(at + 1..at + 1 + length, inner)
        })
    }
}

/// What entries cite that the prose of a literate script does not hold.
pub fn missing_articles(source: &Source, literate: &Literate, entries: &[Entry]) -> Vec<Diagnostic> {
    let articles = Articles::of(source, literate);
    let mut faults = Vec::new();
    visit(entries, &articles, &mut faults);
    faults
}

fn visit(entries: &[Entry], articles: &Articles, faults: &mut Vec<Diagnostic>) {
    for entry in entries {
        let missing = entry.citations.iter().filter(|citation| !articles.hold(&citation.article));
        faults.extend(missing.map(|citation| {
            let article = &citation.article;
            Diagnostic::error(
                120,
                format!("正文里没有「{article}」"),
                format!("the document has no `{article}`"),
            )
            .at(citation.span, "出处在正文中找不到", "not found in the prose")
            .help(
                "核对条款号；正文中的条款应写在行首，如「第十条」「（一）」「1.」",
                "check its number; the prose marks articles at the start of a line, as 第十条, （一）, 1.",
            )
        }));
        if let Some(body) = &entry.body {
            visit(&body.entries, articles, faults);
        }
    }
}

/// Adds the marks of a line of prose: any kind at its start; those in brackets or circles inside it, too.
fn marks_of_line(line: &str, marks: &mut Vec<Mark>) {
    let line = fold_keeping_circles(
        line.trim_start_matches(['#', '>', '-', '*', '+', '_', ' ', '\t', '\u{3000}', '|']),
    );
    let mut rest = line.as_str();
    let mut at_start = true;
    while !rest.is_empty() {
        let found = if at_start { mark_at(rest, true) } else { mark_inside(rest) };
        let skip = match found {
            Some((mark, length)) => {
                marks.push(mark);
                length
            }
            None => {
                at_start = false;
                rest.chars().next().map_or(1, char::len_utf8)
            }
        };
        rest = rest.get(skip..).unwrap_or("");
        if at_start {
            rest = rest.trim_start_matches([' ', '*', '_', '\u{3000}', '.', '、']);
        }
    }
}

/// The parts of a citation, outermost first; none where it is not a chain of marks.
fn parts(citation: &str) -> Vec<Mark> {
    let folded = fold_keeping_circles(citation);
    let mut rest = folded.as_str();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let Some((mark, length)) = mark_at(rest, false) else { return Vec::new() };
        parts.push(mark);
        rest = rest.get(length..).unwrap_or("");
    }
    parts
}

/// The mark at the start of `text` and its length; in prose a numeral or digit must be followed by its `、` or `.`.
fn mark_at(text: &str, in_prose: bool) -> Option<(Mark, usize)> {
    if let Some(rest) = text.strip_prefix("附件") {
        let number = leading(rest.trim_start(), |c| c.is_ascii_digit() || is_numeral(c));
        let length = text.len() - rest.trim_start().len() + number.len();
        return Some((Mark { kind: Kind::Annex, label: number.to_owned() }, length));
    }
    if let Some(rest) = text.strip_prefix('第') {
        let number = leading(rest, |c| c.is_ascii_digit() || is_numeral(c));
        let after = rest.get(number.len()..)?.strip_prefix('条')?;
        let label = number.to_owned();
        return (!label.is_empty()).then(|| (Mark { kind: Kind::Article, label }, text.len() - after.len()));
    }
    if let Some(found) = mark_inside(text) {
        return Some(found);
    }
    let (kind, number) = match text.chars().next()? {
        c if is_numeral(c) => (Kind::Numeral, leading(text, is_numeral)),
        c if c.is_ascii_digit() => (Kind::Digit, leading(text, |c| c.is_ascii_digit())),
        _ => return None,
    };
    let after = text.get(number.len()..)?;
    let ends = if kind == Kind::Numeral { after.starts_with('、') } else { after.starts_with(['.', '、']) };
    (!in_prose || ends).then(|| (Mark { kind, label: number.to_owned() }, number.len()))
}

/// `（一）`, `（1）` or `①` at the start of `text`.
fn mark_inside(text: &str) -> Option<(Mark, usize)> {
    let first = text.chars().next()?;
    if is_circled(first) {
        return Some((Mark { kind: Kind::Circled, label: first.to_string() }, first.len_utf8()));
    }
    let (inside, after) = text.strip_prefix('(')?.split_once(')')?;
    let kind = match inside {
        "" => return None,
        _ if inside.chars().all(is_numeral) => Kind::Bracketed,
        _ if inside.chars().all(|c| c.is_ascii_digit()) => Kind::BracketedDigit,
        _ => return None,
    };
    Some((Mark { kind, label: inside.to_owned() }, text.len() - after.len()))
}

fn leading(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c: char| !belongs(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}

fn is_circled(c: char) -> bool {
    ('①'..='⑳').contains(&c)
}

/// Folds widths, but keeps ① apart from 1.
fn fold_keeping_circles(text: &str) -> String {
    text.chars()
        .map(|c| if is_circled(c) { c.to_string() } else { fold(c.encode_utf8(&mut [0; 4])).into_owned() })
        .collect()
}
