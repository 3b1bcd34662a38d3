//! The smallest changes in words.

use heng_grammar::diagnostic::Language;
use heng_interp::lift::{Reach, Stand};
use heng_interp::number::{print, print_fixed};
use heng_interp::table::value_as_written;
use heng_interp::value::Value;

use super::lift::{Found, Lift};
use super::lines::Lines;
use super::words::{decimals, padded, place, signed};
use crate::report::text::{Align, TextTable};

/// The answer in lines of at most `width` cells.
pub(super) fn lines(lift: &Lift, language: Language, width: usize) -> Vec<String> {
    let stands = lift.found.iter().filter_map(|found| found.stands.as_ref());
    let all = stands.flat_map(|(at, before)| [at, before]).chain([&lift.now]);
    let scores: Vec<String> = all.filter_map(|stand| Some(print(stand.score.as_ref()?).text)).collect();
    let mut page = Page { lines: Lines::new(language, width), lift, places: decimals(&scores) };
    page.heading();
    let (able, unable): (Vec<&Found>, Vec<&Found>) =
        lift.found.iter().partition(|found| found.answer.flip.is_some());
    page.able(&able);
    page.unable(&unable);
    page.how();
    page.lines.done()
}

struct Page<'l> {
    lines: Lines,
    lift: &'l Lift,
    /// How many decimals scores have.
    places: usize,
}

