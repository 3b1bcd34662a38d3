//! What is wrong with the question, and what cannot be run.

use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_grammar::suggest::{asked, nearest};
use heng_interp::readings::{Choice, Question};

use super::words;
use heng_grammar::diagnostic::Language;

/// H0975: no reading of that name.
pub(super) fn unknown_reading(written: &str, known: &[Question]) -> Diagnostic {
    let names: Vec<String> = known.iter().map(Question::name).collect();
    let report = Diagnostic::error(
        975,
        format!("脚本里没有叫「{written}」的读法"),
        format!("the script has no reading called `{written}`"),
    );
    let report = match asked(&nearest(written, names.iter().map(String::as_str))) {
        Some((zh, en)) => report.help(zh, en),
        None => report,
    };
    if names.is_empty() {
        return report.help("这份脚本没有读法。", "this script has no readings.");
    }
    report.help(format!("有的是：{}。", names.join("、")), format!("it has {}.", names.join(", ")))
}

/// H0976: an answer that cannot be run.
pub(super) fn cannot_run(questions: &[Question], choice: &Choice, why: &Message) -> Diagnostic {
    let zh = words::choice(questions, choice, Language::Chinese);
    let en = words::choice(questions, choice, Language::English);
    Diagnostic::warning(
        976,
        format!("取 {zh} 算不下去，没有计在内"),
        format!("with {en} the run stops, and is not counted"),
    )
    .help(format!("原因：{}", why.zh), format!("because: {}", why.en))
}
