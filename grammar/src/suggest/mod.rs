//! "Did you mean": the known names that a misspelt one was probably meant to be, or none. Never a wild guess.
//!
//! A name is compared character by character, and what a change of a character costs depends on how such slips are
//! made: nothing for another way to write it (`form`: width, letter case, traditional characters, quotation marks),
//! little for a character of the same or nearly the same sound (`sound`: typed in pinyin, the wrong one picked) or shape
//! (`shape`), a whole edit for any other, and more than anything may cost for one that makes it another thing
//! (`contrast`: 上 and 下, 2022 and 2023). A suggestion is shown to a person; it is never applied unasked.

mod contrast;
mod distance;
mod form;
mod index;
mod offer;
mod shape;
mod sound;
#[cfg(test)]
mod tests;
mod traditional;
mod typed;
mod word;

pub use form::comparable;
pub use index::NameIndex;
pub use offer::{asked, asked_of, offer, offer_word, or_en, or_zh, spelt};
pub use traditional::simplified;

use form::Form;

/// How a suggestion is like what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same name, written otherwise: `區`, `Ａ`, `gdp`, `「亩均税收」`.
    Written,
    /// Its pinyin: `mujunshuishou`, `mjss`.
    Typed,
    /// The same sound, or nearly: `亩均睡收`.
    Sound,
    /// Characters that look alike: `己缴税金`.
    Shape,
    /// Few edits apart.
    Edits,
    /// A word more or less: `税收` for `亩均税收`.
    Word,
}

/// A known name, and why it may be the one that was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// The known name, as it was declared.
    pub name: &'a str,
    /// How it is like what was written.
    pub likeness: Likeness,
}

/// At most this many names are suggested.
const MOST: usize = 3;

/// Names that cost so little more than the best one are as good, in hundredths of an edit.
const AS_GOOD: u32 = 20;

/// The known names that `written` was probably meant to be, the likeliest first, at most three; all of them about
/// equally good. Where more than three are an edit away, none is any likelier, and none is given.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<Suggestion<'a>> {
    let forms: Vec<(&str, Form)> = known.into_iter().map(|name| (name, Form::new(name))).collect();
    nearest_of(written, forms.iter().map(|(name, form)| (*name, form)))
}

/// The likeliest of [`nearest`].
pub fn likeliest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(written, known).first().map(|suggestion| suggestion.name)
}

fn nearest_of<'a, 'f>(
    written: &str,
    known: impl Iterator<Item = (&'a str, &'f Form)> + Clone,
) -> Vec<Suggestion<'a>> {
    let sought = Form::new(written);
    let known = known.filter(|(name, _)| *name != written);
    let scored = known.clone().filter_map(|(name, form)| Some((distance::cost(&sought, form)?, name, form)));
    let mut scored: Vec<(u32, &str, &Form)> = scored.collect();
    scored.sort_by_key(|(cost, name, _)| (*cost, *name));
    scored.dedup_by_key(|(_, name, _)| *name);
    let Some(best) = scored.first().map(|(cost, ..)| *cost) else {
        return word_apart(&sought, known).into_iter().collect();
    };
    let reach = if best == 0 { 0 } else { best + AS_GOOD };
    let good = scored.iter().filter(|(cost, ..)| *cost <= reach);
    if best >= distance::EDIT && good.clone().count() > MOST {
        return Vec::new();
    }
    good.take(MOST)
        .map(|(_, name, form)| Suggestion { name, likeness: distance::likeness(&sought, form) })
        .collect()
}

/// The one name that has a word more, or a word less, and no other has.
fn word_apart<'a, 'f>(
    sought: &Form,
    known: impl Iterator<Item = (&'a str, &'f Form)>,
) -> Option<Suggestion<'a>> {
    let mut fitting: Vec<&str> =
        known.filter(|(_, form)| word::is_word_apart(sought, form)).map(|(name, _)| name).collect();
    fitting.sort_unstable();
    fitting.dedup();
    match fitting.as_slice() {
        [only] => Some(Suggestion { name: only, likeness: Likeness::Word }),
        _ => None,
    }
}
