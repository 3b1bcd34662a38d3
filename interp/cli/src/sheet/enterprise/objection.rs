//! How to object: the passages of the documents that speak of it, and the blanks to fill in and sign.

use heng_grammar::source::Source;
use maud::{Markup, html};

use super::account::Account;
use crate::sheet::Words;

/// A passage of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage(String);

/// The words by which a passage on objections is known.
const OBJECTION: &str = "申诉";

/// The articles of the documents that speak of objections, as they are printed. Only documents written as text hold them; notes,
/// tables and scripts are no articles.
pub fn passages(sources: &[Source]) -> Vec<Passage> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.is_literate()) {
        let mut script = false;
        for line in source.text().lines() {
            script ^= line.starts_with("```");
            if !script && line.starts_with("**第") && line.contains(OBJECTION) {
                let passage = Passage(line.replace("**", "").trim().to_owned());
                if !found.contains(&passage) {
                    found.push(passage);
                }
            }
        }
    }
    found
}

/// 核实与申诉
pub fn section(account: &Account<'_>, passages: &[Passage]) -> Markup {
    let page = account.page;
    let blank = html! { span class="blank" { "　　　　" } };
    html! {
        @for Passage(text) in passages { p class="fired" { (text) } }
        p {
            (page.pick(
                "请核对本单，特别是“所用数据”。认为数据或结果有误的，请于 ",
                "Please check this sheet, above all the data used. To object, write before ",
            ))
            (blank)
            (page.pick(" 前向 ", " to ")) (blank)
            (page.pick(
                " 书面提出，写明数据的序号、正确的数值，并附证明材料。",
                ", giving the number of the datum, its right value and the evidence.",
            ))
        }
        div class="sign" {
            (signed(page.pick("企业意见：□ 无异议　□ 有异议", "Enterprise: □ agrees  □ objects"), page.pick("（盖章）", "(seal)"), page))
            (signed(page.pick("经办人", "Officer"), page.pick("（签名）", "(signature)"), page))
            (signed(page.pick("主管部门", "Authority"), page.pick("（盖章）", "(seal)"), page))
        }
    }
}

fn signed(who: &str, how: &str, page: Words) -> Markup {
    html! { div { p { (who) } p class="mid" { (how) } p class="num" { (page.pick("年　　月　　日", "Date ________")) } } }
}
