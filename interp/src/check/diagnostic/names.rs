//! H03xx: names.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Name;

use super::misspelt::USUAL_FUNCTIONS;
use crate::suggest::offer;

fn with_nearest<'a>(
    diagnostic: Diagnostic,
    name: &Name,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    offer(diagnostic, name.span, &name.text, known)
}

/// `亩均睡收`: no column, definition or member.
pub fn unknown_name<'a>(name: &Name, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        301,
        format!("没有叫「{}」的列、定义或选项", name.text),
        format!("there is no column, definition or member called `{}`", name.text),
    )
    .at(name.span, "这个名称没有声明过", "this name is not declared");
    match year_meant(&name.text) {
        Some(meant) => diagnostic.mend(
            name.span,
            meant.clone(),
            format!("改成 `{meant}`"),
            format!("write `{meant}`"),
            false,
        ),
        None => with_nearest(diagnostic, name, known),
    }
}

/// What a name that speaks of years is in the language: `去年` is `上年`, `近两年` is `近 2 年`, `上年税收` is `税收[上年]`.
fn year_meant(name: &str) -> Option<String> {
    if let Some(count) = name.strip_prefix('近').and_then(|rest| rest.strip_suffix('年')) {
        let small = ["一", "两", "三", "四", "五"].iter().position(|digit| *digit == count);
        let count = small.map(|place| place + 1).or_else(|| count.parse().ok())?;
        return Some(format!("近 {count} 年"));
    }
    match name {
        "去年" | "上一年" | "上年度" => return Some("上年".to_owned()),
        "明年" | "下年" | "下一年" => return Some("次年".to_owned()),
        _ => {}
    }
    let rest = name.strip_prefix("上年").or_else(|| name.strip_prefix("去年"))?;
    Some(format!("{}[上年]", rest.strip_prefix('的').unwrap_or(rest))).filter(|_| !rest.is_empty())
}

/// `若亩均税收`: a word of the language stuck to a known name.
pub fn stuck(name: &Name, keyword: &str, rest: &str, at_front: bool) -> Diagnostic {
    let mended = if at_front { format!("{keyword} {rest}") } else { format!("{rest} {keyword}") };
    Diagnostic::error(
        203,
        format!("「{}」连在一起，读成了一个名称", name.text),
        format!("`{}` is written without blanks and reads as one name", name.text),
    )
    .at(name.span, format!("「{keyword}」前后要有空格"), format!("`{keyword}` needs blanks around it"))
    .mend(name.span, &mended, format!("改成 `{mended}`"), format!("write `{mended}`"), true)
}

/// Two declarations of one name.
pub fn declared_twice(name: &str, span: Span, other: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        302,
        format!("「{name}」声明了两次"),
        format!("`{name}` is declared twice"),
    )
    .at(span, "这里又声明了一次", "declared again here");
    let diagnostic = if other == Span::default() {
        diagnostic
    } else {
        diagnostic.at(other, "第一次在这里", "first declared here")
    };
    if other == Span::default() || other.source == span.source {
        return diagnostic.help("请给其中一个换个名称", "give one of them another name");
    }
    diagnostic.help(
        "两份文件里同名的，引用其中一份时另取个名字，如「引用 甲文件 为 甲」，再写「甲.名称」；要改它的内容，用「修改」",
        "use one of the documents under a name of its own (`use DOCUMENT as X`) and say `X.NAME`; to change what it says, write an `amend`",
    )
}

/// `选项` that is not there.
pub fn unknown_choice(name: &Name, known: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        304,
        format!("没有叫「{}」的选项", name.text),
        format!("there is no choice called `{}`", name.text),
    )
    .at(name.span, "这个选项没有声明过", "this choice is not declared");
    with_nearest(diagnostic, name, known.iter().map(String::as_str))
}

/// A name after `:` that is neither a unit, a type nor a choice.
pub fn unknown_type<'a>(name: &Name, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        305,
        format!("「{}」不是单位、类型，也不是选项", name.text),
        format!("`{}` is neither a unit, a type nor a choice", name.text),
    )
    .at(
        name.span,
        "这里要写单位、文本、是否、日期、年份或选项",
        "a unit, text, yesno, date, year or a choice goes here",
    );
    with_nearest(diagnostic, name, known)
}

