//! In what the two differ: each difference with its article, what it says before and after, and whom it moves.

use heng_grammar::diagnostic::Language;
use heng_interp::compare::movements;

use super::Page;
use crate::diff::{Change, Difference};
use crate::report::text::{Align, TextTable, clip};

impl Page {
    pub(super) fn changes(&mut self, difference: &Difference) {
        let count = difference.changes.len();
        let title = match self.language {
            Language::Chinese => format!("不同之处：{count} 处"),
            Language::English => format!("Differences: {count}"),
        };
        self.section(&title);
        if count == 0 {
            let none = self.pick("两份的规则、数据和参数都相同。", "rules, data and settings are the same.");
            let none = none.to_owned();
            return self.paragraph(&none);
        }
        let headers = match self.language {
            Language::Chinese => ["", "", "何处", "条款", "单独变动", "因它变动"],
            Language::English => ["", "", "what", "article", "alone", "because"],
        };
        let [number, verb, what, article, alone, because] = headers;
        let mut table = TextTable::new([
            (number, Align::Right),
            (verb, Align::Left),
            (what, Align::Left),
            (article, Align::Left),
            (alone, Align::Right),
            (because, Align::Right),
        ]);
        for (at, change) in difference.changes.iter().enumerate() {
            let verb = self.pick(change.verb().0, change.verb().1).to_owned();
            let articles = change.articles().join("、");
            let (alone, because) = (self.alone(difference, at), moved_because(difference, at));
            table.row([
                (at + 1).to_string(),
                verb,
                self.of(change.subject()),
                articles,
                alone,
                because.to_string(),
            ]);
        }
        self.table(&table);
        self.values(difference);
        self.companions(difference);
    }

    /// How many rows the change moves alone.
    fn alone(&self, difference: &Difference, at: usize) -> String {
        match difference.alone.get(at) {
            Some(Some(alone)) => movements(&difference.sides.0.standings, alone).len().to_string(),
            _ => self.pick("算不了", "cannot run").to_owned(),
        }
    }

    /// What settings were and are; what entries say is left to the files.
    fn values(&mut self, difference: &Difference) {
        let (before, after) = (&difference.sides.0, &difference.sides.1);
        for (at, change) in difference.changes.iter().enumerate() {
            let (old, new) = change.texts(before, after);
            let unset = self.pick("（没有设，用默认值）", "(not set: the default)").to_owned();
            let or_default = |text: Option<String>| match change {
                Change::Setting(..) | Change::Day(..) => Some(text.unwrap_or_else(|| unset.clone())),
                _ => text,
            };
            let (old, new) = (or_default(old), or_default(new));
            if old.is_some() && old == new {
                let said = self.pick(
                    "（字面没有动，所用的名字变了）",
                    "(the words are the same, the names in it are not)",
                );
                let head = format!("{} {said}", at + 1);
                self.paragraph(&head);
                continue;
            }
            let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let said: Vec<String> = [("－", old), ("＋", new)]
                .into_iter()
                .filter_map(|(sign, t)| Some(format!("{sign} {}", one_line(&t?))))
                .collect();
            if said.is_empty() {
                continue;
            }
            let place = change.place(before, after).map(|(file, line)| match self.language {
                Language::Chinese => format!("（{file}:{line}）"),
                Language::English => format!(" ({file}:{line})"),
            });
            let head = format!("{}{}", at + 1, place.unwrap_or_default());
            self.paragraph(&head);
            for line in said {
                let cut = clip(&line, self.width.saturating_sub(4));
                self.lines.push(format!("    {cut}"));
            }
        }
    }

    /// Changes that cannot be made without others.
    fn companions(&mut self, difference: &Difference) {
        // Changes that need one another make one set.
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for (at, with) in difference.with.iter().enumerate().filter(|(_, with)| !with.is_empty()) {
            let mut set: Vec<usize> = with.iter().copied().chain([at]).collect();
            set.sort_unstable();
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        let said =
            |set: &Vec<usize>| set.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(" + ");
        let pairs: Vec<String> = sets.iter().map(said).collect();
        if !pairs.is_empty() {
            let zh = format!("离不开别处的，“单独变动”连同所需的一起算：{}。", pairs.join("；"));
            let en = format!("what needs others is run alone together with them: {}.", pairs.join("; "));
            let said = self.of((zh, en));
            self.paragraph(&said);
        }
    }
}

/// How many rows are where they are because of a change.
fn moved_because(difference: &Difference, at: usize) -> usize {
    difference.moved.iter().filter(|row| row.causes().contains(&at)).count()
}
