//! `math.erf` and `math.erfc`: the error function and what it lacks to 1.
//!
//! Rational approximations of fdlibm, `s_erf.c`, one for each stretch of the positive numbers. Their
//! polynomials are added up in pairs of terms, as the GNU C library does.

/// `erf(x)`.
pub fn erf(x: f64) -> f64 {
    let a = x.abs();
    match a {
        _ if x.is_nan() => x,
        _ if a < NEAR => match a < 2.0_f64.powi(-28) {
            true if a < f64::MIN_POSITIVE * 4.0 => 0.0625 * (16.0 * x + (16.0 * SLOPE) * x),
            true => x + SLOPE * x,
            false => x + x * ratio(x * x, &NEAR_ABOVE, &NEAR_BELOW),
        },
        _ if a < MIDDLE => (LEVEL + ratio(a - 1.0, &MIDDLE_ABOVE, &MIDDLE_BELOW)).copysign(x),
        _ if a < 6.0 => (1.0 - tail(a, high_word(a) < 0x4006_db6e)).copysign(x),
        _ => 1.0_f64.copysign(x),
    }
}

/// `erfc(x)`: 1 - erf(x), exact where that is small.
pub fn erfc(x: f64) -> f64 {
    let a = x.abs();
    if x.is_nan() {
        return x;
    }
    if a < NEAR {
        if a < 2.0_f64.powi(-56) {
            return 1.0 - x;
        }
        let part = x * ratio(x * x, &NEAR_ABOVE, &NEAR_BELOW);
        return match x < 0.25 {
            true => 1.0 - (x + part),
            false => 0.5 - (part + (x - 0.5)),
        };
    }
    if a < MIDDLE {
        let rest = ratio(a - 1.0, &MIDDLE_ABOVE, &MIDDLE_BELOW);
        return match x > 0.0 {
            true => (1.0 - LEVEL) - rest,
            false => 1.0 + (LEVEL + rest),
        };
    }
    match x > 0.0 {
        true if a < 28.0 => tail(a, high_word(a) < 0x4006_db6d),
        true => 0.0,
        false if a < 6.0 => 2.0 - tail(a, high_word(a) < 0x4006_db6d),
        false => 2.0,
    }
}

/// Up to here x + x P(x²) approximates `erf`, P one quotient of polynomials.
const NEAR: f64 = 0.84375;
/// Up to here a constant and a quotient of polynomials in x - 1.
const MIDDLE: f64 = 1.25;
/// What `erf` is near 1, in few digits.
const LEVEL: f64 = 0.845_062_911_510_467_5;
/// 2 / sqrt(pi) - 1, the slope of `erf` at 0 beyond 1.
const SLOPE: f64 = 0.128_379_167_095_512_6;

/// `erfc` beyond [`MIDDLE`]: exp(-x² - 0.5625 + R(1 / x²)) / x, the square split so that it is exact.
fn tail(x: f64, is_early: bool) -> f64 {
    let s = 1.0 / (x * x);
    let exponent = match is_early {
        true => ratio(s, &EARLY_ABOVE, &EARLY_BELOW),
        false => ratio(s, &LATE_ABOVE, &LATE_BELOW),
    };
    let short = f64::from_bits(x.to_bits() & 0xffff_ffff_0000_0000);
    (-short * short - 0.5625).exp() * ((short - x) * (short + x) + exponent).exp() / x
}

fn high_word(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

fn ratio(x: f64, above: &[f64], below: &[f64]) -> f64 {
    polynomial(x, above) / polynomial(x, below)
}

/// A polynomial, its coefficients by rising powers, summed in pairs.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    let square = x * x;
    let fourth = square * square;
    let powers = [1.0, square, fourth, fourth * square, fourth * fourth];
    let mut sum = 0.0;
    for (pair, power) in coefficients.chunks(2).zip(powers) {
        let value = match *pair {
            [even, odd] => even + x * odd,
            _ => pair[0],
        };
        sum = match power == 1.0 && sum == 0.0 {
            true => value,
            false => sum + power * value,
        };
    }
    sum
}

/// For [`NEAR`], above the line.
const NEAR_ABOVE: [f64; 5] = [
    0.128_379_167_095_512_56,
    -0.325_042_107_247_001_5,
    -0.028_481_749_575_598_51,
    -0.005_770_270_296_489_442,
    -2.376_301_665_665_016_3e-5,
];

/// Below it.
const NEAR_BELOW: [f64; 6] = [
    1.0,
    0.397_917_223_959_155_35,
    0.065_022_249_988_767_3,
    0.005_081_306_281_875_766,
    0.000_132_494_738_004_321_64,
    -3.960_228_278_775_368e-6,
];

/// For [`MIDDLE`].
const MIDDLE_ABOVE: [f64; 7] = [
    -0.002_362_118_560_752_659_4,
    0.414_856_118_683_748_33,
    -0.372_207_876_035_701_3,
    0.318_346_619_901_161_75,
    -0.110_894_694_282_396_68,
    0.035_478_304_325_618_236,
    -0.002_166_375_594_868_791,
];

/// Below the line.
const MIDDLE_BELOW: [f64; 7] = [
    1.0,
    0.106_420_880_400_844_23,
    0.540_397_917_702_171,
    0.071_828_654_414_196_27,
    0.126_171_219_808_761_64,
    0.013_637_083_912_029_05,
    0.011_984_499_846_799_107,
];

/// Up to about 1 / 0.35.
const EARLY_ABOVE: [f64; 8] = [
    -0.009_864_944_034_847_148,
    -0.693_858_572_707_181_8,
    -10.558_626_225_323_291,
    -62.375_332_450_326_006,
    -162.396_669_462_573_47,
    -184.605_092_906_711_04,
    -81.287_435_506_306_6,
    -9.814_329_344_169_145,
];

/// Below the line.
const EARLY_BELOW: [f64; 9] = [
    1.0,
    19.651_271_667_439_257,
    137.657_754_143_519_04,
    434.565_877_475_229_23,
    645.387_271_733_267_9,
    429.008_140_027_567_83,
    108.635_005_541_779_44,
    6.570_249_770_319_282,
    -0.060_424_415_214_858_1,
];

/// Beyond.
const LATE_ABOVE: [f64; 7] = [
    -0.009_864_942_924_700_1,
    -0.799_283_237_680_523,
    -17.757_954_917_754_752,
    -160.636_384_855_821_92,
    -637.566_443_368_389_6,
    -1_025.095_131_611_077_2,
    -483.519_191_608_651_4,
];

/// Below the line.
const LATE_BELOW: [f64; 8] = [
    1.0,
    30.338_060_743_482_46,
    325.792_512_996_573_9,
    1_536.729_586_084_437,
    3_199.858_219_508_595_5,
    2_553.050_406_433_164_4,
    474.528_541_206_955_37,
    -22.440_952_446_585_82,
];
