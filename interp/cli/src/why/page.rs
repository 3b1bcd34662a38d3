//! An explanation with what surrounds it, ready to be drawn in any of the faces.

use std::io::{self, Write};
use std::path::PathBuf;

use heng_data::write_whole;
use heng_grammar::diagnostic::{Language, Message};
use heng_grammar::source::Source;
use heng_interp::eval::Outcome;
use heng_interp::explain::{Explanation, Fact};
use heng_interp::run::value_text;

use super::outline::{Entry, Line, Outline, Style};
use super::{Teller, Words, fault, json, terminal};
use crate::Exit;
use crate::project::Trouble;
use crate::shell::{Format, Shell};

/// How an explanation is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// A tree, for a terminal.
    Tree,
    /// The same with nothing drawn.
    Plain,
    /// One JSON document.
    Json,
    /// Markdown.
    Markdown,
    /// A page of HTML.
    Html,
}

/// Which policy, of which day and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Its title, else its name.
    pub title: String,
    /// 文号
    pub number: Option<String>,
    /// What the run sets: 年度, 评价日.
    pub parameters: Vec<(String, String)>,
}

/// An explanation and what is said around it.
#[derive(Clone, Debug)]
pub struct Page<'d> {
    /// What is told.
    pub explanation: Explanation,
    /// The texts of the program.
    pub sources: &'d [Source],
    /// Under which policy.
    pub policy: Policy,
    /// What marks a preliminary result.
    pub banner: Option<Message>,
    /// How many levels are told.
    pub depth: usize,
    /// Whether rules that did not hold are told in full.
    pub full: bool,
    /// Whether the values were named; else many are only listed.
    pub named: bool,
}

impl Face {
    /// The face that a file's name asks for, else that of the shell.
    ///
    /// # Errors
    /// H0936 for a file of an unknown kind.
    pub fn of(file: Option<&str>, shell: &Shell<'_>) -> Result<Self, Trouble> {
        let Some(file) = file else {
            return Ok(match shell.format {
                Format::Text => Self::Tree,
                Format::Plain => Self::Plain,
                Format::Json => Self::Json,
                Format::Md => Self::Markdown,
                Format::Html => Self::Html,
            });
        };
        let extension = file.rsplit('.').next().map(str::to_ascii_lowercase).unwrap_or_default();
        match extension.as_str() {
            "txt" if shell.format == Format::Plain => Ok(Self::Plain),
            "txt" => Ok(Self::Tree),
            "md" => Ok(Self::Markdown),
            "html" | "htm" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            _ => Err(Trouble::usage(fault::unknown_kind(file))),
        }
    }
}

impl Policy {
    /// What the program says of itself.
    pub fn of(outcome: &Outcome<'_>) -> Self {
        let program = outcome.program();
        let Some(note) = &program.policy else { return Self::default() };
        let set = program.parameters.iter().zip(&outcome.inputs().parameters);
        let said = set.filter(|(note, _)| ["年度", "评价日"].contains(&note.name.as_str()));
        let parameters = said.filter_map(|(note, value)| {
            let value = value.as_ref().or(note.default.as_ref())?;
            Some((note.name.clone(), value_text(program, value, &note.ty)))
        });
        Self {
            title: note.title.clone().unwrap_or_else(|| note.name.clone()),
            number: note.number.clone(),
            parameters: parameters.collect(),
        }
    }

    fn line(&self) -> String {
        match &self.number {
            Some(number) => format!("{}（{number}）", self.title),
            None => self.title.clone(),
        }
    }
}

