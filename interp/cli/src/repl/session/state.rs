//! What a session is made of besides the project: nothing here is evaluated.

use heng_grammar::tree::{Item, ItemKind};
use heng_interp::program::Program;
use heng_interp::table::Schema;

use crate::run::{Kept, Request};

/// What was typed and set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// What was typed, in the order in which the script that amends the project says it.
    pub typed: Vec<Chunk>,
    /// `对 企业`: the table that expressions are tried in first, and that new definitions without a place go to.
    pub focus: Option<String>,
    /// `-d`
    pub data: Vec<String>,
    /// `-p`
    pub parameters: Vec<String>,
    /// `--as-of`
    pub as_of: Option<String>,
    /// `--decisions`
    pub decisions: Option<String>,
    /// `--appeals`
    pub appeals: Option<String>,
}

/// One entry that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// As it was typed, with the comments before it.
    pub text: String,
    /// Where the entry begins in the text, after the comments.
    pub begins: usize,
    /// A word that the session puts before the entry: 换, 取.
    pub verb: Option<Verb>,
    /// Where it stands.
    pub place: Place,
    /// What it says something of; what says something of the same comes in its place.
    pub key: Option<Key>,
}

/// A word put before what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// 换
    Replace,
    /// 定
    Bind,
    /// 取
    Take,
}

/// Where an entry stands in the script that amends the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// By itself.
    Script,
    /// In a 修改.
    Amendment,
    /// In a 对 of this table.
    Rows {
        /// 企业
        table: String,
        /// 按年
        yearly: bool,
    },
}

/// What an entry says something of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A definition or a block with a name.
    Name(String),
    /// 选项, 表, 集合 and the like, whose names are no names of values: the sort and the name.
    Other(&'static str, String),
    /// 取 or 定 of this path.
    Set(String),
    /// 算例, 校验 with this title.
    Title(String),
    /// 输出 of this table.
    Output(String),
}

impl Chunk {
    /// The entry without the comments before it.
    pub fn entry(&self) -> &str {
        self.text.get(self.begins..).unwrap_or(&self.text)
    }
}

impl Key {
    /// That of an entry called `name`.
    pub fn of(item: &Item, name: &str) -> Self {
        let sort = match &item.kind {
            ItemKind::Policy(_) => "政策",
            ItemKind::Choice(_) => "选项",
            ItemKind::Set(_) => "集合",
            ItemKind::Unit(_) => "单位",
            ItemKind::Table(_) | ItemKind::Rollup(_) => "表",
            ItemKind::RowSet(_) => "行集",
            _ => return Self::Name(name.to_owned()),
        };
        Self::Other(sort, name.to_owned())
    }
}

impl State {
    /// Nothing typed; set as the command line says.
    pub fn new(request: Request) -> Self {
        Self {
            typed: Vec::new(),
            focus: None,
            data: request.data,
            parameters: request.parameters,
            as_of: request.as_of,
            decisions: request.decisions,
            appeals: request.appeals,
        }
    }

    /// The run that the state asks for.
    pub fn request(&self, kept: &Kept) -> Request {
        Request {
            data: self.data.clone(),
            parameters: self.parameters.clone(),
            as_of: self.as_of.clone(),
            decisions: self.decisions.clone(),
            appeals: self.appeals.clone(),
            exploring: true,
            kept: Some(kept.clone()),
            ..Request::default()
        }
    }

    /// `企业=企业.csv` in the place of the file that the table had; a path alone is of the only table.
    pub fn set_data(&mut self, written: &str, program: &Program) {
        let from_files: Vec<&Schema> = program.tables.iter().filter(|schema| !schema.made).collect();
        let only = match from_files.as_slice() {
            [only] if !written.contains(['=', '＝']) => format!("{}={}", only.name, written.trim()),
            _ => written.trim().replacen('＝', "=", 1),
        };
        let written = only.as_str();
        put(&mut self.data, written, |written| written.split_once(['=', '＝']).map(|(table, _)| table));
    }

    /// `年度=2024` in the place of the value that the parameter had.
    pub fn set_parameter(&mut self, written: &str) {
        put(&mut self.parameters, written, |written| written.split_once('=').map(|(name, _)| name));
    }

    /// Takes an entry in, in the place of the one that says something of the same; gives its position.
    pub fn put(&mut self, chunk: &Chunk) -> usize {
        let there = chunk.key.as_ref().and_then(|key| self.typed_of(key));
        if let Some(slot) = there.and_then(|at| self.typed.get_mut(at)) {
            slot.clone_from(chunk);
            return there.unwrap_or_default();
        }
        self.typed.push(chunk.clone());
        self.typed.len() - 1
    }

    /// The entry that says something of the same.
    pub fn typed_of(&self, key: &Key) -> Option<usize> {
        self.typed.iter().position(|chunk| chunk.key.as_ref() == Some(key))
    }
}

/// Puts a setting in the place of the one of the same name.
fn put(settings: &mut Vec<String>, written: &str, name: impl Fn(&str) -> Option<&str>) {
    let own = name(written).map(str::trim);
    settings.retain(|other| name(other).map(str::trim) != own);
    settings.push(written.to_owned());
}
