//! A random derivation of a rule: the pieces of text it is made of, in order.

use super::grammar::Grammar;
use super::random::Random;
use super::{Words, pool};
use pest_meta::ast::{Expr, RuleType};

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether nothing may stand between it and the piece before.
    pub touches: bool,
}

/// The derivation so far.
pub struct Derivation<'r> {
    grammar: &'static Grammar,
    random: &'r mut Random,
    words: Words,
    noise: bool,
    pieces: Vec<Piece>,
    /// Whether blanks are no part of the rule being derived.
    atomic: bool,
    /// Whether the next piece is the first of such a rule.
    fresh: bool,
    touch: bool,
}

/// Below this many rules in one another the shallowest alternative is taken.
const DEEPEST: usize = 16;

/// The pieces of one derivation of `rule`.
pub fn derive(rule: &str, random: &mut Random, words: Words, noise: bool) -> Vec<Piece> {
    let grammar = Grammar::get();
    let mut derivation = Derivation {
        grammar,
        random,
        words,
        noise,
        pieces: Vec::new(),
        atomic: false,
        fresh: false,
        touch: false,
    };
    derivation.rule(rule, 0);
    derivation.pieces
}

impl Derivation<'_> {
    fn say(&mut self, text: impl Into<String>) {
        let touches = self.touch || self.atomic && !self.fresh;
        (self.touch, self.fresh) = (false, false);
        self.pieces.push(Piece { text: text.into(), touches });
    }

    fn rule(&mut self, name: &str, depth: usize) {
        if let Some(text) = pool::leaf(name, self.random, self.words, self.noise) {
            return self.say(text);
        }
        if let Some(parts) = complete(name) {
            return self.parts(parts, depth);
        }
        let Some(rule) = self.grammar.rule(name).filter(|_| name != "kw_see_table") else { return };
        if name.starts_with("kw_") {
            return self.keyword(&rule.expr);
        }
        if let Some(strings) = self.grammar.strings(&rule.expr) {
            return self.sign(&strings);
        }
        match name {
            "logic" => return self.logic(depth),
            "primary" if depth >= DEEPEST => return self.rule("operand", depth),
            _ => {}
        }
        let outer = (self.atomic, self.fresh);
        match rule.ty {
            RuleType::Atomic | RuleType::CompoundAtomic if !self.atomic => {
                (self.atomic, self.fresh) = (true, true)
            }
            RuleType::NonAtomic => {
                self.touch = self.atomic && !self.fresh;
                self.atomic = false;
            }
            _ => {}
        }
        self.expr(&rule.expr, depth + 1, weights(name));
        self.atomic = outer.0;
    }

    /// The word of a keyword in the vocabulary wanted.
    fn keyword(&mut self, expr: &Expr) {
        let Some(strings) = self.grammar.strings(expr) else { return };
        let english = match self.words {
            Words::Chinese => false,
            Words::English => true,
            Words::Mixed => self.random.percent(50),
        };
        let word = strings[usize::from(english).min(strings.len() - 1)];
        self.say(word);
    }

    /// One of the forms of a sign: the first, unless the layout is to be untidy.
    fn sign(&mut self, forms: &[&str]) {
        let form = if self.noise && self.random.percent(40) { self.random.of(forms) } else { forms[0] };
        self.say(form);
    }

    /// The parts of an entry that says all it must; those with `?` by chance.
    fn parts(&mut self, parts: &[&str], depth: usize) {
        for part in parts {
            match part.strip_suffix('?') {
                Some(_) if self.random.percent(75) => {}
                Some(part) => self.rule(part, depth + 1),
                None => self.rule(part, depth + 1),
            }
        }
    }

    /// `a 且 b 且 c`: 且 and 或 side by side need brackets.
    fn logic(&mut self, depth: usize) {
        self.rule("negation", depth + 1);
        let word = self.random.of(&["kw_and", "kw_or"]);
        while depth < DEEPEST && self.random.percent(15) {
            self.rule(word, depth + 1);
            self.rule("negation", depth + 1);
        }
    }

    fn expr(&mut self, expr: &Expr, depth: usize, weights: Option<&[usize]>) {
        match expr {
            Expr::Str(text) => self.say(text.clone()),
            Expr::Ident(name) if name == "blank" => {}
            Expr::Ident(name) => self.rule(name, depth),
            Expr::Seq(left, right) => {
                self.expr(left, depth, None);
                self.expr(right, depth, None);
            }
            Expr::Choice(..) => self.choice(expr, depth, weights),
            Expr::Opt(inner) if depth < DEEPEST && self.random.percent(35) => self.expr(inner, depth, None),
            Expr::Rep(inner) => self.repeat(inner, 0, depth),
            Expr::RepOnce(inner) | Expr::RepMin(inner, _) => self.repeat(inner, 1, depth),
            Expr::RepExact(inner, count) => (0..*count).for_each(|_| self.expr(inner, depth, None)),
            _ => {}
        }
    }

    fn choice(&mut self, expr: &Expr, depth: usize, weights: Option<&[usize]>) {
        let all = self.grammar.alternatives(expr);
        if depth >= DEEPEST {
            let shallowest = all.iter().min_by_key(|one| self.grammar.depth(one));
            return shallowest.into_iter().for_each(|one| self.expr(one, depth, None));
        }
        let place = match weights {
            Some(weights) if weights.len() == all.len() => self.random.weighted(weights),
            _ => self.random.below(all.len()),
        };
        self.expr(all[place], depth, None);
    }

    /// A few times; of several alternatives none twice, because a clause stands once.
    fn repeat(&mut self, inner: &Expr, least: usize, depth: usize) {
        let mut left = self.grammar.alternatives(inner);
        let once = left.len() > 1;
        let mut count = least;
        while depth < DEEPEST && count < 3 && self.random.percent(30) {
            count += 1;
        }
        for _ in 0..count {
            if left.is_empty() {
                return;
            }
            let place = self.random.below(left.len());
            let one = if once { left.swap_remove(place) } else { left[place] };
            self.expr(one, depth, None);
        }
    }
}

/// What an entry must say beyond what the grammar asks: its condition, what it does, who gets it.
fn complete(rule: &str) -> Option<&'static [&'static str]> {
    Some(match rule {
        "set_header" => &["kw_set", "name", "assign", "list"],
        "participation_entry" => {
            &["participation_kind", "name", "filter", "missing?", "kw_in_principle?", "recorded_as?"]
        }
        "move_entry" => {
            &["move_kind", "name", "filter", "unless?", "missing?", "kw_in_principle?", "move_action"]
        }
        "share_line" => &["name", "filter?", "sum", "share_of?", "to_party", "missing?"],
        "target_line" => {
            &["name", "indicator_unit?", "target_base?", "indicator?", "target_tests?", "target_nature?"]
        }
        // `投产日期 起 5 年`, `近 2 年`: the number is one of years.
        "period" => &["sum", "kw_onward", "years"],
        "last_years" => &["kw_recent", "years"],
        _ => return None,
    })
}

/// How likely the alternatives of a rule are, where they should not be equally likely.
fn weights(rule: &str) -> Option<&'static [usize]> {
    Some(match rule {
        "expression" => &[1, 8],
        "negation" => &[1, 12],
        "unary" => &[1, 15],
        // date | year | number | text | yes_no | not_applicable | list | own | last_years | postfix
        "primary" => &[2, 1, 20, 3, 2, 1, 1, 2, 1, 50],
        _ => return None,
    })
}
