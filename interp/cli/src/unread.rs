//! What of a text could not be read, and what the checker can therefore not know: one slip is to be one report.

use std::collections::BTreeSet;

use heng_grammar::Parsed;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::fold::fold;
use heng_grammar::skeleton::{Entry, Skeleton};
use heng_grammar::source::Source;
use heng_grammar::span::{SourceId, Span};
use heng_grammar::token::{TokenKind, lex_range};
use heng_grammar::vocabulary::Concept;

/// The parts of one text that could not be read.
pub struct Unread {
    source: SourceId,
    /// The places reported.
    places: Vec<Span>,
    /// The names in the entries at these places, and those of the blocks around them: what they stand for is not known.
    names: BTreeSet<String>,
    /// Where what is wrong is to be reported all the same.
    causes: Vec<u32>,
    /// The blocks that lack an entry: what is missing in them is not known.
    blocks: Vec<Span>,
}

impl Unread {
    /// What of `source` could not be read.
    pub fn new(source: &Source, parsed: &Parsed) -> Self {
        let errors = parsed.diagnostics.iter().filter(|fault| fault.is_error());
        let places: Vec<Span> = errors.filter_map(place).collect();
        let mut unread = Self {
            source: source.id(),
            places,
            names: BTreeSet::new(),
            causes: Vec::new(),
            blocks: Vec::new(),
        };
        for place in unread.places.clone() {
            unread.visit(source.text(), &parsed.skeleton.entries, None, place);
        }
        unread
    }

    /// What follows from a table that is not there, or cannot be put together: the names that a `对`, `行集` or `归并` of it
    /// gives are not known.
    pub fn without_tables(source: &Source, parsed: &Skeleton, found: &[Diagnostic]) -> Self {
        let id = source.id();
        let mut lost = Self {
            source: id,
            places: Vec::new(),
            names: BTreeSet::new(),
            causes: Vec::new(),
            blocks: Vec::new(),
        };
        let missing = found.iter().filter(|fault| matches!(fault.code.0, 307 | 771)).filter_map(place);
        let missing: Vec<Span> = missing.filter(|place| place.source == id).collect();
        let text = source.text();
        for entry in &parsed.entries {
            let inside = |place: &&Span| (entry.header.start..entry.header.end).contains(&place.start);
            let Some(cause) = missing.iter().find(inside) else { continue };
            let of_rows = |word: &str| {
                [Concept::For, Concept::Rows, Concept::Rollup].iter().any(|concept| concept.is(word))
            };
            if first_word(text, entry).is_some_and(of_rows) {
                // A table that an entry before this was to make is no new fault.
                if !lost.names.contains(&bare(cause.text(text))) {
                    lost.causes.push(cause.start);
                }
                lost.names_of(text, entry);
                for inner in entry.body.iter().flat_map(|body| &body.entries) {
                    lost.names_of(text, inner);
                }
            }
        }
        lost
    }

    /// Goes down to the entry that `place` lies in, the last one that begins before it ends.
    fn visit(&mut self, text: &str, entries: &[Entry], block: Option<&Entry>, place: Span) {
        let Some(entry) = entries.iter().rev().find(|entry| entry.span.start <= place.start) else {
            return;
        };
        self.names_of(text, entry);
        if let Some(body) = entry.body.as_ref().filter(|body| body.open.end <= place.start) {
            self.visit(text, &body.entries, Some(entry), place);
        } else if let Some(block) = block
            && !first_word(text, block).is_some_and(|word| Concept::For.is(word))
        {
            self.blocks.push(block.span);
        }
    }

    fn names_of(&mut self, text: &str, entry: &Entry) {
        let tokens = lex_range(text, entry.header.range());
        let names = tokens.filter(|token| matches!(token.kind, TokenKind::Name | TokenKind::QuotedName));
        self.names.extend(names.map(|token| bare(token.text(text))));
    }

    /// Whether `found` by the checker follows from what could not be read: it lies there itself, a name is not known that
    /// stands there, or something is missing in a block that was not read in full. Where it does not follow, it comes back
    /// once the text can be read.
    pub fn explains(&self, text: &str, found: &Diagnostic) -> bool {
        let Some(place) = place(found).filter(|place| place.source == self.source) else { return false };
        if self.causes.contains(&place.start) {
            return false;
        }
        let overlaps = |other: &Span| other.start < place.end && place.start < other.end;
        let unknown =
            matches!(found.code.0, 203 | 300..=399 | 415) && self.names.contains(&bare(place.text(text)));
        let lacking = matches!(found.code.0, 366 | 600..=699 | 770..=779 | 1600..=1639)
            && self.blocks.iter().any(|block| block.start <= place.start && place.end <= block.end);
        // No years, no ledger: what could not be read may have been the one there is.
        let none_at_all = matches!(found.code.0, 362 | 1610 | 1611) && !self.places.is_empty();
        self.places.iter().any(overlaps) || unknown || lacking || none_at_all
    }
}

