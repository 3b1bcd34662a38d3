//! Where a value comes from, for programs.

use heng_grammar::tree::{MoveKind, ParticipationKind};
use heng_interp::explain::{
    Account, Action, Band, Bound, CellState, Decided, Edge, Ledger, Move, Participation, Score, ScoreItem,
    ScoreLine, Tally, Target, Term, Verdict,
};
use heng_interp::program::ParameterSource;
use serde_json::{Value, json};

use super::value::{place, stated, term};
use crate::why::words::Words;

/// Where a value comes from.
pub fn account(account: &Account, words: &Words<'_>) -> Value {
    let written = |each: &Term| term(each, words);
    match account {
        Account::Cell(cell) => json!({
            "kind": "cell",
            "table": cell.table,
            "column": cell.column,
            "place": place(&cell.place),
            "state": cell_state(cell.state),
            "correction": cell.correction.as_ref().map(|correction| json!({ "was": correction.was, "by": correction.by.zh })),
        }),
        Account::Decision(decided) => decision(decided),
        Account::Parameter(parameter) => json!({
            "kind": "parameter",
            "source": match parameter.source {
                ParameterSource::Run => "run",
                ParameterSource::Decision => "decision",
                ParameterSource::Open => "open",
            },
            "default": parameter.default,
        }),
        Account::Formula(each) => json!({ "kind": "formula", "formula": written(each) }),
        Account::Score(each) => score(each, words),
        Account::ScoreGroup(group) => json!({
            "kind": "score_group",
            "weight": group.weight.as_ref().map(stated),
            "lines": score_lines(&group.lines),
        }),
        Account::ScoreItem(item) => score_item(item, words),
        Account::Tally(each) => tally(each, words),
        Account::Conditions(conditions) => json!({
            "kind": "conditions",
            "items": conditions.items.iter().map(|(depth, id)| json!({ "fact": id.0, "depth": depth })).collect::<Vec<_>>(),
            "formula": written(&conditions.term),
        }),
        Account::Band(each) => band(each, words),
        Account::Threshold(each) => {
            json!({ "kind": "threshold", "by": written(&each.by), "formula": written(&each.choice) })
        }
        Account::Adjust(adjust) => json!({
            "kind": "adjust",
            "from": written(&adjust.from),
            "moves": adjust.moves.iter().map(|each| one_move(each, words)).collect::<Vec<_>>(),
        }),
        Account::Move(each) => move_alone(each, words),
        Account::Participation(each) => participation(each, words),
        Account::Reading(reading) => json!({
            "kind": "reading",
            "question": reading.question,
            "arms": reading.arms,
            "taken": reading.taken.and_then(|at| reading.arms.get(at)),
            "taken_at": super::value::source_place(reading.taken_at, words.sources),
            "formula": written(&reading.term),
        }),
        Account::Ledger(each) => ledger(each, words),
        Account::Allocation(each) => json!({
            "kind": "allocation",
            "total": each.total.0,
            "portion": each.portion.0,
            "factors": each.factors.iter().map(|id| id.0).collect::<Vec<_>>(),
            "takes_part": each.takes_part,
            "formula": written(&each.term),
        }),
        Account::Target(each) => target(each, words),
    }
}

fn ledger(ledger: &Ledger, words: &Words<'_>) -> Value {
    let lines = ledger.lines.iter().map(|line| {
        json!({ "fact": line.fact.0, "depth": line.depth, "party": line.party, "purpose": line.purpose })
    });
    json!({
        "kind": "ledger",
        "source": ledger.source.0,
        "line": ledger.line,
        "lines": lines.collect::<Vec<_>>(),
        "formula": term(&ledger.term, words),
    })
}

fn target(target: &Target, words: &Words<'_>) -> Value {
    let tests = target.tests.iter().map(|test| {
        json!({
            "said": test.said,
            "year": test.year,
            "wanted": stated(&test.wanted),
            "actual": stated(&test.actual),
            "progress": stated(&test.progress),
            "shortfall": stated(&test.shortfall),
            "state": stated(&test.state),
        })
    });
    json!({
        "kind": "target",
        "unit": target.unit,
        "actual": target.actual.map(|id| id.0),
        "tests": tests.collect::<Vec<_>>(),
        "formula": term(&target.term, words),
    })
}

fn cell_state(state: CellState) -> &'static str {
    match state {
        CellState::Filled => "filled",
        CellState::Default => "default",
        CellState::Blank => "blank",
        CellState::Zero => "zero_is_missing",
    }
}

fn decision(decided: &Decided) -> Value {
    let entries = decided.entries.iter().map(|entry| {
        json!({
            "value": entry.value,
            "document": entry.document,
            "date": entry.date.map(|date| date.to_string()),
            "officer": entry.officer,
            "reason": entry.reason,
            "place": place(&entry.place),
        })
    });
    json!({
        "kind": "decision",
        "name": decided.name,
        "entries": entries.collect::<Vec<_>>(),
        "default": decided.default.as_ref().map(stated),
        "pending": decided.pending,
    })
}

fn score_lines(lines: &[ScoreLine]) -> Vec<Value> {
    let told = lines.iter().map(|line| {
        json!({
            "fact": line.fact.0,
            "depth": line.depth,
            "weight": line.weight.as_ref().map(stated),
            "group": line.group,
        })
    });
    told.collect()
}

