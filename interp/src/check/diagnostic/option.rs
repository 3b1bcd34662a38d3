//! H0665 to H0666: options of blocks that are readings.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;
use heng_grammar::suggest::offer_word;
use heng_grammar::tree::Name;
use heng_grammar::vocabulary::Concept;

fn lists(words: &[Concept]) -> (String, String) {
    let zh: Vec<&str> = words.iter().map(|word| word.word().zh).collect();
    let en: Vec<&str> = words.iter().map(|word| word.word().en).collect();
    (zh.join("、"), en.join(", "))
}

/// `归一 归一发`: neither a word of the option nor a reading.
pub fn no_such_reading<'a>(
    name: &Name,
    clause: Concept,
    words: &[Concept],
    readings: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let (text, (zh, en)) = (&name.text, lists(words));
    let clause = clause.word();
    let known: Vec<&str> =
        words.iter().flat_map(|word| [word.word().zh, word.word().en]).chain(readings).collect();
    let fault = Diagnostic::error(
        666,
        format!("「{}」后面不能写「{text}」", clause.zh),
        format!("`{}` does not take `{text}`", clause.en),
    )
    .at(
        name.span,
        "既不是这里可用的词，也没有这个名字的读法",
        "neither a word it takes nor the name of a reading",
    )
    .help(
        format!("可以写：{zh}；拿不准的，先写一个读法，再写它的名字"),
        format!("write one of: {en}; or declare a reading over them and name it here"),
    );
    offer_word(fault, name.span, text, known)
}

/// An arm that the option does not take.
pub fn arm_is_no_word(
    name: &Name,
    arm: &Name,
    value: Span,
    clause: Concept,
    words: &[Concept],
) -> Diagnostic {
    let (text, arm, (zh, en)) = (&name.text, &arm.text, lists(words));
    let clause = clause.word();
    Diagnostic::error(
        665,
        format!("读法「{text}」的“{arm}”不是「{}」能用的词", clause.zh),
        format!("arm `{arm}` of the reading `{text}` is no word that `{}` takes", clause.en),
    )
    .at(value, format!("「{}」可用：{zh}", clause.zh), format!("`{}` takes: {en}", clause.en))
    .at(name.span, "在这里用到", "used here")
    .help(
        "用在选项上的读法，各种读法都只写一个可用的词",
        "each arm of a reading that an option names is one word of that option",
    )
}
