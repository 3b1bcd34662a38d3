//! What stands behind a command, part by part.

/// The parts between blanks. What stands between quotes or in 「」 stays together, and quotes are taken away.
pub fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut closing: Option<char> = None;
    for c in text.chars() {
        match (closing, c) {
            (None, '"' | '“') => closing = Some(if c == '"' { '"' } else { '”' }),
            (Some(end), c) if c == end && c != '」' => closing = None,
            (Some('」'), '」') => {
                closing = None;
                put(&mut parts, c);
            }
            (None, '「') => {
                closing = Some('」');
                put(&mut parts, c);
            }
            (None, c) if c.is_whitespace() => {
                parts.push(String::new());
            }
            (_, c) => put(&mut parts, c),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn put(parts: &mut [String], c: char) {
    if let Some(part) = parts.last_mut() {
        part.push(c);
    }
}

/// The whole number at the start, and the rest.
pub fn leading_count(text: &str) -> (Option<usize>, &str) {
    let text = text.trim_start();
    let digits = text.find(|c: char| digit(c).is_none()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    // A number that goes on as a date, a quantity or a share is part of an expression.
    match count(number) {
        Some(count) if rest.starts_with(char::is_whitespace) || rest.is_empty() => (Some(count), rest.trim()),
        _ => (None, text),
    }
}

/// The whole number at the end, after a blank, and what stands before it.
pub fn trailing_count(text: &str) -> (&str, Option<usize>) {
    let text = text.trim();
    let last = text.rsplit_once(char::is_whitespace);
    match last.and_then(|(before, last)| Some((before, count(last)?))) {
        // `税收 > 500` ends in a number that is part of the condition.
        Some((before, found))
            if !before.trim_end().ends_with(['>', '<', '=', '≥', '≤', '≠', '+', '-', '×', '*', '/']) =>
        {
            (before.trim_end(), Some(found))
        }
        _ => (text, None),
    }
}

/// A whole number in half- or full-width digits.
pub fn count(text: &str) -> Option<usize> {
    let digits: Option<String> = text.chars().map(digit).collect();
    digits.filter(|digits| !digits.is_empty()).and_then(|digits| digits.parse().ok())
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_blanks_outside_quotes() {
        assert_eq!(parts("E1　得分"), ["E1", "得分"]);
        assert_eq!(parts("\"线=500 万元\" E1.税收=3"), ["线=500 万元", "E1.税收=3"]);
        assert_eq!(parts("E1.「R 列」=2"), ["E1.「R 列」=2"]);
        assert_eq!(parts("“a b” c"), ["a b", "c"]);
    }

    #[test]
    fn counts_stand_at_either_end() {
        assert_eq!(leading_count("10 综合得分"), (Some(10), "综合得分"));
        assert_eq!(leading_count("１０ 综合得分"), (Some(10), "综合得分"));
        assert_eq!(leading_count("2 × 税收"), (Some(2), "× 税收"));
        assert_eq!(leading_count("综合得分"), (None, "综合得分"));
        assert_eq!(trailing_count("得分 当 参评 20"), ("得分 当 参评", Some(20)));
        assert_eq!(trailing_count("得分 当 税收 > 500"), ("得分 当 税收 > 500", None));
        assert_eq!(trailing_count("得分"), ("得分", None));
    }
}