impl Page<'_> {
    /// The text of a face.
    pub fn drawn(&self, face: Face, language: Language, width: usize, colour: bool) -> String {
        match face {
            Face::Json => format!("{:#}\n", json::document(self)),
            Face::Tree | Face::Plain => {
                let lines = terminal::lines(&self.outline(language), width, face == Face::Tree, colour);
                lines.join("\n") + "\n"
            }
            Face::Markdown => super::markdown::page(&self.outline(language)),
            Face::Html => super::html::page(&self.outline(language), language),
        }
    }

    /// In words.
    pub fn outline(&self, language: Language) -> Outline {
        let words = Words { language, sources: self.sources, explanation: &self.explanation };
        let mut subtitle = Vec::new();
        if !self.policy.title.is_empty() {
            subtitle.push(self.policy.line());
        }
        let set: Vec<String> =
            self.policy.parameters.iter().map(|(name, value)| format!("{name} {value}")).collect();
        if !set.is_empty() {
            subtitle.push(set.join(words.pick("，", ", ")));
        }
        subtitle.extend(self.banner.as_ref().map(|banner| banner.get(language).to_owned()));
        let title = match &self.explanation.row {
            Some(row) => match &row.name {
                Some(name) => format!("{name}（{}）", row.key),
                None => format!("{} {}", row.table, row.key),
            },
            None => words.pick("全体", "the whole").to_owned(),
        };
        let mut teller = Teller::new(words, self.depth, self.full);
        let listed = !self.named && self.explanation.roots.len() > MOST_TOLD;
        if listed {
            let hint = words.pick(
                "加 --value 名字，说明其中一个值从哪里来；按年的写成 名字[年份]",
                "add --value NAME to see where one of them comes from; values by years are NAME[YEAR]",
            );
            let head = Line::plain(words.pick("有这些值：", "Its values:"));
            let all = Entry { head, entries: overview(&words), ..Entry::default() };
            return Outline { title, subtitle, entries: vec![all], legend: vec![hint.to_owned()] };
        }
        let entries = teller.roots();
        let legend = teller
            .files()
            .into_iter()
            .map(|(name, file)| format!("{name}{}{file}", words.pick("：", ": ")))
            .collect();
        Outline { title, subtitle, entries, legend }
    }
}

/// So many values are told in full where none is named.
const MOST_TOLD: usize = 6;

/// Many values, each on a line or two: of values by years all their years.
fn overview(words: &Words<'_>) -> Vec<Entry> {
    let explanation = words.explanation;
    let facts: Vec<&Fact> = explanation.roots.iter().filter_map(|id| explanation.fact(*id)).collect();
    let bare = |fact: &Fact| match fact.year {
        Some(year) => fact.name.trim_end_matches(&format!("[{year}]")).to_owned(),
        None => fact.name.clone(),
    };
    let mut names: Vec<String> = Vec::new();
    for fact in &facts {
        let name = bare(fact);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let told = names.into_iter().map(|name| {
        let own = facts.iter().filter(|fact| bare(fact) == name);
        let values: Vec<String> = own
            .map(|fact| match fact.year {
                Some(year) => format!("{year} {}", words.value(&fact.value)),
                None => words.value(&fact.value),
            })
            .collect();
        let head = Line::new().and(name, Style::Name);
        match values.as_slice() {
            [one] => Entry { head: head.and(" = ", Style::Plain).and(one, Style::Value), ..Entry::default() },
            many => Entry {
                head,
                lines: vec![Line::plain(many.join(words.pick("，", ", ")))],
                ..Entry::default()
            },
        }
    });
    told.collect()
}

/// Writes a face to a file, whole or not at all, and never over one of `inputs`.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn write_file(file: &str, text: &str, inputs: &[PathBuf], shell: &mut Shell<'_>) -> io::Result<Exit> {
    let done = write_whole(&shell.path(file), inputs, |out| out.write_all(text.as_bytes()));
    match done {
        Ok(()) => {
            let said = format!("{}{file}", shell.pick("已写出 ", "wrote "));
            writeln!(shell.out, "{said}")?;
            Ok(Exit::Done)
        }
        Err(error) => crate::report::write_trouble(shell, &crate::run::unwritable(&error, file)),
    }
}
