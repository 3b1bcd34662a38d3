//! Over the skeleton of a text, from its first token to its last: entries, and what stands between them.

use super::Text;
use super::column::Columns;
use super::entry::{Row, Rows, rows};
use super::line::{CONTINUED, INDENT, Line, Says, width};
use crate::skeleton::{BlockContext, Body, EXPECTING, Entry};
use crate::token::{Token, TokenKind};
use crate::vocabulary::concepts;

/// A block stays on its line while that is no longer than this.
const LINE: usize = 120;

/// Something stands where nothing can be: the text is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lost;

/// Prints the entries of one script or fence.
pub(super) struct Printer<'a> {
    text: &'a Text<'a>,
    tokens: &'a [Token],
    at: usize,
    /// What has been printed.
    pub lines: Vec<Line>,
    /// The line that citations behind an entry go to.
    cited: Option<usize>,
    /// How many line breaks were passed over since the last line.
    breaks: usize,
    /// Whether a block has just begun: no empty line goes first.
    begins: bool,
    /// Whether a `；` stands behind the last line.
    separated: bool,
    /// Whether a `；` ended the last entry of this block.
    divided: bool,
    /// The last token that said something.
    last: Option<Token>,
    /// The block that the first word of the last entry opens, though it may have none.
    opened: Option<BlockContext>,
}

impl<'a> Printer<'a> {
    /// Before the first of `tokens`.
    pub fn new(text: &'a Text<'a>, tokens: &'a [Token]) -> Self {
        Self {
            text,
            tokens,
            at: 0,
            lines: Vec::new(),
            cited: None,
            breaks: 0,
            begins: true,
            separated: false,
            divided: false,
            last: None,
            opened: None,
        }
    }

    /// Prints `entries` and what follows them.
    ///
    /// # Errors
    /// Where something cannot be placed.
    pub fn print(&mut self, entries: &[Entry]) -> Result<(), Lost> {
        self.block(entries, 0, BlockContext::TopLevel)?;
        self.gap(usize::MAX, 0)
    }

    fn block(&mut self, entries: &[Entry], indent: usize, kind: BlockContext) -> Result<(), Lost> {
        let mut rest = entries;
        while let Some((entry, _)) = rest.split_first() {
            self.gap(entry.span.range().start, indent)?;
            self.separate(kind);
            let together = if kind == BlockContext::Choice { self.members(rest) } else { 1 };
            let (group, after) = rest.split_at_checked(together).ok_or(Lost)?;
            match group {
                [entry] => self.entry(entry, indent)?,
                several => self.listed(several, indent)?,
            }
            rest = after;
        }
        Ok(())
    }

    /// What stands between two entries, up to the byte `until`: comments, citations, empty lines.
    fn gap(&mut self, until: usize, indent: usize) -> Result<(), Lost> {
        while let Some(&token) = self.tokens.get(self.at).filter(|token| token.start < until) {
            self.at += 1;
            match token.kind {
                TokenKind::Blank | TokenKind::Invisible => {}
                TokenKind::Semicolon | TokenKind::Stop => (self.separated, self.divided) = (true, true),
                TokenKind::LineBreak => self.breaks += 1,
                TokenKind::Comment | TokenKind::DocComment => self.comment(token, indent),
                TokenKind::Citation => {
                    let line = self.cited.and_then(|line| self.lines.get_mut(line)).ok_or(Lost)?;
                    line.citations.push(token.text(self.text.source.text()).to_owned());
                }
                _ => return Err(Lost),
            }
        }
        Ok(())
    }

    /// Writes the `；` that the author wrote behind the last entry, where without it the line here would go on with that.
    fn separate(&mut self, kind: BlockContext) {
        let text = self.text.source.text();
        let here = self.tokens.get(self.at);
        let joins = here.is_some_and(|token| match token.kind {
            TokenKind::Name => {
                concepts(token.text(text)).iter().any(|&concept| kind.goes_on_with(self.opened, concept))
            }
            other => !other.is_word() && other != TokenKind::Text && other != TokenKind::Number,
        });
        let open = self.last.is_some_and(|token| {
            token.kind.is_binary_operator() || EXPECTING.iter().any(|concept| concept.is(token.text(text)))
        });
        if !(self.divided && (joins || open)) {
            return;
        }
        let Some(line) = self.cited.and_then(|line| self.lines.get_mut(line)) else { return };
        let cell = match &mut line.says {
            Says::Cells(_, cells) => cells.last_mut().map(|cell| &mut cell.1),
            Says::Plain(text) | Says::Edge(text) => Some(text),
            _ => None,
        };
        if let Some(cell) = cell {
            cell.push_str(self.text.separator().trim_end());
        }
    }

