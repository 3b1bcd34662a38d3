//! Formulas with their numbers.

use super::lens::Spot;
use super::model::{Cases, Form, Stated, Term};
use super::telling::{Subject, Telling};
use crate::program::{Core, DefinitionId, Frame, Node, Role, TableId};
use crate::value::{Absence, Value};

impl<'o, 'a> Telling<'_, 'o, 'a> {
    /// A part of a formula at a row; `within` is the definition it is written in.
    pub fn term(&mut self, core: &'a Core, spot: &Spot<'o, 'a>, within: DefinitionId) -> Term {
        let below = |telling: &mut Self, core| Box::new(telling.term(core, spot, within));
        let form = match core.node.as_ref() {
            Node::Constant(_) => Form::Constant,
            Node::Column(column) => match spot.lens.frame {
                Frame::Rows(table) => Form::Name(self.refer(Subject::Column(table, *column, spot.clone()))),
                Frame::Whole => Form::Constant,
            },
            Node::Definition(id) => return self.named(*id, core, spot),
            Node::Parameter(id) => Form::Name(self.refer(Subject::Parameter(*id))),
            Node::Negate(x) => Form::Negate(below(self, x)),
            Node::Not(x) => Form::Not(below(self, x)),
            Node::Arithmetic(operator, a, b) => Form::Arithmetic(*operator, below(self, a), below(self, b)),
            Node::Compare(comparison, a, b) => Form::Compare(*comparison, below(self, a), below(self, b)),
            Node::And(parts) => Form::All(self.terms(parts, spot, within)),
            Node::Or(parts) => Form::Any(self.terms(parts, spot, within)),
            Node::Call(function, parts) => Form::Call(*function, self.terms(parts, spot, within)),
            Node::If(..) => return self.cases(core, spot, within),
            Node::Present(x) => Form::Present(below(self, x)),
            Node::IfMissing(x, y) => return self.answered(core, (x, y), spot, within, &[Absence::Missing]),
            Node::IfNotApplicable(x, y) => {
                return self.answered(core, (x, y), spot, within, &[Absence::NotApplicable]);
            }
            Node::IfAbsent(x, y) => {
                let all = [Absence::Missing, Absence::NotApplicable, Absence::Undecided];
                return self.answered(core, (x, y), spot, within, &all);
            }
            Node::ZeroIsMissing(x) => {
                let zero =
                    self.absent(x, spot, within).is_none() && self.absent(core, spot, within).is_some();
                if !zero {
                    return self.term(x, spot, within);
                }
                Form::ZeroIsMissing(below(self, x))
            }
            Node::OneOf(x, values) => {
                let values = values.iter().map(|value| self.constant(value, &x.ty)).collect();
                Form::OneOf(below(self, x), values)
            }
            Node::Scale(x, _) => Form::Converted(below(self, x)),
            Node::Round(x, quantum, mode) => {
                Form::Rounded { of: below(self, x), quantum: crate::number::print(quantum).text, mode: *mode }
            }
            Node::Aggregate(aggregate) => {
                Form::Aggregate(Box::new(self.aggregation(aggregate, spot, within)))
            }
            Node::Rank(_) => Form::Rank,
            Node::Find(_, key) => Form::Find(below(self, key)),
            Node::UnitOf(_) => Form::Unit,
            Node::Follow { table, reference, value } => {
                self.followed(*table, (reference, value), spot, within)
            }
            Node::Outer(x) | Node::ToChoice(x) | Node::FromChoice(x) => {
                let term = self.term(x, spot, within);
                return Term { value: self.value_at(core, spot, within), ..term };
            }
            Node::Require(x, _) => {
                let refused = self.absent(core, spot, within) == Some(Absence::Undecided)
                    && self.absent(x, spot, within) != Some(Absence::Undecided);
                if !refused {
                    return self.term(x, spot, within);
                }
                Form::Refused(below(self, x))
            }
        };
        Term { form, value: self.value_at(core, spot, within), span: core.span }
    }

    fn terms(&mut self, parts: &'a [Core], spot: &Spot<'o, 'a>, within: DefinitionId) -> Vec<Term> {
        parts.iter().map(|part| self.term(part, spot, within)).collect()
    }

    pub fn absent(&self, core: &'a Core, spot: &Spot<'o, 'a>, within: DefinitionId) -> Option<Absence> {
        spot.lens.see(core, Some(within)).absence(spot.at)
    }

    /// A definition: spoken of by its name, or, where lowering made it and it has none, by its formula.
    fn named(&mut self, id: DefinitionId, core: &'a Core, here: &Spot<'o, 'a>) -> Term {
        let Some(definition) = self.explainer.program.definition(id) else {
            let value = Stated::None(Absence::Undecided);
            return Term { form: Form::Constant, value, span: core.span };
        };
        if definition.role == Role::Hidden && self.explainer.roles.get(id).is_empty() {
            let spot = self.explainer.spot_of(id, here);
            return self.term(&definition.body, &spot, id);
        }
        let value = self.value_of(id, here);
        Term { form: Form::Name(self.refer_to(id, here)), value, span: core.span }
    }

    /// x, or its answer where it has no value of a kind that is asked for.
    fn answered(
        &mut self,
        core: &'a Core,
        (of, answer): (&'a Core, &'a Core),
        spot: &Spot<'o, 'a>,
        within: DefinitionId,
        asked: &[Absence],
    ) -> Term {
        let Some(why) = self.absent(of, spot, within).filter(|why| asked.contains(why)) else {
            return self.term(of, spot, within);
        };
        let of = Box::new(self.term(of, spot, within));
        let answer = Box::new(self.term(answer, spot, within));
        Term {
            form: Form::Answered { of, why, answer },
            value: self.value_at(core, spot, within),
            span: core.span,
        }
    }

    /// The branch taken. What only says that the rule reaches the row is left out where it does.
    fn cases(&mut self, core: &'a Core, spot: &Spot<'o, 'a>, within: DefinitionId) -> Term {
        let mut cases = Cases { failed: Vec::new(), held: None, result: None };
        let mut at = core;
        while let Node::If(condition, then, otherwise) = at.node.as_ref() {
            let holds = spot.lens.see(condition, Some(within)).yes_no(spot.at);
            if holds == Ok(true) && cases.failed.is_empty() && self.only_reaches(condition, otherwise) {
                return self.term(then, spot, within);
            }
            let term = self.term(condition, spot, within);
            match holds {
                Ok(true) => {
                    cases.held = Some(term);
                    cases.result = Some(self.term(then, spot, within));
                    break;
                }
                Ok(false) => {
                    cases.failed.push(term);
                    at = otherwise;
                }
                Err(_) => {
                    cases.held = Some(term);
                    break;
                }
            }
        }
        if cases.held.is_none() {
            cases.result = Some(self.term(at, spot, within));
        }
        Term { form: Form::Cases(Box::new(cases)), value: self.value_at(core, spot, within), span: core.span }
    }

    /// Whether a condition was put there by lowering, for the rows that a block scores or ranks.
    fn only_reaches(&self, condition: &Core, otherwise: &Core) -> bool {
        let nothing =
            matches!(otherwise.node.as_ref(), Node::Constant(Value::Absent(Absence::NotApplicable)));
        let Node::Definition(id) = condition.node.as_ref() else { return false };
        let Some(definition) = self.explainer.program.definition(*id) else { return false };
        nothing
            && (definition.role == Role::Hidden || definition.path.first().is_some_and(|name| name == "参评"))
    }

    fn followed(
        &mut self,
        table: TableId,
        (reference, value): (&'a Core, &'a Core),
        spot: &Spot<'o, 'a>,
        within: DefinitionId,
    ) -> Form {
        let seen = spot.lens.see(reference, Some(within));
        let row = seen.values.whole(spot.at).and_then(|row| u32::try_from(row).ok());
        let reference = Box::new(self.term(reference, spot, within));
        let value = row.map(|row| {
            let there = self.explainer.spot(Frame::Rows(table), row);
            Box::new(self.term(value, &there, within))
        });
        Form::Elsewhere { reference, value }
    }
}
