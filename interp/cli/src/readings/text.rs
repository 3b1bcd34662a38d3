//! What hangs on the readings, for a person.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::Language;
use heng_interp::compare::{Class, Movement};
use heng_interp::readings::{Fate, GradeFates};

use super::{Single, Study, words};
use crate::report::text::{Align, TextTable, width as cells_of, wrap};

/// So many rows that are not certain are listed, and so many examples of one answer.
const ROWS: usize = 20;
const EXAMPLES: usize = 3;

/// The study in lines of at most `width` cells.
pub fn study_lines(study: &Study, language: Language, width: usize) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), study, language, width };
    page.heading();
    if study.questions.is_empty() {
        page.paragraph(
            "这份脚本没有读法：怎样读都写明了。",
            "the script has no readings: nothing is left open.",
        );
        return page.lines;
    }
    page.overview();
    page.details();
    page.together();
    page.lines
}

struct Page<'p> {
    lines: Vec<String>,
    study: &'p Study,
    language: Language,
    width: usize,
}

impl Page<'_> {
    fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        if self.language == Language::Chinese { zh } else { en }
    }

    fn section(&mut self, zh: &str, en: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        let lines = wrap(self.pick(zh, en), self.width);
        self.lines.extend(lines);
    }

    fn paragraph(&mut self, zh: &str, en: &str) {
        self.indented(2, zh, en);
    }

    fn indented(&mut self, indent: usize, zh: &str, en: &str) {
        let lines = wrap(self.pick(zh, en), self.width.saturating_sub(indent));
        self.lines.extend(lines.into_iter().map(|line| format!("{}{line}", " ".repeat(indent))));
    }

    fn heading(&mut self) {
        if let Some((name, number)) = &self.study.policy {
            let number = number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
            self.lines.extend(wrap(&format!("{name}{number}"), self.width));
        }
        if let Some(banner) = self.study.status.banner() {
            self.lines.extend(wrap(banner.get(self.language), self.width));
        }
    }

    /// Every answer alone, in a table; readings that change nothing in one sentence.
    fn overview(&mut self) {
        self.section("单独换一条读法", "One reading at a time");
        let paid = self.study.singles.iter().any(|single| single.paid() > 0);
        let classes = self.pick("等级变", "class");
        let ranks = self.pick("得分名次变", "score, place");
        let money = self.pick("金额变", "money");
        let lines = self.pick("结果行变", "lines");
        let mut columns = vec![
            (self.pick("读法", "reading"), Align::Left),
            (self.pick("现取 → 换成", "taken → other"), Align::Left),
            (classes, Align::Right),
            (ranks, Align::Right),
            (lines, Align::Right),
        ];
        if paid {
            columns.insert(4, (money, Align::Right));
        }
        let mut table = TextTable::new(columns);
        let moving: Vec<&Single> = self
            .study
            .singles
            .iter()
            .filter(|single| single.lines > 0 || !single.movements.is_empty())
            .collect();
        for single in &moving {
            let Some(question) = self.study.questions.get(single.at.0) else { continue };
            let name = question.path.last().cloned().unwrap_or_default();
            let taken = format!("{} → {}", question.arm(question.taken), question.arm(single.at.1));
            let mut row = vec![
                name,
                taken,
                single.movements.len().to_string(),
                single.ranked.to_string(),
                single.lines.to_string(),
            ];
            if paid {
                row.insert(4, single.paid().to_string());
            }
            table.row(row);
        }
        if !moving.is_empty() {
            let lines = table.lines(2, self.width);
            self.lines.extend(lines);
        }
        self.without_effect(&moving);
        if self.study.singles.is_empty() {
            self.paragraph("没有一种别的取法算得下去。", "no other answer can be run.");
        }
    }

    /// Readings that change nothing alone, and those that no result rests on.
    fn without_effect(&mut self, moving: &[&Single]) {
        let study = self.study;
        let quiet = |at: usize| !moving.iter().any(|single| single.at.0 == at);
        let failed = |at: usize| study.failed.iter().any(|(choice, _)| choice.iter().any(|one| one.0 == at));
        let unused = |at: &usize| study.live.unused.contains(at);
        let silent: Vec<usize> = (0..study.questions.len()).filter(|at| quiet(*at) && !failed(*at)).collect();
        let (unused, still): (Vec<usize>, Vec<usize>) = silent.into_iter().partition(unused);
        let named = |places: &[usize]| {
            let names = places.iter().filter_map(|at| study.questions.get(*at)?.path.last().cloned());
            names.collect::<Vec<_>>().join(self.pick("、", ", "))
        };
        let (count, list, rest, unread) = (still.len(), named(&still), unused.len(), named(&unused));
        if count > 0 {
            self.paragraph(
                &format!("另外 {count} 条单独换，结果每一行都不变：{list}。"),
                &format!("{count} more change no line of the results when taken otherwise alone: {list}."),
            );
        }
        if rest > 0 {
            self.paragraph(
                &format!("还有 {rest} 条，结果用不到：{unread}。"),
                &format!("no result rests on {rest} of them: {unread}."),
            );
        }
    }

    /// Per answer that moves rows: the question, its articles, from which class to which, and a few rows.
    fn details(&mut self) {
        let moving: Vec<&Single> = self
            .study
            .singles
            .iter()
            .filter(|single| !single.movements.is_empty() || single.paid() > 0)
            .collect();
        if moving.is_empty() {
            return;
        }
        self.section("各条问的是什么，动了谁", "What each asks, and whom it moves");
        let mut asked = None;
        for single in moving {
            if asked != Some(single.at.0) {
                self.question(single.at.0);
            }
            asked = Some(single.at.0);
            self.detail(single);
        }
    }

    /// `小项上限（第七条）「…」`
    fn question(&mut self, at: usize) {
        let Some(question) = self.study.questions.get(at) else { return };
        let articles = question.articles.join("、");
        let articles = match (articles.is_empty(), self.language) {
            (true, _) => String::new(),
            (false, Language::Chinese) => format!("（{articles}）"),
            (false, Language::English) => format!(" ({articles}) "),
        };
        let asks = question.question.as_ref().map(|asks| format!("「{asks}」")).unwrap_or_default();
        let line = format!("{}{articles}{asks}", question.name());
        self.paragraph(&line, &line);
    }

    fn detail(&mut self, single: &Single) {
        let study = self.study;
        let Some(question) = study.questions.get(single.at.0) else { return };
        let arm = question.arm(single.at.1);
        if !single.movements.is_empty() {
            let moves = self.transitions(&single.movements);
            self.indented(4, &format!("换成 {arm}：{moves}"), &format!("with {arm}: {moves}"));
        }
        for total in single.amounts.iter().filter(|total| !total.changes.is_empty()) {
            let [before, after, gap] = total.texts();
            let (column, unit, rows) = (total.column(), &total.unit, total.changes.len());
            self.indented(
                4,
                &format!("换成 {arm}：{column} {rows} 行不同，合计 {before} → {after} {unit}（{gap}）"),
                &format!(
                    "with {arm}: {column} differs in {rows} rows; total {before} → {after} {unit} ({gap})"
                ),
            );
        }
        let examples: Vec<String> =
            single.movements.iter().take(EXAMPLES).map(|one| self.example(one)).collect();
        if !examples.is_empty() {
            let (list, english) = (examples.join("；"), examples.join("; "));
            self.indented(6, &format!("如 {list}"), &format!("such as {english}"));
        }
    }

    /// `C→B 3，D→C 1`
    fn transitions(&self, movements: &[Movement]) -> String {
        let mut counts: BTreeMap<(Class, Class), usize> = BTreeMap::new();
        for movement in movements {
            *counts.entry(movement.classes()).or_default() += 1;
        }
        let said = counts.iter().map(|((from, to), count)| {
            let (from, to) = (words::class(from, self.language), words::class(to, self.language));
            format!("{from}→{to} {count}")
        });
        said.collect::<Vec<_>>().join(self.pick("，", ", "))
    }

    fn example(&self, movement: &Movement) -> String {
        let (from, to) = movement.classes();
        let (from, to) = (words::class(&from, self.language), words::class(&to, self.language));
        let name = movement.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        format!("{}{name} {from}→{to}", movement.key)
    }

    fn together(&mut self) {
        self.section("一起看", "Together");
        let extent = words::extent(self.study);
        self.paragraph(&format!("{}。", extent.zh), &format!("{}.", extent.en));
        for grade in &self.study.grades {
            self.share(grade);
        }
        for range in &self.study.amounts {
            let [taken, least, most] = range.texts();
            let (column, unit, rows) = (range.taken.column(), &range.taken.unit, range.rows);
            self.paragraph(
                &format!("{column}：现为 {taken} {unit}，最少 {least}，最多 {most}；{rows} 行的数会变。"),
                &format!("{column}: {taken} {unit} as taken, {least} at least, {most} at most; different in {rows}."),
            );
        }
        for grade in self.study.grades.iter().filter(|grade| !grade.fates.is_empty()) {
            self.uncertain(grade);
        }
    }

    /// How many rows of a grade are the same in all runs.
    fn share(&mut self, grade: &GradeFates) {
        let (rows, same, name) = (grade.rows, grade.same, &grade.grade);
        let share = percent(same, rows);
        let said = words::same(self.study);
        self.paragraph(
            &format!("{name}：{rows} 行里 {same} 行（{share}）{}。", said.zh),
            &format!("{name}: of {rows} rows, {same} ({share}) {}.", said.en),
        );
        let joint = grade.fates.iter().filter(|fate| fate.is_joint()).count();
        if joint > 0 {
            self.paragraph(
                &format!("有 {joint} 行单独换哪一条都不动，几条一起换才动。"),
                &format!("no answer alone moves {joint} of the others, only several together."),
            );
        }
    }

    /// The rows that are not the same in all runs, and what they hang on: beside them, or below where the line is too short.
    fn uncertain(&mut self, grade: &GradeFates) {
        let (left, name) = (grade.fates.len(), &grade.grade);
        self.section(&format!("{name}不一定的 {left} 行"), &format!("{name}: {left} that may differ"));
        let titles =
            [("主键", "key"), ("名称", "name"), ("现为", "now"), ("可能", "may be"), ("取决于", "hangs on")];
        let titles = titles.map(|(zh, en)| self.pick(zh, en).to_owned());
        let rows: Vec<Vec<String>> = grade.fates.iter().take(ROWS).map(|fate| self.fate(fate)).collect();
        let widest = |at: usize| {
            let title = titles.get(at).map(|title| cells_of(title));
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cells_of(cell));
            cells.chain(title).max().unwrap_or_default()
        };
        let beside = (0..titles.len()).map(|at| widest(at) + 2).sum::<usize>() <= self.width;
        let columns = if beside { titles.len() } else { titles.len() - 1 };
        let mut table =
            TextTable::new(titles.iter().take(columns).map(|title| (title.as_str(), Align::Left)));
        for row in &rows {
            table.row(row.iter().take(columns).cloned());
        }
        let lines = table.lines(2, self.width);
        let mut below = rows.iter().filter(|_| !beside).filter_map(|row| row.last());
        for (at, line) in lines.into_iter().enumerate() {
            self.lines.push(line);
            if let Some(hangs) = (at > 0).then(|| below.next()).flatten() {
                self.indented(4, &format!("取决于 {hangs}"), &format!("hangs on {hangs}"));
            }
        }
        if left > ROWS {
            let more = left - ROWS;
            self.paragraph(
                &format!("另有 {more} 行；加 -o 文件.csv 全部写出。"),
                &format!("{more} more; -o FILE.csv writes all."),
            );
        }
    }

    fn fate(&self, fate: &Fate) -> Vec<String> {
        vec![
            fate.key.clone(),
            fate.name.clone().unwrap_or_default(),
            words::class(&fate.taken, self.language),
            words::classes(fate, self.language),
            words::hangs_on(&self.study.questions, fate, self.language),
        ]
    }
}

/// `95.3%`; whole numbers alone are used.
fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "100%".to_owned();
    }
    let tenths = part.saturating_mul(1000) / whole;
    format!("{}.{}%", tenths / 10, tenths % 10)
}
