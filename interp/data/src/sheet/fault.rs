//! Spreadsheets that cannot be read, or may not mean what they say.

use dashu_ratio::RBig;
use heng_interp::table::fault::{Complaint, DataFault};
use heng_interp::table::{Cells, ColumnKind, DecimalColumn, Table};

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

/// Columns in % all of whose numbers lie between -1 and 1, from a file that does not tell percentages from other numbers.
pub fn fractions_of_percent(table: &Table) -> Vec<DataFault> {
    let schema = table.schema();
    let mut faults = Vec::new();
    for (index, rule) in schema.columns.iter().enumerate() {
        let Some(Cells::Decimal(cells)) = table.column(index).map(heng_interp::table::Column::cells) else {
            continue;
        };
        let percent = matches!(&rule.kind, ColumnKind::Number(n) if n.unit == "%");
        if !percent || !all_small(cells) {
            continue;
        }
        let name = &rule.name;
        let complaint = Complaint::warning(
            840,
            format!("「{name}」以 % 计，可是所有的数都在 -1 和 1 之间：0.35 按 0.35% 读取"),
            format!("`{name}` is in %, yet all its numbers lie between -1 and 1: 0.35 was read as 0.35%"),
        )
        .help(
            "这种文件不记录百分比格式；如果本意是 35%，请另存为 .xlsx 再用",
            "this kind of file does not say which cells are percentages; if 35% is meant, save it as .xlsx",
        );
        faults.push(complaint.at(&schema.name, table.origin().place(None, Some(index)), Some(rule), None));
    }
    faults
}

fn all_small(cells: &DecimalColumn) -> bool {
    let one = 10_u64.checked_pow(cells.scale()).unwrap_or(u64::MAX);
    let limits = -RBig::ONE..=RBig::ONE;
    let fraction = cells.scale() > 0 || !cells.exceptions().is_empty();
    let short = cells.mantissas().iter().all(|m| m.unsigned_abs() <= one);
    fraction && short && cells.exceptions().iter().all(|(_, n)| limits.contains(n))
}
