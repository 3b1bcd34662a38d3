//! What each move did.

use heng_grammar::tree::MoveKind;
use heng_interp::survey::{GradeSurvey, MoveEffect};
use maud::{Markup, html};

use super::super::chart::{self, BarRow, Caption};
use super::Face;

impl Face<'_, '_, '_> {
    fn kind(&self, part: &MoveEffect) -> &'static str {
        match part.kind {
            MoveKind::Protect => self.words.pick("保护", "protect"),
            MoveKind::Punish => self.words.pick("惩罚", "punish"),
        }
    }

    /// Of how many each move held, and of how many it changed the class.
    pub(super) fn move_chart(&self, grade: &GradeSurvey) -> Markup {
        let held: Vec<&MoveEffect> = grade.moves.iter().filter(|part| part.held > 0).collect();
        if held.is_empty() {
            return html! {};
        }
        let row = |part: &&MoveEffect| BarRow {
            label: part.name.clone(),
            note: self.say(
                || format!("符合 {}，变动 {}", part.held, part.changed),
                || format!("{} held, {} moved", part.held, part.changed),
            ),
            whole: chart::length(part.held),
            part: chart::length(part.changed),
        };
        let rows: Vec<BarRow> = held.iter().map(row).collect();
        let title = self.words.pick("每条调整：符合与变动", "Each move: held, and moved").to_owned();
        let told: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.note)).collect();
        let caption = Caption { title: &title, description: &self.words.join(&told) };
        let fills = chart::class_fills(3, 0);
        let dark = fills.first().copied().unwrap_or(chart::BEFORE);
        let legend = chart::legend([
            (self.words.pick("符合条件", "condition held"), chart::BEFORE),
            (self.words.pick("等级因此变动", "class changed"), dark),
        ]);
        self.figure(&title, "", &chart::bars(&caption, &rows, [chart::BEFORE, dark], None), Some(legend))
    }

    /// The moves with their articles, from which class to which, and what would be without them.
    pub(super) fn move_table(&self, grade: &GradeSurvey) -> Markup {
        if grade.moves.is_empty() {
            return html! {};
        }
        let words = self.words;
        let heads = [
            words.pick("调整", "Move"),
            words.pick("条款", "Article"),
            words.pick("符合", "Held"),
            words.pick("变动", "Moved"),
            words.pick("从哪一类到哪一类", "From and to"),
            words.pick("若无此条，结果不同的", "Otherwise without it"),
        ];
        let row = |part: &MoveEffect| {
            let flows: Vec<String> =
                part.flows.iter().map(|(from, to, count)| format!("{from}→{to} {count}")).collect();
            vec![
                format!("{} {}", self.kind(part), part.name),
                self.articles(&part.articles),
                part.held.to_string(),
                part.changed.to_string(),
                words.join(&flows),
                part.alone.map(|alone| alone.to_string()).unwrap_or_default(),
            ]
        };
        let held = grade.moves.iter().filter(|part| part.held > 0);
        let rows: Vec<Vec<String>> = held.map(row).collect();
        html! {
            section {
                h2 { (words.pick("调整", "Moves")) }
                (self.table(&heads, &[false, false, true, true, false, true], &rows, None))
                (self.never_held(grade))
                p class="note" { (words.pick(
                    "“变动”是按次序走到这一条时换了类的；“若无此条，结果不同的”是去掉这一条、其余照旧，最后的类会不一样的。两数不同，是因为几条会作用到同一行。",
                    "“Moved” counts the rows that this move put into another class when its turn came; “otherwise without it” those whose last class would differ if it were left out and all others kept. They differ where several moves meet on a row."
                )) }
                @if grade.moves.iter().any(|part| !part.rows.is_empty()) {
                    details class="folded" {
                        summary { (words.pick("每条调整变动的名单", "Who is moved by each")) }
                        @for part in grade.moves.iter().filter(|part| !part.rows.is_empty()) { (self.moved_rows(grade, part)) }
                    }
                }
            }
        }
    }

    fn never_held(&self, grade: &GradeSurvey) -> Markup {
        let never = grade.moves.iter().filter(|part| part.held == 0);
        let never: Vec<String> = never
            .map(|part| {
                let articles = self.articles(&part.articles);
                self.say(|| format!("{}（{articles}）", part.name), || format!("{} ({articles})", part.name))
            })
            .collect();
        html! {
            @if !never.is_empty() {
                p { (self.words.pick("没有符合的：", "Held by no row: ")) (self.words.join(&never)) (self.words.pick("。", ".")) }
            }
        }
    }

    fn moved_rows(&self, grade: &GradeSurvey, part: &MoveEffect) -> Markup {
        let more = part.changed.saturating_sub(part.rows.len() as u64);
        let counter = self.counter(&grade.table);
        html! {
            h3 { (part.name) " " (part.changed) " " (counter) }
            ul class="names" {
                @for row in &part.rows {
                    li { (row.subject.name.as_deref().unwrap_or_default()) " " span class="key" { (row.subject.key) } " " (row.from) "→" (row.to) }
                }
            }
            @if more > 0 { p class="note" { (self.say(|| format!("另有 {more} {counter}，见评价结果表。"), || format!("{more} more stand in the table of results."))) } }
        }
    }
}
