//! Completion: Tab, the menu and its keys, hints.

use super::screen::{Opening, key, project};

#[test]
fn letters_become_the_name_they_stand_for() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("mjss").at("衡> mjss█  Tab: 亩均税收").send(key::TAB).at("衡> 亩均税收█");
    // A second Tab puts nothing else in its place.
    terminal.send(key::TAB).send(" * 2").at("衡> 亩均税收 * 2█");
}

#[test]
fn the_menu_tells_what_each_name_is() {
    let folder = project(5);
    for (columns, language, prompt) in
        [(80, "zh", "衡> "), (40, "zh", "衡> "), (80, "en", "heng> "), (40, "en", "heng> ")]
    {
        let mut terminal = Opening::of(folder.path()).size(columns, 24).language(language).start();
        terminal.at(&format!("{prompt}█")).send("亩").send(key::TAB).at(&format!("{prompt}亩均█"));
        terminal.send(key::TAB).at(&format!("{prompt}亩均税收█"));
        terminal.send(key::DOWN).at(&format!("{prompt}亩均销售█"));
        insta::assert_snapshot!(format!("menu_{language}_{columns}"), terminal.screen());
        terminal.send(key::ENTER).send(" + 1").at(&format!("{prompt}亩均销售 + 1█"));
    }
}

#[test]
fn the_menu_goes_back_and_away() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("亩").send(key::TAB).at("衡> 亩均█").send(key::TAB).at("衡> 亩均税收█");
    terminal.send(key::DOWN).at("衡> 亩均销售█").send(key::UP).at("衡> 亩均税收█");
    terminal.send(key::BACK_TAB).at("衡> 亩均█");
    terminal.send(key::ESCAPE).at("衡> 亩█均税收");
    assert!(!terminal.screen().contains("万元/亩"), "{}", terminal.screen());
}

#[test]
fn a_name_is_completed_in_the_middle_of_a_line() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("平均(企业.mjx) / 2").send_all(&[key::LEFT; 5]).at("衡> 平均(企业.mjx█) / 2");
    terminal.send(key::TAB).at("衡> 平均(企业.亩均销售█) / 2");
}

#[test]
fn what_was_typed_before_is_hinted_and_taken_with_the_right_arrow() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").enter("2 + 3");
    terminal.send("2 ").at("衡> 2 █+ 3").send(key::RIGHT).at("衡> 2 + 3█");
}
