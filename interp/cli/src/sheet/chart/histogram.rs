//! How many rows have a score from here to there, by class, with the boundaries between the classes.

use maud::{Markup, html};

use super::{Caption, Fill, Hold, WIDTH, length, line, measure, picture, rectangle, round_step, text};

const LEFT: f64 = 34.0;
const RIGHT: f64 = WIDTH - 6.0;
const FLOOR: f64 = 200.0;

/// A bar.
pub struct HistogramBar<'h> {
    /// Its lower end, in digits.
    pub lower: &'h str,
    /// Its upper end.
    pub upper: &'h str,
    /// Per class how many.
    pub counts: &'h [u64],
}

/// A boundary.
pub struct Mark {
    /// Where, in digits.
    pub at: String,
    /// `A│B`
    pub label: String,
}

/// The bars, the classes on top of one another, the first lowest; `counted` and `unit` name the axes.
pub fn histogram(
    caption: &Caption<'_>,
    bars: &[HistogramBar<'_>],
    fills: &[Fill],
    marks: &[Mark],
    (counted, unit): (&str, &str),
) -> Markup {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return html! {} };
    let (lowest, highest) = (measure(first.lower), measure(last.upper));
    let x = |value: f64| LEFT + (value - lowest) / (highest - lowest).max(f64::MIN_POSITIVE) * (RIGHT - LEFT);
    let top = 20.0 + 13.0 * length(levels(marks, &x).iter().max().map_or(0, |level| *level as u64 + 1));
    let greatest = bars.iter().map(|bar| bar.counts.iter().sum::<u64>()).max().unwrap_or(0).max(1);
    let y = |count: f64| FLOOR - count / length(greatest) * (FLOOR - top);
    let bar = |bar: &HistogramBar<'_>| {
        let (left, right) = (x(measure(bar.lower)), x(measure(bar.upper)));
        let mut below = 0;
        let parts: Vec<(u64, u64, Fill)> = bar
            .counts
            .iter()
            .zip(fills)
            .map(|(count, fill)| {
                let from = below;
                below += count;
                (from, *count, *fill)
            })
            .filter(|(_, count, _)| *count > 0)
            .collect();
        html! {
            @for (from, count, fill) in &parts {
                (rectangle((left + 0.4, y(length(from + count))), (right - left - 0.8, y(length(*from)) - y(length(from + count))), fill))
            }
        }
    };
    let body = html! {
        (grid(greatest, &y, counted))
        @for one in bars { (bar(one)) }
        (line((LEFT, FLOOR), (RIGHT, FLOOR), "axis"))
        (ticks(bars, &x, unit))
        (cuts(marks, &x))
    };
    picture(caption, FLOOR + 36.0, &body)
}

fn grid(greatest: u64, y: &impl Fn(f64) -> f64, counted: &str) -> Markup {
    let step = round_step(length(greatest)).max(1.0);
    let mut values = Vec::new();
    let mut value = step;
    while value <= length(greatest) {
        values.push(value);
        value += step;
    }
    html! {
        (text((LEFT - 4.0, 12.0), Hold::End, "soft", counted))
        @for value in values {
            (line((LEFT, y(value)), (RIGHT, y(value)), "hair"))
            (text((LEFT - 4.0, y(value) + 4.0), Hold::End, "soft", &format!("{value:.0}")))
        }
    }
}

/// The ends at round numbers are labelled, so few that labels do not touch.
fn ticks(bars: &[HistogramBar<'_>], x: &impl Fn(f64) -> f64, unit: &str) -> Markup {
    let ends: Vec<&str> = bars.iter().map(|bar| bar.lower).chain(bars.last().map(|bar| bar.upper)).collect();
    let width = bars.first().map_or(1.0, |bar| measure(bar.upper) - measure(bar.lower));
    let least = length(ends.len() as u64) / 8.0;
    let every = [1.0, 2.0, 5.0, 10.0].into_iter().find(|every| *every >= least).unwrap_or(20.0) * width;
    let round = |end: &&&str| ((measure(end) / every).round() - measure(end) / every).abs() < 1e-6;
    html! {
        @for end in ends.iter().filter(round) {
            (line((x(measure(end)), FLOOR), (x(measure(end)), FLOOR + 4.0), "axis"))
            (text((x(measure(end)), FLOOR + 17.0), Hold::Middle, "soft", &end.replace('-', "−")))
        }
        (text((RIGHT, FLOOR + 32.0), Hold::End, "soft", unit))
    }
}

fn cuts(marks: &[Mark], x: &impl Fn(f64) -> f64) -> Markup {
    let levels = levels(marks, x);
    html! {
        @for (mark, level) in marks.iter().zip(levels) {
            (line((x(measure(&mark.at)), 16.0 + 13.0 * length(level as u64)), (x(measure(&mark.at)), FLOOR), "halo"))
            (line((x(measure(&mark.at)), 16.0 + 13.0 * length(level as u64)), (x(measure(&mark.at)), FLOOR), "cut"))
            @let half = half_width(mark);
            @let middle = x(measure(&mark.at)).clamp(LEFT + half, (RIGHT - half).max(LEFT + half));
            (text((middle, 12.0 + 13.0 * length(level as u64)), Hold::Middle, "figure", &format!("{} {}", mark.label, mark.at)))
        }
    }
}

/// On which line the label of each mark stands, so that labels do not cover one another.
fn levels(marks: &[Mark], x: &impl Fn(f64) -> f64) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let mut order: Vec<usize> = (0..marks.len()).collect();
    let place =
        |at: &usize| marks.get(*at).map_or(0.0, |mark| x(measure(&mark.at)).max(LEFT + half_width(mark)));
    order.sort_by(|a, b| place(a).total_cmp(&place(b)));
    let mut levels = vec![0; marks.len()];
    for at in order {
        let Some(mark) = marks.get(at) else { continue };
        let half = half_width(mark);
        let free = ends.iter().position(|end| *end <= place(&at) - half).unwrap_or(ends.len());
        if free == ends.len() {
            ends.push(0.0);
        }
        if let (Some(end), Some(level)) = (ends.get_mut(free), levels.get_mut(at)) {
            *end = place(&at) + half;
            *level = free;
        }
    }
    levels
}

fn half_width(mark: &Mark) -> f64 {
    super::text_width(&format!("{} {}", mark.label, mark.at)) / 2.0 + 2.0
}
