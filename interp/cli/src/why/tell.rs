//! From facts to an outline: what is worth saying of each, in which order, and what has been said already.

use std::collections::BTreeSet;

use heng_interp::explain::{Account, Fact, FactId, Form, Stated, Term};

use super::files::Files;
use super::outline::{Entry, Line, Style};
use super::words::Words;

/// Tells of one explanation.
pub struct Teller<'e> {
    /// In words.
    pub words: Words<'e>,
    /// How many levels are told.
    pub depth: usize,
    /// Whether rules that did not hold are told as fully as those that did.
    pub full: bool,
    told: BTreeSet<FactId>,
    /// The values above the one that is told, by their names: their parts are called by their last name.
    above: Vec<String>,
    /// What a grade is ranked by is told after its moves.
    pub(super) put_off: Option<Vec<FactId>>,
    /// What a line has said enough of: items of a tally that are worth nothing.
    pub(super) quiet: BTreeSet<FactId>,
    pub(super) files: Files,
}

impl<'e> Teller<'e> {
    /// Who tells, as deep as `depth`.
    pub fn new(words: Words<'e>, depth: usize, full: bool) -> Self {
        let files = Files::of(words.explanation, words.sources);
        Self {
            words,
            depth,
            full,
            told: BTreeSet::new(),
            above: Vec::new(),
            put_off: None,
            quiet: BTreeSet::new(),
            files,
        }
    }

    /// What was asked for.
    pub fn roots(&mut self) -> Vec<Entry> {
        let roots = self.words.explanation.roots.clone();
        roots.into_iter().filter_map(|id| self.entry(id, 0)).collect()
    }

    /// The files that cells and formulas are from: what each is called here, and its path where that is longer.
    pub fn files(&self) -> Vec<(String, String)> {
        self.files.renamed()
    }

    /// One fact. One that was told before is only named again; a cell that was told stands in the formula.
    pub fn entry(&mut self, id: FactId, level: usize) -> Option<Entry> {
        let fact = self.words.explanation.fact(id)?;
        let known = !self.told.insert(id);
        if self.quiet.contains(&id) && level > 0 {
            return None;
        }
        if is_source(fact) {
            return (!known || level == 0).then(|| Entry { head: self.source(fact), ..Entry::default() });
        }
        let mut entry = Entry { head: self.head(fact), ..Entry::default() };
        if known && !self.is_plain(fact) {
            entry.head = entry.head.and(self.words.pick("（见上）", " (see above)"), Style::Faint);
            return Some(entry);
        }
        if level < self.depth {
            self.above.push(fact.name.clone());
            self.documentation(fact, &mut entry);
            self.account(fact, level, &mut entry);
            self.above.pop();
        }
        Some(entry)
    }

    /// The entries of some facts.
    pub fn entries(&mut self, ids: &[FactId], level: usize) -> Vec<Entry> {
        ids.iter().filter_map(|id| self.entry(*id, level)).collect()
    }

