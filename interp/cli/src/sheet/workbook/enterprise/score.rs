//! The scores of the row: value, baseline, weight, points of each item; then what made points in the tables of points.

use dashu_ratio::RBig;
use heng_interp::number::{parse_decimal, print};
use heng_interp::program::{DefinitionId, Kind, ScoreBlock, ScoreItem, TallyBlock};
use rust_xlsxwriter::XlsxError;

use super::super::cells::CellValue;
use super::grade::articles;
use super::{Page, Shown};

impl Page<'_, '_, '_, '_, '_, '_> {
    /// Every score, then every table of points that gave some.
    pub(super) fn scores(&mut self) -> Result<(), XlsxError> {
        for score in self.chosen.scores.clone() {
            self.score(score)?;
        }
        for tally in self.chosen.tallies.clone() {
            self.tally(tally)?;
        }
        Ok(())
    }

    fn score(&mut self, score: &ScoreBlock) -> Result<(), XlsxError> {
        let title = self.pick("得分", "Score");
        self.part(&format!("{title}：{}", score.total.name))?;
        let heads = [
            self.pick("指标", "Item"),
            self.pick("评价值", "Value"),
            self.pick("基准值", "Baseline"),
            self.pick("权重", "Weight"),
            self.pick("得分", "Points"),
            self.pick("说明", "Note"),
            self.pick("依据", "Article"),
        ];
        self.heads(&heads.map(|head| (head, 1)))?;
        for item in &score.items {
            let cells = self.item(item);
            self.cells(cells)?;
        }
        for id in super::super::chosen::extras(self.report.outcome.program(), score) {
            let cells = self.extra(id);
            self.cells(cells)?;
        }
        let total =
            self.figures.definition(score.total.definition, self.row).map(|found| self.shortened(found));
        let out_of = score.out_of.as_ref().map(figure).unwrap_or_default();
        let cells = vec![
            Shown::Text(score.total.name.clone()),
            Shown::Middle(String::new()),
            Shown::Middle(String::new()),
            Shown::Middle(out_of),
            Shown::Result(total),
            Shown::Middle(self.unit(score.total.definition)),
            Shown::Text(articles(&score.total.citations)),
        ];
        self.cells(cells)
    }

    /// What is added or taken off besides the items.
    fn extra(&self, id: DefinitionId) -> Vec<Shown> {
        let definition = self.report.outcome.program().definition(id);
        let name = definition.map(heng_interp::program::Definition::name).unwrap_or_default();
        let found = self.figures.definition(id, self.row).map(|found| self.shortened(found));
        let blank = || Shown::Middle(String::new());
        vec![
            Shown::Text(format!("{}{name}", self.pick("另计：", "besides: "))),
            blank(),
            blank(),
            blank(),
            Shown::Figure(found),
            Shown::Middle(self.unit(id)),
            Shown::Text(definition.map(|definition| articles(&definition.citations)).unwrap_or_default()),
        ]
    }

    fn item(&self, item: &ScoreItem) -> Vec<Shown> {
        let indent = "　".repeat(item.depth as usize);
        let unit = item.value.map(|id| self.unit(id)).filter(|unit| !unit.is_empty());
        let unit = unit.map(|unit| format!("（{unit}）")).unwrap_or_default();
        let figure_of =
            |id: DefinitionId| self.figures.definition(id, self.row).map(|found| self.shortened(found));
        vec![
            Shown::Text(format!("{indent}{}{unit}", item.part.name)),
            Shown::Figure(item.value.and_then(figure_of)),
            Shown::Figure(item.baseline.and_then(figure_of)),
            item.weight
                .as_ref()
                .map_or_else(|| Shown::Middle(String::new()), |weight| Shown::Number(figure(weight))),
            Shown::Figure(figure_of(item.part.definition)),
            self.note(item),
            Shown::Text(articles(&item.part.citations)),
        ]
    }

