//! The functions that make one value of many, on columns and criteria.

use heng_interp::program::{Aggregate, AggregateFunction, Core, Frame, Kind};
use heng_interp::value::Absence;

use super::super::book::{Column, Content, Reason};
use super::super::words::Absences;
use super::criteria::{Criteria, Criterion, listed};
use super::expression::{Binding, Gives, Piece};
use super::text::quoted;
use super::{Translator, is_figure, is_whole};

/// The values that are aggregated.
struct Values {
    /// Their cells.
    range: String,
    /// One of them.
    own: Piece,
    /// How many of those admitted have a value.
    present: String,
    /// Whether they are whole.
    sharp: bool,
    /// Whether they are numbers to a spreadsheet.
    figures: bool,
}

impl Translator<'_, '_, '_> {
    /// The answer for the rows that the criteria admit.
    pub(super) fn answer(
        &mut self,
        aggregate: &Aggregate,
        core: &Core,
        frame: Frame,
        mut criteria: Criteria,
    ) -> Result<Piece, Reason> {
        let there = Frame::Rows(aggregate.table);
        let Some(value) = &aggregate.value else {
            let count = self.count(&criteria, there, frame);
            return Ok(Piece::strict(count, Binding::Tight, &[]).sharp(true));
        };
        if aggregate.function == AggregateFunction::Any {
            self.criteria(value, there, frame, &mut criteria)?;
            let text = format!("{}>0", self.count(&criteria, there, frame));
            return Ok(Piece::strict(text, Binding::Comparison, &[]).test());
        }
        let (range, own) = self.values_range(value, there, frame)?;
        if aggregate.function == AggregateFunction::All {
            criteria.push(Criterion::equal(range, quoted(super::NO)));
            let text = format!("{}=0", self.count(&criteria, there, frame));
            return Ok(Piece::strict(text, Binding::Comparison, &[]).test());
        }
        let present = self.present_count(&criteria, &range, own.absent, there, frame);
        let of = Values { range, own, present, sharp: is_whole(value), figures: is_figure(&value.ty.kind) };
        self.of_values(aggregate, &criteria, &of, (core, frame))
    }

    fn of_values(
        &mut self,
        aggregate: &Aggregate,
        criteria: &Criteria,
        of: &Values,
        (core, frame): (&Core, Frame),
    ) -> Result<Piece, Reason> {
        let strict = |text: String| Piece::strict(text, Binding::Tight, &[]);
        match &aggregate.function {
            AggregateFunction::Count => Ok(Piece::strict(of.present.clone(), Binding::Sum, &[]).sharp(true)),
            AggregateFunction::Sum => {
                Ok(strict(of_rows("SUM", "SUMIFS", &of.range, criteria)).sharp(of.sharp))
            }
            AggregateFunction::Mean => {
                let mean = strict(of_rows("AVERAGE", "AVERAGEIFS", &of.range, criteria));
                Ok(if core.ty.optional { mean.or_missing() } else { mean })
            }
            AggregateFunction::Maximum => self.extreme("MAX", criteria, of, (core, frame)),
            AggregateFunction::Minimum => self.extreme("MIN", criteria, of, (core, frame)),
            // All of them are the same: any will do.
            AggregateFunction::Same if of.figures => self.extreme("MAX", criteria, of, (core, frame)),
            AggregateFunction::Same => self.first_of(criteria, &of.range, &of.own, core),
            AggregateFunction::Median => {
                let formula = array_of("MEDIAN", criteria, &of.range, "");
                self.array(self.unless_error(formula, core), false, (core, frame))
            }
            AggregateFunction::Quantile(q) => {
                let share = super::arithmetic::literal(q).ok_or(Reason::Digits)?;
                let formula = array_of("PERCENTILE", criteria, &of.range, &format!(",{}", share.text));
                self.array(self.unless_error(formula, core), false, (core, frame))
            }
            AggregateFunction::Any | AggregateFunction::All | AggregateFunction::Latest => {
                Err(Reason::Function)
            }
        }
    }

    /// 最大, 最小. MAXIFS is not known to spreadsheet programs before 2019.
    fn extreme(
        &mut self,
        function: &str,
        criteria: &Criteria,
        of: &Values,
        (core, frame): (&Core, Frame),
    ) -> Result<Piece, Reason> {
        let sharp = of.own.sharp || of.sharp;
        let missing = self.book.words.quoted(Absence::Missing);
        let guarded = |text: String| match core.ty.optional {
            true => format!("IF({}=0,{missing},{text})", of.present),
            false => text,
        };
        if !criteria.is_empty() {
            let formula = guarded(array_of(function, criteria, &of.range, ""));
            return self.array(formula, sharp, (core, frame));
        }
        let text = guarded(format!("{function}({})", of.range));
        Ok(Piece { sharp, ..Piece::chosen(text, Gives::Value, missing_if(core.ty.optional)) })
    }

    fn unless_error(&self, text: String, core: &Core) -> String {
        let missing = self.book.words.quoted(Absence::Missing);
        if core.ty.optional { format!("IFERROR({text},{missing})") } else { text }
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
            without.push(Criterion::equal(range.to_owned(), self.book.words.quoted(kind)));
            text.push_str(&format!("-COUNTIFS({})", listed(&without)));
        }
        text
    }

    /// 同值: that of the first row.
    fn first_of(&self, criteria: &Criteria, range: &str, own: &Piece, core: &Core) -> Result<Piece, Reason> {
        let [Criterion { range: lines, wanted: line, .. }] = criteria.as_slice() else {
            return Err(Reason::Function);
        };
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

    /// A formula on all rows at once: an array formula in a cell of its own.
    fn array(
        &mut self,
        formula: String,
        sharp: bool,
        (core, frame): (&Core, Frame),
    ) -> Result<Piece, Reason> {
        let known = (frame, format!("array {formula}"));
        let at = match self.known.get(&known) {
            Some(at) => *at,
            None => {
                let column = Column {
                    subject: self.next_step(),
                    kind: core.ty.kind.clone(),
                    absent: missing_if(core.ty.optional),
                    content: Content::Array { formula, core: Box::new(core.clone()) },
                    sharp,
                };
                self.book.put(frame, column).ok_or(Reason::Function)?
            }
        };
        self.known.insert(known, at);
        self.book.cell(frame, frame, at).ok_or(Reason::Function)
    }
}

fn of_rows(plain: &str, chosen: &str, range: &str, criteria: &Criteria) -> String {
    match criteria.is_empty() {
        true => format!("{plain}({range})"),
        false => format!("{chosen}({range},{})", listed(criteria)),
    }
}

/// A function of the numbers of the rows admitted, as an array formula has it.
fn array_of(function: &str, criteria: &Criteria, range: &str, end: &str) -> String {
    let mut factors: Vec<String> = criteria.iter().map(Criterion::factor).collect();
    factors.push(format!("ISNUMBER({range})"));
    format!("{function}(IF({},{range}){end})", factors.join("*"))
}

fn missing_if(optional: bool) -> Absences {
    if optional { Absences::one(Absence::Missing) } else { Absences::NONE }
}
