//! Vectors over the rows of a batch. A vector of one element stands for all rows: a constant, or a value of the whole.

/// The element of row `i`.
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

/// Like [`map2`]; nothing as soon as one pair gives nothing.
pub fn try_map2<A, B, C>(a: &[A], b: &[B], mut f: impl FnMut(&A, &B) -> Option<C>) -> Option<Vec<C>> {
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
        _ => rows.iter().filter_map(|&i| vector.get(i).cloned()).collect(),
    }
}

/// The vector with an element for each of `n` rows.
pub fn spread<T: Clone>(vector: Vec<T>, n: usize) -> Vec<T> {
    match vector.as_slice() {
        [one] => vec![one.clone(); n],
        _ => vector,
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
