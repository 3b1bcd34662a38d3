//! A comparison as tables: the rows that move; with a spreadsheet also the matrix, the differences and the money.

use heng_data::{Printed, Sheet, WriteError, YesNoWords, write_csv, write_whole, write_xlsx};
use heng_grammar::diagnostic::Language;
use heng_interp::compare::{
    Attribution, Class, Standing, amount_changes, movements, share_changes, transitions,
};

use super::{Difference, diff_json};
use crate::project::Trouble;
use crate::run::{unknown_kind, unwritable};
use crate::shell::Shell;

/// One table to be written.
struct Grid {
    name: String,
    headers: Vec<String>,
    rows: Vec<Vec<Printed>>,
}

impl Grid {
    /// A table whose name and headers are in two languages.
    fn new(language: Language, name: (&str, &str), headers: &[(&str, &str)]) -> Self {
        let headers = headers.iter().map(|header| said(language, *header)).collect();
        Self { name: said(language, name), headers, rows: Vec::new() }
    }

    fn sheet(self) -> Sheet<'static> {
        Sheet::of_rows(self.name, self.headers, self.rows.into_iter())
    }
}

fn said(language: Language, (zh, en): (&str, &str)) -> String {
    if language == Language::Chinese { zh } else { en }.to_owned()
}

fn text(text: impl Into<String>) -> Printed {
    Printed::Text(text.into())
}

fn count(count: impl std::fmt::Display) -> Printed {
    Printed::Decimal(format!("{count}"))
}

/// Digits, or nothing.
fn digits(digits: Option<String>) -> Printed {
    digits.filter(|digits| !digits.is_empty()).map_or(Printed::Blank, Printed::Decimal)
}

/// An amount; its sign is the spreadsheet's business.
fn amount(digits_with_sign: &str) -> Printed {
    digits(Some(digits_with_sign.trim_start_matches('+').to_owned()))
}

/// Writes the comparison: `.csv` the rows that move, `.xlsx` all, `.json` as `--format json` has it.
///
/// # Errors
/// H0907 over a file that was read, H0908 where the system refuses or the kind of the file is unknown.
pub fn write(difference: &Difference, output: &str, shell: &Shell<'_>) -> Result<(), Trouble> {
    let kind = output.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    let inputs: Vec<std::path::PathBuf> = [&difference.sides.0, &difference.sides.1]
        .into_iter()
        .flat_map(|side| {
            side.files.iter().map(|file| file.path.clone()).chain([side.asked.project.script.clone()])
        })
        .collect();
    let path = shell.path(output);
    let refused = |error: WriteError| unwritable(&error, output);
    match kind.as_str() {
        "json" => write_whole(&path, &inputs, |out| {
            use std::io::Write;
            writeln!(out, "{:#}", diff_json(difference))
        }),
        "csv" => write_whole(&path, &inputs, |out| {
            write_csv(out, moved(difference, shell.language).sheet(), YesNoWords::CHINESE, false)
        }),
        "xlsx" => write_whole(&path, &inputs, |out| {
            let grids =
                [moved, matrices, changes, money, shares].map(|make| make(difference, shell.language));
            let sheets = grids.into_iter().filter(|grid| !grid.rows.is_empty()).map(Grid::sheet).collect();
            write_xlsx(out.get_mut(), sheets, YesNoWords::CHINESE)
        }),
        _ => return Err(Trouble::usage(unknown_kind(output))),
    }
    .map_err(refused)
}

fn class(language: Language, class: &Class) -> Printed {
    text(said(language, class.words()))
}

/// The rows that move, and because of what.
fn moved(difference: &Difference, language: Language) -> Grid {
    let mut grid = Grid::new(
        language,
        ("变动", "moved"),
        &[
            ("等级", "grade"),
            ("主键", "key"),
            ("名称", "name"),
            ("前", "before"),
            ("后", "after"),
            ("得分（前）", "score before"),
            ("得分（后）", "score after"),
            ("名次（前）", "rank before"),
            ("名次（后）", "rank after"),
            ("因", "because of"),
            ("条款", "articles"),
        ],
    );
    grid.rows = difference.moved.iter().map(|row| moved_row(difference, row, language)).collect();
    grid
}

