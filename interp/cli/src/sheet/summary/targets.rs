//! Targets: how far each is.

use heng_interp::survey::TargetLine;
use maud::{Markup, html};

use super::super::chart::{self, BarRow, Caption, series_fills};
use super::Face;
use super::word::readable;

/// No more bars than these are drawn.
const MOST: usize = 60;

impl Face<'_, '_, '_> {
    /// A bar a target, with a line where it is reached.
    pub(super) fn target_charts(&self) -> Markup {
        let lines: Vec<&TargetLine> = self.last_targets();
        if lines.is_empty() {
            return html! {};
        }
        let row = |line: &&TargetLine| BarRow {
            label: [&line.of, &line.indicator]
                .into_iter()
                .filter(|text| !text.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(" "),
            note: format!("{} {}%", line.state, readable(&line.progress)),
            whole: 0.0,
            part: chart::measure(&line.progress).clamp(0.0, 150.0),
        };
        let rows: Vec<BarRow> = lines.iter().take(MOST).map(row).collect();
        let title = self.words.pick("指标进度", "Progress of targets");
        let told: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.note)).collect();
        let caption = Caption { title, description: &self.words.join(&told) };
        let fill = series_fills(3).last().copied().unwrap_or(chart::BEFORE);
        let note = self.words.pick(
            "虚线是完成；条最长画到一倍半。",
            "The broken line is completion; bars end at one and a half of it.",
        );
        self.figure(title, note, &chart::bars(&caption, &rows, [chart::BEFORE, fill], Some(100.0)), None)
    }

    /// Those that can be measured, each once, by its last year.
    fn last_targets(&self) -> Vec<&TargetLine> {
        let all = &self.survey.targets;
        let same = |a: &TargetLine, b: &TargetLine| {
            (&a.block, &a.of, &a.indicator) == (&b.block, &b.of, &b.indicator)
        };
        let measured = |line: &&TargetLine| !line.progress.is_empty();
        let later = |line: &TargetLine| {
            all.iter().filter(measured).any(|other| same(line, other) && other.year > line.year)
        };
        all.iter().filter(measured).filter(|line| !later(line)).collect()
    }

    /// All of them, with their articles.
    pub(super) fn target_tables(&self) -> Markup {
        let lines = &self.survey.targets;
        if lines.is_empty() {
            return html! {};
        }
        let words = self.words;
        let of = lines.iter().any(|line| !line.of.is_empty());
        let mut heads = vec![words.pick("指标", "Indicator")];
        if of {
            heads.insert(0, words.pick("对象", "Row"));
        }
        heads.extend([
            words.pick("年份", "Year"),
            words.pick("要求", "Wanted"),
            words.pick("目标值", "Target"),
            words.pick("实际", "Reached"),
            words.pick("状态", "State"),
            words.pick("性质", "Nature"),
            words.pick("条款", "Article"),
        ]);
        let row = |line: &TargetLine| {
            let unit = if line.unit.is_empty() {
                String::new()
            } else {
                self.say(|| format!("（{}）", line.unit), || format!(" ({})", line.unit))
            };
            let named = format!("{}{unit}", line.indicator);
            let cells = [
                &line.year,
                &line.said,
                &line.wanted,
                &line.actual,
                &line.state,
                &line.nature,
                &line.articles,
            ];
            of.then(|| line.of.clone())
                .into_iter()
                .chain([named])
                .chain(cells.into_iter().cloned())
                .collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
        let shift = usize::from(of);
        let figures: Vec<bool> = (0..heads.len()).map(|at| matches!(at - shift.min(at), 3 | 4)).collect();
        html! {
            section { h2 { (words.pick("指标", "Targets")) } (self.table(&heads, &figures, &rows, None)) }
        }
    }
}
