//! Whole numbers of a column, each in as few bytes as the greatest of them needs: a count of accidents takes one, a tax four.

/// Whole numbers, one a row.
#[derive(Clone, Debug)]
pub enum Mantissas {
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
            Mantissas::Bytes($vector) => $does,
            Mantissas::Shorts($vector) => $does,
            Mantissas::Words($vector) => $does,
            Mantissas::Longs($vector) => $does,
        }
    };
}

impl Default for Mantissas {
    fn default() -> Self {
        Self::Longs(Vec::new())
    }
}

/// How wide they are says nothing.
impl PartialEq for Mantissas {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (0..self.len()).all(|row| self.get(row) == other.get(row))
    }
}

impl Mantissas {
    /// How many there are.
    pub fn len(&self) -> usize {
        with!(self, own => own.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// That of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<i64> {
        with!(self, own => own.get(row).map(|own| own.number()))
    }

    /// Does something with each, in order.
    #[inline]
    pub fn each(&self, mut take: impl FnMut(i64)) {
        with!(self, own => own.iter().for_each(|own| take(own.number())));
    }

    /// Whether something is so of all; asked in order, until it is not of one.
    #[inline]
    pub fn all(&self, mut is: impl FnMut(i64) -> bool) -> bool {
        with!(self, own => own.iter().all(|own| is(own.number())))
    }

    /// The least and the greatest; nothing where there is none.
    pub fn ends(&self) -> Option<(i64, i64)> {
        with!(self, own => ends(own))
    }

    /// Adds one, whatever it needs.
    #[inline]
    pub fn push(&mut self, mantissa: i64) {
        if !matches!(self, Self::Longs(_)) {
            self.widen(mantissa.unsigned_abs());
        }
        with!(self, own => own.push(Whole::of(mantissa)));
    }

    /// Adds all of `more` and empties it; none of both is greater than `greatest`, or less than its like below 0. An empty column takes no
    /// more bytes for each than that needs.
    pub fn append(&mut self, more: &mut Self, greatest: u64) {
        if matches!(self, Self::Longs(own) if own.is_empty()) {
            *self = Self::Bytes(Vec::new());
        }
        self.widen(greatest);
        with!(self, own => with!(&*more, more => extend(own, more)));
        more.clear();
    }

    /// Takes all away; what memory there is, and the width, stay.
    pub fn clear(&mut self) {
        with!(self, own => own.clear());
    }

    /// Makes room for so many more, if there is memory; an empty column will take no more bytes for each than the first that are
    /// [appended](Self::append) need.
    pub fn reserve(&mut self, more: usize) {
        if matches!(self, Self::Longs(own) if own.is_empty()) {
            *self = Self::Bytes(Vec::new());
        }
        let _ = with!(self, own => own.try_reserve(more));
    }

    /// Changes each; none comes to be greater than `greatest`, or less than its like below 0.
    pub fn change(&mut self, greatest: u64, to: impl Fn(i64) -> i64) {
        self.widen(greatest);
        with!(self, own => own.iter_mut().for_each(|own| *own = Whole::of(to(own.number()))));
    }

    /// Takes no more bytes for each than the `greatest` needs.
    pub fn shorten(&mut self, greatest: u64) {
        if bytes_for(greatest) < self.width() {
            *self = self.converted(bytes_for(greatest), 0);
        }
    }

    /// Makes each wide enough for numbers up to `greatest`.
    fn widen(&mut self, greatest: u64) {
        if bytes_for(greatest) > self.width() {
            *self = self.converted(bytes_for(greatest), with!(&*self, own => own.capacity()));
        }
    }

    /// How many bytes each takes.
    fn width(&self) -> usize {
        fn width<T>(_: &[T]) -> usize {
            size_of::<T>()
        }
        with!(self, own => width(own))
    }

    /// The same numbers of `bytes` bytes each, which is enough for them, with room for `room`.
    fn converted(&self, bytes: usize, room: usize) -> Self {
        match bytes {
            1 => Self::Bytes(self.as_wholes(room)),
            2 => Self::Shorts(self.as_wholes(room)),
            4 => Self::Words(self.as_wholes(room)),
            _ => Self::Longs(self.as_wholes(room)),
        }
    }

    fn as_wholes<T: Whole>(&self, room: usize) -> Vec<T> {
        let mut all = Vec::with_capacity(room.max(self.len()));
        with!(self, own => all.extend(own.iter().map(|own| T::of(own.number()))));
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
            let mut whole = Mantissas::Longs(numbers.to_vec());
            whole.shorten(greatest);
            assert_eq!(all(&whole), numbers);
            assert_eq!(whole.ends(), numbers.iter().min().copied().zip(numbers.iter().max().copied()));
            for parted in 0..count {
                let mut joined = Mantissas::default();
                let (before, behind) = numbers.split_at(parted);
                let of = |part: &[i64]| part.iter().map(|number| number.unsigned_abs()).max().unwrap_or(0);
                joined.append(&mut Mantissas::Longs(before.to_vec()), of(before));
                joined.append(&mut Mantissas::Longs(behind.to_vec()), greatest);
                assert_eq!(joined, whole);
                let mut pushed = Mantissas::Bytes(Vec::new());
                numbers.iter().for_each(|number| pushed.push(*number));
                assert_eq!(pushed, whole);
            }
        }
    }
}
