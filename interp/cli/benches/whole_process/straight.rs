//! The job as a straight-line program in plain floats, on one thread: what somebody would write who needs it once. It is not exact.

use super::job::{Firm, QUOTIENTS, Score};

/// Weight and highest points of the items made of quotients.
const ITEMS: [(f64, f64); 5] = [(45.0, 67.5), (20.0, 30.0), (3.0, 4.5), (3.0, 4.5), (3.0, 3.0)];

/// The scores of all rows.
pub fn scores(firms: &[Firm]) -> Vec<Score> {
    let value = |firm: &Firm, which| firm.quotient(which).map(|(above, below)| above as f64 / below as f64);
    let means = QUOTIENTS.map(|which| {
        let (mut sum, mut count) = (0.0, 0.0);
        for found in firms.iter().filter_map(|firm| value(firm, which)) {
            (sum, count) = (sum + found, count + 1.0);
        }
        sum / count
    });
    let [mean, ..] = means;
    let score = |firm: &Firm| {
        let mut items = [0.0; 5];
        for (item, ((which, mean), (weight, highest))) in
            items.iter_mut().zip(QUOTIENTS.into_iter().zip(means).zip(ITEMS))
        {
            *item =
                value(firm, which).map_or(0.0, |value| (value / (2.0 * mean) * weight).clamp(0.0, highest));
        }
        let [tax, sales, energy, energy_sales, mut pollution] = items;
        if firm.amounts.last().copied().flatten().is_none_or(|amount| amount == 0) {
            pollution =
                if firm.amounts.first().copied().flatten().is_some_and(|tax| tax > 0) { 3.0 } else { 0.0 };
        }
        let [science, green, adjusted] = firm.points.map(|tenths| tenths as f64 / 10.0);
        let items = [tax, sales, science, energy, energy_sales, pollution, green];
        let total = items.iter().sum::<f64>() + adjusted;
        let (above, below) = firm.tax_per_mu();
        Score {
            items: items.map(hundredths),
            total: hundredths(total),
            low: (above as f64 / below as f64) < mean,
        }
    };
    firms.iter().map(score).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "points are small")]
fn hundredths(points: f64) -> i64 {
    (points * 100.0).round() as i64
}
