//! `分档`.

use super::allocate::option_name;
use super::clause::direction;
use super::expression::comparator;
use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::span::Span;
use crate::tree::{
    Band, BandBase, BandBound, BandClass, BandRounding, Comparator, Expr, ExprKind, Name, Notes, Stated, Ties,
};

/// An end of an interval and whether it belongs to it.
pub(super) type End = Option<(Expr, bool)>;

impl Builder<'_> {
    /// `分档 初评等级 依 综合得分 从高到低 各群体 { … }`
    pub(super) fn band(&mut self, entry: &Entry) -> Option<Band> {
        let header = self.header(Rule::band_header, entry);
        self.forbid_tail(entry);
        let mut band = Band {
            name: self.name_in(&header),
            by: header.child(Rule::band_by).map_or_else(
                || Expr::new(ExprKind::Error, header.span),
                |by| self.expression_in(by, Rule::sum),
            ),
            direction: header.child(Rule::direction).map(direction),
            each_group: header.has(Rule::kw_each_group),
            group: header.all(Rule::group_by).flat_map(|by| self.expressions(by, Rule::sum)).collect(),
            classes: Vec::new(),
            ties: None,
            rounding: None,
            base: None,
            missing: None,
        };
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::band_entry, inner) else { continue };
            if let Some(line) = node.first() {
                self.band_line(&mut band, line, inner);
            }
        }
        Some(band)
    }

    fn band_line(&mut self, band: &mut Band, line: &Node, entry: &Entry) {
        match line.rule {
            Rule::ties => {
                let ties = self.ties(line);
                self.once(&mut band.ties, ties, line.span);
            }
            Rule::band_rounding => self.once(&mut band.rounding, band_rounding(line), line.span),
            Rule::band_base => self.once(&mut band.base, band_base(line), line.span),
            Rule::missing => {
                let missing = self.missing(line);
                self.once(&mut band.missing, missing, line.span);
            }
            _ => {
                let name = self.name_in(line);
                band.classes.extend(self.band_class(line, name, notes(entry), entry.span));
            }
        }
    }

    /// `B 至 70%`
    pub(super) fn band_class(
        &mut self,
        node: &Node,
        class: Name,
        notes: Notes,
        span: Span,
    ) -> Option<BandClass> {
        let found = node.child(Rule::band_bound)?.first()?;
        let bound = match found.rule {
            Rule::top => BandBound::Top(self.expression_in(found, Rule::sum)),
            Rule::bottom => BandBound::Bottom(self.expression_in(found, Rule::sum)),
            Rule::up_to => BandBound::To {
                limit: self.expression_in(found, Rule::sum),
                exclusive: found.has(Rule::exclusive),
            },
            Rule::threshold => {
                let (lower, upper) = self.ends(found, Rule::sum)?;
                BandBound::Threshold { lower, upper }
            }
            _ => BandBound::Rest,
        };
        Some(BandClass { class, bound, notes, span })
    }

    /// `≥ 90 分`, `60 分 至 90 分（不含）`; the values are made by `rule`. `=` and `≠` bound nothing and are reported.
    pub(super) fn ends(&mut self, node: &Node, rule: Rule) -> Option<(End, End)> {
        let mut values = self.expressions(node, rule).into_iter();
        let first = values.next()?;
        if let Some(sign) = node.child(Rule::comparator) {
            return match comparator(sign) {
                Comparator::GreaterOrEqual => Some((Some((first, true)), None)),
                Comparator::Greater => Some((Some((first, false)), None)),
                Comparator::LessOrEqual => Some((None, Some((first, true)))),
                Comparator::Less => Some((None, Some((first, false)))),
                Comparator::Equal => Some((Some((first.clone(), true)), Some((first, true)))),
                Comparator::NotEqual => {
                    self.report(structure::not_equal_is_no_interval(sign.span));
                    None
                }
            };
        }
        let (mut open_below, mut open_above, mut past_to) = (false, false, false);
        for child in &node.children {
            match child.rule {
                Rule::kw_to => past_to = true,
                Rule::exclusive if past_to => open_above = true,
                Rule::exclusive => open_below = true,
                _ => {}
            }
        }
        Some((Some((first, !open_below)), values.next().map(|last| (last, !open_above))))
    }

    fn ties(&mut self, node: &Node) -> Ties {
        if node.has(Rule::kw_shared) {
            Ties::Shared(node.span)
        } else {
            Ties::Keys(self.order_keys_in(node), node.span)
        }
    }
}

fn band_rounding(node: &Node) -> Stated<BandRounding> {
    if let Some(reading) = option_name(node) {
        return Stated::Reading(reading);
    }
    Stated::Is(if node.has(Rule::kw_toward_zero) {
        BandRounding::Floor
    } else if node.has(Rule::kw_away) {
        BandRounding::Ceiling
    } else if node.has(Rule::kw_no_rounding) {
        BandRounding::None
    } else {
        BandRounding::HalfUp
    })
}

fn band_base(node: &Node) -> Stated<BandBase> {
    if let Some(reading) = option_name(node) {
        return Stated::Reading(reading);
    }
    Stated::Is(if node.has(Rule::kw_scored) {
        BandBase::Scored(node.span)
    } else if node.has(Rule::kw_listed) {
        BandBase::Listed(node.span)
    } else {
        BandBase::Ranked(node.span)
    })
}
