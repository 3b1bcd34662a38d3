//! How a score is distributed: quartiles, and a histogram with round steps.

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::ask::Ask;
use crate::number::{parse_decimal, power_of_ten, print};
use crate::program::{AggregateFunction, Block, Core, DefinitionId, Frame, Kind, Node, TableId};

/// How a number is distributed over some rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// Whose rows.
    pub table: String,
    /// What it is called: 综合得分
    pub name: String,
    /// Its unit; empty for plain numbers.
    pub unit: String,
    /// Over all rows that have it.
    pub all: Statistics,
    /// Over the rows of each class.
    pub by_class: Vec<(String, Statistics)>,
    /// The bars, from the lowest; none where no row has the number.
    pub bars: Vec<Bar>,
    /// How wide a bar is.
    pub step: String,
}

/// Five numbers and the mean, each rounded half away from zero to the decimals shown. Quartiles as 分位 computes them: linear between the
/// two nearest rows, at the position 1 + (n − 1) q.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// How many rows.
    pub count: u64,
    /// The least.
    pub minimum: String,
    /// A quarter is at most this.
    pub lower_quartile: String,
    /// Half is at most this.
    pub median: String,
    /// Three quarters are at most this.
    pub upper_quartile: String,
    /// The greatest.
    pub maximum: String,
    /// The mean.
    pub mean: String,
}

/// A bar of a histogram: from its lower end up to, not including, its upper end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// The lower end.
    pub lower: String,
    /// The upper end.
    pub upper: String,
    /// Per class, in the order of `by_class`, how many rows.
    pub counts: Vec<u64>,
    /// All rows, those without a class among them.
    pub total: u64,
}

/// A histogram has about so many bars, at most.
const MOST_BARS: i64 = 40;

/// A number, whose rows are asked about, and the class of each row.
pub(super) struct Distributed<'q> {
    /// The number.
    pub value: &'q Core,
    /// Which rows count.
    pub filter: Option<&'q Core>,
    /// The class of a row, and the names of the classes.
    pub class: Option<(&'q Core, &'q [String])>,
    /// Decimals shown.
    pub places: u32,
    /// At most so many bars; as many as are good where nobody says.
    pub most: Option<u32>,
}

