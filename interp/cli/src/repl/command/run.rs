//! Carrying out a command.

use heng_grammar::diagnostic::Language;

use super::ask::refuse;
use super::known::KnownNames;
use super::table::Command;
use super::{cite, compare, doc, explain, fault, files, help, look, names, read, units};
use crate::repl::print::{Paper, Told};
use crate::repl::session::{Refused, Session};
use crate::shell::Shell;

/// Carries out the command of a line that [`super::is_command`], and tells what came of it. Warnings go to standard error.
///
/// # Errors
/// H1010 to H1018, and what is wrong with what the command was given; the session is as it was.
pub fn run(session: &mut Session, line: &str, shell: &mut Shell<'_>) -> Result<Told, Box<Refused>> {
    let entered = read::read(line).map_err(|report| refuse(*report))?;
    let (command, rest) = (entered.command, entered.rest);
    let paper = Paper::of(shell);
    match command {
        Command::Load => files::load(session, rest, shell),
        Command::Data => files::data(session, rest, shell),
        Command::Reload => files::reload(session, shell),
        Command::Save => files::save(session, rest, shell),
        Command::Changes => Ok(files::changes(session, &paper)),
        Command::Undo | Command::Redo => files::turn(session, (command, rest), shell),
        Command::Why => explain::why(session, rest, shell),
        Command::WhatIf => compare::what_if(session, rest, shell),
        Command::Diff => compare::diff(session, shell),
        Command::Top | Command::Bottom => look::ends(session, (command, rest), shell),
        Command::Histogram => look::histogram(session, rest, shell),
        Command::Classes => look::classes(session, rest, shell),
        Command::Units => {
            units::units_told(&session.program().units, rest, &paper).map_err(|report| refuse(*report))
        }
        Command::Doc | Command::Names | Command::Cite => of_names(session, (command, rest), &paper),
        Command::Language => language(session, rest, shell),
        Command::Help => help_of(rest, &paper),
        Command::Quit => {
            session.end();
            Ok(Told::default())
        }
    }
}

fn of_names(
    session: &Session,
    (command, rest): (Command, &str),
    paper: &Paper,
) -> Result<Told, Box<Refused>> {
    let evaluated = session.evaluated();
    let known = KnownNames::of(&evaluated);
    match command {
        Command::Names => names::names_told(&known, rest, paper),
        Command::Cite => cite::cite_told(&known, rest, paper),
        _ if rest.is_empty() => {
            Err(Box::new(fault::expected(command, "一个名字或关键字", "a name or a word of the language")))
        }
        _ => doc::doc_told(&known, rest, paper),
    }
    .map_err(|report| refuse(*report))
}

fn help_of(rest: &str, paper: &Paper) -> Result<Told, Box<Refused>> {
    if rest.is_empty() {
        return Ok(help::overview(paper));
    }
    let command = read::read(rest).map_err(|report| refuse(*report))?.command;
    Ok(help::of(command, paper))
}

/// Another language; the other one where none is named.
fn language(session: &mut Session, rest: &str, shell: &mut Shell<'_>) -> Result<Told, Box<Refused>> {
    let word = rest.to_lowercase();
    let asked = match word.as_str() {
        "zh" | "中文" | "汉语" | "chinese" => Language::Chinese,
        "en" | "英文" | "英语" | "english" => Language::English,
        "" if shell.language == Language::Chinese => Language::English,
        "" => Language::Chinese,
        _ => return Err(refuse(fault::expected(Command::Language, " zh 或 en", "zh or en"))),
    };
    shell.language = asked;
    session.speak(asked);
    Ok(Told::lines(vec![shell.pick("说明改用中文。", "Messages are in English now.").to_owned()]))
}
