//! The answer in words: first what is asked, then the rows it is about, then everybody else.

use heng_grammar::diagnostic::Language;
use heng_interp::compare::{
    Class, FigureChange, Movement, OwnRow, Reason, ScoreShift, Standing, TransitionMatrix, shown_difference,
};

use super::Answer;
use super::lines::Lines;
use super::words::{self, arrow, class, class_of, place, signed};
use crate::report::text::{Align, TextTable};

/// At most so many other rows are listed a grade and direction; the file of `-o` has all.
pub(super) const MOST: usize = 30;

/// The answer in lines of at most `width` cells.
pub(super) fn lines(answer: &Answer, language: Language, width: usize) -> Vec<String> {
    let mut page = Page { lines: Lines::new(language, width), language };
    page.lines.banner(answer.banner.as_ref());
    page.asked(answer);
    let effect = &answer.effect;
    if effect.is_empty() {
        page.lines.section("结果没有任何变化。", "Nothing is otherwise.");
        return page.lines.done();
    }
    // Rows that a corrected row belongs to are told where something of them changed.
    let told =
        |own: &&OwnRow| !own.figures.is_empty() || !own.standings.is_empty() || own.there != (true, true);
    for own in effect.own.iter().filter(told) {
        page.own(own);
    }
    page.figures("全体的数", "Values of the whole", &effect.whole);
    for matrix in &effect.transitions {
        page.others(answer, matrix);
    }
    page.money(answer);
    page.shares(answer);
    for matrix in effect.transitions.iter().filter(|matrix| matrix.moved() > 0) {
        page.matrix(matrix);
    }
    page.ungraded(answer);
    page.lines.done()
}

/// The answer being written.
pub(super) struct Page {
    pub(super) lines: Lines,
    pub(super) language: Language,
}

impl Page {
    /// What is changed.
    fn asked(&mut self, answer: &Answer) {
        self.lines.section("如果", "If");
        let mut table = TextTable::new([("", Align::Left), ("", Align::Left), ("", Align::Left)]);
        for (name, value) in &answer.question.set {
            table.row([name.clone(), format!("= {value}"), String::new()]);
        }
        let keys: std::collections::BTreeSet<&str> =
            answer.corrected.iter().map(|cell| cell.key.as_str()).collect();
        let several = keys.len() > 1;
        let decision = self.lines.pick("认定", "a decision");
        for cell in &answer.corrected {
            let blank = self.lines.pick("空", "blank");
            let shown = |text: &str| if text.is_empty() { blank } else { text }.to_owned();
            let was = if cell.read {
                shown(&cell.was)
            } else {
                self.lines.pick("（未读）", "(not read)").to_owned()
            };
            let name = cell.place.name();
            let place = name.get(self.language).rsplit('/').next().unwrap_or_default().to_owned();
            let unit = if cell.is.is_empty() { "" } else { &cell.unit };
            let values = format!("{} {unit}", arrow(&was, &shown(&cell.is)));
            let (name, place) = match (cell.decision, several) {
                (true, _) => (format!("{}[{}]", cell.column, cell.key), decision.to_owned()),
                (false, true) => (format!("{}.{}", cell.key, cell.column), place),
                (false, false) => (cell.column.clone(), place),
            };
            table.row([name, values.trim().to_owned(), place]);
        }
        self.rows_changed(answer);
        self.lines.table(&table, 2);
        for cell in answer.corrected.iter().filter(|cell| !cell.read) {
            let column = &cell.column;
            self.lines.sentence(
                &format!("没有一条规则用到「{column}」，改它不影响结果。"),
                &format!("no rule reads `{column}`; changing it has no effect."),
            );
        }
        for cell in answer.corrected.iter().filter(|cell| cell.read && cell.was == cell.is) {
            let column = &cell.column;
            self.lines.sentence(
                &format!("「{column}」本来就是这个数。"),
                &format!("`{column}` holds that already."),
            );
        }
    }

