//! What to write instead where two kinds of values meet that do not go together.

use heng_grammar::diagnostic::Diagnostic;

use crate::program::Kind;

/// `diagnostic` with advice for a value of kind `is` that meets, or stands where there should be, one of kind `other`.
pub fn on_kinds(diagnostic: Diagnostic, is: &Kind, other: &Kind) -> Diagnostic {
    match (is, other) {
        (Kind::Date, Kind::Year) | (Kind::Year, Kind::Date) => diagnostic.help(
            "要比年份的，写「年份(日期)」；要比日子的，写成日期，如 2022-01-01",
            "compare years with `year(DATE)`, or write a date such as 2022-01-01",
        ),
        (Kind::Date | Kind::Year, Kind::Number(_)) | (Kind::Number(_), Kind::Date | Kind::Year) => diagnostic.help(
            "日期加减的是天数，年份加减的是年数；满几年用「年数(起, 止)」，几年之内用「在 … 起 3 年」",
            "days are added to dates and years to years; `years_between(FROM, TO)` counts full years, `within … onward 3 年` is a period",
        ),
        (Kind::YesNo, Kind::Number(_)) => diagnostic.help(
            "条件本身不是数；符合条件才计的，写「若 条件 则 数 否则 0」",
            "a condition is no number; write `if CONDITION then NUMBER else 0`",
        ),
        (Kind::Number(_), Kind::YesNo) => diagnostic.help(
            "这里要一个条件，请写成比较，如「税收 > 0 万元」",
            "a condition is wanted; compare the number, as in `税收 > 0 万元`",
        ),
        (Kind::Text, Kind::Choice(_)) => diagnostic.help(
            "选项的取值直接写，不加引号",
            "members of a choice are written without quotes",
        ),
        (Kind::Choice(_), Kind::Text) => diagnostic.help(
            "这里是文本，取值要加双引号；固定几种取值的列，可以把类型声明为选项",
            "this is a text: put the value in double quotes, or declare the column to be of a choice",
        ),
        (Kind::Choice(_), Kind::Choice(_)) => diagnostic.help(
            "不同选项的取值不能互换；要对应起来，写一个「查表」或「若 … 则 …」",
            "members of different choices are not the same; map one to the other with a `lookup` or `if`",
        ),
        (Kind::Text, Kind::Number(_)) | (Kind::Number(_), Kind::Text) => diagnostic.help(
            "列里若都是数，在表里把它声明成带单位的数；编号一类的用双引号引起来比较",
            "declare the column with a unit if it holds numbers; put identifiers in double quotes",
        ),
        (Kind::Reference(_), _) | (_, Kind::Reference(_)) => diagnostic.help(
            "指向一行的列，要接着写是那一行的哪一列，如「企业.行业」",
            "a reference is a row: say which of its columns, as in `企业.行业`",
        ),
        _ => diagnostic,
    }
}

/// `diagnostic` with advice on arithmetic with values of kinds `left` and `right` that do not calculate.
pub fn on_arithmetic(diagnostic: Diagnostic, left: &Kind, right: &Kind) -> Diagnostic {
    let number = |kind: &Kind| matches!(kind, Kind::Number(_));
    match (left, right) {
        (Kind::Date, Kind::Year) | (Kind::Year, Kind::Date) => diagnostic.help(
            "一段时间写作「3 年」这样的数；年份写作 2022年，不能与日期相加减",
            "a duration is a number such as `3 年`; a year such as 2022年 is not added to a date",
        ),
        (Kind::Text, Kind::Text) => diagnostic.help(
            "文本不能相加；要几列并排显示，在「输出」里分别列出",
            "texts do not add; list the columns side by side in `output`",
        ),
        (Kind::Choice(_), _) | (_, Kind::Choice(_)) => diagnostic.help(
            "档次不能计算；按档次取数的，写一个「查表」",
            "classes do not calculate; give each its number in a `lookup`",
        ),
        (a, b) if number(a) || number(b) => {
            let other = if number(a) { b } else { a };
            let zero = Kind::Number(crate::program::Number::default());
            on_kinds(diagnostic, other, &zero)
        }
        _ => diagnostic,
    }
}
