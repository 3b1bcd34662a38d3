//! The data: what was read, what is doubtful, what is missing, what aggregates left out.

use heng_grammar::diagnostic::Severity;
use heng_interp::survey::{Answer, Doubt, MissingColumn};
use maud::{Markup, html};

use super::Face;
use super::word::share;

/// So many answers are told for a column.
const ANSWERS: usize = 6;

impl Face<'_, '_, '_> {
    /// The section.
    pub(super) fn data(&self) -> Markup {
        html! {
            section {
                h2 { (self.words.pick("数据", "Data")) }
                (self.read())
                (self.doubts())
                (self.missing())
                (self.skipped())
            }
        }
    }

    fn read(&self) -> Markup {
        let words = self.words;
        let tables = self.survey.summary.tables.iter().filter(|table| table.file.is_some() || table.rows > 0);
        let from = |table: &heng_interp::run::TableSummary| match (&table.file, &table.made_of) {
            (Some(file), _) => file.clone(),
            (None, Some((base, members))) => self.say(
                || format!("由「{base}」{members} 行归并"),
                || format!("rolled up from {members} rows of {base}"),
            ),
            (None, None) => String::new(),
        };
        let rows: Vec<Vec<String>> =
            tables.map(|table| vec![table.name.clone(), table.rows.to_string(), from(table)]).collect();
        let heads = [words.pick("表", "Table"), words.pick("行数", "Rows"), words.pick("来自", "From")];
        self.table(&heads, &[false, true, false], &rows, None)
    }

    fn doubts(&self) -> Markup {
        let doubts = &self.survey.doubts;
        html! {
            h3 { (self.words.pick("存疑", "Doubtful")) }
            @if doubts.is_empty() {
                p { (self.words.pick("没有存疑的数据。", "Nothing in the data is doubtful.")) }
            } @else {
                ul { @for doubt in doubts { li { (self.doubt(doubt)) } } }
            }
        }
    }

    fn doubt(&self, doubt: &Doubt) -> Markup {
        let language = self.words.0;
        let cells: Vec<String> = doubt
            .cells
            .iter()
            .map(|(place, subject)| match subject {
                Some(subject) => {
                    self.say(|| format!("{}（{subject}）", place.zh), || format!("{} ({subject})", place.en))
                }
                None => place.get(language).to_owned(),
            })
            .collect();
        let more = doubt.count.saturating_sub(cells.len() as u64);
        let kind = match doubt.severity {
            Severity::Note => self.words.pick("提示", "note"),
            _ => self.words.pick("警告", "warning"),
        };
        html! {
            strong { (doubt.table) @if let Some(column) = &doubt.column { "·" (column) } }
            " " (self.say(|| format!("{} 处{kind}", doubt.count), || format!("{} × {kind}", doubt.count)))
            (self.words.pick("：", ": "))
            (doubt.title.get(language))
            @if !cells.is_empty() {
                (self.words.pick("。", ". ")) (self.words.join(&cells))
                @if more > 0 { (self.say(|| format!("，另有 {more} 处"), || format!(", and {more} more"))) }
            }
            @if !doubt.needed_by.is_empty() {
                (self.words.pick("。用到它的：", ". Needed by: ")) (self.words.join(&doubt.needed_by))
            }
            span class="key" { " " (doubt.code) }
        }
    }

    fn missing(&self) -> Markup {
        let columns = &self.survey.missing;
        let words = self.words;
        if columns.is_empty() {
            return html! { h3 { (words.pick("缺数", "Missing")) } p { (words.pick("各列都没有缺数。", "No column has missing values.")) } };
        }
        let heads = [
            words.pick("列", "Column"),
            words.pick("缺", "Missing"),
            words.pick("占比", "Share"),
            words.pick("规则怎样处理", "What the rules make of it"),
        ];
        let row = |column: &MissingColumn| {
            vec![
                format!("{}·{}", column.table, column.column),
                column.missing.to_string(),
                share(column.missing, column.rows),
                self.answers(column),
            ]
        };
        let rows: Vec<Vec<String>> = columns.iter().map(row).collect();
        html! {
            h3 { (words.pick("缺数与处理", "Missing values, and what the rules make of them")) }
            (self.table(&heads, &[false, true, true, false], &rows, None))
        }
    }

    /// `按 0 分：综合得分.亩均税收（第七条）；视为符合：…`
    fn answers(&self, column: &MissingColumn) -> String {
        let mut told: Vec<(String, Vec<String>)> = Vec::new();
        for answer in &column.answers {
            let word = match &answer.answer {
                Answer::Value(value) => self.say(|| format!("按 {value}"), || format!("counts as {value}")),
                Answer::Holds => self.words.pick("视为符合", "counts as met").to_owned(),
                Answer::Fails => self.words.pick("视为不符合", "counts as not met").to_owned(),
                Answer::Computed => self.words.pick("另有算法", "computed otherwise").to_owned(),
            };
            let articles = self.articles(&answer.articles);
            let rule = match articles.is_empty() {
                true => answer.rule.clone(),
                false => self.say(
                    || format!("{}（{articles}）", answer.rule),
                    || format!("{} ({articles})", answer.rule),
                ),
            };
            match told.iter_mut().find(|(known, _)| *known == word) {
                Some((_, rules)) => rules.push(rule),
                None => told.push((word, vec![rule])),
            }
        }
        if told.is_empty() {
            return self
                .words
                .pick(
                    "没有另作规定：平均、合计不计入，别处按没有值处理",
                    "nothing is said of it: aggregates leave it out, elsewhere there is no value",
                )
                .to_owned();
        }
        let parts = told.iter().map(|(word, rules)| {
            let shown: Vec<&String> = rules.iter().take(ANSWERS).collect();
            let more = rules.len().saturating_sub(ANSWERS);
            let tail = match more {
                0 => String::new(),
                _ => self.say(|| format!("等 {} 处", rules.len()), || format!(" and {more} more")),
            };
            format!("{word}{}{}{tail}", self.words.pick("：", ": "), self.words.join(&shown))
        });
        parts.collect::<Vec<_>>().join(self.words.pick("；", "; "))
    }

    fn skipped(&self) -> Markup {
        let skipped = &self.survey.summary.skipped;
        let words = self.words;
        let heads = [
            words.pick("哪个数", "Value"),
            words.pick("怎样合", "How"),
            words.pick("计入", "Used"),
            words.pick("没有值而没有计入", "Left out for want of a value"),
        ];
        let rows: Vec<Vec<String>> = skipped
            .iter()
            .map(|one| {
                vec![one.name.clone(), one.function.to_owned(), one.used.to_string(), one.skipped.to_string()]
            })
            .collect();
        html! {
            @if !rows.is_empty() {
                h3 { (words.pick("没有值而没有计入平均、合计的行", "Rows that means and sums left out")) }
                (self.table(&heads, &[false, false, true, true], &rows, None))
            }
        }
    }
}