fn place(fault: &Diagnostic) -> Option<Span> {
    fault.labels.first().map(|label| label.span)
}

fn first_word<'t>(text: &'t str, entry: &Entry) -> Option<&'t str> {
    lex_range(text, entry.header.range()).next().map(|token| token.text(text))
}

/// A name without its 「」, folded.
fn bare(name: &str) -> String {
    fold(name.trim_start_matches('「').trim_end_matches('」')).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::diagnostics;
    use crate::project::Texts;

    const TABLE: &str = "选项 等级 { A > B > C }\n表 企业 { 编号: 文本 主键；税收: 万元；亩均: 万元/亩；规上: 是否；初评: 等级 }\n";

    fn codes(script: &str) -> Vec<u16> {
        let source = Source::new(SourceId(0), "例.heng", format!("{TABLE}{script}"));
        let texts = Texts { sources: vec![source], own: vec![SourceId(0)], ..Texts::default() };
        diagnostics(&texts, None).iter().map(|fault| fault.code.0).collect()
    }

    #[test]
    fn a_name_whose_definition_cannot_be_read_is_not_reported_as_unknown() {
        assert_eq!(
            codes("对 企业 { 倍税 = 若 规上 则 1 万元\n 高 = 倍税 > 5 万元；低 = 倍税 < 1 万元 }"),
            [202]
        );
        assert_eq!(codes("待定 比例 %\n对 企业 { 得 = 税收 × 比例 }"), [210]);
        assert_eq!(codes("表 区 {\n 名称: 文本 主键\n 户数 = 户\n}\n对 区 { 倍 = 户数 × 2 }"), [209]);
        assert_eq!(
            codes("对 企业 { 调档 最终 从 初评 { 惩罚 甲 当 规上 调为 C @一 }\n 优 = 最终 = A }"),
            [201]
        );
    }

    #[test]
    fn a_block_with_an_entry_that_cannot_be_read_is_not_said_to_lack_it() {
        assert_eq!(
            codes("对 企业 { 评分 分 满分 100 分 {\n 亩均 60，基准 20 万元/亩\n 税收 40 基准 20 万元\n } }"),
            [236]
        );
        assert_eq!(codes("对 企业 { 分类 类 {\n 大 当 税收 ≥ 5 万元\n 小 剩余\n } }"), [232]);
        assert_eq!(codes("查表 甲(人数: 人) → 人 {\n ≤ 30 → 1\n 31～100 → 2\n ≥ 101 → 3\n}"), [105]);
    }

    #[test]
    fn years_and_ledgers_that_cannot_be_read_are_not_said_to_be_absent() {
        assert_eq!(codes("年度 2022-2024\n对 企业 按年 { 倍税 = 税收 × 2 }"), [104]);
        assert_eq!(codes("年度 2022 至 2024\n逐年 总额: 元 {\n 2022 100 元\n 其余 总额[上年]\n}"), [201]);
        assert_eq!(
            codes("对 企业 { 分账 入库 税收 { 余额 归 市 } }\n市得 = 合计(台账.金额 当 收款方 = 市)"),
            [201]
        );
    }

    #[test]
    fn what_hangs_on_a_table_that_is_not_there_is_not_reported_again() {
        assert_eq!(codes("行集 大户 = 企叶 当 规上\n大户税 = 合计(大户.税收)"), [307]);
        assert_eq!(codes("对 企叶 { 倍税 = 税收 × 2 }\n对 企业 { 高 = 倍税 > 5 万元 }"), [307]);
        assert_eq!(
            codes(
                "归并 单元 自 企叶 按 编号 { 税收 合计 }\n对 单元 { 半税 = 税收 / 2 }\n总 = 合计(单元.半税)"
            ),
            [307]
        );
    }

    #[test]
    fn other_faults_are_reported_beside_what_cannot_be_read() {
        assert_eq!(codes("对 企业 { 倍税 = 若 规上 则 1 万元\n 高 = 税守 > 5 万元 }"), [202, 301]);
        assert_eq!(
            codes("对 企业 { 倍税 = 若 规上 则 1 万元\n 评分 分 满分 100 分 { 税收 40 基准 20 万元 } }")
                .len(),
            2
        );
    }
}
