//! The tables of the catalogue, with their gaps and overlaps.

use std::collections::BTreeSet;

use dashu_ratio::RBig;

use super::*;
use crate::program::Range;

fn closed(lower: i64, upper: i64) -> Range {
    Range { lower: Some((RBig::from(lower), true)), upper: Some((RBig::from(upper), true)) }
}

fn at_least(lower: i64) -> Range {
    Range { lower: Some((RBig::from(lower), true)), upper: None }
}

fn at_most(upper: i64) -> Range {
    Range { lower: None, upper: Some((RBig::from(upper), true)) }
}

fn row(cells: Vec<Cell>) -> Row {
    let rank = cells.iter().filter(|cell| matches!(cell, Cell::Any)).count();
    Row { cells, rank, places: Vec::new() }
}

fn line(ranges: Vec<Range>) -> Row {
    row(vec![Cell::Line(ranges)])
}

fn members(list: &[usize]) -> Cell {
    Cell::Members(list.iter().copied().collect::<BTreeSet<usize>>())
}

fn numbers(whole: bool, range: Range, reach: Reach) -> Axis {
    Axis::Line { whole, range, below: reach, above: reach }
}

fn count() -> Axis {
    numbers(true, at_least(0), Reach::Required)
}

fn years() -> Axis {
    numbers(true, Range::default(), Reach::Free)
}

fn witness(region: &Region) -> String {
    let one = |piece: &&Piece| match piece {
        Piece::Member(member) => format!("#{member}"),
        Piece::Line(_, at) => at.to_string(),
    };
    region.witness().iter().map(one).collect::<Vec<_>>().join(",")
}

fn nothing() -> Findings {
    Findings { complete: true, ..Findings::default() }
}

fn masked(found: &Findings) -> Vec<(usize, Vec<usize>)> {
    found.masked.iter().map(|masked| (masked.row, masked.by.clone())).collect()
}

#[test]
fn whole_keys_have_no_gap_between_100_and_101() {
    let rows = [line(vec![closed(0, 100)]), line(vec![closed(101, 300)]), line(vec![at_least(301)])];
    assert_eq!(survey(&[count()], &rows, false), nothing());
}

#[test]
fn the_same_table_on_a_fraction_has_two_gaps() {
    let axis = numbers(false, at_least(0), Reach::Required);
    let rows = [line(vec![closed(0, 100)]), line(vec![closed(101, 300)]), line(vec![at_least(301)])];
    let gaps = survey(&[axis], &rows, false).gaps;
    // Both are told as one region: the key lies in the one stretch or in the other.
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].0[0].pieces.len(), 2);
    assert_eq!(witness(&gaps[0]), "201/2");
}

#[test]
fn the_staff_table_as_printed_overlaps_at_30() {
    let rows = [
        line(vec![at_most(30)]),
        line(vec![closed(30, 100)]),
        line(vec![closed(101, 300)]),
        line(vec![at_least(301)]),
    ];
    let found = survey(&[count()], &rows, false);
    assert_eq!(found.overlaps.len(), 1);
    let meeting = &found.overlaps[0];
    assert_eq!((meeting.first, meeting.second, witness(&meeting.region)), (0, 1, "30".to_owned()));
    assert_eq!(found.gaps, []);
}

#[test]
fn rest_gives_way_and_is_masked_when_nothing_is_left() {
    let named = row(vec![members(&[0]), Cell::Line(vec![at_most(2023)])]);
    let later = row(vec![members(&[0]), Cell::Line(vec![at_least(2024)])]);
    let rest = row(vec![Cell::Any, Cell::Any]);
    let all = [named.clone(), later.clone(), rest.clone()];
    assert_eq!(survey(&[Axis::Members(2), years()], &all, false), nothing());
    let found = survey(&[Axis::Members(1), years()], &all, false);
    assert_eq!(masked(&found), [(2, vec![0, 1])]);
    let found = survey(&[Axis::Members(2), years()], &[named, later], false);
    assert_eq!(witness(&found.gaps[0]), "#1,2022");
    assert!(found.gaps[0].0[1].whole);
}

#[test]
fn rest_before_a_row_that_names_is_told() {
    let rows = [row(vec![members(&[0])]), row(vec![Cell::Any]), row(vec![members(&[1])])];
    let found = survey(&[Axis::Members(3)], &rows, false);
    assert_eq!((found.late.len(), found.late[0].first, found.late[0].second), (1, 1, 2));
    assert_eq!((found.overlaps.len(), found.masked.len()), (0, 0));
}

