//! A column of texts in one buffer.

/// Texts one after the other, and where each ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextColumn {
    buffer: String,
    ends: Vec<usize>,
}

impl TextColumn {
    /// Adds a row.
    pub fn push(&mut self, text: &str) {
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len());
    }

    /// The text of a row; empty outside the column.
    pub fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(start);
        self.buffer.get(start..end).unwrap_or("")
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|row| self.get(row))
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}
