//! `政策 引用 选项 集合 别名 单位`: declarations that stand outside `对`.

use super::word::{name, path, text};
use super::{Builder, notes};
use crate::parser::{Node, Rule, structure};
use crate::skeleton::Entry;
use crate::tree::{
    Alias, Choice, ChoiceMember, Expr, Name, Policy, SetMembers, SetOf, SetStep, UnitDeclaration, Use,
};

impl Builder<'_> {
    /// `政策 … { 名称 "…"；文号 …；施行 … 起 }`
    pub(super) fn policy(&mut self, entry: &Entry) -> Option<Policy> {
        let header = self.header(Rule::policy_header, entry);
        self.forbid_tail(entry);
        let mut policy = Policy {
            name: self.name_in(&header),
            title: None,
            number: None,
            effective_from: None,
            effective_to: None,
        };
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::policy_entry, inner) else { continue };
            let Some(clause) = node.first() else { continue };
            match clause.rule {
                Rule::policy_title => {
                    let title = clause.child(Rule::text).map(text).unwrap_or_default();
                    self.once(&mut policy.title, title, clause.span);
                }
                Rule::policy_number => {
                    let number = written_number(clause);
                    self.once(&mut policy.number, number, clause.span);
                }
                _ => self.effective(&mut policy, clause),
            }
        }
        Some(policy)
    }

    /// `施行 2022-04-01 起 至 2024-12-31`
    fn effective(&mut self, policy: &mut Policy, clause: &Node) {
        let (first, second) = self.effective_days(clause);
        if let Some(first) = first {
            self.once(&mut policy.effective_from, first, clause.span);
        }
        policy.effective_to = second.or(policy.effective_to.take());
    }

    /// The first and the last day of a `施行`.
    pub(super) fn effective_days(&mut self, clause: &Node) -> (Option<Expr>, Option<Expr>) {
        let days = clause.children.iter().filter(|child| matches!(child.rule, Rule::date | Rule::year));
        let mut days = days.map(|day| self.expression(day)).collect::<Vec<_>>().into_iter();
        (days.next(), days.next())
    }

    /// `引用 南通.资源集约评价 为 评价`
    pub(super) fn use_entry(&mut self, entry: &Entry) -> Option<Use> {
        let node = self.leaf(Rule::use_header, entry)?;
        Some(Use { path: self.path_in(&node), alias: node.child(Rule::name).map(name) })
    }

    /// `选项 等级 { A > B > C > D；不参评 }`
    pub(super) fn choice(&mut self, entry: &Entry) -> Option<Choice> {
        let header = self.header(Rule::choice_header, entry);
        self.forbid_tail(entry);
        let mut choice = Choice { name: self.name_in(&header), ordered: Vec::new(), unordered: Vec::new() };
        for inner in self.body(entry) {
            let Some(node) = self.leaf(Rule::choice_entry, inner) else { continue };
            let first = node.all(Rule::choice_member);
            let rest = node.children.iter().flat_map(|list| list.all(Rule::choice_member));
            let members: Vec<ChoiceMember> = first.chain(rest).map(member).collect();
            if node.has(Rule::choice_order) {
                if !choice.ordered.is_empty() {
                    self.report(structure::second_order(node.span));
                }
                choice.ordered.extend(members);
            } else {
                choice.unordered.extend(members);
            }
        }
        Some(choice)
    }

    /// `集合 内圈区 = [崇川区, 南通创新区, 等]`
    pub(super) fn set(&mut self, entry: &Entry) -> Option<SetOf> {
        self.forbid_tail(entry);
        let node = self.read(Rule::set_header, entry.header)?;
        let name = self.name_in(&node);
        if node.has(Rule::list) {
            self.forbid_body(entry);
            return Some(SetOf { name, members: SetMembers::Always(self.expression_in(&node, Rule::list)) });
        }
        let mut steps = Vec::new();
        for inner in self.body(entry) {
            steps.extend(self.set_step(inner));
        }
        Some(SetOf { name, members: SetMembers::Dated(steps) })
    }

    /// `2023年起 [崇川区, 海门区]`
    fn set_step(&mut self, entry: &Entry) -> Option<SetStep> {
        let node = self.leaf(Rule::set_entry, entry)?;
        let period = node.child(Rule::key_test).and_then(|test| self.key_test(test))?;
        let value = self.expression_in(&node, Rule::list);
        Some(SetStep { period, value, notes: notes(entry), span: entry.span })
    }

    /// `别名 开发区、南通经开区 = 南通经济技术开发区`
    pub(super) fn alias(&mut self, entry: &Entry) -> Option<Alias> {
        let node = self.leaf(Rule::alias_header, entry)?;
        Some(Alias { names: node.all(Rule::name).map(name).collect(), target: self.path_in(&node) })
    }

    /// `单位 亿元 = 10000 万元`
    pub(super) fn unit_declaration(&mut self, entry: &Entry) -> Option<UnitDeclaration> {
        let node = self.leaf(Rule::unit_header, entry)?;
        let absent = || Name { text: String::new(), span: node.span };
        Some(UnitDeclaration {
            name: node.child(Rule::declared_unit).map_or_else(absent, name),
            value: node.child(Rule::number).map(|number| self.number(number)),
            whole: node.has(Rule::kw_whole),
        })
    }
}

/// `通政办发〔2022〕4号`, in quotes or not
pub(super) fn written_number(clause: &Node) -> String {
    match clause.child(Rule::text) {
        Some(quoted) => text(quoted),
        None => clause.child(Rule::document_number).map_or("", |bare| bare.text).to_owned(),
    }
}

fn member(node: &Node) -> ChoiceMember {
    let mut names = node.all(Rule::name).map(name);
    let shown = names.next().unwrap_or_else(|| Name { text: String::new(), span: node.span });
    ChoiceMember { name: shown, aliases: names.collect() }
}

/// The path inside `node`, if it has one.
pub(super) fn path_if_any(node: &Node) -> Option<crate::tree::Path> {
    node.child(Rule::path).map(path)
}
