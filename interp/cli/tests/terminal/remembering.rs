//! History: from one session to the next, searched, and never in the way.

use super::screen::{Opening, key, project};

#[test]
fn entries_are_remembered_from_one_session_to_the_next() {
    let folder = project(5);
    let mut first = Opening::of(folder.path()).start();
    first.at("衡> █").enter("2 + 3");
    first.send("平均(").at("衡> 平均(█").send(key::ENTER).at("  | █").enter("企业.亩均税收)");
    first.send(key::CTRL_D);
    assert_eq!(first.ended(), 0);
    let mut second = Opening::of(folder.path()).start();
    second.at("衡> █");
    assert!(!second.screen().contains("第一次用"));
    second
        .send(key::UP)
        .at("  | 企业.亩均税收)█")
        .shows("衡> 平均(")
        .send_all(&[key::UP, key::UP])
        .at("衡> 2 + 3█");
}

#[test]
fn history_is_searched() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").enter("最大(企业.亩均税收)").enter("2 + 3");
    terminal.send(key::CTRL_R).send("税").at("（查找以前的输入）`税': 最大(企业.亩均█税收)");
    terminal.send(key::ENTER).at("衡> █");
}

#[test]
fn a_history_that_cannot_be_kept_does_no_harm() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).variable("HENG_HISTORY", "/proc/nowhere/history").start();
    terminal.at("衡> █").enter("2 + 3").send(key::UP).at("衡> 2 + 3█");
}
