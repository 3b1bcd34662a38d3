//! The named values of a row, or of the whole, in two runs.

use std::collections::BTreeMap;

use crate::eval::{Outcome, Values};
use crate::number::{parse_decimal, print_fixed, without_zeros};
use crate::program::{Definition, DefinitionId, Frame, Kind, Program, Role};
use crate::run::value_text;
use crate::value::{Absence, Value};

/// A named value, free of the run that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// `综合得分.集约发展.亩均税收`, `增量[2024]`
    pub name: String,
    /// Whether it is a part of a block: an item's points, a place.
    pub part: bool,
    /// The unit of a number.
    pub unit: String,
    /// What it is.
    pub content: Content,
    /// Its articles.
    pub articles: Vec<String>,
}

/// What a named value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A number, to ten decimals, without zeros at the end.
    Number(String),
    /// A class, a text, a day, yes or no.
    Other(Value, String),
    /// None.
    Absent(Absence),
}

/// Numbers that agree to so many decimals are not told apart where they are shown.
const PLACES: u32 = 10;

/// A named value that is another in the later run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// Before; none where the earlier run has no such value.
    pub before: Option<Figure>,
    /// After.
    pub after: Option<Figure>,
}

/// All named values of a row, or of the whole (row 0), in the order written.
pub fn figures(outcome: &Outcome<'_>, frame: Frame, row: u32) -> Vec<Figure> {
    let program = outcome.program();
    let computed: std::collections::BTreeSet<DefinitionId> = program.order.iter().copied().collect();
    let all = (0_u32..).map(DefinitionId).zip(&program.definitions);
    let own = all.filter(|(id, definition)| {
        definition.frame == frame
            && definition.role != Role::Hidden
            && program.reports(definition.year)
            && computed.contains(id)
    });
    own.map(|(id, definition)| figure(program, definition, &outcome.values(id, &[row]))).collect()
}

fn figure(program: &Program, definition: &Definition, values: &Values<'_, '_>) -> Figure {
    let ty = &definition.body.ty;
    let unit = match &ty.kind {
        Kind::Number(number) => program.units.text(&number.unit),
        _ => String::new(),
    };
    let content = match values.absence(0) {
        Some(why) => Content::Absent(why),
        None if values.is_numbers() => {
            let digits = values.fixed(PLACES).into_iter().flatten().next().unwrap_or_default();
            Content::Number(without_zeros(&digits).to_owned())
        }
        None => {
            let value = values.value(0);
            let text = value_text(program, &value, ty);
            Content::Other(value, text)
        }
    };
    Figure {
        name: definition.name(),
        part: definition.role == Role::Part,
        unit,
        content,
        articles: definition.citations.iter().map(|cited| cited.article.clone()).collect(),
    }
}

/// The values that differ, in the order of the later run, then those that only the earlier one has.
pub fn figure_changes(before: &[Figure], after: &[Figure]) -> Vec<FigureChange> {
    let old: BTreeMap<&str, &Figure> = before.iter().map(|figure| (figure.name.as_str(), figure)).collect();
    let new: BTreeMap<&str, &Figure> = after.iter().map(|figure| (figure.name.as_str(), figure)).collect();
    let changed = after.iter().filter_map(|figure| {
        let was = old.get(figure.name.as_str()).copied();
        let same = was.is_some_and(|was| was.content == figure.content && was.unit == figure.unit);
        (!same).then(|| FigureChange { before: was.cloned(), after: Some(figure.clone()) })
    });
    let gone = before.iter().filter(|figure| !new.contains_key(figure.name.as_str()));
    let gone = gone.map(|figure| FigureChange { before: Some(figure.clone()), after: None });
    changed.chain(gone).collect()
}

impl FigureChange {
    /// The later figure, or the earlier where there is no later.
    pub fn figure(&self) -> Option<&Figure> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Both numbers and their difference with as many decimals as show two digits of the difference: (before, after, difference);
    /// nothing where they are not both numbers. The difference is that of the numbers as shown.
    pub fn numbers(&self) -> Option<(String, String, String)> {
        let content = |figure: &Option<Figure>| match figure.as_ref().map(|figure| &figure.content) {
            Some(Content::Number(digits)) => parse_decimal(digits),
            _ => None,
        };
        shown_difference(&content(&self.before)?, &content(&self.after)?)
    }
}

/// Two numbers and their difference, with as many decimals (of at most ten) as show two digits of the difference.
pub fn shown_difference(
    before: &dashu_ratio::RBig,
    after: &dashu_ratio::RBig,
) -> Option<(String, String, String)> {
    let at = |places: u32| {
        let (before, after) = (print_fixed(before, places), print_fixed(after, places));
        let difference = parse_decimal(&after)? - parse_decimal(&before)?;
        Some((before, after, print_fixed(&difference, places)))
    };
    let telling = |difference: &str| {
        difference.chars().filter(char::is_ascii_digit).skip_while(|c| *c == '0').count() >= 2
    };
    let exact = |places: u32| {
        let fits =
            |number: &dashu_ratio::RBig| parse_decimal(&print_fixed(number, places)).as_ref() == Some(number);
        fits(before) && fits(after)
    };
    let places = [0, 2, 4, 6, 8].into_iter().find(|places| {
        exact(*places) || (*places > 0 && at(*places).is_some_and(|(_, _, difference)| telling(&difference)))
    });
    at(places.unwrap_or(PLACES))
}
