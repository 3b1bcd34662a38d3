//! Ctrl-C, Ctrl-D, Ctrl-L, and pages.

use super::screen::{Opening, key, project};

#[test]
fn ctrl_c_clears_the_line_and_then_says_how_to_leave() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("亩均税收 +").at("衡> 亩均税收 +█").send(key::CTRL_C).at("衡> █");
    terminal.send(key::CTRL_C).shows("离开请按 Ctrl-D").at("衡> █");
    insta::assert_snapshot!("how_to_leave", terminal.screen());
    terminal.send(key::CTRL_D);
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn ctrl_l_clears_the_screen_and_keeps_the_line() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("亩均 x").at("衡> 亩均 x█").send(key::CTRL_L);
    terminal.wait("a screen with the line alone", |screen| screen.cursor_position().0 == 0);
    terminal.at("衡> 亩均 x█");
    assert_eq!(terminal.screen(), "衡> 亩均 x█");
}

#[test]
fn long_answers_come_in_pages() {
    let folder = project(60);
    let mut terminal = Opening::of(folder.path()).size(60, 12).start();
    terminal.at("衡> █").send("亩均税收").send(key::ENTER).shows("空格");
    insta::assert_snapshot!("page", terminal.screen());
    terminal.send(" ").wait("the next page", |screen| screen.contents().contains("第18化工厂"));
    terminal.shows("空格").send("q").at("衡> █");
    let mut piped = Opening::of(folder.path()).size(60, 12).variable("PAGER", "cat").start();
    piped.at("衡> █").enter("亩均税收");
}

#[test]
fn ctrl_c_stops_an_answer_and_leaves_the_session_as_it_was() {
    let folder = project(20_000);
    let mut terminal = Opening::of(folder.path()).start();
    let definitions: String = (1..300).map(|at| format!("  v{at} = v{} × 2 + 亩均税收\r", at - 1)).collect();
    let script = format!("对 企业 {{\r  v0 = 亩均税收\r{definitions}}}");
    terminal.at("衡> █").send(&format!("\x1b[200~{script}\x1b[201~")).at("}█").send(key::ENTER).at("█");
    // The line is taken; the answer is being computed.
    std::thread::sleep(std::time::Duration::from_millis(50));
    terminal.send(key::CTRL_C).shows("停下了。").at("衡> █");
    terminal.enter("v299").shows("H0301").enter("计数(企业)").shows("20000");
}

#[test]
fn leaving_says_once_what_is_not_saved() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal
        .at("衡> █")
        .enter("对 企业 { 双倍 = 2 × 亩均税收 }")
        .send(key::CTRL_D)
        .shows("还没有保存")
        .at("衡> █");
    insta::assert_snapshot!("not_saved", terminal.screen());
    terminal.enter(":保存 试算.heng");
    assert!(folder.path().join("试算.heng").exists());
    terminal.send(key::CTRL_D);
    assert_eq!(terminal.ended(), 0);
    let mut other = Opening::of(folder.path()).size(40, 24).language("en").start();
    other.at("heng> █").enter("对 企业 { 双倍 = 2 × 亩均税收 }").enter(":quit").shows("is not saved");
    other.send(":quit").at("heng> :quit█").send(key::ENTER);
    assert_eq!(other.ended(), 0);
}
