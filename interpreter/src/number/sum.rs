//! Sums of many floats without loss: `math.fsum`, `math.hypot`, `math.dist`.

use super::error::OpError;
use super::ratio::{frexp, ldexp};

/// A sum of products in three times the digits of a float.
///
/// Follows `math_sumprod` of CPython 3.13 (algorithm 5.10 of Ogita, Rump and Oishi, with K = 3).
#[derive(Default)]
pub struct ProductSum {
    high: f64,
    low: f64,
    tiny: f64,
}

impl ProductSum {
    /// Adds x times y; false, and nothing is added, if that would not be finite.
    pub fn add(&mut self, x: f64, y: f64) -> bool {
        let product = x * y;
        let error = x.mul_add(y, -product);
        let (high, high_error) = two_sum(self.high, product);
        if !high.is_finite() {
            return false;
        }
        let (low, low_error) = two_sum(self.low, error);
        let (low, second_error) = two_sum(low, high_error);
        self.high = high;
        self.low = low;
        self.tiny += low_error;
        self.tiny += second_error;
        true
    }

    /// The sum, rounded.
    pub fn total(&self) -> f64 {
        let (high, low) = two_sum(self.low, self.high);
        self.tiny + low + high
    }
}

/// The sum of two floats, and what rounding it has lost.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// `math.fsum(items)`: the exact sum, rounded once.
///
/// Follows `math_fsum` of CPython 3.13, `Modules/mathmodule.c` (Shewchuk's partial sums).
pub fn fsum(items: impl IntoIterator<Item = f64>) -> Result<f64, OpError> {
    // Non-overlapping, by increasing size; their sum is exactly that of the items so far.
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinities) = (0.0, 0.0);
    for item in items {
        let last = add_partial(&mut partials, item);
        if last == 0.0 {
            continue;
        }
        if last.is_finite() {
            partials.push(last);
            continue;
        }
        if item.is_finite() {
            return Err(OpError::overflow("intermediate overflow in fsum"));
        }
        if item.is_infinite() {
            infinities += item;
        }
        special += item;
        partials.clear();
    }
    if special != 0.0 {
        return match f64::is_nan(infinities) {
            true => Err(OpError::value("-inf + inf in fsum")),
            false => Ok(special),
        };
    }
    Ok(round_partials(partials))
}

/// Adds `item` to the partial sums; what is left over is the new largest of them.
fn add_partial(partials: &mut Vec<f64>, item: f64) -> f64 {
    let mut x = item;
    let mut kept = 0;
    for index in 0..partials.len() {
        let mut y = partials[index];
        if x.abs() < y.abs() {
            std::mem::swap(&mut x, &mut y);
        }
        let high = x + y;
        let low = y - (high - x);
        if low != 0.0 {
            partials[kept] = low;
            kept += 1;
        }
        x = high;
    }
    partials.truncate(kept);
    x
}

