//! The reference job written out for this one job: what is read of a row, the places, the moves, the lines. How the numbers are computed
//! is another's: in fixed point with a proved error, or in plain floats.

use std::cmp::Ordering;
use std::io::{self, BufRead, Write};

const HEADER: &str = "企业编号,亩均税收得分,亩均销售得分,科技创新得分,单位能耗税收得分,单位能耗销售得分,单位污染物税收得分,绿色荣誉得分,\
    综合得分,名次,初评等级,最终等级";

/// What the job reads of a row: amounts in hundredths, points in tenths.
#[derive(Clone, Debug)]
pub struct Firm {
    /// 企业编号
    pub number: String,
    /// 实缴税金, 应税销售, 实际占地面积, 能耗总量, 污染物当量; a divisor of 0 counts as missing.
    pub amounts: [Option<i64>; 5],
    /// 科技创新, 绿色荣誉, 客观因素调整.
    pub points: [i64; 3],
    protected: bool,
    to_the_last: bool,
    one_down: bool,
    to_the_end: bool,
}

/// What is computed of a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// The items in the order they are written, in hundredths.
    pub items: [i64; 7],
    /// The total in hundredths.
    pub total: i64,
    /// Whether the tax per mu is below the mean.
    pub low: bool,
}

/// The five quotients: which amount over which.
pub const QUOTIENTS: [(usize, usize); 5] = [(0, 2), (1, 2), (0, 3), (1, 3), (0, 4)];

impl Firm {
    /// The amounts of a quotient, where both are there.
    pub fn quotient(&self, (above, below): (usize, usize)) -> Option<(i64, i64)> {
        let amount = |at: usize| self.amounts.get(at).copied().flatten();
        Some((amount(above)?, amount(below).filter(|below| *below != 0)?))
    }

    /// Tax and area; without a tax it counts as none.
    pub fn tax_per_mu(&self) -> (i64, i64) {
        self.quotient((0, 2)).unwrap_or((0, 1))
    }

    fn read(line: &str) -> Option<Self> {
        let (number, rest) = line.split_once(',')?;
        let rest = match rest.strip_prefix('"') {
            Some(quoted) => quoted.rsplit_once("\",")?.1,
            None => rest.split_once(',')?.1,
        };
        let mut cells = rest.split(',');
        let mut amount = || scaled(cells.next()?, 2);
        let amounts = [amount()?, amount()?, amount()?, amount()?, amount()?];
        let mut point = || scaled(cells.next()?, 1)?;
        let points = [point()?, point()?, point()?];
        let mut yes = || cells.next().map(|cell| cell == "TRUE");
        let (protected, listed) = (yes()?, yes()?);
        let mut count = || cells.next()?.parse::<u32>().ok();
        let (greater, common, graver) = (count()?, count()?, count()?);
        let idle = cells.next()? == "TRUE";
        let (area, tax) = (amounts.get(2).copied()??, amounts.first().copied()?.unwrap_or(0));
        Some(Self {
            number: number.to_owned(),
            amounts,
            points,
            protected,
            to_the_last: tax < area || idle,
            one_down: greater >= 1 || common == 2,
            to_the_end: graver >= 1 || common >= 3 || listed,
        })
    }
}

/// A cell in units of 10⁻ᵖ; nothing of a blank.
fn scaled(cell: &str, places: usize) -> Option<Option<i64>> {
    if cell.is_empty() {
        return Some(None);
    }
    let (whole, part) = cell.split_once('.')?;
    let number: i64 = (part.len() == places).then(|| format!("{whole}{part}").parse().ok())??;
    Some(Some(number))
}

/// All rows of a file.
///
/// # Errors
/// Where it cannot be read, or is not as the generator writes it.
pub fn read(input: impl BufRead) -> io::Result<Vec<Firm>> {
    let unreadable =
        || io::Error::new(io::ErrorKind::InvalidData, "a row that the generator would not write");
    input.lines().skip(1).map(|line| Firm::read(&line?).ok_or_else(unreadable)).collect()
}

/// The class of the k-th of n.
fn by_place(place: u64, count: u64) -> u8 {
    [10, 70, 95].iter().map(|share| u8::from(100 * place > share * count)).sum()
}

fn moved(first: u8, firm: &Firm, score: &Score) -> u8 {
    let mut class = first;
    if class == 0 && score.low {
        class = 1;
    }
    if firm.to_the_last {
        class = 3;
    }
    if firm.protected {
        class = class.min(1);
    }
    if firm.one_down {
        class = (class + 1).min(3);
    }
    if firm.to_the_end { 3 } else { class }
}

/// The order of the lines.
fn order((a, x): &(&Firm, &Score), (b, y): &(&Firm, &Score)) -> Ordering {
    let cross = |p: (i64, i64), q: (i64, i64)| i128::from(p.0) * i128::from(q.1);
    let (p, q) = (a.tax_per_mu(), b.tax_per_mu());
    y.total.cmp(&x.total).then_with(|| cross(q, p).cmp(&cross(p, q))).then_with(|| a.number.cmp(&b.number))
}

/// Ranks, moves and writes.
///
/// # Errors
/// Where it cannot be written.
pub fn write(firms: &[Firm], scores: &[Score], out: &mut impl Write) -> io::Result<()> {
    let mut lines: Vec<(&Firm, &Score)> = firms.iter().zip(scores).collect();
    lines.sort_unstable_by(order);
    writeln!(out, "{HEADER}")?;
    let count = lines.len() as u64;
    for (place, (firm, score)) in (1..).zip(lines) {
        write!(out, "{}", firm.number)?;
        for hundredths in score.items.iter().chain([&score.total]) {
            write!(out, ",{}", super::data::decimal(Some(*hundredths), 2))?;
        }
        let first = by_place(place, count);
        let letter = |class: u8| char::from(b'A' + class);
        writeln!(out, ",{place},{},{}", letter(first), letter(moved(first, firm, score)))?;
    }
    Ok(())
}