fn moved_row(difference: &Difference, row: &Attribution, language: Language) -> Vec<Printed> {
    let movement = &row.movement;
    let (before, after) = movement.classes();
    let score = |standing: &Option<Standing>| digits(standing.as_ref().and_then(|s| s.score.clone()));
    let rank = |standing: &Option<Standing>| {
        digits(standing.as_ref().and_then(|s| s.rank).map(|rank| rank.to_string()))
    };
    let causes: Vec<_> = row.causes().iter().filter_map(|at| difference.changes.get(*at)).collect();
    let named: Vec<String> = causes
        .iter()
        .map(|change| {
            let (zh, en) = change.subject();
            said(language, (&zh, &en))
        })
        .collect();
    let articles: Vec<String> = causes.iter().flat_map(|change| change.articles().to_vec()).collect();
    let together = said(language, ("几处合起来", "several together"));
    vec![
        text(&movement.grade),
        text(&movement.key),
        text(movement.name.clone().unwrap_or_default()),
        class(language, &before),
        class(language, &after),
        score(&movement.before),
        score(&movement.after),
        rank(&movement.before),
        rank(&movement.after),
        text(if named.is_empty() { together } else { named.join("；") }),
        text(articles.join("；")),
    ]
}

/// From which class to which.
fn matrices(difference: &Difference, language: Language) -> Grid {
    let headers = [("等级", "grade"), ("前", "before"), ("后", "after"), ("行数", "rows")];
    let mut grid = Grid::new(language, ("等级变动", "transitions"), &headers);
    for matrix in transitions(&difference.sides.0.standings, &difference.sides.1.standings) {
        for ((before, after), rows) in &matrix.counts {
            let (Some(before), Some(after)) = (matrix.classes.get(*before), matrix.classes.get(*after))
            else {
                continue;
            };
            let classes = [class(language, before), class(language, after), count(rows)];
            grid.rows.push([text(&matrix.grade)].into_iter().chain(classes).collect());
        }
    }
    grid
}

/// In what the two differ.
fn changes(difference: &Difference, language: Language) -> Grid {
    let mut grid = Grid::new(
        language,
        ("不同之处", "differences"),
        &[
            ("序号", "number"),
            ("", "verb"),
            ("何处", "what"),
            ("条款", "articles"),
            ("前", "before"),
            ("后", "after"),
            ("单独变动", "moved alone"),
            ("因它变动", "moved because"),
        ],
    );
    let (before, after) = (&difference.sides.0, &difference.sides.1);
    for (at, change) in difference.changes.iter().enumerate() {
        let (old, new) = change.texts(before, after);
        let alone = difference.alone.get(at).and_then(Option::as_ref);
        let (zh, en) = change.subject();
        grid.rows.push(vec![
            count(at + 1),
            text(said(language, change.verb())),
            text(said(language, (&zh, &en))),
            text(change.articles().join("；")),
            old.map_or(Printed::Blank, text),
            new.map_or(Printed::Blank, text),
            digits(alone.map(|alone| movements(&before.standings, alone).len().to_string())),
            count(difference.moved.iter().filter(|row| row.causes().contains(&at)).count()),
        ]);
    }
    grid
}

/// Every amount that is another, and the totals.
fn money(difference: &Difference, language: Language) -> Grid {
    let headers = [
        ("表", "table"),
        ("列", "column"),
        ("主键", "key"),
        ("单位", "unit"),
        ("前", "before"),
        ("后", "after"),
        ("差", "difference"),
    ];
    let mut grid = Grid::new(language, ("金额", "amounts"), &headers);
    let all = said(language, ("合计", "total"));
    for total in amount_changes(&difference.sides.0.standings, &difference.sides.1.standings) {
        let keyed = total.changes.iter().map(|change| (change.key.clone(), change.texts()));
        for (key, figures) in [(all.clone(), total.texts())].into_iter().chain(keyed) {
            let head = [text(&total.table), text(total.column()), text(key), text(&total.unit)];
            grid.rows.push(head.into_iter().chain(figures.map(|figure| amount(&figure))).collect());
        }
    }
    grid
}

/// What each party of a ledger gets.
fn shares(difference: &Difference, language: Language) -> Grid {
    let headers = [
        ("来源", "source"),
        ("年度", "year"),
        ("收款方", "party"),
        ("单位", "unit"),
        ("前", "before"),
        ("后", "after"),
        ("差", "difference"),
    ];
    let mut grid = Grid::new(language, ("分给各方", "shares"), &headers);
    for change in share_changes(&difference.sides.0.standings, &difference.sides.1.standings) {
        let year = digits(change.share.year.map(|year| year.to_string()));
        let head = [text(&change.share.source), year, text(&change.share.party), text(&change.unit)];
        grid.rows.push(head.into_iter().chain(change.texts().map(|figure| amount(&figure))).collect());
    }
    grid
}
