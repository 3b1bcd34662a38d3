//! The first paragraph: what a leader reads aloud.

use heng_interp::survey::{CrossTable, GradeSurvey};
use maud::{Markup, html};

use super::Face;
use super::word::{readable, share};

impl Face<'_, '_, '_> {
    /// The paragraph.
    pub(super) fn lead(&self) -> Markup {
        let mut sentences = self.participation();
        for grade in &self.survey.grades {
            sentences.extend(self.graded(grade));
        }
        sentences.extend(self.parted());
        sentences.extend(self.reached());
        sentences.extend(self.checked());
        sentences.extend(self.doubtful());
        sentences.extend(self.chosen());
        sentences.push(self.settled());
        html! { p class="lede" { (sentences.join(self.words.pick("", " "))) } }
    }

    fn participation(&self) -> Vec<String> {
        let one = |p: &heng_interp::run::ParticipationSummary| {
            let counter = self.counter(&p.table);
            let (table, rows, listed, scored) = (&p.table, p.rows, p.listed, p.scored);
            self.say(
                || format!("「{table}」共 {rows} {counter}，列入 {listed} {counter}，其中评分 {scored} {counter}。"),
                || format!("Of {rows} rows of {table}, {listed} are in the list and {scored} are scored."),
            )
        };
        self.survey.summary.participation.iter().map(one).collect()
    }

    fn graded(&self, grade: &GradeSurvey) -> Vec<String> {
        let mut sentences = vec![self.classes_told(grade)];
        sentences.extend(self.moved(grade));
        let undecided = grade.cross.undecided();
        if undecided > 0 {
            let counter = self.counter(&grade.table);
            sentences.push(self.say(
                || format!("另有 {undecided} {counter}要等认定作出才能定级。"),
                || {
                    format!(
                        "{} for a decision, without a class as yet.",
                        many(undecided, "row waits", "rows wait")
                    )
                },
            ));
        }
        sentences.extend(self.near(grade));
        sentences
    }

    fn classes_told(&self, grade: &GradeSurvey) -> String {
        let (cross, counter) = (&grade.cross, self.counter(&grade.table));
        let graded = ordered(&cross.after(), cross.ordered).iter().sum::<u64>();
        let list = |counts: &[u64], shares: bool| {
            let one = |(class, count): (&String, &u64)| {
                let share = if shares { share(*count, graded) } else { String::new() };
                let class = self.class(class);
                self.say(
                    || format!("{class} {count} {counter}{}", bracketed(&share, "（", "）")),
                    || format!("{class}: {count}{}", bracketed(&share, " (", ")")),
                )
            };
            let told: Vec<String> =
                cross.classes.iter().zip(ordered(counts, cross.ordered)).map(one).collect();
            self.words.join(&told)
        };
        let (before, after) = (list(&cross.before(), false), list(&cross.after(), true));
        let name = self.quoted(&grade.name);
        match &grade.from {
            Some(from) => self.say(
                || format!("「{from}」{before}；经保护和惩罚调整，{name}{after}。"),
                || format!("Before the moves: {before}. After them, {name} is {after}."),
            ),
            None => self.say(|| format!("{name}{after}。"), || format!("{name}: {after}.")),
        }
    }

    fn moved(&self, grade: &GradeSurvey) -> Option<String> {
        grade.from.as_ref()?;
        let (moved, counter) = (grade.cross.moved(), self.counter(&grade.table));
        let (up, down) = grade.cross.directions();
        if moved == 0 {
            return Some(self.say(|| "没有因调整变动等级的。".to_owned(), || "No row is moved.".to_owned()));
        }
        let greatest = grade.moves.iter().filter(|part| part.changed > 0).max_by_key(|part| part.changed);
        let greatest = greatest.map(|part| {
            let (name, changed) = (&part.name, part.changed);
            self.say(
                || format!("，变动最多的一条是「{name}」（{changed} {counter}）"),
                || format!("; the move that changes most is “{name}” ({changed})"),
            )
        });
        let greatest = greatest.unwrap_or_default();
        Some(self.say(
            || format!("因调整变动等级的 {moved} {counter}，其中上调 {up} {counter}、下调 {down} {counter}{greatest}。"),
            || format!("The moves change the class of {}, {up} up and {down} down{greatest}.", many(moved, "row", "rows")),
        ))
    }

    /// How many stand near a boundary, and whether equal scores lie on both sides of one.
    fn near(&self, grade: &GradeSurvey) -> Option<String> {
        grade.boundaries.first()?;
        let counter = self.counter(&grade.table);
        let near: u64 = grade.boundaries.iter().map(|b| b.near.0 + b.near.1).sum();
        let tied = grade.boundaries.iter().filter(|boundary| boundary.tied).count();
        let (limit, unit) = (&grade.edge_rule.limit, self.unit(grade));
        let ties = match tied {
            0 => self.say(
                || "分档线上没有同分的".to_owned(),
                || "no boundary has equal scores on both sides".to_owned(),
            ),
            _ => self.say(
                || format!("{tied} 条分档线两侧得分相同，靠写明的次序分出先后"),
                || {
                    format!(
                        "equal scores lie on both sides of {}, where the tie keys decided",
                        many(tied as u64, "boundary", "boundaries")
                    )
                },
            ),
        };
        Some(self.say(
            || format!("离分档线不超过 {limit} {unit}的有 {near} {counter}，数据稍有出入就可能换档；{ties}。"),
            || format!("{} within {limit} {unit} of a boundary, where a small change of data may change the class; {ties}.", many(near, "row lies", "rows lie")),
        ))
    }

    pub(super) fn unit<'g>(&self, grade: &'g GradeSurvey) -> &'g str {
        grade.score.as_ref().map_or("", |score| score.unit.as_str())
    }

    /// What ledgers parted in the last year that is reported: the three greatest.
    fn parted(&self) -> Vec<String> {
        let mut last: Vec<_> = self
            .survey
            .summary
            .ledgers
            .iter()
            .filter_map(|ledger| Some((ledger, ledger.years.last()?)))
            .collect();
        last.sort_by_key(|(_, year)| std::cmp::Reverse(heng_interp::number::parse_decimal(&year.total)));
        let one = |(ledger, year): &(&heng_interp::run::LedgerSummary, &heng_interp::run::LedgerYear)| {
            let parties = ledger
                .parties
                .iter()
                .zip(&year.parties)
                .filter_map(|(party, amount)| Some(format!("{party} {}", readable(amount.as_ref()?))));
            let parties = self.words.join(&parties.collect::<Vec<_>>());
            let (name, unit, total) = (&ledger.name, &ledger.unit, readable(&year.total));
            self.say(
                || format!("「{name}」{total} {unit}，其中{parties}"),
                || format!("{name}: {total} {unit} ({parties})"),
            )
        };
        let told: Vec<String> = last.iter().take(3).map(one).collect();
        if told.is_empty() {
            return Vec::new();
        }
        let (count, year) = (self.survey.summary.ledgers.len(), last.first().and_then(|(_, year)| year.year));
        vec![self.say(
            || {
                let when = year.map(|year| format!("{year} 年")).unwrap_or_default();
                format!("共 {count} 本账；{when}数额最大的是：{}。", told.join("；"))
            },
            || {
                let when = year.map(|year| format!(" in {year}")).unwrap_or_default();
                format!("{count} ledgers; the greatest{when}: {}.", told.join("; "))
            },
        )]
    }

    fn reached(&self) -> Vec<String> {
        let one = |target: &heng_interp::run::TargetSummary| {
            let states = target.states.iter().filter(|(_, count)| *count > 0);
            let states: Vec<String> = states.map(|(state, count)| format!("{state} {count}")).collect();
            let (name, count, states) = (&target.name, target.count, self.words.join(&states));
            self.say(
                || format!("「{name}」{count} 项：{states}。"),
                || format!("{name}, {count} states: {states}."),
            )
        };
        self.survey.summary.targets.iter().map(one).collect()
    }

    fn checked(&self) -> Option<String> {
        let checks = &self.survey.summary.checks;
        let (all, held) = (checks.len(), checks.iter().filter(|check| check.holds).count());
        (all > 0).then(|| match all - held {
            0 => self.say(|| format!("校验 {all} 条，全部成立。"), || format!("All {all} checks hold.")),
            failed => self.say(
                || format!("校验 {all} 条，{failed} 条不成立。"),
                || format!("{failed} of {all} checks fail."),
            ),
        })
    }

    fn doubtful(&self) -> Option<String> {
        let doubts: u64 = self.survey.doubts.iter().map(|doubt| doubt.count).sum();
        let most = self.survey.missing.first().map(|column| {
            let (name, missing, rows) = (&column.column, column.missing, column.rows);
            self.say(
                || format!("缺数最多的是「{name}」（{rows} 行缺 {missing} 行）"),
                || format!("what is missing most is {name} ({missing} of {rows} rows)"),
            )
        });
        let told = match doubts {
            0 => None,
            _ => Some(self.say(
                || format!("数据有 {doubts} 处存疑"),
                || many(doubts, "cell is doubtful", "cells are doubtful"),
            )),
        };
        let parts: Vec<String> = told.into_iter().chain(most).collect();
        (!parts.is_empty())
            .then(|| self.say(|| format!("{}。", parts.join("，")), || sentence(&parts.join("; "))))
    }

    fn chosen(&self) -> Option<String> {
        let readings = &self.survey.summary.readings;
        let own = readings.iter().filter(|reading| reading.taken_by.is_some()).count();
        let (all, bound) = (readings.len(), self.survey.bound.len());
        (all > 0).then(|| {
            self.say(
                || {
                    let bound = if bound > 0 {
                        format!("，文件留待确定的 {bound} 个数都已由本办法定下")
                    } else {
                        String::new()
                    };
                    let own = if own > 0 {
                        format!("{own} 处由本办法选定，其余照所引文件")
                    } else {
                        "都照所引文件".to_owned()
                    };
                    format!("条文有 {all} 处不止一种读法，{own}{bound}。")
                },
                || {
                    let bound = if bound > 0 {
                        format!(
                            "; {} bound",
                            many(bound as u64, "value left open is", "values left open are")
                        )
                    } else {
                        String::new()
                    };
                    format!(
                        "{} be read in more than one way; {own} chosen here{bound}.",
                        many(all as u64, "passage can", "passages can")
                    )
                },
            )
        })
    }

    fn settled(&self) -> String {
        let reasons = self.report.done.status.sentences();
        let reasons: Vec<String> = reasons.iter().map(|reason| reason.get(self.words.0).to_owned()).collect();
        if reasons.is_empty() {
            return self.say(|| "没有未决事项。".to_owned(), || "Nothing is pending.".to_owned());
        }
        self.say(
            || format!("未决事项：{}；结果是预评价，还可能变动。", reasons.join("；")),
            || format!("Pending: {}. The result is preliminary and may change.", reasons.join("; ")),
        )
    }
}

/// The counts of the classes that are in the order; of all where none are.
pub(super) fn ordered(counts: &[u64], ordered: usize) -> &[u64] {
    counts.get(..ordered).filter(|counts| !counts.is_empty()).unwrap_or(counts)
}

/// `1 row`, `2 rows`
fn many(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn bracketed(text: &str, open: &str, close: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect::<String>() + ".")
        .unwrap_or_default()
}

/// How many rows have a class that is in the order.
pub(super) fn total(cross: &CrossTable) -> u64 {
    ordered(&cross.after(), cross.ordered).iter().sum()
}
