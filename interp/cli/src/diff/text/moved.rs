//! The rows that move, by their classes before and after, each with what moved it.

use heng_grammar::diagnostic::Language;
use heng_interp::compare::{Attribution, Class, grade_pairs, transitions};

use super::Page;
use crate::diff::{Change, Difference};
use crate::report::text::{Align, TextTable, wrap};

impl Page {
    pub(super) fn moved(&mut self, difference: &Difference, most: usize) {
        let count = difference.moved.len();
        if difference.sides.1.standings.grades.is_empty() {
            return;
        }
        let title = match self.language {
            Language::Chinese => format!("变动的行：{count}"),
            Language::English => format!("Rows that move: {count}"),
        };
        self.section(&title);
        if count == 0 {
            let none = self.pick("没有一行换了等级。", "no row is in another class.").to_owned();
            self.paragraph(&none);
            return self.same_class(difference);
        }
        let mut left = most;
        for (classes, rows) in groups(difference) {
            let shown = rows.get(..rows.len().min(left)).unwrap_or_default();
            left -= shown.len();
            if !shown.is_empty() {
                self.group(difference, &classes, rows.len(), shown);
            }
        }
        self.same_class(difference);
        if count > most {
            let zh = format!("另有 {} 行，用 -o 变动.csv 或 .xlsx 写出全部。", count - most);
            let en = format!("{} more; -o moved.csv or .xlsx writes all.", count - most);
            let said = self.of((zh, en));
            self.paragraph(&said);
        }
    }

    /// How many rows keep their class and have another score or another place.
    fn same_class(&mut self, difference: &Difference) {
        let (before, after) = (&difference.sides.0.standings, &difference.sides.1.standings);
        let (mut scores, mut ranks) = (0_u64, 0_u64);
        for (old, new) in grade_pairs(before, after) {
            for (key, standing) in &new.rows {
                let Some(was) = old.rows.get(key).filter(|was| was.class == standing.class) else { continue };
                scores += u64::from(was.score != standing.score);
                ranks += u64::from(was.rank != standing.rank);
            }
        }
        if scores + ranks > 0 {
            let zh = format!("等级不变的行里，得分不同的 {scores} 行，名次不同的 {ranks} 行。");
            let en = format!(
                "of the rows that keep their class {scores} have another score, {ranks} another rank."
            );
            let said = self.of((zh, en));
            self.paragraph(&said);
        }
    }

    /// The rows that go from one class to another: a line each, or two where keys and names leave no room.
    fn group(
        &mut self,
        difference: &Difference,
        (before, after): &(Class, Class),
        count: usize,
        rows: &[&Attribution],
    ) {
        let name = |class: &Class| self.pick(class.words().0, class.words().1).to_owned();
        let head = format!("{} → {}", name(before), name(after));
        let head = match self.language {
            Language::Chinese => format!("{head}（{count}）"),
            Language::English => format!("{head} ({count})"),
        };
        self.lines.push(format!("  {head}"));
        let mut table = TextTable::new([
            ("", Align::Left),
            ("", Align::Left),
            ("", Align::Right),
            ("", Align::Right),
            ("", Align::Left),
        ]);
        let cells: Vec<[String; 5]> = rows.iter().map(|row| self.moved_row(difference, row)).collect();
        cells.iter().for_each(|row| table.row(row.clone()));
        if table.width() + INDENT <= self.width {
            let lines = table.lines(INDENT, self.width);
            self.lines.extend(lines);
            return;
        }
        for [key, name, score, rank, because] in cells {
            self.lines.push(format!("{}{}", " ".repeat(INDENT), format!("{key} {name}").trim_end()));
            let facts: Vec<String> =
                [score, rank, because].into_iter().filter(|fact| !fact.is_empty()).collect();
            let lines = wrap(&facts.join("  "), self.width.saturating_sub(INDENT + 4));
            self.lines.extend(lines.into_iter().map(|line| format!("{}{line}", " ".repeat(INDENT + 4))));
        }
    }

    fn moved_row(&self, difference: &Difference, row: &Attribution) -> [String; 5] {
        let movement = &row.movement;
        let (old, new) = (movement.before.as_ref(), movement.after.as_ref());
        let score = both(old.and_then(|s| s.score.clone()), new.and_then(|s| s.score.clone()));
        let place = |rank: Option<i64>| rank.map(|rank| rank.to_string());
        let rank = both(old.and_then(|s| place(s.rank)), new.and_then(|s| place(s.rank)));
        let titled = |zh: &str, en: &str, text: String| match text.is_empty() {
            true => text,
            false => format!("{} {text}", self.pick(zh, en)),
        };
        [
            movement.key.clone(),
            movement.name.clone().unwrap_or_default(),
            titled("得分", "score", score),
            titled("名次", "rank", rank),
            titled("因", "by", self.causes(difference, row)),
        ]
    }

    /// The changes that account for a row.
    fn causes(&self, difference: &Difference, row: &Attribution) -> String {
        let causes = row.causes();
        if causes.is_empty() {
            return self.pick("几处合起来", "several together").to_owned();
        }
        let named = |at: &usize| {
            let change = difference.changes.get(*at).map(Change::short);
            format!("{} {}", at + 1, self.of(change.unwrap_or_default()))
        };
        let comma = self.pick("，", ", ");
        causes.iter().map(named).collect::<Vec<_>>().join(comma)
    }
}

/// How far the rows that move stand in.
const INDENT: usize = 4;

/// The rows that move by their classes: the best class before first, then the best after; within by key.
fn groups(difference: &Difference) -> Vec<((Class, Class), Vec<&Attribution>)> {
    let matrices = transitions(&difference.sides.0.standings, &difference.sides.1.standings);
    let mut groups: Vec<((Class, Class), Vec<&Attribution>)> = Vec::new();
    for matrix in &matrices {
        for (before, after) in matrix.counts.keys().filter(|(before, after)| before != after) {
            let (Some(before), Some(after)) = (matrix.classes.get(*before), matrix.classes.get(*after))
            else {
                continue;
            };
            let classes = (before.clone(), after.clone());
            let of_group =
                |row: &&Attribution| row.movement.grade == matrix.grade && row.movement.classes() == classes;
            let rows = difference.moved.iter().filter(of_group).collect();
            groups.push((classes, rows));
        }
    }
    groups
}

/// `86.7 → 91.2`; one figure where both are the same or one is not.
fn both(before: Option<String>, after: Option<String>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (before, after) => after.or(before).unwrap_or_default(),
    }
}
