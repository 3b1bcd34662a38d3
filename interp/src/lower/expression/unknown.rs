//! Names that stand for nothing: what was probably meant.

use std::collections::BTreeSet;

use heng_grammar::span::Span;
use heng_grammar::tree::Name;
use heng_grammar::vocabulary::{Units, numeral};

use crate::check::diagnostic::misspelt::{self, Elsewhere};
use crate::check::diagnostic::names;
use crate::lower::{Context, Entity, Scope, ValueEntry};
use crate::program::{Core, Frame, Kind, TableId, Type};

/// Words of expressions that Chinese, written without blanks, glues to names.
const GLUED: &[&str] =
    &["若", "则", "否则", "且", "或", "非", "属于", "不属于", "当", "在", "缺失时", "按", "依", "名下"];

impl Context<'_> {
    /// Reports a name that stands for nothing.
    pub(super) fn unknown_name(
        &mut self,
        path: &[&Name],
        scope: &Scope,
        hint: Option<&Type>,
        span: Span,
    ) -> Core {
        let Some(first) = path.first() else { return crate::lower::build::unknown(span) };
        if let Some(diagnostic) = self.stuck_word(first, scope) {
            return self.fail(diagnostic, span);
        }
        if let [name] = path
            && let Some(written) = in_digits(&name.text)
        {
            return self.fail(names::chinese_number(name, &written), span);
        }
        if let Some(diagnostic) = self.unknown_part(path, scope) {
            return self.fail(diagnostic, span);
        }
        if let Some(Kind::Choice(id)) = hint.map(|h| &h.kind)
            && let Some(choice) = self.program.choice(*id)
        {
            let diagnostic = names::unknown_member(first, &choice.name, &choice.members);
            return self.fail(diagnostic, span);
        }
        if let ([only], Some(place)) = (path, self.elsewhere(first, scope)) {
            return self.fail(misspelt::named_elsewhere(only, place), span);
        }
        let known = self.names_seen(scope);
        self.fail(names::unknown_name(first, known.iter().map(String::as_str)), span)
    }

    /// `综合得分.亩均睡收`: the block is there, the part is not.
    fn unknown_part(&self, path: &[&Name], scope: &Scope) -> Option<heng_grammar::diagnostic::Diagnostic> {
        let [block, .., last] = path else { return None };
        let parts: Vec<&str> = self
            .space(scope.space)?
            .values()
            .filter(|e| e.path.len() > 1 && e.path.first() == Some(&block.text))
            .filter_map(|e| e.path.last().map(String::as_str))
            .collect();
        (!parts.is_empty()).then(|| names::unknown_in_table(last, &block.text, parts))
    }

    /// `税收增量.集种` where 税收增量 has parts, and none of that name.
    pub(super) fn no_such_part(
        &self,
        block: &ValueEntry,
        part: &Name,
    ) -> Option<heng_grammar::diagnostic::Diagnostic> {
        let inside = |e: &&ValueEntry| {
            e.frame == block.frame && e.path.len() > block.path.len() && e.path.starts_with(&block.path)
        };
        let spaces = self.spaces.iter().filter(|space| space.values().any(|e| e == block));
        let parts: Vec<&str> = spaces
            .flat_map(|space| space.values().filter(inside))
            .filter_map(|e| e.path.get(block.path.len()).or_else(|| e.path.last()).map(String::as_str))
            .collect();
        let name = block.path.join(".");
        (!parts.is_empty()).then(|| names::unknown_in_table(part, &name, parts))
    }

    /// What a name that stands for no value here stands for elsewhere, if it does for one thing alone.
    fn elsewhere(&self, name: &Name, scope: &Scope) -> Option<Elsewhere> {
        let space = self.space(scope.space)?;
        let text = name.text.as_str();
        let mut found: Vec<Elsewhere> = Vec::new();
        let values = || space.values().filter(|e| e.path.last().is_some_and(|last| last == text));
        let tables: BTreeSet<TableId> =
            values().filter(|e| e.path.len() == 1).filter_map(|e| table_of(e.frame)).collect();
        let table_name = |id: TableId| self.program.tables.get(id.index()).map(|t| t.name.clone());
        found.extend(tables.into_iter().filter_map(table_name).map(Elsewhere::OfTable));
        let parts: BTreeSet<String> = values()
            .filter(|e| e.path.len() > 1 && (e.frame == scope.frame || e.frame == Frame::Whole))
            .map(|e| e.path.join("."))
            .collect();
        found.extend(parts.into_iter().map(Elsewhere::Part));
        if space.lookups.contains_key(text) {
            found.push(Elsewhere::Lookup);
        }
        if space.choices.contains_key(text) {
            found.push(Elsewhere::Other("选项", "a choice"));
        }
        if space.sets.contains_key(text) {
            found.push(Elsewhere::Other("集合", "a set"));
        }
        for (prefix, inner) in &space.spaces {
            let there = Scope { space: *inner, ..scope.clone() };
            if self.find_value(&there, &[text]).is_some() {
                found.push(Elsewhere::Under(format!("{prefix}.{text}")));
            }
        }
        let only = found.pop()?;
        found.is_empty().then_some(only)
    }

    /// What a key of a lookup can be named like: choices, columns and definitions.
    pub(crate) fn names_of_keys(&self, scope: &Scope) -> Vec<String> {
        let Some(space) = self.space(scope.space) else { return Vec::new() };
        let values = space.values().filter(|e| e.path.len() == 1).filter_map(|e| e.path.first());
        values.chain(space.choices.keys()).cloned().collect()
    }

    fn stuck_word(&self, name: &Name, scope: &Scope) -> Option<heng_grammar::diagnostic::Diagnostic> {
        let known = self.names_seen(scope);
        let is_known = |rest: &str| known.iter().any(|k| k == rest);
        GLUED.iter().find_map(|word| {
            let front = name.text.strip_prefix(word).filter(|rest| is_known(rest));
            let back = name.text.strip_suffix(word).filter(|rest| is_known(rest));
            match (front, back) {
                (Some(rest), _) => Some(names::stuck(name, word, rest, true)),
                (None, Some(rest)) => Some(names::stuck(name, word, rest, false)),
                (None, None) => None,
            }
        })
    }

    /// All names of values and members that a scope sees.
    pub(super) fn names_seen(&self, scope: &Scope) -> Vec<String> {
        let Some(space) = self.space(scope.space) else { return Vec::new() };
        let visible = |frame: Frame| frame == scope.frame || frame == Frame::Whole;
        let values =
            space.values().filter(|e| e.path.len() == 1 && visible(e.frame)).filter_map(|e| e.path.first());
        let choices = space.choices.values().filter_map(|c| self.program.choice(c.value));
        let members = choices.flat_map(|c| &c.members);
        let locals = scope.locals.iter().map(|(name, _)| name);
        let tables = space.tables.keys();
        values.chain(members).chain(locals).chain(tables).cloned().collect()
    }

    /// All names of columns and definitions of a table.
    pub(super) fn names_of_table(&self, table: TableId) -> Vec<String> {
        let Some(space) = self.space(self.table_space(table)) else { return Vec::new() };
        let there = space.values().filter(|e| e.frame == Frame::Rows(table) && e.path.len() == 1);
        there
            .filter(|e| matches!(e.entity, Entity::Column(_) | Entity::Definition(_)))
            .filter_map(|e| e.path.first().cloned())
            .collect()
    }
}

fn table_of(frame: Frame) -> Option<TableId> {
    match frame {
        Frame::Rows(table) => Some(table),
        Frame::Whole => None,
    }
}

/// `五百万元`, `百分之十五`, `二分之一` in digits; nothing where what follows the number is no unit.
fn in_digits(word: &str) -> Option<String> {
    let read = numeral(word)?;
    let fraction = read.written.contains('/');
    match read.rest {
        "" if fraction => Some(format!("({})", read.written)),
        "" => Some(read.written),
        unit if Units::default().knows(unit) => Some(format!("{} {unit}", read.written)),
        _ => None,
    }
}
