//! What can be wrong with what a session is asked to do.

use heng_grammar::diagnostic::Diagnostic;

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
