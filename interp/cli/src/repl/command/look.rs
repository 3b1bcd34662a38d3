//! Commands that look at values: the first and the last rows, histograms, classes.

use heng_interp::program::Kind;
use heng_interp::survey::{Measure, grades};

use super::ask::{fitting, of_rows, refuse};
use super::classes::classes_told;
use super::ends::{Ends, ends_told};
use super::fault;
use super::histogram::histogram_told;
use super::table::Command;
use super::words::{leading_count, trailing_count};
use crate::repl::print::{Paper, Told, named};
use crate::repl::session::{Refused, Session};
use crate::shell::Shell;

/// So many rows where nobody says.
const ROWS: usize = 10;

/// `:前`, `:后`
pub(super) fn ends(
    session: &mut Session,
    (command, rest): (Command, &str),
    shell: &mut Shell<'_>,
) -> Result<Told, Box<Refused>> {
    let (count, text) = leading_count(rest);
    let (reply, table) = of_rows(session, (command, text), shell)?;
    let orders = |kind: &Kind| {
        matches!(kind, Kind::Number(_) | Kind::Date | Kind::Year | Kind::Choice(_) | Kind::Unknown)
    };
    let wanted =
        ("能比高低的值：数、日期、年份、等级", "a value with an order: a number, a date, a year, a grade");
    fitting(command, &reply, orders, wanted)?;
    let asked = Ends {
        table,
        values: named(&reply),
        filter: reply.asked.filter.as_ref(),
        count: count.unwrap_or(ROWS).max(1),
        highest: command == Command::Top,
    };
    Ok(reply.evaluated.see(|outcome| ends_told(outcome, &asked, &Paper::of(shell))))
}

/// `:直方图`
pub(super) fn histogram(
    session: &mut Session,
    rest: &str,
    shell: &mut Shell<'_>,
) -> Result<Told, Box<Refused>> {
    let command = Command::Histogram;
    let (text, bars) = trailing_count(rest);
    let (reply, table) = of_rows(session, (command, text), shell)?;
    fitting(command, &reply, |kind| matches!(kind, Kind::Number(_)), ("数", "a number"))?;
    let Some((column, title)) = reply.asked.columns.first().zip(reply.titles.first()) else {
        return Err(refuse(fault::expected(command, "一个值", "a value")));
    };
    let measure = Measure {
        table,
        value: &column.value,
        filter: reply.asked.filter.as_ref(),
        name: title.clone(),
        bars: bars.and_then(|bars| u32::try_from(bars.min(1000)).ok()),
    };
    Ok(reply.evaluated.see(|outcome| histogram_told(outcome, &measure, &Paper::of(shell))))
}

/// `:等级`
pub(super) fn classes(session: &Session, rest: &str, shell: &Shell<'_>) -> Result<Told, Box<Refused>> {
    let paper = Paper::of(shell);
    let all = session.see(grades);
    let own = |name: &str| name == rest || name.rsplit('.').next() == Some(rest);
    let wanted: Vec<_> = all
        .iter()
        .filter(|grade| rest.is_empty() || own(&grade.name) || grade.from.as_deref().is_some_and(own))
        .collect();
    if wanted.is_empty() {
        let names: Vec<&str> = all.iter().map(|grade| grade.name.as_str()).collect();
        return Err(refuse(fault::no_grade(rest, &names)));
    }
    let mut lines = Vec::new();
    for grade in wanted {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(classes_told(grade, &paper));
    }
    Ok(Told::lines(lines))
}
