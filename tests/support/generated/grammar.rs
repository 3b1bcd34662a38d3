//! The rules of `heng.pest`, read as data.

use pest_meta::ast::{Expr, Rule};
use pest_meta::parser;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The rules by name, and how deep the shallowest derivation of each is.
pub struct Grammar {
    rules: BTreeMap<String, Rule>,
    depths: BTreeMap<String, usize>,
}

/// Deeper than any rule needs.
const ENDLESS: usize = 1000;

impl Grammar {
    /// The grammar that the parser is made from.
    pub fn get() -> &'static Grammar {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(|| {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/heng.pest");
            let text = std::fs::read_to_string(path).expect("the grammar");
            let pairs = parser::parse(parser::Rule::grammar_rules, &text).expect("a grammar");
            let rules = parser::consume_rules(pairs).expect("rules");
            let rules = rules.into_iter().map(|rule| (rule.name.clone(), rule)).collect();
            Grammar::of(rules)
        })
    }

    fn of(rules: BTreeMap<String, Rule>) -> Self {
        let mut grammar = Grammar { rules, depths: BTreeMap::new() };
        loop {
            let found: Vec<(String, usize)> = grammar
                .rules
                .values()
                .map(|rule| (rule.name.clone(), 1 + grammar.depth(&rule.expr)))
                .collect();
            let found = found.into_iter().filter(|(_, depth)| *depth < ENDLESS).collect();
            if grammar.depths == found {
                return grammar;
            }
            grammar.depths = found;
        }
    }

    /// The rule called `name`; none for those that pest brings.
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules.get(name)
    }

    /// How deep the shallowest derivation of `expr` is.
    pub fn depth(&self, expr: &Expr) -> usize {
        match expr {
            Expr::Ident(name) if self.rules.contains_key(name) => {
                self.depths.get(name).copied().unwrap_or(ENDLESS)
            }
            Expr::Seq(left, right) => self.depth(left).max(self.depth(right)),
            Expr::Choice(left, right) => self.depth(left).min(self.depth(right)),
            Expr::RepOnce(inner) | Expr::RepExact(inner, _) | Expr::RepMin(inner, _) => self.depth(inner),
            _ => 0,
        }
    }

    /// The alternatives of `expr`, those of rules that leave no trace taken apart too.
    pub fn alternatives<'g>(&'g self, expr: &'g Expr) -> Vec<&'g Expr> {
        match expr {
            Expr::Choice(left, right) => {
                let mut all = self.alternatives(left);
                all.extend(self.alternatives(right));
                all
            }
            Expr::Ident(name) => match self.rules.get(name) {
                Some(rule) if rule.ty == pest_meta::ast::RuleType::Silent && name.ends_with("_clause") => {
                    self.alternatives(&rule.expr)
                }
                _ => vec![expr],
            },
            _ => vec![expr],
        }
    }

    /// The strings that `expr` is a choice of, where it is nothing else.
    pub fn strings<'g>(&'g self, expr: &'g Expr) -> Option<Vec<&'g str>> {
        match expr {
            Expr::Str(text) => Some(vec![text]),
            Expr::Choice(left, right) => {
                let mut all = self.strings(left)?;
                all.extend(self.strings(right)?);
                Some(all)
            }
            Expr::Seq(left, right) if matches!(**right, Expr::NegPred(_)) => self.strings(left),
            _ => None,
        }
    }
}
