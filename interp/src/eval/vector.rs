//! Vectors over the rows of a batch. A vector of one element stands for all rows: a constant, or a value of the whole.

use std::ops::Deref;
use std::sync::Arc;

/// A vector that costs nothing to hand on: whoever writes to one that others hold writes to a copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector<T>(Arc<Vec<T>>);

impl<T> Default for Vector<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Deref for Vector<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for Vector<T> {
    fn from(elements: Vec<T>) -> Self {
        Self(Arc::new(elements))
    }
}

impl<T> FromIterator<T> for Vector<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Vec::from_iter(elements).into()
    }
}

impl<'v, T> IntoIterator for &'v Vector<T> {
    type Item = &'v T;
    type IntoIter = std::slice::Iter<'v, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> Vector<T> {
    /// The vector, shared with whoever else holds it.
    pub fn shared(self) -> Arc<Vec<T>> {
        self.0
    }
}

impl<T: Clone> Vector<T> {
    /// The elements, to be written to.
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        Arc::make_mut(&mut self.0)
    }

    /// The vector with an element for each of `n` rows.
    #[must_use]
    pub fn spread(self, n: usize) -> Self {
        match &*self {
            [one] if n != 1 => vec![one.clone(); n].into(),
            _ => self,
        }
    }

    /// The elements of some rows; of a vector of one, that one.
    pub fn pick(&self, rows: &[usize]) -> Self {
        if self.len() == 1 { self.clone() } else { pick(self, rows).into() }
    }
}

/// The element of row `i`.
#[inline]
pub fn at<T>(vector: &[T], i: usize) -> Option<&T> {
    match vector {
        [one] => Some(one),
        _ => vector.get(i),
    }
}

/// One element for each pair of rows.
pub fn map2<A, B, C>(a: &[A], b: &[B], mut f: impl FnMut(&A, &B) -> C) -> Vec<C> {
    match (a, b) {
        ([x], _) => b.iter().map(|y| f(x, y)).collect(),
        (_, [y]) => a.iter().map(|x| f(x, y)).collect(),
        _ => a.iter().zip(b).map(|(x, y)| f(x, y)).collect(),
    }
}

/// The elements of some rows; of a vector of one, that one.
pub fn pick<T: Clone>(vector: &[T], rows: &[usize]) -> Vec<T> {
    match vector {
        [one] => vec![one.clone()],
        _ => {
            let mut picked = Vec::with_capacity(rows.len());
            picked.extend(rows.iter().filter_map(|&i| vector.get(i).cloned()));
            picked
        }
    }
}

/// Writes the elements of `source` to the rows `rows` of `target`.
pub fn write<T: Clone>(target: &mut [T], rows: &[usize], source: &[T]) {
    for (k, &row) in rows.iter().enumerate() {
        if let (Some(slot), Some(value)) = (target.get_mut(row), at(source, k)) {
            slot.clone_from(value);
        }
    }
}

/// The elements of `other` in the rows where `mask` says yes, those of `base` in the others; all over `n` rows.
pub fn blended<T: Clone>(mask: &[bool], n: usize, base: &[T], other: &[T]) -> Vector<T> {
    let pick = |(yes, (b, o)): (&bool, (&T, &T))| if *yes { o.clone() } else { b.clone() };
    match (mask, base, other) {
        ([yes], _, _) => Vector::from(if *yes { other } else { base }.to_vec()).spread(n),
        (_, [b], [o]) => mask.iter().map(|yes| if *yes { o.clone() } else { b.clone() }).collect(),
        (_, _, [o]) => {
            mask.iter().zip(base).map(|(yes, b)| if *yes { o.clone() } else { b.clone() }).collect()
        }
        (_, [b], _) => {
            mask.iter().zip(other).map(|(yes, o)| if *yes { o.clone() } else { b.clone() }).collect()
        }
        _ => mask.iter().zip(base.iter().zip(other)).map(pick).collect(),
    }
}