#[test]
fn the_range_of_a_type_bounds_the_gaps() {
    let axis = || numbers(false, closed(0, 1), Reach::Required);
    assert_eq!(survey(&[axis()], &[line(vec![at_most(1)])], false).gaps, []);
    let half_open = Range { lower: None, upper: Some((RBig::from(1), false)) };
    let gaps = survey(&[axis()], &[line(vec![half_open])], false).gaps;
    assert_eq!((witness(&gaps[0]).as_str(), gaps.len()), ("1", 1));
    let above = survey(&[axis()], &[line(vec![at_most(1)]), line(vec![at_least(2)])], false);
    assert_eq!(masked(&above), [(1, vec![])]);
}

#[test]
fn a_table_without_keys_is_covered_by_one_row() {
    assert_eq!(survey(&[], &[row(vec![])], false), nothing());
    assert_eq!(survey(&[], &[], false).gaps.len(), 1);
}

#[test]
fn what_a_table_does_not_speak_of_is_no_gap_of_a_lookup() {
    let rows = [line(vec![closed(2022, 2023)]), line(vec![at_least(2025)])];
    let gaps = survey(&[years()], &rows, false).gaps;
    assert_eq!((witness(&gaps[0]).as_str(), gaps.len()), ("2024", 1));
    let doubtful = numbers(true, at_least(0), Reach::Doubtful);
    let found = survey(&[doubtful], &[line(vec![closed(1, 3)])], false);
    assert_eq!((found.gaps.len(), found.beyond.len()), (0, 1));
    assert_eq!(witness(&found.beyond[0]), "0");
}

#[test]
fn a_gap_in_two_dimensions_is_told_once() {
    let area = || numbers(false, at_least(0), Reach::Required);
    let rows = [
        row(vec![Cell::Line(vec![at_least(2000)]), members(&[0, 1, 2])]),
        row(vec![Cell::Line(vec![at_most(1000)]), members(&[0, 1, 2])]),
        row(vec![Cell::Line(vec![closed(1000, 2000)]), members(&[0, 2])]),
    ];
    let found = survey(&[area(), Axis::Members(3)], &rows, false);
    assert_eq!(found.gaps.len(), 1);
    assert_eq!(witness(&found.gaps[0]), "1500,#1");
}

#[test]
fn the_largest_decides_and_hides_the_smaller() {
    let placed = |cells: Vec<Cell>, place: usize| Row { places: vec![Some(place)], ..row(cells) };
    let rows = [
        placed(vec![Cell::Line(vec![at_most(100)])], 0),
        placed(vec![Cell::Line(vec![closed(10, 20)])], 1),
        placed(vec![Cell::Line(vec![closed(90, 200)])], 1),
    ];
    let found = survey(&[count()], &rows, true);
    assert_eq!(masked(&found), [(1, vec![0])]);
    assert_eq!(found.overlaps, []);
}

#[test]
fn what_is_not_known_is_neither_a_gap_nor_an_overlap() {
    let rows = [line(vec![at_most(10)]), row(vec![Cell::Unknown])];
    let found = survey(&[count()], &rows, false);
    assert_eq!((found.gaps.len(), found.overlaps.len(), found.masked.len()), (0, 0, 0));
}

/// 8 keys and 100 rows: two rows for each of 50 members, which part them by one of seven numbers; and rows drawn at
/// random, which leave out much and meet often.
#[test]
fn eight_keys_and_a_hundred_rows_take_little_work() {
    let axes: Vec<Axis> = std::iter::once(Axis::Members(50)).chain((0..7).map(|_| count())).collect();
    let mut rows = Vec::new();
    for member in 0..50 {
        for side in [at_most(9), at_least(10)] {
            let mut cells = vec![members(&[member])];
            cells.extend((0..7).map(|key| {
                let range = if key == member % 7 { side.clone() } else { at_least(0) };
                Cell::Line(vec![range])
            }));
            rows.push(row(cells));
        }
    }
    assert_eq!(survey(&axes, &rows, false), nothing());
    let missing = survey(&axes, &rows[..99], false);
    assert_eq!((missing.gaps.len(), witness(&missing.gaps[0])), (1, "#49,11,1,1,1,1,1,1".to_owned()));

    let mut seed = 7_u64;
    let mut draw = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((seed >> 33) % below).unwrap()
    };
    let mut cell = || {
        let lower = draw(80);
        Cell::Line(vec![closed(lower, lower + draw(40))])
    };
    let wild: Vec<Row> = (0..100).map(|_| row((0..8).map(|_| cell()).collect())).collect();
    let axes: Vec<Axis> = (0..8).map(|_| count()).collect();
    let found = survey(&axes, &wild, false);
    assert_eq!(found.gaps.len(), 64, "as many as are listed");
}
