//! Years and ledgers in the summary for a person.

use heng_grammar::diagnostic::Language;
use heng_interp::run::{LedgerSummary, LedgerYear, YearsSummary};

use super::summary_text::Page;
use crate::report::text::{Align, TextTable};

/// More parties than these do not fit beside one another.
const ABREAST: usize = 4;

impl Page {
    /// `年度 2024（脚本划定 2022 至 2027）`
    pub(super) fn years(&self, years: YearsSummary) -> String {
        let (to, of) = match self.language {
            Language::Chinese => (" 至 ", ("年度 ", "（脚本划定 ", "）")),
            Language::English if years.reported.0 == years.reported.1 => (" to ", ("year ", " (of ", ")")),
            Language::English => (" to ", ("years ", " (of ", ")")),
        };
        let range = |(first, last): (i32, i32)| match first == last {
            true => first.to_string(),
            false => format!("{first}{to}{last}"),
        };
        let reported = range(years.reported);
        match years.reported == years.axis {
            true => format!("{}{reported}", of.0),
            false => format!("{}{reported}{}{}{}", of.0, of.1, range(years.axis), of.2),
        }
    }

    /// What each ledger parted; those whose sources add up to zero are named.
    pub(super) fn ledgers(&mut self, ledgers: &[LedgerSummary]) {
        let (idle, busy): (Vec<&LedgerSummary>, Vec<&LedgerSummary>) =
            ledgers.iter().partition(|ledger| is_idle(ledger));
        for ledger in busy {
            self.ledger(ledger);
        }
        if !idle.is_empty() {
            self.section("来源合计为零", "Sources that add up to zero");
            let names: Vec<&str> = idle.iter().map(|ledger| ledger.name.as_str()).collect();
            let names = names.join(self.pick("、", ", "));
            self.paragraph(&names);
        }
    }

    /// What a ledger parted and who got how much, a year a line.
    fn ledger(&mut self, ledger: &LedgerSummary) {
        let unit = match (self.language, ledger.unit.is_empty()) {
            (_, true) => String::new(),
            (Language::Chinese, _) => format!("（{}）", ledger.unit),
            (Language::English, _) => format!(" ({})", ledger.unit),
        };
        self.section(&format!("各方所得：{}{unit}", ledger.name), &format!("Shares: {}{unit}", ledger.name));
        let table =
            if ledger.parties.len() > ABREAST { self.downwards(ledger) } else { self.abreast(ledger) };
        self.table(&table);
        let without: u64 = ledger.years.iter().map(|year| year.without_value).sum();
        if without > 0 {
            let line = match self.language {
                Language::Chinese => format!("有 {without} 笔没有金额（缺失或未定），没有计入"),
                Language::English => format!("{without} amounts are missing or undecided and not counted"),
            };
            self.paragraph(&line);
        }
    }

    fn total(&self) -> String {
        self.pick("来源", "source").to_owned()
    }

    /// Parties side by side.
    fn abreast(&self, ledger: &LedgerSummary) -> TextTable {
        let mut columns = vec![(String::new(), Align::Left), (self.total(), Align::Right)];
        columns.extend(ledger.parties.iter().map(|party| (party.clone(), Align::Right)));
        let mut table = TextTable::new(columns);
        for year in &ledger.years {
            let parties = year.parties.iter().map(|sum| sum.clone().unwrap_or_default());
            table.row([year_text(year), year.total.clone()].into_iter().chain(parties));
        }
        table
    }

    /// Parties below one another.
    fn downwards(&self, ledger: &LedgerSummary) -> TextTable {
        let mut table = TextTable::new([("", Align::Left), ("", Align::Left), ("", Align::Right)]);
        for year in &ledger.years {
            table.row([year_text(year), self.total(), year.total.clone()]);
            for (party, sum) in ledger.parties.iter().zip(&year.parties) {
                table.row([String::new(), party.clone(), sum.clone().unwrap_or_default()]);
            }
        }
        table
    }
}

fn year_text(year: &LedgerYear) -> String {
    year.year.map(|year| year.to_string()).unwrap_or_default()
}

/// Whether the sources of a ledger add up to zero in every year, and its shares with them.
fn is_idle(ledger: &LedgerSummary) -> bool {
    let nothing = |sum: &str| sum.chars().all(|c| matches!(c, '0' | '.' | '-'));
    ledger.years.iter().all(|year| {
        nothing(&year.total)
            && year.without_value == 0
            && year.parties.iter().flatten().all(|sum| nothing(sum))
    })
}
