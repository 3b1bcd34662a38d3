//! What the file of a row is called: its key, made harmless for every file system.

use std::collections::BTreeMap;

use crate::run::digest;

/// Longer names are cut: some systems allow 255 bytes, and folders above need room too.
const LONGEST: usize = 60;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A file name for each key, without its ending, in their order. A key that is a good name is its own; any other has what is harmful
/// replaced and the first digits of its digest behind it, so that its name never depends on other rows. Only keys that differ
/// in nothing but capitals get digits because of each other: some file systems cannot tell them apart.
pub fn file_names(keys: &[String]) -> Vec<String> {
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for key in keys {
        *alike.entry(key.to_lowercase()).or_default() += 1;
    }
    let unlike = |key: &String| alike.get(&key.to_lowercase()) == Some(&1);
    keys.iter().map(|key| if unlike(key) && is_harmless(key) { key.clone() } else { renamed(key) }).collect()
}

fn is_harmless(key: &str) -> bool {
    let lower = key.to_lowercase();
    let numbered = |device: &str| {
        lower
            .strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
    };
    !key.is_empty()
        && key.chars().count() <= LONGEST
        && key.chars().all(is_kept)
        && !DEVICES.contains(&lower.as_str())
        && !numbered("com")
        && !numbered("lpt")
}

fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '（' | '）')
}

fn renamed(key: &str) -> String {
    let kept: String = key.chars().take(LONGEST).map(|c| if is_kept(c) { c } else { '_' }).collect();
    let digits: String = digest(&mut key.as_bytes()).unwrap_or_default().chars().take(8).collect();
    format!("{kept}~{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(keys: &[&str]) -> Vec<String> {
        file_names(&keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn good_keys_are_kept_and_others_made_harmless() {
        let names = of(&["91320614XN00123470", "崇川区", "甲/乙", "../x", "CON", "com1", ""]);
        assert_eq!(names.first().map(String::as_str), Some("91320614XN00123470"));
        assert_eq!(names.get(1).map(String::as_str), Some("崇川区"));
        let starts = ["甲_乙~", "___x~", "CON~", "com1~", "~"];
        for (name, start) in names.iter().skip(2).zip(starts) {
            assert!(name.starts_with(start) && !name.contains(['/', '.']), "{name}");
        }
    }

    #[test]
    fn keys_that_differ_in_capitals_only_do_not_fall_together() {
        let names = of(&["E1", "e1", "E2"]);
        assert!(
            names.iter().map(|name| name.to_lowercase()).collect::<std::collections::BTreeSet<_>>().len()
                == 3
        );
        assert_eq!(names.get(2).map(String::as_str), Some("E2"));
    }
}
