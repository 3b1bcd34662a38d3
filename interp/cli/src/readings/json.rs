//! What hangs on the readings, for programs.

use heng_grammar::diagnostic::Language;
use heng_interp::compare::Class;
use heng_interp::readings::{Choice, Extent, GradeFates, Question};
use serde_json::{Value, json};

use super::{Single, Study};
use crate::report::diagnostics_json;
use crate::report::fault::faults_json;

/// The name and version of the schema.
pub const READINGS_SCHEMA: &str = "heng.readings/1";

/// The whole study.
pub fn study_json(study: &Study) -> Value {
    json!({
        "schema": READINGS_SCHEMA,
        "policy": study.policy.as_ref().map(|(name, number)| json!({ "name": name, "number": number })),
        "preliminary": study.status.is_preliminary(),
        "pending": study.status.pending_json(),
        "readings": study.questions.iter().enumerate().map(|(at, question)| reading(study, at, question)).collect::<Vec<_>>(),
        "extent": match study.plan.extent {
            Extent::All => "all",
            Extent::Pairs => "pairs",
            Extent::SomePairs => "some_pairs",
        },
        "combinations": study.plan.all,
        "runs": study.runs,
        "certain": study.is_complete(),
        "failed": study.failed.iter().map(|(choice, why)| {
            json!({ "answers": choice_json(study, choice), "because": { "zh": why.zh, "en": why.en } })
        }).collect::<Vec<_>>(),
        "grades": study.grades.iter().map(|grade| grade_json(study, grade)).collect::<Vec<_>>(),
        "amounts": study.amounts.iter().map(|range| {
            let [taken, least, most] = range.texts();
            json!({
                "table": range.taken.table, "column": range.taken.name, "year": range.taken.year,
                "unit": range.taken.unit, "taken": taken, "least": least, "most": most, "rows": range.rows,
            })
        }).collect::<Vec<_>>(),
        "diagnostics": diagnostics_json(&study.done.diagnostics, &study.done.sources),
        "faults": faults_json(&study.done.faults),
    })
}

fn reading(study: &Study, at: usize, question: &Question) -> Value {
    let own = study.singles.iter().filter(|single| single.at.0 == at);
    json!({
        "name": question.name(),
        "question": question.question,
        "articles": question.articles,
        "arms": question.arms,
        "taken": question.arm(question.taken),
        "may_matter": study.live.live.contains(&at),
        "used": !study.live.unused.contains(&at),
        "alone": own.map(|single| single_json(question, single)).collect::<Vec<_>>(),
    })
}

fn single_json(question: &Question, single: &Single) -> Value {
    json!({
        "arm": question.arm(single.at.1),
        "classes": single.movements.len(),
        "scores_or_places": single.ranked,
        "lines": single.lines,
        "rows": single.movements.iter().map(|movement| {
            let (before, after) = movement.classes();
            json!({
                "grade": movement.grade, "key": movement.key, "name": movement.name,
                "before": class(&before), "after": class(&after),
            })
        }).collect::<Vec<_>>(),
        "amounts": single.amounts.iter().map(|total| {
            let [before, after, difference] = total.texts();
            json!({
                "column": total.name, "year": total.year, "unit": total.unit, "rows": total.changes.len(),
                "before": before, "after": after, "difference": difference,
            })
        }).collect::<Vec<_>>(),
    })
}

fn grade_json(study: &Study, grade: &GradeFates) -> Value {
    json!({
        "grade": grade.grade,
        "table": grade.table,
        "rows": grade.rows,
        "same": grade.same,
        "uncertain": grade.fates.iter().map(|fate| {
            json!({
                "key": fate.key,
                "name": fate.name,
                "taken": class(&fate.taken),
                "possible": fate.possible.iter().map(class).collect::<Vec<_>>(),
                "because": fate.because.iter().map(|choice| choice_json(study, choice)).collect::<Vec<_>>(),
                "only_together": fate.is_joint(),
            })
        }).collect::<Vec<_>>(),
    })
}

fn choice_json(study: &Study, choice: &Choice) -> Vec<Value> {
    let answer = |(at, arm): &(usize, usize)| {
        study
            .questions
            .get(*at)
            .map(|question| json!({ "reading": question.name(), "arm": question.arm(*arm) }))
    };
    choice.iter().filter_map(answer).collect()
}

fn class(class: &Class) -> Value {
    json!(super::words::class(class, Language::English))
}
