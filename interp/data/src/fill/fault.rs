//! Rows that are not taken, or do not fit their header.

use heng_interp::table::fault::Complaint;

/// A row of sums.
pub fn total_row(word: &str) -> Complaint {
    Complaint::note(
        809,
        format!("这一行是「{}」，没有当作数据", word.trim()),
        format!("this row is `{}` and was not taken as data", word.trim()),
    )
}

/// A remark below the table.
pub fn remark_row(text: &str) -> Complaint {
    let start: String = text.trim().chars().take(20).collect();
    Complaint::note(
        816,
        format!("这一行是说明文字（{start}），没有当作数据"),
        format!("this row is a remark (`{start}`) and was not taken as data"),
    )
}

/// More cells than the header has.
pub fn too_wide(cells: usize, header: usize) -> Complaint {
    Complaint::error(
        807,
        format!("这一行有 {cells} 格，表头只有 {header} 格，后面的列可能错位"),
        format!("the row has {cells} cells but the header {header}: columns may have shifted"),
    )
    .help(
        "多半是单元格里有没加引号的逗号；把那一格放进双引号",
        "probably a cell holds a comma and is not quoted: put it in double quotes",
    )
}

/// Fewer cells than the header has.
pub fn too_narrow(cells: usize, header: usize) -> Complaint {
    Complaint::warning(
        808,
        format!("这一行只有 {cells} 格，表头有 {header} 格，后面的按空格处理"),
        format!("the row has {cells} cells but the header {header}: the others count as blank"),
    )
}
