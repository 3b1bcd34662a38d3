use heng_grammar::span::Span;
use heng_grammar::tree::{
    Adjust, Amend, Change, ChangeBody, ChangeVerb, Citation, Expr, ExprKind, Item, ItemKind, Move,
    MoveAction, MoveKind, Name, Notes, Path, Place, Score, ScoreEntry, Script,
};

use super::amend;

fn name(text: &str) -> Name {
    Name { text: text.to_owned(), span: Span::default() }
}

fn path(text: &str) -> Path {
    Path { names: text.split('.').map(name).collect(), span: Span::default() }
}

fn yes() -> Expr {
    Expr::new(ExprKind::YesNo(true), Span::default())
}

fn a_move(text: &str) -> Move {
    Move {
        kind: MoveKind::Punish,
        name: name(text),
        condition: yes(),
        unless: None,
        in_principle: false,
        missing: None,
        action: MoveAction::Set(name("D")),
        notes: Notes::default(),
        span: Span::default(),
    }
}

fn item(kind: ItemKind) -> Item {
    Item { notes: Notes::default(), kind, yearly: false, span: Span::default(), header: Span::default() }
}

fn score_entry(text: &str, entries: Option<Vec<ScoreEntry>>) -> ScoreEntry {
    ScoreEntry {
        name: name(text),
        weight: None,
        clauses: Default::default(),
        entries,
        notes: Notes::default(),
        span: Span::default(),
    }
}

fn script() -> Script {
    let moves = vec![a_move("事故"), a_move("黑名单")];
    let adjust =
        Adjust {
            name: name("最终"), from: yes(), top_down: true, refill: Some(false), missing: None, moves
        };
    let score = Score {
        name: name("得分"),
        group: None,
        out_of: None,
        each: Default::default(),
        entries: vec![score_entry("效益", Some(vec![score_entry("亩均", None)]))],
        extras: Vec::new(),
        rounding: None,
        shown: None,
    };
    Script { items: vec![item(ItemKind::Adjust(adjust)), item(ItemKind::Score(score))], ..Script::default() }
}

fn change(verb: ChangeVerb, target: &str, body: Option<ChangeBody>, place: Option<(&str, bool)>) -> Amend {
    let place = place.map(|(anchor, after)| Place { anchor: name(anchor), after });
    let notes = Notes::default();
    Amend {
        changes: vec![Change { verb, target: path(target), body, place, notes, span: Span::default() }],
        ..Amend::default()
    }
}

fn moves(scripts: &[Script]) -> Vec<&str> {
    let Some(ItemKind::Adjust(adjust)) = scripts[0].items.first().map(|item| &item.kind) else {
        panic!("no 调档")
    };
    adjust.moves.iter().map(|entry| entry.name.text.as_str()).collect()
}

fn codes(amendment: &Amend, scripts: &mut [Script]) -> Vec<u16> {
    amend(amendment, scripts).1.iter().map(|report| report.code.0).collect()
}

#[test]
fn an_addition_goes_to_its_place() {
    for (place, expected) in [
        (None, ["事故", "黑名单", "失信"]),
        (Some(("黑名单", false)), ["事故", "失信", "黑名单"]),
        (Some(("事故", true)), ["事故", "失信", "黑名单"]),
    ] {
        let mut scripts = [script()];
        let body = Some(ChangeBody::Move(a_move("失信")));
        assert_eq!(codes(&change(ChangeVerb::Add, "最终.失信", body, place), &mut scripts), [0; 0]);
        assert_eq!(moves(&scripts), expected);
    }
}

#[test]
fn what_is_struck_must_be_there() {
    let mut scripts = [script()];
    assert_eq!(codes(&change(ChangeVerb::Strike, "最终.事故", None, None), &mut scripts), [0; 0]);
    assert_eq!(moves(&scripts), ["黑名单"]);
    assert_eq!(codes(&change(ChangeVerb::Strike, "最终.事故", None, None), &mut scripts), [702]);
    assert_eq!(codes(&change(ChangeVerb::Strike, "终级.事故", None, None), &mut scripts), [701]);
}

#[test]
fn what_is_added_must_not_be_there() {
    let mut scripts = [script()];
    let body = Some(ChangeBody::Move(a_move("事故")));
    assert_eq!(codes(&change(ChangeVerb::Add, "最终.事故", body, None), &mut scripts), [703]);
    assert_eq!(moves(&scripts), ["事故", "黑名单"]);
}

#[test]
fn a_body_of_another_kind_is_refused() {
    let mut scripts = [script()];
    let body = Some(ChangeBody::ScoreEntry(score_entry("失信", None)));
    assert_eq!(codes(&change(ChangeVerb::Add, "最终.失信", body, None), &mut scripts), [704]);
}

#[test]
fn a_group_may_be_named_or_left_out() {
    for target in ["得分.效益.亩均", "得分.亩均"] {
        let mut scripts = [script()];
        let body = Some(ChangeBody::ScoreEntry(score_entry("亩均", Some(Vec::new()))));
        assert_eq!(codes(&change(ChangeVerb::Replace, target, body, None), &mut scripts), [0; 0]);
        let Some(ItemKind::Score(score)) = scripts[0].items.get(1).map(|item| &item.kind) else {
            panic!("no 评分")
        };
        let inner = score.entries[0].entries.as_ref().expect("a group");
        assert!(inner[0].entries.is_some(), "the item was replaced inside its group");
    }
}

#[test]
fn the_article_of_the_change_is_the_article_of_the_entry() {
    let mut scripts = [script()];
    let mut amendment = change(ChangeVerb::Add, "最终.失信", Some(ChangeBody::Move(a_move("失信"))), None);
    let article = Citation { article: "第九条".to_owned(), span: Span::default() };
    amendment.changes[0].notes.citations.push(article.clone());
    assert_eq!(codes(&amendment, &mut scripts), [0; 0]);
    let Some(ItemKind::Adjust(adjust)) = scripts[0].items.first().map(|item| &item.kind) else {
        panic!("no 调档")
    };
    assert_eq!(adjust.moves[2].notes.citations, [article]);
}
