//! H0711 to H0713: documents that cannot be brought in.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::tree::Path;

use crate::suggest::nearest;

/// The names of a path joined by dots.
pub fn dotted(path: &Path) -> String {
    path.names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(".")
}

/// `引用 南通.没有的办法`
pub fn unknown_document(path: &Path, known: &[String]) -> Diagnostic {
    let name = dotted(path);
    let diagnostic = Diagnostic::error(
        711,
        format!("找不到文件「{name}」"),
        format!("there is no document `{name}`"),
    )
    .at(path.span, "引用了它", "used here");
    match nearest(&name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("是不是「{near}」？"), format!("did you mean `{near}`?")).mend(
            path.span,
            near,
            format!("改为「{near}」"),
            format!("write `{near}`"),
            false,
        ),
        None => diagnostic.help(
            "请检查名称，或把文件放在脚本旁边的同名文件夹里",
            "look at the name, or put the document beside the script in folders of its path",
        ),
    }
}

/// Documents that use each other.
pub fn round(path: &Path) -> Diagnostic {
    let name = dotted(path);
    Diagnostic::error(
        712,
        format!("文件互相引用：「{name}」又引用了回来"),
        format!("documents use each other: `{name}` is being read already"),
    )
    .at(path.span, "这里引用回去了", "used again here")
}

/// `修改 某办法 { … }` where no document used here has that name.
pub fn nothing_to_amend(span: Span, name: &str) -> Diagnostic {
    let (zh, en) = match name.is_empty() {
        true => (
            "没有引用别的文件，没有可以修改的内容".to_owned(),
            "no document is used here, so there is nothing to amend".to_owned(),
        ),
        false => (
            format!("没有引用过「{name}」，不能修改它"),
            format!("`{name}` is not used here, so it cannot be amended"),
        ),
    };
    Diagnostic::error(713, zh, en).at(span, "要修改的是这里", "to be amended").help(
        "请先写「引用 …」；自己写的内容直接改就行",
        "write `use …` first; what this script says itself is changed in place",
    )
}
