//! Questions: bare expressions, and rows of values.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::parse_question;
use heng_grammar::source::Source;
use heng_interp::compile::{Asked, AskedColumn, compile_question};
use heng_interp::program::{Frame, Program};

use super::enter::typed_text;
use super::evaluated::Evaluated;
use super::{Refused, Session};
use crate::Exit;
use crate::shell::Shell;

use std::rc::Rc;

/// A question that can be answered.
#[derive(Clone)]
pub struct Reply {
    /// The question, typed; its values are those of [`Reply::evaluated`].
    pub asked: Asked,
    /// What each value is called: as it was asked.
    pub titles: Vec<String>,
    /// What it is answered from: the session as it is, or with more of the data read.
    pub evaluated: Rc<Evaluated>,
    /// What is doubtful about the question.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that spans point into, the question last.
    pub sources: Vec<Source>,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply")
            .field("asked", &self.asked)
            .field("titles", &self.titles)
            .finish_non_exhaustive()
    }
}

impl Reply {
    /// Whether there is one answer, not one for each row.
    pub fn is_one(&self) -> bool {
        self.asked.frame == Frame::Whole || self.asked.is_same_for_all(self.evaluated.program())
    }

    /// The rows that the question means, in the order it asks for; one of the whole, and one where the answer is the same for all.
    pub fn rows(&self) -> Vec<u32> {
        if self.is_one() {
            return vec![0];
        }
        self.evaluated.see(|outcome| {
            let rows = outcome.select(self.asked.frame, self.asked.filter.as_ref());
            if self.asked.order.is_empty() {
                rows
            } else {
                outcome.order(self.asked.frame, &rows, &self.asked.order)
            }
        })
    }
}

impl Session {
    /// Types a question against the session. Nothing is evaluated anew, unless it asks for data that no rule has needed so far.
    ///
    /// # Errors
    /// What is wrong with the question.
    pub fn ask(&mut self, text: &str, shell: &mut Shell<'_>) -> Result<Reply, Box<Refused>> {
        let source = typed_text(text, shell);
        let mut sources = self.sources().to_vec();
        sources.push(source.clone());
        let refused = |diagnostics| {
            Box::new(Refused {
                diagnostics,
                faults: Vec::new(),
                sources: sources.clone(),
                exit: Exit::Script,
            })
        };
        let (question, mut diagnostics) = parse_question(&source);
        let question = match question {
            Some(question) if !diagnostics.iter().any(Diagnostic::is_error) => question,
            _ => return Err(refused(diagnostics)),
        };
        let evaluated = Rc::clone(&self.evaluated);
        let focus = self.now.state.focus.as_deref();
        let wanted = (focus, evaluated.program().reported);
        let compiled = compile_question(&evaluated.documents, &question, &evaluated.options, wanted);
        diagnostics.extend(compiled.diagnostics);
        let Some(asked) = compiled.asked else { return Err(refused(diagnostics)) };
        let title = |column: &AskedColumn| column.value.span.text(source.text()).to_owned();
        let titles = asked.columns.iter().map(title).collect();
        let evaluated = if asked.can_be_answered_by(evaluated.program()) {
            evaluated
        } else {
            Rc::new(self.read_more(compiled.program, shell)?)
        };
        Ok(Reply { asked, titles, evaluated, diagnostics, sources })
    }

    /// The session with more of its data read.
    fn read_more(&self, program: Program, shell: &mut Shell<'_>) -> Result<Evaluated, Box<Refused>> {
        let request = self.request();
        self.evaluated.with_program(program, &self.now.base, &request, shell)
    }
}
