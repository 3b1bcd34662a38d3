use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::compare::{Class, GradeStandings, Standing, Standings};

fn question(name: &str, arms: &[&str]) -> Question {
    Question {
        path: name.split('.').map(str::to_owned).collect(),
        question: None,
        articles: Vec::new(),
        arms: arms.iter().map(|arm| (*arm).to_owned()).collect(),
        taken: 0,
    }
}

#[test]
fn an_entry_quotes_names_that_are_no_words() {
    assert_eq!(question("评分.专利", &["满三个", "按件"]).entry(1), "取 评分.专利 = 按件\n");
    assert_eq!(question("评分", &["甲", "2021 年"]).entry(1), "取 评分 = 「2021 年」\n");
}

#[test]
fn few_readings_are_combined_in_every_way() {
    let open = singles(&[question("甲", &["一", "二"]), question("乙", &["一", "二", "三"])]);
    assert_eq!(open, [(0, 1), (1, 1), (1, 2)]);
    let plan = plan(&open, &BTreeSet::new(), 2);
    assert_eq!((plan.extent, plan.all), (Extent::All, Some(6)));
    assert_eq!(plan.choices, [vec![(0, 1), (1, 1)], vec![(0, 1), (1, 2)]]);
}

#[test]
fn many_readings_are_combined_by_two_and_those_that_move_rows_first() {
    let questions: Vec<Question> = (0..8).map(|at| question(&format!("问{at}"), &["一", "二"])).collect();
    let open = singles(&questions);
    let moving = BTreeSet::from([(3, 1), (5, 1)]);
    let whole = plan(&open, &moving, 28);
    assert_eq!((whole.extent, whole.choices.len(), whole.all), (Extent::Pairs, 28, Some(256)));
    assert_eq!(whole.choices.first(), Some(&vec![(3, 1), (5, 1)]));
    let some = plan(&open, &moving, 5);
    assert_eq!((some.extent, some.choices.len()), (Extent::SomePairs, 5));
}

fn grade(rows: &[(&str, Class)]) -> Standings {
    let standing = |class: &Class| Standing {
        name: None,
        class: class.clone(),
        start: class.clone(),
        score: None,
        rank: None,
        moves: Vec::new(),
    };
    let rows: BTreeMap<String, Standing> =
        rows.iter().map(|(key, class)| ((*key).to_owned(), standing(class))).collect();
    let members = vec!["A".to_owned(), "B".to_owned(), "C".to_owned()];
    let grade = GradeStandings {
        name: "级".into(),
        table: "企业".into(),
        members,
        ordered: 3,
        articles: Vec::new(),
        rows,
    };
    Standings { grades: vec![grade], ..Standings::default() }
}

fn run(choice: &[(usize, usize)], moved: &[(&str, &str)]) -> Run {
    let moved = moved.iter().map(|(key, class)| Moved {
        grade: "级".into(),
        key: (*key).into(),
        class: Class::Of((*class).into()),
    });
    Run { choice: choice.to_vec(), moved: moved.collect() }
}

#[test]
fn a_row_hangs_on_the_fewest_answers_that_move_it() {
    let of = |name: &str| Class::Of(name.to_owned());
    let base = grade(&[("E1", of("A")), ("E2", of("B")), ("E3", of("C")), ("E4", Class::Unlisted)]);
    let runs = [
        run(&[(0, 1)], &[("E2", "A")]),
        run(&[(1, 1)], &[]),
        run(&[(0, 1), (1, 1)], &[("E2", "C"), ("E3", "B")]),
    ];
    let grades = fates(&base, &runs);
    let [found] = grades.as_slice() else { panic!("one grade") };
    assert_eq!((found.rows, found.same), (3, 1));
    let [second, third] = found.fates.as_slice() else { panic!("two rows") };
    assert_eq!(second.possible, [of("A"), of("B"), of("C")]);
    assert_eq!(second.because, [vec![(0, 1)]]);
    assert!(!second.is_joint() && third.is_joint());
    assert_eq!(third.because, [vec![(0, 1), (1, 1)]]);
}
