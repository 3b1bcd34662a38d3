//! A verification for a person.

use heng_grammar::diagnostic::Language;

use super::conclude::shown;
use super::{Difference, Found, InputCheck, OutputCheck, RowDifference, Verification, fault};
use crate::report::text::{Align, TextTable, wrap};
use crate::shell::Shell;

/// So many rows that differ are listed.
const LISTED: usize = 20;

/// The verification in lines of at most the width of the shell.
pub fn verification_lines(verification: &Verification, shell: &Shell<'_>) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), shell };
    page.heading(verification);
    page.inputs(&verification.inputs);
    page.outputs(verification);
    for output in &verification.outputs {
        page.differences(output);
    }
    page.conclusion(verification);
    if !verification.diagnostics.is_empty() {
        page.lines.push(String::new());
    }
    page.lines
}

struct Page<'p, 's> {
    lines: Vec<String>,
    shell: &'p Shell<'s>,
}

impl Page<'_, '_> {
    fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        self.shell.pick(zh, en)
    }

    fn paragraph(&mut self, text: &str) {
        self.lines.extend(wrap(text, self.shell.width));
    }

    fn section(&mut self, zh: &str, en: &str) {
        self.lines.push(String::new());
        let title = self.pick(zh, en).to_owned();
        self.lines.push(title);
    }

    fn table(&mut self, rows: impl IntoIterator<Item = Vec<String>>, columns: usize) {
        let mut table = TextTable::new((0..columns).map(|_| ("", Align::Left)));
        for row in rows {
            table.row(row);
        }
        let lines = table.lines(2, self.shell.width);
        self.lines.extend(lines);
    }

    fn heading(&mut self, verification: &Verification) {
        let receipt = &verification.receipt;
        if let Some((name, number)) = &receipt.policy {
            let number = number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
            self.paragraph(&format!("{name}{number}"));
        }
        let kind = match (receipt.preliminary, receipt.last) {
            (true, _) => self.pick("预评价", "preliminary"),
            (false, true) => self.pick("正式结果", "final"),
            (false, false) => self.pick("没有待办事项", "nothing pending"),
        };
        let (file, version) = (&receipt.shown, &receipt.version);
        let line = match self.shell.language {
            Language::Chinese => format!("收据 {file}（衡 {version}，{kind}）"),
            Language::English => format!("receipt {file} (heng {version}, {kind})"),
        };
        self.paragraph(&line);
    }

    fn inputs(&mut self, inputs: &[InputCheck]) {
        self.section("输入", "Inputs");
        let rows: Vec<Vec<String>> = inputs.iter().map(|input| self.input(input)).collect();
        self.table(rows, 3);
    }

    fn input(&self, input: &InputCheck) -> Vec<String> {
        let (zh, en) = fault::role(&input.role);
        let (state, place) = match &input.found {
            Found::Same(_) => (self.pick("相同", "same"), None),
            Found::Moved(path) => (self.pick("搬动", "moved"), Some(shown(path, self.shell))),
            Found::Embedded => (self.pick("相同", "same"), None),
            Found::Changed { .. } => (self.pick("改动", "CHANGED"), None),
            Found::Missing => (self.pick("缺少", "MISSING"), None),
        };
        let role = self.pick(&zh, &en).to_owned();
        let place = place.map(|place| format!(" → {place}")).unwrap_or_default();
        vec![state.to_owned(), role, format!("{}{place}", input.file)]
    }

    fn outputs(&mut self, verification: &Verification) {
        self.section("重算", "Run again");
        if !verification.receipt.can_be_run() {
            let line = self.pick(
                "  这是报告的收据，只核对文件，不重算。",
                "  this is the receipt of a report: its files are compared, nothing is run.",
            );
            self.lines.push(line.to_owned());
        } else if !verification.again {
            let line = self.pick("  没有重算。", "  not done.").to_owned();
            self.lines.push(line);
            return;
        }
        let rows: Vec<Vec<String>> = verification.outputs.iter().map(|output| self.output(output)).collect();
        self.table(rows, 4);
    }

    fn output(&self, output: &OutputCheck) -> Vec<String> {
        let state = match &output.again {
            None => "",
            Some(_) if output.is_same_again() => self.pick("相同", "same"),
            Some(_) => self.pick("不同", "DIFFERENT"),
        };
        let rows = match self.shell.language {
            Language::Chinese => format!("{} 行", output.rows),
            Language::English => format!("{} rows", output.rows),
        };
        let published = match &output.published {
            None => self.pick("发布的文件不在这里", "the published file is not here"),
            Some(_) if output.is_edited() => self.pick("发布的文件改动过", "the published file was EDITED"),
            Some(_) => self.pick("发布的文件相同", "the published file is the same"),
        };
        vec![state.to_owned(), output.file.clone(), rows, published.to_owned()]
    }

    fn differences(&mut self, output: &OutputCheck) {
        if output.differences.is_empty() {
            return;
        }
        let file = &output.file;
        self.section(&format!("{file}：重算 → 发布的文件"), &format!("{file}: run again → published"));
        for difference in &output.differences {
            self.difference(difference);
        }
    }

    fn difference(&mut self, difference: &Difference) {
        let told = difference.rows.iter().take(LISTED);
        let rows: Vec<Vec<String>> = told.map(|row| self.row(row, &difference.sheet)).collect();
        self.table(rows, 4);
        let left = difference.rows.len().saturating_sub(LISTED);
        if left > 0 {
            let line = match self.shell.language {
                Language::Chinese => format!("  另有 {left} 处；--format json 全部列出。"),
                Language::English => format!("  {left} more; --format json lists all."),
            };
            self.lines.push(line);
        }
    }

    fn row(&self, row: &RowDifference, sheet: &str) -> Vec<String> {
        let cell = |text: &String| {
            if text.is_empty() { self.pick("（空）", "(blank)").to_owned() } else { text.clone() }
        };
        let separator = self.pick("、", ", ");
        let list = |names: &[String]| names.join(separator);
        let (key, column, change) = match row {
            RowDifference::Cell { key, column, again, published } => {
                (key.clone(), column.clone(), format!("{} → {}", cell(again), cell(published)))
            }
            RowDifference::Lacking { key } => (
                key.clone(),
                String::new(),
                self.pick("发布的文件少了这一行", "not in the published file").to_owned(),
            ),
            RowDifference::Added { key } => (
                key.clone(),
                String::new(),
                self.pick("发布的文件多出这一行", "only in the published file").to_owned(),
            ),
            RowDifference::Columns { again, published } => {
                let title = self.pick("表头", "columns").to_owned();
                (title, String::new(), format!("{} → {}", list(again), list(published)))
            }
            RowDifference::Order => {
                let said = self.pick("各行相同，次序不同", "the same rows in another order");
                (String::new(), String::new(), said.to_owned())
            }
            RowDifference::Form => {
                let said = self.pick(
                    "每一格都相同，只是文件的写法不同",
                    "every cell is the same; only the form of the file differs",
                );
                (String::new(), String::new(), said.to_owned())
            }
            RowDifference::Unreadable => {
                let said = self.pick("发布的文件读不出表来", "the published file cannot be read as a table");
                (String::new(), String::new(), said.to_owned())
            }
        };
        vec![sheet.to_owned(), key, column, change]
    }

    fn conclusion(&mut self, verification: &Verification) {
        let changed = verification.inputs.iter().any(|input| !input.is_same());
        let edited = verification.outputs.iter().any(OutputCheck::is_edited);
        let complete = verification.again && verification.outputs.iter().all(OutputCheck::is_same_again);
        let (zh, en) = match (changed, edited, complete) {
            _ if !verification.receipt.can_be_run() => of_report(verification),
            (false, false, true) => (
                "相同：用收据上的输入重算，结果逐字节一致。",
                "the same: made again from the inputs of the receipt, byte for byte.",
            ),
            (false, true, true) => (
                "不同：重算的结果与收据一致，发布的文件后来改动过。",
                "different: the run gives what the receipt says; the published file was changed since.",
            ),
            (false, _, false) if verification.again => (
                "不同：输入与收据一致，重算的结果却不同。",
                "different: the inputs are those of the receipt, and the run gives something else.",
            ),
            (false, _, false) => ("不同：重算没有完成。", "different: the run could not be completed."),
            (true, _, true) => (
                "不同：输入与收据不一致；不过用现在的输入重算，结果还是收据上的。",
                "different: inputs have changed, though with those of now the result is still the same.",
            ),
            (true, _, false) if verification.again => (
                "不同：输入与收据不一致，用现在的输入重算，结果也不同。",
                "different: inputs have changed, and with those of now the result is another.",
            ),
            (true, _, false) => (
                "不同：输入与收据不一致，没有重算。",
                "different: the inputs are not those of the receipt; nothing was run.",
            ),
        };
        self.lines.push(String::new());
        let sentence = self.pick(zh, en).to_owned();
        self.paragraph(&sentence);
        if verification.is_other_engine() {
            let (then, now) = (&verification.receipt.version, env!("CARGO_PKG_VERSION"));
            let line = match self.shell.language {
                Language::Chinese => format!("收据由衡 {then} 写出，现在是 {now}。"),
                Language::English => format!("heng {then} wrote the receipt; this is {now}."),
            };
            self.paragraph(&line);
        }
    }
}

/// What the verification of a report comes to, which is not made again.
fn of_report(verification: &Verification) -> (&'static str, &'static str) {
    match (verification.is_same(), verification.is_whole()) {
        (true, _) => {
            ("相同：输入和写出的文件都是收据上的。", "the same: inputs and files are those of the receipt.")
        }
        (false, true) => (
            "不同：有的输入或文件不是收据上的。",
            "different: some inputs or files are not those of the receipt.",
        ),
        (false, false) => ("不同：有的文件不在这里。", "different: some files are not here."),
    }
}
