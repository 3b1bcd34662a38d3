//! What a run took, for a person.

use heng_grammar::diagnostic::Language;

use super::profile::{DefinitionTime, PhaseTime, RunProfile};
use crate::report::text::{Align, TextTable, wrap};

/// How many definitions are listed, those that took longest first.
const LISTED: usize = 25;

/// The profile in lines of at most `width` cells.
pub fn profile_lines(profile: &RunProfile, language: Language, width: usize) -> Vec<String> {
    let page = Page { profile, language };
    let mut lines = vec![String::new(), page.title()];
    lines.extend(page.phases().lines(2, width));
    lines.push(String::new());
    lines.push(page.pick(
        "每个定义（各线程合计，费时多的在前）",
        "Definitions (all threads together, the longest first)",
    ));
    lines.extend(page.definitions().lines(2, width));
    for sentence in page.sentences() {
        lines.extend(wrap(&sentence, width.saturating_sub(2)).into_iter().map(|line| format!("  {line}")));
    }
    lines
}

struct Page<'p> {
    profile: &'p RunProfile,
    language: Language,
}

impl Page<'_> {
    fn pick(&self, zh: &str, en: &str) -> String {
        if self.language == Language::Chinese { zh } else { en }.to_owned()
    }

    fn title(&self) -> String {
        let threads = self.profile.threads;
        self.pick(&format!("耗时（{threads} 个线程）"), &format!("Time ({threads} threads)"))
    }

    fn phases(&self) -> TextTable {
        let right = || (String::new(), Align::Right);
        let mut table = TextTable::new([(String::new(), Align::Left), right(), right(), right(), right()]);
        for each in &self.profile.phases {
            let (zh, en) = each.phase.words();
            let rows = each.rows.map(|rows| self.pick(&format!("{rows} 行"), &format!("{rows} rows")));
            let megabytes = each.bytes.map(|bytes| format!("{} MB", tenths(bytes, 1_000_000)));
            let speed = each.bytes.map(|bytes| self.speed(bytes, each));
            let cells = [rows, megabytes, speed].map(Option::unwrap_or_default);
            table.row([self.pick(zh, en), self.seconds(each.nanoseconds)].into_iter().chain(cells));
            if each.phase == super::profile::Phase::Evaluate && self.profile.ranking() > 0 {
                let ranking = self.pick("  其中名次（各线程合计）", "  ranking (all threads together)");
                table.row([
                    ranking,
                    self.seconds(self.profile.ranking()),
                    String::new(),
                    String::new(),
                    String::new(),
                ]);
            }
        }
        table
    }

    fn seconds(&self, nanoseconds: u64) -> String {
        let milliseconds = nanoseconds / 1_000_000;
        let digits = format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
        self.pick(&format!("{digits} 秒"), &format!("{digits} s"))
    }

    fn speed(&self, bytes: u64, each: &PhaseTime) -> String {
        let each_second = u128::from(bytes) * 1000 / u128::from(each.nanoseconds.max(1));
        self.pick(&format!("每秒 {each_second} MB"), &format!("{each_second} MB/s"))
    }

    fn definitions(&self) -> TextTable {
        let heads = [
            ("", ""),
            ("行", "rows"),
            ("毫秒", "ms"),
            ("纳秒/行", "ns/row"),
            ("多位再判", "widened"),
            ("分数再判", "exact"),
        ];
        let align = |at: usize| if at == 0 { Align::Left } else { Align::Right };
        let heads = heads.iter().enumerate().map(|(at, (zh, en))| (self.pick(zh, en), align(at)));
        let mut table = TextTable::new(heads);
        let mut sorted: Vec<&DefinitionTime> = self.profile.definitions.iter().collect();
        sorted.sort_by_key(|each| std::cmp::Reverse(each.nanoseconds));
        for each in sorted.iter().take(LISTED) {
            let open = |count: u64| self.share(count, each.rows);
            table.row([
                each.name.clone(),
                each.rows.to_string(),
                tenths(each.nanoseconds, 1_000_000),
                tenths(each.nanoseconds, each.rows.max(1)),
                open(each.widened),
                open(each.exact),
            ]);
        }
        let rest = sorted.get(LISTED..).unwrap_or_default();
        if !rest.is_empty() {
            let sum = |of: fn(&DefinitionTime) -> u64| rest.iter().map(|each| of(each)).sum::<u64>();
            let name = self.pick(&format!("其余 {} 个", rest.len()), &format!("{} others", rest.len()));
            let (rows, taken) = (sum(|each| each.rows), sum(|each| each.nanoseconds));
            let open =
                [sum(|each| each.widened), sum(|each| each.exact)].map(|count| self.share(count, rows));
            let [widened, exact] = open;
            let each_row = tenths(taken, rows.max(1));
            table.row([name, rows.to_string(), tenths(taken, 1_000_000), each_row, widened, exact]);
        }
        table
    }

    /// `0`, `12（0.01%）`
    fn share(&self, count: u64, rows: u64) -> String {
        if count == 0 {
            return "0".to_owned();
        }
        let hundredths = u128::from(count) * 10_000 / u128::from(rows.max(1));
        let share = format!("{}.{:02}%", hundredths / 100, hundredths % 100);
        self.pick(&format!("{count}（{share}）"), &format!("{count} ({share})"))
    }

    fn sentences(&self) -> Vec<String> {
        let RunProfile { skipped, folded, shared, aggregates, .. } = self.profile;
        let zh = format!(
            "每行都一样的算式 {folded} 处、写在几处的同一算式 {shared} 个、相同的统计 {aggregates} 个，都只算一次；没有用到的定义 {} 个，没有算。",
            skipped.len()
        );
        let en = format!(
            "Computed once: {folded} expressions with one value for all rows, {shared} that stand in several places, {aggregates} \
             aggregates that are the same as another. {} definitions that nothing needs were passed over.",
            skipped.len()
        );
        let zh_how = "多位再判：双精度的误差范围定不下来，用约 250 位再判的次数；分数再判：还定不下来，用分数算准的次数。";
        let en_how = "widened: decisions that doubles with their bound left open, taken on some 250 bits; exact: those still open, taken \
                      on fractions.";
        vec![self.pick(&zh, &en), self.pick(zh_how, en_how)]
    }
}

/// A quotient with one decimal.
fn tenths(number: u64, unit: u64) -> String {
    let tenths = u128::from(number) * 10 / u128::from(unit.max(1));
    format!("{}.{}", tenths / 10, tenths % 10)
}
