//! Missing values are answered where a yes/no or a score is used.

use heng_grammar::span::Span;
use heng_grammar::tree::{Missing, MissingAnswer};

use super::{Context, Scope, build};
use crate::check::diagnostic::missing;
use crate::program::{Core, Kind, Node, Requirement, RequirementId, RequirementTest};

impl<'t> Context<'t> {
    /// `value` with the answer of a clause, `缺失 适用` or `缺失 0 分`; without one, a value that may be missing is
    /// reported. `每条 缺失 …` of a block is given here too where the entry has none itself.
    ///
    /// `适用` and `不适用` answer a yes/no. `同项平均` is the score's to lower; here it is reported.
    pub fn answered(&mut self, value: Core, answer: Option<&'t Missing>, scope: &Scope) -> Core {
        let Some(clause) = answer else { return self.must_be_present(value, scope) };
        match &clause.answer {
            MissingAnswer::Applies | MissingAnswer::NotApplicable => {
                let applies = matches!(clause.answer, MissingAnswer::Applies);
                if !matches!(value.ty.kind, Kind::YesNo | Kind::Unknown) {
                    let is = self.type_text(&value.ty);
                    self.report(missing::answers_a_yes_no(clause.span, value.span, &is));
                    return value;
                }
                build::if_missing(value, build::yes_no(applies, clause.span))
            }
            MissingAnswer::ItemMean => {
                self.report(missing::mean_outside_score(clause.span));
                value
            }
            MissingAnswer::Value(tree) => {
                let answer = self.expect(tree, scope, &value.ty.clone());
                build::if_missing(value, answer)
            }
        }
    }

    /// `value`, or a report that it may be missing where it is used; the mend answers 否, or 0 in its unit.
    pub fn must_be_present(&mut self, value: Core, scope: &Scope) -> Core {
        if !value.ty.optional || scope.lenient {
            return value;
        }
        let answer = match value.ty.unit() {
            Some(unit) => format!("0 {}", self.program.units.text(unit)).trim_end().to_owned(),
            None => "否".to_owned(),
        };
        let yes_no = value.ty.kind == Kind::YesNo;
        self.report(missing::unanswered(value.span, &answer, yes_no));
        let mut value = value;
        value.ty.optional = false;
        value
    }

    /// The same of an item of a block, which is no formula: its answer is a clause of the item.
    pub fn item_must_be_present(&mut self, value: Core, scope: &Scope) -> Core {
        if !value.ty.optional || scope.lenient {
            return value;
        }
        let unit = value.ty.unit().map(|unit| self.program.units.text(unit)).unwrap_or_default();
        self.report(missing::entry_unanswered(value.span, format!("0 {unit}").trim_end()));
        let mut value = value;
        value.ty.optional = false;
        value
    }

    /// `value`, where the data must meet a requirement; else a fault is recorded for the row. A number that must be
    /// above zero is known to be so afterwards.
    pub fn require(&mut self, value: Core, requirement: Requirement) -> Core {
        let id = RequirementId(u32::try_from(self.program.requirements.len()).unwrap_or(u32::MAX));
        let (span, mut ty): (Span, _) = (value.span, value.ty.clone().or_absent(false));
        if let (RequirementTest::Positive, Kind::Number(number)) = (requirement.test, &mut ty.kind) {
            number.range = super::range::positive();
            number.nonzero = true;
        }
        if let (RequirementTest::NonNegative, Kind::Number(number)) = (requirement.test, &mut ty.kind) {
            number.range = super::range::nonnegative();
        }
        self.program.requirements.push(requirement);
        Core::new(Node::Require(value, id), ty, span)
    }
}
