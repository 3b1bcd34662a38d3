//! Names of sheets: at most 31 characters, without those that spreadsheets forbid, each once.

use std::collections::BTreeSet;

/// The longest name of a sheet.
const LONGEST: usize = 31;

/// The names that are taken; those that differ only in case are the same.
#[derive(Clone, Debug, Default)]
pub struct SheetNames {
    taken: BTreeSet<String>,
}

impl SheetNames {
    /// A name like `wanted` that no other sheet has.
    pub fn fresh(&mut self, wanted: &str) -> String {
        let allowed = wanted.chars().filter(|c| !is_forbidden(*c));
        let wanted: String = allowed.collect::<String>().trim_matches(['\'', ' ']).to_owned();
        let wanted = if wanted.is_empty() { "表".to_owned() } else { wanted };
        let mut number = 1_usize;
        loop {
            let end = if number == 1 { String::new() } else { format!("({number})") };
            let kept = LONGEST - end.chars().count().min(LONGEST);
            let name = format!("{}{end}", cut(&wanted, kept));
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

/// Spreadsheets count 16-bit units.
fn cut(name: &str, longest: usize) -> String {
    let mut units = 0;
    name.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= longest
        })
        .collect()
}

/// `'` is allowed inside a name, but every reference would have to double it.
fn is_forbidden(c: char) -> bool {
    matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_allowed_and_each_is_there_once() {
        let mut names = SheetNames::default();
        assert_eq!(names.fresh("海门：甲/乙*[公司]"), "海门：甲乙公司");
        assert_eq!(names.fresh("E1"), "E1");
        assert_eq!(names.fresh("e1"), "e1(2)");
        assert_eq!(names.fresh(""), "表");
        let long = "长".repeat(40);
        assert_eq!(names.fresh(&long).chars().count(), 31);
        assert_eq!(names.fresh(&long), format!("{}(2)", "长".repeat(28)));
    }
}
