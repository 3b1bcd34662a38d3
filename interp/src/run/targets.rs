//! `目标`: what a run says of targets, counted and as a table.

use super::result::ResultTable;
use crate::eval::Outcome;
use crate::number::without_zeros;
use crate::program::{
    Block, Core, DefinitionId, Frame, Kind, Node, Program, TargetBlock, TargetNature, TargetRecord,
    TargetTestRecord,
};
use crate::shown::Shown;

/// How many indicators of a block are in which state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetSummary {
    /// The block's name.
    pub name: String,
    /// The first and the last year.
    pub years: (i32, i32),
    /// How many states there are: one an indicator, or one an indicator and a row.
    pub count: u64,
    /// Per state how many, in the order of the states.
    pub states: Vec<(String, u64)>,
}

/// The blocks of targets with the states of their indicators.
pub(super) fn summaries(outcome: &Outcome<'_>) -> Vec<TargetSummary> {
    blocks(outcome.program()).map(|block| summary(outcome, block)).collect()
}

fn blocks(program: &Program) -> impl Iterator<Item = &TargetBlock> {
    program.blocks.iter().filter_map(|block| match block {
        Block::Target(block) => Some(block),
        _ => None,
    })
}

fn summary(outcome: &Outcome<'_>, block: &TargetBlock) -> TargetSummary {
    let program = outcome.program();
    let members = program.choice(block.choice).map(|choice| choice.members.clone()).unwrap_or_default();
    let mut states: Vec<(String, u64)> = members.into_iter().map(|member| (member, 0)).collect();
    let of_rows =
        block.records.iter().filter(|record| frame_of(program, record.part.definition) == block.frame);
    for record in of_rows {
        for position in positions(outcome, record.part.definition) {
            if let Some((_, count)) = states.get_mut(position) {
                *count += 1;
            }
        }
    }
    let count = states.iter().map(|(_, count)| count).sum();
    TargetSummary { name: block.name.clone(), years: block.years, count, states }
}

fn frame_of(program: &Program, id: DefinitionId) -> Frame {
    program.definition(id).map_or(Frame::Whole, |definition| definition.frame)
}

/// The states of an indicator, one a row.
fn positions(outcome: &Outcome<'_>, id: DefinitionId) -> Vec<usize> {
    let frame = frame_of(outcome.program(), id);
    let rows = outcome.select(frame, None);
    let Some(core) = read(outcome.program(), id) else { return Vec::new() };
    let values = outcome.evaluate(&core, frame, &rows);
    (0..rows.len())
        .filter(|at| values.absence(*at).is_none())
        .filter_map(|at| usize::try_from(values.whole(at)?).ok())
        .collect()
}

fn read(program: &Program, id: DefinitionId) -> Option<Core> {
    let definition = program.definition(id)?;
    Some(Core::new(Node::Definition(id), definition.body.ty.clone(), definition.span))
}

const HEADERS: [&str; 12] =
    ["目标", "对象", "指标", "单位", "年份", "要求", "目标值", "实际", "进度", "差额", "状态", "性质"];

/// The table of all targets, one row a test and, for a grid, a row of it; nothing where there are none.
pub(crate) fn table<'o, 'a>(outcome: &'o Outcome<'a>) -> Option<ResultTable<'o, 'a>> {
    let program = outcome.program();
    blocks(program).next()?;
    let gridded = blocks(program).any(|block| block.frame != Frame::Whole);
    let mut rows = Vec::new();
    for block in blocks(program) {
        for record in &block.records {
            for test in &record.tests {
                rows.extend(test_rows(outcome, block, record, test));
            }
        }
    }
    let mut headers: Vec<String> = HEADERS.iter().chain(&["条款"]).map(|&header| header.to_owned()).collect();
    if !gridded {
        headers.retain(|header| header != "对象");
        for row in &mut rows {
            row.remove(1);
        }
    }
    Some(ResultTable::ready(outcome, "目标", headers, rows))
}

fn test_rows(
    outcome: &Outcome<'_>,
    block: &TargetBlock,
    record: &TargetRecord,
    test: &TargetTestRecord,
) -> Vec<Vec<Shown>> {
    let program = outcome.program();
    let frame = frame_of(program, test.state);
    let rows = outcome.select(frame, None);
    let printed = |id: DefinitionId| {
        read(program, id).map(|core| cells(outcome, &core, frame, &rows)).unwrap_or_default()
    };
    let columns = [test.wanted, test.actual, test.progress, test.shortfall, test.state].map(printed);
    let text = |text: &str| Shown::Text(text.to_owned());
    let articles: Vec<&str> = record.part.citations.iter().map(|cited| cited.article.as_str()).collect();
    let nature = match record.nature {
        Some(TargetNature::Binding) => text("约束性"),
        Some(TargetNature::Expected) => text("预期性"),
        None => Shown::Blank,
    };
    let mut made = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cell = |column: usize| {
            columns.get(column).and_then(|cells| cells.get(at)).cloned().unwrap_or(Shown::Blank)
        };
        // A row of a grid that has no such target.
        if cell(4) == Shown::Blank {
            continue;
        }
        let of = match frame {
            Frame::Rows(table) => outcome
                .inputs()
                .tables
                .get(table.index())
                .and_then(|table| table.key_text(*row))
                .map_or(Shown::Blank, Shown::Text),
            Frame::Whole if block.frame != Frame::Whole => text("合计"),
            Frame::Whole => Shown::Blank,
        };
        made.push(vec![
            text(&block.name),
            of,
            text(&record.part.name),
            text(&record.unit),
            Shown::Decimal(test.year.to_string()),
            text(&test.said),
            cell(0),
            cell(1),
            cell(2),
            cell(3),
            cell(4),
            nature.clone(),
            text(&articles.join("、")),
        ]);
    }
    made
}

/// What is shown of a value: figures to four decimals where they do not end.
fn cells(outcome: &Outcome<'_>, core: &Core, frame: Frame, rows: &[u32]) -> Vec<Shown> {
    let values = outcome.evaluate(core, frame, rows);
    if let Kind::Number(_) = core.ty.kind {
        let short = values.fixed(4);
        let full = values.printed();
        let shown = full.into_iter().zip(short).map(|(full, short)| match (full, short) {
            (Some(full), _) if full.terminates && full.text.len() <= 12 => Shown::Decimal(full.text),
            (_, Some(short)) => Shown::Decimal(without_zeros(&short).to_owned()),
            (Some(full), None) => Shown::Decimal(full.text),
            (None, None) => Shown::Blank,
        });
        return shown.collect();
    }
    let Kind::Choice(choice) = core.ty.kind else { return Vec::new() };
    let members = outcome.program().choice(choice).map(|choice| choice.members.clone()).unwrap_or_default();
    (0..rows.len())
        .map(|at| {
            let there = values.absence(at).is_none();
            let position =
                values.whole(at).filter(|_| there).and_then(|position| usize::try_from(position).ok());
            position
                .and_then(|position| members.get(position))
                .map_or(Shown::Blank, |name| Shown::Text(name.clone()))
        })
        .collect()
}
