//! The project as it was opened, to compare with what it has become.

use std::rc::Rc;

use heng_grammar::source::Source;

use super::overlay::Overlay;
use super::state::State;
use super::{Session, Step};
use crate::project::Texts;
use crate::run::Request;

impl Session {
    /// The run that the project stood for when it was opened, and its texts with nothing typed on top.
    pub fn opened(&self) -> (Request, Texts) {
        let of_project = |step: &&Step| Rc::ptr_eq(&step.base, &self.now.base);
        let first = self.past.iter().find(of_project).unwrap_or(&self.now);
        let state = State { typed: Vec::new(), ..first.state.clone() };
        let mut texts = self.evaluated.texts.clone();
        if let Some(typed) = texts.sources.first_mut() {
            let bare = Overlay::new(&state, &self.now.base, self.language);
            *typed = Source::new(typed.id(), typed.name(), bare.text);
        }
        (state.request(&self.remembered.tables), texts)
    }
}