impl Page<'_> {
    fn heading(&mut self) {
        let lift = self.lift;
        self.lines.banner(lift.banner.as_ref());
        let name = lift.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let title = format!("{}{name}", lift.key);
        self.lines.section(&title, &title);
        let now = self.stand(&lift.now);
        let (grade, wanted) = (&lift.grade, &lift.wanted);
        if lift.keep {
            self.lines.sentence(
                &format!("{grade}现在是 {now}。只变一列、别的都不变，到哪里就保不住 {wanted}："),
                &format!("{grade} is {now}. One column changes and nothing else: where {wanted} is lost:"),
            );
        } else {
            self.lines.sentence(
                &format!("{grade}现在是 {now}。只改一列、别的都不变，最少改到多少能到 {wanted}："),
                &format!(
                    "{grade} is {now}. One column changes and nothing else: the least that gives {wanted}:"
                ),
            );
        }
    }

    /// `B，名次 153，得分 61.2`
    fn stand(&self, stand: &Stand) -> String {
        let (comma, rank_word, score_word, none) = if self.lines.is_chinese() {
            ("，", "名次", "得分", "无等级")
        } else {
            (", ", "place", "score", "no class")
        };
        if !stand.faults.is_empty() {
            return self.lines.pick("数据出错", "faulty data").to_owned();
        }
        let class = stand.class.and_then(|class| self.lift.members.get(class as usize));
        let mut parts = vec![class.cloned().unwrap_or_else(|| none.to_owned())];
        if stand.rank.is_some() {
            parts.push(format!("{rank_word} {}", place(stand.rank)));
        }
        if let Some(score) = &stand.score {
            parts.push(format!("{score_word} {}", padded(&print(score).text, self.places)));
        }
        parts.join(comma)
    }

    fn able(&mut self, found: &[&Found]) {
        let (lift, wanted) = (self.lift, &self.lift.wanted);
        if found.is_empty() {
            return self.lines.section(
                &if lift.keep {
                    format!("试过的列里，没有哪一列单独变动会丢掉 {wanted}。")
                } else {
                    format!("试过的列里，没有哪一列单独改动能到 {wanted}。")
                },
                &if lift.keep {
                    format!("no column tried loses {wanted} by itself.")
                } else {
                    format!("no column tried gives {wanted} by itself.")
                },
            );
        }
        let heads: [&str; 5] = match (self.lines.is_chinese(), lift.keep) {
            (true, false) => ["列", "现在", "要到", "相差", "约"],
            (true, true) => ["列", "现在", "到此就丢", "相差", "约"],
            (false, false) => ["column", "now", "needed", "change", "about"],
            (false, true) => ["column", "now", "lost at", "change", "about"],
        };
        self.lines.section("", "");
        let [column, now, to, change, about] = heads;
        let mut table = TextTable::new([
            (column, Align::Left),
            (now, Align::Right),
            (to, Align::Right),
            (change, Align::Right),
            (about, Align::Right),
        ]);
        for one in found {
            let Some(flip) = &one.answer.flip else { continue };
            let shown = |value: &Value| self.value(one, value);
            let change = one.answer.change().map(|digits| signed(&digits)).unwrap_or_default();
            let about =
                one.answer.percent().map(|digits| format!("{}%", signed(&digits))).unwrap_or_default();
            table.row([self.named(one), shown(&one.answer.from), shown(&flip.to), change, about]);
        }
        self.lines.table(&table, 2);
        self.confirmed(found);
    }

    /// Both sides of each jump, as full runs show them.
    fn confirmed(&mut self, found: &[&Found]) {
        self.lines.section("两边各完整算一遍：", "Both sides, each in a full run:");
        let mut table = TextTable::new([("", Align::Left), ("", Align::Right), ("", Align::Left)]);
        for one in found {
            let (Some(flip), Some((at, before))) = (&one.answer.flip, &one.stands) else { continue };
            let sides = [(&flip.before, before), (&flip.to, at)];
            for (line, (value, stand)) in sides.into_iter().enumerate() {
                let name = if line == 0 { one.column.clone() } else { String::new() };
                table.row([name, self.value(one, value), self.stand(stand)]);
            }
        }
        self.lines.table(&table, 2);
    }

    fn unable(&mut self, found: &[&Found]) {
        if found.is_empty() {
            return;
        }
        self.lines.section("单独变动不行的：", "Not by themselves:");
        let mut table = TextTable::new([("", Align::Left), ("", Align::Right), ("", Align::Left)]);
        let exemptions = |one: &&&Found| one.decision && one.answer.reach == Reach::All;
        for one in found.iter().filter(|one| !exemptions(one)) {
            let tried = match &one.answer.reach {
                Reach::Line { lowest, highest, every, .. } => {
                    let (lowest, highest) = (self.value(one, lowest), self.value(one, highest));
                    match (self.lines.is_chinese(), every) {
                        (true, false) => format!("{lowest} 至 {highest} 之间分段试过"),
                        (true, true) => format!("{lowest} 至 {highest} 逐个试过"),
                        (false, false) => format!("tried in steps from {lowest} to {highest}"),
                        (false, true) => format!("tried one by one from {lowest} to {highest}"),
                    }
                }
                Reach::All => self.lines.pick("各种取值都试过", "every value was tried").to_owned(),
                Reach::Nothing => self.lines.pick("是文字，没有试", "a text, not tried").to_owned(),
            };
            table.row([self.named(one), self.value(one, &one.answer.from), tried]);
        }
        self.lines.table(&table, 2);
        let count = found.iter().filter(exemptions).count();
        if count > 0 {
            self.lines.sentence(
                &format!("另有 {count} 项是否的认定，两种都试过"),
                &format!("and {count} yes/no decisions, both ways tried"),
            );
        }
    }

    /// What the figures mean.
    fn how(&mut self) {
        let runs = self.lift.runs;
        self.lines.section("", "");
        self.lines.sentence(
            &format!(
                "每一个数都是把改后的整张表重算得来的（共 {runs} 遍），基准、平均数、别家的得分和名次随之变动都已算在内，\
                 够不够都按精确数判断。取值不多的列逐个试；取值多的列由近到远分段试，再对分到该列的最末一位，\
                 其间另隔段试过；如果某一段里忽成忽不成，可能还有更近的。"
            ),
            &format!(
                "every figure comes from evaluating the whole table with the change ({runs} times), so that baselines, \
                 averages and the scores and places of the others move with it, and is decided on exact numbers. A column with few \
                 values is tried one by one; one with many in growing steps, then by halves down to its last digit, \
                 with more tried in between: where the class goes back and forth within a step, a nearer value may \
                 exist."
            ),
        );
    }

    fn named(&self, found: &Found) -> String {
        let unit = match (found.unit.as_str(), self.lines.is_chinese()) {
            ("", _) => String::new(),
            (unit, true) => format!("（{unit}）"),
            (unit, false) => format!(" ({unit})"),
        };
        let decision = if found.decision { self.lines.pick("，认定", ", a decision") } else { "" };
        format!("{}{unit}{decision}", found.column)
    }

    fn value(&self, found: &Found, value: &Value) -> String {
        match value {
            Value::Absent(_) => self.lines.pick("空", "blank").to_owned(),
            Value::Number(number) => print_fixed(number, found.answer.places()),
            value => value_as_written(&found.kind, value),
        }
    }
}
