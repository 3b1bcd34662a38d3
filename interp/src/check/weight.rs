//! Weights that do not add up.

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::figure::figure;

/// A weight and whose it is.
#[derive(Clone, Debug)]
pub struct Weight {
    /// The item or group.
    pub name: String,
    /// Its points.
    pub points: RBig,
    /// Where it was written.
    pub span: Span,
}

/// The weights of a group must add to the group's own: `集约发展 65 { 亩均税收 45；亩均销售 20 }`.
pub fn group(owner: &Weight, terms: &[Weight]) -> Option<Diagnostic> {
    let (sum, written) = add(terms);
    if sum == owner.points || terms.is_empty() {
        return None;
    }
    let (name, points, total) = (&owner.name, figure(&owner.points), figure(&sum));
    let report = Diagnostic::error(
        601,
        format!("「{name}」各项权重之和是 {total}，不是 {points}"),
        format!("the weights in `{name}` add up to {total}, not {points}"),
    )
    .at(owner.span, format!("这里写的是 {points}"), format!("{points} is written here"));
    Some(explain(report, &written, &total, terms))
}

/// The weights of the whole must add to 满分.
pub fn whole(out_of: &Weight, terms: &[Weight]) -> Option<Diagnostic> {
    let (sum, written) = add(terms);
    if sum == out_of.points || terms.is_empty() {
        return None;
    }
    let (points, total) = (figure(&out_of.points), figure(&sum));
    let report = Diagnostic::error(
        602,
        format!("「{}」满分 {points} 分，各项权重之和却是 {total}", out_of.name),
        format!("`{}` is out of {points}, but its weights add up to {total}", out_of.name),
    )
    .at(out_of.span, format!("满分写的是 {points}"), format!("out of {points}"));
    Some(explain(report, &written, &total, terms))
}

fn add(terms: &[Weight]) -> (RBig, String) {
    let sum = terms.iter().fold(RBig::ZERO, |sum, term| sum + &term.points);
    (sum, terms.iter().map(|term| figure(&term.points)).collect::<Vec<_>>().join(" + "))
}

fn explain(mut report: Diagnostic, written: &str, total: &str, terms: &[Weight]) -> Diagnostic {
    for term in terms {
        let points = figure(&term.points);
        report =
            report.at(term.span, format!("「{}」{points}", term.name), format!("`{}` {points}", term.name));
    }
    report.help(
        format!("{written} = {total}；请对照文件核对每一项的权重"),
        format!("{written} = {total}; check each weight against the document"),
    )
}

/// An item or group whose weight is not written.
pub fn absent(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(603, format!("「{name}」没有写权重"), format!("`{name}` has no weight"))
        .at(span, "这里缺权重", "no weight here")
        .help(
            format!("在名称后面写权重，例如“{name} 45 …”"),
            format!("write it after the name: `{name} 45 …`"),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(name: &str, points: i64) -> Weight {
        Weight { name: name.to_owned(), points: RBig::from(points), span: Span::default() }
    }

    #[test]
    fn weights_that_add_up_are_silent() {
        assert!(group(&weight("集约发展", 65), &[weight("亩均税收", 45), weight("亩均销售", 20)]).is_none());
        assert!(whole(&weight("综合得分", 100), &[weight("甲", 65), weight("乙", 35)]).is_none());
    }

    #[test]
    fn the_error_shows_the_sum_and_every_term() {
        let report =
            group(&weight("集约发展", 65), &[weight("亩均税收", 40), weight("亩均销售", 20)]).unwrap();
        assert_eq!(report.title.zh, "「集约发展」各项权重之和是 60，不是 65");
        assert_eq!(report.labels.len(), 3);
        assert!(report.help[0].en.starts_with("40 + 20 = 60"));
    }
}
