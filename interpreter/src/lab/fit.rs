//! Least squares without negative numbers: what each kind of thing costs, from totals of mixtures.

/// How much a guess counts against the totals.
const FAITH: f64 = 1e-4;
/// How often every unknown is improved on.
const ROUNDS: usize = 3_000;

/// One total: how many there are of each kind, and what they cost together.
pub struct Mixture {
    /// Numbers, by kind.
    pub counts: Vec<f64>,
    /// The total; above 0.
    pub total: f64,
    /// How much it counts; above 0.
    pub weight: f64,
}

/// What each kind costs, none less than 0, so that the totals are off by as little as possible, as a
/// share of each (its square, summed up). Kinds of which the totals say little stay near `guesses`, which
/// are above 0.
///
/// By coordinate descent: the sum is convex, so that it ends at its least value.
pub fn fit(mixtures: &[Mixture], guesses: &[f64]) -> Vec<f64> {
    let mut costs = guesses.to_vec();
    // Columns as shares of the totals, in units of the guesses.
    let columns: Vec<Vec<f64>> = { 0..guesses.len() }
        .map(|kind| {
            let shares = mixtures.iter();
            let share = |mixture: &Mixture| {
                mixture.weight * mixture.counts[kind] * guesses[kind] / mixture.total
            };
            shares.map(share).collect()
        })
        .collect();
    let mut factors = vec![1.0; guesses.len()];
    let mut off: Vec<f64> = { 0..mixtures.len() }
        .map(|row| columns.iter().map(|column| column[row]).sum::<f64>() - mixtures[row].weight)
        .collect();
    for _ in 0..ROUNDS {
        for (column, factor) in columns.iter().zip(&mut factors) {
            let square: f64 = column.iter().map(|share| share * share).sum();
            let slope: f64 = column
                .iter()
                .zip(&off)
                .map(|(share, off)| share * off)
                .sum();
            let next = (*factor - (slope + FAITH * (*factor - 1.0)) / (square + FAITH)).max(0.0);
            let step = next - *factor;
            if step != 0.0 {
                { off.iter_mut().zip(column) }.for_each(|(off, share)| *off += step * share);
                *factor = next;
            }
        }
    }
    costs
        .iter_mut()
        .zip(factors)
        .for_each(|(cost, factor)| *cost *= factor);
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixture(counts: &[f64], costs: &[f64]) -> Mixture {
        let total = counts
            .iter()
            .zip(costs)
            .map(|(count, cost)| count * cost)
            .sum();
        Mixture {
            counts: counts.to_vec(),
            total,
            weight: 1.0,
        }
    }

    #[test]
    fn known_costs_are_found_from_mixtures() {
        let costs = [2.0, 5.0, 80.0];
        let mixtures = [
            [9e4, 1e4, 0.0],
            [1e4, 9e4, 1e2],
            [5e4, 0.0, 4e3],
            [3e4, 3e4, 1e3],
        ];
        let mixtures = mixtures.map(|counts| mixture(&counts, &costs));
        let found = fit(&mixtures, &[3.0, 3.0, 30.0]);
        for (found, cost) in found.iter().zip(costs) {
            assert!((found / cost - 1.0).abs() < 0.02, "{found} for {cost}");
        }
    }

    #[test]
    fn what_is_not_in_the_mixtures_stays_as_it_was_guessed() {
        let mixtures = [mixture(&[100.0, 0.0], &[2.0, 7.0])];
        let found = fit(&mixtures, &[3.0, 30.0]);
        assert_eq!(found[1], 30.0);
    }

    #[test]
    fn nothing_costs_less_than_nothing() {
        let mixtures = [
            Mixture {
                counts: vec![100.0, 100.0],
                total: 100.0,
                weight: 1.0,
            },
            Mixture {
                counts: vec![100.0, 0.0],
                total: 300.0,
                weight: 1.0,
            },
        ];
        let found = fit(&mixtures, &[1.0, 1.0]);
        assert!(found.iter().all(|cost| *cost >= 0.0), "{found:?}");
    }
}
