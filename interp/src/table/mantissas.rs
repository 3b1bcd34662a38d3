//! Whole numbers of a column, each in as few bytes as the greatest of them needs: a count of accidents takes one, a tax four.

use std::ops::Range;

use super::column::make_room;

/// Whole numbers, one a row.
#[derive(Clone, Debug)]
pub struct Mantissas(Widths);

/// All numbers of a column have one width.
#[derive(Clone, Debug)]
enum Widths {
    /// Of one byte.
    Bytes(Vec<i8>),
    /// Of two bytes.
    Shorts(Vec<i16>),
    /// Of four bytes.
    Words(Vec<i32>),
    /// Of eight bytes: also while a column is being read, whatever its numbers are.
    Longs(Vec<i64>),
}

/// Does the same with the vector, whatever the width of its elements.
macro_rules! with {
    ($mantissas:expr, $vector:ident => $does:expr) => {
        match $mantissas {
            Widths::Bytes($vector) => $does,
            Widths::Shorts($vector) => $does,
            Widths::Words($vector) => $does,
            Widths::Longs($vector) => $does,
        }
    };
}

impl Default for Mantissas {
    fn default() -> Self {
        Self(Widths::Longs(Vec::new()))
    }
}

/// How wide they are says nothing.
impl PartialEq for Mantissas {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (0..self.len()).all(|row| self.get(row) == other.get(row))
    }
}

impl From<Vec<i64>> for Mantissas {
    fn from(all: Vec<i64>) -> Self {
        Self(Widths::Longs(all))
    }
}

impl Mantissas {
    /// How many there are.
    pub fn len(&self) -> usize {
        with!(&self.0, own => own.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// That of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<i64> {
        with!(&self.0, own => own.get(row).map(|own| own.number()))
    }

    /// Those of rows that follow one another; nothing where there are not so many.
    pub fn run(&self, rows: Range<usize>) -> Option<Vec<i64>> {
        with!(&self.0, own => Some(own.get(rows)?.iter().map(|own| own.number()).collect()))
    }

    /// Those of rows, of the ones that are there.
    pub fn of_rows(&self, rows: impl Iterator<Item = u32>) -> Vec<i64> {
        with!(&self.0, own => rows.filter_map(|row| own.get(row as usize)).map(|own| own.number()).collect())
    }

    /// Does something with each, in order.
    #[inline]
    pub fn each(&self, mut take: impl FnMut(i64)) {
        with!(&self.0, own => own.iter().for_each(|own| take(own.number())));
    }

    /// Whether something is so of all; asked in order, until it is not of one.
    #[inline]
    pub fn all(&self, mut is: impl FnMut(i64) -> bool) -> bool {
        with!(&self.0, own => own.iter().all(|own| is(own.number())))
    }

    /// The least and the greatest; nothing where there is none.
    pub fn ends(&self) -> Option<(i64, i64)> {
        with!(&self.0, own => ends(own))
    }

    /// Adds one, whatever it needs.
    #[inline]
    pub fn push(&mut self, mantissa: i64) {
        if !matches!(self.0, Widths::Longs(_)) {
            self.widen(mantissa.unsigned_abs());
        }
        with!(&mut self.0, own => own.push(Whole::of(mantissa)));
    }

    /// Adds all of `more` and empties it; none of both is greater than `greatest`, or less than its like below 0. An empty column takes no
    /// more bytes for each than that needs.
    pub fn append(&mut self, more: &mut Self, greatest: u64) {
        if matches!(&self.0, Widths::Longs(own) if own.is_empty()) {
            self.0 = Widths::Bytes(Vec::new());
        }
        self.widen(greatest);
        with!(&mut self.0, own => with!(&more.0, more => extend(own, more)));
        more.clear();
    }

    /// Takes all away; what memory there is, and the width, stay.
    pub fn clear(&mut self) {
        with!(&mut self.0, own => own.clear());
    }

    /// Makes room for so many more, if there is memory; an empty column will take no more bytes for each than the first that are
    /// [appended](Self::append) need.
    pub fn reserve(&mut self, more: usize) {
        if matches!(&self.0, Widths::Longs(own) if own.is_empty()) {
            self.0 = Widths::Bytes(Vec::new());
        }
        with!(&mut self.0, own => make_room(own, more));
    }

    /// Changes each; none comes to be greater than `greatest`, or less than its like below 0.
    pub fn change(&mut self, greatest: u64, to: impl Fn(i64) -> i64) {
        self.widen(greatest);
        with!(&mut self.0, own => own.iter_mut().for_each(|own| *own = Whole::of(to(own.number()))));
    }

    /// Takes no more bytes for each than the `greatest` needs.
    pub fn shorten(&mut self, greatest: u64) {
        if bytes_for(greatest) < self.width() {
            self.0 = self.converted(bytes_for(greatest), 0);
        }
    }

    /// Makes each wide enough for numbers up to `greatest`.
    fn widen(&mut self, greatest: u64) {
        if bytes_for(greatest) > self.width() {
            self.0 = self.converted(bytes_for(greatest), with!(&self.0, own => own.capacity()));
        }
    }

    /// How many bytes each takes.
    pub(super) fn width(&self) -> usize {
        fn width<T>(_: &[T]) -> usize {
            size_of::<T>()
        }
        with!(&self.0, own => width(own))
    }

    /// The same numbers of `bytes` bytes each, which is enough for them, with room for `room`.
    fn converted(&self, bytes: usize, room: usize) -> Widths {
        match bytes {
            1 => Widths::Bytes(self.as_wholes(room)),
            2 => Widths::Shorts(self.as_wholes(room)),
            4 => Widths::Words(self.as_wholes(room)),
            _ => Widths::Longs(self.as_wholes(room)),
        }
    }

    fn as_wholes<T: Whole>(&self, room: usize) -> Vec<T> {
        let mut all = Vec::with_capacity(room.max(self.len()));
        with!(&self.0, own => all.extend(own.iter().map(|own| T::of(own.number()))));
        all
    }
}

/// How many bytes hold numbers up to `greatest`, and their likes below 0.
fn bytes_for(greatest: u64) -> usize {
    match greatest {
        0..=0x7f => 1,
        0x80..=0x7fff => 2,
        0x8000..=0x7fff_ffff => 4,
        _ => 8,
    }
}

fn extend<T: Whole>(own: &mut Vec<T>, more: &[impl Whole]) {
    own.extend(more.iter().map(|more| T::of(more.number())));
}

fn ends<T: Whole>(all: &[T]) -> Option<(i64, i64)> {
    let first = *all.first()?;
    let both = |(least, greatest): (T, T), own: &T| (least.min(*own), greatest.max(*own));
    let (least, greatest) = all.iter().fold((first, first), both);
    Some((least.number(), greatest.number()))
}

/// A whole number of some width.
trait Whole: Copy + Ord {
    /// A number that fits.
    fn of(number: i64) -> Self;
    /// As a number of 64 bits.
    fn number(self) -> i64;
}

macro_rules! narrow {
    ($($width:ty)*) => {$(
        impl Whole for $width {
            #[inline]
            #[expect(clippy::cast_possible_truncation, reason = "whoever calls looked whether it fits")]
            fn of(number: i64) -> Self {
                number as $width
            }

            #[inline]
            fn number(self) -> i64 {
                self.into()
            }
        }
    )*};
}

narrow!(i8 i16 i32);

impl Whole for i64 {
    #[inline]
    fn of(number: i64) -> Self {
        number
    }

