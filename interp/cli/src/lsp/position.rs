//! Places as editors count them: lines and the units of an encoding from 0, against the bytes of a text.
//!
//! The protocol ends lines at `\n`, `\r\n` and `\r` only, reports for people at more; so an editor's lines are counted here.

use std::ops::Range;

use lsp_types::{Position, PositionEncodingKind};

/// In what an editor counts columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// What every client knows.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The one of those the client offers that costs least.
    pub fn choose(offered: Option<&[PositionEncodingKind]>) -> Self {
        let offers = |kind: &PositionEncodingKind| offered.is_some_and(|kinds| kinds.contains(kind));
        if offers(&PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if offers(&PositionEncodingKind::UTF32) && !offers(&PositionEncodingKind::UTF16) {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units `text` takes.
    pub fn length(self, text: &str) -> u32 {
        let units = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        };
        u32::try_from(units).unwrap_or(u32::MAX)
    }

    fn of(self, c: char) -> u32 {
        let units = match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        };
        u32::try_from(units).unwrap_or(u32::MAX)
    }
}

/// The lines of one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// The first byte of each line; one more than there are line breaks.
    starts: Vec<usize>,
    encoding: Encoding,
}

impl Lines {
    /// Counts the lines of `text`.
    pub fn new(text: &str, encoding: Encoding) -> Self {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            if ends {
                starts.push(at + 1);
            }
        }
        Self { starts, encoding }
    }

    /// In what its columns are counted.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The bytes of line `number` of `text`, without its line break; none past the end.
    fn line(&self, text: &str, number: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(number)?;
        let end = self.starts.get(number + 1).copied().unwrap_or(text.len());
        let words = text.get(start..end)?.trim_end_matches(['\n', '\r']);
        Some(start..start + words.len())
    }

    /// The byte at `position`: the end of the line where the line is shorter, the end of the text where there is no such line,
    /// the start of a character where the position lies inside it.
    pub fn offset(&self, text: &str, position: Position) -> usize {
        let Some(line) = self.line(text, position.line as usize) else { return text.len() };
        let mut units = 0;
        for (at, c) in text.get(line.clone()).unwrap_or_default().char_indices() {
            units += self.encoding.of(c);
            if units > position.character {
                return line.start + at;
            }
        }
        line.end
    }

    /// The place of `byte`, or of the character it lies inside.
    pub fn position(&self, text: &str, byte: usize) -> Position {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let character = self.encoding.length(text.get(start..byte).unwrap_or_default());
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), character }
    }

    /// The range of the bytes `range`.
    pub fn range(&self, text: &str, range: Range<usize>) -> lsp_types::Range {
        let (start, end) = (self.position(text, range.start), self.position(text, range.end));
        lsp_types::Range { start, end }
    }

    /// The bytes of an editor's range.
    pub fn bytes(&self, text: &str, range: lsp_types::Range) -> Range<usize> {
        let (start, end) = (self.offset(text, range.start), self.offset(text, range.end));
        start.min(end)..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_follow_the_encoding() {
        let text = "亩均\u{1F3ED}税收\n二";
        let places = [(Encoding::Utf8, 10), (Encoding::Utf16, 4), (Encoding::Utf32, 3)];
        for (encoding, column) in places {
            let lines = Lines::new(text, encoding);
            assert_eq!(lines.position(text, 10), at(0, column));
            assert_eq!(lines.offset(text, at(0, column)), 10);
        }
    }

    #[test]
    fn a_place_inside_a_character_is_its_start() {
        let text = "a\u{1F3ED}b";
        let lines = Lines::new(text, Encoding::Utf16);
        assert_eq!(lines.offset(text, at(0, 2)), 1);
        assert_eq!(lines.position(text, 3), at(0, 1));
    }

    #[test]
    fn lines_end_where_the_protocol_says() {
        let text = "一\r\n二\r三\u{2028}四\n";
        let lines = Lines::new(text, Encoding::Utf16);
        assert_eq!(lines.position(text, text.find('三').unwrap()), at(2, 0));
        assert_eq!(lines.position(text, text.find('四').unwrap()), at(2, 2));
        assert_eq!(lines.position(text, text.len()), at(3, 0));
        assert_eq!(lines.offset(text, at(0, 99)), 3);
        assert_eq!(lines.offset(text, at(99, 0)), text.len());
    }

    proptest! {
        /// There and back is the same byte, in every encoding.
        #[test]
        fn there_and_back(text in "[a亩\u{1F3ED}\\n\\r ]{0,30}") {
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let lines = Lines::new(&text, encoding);
                for (byte, c) in text.char_indices() {
                    let inside_break = c == '\n' && text.get(..byte).unwrap().ends_with('\r');
                    if !inside_break {
                        prop_assert_eq!(lines.offset(&text, lines.position(&text, byte)), byte);
                    }
                }
            }
        }
    }
}
