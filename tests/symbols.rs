//! Laws of names: every name that a script of the corpus uses stands for something, and whatever is called otherwise in all its
//! places is the same program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use heng_grammar::span::SourceId;
use heng_grammar::tree::{ItemKind, Part, Parts, Script};
use heng_grammar::vocabulary::{Tier, Units, concepts};
use heng_grammar::{parse, source::Source};
use heng_interp::compile::{Compiled, compile};
use heng_interp::program::Program;
use heng_interp::resolve::{Loader, Options};
use heng_interp::symbol::{Names, SymbolId, SymbolKind, Text};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A project: its texts, the main one first, with what 引用 calls them.
#[derive(Clone)]
struct Project {
    texts: Vec<(String, Source)>,
}

struct Library(BTreeMap<String, Script>);

impl Loader for Library {
    fn load(&self, path: &str) -> Option<Script> {
        self.0.get(path).cloned()
    }
}

impl Project {
    /// The main text and those it uses: of its folder, of the embedded library, or of `others`.
    fn of(name: &str, text: &str, folder: &Path, others: &BTreeMap<String, String>) -> Self {
        let mut texts = vec![(String::new(), Source::new(SourceId(0), name, text))];
        let mut at = 0;
        while let Some((_, source)) = texts.get(at).cloned() {
            at += 1;
            for item in parse(&source).script.items {
                let ItemKind::Use(used) = item.kind else { continue };
                let path = used.path.dotted();
                if texts.iter().any(|(other, _)| *other == path) {
                    continue;
                }
                let Some((name, text)) = find(&path, folder, others) else { continue };
                let id = SourceId(texts.len() as u32);
                texts.push((path, Source::new(id, name, text)));
            }
        }
        Self { texts }
    }

    fn parsed(&self) -> Vec<Script> {
        self.texts.iter().map(|(_, source)| parse(source).script).collect()
    }

    fn names(&self, scripts: &[Script]) -> Names {
        let texts: Vec<Text<'_>> = self
            .texts
            .iter()
            .zip(scripts)
            .map(|((path, source), script)| Text { source, script, path })
            .collect();
        Names::new(&texts)
    }

    fn compiled(&self) -> Compiled {
        let scripts = self.parsed();
        let rest = self.texts.iter().zip(&scripts).skip(1);
        let library = Library(rest.map(|((path, _), script)| (path.clone(), script.clone())).collect());
        compile(&scripts[0], &library, &Options::default())
    }

    /// The texts with a symbol called `name`.
    fn renamed(&self, names: &Names, symbol: SymbolId, name: &str) -> Self {
        let sources: Vec<&Source> = self.texts.iter().map(|(_, source)| source).collect();
        let edits = names.rename(symbol, name, &sources).expect("a name that may be given");
        let texts = self.texts.iter().map(|(path, source)| {
            let mut text = source.text().to_owned();
            for edit in edits.iter().rev().filter(|edit| edit.span.source == source.id()) {
                text.replace_range(edit.span.range(), &edit.replacement);
            }
            (path.clone(), Source::new(source.id(), source.name(), text))
        });
        Self { texts: texts.collect() }
    }
}

fn find(path: &str, folder: &Path, others: &BTreeMap<String, String>) -> Option<(String, String)> {
    if let Some(text) = others.get(path) {
        return Some((format!("{path}.heng"), text.clone()));
    }
    let below: PathBuf = path.split('.').collect();
    [folder.to_owned(), root().join("stdlib")].iter().find_map(|start| {
        ["heng", "heng.md"].iter().find_map(|ending| {
            let file = start.join(format!("{}.{ending}", below.display()));
            let text = fs::read_to_string(&file).ok()?;
            Some((file.file_name()?.to_string_lossy().into_owned(), text))
        })
    })
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            files(&path, found);
        } else if name.ends_with(".heng") || name.ends_with(".heng.md") {
            found.push(path);
        }
    }
}

