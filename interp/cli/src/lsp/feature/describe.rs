//! What there is to say about a name, a word or an article, in Markdown.

use heng_grammar::literate::{Articles, literate};
use heng_grammar::source::Source;
use heng_grammar::vocabulary::{Concept, UNITS, magnitudes_of, sample};
use heng_interp::symbol::SymbolId;

use crate::lsp::analysis::Root;
use crate::lsp::client::Client;
use crate::project::EMBEDDED;
use crate::report::source_of;

/// Longer passages of a document are cut to so many characters.
const LONGEST: usize = 400;

/// Of the names that use one, so many are listed.
const USERS: usize = 5;

/// A name: what it is, its unit or type, its formula, its documentation, what settles it, what its articles say, who uses it.
pub(super) fn symbol(root: &Root, id: SymbolId, client: &Client) -> Option<String> {
    let about = root.names.describe(id)?;
    let source = source_of(about.place, &root.texts.sources)?;
    let mut facts = vec![client.say(&about.kind).to_owned()];
    facts.extend(about.ty.as_ref().map(|ty| format!("`{ty}`")));
    if about.yearly {
        facts.push(client.pick("按年", "yearly").to_owned());
    }
    let mut parts = vec![format!("**{}** — {}", about.title, facts.join(" · "))];
    parts.push(format!("```heng\n{}\n```", about.formula));
    if let Some(settled) = &about.settled {
        let (zh, en) = (format!("现为 `{settled}`"), format!("settled as `{settled}`"));
        parts.push(client.pick(&zh, &en).to_owned());
    }
    if !about.doc.is_empty() {
        parts.push(about.doc.join("  \n"));
    }
    parts.extend(about.articles.iter().map(|cited| article(source, cited)));
    if !about.used_by.is_empty() {
        parts.push(users(&about.used_by, client));
    }
    if source.id() != root.texts.sources.first().map(Source::id).unwrap_or_default() {
        parts.push(format!("*{}*", file_name(root, source)));
    }
    Some(parts.join("\n\n"))
}

/// 用于 …; the first few of many.
fn users(names: &[String], client: &Client) -> String {
    let first = names.iter().take(USERS).map(String::as_str).collect::<Vec<_>>();
    let listed = first.join(client.pick("、", ", "));
    let (zh, en) = match names.len() > USERS {
        true => (
            format!("用于 {listed} 等 {} 处", names.len()),
            format!("used by {listed} and {} more", names.len() - USERS),
        ),
        false => (format!("用于 {listed}"), format!("used by {listed}")),
    };
    client.pick(&zh, &en).to_owned()
}

/// The file of a text, as one in the project's folder would say it.
fn file_name(root: &Root, source: &Source) -> String {
    let folder = crate::project::plain(&root.project.folder);
    let file = root.file_of(source.id()).and_then(|file| file.strip_prefix(folder).ok());
    let embedded = || source.name().strip_prefix(EMBEDDED).unwrap_or(source.name()).to_owned();
    file.map_or_else(embedded, |file| file.display().to_string())
}

/// An article, and what the document says there where it is a literate script.
pub(super) fn article(source: &Source, cited: &str) -> String {
    match passage(source, cited) {
        Some(said) => format!("@{cited}\n\n> {}", said.replace('\n', "  \n> ")),
        None => format!("@{cited}"),
    }
}

fn passage(source: &Source, cited: &str) -> Option<String> {
    if !source.is_literate() {
        return None;
    }
    let place = Articles::of(source, &literate(source)).passage(cited)?;
    // Quotations are remarks of the editors.
    let lines = source.text().get(place)?.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('>'));
    let said = lines.map(|line| line.trim_start_matches(['#', ' '])).collect::<Vec<_>>().join("\n");
    let cut: String = said.chars().take(LONGEST).collect();
    Some(if cut.len() < said.len() { format!("{cut}……") } else { cut })
}

/// A word of the language.
pub(super) fn word(concept: Concept, client: &Client) -> String {
    let word = concept.word();
    let help = format!("**{}** `{}` — {}", word.zh, word.en, client.say(&concept.help()));
    match sample(concept) {
        Some(sample) => format!("{help}\n\n```heng\n{sample}\n```"),
        None => help,
    }
}

/// A unit that is built in, with its other names.
pub(super) fn unit(written: &str, client: &Client) -> Option<String> {
    let named = |name: &str| UNITS.iter().find(|unit| unit.name == name || unit.others.contains(&name));
    let larger = || magnitudes_of(written).find_map(|(zeros, rest)| Some((zeros, named(rest)?)));
    let (zeros, unit) = named(written).map(|unit| (0, unit)).or_else(larger)?;
    let mut said = format!("**{written}** — {}", client.pick("单位", "unit"));
    if zeros > 0 {
        said.push_str(&format!(" = 1{} {}", "0".repeat(zeros as usize), unit.name));
    }
    if zeros == 0 && !unit.others.is_empty() {
        let others = unit.others.join(client.pick("、", ", "));
        said.push_str(&format!("{}{others}", client.pick("；也写作 ", "; also ")));
    }
    Some(said)
}
