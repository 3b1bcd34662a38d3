//! Bars of block characters, an eighth of a cell at a time; of `#` where these cannot be drawn.

use super::paper::Paper;

/// A bar of the share `count / greatest` of `cells` cells. Never empty where something is counted.
pub fn bar(count: u64, greatest: u64, cells: usize, paper: &Paper) -> String {
    const PARTS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let greatest = u128::from(greatest.max(1));
    let (count, cells) = (u128::from(count), cells as u128);
    if count == 0 {
        return String::new();
    }
    if !paper.drawn {
        let whole = ((count * cells + greatest / 2) / greatest).max(1);
        return "#".repeat(usize::try_from(whole).unwrap_or(0));
    }
    let eighths = (count * cells * 8 / greatest).max(1);
    let (whole, part) = (eighths / 8, usize::try_from(eighths % 8).unwrap_or(0));
    let mut text = "█".repeat(usize::try_from(whole).unwrap_or(0));
    if part > 0 {
        text.extend(PARTS.get(part));
    }
    text
}

/// A count in as few cells as a bar is long, rounded to tenths of a percent: `12.5%`.
pub fn share(count: u64, all: u64) -> String {
    let all = u128::from(all.max(1));
    let tenths = (u128::from(count) * 2000 + all) / (2 * all);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use heng_grammar::diagnostic::Language;

    use super::*;

    fn paper(drawn: bool) -> Paper {
        Paper { language: Language::Chinese, width: 80, colour: false, drawn }
    }

    #[test]
    fn bars_are_as_long_as_their_share() {
        assert_eq!(bar(8, 8, 4, &paper(true)), "████");
        assert_eq!(bar(3, 8, 4, &paper(true)), "█▌");
        assert_eq!(bar(1, 800, 4, &paper(true)), "▏");
        assert_eq!(bar(0, 8, 4, &paper(true)), "");
        assert_eq!(bar(3, 8, 4, &paper(false)), "##");
    }

    #[test]
    fn shares_round_half_up() {
        assert_eq!(share(1, 8), "12.5%");
        assert_eq!(share(1, 3), "33.3%");
        assert_eq!(share(0, 0), "0.0%");
    }
}
