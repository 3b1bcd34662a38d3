//! Appeals that cannot be taken as they are written.

use heng_interp::suggest::{Suggestion, asked_of};
use heng_interp::table::fault::Complaint;
use heng_interp::table::{ColumnRule, Place, Schema};

use super::{Appeal, Conclusion};

/// How an appeal is called: `申诉 3`, and only what it is where it has no number.
fn called(appeal: &Appeal) -> (String, String) {
    match appeal.number.as_str() {
        "" => ("这件申诉".to_owned(), "the appeal".to_owned()),
        number => (format!("申诉 {number}"), format!("appeal {number}")),
    }
}

/// H0980: a line that lacks what every appeal has, or what makes a conclusion one; or that contradicts itself.
pub fn incomplete(appeal: &Appeal) -> Option<Complaint> {
    let concluded = appeal.conclusion != Conclusion::Pending;
    let accepted = appeal.conclusion == Conclusion::Accepted;
    let blanks = [
        ("编号", "number", appeal.number.is_empty()),
        ("对象", "subject", appeal.subject.is_empty()),
        ("列", "column", appeal.column.is_empty()),
        ("更正为", "corrected value", accepted && appeal.corrected.is_none()),
        ("文号", "document", concluded && appeal.document.is_empty()),
        ("日期", "date", concluded && appeal.date.is_none()),
        ("经办", "officer", concluded && appeal.officer.is_empty()),
    ];
    let missing: Vec<_> = blanks.iter().filter(|(.., blank)| *blank).collect();
    if missing.is_empty() {
        return early(appeal);
    }
    let zh: Vec<&str> = missing.iter().map(|(zh, ..)| *zh).collect();
    let en: Vec<&str> = missing.iter().map(|(_, en, _)| *en).collect();
    let (zh, en) = (zh.join("、"), en.join(", "));
    let (of_zh, of_en) = called(appeal);
    let complaint = Complaint::error(
        980,
        format!("{of_zh} 没有写{zh}").replace("申诉 没有", "申诉没有"),
        format!("{of_en} lacks its {en}"),
    );
    let complaint = complaint.help(format!("补上{zh}"), format!("fill in {en}"));
    Some(match (accepted && appeal.corrected.is_none(), concluded) {
        (true, _) => complaint.help(
            "核实后确实没有数据的，“更正为”写「空」",
            "write `blank` under 更正为 (corrected_to) where there is no figure",
        ),
        (false, true) => complaint.help(
            "还没有结论的，把“结论”留空：结果就是预评价",
            "leave 结论 (conclusion) blank where there is none yet: the result is then preliminary",
        ),
        (false, false) => complaint,
    })
}

/// H0980: concluded before it was filed.
fn early(appeal: &Appeal) -> Option<Complaint> {
    let (filed, date) = (appeal.filed?, appeal.date?);
    let (zh, en) = called(appeal);
    (date < filed).then(|| {
        Complaint::error(
            980,
            format!("{zh} {filed} 提出，结论却在这以前（{date}）"),
            format!("{en} was filed on {filed}, and concluded before ({date})"),
        )
        .help("核对提出日期和结论的日期", "check the two dates")
    })
}

/// H0980: a conclusion that is none of the two.
pub fn unknown_conclusion(appeal: &Appeal, written: &str) -> Complaint {
    let (zh, en) = called(appeal);
    Complaint::error(
        980,
        format!("{zh} 的结论「{written}」不知道是采纳还是不采纳"),
        format!("the conclusion `{written}` of {en} neither accepts nor refuses it"),
    )
    .expected("采纳、不采纳，或留空", "accepted, refused, or blank")
    .help(
        "只采纳了一部分的，写采纳，“更正为”写核定的数",
        "where it is accepted in part, write accepted, with the figure that was found under 更正为 (corrected_to)",
    )
}

