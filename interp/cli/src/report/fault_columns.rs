//! The lines of a listing of faults: one a place, in columns; a column that says nothing is left out.

use heng_grammar::diagnostic::Language;
use heng_interp::table::Place;
use heng_interp::table::fault::DataFault;

use super::text::{Align, TextTable, clip, width};

/// One column of a listing.
struct Listed {
    zh: &'static str,
    en: &'static str,
    /// Whether it says something of these faults.
    shown: fn(&[&DataFault]) -> bool,
    read: fn(&DataFault, Language) -> String,
}

/// The column of names, which gives way where a line is too long.
const NAME: &str = "名称";

const COLUMNS: [Listed; 8] = [
    Listed {
        zh: "位置",
        en: "place",
        shown: |faults| faults.iter().any(|f| !within_file(&f.place, Language::English).is_empty()),
        read: |f, language| within_file(&f.place, language),
    },
    Listed {
        zh: "主键",
        en: "key",
        shown: |faults| faults.iter().any(|f| f.key.is_some()),
        read: |f, _| f.key.clone().unwrap_or_default(),
    },
    Listed {
        zh: NAME,
        en: "name",
        shown: |faults| faults.iter().any(|f| f.name.is_some()),
        read: |f, _| f.name.clone().unwrap_or_default(),
    },
    Listed {
        zh: "写的是",
        en: "found",
        shown: |faults| faults.iter().any(|f| f.complaint.found.is_some() && f.complaint.found != f.key),
        read: |f, _| f.complaint.found.clone().unwrap_or_default(),
    },
    Listed {
        zh: "可改为",
        en: "write",
        shown: |faults| faults.iter().any(|f| f.complaint.instead.is_some()),
        read: |f, language| {
            f.complaint.instead.as_deref().map(|text| or_blank(text, language)).unwrap_or_default()
        },
    },
    Listed {
        zh: "应为",
        en: "expected",
        shown: |faults| !same(faults, |f| &f.complaint.expected),
        read: |f, language| {
            f.complaint.expected.as_ref().map(|e| e.get(language).to_owned()).unwrap_or_default()
        },
    },
    Listed {
        zh: "另一处",
        en: "the other",
        shown: |faults| faults.iter().any(|f| f.complaint.other.is_some()),
        read: |f, language| f.complaint.other.as_ref().map(|o| within_file(o, language)).unwrap_or_default(),
    },
    Listed {
        zh: "问题",
        en: "what is wrong",
        shown: |faults| {
            !same(faults, |f| &f.complaint.title) && faults.iter().all(|f| f.complaint.found.is_none())
        },
        read: |f, language| f.complaint.title.get(language).to_owned(),
    },
];

/// The first `most` of `faults`, one a line of at most `cells`; nothing where there is one fault, of the file as a whole.
pub fn table_lines(faults: &[&DataFault], most: usize, language: Language, cells: usize) -> Vec<String> {
    let placed = |f: &&DataFault| f.place.row.is_some() || f.place.column.is_some() || f.key.is_some();
    if faults.len() == 1 && !faults.iter().any(placed) {
        return Vec::new();
    }
    let columns: Vec<&Listed> = COLUMNS.iter().filter(|column| (column.shown)(faults)).collect();
    let title = |column: &Listed| if language == Language::Chinese { column.zh } else { column.en };
    let mut rows: Vec<Vec<String>> = faults
        .iter()
        .take(most)
        .map(|fault| columns.iter().map(|column| visible(&(column.read)(fault, language))).collect())
        .collect();
    let name = columns.iter().position(|column| column.zh == NAME);
    if let (Some(name), false) = (name, columns.is_empty()) {
        let widest = |at: usize| {
            let cells = rows.iter().filter_map(|row: &Vec<String>| row.get(at)).map(|cell| width(cell));
            cells.max().unwrap_or(0).max(columns.get(at).map_or(0, |column| width(title(column))))
        };
        let others: usize = (0..columns.len()).filter(|at| *at != name).map(|at| widest(at) + 2).sum();
        let room = cells.saturating_sub(2 + others).max(8);
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(name)) {
            *cell = clip(cell, room);
        }
    }
    let mut table = TextTable::new(columns.iter().map(|column| (title(column), Align::Left)));
    for row in rows {
        table.row(row);
    }
    if columns.is_empty() { Vec::new() } else { table.lines(2, cells) }
}

/// Whether something is the same for all.
pub fn same<'f, T: PartialEq + 'f>(faults: &[&'f DataFault], of: impl Fn(&'f DataFault) -> &'f T) -> bool {
    faults.iter().zip(faults.iter().skip(1)).all(|(a, b)| of(a) == of(b))
}

/// What to write into a cell; a word where it is to be left blank.
pub fn or_blank(text: &str, language: Language) -> String {
    match (text.is_empty(), language) {
        (true, Language::Chinese) => "（留空）".to_owned(),
        (true, Language::English) => "(blank)".to_owned(),
        _ => text.to_owned(),
    }
}

/// The text with the names of characters that cannot be seen, or that a terminal would obey.
pub fn visible(text: &str) -> String {
    let strange = |c: char| {
        c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{a0}' | '\u{ad}')
    };
    if !text.contains(strange) {
        return text.to_owned();
    }
    let name = |c: char| if strange(c) { format!("⟨U+{:04X}⟩", u32::from(c)) } else { c.to_string() };
    text.chars().map(name).collect()
}

/// The place without its file, which the heading names.
fn within_file(place: &Place, language: Language) -> String {
    let inside = Place { file: None, ..place.clone() };
    inside.name().get(language).trim_start_matches('!').to_owned()
}
