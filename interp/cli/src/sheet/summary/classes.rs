//! Classes before and after the moves.

use heng_interp::survey::{CrossTable, GradeSurvey};
use maud::{Markup, html};

use super::super::chart::{self, Caption, Fill, class_fills, series_fills};
use super::Face;
use super::lead::total;
use super::word::share;

/// The fills of the classes of a cross table.
pub(super) fn fills(cross: &CrossTable) -> Vec<Fill> {
    if cross.ordered == 0 {
        return series_fills(cross.classes.len());
    }
    class_fills(cross.ordered, cross.classes.len() - cross.ordered.min(cross.classes.len()))
}

/// The fill of a class by its name.
pub(super) fn fill_of(cross: &CrossTable, class: &str) -> Option<Fill> {
    let place = cross.classes.iter().position(|own| own == class)?;
    fills(cross).get(place).copied()
}

impl Face<'_, '_, '_> {
    fn class_names(&self, cross: &CrossTable) -> Vec<String> {
        cross.classes.iter().map(|class| self.class_name(class)).collect()
    }

    /// The name of the grade before the moves and of the one after.
    fn heads<'g>(&self, grade: &'g GradeSurvey) -> [&'g str; 2] {
        [grade.from.as_deref().unwrap_or(&grade.name), &grade.name]
    }

    /// How many have each class, before and after; and who goes where.
    pub(super) fn class_charts(&self, grade: &GradeSurvey) -> Markup {
        let cross = &grade.cross;
        if cross.total() == 0 {
            return html! {};
        }
        let (names, fills) = (self.class_names(cross), fills(cross));
        let [before, after] = self.heads(grade);
        let (title, told) = (self.counts_title(grade), self.counts_told(grade));
        let caption = Caption { title: &title, description: &told };
        let bars = chart::grouped(&caption, &names, &cross.before(), &cross.after(), &fills);
        let pale = [(before, chart::BEFORE)];
        let legend = grade
            .from
            .as_ref()
            .map(|_| chart::legend(pale.into_iter().chain(fills.first().map(|fill| (after, *fill)))));
        let flow_title =
            self.say(|| format!("从「{before}」到「{after}」"), || format!("From {before} to {after}"));
        let waiting = match cross.undecided() {
            0 => "",
            _ => self
                .words
                .pick("到「未定」的在等认定。", " Those that go to “undecided” wait for a decision."),
        };
        let flow_note = self.say(
            || format!("灰带是等级不变的，橙带是变动的；带越宽数越多。{waiting}"),
            || format!("Grey bands keep their class, orange ones change it; their width is the number of rows.{waiting}"),
        );
        let flow_caption = Caption { title: &flow_title, description: &told };
        html! {
            (self.figure(&title, "", &bars, legend))
            @if grade.from.is_some() && cross.moved() > 0 {
                (self.figure(&flow_title, &flow_note, &chart::flow(&flow_caption, [before, after], &names, &cross.counts, &fills), None))
            }
        }
    }

    fn counts_title(&self, grade: &GradeSurvey) -> String {
        let counter = self.counter(&grade.table);
        let [before, after] = self.heads(grade);
        match &grade.from {
            Some(_) => {
                self.say(|| format!("各类{counter}数：调整前后"), || format!("Classes: {before} and {after}"))
            }
            None => self.say(|| format!("「{after}」各类{counter}数"), || format!("Classes of {after}")),
        }
    }

    /// The counts in words, for those who do not see the picture.
    fn counts_told(&self, grade: &GradeSurvey) -> String {
        let cross = &grade.cross;
        let (before, after) = (cross.before(), cross.after());
        let one = |((class, before), after): ((&String, &u64), &u64)| {
            let class = self.class(class);
            match grade.from {
                Some(_) => format!("{class} {before} → {after}"),
                None => format!("{class} {after}"),
            }
        };
        let told: Vec<String> = cross.classes.iter().zip(&before).zip(&after).map(one).collect();
        self.words.join(&told)
    }

    /// The counts with their shares, and the cross table.
    pub(super) fn class_tables(&self, grade: &GradeSurvey) -> Markup {
        let cross = &grade.cross;
        let words = self.words;
        let [before, after] = self.heads(grade);
        html! {
            section {
                h2 { (self.say(|| format!("等级：{}", grade.name), || format!("Classes: {}", grade.name))) }
                (self.share_table(grade))
                @if grade.from.is_some() {
                    h3 { (self.say(|| format!("「{before}」（行）到「{after}」（列）"), || format!("{before} (rows) to {after} (columns)"))) }
                    div class="scroll" {
                        table class="cross" {
                            thead { tr {
                                th scope="col" { (before) " ＼ " (after) }
                                @for name in self.class_names(cross) { th scope="col" { (name) } }
                                th scope="col" { (words.pick("合计", "Total")) }
                            } }
                            tbody {
                                @for (from, row) in cross.counts.iter().enumerate() {
                                    tr {
                                        th scope="row" { (cross.classes.get(from).map(|class| self.class_name(class)).unwrap_or_default()) }
                                        @for (to, count) in row.iter().enumerate() {
                                            td class=(if from == to { "num same" } else if *count > 0 { "num moved" } else { "num" }) {
                                                @if *count > 0 { (count) } @else { "·" }
                                            }
                                        }
                                        td class="num" { (row.iter().sum::<u64>()) }
                                    }
                                }
                                tr class="total" {
                                    th scope="row" { (words.pick("合计", "Total")) }
                                    @for count in cross.after() { td class="num" { (count) } }
                                    td class="num" { (cross.total()) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn share_table(&self, grade: &GradeSurvey) -> Markup {
        let (cross, words) = (&grade.cross, self.words);
        let moves = grade.from.is_some();
        let (before, after) = (cross.before(), cross.after());
        let sums = [super::lead::ordered(&before, cross.ordered).iter().sum(), total(cross)];
        let row = |(at, class): (usize, &String)| {
            let counts = [before.get(at), after.get(at)].map(|count| count.copied().unwrap_or(0));
            let inside = at < cross.ordered || cross.ordered == 0;
            let shares = [0, 1].map(|side: usize| {
                let (count, sum) =
                    (counts.get(side).copied().unwrap_or(0), sums.get(side).copied().unwrap_or(0));
                if inside { share(count, sum) } else { String::new() }
            });
            let [was, is] = shares;
            let mut cells = vec![self.class_name(class)];
            if moves {
                cells.extend([counts[0].to_string(), was]);
            }
            cells.extend([counts[1].to_string(), is]);
            if moves {
                let change = i128::from(counts[1]) - i128::from(counts[0]);
                cells.push(if change > 0 {
                    format!("+{change}")
                } else {
                    change.to_string().replace('-', "−")
                });
            }
            cells
        };
        let rows: Vec<Vec<String>> = cross.classes.iter().enumerate().map(row).collect();
        let [from, to] = self.heads(grade);
        let portion = words.pick("占比", "Share");
        let heads: Vec<&str> = match moves {
            true => {
                vec![words.pick("等级", "Class"), from, portion, to, portion, words.pick("增减", "Change")]
            }
            false => vec![words.pick("等级", "Class"), to, portion],
        };
        let numbers: Vec<bool> = (0..heads.len()).map(|at| at > 0).collect();
        html! {
            (self.table(&heads, &numbers, &rows, None))
            p class="note" { (words.pick("占比以有等级次序的各类之和为总数。", "Shares are of the classes that are in the order.")) }
        }
    }
}
