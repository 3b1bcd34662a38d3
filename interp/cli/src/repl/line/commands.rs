//! Completion of commands: their words, and what stands behind them.

use heng_grammar::diagnostic::Language;
use heng_grammar::fold::fold;

use super::entry::command_word;
use super::files::{self, Wanted};
use super::knowledge::Knowledge;
use super::menu::{Candidate, Offer};
use crate::repl::command::{Argument, Command, leading_count, meant};

/// What the command in `text` can be completed to at `cursor`; nothing where `text` is none.
pub fn offer(text: &str, cursor: usize, knowledge: &Knowledge) -> Option<Offer> {
    let end = command_word(text);
    if end == 0 {
        return None;
    }
    let colon = text.find([':', '：'])?;
    let inside = colon + text.get(colon..)?.chars().next()?.len_utf8();
    if cursor <= end {
        let sign = text.get(colon..inside)?;
        let typed = text.get(inside..cursor.max(inside))?;
        return Some(Offer { start: colon, candidates: words(typed, sign, knowledge.language()) });
    }
    let Some(command) = only(text.get(inside..end)?) else {
        return Some(Offer { start: cursor, candidates: Vec::new() });
    };
    Some(behind(command, text, end, cursor, knowledge))
}

/// The command that a word stands for, where it is one alone.
fn only(word: &str) -> Option<Command> {
    let meant = meant(&folded(word));
    let (command, others) = meant.split_first()?;
    others.is_empty().then_some(*command)
}

fn folded(word: &str) -> String {
    fold(word).to_lowercase()
}

/// The commands that `typed` can be the beginning of; all of them where nothing is typed. Each is written in the vocabulary that
/// fits what is typed, else in that of the messages.
fn words(typed: &str, sign: &str, language: Language) -> Vec<Candidate> {
    let typed = folded(typed);
    let commands = if typed.is_empty() { Command::ALL.to_vec() } else { meant(&typed) };
    let candidates = commands.into_iter().map(|command| {
        let row = command.row();
        let other = if language == Language::Chinese { row.en } else { row.zh };
        let own = command.text(language);
        let word = if !typed.is_empty() && other.starts_with(&typed) { other } else { own };
        let blank = if row.arguments.is_empty() { "" } else { " " };
        Candidate {
            insert: format!("{sign}{word}{blank}"),
            label: format!("{sign}{word}"),
            detail: command.help().get(language).to_owned(),
        }
    });
    candidates.collect()
}

/// What can stand behind a command.
fn behind(command: Command, text: &str, end: usize, cursor: usize, knowledge: &Knowledge) -> Offer {
    let arguments = command.row().arguments;
    let has = |argument: Argument| arguments.contains(&argument);
    let before = text.get(end..cursor).unwrap_or("");
    let shifted = |offer: Offer| Offer { start: offer.start + end, ..offer };
    let files = |wanted| shifted(files::offer(knowledge.folder(), before, wanted, knowledge.language()));
    if has(Argument::Script) || has(Argument::File) {
        return files(Wanted::Scripts);
    }
    if has(Argument::Data) {
        return files(Wanted::Data);
    }
    let start = end + expression_start(&[], before);
    let typed = text.get(start..cursor).unwrap_or("");
    if has(Argument::Command) {
        return Offer { start, candidates: words(typed, "", knowledge.language()) };
    }
    if has(Argument::Language) {
        let known = ["zh", "en"].iter().filter(|known| known.starts_with(typed));
        let candidates = known.map(|known| Candidate {
            insert: (*known).to_owned(),
            label: (*known).to_owned(),
            detail: if *known == "zh" { "中文" } else { "English" }.to_owned(),
        });
        return Offer { start, candidates: candidates.collect() };
    }
    if arguments.is_empty() {
        return Offer { start: cursor, candidates: Vec::new() };
    }
    let begin = end + expression_start(arguments, before);
    let typed = text.get(begin..cursor).unwrap_or("");
    if has(Argument::Change)
        && let Some((key, column)) = typed.rsplit_once('.')
        && let Some(candidates) = knowledge.rows().columns(key, column)
    {
        return Offer { start: begin, candidates };
    }
    let offer = knowledge.names_offer(text.get(begin..).unwrap_or(""), cursor - begin);
    let rows = has(Argument::Row) || has(Argument::Change) && !typed.contains(['=', '＝']);
    let rows = if rows { knowledge.rows().fitting(typed) } else { Vec::new() };
    if rows.is_empty() {
        return Offer { start: offer.start + begin, ..offer };
    }
    // A key is written in place of all that was typed, even where it is several words of the language: `9132X`.
    let names = if offer.start == 0 { offer.candidates } else { Vec::new() };
    Offer { start: begin, candidates: names.into_iter().chain(rows).collect() }
}

/// Where the name or the expression begins that is being typed behind a command: after a count; where several things stand behind
/// it, after the last blank; of a change, after its `=`.
fn expression_start(arguments: &[Argument], before: &str) -> usize {
    if arguments.contains(&Argument::Expression) {
        let (_, rest) = leading_count(before);
        return before.len() - rest.len();
    }
    before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '=' | '＝'))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8))
}

/// What a command still wants: how it is used, where nothing stands behind it yet.
pub fn wanted(text: &str, language: Language) -> Option<String> {
    let end = command_word(text);
    let word = text.get(..end)?.trim_start().trim_start_matches([':', '：']);
    let behind = text.get(end..)?;
    if end == 0 || !behind.trim().is_empty() {
        return None;
    }
    if word.is_empty() {
        return Some(
            if language == Language::Chinese { "  Tab: 有哪些命令" } else { "  Tab: the commands" }
                .to_owned(),
        );
    }
    let (zh, en) = only(word)?.row().usage;
    let usage = if language == Language::Chinese { zh } else { en };
    (!behind.is_empty() && !usage.is_empty()).then(|| usage.to_owned())
}
