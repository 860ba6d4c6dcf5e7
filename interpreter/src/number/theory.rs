//! The functions of `math` that stay among integers.

use super::error::OpError;
use super::int::{Int, guard_bits};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::One;

/// `math.isqrt(n)`.
pub fn isqrt(n: &Int) -> Result<Int, OpError> {
    match n {
        n if n.is_negative() => Err(OpError::value("isqrt() argument must be nonnegative")),
        Int::Small(n) => Ok(Int::Small(n.isqrt())),
        Int::Big(n) => Ok(Int::from(n.sqrt())),
    }
}

/// `math.gcd(a, b)`, never negative.
pub fn gcd(a: &Int, b: &Int) -> Int {
    match (a, b) {
        (Int::Small(a), Int::Small(b)) => Int::from(a.unsigned_abs().gcd(&b.unsigned_abs())),
        _ => Int::from(a.magnitude().gcd(&b.magnitude())),
    }
}

/// `math.lcm(a, b)`, never negative.
pub fn lcm(a: &Int, b: &Int) -> Result<Int, OpError> {
    if a.is_zero() || b.is_zero() {
        return Ok(Int::ZERO);
    }
    a.floor_div(&gcd(a, b))?.mul(b).map(|n| n.abs())
}

/// `math.factorial(n)`.
pub fn factorial(n: &Int) -> Result<Int, OpError> {
    if n.is_negative() {
        return Err(OpError::value(
            "factorial() not defined for negative values",
        ));
    }
    let Some(n) = n.to_i64() else {
        let message = format!("factorial() argument should not exceed {}", i64::MAX);
        return Err(OpError::overflow(message));
    };
    guard_bits(product_bits(n, n))?;
    Ok(Int::from(product(1, n as u64)))
}

/// `math.perm(n, k)`.
pub fn perm(n: &Int, k: &Int) -> Result<Int, OpError> {
    check_counts(n, k)?;
    if n < k {
        return Ok(Int::ZERO);
    }
    let Some(k) = k.to_i64() else {
        return Err(OpError::overflow(format!("k must not exceed {}", i64::MAX)));
    };
    match n.to_i64() {
        Some(n) => {
            guard_bits(product_bits(n, k))?;
            Ok(Int::from(product((n - k + 1) as u64, n as u64)))
        }
        None => {
            guard_bits(n.bit_length().saturating_mul(k as u64))?;
            Ok(Int::from(falling(&n.magnitude(), k as u64)))
        }
    }
}

/// `math.comb(n, k)`.
pub fn comb(n: &Int, k: &Int) -> Result<Int, OpError> {
    check_counts(n, k)?;
    if n < k {
        return Ok(Int::ZERO);
    }
    let k = k.clone().min(n - k);
    let Some(k) = k.to_i64() else {
        let message = format!("min(n - k, k) must not exceed {}", i64::MAX);
        return Err(OpError::overflow(message));
    };
    // The result has at most n bits, and at most those of n**k.
    let most = n.to_i64().map_or(u64::MAX, |n| n as u64);
    guard_bits(most.min(n.bit_length().saturating_mul(k as u64)))?;
    Ok(Int::from(choose(&n.magnitude(), k as u64)))
}

fn check_counts(n: &Int, k: &Int) -> Result<(), OpError> {
    for (name, value) in [("n", n), ("k", k)] {
        if value.is_negative() {
            return Err(OpError::value(format!(
                "{name} must be a non-negative integer"
            )));
        }
    }
    Ok(())
}

/// At least the bits of a product of `count` factors up to `largest`, less two a factor.
fn product_bits(largest: i64, count: i64) -> u64 {
    let bits = 64 - largest.leading_zeros() as u64;
    (count as u64).saturating_mul(bits.saturating_sub(2))
}

/// The product of `from..=to`, halved so that the factors multiplied have equal lengths.
fn product(from: u64, to: u64) -> BigUint {
    match to.checked_sub(from) {
        None => BigUint::one(),
        Some(0..16) => (from..=to).fold(BigUint::one(), |product, n| product * n),
        Some(width) => {
            let middle = from + width / 2;
            product(from, middle) * product(middle + 1, to)
        }
    }
}

/// `n * (n - 1) * ..`, `k` factors.
fn falling(n: &BigUint, k: u64) -> BigUint {
    match k {
        0 => BigUint::one(),
        1 => n.clone(),
        _ => falling(n, k / 2) * falling(&(n - k / 2), k - k / 2),
    }
}

/// `n` over `k`, for `k` of at most half of `n`.
///
/// Splits as `perm_comb_small` of CPython 3.13, `Modules/mathmodule.c`:
/// C(n, k) = C(n, j) * C(n - j, k - j) / C(k, j).
fn choose(n: &BigUint, k: u64) -> BigUint {
    if k <= 16 {
        return falling(n, k) / product(1, k);
    }
    let j = k / 2;
    choose(n, j) * choose(&(n - j), k - j) / choose(&BigUint::from(k), j)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{int, sample, show};
    use super::*;
    use crate::oracle::{Dice, Oracle};

    #[test]
    fn errors_read_like_cpython() {
        let huge = int("1000000000000000000000000000000");
        let rows = [
            (isqrt(&int("-1")), "isqrt() argument must be nonnegative"),
            (
                factorial(&int("-1")),
                "factorial() not defined for negative values",
            ),
            (
                factorial(&huge),
                "factorial() argument should not exceed 9223372036854775807",
            ),
            (
                comb(&int("-1"), &int("2")),
                "n must be a non-negative integer",
            ),
            (
                perm(&int("1"), &int("-2")),
                "k must be a non-negative integer",
            ),
            (perm(&huge, &huge), "k must not exceed 9223372036854775807"),
        ];
        for (result, message) in rows {
            assert_eq!(result.unwrap_err().message, message);
        }
        assert!(factorial(&int("100000000000")).is_err());
        assert_eq!(comb(&huge, &huge), Ok(Int::ONE));
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(5);
        let mut oracle = Oracle::default();
        for _ in 0..400 {
            let (a, b) = (sample(&mut dice), sample(&mut dice));
            let (x, y) = (show(&a), show(&b));
            oracle.case(format!("math.isqrt({x})"), isqrt(&a).map(|n| show(&n)));
            oracle.case(format!("math.gcd({x},{y})"), Ok(show(&gcd(&a, &b))));
            oracle.case(format!("math.lcm({x},{y})"), lcm(&a, &b).map(|n| show(&n)));
            let k = Int::Small(dice.below(90) as i64 - 1);
            let n = match dice.below(2) {
                0 => Int::Small(dice.below(200) as i64 - 1),
                _ => a,
            };
            let (x, y) = (show(&n), show(&k));
            oracle.case(
                format!("math.comb({x},{y})"),
                comb(&n, &k).map(|n| show(&n)),
            );
            oracle.case(
                format!("math.perm({x},{y})"),
                perm(&n, &k).map(|n| show(&n)),
            );
            oracle.case(
                format!("math.factorial({y})"),
                factorial(&k).map(|n| show(&n)),
            );
        }
        oracle.check();
    }
}
