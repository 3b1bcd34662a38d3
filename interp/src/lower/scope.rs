//! Where an expression stands: whose rows, which names.

use heng_grammar::vocabulary::{Tier, find as find_word};

use super::SpaceId;
use crate::program::{Core, Frame, TableId};

/// Which rows an aggregate over the scope's own table sees when it does not say.
#[derive(Clone, Debug, Default)]
pub enum Population {
    /// The scored rows where the table has a `参评`, else all.
    #[default]
    Scored,
    /// All rows: inside `参评` itself.
    All,
    /// The rows of which this yes/no, in the frame of the scope, holds: one group of `参评`.
    Where(Core),
}

/// Where an expression stands.
#[derive(Clone, Debug)]
pub struct Scope {
    /// For each row of what it is computed.
    pub frame: Frame,
    /// Of which year, where it is by years: other values by years are seen as they are in this one.
    pub year: Option<i32>,
    /// The year that an index over several years (`[近 2 年]`) stands for at the moment, inside an aggregate over years.
    pub window: Option<i32>,
    /// The names of which documents it sees.
    pub space: SpaceId,
    /// Whom aggregates over its own table see.
    pub population: Population,
    /// 本项值, 本项基准, 本项权重, 当前等级: names that mean something only here, with values in this frame.
    pub locals: Vec<(String, Core)>,
    /// Paths of blocks whose parts are seen without their path, innermost first (a reading inside 计分).
    pub within: Vec<Vec<String>>,
    /// What `本` means: the row that an aggregate over other rows is computed for.
    pub outer: Option<Box<Scope>>,
    /// Whether 台账 means that of every year where no year is said: a `校验` of the whole.
    pub every_year: bool,
    /// Whether a missing yes/no needs no answer here: an expectation of 算例, an expression typed by hand.
    pub lenient: bool,
}

impl Scope {
    /// Outside `对`.
    pub fn whole(space: SpaceId) -> Self {
        Self {
            frame: Frame::Whole,
            year: None,
            window: None,
            space,
            population: Population::default(),
            locals: Vec::new(),
            within: Vec::new(),
            outer: None,
            every_year: false,
            lenient: false,
        }
    }

    /// Inside `对`.
    pub fn row(space: SpaceId, table: TableId) -> Self {
        Self { frame: Frame::Rows(table), ..Self::whole(space) }
    }

    /// The scope of a frame.
    pub fn of(space: SpaceId, frame: Frame) -> Self {
        Self { frame, ..Self::whole(space) }
    }

    /// In a year, or in none.
    #[must_use]
    pub fn in_year(self, year: Option<i32>) -> Self {
        Self { year, ..self }
    }

    /// In the years of another scope.
    #[must_use]
    pub fn in_years_of(self, other: &Self) -> Self {
        Self { year: other.year, window: other.window, ..self }
    }

    /// With one more local name.
    #[must_use]
    pub fn with_local(mut self, name: &str, value: Core) -> Self {
        self.locals.push((name.to_owned(), value));
        self
    }

    /// With another population for aggregates.
    #[must_use]
    pub fn with_population(mut self, population: Population) -> Self {
        self.population = population;
        self
    }

    /// The table whose rows it is computed for.
    pub fn table(&self) -> Option<TableId> {
        match self.frame {
            Frame::Rows(table) => Some(table),
            Frame::Whole => None,
        }
    }

    /// The value of a local name, called by its word in either language; the last one declared wins.
    pub fn local(&self, name: &str) -> Option<&Core> {
        let find =
            |name: &str| self.locals.iter().rev().find(|(local, _)| local == name).map(|(_, core)| core);
        find(name).or_else(|| find(find_word(name, Tier::Name)?.word().zh))
    }
}
