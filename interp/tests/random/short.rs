//! Short ways to write expressions.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_interp::number::parse_decimal;
use heng_interp::program::*;
use heng_interp::value::{Absence, Value};

/// The table whose rows are computed.
pub const FIRMS: TableId = TableId(0);
/// The table its rows point at.
pub const TOWNS: TableId = TableId(1);
/// A choice of four members.
pub const GRADES: ChoiceId = ChoiceId(0);

/// The number that the digits say; `1/3` too.
pub fn digits(text: &str) -> RBig {
    let decimal = |text| parse_decimal(text).expect("digits");
    match text.split_once('/') {
        Some((above, below)) => decimal(above) / decimal(below),
        None => decimal(text),
    }
}

pub fn of(node: Node, kind: Kind) -> Core {
    Core::new(node, Type::present(kind).or_absent(true), Span::default())
}

pub fn numeric() -> Kind {
    Kind::Number(Number::default())
}

/// An expression whose value is a number.
pub fn n(node: Node) -> Core {
    of(node, numeric())
}

/// One whose value is yes or no.
pub fn y(node: Node) -> Core {
    of(node, Kind::YesNo)
}

/// One whose value is a member of the choice.
pub fn g(node: Node) -> Core {
    of(node, Kind::Choice(GRADES))
}

pub fn c(text: &str) -> Core {
    n(Node::Constant(Value::Number(digits(text))))
}

pub fn grade(member: u32) -> Core {
    g(Node::Constant(Value::Choice(member)))
}

pub fn absent(why: Absence) -> Core {
    n(Node::Constant(Value::Absent(why)))
}

pub fn column(at: u32) -> Core {
    n(Node::Column(ColumnId(at)))
}

pub fn text(at: u32) -> Core {
    of(Node::Column(ColumnId(at)), Kind::Text)
}

pub fn definition(at: u32) -> Core {
    n(Node::Definition(DefinitionId(at)))
}

pub fn calculate(operator: Operator, a: Core, b: Core) -> Core {
    n(Node::Arithmetic(operator, a, b))
}

pub fn plus(a: Core, b: Core) -> Core {
    calculate(Operator::Add, a, b)
}

pub fn minus(a: Core, b: Core) -> Core {
    calculate(Operator::Subtract, a, b)
}

pub fn times(a: Core, b: Core) -> Core {
    calculate(Operator::Multiply, a, b)
}

pub fn over(a: Core, b: Core) -> Core {
    calculate(Operator::Divide, a, b)
}

pub fn compare(comparison: Comparison, a: Core, b: Core) -> Core {
    y(Node::Compare(comparison, a, b))
}

pub fn aggregate(function: AggregateFunction, value: Option<Core>) -> Aggregate {
    Aggregate {
        function,
        table: FIRMS,
        link: Link::Whole,
        filter: None,
        value,
        group: Vec::new(),
        order: Vec::new(),
    }
}

pub fn key(value: Core, descending: bool) -> OrderKey {
    OrderKey { value, descending, missing_first: false }
}

/// An expression in one line, for whoever looks for a fault.
pub fn written(core: &Core) -> String {
    let sign = |operator| match operator {
        Operator::Add => '+',
        Operator::Subtract => '-',
        Operator::Multiply => '*',
        Operator::Divide => '/',
    };
    match core.node.as_ref() {
        Node::Constant(Value::Number(number)) => number.to_string(),
        Node::Column(id) => format!("column{}", id.0),
        Node::Definition(id) => format!("definition{}", id.0),
        Node::Arithmetic(operator, a, b) => format!("({} {} {})", written(a), sign(*operator), written(b)),
        Node::Compare(comparison, a, b) => format!("({} {comparison:?} {})", written(a), written(b)),
        Node::Round(x, quantum, mode) => format!("Round({}, {quantum}, {mode:?})", written(x)),
        Node::Scale(x, factor) => format!("Scale({}, {factor})", written(x)),
        node => {
            let name: String = format!("{node:?}").chars().take_while(|c| c.is_alphanumeric()).collect();
            let parts: Vec<String> = core.children().into_iter().map(written).collect();
            let function = match node {
                Node::Aggregate(aggregate) => format!("{:?}", aggregate.function),
                Node::Call(builtin, _) => format!("{builtin:?}"),
                Node::Rank(ranking) => format!("{:?}", ranking.ties),
                _ => String::new(),
            };
            format!("{name}{function}({})", parts.join(", "))
        }
    }
}
