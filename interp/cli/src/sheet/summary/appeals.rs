//! What became of appeals.

use heng_data::AppealedCell;
use maud::{Markup, html};

use super::Face;

impl Face<'_, '_, '_> {
    /// The cells that appeals are about; nothing where there are none.
    pub(super) fn appeals(&self) -> Markup {
        let (words, appeals) = (self.words, &self.report.done.appeals);
        let kinds = [
            (&appeals.accepted, words.pick("采纳", "accepted")),
            (&appeals.refused, words.pick("不采纳", "refused")),
            (&appeals.pending, words.pick("待复核", "pending")),
        ];
        if kinds.iter().all(|(cells, _)| cells.is_empty()) {
            return html! {};
        }
        let heads = [
            words.pick("编号", "Number"),
            words.pick("对象", "Row"),
            words.pick("列", "Column"),
            words.pick("原数", "Was"),
            words.pick("更正或要求", "Corrected or asked"),
            words.pick("结果", "Outcome"),
        ];
        let blank = words.pick("（空）", "(blank)");
        let row = |cell: &AppealedCell, word: &str| {
            let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| blank.to_owned());
            let cells = [cell.appeal.number.clone(), cell.row.clone(), cell.column.clone()];
            cells
                .into_iter()
                .chain([shown(&cell.was), shown(&cell.corrected), word.to_owned()])
                .collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> =
            kinds.iter().flat_map(|(cells, word)| cells.iter().map(|cell| row(cell, word))).collect();
        html! {
            section { h2 { (words.pick("申诉", "Appeals")) } (self.table(&heads, &[], &rows, None)) }
        }
    }
}