fn round_partials(mut partials: Vec<f64>) -> f64 {
    let Some(mut high) = partials.pop() else {
        return 0.0;
    };
    let mut low = 0.0;
    while let Some(y) = partials.pop() {
        let x = high;
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // A tie was rounded to even although smaller partials decide it.
    if let Some(&next) = partials.last()
        && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
    {
        let y = low * 2.0;
        let x = high + y;
        if y == x - high {
            high = x;
        }
    }
    high
}

/// `math.hypot(*coordinates)`.
pub fn hypot(coordinates: &[f64]) -> f64 {
    let coordinates: Vec<f64> = coordinates.iter().map(|x| x.abs()).collect();
    let largest = coordinates.iter().copied().fold(0.0, f64::max);
    match coordinates.iter().any(|x| x.is_nan()) {
        true if largest.is_infinite() => largest,
        true => f64::NAN,
        false => norm(&coordinates, largest),
    }
}

/// `math.dist(p, q)`.
pub fn dist(p: &[f64], q: &[f64]) -> Result<f64, OpError> {
    if p.len() != q.len() {
        return Err(OpError::value(
            "both points must have the same number of dimensions",
        ));
    }
    let differences: Vec<f64> = p.iter().zip(q).map(|(a, b)| a - b).collect();
    Ok(hypot(&differences))
}

/// The length of a vector of absolute values with a running error term, all but always correctly
/// rounded.
///
/// Follows `vector_norm` of CPython 3.13, `Modules/mathmodule.c`.
fn norm(vector: &[f64], largest: f64) -> f64 {
    if largest.is_infinite() || largest == 0.0 || vector.len() <= 1 {
        return largest;
    }
    let (_, exponent) = frexp(largest);
    if exponent < -1023 {
        // Scale subnormal numbers up first: the factor below would overflow.
        let scaled: Vec<f64> = vector.iter().map(|x| x / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * norm(&scaled, largest / f64::MIN_POSITIVE);
    }
    let scale = ldexp(1.0, -exponent);
    let mut sum = Compensated {
        high: 1.0,
        squares: 0.0,
        sums: 0.0,
    };
    for x in vector {
        sum.add_product(x * scale, x * scale);
    }
    let root = sum.value().sqrt();
    sum.add_product(-root, root);
    (root + sum.value() / (2.0 * root)) / scale
}

/// A sum of products, started at one, with what its roundings lost.
struct Compensated {
    high: f64,
    squares: f64,
    sums: f64,
}

impl Compensated {
    fn add_product(&mut self, x: f64, y: f64) {
        let product = x * y;
        let high = self.high + product;
        self.squares += x.mul_add(y, -product);
        self.sums += product - (high - self.high);
        self.high = high;
    }

    fn value(&self) -> f64 {
        self.high - 1.0 + (self.squares + self.sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::{Dice, Oracle, bits, float};

    fn shown(items: &[f64]) -> String {
        let items: Vec<String> = items.iter().map(|x| float(*x)).collect();
        format!("[{}]", items.join(","))
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(12);
        let mut oracle = Oracle::default();
        for _ in 0..600 {
            let wide = dice.below(2) == 0;
            let mut item = || match wide {
                true => dice.float(),
                false => (dice.bits() as i64) as f64 * 1e-15 * 10f64.powi(dice.below(30) as i32),
            };
            let p: Vec<f64> = (0..6).map(|_| item()).collect();
            let q: Vec<f64> = (0..6).map(|_| item()).collect();
            let count = dice.below(7) as usize;
            let (p, q) = (&p[..count], &q[..count]);
            oracle.case(
                format!("bits(math.fsum({}))", shown(p)),
                fsum(p.iter().copied()).map(bits),
            );
            // Versions before 3.12 square without fused operations and may differ in the last bit.
            let close = |call: String, x: f64| match x.is_finite() {
                true => (
                    format!("int(abs(bits({call})-({}))<=1)", bits(x)),
                    Ok("1".to_owned()),
                ),
                false => (format!("bits({call})"), Ok(bits(x))),
            };
            let (expression, answer) = close(format!("math.hypot(*{})", shown(p)), hypot(p));
            oracle.case(expression, answer);
            let call = format!("math.dist({},{})", shown(p), shown(q));
            let (expression, answer) = close(call, dist(p, q).unwrap());
            oracle.case(expression, answer);
        }
        oracle.check();
    }

    #[test]
    fn golden() {
        assert_eq!(fsum([0.1; 10]), Ok(1.0));
        assert_eq!(hypot(&[3.0, 4.0]), 5.0);
        assert_eq!(hypot(&[f64::NAN, f64::NEG_INFINITY]), f64::INFINITY);
        let overflow = fsum([1e308, 1e308]).unwrap_err();
        assert_eq!(overflow.message, "intermediate overflow in fsum");
        let message = fsum([f64::INFINITY, f64::NEG_INFINITY])
            .unwrap_err()
            .message;
        assert_eq!(message, "-inf + inf in fsum");
    }
}
