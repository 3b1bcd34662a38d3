//! The kinds of tokens. Everything is a token, blanks and comments too: together they tile the text.

use super::citation::citation_end;
use logos::{Lexer, Logos};

/// What a token is, before any grammar: words are not yet told apart.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[logos(subpattern digit = r"[0-9０-９]")]
#[logos(subpattern word = r"[\p{XID_Start}_][\p{XID_Continue}]*")]
pub enum TokenKind {
    /// Blanks of any width within a line: U+3000 and no-break blanks too.
    #[regex(r"[ \t\u{A0}\u{1680}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]+")]
    Blank,
    /// Characters of no width (U+200B, U+FEFF …): blanks, but wrong inside a name.
    #[regex(r"[\u{AD}\u{180E}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{FEFF}]+")]
    Invisible,
    /// One line break; the terminal report's set.
    #[regex(r"\r\n|[\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]")]
    LineBreak,
    /// `// …` to the end of the line
    #[regex(r"[/／][/／][^\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*", allow_greedy = true)]
    Comment,
    /// `/// …` to the end of the line
    #[regex(
        r"[/／][/／][/／]([^/／\n\r\x0B\x0C\u{85}\u{2028}\u{2029}][^\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*)?",
        allow_greedy = true,
        priority = 20
    )]
    DocComment,
    /// `亩均税收`, `若`, `score`
    #[regex(r"(?&word)", priority = 4)]
    Name,
    /// `「单位GDP能耗（当量）」`
    #[regex(r"「[^」\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*」")]
    QuotedName,
    /// `「…` without its `」` on the line
    #[regex(r"「[^」\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*", allow_greedy = true)]
    UnclosedName,
    /// `m²`, `㎡`, `℃`: signs of units that cannot stand in a name
    #[regex(r"((?&word))?[²³㎡㎥㎞㎏㎝㎜°℃]+")]
    UnitName,
    /// `%`, `％`, `‰`
    #[regex(r"[%％‰]")]
    Percent,
    /// `1000`, `0.5`, `１２`
    #[regex(r"(?&digit)+([.．](?&digit)+)?")]
    Number,
    /// `2022年`, a year of 1900 to 2199; the following word may touch: `2022年起`
    #[regex(r"([1１][9９]|[2２][01０１])(?&digit)(?&digit)年")]
    Year,
    /// `2022-01-31`: three runs of digits joined by hyphens are always a date, good or bad
    #[regex(r"(?&digit)+[-－](?&digit)+[-－](?&digit)+")]
    Date,
    /// `"…"`, `“…”`
    #[regex(r#""[^"\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*""#)]
    #[regex(r"“[^”\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*”")]
    #[regex(r"＂[^＂\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*＂")]
    Text,
    /// `"…` without its partner on the line
    #[regex(r#""[^"\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*"#, allow_greedy = true)]
    #[regex(r"“[^”\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*", allow_greedy = true)]
    #[regex(r"＂[^＂\n\r\x0B\x0C\u{85}\u{2028}\u{2029}]*", allow_greedy = true)]
    UnclosedText,
    /// `@第十二条（二）`, `@"…"`; a lone `@` where nothing citable follows
    #[regex(r"[@＠]", citation)]
    Citation,
    /// `+`
    #[regex(r"[+＋]")]
    Plus,
    /// `-`
    #[regex(r"[-－−]")]
    Minus,
    /// `×`
    #[regex(r"[×*＊✕]")]
    Times,
    /// `/`, `÷`
    #[regex(r"[/／÷∕]")]
    Divide,
    /// `=`
    #[regex(r"[=＝]")]
    Equal,
    /// `≠`
    #[regex(r"≠|[!！][=＝]")]
    NotEqual,
    /// `<`
    #[regex(r"[<＜]")]
    Less,
    /// `≤`
    #[regex(r"[≤≦⩽]|[<＜][=＝]")]
    LessOrEqual,
    /// `>`
    #[regex(r"[>＞]")]
    Greater,
    /// `≥`
    #[regex(r"[≥≧⩾]|[>＞][=＝]")]
    GreaterOrEqual,
    /// `→`
    #[regex(r"→|[-－−][>＞]")]
    Arrow,
    /// `:`
    #[regex(r"[:：]")]
    Colon,
    /// `,`, `，`
    #[regex(r"[,，]")]
    Comma,
    /// `、`
    #[regex(r"、")]
    Pause,
    /// `;`, `；`
    #[regex(r"[;；]")]
    Semicolon,
    /// `。`
    #[regex(r"。")]
    Stop,
    /// `.`
    #[regex(r"[.．]")]
    Dot,
    /// `|`
    #[regex(r"[|｜]")]
    Bar,
    /// `(`
    #[regex(r"[(（]")]
    OpenParen,
    /// `)`
    #[regex(r"[)）]")]
    CloseParen,
    /// `[`; `【` is what an input method gives for it
    #[regex(r"[\[［【]")]
    OpenBracket,
    /// `]`
    #[regex(r"[\]］】]")]
    CloseBracket,
    /// `{`
    #[regex(r"[{｛]")]
    OpenBrace,
    /// `}`
    #[regex(r"[}｝]")]
    CloseBrace,
    /// `〔`, `〕` of a document's number: `通政办发〔2022〕4号`
    #[regex(r"[〔〕]")]
    YearBracket,
    /// `《`, `》`, `〈`, `〉`
    #[regex(r"[《》〈〉]")]
    BookMark,
    /// `—`, `–`, `～`, `~`: what documents write between the ends of a range
    #[regex(r"[—–―‐‑‒～~〜]+")]
    RangeDash,
    /// Anything else; one token for each character.
    Unknown,
}

/// Takes in what a `@` cites.
fn citation(lexer: &mut Lexer<'_, TokenKind>) {
    lexer.bump(citation_end(lexer.remainder()));
}

impl TokenKind {
    /// Blanks, comments and line breaks: what stands between the tokens a grammar reads.
    pub fn is_trivia(self) -> bool {
        matches!(
            self,
            TokenKind::Blank
                | TokenKind::Invisible
                | TokenKind::LineBreak
                | TokenKind::Comment
                | TokenKind::DocComment
        )
    }

    /// An operator with an operand on each side: a line that ends or begins with one goes on.
    pub fn is_binary_operator(self) -> bool {
        matches!(self, TokenKind::Plus | TokenKind::Minus | TokenKind::Times | TokenKind::Divide)
            || self.is_comparator()
            || matches!(self, TokenKind::Arrow | TokenKind::Bar)
    }

    /// `= ≠ < ≤ > ≥`
    pub fn is_comparator(self) -> bool {
        matches!(
            self,
            TokenKind::Equal
                | TokenKind::NotEqual
                | TokenKind::Less
                | TokenKind::LessOrEqual
                | TokenKind::Greater
                | TokenKind::GreaterOrEqual
        )
    }

    /// A word: plain, quoted, or with the signs of a unit.
    pub fn is_word(self) -> bool {
        matches!(self, TokenKind::Name | TokenKind::QuotedName | TokenKind::UnitName)
    }
}
