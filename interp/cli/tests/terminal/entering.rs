//! Typing, editing in the middle, wide characters at the edge, several lines, paste, resize.

use super::screen::{Opening, key, project};

#[test]
fn it_greets_and_tells_a_newcomer_what_to_type() {
    let folder = project(5);
    let mut zh = Opening::of(folder.path()).start();
    zh.at("衡> █").enter("平均(企业.亩均税收)");
    insta::assert_snapshot!("greeting_zh", zh.screen());
    let mut en = Opening::of(folder.path()).language("en").size(40, 24).start();
    en.at("heng> █");
    insta::assert_snapshot!("greeting_en_40", en.screen());
}

#[test]
fn the_cursor_walks_over_wide_characters() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("平均(企业.税收) → “x” ≥ 「y」").at("衡> 平均(企业.税收) → “x” ≥ 「y」█");
    terminal.send(key::HOME).at("衡> █平均(企业.税收) → “x” ≥ 「y」");
    terminal.send_all(&[key::RIGHT; 6]).at("衡> 平均(企业.█税收) → “x” ≥ 「y」");
    terminal.send("亩均").at("衡> 平均(企业.亩均█税收) → “x” ≥ 「y」");
    terminal.send(key::END).send_all(&[key::LEFT; 9]);
    terminal.at("衡> 平均(企业.亩均税收) → █“x” ≥ 「y」");
    terminal.send_all(&[key::BACKSPACE; 3]).at("衡> 平均(企业.亩均税收)█“x” ≥ 「y」");
    terminal.send(key::CTRL_C).at("衡> █");
}

#[test]
fn a_wide_character_that_does_not_fit_goes_to_the_next_row() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).size(40, 24).start();
    terminal.at("衡> █").send("一二三四五六七八九十一二三四五六七a");
    terminal.at("衡> 一二三四五六七八九十一二三四五六七a█").send("八九").at("八九█");
    terminal.shows("衡> 一二三四五六七八九十一二三四五六七a");
    terminal.send(key::HOME).at("衡> █一二三四五六七八九十一二三四五六七a");
    terminal.send("税").at("衡> 税█一二三四五六七八九十一二三四五六七");
    terminal.send(key::END).at("a八九█").send_all(&[key::BACKSPACE; 3]);
    terminal.at("█").shows("衡> 税一二三四五六七八九十一二三四五六七");
    terminal.send(key::BACKSPACE).at("衡> 税一二三四五六七八九十一二三四五六█");
    insta::assert_snapshot!("edge_40", terminal.screen());
}

#[test]
fn an_entry_goes_on_until_its_brackets_are_closed() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("对 企业 {").send(key::ENTER).at("  |   █");
    terminal
        .send("税负 = 实缴税金 /")
        .send(key::ENTER)
        .at("  |   █")
        .send("用地面积")
        .send(key::ENTER)
        .at("  |   █");
    terminal.send("}").at("  |   }█").send(key::ENTER).at("衡> █");
    insta::assert_snapshot!("several_lines", terminal.screen());
    // All of it is one item of the history, and can be gone through.
    terminal.send(key::UP).at("  |   }█").send(key::UP).at("  |   用█地面积");
}

#[test]
fn an_empty_line_ends_an_entry_that_is_not_whole() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("平均(企业.亩均税收").send(key::ENTER).at("  | █").send(key::ENTER).at("衡> █");
    insta::assert_snapshot!("not_whole", terminal.screen());
}

#[test]
fn a_quotation_mark_without_its_partner_is_told_at_once() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("计数(企业 当 名称 = “第1化工厂)").send(key::ENTER).shows("还差一个 ”");
    insta::assert_snapshot!("quotation", terminal.screen());
    terminal.send(key::LEFT).send("”").at("衡> 计数(企业 当 名称 = “第1化工厂”█)");
    terminal.send(key::ENTER).at("衡> █");
    assert!(terminal.screen().contains("\n= 1 "), "{}", terminal.screen());
}

#[test]
fn alt_enter_breaks_a_line() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).size(40, 24).start();
    terminal.at("衡> █").send("x = 1").send(key::ALT_ENTER).at("  | █").send("y = 2").at("  | y = 2█");
    terminal.send(key::ENTER).at("衡> █");
    insta::assert_snapshot!("alt_enter_40", terminal.screen());
}

#[test]
fn a_script_that_is_pasted_is_one_entry() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    let script =
        "对 企业 {\n  税负 = 实缴税金 / 用地面积\n\n  /// 说明\n  双倍 = 2 × 亩均税收\n}\n平均(企业.双倍)";
    terminal.at("衡> █").send(&format!("\x1b[200~{}\x1b[201~", script.replace('\n', "\r")));
    terminal.at("平均(企业.双倍)█").send(key::ENTER).at("衡> █");
    insta::assert_snapshot!("pasted", terminal.screen());
}

#[test]
fn the_line_is_drawn_anew_when_the_window_changes() {
    let folder = project(5);
    let mut terminal = Opening::of(folder.path()).start();
    terminal.at("衡> █").send("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十");
    terminal.at("衡> 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十█");
    terminal.resize(40, 24);
    terminal.at("九十一二三四五六七八九十█");
    terminal.send("税").at("九十一二三四五六七八九十税█");
    insta::assert_snapshot!("resized_40", terminal.screen());
    terminal.send(key::CTRL_C).at("衡> █").enter("2 + 3");
}

#[test]
fn without_colours_the_screen_has_none_and_the_menu_is_still_read() {
    let folder = project(5);
    let mut plain = Opening::of(folder.path()).variable("NO_COLOR", "1").start();
    plain.at("衡> █").send("mj").send(key::TAB).at("衡> 亩均税收█");
    let coloured = |terminal: &super::screen::Terminal| {
        terminal.look(|screen| {
            let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
            let painted = |(row, column): &(u16, u16)| {
                screen.cell(*row, *column).is_some_and(|cell| {
                    cell.fgcolor() != vt100::Color::Default || cell.inverse() || cell.bold()
                })
            };
            cells.filter(painted).count()
        })
    };
    assert_eq!(coloured(&plain), 0);
    insta::assert_snapshot!("no_colour", plain.screen());
    let mut bright = Opening::of(folder.path()).start();
    bright.at("衡> █").send("若 2 > 1 则 3 否则 4").at("衡> 若 2 > 1 则 3 否则 4█");
    assert!(coloured(&bright) > 10);
}

#[test]
fn a_terminal_that_can_do_nothing_still_asks_and_answers() {
    let folder = project(5);
    let mut dumb = Opening::of(folder.path()).variable("TERM", "dumb").start();
    dumb.at("衡> █").enter("2 + 3");
    dumb.send(key::CTRL_D);
    assert_eq!(dumb.ended(), 0);
}

#[test]
fn help_tells_the_keys_too() {
    let folder = project(5);
    for (columns, language, prompt, word, title) in
        [(80, "zh", "衡> █", ":帮助", "按键："), (40, "en", "heng> █", ":help", "Keys:")]
    {
        let mut terminal = Opening::of(folder.path()).size(columns, 90).language(language).start();
        let screen = terminal.at(prompt).enter(word).screen();
        let (_, keys) = screen.split_once(title).expect("the keys");
        insta::assert_snapshot!(format!("keys_{language}_{columns}"), keys);
    }
}