impl Distributed<'_> {
    /// The distribution; `name` is what the number is called.
    pub fn of(&self, ask: Ask<'_, '_>, name: String) -> Distribution {
        let rows = self.rows(ask);
        let unit = match &self.value.ty.kind {
            Kind::Number(number) => ask.program().units.text(&number.unit),
            _ => String::new(),
        };
        let all = statistics(ask, self, &rows, std::slice::from_ref(&rows), None).pop().unwrap_or_default();
        let (classes, by_class) = self.classes(ask, &rows);
        let (bars, step) = self.bars(ask, &rows, &classes, by_class.len()).unwrap_or_default();
        let table = ask.program().tables.get(ask.table.index());
        let table = table.map(|schema| schema.name.clone()).unwrap_or_default();
        Distribution { table, name, unit, all, by_class, bars, step }
    }

    /// The rows that count and have the number.
    fn rows(&self, ask: Ask<'_, '_>) -> Vec<u32> {
        let rows = ask.rows();
        let counted = match self.filter {
            Some(filter) => ask.holds(filter, &rows),
            None => vec![true; rows.len()],
        };
        let values = ask.values(self.value, &rows);
        let there = |at: usize| counted.get(at) == Some(&true) && values.absence(at).is_none();
        (0..).zip(&rows).filter(|(at, _)| there(*at)).map(|(_, row)| *row).collect()
    }

    /// The class of each row, as a place among those that some row has, and the statistics of each.
    fn classes(&self, ask: Ask<'_, '_>, rows: &[u32]) -> (Vec<Option<usize>>, Vec<(String, Statistics)>) {
        let Some((class, names)) = self.class else { return (vec![None; rows.len()], Vec::new()) };
        let values = ask.values(class, rows);
        let place = |at: usize| values.whole(at).filter(|_| values.absence(at).is_none());
        let places: Vec<Option<usize>> = (0..rows.len()).map(|at| usize::try_from(place(at)?).ok()).collect();
        let mut used: Vec<usize> = places.iter().flatten().copied().collect();
        used.sort_unstable();
        used.dedup();
        let members = |class: usize| -> Vec<u32> {
            let of_class = rows.iter().zip(&places).filter(|(_, place)| **place == Some(class));
            of_class.map(|(row, _)| *row).collect()
        };
        let groups: Vec<Vec<u32>> = used.iter().map(|class| members(*class)).collect();
        let statistics = statistics(ask, self, rows, &groups, Some(class));
        let name = |class: &usize| names.get(*class).cloned().unwrap_or_default();
        let by_class = used.iter().map(name).zip(statistics).collect();
        let renamed = places.into_iter().map(|place| used.iter().position(|class| Some(*class) == place));
        (renamed.collect(), by_class)
    }

    /// The bars and their width: exact ends, each row in exactly one.
    fn bars(
        &self,
        ask: Ask<'_, '_>,
        rows: &[u32],
        classes: &[Option<usize>],
        count: usize,
    ) -> Option<(Vec<Bar>, String)> {
        let of = |function: AggregateFunction| {
            let core = ask.aggregate(function, self.value, self.filter, None);
            ask.whole(&core, MEASURED).and_then(|text| parse_decimal(&text))
        };
        let quartile = |of_four: u8| AggregateFunction::Quantile(RBig::from(of_four) / RBig::from(4));
        let (least, greatest) = (of(AggregateFunction::Minimum)?, of(AggregateFunction::Maximum)?);
        let spread = of(quartile(3))? - of(quartile(1))?;
        let range = &greatest - &least;
        let step = match self.most {
            Some(most) => widest_of(most, &range),
            None => bar_width(rows.len(), &spread, &range),
        };
        // A step below what was measured, so that no rounding lets a row fall out at the low end.
        let mut lowest = RBig::from(floor(&((&least - measured_unit()) / &step))) * &step;
        let mut steps = ask.whole_numbers(&ask.step(self.value, &lowest, &step), rows);
        let unused = steps.iter().flatten().min().copied().unwrap_or(0);
        lowest += RBig::from(unused) * &step;
        for at in steps.iter_mut().flatten() {
            *at -= unused;
        }
        let last = steps.iter().flatten().max().copied().unwrap_or(0);
        let edge = |at: i64| print(&(&lowest + RBig::from(at) * &step)).text;
        let empty = |at: i64| Bar { lower: edge(at), upper: edge(at + 1), counts: vec![0; count], total: 0 };
        let mut bars: Vec<Bar> = (0..=last).map(empty).collect();
        for (step, class) in steps.iter().zip(classes) {
            let bar = step.and_then(|step| usize::try_from(step).ok()).and_then(|step| bars.get_mut(step));
            let Some(bar) = bar else { continue };
            bar.total += 1;
            if let Some(count) = class.and_then(|class| bar.counts.get_mut(class)) {
                *count += 1;
            }
        }
        Some((bars, print(&step).text))
    }
}

/// To so many decimals the spread is measured, for the width of the bars alone.
const MEASURED: u32 = 6;

fn measured_unit() -> RBig {
    RBig::from_parts(IBig::ONE, power_of_ten(MEASURED))
}

/// The least round step (1, 2 or 5 times a power of ten) that is not below the smaller of two widths, and not so small that there would be
/// more than [`MOST_BARS`] bars: 2 · IQR / ∛n (Freedman and Diaconis, *On the histogram as a density estimator*, 1981), and the range by
/// ⌈log₂ n⌉ + 1 (Sturges, *The choice of a class interval*, 1926), which alone holds where half of the numbers are equal.
fn bar_width(rows: usize, spread: &RBig, range: &RBig) -> RBig {
    if *range <= RBig::ZERO {
        return RBig::ONE;
    }
    let cubed = |x: &RBig| x * x * x;
    let wanted = cubed(&(spread * RBig::from(2)));
    let count = RBig::from(rows.max(1));
    let sturges = RBig::from(rows.max(1).next_power_of_two().ilog2() + 1);
    let enough = |step: &RBig| {
        let of_spread = *spread > RBig::ZERO && cubed(step) * &count >= wanted;
        (of_spread || step * &sturges >= *range) && step * RBig::from(MOST_BARS) >= *range
    };
    round_steps().find(enough).unwrap_or(RBig::ONE)
}

/// The least round step with which a range takes at most so many bars, wherever it begins.
fn widest_of(most: u32, range: &RBig) -> RBig {
    let inner = RBig::from(most.max(2) - 1);
    if *range <= RBig::ZERO {
        return RBig::ONE;
    }
    round_steps().find(|step| step * &inner >= *range).unwrap_or(RBig::ONE)
}

/// 1, 2 and 5 times the powers of ten, from the least.
fn round_steps() -> impl Iterator<Item = RBig> {
    let decimal = |power: u32| RBig::from(power_of_ten(power));
    let small = (1..=MEASURED).rev().map(move |power| RBig::ONE / decimal(power));
    let powers = small.chain((0..=30).map(decimal));
    powers.flat_map(|power| [1_u8, 2, 5].map(|lead| RBig::from(lead) * &power))
}

