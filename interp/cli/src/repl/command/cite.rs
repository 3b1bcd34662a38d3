//! `:出处`: the articles of a value, and where an article is carried out.

use std::collections::{BTreeMap, BTreeSet};

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::fold::fold;
use heng_grammar::span::SourceId;
use heng_grammar::vocabulary::numeral;
use heng_interp::symbol::{Symbol, SymbolId};

use super::fault;
use super::known::KnownNames;
use super::names::said;
use crate::repl::print::{Ink, Paper, Told, pairs};

/// What carries out an article, or the articles of a name; all articles where nothing is asked for.
///
/// # Errors
/// H1018 where it is neither an article that is cited nor a name.
pub fn cite_told(known: &KnownNames<'_>, asked: &str, paper: &Paper) -> Result<Told, Box<Diagnostic>> {
    if asked.is_empty() {
        return Ok(Told::lines(all(known, paper)));
    }
    let carrying: Vec<&Symbol> = known
        .in_order()
        .into_iter()
        .filter(|symbol| symbol.articles.iter().any(|own| is_of(own, asked)))
        .collect();
    if !carrying.is_empty() {
        return Ok(Told::lines(by_article(known, asked, &carrying, paper)));
    }
    let meant = known.meant(asked.trim_start_matches('@'));
    if meant.is_empty() {
        return Err(Box::new(fault::cites_nothing(asked, &articles(known))));
    }
    Ok(Told::lines(meant.into_iter().flat_map(|id| of_name(known, id, paper)).collect()))
}

/// All articles in the order of the texts, each once.
fn articles(known: &KnownNames<'_>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for article in known.in_order().into_iter().flat_map(|symbol| &symbol.articles) {
        if !all.contains(article) {
            all.push(article.clone());
        }
    }
    all
}

/// Whether `article` is the one asked for, or a part of it: `第十二条（二）` of 第十二条 and of 12.
fn is_of(article: &str, asked: &str) -> bool {
    let plain = |text: &str| fold(text).trim().trim_start_matches('@').replace([' ', '"'], "");
    let (article, asked) = (plain(article), plain(asked));
    let begins = |asked: &str| {
        article.strip_prefix(asked).is_some_and(|rest| {
            let next = rest.chars().next();
            next.is_none_or(|next| !next.is_alphanumeric() || asked.ends_with(['条', '款', '项', ')']))
        })
    };
    let numbered = || {
        let own = numeral(&article).filter(|_| article.starts_with('第'));
        asked.chars().all(|c| c.is_ascii_digit()) && own.is_some_and(|own| own.written == asked)
    };
    !asked.is_empty() && (begins(&asked) || begins(&format!("第{asked}条")) || numbered())
}

/// The numbers of an article, so that 第二条 stands before 第十二条（一）; what has none stands last.
fn order(article: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut rest = article;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = match (rest.split_at_checked(digits), numeral(rest)) {
            (Some((digits, after)), _) if !digits.is_empty() => (digits.parse::<u64>().ok(), after),
            (_, Some(read)) if read.rest.len() < rest.len() => (read.written.parse::<u64>().ok(), read.rest),
            _ => (None, rest.get(first.len_utf8()..).unwrap_or_default()),
        };
        numbers.extend(number);
        rest = after;
    }
    if numbers.is_empty() { vec![u64::MAX] } else { numbers }
}

/// All articles, document by document, with the names that carry them out.
fn all(known: &KnownNames<'_>, paper: &Paper) -> Vec<String> {
    let mut documents: BTreeMap<SourceId, Articles> = BTreeMap::new();
    for symbol in known.in_order() {
        for article in &symbol.articles {
            let own = documents.entry(symbol.name.source).or_default();
            let names = own.entry((order(article), article.clone())).or_default();
            if !names.contains(&symbol.dotted()) {
                names.push(symbol.dotted());
            }
        }
    }
    if documents.is_empty() {
        return paper.sentence("脚本里没有写出处。", "The script cites nothing.", 0);
    }
    let several = documents.len() > 1;
    let mut lines = Vec::new();
    for (document, articles) in &documents {
        if several {
            let name = known.document(*document).unwrap_or_default();
            lines.extend(paper.wrapped(name, 0).iter().map(|line| paper.paint(Ink::Head, line)));
        }
        let rows: Vec<(String, String)> =
            articles.iter().map(|((_, article), names)| (format!("@{article}"), names.join("、"))).collect();
        lines.extend(pairs(&rows, paper, (if several { 2 } else { 0 }, 24)));
    }
    lines
}

