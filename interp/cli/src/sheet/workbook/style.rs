//! How cells look.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, Formula, Worksheet, XlsxError,
};

use super::cells::CellValue;
use super::formula::{DIGITS, serial, significant};

/// The font of all cells; spreadsheet programs that lack it take another serif for it.
pub const FONT: &str = "宋体";
/// The font of titles.
pub const TITLE_FONT: &str = "黑体";

/// What a cell is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// A title of a sheet.
    Title,
    /// A line under a title.
    Lead,
    /// What is not final.
    Warning,
    /// The heading of a part of a sheet.
    Part,
    /// The head of a column.
    Head,
    /// The head of a column of data.
    DataHead,
    /// The head of a column of formulas.
    FormulaHead,
    /// The head of a column that is not computed by formulas.
    ValueHead,
    /// A text.
    Text,
    /// A text in the middle.
    Middle,
    /// A number.
    Number,
    /// What a reader looks for first.
    Result,
    /// A link.
    Link,
    /// A link in a table.
    FramedLink,
    /// A text in the middle without a frame.
    Centred,
    /// A text at the top of a high cell.
    Top,
}

/// The formats that are used, each made once.
#[derive(Default)]
pub struct Styles {
    made: BTreeMap<(Look, Option<u32>, bool), Format>,
}

impl Styles {
    /// The format of a look; with so many decimals where it is a number of which they are known, or as a day.
    pub fn of(&mut self, look: Look, places: Option<u32>, day: bool) -> &Format {
        self.made.entry((look, places, day)).or_insert_with(|| {
            let format = format(look);
            match (day, places) {
                (true, _) => format.set_num_format("yyyy-mm-dd"),
                (_, Some(0)) => format.set_num_format("0"),
                (_, Some(places)) => format.set_num_format(format!("0.{}", "0".repeat(places as usize))),
                (_, None) => format,
            }
        })
    }

    /// A look without digits.
    pub fn plain(&mut self, look: Look) -> &Format {
        self.of(look, None, false)
    }

    /// Writes a text; never a formula, whatever it begins with.
    pub fn text(
        &mut self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        text: &str,
        look: Look,
    ) -> Result<(), XlsxError> {
        let format = self.plain(look);
        if text.is_empty() {
            sheet.write_blank(at.0, at.1, format)?;
        } else {
            sheet.write_string_with_format(at.0, at.1, text, format)?;
        }
        Ok(())
    }

    /// Writes a value.
    pub fn value(
        &mut self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        value: &CellValue,
        (look, places): (Look, Option<u32>),
    ) -> Result<(), XlsxError> {
        match value {
            CellValue::Text(text) => self.text(sheet, at, text, look),
            CellValue::Date(days) => match serial(*days).and_then(|serial| i32::try_from(serial).ok()) {
                Some(serial) => {
                    sheet.write_number_with_format(at.0, at.1, serial, self.of(look, None, true))?;
                    Ok(())
                }
                None => Ok(()),
            },
            CellValue::Number(digits) => match digits.parse::<f64>() {
                Ok(number) if significant(digits) <= DIGITS => {
                    sheet.write_number_with_format(at.0, at.1, number, self.of(look, places, false))?;
                    Ok(())
                }
                _ => self.text(sheet, at, digits, look),
            },
        }
    }

    /// Writes a formula with the value that it has.
    pub fn formula(
        &mut self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        (formula, value): (&str, &CellValue),
        (look, places): (Look, Option<u32>),
    ) -> Result<(), XlsxError> {
        let (result, day) = match value {
            CellValue::Number(digits) => (digits.clone(), false),
            CellValue::Date(days) => (serial(*days).unwrap_or_default().to_string(), true),
            // A text that reads as a number would be kept as one.
            CellValue::Text(text)
                if text.parse::<f64>().is_ok() || matches!(text.as_str(), "TRUE" | "FALSE") =>
            {
                return self.text(sheet, at, text, look);
            }
            CellValue::Text(text) => (text.clone(), false),
        };
        let formula = Formula::new(formula).set_result(result);
        sheet.write_formula_with_format(at.0, at.1, formula, self.of(look, places, day))?;
        Ok(())
    }
}

fn format(look: Look) -> Format {
    let base = Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter);
    let framed =
        |format: Format| format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00A6_A6A6));
    let head = |colour: u32| {
        framed(base.clone())
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_background_color(Color::RGB(colour))
    };
    match look {
        Look::Title => base.set_font_name(TITLE_FONT).set_font_size(16).set_align(FormatAlign::Center),
        Look::Lead => base.set_font_size(9).set_font_color(Color::RGB(0x0059_5959)),
        Look::Warning => base.set_bold().set_font_color(Color::RGB(0x00B0_2A1E)).set_text_wrap(),
        Look::Part => base.set_bold().set_font_size(11).set_align(FormatAlign::Bottom),
        Look::Head => head(0x00E7_E6E6),
        Look::DataHead => head(0x00F2_F2F2),
        Look::FormulaHead => head(0x00DD_EBF7),
        Look::ValueHead => head(0x00FC_E4D6),
        Look::Text => framed(base).set_text_wrap(),
        Look::Middle => framed(base).set_align(FormatAlign::Center).set_text_wrap(),
        Look::Number => framed(base).set_align(FormatAlign::Right),
        Look::Result => framed(base).set_bold().set_font_size(12).set_align(FormatAlign::Center),
        Look::Link => linked(base),
        Look::FramedLink => linked(framed(base)),
        Look::Centred => base.set_align(FormatAlign::Center).set_font_size(11),
        Look::Top => framed(base).set_align(FormatAlign::Top).set_text_wrap(),
    }
}

fn linked(format: Format) -> Format {
    format.set_font_color(Color::RGB(0x0005_63C1)).set_underline(FormatUnderline::Single)
}

/// The width of a column that shows a text, in characters of the spreadsheet: a Han character takes two.
pub fn width(text: &str) -> f64 {
    let cells = text.lines().map(crate::report::text::width).max().unwrap_or(0);
    f64::from(u32::try_from(cells).unwrap_or(60))
}
