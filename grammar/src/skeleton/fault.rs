//! H0130 to H0139: brackets, blocks and citations.

use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// ` 取大(1, 2` with nothing to close it.
pub fn unclosed_bracket(open: Span, text: &str, close: &str, end: Span) -> Diagnostic {
    Diagnostic::error(
        130,
        format!("`{text}` 没有与它配对的 `{close}`"),
        format!("`{text}` has no matching `{close}`"),
    )
    .at(open, "从这里开始", "opened here")
    .at(end, "到这里还没有结束", "still open here")
    .help(format!("在括住的内容后面补上 `{close}`"), format!("write `{close}` after what it encloses"))
    .mend(end, close, format!("补上 `{close}`"), format!("add `{close}`"), false)
}

/// `)` with nothing open.
pub fn stray_bracket(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(131, format!("多了一个 `{text}`"), format!("`{text}` closes nothing"))
        .at(span, "前面没有与它配对的括号", "no bracket is open here")
        .help("删去它，或在前面补上左括号", "remove it, or open a bracket before it")
        .mend(span, "", "删去", "remove it", false)
}

/// `(a]`
pub fn crossed_brackets(
    open: Span,
    open_text: &str,
    close: Span,
    close_text: &str,
    wanted: &str,
) -> Diagnostic {
    Diagnostic::error(
        132,
        format!("`{open_text}` 不能用 `{close_text}` 结束"),
        format!("`{open_text}` cannot be closed by `{close_text}`"),
    )
    .at(close, format!("这里应当是 `{wanted}`"), format!("`{wanted}` was expected"))
    .at(open, "从这里开始", "opened here")
    .help(format!("写成 `{wanted}`，全角、半角都可以"), format!("write `{wanted}`; either width will do"))
    .mend(close, wanted, format!("改为 `{wanted}`"), format!("write `{wanted}`"), false)
}

/// ` 评分 x {` without `}`; what follows was read as if it were closed at `end`.
pub fn unclosed_block(header: Span, open: Span, end: Span) -> Diagnostic {
    Diagnostic::error(133, "这一块少了结束的 `}`", "the block has no closing `}`")
        .at(open, "从这里打开", "opened here")
        .at(header, "这一块", "this block")
        .at(end, "先当作在这之前结束", "read as if it ended before this")
        .help("在这一块最后一条的后面另起一行写 `}`", "write `}` on a line after its last entry")
        .mend(end, "\n}", "补上 `}`", "add `}`", false)
}

/// `}` with no block open.
pub fn stray_brace(span: Span) -> Diagnostic {
    Diagnostic::error(134, "多了一个 `}`", "`}` closes no block")
        .at(span, "前面打开的各块都已结束", "every block before it is closed already")
        .help("删去它，或检查上面是否提前写了 `}`", "remove it, or look for a `}` too early above")
        .mend(span, "", "删去", "remove it", false)
}

/// `{` with no header before it.
pub fn headless_block(open: Span) -> Diagnostic {
    Diagnostic::error(135, "这一块没有标题", "the block has no header")
        .at(open, "`{` 前面要写明这一块是什么", "say before `{` what the block is")
        .help(
            "先写这一块是什么、叫什么，再写 `{`，如：评分 综合得分 {",
            "write what the block is and its name before `{`, as in: score total {",
        )
}

/// ` 亩均税收 @第一条 / 2`
pub fn misplaced_citation(span: Span) -> Diagnostic {
    Diagnostic::error(136, "条款出处写在了一条的中间", "a citation stands in the middle of an entry")
        .at(span, "出处应写在一条的末尾", "it belongs at the end of the entry")
        .help(
            "把它移到这一条的末尾，或块的 `{` 后面",
            "move it to the end of the entry, or directly after the `{` of the block",
        )
}

/// `@` and nothing, or something that cannot be cited without quotes.
pub fn empty_citation(span: Span) -> Diagnostic {
    Diagnostic::error(137, "`@` 后面没有条款", "nothing is cited after `@`")
        .at(span, "应紧接着写条款", "the article should follow at once")
        .help(
            "如：@第十二条（二）；中间有空格的写在引号里：@\"附件1 表5\"",
            "as in @第十二条（二）; put it in quotes if it holds blanks: @\"附件1 表5\"",
        )
}

/// `@已核` or `@已核（H0641）`: which finding, or why, is not said.
pub fn empty_waiver(span: Span) -> Diagnostic {
    Diagnostic::error(280, "「已核」没有写全代码和理由", "`reviewed` lacks its code or its reason")
        .at(span, "要写明核对过哪一条提示、为什么照写", "say which finding was reviewed, and why it stands")
        .help(
            "如：@已核（H0641：第十二条写明惩罚在后）；几个代码之间用顿号",
            "as in @reviewed(H0641: article 12 puts the penalties last); part several codes by commas",
        )
}

/// `///` with no entry after it.
pub fn lost_documentation(span: Span) -> Diagnostic {
    Diagnostic::warning(138, "说明后面没有条目", "the documentation is followed by no entry")
        .at(span, "不知道说明的是哪一条", "it documents nothing")
        .help("移到它说明的那一条前面，或改为 `//`", "move it before the entry it is about, or write `//`")
}

/// Blocks deeper than [`super::DEPTH`].
pub fn too_deep(open: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(139, "块嵌套得太深", "blocks are nested too deeply")
        .at(open, format!("已超过 {limit} 层"), format!("more than {limit} levels"))
        .help("把里面的内容拆成几块", "split it into several blocks")
}
