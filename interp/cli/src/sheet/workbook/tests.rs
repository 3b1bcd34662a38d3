use std::path::Path;

use rust_xlsxwriter::Workbook;

use super::names::SheetNames;
use super::style::Styles;
use crate::project::Project;
use crate::run::Request;
use crate::shell::Shell;

#[test]
fn probe() {
    let folder = std::env::var("PROBE").unwrap();
    let folder = Path::new(&folder);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = std::io::empty();
    let mut shell = Shell::quiet(folder, &mut out, &mut err, &mut input);
    let project = Project::open(folder, ".").unwrap();
    let start = std::time::Instant::now();
    let done = crate::run::evaluated(&project, &Request::default(), &mut shell, |outcome| {
        eprintln!("evaluated {:?}", start.elapsed());
        let book = super::plan::book(outcome, SheetNames::default());
        eprintln!("planned {:?}", start.elapsed());
        for sheet in &book.sheets {
            for column in &sheet.columns {
                let text = match &column.content {
                    super::book::Content::Formula { formula, .. } | super::book::Content::Sorting { formula, .. } | super::book::Content::Array { formula, .. } => formula.replace(super::formula::ROW, "#"),
                    super::book::Content::Value { why, .. } => format!("VALUE {why:?}"),
                    super::book::Content::Ordinal { .. } => "ORDINAL".into(),
                    super::book::Content::Given => "given".into(),
                    super::book::Content::Open => "OPEN".into(),
                };
                eprintln!("{}\t{}\t{:?}\t{}", sheet.name, super::calculation::title(outcome.program(), column, sheet.frame), column.absent, text);
            }
        }
        let mut workbook = Workbook::new();
        super::calculation::write(&book, &mut workbook, &mut Styles::default(), "").unwrap();
        eprintln!("written {:?}", start.elapsed());
        workbook.save("/tmp/wt/workbook-probe.xlsx").unwrap();
        eprintln!("saved {:?}", start.elapsed());
    });
    if let Err(done) = done { panic!("{:?}", done.diagnostics) }
}
