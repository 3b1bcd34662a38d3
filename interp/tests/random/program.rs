//! Random programs: definitions that stand on one another, the last of them decisions.

use heng_grammar::diagnostic::Message;
use heng_grammar::span::Span;
use heng_interp::program::*;

use super::Dice;
use super::expression::Maker;
use super::short::{FIRMS, TOWNS, definition, digits, n, numeric};
use super::table::schemas;
use super::twin::twin;

/// A program, and how each of its definitions is looked at.
pub struct Case {
    /// The program.
    pub program: Program,
    /// One a definition.
    pub watched: Vec<Watch>,
}

/// What is compared of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Yes, no, or why neither.
    YesNo,
    /// The member.
    Member,
    /// The number with so many decimals.
    Decimals(u32),
    /// The place.
    Place,
}

/// The program with this number.
pub fn case(seed: u64, number: u64) -> Case {
    let mut dice = Dice::new(seed, number);
    let mut case = Case { program: frame_of_program(), watched: Vec::new() };
    let places = |dice: &mut Dice| Watch::Decimals(dice.pick(&[0, 2, 12, 15, 16, 18, 31]));
    for made in 0..2 {
        let body = Maker { dice: &mut dice, definitions: made }.number(4);
        let watch = places(&mut dice);
        case.define(Frame::Rows(FIRMS), body, watch);
    }
    let mut maker = Maker { dice: &mut dice, definitions: 2 };
    let condition = if maker.dice.one_in(2) { tie_of_definitions(&mut maker) } else { maker.condition(4) };
    case.define(Frame::Rows(FIRMS), condition, Watch::YesNo);
    let quantum = digits(maker.dice.pick(&["0.01", "1", "1/3", "0.0001", "0.000000000000001"]));
    let rounded = match maker.dice.below(3) {
        0 => definition(maker.dice.below(2)),
        1 => on_a_boundary(&mut maker, &quantum),
        _ => maker.number(3),
    };
    let mode = maker.dice.pick(&[
        RoundingMode::HalfAwayFromZero,
        RoundingMode::HalfToEven,
        RoundingMode::TowardZero,
    ]);
    case.define(Frame::Rows(FIRMS), n(Node::Round(rounded, quantum, mode)), Watch::Decimals(16));
    match maker.dice.below(6) {
        0 | 1 => case.define(Frame::Rows(FIRMS), maker.place(), Watch::Place),
        2 => case.define(Frame::Rows(FIRMS), maker.member(3), Watch::Member),
        3 => case.define(Frame::Whole, maker_of_whole(&mut maker), Watch::Decimals(20)),
        4 => case.define(Frame::Rows(TOWNS), maker.of_own(), Watch::Decimals(16)),
        _ => {
            let (condition, a, b) = (maker.condition(3), definition(0), definition(1));
            case.define(Frame::Rows(FIRMS), n(Node::If(condition, a, b)), Watch::Decimals(14));
        }
    }
    case
}

/// One of the two numbers against itself, written another way, or against a mean.
fn tie_of_definitions(maker: &mut Maker<'_>) -> Core {
    let (x, other) = (definition(maker.dice.below(2)), definition(maker.dice.below(2)));
    let same = twin(maker.dice, &x, &other);
    let comparison = maker.dice.pick(&[Comparison::Less, Comparison::Equal, Comparison::GreaterOrEqual]);
    super::short::compare(comparison, x, same)
}

/// A number half-way between two multiples of the quantum, or beside: a simple number rounded, and half a step more.
fn on_a_boundary(maker: &mut Maker<'_>, quantum: &dashu_ratio::RBig) -> Core {
    let step = n(Node::Constant(heng_interp::value::Value::Number(quantum.clone())));
    let simple = maker.simple();
    let multiple = n(Node::Round(simple, quantum.clone(), RoundingMode::TowardZero));
    let half = super::short::plus(multiple, super::short::over(step, super::short::c("2")));
    let other = maker.simple();
    twin(maker.dice, &half, &other)
}

/// A value of many rows, once for the whole; without groups, which only a row has.
fn maker_of_whole(maker: &mut Maker<'_>) -> Core {
    let mut made = maker.of_many();
    if let Node::Aggregate(aggregate) = &mut *made.node {
        aggregate.group.clear();
    }
    made
}

impl Case {
    fn define(&mut self, frame: Frame, body: Core, watch: Watch) {
        let id = DefinitionId(u32::try_from(self.program.definitions.len()).unwrap_or(0));
        self.program.definitions.push(Definition::named(&format!("d{}", id.0), frame, body));
        self.program.order.push(id);
        self.watched.push(watch);
    }
}

/// Tables, a parameter, a choice, four requirements; no definitions.
fn frame_of_program() -> Program {
    let requirement = |test| Requirement {
        test,
        code: 901,
        message: Message::new("不合要求", "not as required"),
        span: Span::default(),
        citations: Vec::new(),
    };
    let tests = [
        RequirementTest::Positive,
        RequirementTest::Present,
        RequirementTest::NonNegative,
        RequirementTest::Zero,
    ];
    let parameter = ParameterNote {
        name: "p".into(),
        year: None,
        ty: Type::present(numeric()),
        default: None,
        source: ParameterSource::Run,
        span: None,
        citations: Vec::new(),
    };
    let members = ["A", "B", "C", "D"].map(String::from).to_vec();
    Program {
        tables: schemas(),
        parameters: vec![parameter],
        choices: vec![ChoiceType { name: "等级".into(), members, ordered: 4 }],
        requirements: tests.map(requirement).to_vec(),
        ..Program::default()
    }
}
