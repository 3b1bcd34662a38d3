//! The words around a plain report, in the language of the run, with columns counted in characters as everywhere else.
//! miette says them in English and counts terminal cells.

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use unicode_width::UnicodeWidthChar;

/// miette's narration in `language`, without empty lines.
pub(super) fn reworded(narration: &str, sources: &[Source], language: Language) -> String {
    let mut narrator = Narrator { sources, language, source: None, said: String::new() };
    for (at, line) in narration.lines().enumerate() {
        narrator.line(at, line.trim_end());
    }
    narrator.said
}

struct Narrator<'a> {
    sources: &'a [Source],
    language: Language,
    /// The text of the snippet being read.
    source: Option<&'a Source>,
    said: String,
}

/// A label of a later line, which is narrated a second time behind the last line of a snippet: it ends before it starts.
fn is_of_another_line(line: &str) -> bool {
    let columns = line.strip_prefix("    label at line ").and_then(|rest| rest.split_once(", columns "));
    let Some((_, columns)) = columns else { return false };
    let mut ends = columns.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<usize>().ok());
    matches!((ends.next(), ends.next()), (Some(from), Some(to)) if to < from)
}

impl Narrator<'_> {
    fn line(&mut self, at: usize, line: &str) {
        let related = ["Error: ", "Warning: ", "Advice: "].contains(&format!("{line} ").as_str());
        if line.is_empty()
            || related
            || is_of_another_line(line)
            || line.starts_with("    Diagnostic severity: ")
        {
            return;
        }
        let spoken = match at {
            0 => Some(line.to_owned()),
            _ => self.snippet(line).or_else(|| self.source_line(line)).or_else(|| self.label(line)),
        };
        let spoken = spoken.or_else(|| {
            let help = line.strip_prefix("diagnostic help: ")?;
            Some(format!("{}{help}", self.pick("建议：", "help: ")))
        });
        let spoken = spoken.or_else(|| {
            let code = line.strip_prefix("diagnostic code: ")?;
            Some(format!("{}heng explain-code {code}", self.pick("详见：", "more: ")))
        });
        self.said.push_str(spoken.as_deref().unwrap_or(line));
        self.said.push('\n');
    }

    fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        if self.language == Language::Chinese { zh } else { en }
    }

    /// `Begin snippet for 政策.heng starting at line 3, column 5`
    fn snippet(&mut self, line: &str) -> Option<String> {
        let rest = line.strip_prefix("Begin snippet for ")?;
        let (name, place) = rest.rsplit_once(" starting at line ")?;
        let (number, _) = place.split_once(", column ")?;
        self.source = self.sources.iter().find(|source| source.name() == name);
        Some(match self.language {
            Language::Chinese => format!("{name} 第 {number} 行起："),
            Language::English => format!("{name} from line {number}:"),
        })
    }

    /// `snippet line 3: 亩均税收 = 实缴税金 / 面积`
    fn source_line(&self, line: &str) -> Option<String> {
        let (number, text) = line.strip_prefix("snippet line ")?.split_once(": ")?;
        Some(match self.language {
            Language::Chinese => format!("  第 {number} 行原文：{text}"),
            Language::English => format!("  line {number}: {text}"),
        })
    }

    /// `    label at line 3, columns 5 to 12: 没有这个名字`
    fn label(&self, line: &str) -> Option<String> {
        let rest = line.strip_prefix("    label ")?;
        let (place, message) = rest.split_once(": ").unwrap_or((rest, ""));
        let (before, columns) = place.split_once(", column")?;
        let (how, number) = before.rsplit_once("line ")?;
        let number: usize = number.parse().ok()?;
        let mut ends = columns.trim_start_matches('s').split(" to ").filter_map(|n| n.trim().parse().ok());
        let from = self.character(number, ends.next()?);
        let to = ends.next().map(|cell| self.character(number, cell)).filter(|to| *to != from);
        let place = match self.language {
            Language::Chinese => {
                let end = to.map(|to| format!("至第 {to} 字")).unwrap_or_default();
                let how = if how.starts_with("starting") {
                    "起"
                } else if how.starts_with("ending") {
                    "止"
                } else {
                    ""
                };
                format!("    第 {number} 行第 {from} 字{end}{how}")
            }
            Language::English => {
                let end = to.map(|to| format!(" to {to}")).unwrap_or_default();
                format!("    {how}line {number}, column {from}{end}")
            }
        };
        Some(if message.is_empty() { place } else { format!("{place}{}{message}", self.pick("：", ": ")) })
    }

    /// The character, from 1, at a terminal cell of a line.
    fn character(&self, line: usize, cell: usize) -> usize {
        let Some(source) = self.source else { return cell };
        let mut used = 0;
        let text = source.line_text(line.saturating_sub(1));
        let passed = text.chars().take_while(|c| {
            used += c.width().unwrap_or(0);
            used < cell
        });
        passed.count() + 1
    }
}
