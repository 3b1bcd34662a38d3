//! Bytes that grow at the end.

/// Bytes. Short things are written as blocks of a fixed length of which only the front counts: what lies behind is written over by what
/// comes next, and no length has to be looked at.
#[derive(Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    len: usize,
}

/// How many bytes more there is room for than are needed, so that the next blocks find some.
const ROOM: usize = 64;

impl Buffer {
    /// No bytes, and room for some.
    pub fn with_room(bytes: usize) -> Self {
        Self { bytes: vec![0; bytes + ROOM], len: 0 }
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.len
    }

    #[cold]
    fn grow(&mut self, more: usize) {
        let needed = self.len + more + ROOM;
        self.bytes.resize(needed.max(self.bytes.len() * 2), 0);
    }

    /// Adds a byte.
    #[inline]
    pub fn push(&mut self, byte: u8) {
        self.push_block([byte], 1);
    }

    /// Adds the first `count` bytes of a block.
    #[inline]
    pub fn push_block<const N: usize>(&mut self, block: [u8; N], count: usize) {
        if self.bytes.len() < self.len + N {
            self.grow(N);
        }
        if let Some(place) = self.bytes.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            *place = block;
            self.len += count.min(N);
        }
    }

    /// Adds bytes.
    #[inline]
    pub fn extend(&mut self, bytes: &[u8]) {
        match bytes.len() {
            0 => {}
            1 => bytes.iter().for_each(|byte| self.push(*byte)),
            2 | 3 => self.extend_overlapping::<2>(bytes),
            4..=8 => self.extend_overlapping::<4>(bytes),
            9..=16 => self.extend_overlapping::<8>(bytes),
            17..=32 => self.extend_overlapping::<16>(bytes),
            _ => self.extend_long(bytes),
        }
    }

    /// Most texts are short: two blocks that overlap take any length between one block and two.
    #[inline]
    fn extend_overlapping<const N: usize>(&mut self, bytes: &[u8]) {
        if let (Some(front), Some(back)) = (bytes.first_chunk::<N>(), bytes.last_chunk::<N>()) {
            self.push_block(*front, bytes.len() - N);
            self.push_block(*back, N);
        }
    }

    fn extend_long(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        if self.bytes.len() < end {
            self.grow(bytes.len());
        }
        if let Some(place) = self.bytes.get_mut(self.len..end) {
            place.copy_from_slice(bytes);
            self.len = end;
        }
    }

    /// The bytes, and no room.
    pub fn finish(mut self) -> Vec<u8> {
        self.bytes.truncate(self.len);
        self.bytes.shrink_to_fit();
        self.bytes
    }
}

/// A short text as a block.
#[derive(Clone, Copy)]
pub(super) struct Block {
    bytes: [u8; 16],
    len: usize,
}

impl Block {
    /// The text, if it fits.
    pub fn of(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        Some(Self { bytes, len: text.len() })
    }

    /// Adds the text.
    #[inline]
    pub fn push(self, out: &mut Buffer) {
        out.push_block(self.bytes, self.len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_any_length_follow_one_another() {
        let mut out = Buffer::default();
        let mut plain = Vec::new();
        for length in (0..40).chain([200, 3]) {
            let text: Vec<u8> = (0..length).map(|n| b'a' + n % 26).collect();
            out.extend(&text);
            out.push(b'.');
            plain.extend(text);
            plain.push(b'.');
        }
        assert_eq!(out.finish(), plain);
    }
}
