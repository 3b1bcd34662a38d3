//! A summary for a person: what was read, who counts, which classes, what each move did.

use heng_grammar::diagnostic::Language;
use heng_grammar::tree::{MoveKind, ParticipationKind};
use heng_interp::run::{CheckSummary, GradeSummary, ParticipationSummary, Summary};

use super::Done;
use crate::report::text::{Align, TextTable, wrap};

/// The summary in lines of at most `width` cells.
pub fn summary_lines(done: &Done, summary: &Summary, language: Language, width: usize) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), language, width };
    page.heading(done, summary);
    page.tables(summary);
    for block in &summary.participation {
        page.participation(block);
    }
    for grade in &summary.grades {
        page.grade(grade);
    }
    page.ledgers(&summary.ledgers);
    page.targets(summary);
    page.readings(summary);
    page.parameters(summary);
    page.decisions(done);
    page.appeals(&done.appeals);
    page.skipped(summary);
    page.checks(summary);
    page.written(done);
    page.lines
}

/// The summary being written.
pub(super) struct Page {
    lines: Vec<String>,
    pub(super) language: Language,
    width: usize,
}

impl Page {
    pub(super) fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        if self.language == Language::Chinese { zh } else { en }
    }

    pub(super) fn section(&mut self, zh: &str, en: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        let title = self.pick(zh, en).to_owned();
        self.lines.push(title);
    }

    pub(super) fn table(&mut self, table: &TextTable) {
        let lines = table.lines(2, self.width);
        self.lines.extend(lines);
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        let lines = wrap(text, self.width.saturating_sub(2));
        self.lines.extend(lines.into_iter().map(|line| format!("  {line}")));
    }

    fn heading(&mut self, done: &Done, summary: &Summary) {
        if let Some(policy) = &summary.policy {
            let number = summary.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
            let lines = wrap(&format!("{policy}{number}"), self.width);
            self.lines.extend(lines);
        }
        if let Some(years) = summary.years {
            let line = self.years(years);
            self.lines.push(line);
        }
        if let Some(banner) = done.status.banner() {
            let lines = wrap(banner.get(self.language), self.width);
            self.lines.extend(lines);
        } else if done.status.asked_final {
            let mark = self
                .pick("【正式结果】认定和申诉都已办结。", "[FINAL] no decision and no appeal is pending.");
            self.lines.push(mark.to_owned());
        }
    }

    /// `由企业 12 行归并`
    fn members(&self, base: &str, members: u64) -> String {
        match self.language {
            Language::Chinese => format!("由「{base}」{members} 行归并"),
            Language::English => format!("rolled up from {members} rows of {base}"),
        }
    }

    fn tables(&mut self, summary: &Summary) {
        self.section("读入", "Read");
        let mut table = TextTable::new([("", Align::Left), ("", Align::Right), ("", Align::Left)]);
        for one in summary.tables.iter().filter(|one| one.file.is_some() || one.rows > 0) {
            let rows = self.rows(one.rows);
            let from = match (&one.file, &one.made_of) {
                (Some(file), _) => file.clone(),
                (None, Some((base, members))) => self.members(base, *members),
                (None, None) => String::new(),
            };
            table.row([one.name.clone(), rows, from]);
        }
        self.table(&table);
    }

    fn rows(&self, rows: u64) -> String {
        match self.language {
            Language::Chinese => format!("{rows} 行"),
            Language::English => format!("{rows} rows"),
        }
    }

    fn participation(&mut self, block: &ParticipationSummary) {
        self.section(&format!("范围：{}", block.table), &format!("Scope: {}", block.table));
        let line = match self.language {
            Language::Chinese => format!(
                "共 {}，列入 {}，参评 {}，排名 {}",
                block.rows, block.listed, block.scored, block.ranked
            ),
            Language::English => format!(
                "{} in all, {} listed, {} scored, {} ranked",
                block.rows, block.listed, block.scored, block.ranked
            ),
        };
        self.paragraph(&line);
        let mut table =
            TextTable::new([("", Align::Left), ("", Align::Left), ("", Align::Right), ("", Align::Left)]);
        for (kind, name, articles, count) in &block.entries {
            table.row([self.kind(*kind).to_owned(), name.clone(), count.to_string(), articles.join("、")]);
        }
        self.table(&table);
    }

    fn kind(&self, kind: ParticipationKind) -> &'static str {
        let (zh, en) = match kind {
            ParticipationKind::Unlisted => ("不列", "unlisted"),
            ParticipationKind::Unscored => ("不评", "unscored"),
            ParticipationKind::Unranked => ("不排", "unranked"),
            ParticipationKind::Assigned => ("直列", "assigned"),
            ParticipationKind::Group => ("群体", "group"),
        };
        if self.language == Language::Chinese { zh } else { en }
    }

    fn grade(&mut self, grade: &GradeSummary) {
        self.section(&format!("等级：{}", grade.name), &format!("Grade: {}", grade.name));
        self.classes(grade);
        if !grade.moves.is_empty() {
            let (kind, name) = (self.pick("调整", "move"), self.pick("名称", "name"));
            let (held, changed) = (self.pick("符合", "met"), self.pick("变动", "changed"));
            let by = self.pick("条款", "article");
            let columns = [
                (kind.to_owned(), Align::Left),
                (name.to_owned(), Align::Left),
                (held.to_owned(), Align::Right),
                (changed.to_owned(), Align::Right),
                (by.to_owned(), Align::Left),
            ];
            let mut table = TextTable::new(columns);
            for part in &grade.moves {
                let kind = match part.kind {
                    MoveKind::Protect => self.pick("保护", "protect"),
                    MoveKind::Punish => self.pick("惩罚", "punish"),
                };
                let articles = part.articles.join("、");
                table.row([
                    kind.to_owned(),
                    part.name.clone(),
                    part.held.to_string(),
                    part.changed.to_string(),
                    articles,
                ]);
            }
            self.lines.push(String::new());
            self.table(&table);
        }
        self.ties(grade);
    }

    fn classes(&mut self, grade: &GradeSummary) {
        let none = self.pick("没有等级", "no class").to_owned();
        let moved = grade.from.is_some();
        let last = grade.name.rsplit('.').next().unwrap_or_default().to_owned();
        let mut columns = vec![(String::new(), Align::Left)];
        if let Some(from) = &grade.from {
            columns.push((from.rsplit('.').next().unwrap_or_default().to_owned(), Align::Right));
        }
        columns.push((last, Align::Right));
        let mut table = TextTable::new(columns);
        let mut row = |name: &str, before: u64, after: u64| match moved {
            true => table.row([name.to_owned(), before.to_string(), after.to_string()]),
            false => table.row([name.to_owned(), after.to_string()]),
        };
        for class in &grade.classes {
            row(&class.class, class.before, class.after);
        }
        if grade.none.before + grade.none.after > 0 {
            row(&none, grade.none.before, grade.none.after);
        }
        self.table(&table);
    }

    fn ties(&mut self, grade: &GradeSummary) {
        if grade.tied == 0 {
            return;
        }
        let cuts: Vec<String> = grade
            .ties
            .iter()
            .map(|tie| match self.language {
                Language::Chinese => format!("{} 的末位（第 {} 名）上下同值", tie.class, tie.cut),
                Language::English => format!("the last {} (place {}) ties with the next", tie.class, tie.cut),
            })
            .collect();
        let line = match (self.language, cuts.is_empty()) {
            (Language::Chinese, true) => {
                format!("并列 {} 家，已按写明的次序分先后，都不在分档线上", grade.tied)
            }
            (Language::Chinese, false) => {
                format!("并列 {} 家，已按写明的次序分先后；{}", grade.tied, cuts.join("；"))
            }
            (Language::English, true) => {
                format!("{} tie and are told apart by the keys given, none at a cut", grade.tied)
            }
            (Language::English, false) => {
                format!("{} tie and are told apart by the keys given; {}", grade.tied, cuts.join("; "))
            }
        };
        self.paragraph(&line);
    }

    fn targets(&mut self, summary: &Summary) {
        if summary.targets.is_empty() {
            return;
        }
        self.section("目标", "Targets");
        const STATES: [(&str, &str); 5] = [
            ("达成", "met"),
            ("未达成", "missed"),
            ("未到期", "not due"),
            ("无数据", "no data"),
            ("待上级", "not set"),
        ];
        let heads = [("", ""), ("期", "period"), ("项数", "count")].into_iter().chain(STATES);
        let columns = heads.enumerate().map(|(at, (zh, en))| {
            (self.pick(zh, en).to_owned(), if at < 2 { Align::Left } else { Align::Right })
        });
        let mut table = TextTable::new(columns);
        for block in &summary.targets {
            let count = |state: &str| {
                block.states.iter().find(|(name, _)| name == state).map_or(0, |(_, count)| *count).to_string()
            };
            let years = format!("{}–{}", block.years.0, block.years.1);
            let front = [block.name.clone(), years, block.count.to_string()];
            table.row(front.into_iter().chain(STATES.iter().map(|(state, _)| count(state))));
        }
        self.table(&table);
    }

    fn readings(&mut self, summary: &Summary) {
        if summary.readings.is_empty() {
            return;
        }
        self.section("读法", "Readings in force");
        let mut table = TextTable::new([("", Align::Left), ("", Align::Left), ("", Align::Left)]);
        for reading in &summary.readings {
            let arms = reading.arms.join(" | ");
            let taken = if reading.taken.is_empty() { self.pick("未定", "open") } else { &reading.taken };
            table.row([reading.name.clone(), format!("= {taken}"), self.among(&arms)]);
        }
        self.table(&table);
    }

    fn among(&self, arms: &str) -> String {
        match self.language {
            Language::Chinese => format!("（可取 {arms}）"),
            Language::English => format!("(of {arms})"),
        }
    }

    fn parameters(&mut self, summary: &Summary) {
        if summary.parameters.is_empty() {
            return;
        }
        self.section("参数", "Parameters");
        let settings: Vec<String> =
            summary.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        self.paragraph(&settings.join(self.pick("，", ", ")));
    }

    fn skipped(&mut self, summary: &Summary) {
        if summary.skipped.is_empty() {
            return;
        }
        self.section("没有值而没有计入的行", "Rows left out of aggregates, having no value");
        let columns = [
            (String::new(), Align::Left),
            (String::new(), Align::Left),
            (self.pick("计入", "used").to_owned(), Align::Right),
            (self.pick("没有计入", "left out").to_owned(), Align::Right),
        ];
        let mut table = TextTable::new(columns);
        for skip in &summary.skipped {
            let cells = [
                skip.name.clone(),
                skip.function.to_owned(),
                skip.used.to_string(),
                skip.skipped.to_string(),
            ];
            table.row(cells);
        }
        self.table(&table);
    }

    fn checks(&mut self, summary: &Summary) {
        if summary.checks.is_empty() {
            return;
        }
        self.section("校验", "Checks");
        let mut at = 0;
        while let Some(first) = summary.checks.get(at) {
            // Years in which a check says the same stand in one line.
            let alike = |check: &&CheckSummary| check.title == first.title && check.holds == first.holds;
            let run = summary.checks.iter().skip(at).take_while(alike).count();
            let last = summary.checks.get(at + run - 1).unwrap_or(first);
            let years = self.span_of_years(first.year, last.year);
            let mark = if first.holds {
                self.pick("成立  ", "holds  ")
            } else {
                self.pick("不成立", "FAILS  ")
            };
            let line = format!("{mark}  {}{years}", first.title);
            self.paragraph(&line);
            at += run;
        }
    }

    /// `（2022 至 2027 年）`
    fn span_of_years(&self, first: Option<i32>, last: Option<i32>) -> String {
        match (first, last, self.language) {
            (Some(first), Some(last), Language::Chinese) if first != last => {
                format!("（{first} 至 {last} 年）")
            }
            (Some(year), _, Language::Chinese) => format!("（{year} 年）"),
            (Some(first), Some(last), Language::English) if first != last => format!(" ({first} to {last})"),
            (Some(year), _, Language::English) => format!(" ({year})"),
            (None, ..) => String::new(),
        }
    }

    fn written(&mut self, done: &Done) {
        self.section("写出", "Written");
        if done.written.is_empty() {
            let nothing = self
                .pick("没有写结果文件；用 -o 结果.csv 写出。", "nothing; write the result with -o FILE.csv.");
            self.paragraph(nothing);
            return;
        }
        let mut table = TextTable::new([("", Align::Left), ("", Align::Right), ("", Align::Left)]);
        for file in &done.written {
            for (name, rows) in &file.tables {
                table.row([file.shown.clone(), self.rows(*rows), name.clone()]);
            }
        }
        if let Some(receipt) = &done.receipt {
            table.row([receipt.clone(), String::new(), self.pick("收据", "receipt").to_owned()]);
        }
        self.table(&table);
        for cut in &done.cut {
            let line = match self.language {
                Language::Chinese => {
                    format!("「{}」有 {} 个数除不尽，写到 12 位有效数字", cut.column, cut.count)
                }
                Language::English => {
                    format!(
                        "`{}`: {} numbers do not end and are written to 12 significant digits",
                        cut.column, cut.count
                    )
                }
            };
            self.paragraph(&line);
        }
    }
}
