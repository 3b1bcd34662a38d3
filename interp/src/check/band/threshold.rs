//! Classes by the value itself.

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;

use super::{Bound, Class};
use crate::check::figure::figure;
use crate::check::region::{Axis, Cell, Piece, Reach, Region, Row, Side, survey};
use crate::check::stretch;
use crate::program::Range;

/// Gaps, overlaps and classes never reached, of classes whose ends are all known; `range` is what the value can be.
pub fn thresholds(classes: &[Class], range: &Range, whole: bool, unit: &str) -> Vec<Diagnostic> {
    let mut rows = Vec::new();
    for class in classes {
        match &class.bound {
            Bound::Threshold(Some(range)) => {
                let cells = vec![Cell::Line(vec![range.clone()])];
                rows.push(Row { cells, rank: 0, places: Vec::new() });
            }
            Bound::Rest => rows.push(Row { cells: vec![Cell::Any], rank: 1, places: Vec::new() }),
            Bound::Threshold(None) | Bound::Top(_) | Bound::To(..) | Bound::Bottom(_) => return Vec::new(),
        }
    }
    let (below, above) = (Reach::Required, Reach::Required);
    let found = survey(&[Axis::Line { whole, range: range.clone(), below, above }], &rows, false);
    let mut reports = Vec::new();
    if let Some(region) = found.gaps.first() {
        reports.extend(classes.first().map(|class| gap(class, &shown(region, whole, unit))));
    }
    for meeting in &found.overlaps {
        if let (Some(first), Some(second)) = (classes.get(meeting.first), classes.get(meeting.second)) {
            reports.push(overlap(first, second, &shown(&meeting.region, whole, unit).0));
        }
    }
    reports.extend(found.masked.iter().filter_map(|found| classes.get(found.row)).map(masked));
    reports
}

/// The values of the region, and one of them where there are several.
fn shown(region: &Region, whole: bool, unit: &str) -> (String, Option<String>) {
    let show = |at: &RBig| format!("{} {unit}", figure(at)).trim_end().replace(" %", "%");
    let [Side { pieces, .. }] = region.0.as_slice() else { return (String::new(), None) };
    let one = |piece: &Piece| match piece {
        Piece::Line(range, at) => {
            let range = if whole { stretch::whole(range) } else { range.clone() };
            let point = range.lower.is_some()
                && range.lower.as_ref().map(|l| &l.0) == range.upper.as_ref().map(|u| &u.0);
            if point || range == Range::default() {
                (show(at), None)
            } else {
                (stretch::text(&range, show), Some(show(at)))
            }
        }
        Piece::Member(_) => (String::new(), None),
    };
    let parts: Vec<(String, Option<String>)> = pieces.iter().map(one).collect();
    let text = parts.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" 或 ");
    (text, parts.into_iter().find_map(|(_, example)| example))
}

fn gap(class: &Class, (key, example): &(String, Option<String>)) -> Diagnostic {
    let report = Diagnostic::error(637, format!("没有一档管到 {key}"), format!("no class holds {key}"));
    let report = match example {
        Some(one) => report.at(
            class.span,
            format!("各档从这里起，都不管例如 {one}"),
            format!("none of the classes holds {one}, for instance"),
        ),
        None => report.at(class.span, "各档从这里起", "the classes begin here"),
    };
    report.help("补上这一段，或者给一档写“其余”", "add the missing stretch, or let one class take the `rest`")
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
