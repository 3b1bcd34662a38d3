//! From the classes before to the classes after: two stacks, and bands between them.

use maud::{Markup, html};

use super::{Caption, Fill, Hold, WIDTH, at, length, picture, rectangle, text, text_width};

const STACK: f64 = 16.0;
const TOP: f64 = 26.0;
const HEIGHT: f64 = 230.0;
const GAP: f64 = 6.0;

/// Bands between `names` on the left and on the right; `counts` says how many go from each to each, `heads` what the stacks are.
pub fn flow(
    caption: &Caption<'_>,
    heads: [&str; 2],
    names: &[String],
    counts: &[Vec<u64>],
    fills: &[Fill],
) -> Markup {
    let before: Vec<u64> = counts.iter().map(|row| row.iter().sum()).collect();
    let after: Vec<u64> =
        (0..names.len()).map(|to| counts.iter().filter_map(|row| row.get(to)).sum()).collect();
    let total = before.iter().sum::<u64>().max(1);
    let scale = (HEIGHT - GAP * length(names.len() as u64)) / length(total);
    let (left, right) = (tops(&before, scale), tops(&after, scale));
    let bands = bands(counts, &left, &right, scale);
    let widest = names
        .iter()
        .zip(before.iter().zip(&after))
        .map(|(name, (a, b))| text_width(&format!("{name} {}", a.max(b))));
    let side = widest.fold(40.0, f64::max) + STACK + 7.0;
    let (start, end) = (side, WIDTH - side);
    let stack = |x: f64, tops: &[f64], sums: &[u64], labels: (f64, Hold)| {
        html! {
            @for (place, (top, sum)) in tops.iter().zip(sums).enumerate() {
                @if let (Some(fill), Some(name)) = (fills.get(place), names.get(place)) {
                    (rectangle((x, *top), (STACK, (length(*sum) * scale).max(0.8)), fill))
                    (text((labels.0, top + (length(*sum) * scale / 2.0) + 4.0), labels.1, "label", &format!("{name} {sum}")))
                }
            }
        }
    };
    let body = html! {
        (text((start, 14.0), Hold::Middle, "soft", heads[0]))
        (text((end, 14.0), Hold::Middle, "soft", heads[1]))
        @for band in &bands {
            path class=(if band.same { "band" } else { "band moved" }) d=(band.outline(start, end)) {}
        }
        (stack(start - STACK, &left, &before, (start - STACK - 5.0, Hold::End)))
        (stack(end, &right, &after, (end + STACK + 5.0, Hold::Start)))
    };
    picture(caption, TOP + HEIGHT + 6.0, &body)
}

/// Where each part of a stack begins.
fn tops(sums: &[u64], scale: f64) -> Vec<f64> {
    let mut next = TOP;
    let mut tops = Vec::with_capacity(sums.len());
    for sum in sums {
        tops.push(next);
        next += length(*sum) * scale + GAP;
    }
    tops
}

struct Band {
    left: f64,
    right: f64,
    thickness: f64,
    same: bool,
}

impl Band {
    fn outline(&self, start: f64, end: f64) -> String {
        let middle = at(f64::midpoint(start, end));
        let (l1, l2) = (at(self.left), at(self.left + self.thickness));
        let (r1, r2) = (at(self.right), at(self.right + self.thickness));
        let (x1, x2) = (at(start), at(end));
        format!(
            "M{x1} {l1}C{middle} {l1} {middle} {r1} {x2} {r1}L{x2} {r2}C{middle} {r2} {middle} {l2} {x1} {l2}Z"
        )
    }
}

/// The bands, those that stay first, so that the others lie on top.
fn bands(counts: &[Vec<u64>], left: &[f64], right: &[f64], scale: f64) -> Vec<Band> {
    let mut from = left.to_vec();
    let mut to = right.to_vec();
    let mut bands = Vec::new();
    for (a, row) in counts.iter().enumerate() {
        for (b, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (Some(own), Some(other)) = (from.get_mut(a), to.get_mut(b)) else { continue };
            let thickness = length(*count) * scale;
            bands.push(Band { left: *own, right: *other, thickness: thickness.max(1.0), same: a == b });
            *own += thickness;
            *other += thickness;
        }
    }
    bands.sort_by_key(|band| !band.same);
    bands
}
