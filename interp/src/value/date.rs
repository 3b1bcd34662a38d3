//! Days of the calendar.

use std::fmt;

use jiff::civil;

/// 日期: a day, kept as the number of days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// 1970-01-01
const EPOCH: civil::Date = civil::date(1970, 1, 1);

impl Date {
    /// The day `year`-`month`-`day`, if the calendar has it.
    pub fn from_calendar(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().and_then(Self::from_civil)
    }

    /// The day `days` after 1970-01-01, if it lies in the years -9999 to 9999.
    pub fn from_days(days: i32) -> Option<Self> {
        Self(days).checked_civil().map(|_| Self(days))
    }

    /// The day of a calendar date.
    pub fn from_civil(date: civil::Date) -> Option<Self> {
        let days = EPOCH.until(date).ok()?.get_days();
        Some(Self(days))
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.0
    }

    /// The calendar date, for arithmetic with months and years.
    pub fn civil(self) -> civil::Date {
        self.checked_civil().unwrap_or(EPOCH)
    }

    /// Its year.
    pub fn year(self) -> i32 {
        i32::from(self.civil().year())
    }

    /// Reads `2022-01-31`, `2022/1/31`, `2022.1.31`, `20220131` and `2022年1月31日`; nothing where the calendar has no
    /// such day or the text has another form.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let compact = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
        if compact {
            return Self::from_parts(text.get(..4)?, text.get(4..6)?, text.get(6..)?);
        }
        let text = text.strip_suffix(['日', '号']).unwrap_or(text);
        let mut parts = text.splitn(3, ['-', '/', '.', '年', '月']);
        Self::from_parts(parts.next()?, parts.next()?, parts.next()?)
    }

    fn from_parts(year: &str, month: &str, day: &str) -> Option<Self> {
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !digits(year) || !digits(month) || !digits(day) {
            return None;
        }
        Self::from_calendar(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    fn checked_civil(self) -> Option<civil::Date> {
        EPOCH.checked_add(jiff::Span::new().try_days(self.0).ok()?).ok()
    }
}

impl fmt::Display for Date {
    /// `2022-01-31`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.civil())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_spelling_is_the_same_day() {
        let day = Date::from_calendar(2022, 1, 5);
        for text in ["2022-01-05", "2022/1/5", "2022.1.5", "20220105", "2022年1月5日", "2022年01月05号"]
        {
            assert_eq!(Date::parse(text), day, "{text}");
        }
        assert_eq!(day.map(|d| d.to_string()), Some("2022-01-05".into()));
    }

    #[test]
    fn a_day_the_calendar_lacks_is_refused() {
        for text in ["2022-02-30", "2022-13-01", "22-01-01", "2022-01", "", "2022年1月"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_go_there_and_back() {
        assert_eq!(Date::from_calendar(1970, 1, 2).map(Date::days), Some(1));
        assert_eq!(Date::from_days(-1).map(|d| d.to_string()), Some("1969-12-31".into()));
        assert_eq!(Date::from_days(i32::MAX), None);
    }
}
