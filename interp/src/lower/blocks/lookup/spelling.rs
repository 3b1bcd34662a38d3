//! Keys and values as reports show them: `2022年至2023年 → 5%`.

use heng_grammar::tree::{Expr, ExprKind, KeyTest, UnitExpr};

/// A list of keys and a list of values side by side, the missing side shown as such.
pub(super) fn pairs(keys: &[KeyTest], values: &[Expr]) -> Vec<String> {
    let longest = keys.len().max(values.len());
    let pair = |at: usize| {
        let key = keys.get(at).map_or("?".to_owned(), test);
        let value = values.get(at).map_or("?".to_owned(), expression);
        format!("{key} → {value}")
    };
    (0..longest).map(pair).collect()
}

fn test(test: &KeyTest) -> String {
    match test {
        KeyTest::Is(value) => expression(value),
        KeyTest::From(value) => format!("{}起", expression(value)),
        KeyTest::Same => "同上".to_owned(),
        KeyTest::Rest => "其余".to_owned(),
        KeyTest::Interval { lower, upper } => match (lower, upper) {
            (Some((low, _)), Some((high, _))) => format!("{}至{}", expression(low), expression(high)),
            (Some((low, true)), None) => format!("≥ {}", expression(low)),
            (Some((low, false)), None) => format!("> {}", expression(low)),
            (None, Some((high, true))) => format!("≤ {}", expression(high)),
            (None, Some((high, false))) => format!("< {}", expression(high)),
            (None, None) => "…".to_owned(),
        },
    }
}

fn expression(tree: &Expr) -> String {
    match &*tree.kind {
        ExprKind::Number(number) => {
            let unit = number.unit.as_ref().map(unit).unwrap_or_default();
            let gap = if unit.is_empty() || unit.starts_with(['%', '‰']) { "" } else { " " };
            format!("{}{gap}{unit}", number.digits)
        }
        ExprKind::Year(year) => format!("{year}年"),
        ExprKind::Date { year, month, day } => format!("{year:04}-{month:02}-{day:02}"),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Text(text) => format!("\"{text}\""),
        ExprKind::YesNo(yes) => if *yes { "是" } else { "否" }.to_owned(),
        ExprKind::NotApplicable => "不适用".to_owned(),
        ExprKind::Negate(inner) => format!("-{}", expression(inner)),
        ExprKind::Bracketed(inner) => expression(inner),
        _ => "…".to_owned(),
    }
}

fn unit(unit: &UnitExpr) -> String {
    let mut text = String::new();
    for (name, power) in &unit.factors {
        if *power < 0 || !text.is_empty() {
            text.push('/');
        }
        text.push_str(&name.text);
    }
    text
}
