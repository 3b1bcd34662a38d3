//! How the score is distributed.

use heng_interp::survey::{Distribution, GradeSurvey, Statistics};
use maud::{Markup, html};

use super::super::chart::{self, BEFORE, Caption, Fill, HistogramBar, Mark};
use super::Face;
use super::classes::fill_of;

impl Face<'_, '_, '_> {
    /// The histogram, by class after the moves, with the boundaries of the band.
    pub(super) fn score_chart(&self, grade: &GradeSurvey) -> Markup {
        let Some(score) = &grade.score else { return html! {} };
        self.histogram(score, Some(grade))
    }

    /// The histograms of scores that grade nobody.
    pub(super) fn plain_score_charts(&self) -> Markup {
        html! { @for score in &self.survey.scores { (self.histogram(score, None)) } }
    }

    /// Quartiles of scores that grade nobody.
    pub(super) fn plain_score_tables(&self) -> Markup {
        html! { @for score in &self.survey.scores { (self.quartiles(score, None)) } }
    }

    /// The bars, parted by class; rows without one are the last part.
    fn histogram(&self, score: &Distribution, grade: Option<&GradeSurvey>) -> Markup {
        if score.bars.is_empty() {
            return html! {};
        }
        let fill = |class: &str| grade.and_then(|grade| fill_of(&grade.cross, class)).unwrap_or(BEFORE);
        let mut parts: Vec<(String, Fill)> =
            score.by_class.iter().map(|(class, _)| (self.class_name(class), fill(class))).collect();
        let counts: Vec<Vec<u64>> = score
            .bars
            .iter()
            .map(|bar| {
                let rest = bar.total.saturating_sub(bar.counts.iter().sum());
                bar.counts.iter().copied().chain([rest]).collect()
            })
            .collect();
        let rest = if grade.is_some() { chart::class_fills(0, 1) } else { chart::series_fills(1) };
        let some_left = counts.iter().any(|counts| counts.last().is_some_and(|rest| *rest > 0));
        if let Some(fill) = rest.first().filter(|_| some_left) {
            parts.push((self.words.pick("未定", "undecided").to_owned(), *fill));
        }
        let fills: Vec<Fill> = parts.iter().map(|(_, fill)| *fill).collect();
        let bars: Vec<HistogramBar<'_>> = score
            .bars
            .iter()
            .zip(&counts)
            .map(|(bar, counts)| HistogramBar { lower: &bar.lower, upper: &bar.upper, counts })
            .collect();
        let title =
            self.say(|| format!("「{}」的分布", score.name), || format!("Distribution of {}", score.name));
        let told = self.told(score);
        let caption = Caption { title: &title, description: &told };
        let axes = (self.counter(&score.table), score.unit.as_str());
        let picture = chart::histogram(&caption, &bars, &fills, &grade.map(marks).unwrap_or_default(), axes);
        let legend = chart::legend(parts.iter().map(|(name, fill)| (name.as_str(), *fill)));
        self.figure(&title, &self.histogram_note(score, grade), &picture, grade.map(|_| legend))
    }

    fn histogram_note(&self, score: &Distribution, grade: Option<&GradeSurvey>) -> String {
        let colours = grade.map(|grade| {
            self.say(
                || format!("；颜色是「{}」，虚线是分档线", grade.name),
                || format!("; colours are {}, broken lines the boundaries", grade.name),
            )
        });
        let colours = colours.unwrap_or_default();
        let (step, unit) = (&score.step, &score.unit);
        self.say(
            || format!("每格 {step} {unit}，含左端、不含右端{colours}。"),
            || format!("Bars are {step} {unit} wide, without their upper end{colours}."),
        )
    }

    /// The distribution in words.
    fn told(&self, score: &Distribution) -> String {
        let (all, unit) = (&score.all, &score.unit);
        self.say(
            || {
                format!(
                    "{} 个数：最低 {}，四分之一在 {} 以下，中位 {}，四分之三在 {} 以下，最高 {} {unit}",
                    all.count, all.minimum, all.lower_quartile, all.median, all.upper_quartile, all.maximum
                )
            },
            || {
                format!(
                    "{} numbers: least {}, quartiles {}, {}, {}, greatest {} {unit}",
                    all.count, all.minimum, all.lower_quartile, all.median, all.upper_quartile, all.maximum
                )
            },
        )
    }

    /// Quartiles, of all and of each class.
    pub(super) fn score_table(&self, grade: &GradeSurvey) -> Markup {
        let Some(score) = &grade.score else { return html! {} };
        self.quartiles(score, Some(&grade.name))
    }

    fn quartiles(&self, score: &Distribution, grade: Option<&str>) -> Markup {
        if score.all.count == 0 {
            return html! {};
        }
        let words = self.words;
        let counted = self.say(|| format!("{}数", self.counter(&score.table)), || "Rows".to_owned());
        let heads = [
            grade.unwrap_or_default(),
            &counted,
            words.pick("最低", "Least"),
            words.pick("下四分位", "Lower quartile"),
            words.pick("中位", "Median"),
            words.pick("上四分位", "Upper quartile"),
            words.pick("最高", "Greatest"),
            words.pick("平均", "Mean"),
        ];
        let row = |name: String, of: &Statistics| {
            let figures =
                [&of.minimum, &of.lower_quartile, &of.median, &of.upper_quartile, &of.maximum, &of.mean];
            [name, of.count.to_string()].into_iter().chain(figures.into_iter().cloned()).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> =
            score.by_class.iter().map(|(class, of)| row(self.class_name(class), of)).collect();
        let total = row(words.pick("全部", "All").to_owned(), &score.all);
        let numbers: Vec<bool> = (0..heads.len()).map(|at| at > 0).collect();
        html! {
            section {
                h2 { (self.say(|| format!("{}（{}）", score.name, score.unit), || format!("{} ({})", score.name, score.unit))) }
                (self.table(&heads, &numbers, &rows, Some(&total)))
                p class="note" { (words.pick(
                    "四分位取第 1 +（n − 1）× 1/4（1/2、3/4）个，落在两个之间的按比例取。直方图的格宽，按 Freedman–Diaconis 法（2 × 四分位距 ÷ 个数的立方根）和 Sturges 法（极差 ÷（log₂ 个数 + 1））取小的，再进到 1、2、5 的十倍、百倍等整数。",
                    "Quartiles stand at the position 1 + (n − 1) q, linear between the two nearest rows. Bars are as wide as the smaller of what Freedman and Diaconis (twice the interquartile range by the cube root of n) and Sturges (the range by log₂ n + 1) advise, rounded up to 1, 2 or 5 times a power of ten."
                )) }
            }
        }
    }
}

/// The boundaries of a band whose rows are all classed together: the score of the last row above each.
fn marks(grade: &GradeSurvey) -> Vec<Mark> {
    let whole = grade.boundaries.iter().filter(|boundary| boundary.population.is_none());
    whole
        .map(|boundary| Mark {
            at: boundary.scores.0.clone(),
            label: format!("{}/{}", boundary.above, boundary.below),
        })
        .collect()
}
