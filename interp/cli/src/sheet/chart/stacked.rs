//! A bar for each row, parted: classes by town, money by party.

use maud::{Markup, html};

use super::{Caption, Fill, Hold, WIDTH, at, fitted, length, line, picture, rectangle, text};

/// A bar.
pub struct StackedRow {
    /// What it is.
    pub label: String,
    /// What stands at its end.
    pub note: String,
    /// Its parts as lengths, with what each says where there is room for it.
    pub parts: Vec<(f64, String)>,
}

const ROW: f64 = 21.0;
const BAR: f64 = 15.0;

/// The bars; each as long as the others where `shares`, else as its parts add up to.
pub fn stacked(caption: &Caption<'_>, rows: &[StackedRow], fills: &[Fill], shares: bool) -> Markup {
    let widest = |of: &dyn Fn(&StackedRow) -> f64| rows.iter().map(of).fold(0.0, f64::max);
    let left = (widest(&|row| super::text_width(&row.label)) + 8.0).clamp(30.0, 116.0);
    let right = WIDTH - (widest(&|row| super::text_width(&row.note)) + 8.0).clamp(8.0, 96.0);
    let sum = |row: &StackedRow| row.parts.iter().map(|(part, _)| part.max(0.0)).sum::<f64>();
    let greatest = widest(&sum).max(f64::MIN_POSITIVE);
    let draw = |place: usize, row: &StackedRow| {
        let y = length(place as u64) * ROW + 2.0;
        let whole = if shares { sum(row) } else { greatest };
        let scale = if whole > 0.0 { (right - left) / whole } else { 0.0 };
        let mut x = left;
        let parts: Vec<(f64, f64, &str, Fill)> = row
            .parts
            .iter()
            .zip(fills)
            .map(|((part, words), fill)| {
                let from = x;
                x += part.max(0.0) * scale;
                (from, x - from, words.as_str(), *fill)
            })
            .filter(|(_, width, _, _)| *width > 0.0)
            .collect();
        html! {
            (text((left - 6.0, y + 12.0), Hold::End, "label", &fitted(&row.label, left - 8.0)))
            @for (from, width, words, fill) in &parts {
                (rectangle((*from, y), (*width, BAR), fill))
                @if super::text_width(words) + 4.0 <= *width && !words.is_empty() {
                    text class=(if fill.dark { "on-dark" } else { "on-light" }) x=(at(from + width / 2.0)) y=(at(y + 11.5)) text-anchor="middle" { (words) }
                }
            }
            (text((right + 6.0, y + 12.0), Hold::Start, "soft", &row.note))
        }
    };
    let body = html! {
        @for (place, row) in rows.iter().enumerate() { (draw(place, row)) }
        (line((left, 0.0), (left, length(rows.len() as u64) * ROW), "axis"))
    };
    picture(caption, length(rows.len() as u64) * ROW + 2.0, &body)
}
