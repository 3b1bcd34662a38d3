//! H077x: `归并`.

use heng_grammar::diagnostic::{Diagnostic, Message};
use heng_grammar::span::Span;
use heng_grammar::suggest::offer_word;
use heng_grammar::tree::{Combiner, Name};

/// `实缴税金 求和`.
pub fn unknown_combiner(word: &Name) -> Diagnostic {
    let list = |pick: fn(&(Combiner, &'static str, &'static str)) -> &'static str, between: &str| {
        Combiner::ALL.iter().map(pick).collect::<Vec<_>>().join(between)
    };
    let (zh, en) = (list(|(_, zh, _)| zh, "、"), list(|(_, _, en)| en, ", "));
    let text = &word.text;
    let fault = Diagnostic::error(
        770,
        format!("「{text}」不是归并一列的办法"),
        format!("`{text}` is no way to put a column together"),
    )
    .at(word.span, format!("可以写 {zh}"), format!("one of {en}"))
    .help(
        "别的算法写成 `名称 = 算式`，如 `户数 = 计数(名下 企业)`",
        "write anything else as `NAME = formula`",
    );
    offer_word(fault, word.span, text, Combiner::ALL.iter().flat_map(|(_, zh, en)| [*zh, *en]))
}

/// A row that is put together with others and has no key.
pub fn no_key(table: &str) -> (u16, Message) {
    let message = Message::new(
        format!("这一行没有归并到「{table}」所用的编号，不知道归到哪里"),
        format!("this row has no key for the rollup `{table}`, so it belongs nowhere"),
    );
    (772, message)
}

/// A rollup without 按 that goes on with nothing.
pub fn no_key_written(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        771,
        format!("归并「{text}」没有写按什么归并"),
        format!("the rollup `{text}` does not say by what"),
    )
    .at(
        name.span,
        "前面也没有同名的归并可以接着写",
        "and no rollup of this name stands before it to go on with",
    )
    .help(
        "在后面写 `按 列`，如 `按 宗地号`，或 `按 (若 租用厂房 则 宗地号 否则 企业编号)`",
        "add `by COLUMN`, such as `by plot`, or `by (if rents_rooms then plot else firm)`",
    )
}

/// A rollup without 按 that goes on with one that differs.
pub fn added_differently(name: &Name, first: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        771,
        format!("接着写归并「{text}」时，来源要相同，也不再写「当」"),
        format!("what goes on with the rollup `{text}` is from the same table and takes no `when`"),
    )
    .at(name.span, "这里接着写", "goes on here")
    .at(first, "前面的归并", "the rollup it goes on with")
}

/// 首个 without 依, or 依 where the order does not matter.
pub fn order_of_combiner(span: Span, combiner: Combiner, wanted: bool) -> Diagnostic {
    let (zh, en) = combiner.words();
    let report = if wanted {
        Diagnostic::error(
            774,
            format!("「{zh}」没有写依什么排先后"),
            format!("`{en}` does not say in which order"),
        )
    } else {
        Diagnostic::error(774, format!("「{zh}」与先后无关，不写「依」"), format!("`{en}` takes no order"))
    };
    report.at(span, "这一列", "this column").help(
        "如 `首个 依 企业编号`、`最近 依 登记日期`",
        "such as `first_by order_by code`, `latest order_by day`",
    )
}

/// A column of a declared table that the rollup which fills it does not mention.
pub fn column_not_said(name: &str, column: Span, rollup: Span) -> Diagnostic {
    Diagnostic::error(
        775,
        format!("归并没有说明列「{name}」怎样合"),
        format!("the rollup does not say how the column `{name}` is put together"),
    )
    .at(column, "表里有这一列", "the table has this column")
    .at(rollup, "这里归并成这张表", "the table is made here")
    .help(
        format!("在归并里加一行，如 `{name} 合计`、`{name} 任一` 或 `{name} 同值`"),
        format!("add a line to the rollup, such as `{name} sum`, `{name} any` or `{name} same_value`"),
    )
}

/// What a rollup gives is not what the declared column promises.
pub fn not_as_declared(name: &Name, column: Span, within: bool) -> Diagnostic {
    let text = &name.text;
    let (zh, en) = match within {
        true => ("合出来的可能缺失，而这一列没有写可缺", "may be missing, and the column is not optional"),
        false => ("合出来的可能超出这一列规定的范围", "may lie outside the column's bounds"),
    };
    Diagnostic::error(
        776,
        format!("归并给出的「{text}」与表里的规定不合"),
        format!("what the rollup gives for `{text}` is not what its table promises"),
    )
    .at(name.span, zh, en)
    .at(column, "表里这样规定", "the table says so")
    .help(
        "换一种合法，或改成 `名称 = 算式` 并写明缺失时怎么办",
        "combine it otherwise, or write `NAME = formula` with an answer",
    )
}