/// H0981: a table that does not exist, or has no rows of its own to correct.
pub fn unknown_table(appeal: &Appeal, written: &str, near: &[Suggestion<'_>]) -> Complaint {
    let (zh, en) = called(appeal);
    let complaint = Complaint::error(
        981,
        format!("{zh} 说的表「{written}」，脚本里没有"),
        format!("{en} is about a table `{written}`, which the script does not have"),
    );
    match asked_of(written, near) {
        Some((zh, en)) => complaint.help(zh, en),
        None => complaint.help("改正表名，或把“表”留空", "correct the name, or leave it blank"),
    }
}

/// H0981: several tables could be meant.
pub fn which_table(appeal: &Appeal, tables: &[&str]) -> Complaint {
    let (zh, en) = called(appeal);
    Complaint::error(
        981,
        format!("{zh} 没有写表，{}都有「{}」这一列", tables.join("、"), appeal.column),
        format!("{en} names no table, and {} all have a column `{}`", tables.join(", "), appeal.column),
    )
    .help("在“表”里写明是哪一张", "say which under 表 (table)")
}

/// H0981: no row of that key.
pub fn unknown_subject(appeal: &Appeal, table: &str, near: &[Suggestion<'_>]) -> Complaint {
    let (zh, en) = called(appeal);
    let subject = &appeal.subject;
    let complaint = Complaint::error(
        981,
        format!("{zh} 的对象「{subject}」不在{table}表里"),
        format!("the table {table} has no row `{subject}` for {en}"),
    );
    let (zh, en) = asked_of(subject, near)
        .unwrap_or_else(|| ("改正“对象”里的主键".to_owned(), "correct the key of the subject".to_owned()));
    complaint.help(zh, en)
}

/// H0981: rows of a table without a key cannot be named.
pub fn no_key(appeal: &Appeal, table: &str) -> Complaint {
    let (zh, en) = called(appeal);
    Complaint::error(
        981,
        format!("{zh} 说的{table}表没有主键，指不出是哪一行"),
        format!("{en} is about the table {table}, whose rows have no key to name them by"),
    )
    .help("这张表的更正直接改数据文件", "correct the data file itself")
}

/// H0982: no column of that name.
pub fn unknown_column(appeal: &Appeal, near: &[Suggestion<'_>]) -> Complaint {
    let (zh, en) = called(appeal);
    let column = &appeal.column;
    let complaint = Complaint::error(
        982,
        format!("{zh} 要更正「{column}」，数据里没有这一列"),
        format!("{en} is about a column `{column}`, which the data do not have"),
    );
    match asked_of(column, near) {
        Some((zh, en)) => complaint.help(zh, en),
        None => complaint.help(
            "只能更正读入的数据，算出来的值要更正它所依据的数据",
            "only data that are read are corrected; for a value that is worked out, correct what it rests on",
        ),
    }
}

/// H0982: a column by years, and no year; or the other way round.
pub fn wrong_year(appeal: &Appeal, years: &[i32]) -> Complaint {
    let (zh, en) = called(appeal);
    let column = &appeal.column;
    let list = |sep: &str| years.iter().map(ToString::to_string).collect::<Vec<_>>().join(sep);
    let complaint = |zh_part: &str, en_part: &str| {
        Complaint::error(
            982,
            format!("{zh} 要更正「{column}」，{zh_part}"),
            format!("{en} is about `{column}`, {en_part}"),
        )
    };
    match (years.is_empty(), appeal.year) {
        (true, _) => {
            complaint("这一列不分年度，不应写年度", "which has no years").help("删去年度", "delete the year")
        }
        (false, None) => {
            complaint("这一列按年有数，没有写是哪一年", "which has a value a year, and names none").help(
                format!("在“年度”里写 {}", list("、")),
                format!("write one of {} under 年度 (year)", list(", ")),
            )
        }
        (false, Some(year)) => complaint(
            &format!("脚本不读 {year} 年的数"),
            &format!("of which the script does not read the year {year}"),
        )
        .help(format!("读的是 {} 年", list("、")), format!("it reads {}", list(", "))),
    }
}

/// H0982: a key says who a row is about; another key would make it another's.
pub fn is_key(appeal: &Appeal, rule: &ColumnRule) -> Complaint {
    let (zh, en) = called(appeal);
    let name = &rule.name;
    Complaint::error(
        982,
        format!("{zh} 要更正主键「{name}」，主键不能这样更正"),
        format!("{en} is about the key `{name}`, which cannot be corrected in this way"),
    )
    .help(
        "编号写错的，改数据文件：改了编号就成了另一个对象",
        "correct the data file: with another key it is another row",
    )
}

/// H0982: what an authority decides stands in the register of decisions.
pub fn is_decision(appeal: &Appeal, rule: &ColumnRule) -> Complaint {
    let (zh, en) = called(appeal);
    let name = &rule.name;
    Complaint::error(
        982,
        format!("{zh} 要更正「{name}」，它是认定的，不是读入的数据"),
        format!("{en} is about `{name}`, which is decided and no part of the data"),
    )
    .help(
        "改认定登记册：给原来那条写上“有效期止”，再加一条",
        "correct the register of decisions: end the earlier decision with 有效期止 (valid_until), and add another",
    )
}

/// H0982: rows that are made from others, or are results of another policy.
pub fn not_read(appeal: &Appeal, schema: &Schema) -> Complaint {
    let (zh, en) = called(appeal);
    let table = &schema.name;
    match &schema.results_of {
        Some(policy) => Complaint::error(
            982,
            format!("{zh} 要更正{table}表，这张表是「{policy}」的结果，不能在这里更正"),
            format!(
                "{en} is about the table {table}, which holds results of `{policy}` and is not corrected here"
            ),
        )
        .help(
            "在那份政策的申诉登记册里更正，重新算出结果，再用新的结果",
            "correct it in the appeals of that policy, run it again, and take the new results",
        ),
        None => Complaint::error(
            982,
            format!("{zh} 要更正{table}表，这张表是归并出来的，不是读入的"),
            format!("{en} is about the table {table}, which is rolled up from another and not read"),
        )
        .help("更正归并以前的那张表", "correct the table that it is rolled up from"),
    }
}

/// H0983: two accepted appeals correct one cell.
pub fn twice(appeal: &Appeal, first: &Appeal) -> Complaint {
    let (zh, en) = called(appeal);
    Complaint::error(
        983,
        format!("{zh} 更正的格子，申诉 {} 已经更正过", first.number),
        format!("{en} corrects a cell that appeal {} has corrected", first.number),
    )
    .other(first.place.clone())
    .help(
        "留下最后核定的一条，另一条写不采纳或删去",
        "keep the one that holds, and refuse or delete the other",
    )
}

/// H0983: one number for appeals about two rows.
pub fn one_number_two_subjects(appeal: &Appeal, first: Place) -> Complaint {
    let number = &appeal.number;
    Complaint::error(
        983,
        format!("编号 {number} 用了两次，对象却不同"),
        format!("the number {number} stands for appeals about two subjects"),
    )
    .other(first)
    .help(
        "一件申诉更正几个数的，各占一行、编号相同；不同对象的，另编一个号",
        "an appeal about several figures has a line for each; another subject's appeal has another number",
    )
}

/// H0984: accepted, and the data have that value already.
pub fn changes_nothing(appeal: &Appeal, value: Option<&str>) -> Complaint {
    let (zh, en) = called(appeal);
    let column = &appeal.column;
    Complaint::warning(
        984,
        format!("{zh} 采纳了，数据里「{column}」本来就是{}", value.map_or("空的".to_owned(), |v| format!(" {v}"))),
        format!("{en} is accepted, and `{column}` is {} in the data already", value.unwrap_or("blank")),
    )
    .help(
        "如果数据文件已经改过，请换回原来的文件：更正只记在申诉登记册里，才看得出改过什么",
        "where the file was changed, put the original back: corrections stand in the register alone, so that they can be seen",
    )
}

/// H0984: accepted, and nothing reads the column.
pub fn not_used(appeal: &Appeal) -> Complaint {
    let (zh, en) = called(appeal);
    let column = &appeal.column;
    Complaint::note(
        984,
        format!("{zh} 更正的「{column}」，脚本没有用到，结果不会变"),
        format!("{en} corrects `{column}`, which the script does not use: no result changes"),
    )
}
