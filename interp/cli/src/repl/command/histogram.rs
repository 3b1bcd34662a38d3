//! `:直方图`: how a number is distributed, in the terminal.

use std::cmp::Ordering;

use heng_grammar::diagnostic::Language;
use heng_interp::eval::Outcome;
use heng_interp::number::parse_decimal;
use heng_interp::survey::{Bar, Boundary, Distribution, Measure, cuts, distribution};

use crate::repl::print::{Ink, Paper, Told, bar};
use crate::report::text::{pad_left, width};

/// The bars, the cuts of bands among them, and the quartiles.
pub fn histogram_told(outcome: &Outcome<'_>, measure: &Measure<'_>, paper: &Paper) -> Told {
    let made = distribution(outcome, measure);
    let mut told = Told { tall: 1, head: title(&made, paper), ..Told::default() };
    if made.bars.is_empty() {
        told.body = paper.sentence("没有一行有这个值。", "No row has the value.", 2);
        return told;
    }
    let marks = marks(&cuts(outcome, measure), paper);
    told.body = body(&made.bars, marks, paper);
    told.foot = foot(&made, paper);
    told
}

fn title(made: &Distribution, paper: &Paper) -> Vec<String> {
    let unit = match (made.unit.is_empty(), paper.language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("（{}）", made.unit),
        (false, Language::English) => format!(" ({})", made.unit),
    };
    let count = usize::try_from(made.all.count).unwrap_or(usize::MAX);
    let rows = paper.rows(count);
    let text = match paper.language {
        Language::Chinese => format!("{}{unit}：{} {rows}，每段宽 {}", made.name, made.table, made.step),
        Language::English => {
            format!("{}{unit}: {rows} of {}, bars {} wide", made.name, made.table, made.step)
        }
    };
    paper.wrapped(&text, 0).iter().map(|line| paper.paint(Ink::Head, line)).collect()
}

/// A cut: where it lies, as a number in digits, and what is said of it.
type Mark = (String, String);

/// The cuts from the lowest to the highest.
fn marks(bands: &[(String, Vec<Boundary>)], paper: &Paper) -> Vec<Mark> {
    let several = bands.len() > 1;
    let mut marks: Vec<Mark> = Vec::new();
    for (band, boundaries) in bands {
        for cut in boundaries {
            let group = cut.population.iter().chain(several.then_some(band)).cloned().collect::<Vec<_>>();
            let group = if group.is_empty() { String::new() } else { format!("{}：", group.join(" ")) };
            let (above, below, place) = (&cut.above, &cut.below, cut.place);
            let (last, first) = &cut.scores;
            let said = match paper.language {
                Language::Chinese => format!("{group}{above} 末位第 {place} 名 {last}，{below} 首位 {first}"),
                Language::English => {
                    format!("{group}{above} ends at place {place}, {last}; {below} begins at {first}")
                }
            };
            marks.push((first.clone(), said));
        }
    }
    marks.sort_by(|a, b| compare(&a.0, &b.0));
    marks
}

fn compare(a: &str, b: &str) -> Ordering {
    parse_decimal(a).cmp(&parse_decimal(b))
}

/// A line for each bar; a cut stands behind the bar that it lies in.
fn body(bars: &[Bar], marks: Vec<Mark>, paper: &Paper) -> Vec<String> {
    let edges = bars.iter().flat_map(|bar| [&bar.lower, &bar.upper]);
    let digits = edges.map(|edge| width(edge)).max().unwrap_or(0);
    let most = bars.iter().map(|bar| bar.total).max().unwrap_or(0);
    let counts = width(&most.to_string());
    // `[ 0,  5)  ████ 12`
    let before = digits * 2 + 6;
    let cells = paper.width.saturating_sub(before + counts + 1).clamp(6, 60);
    let mut marks = marks.into_iter().peekable();
    let mut lines = Vec::new();
    for own in bars {
        let drawn = bar(own.total, most, cells, paper);
        let drawn = paper.paint(Ink::Value, &drawn);
        let range = format!("[{}, {})", pad_left(&own.lower, digits), pad_left(&own.upper, digits));
        let gap = if own.total == 0 { "" } else { " " };
        lines.push(format!("{range}  {drawn}{gap}{}", own.total));
        while let Some((_, said)) = marks.next_if(|(at, _)| compare(at, &own.upper) == Ordering::Less) {
            let arrow = if paper.drawn { "╌╌ " } else { "-- " };
            let said = paper.wrapped(&format!("{arrow}{said}"), 2);
            lines.extend(said.iter().map(|line| paper.paint(Ink::Mark, line)));
        }
    }
    lines
}

fn foot(made: &Distribution, paper: &Paper) -> Vec<String> {
    let all = &made.all;
    let text = match paper.language {
        Language::Chinese => format!(
            "最小 {}，下四分位 {}，中位 {}，上四分位 {}，最大 {}；平均 {}",
            all.minimum, all.lower_quartile, all.median, all.upper_quartile, all.maximum, all.mean
        ),
        Language::English => format!(
            "least {}, lower quartile {}, median {}, upper quartile {}, greatest {}; mean {}",
            all.minimum, all.lower_quartile, all.median, all.upper_quartile, all.maximum, all.mean
        ),
    };
    paper.wrapped(&text, 0).iter().map(|line| paper.paint(Ink::Faint, line)).collect()
}