fn floor(number: &RBig) -> IBig {
    number.floor()
}

/// The statistics of the rows of each group; `group` tells the groups apart. All `rows` are of one group where there is none.
pub(super) fn statistics(
    ask: Ask<'_, '_>,
    number: &Distributed<'_>,
    rows: &[u32],
    groups: &[Vec<u32>],
    group: Option<&Core>,
) -> Vec<Statistics> {
    if rows.is_empty() {
        return vec![Statistics::default(); groups.len()];
    }
    let asking: Vec<u32> = groups.iter().filter_map(|rows| rows.first()).copied().collect();
    let of = |function: AggregateFunction| {
        let core = ask.aggregate(function, number.value, number.filter, group);
        let texts = ask.values(&core, &asking).fixed(number.places);
        texts.into_iter().map(Option::unwrap_or_default)
    };
    let quartile = |of_four: u8| of(AggregateFunction::Quantile(RBig::from(of_four) / RBig::from(4)));
    let mut ends = of(AggregateFunction::Minimum).zip(of(AggregateFunction::Maximum));
    let mut quartiles = quartile(1).zip(quartile(3));
    let mut middles = of(AggregateFunction::Median).zip(of(AggregateFunction::Mean));
    let mut made = Vec::with_capacity(groups.len());
    for rows in groups {
        let next = if rows.is_empty() { None } else { ends.next().zip(quartiles.next()).zip(middles.next()) };
        let Some((((minimum, maximum), (lower_quartile, upper_quartile)), (median, mean))) = next else {
            made.push(Statistics::default());
            continue;
        };
        let count = rows.len() as u64;
        made.push(Statistics { count, minimum, lower_quartile, median, upper_quartile, maximum, mean });
    }
    made
}

/// With how many decimals a value is shown: as its definition or a column of the output says, else with two.
pub(super) fn shown_places(ask: Ask<'_, '_>, id: DefinitionId) -> u32 {
    let program = ask.program();
    let visible = crate::run::visible(program, id);
    let own = program.definition(visible).and_then(|definition| definition.shown);
    let columns = program.outputs.iter().flat_map(|output| &output.columns);
    let mut columns = columns.filter(
        |column| matches!(&*column.value.node, crate::program::Node::Definition(of) if *of == visible),
    );
    own.or_else(|| columns.find_map(|column| column.shown)).unwrap_or(2).min(8)
}

/// The scores that a run reports, where nothing is graded by them.
pub(super) fn scores(outcome: &crate::eval::Outcome<'_>) -> Vec<Distribution> {
    let program = outcome.program();
    let totals = program.blocks.iter().filter_map(|block| match block {
        Block::Score(block) => Some((block.table, block.total.definition)),
        Block::Tally(block) => match block.frame {
            Frame::Rows(table) => Some((table, block.total.definition)),
            Frame::Whole => None,
        },
        _ => None,
    });
    let written = |id: &DefinitionId| {
        let columns = program.outputs.iter().flat_map(|output| &output.columns);
        columns.into_iter().any(|column| matches!(&*column.value.node, Node::Definition(of) if of == id))
    };
    let told = totals.filter(|(_, id)| crate::run::reported(program, *id) && written(id));
    let distribution = |(table, id): (TableId, DefinitionId)| {
        let ask = Ask { outcome, table };
        let value = super::ask::read(program, id)?;
        let filter = super::ladder::scored_rows(ask, id);
        let (filter, places) = (filter.as_ref(), shown_places(ask, id));
        let distributed = Distributed { value: &value, filter, class: None, places, most: None };
        Some(distributed.of(ask, program.definition(id)?.name()))
    };
    told.filter_map(distribution).filter(|score| score.all.count > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> RBig {
        parse_decimal(text).unwrap()
    }

    #[test]
    fn the_width_is_the_next_round_step() {
        // 2 · 20 / ∛1000 = 4, and 100 / 11 = 9.1: so 5.
        assert_eq!(bar_width(1000, &number("20"), &number("100")), number("5"));
        // 2 · 10 / ∛8 = 10, and 30 / 4 = 7.5: so 10.
        assert_eq!(bar_width(8, &number("10"), &number("30")), number("10"));
        // No spread in the middle: 8 / 4 = 2.
        assert_eq!(bar_width(5, &number("0"), &number("8")), number("2"));
        // A few far off: no more than forty bars.
        assert_eq!(bar_width(1000, &number("1"), &number("400")), number("10"));
        assert_eq!(bar_width(5, &number("0"), &number("0")), number("1"));
    }
}
