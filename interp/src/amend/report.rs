//! What can be wrong with an amendment: H0701 to H0706.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::{Change, ChangeVerb, Name};

use crate::suggest::nearest;

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

/// `增 企业.失信` without a body
pub fn nothing_put(change: &Change) -> Diagnostic {
    let (zh, en) = verb(change);
    Diagnostic::error(706, format!("「{zh}」后面没有写内容"), format!("nothing is said of what is {en}")).at(
        change.span,
        "只有名字，没有内容",
        "a name without its content",
    )
}

/// A change whose target could not be read.
pub fn nothing_named(change: &Change) -> Diagnostic {
    Diagnostic::error(706, "修改没有写明对象", "the change names nothing").at(
        change.span,
        "这一条",
        "this change",
    )
}

fn suggest(report: Diagnostic, name: &Name, known: &[String]) -> Diagnostic {
    let Some(near) = nearest(&name.text, known.iter().map(String::as_str)) else { return report };
    report.help(format!("是不是「{near}」？"), format!("did you mean `{near}`?")).mend(
        name.span,
        near,
        format!("改为「{near}」"),
        format!("write `{near}`"),
        false,
    )
}
