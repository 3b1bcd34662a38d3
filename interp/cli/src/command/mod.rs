//! The verbs. One file each: what the command line says, and what is done.

pub mod check;
pub mod deviations;
pub mod diff;
pub mod explain_code;
mod fix;
pub mod fmt;
mod help;
mod lsp;
mod new;
mod readings;
mod repl;
pub mod report;
pub mod run;
mod scripts;
mod source;
pub mod test;
mod translate;
mod what_if;
mod why;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use heng_grammar::diagnostic::Language;

use crate::Exit;
use crate::shell::{Format, Shell};

/// Heng: rules that grade and fund, run as they are written.
#[derive(Debug, Parser)]
#[command(name = "heng", version, disable_help_subcommand = true)]
struct Arguments {
    /// Language of messages (zh, en); else HENG_LANG, else the locale
    #[arg(long, global = true, value_enum, hide_possible_values = true, value_name = "LANG")]
    lang: Option<Lang>,
    /// How results and faults are written: text for people, plain for screen readers and logs, json for programs; why also md, html
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "FORMAT"
    )]
    format: Format,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    fn language(self) -> Language {
        match self {
            Self::Zh => Language::Chinese,
            Self::En => Language::English,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Say everything that is wrong with scripts, and with their data on request
    Check(check::CheckArguments),
    /// Evaluate a script over its data: write the tables, print the summary
    Run(run::RunArguments),
    /// Write the result sheet of every row, their list, and the summary for leaders
    Report(report::ReportArguments),
    /// Tell where a value of a row comes from: formula, numbers, cells, articles, rank, every move tried
    Why(why::WhyArguments),
    /// Run the worked examples and checks of scripts, and compare results with accepted ones
    Test(test::TestArguments),
    /// List what a script makes different from the documents it uses, each change with its article
    Deviations(deviations::DeviationsArguments),
    /// Say what a change of a parameter, a reading or a cell makes otherwise, and for whom; or what change would lift a row
    WhatIf(Box<what_if::WhatIfArguments>),
    /// Run each declared reading every way: which rows hang on it, and which are certain
    Readings(readings::ReadingsArguments),
    /// Compare two policies, days or settings over one table: who moves, and because of which article
    Diff(Box<diff::DiffArguments>),
    /// Look at a script and its data, ask for values and change rules, entry by entry
    Repl(repl::ReplArguments),
    /// Serve an editor: the language server
    Lsp(lsp::LspArguments),
    /// Make a folder with a county's library that runs as it is: rules, sample data, a worked example
    New(new::NewArguments),
    /// Write scripts in the other vocabulary, Chinese or English, and back to the byte
    Translate(translate::TranslateArguments),
    /// Put scripts into their one form: columns, blanks, signs; comments and meaning stay
    Fmt(fmt::FmtArguments),
    /// Say what an error code means, with the smallest script that causes it and the mend
    ExplainCode(explain_code::ExplainCodeArguments),
}

/// Runs the command line `words` (the program's name first).
pub fn execute(words: &[String], shell: &mut Shell<'_>) -> Exit {
    shell.language = shell.environment.language(help::asked_language(words));
    let command = help::in_language(Arguments::command(), shell.language).color(if shell.out_colour {
        clap::ColorChoice::Auto
    } else {
        clap::ColorChoice::Never
    });
    let matches = command.term_width(shell.width).try_get_matches_from(words);
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(refusal) => return help::refuse(&refusal, shell),
    };
    if let Some(lang) = arguments.lang {
        shell.language = lang.language();
    }
    shell.format = arguments.format;
    if matches!(shell.format, Format::Md | Format::Html) && !matches!(arguments.verb, Verb::Why(_)) {
        return help::only_explanations(shell);
    }
    let result = match arguments.verb {
        Verb::Check(arguments) => check::check(&arguments, shell),
        Verb::Run(arguments) => run::run(&arguments, shell),
        Verb::Report(arguments) => report::report(&arguments, shell),
        Verb::Why(arguments) => why::why(&arguments, shell),
        Verb::Test(arguments) => test::run(&arguments, shell),
        Verb::Deviations(arguments) => deviations::list(&arguments, shell),
        Verb::WhatIf(arguments) => what_if::run(&arguments, shell),
        Verb::Readings(arguments) => readings::run(&arguments, shell),
        Verb::Diff(arguments) => diff::diff(&arguments, shell),
        Verb::Repl(arguments) => repl::run(&arguments, shell),
        Verb::Lsp(arguments) => lsp::run(&arguments, shell),
        Verb::New(arguments) => new::new(&arguments, shell),
        Verb::Translate(arguments) => translate::translate(&arguments, shell),
        Verb::Fmt(arguments) => fmt::fmt(&arguments, shell),
        Verb::ExplainCode(arguments) => explain_code::explain_code(&arguments, shell),
    };
    // A reader of our output that went away (`heng … | head`) is no fault.
    result.unwrap_or(Exit::Done)
}
