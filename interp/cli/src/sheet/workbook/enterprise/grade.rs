//! Who the row is, what came out, and how its grade moved.

use heng_grammar::tree::{Citation, MoveKind};
use heng_interp::program::{AdjustBlock, DefinitionId};
use rust_xlsxwriter::XlsxError;

use super::super::style::Look;
use super::super::words::{NO, YES};
use super::{Page, Shown};
use crate::sheet::index::text_columns;

impl Page<'_, '_, '_, '_, '_, '_> {
    /// 一、基本情况
    pub(super) fn identity(&mut self) -> Result<(), XlsxError> {
        let Some(table) = self.report.outcome.table(self.report.subject.table) else { return Ok(()) };
        let title = self.pick("基本情况", "Who");
        self.part(title)?;
        let header =
            |at: usize| table.schema().columns.get(at).map(|rule| rule.name.clone()).unwrap_or_default();
        let mut lines = Vec::new();
        if let Some(name) = table.name_text(self.row) {
            let called = || self.pick("名称", "Name").to_owned();
            lines.push((table.schema().name_column().map_or_else(called, header), name.to_owned()));
        }
        let keys: Vec<String> = table.schema().key_columns().map(header).collect();
        lines.push((keys.join(" / "), crate::sheet::row_key(table, self.row)));
        lines.extend(text_columns(table).into_iter().map(|at| (header(at), table.cell_text(self.row, at))));
        for (name, value) in lines {
            self.span(0, 1, &name, Look::Head)?;
            self.span(1, super::LAST, &value, Look::Text)?;
            self.line += 1;
        }
        Ok(())
    }

    /// 二、评价结果
    pub(super) fn results(&mut self) -> Result<(), XlsxError> {
        let title = self.pick("评价结果", "Result");
        self.part(title)?;
        let results = self.chosen.results(self.report.outcome.program());
        for group in results.chunks(usize::from(super::LAST) + 1) {
            for (column, (name, _)) in (0_u16..).zip(group) {
                self.span(column, 1, name, Look::Head)?;
            }
            self.line += 1;
            for (column, (_, id)) in (0_u16..).zip(group) {
                let found = self.figures.definition(*id, self.row);
                self.cell(column, 1, 10.0, Shown::Result(found))?;
            }
            self.out.set_row_height(self.line, 24)?;
            self.line += 1;
        }
        self.not_scored()
    }

    /// Which entry of 参评 sorted the row, where one did.
    fn not_scored(&mut self) -> Result<(), XlsxError> {
        let Some(block) = self.chosen.participation else { return Ok(()) };
        for (_, part) in &block.entries {
            let Some(found) =
                self.figures.definition(part.definition, self.row).filter(super::Reference::is_yes)
            else {
                continue;
            };
            let label = format!("参评：{}", part.name);
            let cells =
                vec![Shown::Text(label), Shown::Figure(Some(found)), Shown::Text(articles(&part.citations))];
            self.cells(cells)?;
        }
        Ok(())
    }

    /// Every move in its order.
    pub(super) fn grades(&mut self) -> Result<(), XlsxError> {
        for adjust in self.chosen.adjusts.clone() {
            self.adjust(adjust)?;
        }
        Ok(())
    }

    fn adjust(&mut self, adjust: &AdjustBlock) -> Result<(), XlsxError> {
        let title = self.pick("调档", "Moves");
        self.part(&format!("{title}：{}", adjust.result.name))?;
        let heads = [
            self.pick("事项", "Move"),
            self.pick("性质", "Kind"),
            self.pick("条件成立", "Holds"),
            self.pick("调整前", "Before"),
            self.pick("调整后", "After"),
            self.pick("结果", "Effect"),
            self.pick("依据", "Article"),
        ];
        self.heads(&heads.map(|head| (head, 1)))?;
        let mut before = adjust.from;
        for one in &adjust.moves {
            let kind = match one.kind {
                MoveKind::Protect => self.pick("保护", "protective"),
                MoveKind::Punish => self.pick("惩罚", "punitive"),
            };
            let effect = self.effect(one.held.definition, (before, one.after));
            let cells = vec![
                Shown::Text(one.held.name.clone()),
                Shown::Middle(kind.to_owned()),
                Shown::Figure(self.figures.definition(one.held.definition, self.row)),
                Shown::Figure(self.figures.definition(before, self.row)),
                Shown::Figure(self.figures.definition(one.after, self.row)),
                effect,
                Shown::Text(articles(&one.held.citations)),
            ];
            self.cells(cells)?;
            before = one.after;
        }
        Ok(())
    }

    /// Whether the move changed the grade: a formula on the cells of this line.
    fn effect(&self, held: DefinitionId, (before, after): (DefinitionId, DefinitionId)) -> Shown {
        let line = self.line + 1;
        let (moved, same) = (self.pick("已调整", "moved"), self.pick("已达到，不变", "no change"));
        let formula = format!(
            "IF(C{line}=\"{YES}\",IF(D{line}=E{line},\"{same}\",\"{moved}\"),IF(C{line}=\"{NO}\",\"—\",C{line}))"
        );
        let value = |id| self.figures.definition(id, self.row).map(|found| found.value);
        let now = match self.figures.definition(held, self.row) {
            Some(found) if found.is_yes() && value(before) == value(after) => same.to_owned(),
            Some(found) if found.is_yes() => moved.to_owned(),
            Some(found) => match found.value {
                super::super::cells::CellValue::Text(text) if text != NO => text,
                _ => "—".to_owned(),
            },
            None => return Shown::Text(String::new()),
        };
        Shown::Formula(formula, now)
    }
}

/// The articles of an entry.
pub(super) fn articles(citations: &[Citation]) -> String {
    citations.iter().map(|citation| citation.article.clone()).collect::<Vec<_>>().join("、")
}
