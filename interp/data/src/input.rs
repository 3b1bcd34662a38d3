//! One file, whatever it is.

use std::io::{self, Cursor, Read, Seek};
use std::sync::Arc;

use heng_interp::table::fault::Complaint;
use heng_interp::table::{Draft, Origin, Schema, TableBuilder};

use crate::csv::{self, ReadSeek};
use crate::{json, sheet};

/// Told how many bytes more were read.
pub type Progress<'p> = &'p (dyn Fn(u64) + Sync);

/// How a file is read; what comes of it is the same.
#[derive(Clone, Copy)]
pub struct Reading<'p> {
    /// How many threads may read.
    pub threads: usize,
    /// How many bytes of a text file, about, are read at a time.
    pub piece: usize,
    /// Who is told how far it is.
    pub progress: Option<Progress<'p>>,
}

impl Reading<'_> {
    /// Pieces that stay in the cache of a core while they are looked through again and again.
    pub const PIECE: usize = 256 * 1024;
}

impl Default for Reading<'_> {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self { threads, piece: Self::PIECE, progress: None }
    }
}

/// What a file holds, for a receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
}

/// A file to read a table from.
pub struct Input {
    /// Its name as the user gave it: it stands in every message, and its ending says what the file is where the content does not.
    pub name: String,
    /// The sheet to read, in files that have sheets; else the first that has the columns.
    pub sheet: Option<String>,
    content: Box<dyn ReadSeek>,
}

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// XLSX, XLSB, ODS
    Zip,
    /// XLS
    Compound,
    /// JSON
    Json,
    /// A web page that calls itself a spreadsheet.
    Page,
    /// CSV
    Text,
}

impl Input {
    /// A file, or anything else that can be read twice.
    pub fn new(name: impl Into<String>, content: impl Read + Seek + Send + 'static) -> Self {
        Self { name: name.into(), sheet: None, content: Box::new(content) }
    }

    /// Bytes in memory: what came from standard input.
    pub fn bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self::new(name, Cursor::new(bytes))
    }

    /// The same file, with the sheet to read.
    #[must_use]
    pub fn with_sheet(mut self, sheet: Option<String>) -> Self {
        self.sheet = sheet;
        self
    }

    /// Its name and what it holds.
    pub(crate) fn into_content(self) -> (String, Box<dyn ReadSeek>) {
        (self.name, self.content)
    }

    /// Parts `企业.xlsx#汇总` into the path and the sheet. A `#` that does not follow the name of a spreadsheet belongs to the path.
    pub fn split_sheet(path: &str) -> (&str, Option<&str>) {
        let spreadsheet = |name: &str| {
            let name = name.to_lowercase();
            [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"].iter().any(|ending| name.ends_with(ending))
        };
        match path.rsplit_once('#') {
            Some((file, sheet)) if spreadsheet(file) && !sheet.is_empty() => (file, Some(sheet)),
            _ => (path, None),
        }
    }
}

/// Reads a file into a table of `schema`, and tells everything that is wrong with it at once. References to other tables
/// are resolved when all are read, by [`heng_interp::table::link`].
pub fn read_table(input: Input, schema: &Arc<Schema>) -> Draft {
    read(input, schema, &Reading::default(), false).map_or_else(|failed| failed.0, |(draft, _)| draft)
}

/// The same, and tells what the file holds.
///
/// # Errors
/// Where the file cannot be read to its end.
pub fn read_table_with(
    input: Input,
    schema: &Arc<Schema>,
    how: &Reading<'_>,
) -> io::Result<(Draft, Contents)> {
    read(input, schema, how, true).map_err(|failed| failed.1)
}

/// Reads a table; its contents are empty unless they are asked for.
fn read(
    input: Input,
    schema: &Arc<Schema>,
    how: &Reading<'_>,
    asked: bool,
) -> Result<(Draft, Contents), Box<(Draft, io::Error)>> {
    let Input { name, sheet, mut content } = input;
    let origin = Origin { file: Some(Arc::from(name.as_str())), ..Origin::default() };
    let refused = |error: io::Error| {
        Box::new((failed(schema, origin.clone(), fault::unreadable(&error.to_string())), error))
    };
    let format = detect(content.as_mut()).map_err(refused)?;
    let contents = |content: &mut dyn ReadSeek| {
        if asked { csv::contents(content).map_err(refused) } else { Ok(Contents::default()) }
    };
    if format == Format::Text {
        let (draft, found) = csv::read(content.as_mut(), schema, &origin, how);
        return Ok((draft, found.map_or_else(|| contents(content.as_mut()), Ok)?));
    }
    let found = contents(content.as_mut())?;
    content.rewind().map_err(refused)?;
    let draft = match format {
        Format::Zip | Format::Compound => sheet::read(content, sheet.as_deref(), schema, origin, how.threads),
        Format::Json => json::read(content.as_mut(), schema, origin),
        Format::Page | Format::Text => failed(schema, origin, fault::web_page()),
    };
    Ok((draft, found))
}

pub(crate) fn detect(content: &mut dyn ReadSeek) -> std::io::Result<Format> {
    let mut start = Vec::new();
    content.rewind()?;
    content.take(512).read_to_end(&mut start)?;
    content.rewind()?;
    let bare = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).trim_ascii_start();
    Ok(match bare {
        [b'P', b'K', 3, 4, ..] => Format::Zip,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Format::Compound,
        [b'{', ..] => Format::Json,
        [b'[', rest @ ..] if matches!(rest.trim_ascii_start().first(), Some(b'{' | b']')) => Format::Json,
        [b'<', ..] => Format::Page,
        _ => Format::Text,
    })
}

/// A table without rows, because the file could not be read at all.
pub(crate) fn failed(schema: &Arc<Schema>, origin: Origin, complaint: impl Into<Box<Complaint>>) -> Draft {
    let place = origin.place(None, None);
    let mut builder = TableBuilder::new(Arc::clone(schema), origin);
    builder.report(complaint.into().at(&schema.name, place, None, None));
    builder.finish()
}

pub(crate) mod fault {
    //! Files that are not what they should be.

    use heng_interp::table::fault::Complaint;

    /// The system refused.
    pub fn unreadable(error: &str) -> Complaint {
        Complaint::error(806, format!("读不出文件：{error}"), format!("the file cannot be read: {error}"))
    }

    /// A web page with the name of a spreadsheet, as some systems export it.
    pub fn web_page() -> Complaint {
        Complaint::error(817, "文件其实是网页，不是电子表格", "the file is a web page, not a spreadsheet")
            .help(
                "用 Excel 或 WPS 打开，另存为 .xlsx 后再用",
                "open it in a spreadsheet program and save it as .xlsx",
            )
    }
}
