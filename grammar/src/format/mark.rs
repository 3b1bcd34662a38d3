//! What the grammar knows of single tokens and their spacing: which bracket is a call, which minus is a sign.

use crate::parser::{Rule, Shape};
use std::collections::BTreeSet;

/// Places of a text where the spacing follows from what the grammar read there. First bytes, where nothing else is said.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Brackets that touch the name before them: calls, indices, keys.
    pub touching: BTreeSet<usize>,
    /// Brackets of remarks: `（缺失 最后）`.
    pub remarks: BTreeSet<usize>,
    /// A minus that is a sign and no subtraction.
    pub signs: BTreeSet<usize>,
    /// Colons of a ratio: `市 3 : 区 7`.
    pub ratios: BTreeSet<usize>,
    /// Names, as opposed to words of the language and units.
    pub names: BTreeSet<usize>,
    /// Years that a word may touch: `2022年起`.
    pub years: BTreeSet<usize>,
    /// Slashes within a unit.
    pub slashes: BTreeSet<usize>,
    /// Numbers of documents, which stay as they are: from the first byte to one past the last.
    pub numbers: Vec<(usize, usize)>,
    /// How many words of the language are Chinese, and how many English.
    words: (usize, usize),
}

impl Marks {
    /// The marks of `shapes`, which were read in `text`.
    pub fn of(shapes: &[Shape], text: &str) -> Self {
        let mut marks = Self::default();
        for shape in shapes {
            shape.walk(None, &mut |shape, around| marks.see(shape, around, text));
        }
        marks
    }

    /// Whether the words of the language are English.
    pub fn is_english(&self, text: &str) -> bool {
        let (chinese, english) = self.words;
        english > chinese || chinese == english && text.is_ascii()
    }

    fn see(&mut self, shape: &Shape, around: Option<&Shape>, text: &str) {
        let (start, end) = (shape.span.range().start, shape.span.range().end);
        match shape.rule {
            Rule::arguments | Rule::index | Rule::lookup_keys | Rule::cell_years => {
                self.touching.insert(start);
            }
            Rule::exclusive | Rule::partial | Rule::missing_order | Rule::open_answer => {
                self.remarks.insert(start);
            }
            Rule::lparen if around.is_some_and(|outer| outer.rule == Rule::target_column) => {
                self.remarks.insert(start);
            }
            Rule::minus
                if around.is_some_and(|outer| matches!(outer.rule, Rule::unary | Rule::if_missing)) =>
            {
                self.signs.insert(start);
            }
            Rule::colon if around.is_some_and(|outer| outer.rule == Rule::party_ratio) => {
                self.ratios.insert(start);
            }
            Rule::divide_touching => {
                self.slashes.insert(start);
            }
            Rule::year => {
                self.years.insert(start);
            }
            Rule::name => {
                self.names.insert(start);
            }
            Rule::document_number => self.numbers.push((start, end)),
            _ if shape.children.is_empty() => self.count(shape, text),
            _ => {}
        }
    }

    fn count(&mut self, shape: &Shape, text: &str) {
        let words = shape.span.text(text);
        if !is_keyword(shape.rule) {
            return;
        }
        match words.is_ascii() {
            true => self.words.1 += 1,
            false => self.words.0 += 1,
        }
    }
}

/// Whether a rule reads one word of the language.
fn is_keyword(rule: Rule) -> bool {
    format!("{rule:?}").starts_with("kw_")
}
