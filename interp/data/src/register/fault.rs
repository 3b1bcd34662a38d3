//! Decisions that do not count.

use heng_interp::suggest::{Suggestion, asked_of};
use heng_interp::table::Place;
use heng_interp::table::fault::Complaint;

use super::Decision;

/// A decision that says its value but not all of what makes it one.
pub fn refused(decision: &Decision) -> Option<Complaint> {
    let blanks = [
        ("文号", "document", decision.document.is_empty()),
        ("日期", "date", decision.date.is_none()),
        ("经办", "officer", decision.officer.is_empty()),
        ("理由", "reason", decision.reason.is_empty()),
    ];
    let missing: Vec<_> = blanks.iter().filter(|(.., blank)| *blank).collect();
    if decision.is_pending() || missing.is_empty() {
        return None;
    }
    let zh: Vec<&str> = missing.iter().map(|(zh, ..)| *zh).collect();
    let en: Vec<&str> = missing.iter().map(|(_, en, _)| *en).collect();
    let (name, zh, en) = (&decision.name, zh.join("、"), en.join(", "));
    let complaint = Complaint::error(
        850,
        format!("认定「{name}」没有写{zh}，不能采用"),
        format!("the decision `{name}` lacks its {en} and is refused"),
    );
    Some(complaint.help(
        format!("补上{zh}；还没有认定的，请把“值”留空"),
        format!("fill in {en}; leave the value blank if nothing has been decided yet"),
    ))
}

/// Nothing of that name is decided by anyone.
pub fn unknown_name(decision: &Decision, near: &[Suggestion<'_>]) -> Complaint {
    let name = &decision.name;
    let complaint = Complaint::error(
        851,
        format!("脚本里没有要认定的「{name}」"),
        format!("the script leaves no `{name}` to a decision"),
    )
    .found(name);
    match asked_of(name, near) {
        Some((zh, en)) => complaint.help(zh, en),
        None => complaint.help("改正名称，或删去这一行", "correct the name, or delete the row"),
    }
}

/// No row of that key.
pub fn unknown_subject(decision: &Decision, table: &str, near: &[Suggestion<'_>]) -> Complaint {
    let subject = decision.subject.as_deref().unwrap_or_default();
    let complaint = Complaint::error(
        852,
        format!("认定的对象「{subject}」不在{table}表里"),
        format!("the table {table} has no row `{subject}` for the decision"),
    )
    .found(subject);
    let (zh, en) = asked_of(subject, near)
        .unwrap_or_else(|| ("改正“对象”里的主键".to_owned(), "correct the key of the subject".to_owned()));
    complaint.help(zh, en)
}

/// A decision about a row that names none, or one about the whole that names one.
pub fn wrong_scope(decision: &Decision, table: Option<&str>) -> Complaint {
    let name = &decision.name;
    match table {
        Some(table) => Complaint::error(
            853,
            format!("「{name}」要按{table}逐个认定，这里没有写对象"),
            format!("`{name}` is decided for each {table}, but the row names no subject"),
        )
        .help(
            format!("在“对象”里写{table}的主键"),
            format!("write the key of a {table} under 对象 (subject)"),
        ),
        None => Complaint::error(
            853,
            format!("「{name}」是对整体的认定，不应写对象"),
            format!("`{name}` is decided for the whole and takes no subject"),
        ),
    }
}

/// Two decisions about one thing hold at the same time.
pub fn twice(decision: &Decision, first: Place) -> Complaint {
    let (name, there) = (&decision.name, first.name());
    Complaint::error(
        854,
        format!("「{name}」对同一对象有两条同时有效的认定，另一条在 {}", there.zh),
        format!("`{name}` is decided twice for one subject; the other decision is at {}", there.en),
    )
    .other(first)
    .help(
        "给前一条写上“有效期止”，或删去一条",
        "end the earlier one with 有效期止 (valid_until), or delete one",
    )
}

/// A period, and no day to hold it against.
pub fn no_day(decision: &Decision) -> Complaint {
    let name = &decision.name;
    Complaint::warning(
        855,
        format!("认定「{name}」有有效期，但没有说明评价日，没有采用"),
        format!("the decision `{name}` has a period but the run has no date as of, so it was not used"),
    )
    .help("用 --as-of 2022-12-31 给出评价日", "give the date with --as-of 2022-12-31")
}

/// A decision that is taken for each year, without one.
pub fn no_year(decision: &Decision) -> Complaint {
    let name = &decision.name;
    Complaint::error(
        858,
        format!("「{name}」要按年认定，这里没有写年度"),
        format!("`{name}` is decided for each year, but the row names none"),
    )
    .help("在“年度”一列写上年份，如 2024", "write the year under 年度 (year), such as 2024")
}

/// A decision that is not taken by years, with one.
pub fn needless_year(decision: &Decision) -> Complaint {
    let name = &decision.name;
    Complaint::error(
        859,
        format!("「{name}」不是按年认定的，不应写年度"),
        format!("`{name}` is not decided by years and takes none"),
    )
    .help(
        "删去年度；只在一段时间内有效的，写“有效期起”和“有效期止”",
        "delete the year; what holds for a time has valid_from and valid_until",
    )
}

/// A decision of a year that the program does not read.
pub fn unread_year(decision: &Decision) -> Complaint {
    let (name, year) = (&decision.name, decision.year.unwrap_or_default());
    Complaint::note(
        860,
        format!("脚本没有用到「{name}」{year} 年的认定"),
        format!("the script does not read the decision `{name}` of {year}"),
    )
}
