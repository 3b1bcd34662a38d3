//! For a person at a terminal: a headline, the places underlined, and what to do.

use ariadne::Color;
use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::source::Source;

use super::drawing::{drawn, kind_colour, painted};
use super::mend::shown_mends;
use super::{severity_word, text};

/// The report without a last line break, in lines of at most `width` cells where its words allow it.
pub fn terminal(
    diagnostic: &Diagnostic,
    sources: &[Source],
    language: Language,
    width: usize,
    colour: bool,
) -> String {
    let mut lines = headline(diagnostic, language, width, colour);
    lines.extend(drawn(diagnostic, sources, language, width, colour));
    lines.extend(advice(diagnostic, sources, language, width, colour));
    lines.push(String::new());
    lines.join("\n")
}

/// `[H0203] 错误：…`, further lines below the first word of the severity.
fn headline(diagnostic: &Diagnostic, language: Language, width: usize, colour: bool) -> Vec<String> {
    let code = format!("[{}] ", diagnostic.code);
    let colon = if language == Language::Chinese { "：" } else { ": " };
    let word = format!("{}{colon}", severity_word(diagnostic.severity, language));
    let title = format!("{word}{}", diagnostic.title.get(language));
    let tint = kind_colour(diagnostic.severity);
    let wrapped = text::wrap(&title, width.saturating_sub(code.len()).max(20)).into_iter().enumerate();
    wrapped
        .map(|(at, line)| match (at, line.strip_prefix(word.trim_end())) {
            (0, Some(rest)) => {
                format!("{}{rest}", painted(&format!("{code}{}", word.trim_end()), tint, colour))
            }
            _ => format!("{}{line}", " ".repeat(code.len())),
        })
        .collect()
}

/// How much advice is printed with one report; the rest is counted.
const HELPS: usize = 6;

fn advice(
    diagnostic: &Diagnostic,
    sources: &[Source],
    language: Language,
    width: usize,
    colour: bool,
) -> Vec<String> {
    let (help_word, mend_word) = match language {
        Language::Chinese => ("建议：", "可改："),
        Language::English => ("help: ", "mend: "),
    };
    let mut lines = Vec::new();
    for help in diagnostic.help.iter().take(HELPS) {
        lines.extend(hung(help_word, help.get(language), width, colour));
    }
    let rest = diagnostic.help.len().saturating_sub(HELPS);
    if rest > 0 {
        lines.push(match language {
            Language::Chinese => format!("  另有 {rest} 条，--format json 全部列出"),
            Language::English => format!("  and {rest} more; --format json lists them all"),
        });
    }
    for mend in shown_mends(diagnostic, sources) {
        lines.extend(hung(mend_word, mend.title.get(language), width, colour));
        lines.extend(mend.drawn(width, |mark| painted(mark, Color::Green, colour)));
    }
    lines
}

/// `  建议：…`, further lines below the first word.
fn hung(word: &str, sentence: &str, width: usize, colour: bool) -> Vec<String> {
    let room = width.saturating_sub(2 + text::width(word)).max(20);
    let indent = " ".repeat(2 + text::width(word));
    text::wrap(sentence, room)
        .into_iter()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("  {}{line}", painted(word, Color::Fixed(36), colour)),
            _ => format!("{indent}{line}"),
        })
        .collect()
}
