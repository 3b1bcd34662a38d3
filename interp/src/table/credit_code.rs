//! 统一社会信用代码 (GB 32100-2015): 18 characters, of which the 9th to 17th are the 组织机构代码 (GB 11714) with a check
//! character of its own, and the last checks all.

/// The characters of a code: figures and letters without I, O, S, V and Z.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The weights of the first 17 characters: powers of 3, modulo 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// The weights of the first 8 characters of an organisation's code.
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// What is wrong with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// It has this many characters and not 18.
    Length(usize),
    /// Characters that no code has, in their order, without repetition.
    Characters(Vec<char>),
    /// The last character is not the one that the others ask for.
    Check {
        /// The character that stands last.
        found: char,
        /// The one that belongs there.
        wanted: char,
    },
    /// The check character of the organisation's code, the 17th, is not the one that the eight before it ask for.
    Organisation {
        /// The character that stands there.
        found: char,
        /// The one that belongs there.
        wanted: char,
    },
}

/// What is wrong with `code`; nothing where it is one.
pub fn credit_code_fault(code: &str) -> Option<CodeFault> {
    let length = code.chars().count();
    let mut strange: Vec<char> = Vec::new();
    for c in code.chars().filter(|c| value(*c).is_none()) {
        if !strange.contains(&c) {
            strange.push(c);
        }
    }
    let plain = code.chars().filter_map(plain).count();
    if length != 18 && (plain != 18 || strange.is_empty()) {
        return Some(CodeFault::Length(length));
    }
    if !strange.is_empty() {
        return Some(CodeFault::Characters(strange));
    }
    let organisation: String = code.chars().skip(8).take(9).collect();
    if let (Some(wanted), Some(found)) = (organisation_check(&organisation), organisation.chars().last())
        && wanted != found
    {
        return Some(CodeFault::Organisation { found, wanted });
    }
    let (wanted, found) = (check(code)?, code.chars().last()?);
    (wanted != found).then_some(CodeFault::Check { found, wanted })
}

/// The one code that was probably meant by `code`: written with the characters that codes have, or with two neighbours
/// exchanged. Nothing where there is no such code, or more than one.
pub fn credit_code_meant(code: &str) -> Option<String> {
    let plain: String = code.chars().filter_map(plain).collect();
    if plain != code && credit_code_fault(&plain).is_none() {
        return Some(plain);
    }
    let characters: Vec<char> = plain.chars().collect();
    let mut meant = Vec::new();
    for at in 0..characters.len().saturating_sub(1) {
        let mut swapped = characters.clone();
        swapped.swap(at, at + 1);
        let swapped: String = swapped.into_iter().collect();
        if swapped != plain && credit_code_fault(&swapped).is_none() && !meant.contains(&swapped) {
            meant.push(swapped);
        }
    }
    if meant.len() == 1 { meant.pop() } else { None }
}

/// The character of codes that `c` stands for: upper case, half width, and a figure for the letter that looks like it. Nothing
/// for blanks and what cannot be seen.
fn plain(c: char) -> Option<char> {
    let narrow = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    };
    let upper = narrow.to_ascii_uppercase();
    match upper {
        'O' => Some('0'),
        'I' => Some('1'),
        'Z' => Some('2'),
        'S' => Some('5'),
        'V' => Some('U'),
        '-' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => None,
        c if c.is_whitespace() => None,
        c => Some(c),
    }
}

/// The number a character counts as.
fn value(c: char) -> Option<u32> {
    let byte = u8::try_from(c).ok()?;
    let place = CHARACTERS.iter().position(|known| *known == byte)?;
    u32::try_from(place).ok()
}

/// The last character that the first 17 of `code` ask for.
fn check(code: &str) -> Option<char> {
    let mut sum = 0;
    for (c, weight) in code.chars().zip(WEIGHTS) {
        sum += value(c)? * weight;
    }
    let place = (31 - sum % 31) % 31;
    CHARACTERS.get(place as usize).map(|byte| char::from(*byte))
}

/// The last character that the first 8 of an organisation's code ask for.
fn organisation_check(code: &str) -> Option<char> {
    let mut sum = 0;
    for (c, weight) in code.chars().zip(ORGANISATION_WEIGHTS) {
        sum += c.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_public_registers_are_codes() {
        for code in ["91350100M000100Y43", "914403001922038216", "91110000802100433B", "91320614XN00123470"] {
            assert_eq!(credit_code_fault(code), None, "{code}");
        }
    }

    #[test]
    fn each_kind_of_mistake_is_told_apart() {
        assert_eq!(credit_code_fault("9144030019220382"), Some(CodeFault::Length(16)));
        assert_eq!(credit_code_fault("91440300I9220382I6"), Some(CodeFault::Characters(vec!['I'])));
        assert!(matches!(credit_code_fault("914403001922038215"), Some(CodeFault::Check { .. })));
        assert!(matches!(credit_code_fault("914403001922039216"), Some(CodeFault::Organisation { .. })));
    }

    #[test]
    fn what_was_meant_is_found_where_it_is_plain() {
        let meant = |code: &str| credit_code_meant(code);
        assert_eq!(meant("91440300I922038216").as_deref(), Some("914403001922038216"));
        assert_eq!(meant("９１４４０３００１９２２０３８２１６").as_deref(), Some("914403001922038216"));
        assert_eq!(meant("91350100m000100y43").as_deref(), Some("91350100M000100Y43"));
        assert_eq!(meant("914403001922083216").as_deref(), Some("914403001922038216"));
        assert_eq!(meant("914403001922038219"), None);
    }
}
