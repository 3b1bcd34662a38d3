//! Classes by rank, from the best to the last.

use std::cmp::Ordering;

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;

use super::{Bound, Class, Cut};

/// What is wrong with the classes of a ranking: cuts that do not rise, places that no class takes, two that take the rest.
pub fn ranked(classes: &[Class]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(classes.iter().filter_map(outside));
    rising(classes, &mut found);
    ends(classes, &mut found);
    found
}

/// A share above 100 % or a cut of nothing.
fn outside(class: &Class) -> Option<Diagnostic> {
    let (Bound::Top(cut) | Bound::To(cut, _) | Bound::Bottom(cut)) = &class.bound else { return None };
    let wrong = match cut {
        Cut::Share(share) => *share <= RBig::ZERO || *share > RBig::ONE,
        Cut::Places(places) => *places < RBig::ONE || !places.is_int(),
        Cut::Open => false,
    };
    wrong.then(|| {
        Diagnostic::error(
            633,
            format!("「{}」的界限 {} 不可能用来分档", class.name, cut.text()),
            format!("`{}` cannot end at {}", class.name, cut.text()),
        )
        .at(class.span, "这一档", "this class")
        .help(
            "比例应大于 0、不超过 100%；名次应是不小于 1 的整数",
            "a share is above 0 and at most 100 %; places are whole, 1 or more",
        )
    })
}

/// Cuts from the top rise from class to class; 前 stands at the first only.
fn rising(classes: &[Class], found: &mut Vec<Diagnostic>) {
    let mut above: Option<(&Class, &Cut)> = None;
    for class in classes {
        let cut = match &class.bound {
            Bound::Top(cut) | Bound::To(cut, _) => cut,
            Bound::Bottom(_) | Bound::Rest | Bound::Threshold(_) => continue,
        };
        if let Some((before, before_cut)) = above {
            if matches!(class.bound, Bound::Top(_)) {
                found.push(top_again(class, cut));
            }
            if compare(before_cut, cut).is_some_and(Ordering::is_ge) {
                found.push(not_rising(before, before_cut, class, cut));
            }
        }
        above = Some((class, cut));
    }
}

fn compare(a: &Cut, b: &Cut) -> Option<Ordering> {
    match (a, b) {
        (Cut::Share(a), Cut::Share(b)) | (Cut::Places(a), Cut::Places(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn top_again(class: &Class, cut: &Cut) -> Diagnostic {
    let text = cut.text();
    Diagnostic::error(
        634,
        format!("「{} 前 {text}」前面已有一档，看不出是从头算起还是接着上一档", class.name),
        format!(
            "`{} top {text}` follows another class: from the top, or from where that one ends?",
            class.name
        ),
    )
    .at(class.span, "“前”只写在第一档", "only the first class says `top`")
    .help(
        format!("从头累计到 {text}，写“至 {text}”；比例都是从第一名起累计的"),
        format!("write `to {text}`: shares always count from the first place"),
    )
}

fn not_rising(before: &Class, before_cut: &Cut, class: &Class, cut: &Cut) -> Diagnostic {
    let (first, second) = (before_cut.text(), cut.text());
    Diagnostic::error(
        633,
        format!(
            "「{}」到 {second} 为止，可上一档「{}」已经到了 {first}，这一档不会有企业",
            class.name, before.name
        ),
        format!("`{}` ends at {second}, but `{}` above it already reaches {first}", class.name, before.name),
    )
    .at(class.span, format!("到 {second}"), format!("to {second}"))
    .at(before.span, format!("到 {first}"), format!("to {first}"))
    .help(
        "“至”后面是从第一名累计的比例，要一档比一档大：前 10%、至 70%、至 95%",
        "what follows `to` counts from the first place, and rises: top 10 %, to 70 %, to 95 %",
    )
}

/// The last classes: one takes what is left, and 后 needs such a one above it.
fn ends(classes: &[Class], found: &mut Vec<Diagnostic>) {
    let rests: Vec<&Class> = classes.iter().filter(|class| class.bound == Bound::Rest).collect();
    let bottom = classes.iter().position(|class| matches!(class.bound, Bound::Bottom(_)));
    if let [first, second, ..] = rests.as_slice() {
        found.push(
            Diagnostic::error(635, "有两档都写“其余”", "two classes take the rest")
                .at(second.span, format!("「{}」", second.name), format!("`{}`", second.name))
                .at(
                    first.span,
                    format!("「{}」已经是其余", first.name),
                    format!("`{}` takes it already", first.name),
                )
                .help("只留一档“其余”", "keep one"),
        );
    }
    match (bottom, classes.last()) {
        (Some(at), Some(last)) if at + 1 != classes.len() => found.push(
            Diagnostic::error(633, "“后 …”只能是最后一档", "`bottom` is the last class")
                .at(last.span, format!("「{}」写在它后面", last.name), format!("`{}` follows it", last.name))
                .help("把写“后 …”的一档放到最后", "move it to the end"),
        ),
        (Some(at), Some(last)) if rests.is_empty() => {
            found.push(no_absorber(classes.get(at.wrapping_sub(1)), last));
        }
        (Some(_), _) | (_, None) => {}
        (None, Some(last)) => found.extend(uncovered(last, rests.first().copied())),
    }
}

/// `C 至 95%；D 后 5%`: both are rounded, so one place may fall in none or in both.
fn no_absorber(above: Option<&Class>, last: &Class) -> Diagnostic {
    let mut report = Diagnostic::error(
        636,
        format!("「{}」从后往前数，上面各档从前往后数，两头取整后可能多出或少掉一名", last.name),
        format!("`{}` counts from the bottom and the others from the top: after rounding a place may be left over", last.name),
    )
    .at(last.span, "从最后一名往前数", "counts from the last place");
    if let Some(above) = above {
        report = report.at(above.span, "这一档可写“其余”", "this one could take the rest");
    }
    report.help(
        "让其中一档吸收差额：或者把中间一档写“其余”，或者把最后一档写“其余”",
        "let one class take what is left: write `rest` for the one above, or for the last",
    )
}

fn uncovered(last: &Class, rest: Option<&Class>) -> Option<Diagnostic> {
    if let Some(rest) = rest {
        return (rest.span != last.span).then(|| {
            Diagnostic::error(
                633,
                format!("「{}」已是其余，后面的档排不到", rest.name),
                format!("`{}` takes the rest; the classes after it get nothing", rest.name),
            )
            .at(last.span, format!("「{}」", last.name), format!("`{}`", last.name))
            .at(rest.span, "其余", "the rest")
            .help(
                "把“其余”放到最后，或者把后面的一档写成“后 …”",
                "put `rest` last, or write `bottom …` after it",
            )
        });
    }
    let (Bound::Top(cut) | Bound::To(cut, _)) = &last.bound else { return None };
    let all = *cut == Cut::Share(RBig::ONE) && !matches!(last.bound, Bound::To(_, true));
    (!all).then(|| {
        let text = cut.text();
        Diagnostic::error(
            637,
            format!("「{}」到 {text} 为止，再往后的企业没有档", last.name),
            format!("`{}` ends at {text}; the rows after it have no class", last.name),
        )
        .at(last.span, format!("到 {text}"), format!("to {text}"))
        .help("最后一档写“其余”", "write `rest` for the last class")
        .mend(
            last.span,
            format!("{} 其余", last.name),
            "最后一档改为其余",
            "let the last class take the rest",
            false,
        )
    })
}
