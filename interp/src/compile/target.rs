//! The table of figures that a block of targets makes where it names none: one row for an indicator and a year.

use heng_grammar::span::Span;
use heng_grammar::tree::{ItemKind, Name, Target, TargetBody, TargetForm, TargetMeasure, TargetTest};

use crate::lower::blocks::target_columns as columns;
use crate::lower::{Context, Placed};
use crate::program::{ChoiceId, ChoiceType, Kind, TableId, Type};
use crate::table::ColumnRule;

impl<'t> Context<'t> {
    /// Gives the tables of figures their columns.
    pub(crate) fn declare_figures(&mut self, entries: &[Placed<'t>]) {
        for entry in entries {
            let ItemKind::Target(target) = &entry.item.kind else { continue };
            if target.data.is_some() || !target.needs_figures() {
                continue;
            }
            let Some(table) = self.known_table(entry.space, &target.name) else { continue };
            let own = self.program.tables.get(table.index()).and_then(|t| t.span) == Some(entry.item.header);
            if own {
                self.figure_columns(table, target, entry);
            }
        }
    }

    fn figure_columns(&mut self, table: TableId, target: &'t Target, entry: &Placed<'t>) {
        let span = entry.item.header;
        let indicators = indicators(target);
        if !indicators.is_empty() {
            let members = indicators.iter().map(|name| name.text.clone()).collect();
            let choice = ChoiceType { name: format!("{}的指标", target.name.text), members, ordered: 0 };
            // Seen by data only: its members are the names of values in the script.
            let id = ChoiceId(u32::try_from(self.program.choices.len()).unwrap_or(u32::MAX));
            self.program.choices.push(choice);
            self.add_figure_column(table, columns::INDICATOR, Type::choice(id), true, span);
        }
        self.add_figure_column(table, columns::YEAR, Type::present(Kind::Year), true, span);
        if let Some(per) = &target.per
            && let Some(rows) = self.known_table(entry.space, per)
        {
            let ty = Type::present(Kind::Reference(rows));
            self.add_figure_column(table, [&per.text, &per.text], ty, true, span);
        }
        let number = || Type::present(Kind::Number(crate::program::Number::default())).or_absent(true);
        self.add_figure_column(table, columns::VALUE, number(), false, span);
        let tests = tests(target);
        if tests.iter().any(|test| matches!(test.form, TargetForm::Assigned(..))) {
            self.add_figure_column(table, columns::DONE, Type::yes_no().or_absent(true), false, span);
        }
        let mut ranks: Vec<String> = Vec::new();
        for test in tests {
            if let TargetMeasure::Rank(of) = &test.measure {
                let name = format!("{}名次", of.as_ref().map(|of| of.text.as_str()).unwrap_or_default());
                if !ranks.contains(&name) {
                    self.add_figure_column(table, [&name, &name], number(), false, span);
                    ranks.push(name);
                }
            }
        }
    }

    fn add_figure_column(&mut self, table: TableId, called: [&str; 2], ty: Type, key: bool, span: Span) {
        let [name, other] = called;
        let headers = if name == other { Vec::new() } else { vec![name.to_owned(), other.to_owned()] };
        let rule = ColumnRule {
            headers,
            key,
            optional: ty.optional,
            used: key,
            span: Some(span),
            ..ColumnRule::new(name, self.cell_kind(&ty))
        };
        self.add_column(table, rule, ty, span);
    }
}

/// The indicators that the figures tell apart.
fn indicators(target: &Target) -> Vec<&Name> {
    let mut names: Vec<&Name> = match &target.body {
        TargetBody::Lines(lines) => {
            lines.iter().filter(|line| line.value.is_none()).map(|line| &line.name).collect()
        }
        TargetBody::Grid(grid) => {
            grid.columns.iter().filter_map(|column| column.indicator.as_ref()).collect()
        }
    };
    let mut seen: Vec<&str> = Vec::new();
    names.retain(|name| {
        let new = !seen.contains(&name.text.as_str());
        seen.push(&name.text);
        new
    });
    names
}

fn tests(target: &Target) -> Vec<&TargetTest> {
    match &target.body {
        TargetBody::Lines(lines) => lines.iter().flat_map(|line| &line.tests).collect(),
        TargetBody::Grid(grid) => grid.rows.iter().flat_map(|row| row.cells.iter().flatten()).collect(),
    }
}
