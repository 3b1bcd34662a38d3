//! 评价结果报告单: the result sheet of one row, made of its explanation; nothing is computed here.

mod account;
mod amounts;
mod conditions;
mod data;
mod grade;
mod head;
mod moves;
mod objection;
mod readings;
mod roots;
mod score;
mod shared;
mod tally;
mod terms;

use heng_interp::explain::{Explainer, Explanation};
use heng_interp::parallel::deep;
use heng_interp::program::{DefinitionId, Frame};
use maud::{Markup, html};

use super::Report;
use account::Account;
use objection::Passage;

/// How many rows one thread explains at a time.
const BATCH: usize = 256;

/// Makes the sheets of some rows, in their order.
pub struct Sheets<'r, 'a> {
    report: &'r Report<'r, 'a>,
    roots: Vec<DefinitionId>,
    passages: Vec<Passage>,
}

impl<'r, 'a> Sheets<'r, 'a> {
    /// What all sheets of a report share.
    pub fn new(report: &'r Report<'r, 'a>) -> Self {
        Self {
            report,
            roots: roots::roots(report.outcome.program(), report.subject.table),
            passages: objection::passages(&report.done.sources),
        }
    }

    /// The sheets of some rows; each row is explained on one of the machine's cores.
    pub fn of(&self, rows: &[u32]) -> Vec<Markup> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = rows.len().div_ceil(threads).clamp(1, BATCH);
        std::thread::scope(|scope| {
            let parts: Vec<_> =
                rows.chunks(share).map(|rows| scope.spawn(|| deep(|| self.some(rows)))).collect();
            let done = parts
                .into_iter()
                .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            done.flatten().collect()
        })
    }

    fn some(&self, rows: &[u32]) -> Vec<Markup> {
        let frame = Frame::Rows(self.report.subject.table);
        let explainer = Explainer::new(self.report.outcome, frame, rows)
            .with_decisions(&self.report.done.decisions.recorded);
        rows.iter().map(|row| self.sheet(*row, &explainer.explain(&self.roots, *row))).collect()
    }

    fn sheet(&self, row: u32, explanation: &Explanation) -> Markup {
        let account = Account::new(self.report, row, explanation);
        let mut body = Sections::new(&account, &BODY);
        body.add(("评价结果", "Result"), grade::section(&account));
        body.add(("得分", "Score"), score::section(&account));
        body.add(tally::title(&account), tally::section(&account));
        body.add(("等级调整", "Moves"), moves::section(&account));
        body.add(("金额和指标", "Amounts and indicators"), amounts::section(&account));
        body.add(("条件", "Conditions"), conditions::section(&account));
        body.add(("所用数据", "Data used"), data::section(&account));
        body.add(
            ("核实与申诉", "Confirmation and objection"),
            Some(objection::section(&account, &self.passages)),
        );
        let mut annex = Sections::new(&account, &ANNEX);
        annex.add(("各户共用的数", "Values shared by all"), shared::section(&account));
        annex.add(("适用的读法", "Readings in force"), readings::section(&account));
        annex.add(("名词", "Terms"), terms::section(&account));
        html! {
            article {
                (head::head(&account))
                @for section in body.made.iter().chain(&annex.made) { (section) }
                (head::foot(&account))
            }
        }
    }
}

/// How the sections of a sheet are numbered.
const BODY: [&str; 8] = ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、"];
const ANNEX: [&str; 3] = ["附一　", "附二　", "附三　"];

/// The sections of a sheet, numbered as they come.
struct Sections<'s, 'e> {
    account: &'s Account<'e>,
    numbers: &'static [&'static str],
    made: Vec<Markup>,
}

impl<'s, 'e> Sections<'s, 'e> {
    fn new(account: &'s Account<'e>, numbers: &'static [&'static str]) -> Self {
        Self { account, numbers, made: Vec::new() }
    }

    fn add(&mut self, (zh, en): (&str, &str), body: Option<Markup>) {
        let Some(body) = body else { return };
        let number = self.numbers.get(self.made.len()).copied().unwrap_or_default();
        let title = self.account.page.pick(&format!("{number}{zh}"), en).to_owned();
        self.made.push(html! { section { h2 { (title) } (body) } });
    }
}
