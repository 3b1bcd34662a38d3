//! What can be wrong with an amendment: H0701 to H0705, H0720 to H0724.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::{Change, ChangeVerb, Name, PassageChange, Renaming, Rephrasing};

use crate::suggest::offer;

fn verb(change: &Change) -> (&'static str, &'static str) {
    match change.verb {
        ChangeVerb::Add => ("增", "added"),
        ChangeVerb::Strike => ("删", "struck"),
        ChangeVerb::Replace => ("换", "replaced"),
    }
}

/// `删 没有的块.甲`
pub fn no_such_block(name: &Name, known: &[String]) -> Diagnostic {
    let text = &name.text;
    let report = Diagnostic::error(
        701,
        format!("被修改的文件里没有「{text}」"),
        format!("the documents to be amended hold no `{text}`"),
    )
    .at(name.span, "找不到这一块", "no such block");
    suggest(report, name, known)
}

/// `删 最终等级.没有的条`
pub fn no_such_item(change: &Change, name: &Name, known: &[String]) -> Diagnostic {
    let (text, (zh, en)) = (&name.text, verb(change));
    let report = Diagnostic::error(
        702,
        format!("要{zh}的地方没有「{text}」"),
        format!("nothing named `{text}` can be {en} or placed by: it is not there"),
    )
    .at(name.span, "这一项不存在", "no such item");
    let report = suggest(report, name, known);
    if known.is_empty() {
        return report;
    }
    report.help(format!("这里有：{}", known.join("、")), format!("there are: {}", known.join(", ")))
}

/// `增 企业.实缴税金: 万元`, where the table has it already
pub fn already_there(change: &Change, name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        703,
        format!("「{text}」已经有了，不能再增"),
        format!("`{text}` is there already and cannot be added"),
    )
    .at(change.target.span, "原文件里已有同名的一项", "the amended document has an item of this name")
    .help("要改动它，请用「换」", "to change it, write 换 (replace)")
}

/// `增 最终等级.失信: 是否`, a column put among moves
pub fn body_does_not_fit(change: &Change, block: Span) -> Diagnostic {
    Diagnostic::error(
        704,
        "放进去的内容与这一块不是一类",
        "what is put there is of another kind than the block's entries",
    )
    .at(change.span, "放进去的是这一条", "this is put there")
    .at(block, "这一块收的是别样的条目", "this block takes other entries")
    .help("请照这一块里已有条目的写法来写", "write it as the entries of that block are written")
}

/// `删 等级.A`
pub fn block_has_no_items(change: &Change, block: Span) -> Diagnostic {
    Diagnostic::error(
        705,
        "这一块里的条目不能单独修改",
        "the entries of this block cannot be amended one by one",
    )
    .at(change.target.span, "要修改的条目", "the entry to be amended")
    .at(block, "在这一块里", "in this block")
    .help("请用「换」整块替换", "replace the whole block with 换")
}

/// H0990: a change without a target, or 增 and 换 without what is put there. The grammar does not let either through.
pub fn unreadable(change: &Change) -> Diagnostic {
    Diagnostic::error(990, "这处修改读不出来", "this change cannot be read")
        .at(change.span, "这一条", "this change")
        .help("这是衡自己的错，请把脚本发给我们", "this is a fault of Heng: send us the script, please")
}

/// `改名 没有的名称 → 新名称`
pub fn no_such_name<'a>(renaming: &Renaming, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let (name, (zh, en)) = (&renaming.from, kind(renaming));
    let report = Diagnostic::error(
        720,
        format!("被修改的文件里没有「{}」，不能{zh}", name.text),
        format!("the documents to be amended have no name `{}`, so it cannot be {en}", name.text),
    )
    .at(name.span, "原文没有这个名称", "no such name in the text as it was");
    let known: Vec<String> = known.map(str::to_owned).collect();
    suggest(report, name, &known).help(
        "「改名」「换列」只看修改以前的文本，不看本次修改新增的内容",
        "rename and reassign_column see the text as it was, not what this amendment adds",
    )
}

/// `改名 甲 → 乙，甲 → 丙`
pub fn renamed_twice(renaming: &Renaming) -> Diagnostic {
    let name = &renaming.from;
    Diagnostic::error(
        721,
        format!("「{}」改了两次，不知道以哪个为准", name.text),
        format!("`{}` is renamed twice", name.text),
    )
    .at(renaming.span, "第二次", "the second time")
    .help("同一个名称只写一次", "write each name once")
}