/// A member that a choice does not have.
pub fn unknown_member(name: &Name, choice: &str, members: &[String]) -> Diagnostic {
    let (list, listed) = (members.join("、"), members.join(", "));
    let diagnostic = Diagnostic::error(
        306,
        format!("「{choice}」里没有「{}」", name.text),
        format!("`{choice}` has no member `{}`", name.text),
    )
    .at(name.span, format!("可以是：{list}"), format!("one of: {listed}"));
    with_nearest(diagnostic, name, members.iter().map(String::as_str))
}

/// A table that is not there.
pub fn unknown_table<'a>(name: &Name, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        307,
        format!("没有叫「{}」的表", name.text),
        format!("there is no table called `{}`", name.text),
    )
    .at(name.span, "这个表没有声明过", "this table is not declared");
    with_nearest(diagnostic, name, known)
}

/// `企业.亩均睡收`: the table has neither such a column nor such a definition.
pub fn unknown_in_table<'a>(
    name: &Name,
    table: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        308,
        format!("「{table}」没有叫「{}」的列或定义", name.text),
        format!("`{table}` has no column or definition called `{}`", name.text),
    )
    .at(name.span, "这里找不到", "not found");
    with_nearest(diagnostic, name, known)
}

/// A function that is not there.
pub fn unknown_function<'a>(name: &Name, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        309,
        format!("没有叫「{}」的函数或查表", name.text),
        format!("there is no function or lookup called `{}`", name.text),
    )
    .at(name.span, "这里当作函数来用", "used as a function here");
    match USUAL_FUNCTIONS.iter().find(|(said, _)| *said == name.text) {
        Some((_, meant)) => diagnostic
            .help(format!("这里的函数叫「{meant}」"), format!("the function is called `{meant}` here"))
            .mend(name.span, *meant, format!("改为「{meant}」"), format!("write `{meant}`"), false),
        None => with_nearest(diagnostic, name, known),
    }
}

/// `大`: a member of two choices, and nothing says which.
pub fn ambiguous_member(name: &Name, choices: &[&str]) -> Diagnostic {
    let (list, listed) = (choices.join("、"), choices.join(", "));
    Diagnostic::error(
        310,
        format!("「{}」是几个选项的成员：{list}", name.text),
        format!("`{}` is a member of several choices: {listed}", name.text),
    )
    .at(name.span, "看不出指的是哪一个", "nothing here says which is meant")
    .help("请和某一列比较，或给定义写上类型", "compare it with a column, or write a type on the definition")
}

/// A member of the choice asked for, hidden by a column or definition of the same name.
pub fn shadowed_member(name: &Name, choice: &str, other: Span) -> Diagnostic {
    let diagnostic = Diagnostic::warning(
        311,
        format!("「{}」既是「{choice}」的成员，又是列或定义的名称；这里按成员理解", name.text),
        format!(
            "`{}` is a member of `{choice}` and also a column or definition; the member is meant here",
            name.text
        ),
    )
    .at(name.span, "按成员理解", "taken as the member");
    if other == Span::default() {
        diagnostic
    } else {
        diagnostic.at(other, "同名的列或定义", "the column or definition")
    }
}

/// `企业.税收` outside `对` and outside an aggregate.
pub fn column_of_no_row(span: Span, table: &str) -> Diagnostic {
    Diagnostic::error(
        312,
        format!("这里没有说是「{table}」的哪一行"),
        format!("nothing here says which row of `{table}` is meant"),
    )
    .at(span, "每一行都有一个值", "there is one value a row")
    .help(
        format!("可以汇总，如「平均({table}.…)」，或指定一行，如「{table}[\"…\"].…」"),
        format!("aggregate it, as in `mean({table}.…)`, or pick a row, as in `{table}[\"…\"].…`"),
    )
}

/// The arm of a reading that is not there.
pub fn unknown_arm(name: &Name, reading: &str, arms: &[String]) -> Diagnostic {
    let (list, listed) = (arms.join("、"), arms.join(", "));
    let diagnostic = Diagnostic::error(
        313,
        format!("读法「{reading}」没有「{}」", name.text),
        format!("the reading `{reading}` has no arm `{}`", name.text),
    )
    .at(name.span, format!("可以取：{list}"), format!("one of: {listed}"));
    with_nearest(diagnostic, name, arms.iter().map(String::as_str))
}

