//! How the values of the members become the value of their unit. A unit of one member has the member's own values, missing ones
//! included: only then is nothing changed where nothing is put together.

use heng_grammar::span::Span;
use heng_grammar::tree::{self, Combiner, Name};

use super::report;
use crate::lower::{Context, Scope, build, range};
use crate::program::{Aggregate, AggregateFunction, Core, Kind, Link, Node, Number, OrderKey, TableId, Type};
use crate::value::Absence;

/// What is put together, and of which table.
struct Members {
    table: TableId,
    span: Span,
}

impl Members {
    fn aggregate(&self, function: AggregateFunction, value: Option<Core>, ty: Type) -> Core {
        self.ordered(function, value, Vec::new(), ty)
    }

    fn ordered(
        &self,
        function: AggregateFunction,
        value: Option<Core>,
        order: Vec<OrderKey>,
        ty: Type,
    ) -> Core {
        let (table, link) = (self.table, Link::Members);
        let aggregate = Aggregate { function, table, link, filter: None, value, group: Vec::new(), order };
        Core::new(Node::Aggregate(aggregate), ty, self.span)
    }

    fn any(&self, test: Core) -> Core {
        self.aggregate(AggregateFunction::Any, Some(test), Type::yes_no())
    }

    fn missing(&self, ty: &Type) -> Core {
        build::absent(Absence::Missing, ty.clone(), self.span)
    }
}

impl<'t> Context<'t> {
    /// `实缴税金 合计`: the value of the base table with this name over the members of a unit.
    pub(super) fn combined(
        &mut self,
        name: &'t Name,
        combiner: Combiner,
        order: &'t [tree::OrderKey],
        scope: &Scope,
        span: Span,
    ) -> Core {
        let value = self.path(&[name], scope, None, name.span);
        let Some(from) = scope.table().filter(|_| !value.ty.is_unknown()) else {
            return build::unknown(span);
        };
        let members = Members { table: from, span };
        let ordered = matches!(combiner, Combiner::First | Combiner::Latest);
        if ordered == order.is_empty() {
            return self.fail(report::order_of_combiner(span, combiner, ordered), span);
        }
        let order = order.iter().map(|key| self.order_key(key, scope)).collect();
        match combiner {
            Combiner::Sum => self.summed(&members, value),
            Combiner::Mean => self.averaged(&members, AggregateFunction::Mean, value),
            Combiner::Median => self.averaged(&members, AggregateFunction::Median, value),
            Combiner::Maximum => self.greatest_or_least(&members, AggregateFunction::Maximum, value),
            Combiner::Minimum => self.greatest_or_least(&members, AggregateFunction::Minimum, value),
            Combiner::Count => counted(&members, value),
            Combiner::Any | Combiner::All => self.judged(&members, combiner == Combiner::All, value),
            Combiner::Same => {
                let ty = value.ty.clone();
                members.aggregate(AggregateFunction::Same, Some(value), ty)
            }
            Combiner::First => picked(&members, value, turned(order)),
            Combiner::Latest => picked(&members, value, order),
        }
    }

    /// A sum of nothing but missing values is missing, and one that is 0 where 0 is no data.
    fn summed(&mut self, members: &Members, value: Core) -> Core {
        let value = self.numeric(value);
        let Some(number) = value.ty.as_number().cloned() else { return build::unknown(members.span) };
        let range = if range::is_positive(&number.range) {
            range::positive()
        } else if range::is_nonnegative(&number.range) {
            range::nonnegative()
        } else {
            program_range()
        };
        let zero_is_missing = number.nonzero && !range::is_positive(&range);
        let ty = Type::present(Kind::Number(Number { range, nonzero: false, ..number }));
        let there = value.ty.optional.then(|| members.any(build::present(value.clone())));
        let sum = members.aggregate(AggregateFunction::Sum, Some(value), ty.clone());
        let sum = match there {
            Some(there) => build::if_(there, sum, members.missing(&ty), members.span),
            None => sum,
        };
        if zero_is_missing { build::zero_is_missing(sum) } else { sum }
    }

    fn averaged(&mut self, members: &Members, function: AggregateFunction, value: Core) -> Core {
        let value = self.numeric(value);
        let Some(number) = value.ty.as_number().cloned() else { return build::unknown(members.span) };
        let nonzero = false;
        let ty = Kind::Number(Number { whole: false, nonzero, ..number });
        let ty = Type::present(ty).or_absent(value.ty.optional);
        members.aggregate(function, Some(value), ty)
    }

    fn greatest_or_least(&mut self, members: &Members, function: AggregateFunction, value: Core) -> Core {
        let ordered = match &value.ty.kind {
            Kind::Date | Kind::Year => true,
            Kind::Choice(choice) => self.program.choice(*choice).is_some_and(|c| c.ordered > 0),
            _ => false,
        };
        let value = if ordered { value } else { self.numeric(value) };
        let ty = value.ty.clone();
        members.aggregate(function, Some(value), ty)
    }

    /// 任一: yes where one says yes; else missing where one is missing. 全部 is its mirror.
    fn judged(&mut self, members: &Members, all: bool, value: Core) -> Core {
        let value = self.yes_or_no(value);
        let span = members.span;
        let decides = |value: Core| if all { build::not(value) } else { value };
        let known = build::if_missing(value.clone(), build::yes_no(all, span));
        let decided = members.any(decides(known));
        let result = if value.ty.optional {
            let open = members.any(build::not(build::present(value.clone())));
            let rest = build::if_(open, members.missing(&Type::yes_no()), build::yes_no(all, span), span);
            build::if_(decided, build::yes_no(!all, span), rest, span)
        } else {
            decides(decided)
        };
        Core { span, ..result }
    }
}

fn program_range() -> crate::program::Range {
    crate::program::Range::default()
}

/// How many members have a value; of yes and no, how many say yes.
fn counted(members: &Members, value: Core) -> Core {
    let range = range::nonnegative();
    let ty = Type::present(Kind::Number(Number { whole: true, range, ..Number::default() }));
    let mut count = members.aggregate(AggregateFunction::Count, None, ty);
    if let Node::Aggregate(aggregate) = count.node.as_mut() {
        match value.ty.kind {
            Kind::YesNo => aggregate.filter = Some(value),
            _ => aggregate.value = Some(value),
        }
    }
    count
}

fn picked(members: &Members, value: Core, order: Vec<OrderKey>) -> Core {
    let ty = value.ty.clone();
    members.ordered(AggregateFunction::Latest, Some(value), order, ty)
}

/// The first of an order is the last of the opposite one.
fn turned(order: Vec<OrderKey>) -> Vec<OrderKey> {
    let turn =
        |key: OrderKey| OrderKey { descending: !key.descending, missing_first: !key.missing_first, ..key };
    order.into_iter().map(turn).collect()
}
