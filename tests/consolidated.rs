//! The 2020 opinion and the decision of 2022 give the text that the city printed, but for three places that no clause of the
//! decision names.

use std::path::Path;

use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_grammar::{parse, tree::Script};
use heng_interp::amend::consolidated;
use heng_interp::resolve::{Documents, Loader, load};
use heng_interp::value::Date;

const OPINION: &str = "南通.支持科技创新型企业发展";
const DECISION: &str = "南通.修改支持科技创新型企业发展";

struct Library;

impl Loader for Library {
    fn load(&self, path: &str) -> Option<Script> {
        let document = heng_stdlib::find(path)?;
        Some(parse(&Source::new(SourceId(1), document.file, document.text)).script)
    }
}

/// The opinion and its decision as they stand on a day.
fn on(year: i16, month: i8, day: i8) -> Documents {
    let main = Library.load(DECISION).unwrap();
    let documents = load(&main, &Library, Date::from_calendar(year, month, day));
    assert!(documents.diagnostics.is_empty(), "{:#?}", documents.diagnostics);
    documents
}

/// Paragraphs without blanks and marks of headings: typesetting differs between the printings.
fn paragraphs(text: &str) -> Vec<String> {
    let plain = |line: &str| line.chars().filter(|c| !c.is_whitespace() && *c != '#').collect::<String>();
    text.lines().map(plain).filter(|line| !line.is_empty()).collect()
}

fn printed() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/通政规〔2022〕4号重新公布的意见.txt");
    paragraphs(&std::fs::read_to_string(file).unwrap())
}

#[test]
fn base_and_decision_give_the_printed_text_but_for_three_places() {
    let ours = paragraphs(&consolidated(&on(2022, 12, 28), OPINION).unwrap());
    // The title is printed apart.
    let ours = &ours[1..];
    let printed = printed();
    assert_eq!(ours.len(), printed.len());
    let differing: Vec<(&String, &String)> =
        ours.iter().zip(&printed).filter(|(ours, printed)| ours != printed).collect();
    let [(preamble, printed_preamble), (review, printed_review), (scope, printed_scope)] =
        differing.as_slice()
    else {
        panic!("{differing:#?}");
    };
    // No clause amends the preamble, and that of 2020 cannot speak of a congress of October 2022.
    assert!(preamble.contains("没有随决定重新公布") && printed_preamble.contains("二十大"));
    // Clause 十 has no 科技部门, clause 十一 no 我市.
    assert_eq!(
        review.replace("可向所在地县（市、区）提出", "可向所在地县（市、区）科技部门提出"),
        **printed_review
    );
    assert_eq!(scope.replace("纳入科技创新型企业库", "纳入我市科技创新型企业库"), **printed_scope);
}

#[test]
fn the_day_before_the_text_is_that_of_2020() {
    let base = Library.load(OPINION).unwrap();
    let before = on(2022, 12, 27);
    let script = &before.list.iter().find(|document| document.path == OPINION).unwrap().script;
    assert_eq!(script.prose, base.prose);
    assert_eq!(script.items, base.items);
    let text = consolidated(&before, OPINION).unwrap();
    assert!(text.contains("科创板上市培育企业") && !text.contains("独角兽"));
}

#[test]
fn the_last_day_and_the_next() {
    assert!(on(2024, 12, 31).repealed.is_empty());
    assert!(!on(2025, 1, 1).repealed.is_empty());
}

#[test]
fn old_names_that_no_clause_reaches_are_still_there() {
    let text = consolidated(&on(2022, 12, 28), OPINION).unwrap();
    assert_eq!(text.matches("入库培育企业").count(), 2, "三（三） and 三（九）");
    assert!(
        !text.contains("营业收入")
            && !text.contains("高成长性科技企业")
            && !text.contains("科创板上市培育企业")
    );
}
