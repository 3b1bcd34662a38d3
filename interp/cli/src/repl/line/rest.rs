//! What may follow what is typed, shown in grey: what a command still wants, the rest of an earlier entry, the rest of a name.

use rustyline::Context;
use rustyline::history::SearchDirection;

use super::helper::Known;

/// What may follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// What is shown.
    pub shown: String,
    /// What the right arrow writes; nothing where what is shown is only told.
    pub taken: Option<String>,
}

/// What may follow `line`, whose end the cursor is at.
pub fn rest(line: &str, known: &dyn Known, context: &Context<'_>) -> Option<Rest> {
    if line.trim().is_empty() {
        return None;
    }
    let told = known.wanted(line).map(|wanted| Rest { shown: wanted, taken: None });
    told.or_else(|| earlier(line, context)).or_else(|| name(line, known))
}

/// The rest of the last entry that began so; of one with several lines, the first is shown.
fn earlier(line: &str, context: &Context<'_>) -> Option<Rest> {
    if line.chars().count() < 2 {
        return None;
    }
    let last = context.history_index().min(context.history().len().checked_sub(1)?);
    let found = context.history().starts_with(line, last, SearchDirection::Reverse).ok()??;
    let rest = found.entry.strip_prefix(line).filter(|rest| !rest.is_empty())?;
    let shown = match rest.split_once('\n') {
        Some((first, _)) => format!("{first} …"),
        None => rest.to_owned(),
    };
    Some(Rest { shown, taken: Some(rest.to_owned()) })
}

/// The rest of the likeliest name, or the name that letters stand for.
fn name(line: &str, known: &dyn Known) -> Option<Rest> {
    // Behind a blank or a bracket nothing has been begun; asking would take time for nothing.
    line.chars().next_back().filter(|last| last.is_alphanumeric() || *last == '_')?;
    let offer = known.offer(line, line.len());
    let typed = line.get(offer.start..).filter(|typed| !typed.trim().is_empty())?;
    let likeliest = offer.candidates.first()?;
    if typed == likeliest.insert {
        return None;
    }
    if let Some(rest) = likeliest.insert.strip_prefix(typed) {
        return Some(Rest { shown: rest.to_owned(), taken: Some(rest.to_owned()) });
    }
    let spelt = typed.chars().count() > 2 && typed.chars().any(|c| c.is_ascii_alphabetic());
    spelt.then(|| Rest { shown: format!("  Tab: {}", likeliest.label), taken: None })
}

#[cfg(test)]
mod tests {
    use super::{Known, Rest, rest};
    use crate::repl::line::menu::{Candidate, Offer};
    use rustyline::Context;
    use rustyline::history::{DefaultHistory, History};

    struct Names;

    impl Known for Names {
        fn offer(&self, text: &str, _: usize) -> Offer {
            let insert = "亩均税收".to_owned();
            let candidate = Candidate { label: insert.clone(), insert, detail: String::new() };
            Offer { start: text.rfind(' ').map_or(0, |at| at + 1), candidates: vec![candidate] }
        }

        fn wanted(&self, text: &str) -> Option<String> {
            (text == ":为何 ").then(|| "主键".to_owned())
        }
    }

    fn asked(line: &str) -> Option<Rest> {
        let mut history = DefaultHistory::new();
        history.add("对 企业 {\n  x = 1\n}").unwrap();
        history.add("x = 1").unwrap();
        rest(line, &Names, &Context::new(&history))
    }

    #[test]
    fn commands_tell_what_they_want_and_entries_how_they_went_on() {
        assert_eq!(asked(":为何 "), Some(Rest { shown: "主键".into(), taken: None }));
        assert_eq!(asked("x ="), Some(Rest { shown: " 1".into(), taken: Some(" 1".into()) }));
        assert_eq!(asked("对 企").map(|rest| rest.shown), Some("业 { …".into()));
        assert_eq!(asked(""), None);
    }

    #[test]
    fn names_go_on_and_letters_are_told_what_they_stand_for() {
        assert_eq!(asked("y = 亩均").map(|rest| rest.shown), Some("税收".into()));
        assert_eq!(asked("y = mjss"), Some(Rest { shown: "  Tab: 亩均税收".into(), taken: None }));
        assert_eq!(asked("y = 亩均税收"), None);
    }
}
