//! What is said of classes and answers.

use heng_grammar::diagnostic::{Language, Message};
use heng_interp::compare::Class;
use heng_interp::readings::{Choice, Extent, Fate, Question};

use super::Study;

/// A class, or why there is none.
pub(super) fn class(class: &Class, language: Language) -> String {
    let (zh, en) = class.words();
    if language == Language::Chinese { zh } else { en }.to_owned()
}

/// `A 或 B`, `A or B`
pub(super) fn classes(fate: &Fate, language: Language) -> String {
    let names: Vec<String> = fate.possible.iter().map(|one| class(one, language)).collect();
    names.join(if language == Language::Chinese { "、" } else { ", " })
}

/// `引领作用 任一`
pub(super) fn answer(questions: &[Question], (at, arm): (usize, usize)) -> String {
    questions.get(at).map_or(String::new(), |question| {
        let name = question.path.last().map_or("", String::as_str);
        format!("{name}={}", question.arm(arm))
    })
}

/// `引领作用=任一 且 达到起评线=任一年`
pub(super) fn choice(questions: &[Question], choice: &Choice, language: Language) -> String {
    let answers: Vec<String> = choice.iter().map(|one| answer(questions, *one)).collect();
    answers.join(if language == Language::Chinese { " 且 " } else { " and " })
}

/// What a row hangs on, answer by answer: `引领作用=任一；达到起评线=任一年 且 计入=不限`.
pub(super) fn because(questions: &[Question], fate: &Fate, language: Language) -> String {
    let told: Vec<String> = fate.because.iter().map(|one| choice(questions, one, language)).collect();
    told.join(if language == Language::Chinese { "；" } else { "; " })
}

/// The readings that a row hangs on: `引领作用、达到起评线+计入`.
pub(super) fn hangs_on(questions: &[Question], fate: &Fate, language: Language) -> String {
    let mut told: Vec<String> = Vec::new();
    for one in &fate.because {
        let names = one.iter().filter_map(|(at, _)| questions.get(*at)?.path.last().cloned());
        let text = names.collect::<Vec<_>>().join("+");
        if !told.contains(&text) {
            told.push(text);
        }
    }
    told.join(if language == Language::Chinese { "、" } else { ", " })
}

/// How much was run.
pub(super) fn extent(study: &Study) -> Message {
    let (runs, live) = (study.runs, study.live.live.len());
    let all = study.plan.all.map_or_else(
        || ("极多".to_owned(), "very many".to_owned()),
        |all| (all.to_string(), all.to_string()),
    );
    match study.plan.extent {
        Extent::All if study.failed.is_empty() => Message::new(
            format!(
                "全部组合都试了：{live} 条可能有影响的读法共 {} 种组合（连同单独换的，一共算了 {runs} 遍）",
                all.0
            ),
            format!(
                "every combination was run: {live} readings may matter, and have {} of them ({runs} runs in all)",
                all.1
            ),
        ),
        Extent::All => Message::new(
            format!("能算的组合都试了，一共算了 {runs} 遍；有的取法算不下去（见后面的警告），不在其内"),
            format!(
                "every combination that can be run was, {runs} runs in all; others stop, and are told below"
            ),
        ),
        Extent::Pairs => Message::new(
            format!(
                "两两组合都试了，一共算了 {runs} 遍；{live} 条可能有影响的读法共 {} 种组合，没有全试",
                all.0
            ),
            format!(
                "every two answers were run together, {runs} runs in all; the {live} readings that may matter have {} combinations, which were not all run",
                all.1
            ),
        ),
        Extent::SomePairs => Message::new(
            format!(
                "试了每条单独换和 {} 个两两组合，一共算了 {runs} 遍；{live} 条可能有影响的读法共 {} 种组合，没有全试",
                study.plan.choices.len(),
                all.0
            ),
            format!(
                "every answer alone and {} pairs were run, {runs} runs in all; the {live} readings that may matter have {} combinations, which were not all run",
                study.plan.choices.len(),
                all.1
            ),
        ),
    }
}

/// What is said of rows that are the same in all runs: certain only where every combination was run.
pub(super) fn same(study: &Study) -> Message {
    match study.is_complete() {
        true => Message::new(
            "不论怎样取都是同一类，是确定的",
            "are in the same class however the text is read: certain",
        ),
        false => Message::new(
            format!("在已试的 {} 种取法下都是同一类", study.runs),
            format!("are in the same class in all {} runs", study.runs),
        ),
    }
}

/// A run that stopped and says no more.
pub(super) fn unknown_reason() -> Message {
    Message::new("没有算完", "it did not come to an end")
}
