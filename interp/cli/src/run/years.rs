//! `-p 年度=2024`, `-p 年度=2022至2024`: the years that are reported, in a program with an axis of years.

use heng_interp::program::Program;
use heng_interp::run::report_years;

use super::fault;
use super::parameters::Setting;
use crate::project::Trouble;

/// Whether a setting says the years that are reported.
pub(super) fn is_years(program: &Program, setting: &Setting) -> bool {
    program.axis.is_some() && matches!(setting.name.as_str(), "年度" | "fiscal_year")
}

/// Narrows the program to the years asked for; to its axis where nobody asks.
///
/// # Errors
/// H0930 for years outside the axis, H0931 for what is neither a year nor a range of years.
pub(super) fn narrow(program: &mut Program, settings: &[Setting]) -> Result<(), Trouble> {
    let Some(axis) = program.axis else { return Ok(()) };
    let (mut first, mut last) = (axis.first, axis.last);
    if let Some(setting) = settings.iter().find(|setting| is_years(program, setting)) {
        let Some(years) = read(&setting.value) else {
            return Err(Trouble::usage(fault::no_years(&setting.value, meant(&setting.value), axis)));
        };
        if !(axis.holds(years.0) && axis.holds(years.1)) {
            return Err(Trouble::usage(fault::years_outside(&setting.value, axis)));
        }
        (first, last) = years;
    }
    report_years(program, first, last);
    Ok(())
}

/// `2024`, `2022 至 2024`, `2022年至2024年`, `2022 to 2024`
fn read(written: &str) -> Option<(i32, i32)> {
    let text = narrow_digits(written);
    let (first, last) = text.split_once('至').or_else(|| text.split_once("to")).unwrap_or((&text, &text));
    let (first, last) = (year(first)?, year(last)?);
    (first <= last).then_some((first, last))
}

/// The range that was probably meant: `2022-2024`.
fn meant(written: &str) -> Option<(i32, i32)> {
    let text = narrow_digits(written);
    let signs = |c: char| matches!(c, '-' | '—' | '–' | '~' | '～' | '－' | '/' | ',' | '，' | '、' | '到');
    let mut parts = text.split(signs).filter(|part| !part.trim().is_empty());
    let (first, last) = (year(parts.next()?)?, parts.next().and_then(year));
    let last = last.filter(|_| parts.next().is_none())?;
    Some((first.min(last), first.max(last)))
}

fn year(text: &str) -> Option<i32> {
    let digits = text.trim().trim_end_matches("年度").trim_end_matches('年').trim();
    digits.parse().ok().filter(|year| digits.len() == 4 && *year >= 1000)
}

fn narrow_digits(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.trim().chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_or_a_range_is_read() {
        for written in ["2022至2024", "2022 至 2024", "2022年至2024年", "2022 to 2024", "２０２２至２０２４"]
        {
            assert_eq!(read(written), Some((2022, 2024)), "{written}");
        }
        assert_eq!(read("2024年"), Some((2024, 2024)));
        assert_eq!(read("2024至2022"), None);
    }

    #[test]
    fn other_signs_are_refused_with_what_was_meant() {
        for written in ["2022-2024", "2022—2024", "2022~2024", "2024到2022"] {
            assert_eq!((read(written), meant(written)), (None, Some((2022, 2024))), "{written}");
        }
        assert_eq!(meant("今年"), None);
    }
}
