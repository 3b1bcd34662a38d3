//! What can be wrong with what a session is asked to do.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

/// H0951: the data cannot come from where the entries come from.
pub fn piped() -> Diagnostic {
    Diagnostic::error(
        951,
        "标准输入是用来输入内容的，数据不能也从那里读",
        "standard input is for what is entered; data cannot come from there too",
    )
    .help("先存成文件，再用 -d 表=文件 给出。", "save it to a file and give that with -d TABLE=FILE.")
}

/// H1000: nothing was typed that could be saved.
pub fn nothing_to_save() -> Diagnostic {
    Diagnostic::error(1000, "还没有输入过定义或修改，没有可以保存的", "nothing was typed that could be saved").help(
        "保存的是在脚本之上输入的定义、取、定和修改；设定和数据写在命令行或 heng.toml 里。",
        "what is saved are the definitions, takes, binds and amendments typed on top of the script; settings and data belong on the \
         command line or in heng.toml.",
    )
}

/// H1001: the file is there already.
pub fn there_already(shown: &str) -> Diagnostic {
    Diagnostic::error(
        1001,
        format!("已经有「{shown}」了，没有覆盖它"),
        format!("`{shown}` is there already and was not written over"),
    )
    .help(
        "换一个文件名；确实要覆盖，就在保存后面加感叹号，如 `:保存! 试算.heng`。",
        "take another name; to write over it, put `!` behind the command: `:save! trial.heng`.",
    )
}

/// H1002: a script there could not find the one it amends.
pub fn out_of_reach(shown: &str, script: &str) -> Diagnostic {
    Diagnostic::error(
        1002,
        format!("存成「{shown}」就找不到它要修改的「{script}」了"),
        format!("from `{shown}` the script that it amends, `{script}`, cannot be found"),
    )
    .help(
        format!("存到「{script}」所在的文件夹里，或它下面的文件夹里。"),
        format!("save it in the folder of `{script}`, or in one below."),
    )
}

/// H1003: `等级 = D` where 等级 is a block.
pub fn is_a_block(name: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        1003,
        format!("「{name}」是一整块规则，没有用一个算式换掉它"),
        format!("`{name}` is a whole block of rules, which one formula did not replace"),
    )
    .at(place, "这个名字已经是一块了", "this is the name of a block")
    .help(
        format!("想看哪些行：写 `{name} 当 {name} = …`，前面可以再写别的列。"),
        format!("to see which rows: `{name} when {name} = …`, with other columns before it."),
    )
    .help(
        format!("确实要换掉整块：写 `换 {name} = …`；只改其中一项：写 `换 {name}.项 …`。"),
        format!(
            "to replace the whole block: `replace {name} = …`; one of its entries: `replace {name}.ITEM …`."
        ),
    )
}
