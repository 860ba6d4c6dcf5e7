//! One thing that a sweep varies, and the values that it takes: `switch-interval=0.1ms..100ms`.

use super::constant::is_capital;

/// One thing that is varied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Axis {
    /// What: the name of an option, `threads`, `argv`, or a constant of the script.
    pub name: String,
    /// Its values, as they are written.
    pub values: Vec<String>,
}

/// What a name means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `threads`: the script's constant `THREADS`, or its first argument.
    Threads,
    /// `argv`: the script's arguments.
    Argv,
    /// Capital letters: a constant at the top level of the script.
    Constant,
    /// The name of an option of gilscope's.
    Knob,
}

/// More points than this are no axis that anybody looks at.
const MANY: usize = 10_000;

impl Axis {
    /// Reads `name=value,value,from..to,from..to/points`.
    ///
    /// # Errors
    /// What is wrong, in words for who wrote it.
    pub fn parse(text: &str) -> Result<Axis, String> {
        let Some((name, list)) = text.split_once('=') else {
            return Err("NAME=VALUES is expected, as in threads=1,2,4".into());
        };
        let name = name.trim().trim_start_matches("--");
        if name.is_empty() {
            return Err("NAME=VALUES is expected, as in threads=1,2,4".into());
        }
        let mut values = Vec::new();
        for item in items(list)? {
            match item.split_once("..") {
                Some((from, to)) if name != "argv" || is_number(from) && is_number(to) => {
                    values.extend(range(from, to)?);
                }
                _ => values.push(item),
            }
        }
        if values.len() > MANY {
            return Err(format!("{name} has more than {MANY} values"));
        }
        for (index, value) in values.iter().enumerate() {
            if values[..index].contains(value) {
                return Err(format!("{name} has the value {value} twice"));
            }
        }
        let name = name.to_string();
        Ok(Axis { name, values })
    }

    /// What the name means.
    pub fn kind(&self) -> Kind {
        match self.name.as_str() {
            "threads" => Kind::Threads,
            "argv" => Kind::Argv,
            name if is_capital(name) => Kind::Constant,
            _ => Kind::Knob,
        }
    }

    /// The values as numbers (times in seconds, sizes in bytes), if all of them are.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        let numbers = self.values.iter().map(|value| quantity(value));
        numbers.map(|number| Some(number?.value())).collect()
    }
}

/// The items between the commas; within quotes, a comma is a comma.
fn items(list: &str) -> Result<Vec<String>, String> {
    let (mut items, mut item, mut quote) = (Vec::new(), String::new(), None);
    for c in list.chars() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (',', None) => items.push(std::mem::take(&mut item)),
            (c, _) => item.push(c),
        }
    }
    items.push(item);
    match quote {
        Some(quote) => Err(format!("a {quote} is not closed")),
        None if items.iter().any(String::is_empty) && items.len() > 1 => {
            Err("there is nothing between two commas".into())
        }
        None => Ok(items),
    }
}

/// A number and its unit.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Quantity {
    number: f64,
    unit: &'static str,
    /// How much one of the unit is.
    factor: f64,
}

impl Quantity {
    fn value(self) -> f64 {
        self.number * self.factor
    }
}

/// Units; those of a kind stand together.
const UNITS: &[(&str, f64, char)] = &[
    ("ns", 1e-9, 't'),
    ("us", 1e-6, 't'),
    ("µs", 1e-6, 't'),
    ("ms", 1e-3, 't'),
    ("s", 1.0, 't'),
    ("K", 1024.0, 'b'),
    ("M", 1048576.0, 'b'),
    ("G", 1073741824.0, 'b'),
    ("", 1.0, '1'),
];

/// Whether this is the end of a range, and not words for a script.
fn is_number(text: &str) -> bool {
    quantity(text.split('/').next().unwrap_or_default()).is_some()
}

fn quantity(text: &str) -> Option<Quantity> {
    UNITS.iter().find_map(|(unit, factor, _)| {
        let digits = text.strip_suffix(unit)?.trim().replace('_', "");
        let number = digits.parse().ok().filter(|n: &f64| n.is_finite())?;
        let (unit, factor) = (*unit, *factor);
        Some(Quantity {
            number,
            unit,
            factor,
        })
    })
}