    /// Appeals that are tried, rows that leave and rows that come.
    fn rows_changed(&mut self, answer: &Answer) {
        for number in &answer.question.appeals {
            self.lines.sentence(&format!("采纳申诉 {number}"), &format!("appeal {number} is accepted"));
        }
        let with: Vec<String> = answer
            .with_them
            .iter()
            .map(|(table, count)| format!("{} {count} {}", table, self.lines.pick("行", "rows")))
            .collect();
        for (at, (table, row)) in answer.removed.iter().enumerate() {
            let last = at + 1 == answer.removed.len() && !with.is_empty();
            let (zh, en) = match last {
                true => {
                    (format!("，连同名下的 {}", with.join("、")), format!(", with its {}", with.join(", ")))
                }
                false => (String::new(), String::new()),
            };
            self.lines.sentence(&format!("去掉 {table} {row}{zh}"), &format!("{table} {row} is gone{en}"));
        }
        for row in &answer.question.variant.added {
            let cells: Vec<String> =
                row.cells.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let (table, cells) = (row.table.clone().unwrap_or_default(), cells.join("，"));
            self.lines.sentence(
                &format!("{table} 加上一行：{cells}"),
                &format!("{table} has one row more: {cells}"),
            );
        }
        for ruling in answer.question.variant.rulings.iter().filter(|ruling| ruling.key.is_none()) {
            let year = ruling.year.map(|year| format!("[{year}]")).unwrap_or_default();
            let told = format!("{}{year} = {}", ruling.name, ruling.value);
            self.lines.sentence(&format!("认定 {told}"), &format!("the decision {told}"));
        }
    }

    fn own(&mut self, own: &OwnRow) {
        let name = own.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let title = format!("{}{name}", own.key);
        self.lines.section(&title, &title);
        for (grade, before, after) in &own.standings {
            self.standing(grade, before.as_ref(), after.as_ref());
        }
        match own.there {
            (true, true) if own.figures.is_empty() => {
                self.lines.sentence("各项数值没有变化。", "none of its values changed.");
            }
            (true, false) => self.lines.sentence("这一行不在了。", "this row is gone."),
            (false, true) => self.lines.sentence("这一行是新加的。", "this row is new."),
            _ => {}
        }
        if own.figures.is_empty() {
            return;
        }
        self.changes(&own.figures);
    }

    /// `最终等级  B → A    名次 160 → 152    得分 61.2 → 61.9`
    fn standing(&mut self, grade: &str, before: Option<&Standing>, after: Option<&Standing>) {
        let classes = arrow(&class_of(before, self.language), &class_of(after, self.language));
        let rank = |standing: Option<&Standing>| place(standing.and_then(|standing| standing.rank));
        let ranks = arrow(&rank(before), &rank(after));
        let score = |standing: Option<&'_ Standing>| standing.and_then(|standing| standing.score.clone());
        let scores = words::scores(score(before).as_ref(), score(after).as_ref());
        let (mut zh, mut en) = (format!("{grade} {classes}"), format!("{grade} {classes}"));
        if ranks != "—" {
            zh.push_str(&format!("，名次 {ranks}"));
            en.push_str(&format!(", place {ranks}"));
        }
        if scores != "—" {
            zh.push_str(&format!("，得分 {scores}"));
            en.push_str(&format!(", score {scores}"));
        }
        self.lines.sentence(&zh, &en);
    }

    fn figures(&mut self, zh: &str, en: &str, changes: &[FigureChange]) {
        if !changes.is_empty() {
            self.lines.section(zh, en);
            self.changes(changes);
        }
    }

    fn changes(&mut self, changes: &[FigureChange]) {
        let heads: [&str; 4] = match self.language {
            Language::Chinese => ["", "原", "改后", "相差"],
            Language::English => ["", "before", "after", "change"],
        };
        let [name, before, after, change] = heads;
        let columns =
            [(name, Align::Left), (before, Align::Right), (after, Align::Right), (change, Align::Right)];
        let mut table = TextTable::new(columns);
        for change in changes {
            let Some(figure) = change.figure() else { continue };
            let (before, after, difference) = words::change(change, self.language);
            table.row([words::named(figure, self.language), before, after, difference]);
        }
        self.lines.table(&table, 2);
    }

