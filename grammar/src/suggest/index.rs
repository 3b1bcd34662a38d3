//! Names with their pinyin, made once and asked often: suggestions, and completion of what is being typed.

use super::form::Form;
use super::typed::{first_letters, spells, whole};
use super::{Suggestion, nearest_of};

/// Names, each with the form it is compared in and the pinyin it can be typed as.
///
/// Making one costs a look-up of each character; asking one of some thousand names takes about a millisecond.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    names: Vec<(String, Form)>,
}

impl NameIndex {
    /// An index of `names`; each is kept once, in order of characters.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        Self { names: names.into_iter().map(|name| (name.to_owned(), Form::new(name))).collect() }
    }

    /// What `written` was probably meant to be, as [`super::nearest`] has it.
    pub fn nearest(&self, written: &str) -> Vec<Suggestion<'_>> {
        nearest_of(written, self.names.iter().map(|(name, form)| (name.as_str(), form)))
    }

    /// At most `most` names that what was `typed` can be the beginning of, the likeliest first: those that begin so, then
    /// those whose pinyin does (`mujun`), then those whose first letters do (`mjs`, `亩均ss`), then those that hold it.
    /// Shorter names come first, then in order of characters. Nothing typed completes to nothing.
    pub fn complete(&self, typed: &str, most: usize) -> Vec<&str> {
        let mut ranked = self.fitting(typed);
        ranked.sort_by_key(|(rank, name)| (*rank, name.chars().count(), *name));
        ranked.into_iter().take(most).map(|(_, name)| name).collect()
    }

    /// All names that what was `typed` can be the beginning of, in order of characters, each with how well it fits: 0 where
    /// it begins so, 1 where its pinyin does, 2 where its first letters do, 3 where it holds it.
    pub fn fitting(&self, typed: &str) -> Vec<(u8, &str)> {
        let sought: String = super::comparable(typed);
        if sought.is_empty() {
            return Vec::new();
        }
        self.names.iter().filter_map(|(name, form)| Some((rank(&sought, form)?, name.as_str()))).collect()
    }
}

/// How well what was typed fits a name; 0 is best.
fn rank(sought: &str, form: &Form) -> Option<u8> {
    let letters = sought.chars().count();
    let holds = || {
        let last = (form.letters.len() + 1).saturating_sub(letters);
        (0..last).any(|from| sought.chars().zip(form.chars().skip(from)).all(|(a, b)| a == b))
    };
    let begins = || sought.chars().zip(form.chars()).all(|(a, b)| a == b);
    if letters <= form.letters.len() && begins() {
        Some(0)
    } else if spells(sought, &form.letters, whole, false) {
        Some(1)
    } else if spells(sought, &form.letters, first_letters, false) {
        Some(2)
    } else {
        holds().then_some(3)
    }
}

#[cfg(test)]
mod tests {
    use super::NameIndex;

    fn index() -> NameIndex {
        NameIndex::new([
            "亩均税收",
            "亩均销售",
            "亩产税收",
            "单位能耗税收",
            "税收",
            "R&D投入强度",
            "用地面积",
        ])
    }

    #[test]
    fn names_complete_by_characters_pinyin_and_initials() {
        let index = index();
        assert_eq!(index.complete("亩均", 9), ["亩均税收", "亩均销售"]);
        assert_eq!(index.complete("mujunsh", 9), ["亩均税收"]);
        assert_eq!(index.complete("mjs", 9), ["亩均税收"]);
        assert_eq!(index.complete("mjss", 9), ["亩均税收"]);
        assert_eq!(index.complete("mj", 1), ["亩均税收"]);
        assert_eq!(index.complete("亩均xs", 9), ["亩均销售"]);
        assert_eq!(index.complete("税收", 9), ["税收", "亩产税收", "亩均税收", "单位能耗税收"]);
        assert_eq!(index.complete("r&dt", 9), ["R&D投入强度"]);
        assert!(index.complete("", 9).is_empty());
        assert!(index.complete("zzz", 9).is_empty());
    }

    #[test]
    fn an_index_suggests_as_a_list_does() {
        let index = index();
        let names: Vec<&str> = index.nearest("亩均睡收").iter().map(|s| s.name).collect();
        assert_eq!(names, ["亩均税收"]);
    }
}
