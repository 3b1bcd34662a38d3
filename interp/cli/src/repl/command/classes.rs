//! `:等级`: how many rows each class has and which scores, where the classes part, and the same by town and industry.

use heng_interp::survey::{Breakdown, GradeSurvey, Group, Statistics};

use crate::repl::print::{Cell, Column, Grid, Ink, Paper, bar, share};

/// A column of the data is broken down by no more groups than these; the rest is told in one line.
const MOST_GROUPS: usize = 12;

/// The tables of a grade.
pub fn classes_told(grade: &GradeSurvey, paper: &Paper) -> Vec<String> {
    let page = Page { grade, paper };
    let mut lines = page.title();
    lines.extend(page.classes());
    lines.extend(page.ladder());
    lines.extend(page.ties());
    for breakdown in &grade.breakdowns {
        lines.push(String::new());
        lines.extend(page.breakdown(breakdown));
    }
    lines
}

struct Page<'p> {
    grade: &'p GradeSurvey,
    paper: &'p Paper,
}

impl Page<'_> {
    fn title(&self) -> Vec<String> {
        let (name, table) = (&self.grade.name, &self.grade.table);
        let rows = self.paper.rows(usize::try_from(self.grade.cross.total()).unwrap_or(usize::MAX));
        let from_zh = self.grade.from.as_ref().map(|from| format!("，自「{from}」调整")).unwrap_or_default();
        let from_en =
            self.grade.from.as_ref().map(|from| format!(", adjusted from `{from}`")).unwrap_or_default();
        let lines = self.paper.sentence(
            &format!("{name}：{table} {rows}{from_zh}"),
            &format!("{name}: {rows} of {table}{from_en}"),
            0,
        );
        lines.iter().map(|line| self.paper.paint(Ink::Head, line)).collect()
    }

    /// Per class: how many, which share, how many before the moves, and the scores; these in a table of their own where the
    /// terminal is narrow.
    fn classes(&self) -> Vec<String> {
        let inset = 2;
        let whole = self.grid(true, true);
        if whole.fits(self.paper.width.saturating_sub(inset)) {
            return whole.told(self.paper, inset).all().map(str::to_owned).collect();
        }
        let mut lines: Vec<String> =
            self.grid(true, false).told(self.paper, inset).all().map(str::to_owned).collect();
        if self.grade.score.is_some() {
            lines.push(String::new());
            lines.extend(self.grid(false, true).told(self.paper, inset).all().map(str::to_owned));
        }
        lines
    }

    fn grid(&self, counts: bool, scored: bool) -> Grid {
        let (paper, cross) = (self.paper, &self.grade.cross);
        let moved = counts && self.grade.from.is_some();
        let score = self.grade.score.as_ref().filter(|_| scored);
        let mut columns = vec![Column::words("")];
        if counts {
            columns.push(Column::figures(paper.pick("行数", "rows"), ""));
            columns.push(Column::figures(paper.pick("占比", "share"), ""));
        }
        columns.extend(moved.then(|| Column::figures(paper.pick("调整前", "before"), "")));
        if let Some(score) = score {
            let unit = |zh, en| Column::figures(paper.pick(zh, en), score.unit.clone());
            columns.extend([unit("最低", "lowest"), unit("最高", "highest"), unit("平均", "mean")]);
        }
        columns.extend(counts.then(|| Column::words("")));
        let mut grid = Grid::new(columns);
        let (before, after) = (cross.before(), cross.after());
        let most = after.iter().copied().max().unwrap_or(0);
        for ((class, before), after) in cross.classes.iter().zip(before).zip(after) {
            let own = score.and_then(|score| score.by_class.iter().find(|(name, _)| name == class));
            if !counts && own.is_none() {
                continue;
            }
            let mut cells = vec![self.class(class)];
            cells.extend(
                counts.then(|| [after.to_string(), share(after, cross.total())]).into_iter().flatten(),
            );
            cells.extend(moved.then(|| before.to_string()));
            cells.extend(
                score
                    .map(|_| own.map_or([const { String::new() }; 3], |(_, own)| scores(own)))
                    .into_iter()
                    .flatten(),
            );
            cells.extend(counts.then(|| bar(after, most, if scored { 12 } else { 8 }, paper)));
            grid.row(cells.into_iter().map(Cell::There).collect());
        }
        grid
    }

    fn class(&self, class: &str) -> String {
        match class {
            "" => self.paper.pick("没有等级", "none").to_owned(),
            class => class.to_owned(),
        }
    }

    /// Where the classes of the band part.
    fn ladder(&self) -> Vec<String> {
        let (paper, grade) = (self.paper, self.grade);
        if grade.boundaries.is_empty() {
            return Vec::new();
        }
        let band = grade.from.as_ref().unwrap_or(&grade.name);
        let by = grade.score.as_ref().map(|score| score.name.clone()).unwrap_or_default();
        let mut lines = vec![String::new()];
        lines.extend(paper.sentence(
            &format!("「{band}」的分档线，按「{by}」"),
            &format!("Where `{band}` parts, by `{by}`"),
            0,
        ));
        let groups = grade.boundaries.iter().any(|cut| cut.population.is_some());
        let mut columns: Vec<Column> = groups.then(|| Column::words("")).into_iter().collect();
        columns.extend([
            Column::words(""),
            Column::figures(paper.pick("名次", "place"), ""),
            Column::figures(paper.pick("线上末位", "above"), ""),
            Column::figures(paper.pick("线下首位", "below"), ""),
            Column::figures(paper.pick("相差", "apart"), ""),
            Column::words(""),
        ]);
        let mut grid = Grid::new(columns);
        for cut in &grade.boundaries {
            let mut cells: Vec<String> =
                groups.then(|| cut.population.clone().unwrap_or_default()).into_iter().collect();
            let tied = if cut.tied {
                paper.pick("同分，由并列规则分出", "equal: the tie rule decided")
            } else {
                ""
            };
            cells.extend([
                format!("{}│{}", cut.above, cut.below),
                cut.place.to_string(),
                cut.scores.0.clone(),
                cut.scores.1.clone(),
                cut.gap.clone(),
                tied.to_owned(),
            ]);
            grid.row(cells.into_iter().map(Cell::There).collect());
        }
        lines.extend(grid.told(paper, 2).all().map(str::to_owned));
        lines
    }

    /// How many rows have equal scores, and what decided.
    fn ties(&self) -> Vec<String> {
        let Some(ties) = self.grade.ties.as_ref().filter(|ties| ties.rows > 0) else { return Vec::new() };
        let decided =
            |zh: bool| {
                let keys = ties.decided.iter().filter(|(_, count)| *count > 0);
                let keys: Vec<String> =
                    keys.map(|(key, count)| {
                        if zh { format!("「{key}」{count} 处") } else { format!("{count} by `{key}`") }
                    })
                    .collect();
                keys.join(if zh { "，" } else { ", " })
            };
        let zh = format!("同分的 {} 行，共 {} 组；先后由{}定", ties.rows, ties.sets, decided(true));
        let en = format!(
            "{} rows have the score of another, in {} sets; decided {}",
            ties.rows,
            ties.sets,
            decided(false)
        );
        self.paper.sentence(&zh, &en, 2).iter().map(|line| self.paper.paint(Ink::Faint, line)).collect()
    }

    /// The classes by the values of a column.
    fn breakdown(&self, breakdown: &Breakdown) -> Vec<String> {
        let paper = self.paper;
        let mut lines =
            paper.sentence(&format!("按「{}」", breakdown.column), &format!("By `{}`", breakdown.column), 0);
        let score = self.grade.score.as_ref();
        let mut columns = vec![Column::words(""), Column::figures(paper.pick("行数", "rows"), "")];
        columns.extend(breakdown.classes.iter().map(|class| Column::figures(class.clone(), "")));
        let none = breakdown.total.none > 0;
        columns.extend(none.then(|| Column::figures(paper.pick("没有", "none"), "")));
        columns.extend(score.map(|_| Column::figures(paper.pick("平均分", "mean"), "")));
        let mut grid = Grid::new(columns);
        let blank = paper.pick("（空）", "(blank)");
        let mut row = |name: &str, group: &Group| {
            let mut cells = vec![name.to_owned(), group.listed.to_string()];
            cells.extend(group.classes.iter().map(u64::to_string));
            cells.extend(none.then(|| group.none.to_string()));
            cells.extend(score.map(|_| group.score.mean.clone()));
            grid.row(cells.into_iter().map(Cell::There).collect());
        };
        for group in breakdown.groups.iter().take(MOST_GROUPS) {
            row(if group.name.is_empty() { blank } else { &group.name }, group);
        }
        row(paper.pick("合计", "all"), &breakdown.total);
        lines.extend(grid.told(paper, 2).all().map(str::to_owned));
        let rest = breakdown.groups.len().saturating_sub(MOST_GROUPS);
        if rest > 0 {
            lines.extend(paper.sentence(
                &format!("还有 {rest} 组没有列出，合计里算上了"),
                &format!("{rest} more groups are counted in the total alone"),
                2,
            ));
        }
        lines
    }
}

/// The least and the greatest score and the mean.
fn scores(own: &Statistics) -> [String; 3] {
    [own.minimum.clone(), own.maximum.clone(), own.mean.clone()]
}
