//! Values and formulas in words.

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_grammar::span::Span;
use heng_interp::explain::{Cases, Explanation, Figure, Form, Population, Stated, Term};
use heng_interp::program::{Builtin, Comparison, Operator, RoundingMode};
use heng_interp::value::Absence;

use super::files::Files;

/// In which language, and where the texts of the scripts are.
#[derive(Clone, Copy)]
pub struct Words<'e> {
    /// The language of everything but names.
    pub language: Language,
    /// The texts of the program.
    pub sources: &'e [Source],
    /// What is told.
    pub explanation: &'e Explanation,
}

/// How a formula is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// With the numbers in place of the names.
    Numbers,
    /// With names and their values.
    Named,
}

/// How tightly an operator binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    Whole,
    Logic,
    Comparison,
    Sum,
    Product,
    Unit,
}

impl Words<'_> {
    /// The one of two sentences that is in the language.
    pub fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// A value with its unit: `15.66 万元/亩`, `是`, `B`.
    pub fn value(&self, value: &Stated) -> String {
        match value {
            Stated::Number(figure) => figure_text(figure),
            Stated::Text(text) if text.is_empty() => self.pick("（空）", "(blank)").to_owned(),
            Stated::Text(text) => text.clone(),
            Stated::YesNo(true) => self.pick("是", "yes").to_owned(),
            Stated::YesNo(false) => self.pick("否", "no").to_owned(),
            Stated::Date(date) => date.to_string(),
            Stated::Year(year) => year.to_string(),
            Stated::Member(name) => name.clone(),
            Stated::Row(row) => row.text(),
            Stated::None(why) => self.absence(*why).to_owned(),
        }
    }

    /// Why there is no value.
    pub fn absence(&self, why: Absence) -> &'static str {
        let (zh, en) = why.words();
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// What stands in a script, on one line, without the articles behind it.
    pub fn written(&self, span: Span) -> Option<String> {
        let source = self.sources.iter().find(|source| source.id() == span.source)?;
        let text = span.text(source.text());
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or(line).trim());
        let joined = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        let bare = joined.split(" @").next().unwrap_or(&joined);
        let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// Where something was written: `评价.heng 第 12 行`.
    pub fn place(&self, span: Span, files: &Files) -> Option<String> {
        let source = self.sources.iter().find(|source| source.id() == span.source)?;
        let line = source.position(span.range().start).line;
        Some(match self.language {
            Language::Chinese => format!("{} 第 {line} 行", files.short(source.name())),
            Language::English => format!("{} line {line}", files.short(source.name())),
        })
    }

    /// A formula with numbers in place of its names: `3286.25 万元 / 209.85 亩`.
    pub fn numbers(&self, term: &Term) -> String {
        self.term(term, Manner::Numbers, Tightness::Whole)
    }

    /// A formula with the value of each name behind it: `亩均税收（15.66 万元/亩）< 1 万元/亩`.
    pub fn named(&self, term: &Term) -> String {
        self.term(term, Manner::Named, Tightness::Whole)
    }

    fn term(&self, term: &Term, manner: Manner, around: Tightness) -> String {
        let below = |term: &Term, around| self.term(term, manner, around);
        let (text, own) = match &term.form {
            Form::Constant => (self.value(&term.value), Tightness::Unit),
            Form::Name(id) => (self.name(*id, term, manner), Tightness::Unit),
            Form::Negate(x) => (format!("-{}", below(x, Tightness::Unit)), Tightness::Product),
            Form::Not(x) => {
                (format!("{}{}", self.pick("非 ", "not "), below(x, Tightness::Unit)), Tightness::Logic)
            }
            Form::Arithmetic(operator, a, b) => return self.arithmetic(*operator, (a, b), manner, around),
            Form::Compare(comparison, a, b) => {
                let (a, b) = (below(a, Tightness::Sum), below(b, Tightness::Sum));
                // A Chinese bracket brings its own blank.
                let gap = if a.ends_with('）') { "" } else { " " };
                (format!("{a}{gap}{} {b}", comparison_sign(*comparison)), Tightness::Comparison)
            }
            Form::All(parts) => (self.junction(parts, manner, self.pick(" 且 ", " and ")), Tightness::Logic),
            Form::Any(parts) => (self.junction(parts, manner, self.pick(" 或 ", " or ")), Tightness::Logic),
            Form::Cases(cases) => (self.cases(cases, term, manner), Tightness::Unit),
            Form::Present(x) => {
                (format!("{}({})", self.pick("有值", "present"), below(x, Tightness::Whole)), Tightness::Unit)
            }
            Form::Answered { of, answer, .. } => {
                let (of, answer) = (below(of, Tightness::Unit), below(answer, Tightness::Unit));
                let text = match self.language {
                    Language::Chinese => format!("{of}，作 {answer}"),
                    Language::English => format!("{of}, taken as {answer}"),
                };
                (text, Tightness::Logic)
            }
            Form::ZeroIsMissing(x) => {
                let x = below(x, Tightness::Unit);
                (format!("{x}{}", self.pick("（零作缺失）", " (zero counts as missing)")), Tightness::Unit)
            }
            Form::OneOf(x, values) => {
                let list = values.iter().map(|value| self.value(value)).collect::<Vec<_>>();
                let list = list.join(self.pick("、", ", "));
                (
                    format!("{} {} [{list}]", below(x, Tightness::Sum), self.pick("属于", "in")),
                    Tightness::Comparison,
                )
            }
            Form::Rounded { of, .. } | Form::Converted(of) if manner == Manner::Numbers => {
                return self.term(of, manner, around);
            }
            Form::Rounded { of, .. } | Form::Converted(of) | Form::Refused(of) => {
                return self.term(of, manner, around);
            }
            Form::Call(function, parts) => (self.call(*function, parts, manner), Tightness::Unit),
            Form::Aggregate(_) | Form::Rank => (self.quoted(term, manner), Tightness::Unit),
            Form::Elsewhere { value, .. } => match value {
                Some(value) => return self.term(value, manner, around),
                None => (self.quoted(term, manner), Tightness::Unit),
            },
            Form::Find(_) | Form::Unit => (self.value(&term.value), Tightness::Unit),
        };
        if own < around { format!("({text})") } else { text }
    }

    fn name(&self, id: heng_interp::explain::FactId, term: &Term, manner: Manner) -> String {
        let value = self.value(&term.value);
        match (manner, self.explanation.fact(id)) {
            (Manner::Named, Some(fact)) => self.with_value(&fact.name, &value),
            _ => value,
        }
    }

    fn with_value(&self, name: &str, value: &str) -> String {
        match self.language {
            Language::Chinese => format!("{name}（{value}）"),
            Language::English => format!("{name} ({value})"),
        }
    }

    /// Something that is best quoted from the script, with its value.
    fn quoted(&self, term: &Term, manner: Manner) -> String {
        let value = self.value(&term.value);
        match (manner, self.written(term.span)) {
            (Manner::Named, Some(written)) => self.with_value(&written, &value),
            _ => value,
        }
    }

    fn arithmetic(
        &self,
        operator: Operator,
        (a, b): (&Term, &Term),
        manner: Manner,
        around: Tightness,
    ) -> String {
        let (sign, own) = match operator {
            Operator::Add => ("+", Tightness::Sum),
            Operator::Subtract => ("-", Tightness::Sum),
            Operator::Multiply => ("×", Tightness::Product),
            Operator::Divide => ("÷", Tightness::Product),
        };
        let tighter = if own == Tightness::Sum { Tightness::Product } else { Tightness::Unit };
        let right = if matches!(operator, Operator::Add) { own } else { tighter };
        let text = format!("{} {sign} {}", self.term(a, manner, own), self.term(b, manner, right));
        if own < around { format!("({text})") } else { text }
    }

    fn junction(&self, parts: &[Term], manner: Manner, word: &str) -> String {
        let parts: Vec<String> =
            parts.iter().map(|part| self.term(part, manner, Tightness::Comparison)).collect();
        parts.join(word)
    }

    fn cases(&self, cases: &Cases, term: &Term, manner: Manner) -> String {
        match &cases.result {
            Some(result) => self.term(result, manner, Tightness::Unit),
            None => self.value(&term.value),
        }
    }

    fn call(&self, function: Builtin, parts: &[Term], manner: Manner) -> String {
        let (zh, en) = match function {
            Builtin::Larger => ("取大", "larger"),
            Builtin::Smaller => ("取小", "smaller"),
            Builtin::Absolute => ("绝对值", "absolute"),
            Builtin::Power => ("乘方", "power"),
            Builtin::YearOf => ("年份", "year_of"),
            Builtin::YearsBetween => ("年数", "years_between"),
            Builtin::MonthsBetween => ("月数", "months_between"),
            Builtin::DaysBetween => ("天数", "days_between"),
            Builtin::MonthEnd => ("月底", "month_end"),
            Builtin::AddDays => ("加天数", "add_days"),
            Builtin::AddYears => ("加年数", "add_years"),
            Builtin::YearDifference => ("相差年数", "year_difference"),
            Builtin::StartsWith => ("开头是", "starts_with"),
            Builtin::JoinPresent => ("连写", "join"),
        };
        let parts: Vec<String> = parts.iter().map(|part| self.term(part, manner, Tightness::Whole)).collect();
        format!("{}({})", self.pick(zh, en), parts.join(self.pick("，", ", ")))
    }

    /// `保留 2 位，四舍五入`
    pub fn rounding(&self, quantum: &str, mode: RoundingMode) -> String {
        let (zh, en) = match mode {
            RoundingMode::HalfAwayFromZero => ("四舍五入", "half away from zero"),
            RoundingMode::TowardZero => ("舍去", "down"),
            RoundingMode::AwayFromZero => ("进一", "up"),
            RoundingMode::HalfToEven => ("四舍六入", "half to even"),
        };
        match self.language {
            Language::Chinese => format!("精确到 {quantum}，{zh}"),
            Language::English => format!("rounded to {quantum}, {en}"),
        }
    }

    /// How many rows an aggregate looked at.
    pub fn population(&self, of: &Population, table: &str) -> String {
        let keys = |keys: &[Stated]| keys.iter().map(|key| self.value(key)).collect::<Vec<_>>().join("、");
        match (self.language, of) {
            (Language::Chinese, Population::Whole) => format!("全部{table}"),
            (Language::Chinese, Population::Group(group)) => format!("{table}中「{}」一组", keys(group)),
            (Language::Chinese, Population::Own) => format!("名下{table}"),
            (Language::Chinese, Population::Members) => format!("合在一起的{table}"),
            (Language::English, Population::Whole) => format!("all rows of {table}"),
            (Language::English, Population::Group(group)) => {
                format!("the rows of {table} with {}", keys(group))
            }
            (Language::English, Population::Own) => format!("its rows of {table}"),
            (Language::English, Population::Members) => format!("its members in {table}"),
        }
    }
}

/// `15.66 万元/亩`, `12%`, `≈0.3333`
pub fn figure_text(figure: &Figure) -> String {
    let about = if figure.is_exact() { "" } else { "≈" };
    let gap = if figure.unit.is_empty() || figure.unit.starts_with('%') { "" } else { " " };
    format!("{about}{}{gap}{}", figure.short, figure.unit)
}

/// `<`, `≥`
pub fn comparison_sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => "≥",
    }
}
