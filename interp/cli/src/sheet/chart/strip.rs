//! Rows along a line, by their distance to a boundary: a dot a row, dots of one place on top of one another.

use maud::{Markup, html};

use super::{Caption, Fill, Hold, WIDTH, at, line, measure, picture, text};

/// A row.
pub struct StripDot {
    /// Its score, in digits.
    pub score: String,
    /// Whether it stands above the boundary.
    pub above: bool,
    /// What it is, shown where a pointer rests on it.
    pub name: String,
}

const LEFT: f64 = 14.0;
const RIGHT: f64 = WIDTH - 14.0;
const RADIUS: f64 = 4.0;
const MOST_ROWS: usize = 9;

/// The dots from the lowest score to the highest; the boundary lies at `cut`. `sides` says what stands left and right of it.
pub fn strip(
    caption: &Caption<'_>,
    dots: &[StripDot],
    cut: &str,
    sides: [&str; 2],
    fills: [Fill; 2],
) -> Markup {
    let scores = || dots.iter().map(|dot| measure(&dot.score));
    let cut_at = measure(cut);
    let reach =
        scores().map(|score| (score - cut_at).abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE) * 1.05;
    let x = |score: f64| f64::midpoint(LEFT, RIGHT) + (score - cut_at) / reach * (RIGHT - LEFT) / 2.0;
    let mut placed: Vec<(f64, usize, &StripDot)> = Vec::new();
    for dot in dots {
        let own = x(measure(&dot.score)) + if dot.above { 0.0 } else { -0.01 };
        let taken =
            placed.iter().filter(|(other, _, _)| (other - own).abs() < 2.0 * RADIUS).map(|(_, row, _)| *row);
        let taken: Vec<usize> = taken.collect();
        let row = (0..MOST_ROWS).find(|row| !taken.contains(row)).unwrap_or(MOST_ROWS - 1);
        placed.push((own, row, dot));
    }
    let rows = placed.iter().map(|(_, row, _)| *row).max().unwrap_or(0) + 1;
    let floor = 22.0 + super::length(rows as u64) * 2.0 * RADIUS;
    let body = html! {
        (text((f64::midpoint(LEFT, RIGHT) - 8.0, 12.0), Hold::End, "label", sides[0]))
        (text((f64::midpoint(LEFT, RIGHT) + 8.0, 12.0), Hold::Start, "label", sides[1]))
        (line((f64::midpoint(LEFT, RIGHT), 2.0), (f64::midpoint(LEFT, RIGHT), floor), "cut"))
        @for (own, row, dot) in &placed {
            @let fill = if dot.above { fills[0] } else { fills[1] };
            circle cx=(at(*own)) cy=(at(floor - RADIUS - super::length(*row as u64) * 2.0 * RADIUS)) r=(at(RADIUS - 0.4))
                fill=(fill.paint) stroke=(fill.edge.unwrap_or("#16365c")) { title { (dot.name) } }
        }
        (line((LEFT, floor), (RIGHT, floor), "axis"))
        (text((LEFT, floor + 15.0), Hold::Start, "soft", &format!("−{reach:.2}")))
        (text((f64::midpoint(LEFT, RIGHT), floor + 15.0), Hold::Middle, "figure", cut))
        (text((RIGHT, floor + 15.0), Hold::End, "soft", &format!("+{reach:.2}")))
    };
    picture(caption, floor + 20.0, &body)
}
