//! Headers that do not give what the script asks for.

use dashu_ratio::RBig;
use heng_interp::table::fault::Complaint;
use heng_interp::table::fault::years_text;
use heng_interp::table::{ColumnKind, ColumnRule, Schema, YearColumn, column_letters, number_text};

/// No row has any of the columns.
pub fn no_header(schema: &Schema, first_row: &[&str]) -> Complaint {
    let name = &schema.name;
    let wanted: Vec<&str> = (0..schema.columns.len())
        .filter(|i| schema.reads(*i))
        .filter_map(|i| schema.columns.get(i)?.accepted_headers().next())
        .collect();
    let cells: Vec<&str> = first_row.iter().copied().filter(|c| !c.trim().is_empty()).take(8).collect();
    let complaint = Complaint::error(
        810,
        format!("前 10 行里没有找到表「{name}」的表头"),
        format!("the first 10 rows hold no header of the table `{name}`"),
    )
    .found(cells.join("、"))
    .expected(format!("表头：{}", wanted.join("、")), format!("the headers {}", wanted.join(", ")));
    if cells.is_empty() {
        return complaint;
    }
    complaint.help(
        format!("第一行是：{}；改正表头，或在脚本里用“列名”写明表头", cells.join("、")),
        format!("the first row is: {}; correct the headers, or declare them with `header`", cells.join(", ")),
    )
}

/// A column that must be there is not; `near` is a header that was probably meant.
pub fn missing(rule: &ColumnRule, near: Option<&str>) -> Complaint {
    let name = &rule.name;
    let wanted: Vec<&str> = rule.accepted_headers().collect();
    let complaint =
        Complaint::error(811, format!("缺少「{name}」这一列"), format!("the column `{name}` is missing"))
            .expected(
                format!("表头：{}", wanted.join(" 或 ")),
                format!("the header {}", wanted.join(" or ")),
            );
    match near {
        Some(near) => complaint.found(near).help(
            format!("文件里有「{near}」，是不是它？改正表头，或在脚本里写 列名 \"{near}\""),
            format!("the file has `{near}`: correct the header, or write header \"{near}\" in the script"),
        ),
        None => complaint.help(
            "补上这一列，或在脚本里用“列名”写明它的表头",
            "add the column, or declare its header with `header`",
        ),
    }
}

/// The header says another unit than the script.
pub fn other_unit(rule: &ColumnRule, unit: &str, factor: &RBig, header: &str) -> Complaint {
    let (name, own) = (&rule.name, unit_of(rule));
    let header = match &rule.year {
        Some(year) => header.replace(&year.year.to_string(), "{年}"),
        // A header of several rows is named with its unit in brackets.
        None if header.contains('/') => {
            let own = rule.accepted_headers().next().unwrap_or(name);
            format!("{}（{unit}）", own.split(['（', '(']).next().unwrap_or(own))
        }
        None => header.to_owned(),
    };
    let factor = number_text(factor);
    Complaint::error(
        812,
        format!("「{name}」在脚本里以{own}计，表头写的是{unit}"),
        format!("`{name}` is in {own} in the script, but the header says {unit}"),
    )
    .found(unit)
    .expected(own, own)
    .help(
        format!("1 {unit} = {factor} {own}：把数据换算成{own}并改正表头，或在脚本里把「{name}」改为以{unit}计"),
        format!("1 {unit} = {factor} {own}: convert the data and the header to {own}, or declare `{name}` in {unit}"),
    )
    .help(
        format!("文件确实以{unit}填报的，在脚本里写明 列名 \"{header}\"，读取时就按这个比例换算，并留下提示"),
        format!("if the file is meant to be in {unit}, name the header in the script, header \"{header}\": numbers are then converted, with a note"),
    )
}

/// The script names the header with its unit, so the numbers were converted.
pub fn converted(rule: &ColumnRule, unit: &str, factor: &RBig) -> Complaint {
    let (name, own, factor) = (&rule.name, unit_of(rule), number_text(factor));
    Complaint::note(
        867,
        format!("「{name}」在文件里以{unit}计，已按 1 {unit} = {factor} {own} 换算成{own}：列名写明了{unit}"),
        format!("`{name}` is in {unit} in the file and was converted, 1 {unit} = {factor} {own}: the header named in the script says so"),
    )
    .found(unit)
}

/// The unit of a column of numbers.
fn unit_of(rule: &ColumnRule) -> &str {
    match &rule.kind {
        ColumnKind::Number(number) => number.unit.as_str(),
        _ => "",
    }
}

/// Two columns of the file have the header of one.
pub fn twice(rule: &ColumnRule, first: u32, second: u32) -> Complaint {
    let (name, first, second) = (&rule.name, column_letters(first), column_letters(second));
    Complaint::error(
        813,
        format!("{first} 列和 {second} 列都是「{name}」"),
        format!("columns {first} and {second} are both `{name}`"),
    )
    .help("只留一列，或给另一列换个表头", "keep one of them, or rename the other")
}