    /// The last name alone where the value stands below the one whose part it is.
    fn short_name<'n>(&self, name: &'n str) -> &'n str {
        let part = self.above.last().and_then(|above| name.strip_prefix(above.as_str())?.strip_prefix('.'));
        part.unwrap_or(name)
    }

    /// A value that is said in full by its first line.
    fn is_plain(&self, fact: &Fact) -> bool {
        matches!(&fact.account, Account::Formula(Term { form: Form::Constant, .. }))
    }

    fn head(&self, fact: &Fact) -> Line {
        let scores =
            matches!(fact.account, Account::ScoreItem(_) | Account::ScoreGroup(_) | Account::Tally(_))
                && fact.value.figure().is_some();
        let sign = if scores { self.words.pick(" 得 ", " gets ") } else { " = " };
        let mut line = self
            .owner(fact)
            .and(self.short_name(&fact.name), Style::Name)
            .and(sign, Style::Plain)
            .and(self.words.value(&fact.value), Style::Value);
        if let Some(published) = fact.published.as_ref().filter(|p| self.differs(&fact.value, p)) {
            line = line
                .and(format!("{}{published}", self.words.pick("，公布 ", ", published as ")), Style::Plain);
        }
        self.with_articles(line, &fact.articles)
    }

    /// Whose value it is, where it is another row's.
    pub(super) fn owner(&self, fact: &Fact) -> Line {
        let Some(row) = &fact.elsewhere else { return Line::new() };
        let home = self.words.explanation.row.as_ref().map(|home| home.table.as_str());
        let text = match home == Some(row.table.as_str()) {
            true => format!("{} ", row.text()),
            false => format!("{} {} ", row.table, row.text()),
        };
        Line::new().and(text, Style::Faint)
    }

    fn differs(&self, value: &Stated, published: &str) -> bool {
        value.figure().is_some_and(|figure| !figure.is_exact() || figure.short != published)
    }

    /// With the articles at its end.
    pub fn with_articles(&self, line: Line, articles: &[String]) -> Line {
        if articles.is_empty() {
            return line;
        }
        let articles: Vec<String> = articles.iter().map(|article| format!("@{article}")).collect();
        line.and(format!("  {}", articles.join(" ")), Style::Faint)
    }

    fn documentation(&self, fact: &Fact, entry: &mut Entry) {
        entry.lines.extend(
            fact.doc
                .iter()
                .filter(|line| !line.trim().is_empty())
                .map(|line| Line::new().and(line.trim(), Style::Faint)),
        );
    }

    fn account(&mut self, fact: &'e Fact, level: usize, entry: &mut Entry) {
        match &fact.account {
            Account::Cell(_) | Account::Decision(_) | Account::Parameter(_) => {}
            Account::Formula(term) => {
                self.formula(fact, term, entry);
                entry.entries.extend(self.below(term, level));
            }
            Account::Score(score) => self.score(fact, score, level, entry),
            Account::ScoreGroup(group) => self.score_group(fact, group, level, entry),
            Account::ScoreItem(item) => self.score_item(item, level, entry),
            Account::Tally(tally) => self.tally(tally, level, entry),
            Account::Conditions(conditions) => {
                entry.lines.extend(self.as_written(fact, &conditions.term));
                let own = conditions.items.iter().filter(|(depth, _)| *depth == 0);
                let own: Vec<FactId> = own.map(|(_, id)| *id).collect();
                entry.entries.extend(self.entries(&own, level + 1));
            }
            Account::Band(band) => self.band(band, level, entry),
            Account::Threshold(threshold) => {
                self.formula(fact, &threshold.choice, entry);
                entry.entries.extend(self.below(&threshold.by, level));
            }
            Account::Adjust(adjust) => self.adjust(adjust, level, entry),
            Account::Move(one) => self.move_alone(one, level, entry),
            Account::Participation(participation) => self.participation(participation, level, entry),
            Account::Reading(reading) => {
                self.reading(reading, entry);
                entry.entries.extend(self.below(&reading.term, level));
            }
            Account::Ledger(ledger) => self.ledger(fact, ledger, level, entry),
            Account::Allocation(allocation) => self.allocation(allocation, level, entry),
            Account::Target(target) => self.target(target, level, entry),
        }
    }

    /// What a formula speaks of; of a yes/no only what decides it.
    pub fn below(&mut self, term: &Term, level: usize) -> Vec<Entry> {
        let ids: Vec<FactId> = if term.value.yes_no().is_some() && !self.full {
            let mut ids = Vec::new();
            for id in term.deciding().into_iter().flat_map(Term::facts) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            ids
        } else {
            term.facts()
        };
        self.entries(&ids, level + 1)
    }
}

/// Whether a value comes from outside, so that a line says all of it.
fn is_source(fact: &Fact) -> bool {
    matches!(fact.account, Account::Cell(_) | Account::Decision(_) | Account::Parameter(_))
}