/// `定` or `取` of what is not there or cannot be set.
pub fn nothing_to_override<'a>(
    target: &Name,
    take: bool,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let (zh, en) =
        if take { ("读法", "a reading") } else { ("待定或参数", "an open value or a parameter") };
    let diagnostic = Diagnostic::error(
        314,
        format!("没有叫「{}」的{zh}", target.text),
        format!("`{}` is not the name of {en}", target.text),
    )
    .at(target.span, format!("这里要写一个{zh}的名称"), format!("the name of {en} goes here"));
    with_nearest(diagnostic, target, known)
}

/// `本` outside an aggregate over other rows.
pub fn no_outer_row(span: Span) -> Diagnostic {
    Diagnostic::error(
        315,
        "「本」只能用在对其他行的汇总里",
        "`this` belongs inside an aggregate over other rows",
    )
    .at(span, "这里没有外层的行", "there is no outer row here")
}

/// `合计(缴款.金额 当 缴款.日期 > 本.日期)`: all rows that ask share one pass over the other table.
pub fn outer_beyond_equality(span: Span) -> Diagnostic {
    Diagnostic::error(
        321,
        "汇总别的表时，与本行的值只能用 `=` 相比",
        "in an aggregate over another table, the row that asks is compared by `=` only",
    )
    .at(span, "这里用到了本行的值", "this speaks of the row that asks")
    .help(
        "写成 `当 缴款.区 = 本.名称`，几个相等用 `且` 连起来；要比大小的，在那张表里加一列指向本表，用 `名下`",
        "write `when T.x = this.y`, several joined by `and`; to compare sizes, give that table a reference here and use `own`",
    )
}

/// `名下 事故` where nothing, or too much, points from 事故 to this table.
pub fn no_reference(span: Span, from: &str, to: &str, columns: &[&str]) -> Diagnostic {
    let (list, listed) = (columns.join("、"), columns.join(", "));
    if columns.is_empty() {
        return Diagnostic::error(
            316,
            format!("「{from}」没有指向「{to}」的列"),
            format!("no column of `{from}` points at `{to}`"),
        )
        .at(span, "没有名下的行", "no rows belong to a row here")
        .help(
            format!("在表「{from}」里写一列，如「{to}: → {to}」"),
            format!("give `{from}` a column such as `{to}: -> {to}`"),
        );
    }
    Diagnostic::error(
        316,
        format!("「{from}」有几列指向「{to}」：{list}"),
        format!("several columns of `{from}` point at `{to}`: {listed}"),
    )
    .at(span, "看不出指的是哪一列", "nothing says which is meant")
    .help(format!("请写「名下 {from}.列名」"), format!("write `own {from}.COLUMN`"))
}

/// A set that is not there.
pub fn unknown_set<'a>(name: &Name, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        317,
        format!("没有叫「{}」的集合", name.text),
        format!("there is no set called `{}`", name.text),
    )
    .at(name.span, "这个集合没有声明过", "this set is not declared");
    with_nearest(diagnostic, name, known)
}

/// A reading of which nobody has said how it is taken.
pub fn reading_not_taken(name: &Name) -> Diagnostic {
    Diagnostic::warning(
        318,
        format!("读法「{}」还没有取哪一种", name.text),
        format!("nobody has said which arm of the reading `{}` is taken", name.text),
    )
    .at(name.span, "用到它的运行会被拒绝", "a run that needs it is refused")
    .help(
        format!("在读法里写「取 …」，或在后面的文件里写「取 {} = …」", name.text),
        format!("write `take …` in the reading, or `take {} = …` in a later document", name.text),
    )
}

/// A reading with nothing to choose from.
pub fn one_arm(name: &Name) -> Diagnostic {
    Diagnostic::error(
        319,
        format!("读法「{}」只写了一种读法", name.text),
        format!("the reading `{}` has one arm only", name.text),
    )
    .at(name.span, "至少要有两种，才需要取舍", "there is a choice between two or more")
    .help("只有一种时请写成普通定义", "write a definition where there is one")
}

/// `五百万元`: a number in Chinese where a value stands; `written` says it in digits.
pub fn chinese_number(name: &Name, written: &str) -> Diagnostic {
    Diagnostic::error(
        322,
        format!("「{}」要用数字写", name.text),
        format!("`{}` is to be written in digits", name.text),
    )
    .at(name.span, format!("写成「{written}」"), format!("write `{written}`"))
    .help(
        "脚本里的数用阿拉伯数字；文件的原话可以用 原文 \"…\" 记下",
        "numbers in a script are written in digits; the document's own words may be kept with `original \"…\"`",
    )
    .mend(name.span, written, format!("改成 {written}"), format!("write {written}"), false)
}
