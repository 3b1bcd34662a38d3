//! A comparison for programs.

use heng_interp::compare::{
    AmountTotal, Attribution, Class, Standing, TransitionMatrix, amount_changes, movements, share_changes,
    transitions,
};
use serde_json::{Value, json};

use super::{Change, Difference, Side};

/// The name and version of the schema.
pub const DIFF_SCHEMA: &str = "heng.diff/1";

/// The whole comparison: every row that moves, whatever a page would leave out.
pub fn diff_json(difference: &Difference) -> Value {
    let (before, after) = (&difference.sides.0, &difference.sides.1);
    let changes = difference.changes.iter().enumerate();
    let (old, new) = (&before.standings, &after.standings);
    json!({
        "schema": DIFF_SCHEMA,
        "before": side(before),
        "after": side(after),
        "changes": changes.map(|(at, change)| change_json(difference, at, change)).collect::<Vec<_>>(),
        "grades": transitions(old, new).iter().map(matrix).collect::<Vec<_>>(),
        "rows": difference.moved.iter().map(row).collect::<Vec<_>>(),
        "amounts": amount_changes(old, new).iter().map(amounts).collect::<Vec<_>>(),
        "shares": share_changes(old, new).iter().map(|change| {
            let [before, after, gap] = change.texts();
            json!({
                "source": change.share.source, "year": change.share.year, "party": change.share.party,
                "unit": change.unit, "before": before, "after": after, "difference": gap,
            })
        }).collect::<Vec<_>>(),
    })
}

fn side(side: &Side) -> Value {
    json!({
        "script": side.asked.shown,
        "policy": side.summary.policy,
        "number": side.summary.number,
        "as_of": side.day.map(|day| day.to_string()),
        "preliminary": side.preliminary,
        "parameters": side.set.iter().map(|set| (set.name.clone(), json!(set.value))).collect::<serde_json::Map<_, _>>(),
        "files": side.files.iter().map(|file| {
            json!({ "table": file.table, "file": file.shown, "sheet": file.sheet, "sha256": file.digest })
        }).collect::<Vec<_>>(),
    })
}

fn change_json(difference: &Difference, at: usize, change: &Change) -> Value {
    let (before, after) = (&difference.sides.0, &difference.sides.1);
    let (old, new) = change.texts(before, after);
    let (file, line) = change.place(before, after).unzip();
    let alone = difference.alone.get(at).and_then(Option::as_ref);
    let because = difference.moved.iter().filter(|row| row.causes().contains(&at)).count();
    json!({
        "verb": change.verb().1,
        "verb_zh": change.verb().0,
        "what": change.subject().0,
        "articles": change.articles(),
        "before": old,
        "after": new,
        "file": file,
        "line": line,
        "with": difference.with.get(at),
        "moved_alone": alone.map(|alone| movements(&before.standings, alone).len()),
        "moved_because": because,
    })
}

fn class(class: &Class) -> Value {
    json!({ "class": class.name(), "state": class.name().is_none().then(|| class.words().1) })
}

fn matrix(matrix: &TransitionMatrix) -> Value {
    let classes: Vec<Value> = matrix.classes.iter().map(class).collect();
    let rows = (0..matrix.classes.len())
        .map(|before| (0..matrix.classes.len()).map(|after| matrix.count(before, after)).collect::<Vec<_>>());
    json!({
        "grade": matrix.grade, "table": matrix.table, "classes": classes,
        "counts": rows.collect::<Vec<_>>(), "moved": matrix.moved(),
    })
}

fn standing(standing: Option<&Standing>) -> Value {
    let Some(standing) = standing else { return Value::Null };
    json!({
        "class": standing.class.name(),
        "state": standing.class.name().is_none().then(|| standing.class.words().1),
        "before_moves": standing.start.name(),
        "score": standing.score,
        "rank": standing.rank,
        "moves": standing.moves,
    })
}

fn row(row: &Attribution) -> Value {
    let movement = &row.movement;
    json!({
        "grade": movement.grade,
        "table": movement.table,
        "key": movement.key,
        "name": movement.name,
        "before": standing(movement.before.as_ref()),
        "after": standing(movement.after.as_ref()),
        "alone": row.alone.iter().map(|(at, to)| json!({ "change": at, "to": class(to) })).collect::<Vec<_>>(),
        "needed": row.needed,
        "causes": row.causes(),
    })
}

fn amounts(total: &AmountTotal) -> Value {
    let [before, after, gap] = total.texts();
    let rows = total.changes.iter().map(|change| {
        let [before, after, gap] = change.texts();
        json!({ "key": change.key, "before": before, "after": after, "difference": gap })
    });
    json!({
        "table": total.table, "column": total.name, "year": total.year, "unit": total.unit,
        "before": before, "after": after, "difference": gap, "rows": rows.collect::<Vec<_>>(),
    })
}