/// All scripts of the library, the examples, the tests of runs and the reference that are right.
fn corpus(folders: &[&str]) -> Vec<(String, Project)> {
    let mut all = Vec::new();
    let mut paths = Vec::new();
    for folder in folders {
        files(&root().join(folder), &mut paths);
    }
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("err_") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let project = Project::of(&name, &text, path.parent().unwrap(), &BTreeMap::new());
        all.push((path.strip_prefix(root()).unwrap().display().to_string(), project));
    }
    all.extend(reference());
    all
}

fn reference() -> Vec<(String, Project)> {
    let page = fs::read_to_string(root().join("grammar/REFERENCE.md")).unwrap();
    let (mut all, mut others, mut open) = (Vec::new(), BTreeMap::new(), None::<(String, usize, String)>);
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let note = info.strip_prefix("heng").map_or("-", str::trim).to_owned();
                open = Some((note, number + 1, String::new()));
            }
            (Some(_), Some(_)) => {
                let Some((note, line, text)) = open.take() else { continue };
                if let Some(path) = note.strip_suffix(".heng") {
                    others.insert(path.replace('/', "."), text);
                } else if note.is_empty() {
                    let project = Project::of("本页.heng", &text, &root().join("-"), &others);
                    all.push((format!("grammar/REFERENCE.md:{line}"), project));
                }
            }
            (Some((_, _, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    all
}

/// Names that stand for nothing that a script declares: what the language gives, the columns that it asks of tables of
/// figures and of postings, and the states of targets.
fn is_known_exception(name: &str) -> bool {
    let built_in = [
        "本行",
        "this_row",
        "台账来源",
        "ledger_sources",
        "金额",
        "amount",
        "收款方",
        "party",
        "来源",
        "source",
        "行",
        "line",
        "条款",
        "article",
        "用途",
        "purpose",
        "值",
        "figure",
        "完成",
        "done",
        "状态",
        "state",
        "实际",
        "actual",
        "进度",
        "progress",
        "差额",
        "gap",
        "目标",
        "target",
        "基期",
        "未到期",
        "达成",
        "未达成",
        "待上级",
        "无数据",
        "未满足",
        "unmet",
        "取用",
        "份额",
        "未定",
        "undecided",
        "指标",
        "年份",
        "口径",
        "应得",
        "距下一档",
        "距上一档",
        "名次",
        "组内",
        "合计",
    ];
    !concepts(name).is_empty() || built_in.contains(&name) || Units::default().knows(name) || name == "1"
}

/// Those to whom ledgers give and targets are issued by, and what for, are declared nowhere.
fn parties(scripts: &[Script]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let debug = format!("{scripts:?}");
    for part in debug.split("Party { path: Path { names: [").skip(1) {
        let names = part.split(']').next().unwrap_or("");
        found.extend(
            names.split("text: \"").skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())),
        );
    }
    for part in debug.split("Assigned(").skip(1) {
        found.extend(part.split("text: \"").nth(1).and_then(|rest| Some(rest.split('"').next()?.to_owned())));
    }
    found
}

#[test]
fn every_name_that_is_used_stands_for_something() {
    let mut lost: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut used = 0;
    for (name, project) in corpus(&FOLDERS) {
        let scripts = project.parsed();
        let names = project.names(&scripts);
        let known: BTreeMap<u32, u32> = names
            .occurrences()
            .iter()
            .filter(|o| o.span.source == SourceId(0))
            .map(|o| (o.span.start, o.span.end))
            .collect();
        let parties = parties(&scripts);
        let mut main = scripts[0].clone();
        main.parts(&mut |part| {
            let (Part::Used(of) | Part::Declared(of)) = part else { return };
            if of.span.source != SourceId(0) {
                return;
            }
            used += 1;
            let inside = known.range(of.span.start..of.span.end.max(of.span.start + 1)).next().is_some();
            if !inside && !is_known_exception(&of.text) && !parties.contains(&of.text) {
                let line = project.texts[0].1.line_of(of.span.start as usize) + 1;
                let text = project.texts[0].1.line_text(line - 1).trim().to_owned();
                lost.entry(name.clone()).or_default().push(format!("{}  {line}: {text}", of.text));
            }
        });
    }
    let report: Vec<String> =
        lost.iter().map(|(file, names)| format!("{file}\n    {}", names.join("\n    "))).collect();
    let count: usize = lost.values().map(Vec::len).sum();
    assert!(count == 0, "{count} of {used}\n{}", report.join("\n"));
}

