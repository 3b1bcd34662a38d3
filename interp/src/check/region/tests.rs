//! The tables of the catalogue, with their gaps and overlaps.

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

fn line(ranges: Vec<Range>) -> Row {
    Row { cells: vec![Cell::Line(ranges)], rank: 0 }
}

fn count() -> Axis {
    Axis::Line { whole: true, range: at_least(0), known: false }
}

fn shown(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Member(member) => format!("#{member}"),
        Piece::Line(_, at) => at.to_string(),
    };
    pieces.iter().map(one).collect::<Vec<_>>().join(",")
}

#[test]
fn whole_keys_have_no_gap_between_100_and_101() {
    let rows = [line(vec![closed(0, 100)]), line(vec![closed(101, 300)]), line(vec![at_least(301)])];
    let found = survey(&[count()], &rows, Beyond::Gap);
    assert_eq!(found, Findings { complete: true, ..Findings::default() });
}

#[test]
fn the_same_table_on_a_fraction_has_two_gaps() {
    let axis = Axis::Line { whole: false, range: at_least(0), known: false };
    let rows = [line(vec![closed(0, 100)]), line(vec![closed(101, 300)]), line(vec![at_least(301)])];
    let (keys, count) = survey(&[axis], &rows, Beyond::Gap).gap.unwrap();
    assert_eq!(count, 2);
    assert_eq!(shown(&keys), "201/2");
}

#[test]
fn the_staff_table_as_printed_overlaps_at_30() {
    let rows = [
        line(vec![at_most(30)]),
        line(vec![closed(30, 100)]),
        line(vec![closed(101, 300)]),
        line(vec![at_least(301)]),
    ];
    let found = survey(&[count()], &rows, Beyond::Gap);
    assert_eq!(found.overlaps.len(), 1);
    let (first, second, keys) = &found.overlaps[0];
    assert_eq!((*first, *second, shown(keys)), (0, 1, "30".to_owned()));
    assert_eq!(found.gap, None);
}

#[test]
fn rest_gives_way_and_is_masked_when_nothing_is_left() {
    let members = |list: &[usize]| Cell::Members(list.iter().copied().collect());
    let named = Row { cells: vec![members(&[0]), Cell::Line(vec![at_most(2023)])], rank: 0 };
    let later = Row { cells: vec![members(&[0]), Cell::Line(vec![at_least(2024)])], rank: 0 };
    let rest = Row { cells: vec![Cell::Any, Cell::Any], rank: 2 };
    let years = Axis::Line { whole: true, range: Range::default(), known: false };
    let found = survey(
        &[Axis::Members(2), years.clone()],
        &[named.clone(), later.clone(), rest.clone()],
        Beyond::Gap,
    );
    assert_eq!(found, Findings { complete: true, ..Findings::default() });
    let found =
        survey(&[Axis::Members(1), years.clone()], &[named.clone(), later.clone(), rest], Beyond::Gap);
    assert_eq!(found.masked, [2]);
    let found = survey(&[Axis::Members(2), years], &[named, later], Beyond::Gap);
    let (keys, _) = found.gap.unwrap();
    assert_eq!(shown(&keys), "#1,2022");
}

#[test]
fn the_range_of_a_type_bounds_the_gaps() {
    let axis = Axis::Line { whole: false, range: closed(0, 1), known: false };
    let found = survey(&[axis], &[line(vec![at_most(1)])], Beyond::Gap);
    assert_eq!(found.gap, None);
    let axis = Axis::Line { whole: false, range: closed(0, 1), known: false };
    let half_open = Range { lower: None, upper: Some((RBig::from(1), false)) };
    let (keys, count) = survey(&[axis], &[line(vec![half_open])], Beyond::Gap).gap.unwrap();
    assert_eq!((shown(&keys).as_str(), count), ("1", 1));
}

#[test]
fn a_table_without_keys_is_covered_by_one_row() {
    let found = survey(&[], &[Row { cells: vec![], rank: 0 }], Beyond::Gap);
    assert_eq!(found, Findings { complete: true, ..Findings::default() });
    assert!(survey(&[], &[], Beyond::Gap).gap.is_some());
}

#[test]
fn what_a_table_does_not_speak_of_is_no_gap_of_a_lookup() {
    let years = Axis::Line { whole: true, range: Range::default(), known: false };
    let rows = [line(vec![closed(2022, 2023)]), line(vec![at_least(2025)])];
    let found = survey(&[years], &rows, Beyond::Allowed);
    let (keys, count) = found.gap.unwrap();
    assert_eq!((shown(&keys).as_str(), count), ("2024", 1));
}
