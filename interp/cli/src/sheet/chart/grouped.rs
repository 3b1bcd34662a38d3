//! Two bars for each class: before, and after.

use maud::{Markup, html};

use super::palette::BEFORE;
use super::{Caption, Fill, Hold, WIDTH, length, line, picture, rectangle, text};

const TOP: f64 = 26.0;
const FLOOR: f64 = 176.0;

/// A pair of bars for each name, the first pale; counts stand above them.
pub fn grouped(
    caption: &Caption<'_>,
    names: &[String],
    before: &[u64],
    after: &[u64],
    fills: &[Fill],
) -> Markup {
    let greatest = before.iter().chain(after).copied().max().unwrap_or(0).max(1);
    let slot = (WIDTH - 8.0) / length(names.len().max(1) as u64);
    let bar = (slot * 0.4).min(34.0);
    let height = |count: u64| length(count) / length(greatest) * (FLOOR - TOP);
    let pair = |place: usize, name: &str| {
        let middle = 4.0 + slot * (length(place as u64) + 0.5);
        let counts = [before.get(place), after.get(place)].map(|count| count.copied().unwrap_or(0));
        let [was, is] = counts;
        let own = fills.get(place).copied().unwrap_or(BEFORE);
        html! {
            (rectangle((middle - bar - 1.0, FLOOR - height(was)), (bar, height(was)), &BEFORE))
            (rectangle((middle + 1.0, FLOOR - height(is)), (bar, height(is)), &own))
            (text((middle - bar / 2.0 - 1.0, FLOOR - height(was) - 5.0), Hold::Middle, "soft", &was.to_string()))
            (text((middle + bar / 2.0 + 1.0, FLOOR - height(is) - 5.0), Hold::Middle, "figure", &is.to_string()))
            (text((middle, FLOOR + 17.0), Hold::Middle, "label", name))
        }
    };
    let body = html! {
        @for (place, name) in names.iter().enumerate() { (pair(place, name)) }
        (line((4.0, FLOOR), (WIDTH - 4.0, FLOOR), "axis"))
    };
    picture(caption, FLOOR + 26.0, &body)
}
