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

#[test]
fn commands_are_completed_with_what_they_do() {
    let folder = project(5);
    for (columns, language, prompt, word) in [
        (80, "zh", "衡> ", ":z"),
        (40, "zh", "衡> ", ":z"),
        (80, "en", "heng> ", ":l"),
        (40, "en", "heng> ", ":l"),
    ] {
        let mut terminal = Opening::of(folder.path()).size(columns, 24).language(language).start();
        terminal
            .at(&format!("{prompt}█"))
            .send(word)
            .wait("the word", |screen| screen.contents().contains(word));
        terminal.send(key::TAB).wait("the menu", |screen| screen.contents().contains("\n> :"));
        insta::assert_snapshot!(format!("commands_{language}_{columns}"), terminal.screen());
    }
}

#[test]
fn behind_a_command_stand_its_usage_names_and_paths() {
    let folder = project(5);
    std::fs::create_dir(folder.path().join("去年 数据")).expect("a folder");
    std::fs::write(folder.path().join("去年 数据/企业.csv"), "编号\n").expect("written");
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("：前 ").at("衡> ：前 █[n] 值 [，别的值 …] [当 条件]");
    terminal.send("3 mjx").at("衡> ：前 3 mjx█  Tab: 亩均销售").send(key::TAB).at("衡> ：前 3 亩均销售█");
    terminal
        .send(key::CTRL_C)
        .at("衡> █")
        .send(":数据 企业=q")
        .wait("the word", |screen| screen.contents().contains("企业=q"));
    terminal.send(key::TAB).at("衡> :数据 企业=\"去年 数据/█");
    terminal.send(key::TAB).at("衡> :数据 企业=企业.csv█");
}

#[test]
fn rows_are_found_by_key_and_name_and_their_columns_by_pinyin() {
    let folder = project(12);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send(":为何 第3").at("衡> :为何 第3█").send(key::TAB).at("衡> :为何 E3█");
    terminal
        .send(key::CTRL_C)
        .at("衡> █")
        .send(":为何 e1")
        .at("衡> :为何 e1█")
        .send(key::TAB)
        .at("衡> :为何 E1█");
    terminal.send(key::DOWN).at("衡> :为何 E10█");
    insta::assert_snapshot!("rows", terminal.screen());
    terminal
        .send(key::ENTER)
        .send(key::CTRL_C)
        .at("衡> █")
        .send(":假如 E1.sjsj")
        .at("衡> :假如 E1.sjsj█  Tab: 实缴税金");
    terminal.send(key::TAB).at("衡> :假如 E1.实缴税金=█");
}
