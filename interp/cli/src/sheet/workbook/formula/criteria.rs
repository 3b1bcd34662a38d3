//! What rows an aggregate counts: columns, and what they must hold.

use heng_interp::program::{ChoiceId, Comparison, Core, Frame, Kind, Node};
use heng_interp::value::Value;

use super::super::book::Reason;
use super::super::words::YES;
use super::text::{is_criterion, quoted};
use super::{Translator, is_figure, is_whole};

/// What rows are chosen by.
pub(super) type Criteria = Vec<Criterion>;

/// What the cells of a column must be for a row to count.
#[derive(Clone)]
pub(super) struct Criterion {
    /// The cells.
    pub range: String,
    /// `=`, `>=`
    pub sign: &'static str,
    /// What they are compared with.
    pub wanted: String,
}

impl Criterion {
    /// Equal to something.
    pub fn equal(range: String, wanted: String) -> Self {
        Self { range, sign: "=", wanted }
    }

    /// As COUNTIFS and its like take it.
    pub fn listed(&self) -> String {
        match self.sign {
            "=" => format!("{},{}", self.range, self.wanted),
            sign => format!("{},\"{sign}\"&{}", self.range, self.wanted),
        }
    }

    /// As a factor of an array formula; a word for no value is greater than every number there.
    pub fn factor(&self) -> String {
        match self.sign {
            "=" => format!("({}={})", self.range, self.wanted),
            sign => format!("ISNUMBER({0})*({0}{sign}{1})", self.range, self.wanted),
        }
    }
}

impl Translator<'_, '_, '_> {
    /// A filter as what cells must hold: each part of an 且 by itself, for a row counts only where all of them are yes.
    pub(super) fn criteria(
        &mut self,
        filter: &Core,
        there: Frame,
        here: Frame,
        criteria: &mut Criteria,
    ) -> Result<(), Reason> {
        if let Node::And(parts) = filter.node.as_ref() {
            return parts.iter().try_for_each(|part| self.criteria(part, there, here, criteria));
        }
        if let Node::Constant(Value::YesNo(true)) = filter.node.as_ref() {
            return Ok(());
        }
        if let Some((comparison, subject, asker)) = asked_comparison(filter) {
            let asked = self.wanted_of_asker(comparison, subject, asker, (there, here))?;
            criteria.push(asked);
            return Ok(());
        }
        let (subject, wanted) = match self.member_wanted(filter) {
            Some((subject, member)) => (subject, quoted(&member)),
            None => (filter, quoted(YES)),
        };
        let at = self.stands(subject, there).ok_or(Reason::Function)?;
        let range = self.book.range(here, there, at).ok_or(Reason::Function)?;
        criteria.push(Criterion::equal(range, wanted));
        Ok(())
    }

    /// `日期 ≥ 本.投产`: the column of the rows aggregated over, and what it must hold for the row that asks.
    fn wanted_of_asker(
        &mut self,
        comparison: Comparison,
        subject: &Core,
        asker: &Core,
        (there, here): (Frame, Frame),
    ) -> Result<Criterion, Reason> {
        let at = self.stands(subject, there).ok_or(Reason::Function)?;
        let inner = self.book.cell(there, there, at).ok_or(Reason::Function)?;
        let range = self.book.range(here, there, at).ok_or(Reason::Function)?;
        let piece = self.piece(asker, here);
        let outer = self.atom(piece, asker, here);
        let sharp = (inner.sharp || is_whole(subject)) && (outer.sharp || is_whole(asker));
        let searchable = match &subject.ty.kind {
            kind if is_figure(kind) => sharp,
            _ if comparison != Comparison::Equal => false,
            Kind::Text => self.texts_searchable(subject, there) && self.texts_searchable(asker, here),
            Kind::Choice(choice) => self.members_searchable(*choice),
            _ => true,
        };
        if !searchable || !outer.absent.is_none() {
            return Err(Reason::AskingRow);
        }
        match super::compare::sign(comparison) {
            // What has no value is unlike everything, yet no row that counts.
            "<>" => Err(Reason::AskingRow),
            sign => Ok(Criterion { range, sign, wanted: outer.text }),
        }
    }

    /// `名目 = 中国工业大奖`: the column of members, and the one wanted.
    fn member_wanted<'c>(&self, filter: &'c Core) -> Option<(&'c Core, String)> {
        let Node::Compare(Comparison::Equal, x, y) = filter.node.as_ref() else {
            return None;
        };
        let Kind::Choice(choice) = x.ty.kind else { return None };
        let (subject, wanted) = match (x.node.as_ref(), y.node.as_ref()) {
            (Node::Column(_) | Node::Definition(_), Node::Constant(Value::Choice(member))) => (x, *member),
            (Node::Constant(Value::Choice(member)), Node::Column(_) | Node::Definition(_)) => (y, *member),
            _ => return None,
        };
        let name = self.member(choice, wanted).to_owned();
        (is_criterion(&name) && self.members_differ(choice)).then_some((subject, name))
    }

    /// Whether rows can be found by these texts.
    pub(super) fn texts_searchable(&self, core: &Core, frame: Frame) -> bool {
        self.texts_of(core, frame).iter().all(|text| is_criterion(text)) && self.texts_differ(core, frame)
    }

    pub(super) fn members_searchable(&self, choice: ChoiceId) -> bool {
        let members = self.book.outcome.program().choice(choice).map(|choice| choice.members.as_slice());
        members.unwrap_or_default().iter().all(|name| is_criterion(name)) && self.members_differ(choice)
    }

    /// Whether texts that differ also differ to a spreadsheet.
    pub(super) fn texts_differ(&self, core: &Core, frame: Frame) -> bool {
        let texts = self.texts_of(core, frame);
        let folded: std::collections::BTreeSet<String> =
            texts.iter().map(|text| super::text::fold(text)).collect();
        folded.len() == texts.len()
    }

    fn texts_of(&self, core: &Core, frame: Frame) -> std::collections::BTreeSet<String> {
        let rows: Vec<u32> = (0..self.book.outcome.rows(frame)).collect();
        let values = self.book.outcome.evaluate(core, frame, &rows);
        (0..values.len())
            .filter(|&i| values.absence(i).is_none())
            .filter_map(|i| values.text(i).map(str::to_owned))
            .collect()
    }
}

/// As COUNTIFS and its like take them.
pub(super) fn listed(criteria: &Criteria) -> String {
    criteria.iter().map(Criterion::listed).collect::<Vec<_>>().join(",")
}

/// A comparison of something of the rows aggregated over with something of the row that asks, seen from the former.
fn asked_comparison(core: &Core) -> Option<(Comparison, &Core, &Core)> {
    let Node::Compare(comparison, a, b) = core.node.as_ref() else { return None };
    match (a.node.as_ref(), b.node.as_ref()) {
        (_, Node::Outer(asker)) if !mentions_asker(a) => Some((*comparison, a, asker)),
        (Node::Outer(asker), _) if !mentions_asker(b) => Some((comparison.turned(), b, asker)),
        _ => None,
    }
}

/// Whether a filter speaks of the row that asks only in comparisons that a spreadsheet can search by.
pub(super) fn asks_simply(core: &Core) -> bool {
    match core.node.as_ref() {
        Node::And(parts) => parts.iter().all(asks_simply),
        _ => !mentions_asker(core) || asked_comparison(core).is_some(),
    }
}

/// Whether an expression speaks of the row that asks.
pub(super) fn mentions_asker(core: &Core) -> bool {
    matches!(core.node.as_ref(), Node::Outer(_)) || core.children().into_iter().any(mentions_asker)
}