    /// The other rows of a grade.
    fn others(&mut self, answer: &Answer, matrix: &TransitionMatrix) {
        let of_grade = |movement: &Movement| movement.grade == matrix.grade;
        let moved: Vec<&(Movement, Vec<Reason>)> =
            answer.effect.moved.iter().filter(|(movement, _)| of_grade(movement)).collect();
        let position = |class: &Class| matrix.classes.iter().position(|other| other == class);
        let falls = |movement: &Movement| {
            let (before, after) = movement.classes();
            position(&after) > position(&before)
        };
        let shift = answer.effect.scores.iter().find(|shift| shift.grade == matrix.grade);
        // A classification without scores, of which nothing changed, is not worth a line.
        let ranked = |own: &OwnRow| {
            own.table == matrix.table
                && own.standings.iter().any(|(_, was, is)| was.iter().chain(is).any(|s| s.rank.is_some()))
        };
        if moved.is_empty() && shift.is_none() && !answer.effect.own.iter().any(ranked) {
            return;
        }
        let (down, up): (Vec<_>, Vec<_>) = moved.iter().partition(|(movement, _)| falls(movement));
        let (grade, table, count) = (&matrix.grade, &matrix.table, moved.len());
        let unit = words::counter(table);
        let changed = if count == 0 { "没有变的".to_owned() } else { format!("变了 {count} {unit}") };
        self.lines.section(
            &format!("其他{table}的{grade}：{changed}"),
            &format!("{grade} of the other rows of {table}: {count} changed"),
        );
        self.movements(&format!("降了 {} {unit}", down.len()), &format!("{} down", down.len()), &down);
        self.movements(&format!("升了 {} {unit}", up.len()), &format!("{} up", up.len()), &up);
        match shift {
            Some(shift) => self.shift(shift, (count, unit)),
            None => self.lines.sentence("得分和名次都没有变。", "their scores and places are the same."),
        }
    }

    fn movements(&mut self, zh: &str, en: &str, moved: &[&&(Movement, Vec<Reason>)]) {
        if moved.is_empty() {
            return;
        }
        self.lines.sentence(zh, en);
        let mut table = TextTable::new([("", Align::Left); 3]);
        for (movement, _) in moved.iter().take(MOST) {
            let (before, after) = movement.classes();
            let classes = arrow(&class(&before, self.language), &class(&after, self.language));
            table.row([classes, movement.key.clone(), movement.name.clone().unwrap_or_default()]);
        }
        let reasons = moved.iter().take(MOST).map(|(_, why)| {
            let why: Vec<String> =
                why.iter().map(|one| words::reason(one).get(self.language).to_owned()).collect();
            why.join(self.lines.pick("；", "; "))
        });
        let reasons: Vec<String> = reasons.collect();
        self.lines.explained(&table, &reasons, 4);
        if moved.len() > MOST {
            let rest = moved.len() - MOST;
            self.lines.sentence(
                &format!("另有 {rest} 行没有列出，用 -o 文件 写出全部。"),
                &format!("{rest} more are not listed; -o FILE writes all of them."),
            );
        }
    }

    /// Rows whose score moved, and rows that others passed.
    fn shift(&mut self, shift: &ScoreShift, (moved, unit): (usize, &str)) {
        let ScoreShift { up, down, passed, .. } = shift;
        let (with_zh, with_en) =
            if moved > 0 { ("（含等级变了的）", ", those above among them") } else { ("", "") };
        if up + down > 0 {
            self.lines.sentence(
                &format!("得分变了的 {} {unit}{with_zh}：升 {up}，降 {down}", up + down),
                &format!("{} scores changed{with_en}: {up} up, {down} down", up + down),
            );
        } else {
            self.lines.sentence("得分没有变的。", "no score changed.");
        }
        for row in &shift.extremes {
            let Some((before, after, difference)) = shown_difference(&row.scores.0, &row.scores.1) else {
                continue;
            };
            let name = row.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
            let (zh, en) = if row.scores.1 > row.scores.0 {
                ("升得最多", "most up")
            } else {
                ("降得最多", "most down")
            };
            let told = format!("{}{name} {} ({})", row.key, arrow(&before, &after), signed(&difference));
            self.lines.sentence(&format!("{zh}：{told}"), &format!("{en}: {told}"));
        }
        if *passed > 0 {
            self.lines.sentence(
                &format!("得分没变而名次变了的 {passed} {unit}"),
                &format!("{passed} stand at another place with the score they had"),
            );
        }
    }
}
