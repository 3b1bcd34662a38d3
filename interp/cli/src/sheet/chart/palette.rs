//! Fills that can be told apart by people who see no red or no green, and on a grey print: classes go from dark to light, the worst is hatched,
//! and what is outside the order is white. Blue, sand and vermilion are those of Okabe and Ito, *Color Universal Design*, 2008.

use maud::{Markup, PreEscaped, html};

/// How an area is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// A colour or a pattern of [`definitions`].
    pub paint: &'static str,
    /// The colour of its edge, where it has one.
    pub edge: Option<&'static str>,
    /// Whether letters on it are white.
    pub dark: bool,
}

const fn plain(paint: &'static str, dark: bool) -> Fill {
    Fill { paint, edge: None, dark }
}

/// From the best to the worst but one.
const ORDERED: [Fill; 5] = [
    plain("#16365c", true),
    plain("#3d7fb1", true),
    plain("#e3c16f", false),
    plain("#f1e3bd", false),
    plain("#f7f1e0", false),
];

/// The worst: hatched.
const WORST: Fill = Fill { paint: "url(#hatch)", edge: Some("#b5480a"), dark: false };

/// Outside the order: 不参评.
const OUTSIDE: Fill = Fill { paint: "#fff", edge: Some("#8a8a8a"), dark: false };

/// What was before: pale, so that what is now stands out.
pub const BEFORE: Fill = Fill { paint: "#d9d6ce", edge: Some("#8a8a8a"), dark: false };

/// Of things that have no order: parties, years.
const SERIES: [Fill; 7] = [
    plain("#16365c", true),
    plain("#e3c16f", false),
    plain("#3d7fb1", true),
    Fill { paint: "url(#hatch)", edge: Some("#b5480a"), dark: false },
    plain("#a9c9b4", false),
    Fill { paint: "url(#dots)", edge: Some("#16365c"), dark: false },
    OUTSIDE,
];

/// The fills of so many classes in an order, and so many outside it.
pub fn class_fills(ordered: usize, outside: usize) -> Vec<Fill> {
    let best = ordered.saturating_sub(1);
    let between = (0..best).map(|at| ORDERED.get(at).copied().unwrap_or(OUTSIDE));
    let worst = if ordered == 0 { None } else { Some(WORST) };
    between.chain(worst).chain(std::iter::repeat_n(OUTSIDE, outside)).collect()
}

/// The fills of so many things without an order; from the eighth on they repeat.
pub fn series_fills(count: usize) -> Vec<Fill> {
    SERIES.iter().cycle().take(count).copied().collect()
}

/// The patterns that fills name: once a page, before the first chart.
pub fn definitions() -> Markup {
    html! {
        svg class="definitions" width="0" height="0" aria-hidden="true" {
            (PreEscaped(concat!(
                r##"<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"##,
                r##"<rect width="5" height="5" fill="#fff"/><rect width="2.2" height="5" fill="#d55e00"/></pattern>"##,
                r##"<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">"##,
                r##"<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.5" fill="#16365c"/></pattern></defs>"##
            )))
        }
    }
}

/// Which fill means what.
pub fn legend<'l>(entries: impl IntoIterator<Item = (&'l str, Fill)>) -> Markup {
    html! {
        ul class="legend" {
            @for (name, fill) in entries {
                li {
                    svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" {
                        rect x="0.5" y="0.5" width="13" height="13" fill=(fill.paint) stroke=(fill.edge.unwrap_or(fill.paint)) {}
                    }
                    (name)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_hatched_and_what_is_outside_is_white() {
        let fills = class_fills(4, 1);
        assert_eq!(fills.len(), 5);
        assert_eq!((fills[0].paint, fills[3].paint, fills[4].paint), ("#16365c", "url(#hatch)", "#fff"));
        assert_eq!(class_fills(0, 0), []);
    }
}
