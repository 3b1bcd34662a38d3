//! Long tables into text files: spelled on several threads, written in their order.

use std::io::{self, Write};

use heng_interp::parallel::{deep, each};
use heng_interp::shown::ShownBatch;

use super::form::{Form, Spelled};
use super::in_order::{Sink, in_order};
use super::{YesNoWords, csv, json};

/// A table that is printed piece by piece.
pub trait Lines: Sync {
    /// The headers.
    fn headers(&self) -> &[String];

    /// Of how many pieces its lines are, as they stand.
    fn pieces(&self) -> usize;

    /// Prints a piece. It is called on several threads at once, in any order, and once for each piece.
    fn piece(&self, at: usize) -> ShownBatch<'_>;

    /// Which line, counted as they stand, is written at each place; nothing where they are written as they stand.
    fn order(&self) -> Option<&[u32]>;
}

/// Kinds of text files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFile {
    /// CSV
    Csv {
        /// What 是 and 否 are called.
        words: YesNoWords,
        /// Whether a byte order mark stands in front.
        bom: bool,
    },
    /// JSON
    Json,
}

/// Writes a table as text, and shows every byte to `watch` on the way. The bytes are the same for any number of threads.
///
/// Lines that are written in another order than they stand in are all spelled first, as they stand, and then put into order: what is
/// jumped about for is one short text a line, not each of its values. They lie in memory until all are written.
///
/// # Errors
/// What `out` refuses.
pub fn write_table(
    out: &mut (dyn Write + Send),
    table: &dyn Lines,
    file: TextFile,
    threads: usize,
    watch: &mut (dyn FnMut(&[u8]) + Send),
) -> io::Result<()> {
    let (head, form) = match file {
        TextFile::Csv { words, bom } => {
            (csv::head(table.headers(), bom), csv::form(table.headers().len(), words))
        }
        TextFile::Json => (json::HEAD.to_vec(), json::form(table.headers())),
    };
    watch(&head);
    out.write_all(&head)?;
    let mut list = (file == TextFile::Json).then(json::List::default);
    let mut watched = |text: &mut Vec<u8>| {
        if let Some(list) = &mut list {
            text.drain(..list.skipped(text));
        }
        watch(text);
        Ok(())
    };
    let mut written = |text: &mut Vec<u8>| out.write_all(text);
    deep(|| write_lines(table, &form, threads, [&mut watched, &mut written]))?;
    if let Some(list) = list {
        let tail = list.tail();
        watch(tail);
        out.write_all(tail)?;
    }
    Ok(())
}

/// Leads the lines through the stages, one of which may be at work on a block while another is on the one before.
fn write_lines(
    table: &dyn Lines,
    form: &Form,
    threads: usize,
    stages: [Sink<'_, Vec<u8>, io::Error>; 2],
) -> io::Result<()> {
    let spell = |at: usize| form.spell(&table.piece(at));
    let Some(order) = table.order() else {
        return in_order(threads, table.pieces(), |at| spell(at).text, stages);
    };
    let standing = Standing::new(each(threads, table.pieces(), spell));
    let blocks: Vec<&[u32]> = order.chunks(BLOCK).collect();
    let block = |at: usize| standing.in_order(blocks.get(at).copied().unwrap_or_default());
    in_order(threads, blocks.len(), block, stages)
}

/// How many lines are put into order at a time: few enough that they stay in a core's cache.
const BLOCK: usize = 4096;

/// All lines of a table as they stand.
struct Standing {
    pieces: Vec<Spelled>,
    /// The first line of each piece.
    firsts: Vec<usize>,
    /// How many lines each piece has, where all have as many and the last no more.
    even: Option<usize>,
}

impl Standing {
    fn new(pieces: Vec<Spelled>) -> Self {
        let count = |piece: &Spelled| piece.ends.len();
        let firsts = pieces.iter().scan(0, |first, piece| {
            let own = *first;
            *first += count(piece);
            Some(own)
        });
        let firsts = firsts.collect();
        let longest = pieces.first().map_or(0, count);
        let even = match pieces.split_last() {
            Some((last, others)) => {
                count(last) <= longest && others.iter().all(|piece| count(piece) == longest)
            }
            None => false,
        };
        Self { pieces, firsts, even: (even && longest > 0).then_some(longest) }
    }

    fn line(&self, line: usize) -> &[u8] {
        let piece = match self.even {
            Some(longest) => line / longest,
            None => self.firsts.partition_point(|first| *first <= line).saturating_sub(1),
        };
        let first = self.firsts.get(piece).copied().unwrap_or(0);
        self.pieces.get(piece).map(|piece| piece.line(line - first)).unwrap_or_default()
    }

    fn in_order(&self, lines: &[u32]) -> Vec<u8> {
        let lines: Vec<&[u8]> = lines.iter().map(|line| self.line(*line as usize)).collect();
        // A byte of each end is read first: these reads wait for memory side by side, the copies would one after the other.
        let touched = lines.iter().fold(0_u8, |all, line| {
            all ^ line.first().copied().unwrap_or(0) ^ line.last().copied().unwrap_or(0)
        });
        std::hint::black_box(touched);
        let mut text = Vec::with_capacity(lines.iter().map(|line| line.len()).sum());
        for line in lines {
            text.extend_from_slice(line);
        }
        text
    }
}
