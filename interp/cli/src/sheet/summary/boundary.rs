//! The rows at the boundaries between classes, and what told equal scores apart.

use heng_interp::survey::{Boundary, EdgeRow, GradeSurvey, NEAREST, TieStatistics};
use maud::{Markup, html};

use super::super::chart::{self, BEFORE, Caption, StripDot};
use super::Face;
use super::classes::fill_of;

impl Face<'_, '_, '_> {
    /// All boundaries, or a word that there are none.
    pub(super) fn boundaries(&self, grade: &GradeSurvey) -> Markup {
        if grade.boundaries.is_empty() {
            return html! {};
        }
        let words = self.words;
        html! {
            section {
                h2 { (words.pick("分档线两侧与同分", "At the boundaries, and equal scores")) }
                p { (self.rule(grade)) }
                @if let Some(ties) = &grade.ties { p { (self.ties(ties, grade)) } }
                @for (boundary, classes) in grade.boundaries.iter().zip(&grade.edge_classes) {
                    (self.boundary(grade, boundary, classes))
                }
            }
        }
    }

    /// Which rows are told, and why.
    fn rule(&self, grade: &GradeSurvey) -> String {
        let (limit, unit, counter) = (&grade.edge_rule.limit, self.unit(grade), self.counter(&grade.table));
        let why = match &grade.edge_rule.out_of {
            Some(full) => self.say(
                || format!("满分 {full} {unit}的 0.5%，即 {limit} {unit}"),
                || format!("0.5 % of the full {full}, which is {limit} {unit}"),
            ),
            None => self.say(
                || format!("得分末位的一个单位，即 {limit} {unit}"),
                || format!("one unit in the last decimal, {limit} {unit}"),
            ),
        };
        self.say(
            || format!("每条分档线两侧各列最近的 {NEAREST} {counter}，以及离线不超过{why}的。“离线”是与对面最近一{counter}的得分之差，“位次”是换到对面要升降几位。"),
            || format!("At each boundary the {NEAREST} nearest rows of each side are told, and all that lie within {why}. The distance is to the score of the nearest row of the other side; the places are those to climb or fall to stand beside it."),
        )
    }

    fn ties(&self, ties: &TieStatistics, grade: &GradeSurvey) -> String {
        let counter = self.counter(&grade.table);
        if ties.rows == 0 {
            return self
                .say(|| "没有得分相同的。".to_owned(), || "No two rows have equal scores.".to_owned());
        }
        let decided = ties.decided.iter().filter(|(_, count)| *count > 0);
        let decided: Vec<String> = decided
            .map(|(key, count)| {
                self.say(|| format!("「{key}」{count} 次"), || format!("{key} {count} times"))
            })
            .collect();
        let decided = self.words.join(&decided);
        let (rows, sets, greatest) = (ties.rows, ties.sets, ties.greatest);
        let shared = match ties.shared {
            0 => String::new(),
            n => self
                .say(|| format!("，同分同名次的相邻 {n} 对"), || format!("; {n} neighbours share a place")),
        };
        let told = if decided.is_empty() {
            String::new()
        } else {
            self.say(|| format!("，先后由{decided}分出"), || format!("; the order was decided by {decided}"))
        };
        self.say(
            || format!("得分相同的有 {rows} {counter}，分 {sets} 组，最多一组 {greatest} {counter}{told}{shared}。"),
            || format!("{rows} rows share their score with another, in {sets} sets of at most {greatest}{told}{shared}."),
        )
    }

    fn boundary(&self, grade: &GradeSurvey, boundary: &Boundary, classes: &[String]) -> Markup {
        let near = boundary.near.0 + boundary.near.1;
        let (place, counter) = (boundary.place, self.counter(&grade.table));
        let population = boundary.population.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
        let title = self.say(
            || {
                format!(
                    "{population}{}与 {}：第 {place}、{} 名之间",
                    self.class(&boundary.above),
                    self.class(&boundary.below),
                    place + 1
                )
            },
            || {
                format!(
                    "{population}{} and {}: between places {place} and {}",
                    self.class(&boundary.above),
                    self.class(&boundary.below),
                    place + 1
                )
            },
        );
        let told = self.told_boundary(grade, boundary);
        let rows: Vec<(&EdgeRow, &String)> = boundary.rows.iter().zip(classes).collect();
        let side = |above: bool| rows.iter().filter(move |(row, _)| row.above == above).copied();
        let nearest_above: Vec<_> = side(true).collect();
        let skip = nearest_above.len().saturating_sub(NEAREST);
        let nearest: Vec<_> = nearest_above.into_iter().skip(skip).chain(side(false).take(NEAREST)).collect();
        html! {
            div class="boundary" {
                h3 { (title) }
                p { (told) }
                @if near > 2 { (self.strip(grade, boundary)) }
                (self.edge_table(grade, &nearest))
                @if rows.len() > nearest.len() {
                    details class="folded" {
                        summary { (self.say(|| format!("列出两侧 {} {counter}", rows.len()), || format!("All {} rows told of this boundary", rows.len()))) }
                        (self.edge_table(grade, &rows))
                        @if near > rows.len() as u64 { p class="note" { (self.say(|| format!("离线近的共 {near} {counter}，这里每侧列到 30 {counter}。"), || format!("{near} rows are near; at most 30 of each side are told."))) } }
                    }
                }
            }
        }
    }

    fn told_boundary(&self, grade: &GradeSurvey, boundary: &Boundary) -> String {
        let (unit, counter) = (self.unit(grade), self.counter(&grade.table));
        let (above, below) = (&boundary.scores.0, &boundary.scores.1);
        let tied = if boundary.tied {
            self.say(
                || format!("两{counter}得分相同，靠写明的次序分出先后。"),
                || " The two scores are equal; a tie key decided.".to_owned(),
            )
        } else {
            String::new()
        };
        let (gap, near) = (&boundary.gap, boundary.near.0 + boundary.near.1);
        self.say(
            || format!("线上最后一{counter} {above}，线下第一{counter} {below}，相差 {gap} {unit}；离线近的 {near} {counter}。{tied}"),
            || format!("The last row above has {above}, the first below {below}, {gap} {unit} apart; {near} rows are near.{tied}"),
        )
    }

    fn strip(&self, grade: &GradeSurvey, boundary: &Boundary) -> Markup {
        let dots: Vec<StripDot> = boundary
            .rows
            .iter()
            .filter(|row| row.near)
            .map(|row| StripDot {
                score: row.score.clone(),
                above: row.above,
                name: format!("{} {}", self.who(row), row.score),
            })
            .collect();
        let sides = [&boundary.below, &boundary.above].map(|class| self.class(class));
        let fill = |class: &str| fill_of(&grade.cross, class).unwrap_or(BEFORE);
        let title = self.words.pick("分档线两侧各户", "Rows at the boundary");
        let told = self.told_boundary(grade, boundary);
        let caption = Caption { title, description: &told };
        let fills = [fill(&boundary.above), fill(&boundary.below)];
        // Lower scores stand left, whichever side they are on.
        let turned = chart::measure(&boundary.scores.0) < chart::measure(&boundary.scores.1);
        let [left, right] = if turned { [&sides[1], &sides[0]] } else { [&sides[0], &sides[1]] };
        chart::strip(&caption, &dots, &boundary.scores.0, [left, right], fills)
    }

    fn who<'e>(&self, row: &'e EdgeRow) -> &'e str {
        row.subject.name.as_deref().unwrap_or(&row.subject.key)
    }

    fn edge_table(&self, grade: &GradeSurvey, rows: &[(&EdgeRow, &String)]) -> Markup {
        let words = self.words;
        let moves = grade.from.is_some();
        html! {
            div class="scroll" {
                table class="edges" {
                    thead { tr {
                        th scope="col" { (words.pick("名次", "Place")) }
                        th scope="col" { (words.pick("名称、代码", "Name, key")) }
                        th scope="col" { (words.pick("得分", "Score")) }
                        th scope="col" { (words.pick("离线", "Distance")) }
                        th scope="col" { (words.pick("位次", "Places")) }
                        @if moves { th scope="col" { (words.pick("最后", "Final")) } }
                    } }
                    tbody {
                        @for (at, (row, class)) in rows.iter().enumerate() {
                            @let first_below = !row.above && at > 0 && rows.get(at - 1).is_some_and(|(before, _)| before.above);
                            tr class=[first_below.then_some("below-cut")] {
                                td class="num" { (row.place) }
                                td {
                                    @if let Some(name) = &row.subject.name { (name) " " }
                                    span class="key" { (row.subject.key) }
                                }
                                td class="num" { (row.score) }
                                td class="num" { (signed(row)) }
                                td class="num" { (row.places) }
                                @if moves { td class="mid" { (self.class_name(class)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// `+0.20` above the boundary, `−0.20` below, no sign where the scores are equal.
fn signed(row: &EdgeRow) -> String {
    let nothing = row.distance.chars().all(|digit| matches!(digit, '0' | '.'));
    let sign = match (nothing, row.above) {
        (true, _) => "",
        (false, true) => "+",
        (false, false) => "−",
    };
    format!("{sign}{}", row.distance)
}
