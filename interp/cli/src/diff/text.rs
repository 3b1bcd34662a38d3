//! A comparison for a person: in what the two differ, the classes, the rows that move and why, the money.

use heng_grammar::diagnostic::Language;
use heng_interp::compare::{
    AmountTotal, Attribution, Class, TransitionMatrix, amount_changes, grade_pairs, movements, share_changes,
    transitions,
};

use super::{Change, Difference, Side};
use crate::report::text::{Align, TextTable, pad_right, wrap};

/// The comparison in lines of at most `width` cells; at most `most` rows that move are listed.
pub fn diff_lines(difference: &Difference, language: Language, width: usize, most: usize) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), language, width };
    page.heading(difference);
    page.changes(difference);
    let (before, after) = (&difference.sides.0.standings, &difference.sides.1.standings);
    for matrix in transitions(before, after) {
        page.matrix(&matrix);
    }
    page.moved(difference, most);
    page.money(difference, most);
    page.lines
}

struct Page {
    lines: Vec<String>,
    language: Language,
    width: usize,
}

impl Page {
    fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        if self.language == Language::Chinese { zh } else { en }
    }

    fn of(&self, (zh, en): (String, String)) -> String {
        if self.language == Language::Chinese { zh } else { en }
    }

    fn section(&mut self, title: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(title.to_owned());
    }

    fn paragraph(&mut self, text: &str) {
        let lines = wrap(text, self.width.saturating_sub(2));
        self.lines.extend(lines.into_iter().map(|line| format!("  {line}")));
    }

    fn table(&mut self, table: &TextTable) {
        self.lines.extend(table.lines(2, self.width));
    }

    fn heading(&mut self, difference: &Difference) {
        let title = self.pick("比较", "Comparison").to_owned();
        self.section(&title);
        for (zh, en, side) in [("前", "before", &difference.sides.0), ("后", "after", &difference.sides.1)]
        {
            let label = self.pick(zh, en).to_owned();
            let cells = if self.language == Language::Chinese { 2 } else { 6 };
            let lines = wrap(&self.side(side), self.width.saturating_sub(cells + 4));
            for (at, line) in lines.iter().enumerate() {
                let label = pad_right(if at == 0 { &label } else { "" }, cells);
                self.lines.push(format!("  {label}  {line}"));
            }
        }
    }

    /// `examples/海门区  海门区…办法（示例一〔2022〕1号）  2022-03-31`
    fn side(&self, side: &Side) -> String {
        let number = side.summary.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
        let policy =
            side.summary.policy.as_ref().map(|policy| format!("  {policy}{number}")).unwrap_or_default();
        let day = side.day.map(|day| format!("  {day}")).unwrap_or_default();
        let mark = self.pick("  【预评价】", "  [PRELIMINARY]");
        let mark = if side.preliminary { mark } else { "" };
        format!("{}{policy}{day}{mark}", side.asked.shown)
    }

    fn changes(&mut self, difference: &Difference) {
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
                let cut = crate::report::text::clip(&line, self.width.saturating_sub(4));
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

    fn matrix(&mut self, matrix: &TransitionMatrix) {
        if matrix.moved() == 0 {
            let (grade, rows) = (&matrix.grade, matrix.counts.values().sum::<u64>());
            let title = self.of((
                format!("等级：{grade}，{rows} 行都没有变动"),
                format!("Classes: {grade}, none of {rows} rows moved"),
            ));
            return self.section(&title);
        }
        let title = match self.language {
            Language::Chinese => {
                format!("等级：{}（行是前，列是后），变动 {}", matrix.grade, matrix.moved())
            }
            Language::English => {
                format!("Classes: {} (rows before, columns after), {} moved", matrix.grade, matrix.moved())
            }
        };
        self.section(&title);
        let name = |class: &Class| self.pick(class.words().0, class.words().1).to_owned();
        let total = self.pick("合计", "total").to_owned();
        let mut columns = vec![(String::new(), Align::Left)];
        columns.extend(matrix.classes.iter().map(|class| (name(class), Align::Right)));
        columns.push((total.clone(), Align::Right));
        let mut table = TextTable::new(columns);
        let shown = |count: u64| if count == 0 { "·".to_owned() } else { count.to_string() };
        for (before, class) in matrix.classes.iter().enumerate() {
            let mut row = vec![name(class)];
            row.extend((0..matrix.classes.len()).map(|after| shown(matrix.count(before, after))));
            row.push(matrix.totals(before).0.to_string());
            table.row(row);
        }
        let mut last = vec![total];
        last.extend((0..matrix.classes.len()).map(|class| matrix.totals(class).1.to_string()));
        last.push(matrix.counts.values().sum::<u64>().to_string());
        table.row(last);
        self.table(&table);
    }

    fn moved(&mut self, difference: &Difference, most: usize) {
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

    fn money(&mut self, difference: &Difference, most: usize) {
        let (before, after) = (&difference.sides.0.standings, &difference.sides.1.standings);
        let totals = amount_changes(before, after);
        if totals.is_empty() {
            return;
        }
        let title = self.pick("金额", "Money").to_owned();
        self.section(&title);
        let changed: Vec<&AmountTotal> = totals.iter().filter(|total| !total.changes.is_empty()).collect();
        if changed.is_empty() {
            let none = self.pick("每一笔金额都相同。", "every amount is the same.").to_owned();
            return self.paragraph(&none);
        }
        let mut table = self.amounts_of(("合计", "total"));
        for total in &changed {
            let head = [format!("{}  {}", total.table, total.column()), total.unit.clone()];
            table.row(head.into_iter().chain(total.texts()));
        }
        self.table(&table);
        self.money_alone(difference);
        self.shares(difference);
        for total in changed {
            self.by_row(total, most);
        }
    }

    /// By how much each change alone makes the totals others.
    fn money_alone(&mut self, difference: &Difference) {
        let before = &difference.sides.0.standings;
        let mut said = Vec::new();
        for (at, alone) in difference.alone.iter().enumerate() {
            let Some(alone) = alone else { continue };
            let gaps = amount_changes(before, alone).into_iter().filter(|total| !total.changes.is_empty());
            let gaps: Vec<String> = gaps
                .map(|total| {
                    let [_, _, gap] = total.texts();
                    format!("{} {gap} {}", total.column(), total.unit)
                })
                .collect();
            if !gaps.is_empty() {
                let short = self.of(difference.changes.get(at).map(Change::short).unwrap_or_default());
                let (colon, comma) = (self.pick("：", ": "), self.pick("，", ", "));
                said.push(format!("{} {short}{colon}{}", at + 1, gaps.join(comma)));
            }
        }
        if !said.is_empty() {
            let head = self.pick("单独算　", "each alone: ").to_owned();
            let semicolon = self.pick("；", "; ");
            let line = format!("{head}{}", said.join(semicolon));
            self.paragraph(&line);
        }
    }

    /// What each party of a ledger gets, year by year.
    fn shares(&mut self, difference: &Difference) {
        let changes = share_changes(&difference.sides.0.standings, &difference.sides.1.standings);
        if changes.is_empty() {
            return;
        }
        let mut table = self.amounts_of(("分给各方", "by party"));
        for change in changes {
            let year = change.share.year.map(|year| format!(" {year}")).unwrap_or_default();
            let head = format!("{}{year}  {}", change.share.source, change.share.party);
            table.row([head, change.unit.clone()].into_iter().chain(change.texts()));
        }
        self.lines.push(String::new());
        self.table(&table);
    }

    fn by_row(&mut self, total: &AmountTotal, most: usize) {
        let keyed: Vec<_> = total.changes.iter().filter(|change| !change.key.is_empty()).collect();
        if keyed.is_empty() {
            return;
        }
        let column = total.column();
        let mut table = self.amounts_of((&column, &column));
        for change in keyed.iter().take(most) {
            table.row([change.key.clone(), total.unit.clone()].into_iter().chain(change.texts()));
        }
        self.lines.push(String::new());
        self.table(&table);
        if keyed.len() > most {
            let more = keyed.len() - most;
            let said = self.of((format!("另有 {more} 行。"), format!("{more} more rows.")));
            self.paragraph(&said);
        }
    }

    /// A table of amounts before and after: who, in which unit, the three figures.
    fn amounts_of(&self, who: (&str, &str)) -> TextTable {
        let titles = [who, ("", ""), ("前", "before"), ("后", "after"), ("差", "difference")];
        let aligns = [Align::Left, Align::Left, Align::Right, Align::Right, Align::Right];
        TextTable::new(titles.iter().zip(aligns).map(|((zh, en), align)| (self.pick(zh, en), align)))
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

/// How many rows are where they are because of a change.
fn moved_because(difference: &Difference, at: usize) -> usize {
    difference.moved.iter().filter(|row| row.causes().contains(&at)).count()
}

/// `86.7 → 91.2`; one figure where both are the same or one is not.
fn both(before: Option<String>, after: Option<String>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (before, after) => after.or(before).unwrap_or_default(),
    }
}
