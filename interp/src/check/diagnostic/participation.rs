//! H067x: `参评`.

use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_grammar::span::Span;
use heng_grammar::tree::{Name, ParticipationEntry};

use crate::program::{Requirement, RequirementTest};

/// Outside `对`.
pub fn outside_rows(span: Span) -> Diagnostic {
    Diagnostic::error(670, "「参评」要写在「对 …」里面", "`participation` stands inside `for`")
        .at(span, "这里不知道说的是哪张表的行", "whose rows are meant is not known here")
        .help("移到“对 企业 { … }”里面", "move it into `for TABLE { … }`")
}

/// 其余 that sorts rows out.
pub fn rest_of_no_group(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(671, format!("「{text}」没有写“当 …”"), format!("`{text}` has no condition"))
        .at(name.span, "什么样的行归这一条，没有写", "which rows it sorts out is not said")
        .help("后面写“当 条件”；“其余”只能用于群体", "write `when CONDITION`; `rest` is for groups only")
}

/// 直列 without 记.
pub fn assigned_without_class(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        672,
        format!("「{text}」直接列档，但没有写列为哪一档"),
        format!("`{text}` assigns a class without naming it"),
    )
    .at(name.span, "缺少“记 …”", "no `as CLASS`")
    .help("写明列为哪一档，例如“记 D”", "name the class: `as D`")
}

/// A group after 其余.
pub fn group_after_rest(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        673,
        format!("群体「{text}」写在“其余”之后，永远轮不到"),
        format!("group `{text}` follows the rest and is never reached"),
    )
    .at(name.span, "前面的“其余”已经收走所有行", "the rest before it takes every row")
    .help("把写“其余”的群体放到最后", "put the group of the rest last")
}

/// Two `参评` of one table.
pub fn twice(span: Span, before: Span) -> Diagnostic {
    Diagnostic::error(674, "这张表写了两个「参评」", "the table has two `participation` blocks")
        .at(span, "又一个", "again")
        .at(before, "前一个在这里", "first here")
        .help(
            "合成一个；改上级文件的，用“修改 { 增 参评.… }”",
            "make them one; to change another document's, write `amend { add participation.… }`",
        )
}

/// Groups that leave rows out.
pub fn groups_leave_out(span: Span, row: &str) -> Diagnostic {
    Diagnostic::error(
        675,
        format!("有的行不属于任何群体，例如 {row}"),
        format!("some rows are in none of the groups, such as {row}"),
    )
    .at(span, "各群体在这里", "the groups are here")
    .help("最后一个群体写“其余”，或者核对界限", "let the last group take the `rest`, or check the ends")
}

/// A scored row in no group: a fault of the data.
pub fn in_no_group(span: Span, entries: &[&ParticipationEntry]) -> Requirement {
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.text.as_str()).collect();
    Requirement {
        test: RequirementTest::Present,
        code: 871,
        message: Message::new(
            format!("这一行参加评分，却不属于任何群体（{}）", names.join("、")),
            format!("the row is scored but belongs to none of the groups ({})", names.join(", ")),
        ),
        span,
        citations: entries.iter().flat_map(|entry| entry.notes.citations.iter().cloned()).collect(),
    }
}
