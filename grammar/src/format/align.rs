//! Columns: from lines with cells to text.

use super::column::LOOSE;
use super::line::{Line, Says, width};
use crate::parser::Rule;
use crate::token::is_waiver;
use std::collections::{BTreeMap, BTreeSet};

/// Two columns stand at least this far apart.
const GAP: usize = 2;
/// Citations stand no further to the right than this, as far as their lines let them.
const CITATIONS: usize = 80;
/// The column of the citations is a multiple of this, so that it seldom moves.
const STEP: usize = 4;
/// A cell may always be this wide; wider ones only as far as the others of their column are.
const USUAL: usize = 40;
/// Comments whose lines differ by more are not put under one another.
const SPREAD: usize = 40;

/// The lines of a text, or of one fence of it.
pub(super) fn aligned(lines: &[Line]) -> Vec<Line> {
    let mut made: Vec<Line> = lines.to_vec();
    let mut start = 0;
    while start < made.len() {
        let length = segment(made.get(start..).unwrap_or_default());
        let part = made.get_mut(start..start + length).unwrap_or_default();
        let kinds: BTreeSet<(usize, Rule)> = part.iter().filter_map(key).collect();
        for wanted in kinds {
            let rows: Vec<&mut Line> = part.iter_mut().filter(|line| key(line) == Some(wanted)).collect();
            align_rows(rows);
        }
        start += length;
    }
    made
}

/// What lines must share to share columns.
fn key(line: &Line) -> Option<(usize, Rule)> {
    match &line.says {
        Says::Cells(rule, _) => Some((line.indent, *rule)),
        _ => None,
    }
}

/// How many lines go by before columns begin anew: at an empty line, and at the edges of blocks.
fn segment(lines: &[Line]) -> usize {
    let edge = |line: &Line| matches!(line.says, Says::Edge(_) | Says::Kept(_));
    let rest = lines.iter().skip(1).take_while(|line| !line.blank_before && !edge(line)).count();
    if lines.first().is_some_and(edge) { 1 } else { 1 + rest }
}

/// Makes the cells of `rows` plain text, each column under itself.
fn align_rows(mut rows: Vec<&mut Line>) {
    let cells: Vec<&Vec<(usize, String)>> = rows
        .iter()
        .filter_map(|line| if let Says::Cells(_, cells) = &line.says { Some(cells) } else { None })
        .collect();
    let single = cells.len() == 1;
    let kind = rows.first().and_then(|line| key(line)).map(|(_, rule)| rule);
    let gap = |column: usize| gap(kind, column, single);
    let places = places(&cells, gap);
    let texts: Vec<String> = cells.iter().map(|cells| laid(cells, &places, gap)).collect();
    for (line, text) in rows.iter_mut().zip(texts) {
        line.says = Says::Plain(text);
    }
}

/// How far a column stands from the one before it.
fn gap(kind: Option<Rule>, column: usize, single: bool) -> usize {
    use Rule as R;
    match kind {
        Some(R::definition) if column != LOOSE => 1,
        Some(
            R::bind_header
            | R::take_header
            | R::set_header
            | R::alias_header
            | R::unit_header
            | R::row_set_header,
        ) => 1,
        Some(R::open_header | R::decision_header | R::parameter_header) if single || column == 1 => 1,
        _ => GAP,
    }
}

/// Where each column begins, in cells from the indentation.
fn places(rows: &[&Vec<(usize, String)>], gap: impl Fn(usize) -> usize) -> BTreeMap<usize, usize> {
    let columns: BTreeSet<usize> =
        rows.iter().flat_map(|row| row.iter().map(|cell| cell.0)).filter(|column| *column != LOOSE).collect();
    let limits: BTreeMap<usize, usize> =
        columns.iter().map(|&column| (column, limit(rows, column))).collect();
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for &column in &columns {
        let ends = rows.iter().filter_map(|row| {
            let place = row.iter().position(|cell| cell.0 == column)?;
            end_before(row.get(..place)?, &places, &limits, &gap)
        });
        let place = ends.max().map_or(0, |end| end + gap(column));
        let place = places.values().copied().max().unwrap_or(0).max(place);
        places.insert(column, place);
    }
    places
}