    /// Whether a limit made the points what they are, or there is no value: a formula on the cells of this line.
    fn note(&self, item: &ScoreItem) -> Shown {
        let line = self.line + 1;
        let Some(points) = self.figures.definition(item.part.definition, self.row) else {
            return Shown::Middle(String::new());
        };
        let (cap, floor) = self.limits.at(item.part.definition, self.row);
        let words = [
            self.pick("达到上限", "at the cap"),
            self.pick("按下限计", "at the floor"),
            self.pick("没有数值", "no value"),
        ];
        let [capped, floored, missing] = words;
        let valued = item.value.and_then(|id| self.figures.definition(id, self.row));
        if valued.is_none() && cap.is_none() && floor.is_none() {
            return Shown::Middle(String::new());
        }
        let ratio = valued.is_some() && item.baseline.is_some() && item.weight.is_some();
        let raw = if ratio { format!("B{line}/C{line}*D{line}") } else { format!("E{line}") };
        let mut formula = "\"\"".to_owned();
        if let Some(floor) = floor.filter(|_| ratio) {
            formula = format!("IF({raw}<{floor}-1E-9,\"{floored}\",{formula})");
        }
        if let Some(cap) = cap {
            let sign = if ratio { ">" } else { ">=" };
            let slack = if ratio { "+1E-9" } else { "-1E-9" };
            formula = format!("IF({raw}{sign}{cap}{slack},\"{capped}\",{formula})");
        }
        formula = format!("IF(ISNUMBER(E{line}),{formula},\"\")");
        if valued.is_some() {
            formula = format!("IF(AND(ISNUMBER(E{line}),NOT(ISNUMBER(B{line}))),\"{missing}\",{formula})");
        }
        let baseline =
            item.baseline.and_then(|id| self.figures.definition(id, self.row)).map(|found| found.value);
        let now = match (&points.value, valued.map(|found| found.value)) {
            (CellValue::Number(_), Some(CellValue::Text(_))) => missing,
            (CellValue::Number(points), value) => {
                let raw = match (value, baseline, item.weight.as_ref().filter(|_| ratio)) {
                    (Some(value), Some(baseline), Some(weight)) => raw_points(&value, &baseline, weight),
                    _ => None,
                };
                let slack = parse_decimal("0.000000001").unwrap_or_default();
                let cap = cap.and_then(parse_decimal);
                let floor = floor.and_then(parse_decimal);
                match (raw, parse_decimal(points)) {
                    (Some(raw), _) if cap.as_ref().is_some_and(|cap| raw > cap + &slack) => capped,
                    (Some(raw), _) if floor.as_ref().is_some_and(|floor| raw < floor - &slack) => floored,
                    (None, Some(points))
                        if !ratio && cap.as_ref().is_some_and(|cap| points >= cap - &slack) =>
                    {
                        capped
                    }
                    _ => "",
                }
            }
            _ => "",
        };
        Shown::Formula(formula, now.to_owned())
    }

    /// Long numbers show four decimals; the cell holds them all.
    fn shortened(&self, mut found: super::Reference) -> super::Reference {
        if let (CellValue::Number(digits), None) = (&found.value, found.places) {
            let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            if decimals > 4 {
                found.places = Some(4);
            }
        }
        found
    }

    fn unit(&self, id: DefinitionId) -> String {
        let program = self.report.outcome.program();
        match program.definition(id).map(|definition| &definition.body.ty.kind) {
            Some(Kind::Number(number)) => program.units.text(&number.unit),
            _ => String::new(),
        }
    }

    /// The items that gave points; nothing where none did.
    fn tally(&mut self, tally: &TallyBlock) -> Result<(), XlsxError> {
        let some =
            |id: DefinitionId| self.figures.definition(id, self.row).filter(super::Reference::is_something);
        let gave: Vec<_> = tally
            .items
            .iter()
            .filter_map(|(depth, part)| Some((*depth, part, some(part.definition)?)))
            .collect();
        if gave.is_empty() {
            return Ok(());
        }
        let title = self.pick("计分", "Points");
        self.part(&format!("{title}：{}", tally.total.name))?;
        let heads = [
            (self.pick("项目", "Item"), 1),
            (self.pick("得分", "Points"), 1),
            (self.pick("依据", "Article"), 5),
        ];
        self.heads(&heads)?;
        let unit = self.unit(tally.total.definition);
        for (depth, part, found) in gave {
            let indent = "　".repeat(depth as usize);
            let cells = vec![
                Shown::Text(format!("{indent}{}", part.name)),
                Shown::Figure(Some(found)),
                Shown::Text(articles(&part.citations)),
            ];
            self.cells(cells)?;
        }
        let total = self.figures.definition(tally.total.definition, self.row);
        let rest = self.pick("其余各项为零", "all other items are zero");
        let label = format!("{}（{unit}）", self.pick("合计", "Total"));
        self.cells(vec![Shown::Text(label), Shown::Result(total), Shown::Text(rest.to_owned())])
    }
}

/// value / baseline × weight, as the cells show them.
fn raw_points(value: &CellValue, baseline: &CellValue, weight: &RBig) -> Option<RBig> {
    let (CellValue::Number(value), CellValue::Number(baseline)) = (value, baseline) else { return None };
    let baseline = parse_decimal(baseline).filter(|baseline| !baseline.is_zero())?;
    Some(parse_decimal(value)? / baseline * weight)
}

fn figure(number: &RBig) -> String {
    print(number).text
}