    #[inline]
    fn number(self) -> i64 {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mantissas: &Mantissas) -> Vec<i64> {
        let mut all = Vec::new();
        mantissas.each(|mantissa| all.push(mantissa));
        all
    }

    #[test]
    fn numbers_are_the_same_in_every_width() {
        let numbers = [0, 1, -1, 127, -127, 128, -128, 32_767, -32_768, 1 << 31, i64::MIN, i64::MAX];
        for count in 1..=numbers.len() {
            let numbers = &numbers[..count];
            let greatest = numbers.iter().map(|number| number.unsigned_abs()).max().unwrap_or(0);
            let mut whole = Mantissas::from(numbers.to_vec());
            whole.shorten(greatest);
            assert_eq!(all(&whole), numbers);
            assert_eq!(whole.run(1..count).as_deref(), Some(&numbers[1..]));
            assert_eq!(whole.run(0..count + 1), None);
            assert_eq!(whole.of_rows([u32::MAX, 0].into_iter()), numbers[..1]);
            assert_eq!(whole.ends(), numbers.iter().min().copied().zip(numbers.iter().max().copied()));
            for parted in 0..count {
                let mut joined = Mantissas::default();
                let (before, behind) = numbers.split_at(parted);
                let of = |part: &[i64]| part.iter().map(|number| number.unsigned_abs()).max().unwrap_or(0);
                joined.append(&mut Mantissas::from(before.to_vec()), of(before));
                joined.append(&mut Mantissas::from(behind.to_vec()), greatest);
                assert_eq!(joined, whole);
                let mut pushed = Mantissas(Widths::Bytes(Vec::new()));
                numbers.iter().for_each(|number| pushed.push(*number));
                assert_eq!(pushed, whole);
            }
        }
    }
}
