//! Rows in batches of one size.

/// How rows are divided into batches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Batching {
    size: usize,
    /// How far a row's number is shifted to that of its batch, where the size is a power of two.
    shift: Option<u32>,
}

impl Batching {
    /// Batches of so many rows, of which the last may have fewer.
    pub fn of(size: usize) -> Self {
        Self { size, shift: size.is_power_of_two().then(|| size.trailing_zeros()) }
    }

    /// How many rows a batch has.
    pub fn size(self) -> usize {
        self.size
    }

    /// In which batch a row is, and at which place of it.
    #[inline]
    pub fn locate(self, row: usize) -> (usize, usize) {
        match self.shift {
            Some(shift) => (row >> shift, row & (self.size - 1)),
            None => (row / self.size, row % self.size),
        }
    }
}
