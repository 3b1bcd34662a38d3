//! Spreadsheets that cannot be read, or may not mean what they say.

use heng_interp::table::fault::Complaint;

/// No sheet with cells.
pub fn empty() -> Complaint {
    Complaint::error(801, "文件是空的", "the file is empty")
}

/// No sheet of that name.
pub fn no_sheet(wanted: &str, sheets: &[String]) -> Complaint {
    let complaint =
        Complaint::error(805, format!("没有工作表「{wanted}」"), format!("there is no sheet `{wanted}`"));
    let complaint = complaint.help(
        format!("文件里的工作表有：{}", sheets.join("、")),
        format!("the sheets are: {}", sheets.join(", ")),
    );
    match heng_interp::suggest::likeliest(wanted, sheets.iter().map(String::as_str)) {
        Some(near) => complaint.help(format!("是不是「{near}」？"), format!("did you mean `{near}`?")),
        None => complaint,
    }
}

/// Other sheets have every column too.
pub fn other_sheets(sheet: &str, others: &[String]) -> Complaint {
    let names = others.join("、");
    Complaint::warning(
        887,
        format!("读的是工作表「{sheet}」，「{names}」也有这些列"),
        format!("the sheet `{sheet}` was read, and {names} has the same columns"),
    )
    .help(
        format!(
            "要读另一张，写 -d 表=文件#{}；只读这一张，写 #{sheet}，就不再提示",
            others.first().map_or("", String::as_str)
        ),
        format!(
            "to read another, write -d TABLE=FILE#{}; to keep this one, write #{sheet}",
            others.first().map_or("", String::as_str)
        ),
    )
}

/// Damaged, or something else.
pub fn not_a_spreadsheet(error: &str) -> Complaint {
    Complaint::error(
        806,
        format!("读不出电子表格：{error}"),
        format!("the spreadsheet cannot be read: {error}"),
    )
    .help(
        "用 Excel 或 WPS 打开后重新另存为 .xlsx",
        "open it in a spreadsheet program and save it again as .xlsx",
    )
}

/// So damaged that it could not be taken apart.
pub fn damaged() -> Complaint {
    Complaint::error(806, "读不出电子表格：文件已经损坏", "the spreadsheet cannot be read: it is damaged")
        .help(
            "用 Excel 或 WPS 打开后重新另存为 .xlsx",
            "open it in a spreadsheet program and save it again as .xlsx",
        )
}

/// Protected by a password.
pub fn locked() -> Complaint {
    Complaint::error(818, "电子表格有密码保护", "the spreadsheet is protected by a password")
        .help("去掉密码后另存一份", "save a copy without the password")
}
