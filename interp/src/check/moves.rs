//! Moves that can meet on one row and would give another grade in the other order.

use heng_grammar::diagnostic::{Diagnostic, Message, Severity};
use heng_grammar::span::Span;
use heng_grammar::tree::MoveAction;

/// What a move does to a position in the order of grades; 0 is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// 调为
    Set(u32),
    /// 不低于
    AtLeast(u32),
    /// 不高于
    AtMost(u32),
    /// 上调
    Up(u32),
    /// 下调
    Down(u32),
}

impl Effect {
    /// The effect of an action whose grade stands at `position` in the order of `ordered` grades.
    pub fn of(action: &MoveAction, position: u32) -> Self {
        match action {
            MoveAction::Set(_) => Self::Set(position),
            MoveAction::AtLeast(_) => Self::AtLeast(position),
            MoveAction::AtMost(_) => Self::AtMost(position),
            MoveAction::Up(steps) => Self::Up(*steps),
            MoveAction::Down(steps) => Self::Down(*steps),
        }
    }

    /// The grade after the move.
    pub fn apply(self, grade: u32, ordered: u32) -> u32 {
        match self {
            Self::Set(to) => to,
            Self::AtLeast(to) => grade.min(to),
            Self::AtMost(to) => grade.max(to),
            Self::Up(steps) => grade.saturating_sub(steps),
            Self::Down(steps) => grade.saturating_add(steps).min(ordered.saturating_sub(1)),
        }
    }
}

/// A grade at which the order of two moves matters, with what comes out as written and the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The grade before both.
    pub grade: u32,
    /// After the first, then the second.
    pub as_written: u32,
    /// After the second, then the first.
    pub reversed: u32,
}

/// The first grade (among `grades`, those the two conditions leave possible) at which two moves disagree.
pub fn disagree(first: Effect, second: Effect, ordered: u32, grades: &[u32]) -> Option<Meeting> {
    grades.iter().copied().find_map(|grade| {
        let as_written = second.apply(first.apply(grade, ordered), ordered);
        let reversed = first.apply(second.apply(grade, ordered), ordered);
        (as_written != reversed).then_some(Meeting { grade, as_written, reversed })
    })
}

/// A pair for the report: the names of the two moves, the grades, and a row on which both hold, as far as it is known.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The earlier move and where it stands.
    pub first: (String, Span),
    /// The later one.
    pub second: (String, Span),
    /// The grade before, as written, the other way round.
    pub grades: [String; 3],
    /// `一般事故数 = 2 起，黑名单 = 是`; empty where it cannot be worked out.
    pub row: String,
}

/// How many pairs a note spells out.
const SHOWN: usize = 8;

/// One note for a block: its order decides these pairs.
pub fn note(block: &str, span: Span, pairs: &[Pair]) -> Option<Diagnostic> {
    if pairs.is_empty() {
        return None;
    }
    let count = pairs.len();
    let title = Message::new(
        format!("「{block}」里有 {count} 对调整会碰到一起，先后不同、结果也不同；现按自上而下"),
        format!("in `{block}`, {count} pairs of moves can meet and depend on their order; it is top down"),
    );
    let mut report =
        Diagnostic::new(641, Severity::Note, title).at(span, "次序由这里定", "the order is set here");
    for pair in pairs.iter().take(SHOWN) {
        let ((first, _), (second, _), [from, written, reversed]) = (&pair.first, &pair.second, &pair.grades);
        let row = if pair.row.is_empty() { String::new() } else { format!("（{}）", pair.row) };
        report = report.help(
            format!("「{first}」与「{second}」：{from} 档的企业{row}，照写的次序是 {written}，反过来是 {reversed}"),
            format!("`{first}` and `{second}`: from {from}{row} to {written} as written, {reversed} the other way round"),
        );
    }
    if let Some(more) = count.checked_sub(SHOWN).filter(|more| *more > 0) {
        report = report.help(format!("另有 {more} 对"), format!("and {more} pairs more"));
    }
    Some(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [u32; 4] = [0, 1, 2, 3];

    #[test]
    fn a_floor_and_a_set_below_it_disagree_at_every_grade() {
        let met = disagree(Effect::AtLeast(1), Effect::Set(3), 4, &ALL).unwrap();
        assert_eq!(met, Meeting { grade: 0, as_written: 3, reversed: 1 });
    }

    #[test]
    fn a_floor_agrees_with_a_set_at_it() {
        assert_eq!(disagree(Effect::AtLeast(1), Effect::Set(1), 4, &ALL), None);
        assert_eq!(disagree(Effect::Set(3), Effect::Set(3), 4, &ALL), None);
        assert_eq!(disagree(Effect::Down(1), Effect::Down(2), 4, &ALL), None);
    }

    #[test]
    fn only_grades_that_both_leave_possible_count() {
        // A floor at B and one step down: an A firm ends at B either way, a C firm at C or B.
        assert_eq!(disagree(Effect::AtLeast(1), Effect::Down(1), 4, &[0]), None);
        let met = disagree(Effect::AtLeast(1), Effect::Down(1), 4, &ALL).unwrap();
        assert_eq!((met.grade, met.as_written, met.reversed), (1, 2, 1));
    }

    #[test]
    fn steps_stop_at_the_ends() {
        assert_eq!(Effect::Down(2).apply(2, 4), 3);
        assert_eq!(Effect::Up(2).apply(1, 4), 0);
        assert_eq!(Effect::AtMost(2).apply(0, 4), 2);
    }
}
