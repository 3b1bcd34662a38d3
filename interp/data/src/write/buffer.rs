//! Bytes that grow at the end.

/// How many bytes [`Buffer::push_block`] may write beyond those it adds.
const ROOM: usize = 64;

/// Bytes. Short things are written as blocks of a fixed length of which only the front counts: what lies behind is written over by what
/// comes next, and no length has to be looked at.
#[derive(Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    len: usize,
}

impl Buffer {
    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Makes room for `more` bytes and a block.
    fn reserve(&mut self, more: usize) {
        let needed = self.len + more + ROOM;
        if needed > self.bytes.len() {
            self.bytes.resize(needed.max(self.bytes.len() * 2), 0);
        }
    }

    /// Adds a byte.
    pub fn push(&mut self, byte: u8) {
        self.push_block([byte], 1);
    }

    /// Adds the first `count` bytes of a block.
    pub fn push_block<const N: usize>(&mut self, block: [u8; N], count: usize) {
        self.reserve(N);
        if let Some(place) = self.bytes.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            *place = block;
            self.len += count.min(N);
        }
    }

    /// Adds bytes.
    pub fn extend(&mut self, bytes: &[u8]) {
        match bytes {
            [] => {}
            [one] => self.push(*one),
            [_, _, _] | [_, _] => self.extend_overlapping::<2>(bytes),
            _ if bytes.len() <= 8 => self.extend_overlapping::<4>(bytes),
            _ if bytes.len() <= 16 => self.extend_overlapping::<8>(bytes),
            _ if bytes.len() <= 32 => self.extend_overlapping::<16>(bytes),
            _ => self.extend_long(bytes),
        }
    }

    /// Most texts are short: two blocks that overlap take any length between one block and two.
    fn extend_overlapping<const N: usize>(&mut self, bytes: &[u8]) {
        if let (Some(front), Some(back)) = (bytes.first_chunk::<N>(), bytes.last_chunk::<N>()) {
            self.push_block(*front, bytes.len() - N);
            self.push_block(*back, N);
        }
    }

    fn extend_long(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        let end = self.len + bytes.len();
        if let Some(place) = self.bytes.get_mut(self.len..end) {
            place.copy_from_slice(bytes);
            self.len = end;
        }
    }

    /// The bytes, and room for others.
    pub fn take(&mut self) -> Vec<u8> {
        let taken = self.bytes.get(..self.len).unwrap_or_default().to_vec();
        self.len = 0;
        taken
    }

    /// The bytes.
    pub fn finish(mut self) -> Vec<u8> {
        self.bytes.truncate(self.len);
        self.bytes
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
