//! Calling something otherwise, in all its places.

use heng_grammar::diagnostic::{Edit, Message};
use heng_grammar::source::Source;
use heng_grammar::span::Span;
use heng_grammar::suggest::spelt;
use heng_grammar::vocabulary::{Tier, concepts};

use super::{Names, Symbol, SymbolId, SymbolKind};

impl Names {
    /// The edits that call a symbol `name` in all `sources`, and with it what cannot be called otherwise than together with it
    /// (an item that is named as what it scores). A column keeps its header in the data (`列名`), a member its name in the
    /// data (`别名`). A message where it cannot be done: the name is taken, is none, or is one that the language gives.
    pub fn rename(
        &self,
        symbol: SymbolId,
        name: &str,
        sources: &[&Source],
    ) -> Result<Vec<Edit>, Box<Message>> {
        let name = name.trim().trim_start_matches('「').trim_end_matches('」');
        self.may_be_called(symbol, name)?;
        let together = self.named_together(symbol);
        let mut edits = Vec::new();
        for span in self.renamed_places(symbol) {
            let Some(source) = sources.iter().find(|source| source.id() == span.source) else { continue };
            let before = source.text().get(..span.range().start).and_then(|front| front.chars().next_back());
            let in_text = matches!(before, Some('"' | '“' | '＂'));
            let replacement = if in_text { name.to_owned() } else { spelt(name).into_owned() };
            edits.push(Edit { span, replacement });
        }
        for id in together {
            let Some((symbol, source)) = self.get(id).and_then(|s| Some((s, source_of(s, sources)?))) else {
                continue;
            };
            edits.extend(keeps_its_data(symbol, source));
        }
        edits.sort_by_key(|edit| (edit.span.source, edit.span.start, edit.span.end));
        edits.dedup();
        Ok(edits)
    }

    fn may_be_called(&self, id: SymbolId, name: &str) -> Result<(), Box<Message>> {
        let refused = |zh: String, en: String| Err(Box::new(Message::new(zh, en)));
        if name.is_empty() || name.contains(['「', '」', '\n', '.', '．']) {
            return refused(
                format!("「{name}」不能作名称：名称里不能有「」、点号和换行"),
                format!("`{name}` cannot be a name: there are no 「」, dots or line breaks in names"),
            );
        }
        let Some(symbol) = self.get(id) else {
            return refused("这里没有可以改名的名称".to_owned(), "there is no name here".to_owned());
        };
        if concepts(symbol.own_name()).iter().any(|concept| concept.word().tier == Tier::Name) {
            let own = symbol.own_name();
            return refused(
                format!("「{own}」在这里的含义是语言规定的，改了名就不是它了"),
                format!("`{own}` means something to the language here, and would not under another name"),
            );
        }
        let same = |other: &Symbol| {
            other.own_name() == name
                && other.space == symbol.space
                && other.table == symbol.table
                && other.parent == symbol.parent
        };
        if let Some((_, other)) = self.entries().find(|(other, s)| *other != id && same(s)) {
            let kind = other.kind.words();
            return refused(
                format!("已经有{}叫「{name}」", kind.zh),
                format!("there is a {} called `{name}` already", kind.en),
            );
        }
        Ok(())
    }
}

fn source_of<'s>(symbol: &Symbol, sources: &[&'s Source]) -> Option<&'s Source> {
    sources.iter().find(|source| source.id() == symbol.name.source).copied()
}

/// `列名 "…"` for a column that is called as its header, `别名 …` for a member that is called as its data.
fn keeps_its_data(symbol: &Symbol, source: &Source) -> Option<Edit> {
    let entry = symbol.entry.text(source.text());
    let own = symbol.own_name();
    let (at, words) = match symbol.kind {
        SymbolKind::Column if symbol.ty.is_some() && !entry.contains("列名") && !entry.contains("header") =>
        {
            let english = !entry.contains(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}'));
            (end_of_type(symbol, source)?, format!(" {} \"{own}\"", if english { "header" } else { "列名" }))
        }
        SymbolKind::Member if entry.contains("别名") || entry.contains("alias") => {
            (symbol.entry, format!("、{}", spelt(own)))
        }
        SymbolKind::Member => (symbol.entry, format!(" 别名 {}", spelt(own))),
        _ => return None,
    };
    let end = Span { start: at.end, ..at };
    Some(Edit { span: end, replacement: words })
}

/// The end of what stands after the `:` of a column.
fn end_of_type(symbol: &Symbol, source: &Source) -> Option<Span> {
    let written = source.text().get(symbol.name.range().end..symbol.entry.range().end)?;
    let ty = symbol.ty.as_deref()?;
    let last = ty.rsplit(|c: char| c.is_whitespace() || c == '/').next()?;
    let at = written.find(last)? + last.len();
    let end = symbol.name.range().end + at;
    Some(Span::new(symbol.name.source, end, end))
}
