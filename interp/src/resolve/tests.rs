use heng_grammar::parse;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::tree::Script;

use super::*;
use crate::lower::SpaceId;

struct Shelf(Vec<(&'static str, &'static str)>);

impl Loader for Shelf {
    fn load(&self, path: &str) -> Option<Script> {
        let position = self.0.iter().position(|(name, _)| *name == path)?;
        let text = self.0[position].1;
        Some(parse(&Source::new(SourceId(u32::try_from(position).unwrap() + 1), path, text)).script)
    }

    fn paths(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| (*name).to_owned()).collect()
    }
}

fn main(text: &str) -> Script {
    parse(&Source::new(SourceId(0), "主.heng", text)).script
}

#[test]
fn documents_come_after_those_they_use_and_once() {
    let shelf = Shelf(vec![("甲", "引用 丙\n"), ("乙", "引用 丙\n"), ("丙", "x = 1\n")]);
    let documents = load(&main("引用 甲\n引用 乙\n"), &shelf, None);
    let paths: Vec<&str> = documents.list.iter().map(|d| d.path.as_str()).collect();
    assert_eq!(paths, ["丙", "甲", "乙", ""]);
    assert!(documents.diagnostics.is_empty());
}

#[test]
fn an_alias_makes_a_space_with_a_prefix() {
    let shelf = Shelf(vec![("甲", "x = 1\n")]);
    let documents = load(&main("引用 甲 为 评\n"), &shelf, None);
    assert_eq!(documents.spaces[1].prefix, ["评"]);
    assert_eq!(documents.list[0].space, SpaceId(1));
}

#[test]
fn a_round_of_uses_and_a_missing_document_are_reported() {
    let shelf = Shelf(vec![("甲", "引用 乙\n"), ("乙", "引用 甲\n")]);
    let documents = load(&main("引用 甲\n引用 丁\n"), &shelf, None);
    let codes: Vec<u16> = documents.diagnostics.iter().map(|d| d.code.0).collect();
    assert_eq!(codes, [712, 711]);
}
