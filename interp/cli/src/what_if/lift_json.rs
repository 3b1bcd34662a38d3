//! The smallest changes as JSON.

use heng_interp::lift::{Reach, Stand};
use heng_interp::number::print;
use heng_interp::table::value_as_written;
use serde_json::{Value, json};

use super::SCHEMA;
use super::lift::{Found, Lift};

/// The answer as a document of the schema `heng.what-if/1`.
pub(super) fn json(lift: &Lift) -> Value {
    json!({
        "schema": SCHEMA,
        "preliminary": lift.banner.is_some(),
        "asked": if lift.keep { "keep" } else { "lift" },
        "key": lift.key,
        "name": lift.name,
        "grade": lift.grade,
        "class": lift.wanted,
        "now": stand(lift, &lift.now),
        "columns": lift.found.iter().map(|found| column(lift, found)).collect::<Vec<_>>(),
        "runs": lift.runs,
    })
}

fn stand(lift: &Lift, stand: &Stand) -> Value {
    json!({
        "class": stand.class.and_then(|class| lift.members.get(class as usize)),
        "rank": stand.rank,
        "score": stand.score.as_ref().map(|score| print(score).text),
        "faults": stand.faults.iter().map(|fault| fault.code().to_string()).collect::<Vec<_>>(),
    })
}

fn column(lift: &Lift, found: &Found) -> Value {
    let text = |value: &heng_interp::value::Value| {
        let absent = value.absence().is_some();
        (!absent).then(|| value_as_written(&found.kind, value))
    };
    let answer = &found.answer;
    let (lowest, highest, every) = match &answer.reach {
        Reach::Line { lowest, highest, every, .. } => (text(lowest), text(highest), *every),
        Reach::All => (None, None, true),
        Reach::Nothing => (None, None, false),
    };
    json!({
        "column": found.column,
        "unit": found.unit,
        "decision": found.decision,
        "now": text(&answer.from),
        "needed": answer.flip.as_ref().map(|flip| text(&flip.to)),
        "not_yet": answer.flip.as_ref().map(|flip| text(&flip.before)),
        "change": answer.change(),
        "percent": answer.percent(),
        "then": found.stands.as_ref().map(|(at, _)| stand(lift, at)),
        "before": found.stands.as_ref().map(|(_, before)| stand(lift, before)),
        "tried_from": lowest,
        "tried_to": highest,
        "tried": answer.tried,
        "tried_every_value": every,
    })
}
