//! Reading a command: its word in either language, any beginning that no other has, pinyin and initials.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::fold::fold;
use heng_grammar::suggest::{NameIndex, asked, nearest};

use super::fault;
use super::table::Command;

/// A command as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered<'t> {
    /// Which.
    pub command: Command,
    /// What stands behind it, trimmed.
    pub rest: &'t str,
}

/// Whether a line is a command: it begins with `:` or `：`.
pub fn is_command(line: &str) -> bool {
    line.trim_start().starts_with([':', '：'])
}

/// The command of a line that [`is_command`].
///
/// # Errors
/// H1010 for a word that is no command, H1011 for one that is the beginning of several.
pub fn read(line: &str) -> Result<Entered<'_>, Box<Diagnostic>> {
    let typed = line.trim().trim_start_matches([':', '：']).trim_start();
    let (word, rest) = cut(typed);
    let (command, behind) = command(word)?;
    let glued = word.len() - behind.len();
    let rest = if behind.is_empty() { rest } else { typed.get(glued..).unwrap_or(rest) };
    Ok(Entered { command, rest: rest.trim() })
}

/// The word at the start of what was typed, and the rest.
pub fn cut(typed: &str) -> (&str, &str) {
    if let Some(rest) = typed.strip_prefix(['?', '？']) {
        return (typed.get(..typed.len() - rest.len()).unwrap_or(typed), rest);
    }
    let of_word = |c: char| c.is_alphabetic() || c == '-' || c == '_';
    let end = typed.find(|c: char| !of_word(c)).unwrap_or(typed.len());
    let (word, rest) = typed.split_at_checked(end).unwrap_or((typed, ""));
    // `:前10` says what it means; `:q1` does not.
    if word.is_ascii() && rest.starts_with(char::is_alphanumeric) {
        let end = typed.find(char::is_whitespace).unwrap_or(typed.len());
        return typed.split_at_checked(end).unwrap_or((typed, ""));
    }
    (word, rest)
}

/// The command that a word stands for, and what stands behind it without a blank: `为何E1`.
fn command(word: &str) -> Result<(Command, &str), Box<Diagnostic>> {
    let folded = fold(word).to_lowercase().replace('_', "-");
    if matches!(folded.as_str(), "?") {
        return Ok((Command::Help, ""));
    }
    if let [one] = meant(&folded).as_slice() {
        return Ok((*one, ""));
    }
    let longest = Command::ALL.iter().filter(|command| word.starts_with(command.row().zh));
    if let Some(glued) = longest.max_by_key(|command| command.row().zh.len()) {
        return Ok((*glued, word.get(glued.row().zh.len()..).unwrap_or_default()));
    }
    let several = meant(&folded);
    match several.is_empty() {
        true => Err(Box::new(fault::no_command(word, asked(&nearest(&folded, words()))))),
        false => Err(Box::new(fault::several_commands(word, &several))),
    }
}

/// All words.
fn words() -> impl Iterator<Item = &'static str> + Clone {
    Command::ALL.iter().flat_map(|command| [command.row().zh, command.row().en])
}

/// The commands that a word can stand for: the one whose word it is, else those whose word begins so, else those whose pinyin
/// or initials do, else those whose word holds it.
pub fn meant(word: &str) -> Vec<Command> {
    if word.is_empty() {
        return Vec::new();
    }
    let of = |fits: &dyn Fn(&str) -> bool| -> Vec<Command> {
        let all = Command::ALL.iter().copied();
        all.filter(|command| fits(command.row().zh) || fits(command.row().en)).collect()
    };
    let exact = of(&|own| own == word);
    let begun = of(&|own| own.starts_with(word));
    let found = if exact.is_empty() { begun } else { exact };
    if !found.is_empty() {
        return found;
    }
    let index = NameIndex::new(Command::ALL.iter().map(|command| command.row().zh));
    let typed = index.complete(word, Command::ALL.len());
    of(&|own| typed.contains(&own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(line: &str) -> Option<(Command, &str)> {
        read(line).ok().map(|entered| (entered.command, entered.rest))
    }

    #[test]
    fn a_command_is_any_beginning_in_either_language_or_pinyin() {
        assert_eq!(word(":前 10 得分"), Some((Command::Top, "10 得分")));
        assert_eq!(word("：前10 得分"), Some((Command::Top, "10 得分")));
        assert_eq!(word(":直 得分"), Some((Command::Histogram, "得分")));
        assert_eq!(word(":zft 得分"), Some((Command::Histogram, "得分")));
        assert_eq!(word(":weihe E1"), Some((Command::Why, "E1")));
        assert_eq!(word(":为何E1"), Some((Command::Why, "E1")));
        assert_eq!(word(":WHAT_IF a=1"), Some((Command::WhatIf, "a=1")));
        assert_eq!(word(":q"), Some((Command::Quit, "")));
        assert_eq!(word(":？ 前"), Some((Command::Help, "前")));
        assert_eq!(word(":un"), None);
        assert_eq!(word(":q1"), None);
        assert_eq!(word(":保存! 试算.heng"), Some((Command::Save, "! 试算.heng")));
    }

    #[test]
    fn every_word_is_its_own_command() {
        for command in Command::ALL {
            assert_eq!(meant(command.row().zh), [*command]);
            assert_eq!(meant(command.row().en), [*command]);
        }
    }

    #[test]
    fn every_command_has_help_in_both_languages() {
        for row in Command::ALL.iter().map(|command| command.row()) {
            for text in [row.help.0, row.help.1, row.more.0, row.more.1] {
                assert!(!text.is_empty(), "{}", row.zh);
            }
        }
    }
}