fn score(score: &Score, words: &Words<'_>) -> Value {
    json!({
        "kind": "score",
        "scored": score.scored,
        "reach": score.reach.map(|id| id.0),
        "out_of": score.out_of.as_ref().map(stated),
        "attainable": score.attainable.as_ref().map(stated),
        "lines": score_lines(&score.lines),
        "extras": score.extras.iter().map(|extra| term(extra, words)).collect::<Vec<_>>(),
        "rounded": score.rounded.as_ref().map(|rounding| json!({
            "before": stated(&rounding.before),
            "quantum": rounding.quantum,
            "mode": format!("{:?}", rounding.mode),
        })),
    })
}

fn score_item(item: &ScoreItem, words: &Words<'_>) -> Value {
    let each = |part: &Option<Term>| part.as_ref().map(|part| term(part, words));
    json!({
        "kind": "score_item",
        "weight": item.weight.as_ref().map(stated),
        "subject": each(&item.subject),
        "baseline": each(&item.baseline),
        "raw": each(&item.raw),
        "cap": each(&item.cap),
        "floor": each(&item.floor),
        "bound": match item.bound {
            Bound::Within => "within",
            Bound::Cap => "cap",
            Bound::Floor => "floor",
        },
        "answered": each(&item.answered),
    })
}

fn tally(tally: &Tally, words: &Words<'_>) -> Value {
    json!({
        "kind": "tally",
        "parts": tally.parts.iter().map(|part| json!({
            "fact": part.fact.0, "direct": part.direct, "counts": part.counts,
        })).collect::<Vec<_>>(),
        "highest": tally.highest,
        "before_cap": tally.before_cap.as_ref().map(stated),
        "cap": tally.cap.as_ref().map(|cap| term(cap, words)),
        "capped": tally.capped,
        "attainable": tally.attainable.as_ref().map(stated),
    })
}

fn band(band: &Band, words: &Words<'_>) -> Value {
    let classes = band.classes.iter().map(|class| {
        json!({
            "class": class.name,
            "here": class.here,
            "cut": class.cut.as_ref().map(stated),
            "places": class.places.map(|(first, last)| [first, last]),
            "articles": class.articles,
            "top": class.top.as_ref().map(|each| edge(each, words)),
            "bottom": class.bottom.as_ref().map(|each| edge(each, words)),
        })
    });
    json!({
        "kind": "band",
        "by": term(&band.by, words),
        "place": band.place,
        "of": band.base,
        "population": band.population.iter().map(stated).collect::<Vec<_>>(),
        "tied": band.tied,
        "classes": classes.collect::<Vec<_>>(),
        "unranked": band.unranked.as_ref().map(|each| term(each, words)),
    })
}

fn edge(edge: &Edge, words: &Words<'_>) -> Value {
    json!({
        "place": edge.place,
        "value": stated(&edge.value),
        "distance": edge.distance.as_ref().map(stated),
        "places": edge.places,
        "tie": edge.tie.as_ref().map(|tie| json!({
            "key": tie.key.and_then(|span| words.written(span)),
            "descending": tie.descending,
            "own": stated(&tie.own),
            "other": tie.other.as_ref().map(stated),
        })),
    })
}

fn one_move(each: &Move, words: &Words<'_>) -> Value {
    json!({
        "name": each.name,
        "kind": match each.kind {
            MoveKind::Protect => "protect",
            MoveKind::Punish => "punish",
        },
        "action": action(&each.action),
        "in_principle": each.in_principle,
        "articles": each.articles,
        "condition": term(&each.condition, words),
        "verdict": match each.verdict {
            Verdict::Moved => "moved",
            Verdict::HeldWithoutEffect => "held_without_effect",
            Verdict::NotMet => "not_met",
            Verdict::Waived => "waived",
            Verdict::NoGrade => "no_grade",
            Verdict::Undecided => "undecided",
        },
        "answered": each.answered,
        "waiver": each.waiver.map(|id| id.0),
        "before": stated(&each.before),
        "after": stated(&each.after),
    })
}

/// A move that is a fact of its own: what it is in its block stands in `move`.
fn move_alone(each: &Move, words: &Words<'_>) -> Value {
    let mut told = one_move(each, words);
    if let Value::Object(told) = &mut told {
        let kind = told.insert("kind".into(), json!("move")).unwrap_or_default();
        told.insert("move".into(), kind);
    }
    told
}

fn action(action: &Action) -> Value {
    match action {
        Action::Set(to) => json!({ "set": to }),
        Action::AtLeast(to) => json!({ "at_least": to }),
        Action::AtMost(to) => json!({ "at_most": to }),
        Action::Up(steps) => json!({ "up": steps }),
        Action::Down(steps) => json!({ "down": steps }),
        Action::Unknown => Value::Null,
    }
}

fn participation(each: &Participation, words: &Words<'_>) -> Value {
    let entries = each.entries.iter().map(|entry| {
        json!({
            "name": entry.name,
            "kind": match entry.kind {
                ParticipationKind::Unlisted => "unlisted",
                ParticipationKind::Unscored => "unscored",
                ParticipationKind::Unranked => "unranked",
                ParticipationKind::Assigned => "assigned",
                ParticipationKind::Group => "group",
            },
            "articles": entry.articles,
            "condition": entry.condition.as_ref().map(|condition| term(condition, words)),
            "held": entry.held,
            "answered": entry.answered,
            "waived": entry.waived,
        })
    });
    json!({
        "kind": "participation",
        "entries": entries.collect::<Vec<_>>(),
        "sorted_by": each.sorted_by,
        "listed": each.listed,
        "scored": each.scored,
        "ranked": each.ranked,
    })
}
