//! Every row, with the classes it may have: one line a row of each grade.

use std::collections::BTreeMap;
use std::path::Path;

use heng_data::{Printed, Sheet, YesNoWords, write_csv, write_json, write_whole, write_xlsx};
use heng_grammar::diagnostic::Language;
use heng_interp::compare::{Class, GradeStandings};
use heng_interp::readings::{Fate, GradeFates};

use super::{Study, words};
use crate::project::Trouble;
use crate::run::{FileKind, unwritable};
use crate::shell::Shell;

/// Writes every row in the list with its class, the classes it may have, whether it is certain, and what it hangs on.
///
/// # Errors
/// H0907 over an input, H0908 where the system refuses or the kind of the file is unknown.
pub fn write(written: &str, study: &Study, bom: bool, shell: &Shell<'_>) -> Result<(), Trouble> {
    let kind = FileKind::of_file(written)?;
    let sheet = rows(study, shell.language);
    let words = YesNoWords::CHINESE;
    let done = write_whole(&shell.path(Path::new(written)), &study.inputs, |out| match kind {
        FileKind::Csv => write_csv(out, sheet, words, bom),
        FileKind::Json => write_json(out, sheet),
        FileKind::Xlsx => write_xlsx(out.get_mut(), vec![sheet], words),
    });
    done.map_err(|error| unwritable(&error, written))
}

fn rows(study: &Study, language: Language) -> Sheet<'_> {
    let titles = [
        ("等级", "grade"),
        ("主键", "key"),
        ("名称", "name"),
        ("现为", "now"),
        ("可能", "may_be"),
        if study.is_complete() {
            ("确定", "certain")
        } else {
            ("已试各种取法下相同", "same_in_all_runs")
        },
        ("取决于", "hangs_on"),
    ];
    let pick = |(zh, en): (&str, &str)| if language == Language::Chinese { zh } else { en }.to_owned();
    let grades = study.base.grades.iter().zip(&study.grades);
    let lines = grades.flat_map(move |(grade, fates)| of_grade(study, grade, fates, language));
    Sheet::of_rows(pick(("读法", "readings")), titles.map(pick).to_vec(), lines)
}

fn of_grade<'s>(
    study: &'s Study,
    grade: &'s GradeStandings,
    fates: &'s GradeFates,
    language: Language,
) -> impl Iterator<Item = Vec<Printed>> + 's {
    let by_key: BTreeMap<&str, &Fate> = fates.fates.iter().map(|fate| (fate.key.as_str(), fate)).collect();
    let text = |text: &str| if text.is_empty() { Printed::Blank } else { Printed::Text(text.to_owned()) };
    grade.rows.iter().filter_map(move |(key, standing)| {
        let fate = by_key.get(key.as_str()).copied();
        let outside = matches!(standing.class, Class::Unlisted | Class::NoRow);
        if outside && fate.is_none() {
            return None;
        }
        let taken = words::class(&standing.class, language);
        let possible = fate.map_or_else(|| taken.clone(), |fate| words::classes(fate, language));
        let because = fate.map(|fate| words::because(&study.questions, fate, language)).unwrap_or_default();
        Some(vec![
            text(&grade.name),
            text(key),
            text(standing.name.as_deref().unwrap_or_default()),
            text(&taken),
            text(&possible),
            Printed::YesNo(fate.is_none()),
            text(&because),
        ])
    })
}
