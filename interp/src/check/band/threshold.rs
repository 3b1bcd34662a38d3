//! Classes by the value itself.

use heng_grammar::diagnostic::Diagnostic;

use super::{Bound, Class};
use crate::check::figure::figure;
use crate::check::region::{Axis, Beyond, Cell, Piece, Row, survey};
use crate::program::Range;

/// Gaps, overlaps and classes never reached, of classes whose ends are all known; `range` is what the value can be.
pub fn thresholds(classes: &[Class], range: &Range, whole: bool, unit: &str) -> Vec<Diagnostic> {
    let mut rows = Vec::new();
    for class in classes {
        match &class.bound {
            Bound::Threshold(Some(range)) => {
                rows.push(Row { cells: vec![Cell::Line(vec![range.clone()])], rank: 0 });
            }
            Bound::Rest => rows.push(Row { cells: vec![Cell::Any], rank: 1 }),
            Bound::Threshold(None) | Bound::Top(_) | Bound::To(..) | Bound::Bottom(_) => return Vec::new(),
        }
    }
    let found = survey(&[Axis::Line { whole, range: range.clone(), known: false }], &rows, Beyond::Gap);
    let mut reports = Vec::new();
    if let Some((keys, _)) = &found.gap {
        reports.extend(classes.first().map(|class| gap(class, &shown(keys, unit))));
    }
    for (first, second, keys) in &found.overlaps {
        if let (Some(first), Some(second)) = (classes.get(*first), classes.get(*second)) {
            reports.push(overlap(first, second, &shown(keys, unit)));
        }
    }
    reports.extend(found.masked.iter().filter_map(|at| classes.get(*at)).map(masked));
    reports
}

fn shown(keys: &[Piece], unit: &str) -> String {
    match keys {
        [Piece::Line(_, at)] => format!("{} {unit}", figure(at)).trim_end().to_owned(),
        _ => String::new(),
    }
}

fn gap(class: &Class, key: &str) -> Diagnostic {
    Diagnostic::error(637, format!("没有一档管到 {key}"), format!("no class holds {key}"))
        .at(class.span, "各档从这里起", "the classes begin here")
        .help("补上这一段，或者给一档写“其余”", "add the missing stretch, or let one class take the `rest`")
}

fn overlap(first: &Class, second: &Class, key: &str) -> Diagnostic {
    Diagnostic::error(
        635,
        format!("{key} 既在「{}」又在「{}」", first.name, second.name),
        format!("{key} is in `{}` and in `{}`", first.name, second.name),
    )
    .at(second.span, format!("「{}」也管到 {key}", second.name), format!("`{}` holds it too", second.name))
    .at(first.span, format!("「{}」管到 {key}", first.name), format!("`{}` holds it", first.name))
    .help(
        "界限默认都包含在内；不包含的一端写“（不含）”",
        "ends belong to their class unless they say `（不含）` / `(exclusive)`",
    )
}

fn masked(class: &Class) -> Diagnostic {
    Diagnostic::warning(
        640,
        format!("没有任何数值会落在「{}」", class.name),
        format!("no value falls in `{}`", class.name),
    )
    .at(class.span, "这一档永远是空的", "always empty")
    .help("核对界限，或者删去这一档", "check its ends, or strike it")
}
