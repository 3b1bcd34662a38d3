//! The units that the parser knows by name and those that the checker knows by size are the same.

use heng_grammar::vocabulary::Units as Known;
use heng_interp::unit::Units as Sized;

#[test]
fn every_built_in_unit_is_read_after_a_number() {
    let known = Known::default();
    let sized = Sized::built_in();
    let unread: Vec<&str> =
        sized.list.iter().map(|unit| unit.name.as_str()).filter(|name| !known.knows(name)).collect();
    assert!(sized.list.len() > 30, "only {} units", sized.list.len());
    assert!(unread.is_empty(), "the parser does not know {unread:?}");
}
