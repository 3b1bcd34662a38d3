//! Charts as inline SVG: small functions from plain figures to a picture. Every chart says in words what it shows (`title`, `desc`), is
//! drawn narrow so that its letters stay readable on a phone, and tells its parts apart without colour: by place, by label, by hatching.
//!
//! Coordinates are floats and nothing but coordinates: figures are printed from the texts they come with.

mod bars;
mod flow;
mod grouped;
mod histogram;
mod palette;
mod stacked;
mod strip;

pub use bars::{BarRow, bars};
pub use flow::flow;
pub use grouped::grouped;
pub use histogram::{HistogramBar, Mark, histogram};
pub use palette::{BEFORE, Fill, class_fills, definitions, legend, series_fills};
pub use stacked::{StackedRow, stacked};
pub use strip::{StripDot, strip};

use maud::{Markup, html};

/// All charts are this wide, in units that are pixels at the width of a phone.
pub const WIDTH: f64 = 360.0;

/// What a chart is, in words: for those who do not see it, and above it for those who do.
pub struct Caption<'c> {
    /// What it shows.
    pub title: &'c str,
    /// What is to be seen in it.
    pub description: &'c str,
}

/// The picture around `body`.
fn picture(caption: &Caption<'_>, height: f64, body: &Markup) -> Markup {
    html! {
        svg class="chart" viewBox=(format!("0 0 {WIDTH} {height:.0}")) role="img" xmlns="http://www.w3.org/2000/svg" {
            title { (caption.title) }
            desc { (caption.description) }
            (body)
        }
    }
}

/// A coordinate.
fn at(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A rectangle.
fn rectangle((x, y): (f64, f64), (width, height): (f64, f64), fill: &Fill) -> Markup {
    html! {
        rect x=(at(x)) y=(at(y)) width=(at(width.max(0.0))) height=(at(height.max(0.0))) fill=(fill.paint) stroke=[fill.edge] {}
    }
}

/// A straight line of a class of the style: `axis`, `cut`, `hair`.
fn line((x1, y1): (f64, f64), (x2, y2): (f64, f64), class: &str) -> Markup {
    html! { line class=(class) x1=(at(x1)) y1=(at(y1)) x2=(at(x2)) y2=(at(y2)) {} }
}

/// Where a text is held.
#[derive(Clone, Copy)]
enum Hold {
    Start,
    Middle,
    End,
}

/// A text of a class of the style: `label`, `figure`, `soft`.
fn text((x, y): (f64, f64), hold: Hold, class: &str, words: &str) -> Markup {
    let hold = match hold {
        Hold::Start => "start",
        Hold::Middle => "middle",
        Hold::End => "end",
    };
    html! { text class=(class) x=(at(x)) y=(at(y)) text-anchor=(hold) { (words) } }
}

/// A count as a length; exact up to 2⁵³, and nobody draws longer ones.
#[expect(clippy::cast_precision_loss, reason = "a length in a picture")]
pub fn length(count: u64) -> f64 {
    count as f64
}

/// Digits as a length; 0 where they are none.
pub fn measure(digits: &str) -> f64 {
    digits.parse().ok().filter(|x: &f64| x.is_finite()).unwrap_or(0.0)
}

/// How wide a text is at the size of labels: Chinese characters are as wide as high.
fn text_width(words: &str) -> f64 {
    let cell = 6.3;
    unicode_width::UnicodeWidthStr::width(words) as f64 * cell
}

/// The text, cut to what fits, with `…` where it was cut.
fn fitted(words: &str, width: f64) -> String {
    if text_width(words) <= width {
        return words.to_owned();
    }
    let mut kept = String::new();
    for letter in words.chars() {
        if text_width(&kept) + text_width(&letter.to_string()) + 7.0 > width {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}

/// A round step of which four to eight make up `greatest`.
fn round_step(greatest: f64) -> f64 {
    if greatest <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf((greatest / 5.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|lead| greatest / (lead * power) <= 5.0);
    step.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!([7.0, 48.0, 916.0, 0.9].map(round_step), [2.0, 10.0, 200.0, 0.2]);
    }

    #[test]
    fn long_names_are_cut_by_their_width() {
        assert_eq!(fitted("正余镇", 60.0), "正余镇");
        assert_eq!(fitted("计算机、通信和其他电子设备制造业", 90.0), "计算机、通信…");
    }

    #[test]
    fn words_are_escaped_and_told_to_those_who_do_not_see() {
        let caption = Caption { title: "甲<乙", description: "丙" };
        let picture = picture(&caption, 10.0, &text((1.0, 2.25), Hold::End, "label", "a&b")).into_string();
        assert!(picture.contains("<title>甲&lt;乙</title><desc>丙</desc>"), "{picture}");
        assert!(picture.contains(r#"x="1" y="2.2" text-anchor="end">a&amp;b</text>"#), "{picture}");
    }
}
