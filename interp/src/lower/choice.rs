//! Choices and their members.

use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use super::symbols::Named;
use super::{Context, Scope, SpaceId, build};
use crate::check::diagnostic::{names, types};
use crate::program::{ChoiceId, ChoiceType, Core, Kind, Node};
use crate::value::Value;

impl Context<'_> {
    /// Adds a choice, seen under its name in the space.
    pub fn add_choice(&mut self, space: SpaceId, choice: ChoiceType, span: Span) -> ChoiceId {
        let id = ChoiceId(u32::try_from(self.program.choices.len()).unwrap_or(u32::MAX));
        let name = choice.name.clone();
        self.program.choices.push(choice);
        let taken = self.space(space).and_then(|s| s.choices.get(&name)).map(|other| other.span);
        match (taken, self.spaces.get_mut(space.0)) {
            (Some(other), _) => self.report(names::declared_twice(&name, span, other)),
            (None, Some(names)) => {
                names.choices.insert(name, Named { value: id, span });
            }
            (None, None) => {}
        }
        id
    }

    /// The choice of this name, reporting one that is not there.
    pub fn choice(&mut self, scope: &Scope, name: &Name) -> Option<ChoiceId> {
        let space = self.space(scope.space)?;
        if let Some(named) = space.choices.get(&name.text) {
            return Some(named.value);
        }
        let known: Vec<String> = space.choices.keys().cloned().collect();
        self.report(names::unknown_choice(name, &known));
        None
    }

    /// The only choice all of whose `members` are members of it; for blocks whose classes are written without saying of
    /// which choice they are.
    pub fn choice_with(&self, scope: &Scope, members: &[&str]) -> Vec<ChoiceId> {
        let choices = self.space(scope.space).into_iter().flat_map(|s| s.choices.values());
        let holds = |id: &ChoiceId| members.iter().all(|m| self.position(*id, m).is_some());
        choices.map(|named| named.value).filter(holds).collect()
    }

    /// The position of a member.
    pub fn position(&self, choice: ChoiceId, member: &str) -> Option<u32> {
        let members = &self.program.choice(choice)?.members;
        u32::try_from(members.iter().position(|m| m == member)?).ok()
    }

    /// The position of a member by its name or another name of it, reporting one that is not there.
    pub fn member(&mut self, scope: &Scope, choice: ChoiceId, name: &Name) -> Option<u32> {
        if let Some(position) = self.position_or_alias(scope, choice, &name.text) {
            return Some(position);
        }
        let ty = self.program.choice(choice)?;
        let diagnostic = names::unknown_member(name, &ty.name, &ty.members);
        self.report(diagnostic);
        None
    }

    /// The position of a member by its name or another name of it.
    pub(crate) fn position_or_alias(&self, scope: &Scope, choice: ChoiceId, name: &str) -> Option<u32> {
        if let Some(position) = self.position(choice, name) {
            return Some(position);
        }
        if let Some(position) = self.member_aliases.get(&(choice, name.to_owned())) {
            return Some(*position);
        }
        let target = self.space(scope.space)?.aliases.get(name)?.value;
        match target.names.as_slice() {
            [only] => self.position(choice, &only.text),
            _ => None,
        }
    }

    /// A member as a value, reporting one that is not there.
    pub fn member_value(&mut self, scope: &Scope, choice: ChoiceId, name: &Name) -> Core {
        match self.member(scope, choice, name) {
            Some(position) => build::member(choice, position, name.span),
            None => build::unknown(name.span),
        }
    }

    /// Members outside the order have no place above or below others.
    pub(super) fn report_unordered_members(&mut self, sized: bool, values: &[&Core]) {
        for value in values.iter().filter(|_| sized) {
            let (Kind::Choice(id), Node::Constant(Value::Choice(position))) = (&value.ty.kind, &*value.node)
            else {
                continue;
            };
            let Some(choice) = self.program.choice(*id) else { continue };
            if let Some(name) =
                choice.members.get(*position as usize).filter(|_| *position as usize >= choice.ordered)
            {
                let diagnostic = types::outside_the_order(value.span, name, &choice.name);
                self.report(diagnostic);
            }
        }
    }
}
