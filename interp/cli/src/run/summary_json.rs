//! A summary for programs.

use heng_grammar::tree::{MoveKind, ParticipationKind};
use heng_interp::run::{GradeSummary, LedgerSummary, Summary};
use serde_json::{Value, json};

/// The name and version of the schema of `heng run --format json`.
pub const RUN_SCHEMA: &str = "heng.run/2";

/// The counts of a run.
pub fn summary_json(summary: &Summary) -> Value {
    json!({
        "policy": summary.policy,
        "number": summary.number,
        "years": summary.years.map(|years| json!({
            "first": years.reported.0,
            "last": years.reported.1,
            "axis": { "first": years.axis.0, "last": years.axis.1 },
        })),
        "tables": summary.tables.iter().map(|table| {
            let made_of = table.made_of.as_ref();
            let made_of = made_of.map(|(name, members)| json!({ "table": name, "members": members }));
            json!({ "name": table.name, "rows": table.rows, "file": table.file, "made_of": made_of })
        }).collect::<Vec<_>>(),
        "participation": summary.participation.iter().map(|block| {
            json!({
                "table": block.table,
                "rows": block.rows,
                "listed": block.listed,
                "scored": block.scored,
                "ranked": block.ranked,
                "entries": block.entries.iter().map(|(kind, name, articles, count)| {
                    json!({ "kind": kind_name(*kind), "name": name, "articles": articles, "rows": count })
                }).collect::<Vec<_>>(),
            })
        }).collect::<Vec<_>>(),
        "grades": summary.grades.iter().map(grade).collect::<Vec<_>>(),
        "ledgers": summary.ledgers.iter().map(ledger).collect::<Vec<_>>(),
        "targets": summary.targets.iter().map(|block| {
            json!({
                "name": block.name,
                "from": block.years.0,
                "to": block.years.1,
                "count": block.count,
                "states": block.states.iter().map(|(state, count)| {
                    json!({ "state": state, "count": count })
                }).collect::<Vec<_>>(),
            })
        }).collect::<Vec<_>>(),
        "readings": summary.readings.iter().map(|reading| {
            json!({
                "name": reading.name,
                "question": reading.question,
                "taken": reading.taken,
                "arms": reading.arms,
                "articles": reading.articles,
            })
        }).collect::<Vec<_>>(),
        "parameters": summary.parameters.iter().map(|(name, value)| {
            (name.clone(), json!(value))
        }).collect::<serde_json::Map<_, _>>(),
        "skipped": summary.skipped.iter().map(|skip| {
            json!({ "name": skip.name, "function": skip.function, "used": skip.used, "skipped": skip.skipped })
        }).collect::<Vec<_>>(),
        "checks": summary.checks.iter().map(|check| {
            json!({ "title": check.title, "year": check.year, "holds": check.holds })
        }).collect::<Vec<_>>(),
    })
}

fn ledger(ledger: &LedgerSummary) -> Value {
    let year = |year: &heng_interp::run::LedgerYear| {
        let parties = ledger.parties.iter().cloned().zip(year.parties.iter().map(|sum| json!(sum)));
        json!({
            "year": year.year,
            "total": year.total,
            "parties": parties.collect::<serde_json::Map<_, _>>(),
            "without_value": year.without_value,
        })
    };
    json!({
        "name": ledger.name,
        "unit": ledger.unit,
        "years": ledger.years.iter().map(year).collect::<Vec<_>>(),
    })
}

fn grade(grade: &GradeSummary) -> Value {
    let class = |count: &heng_interp::run::ClassCount| json!({ "class": count.class, "before": count.before, "after": count.after });
    json!({
        "name": grade.name,
        "from": grade.from,
        "classes": grade.classes.iter().map(class).collect::<Vec<_>>(),
        "none": class(&grade.none),
        "moves": grade.moves.iter().map(|part| {
            json!({
                "kind": if part.kind == MoveKind::Protect { "protect" } else { "punish" },
                "name": part.name,
                "articles": part.articles,
                "held": part.held,
                "changed": part.changed,
            })
        }).collect::<Vec<_>>(),
        "tied": grade.tied,
        "ties": grade.ties.iter().map(|tie| json!({ "class": tie.class, "cut": tie.cut })).collect::<Vec<_>>(),
    })
}

fn kind_name(kind: ParticipationKind) -> &'static str {
    match kind {
        ParticipationKind::Unlisted => "unlisted",
        ParticipationKind::Unscored => "unscored",
        ParticipationKind::Unranked => "unranked",
        ParticipationKind::Assigned => "assigned",
        ParticipationKind::Group => "group",
    }
}
