//! How the rules are read: readings in force, what was left open and is bound, what the run set, what is still to be decided.

use heng_interp::run::ReadingSummary;
use heng_interp::survey::BoundValue;
use maud::{Markup, html};

use super::Face;

impl Face<'_, '_, '_> {
    /// The sections.
    pub(super) fn rules(&self) -> Markup {
        html! {
            (self.pending())
            (self.bound())
            (self.readings())
        }
    }

    fn pending(&self) -> Markup {
        let words = self.words;
        let decisions = &self.report.done.decisions;
        let reasons = self.report.done.status.sentences();
        let mut names: Vec<&String> = Vec::new();
        for (name, _) in decisions.used.iter().chain(&decisions.pending) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let count = |list: &[(String, u64)], name: &str| {
            list.iter().find(|(own, _)| own == name).map_or(0, |(_, count)| *count).to_string()
        };
        let rows: Vec<Vec<String>> = names
            .into_iter()
            .map(|name| vec![name.clone(), count(&decisions.used, name), count(&decisions.pending, name)])
            .collect();
        let heads = [
            words.pick("认定", "Decision"),
            words.pick("已作出", "Recorded"),
            words.pick("待作出", "Pending"),
        ];
        html! {
            section {
                h2 { (words.pick("认定与未决事项", "Decisions, and what is pending")) }
                @if reasons.is_empty() {
                    p { (words.pick("没有未决事项。", "Nothing is pending.")) }
                } @else {
                    ul { @for reason in &reasons { li class="missing" { (reason.get(words.0)) } } }
                }
                @if !rows.is_empty() { (self.table(&heads, &[false, true, true], &rows, None)) }
            }
        }
    }

    fn bound(&self) -> Markup {
        let words = self.words;
        let (bound, parameters) = (&self.survey.bound, &self.survey.summary.parameters);
        if bound.is_empty() && parameters.is_empty() {
            return html! {};
        }
        let heads = [
            words.pick("文件留待确定的", "Left open"),
            words.pick("依据", "By"),
            words.pick("定为", "Bound to"),
            words.pick("由何条定", "Bound by"),
        ];
        let rows: Vec<Vec<String>> = bound.iter().map(|one| self.bound_row(one)).collect();
        let set = [words.pick("参数", "Parameter"), words.pick("本次取值", "Value")];
        let values: Vec<Vec<String>> =
            parameters.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect();
        html! {
            section {
                h2 { (words.pick("待定的数与参数", "Open values and parameters")) }
                @if !rows.is_empty() { (self.table(&heads, &[], &rows, None)) }
                @if !values.is_empty() { (self.table(&set, &[], &values, None)) }
            }
        }
    }

    fn bound_row(&self, one: &BoundValue) -> Vec<String> {
        let written = self.written(one);
        let value = match &one.value {
            Some(value) if *value == written || written.is_empty() => value.clone(),
            Some(value) => format!("{value} = {written}"),
            None => self.say(|| format!("逐户算：{written}"), || format!("row by row: {written}")),
        };
        let bound_by = match one.bound_by.as_slice() {
            [] => self.words.pick("未注明条款", "no article given").to_owned(),
            articles => self.articles(articles),
        };
        vec![one.name.clone(), self.articles(&one.left_open_by), value, bound_by]
    }

    /// What it is bound to, as the script writes it.
    fn written(&self, one: &BoundValue) -> String {
        let source = self.report.done.sources.iter().find(|source| source.id() == one.written.source);
        let text =
            source.and_then(|source| source.text().get(one.written.start as usize..one.written.end as usize));
        text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn readings(&self) -> Markup {
        let readings = &self.survey.summary.readings;
        if readings.is_empty() {
            return html! {};
        }
        let words = self.words;
        let (own, given): (Vec<_>, Vec<_>) = readings.iter().partition(|reading| reading.taken_by.is_some());
        html! {
            section {
                h2 { (words.pick("条文的读法", "How the text is read")) }
                @if !own.is_empty() {
                    h3 { (words.pick("本办法选定的", "Chosen here")) }
                    (self.reading_table(&own))
                }
                @if !given.is_empty() {
                    h3 { (words.pick("照所引文件的", "As in the documents in use")) }
                    (self.reading_table(&given))
                }
            }
        }
    }

    fn reading_table(&self, readings: &[&ReadingSummary]) -> Markup {
        let words = self.words;
        html! {
            div class="scroll" {
                table {
                    thead { tr {
                        th scope="col" { (words.pick("问题", "Question")) }
                        th scope="col" { (words.pick("读法", "Readings")) }
                        th scope="col" { (words.pick("条款", "Article")) }
                    } }
                    tbody {
                        @for reading in readings {
                            tr {
                                td {
                                    (reading.question.as_deref().unwrap_or(&reading.name))
                                    @if reading.question.is_some() { " " span class="key" { (reading.name) } }
                                }
                                td {
                                    @for (at, arm) in reading.arms.iter().enumerate() {
                                        @if at > 0 { (words.pick("、", ", ")) }
                                        @if *arm == reading.taken { strong { "☑ " (arm) } } @else { span class="soft" { "☐ " (arm) } }
                                    }
                                }
                                td {
                                    (self.articles(&reading.articles))
                                    @if let Some(by) = reading.taken_by.as_ref().filter(|by| !by.is_empty()) {
                                        (self.say(|| format!("，由{}选定", self.articles(by)), || format!(", chosen by {}", self.articles(by))))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
