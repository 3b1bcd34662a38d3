//! The changes as a table: one line a cell of the results that is otherwise.

use std::path::{Path, PathBuf};

use heng_data::{Printed, Sheet, YesNoWords, write_csv, write_json, write_whole, write_xlsx};
use heng_grammar::diagnostic::Language;
use heng_interp::shown::Shown;

use super::Answer;
use super::words;
use crate::project::Trouble;
use crate::run::{FileKind, unwritable};
use crate::shell::Shell;

/// Writes the rows whose class is another, and every cell of the results that is otherwise. A CSV and a JSON have the cells; a
/// spreadsheet has both, on two sheets.
///
/// # Errors
/// H0907 over an input, H0908 where the system refuses or the kind of the file is unknown.
pub(super) fn write(
    written: &str,
    answer: &Answer,
    inputs: &[PathBuf],
    shell: &Shell<'_>,
) -> Result<(), Trouble> {
    let kind = FileKind::of_file(written)?;
    let (moves, cells) = (moves(answer, shell.language), cells(answer, shell.language));
    let words = YesNoWords::CHINESE;
    let done = write_whole(&shell.path(Path::new(written)), inputs, |out| match kind {
        FileKind::Csv => write_csv(out, cells, words, true),
        FileKind::Json => write_json(out, cells),
        FileKind::Xlsx => write_xlsx(out.get_mut(), vec![moves, cells], words),
    });
    done.map_err(|error| unwritable(&error, written))
}

fn headers(all: &[(&str, &str)], language: Language) -> Vec<String> {
    all.iter().map(|(zh, en)| if language == Language::Chinese { *zh } else { *en }.to_owned()).collect()
}

fn moves(answer: &Answer, language: Language) -> Sheet<'_> {
    let zh = language == Language::Chinese;
    let number = |rank: Option<i64>| rank.map_or(Printed::Blank, |rank| Printed::Decimal(rank.to_string()));
    let score = |score: Option<&String>| score.map_or(Printed::Blank, |s| Printed::Decimal(s.clone()));
    let rows = answer.effect.moved.iter().map(move |(movement, why)| {
        let (before, after) = movement.classes();
        let (was, is) = (movement.before.as_ref(), movement.after.as_ref());
        let why: Vec<String> = why.iter().map(|one| words::reason(one).get(language).to_owned()).collect();
        vec![
            Printed::Text(movement.grade.clone()),
            Printed::Text(movement.key.clone()),
            movement.name.clone().map_or(Printed::Blank, Printed::Text),
            Printed::Text(words::class(&before, language)),
            Printed::Text(words::class(&after, language)),
            number(was.and_then(|standing| standing.rank)),
            number(is.and_then(|standing| standing.rank)),
            score(was.and_then(|standing| standing.score.as_ref())),
            score(is.and_then(|standing| standing.score.as_ref())),
            Printed::Text(why.join(if zh { "；" } else { "; " })),
        ]
    });
    let titles = [
        ("等级", "grade"),
        ("主键", "key"),
        ("名称", "name"),
        ("原等级", "class before"),
        ("新等级", "class after"),
        ("原名次", "place before"),
        ("新名次", "place after"),
        ("原得分", "score before"),
        ("新得分", "score after"),
        ("原因", "why"),
    ];
    let name = if zh { "等级变动" } else { "classes" }.to_owned();
    Sheet::of_rows(name, headers(&titles, language), rows)
}

fn cells(answer: &Answer, language: Language) -> Sheet<'_> {
    let rows = answer.effect.rows.iter().flat_map(move |row| {
        row.cells.iter().map(move |(header, was, is)| {
            vec![
                Printed::Text(row.table.clone()),
                Printed::Text(row.key.clone()),
                Printed::Text(header.clone()),
                printed(was),
                printed(is),
            ]
        })
    });
    let titles = [("表", "table"), ("行", "row"), ("列", "column"), ("原", "before"), ("改后", "after")];
    let name = if language == Language::Chinese { "全部变动" } else { "all changes" }.to_owned();
    Sheet::of_rows(name, headers(&titles, language), rows)
}

fn printed(shown: &Shown) -> Printed {
    match shown {
        Shown::Text(text) => Printed::Text(text.clone()),
        Shown::Decimal(digits) => Printed::Decimal(digits.clone()),
        Shown::Date(day) => Printed::Date(*day),
        Shown::YesNo(answer) => Printed::YesNo(*answer),
        Shown::Blank => Printed::Blank,
    }
}

/// A cell of the results in words.
pub(super) fn shown(cell: &Shown, language: Language) -> String {
    let zh = language == Language::Chinese;
    match cell {
        Shown::Text(text) | Shown::Decimal(text) => text.clone(),
        Shown::Date(day) => day.to_string(),
        Shown::YesNo(true) => if zh { "是" } else { "yes" }.to_owned(),
        Shown::YesNo(false) => if zh { "否" } else { "no" }.to_owned(),
        Shown::Blank => if zh { "（空）" } else { "(blank)" }.to_owned(),
    }
}
