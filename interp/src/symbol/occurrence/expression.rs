//! Expressions.

use heng_grammar::span::Span;
use heng_grammar::tree::{
    Expr, ExprKind, Missing, MissingAnswer, MissingOrder, Name, Number, OrderKey, Rounding, RoundingTo,
    Stated, TypeExpr, UnitExpr, Unlisted,
};

use heng_grammar::vocabulary::magnitudes_of;

use super::{Resolver, Scope, Ty};

impl Resolver<'_> {
    /// What an expression is; `hint` is what it is probably meant to be.
    pub(super) fn expression(&mut self, tree: &Expr, scope: &Scope, hint: Ty) -> Ty {
        match &*tree.kind {
            ExprKind::Name(_) | ExprKind::Field(..) => self.path_expression(tree, scope, hint),
            ExprKind::Number(number) => {
                self.number(number);
                Ty::Plain
            }
            ExprKind::Index(base, keys) => self.index(base, keys, scope),
            ExprKind::Call(name, arguments) => self.call(name, arguments, None, scope),
            ExprKind::Own { table, .. } => self.refer_table(table, scope.space).map_or(Ty::Unknown, Ty::Row),
            ExprKind::Negate(inner) | ExprKind::Bracketed(inner) | ExprKind::ZeroIsMissing(inner) => {
                self.expression(inner, scope, hint)
            }
            ExprKind::Not(inner) => self.plain(inner, scope),
            ExprKind::Arithmetic(_, left, right) => {
                self.expression(left, scope, Ty::Unknown);
                self.plain(right, scope)
            }
            ExprKind::Comparison(first, rest) => {
                let mut left = first;
                for (_, right) in rest {
                    self.pair(left, right, scope, Ty::Unknown);
                    left = right;
                }
                Ty::Plain
            }
            ExprKind::Logic(_, parts) => {
                parts.iter().for_each(|part| _ = self.plain(part, scope));
                Ty::Plain
            }
            ExprKind::Member { value, set, unlisted, .. } => {
                let of = self.expression(value, scope, Ty::Unknown);
                self.elements(set, scope, of);
                if let Some(Unlisted::Decides(decides)) = unlisted {
                    self.plain(decides, scope);
                }
                Ty::Plain
            }
            ExprKind::Within(value, period) => {
                self.plain(value, scope);
                self.plain(period, scope)
            }
            ExprKind::If { condition, then, otherwise } => {
                self.plain(condition, scope);
                self.pair(then, otherwise, scope, hint)
            }
            ExprKind::IfMissing(value, answer) => {
                let ty = self.expression(value, scope, hint);
                self.expression(answer, scope, ty);
                ty
            }
            ExprKind::List { .. } => {
                self.elements(tree, scope, hint);
                hint
            }
            ExprKind::Range(from, to) => {
                self.plain(from, scope);
                self.plain(to, scope)
            }
            ExprKind::LastYears(number) => {
                self.number(number);
                Ty::Plain
            }
            ExprKind::Text(text) => self.text_as_member(text, tree, scope, hint),
            ExprKind::Date { .. }
            | ExprKind::Year(_)
            | ExprKind::YesNo(_)
            | ExprKind::NotApplicable
            | ExprKind::Error => Ty::Plain,
        }
    }

    /// A text that stands against a choice is read as a member: `区["通州区"]`.
    fn text_as_member(&mut self, text: &str, tree: &Expr, scope: &Scope, hint: Ty) -> Ty {
        let written = self.written(tree.span);
        let (open, close) = (written.chars().next(), written.chars().next_back());
        let (Some(open), Some(close)) = (open, close) else { return Ty::Plain };
        let range = tree.span.range();
        let inside = Span::new(tree.span.source, range.start + open.len_utf8(), range.end - close.len_utf8());
        let name = Name { text: text.to_owned(), span: inside };
        if let Ty::Choice(choice) = hint
            && let Some(member) = self.member_of(choice, &name, scope.space)
        {
            self.refer(&name, member);
            return hint;
        }
        Ty::Plain
    }

    /// A value that is no member.
    pub(super) fn plain(&mut self, tree: &Expr, scope: &Scope) -> Ty {
        self.expression(tree, scope, Ty::Unknown);
        Ty::Plain
    }

    pub(super) fn plain_if(&mut self, tree: Option<&Expr>, scope: &Scope) {
        if let Some(tree) = tree {
            self.plain(tree, scope);
        }
    }

    /// Two expressions of one kind: the one that says its type first.
    fn pair(&mut self, left: &Expr, right: &Expr, scope: &Scope, hint: Ty) -> Ty {
        if hint == Ty::Unknown && self.is_bare(left, scope) && !self.is_bare(right, scope) {
            let ty = self.expression(right, scope, hint);
            self.expression(left, scope, ty);
            return ty;
        }
        let ty = self.expression(left, scope, hint);
        let wanted = if hint == Ty::Unknown { ty } else { hint };
        let other = self.expression(right, scope, wanted);
        if ty == Ty::Unknown { other } else { ty }
    }

    /// Whether an expression takes its type from the other side.
    fn is_bare(&self, tree: &Expr, scope: &Scope) -> bool {
        match &*tree.kind {
            ExprKind::Number(number) => number.unit.is_none(),
            ExprKind::NotApplicable => true,
            ExprKind::Bracketed(inner) | ExprKind::Negate(inner) => self.is_bare(inner, scope),
            ExprKind::Name(name) => {
                !matches!(name.text.as_str(), "当前等级" | "current_grade")
                    && self.longest_value(&[name], scope).is_none()
            }
            _ => false,
        }
    }

    fn path_expression(&mut self, tree: &Expr, scope: &Scope, hint: Ty) -> Ty {
        let (mut head, mut path) = (tree, Vec::new());
        while let ExprKind::Field(base, name) = &*head.kind {
            path.insert(0, name);
            head = base;
        }
        match &*head.kind {
            ExprKind::Name(name) => {
                path.insert(0, name);
                self.path(&path, scope, hint)
            }
            ExprKind::Call(name, arguments) => {
                let (output, rest) = path.split_first().map_or((None, &[][..]), |(o, rest)| (Some(*o), rest));
                let ty = self.call(name, arguments, output, scope);
                self.follow(ty, rest, scope)
            }
            _ => {
                let ty = self.expression(head, scope, Ty::Unknown);
                self.follow(ty, &path, scope)
            }
        }
    }

    /// `企业["E1"]`, `评价.企业["E1"]`, `税收[上年]`
    fn index(&mut self, base: &Expr, keys: &[Expr], scope: &Scope) -> Ty {
        let ty = self.expression(base, scope, Ty::Unknown);
        let table = match ty {
            Ty::Row(table) => Some(table),
            _ => None,
        };
        let key_columns = table.and_then(|table| self.keys.get(&table)).cloned().unwrap_or_default();
        for (at, key) in keys.iter().enumerate() {
            let of = key_columns.get(at).map_or(Ty::Unknown, |column| self.type_of(*column));
            self.expression(key, scope, of);
        }
        ty
    }

    /// A list, the name of a set, or a set as it is in a year.
    pub(super) fn elements(&mut self, set: &Expr, scope: &Scope, of: Ty) {
        match &*set.kind {
            ExprKind::List { elements, .. } => {
                let of =
                    if matches!(of, Ty::Choice(_)) { of } else { self.choice_of_list(elements, scope, of) };
                elements.iter().for_each(|element| self.elements(element, scope, of));
            }
            ExprKind::Bracketed(inner) => self.elements(inner, scope, of),
            ExprKind::Name(name) if self.set(name, scope.space) => {}
            ExprKind::Index(base, keys) if matches!(&*base.kind, ExprKind::Name(_)) => {
                self.elements(base, scope, of);
                keys.iter().for_each(|key| _ = self.plain(key, scope));
            }
            _ => {
                self.expression(set, scope, of);
            }
        }
    }

    /// The only choice that has all the names of a list.
    fn choice_of_list(&self, elements: &[Expr], scope: &Scope, of: Ty) -> Ty {
        let names: Vec<&str> = elements
            .iter()
            .filter_map(|element| match &*element.kind {
                ExprKind::Name(name) => Some(name.text.as_str()),
                _ => None,
            })
            .collect();
        match self.choices_with(scope.space, &names).as_slice() {
            [only] if !names.is_empty() => Ty::Choice(*only),
            _ => of,
        }
    }

    pub(super) fn order_key(&mut self, key: &OrderKey, scope: &Scope) {
        let ty = self.expression(&key.value, scope, Ty::Unknown);
        if let Some(MissingOrder::Value(value)) = &key.missing {
            self.expression(value, scope, ty);
        }
    }

    pub(super) fn missing(&mut self, missing: Option<&Missing>, scope: &Scope, of: Ty) {
        if let Some(Missing { answer: MissingAnswer::Value(value), .. }) = missing {
            self.expression(value, scope, of);
        }
    }

    pub(super) fn rounding(&mut self, rounding: Option<&Rounding>, scope: &Scope) {
        let Some(rounding) = rounding else { return };
        if let RoundingTo::Nearest(number) = &rounding.to {
            self.number(number);
        }
        self.stated(&rounding.mode, scope);
    }

    /// An option that a reading may choose.
    pub(super) fn stated<T>(&mut self, stated: &Stated<T>, scope: &Scope) {
        if let Stated::Reading(name) = stated {
            self.path(&[name], scope, Ty::Unknown);
        }
    }

    pub(super) fn number(&mut self, number: &Number) {
        if let Some(unit) = &number.unit {
            self.unit(unit);
        }
    }

    /// The units that the documents declare themselves; a magnitude may stand before one.
    pub(super) fn unit(&mut self, unit: &UnitExpr) {
        for (name, _) in &unit.factors {
            if let Some(found) = self.units.get(name.text.as_str()).copied() {
                self.refer(name, found);
                continue;
            }
            // 亿斤: a magnitude before one.
            let found = magnitudes_of(&name.text).find_map(|(_, rest)| Some((rest, *self.units.get(rest)?)));
            if let Some((text, found)) = found {
                let start = name.span.range().end.saturating_sub(text.len());
                let span = Span::new(name.span.source, start, name.span.range().end);
                self.refer(&Name { text: text.to_owned(), span }, found);
            }
        }
    }

    /// What stands after `:`.
    pub(super) fn type_written(&mut self, ty: &TypeExpr, scope: &Scope) -> Ty {
        match ty {
            TypeExpr::Reference(table) => self.refer_table(table, scope.space).map_or(Ty::Unknown, Ty::Row),
            TypeExpr::Plain(unit) => {
                if let [(name, 1)] = unit.factors.as_slice()
                    && let Some(choice) = self.names.choice_named(scope.space, &name.text)
                {
                    self.refer(name, choice);
                    return Ty::Choice(choice);
                }
                self.unit(unit);
                Ty::Plain
            }
        }
    }
}
