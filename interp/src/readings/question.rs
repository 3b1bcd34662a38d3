//! The readings that a program declares.

use std::borrow::Cow;

use heng_grammar::suggest::spelt;

use crate::program::{Block, DefinitionId, Program, ReadingBlock};

/// A reading: a question that the text leaves open, and its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name as the main document writes it, part by part.
    pub path: Vec<String>,
    /// The question.
    pub question: Option<String>,
    /// Its articles.
    pub articles: Vec<String>,
    /// The answers.
    pub arms: Vec<String>,
    /// Which of them is in force.
    pub taken: usize,
}

impl Question {
    /// `科技创新计分.科技创新.专利`
    pub fn name(&self) -> String {
        self.path.join(".")
    }

    /// The name of an answer.
    pub fn arm(&self, arm: usize) -> &str {
        self.arms.get(arm).map_or("", String::as_str)
    }

    /// `取 引领作用 = 任一`: the entry that takes another answer.
    pub fn entry(&self, arm: usize) -> String {
        let path: Vec<Cow<'_, str>> = self.path.iter().map(|part| spelt(part)).collect();
        format!("取 {} = {}\n", path.join("."), spelt(self.arm(arm)))
    }

    /// The answers that are not in force.
    pub fn others(&self) -> impl Iterator<Item = usize> {
        (0..self.arms.len()).filter(|arm| *arm != self.taken)
    }
}

/// The readings of a program in the order declared, those that nobody has taken left out. One that is by years stands once.
pub fn questions(program: &Program) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    for block in blocks(program) {
        let Some(taken) = block.taken else { continue };
        if !found.iter().any(|known| known.path == block.path) {
            found.push(Question {
                path: block.path.clone(),
                question: block.question.clone(),
                articles: block.citations.iter().map(|citation| citation.article.clone()).collect(),
                arms: block.arms.clone(),
                taken,
            });
        }
    }
    found
}

/// The definitions that hold the value of a reading: one, or one a year.
pub(super) fn definitions(program: &Program, question: &Question) -> Vec<DefinitionId> {
    let own = blocks(program).filter(|block| block.path == question.path);
    own.map(|block| block.definition).collect()
}

fn blocks(program: &Program) -> impl Iterator<Item = &ReadingBlock> {
    program.blocks.iter().filter_map(|block| match block {
        Block::Reading(block) => Some(block),
        _ => None,
    })
}
