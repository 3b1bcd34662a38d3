//! The rows by town, by industry.

use heng_interp::survey::{Breakdown, GradeSurvey, Group};
use maud::{Markup, html};

use super::super::chart::{self, BEFORE, Caption, Fill, StackedRow};
use super::Face;
use super::classes::fill_of;
use super::word::{in_column, share};

impl Face<'_, '_, '_> {
    /// A bar a group, parted by class.
    pub(super) fn group_charts(&self, grade: &GradeSurvey) -> Markup {
        html! {
            @for breakdown in &grade.breakdowns { (self.group_chart(grade, breakdown)) }
        }
    }

    fn group_name(&self, name: &str) -> String {
        if name.is_empty() { self.words.pick("（空）", "(blank)").to_owned() } else { name.to_owned() }
    }

    fn group_chart(&self, grade: &GradeSurvey, breakdown: &Breakdown) -> Markup {
        let none = breakdown.groups.iter().any(|group| group.none > 0);
        let without = none.then(|| self.words.pick("未定或无等级", "no class yet"));
        let names: Vec<&str> = breakdown.classes.iter().map(String::as_str).chain(without).collect();
        let outside = chart::class_fills(0, 1).first().copied().unwrap_or(BEFORE);
        let fill = |class: &&str| fill_of(&grade.cross, class).unwrap_or(outside);
        let fills: Vec<Fill> = names.iter().map(fill).collect();
        let row = |group: &Group| StackedRow {
            label: self.group_name(&group.name),
            note: group.listed.to_string(),
            parts: group
                .classes
                .iter()
                .chain(none.then_some(&group.none))
                .map(|count| (chart::length(*count), count.to_string()))
                .collect(),
        };
        let rows: Vec<StackedRow> = breakdown.groups.iter().map(row).collect();
        let counter = self.counter(&grade.table);
        let title = self.say(
            || format!("各{}的「{}」", breakdown.column, grade.name),
            || format!("{} by {}", grade.name, breakdown.column),
        );
        let told: Vec<String> =
            breakdown.groups.iter().map(|group| self.told_group(breakdown, group)).collect();
        let caption = Caption { title: &title, description: &told.join(self.words.pick("；", "; ")) };
        let legend = chart::legend(names.iter().copied().zip(fills.iter().copied()));
        let note = self.say(
            || format!("每条按占比分段，右边是列入的{counter}数。"),
            || "Bars show shares; at their end stands how many are listed.".to_owned(),
        );
        self.figure(&title, &note, &chart::stacked(&caption, &rows, &fills, true), Some(legend))
    }

    fn told_group(&self, breakdown: &Breakdown, group: &Group) -> String {
        let counts = breakdown.classes.iter().zip(&group.classes);
        let counts: Vec<String> = counts.map(|(class, count)| format!("{class} {count}")).collect();
        format!("{} {}", self.group_name(&group.name), counts.join(" "))
    }

    /// A table a column.
    pub(super) fn group_tables(&self, grade: &GradeSurvey) -> Markup {
        html! {
            @for breakdown in &grade.breakdowns { (self.group_table(grade, breakdown)) }
        }
    }

    fn group_table(&self, grade: &GradeSurvey, breakdown: &Breakdown) -> Markup {
        let words = self.words;
        let none = breakdown.groups.iter().any(|group| group.none > 0);
        let scored = breakdown.total.score.count > 0;
        let first = breakdown.classes.first().filter(|_| grade.cross.ordered > 0);
        let last =
            breakdown.classes.get(grade.cross.ordered.saturating_sub(1)).filter(|_| grade.cross.ordered > 1);
        let mut heads = vec![breakdown.column.clone(), words.pick("列入", "Listed").to_owned()];
        if scored {
            heads.push(words.pick("评分", "Scored").to_owned());
        }
        heads.extend(breakdown.classes.iter().cloned());
        heads.extend(none.then(|| words.pick("未定或无等级", "No class yet").to_owned()));
        for class in [first, last].into_iter().flatten() {
            heads.push(self.say(|| format!("{class}占比"), || format!("{class} share")));
        }
        if scored {
            heads.extend(
                [words.pick("平均分", "Mean score"), words.pick("中位分", "Median")].map(str::to_owned),
            );
        }
        heads.extend(
            breakdown
                .sums
                .iter()
                .map(|(name, unit)| self.say(|| format!("{name}（{unit}）"), || format!("{name} ({unit})"))),
        );
        let row = |group: &Group, name: String| {
            let graded: u64 = group.classes.iter().take(grade.cross.ordered).sum();
            let mut cells = vec![name, group.listed.to_string()];
            if scored {
                cells.push(group.score.count.to_string());
            }
            cells.extend(group.classes.iter().map(u64::to_string));
            cells.extend(none.then(|| group.none.to_string()));
            for class in [first, last].into_iter().flatten() {
                let place = breakdown.classes.iter().position(|own| own == class);
                let count = place.and_then(|at| group.classes.get(at)).copied().unwrap_or(0);
                cells.push(share(count, graded));
            }
            if scored {
                cells.extend([group.score.mean.clone(), group.score.median.clone()]);
            }
            let totals = group.sums.iter().zip(&breakdown.total.sums);
            cells.extend(totals.map(|(sum, total)| in_column(sum, total)));
            cells
        };
        let rows: Vec<Vec<String>> =
            breakdown.groups.iter().map(|group| row(group, self.group_name(&group.name))).collect();
        let total = row(&breakdown.total, words.pick("合计", "Total").to_owned());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let numbers: Vec<bool> = (0..heads.len()).map(|at| at > 0).collect();
        html! {
            section class="wide-table" {
                h2 { (self.say(|| format!("分{}", breakdown.column), || format!("By {}", breakdown.column))) }
                (self.table(&heads, &numbers, &rows, Some(&total)))
                @if !breakdown.sums.is_empty() {
                    p class="note" { (words.pick("各项合计是列入的里面有数的相加；总数在一万以上的列取整。", "Sums are over the listed rows that have a value; columns whose total has five digits or more are rounded to whole units.")) }
                }
            }
        }
    }
}
