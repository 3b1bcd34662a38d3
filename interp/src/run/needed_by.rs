//! Which rules need a column: what makes a fault of the data matter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check::walk::walk;
use crate::program::{DefinitionId, Frame, Link, Node, Program, Role, TableId};
use crate::table::fault::DataFault;

/// At most so many rules are named.
const MOST: usize = 3;

/// Says of every fault which rules with an article need its column.
pub fn name_needing_rules(program: &Program, faults: &mut [DataFault]) {
    if faults.iter().all(|fault| fault.column.is_none()) {
        return;
    }
    let readers = Readers::of(program);
    let mut known: BTreeMap<(String, String), Arc<[String]>> = BTreeMap::new();
    for fault in faults {
        let Some(column) = &fault.column else { continue };
        let named = known
            .entry((fault.table.clone(), column.clone()))
            .or_insert_with(|| readers.rules(program, &fault.table, column).into());
        fault.needed_by = Arc::clone(named);
    }
}

/// What reads what.
#[derive(Default)]
struct Readers {
    of_columns: BTreeMap<(TableId, usize), BTreeSet<DefinitionId>>,
    of_definitions: BTreeMap<DefinitionId, BTreeSet<DefinitionId>>,
}

impl Readers {
    fn of(program: &Program) -> Self {
        let mut readers = Self::default();
        for id in &program.order {
            let Some(definition) = program.definition(*id) else { continue };
            walk(&definition.body, definition.frame, &mut |core, frame| match (&*core.node, frame) {
                (Node::Definition(read), _) => {
                    readers.of_definitions.entry(*read).or_default().insert(*id);
                }
                (Node::Column(column), Frame::Rows(table)) => {
                    readers.of_columns.entry((table, column.index())).or_default().insert(*id);
                }
                (Node::Aggregate(aggregate), _) => {
                    if let Link::Own(column) = aggregate.link {
                        let at = (aggregate.table, column.index());
                        readers.of_columns.entry(at).or_default().insert(*id);
                    }
                }
                _ => {}
            });
        }
        readers
    }

    /// `亩均税收（第十七条（一））`: the rules with an article that read the column, or what is computed from it; the nearest.
    fn rules(&self, program: &Program, table: &str, column: &str) -> Vec<String> {
        let at = (0_u32..).map(TableId).zip(&program.tables).find(|(_, schema)| schema.name == table);
        let Some((table, schema)) = at else { return Vec::new() };
        let index = schema.position(column);
        let direct = index.and_then(|index| self.of_columns.get(&(table, index)));
        let mut level: Vec<DefinitionId> = direct.into_iter().flatten().copied().collect();
        let mut seen: BTreeSet<DefinitionId> = level.iter().copied().collect();
        let mut rules: Vec<String> = Vec::new();
        while rules.is_empty() && !level.is_empty() {
            for id in &level {
                let Some(definition) = program.definition(*id).filter(|d| d.role != Role::Hidden) else {
                    continue;
                };
                let Some(citation) = definition.citations.first() else { continue };
                let rule = format!("{}（{}）", definition.path.join("."), citation.article);
                if !rules.contains(&rule) {
                    rules.push(rule);
                }
            }
            let above = level.iter().filter_map(|id| self.of_definitions.get(id)).flatten();
            level = above.copied().filter(|id| seen.insert(*id)).collect();
        }
        rules.truncate(MOST);
        rules
    }
}
