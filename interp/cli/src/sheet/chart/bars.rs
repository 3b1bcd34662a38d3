//! A bar for each row, and in it a darker one that is a part of it: of how many a rule held, and of how many it changed something.

use maud::{Markup, html};

use super::{Caption, Fill, Hold, WIDTH, fitted, length, line, picture, rectangle, text};

/// A bar.
pub struct BarRow {
    /// What it is.
    pub label: String,
    /// What stands at its end.
    pub note: String,
    /// How long it is.
    pub whole: f64,
    /// How long the part in it is.
    pub part: f64,
}

const ROW: f64 = 21.0;
const BAR: f64 = 15.0;

/// The bars; `goal` draws a line at this length.
pub fn bars(caption: &Caption<'_>, rows: &[BarRow], [whole, part]: [Fill; 2], goal: Option<f64>) -> Markup {
    let widest = |of: &dyn Fn(&BarRow) -> f64| rows.iter().map(of).fold(0.0, f64::max);
    let left = (widest(&|row| super::text_width(&row.label)) + 8.0).clamp(30.0, 140.0);
    let right = WIDTH - (widest(&|row| super::text_width(&row.note)) + 8.0).clamp(8.0, 120.0);
    let greatest = widest(&|row| row.whole.max(row.part)).max(goal.unwrap_or(0.0)).max(f64::MIN_POSITIVE);
    let scale = (right - left) / greatest;
    let end = length(rows.len() as u64) * ROW;
    let body = html! {
        @for (place, row) in rows.iter().enumerate() {
            @let y = length(place as u64) * ROW + 2.0;
            (text((left - 6.0, y + 12.0), Hold::End, "label", &fitted(&row.label, left - 8.0)))
            (rectangle((left, y), (row.whole.max(0.0) * scale, BAR), &whole))
            (rectangle((left, y), (row.part.max(0.0) * scale, BAR), &part))
            (text((right + 6.0, y + 12.0), Hold::Start, "figure", &row.note))
        }
        (line((left, 0.0), (left, end), "axis"))
        @if let Some(goal) = goal {
            (line((left + goal * scale, 0.0), (left + goal * scale, end), "halo"))
            (line((left + goal * scale, 0.0), (left + goal * scale, end), "cut"))
        }
    };
    picture(caption, end + 2.0, &body)
}
