//! How characters sound: pinyin without tones, and which sounds are taken for each other where people type.

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

/// The readings of a character, the usual one first; the rare ones of characters with many are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sounds([&'static str; 3]);

impl Sounds {
    /// The readings there are.
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> {
        self.0.into_iter().filter(|reading| !reading.is_empty())
    }

    /// The usual reading; empty where it is no Han character.
    pub(super) fn usual(&self) -> &'static str {
        self.0[0]
    }

    /// Whether it has a reading.
    pub(super) fn is_han(&self) -> bool {
        !self.usual().is_empty()
    }
}

/// The readings of `character`.
pub(super) fn sounds(character: char) -> Sounds {
    let mut found = Sounds::default();
    if character < '\u{3400}' {
        return found;
    }
    let usual = character.to_pinyin().map(Pinyin::plain);
    let others = character.to_pinyin_multi();
    let others = others.iter().flat_map(|readings| readings.into_iter()).map(Pinyin::plain);
    for reading in usual.into_iter().chain(others) {
        let known = found.all().any(|there| there == reading);
        if let Some(free) = found.0.iter_mut().find(|place| place.is_empty()).filter(|_| !known) {
            *free = reading;
        }
    }
    found
}

/// How near two characters sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// Read alike.
    Same,
    /// Read alike where one of them has its second reading.
    Second,
    /// Taken for each other by many who speak a dialect: zh and z, ing and in.
    Near,
}

/// How near two characters sound, if they do.
pub(super) fn nearness(a: Sounds, b: Sounds) -> Option<Nearness> {
    let (first, second) = (a.usual(), b.usual());
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let reads = |sounds: Sounds, reading: &str| sounds.0.iter().take(2).any(|own| *own == reading);
    if first == second {
        Some(Nearness::Same)
    } else if reads(a, second) || reads(b, first) {
        Some(Nearness::Second)
    } else {
        (broad(first) == broad(second)).then_some(Nearness::Near)
    }
}

/// A syllable without the differences that are lost in many mouths: zh/z, ch/c, sh/s, n/l at its front, ing/in and
/// eng/en at its end.
pub(super) fn broad(syllable: &str) -> (char, &str) {
    let (head, tail) = match syllable.get(..2) {
        Some("zh") => ('z', syllable.get(2..)),
        Some("ch") => ('c', syllable.get(2..)),
        Some("sh") => ('s', syllable.get(2..)),
        _ => (syllable.chars().next().unwrap_or_default(), syllable.get(1..)),
    };
    let tail = tail.unwrap_or_default();
    let short = tail.strip_suffix('g').filter(|short| short.ends_with("in") || short.ends_with("en"));
    (if head == 'n' { 'l' } else { head }, short.unwrap_or(tail))
}

#[cfg(test)]
mod tests {
    use super::{Nearness, nearness, sounds};

    #[test]
    fn characters_sound_alike_or_nearly_or_not() {
        let near = |a, b| nearness(sounds(a), sounds(b));
        assert_eq!(near('睡', '税'), Some(Nearness::Same));
        assert_eq!(near('帅', '率'), Some(Nearness::Second));
        assert_eq!(near('声', '身'), Some(Nearness::Near));
        assert_eq!(near('正', '增'), Some(Nearness::Near));
        assert_eq!(near('年', '连'), Some(Nearness::Near));
        assert_eq!(near('税', '销'), None);
        assert_eq!(near('税', 'A'), None);
    }
}