/// The articles of a document in their order, each with the names that carry it out.
type Articles = BTreeMap<(Vec<u64>, String), Vec<String>>;

/// Every entry that carries out the article, with its text and its place.
fn by_article(known: &KnownNames<'_>, asked: &str, carrying: &[&Symbol], paper: &Paper) -> Vec<String> {
    let mut lines = Vec::new();
    let mut told: BTreeSet<(heng_grammar::span::Span, String)> = BTreeSet::new();
    for symbol in carrying {
        if !told.insert((symbol.entry, symbol.dotted())) {
            continue;
        }
        let own: Vec<String> =
            symbol.articles.iter().filter(|own| is_of(own, asked)).map(|own| format!("@{own}")).collect();
        lines.extend(entry(known, symbol, &own.join(" "), paper));
    }
    lines
}

/// The articles of a name and of its parts.
fn of_name(known: &KnownNames<'_>, id: SymbolId, paper: &Paper) -> Vec<String> {
    let Some(symbol) = known.names.get(id) else { return Vec::new() };
    let cited =
        |symbol: &Symbol| symbol.articles.iter().map(|own| format!("@{own}")).collect::<Vec<_>>().join(" ");
    let mut lines = entry(known, symbol, &cited(symbol), paper);
    let parts =
        known.names.symbols().filter(|part| part.parent.is_some_and(|parent| below(known, parent, id)));
    for part in parts.filter(|part| !part.articles.is_empty()) {
        lines.extend(entry(known, part, &cited(part), paper));
    }
    lines
}

fn below(known: &KnownNames<'_>, mut at: SymbolId, above: SymbolId) -> bool {
    for _ in 0..16 {
        if at == above {
            return true;
        }
        match known.names.get(at).and_then(|symbol| symbol.parent) {
            Some(parent) => at = parent,
            None => return false,
        }
    }
    false
}

/// A name with its articles, its entry and its place.
fn entry(known: &KnownNames<'_>, symbol: &Symbol, articles: &str, paper: &Paper) -> Vec<String> {
    let articles =
        if articles.is_empty() { paper.pick("没有写出处", "cites nothing") } else { articles };
    let head = format!("{}  {articles}", known.names.full_name(symbol));
    let mut lines: Vec<String> = paper.wrapped(&head, 0).iter().map(|l| paper.paint(Ink::Head, l)).collect();
    lines.extend(paper.wrapped(&symbol.formula, 2));
    let place = known.place(symbol.name, paper).unwrap_or_default();
    let about = format!("{}{}{place}", said(symbol, paper), paper.pick("，", ", "));
    lines.extend(paper.wrapped(&about, 2).iter().map(|line| paper.paint(Ink::Faint, line)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_stands_for_its_parts() {
        assert!(is_of("第十二条（二）", "第十二条"));
        assert!(is_of("第十二条（二）", "十二"));
        assert!(is_of("第十二条（二）", "@第十二条(二)"));
        assert!(is_of("第二十条", "20"));
        assert!(!is_of("第十二条", "第十"));
        assert!(!is_of("第十二条", "2"));
    }

    #[test]
    fn articles_stand_in_the_order_of_their_numbers() {
        assert_eq!(order("第十二条（二）3"), [12, 2, 3]);
        assert_eq!(order("第二条"), [2]);
        assert_eq!(order("附件"), [u64::MAX]);
    }
}