/// A column that may be left out is left out.
pub fn left_out(rule: &ColumnRule) -> Complaint {
    let name = &rule.name;
    let (zh, en) = match rule.default {
        Some(_) => ("每一行都按默认值计算", "every row takes the default"),
        None => ("每一行都按缺失计算", "every row counts as missing"),
    };
    Complaint::warning(
        814,
        format!("文件里没有「{name}」这一列，{zh}"),
        format!("the file has no column `{name}`: {en}"),
    )
    .help(
        "如果文件里有但表头不同，请在脚本里用“列名”写明",
        "if the file has it under another header, declare that with `header`",
    )
}

/// Columns that the script does not mention.
pub fn extra_columns(headers: &[&str]) -> Complaint {
    let shown = headers.get(..10).unwrap_or(headers);
    let (more_zh, more_en) = if shown.len() < headers.len() { (" 等", ", …") } else { ("", "") };
    Complaint::note(
        815,
        format!("脚本没有用到的列（{} 列）：{}{more_zh}", headers.len(), shown.join("、")),
        format!("columns that the script does not use ({}): {}{more_en}", headers.len(), shown.join(", ")),
    )
}

/// A column that has a value a year is not there for some years; `near` is a header that was probably meant.
pub fn missing_in_years(
    year: &YearColumn,
    rule: &ColumnRule,
    years: &[i32],
    near: Option<&str>,
) -> Complaint {
    let (name, of) = (&year.name, years_text(years));
    let wanted = rule.accepted_headers().next().unwrap_or(name);
    let complaint = Complaint::error(
        811,
        format!("「{name}」没有 {}的列", of.zh),
        format!("`{name}` has no column for {}", of.en),
    )
    .expected(
        format!("表头：{wanted}；或者另有一列“年度”，每年一行"),
        format!("the header {wanted}, or a column 年度 (year) and a row for each year"),
    );
    match near {
        Some(near) => complaint.found(near).help(
            format!("文件里有「{near}」，是不是它？改正表头，或在脚本里用“列名”写明"),
            format!("the file has `{near}`: correct the header, or declare it with `header`"),
        ),
        None => complaint.help(
            "补上这些年的列，或在脚本里用“列名”写明表头，年份的位置写 {年}",
            "add the columns of these years, or declare the header with `header`, with {年} for the year",
        ),
    }
}

/// A column that has a value a year stands there once, and nothing says of which year.
pub fn year_not_said(year: &YearColumn, rule: &ColumnRule, found: &str) -> Complaint {
    let name = &year.name;
    let wanted = rule.accepted_headers().next().unwrap_or(name);
    Complaint::error(
        839,
        format!("「{name}」每年一个数，文件里的「{found}」没有说是哪一年"),
        format!("`{name}` has a value a year, and `{found}` does not say of which"),
    )
    .found(found)
    .expected(format!("表头：{wanted}"), format!("the header {wanted}"))
    .help(
        format!("在表头里写上年份，如 {wanted}；或者加一列“年度”，每年一行"),
        format!("write the year in the header, such as {wanted}, or add a column 年度 (year) and a row for each year"),
    )
}

/// A column that may be left out is left out for some years.
pub fn left_out_of_years(year: &YearColumn, rule: &ColumnRule, years: &[i32]) -> Complaint {
    let (name, of) = (&year.name, years_text(years));
    let (zh, en) = match rule.default {
        Some(_) => ("这些年都按默认值计算", "these years take the default"),
        None => ("这些年都按缺失计算", "these years count as missing"),
    };
    Complaint::warning(
        814,
        format!("「{name}」没有 {}的列，{zh}", of.zh),
        format!("`{name}` has no column for {}: {en}", of.en),
    )
}

/// The file has nothing of years that are reported.
pub fn years_missing(years: &[i32], names: &[&str]) -> Complaint {
    let of = years_text(years);
    Complaint::error(848, format!("文件里没有 {}的数据", of.zh), format!("the file has nothing of {}", of.en))
        .expected(names.join("、"), names.join(", "))
        .help(
            "补上这些年的数据；还没有的，用 -p 年度=… 只报已有数据的年度",
            "add the data of these years; if there are none yet, report fewer years with -p 年度=…",
        )
}

/// The file has nothing of years whose values may be left out.
pub fn years_left_out(years: &[i32]) -> Complaint {
    let of = years_text(years);
    Complaint::warning(
        857,
        format!("结果用到 {}的数据，文件里没有，按默认值或缺失计算", of.zh),
        format!(
            "results use {}, of which the file has nothing: defaults hold, or it counts as missing",
            of.en
        ),
    )
}
