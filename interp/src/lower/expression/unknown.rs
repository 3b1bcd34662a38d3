//! Names that stand for nothing: what was probably meant.

use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use crate::check::diagnostic::names;
use crate::lower::{Context, Entity, Scope};
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
        if let Some(diagnostic) = self.unknown_part(path, scope) {
            return self.fail(diagnostic, span);
        }
        if let Some(Kind::Choice(id)) = hint.map(|h| &h.kind)
            && let Some(choice) = self.program.choice(*id)
        {
            let diagnostic = names::unknown_member(first, &choice.name, &choice.members);
            return self.fail(diagnostic, span);
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
