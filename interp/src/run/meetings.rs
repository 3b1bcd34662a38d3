//! The rows on which two moves meet and their order matters: what the note on the order of a 调档 (H0641) is about, in data.

use heng_grammar::diagnostic::{Diagnostic, Message};

use super::grades::{positions, reported};
use crate::check::moves::Effect;
use crate::eval::Outcome;
use crate::program::{AdjustBlock, Block};

/// Two moves by their places, and the rows concerned.
struct Met {
    first: usize,
    second: usize,
    rows: Vec<MetRow>,
}

/// A row, its grade as written and with the two moves the other way round.
struct MetRow {
    row: u32,
    as_written: u32,
    reversed: u32,
}

/// How many pairs and how many rows of each are spelled out.
const PAIRS: usize = 4;
const ROWS: usize = 3;

/// Puts before the advice of each note on the order of moves which rows of the data it concerns.
pub fn tell_meetings(outcome: &Outcome<'_>, diagnostics: &mut [Diagnostic]) {
    for note in diagnostics.iter_mut().filter(|note| note.code.0 == 641) {
        let Some(place) = note.labels.first().map(|label| label.span) else { continue };
        let blocks = outcome.program().blocks.iter().filter_map(|block| match block {
            Block::Adjust(block) if block.result.span == place => Some(block),
            _ => None,
        });
        let here = blocks.filter(|block| reported(outcome.program(), block.result.definition));
        let told: Vec<Message> = here.flat_map(|block| sentences(outcome, block)).collect();
        note.help.splice(0..0, told);
    }
}

fn sentences(outcome: &Outcome<'_>, block: &AdjustBlock) -> Vec<Message> {
    let met = meetings(outcome, block);
    if met.is_empty() {
        return vec![Message::new(
            "按现有数据：没有哪一行因为两条调整的先后而等级不同",
            "in these data no row gets another grade by the order of two moves",
        )];
    }
    let mut told: Vec<Message> = met.iter().take(PAIRS).map(|met| sentence(outcome, block, met)).collect();
    if let Some(more) = met.len().checked_sub(PAIRS).filter(|more| *more > 0) {
        told.push(Message::new(
            format!("按现有数据，另有 {more} 对调整也碰到一起"),
            format!("in these data {more} pairs more meet"),
        ));
    }
    told
}

fn sentence(outcome: &Outcome<'_>, block: &AdjustBlock, met: &Met) -> Message {
    let name = |at: usize| block.moves.get(at).map_or("", |part| part.held.name.as_str());
    let (first, second, count) = (name(met.first), name(met.second), met.rows.len());
    let members = outcome.program().choice(block.choice).map(|c| c.members.as_slice()).unwrap_or_default();
    let grade = |at: u32| members.get(at as usize).map_or("", String::as_str);
    let key =
        |row: u32| outcome.table(block.table).and_then(|table| table.key_and_name(row)).unwrap_or_default();
    let listed = met.rows.iter().take(ROWS);
    let zh: Vec<String> = listed
        .clone()
        .map(|met| {
            format!(
                "{} 照写的次序是 {}，反过来是 {}",
                key(met.row),
                grade(met.as_written),
                grade(met.reversed)
            )
        })
        .collect();
    let en: Vec<String> = listed
        .map(|met| {
            format!(
                "{} to {} as written, {} the other way round",
                key(met.row),
                grade(met.as_written),
                grade(met.reversed)
            )
        })
        .collect();
    let more = if count > ROWS { ("等", ", …") } else { ("", "") };
    let plural = if count == 1 { "" } else { "s" };
    Message::new(
        format!(
            "按现有数据：「{first}」与「{second}」有 {count} 行碰到一起、先后不同等级不同：{}{}",
            zh.join("；"),
            more.0
        ),
        format!(
            "in these data `{first}` and `{second}` meet on {count} row{plural} where their order matters: {}{}",
            en.join("; "),
            more.1
        ),
    )
}

/// The pairs that meet on a row where the last grade would be another if the two changed places, in the order written.
fn meetings(outcome: &Outcome<'_>, block: &AdjustBlock) -> Vec<Met> {
    let ordered = outcome.program().choice(block.choice).map_or(0, |choice| choice.ordered);
    let ordered = u32::try_from(ordered).unwrap_or(0);
    let effects: Option<Vec<Effect>> = block.moves.iter().map(|part| part.effect).collect();
    let Some(effects) = effects else { return Vec::new() };
    let holds: Vec<_> = block.moves.iter().map(|part| outcome.yes_no(part.held.definition)).collect();
    let mut met: Vec<Met> = Vec::new();
    for (row, start) in positions(outcome, block.from).into_iter().enumerate() {
        let Some(start) = start.ok().and_then(|start| u32::try_from(start).ok()) else { continue };
        let held: Vec<usize> = (0..effects.len())
            .filter(|&at| holds.get(at).and_then(|h| h.get(row)) == Some(&Ok(true)))
            .collect();
        let last = |order: &[usize]| {
            order
                .iter()
                .filter_map(|&at| effects.get(at))
                .fold(start, |grade, effect| effect.apply(grade, ordered))
        };
        let as_written = last(&held);
        for (a, b) in (0..held.len()).flat_map(|b| (0..b).map(move |a| (a, b))) {
            let mut swapped = held.clone();
            swapped.swap(a, b);
            let reversed = last(&swapped);
            let (Some(&first), Some(&second), Ok(row)) = (held.get(a), held.get(b), u32::try_from(row))
            else {
                continue;
            };
            if reversed != as_written {
                add(&mut met, (first, second), MetRow { row, as_written, reversed });
            }
        }
    }
    met.sort_by_key(|met| (met.first, met.second));
    met
}

fn add(met: &mut Vec<Met>, (first, second): (usize, usize), row: MetRow) {
    match met.iter_mut().find(|known| (known.first, known.second) == (first, second)) {
        Some(known) => known.rows.push(row),
        None => met.push(Met { first, second, rows: vec![row] }),
    }
}
