//! What keeps a receipt from being verified, and what differs.

use std::io;

use heng_grammar::diagnostic::Diagnostic;

use super::{InputCheck, OutputCheck, Role};

/// H0970: no receipt.
pub(super) fn not_verifiable(shown: &str) -> Diagnostic {
    Diagnostic::error(
        970,
        format!("「{shown}」不是能读的收据"),
        format!("`{shown}` is no receipt that can be read"),
    )
    .help(
        "收据是结果旁边的 .receipt.json，由 heng run -o 写出。",
        "a receipt is the .receipt.json beside a result; heng run -o writes it.",
    )
}

/// H0908: there is no place for the run.
pub(super) fn no_room(error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        908,
        format!("建不了临时文件夹，不能重算：{error}"),
        format!("no temporary folder can be made for the run: {error}"),
    )
}

/// What an input is called: `数据「企业」`.
pub(super) fn role(role: &Role) -> (String, String) {
    match role {
        Role::Script => ("脚本".to_owned(), "script".to_owned()),
        Role::Library => ("内置文件".to_owned(), "library".to_owned()),
        Role::Table(name) => (format!("表「{name}」"), format!("table {name}")),
        Role::Decisions => ("认定登记册".to_owned(), "decisions".to_owned()),
        Role::Appeals => ("申诉登记册".to_owned(), "appeals".to_owned()),
        Role::Proof => ("别的结果的收据".to_owned(), "receipt".to_owned()),
    }
}

/// H0971: an input that is nowhere.
pub(super) fn missing(input: &InputCheck) -> Diagnostic {
    let (zh, en) = role(&input.role);
    let file = &input.file;
    Diagnostic::error(
        971,
        format!("找不到{zh}「{file}」，不能重算"),
        format!("the {en} `{file}` is not found, so the run cannot be made again"),
    )
    .help(
        "用 --folder 文件夹 指出它在哪里；改过名的，按 SHA-256 也找得到。",
        "say where it is with --folder DIR; under another name it is found by its SHA-256.",
    )
    .help(format!("收据上的 SHA-256：{}", input.sha256), format!("SHA-256 in the receipt: {}", input.sha256))
}

/// H0972: an input that is another now.
pub(super) fn changed(input: &InputCheck, place: Option<&str>, sha256: &str) -> Diagnostic {
    let (zh, en) = role(&input.role);
    let file = &input.file;
    let report = match place {
        Some(place) => Diagnostic::error(
            972,
            format!("{zh}「{place}」改动过，不是收据上的那一份"),
            format!("the {en} `{place}` has been changed since the receipt was written"),
        )
        .help(
            "找回原来的那一份，放在原处，或用 --folder 指出它在哪里。",
            "put the original back, or say where it is with --folder DIR.",
        ),
        None => Diagnostic::error(
            972,
            format!("{zh}「{file}」，这个版本里的文字与收据上的不同"),
            format!("the {en} `{file}` reads otherwise in this version than when the receipt was written"),
        )
        .help(
            "用 --folder 指出原来的文字在哪里，或用写收据的那个版本核验。",
            "say where the text of that time is with --folder DIR, or verify with the version that wrote the receipt.",
        ),
    };
    report
        .help(
            format!("收据上的 SHA-256：{}", input.sha256),
            format!("SHA-256 in the receipt: {}", input.sha256),
        )
        .help(format!("现在的 SHA-256：　{sha256}"), format!("SHA-256 now:            {sha256}"))
}

/// H0973: a published file that was edited.
pub(super) fn edited(output: &OutputCheck, place: &str, sha256: &str) -> Diagnostic {
    Diagnostic::error(
        973,
        format!("结果「{place}」写出以后改动过"),
        format!("the result `{place}` has been changed since it was written"),
    )
    .help(
        format!("收据上的 SHA-256：{}", output.sha256),
        format!("SHA-256 in the receipt: {}", output.sha256),
    )
    .help(format!("现在的 SHA-256：　{sha256}"), format!("SHA-256 now:            {sha256}"))
}

/// H0974: other bytes came out.
pub(super) fn differs(output: &OutputCheck, again: &str, version: Option<&str>) -> Diagnostic {
    let file = &output.file;
    let report = Diagnostic::error(
        974,
        format!("重算「{file}」，与收据不同"),
        format!("`{file}` comes out otherwise than the receipt says"),
    );
    let report = match version {
        Some(version) => report.help(
            format!("收据是衡 {version} 写的；用那个版本核验。"),
            format!("heng {version} wrote the receipt; verify with that version."),
        ),
        None => report,
    };
    report
        .help(
            format!("收据上的 SHA-256：{}", output.sha256),
            format!("SHA-256 in the receipt: {}", output.sha256),
        )
        .help(format!("重算的 SHA-256：　{again}"), format!("SHA-256 of this run:    {again}"))
}
