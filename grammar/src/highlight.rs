//! Colours: what each token of a text is to the eye.
//!
//! A view of the tokens and of the places where context words mean something, for terminals, editors and pages. It does
//! not parse: while a line is being typed it is as right as the text before it allows.

use crate::source::Source;
use crate::token::{Token, TokenKind, lex};
use crate::vocabulary::{Concept, Role, Tier, Units, concepts};

/// What a piece of text is to the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// `若 且 当`
    Keyword,
    /// `评分 表`: opens an entry of the outer level
    Block,
    /// `惩罚 另加`: opens an entry inside a block
    Entry,
    /// `基准 缺失`, and the words that answer them
    Clause,
    /// `平均(`
    Function,
    /// `文本 日期`
    Type,
    /// A name.
    Name,
    /// `1000`, `2022年`, `2022-01-01`
    Number,
    /// `万元/亩`
    Unit,
    /// `"热力"`
    Text,
    /// `// …`
    Comment,
    /// `/// …`
    Documentation,
    /// `@第十条`
    Citation,
    /// `+ ≥ →`
    Operator,
    /// `( { ，`
    Punctuation,
    /// What means nothing here.
    Error,
    /// Blanks and line breaks.
    Blank,
}

/// A piece of text and its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub class: Class,
}

/// The classes of all of `text`, one a token; they tile it.
///
/// ```
/// use heng_grammar::highlight::{Class, highlight};
/// let classes: Vec<Class> = highlight("若 税收 ≥ 5 万元").iter().map(|piece| piece.class).collect();
/// use Class::*;
/// assert_eq!(classes, [Keyword, Blank, Name, Blank, Operator, Blank, Number, Blank, Unit]);
/// ```
pub fn highlight(text: &str) -> Vec<Highlight> {
    let tokens: Vec<Token> = lex(text).collect();
    let units = Units::default();
    let mut before = Before::default();
    let mut pieces = Vec::with_capacity(tokens.len());
    for (at, &token) in tokens.iter().enumerate() {
        let after = tokens.get(at + 1..).unwrap_or(&[]);
        let class = class_of(text, token, after, &before, &units);
        before.see(token.kind, class);
        pieces.push(Highlight { start: token.start, end: token.end, class });
    }
    pieces
}

/// The classes of one line of a source, for reports: offsets are those of the source.
pub fn highlight_line(source: &Source, line: usize) -> Vec<Highlight> {
    let start = source.line_span(line).range().start;
    let pieces = highlight(source.line_text(line)).into_iter();
    pieces.map(|piece| Highlight { start: piece.start + start, end: piece.end + start, ..piece }).collect()
}

/// What stands before a token.
#[derive(Clone, Copy, Debug)]
struct Before {
    /// The class of the last token that is no blank.
    class: Class,
    kind: TokenKind,
    /// Whether an entry begins here.
    at_head: bool,
    /// Whether the last token is a `/` that follows a unit.
    in_unit: bool,
}

impl Default for Before {
    fn default() -> Self {
        Self { class: Class::Blank, kind: TokenKind::LineBreak, at_head: true, in_unit: false }
    }
}

impl Before {
    fn see(&mut self, kind: TokenKind, class: Class) {
        use TokenKind as K;
        self.at_head = match kind {
            K::LineBreak | K::Semicolon | K::Stop | K::OpenBrace | K::CloseBrace => true,
            K::Blank | K::Invisible | K::Comment | K::DocComment => self.at_head,
            _ => false,
        };
        if !kind.is_trivia() {
            self.in_unit = kind == K::Divide && self.class == Class::Unit;
            self.class = class;
            self.kind = kind;
        }
    }

    /// Whether a word here can only be an operand: after an operator, a bracket, `.`, or a word that wants one.
    fn wants_operand(&self) -> bool {
        use TokenKind as K;
        let joins = self.kind.is_binary_operator() && self.kind != K::Bar;
        joins
            || matches!(self.kind, K::Dot | K::OpenBracket)
            || matches!(self.class, Class::Block | Class::Keyword)
    }
}

fn class_of(text: &str, token: Token, after: &[Token], before: &Before, units: &Units) -> Class {
    use TokenKind as K;
    match token.kind {
        K::Blank | K::Invisible | K::LineBreak => Class::Blank,
        K::Comment => Class::Comment,
        K::DocComment => Class::Documentation,
        K::Name => word(token.text(text), after, before, units),
        K::QuotedName => Class::Name,
        K::UnitName | K::Percent => Class::Unit,
        K::Number | K::Year | K::Date => Class::Number,
        K::Text | K::UnclosedText => Class::Text,
        K::UnclosedName | K::BookMark | K::RangeDash | K::Unknown => Class::Error,
        K::Citation => Class::Citation,
        kind if kind.is_binary_operator() => Class::Operator,
        _ => Class::Punctuation,
    }
}

