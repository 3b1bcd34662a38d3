//! The header rows of a file, read down each column.

use std::sync::{Arc, OnceLock};

use heng_interp::table::SourceColumn;

use super::name::Heading;

/// The headers of a file, of one or more rows.
pub struct Headings {
    columns: Vec<FileColumn>,
}

/// One column's header.
pub struct FileColumn {
    /// Counted from 0.
    pub index: u32,
    /// The header as printed, its rows joined.
    pub text: String,
    /// What it may be called by: its rows joined either way, the last alone, the last as the unit of the first.
    pub variants: Vec<Heading>,
    years: OnceLock<Vec<(i32, Heading)>>,
}

impl FileColumn {
    /// The years that these name, with what is left of them. Most tables have no columns of years, and ask for none.
    pub fn years(&self) -> &[(i32, Heading)] {
        self.years.get_or_init(|| self.variants.iter().flat_map(Heading::years).collect())
    }
}

impl Headings {
    /// The headers that stand in `depth` rows from `start` on. In the upper ones a blank cell goes on with its left neighbour, as merged
    /// cells do.
    pub fn new(rows: &[Vec<String>], start: usize, depth: usize) -> Self {
        let lines: Vec<&Vec<String>> = rows.iter().skip(start).take(depth).collect();
        let width = lines.iter().map(|line| line.len()).max().unwrap_or(0);
        let mut columns = Vec::new();
        let mut above: Vec<&str> = vec![""; depth];
        for index in 0..width {
            let cell = |line: &Vec<String>| line.get(index).map_or("", |c| c.trim()).len();
            let lowest_blank = lines.last().is_none_or(|line| cell(line) == 0);
            let mut parts: Vec<&str> = Vec::new();
            for (level, line) in lines.iter().enumerate() {
                let own = line.get(index).map_or("", |c| c.trim());
                let upper = level + 1 < depth;
                let merged = above.get(level).copied().filter(|_| upper && own.is_empty() && !lowest_blank);
                if let Some(slot) = above.get_mut(level).filter(|_| !own.is_empty()) {
                    *slot = own;
                }
                let text = merged.unwrap_or(own);
                if !text.is_empty() && parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
            if let Ok(index) = u32::try_from(index)
                && !parts.is_empty()
            {
                let (variants, years) = (variants(&parts), OnceLock::new());
                columns.push(FileColumn { index, text: parts.join("/"), variants, years });
            }
        }
        Self { columns }
    }

    /// The columns that have a header.
    pub fn columns(&self) -> impl Iterator<Item = &FileColumn> {
        self.columns.iter()
    }

    /// One past the last column that has a header.
    pub fn width(&self) -> usize {
        self.columns.last().map_or(0, |c| c.index as usize + 1)
    }

    /// The column at `index` as the origin of a column of the schema.
    pub fn source_column(&self, index: u32) -> Option<SourceColumn> {
        let column = self.columns.iter().find(|c| c.index == index)?;
        Some(SourceColumn { index, header: Arc::from(column.text.as_str()) })
    }
}

fn variants(parts: &[&str]) -> Vec<Heading> {
    let mut texts = vec![parts.concat()];
    if let ([first, .., last], true) = (parts, parts.len() > 1) {
        texts.push((*last).to_owned());
        texts.push(parts.iter().rev().copied().collect());
        texts.push(format!("{first}({last})"));
        texts.push((*first).to_owned());
    }
    if let [first, middle, last] = parts {
        texts.push(format!("{first}{middle}({last})"));
    }
    texts.iter().map(|t| Heading::new(t)).collect()
}
