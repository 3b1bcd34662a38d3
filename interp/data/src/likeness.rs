//! Which of several names was probably meant.

use crate::fold::comparable;

/// The name nearest to `written`, if it is near enough: one edit in names of two to four characters that share one,
/// a third of the characters in longer ones; or one contains the other.
pub fn likeliest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let sought = comparable(written);
    let scored = names.filter_map(|name| Some((distance(&sought, &comparable(name))?, name)));
    scored.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

fn distance(sought: &str, name: &str) -> Option<usize> {
    let length = sought.chars().count().max(name.chars().count());
    let shortest = sought.chars().count().min(name.chars().count());
    if shortest >= 2 && (name.contains(sought) || sought.contains(name)) {
        return Some(length - shortest);
    }
    let edits = strsim::levenshtein(sought, name);
    let allowed = if length <= 4 { 1 } else { length / 3 };
    let share = sought.chars().any(|c| name.contains(c));
    (length > 1 && edits <= allowed && share).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        let names = ["实缴税金", "应税销售", "企业编号", "国五"];
        let near = |text| likeliest(text, names.into_iter());
        assert_eq!(near("实交税金"), Some("实缴税金"));
        assert_eq!(near("应税销售收入（万元）"), Some("应税销售"));
        assert_eq!(near("国四"), Some("国五"));
        assert_eq!(near("备注"), None);
        assert_eq!(near("税"), None);
    }
}
