use super::line::{Jump, Line};

fn line(from: i128, lowest: i128, highest: i128) -> Line {
    Line { above: from + 1, below: from - 1, lowest, highest }
}

#[test]
fn the_nearest_jump_above_is_found_to_the_digit() {
    for threshold in [101, 102, 117, 399, 1000] {
        let found = line(100, 0, 1000).nearest(|x| x >= threshold);
        assert_eq!(found, Some(Jump { upwards: true, distance: threshold - 100 }), "{threshold}");
    }
    assert_eq!(line(100, 0, 1000).nearest(|x| x > 1000), None);
}

#[test]
fn the_nearer_of_two_sides_wins() {
    for below in 0..100 {
        for above in [101, 103, 110, 116, 150, 180, 250] {
            let found = line(100, 0, 1000).nearest(|x| x <= below || x >= above).unwrap();
            assert_eq!(found.distance, (100 - below).min(above - 100), "{below} {above}");
        }
    }
}

#[test]
fn an_island_that_a_probe_meets_is_found_at_its_near_shore() {
    let found = line(0, 0, 10_000).nearest(|x| (400..=600).contains(&x) || x >= 900);
    assert_eq!(found, Some(Jump { upwards: true, distance: 400 }));
}

#[test]
fn probes_stay_on_the_line() {
    let mut seen = Vec::new();
    line(5, 3, 9).nearest(|x| {
        seen.push(x);
        false
    });
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, [3, 4, 6, 7, 8, 9], "all of a short line but where the row stands");
}

#[test]
fn a_short_stretch_is_tried_number_by_number() {
    let found = line(0, 0, 20).nearest(|x| x == 3);
    assert_eq!(found, Some(Jump { upwards: true, distance: 3 }));
    let found = line(10, 0, 20).nearest(|x| x == 13 || x == 8);
    assert_eq!(found, Some(Jump { upwards: false, distance: 2 }));
    assert_eq!(line(10, 0, 20).nearest(|_| false), None);
}
