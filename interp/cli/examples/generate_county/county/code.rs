//! Unified social credit codes with valid check characters (GB 32100, GB 11714), of organisations that cannot exist.

const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
const CODE_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// The code of the enterprise `index` in a county: its organisation code begins with `XN`, which nobody hands out.
pub fn social_credit_code(division: &str, index: u32) -> String {
    let serial = (u64::from(index) * 7_654_321 + 1_234) % 1_000_000;
    let organisation = format!("XN{serial:06}");
    let body = format!("91{division}{organisation}{}", organisation_check(&organisation));
    let check = code_check(&body);
    format!("{body}{check}")
}

fn organisation_check(organisation: &str) -> char {
    let sum: u32 = organisation
        .chars()
        .zip(ORGANISATION_WEIGHTS)
        .map(|(character, weight)| character.to_digit(36).unwrap_or_default() * weight)
        .sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

fn code_check(body: &str) -> char {
    let sum: u32 = body
        .bytes()
        .zip(CODE_WEIGHTS)
        .map(|(byte, weight)| {
            let place = ALPHABET.iter().position(|&letter| letter == byte).unwrap_or_default();
            u32::try_from(place).unwrap_or_default() * weight
        })
        .sum();
    let place = usize::try_from((31 - sum % 31) % 31).unwrap_or_default();
    ALPHABET.get(place).map_or('0', |&letter| char::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_characters_are_those_of_the_standards() {
        assert_eq!(organisation_check("D2143569"), 'X');
        assert_eq!(code_check("91350100M000100Y4"), '3');
    }
}