/// `换列 营业收入 → 没有的列`
pub fn no_such_column<'a>(renaming: &Renaming, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let name = &renaming.to;
    let report = Diagnostic::error(
        722,
        format!("没有「{}」这一列，不能换成它", name.text),
        format!("there is no column `{}` to read instead", name.text),
    )
    .at(name.span, "换成的列不存在", "no such column");
    let known: Vec<String> = known.map(str::to_owned).collect();
    suggest(report, name, &known)
        .help("新的列用「增 表.列: 类型」先加上", "add the new column with `add TABLE.COLUMN: TYPE`")
}

fn kind(renaming: &Renaming) -> (&'static str, &'static str) {
    if renaming.reassigns { ("换列", "reassigned") } else { ("改名", "renamed") }
}

/// `改字 "甲" → "乙" 恰 2 处`, where the text has three
pub fn other_count(rephrasing: &Rephrasing, found: u32) -> Diagnostic {
    let (from, times) = (&rephrasing.from, rephrasing.times);
    let report = Diagnostic::error(
        723,
        format!("“{from}”应有 {times} 处，原文有 {found} 处"),
        format!("“{from}” should occur {times}×, and occurs {found}×"),
    )
    .at(rephrasing.span, "处数对不上", "the count differs");
    match found {
        0 => report.help(
            "请核对字句；「改字」看名称、原文、说明和正文，不看本次修改新增的内容",
            "compare the wording; titles, 原文, documentation and prose are searched, as they were",
        ),
        _ => report.help(
            format!("都要改就写「恰 {found} 处」；只改一部分，就把前后的字也写上"),
            format!("write `exactly {found} occurrences` to change all, or more of the words around to change some"),
        ),
    }
}

/// `换 原文 "（六）" → "…"`, where no paragraph or several begin so
pub fn passage_count(change: &PassageChange, found: usize) -> Diagnostic {
    let anchor = &change.anchor;
    let (zh, en) = match found {
        0 => (format!("正文没有以“{anchor}”开头的一段"), format!("no paragraph begins with “{anchor}”")),
        _ => (
            format!("正文有 {found} 段以“{anchor}”开头"),
            format!("{found} paragraphs begin with “{anchor}”"),
        ),
    };
    Diagnostic::error(724, zh, en).at(change.span, "要改的是哪一段", "which paragraph").help(
        "写出那一段开头的几个字，多到只有一段符合；正文只有「.heng.md」文件才有",
        "write enough of its first words that one paragraph fits; only a .heng.md file has prose",
    )
}

/// A dated change of what is paid in instalments, without a 过渡
pub fn running(span: Span, award: &Name) -> Diagnostic {
    let name = &award.text;
    Diagnostic::warning(
        741,
        format!("「{name}」有分期发放的，修改没有写明已经在发的怎么办"),
        format!(
            "`{name}` is paid in instalments, and the amendment does not say what becomes of those running"
        ),
    )
    .at(span, "这一条改了它", "this changes it")
    .at(award.span, "分期发放的奖励", "paid in instalments")
    .help(
        "写上「过渡 已入库企业 依 旧版」或「依 新版」，其中是一个是或否的值",
        "add `transition NAME order_by old_version`, or `new_version`, where NAME is a yes/no value",
    )
}

/// `以 年度 定版` and `以 事件日期 定版` on one document
pub fn two_clocks(span: Span) -> Diagnostic {
    Diagnostic::error(
        743,
        "同一份文件的修改，定版的办法不能两样",
        "the amendments of one document must choose their version in one way",
    )
    .at(span, "这里另有一种", "another way here")
    .help("各处都写同一个「以 … 定版」", "write the same `using … version_by` in all of them")
}

/// An entry that differs between versions, where nothing says which holds.
pub fn cannot_choose(span: Span, name: &str, entry: Span, column: Option<&str>) -> Diagnostic {
    let (zh, en) = match column {
        Some(column) => (
            format!("「{name}」前后两版不同，它的表里没有「{column}」，不知道用哪一版"),
            format!("`{name}` differs between versions, and its table has no `{column}` to tell which holds"),
        ),
        None => (
            format!("「{name}」前后两版不同，它不是按年的，不知道用哪一年的"),
            format!("`{name}` differs between versions and is not by years, so no year tells which holds"),
        ),
    };
    let report = Diagnostic::error(742, zh, en).at(span, "以它定版", "the version is chosen by this").at(
        entry,
        "两版不同的是这一条",
        "what differs",
    );
    match column {
        Some(_) => report.help(
            "给这张表加上这一列，或改用「以 评价日 定版」",
            "add the column, or choose by the day of the run",
        ),
        None => report.help(
            "写上「按年」，或改用「以 评价日 定版」",
            "make it by years, or choose by the day of the run",
        ),
    }
}

fn suggest(report: Diagnostic, name: &Name, known: &[String]) -> Diagnostic {
    offer(report, name.span, &name.text, known.iter().map(String::as_str))
}