    /// A comment of its own, or behind the last line.
    fn comment(&mut self, token: Token, indent: usize) {
        let words = token.text(self.text.source.text()).trim_end().to_owned();
        // Documentation behind a `{` or `；` is that of the next entry.
        let own = token.kind == TokenKind::Comment || !self.separated && !self.begins;
        let behind = self.breaks == 0 && own;
        match self.lines.last_mut().filter(|last| {
            behind && last.comment.is_none() && !matches!(last.says, Says::Comment(_) | Says::Kept(_))
        }) {
            Some(last) => last.comment = Some(words),
            None => self.push(Line { indent, says: Says::Comment(words), ..Line::default() }),
        }
    }

    fn push(&mut self, mut line: Line) {
        line.blank_before = self.breaks > 1 && !self.begins;
        (self.breaks, self.begins, self.separated) = (0, false, false);
        self.lines.push(line);
    }

    /// The tokens from here up to the byte `until`.
    fn take(&mut self, until: usize) -> &'a [Token] {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|token| token.start < until).count();
        self.at += count;
        let taken = rest.get(..count).unwrap_or_default();
        let says = |token: &&Token| !token.kind.is_trivia() && token.kind != TokenKind::Citation;
        if let Some(last) = taken.iter().rfind(says) {
            (self.last, self.divided) = (Some(*last), false);
        }
        taken
    }

    fn entry(&mut self, entry: &Entry, indent: usize) -> Result<(), Lost> {
        let first = self.tokens.get(self.at).map_or("", |token| token.text(self.text.source.text()));
        self.opened = concepts(first).iter().find_map(|&concept| BlockContext::opened_by(concept));
        if self.text.is_faulty(entry) {
            return self.keep(entry);
        }
        let Some(body) = &entry.body else {
            return self.plain(entry, indent);
        };
        if let Some((line, end)) = self.on_one_line(entry, body, indent) {
            self.take(end);
            self.push(line);
            self.cited = Some(self.lines.len() - 1);
            return Ok(());
        }
        self.header(body, indent);
        self.begins = true;
        self.block(&body.entries, indent + INDENT, body.kind)?;
        let close = body.close.ok_or(Lost)?;
        self.gap(close.range().start, indent + INDENT)?;
        self.end(entry, close.range().end, indent);
        Ok(())
    }

    /// An entry without a block.
    fn plain(&mut self, entry: &Entry, indent: usize) -> Result<(), Lost> {
        let columns = self.text.columns(entry);
        let tokens = self.take(entry.span.range().end);
        let made = rows(self.text, tokens, &columns);
        self.rows(made, &columns, indent);
        Ok(())
    }

    fn rows(&mut self, made: Rows, columns: &Columns, indent: usize) {
        let first = self.lines.len();
        let last = made.rows.iter().rposition(Row::says).unwrap_or(0);
        for (number, row) in made.rows.into_iter().enumerate() {
            let deeper = if number == 0 { 0 } else { row.indent };
            let says = match (row.says(), columns.kind) {
                (false, _) => Says::Comment(row.comment.clone().unwrap_or_default()),
                (true, Some(kind)) if number == 0 => Says::Cells(kind, row.cells.clone()),
                (true, _) => Says::Plain(row.text()),
            };
            let comment = row.comment.filter(|_| !matches!(says, Says::Comment(_)));
            self.push(Line { indent: indent + deeper, says, comment, ..Line::default() });
        }
        if let Some(line) = self.lines.get_mut(first + last) {
            line.citations.extend(made.citations);
            self.cited = Some(first + last);
        }
    }

    /// The header of a block, up to and with its `{`, and the citations behind that.
    fn header(&mut self, body: &Body, indent: usize) {
        let tokens = self.take(body.open.range().start);
        let mut made = rows(self.text, tokens, &Columns::default());
        // Behind the `{` they would be the documentation of the first entry inside.
        for row in &mut made.rows {
            let doc = |comment: &mut String| comment.starts_with("///") || comment.starts_with("／／／");
            if let (true, Some(doc)) = (row.says(), row.comment.take_if(doc)) {
                self.push(Line { indent, says: Says::Comment(doc), ..Line::default() });
            }
        }
        let last = made.rows.iter().rposition(Row::says).unwrap_or(0);
        let below: Vec<Row> = made.rows.split_off((last + 1).min(made.rows.len()));
        let behind = self.behind_brace(body.open.range().end);
        made.citations.extend(behind);
        self.rows(made, &Columns::default(), indent);
        if let Some(line) = self.lines.last_mut() {
            let text = match &line.says {
                Says::Plain(text) => format!("{text} {{"),
                _ => "{".to_owned(),
            };
            line.says = Says::Edge(text);
        }
        for row in below {
            let words = row.comment.unwrap_or_default();
            self.push(Line { indent: indent + INDENT, says: Says::Comment(words), ..Line::default() });
        }
    }

    /// Passes over a `{` that ends at `end`, and takes the citations on its line.
    fn behind_brace(&mut self, end: usize) -> Vec<String> {
        self.take(end);
        let mut citations = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                TokenKind::Blank | TokenKind::Invisible => {}
                TokenKind::Citation => citations.push(token.text(self.text.source.text()).to_owned()),
                _ => break,
            }
            self.at += 1;
        }
        citations
    }

    /// The `}` of a block that ends at `close`, and what follows it.
    fn end(&mut self, entry: &Entry, close: usize, indent: usize) {
        self.take(close);
        let tokens = self.take(entry.span.range().end);
        let made = rows(self.text, tokens, &Columns::default());
        let tail = made.rows.first().filter(|row| row.says()).map(Row::text);
        let text = tail.map_or_else(|| "}".to_owned(), |tail| format!("}} {tail}"));
        (self.breaks, self.begins) = (0, false);
        let first = self.lines.len();
        let comment = made.rows.first().and_then(|row| row.comment.clone());
        self.push(Line { indent, says: Says::Edge(text), comment, ..Line::default() });
        for row in made.rows.iter().skip(1) {
            let says = if row.says() {
                Says::Plain(row.text())
            } else {
                Says::Comment(row.comment.clone().unwrap_or_default())
            };
            let comment = row.comment.clone().filter(|_| row.says());
            self.push(Line { indent: indent + CONTINUED, says, comment, ..Line::default() });
        }
        let last = self.lines.len() - 1;
        if let Some(line) = self.lines.get_mut(last) {
            line.citations.extend(made.citations);
        }
        self.cited = Some(last.max(first));
    }

    /// A block that stood on one line, if it still fits there, and where it ends.
    fn on_one_line(&self, entry: &Entry, body: &Body, indent: usize) -> Option<(Line, usize)> {
        let close = body.close?;
        let end = entry.span.range().end;
        let inside = entry.header.range().start..close.range().end;
        if self.text.breaks_in(inside.clone()) || self.text.breaks_in(close.range().end..end) {
            return None;
        }
        let mut citations = Vec::new();
        let text = self.text.one_line(entry, self.tokens, &mut citations)?;
        let fits = indent + width(&text) <= LINE
            || body.entries.len() == 1 && body.entries.iter().all(|e| e.body.is_none());
        let says = self.text.in_columns(entry, body, self.tokens, &text).unwrap_or(Says::Plain(text));
        fits.then(|| (Line { indent, says, citations, ..Line::default() }, end))
    }

    /// How many of the first entries stand on one line, separated by `；`: members of a choice.
    fn members(&self, entries: &[Entry]) -> usize {
        let plain =
            |entry: &Entry| entry.body.is_none() && entry.doc.is_empty() && entry.citations.is_empty();
        let pairs = entries.windows(2);
        let together = pairs.take_while(|pair| match pair {
            [one, other] => {
                plain(one)
                    && plain(other)
                    && !self.text.breaks_in(one.header.range().start..other.header.range().end)
            }
            _ => false,
        });
        1 + together.count()
    }

    /// Members of a choice on one line.
    fn listed(&mut self, entries: &[Entry], indent: usize) -> Result<(), Lost> {
        let mut texts = Vec::new();
        for entry in entries {
            if self.text.is_faulty(entry) {
                return Err(Lost);
            }
            self.gap(entry.span.range().start, indent)?;
            let made = rows(self.text, self.take(entry.span.range().end), &Columns::default());
            texts.extend(made.rows.iter().map(Row::text));
        }
        let says = Says::Plain(texts.join(self.text.separator()));
        self.push(Line { indent, says, ..Line::default() });
        self.cited = Some(self.lines.len() - 1);
        Ok(())
    }

    /// An entry that cannot be read, with the whole of its lines, as they are.
    fn keep(&mut self, entry: &Entry) -> Result<(), Lost> {
        let text = self.text.source.text();
        let start = entry.span.range().start;
        if !self.text.has_own_lines(entry) {
            return Err(Lost);
        }
        let mut from = self.text.source.line_span(self.text.source.line_of(start)).range().start;
        // In an indented fence the indentation of its first line is not part of it.
        from = from.max(self.tokens.first().map_or(0, |token| token.start));
        // A byte order mark is written once, before all.
        from += text.get(from..start).map_or(0, |blank| if blank.starts_with('\u{FEFF}') { 3 } else { 0 });
        self.take(entry.span.range().end);
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let line = rest.iter().take_while(|token| token.kind != TokenKind::LineBreak);
        let mut end = entry.span.range().end;
        for token in line {
            end = token.end;
            self.at += 1;
        }
        let kept = text.get(from..end).ok_or(Lost)?.to_owned();
        self.push(Line { indent: 0, says: Says::Kept(kept), ..Line::default() });
        self.cited = Some(self.lines.len() - 1);
        Ok(())
    }
}
