//! An entry on its way into the session: what it says something of, and with which word.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_grammar::span::{SourceId, Span};
use heng_grammar::token::{TokenKind, lex};
use heng_grammar::tree::{ExprKind, For, Item, ItemKind, Name};
use heng_grammar::{TypedKind, parse, typed};
use heng_interp::amend::name_of;
use heng_interp::compile::stands_in_rows;
use heng_interp::resolve::Documents;

use super::change::{Entered, How};
use super::enter::TYPED;
use super::fault;
use super::known::{Known, is_block, known};
use super::state::{Chunk, Key, Place, State, Verb};

/// An entry on its way.
#[derive(Clone, Debug)]
pub struct Piece {
    /// As it will stand in the state.
    pub chunk: Chunk,
    /// What it does.
    pub entered: Entered,
    /// Where its text begins in what was typed.
    pub from: usize,
    /// Whether the session has to find out where it stands.
    pub homeless: bool,
    /// Why it is not taken in.
    pub refused: Option<Box<Diagnostic>>,
}

/// A part of what was typed: its text from the comments before it, where the entry begins in that, and where that begins in the whole.
struct Cut<'t> {
    text: &'t str,
    begins: usize,
    from: usize,
}

/// What the session knows of names.
#[derive(Clone, Copy)]
pub struct Beneath<'s> {
    /// The documents, amended.
    pub documents: &'s Documents,
    /// What was typed before.
    pub state: &'s State,
}

/// What was typed, entry by entry.
pub fn pieces(source: &Source, beneath: Beneath<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut end = 0;
    for part in typed(source) {
        let cut = Cut::new(source.text(), &mut end, part.span.range(), 0);
        match part.kind {
            TypedKind::Change => {
                let mut piece = Piece::new(&cut, Place::Amendment, How::Amended);
                piece.entered.name = piece.chunk.entry().lines().next().map(|line| line.trim().to_owned());
                pieces.push(piece);
            }
            TypedKind::Entry | TypedKind::Question => beneath.entry(&cut, &mut pieces),
        }
    }
    pieces
}

impl<'t> Cut<'t> {
    /// The part of `text` at `range`, from `end`, which moves behind it; `text` begins at `origin` of what was typed.
    fn new(text: &'t str, end: &mut usize, range: std::ops::Range<usize>, origin: usize) -> Self {
        let start = *end;
        *end = with_comment(text, range.end);
        let own = text.get(start..*end).unwrap_or_default();
        let blank = own.len() - own.trim_start_matches(['\n', '\r', '；', ';', '。']).len();
        let own = own.get(blank..).unwrap_or_default();
        let begins = range.start.saturating_sub(start + blank);
        Self { text: own, begins, from: origin + start + blank }
    }
}

/// Where an entry ends that ends at `end`, with the comment behind it on its line.
fn with_comment(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let behind = lex(rest).take_while(|token| matches!(token.kind, TokenKind::Blank | TokenKind::Comment));
    let comment = behind.filter(|token| token.kind == TokenKind::Comment).last();
    end + comment.map_or(0, |token| token.end)
}

impl Beneath<'_> {
    fn entry(self, cut: &Cut<'_>, pieces: &mut Vec<Piece>) {
        let source = Source::new(SourceId(0), "", cut.text);
        let items = parse(&source).script.items;
        let mut piece = Piece::new(cut, Place::Script, How::Added(None));
        if let [item] = items.as_slice() {
            if let ItemKind::For(block) = &item.kind {
                return self.rows(&source, (item, block), cut.from, pieces);
            }
            self.find_place(&mut piece, item);
        }
        pieces.push(piece);
    }

    /// `对 企业 { … }`: each of its entries goes its own way.
    fn rows(self, source: &Source, (of, block): (&Item, &For), from: usize, pieces: &mut Vec<Piece>) {
        let text = source.text();
        let header = of.header.range().end;
        let brace = text.get(header..).and_then(|rest| rest.find(['{', '｛']));
        let mut end = header + brace.map_or(0, |at| at + 1);
        let place = Place::Rows { table: block.table.text.clone(), yearly: of.yearly };
        for item in &block.items {
            let cut = Cut::new(text, &mut end, item.span.range(), from);
            let mut piece = Piece::new(&cut, place.clone(), How::Added(Some(block.table.text.clone())));
            self.find_place(&mut piece, item);
            piece.homeless = false;
            pieces.push(piece);
        }
    }

    /// What an entry says something of, and with which word.
    fn find_place(self, piece: &mut Piece, item: &Item) {
        match &item.kind {
            ItemKind::Take(take) => piece.sets(&take.target.dotted(), How::Taken),
            ItemKind::Bind(bind) => piece.sets(&bind.target.dotted(), How::Bound),
            ItemKind::Output(output) => {
                let table = output.table.as_ref().map(|table| table.text.clone()).unwrap_or_default();
                piece.chunk.key = Some(Key::Output(table));
            }
            ItemKind::Example(example) => piece.chunk.key = Some(Key::Title(example.title.clone())),
            ItemKind::Check(check) => piece.chunk.key = Some(Key::Title(check.title.clone())),
            ItemKind::Amend(_) => piece.entered.how = How::Amended,
            _ => {}
        }
        let Some(name) = name_of(item) else { return };
        piece.entered.name = Some(name.to_owned());
        piece.chunk.key = Some(Key::of(item, name));
        let before = piece.chunk.key.as_ref().and_then(|key| self.state.typed_of(key));
        match before.and_then(|at| self.state.typed.get(at)) {
            Some(before) => piece.retypes(before, item, name),
            None => piece.amends(known(self.documents, item), item, name),
        }
    }
}

