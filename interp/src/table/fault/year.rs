//! Years in messages.

use heng_grammar::diagnostic::Message;

/// `2022 至 2024、2026 年` and `2022 to 2024, 2026`; `years` ascend.
pub fn years_text(years: &[i32]) -> Message {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for &year in years {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(year) => *last = year,
            _ => runs.push((year, year)),
        }
    }
    let text = |word: &str, comma: &str| {
        let run = |&(first, last): &(i32, i32)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}{comma}{last}"),
            _ => format!("{first} {word} {last}"),
        };
        runs.iter().map(run).collect::<Vec<_>>().join(comma)
    };
    Message::new(format!("{} 年", text("至", "、")), text("to", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_a_row_are_a_range() {
        assert_eq!(years_text(&[2022]), Message::new("2022 年", "2022"));
        assert_eq!(years_text(&[2022, 2023]), Message::new("2022、2023 年", "2022, 2023"));
        assert_eq!(
            years_text(&[2019, 2022, 2023, 2024]),
            Message::new("2019、2022 至 2024 年", "2019, 2022 to 2024")
        );
    }
}