fn word(word: &str, after: &[Token], before: &Before, units: &Units) -> Class {
    let concepts = concepts(word);
    let tier = |tier: Tier| concepts.iter().copied().find(|concept| concept.word().tier == tier);
    let touches = |kind: TokenKind| after.first().is_some_and(|token| token.kind == kind);
    if tier(Tier::Hard).is_some() {
        return Class::Keyword;
    }
    if touches(TokenKind::OpenParen) && tier(Tier::Function).is_some() {
        return Class::Function;
    }
    let next = after.iter().find(|token| !token.kind.is_trivia()).map(|token| token.kind);
    if before.at_head && matches!(next, Some(TokenKind::Equal | TokenKind::Colon)) {
        return Class::Name;
    }
    if units.knows(word) && follows_number(before) || before.kind == TokenKind::Number && concepts.is_empty()
    {
        return Class::Unit;
    }
    if before.kind == TokenKind::Colon && tier(Tier::Type).is_some() {
        return Class::Type;
    }
    if before.kind == TokenKind::Colon && units.knows(word) {
        return Class::Unit;
    }
    match tier(Tier::Context) {
        Some(concept) if !before.wants_operand() || follows_number(before) => context(concept, before),
        _ => Class::Name,
    }
}

/// Whether the word stands where a unit can: after a number, or after `/` inside a unit.
fn follows_number(before: &Before) -> bool {
    before.kind == TokenKind::Number || before.in_unit
}

fn context(concept: Concept, before: &Before) -> Class {
    match concept.word().role {
        Role::Block if before.at_head => Class::Block,
        Role::Entry if before.at_head => Class::Entry,
        Role::Block => Class::Name,
        _ => Class::Clause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<(&str, Class)> {
        let pieces = highlight(text).into_iter().filter(|piece| piece.class != Class::Blank);
        pieces.map(|piece| (text.get(piece.start..piece.end).unwrap_or(""), piece.class)).collect()
    }

    fn class(text: &str, word: &str) -> Class {
        classes(text).into_iter().find(|(piece, _)| *piece == word).map(|(_, class)| class).unwrap()
    }

    #[test]
    fn words_are_coloured_by_their_place() {
        assert_eq!(class("评分 得分 满分 100 分 {", "评分"), Class::Block);
        assert_eq!(class("评分 得分 满分 100 分 {", "满分"), Class::Clause);
        assert_eq!(class("评分 得分 满分 100 分 {", "分"), Class::Unit);
        assert_eq!(class("评分: 分", "评分"), Class::Name);
        assert_eq!(class("x = 权重 / 2", "权重"), Class::Name);
        assert_eq!(class("  惩罚 a 当 b 调为 D", "惩罚"), Class::Entry);
        assert_eq!(class("  惩罚 a 当 b 调为 D", "当"), Class::Keyword);
        assert_eq!(class("  惩罚 a 当 b 调为 D", "调为"), Class::Clause);
        assert_eq!(class("x = 平均(合计)", "平均"), Class::Function);
        assert_eq!(class("x = 平均(合计)", "合计"), Class::Name);
        assert_eq!(class("a: 文本 主键", "文本"), Class::Type);
        assert_eq!(class("for firm {", "for"), Class::Block);
    }

    #[test]
    fn the_rest_is_coloured_by_its_kind() {
        assert_eq!(
            classes("x ≥ 90万元/亩 // 注"),
            [
                ("x", Class::Name),
                ("≥", Class::Operator),
                ("90", Class::Number),
                ("万元", Class::Unit),
                ("/", Class::Operator),
                ("亩", Class::Unit),
                ("// 注", Class::Comment),
            ]
        );
        assert_eq!(class("x = \"热力\" @第一条", "@第一条"), Class::Citation);
        assert_eq!(class("x ～ y", "～"), Class::Error);
    }

    #[test]
    fn one_line_of_a_source_keeps_its_offsets() {
        let source = Source::new(crate::span::SourceId(0), "例.heng", "a = 1\n若 b\n");
        let pieces = highlight_line(&source, 1);
        assert_eq!((pieces[0].start, pieces[0].class), (6, Class::Keyword));
    }
}
