//! Which text is in force when: the periods of documents and of their amendments.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::{Amend, AmendTarget, ChangeVerb, Expr, ExprKind, ItemKind, Path, Policy, Script};

use super::load::{Document, policies};
use super::report;
use crate::value::Date;

/// From one day to another, both included; open where absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Period {
    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it has a beginning or an end.
    pub fn is_dated(self) -> bool {
        self != Self::default()
    }
}

/// When an amendment is in force: as it says itself, else as its document says.
///
/// # Errors
/// H0733 where the dates make no period.
pub fn period(amend: &Amend, script: &Script) -> Result<Period, Box<Diagnostic>> {
    if amend.effective_from.is_some() || amend.effective_to.is_some() {
        return of_days(amend.effective_from.as_ref(), amend.effective_to.as_ref());
    }
    policies(script).next().map_or(Ok(Period::default()), of_policy)
}

/// When a document is in force.
///
/// # Errors
/// H0733 where the dates make no period.
pub fn of_policy(policy: &Policy) -> Result<Period, Box<Diagnostic>> {
    of_days(policy.effective_from.as_ref(), policy.effective_to.as_ref())
}

fn of_days(from: Option<&Expr>, to: Option<&Expr>) -> Result<Period, Box<Diagnostic>> {
    let period = Period {
        from: from.map(|tree| day(tree, false)).transpose()?,
        to: to.map(|tree| day(tree, true)).transpose()?,
    };
    match (period.from, period.to, to) {
        (Some(first), Some(last), Some(tree)) if last < first => {
            Err(Box::new(report::ends_before_it_begins(tree.span, first, last)))
        }
        _ => Ok(period),
    }
}

/// The day of `2022-12-28`, the first or the last of `2022年`.
fn day(tree: &Expr, last: bool) -> Result<Date, Box<Diagnostic>> {
    let found = match &*tree.kind {
        ExprKind::Date { year, month, day } => date(*year, *month, *day),
        ExprKind::Year(year) if last => date(*year, 12, 31),
        ExprKind::Year(year) => date(*year, 1, 1),
        _ => None,
    };
    found.ok_or_else(|| Box::new(report::no_such_day(tree.span)))
}

/// A day of the calendar.
pub fn date(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::from_calendar(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// The documents that say something on rows or the whole and are not in force on a day.
pub(super) fn not_in_force(documents: &[Document], on: Date) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for document in documents.iter().filter(|document| declares_values(&document.script)) {
        let Some((policy, item)) = document.script.items.iter().find_map(|item| match &item.kind {
            ItemKind::Policy(policy) => Some((policy, item)),
            _ => None,
        }) else {
            continue;
        };
        match of_policy(policy) {
            Err(fault) => faults.push(*fault),
            Ok(period) if !period.holds(on) => {
                faults.push(report::out_of_force(item.header, &policy.name.text, period, on));
            }
            Ok(_) => {}
        }
    }
    faults
}

/// Whether a document does more than amend others.
fn declares_values(script: &Script) -> bool {
    script.items.iter().any(|item| {
        !matches!(
            item.kind,
            ItemKind::Policy(_) | ItemKind::Use(_) | ItemKind::Amend(_) | ItemKind::Example(_)
        )
    })
}

/// The days on which the text changes, in order: the first day of each amendment, and the day after its last.
pub fn turns(documents: &[Document]) -> Vec<Date> {
    let mut found: Vec<Date> = periods(documents)
        .into_iter()
        .flat_map(|period| [period.from, period.to.and_then(|to| Date::from_days(to.days() + 1))])
        .flatten()
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The periods of all amendments that have dates: their own, or those of a document that does nothing but amend.
pub fn periods(documents: &[Document]) -> Vec<Period> {
    let mut found = Vec::new();
    for document in documents {
        // Where a year or a row chooses the version, the day of the run does not.
        let staged = amendments(&document.script).any(|(amend, _)| crate::amend::is_staged(amend));
        for (amend, _) in amendments(&document.script).filter(|_| !staged) {
            let own = amend.effective_from.is_some() || amend.effective_to.is_some();
            if (own || !declares_values(&document.script))
                && let Ok(period) = period(amend, &document.script)
                && period.is_dated()
            {
                found.push(period);
            }
        }
    }
    found
}

/// The amendments of a document and their places.
pub fn amendments(script: &Script) -> impl Iterator<Item = (&Amend, Span)> {
    script.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Amend(amend) => Some((amend, item.header)),
        _ => None,
    })
}

/// A dated amendment: whose text it changes, when, what in it, and where it was written.
struct Dated {
    of: String,
    period: Period,
    changed: Vec<String>,
    span: Span,
}

fn dated(documents: &[Document]) -> Vec<Dated> {
    let mut found = Vec::new();
    for document in documents {
        for (amend, span) in amendments(&document.script) {
            let Ok(period) = period(amend, &document.script) else { continue };
            let of = amend.target.as_ref().map(AmendTarget::text).unwrap_or_default();
            let changes = amend.changes.iter().filter(|change| change.verb != ChangeVerb::Add);
            let changed = changes.map(|change| change.target.dotted());
            let repeals = amend.repeals.iter().filter_map(|repeal| repeal.target.as_ref()).map(Path::dotted);
            let changed = changed.chain(repeals).collect();
            if period.is_dated() {
                found.push(Dated { of, period, changed, span });
            }
        }
    }
    found
}

/// The periods after which the old text would come back without a word (H0734), and those in which two amendments change the
/// same (H0735).
pub fn gaps_and_overlaps(documents: &[Document]) -> Vec<Diagnostic> {
    let all = dated(documents);
    let mut faults = Vec::new();
    let mut ends: Vec<(String, Date)> = Vec::new();
    for (at, one) in all.iter().enumerate() {
        if let Some(next) = one.period.to.and_then(|to| Date::from_days(to.days() + 1)) {
            let goes_on = |other: &Dated| other.of == one.of && other.period.from == Some(next);
            let lapses = documents
                .iter()
                .flat_map(|document| policies(&document.script))
                .any(|policy| of_policy(policy).is_ok_and(|period| period.to.is_some_and(|to| to < next)));
            let told = ends.contains(&(one.of.clone(), next));
            if !told && !lapses && !all.iter().any(goes_on) {
                ends.push((one.of.clone(), next));
                faults.push(report::old_text_returns(one.span, next));
            }
        }
        for other in all.iter().skip(at + 1).filter(|other| other.of == one.of) {
            let both = one.changed.iter().find(|path| other.changed.contains(path));
            if let (Some(path), Some(shared)) = (both, one.period.shared_with(other.period)) {
                faults.push(report::two_versions(path, shared, one.span, other.span));
            }
        }
    }
    faults
}

impl Period {
    /// The days that lie in both.
    fn shared_with(self, other: Self) -> Option<Self> {
        let shared = Self {
            from: self.from.max(other.from),
            to: match (self.to, other.to) {
                (Some(one), Some(two)) => Some(one.min(two)),
                (one, two) => one.or(two),
            },
        };
        let empty = matches!((shared.from, shared.to), (Some(from), Some(to)) if to < from);
        (!empty).then_some(shared)
    }
}
