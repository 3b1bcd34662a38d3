//! What is offered.

use heng_grammar::diagnostic::Message;

use crate::symbol::SymbolKind;

/// Something that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What is put in: with 「」 where it must be, a function with its opening bracket.
    pub insert: String,
    /// How it is listed.
    pub label: String,
    /// What it is.
    pub kind: CandidateKind,
    /// One line about it: its unit or type and its formula or documentation; what a word is for.
    pub detail: Message,
}

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CandidateKind {
    /// A name that some text declares.
    Name(SymbolKind),
    /// A word of the language.
    Keyword,
    /// A function.
    Function,
    /// A unit of measure.
    Unit,
    /// 文本, 是否, 日期, 年份
    Type,
    /// An article of the document.
    Article,
    /// What 引用 may name.
    Document,
    /// A part that the language gives to a block: 名次, 未满足.
    Part,
}

impl CandidateKind {
    /// The kind in words.
    pub fn words(self) -> Message {
        match self {
            Self::Name(kind) => kind.words(),
            Self::Keyword => Message::new("词", "word"),
            Self::Function => Message::new("函数", "function"),
            Self::Unit => Message::new("单位", "unit"),
            Self::Type => Message::new("类型", "type"),
            Self::Article => Message::new("条款", "article"),
            Self::Document => Message::new("文件", "document"),
            Self::Part => Message::new("附带的值", "given part"),
        }
    }
}
