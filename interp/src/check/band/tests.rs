use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::{SourceId, Span};

use super::*;

fn share(percent: i64) -> Cut {
    Cut::Share(RBig::from_parts(IBig::from(percent), UBig::from(100_u8)))
}

fn classes(bounds: Vec<Bound>) -> Vec<Class> {
    let one = |(at, bound): (usize, Bound)| Class {
        name: ["A", "B", "C", "D"][at].to_owned(),
        bound,
        span: Span::new(SourceId(0), at, at + 1),
    };
    bounds.into_iter().enumerate().map(one).collect()
}

fn codes(found: &[Diagnostic]) -> Vec<u16> {
    found.iter().map(|report| report.code.0).collect()
}

#[test]
fn the_citys_four_classes_are_right() {
    let four = [Bound::Top(share(10)), Bound::To(share(70), false), Bound::To(share(95), false), Bound::Rest];
    assert_eq!(ranked(&classes(four.to_vec())), []);
    let bottom = [Bound::Top(share(10)), Bound::To(share(70), false), Bound::Rest, Bound::Bottom(share(5))];
    assert_eq!(ranked(&classes(bottom.to_vec())), []);
}

#[test]
fn both_ends_rounded_leave_a_place_over() {
    let both = vec![Bound::Top(share(10)), Bound::To(share(95), false), Bound::Bottom(share(5))];
    assert_eq!(codes(&ranked(&classes(both))), [636]);
}

#[test]
fn shares_rise_and_reach_the_end() {
    let falling = vec![Bound::Top(share(10)), Bound::To(share(5), false), Bound::Rest];
    assert_eq!(codes(&ranked(&classes(falling))), [633]);
    let short = vec![Bound::Top(share(10)), Bound::To(share(95), false)];
    assert_eq!(codes(&ranked(&classes(short))), [637]);
    let again = vec![Bound::Top(share(10)), Bound::Top(share(60)), Bound::Rest];
    assert_eq!(codes(&ranked(&classes(again))), [634]);
    let two = vec![Bound::Rest, Bound::Rest];
    assert_eq!(codes(&ranked(&classes(two)))[0], 635);
    let early = vec![Bound::Top(share(10)), Bound::Rest, Bound::To(share(95), false)];
    assert_eq!(codes(&ranked(&classes(early))), [633]);
}

#[test]
fn thresholds_name_the_value_that_is_left_out_or_held_twice() {
    let range = |lower: Option<(i64, bool)>, upper: Option<(i64, bool)>| {
        let end = |end: Option<(i64, bool)>| end.map(|(at, closed)| (RBig::from(at), closed));
        Bound::Threshold(Some(Range { lower: end(lower), upper: end(upper) }))
    };
    let right = [
        range(Some((90, true)), None),
        range(Some((60, true)), Some((90, false))),
        range(None, Some((60, false))),
    ];
    assert_eq!(thresholds(&classes(right.to_vec()), &Range::default(), false, "分"), []);
    let twice = [range(Some((90, true)), None), range(Some((60, true)), Some((90, true))), Bound::Rest];
    let found = thresholds(&classes(twice.to_vec()), &Range::default(), false, "分");
    assert_eq!(found[0].title.zh, "90 分 既在「A」又在「B」");
    let gap = [range(Some((90, true)), None), range(None, Some((60, false)))];
    let found = thresholds(&classes(gap.to_vec()), &Range::default(), false, "分");
    assert_eq!(found[0].title.en, "no class holds ≥ 60 分 且 < 90 分");
}