/// Where the last of `cells` ends; none where one of them is too wide for its column.
fn end_before(
    cells: &[(usize, String)],
    places: &BTreeMap<usize, usize>,
    limits: &BTreeMap<usize, usize>,
    gap: impl Fn(usize) -> usize,
) -> Option<usize> {
    let mut end = None;
    for (column, text) in cells {
        if width(text) > limits.get(column).copied().unwrap_or(usize::MAX) {
            return None;
        }
        let place = places.get(column).copied();
        let after = end.map(|end| end + gap(*column));
        end = Some(place.max(after).unwrap_or(0) + width(text));
    }
    end
}

/// How wide a cell of the column may be without standing apart: half as much again as the usual.
fn limit(rows: &[&Vec<(usize, String)>], column: usize) -> usize {
    let mut widths: Vec<usize> = rows
        .iter()
        .filter_map(|row| {
            let place = row.iter().position(|cell| cell.0 == column)?;
            row.get(place + 1).and_then(|_| row.get(place)).map(|cell| width(&cell.1))
        })
        .collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len().saturating_sub(1) / 2).copied().unwrap_or(0);
    (usual + usual / 2).max(USUAL)
}

/// The cells of one row as text.
fn laid(row: &[(usize, String)], places: &BTreeMap<usize, usize>, gap: impl Fn(usize) -> usize) -> String {
    let mut text = String::new();
    for (number, (column, cell)) in row.iter().enumerate() {
        if number > 0 {
            let place = places.get(column).copied().unwrap_or(0);
            pad(&mut text, place, gap(*column));
        }
        text.push_str(cell);
    }
    text
}

/// Adds blanks up to `place`, `least` of them at least.
fn pad(text: &mut String, place: usize, least: usize) {
    let blanks = place.saturating_sub(width(text)).max(least);
    text.extend(std::iter::repeat_n(' ', blanks));
}

/// The column where the citations of a text stand: the first that lets all of them stand under one another.
pub(super) fn citation_column<'l>(lines: impl Iterator<Item = &'l Line>) -> usize {
    let cited = |line: &&Line| line.citations.first().is_some_and(|first| !is_remark(first));
    let ends = lines.filter(cited).map(|line| line.indent + width(content(line)) + GAP);
    let furthest = ends.filter(|end| *end <= CITATIONS).max().unwrap_or(0);
    furthest.next_multiple_of(STEP)
}

/// What a line says, without citations and comment.
fn content(line: &Line) -> &str {
    match &line.says {
        Says::Plain(text) | Says::Edge(text) | Says::Comment(text) | Says::Kept(text) => text,
        Says::Cells(..) => "",
    }
}

/// The lines as text, one string a line, comments under one another where their lines follow one another.
pub(super) fn written(lines: &[Line], citations: usize) -> Vec<String> {
    let mut texts: Vec<String> = lines.iter().map(|line| with_citations(line, citations)).collect();
    let mut start = 0;
    while start < lines.len() {
        let rest = lines.get(start..).unwrap_or_default();
        let run = rest
            .iter()
            .enumerate()
            .take_while(|(n, line)| line.comment.is_some() && (*n == 0 || !line.blank_before));
        let length = run.count();
        let ends = texts.get(start..start + length).unwrap_or_default().iter().map(|text| width(text));
        let (least, most) = (ends.clone().min().unwrap_or(0), ends.max().unwrap_or(0));
        let place = if most - least <= SPREAD { most + GAP } else { 0 };
        for (text, line) in texts.iter_mut().zip(lines).skip(start).take(length) {
            pad(text, place, GAP);
            text.push_str(line.comment.as_deref().unwrap_or_default());
        }
        start += length.max(1);
    }
    texts
}

fn with_citations(line: &Line, column: usize) -> String {
    if let Says::Kept(text) = &line.says {
        return text.clone();
    }
    let mut text = " ".repeat(line.indent);
    text.push_str(content(line));
    for (number, citation) in line.citations.iter().enumerate() {
        match (number, is_remark(citation)) {
            (0, false) => pad(&mut text, column, GAP),
            (_, false) => text.push(' '),
            (_, true) => text.extend(std::iter::repeat_n(' ', GAP)),
        }
        text.push_str(citation);
    }
    text
}

/// Whether a citation sets a finding aside, at length, rather than naming an article.
fn is_remark(citation: &str) -> bool {
    is_waiver(citation.trim_start_matches(['@', '＠']))
}