/// A program without places and names: what it computes.
fn shape(program: &Program, called: &[&str]) -> Vec<String> {
    let plain = |debug: String| {
        let mut out = String::new();
        let mut rest = debug.as_str();
        // Places look like 0:12..34.
        while let Some(at) = rest.find("..") {
            let (head, tail) = rest.split_at(at);
            let digits = |c: char| c.is_ascii_digit() || c == ':';
            let kept = head.trim_end_matches(digits);
            out.push_str(if head.len() > kept.len() { kept } else { head });
            rest = tail[2..].trim_start_matches(|c: char| c.is_ascii_digit());
        }
        out.push_str(rest);
        called.iter().fold(out, |out, name| out.replace(name, "#"))
    };
    let definitions = program.definitions.iter();
    let bodies = definitions.map(|d| plain(format!("{:?} {:?} {:?} {:?}", d.frame, d.year, d.shown, d.body)));
    bodies.chain([format!("{:?}", program.order)]).collect()
}

#[test]
fn what_is_called_otherwise_everywhere_is_the_same_program() {
    let mut wrong = Vec::new();
    let (mut tried, mut state) = (0, 12345_u64);
    let (folders, step): (&[&str], usize) = if sample() > 1 { (&ALL, 1) } else { (&FOLDERS, 3) };
    for (file, project) in corpus(folders).into_iter().step_by(step) {
        let before = project.compiled();
        let Some(program) = &before.program else { continue };
        let scripts = project.parsed();
        let names = project.names(&scripts);
        let own: Vec<SymbolId> = names
            .entries()
            .filter(|(_, s)| s.name.source == SourceId(0) && s.kind != SymbolKind::Policy)
            .map(|(id, _)| id)
            .collect();
        for _ in 0..sample() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let Some(id) = own.get((state >> 33) as usize % own.len().max(1)) else { break };
            let symbol = names.get(*id).unwrap();
            let old = symbol.own_name();
            // The table of what has been paid says which item by this column; rules of other days are called after theirs.
            if old == "项目" || file.ends_with("by_row_date.heng") {
                continue;
            }
            if concepts(old).iter().any(|concept| concept.word().tier == Tier::Name) {
                continue;
            }
            let renamed = project.renamed(&names, *id, NEW);
            let after = renamed.compiled();
            tried += 1;
            let called = [NEW, "改(名)", old];
            let (a, b) = (shape(program, &called), after.program.as_ref().map(|after| shape(after, &called)));
            if b.as_ref() == Some(&a) {
                continue;
            }
            let error = after.diagnostics.iter().find(|d| d.is_error());
            let said = error.map_or("another program".to_owned(), |d| {
                let place = d.labels.first().map(|label| {
                    let (_, source) = &renamed.texts[label.span.source.0 as usize];
                    source.line_text(source.line_of(label.span.start as usize)).trim()
                });
                format!("{} {} in {place:?}", d.code, d.title.zh)
            });
            let differing = b.iter().flat_map(|b| a.iter().zip(b).find(|(a, b)| a != b)).map(|(a, b)| {
                let at = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
                let cut = |s: &str| {
                    s.chars()
                        .skip(s[..s.floor_char_boundary(at)].chars().count().saturating_sub(60))
                        .take(160)
                        .collect::<String>()
                };
                format!("\n      {}\n      {}", cut(a), cut(b))
            });
            let differing: String = differing.collect();
            wrong.push(format!("{file}: {:?} {}: {said}{differing}", symbol.kind, symbol.dotted()));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of {tried}\n{}", wrong.len(), wrong.join("\n"));
}

/// The scripts that are more than a case of one rule.
const FOLDERS: [&str; 2] = ["stdlib", "examples"];

/// With the cases of single rules: `NAMES=3` tries three names of each script, where else one of every third is tried.
const ALL: [&str; 3] = ["stdlib", "examples", "tests/run"];

const NEW: &str = "改（名）";

fn sample() -> usize {
    std::env::var("NAMES").ok().and_then(|n| n.parse().ok()).unwrap_or(1)
}
