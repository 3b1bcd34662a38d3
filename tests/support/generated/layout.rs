//! Pieces of text laid out: with one blank between them, or as untidily as the language allows.

use super::derive::Piece;
use super::random::Random;

const BLANKS: &[&str] = &[" ", "  ", "\u{3000}", "   ", "\t", "\u{A0}"];

/// The pieces as one entry whose lines are indented by `indent`.
pub fn lay_out(pieces: &[Piece], random: &mut Random, noise: bool, indent: usize) -> String {
    let mut made = String::new();
    let mut brackets = 0_i32;
    let mut last = "";
    for piece in pieces {
        if !made.is_empty() && !piece.touches {
            made.push_str(&between(last, &piece.text, brackets > 0, random, noise, indent));
        }
        match piece.text.as_str() {
            "(" | "（" | "[" | "［" | "【" => brackets += 1,
            ")" | "）" | "]" | "］" | "】" => brackets -= 1,
            _ => {}
        }
        made.push_str(&piece.text);
        last = &piece.text;
    }
    made
}

/// What stands between two pieces that need not touch.
fn between(
    left: &str,
    right: &str,
    bracketed: bool,
    random: &mut Random,
    noise: bool,
    indent: usize,
) -> String {
    let may_touch = may_touch(left, right);
    if !noise {
        return if may_touch && tidy_touch(left, right) { String::new() } else { " ".to_owned() };
    }
    let breaks = bracketed || goes_on_after(left) || goes_on_before(right);
    if breaks && random.percent(4) {
        let comment = if random.percent(30) { "  // 注 note" } else { "" };
        let ending = random.of(&["\n", "\n", "\n", "\r\n"]);
        return format!("{comment}{ending}{}", " ".repeat(indent + 2 + random.below(6)));
    }
    if may_touch && random.percent(50) {
        return String::new();
    }
    if random.percent(70) { " ".to_owned() } else { random.of(BLANKS).to_owned() }
}

/// Whether two pieces without a blank between them stay two pieces.
fn may_touch(left: &str, right: &str) -> bool {
    let sign = |text: &str| {
        matches!(
            text,
            "，" | ","
                | "、"
                | "="
                | "＝"
                | "≥"
                | "≤"
                | "<"
                | ">"
                | "＜"
                | "＞"
                | "≠"
                | "+"
                | "＋"
                | "×"
                | "＊"
                | ")"
                | "）"
                | "]"
                | "］"
                | ":"
                | "："
                | "|"
                | "→"
        )
    };
    let opens = |text: &str| matches!(text, "(" | "（" | "[" | "［" | "【");
    let word = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_');
    if sign(right) && sign(left) && !matches!(left, ")" | "）" | "]" | "］") {
        return false;
    }
    // A comma between digits groups them.
    if matches!(left, "," | "，") {
        return !right.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    }
    if opens(right) {
        return opens(left) || matches!(left, "=" | "，" | "+" | "≥");
    }
    opens(left)
        || sign(right) && !matches!(right, "→")
        || sign(left) && word(right) && !matches!(left, ")" | "）" | "]" | "］")
}

/// Whether people write the two without a blank.
fn tidy_touch(left: &str, right: &str) -> bool {
    matches!(left, "(" | "（" | "[" | "［" | "【")
        || matches!(right, ")" | "）" | "]" | "］" | "】" | "，" | "、" | "," | ":" | "：")
        || left == "，"
}

fn goes_on_after(left: &str) -> bool {
    matches!(left, "，" | "," | "、" | "+" | "×" | "≥" | "且" | "或" | "and" | "or" | "则" | "then")
}

fn goes_on_before(right: &str) -> bool {
    matches!(right, "且" | "或" | "and" | "or" | "则" | "否则" | "then" | "else" | "当" | "when" | "+" | "×")
}
