//! One value of many rows.

use heng_interp::program::{
    Aggregate, AggregateFunction, ColumnId, Comparison, Core, Frame, Kind, Link, Node, TableId, Type,
};
use heng_interp::table::ColumnKind;
use heng_interp::value::{Absence, Value};

use super::super::book::{Column, Content, Reason, Subject};
use super::super::words::{Absences, YES};
use super::expression::{Binding, Gives, Piece, is_absent};
use super::text::{is_criterion, quoted};
use super::{Translator, is_figure, is_whole};

/// More cells than this are not gone through for one column of answers.
const MOST_CELLS: u64 = 60_000_000;

/// What rows are chosen by: cells, and what they must hold.
type Criteria = Vec<(String, String)>;

impl Translator<'_, '_, '_> {
    /// Why an aggregate cannot be a formula.
    pub(super) fn aggregate_refused(&self, aggregate: &Aggregate) -> Option<Reason> {
        let any = aggregate.function == AggregateFunction::Any;
        let tests = aggregate.filter.iter().chain(aggregate.value.iter().filter(|_| any));
        let plain =
            aggregate.value.iter().filter(|_| !any).chain(aggregate.group.iter().map(|key| &key.inner));
        if !tests.clone().all(asks_simply) || plain.clone().any(mentions_asker) {
            return Some(Reason::AskingRow);
        }
        let kind = aggregate.value.as_ref().map(|value| &value.ty.kind);
        let figures = kind.is_none_or(is_figure);
        match aggregate.function {
            AggregateFunction::Latest => Some(Reason::Function),
            AggregateFunction::Maximum | AggregateFunction::Minimum if !figures => Some(Reason::Function),
            AggregateFunction::Same if !figures => {
                let simple =
                    aggregate.filter.is_none() && aggregate.group.is_empty() && aggregate.link != Link::Whole;
                (!simple).then_some(Reason::Function)
            }
            _ => None,
        }
    }

    /// `平均(x 当 c)`
    pub(super) fn aggregate(
        &mut self,
        aggregate: &Aggregate,
        core: &Core,
        frame: Frame,
    ) -> Result<Piece, Reason> {
        let asked = aggregate.filter.iter().chain(&aggregate.value).any(mentions_asker);
        if aggregate.link == Link::Whole && aggregate.group.is_empty() && frame != Frame::Whole && !asked {
            let at = self.stands(core, Frame::Whole).ok_or(Reason::Function)?;
            return self.book.cell(frame, Frame::Whole, at).ok_or(Reason::Function);
        }
        let there = Frame::Rows(aggregate.table);
        let cells = u64::from(self.book.outcome.rows(frame)) * u64::from(self.book.outcome.rows(there));
        if cells > MOST_CELLS {
            return Err(Reason::Many);
        }
        let mut criteria = Criteria::new();
        if let Some(range) = self.linked(aggregate, frame)? {
            criteria.push((range, self.book.line()));
        }
        let askers = self.grouped(aggregate, frame, &mut criteria)?;
        if let Some(filter) = &aggregate.filter {
            self.criteria(filter, there, frame, &mut criteria)?;
        }
        let answer = self.answer(aggregate, core, frame, criteria)?;
        let words = self.book.words;
        let absent = askers.iter().fold(answer.absent, |all, key| all.or(key.absent));
        let guarded =
            askers.iter().filter(|key| !key.absent.is_none()).fold(answer.in_cell(words), |text, key| {
                format!("IF({},{1},{text})", is_absent(&key.text, key.absent, words), key.text)
            });
        if askers.iter().all(|key| key.absent.is_none()) {
            return Ok(answer);
        }
        let gives = if answer.gives == Gives::Test { Gives::Word } else { Gives::Value };
        Ok(Piece { sharp: answer.sharp, ..Piece::chosen(guarded, gives, absent) })
    }

    /// The column that says to which line each row of the table aggregated over belongs.
    fn linked(&mut self, aggregate: &Aggregate, frame: Frame) -> Result<Option<String>, Reason> {
        let there = Frame::Rows(aggregate.table);
        let Frame::Rows(asker) = frame else { return Ok(None) };
        let unit = |span| {
            Core::new(Node::UnitOf(asker), Type { kind: Kind::Reference(asker), optional: true }, span)
        };
        let span = heng_grammar::span::Span::default();
        let belongs = match aggregate.link {
            Link::Whole => return Ok(None),
            Link::Members => unit(span),
            Link::Own(column) => {
                let target = self.target(aggregate.table, column).ok_or(Reason::Function)?;
                let ty = Type { kind: Kind::Reference(target), optional: false };
                let reference = Core::new(Node::Column(column), ty, span);
                if target == asker {
                    reference
                } else {
                    let ty = Type { kind: Kind::Reference(asker), optional: true };
                    Core::new(Node::Follow { table: target, reference, value: unit(span) }, ty, span)
                }
            }
        };
        let at = self.stands(&belongs, there).ok_or(Reason::Function)?;
        Ok(self.book.range(frame, there, at))
    }

    fn target(&self, table: TableId, column: ColumnId) -> Option<TableId> {
        let schema = self.book.outcome.program().tables.get(table.index())?;
        match schema.columns.get(column.index())?.kind {
            ColumnKind::Reference(target) => Some(TableId(u32::try_from(target).ok()?)),
            _ => None,
        }
    }

    /// 按: the keys of the rows, and those of the row that asks.
    fn grouped(
        &mut self,
        aggregate: &Aggregate,
        frame: Frame,
        criteria: &mut Criteria,
    ) -> Result<Vec<Piece>, Reason> {
        let there = Frame::Rows(aggregate.table);
        let mut askers = Vec::new();
        for key in &aggregate.group {
            let at = self.stands(&key.inner, there).ok_or(Reason::Function)?;
            let inner = self.book.cell(there, there, at).ok_or(Reason::Function)?;
            let outer = self.piece(&key.outer, frame);
            let outer = self.atom(outer, &key.outer, frame);
            match &key.inner.ty.kind {
                Kind::Number(_) if !(inner.sharp && outer.sharp) => return Err(Reason::Function),
                Kind::Text if !self.texts_searchable(&key.inner, there) => return Err(Reason::Texts),
                Kind::Text if !self.texts_searchable(&key.outer, frame) => return Err(Reason::Texts),
                Kind::Choice(choice) if !self.members_searchable(*choice) => return Err(Reason::Texts),
                _ => {}
            }
            criteria.push((self.book.range(frame, there, at).ok_or(Reason::Function)?, outer.text.clone()));
            askers.push(outer);
        }
        Ok(askers)
    }

    /// A filter as what cells must hold: each part of an 且 by itself, for a row counts only where all of them are yes.
    fn criteria(
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
        criteria.push((self.book.range(here, there, at).ok_or(Reason::Function)?, wanted));
        Ok(())
    }

    /// `日期 ≥ 本.投产`: the column of the rows aggregated over, and what it must hold for the row that asks.
    fn wanted_of_asker(
        &mut self,
        comparison: Comparison,
        subject: &Core,
        asker: &Core,
        (there, here): (Frame, Frame),
    ) -> Result<(String, String), Reason> {
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
        let wanted = match super::compare::sign(comparison) {
            "=" => outer.text,
            // What has no value is unlike everything, yet no row that counts.
            "<>" => return Err(Reason::AskingRow),
            sign => format!("\"{sign}\"&{}", outer.text),
        };
        Ok((range, wanted))
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

    fn answer(
        &mut self,
        aggregate: &Aggregate,
        core: &Core,
        frame: Frame,
        mut criteria: Criteria,
    ) -> Result<Piece, Reason> {
        let there = Frame::Rows(aggregate.table);
        let strict = |text: String| Piece::strict(text, Binding::Tight, &[]);
        let Some(value) = &aggregate.value else {
            return Ok(strict(self.count(&criteria, there, frame)).sharp(true));
        };
        match aggregate.function {
            AggregateFunction::Any => {
                self.criteria(value, there, frame, &mut criteria)?;
                let text = format!("{}>0", self.count(&criteria, there, frame));
                return Ok(Piece::strict(text, Binding::Comparison, &[]).test());
            }
            AggregateFunction::All => {
                let range = self.values_range(value, there, frame)?.0;
                criteria.push((range, quoted(super::NO)));
                let text = format!("{}=0", self.count(&criteria, there, frame));
                return Ok(Piece::strict(text, Binding::Comparison, &[]).test());
            }
            _ => {}
        }
        let (range, own) = self.values_range(value, there, frame)?;
        let sharp = own.sharp || is_whole(value);
        let present = self.present_count(&criteria, &range, own.absent, there, frame);
        let if_any = |text: String, optional: bool| match optional {
            true => Piece {
                sharp,
                ..Piece::chosen(
                    format!("IF({present}=0,{},{text})", self.book.words.quoted(Absence::Missing)),
                    Gives::Value,
                    Absences::one(Absence::Missing),
                )
            },
            false => strict(text).sharp(sharp),
        };
        Ok(match &aggregate.function {
            AggregateFunction::Count => Piece::strict(present, Binding::Sum, &[]).sharp(true),
            AggregateFunction::Sum => {
                strict(of_rows("SUM", "SUMIFS", &range, &criteria)).sharp(is_whole(value))
            }
            AggregateFunction::Mean => {
                let mean = strict(of_rows("AVERAGE", "AVERAGEIFS", &range, &criteria));
                if core.ty.optional { mean.or_missing() } else { mean }
            }
            AggregateFunction::Maximum => {
                if_any(of_rows("MAX", "_xlfn.MAXIFS", &range, &criteria), core.ty.optional)
            }
            AggregateFunction::Minimum => {
                if_any(of_rows("MIN", "_xlfn.MINIFS", &range, &criteria), core.ty.optional)
            }
            AggregateFunction::Same if is_figure(&value.ty.kind) => {
                if_any(of_rows("MAX", "_xlfn.MAXIFS", &range, &criteria), core.ty.optional)
            }
            AggregateFunction::Same => return self.first_of(&criteria, &range, &own, core),
            AggregateFunction::Median => return self.array(&criteria, &range, "MEDIAN", "", (core, frame)),
            AggregateFunction::Quantile(q) => {
                let share = super::arithmetic::literal(q).ok_or(Reason::Digits)?;
                let end = format!(",{}", share.text);
                return self.array(&criteria, &range, "PERCENTILE", &end, (core, frame));
            }
            _ => return Err(Reason::Function),
        })
    }

    fn values_range(&mut self, value: &Core, there: Frame, frame: Frame) -> Result<(String, Piece), Reason> {
        let at = self.stands(value, there).ok_or(Reason::Function)?;
        let own = self.book.cell(there, there, at).ok_or(Reason::Function)?;
        Ok((self.book.range(frame, there, at).ok_or(Reason::Function)?, own))
    }

    /// How many rows there are.
    fn count(&self, criteria: &Criteria, there: Frame, here: Frame) -> String {
        if criteria.is_empty() {
            let lines = self.book.sheet(there).map(|sheet| sheet.lines_range(here)).unwrap_or_default();
            return format!("COUNT({lines})");
        }
        format!("COUNTIFS({})", listed(criteria))
    }

    /// How many of them have a value.
    fn present_count(
        &self,
        criteria: &Criteria,
        range: &str,
        absent: Absences,
        there: Frame,
        here: Frame,
    ) -> String {
        let mut text = self.count(criteria, there, here);
        for kind in absent.iter() {
            let mut without = criteria.clone();
            without.push((range.to_owned(), self.book.words.quoted(kind)));
            text.push_str(&format!("-COUNTIFS({})", listed(&without)));
        }
        text
    }

    /// 同值: that of the first row.
    fn first_of(&self, criteria: &Criteria, range: &str, own: &Piece, core: &Core) -> Result<Piece, Reason> {
        let [(lines, line)] = criteria.as_slice() else { return Err(Reason::Function) };
        if !own.absent.is_none() {
            return Err(Reason::Function);
        }
        let text = format!("INDEX({range},MATCH({line},{lines},0))");
        let absent = if core.ty.optional { Absences::one(Absence::Missing) } else { Absences::NONE };
        let text = match absent.is_none() {
            true => text,
            false => format!("IFERROR({text},{})", self.book.words.quoted(Absence::Missing)),
        };
        let gives = if core.ty.kind == Kind::YesNo { Gives::Word } else { Gives::Value };
        Ok(Piece::chosen(text, gives, absent))
    }

    /// A function that takes no criteria: an array formula in a cell of its own.
    fn array(
        &mut self,
        criteria: &Criteria,
        range: &str,
        function: &str,
        end: &str,
        (core, frame): (&Core, Frame),
    ) -> Result<Piece, Reason> {
        let mut tests: Vec<String> =
            criteria.iter().map(|(cells, wanted)| format!("({cells}={wanted})")).collect();
        tests.push(format!("ISNUMBER({range})"));
        let text = format!("{function}(IF({},{range}){end})", tests.join("*"));
        let missing = self.book.words.quoted(Absence::Missing);
        let absent = if core.ty.optional { Absences::one(Absence::Missing) } else { Absences::NONE };
        let text = if absent.is_none() { text } else { format!("IFERROR({text},{missing})") };
        let known = (frame, format!("array {text}"));
        let at = match self.known.get(&known) {
            Some(at) => *at,
            None => {
                // The values of an array formula are those of the aggregate.
                let column = Column {
                    subject: self.next_step(),
                    kind: core.ty.kind.clone(),
                    absent,
                    content: Content::Array { formula: text, core: Box::new(core.clone()) },
                    sharp: false,
                };
                self.book.put(frame, column).ok_or(Reason::Function)?
            }
        };
        self.known.insert(known, at);
        self.book.cell(frame, frame, at).ok_or(Reason::Function)
    }

    /// Whether rows can be found by these texts.
    fn texts_searchable(&self, core: &Core, frame: Frame) -> bool {
        self.texts_of(core, frame).iter().all(|text| is_criterion(text)) && self.texts_differ(core, frame)
    }

    fn members_searchable(&self, choice: heng_interp::program::ChoiceId) -> bool {
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

fn listed(criteria: &Criteria) -> String {
    let pairs: Vec<String> = criteria.iter().map(|(range, wanted)| format!("{range},{wanted}")).collect();
    pairs.join(",")
}

fn of_rows(plain: &str, chosen: &str, range: &str, criteria: &Criteria) -> String {
    match criteria.is_empty() {
        true => format!("{plain}({range})"),
        false => format!("{chosen}({range},{})", listed(criteria)),
    }
}

/// Whether an expression speaks of the row that asks.
fn mentions_asker(core: &Core) -> bool {
    matches!(core.node.as_ref(), Node::Outer(_)) || core.children().into_iter().any(mentions_asker)
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
fn asks_simply(core: &Core) -> bool {
    match core.node.as_ref() {
        Node::And(parts) => parts.iter().all(asks_simply),
        _ => !mentions_asker(core) || asked_comparison(core).is_some(),
    }
}

/// The columns an aggregate reads besides those its expressions name.
pub fn link_column(aggregate: &Aggregate) -> Option<Subject> {
    match aggregate.link {
        Link::Own(column) => Some(Subject::Data(column)),
        Link::Whole | Link::Members => None,
    }
}
