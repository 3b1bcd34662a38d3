//! "Did you mean": the nearest of the known names, or none. Never a wild guess.

/// The known name nearest to `name` by edits counted in characters, if it is near: one edit for names of two to four
/// characters that share a character, a third of the characters for longer ones; a name of one character has no neighbours. Of equals,
/// the first in order of characters.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let allowed = match length {
        0 | 1 => return None,
        2..=4 => 1,
        _ => length / 3,
    };
    known
        .into_iter()
        .filter(|candidate| *candidate != name && shares_a_character(name, candidate))
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && candidate.chars().count() > 1)
        .min()
        .map(|(_, candidate)| candidate)
}

fn shares_a_character(a: &str, b: &str) -> bool {
    a.chars().any(|character| b.contains(character))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn one_wrong_character_of_four() {
        assert_eq!(nearest("亩均睡收", ["亩均销售", "亩均税收"]), Some("亩均税收"));
    }

    #[test]
    fn two_characters_may_differ_in_one() {
        assert_eq!(nearest("国四", ["国五", "省四星"]), Some("国五"));
    }

    #[test]
    fn nothing_in_common_is_no_neighbour() {
        assert_eq!(nearest("税收", ["面积", "A"]), None);
    }

    #[test]
    fn a_single_character_has_no_neighbours() {
        assert_eq!(nearest("税", ["地", "税收"]), None);
    }

    #[test]
    fn long_names_may_differ_in_a_third() {
        assert_eq!(nearest("单位能耗税收额", ["单位能耗税收", "单位污染物税收"]), Some("单位能耗税收"));
    }
}
