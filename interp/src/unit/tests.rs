use super::*;
use crate::program::Unit;

fn unit(units: &mut Units, name: &str) -> Unit {
    Unit::of(units.intern(name).unwrap())
}

fn ratio(top: i64, bottom: u64) -> RBig {
    RBig::from_parts(top.into(), bottom.into())
}

#[test]
fn areas_convert_exactly() {
    let mut units = Units::built_in();
    let (mu, hectare, square) =
        (unit(&mut units, "亩"), unit(&mut units, "公顷"), unit(&mut units, "平方米"));
    assert_eq!(units.conversion(&hectare, &mu), Some(ratio(15, 1)));
    assert_eq!(units.conversion(&square, &mu), Some(ratio(3, 2000)));
    let metre = unit(&mut units, "米");
    let product = units.product(&metre, &metre);
    assert_eq!(units.conversion(&product.unit, &mu), Some(ratio(3, 2000)));
}

#[test]
fn a_magnitude_multiplies_any_unit() {
    let mut units = Units::built_in();
    let (power, big) = (unit(&mut units, "千瓦时"), unit(&mut units, "亿千瓦时"));
    assert_eq!(units.conversion(&big, &power), Some(ratio(100_000_000, 1)));
    assert_eq!(units.intern("千户").map(|id| units.name(id).to_owned()), Some("千户".into()));
    assert_eq!(units.intern("万斤"), None);
    assert_eq!(units.intern("wan_yuan"), units.intern("万元"));
    let mut other = Units::built_in();
    assert_eq!(other.intern("wan_households").map(|id| other.name(id).to_owned()), Some("万户".into()));
    assert_eq!(other.intern("million_yuan").map(|id| other.name(id).to_owned()), Some("百万元".into()));
}

#[test]
fn plain_units_scale_away() {
    let mut units = Units::built_in();
    let (percent, money) = (unit(&mut units, "%"), unit(&mut units, "万元"));
    let share = units.product(&percent, &money);
    assert_eq!((units.text(&share.unit), share.factor), ("万元".into(), ratio(1, 100)));
}

#[test]
fn a_quotient_of_one_dimension_is_a_plain_number() {
    let mut units = Units::built_in();
    let (small, large, mu) = (unit(&mut units, "万元"), unit(&mut units, "亿元"), unit(&mut units, "亩"));
    let quotient = units.quotient(&large, &small);
    assert_eq!((quotient.unit.is_plain(), quotient.factor), (true, ratio(10_000, 1)));
    let density = units.quotient(&small, &mu);
    assert_eq!(units.text(&density.unit), "万元/亩");
    assert_eq!(units.conversion(&density.unit, &small), None);
}

#[test]
fn days_and_months_stand_apart() {
    let mut units = Units::built_in();
    let (year, month, day) = (unit(&mut units, "年"), unit(&mut units, "月"), unit(&mut units, "日"));
    assert_eq!(units.conversion(&year, &month), Some(ratio(12, 1)));
    assert_eq!(units.conversion(&year, &day), None);
}
