//! The answer as JSON.

use heng_grammar::diagnostic::Language;
use heng_interp::compare::{
    AmountTotal, Figure, FigureChange, Movement, OwnRow, Reason, ScoreShift, Standing, TransitionMatrix,
};
use heng_interp::number::print;
use serde_json::{Value, json};

use super::words;
use super::{Answer, SCHEMA};

/// The answer as a document of the schema `heng.what-if/1`.
pub(super) fn json(answer: &Answer) -> Value {
    let effect = &answer.effect;
    json!({
        "schema": SCHEMA,
        "preliminary": answer.banner.is_some(),
        "asked": {
            "set": answer.question.set.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
            "appeals": answer.question.appeals,
            "removed": answer.removed.iter().map(|(table, row)| json!({ "table": table, "row": row })).collect::<Vec<_>>(),
            "removed_with_them": answer.with_them.iter().map(|(table, count)| json!({ "table": table, "rows": count })).collect::<Vec<_>>(),
            "added": answer.question.variant.added.iter().map(|row| json!({ "table": row.table, "cells": row.cells })).collect::<Vec<_>>(),
            "corrected": answer.corrected.iter().map(|cell| json!({
                "row": cell.row,
                "column": cell.column,
                "decision": cell.decision,
                "unit": cell.unit,
                "before": cell.was,
                "after": cell.is,
                "read": cell.read,
                "place": cell.place.name().en,
            })).collect::<Vec<_>>(),
        },
        "rows": effect.own.iter().map(own).collect::<Vec<_>>(),
        "whole": effect.whole.iter().map(figure).collect::<Vec<_>>(),
        "moved": effect.moved.iter().map(moved).collect::<Vec<_>>(),
        "scores": effect.scores.iter().map(shift).collect::<Vec<_>>(),
        "amounts": effect.amounts.iter().map(amounts).collect::<Vec<_>>(),
        "shares": effect.shares.iter().map(|change| {
            let [before, after, gap] = change.texts();
            json!({
                "source": change.share.source,
                "year": change.share.year,
                "party": change.share.party,
                "unit": change.unit,
                "before": before,
                "after": after,
                "change": gap,
            })
        }).collect::<Vec<_>>(),
        "transitions": effect.transitions.iter().map(matrix).collect::<Vec<_>>(),
        "changed_rows": effect.rows.len(),
    })
}

fn own(row: &OwnRow) -> Value {
    json!({
        "table": row.table,
        "key": row.key,
        "name": row.name,
        "grades": row.standings.iter().map(|(grade, before, after)| json!({
            "grade": grade,
            "before": before.as_ref().map(standing),
            "after": after.as_ref().map(standing),
        })).collect::<Vec<_>>(),
        "values": row.figures.iter().map(figure).collect::<Vec<_>>(),
    })
}

fn standing(standing: &Standing) -> Value {
    json!({
        "class": standing.class.name(),
        "without": standing.class.name().is_none().then(|| standing.class.words().1),
        "start": standing.start.name(),
        "score": standing.score,
        "rank": standing.rank,
        "moves": standing.moves,
    })
}

fn figure(change: &FigureChange) -> Value {
    let of =
        |figure: &Option<Figure>| figure.as_ref().map(|one| words::content(Some(one), Language::English));
    let named = change.figure();
    json!({
        "name": named.map(|figure| &figure.name),
        "unit": named.map(|figure| &figure.unit),
        "before": of(&change.before),
        "after": of(&change.after),
        "articles": named.map(|figure| &figure.articles),
    })
}

fn moved((movement, why): &(Movement, Vec<Reason>)) -> Value {
    json!({
        "grade": movement.grade,
        "table": movement.table,
        "key": movement.key,
        "name": movement.name,
        "before": movement.before.as_ref().map(standing),
        "after": movement.after.as_ref().map(standing),
        "why": why.iter().map(reason).collect::<Vec<_>>(),
    })
}

fn reason(reason: &Reason) -> Value {
    match reason {
        Reason::Moves { gained, lost } => json!({ "kind": "moves", "gained": gained, "lost": lost }),
        Reason::Score { before, after } => json!({ "kind": "score", "before": before, "after": after }),
        Reason::Rank { before, after } => json!({ "kind": "rank", "before": before, "after": after }),
        Reason::Cut { class, before, after } => {
            json!({ "kind": "cut", "class": class, "before": before, "after": after })
        }
        Reason::Ranked { now } => json!({ "kind": "ranked", "now": now }),
    }
}

fn shift(shift: &ScoreShift) -> Value {
    json!({
        "grade": shift.grade,
        "up": shift.up,
        "down": shift.down,
        "other_place": shift.passed,
        "extremes": shift.extremes.iter().map(|row| json!({
            "key": row.key,
            "name": row.name,
            "before": print(&row.scores.0).text,
            "after": print(&row.scores.1).text,
        })).collect::<Vec<_>>(),
    })
}

fn amounts(total: &AmountTotal) -> Value {
    json!({
        "table": total.table,
        "name": total.name,
        "year": total.year,
        "unit": total.unit,
        "before": print(&total.totals.0).text,
        "after": print(&total.totals.1).text,
        "changes": total.changes.iter().map(|change| json!({
            "key": change.key,
            "before": change.before.as_ref().map(|amount| print(amount).text),
            "after": change.after.as_ref().map(|amount| print(amount).text),
        })).collect::<Vec<_>>(),
    })
}

fn matrix(matrix: &TransitionMatrix) -> Value {
    json!({
        "grade": matrix.grade,
        "table": matrix.table,
        "classes": matrix.classes.iter().map(|class| class.words().1).collect::<Vec<_>>(),
        "counts": matrix.counts.iter().map(|((before, after), count)| json!([before, after, count])).collect::<Vec<_>>(),
    })
}