/// The points from one number to another: every one of 1, 2, 5, 10, 20 … between them, or, where
/// `to` is `to/points`, so many in equal ratios.
fn range(from: &str, to: &str) -> Result<Vec<String>, String> {
    let (to, points) = match to.split_once('/') {
        None => (to, None),
        Some((to, points)) => {
            let number = points.parse().ok().filter(|n| (2..=MANY).contains(n));
            let number = number.ok_or(format!("'{points}' is no number of points"))?;
            (to, Some(number))
        }
    };
    let read = |text: &str| quantity(text).ok_or(format!("'{text}' is no number"));
    let (low, high) = (read(from)?, read(to)?);
    let kind = |quantity: Quantity| {
        UNITS
            .iter()
            .find(|row| row.0 == quantity.unit)
            .map(|row| row.2)
    };
    if kind(low) != kind(high) {
        return Err(format!("{from} and {to} have different units"));
    }
    if low.value() <= 0.0 {
        let message = format!("a range goes up in ratios and cannot begin at {from}");
        return Err(format!("{message}; write the zero first: 0,{}..{to}", 1));
    }
    if low.value() >= high.value() {
        return Err(format!("the range {from}..{to} does not go up"));
    }
    let between = match points {
        Some(points) => ratios(low.value(), high.value(), points),
        None => steps(low.value(), high.value()),
    };
    let whole = low.unit == high.unit && [low, high].iter().all(|end| end.number.fract() == 0.0);
    let is_count = whole && low.factor == 1.0 && low.unit.is_empty();
    let mut values = vec![from.to_string()];
    for value in between {
        let unit = if low.unit == high.unit {
            low
        } else {
            fitting(value, low)
        };
        values.push(write(value / unit.factor, unit.unit, is_count));
    }
    values.push(to.to_string());
    values.dedup();
    Ok(values)
}

/// 1, 2, 5 times a power of ten, strictly between two numbers.
fn steps(low: f64, high: f64) -> Vec<f64> {
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let powers = (first..=last).flat_map(|power| {
        // Division is exact where multiplication by 0.001 is not.
        let scale = 10f64.powi(power.abs());
        [1.0, 2.0, 5.0].map(|digit| {
            if power < 0 {
                digit / scale
            } else {
                digit * scale
            }
        })
    });
    powers
        .filter(|value| *value > low * (1.0 + 1e-9) && *value < high * (1.0 - 1e-9))
        .collect()
}

fn ratios(low: f64, high: f64, points: usize) -> Vec<f64> {
    let last = (points - 1) as f64;
    let inner = 1..points - 1;
    inner
        .map(|point| low * (high / low).powf(point as f64 / last))
        .collect()
}

/// The unit in which a value of the same kind has one to three digits before its point.
fn fitting(value: f64, like: Quantity) -> Quantity {
    let kind = UNITS.iter().find(|row| row.0 == like.unit).map(|row| row.2);
    let same = UNITS
        .iter()
        .filter(|row| Some(row.2) == kind && row.0 != "µs");
    let best = same.rev().find(|row| value >= row.1 * (1.0 - 1e-9));
    match best {
        Some((unit, factor, _)) => Quantity {
            number: 1.0,
            unit,
            factor: *factor,
        },
        None => like,
    }
}

/// A number to three digits, or a whole one.
fn write(number: f64, unit: &str, is_count: bool) -> String {
    if is_count {
        return format!("{}{unit}", number.round());
    }
    let digits = (2 - number.log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{number:.digits$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    format!("{text}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, values: &str) {
        let axis = Axis::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(axis.values.join(" "), values, "{text}");
    }

    #[test]
    fn lists_and_ranges() {
        check("threads=1,2,4", "1 2 4");
        check("gil=on,off", "on off");
        check("cores=1..8", "1 2 5 8");
        check("cores=1..64/7", "1 2 4 8 16 32 64");
        check("cores=1..4/9", "1 2 3 4");
        check(
            "switch-interval=0.1ms..100ms",
            "0.1ms 0.2ms 0.5ms 1ms 2ms 5ms 10ms 20ms 50ms 100ms",
        );
        check("switch-interval=100us..2ms", "100us 200us 500us 1ms 2ms");
        check("min-slice=0,20us..100us", "0 20us 50us 100us");
        check("switch-every=100..1_000", "100 200 500 1_000");
        check("x=0.3..3", "0.3 0.5 1 2 3");
        check("max-memory=1M..4M/3", "1M 2M 4M");
        check("argv='1,5',2", "1,5 2");
        check("argv=1 2,3 4", "1 2 3 4");
        check("argv=10..50,../x", "10 20 50 ../x");
    }

    #[test]
    fn what_is_no_axis_is_said() {
        for (text, part) in [
            ("threads", "NAME=VALUES"),
            ("=1", "NAME=VALUES"),
            ("a=1,,2", "nothing between"),
            ("a=0..5", "cannot begin at 0"),
            ("a=5..1", "does not go up"),
            ("a=1..x", "'x' is no number"),
            ("a=1ms..5", "different units"),
            ("a=1..5/1", "no number of points"),
            ("a=1,2,1", "twice"),
            ("a='1", "not closed"),
        ] {
            let error = Axis::parse(text).expect_err(text);
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn numbers_with_units_compare() {
        let axis = Axis::parse("switch-interval=500us,1ms,2s").unwrap();
        assert_eq!(axis.numbers(), Some(vec![500.0 * 1e-6, 1e-3, 2.0]));
        assert_eq!(Axis::parse("gil=on,off").unwrap().numbers(), None);
    }
}