impl Piece {
    fn new(cut: &Cut<'_>, place: Place, how: How) -> Self {
        let chunk = Chunk { text: cut.text.to_owned(), begins: cut.begins, verb: None, place, key: None };
        Self { chunk, entered: Entered { name: None, how }, from: cut.from, homeless: false, refused: None }
    }

    /// It says what an open value is, or which reading is taken.
    fn sets(&mut self, path: &str, how: How) {
        self.entered = Entered { name: Some(path.to_owned()), how };
        self.chunk.key = Some(Key::Set(path.to_owned()));
    }

    /// `亩均税收基准 = 20 万元/亩` of a 待定, `引领作用 = 同时` of a 读法.
    fn becomes(&mut self, verb: Verb, name: &str) {
        self.sets(name, if verb == Verb::Take { How::Taken } else { How::Bound });
        self.chunk.verb = Some(verb);
        self.chunk.place = Place::Script;
    }

    /// It comes in the place of what was typed before.
    fn retypes(&mut self, before: &Chunk, item: &Item, name: &str) {
        if before.verb.is_none() && is_plain(item) && declares_open(&before.text) {
            return self.becomes(Verb::Bind, name);
        }
        if let ItemKind::Definition(made) = &item.kind
            && is_a_block(&before.text)
        {
            return self.refuse_block(&made.name);
        }
        let in_rows = self.chunk.place != Place::Script;
        self.entered.how = How::Retyped;
        self.chunk.verb = before.verb;
        if before.verb.is_some() || !in_rows {
            self.chunk.place = before.place.clone();
        }
        self.homeless = !in_rows && before.verb.is_none() && may_be_of_rows(&item.kind);
    }

    /// `等级 = D` of a 调档 is rather a question than a change.
    fn refuse_block(&mut self, name: &Name) {
        let range = name.span.range();
        let place = Span::new(TYPED, self.from + range.start, self.from + range.end);
        self.refused = Some(Box::new(fault::is_a_block(&name.text, place)));
    }

    /// It comes in the place of what the documents say, or is new.
    fn amends(&mut self, known: Option<Known>, item: &Item, name: &str) {
        match known {
            Some(Known::Settable) if is_plain(item) => self.becomes(Verb::Bind, name),
            Some(Known::Reading) if is_plain(item) && names_an_arm(item) => self.becomes(Verb::Take, name),
            Some(Known::Block) if let ItemKind::Definition(made) = &item.kind => {
                self.refuse_block(&made.name);
            }
            Some(_) => {
                self.entered.how = How::Replaced;
                self.chunk.verb = Some(Verb::Replace);
                self.chunk.place = Place::Amendment;
            }
            None => self.homeless = self.chunk.place == Place::Script && may_be_of_rows(&item.kind),
        }
    }
}

/// `x = …` and nothing besides.
fn is_plain(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Definition(made) => {
            let bare = made.ty.is_none() && made.rounding.is_none() && made.missing.is_none();
            bare && made.shown.is_none() && !item.yearly
        }
        _ => false,
    }
}

fn names_an_arm(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Definition(made) if matches!(&*made.value.kind, ExprKind::Name(_)))
}

/// Whether a text declares a 待定 or a 参数.
fn declares_open(text: &str) -> bool {
    let items = parse(&Source::new(SourceId(0), "", text)).script.items;
    matches!(items.as_slice(), [Item { kind: ItemKind::Open(_) | ItemKind::Parameter(_), .. }])
}

/// Whether a text is that of a block.
fn is_a_block(text: &str) -> bool {
    let items = parse(&Source::new(SourceId(0), "", text)).script.items;
    matches!(items.as_slice(), [item] if is_block(item))
}

/// Whether a new entry is rather said of each row of a table: what may stand in a `对`, but for tables of values and open values,
/// which policies declare for the whole.
fn may_be_of_rows(kind: &ItemKind) -> bool {
    stands_in_rows(kind) && !matches!(kind, ItemKind::Lookup(_) | ItemKind::Open(_))
}
