//! Curves of the speed-up, with Amdahl's law where it holds.

use super::{Law, Series, Sweep};
use crate::lab::look::{Look, Paint, fine, left, percent, right, wrap};
use gilscope_runtime::time::Nanos;

/// Size of the drawing.
const COLUMNS: usize = 72;
const ROWS: usize = 12;
/// More curves than this are not drawn into one drawing.
pub(super) const MANY: usize = 6;
/// More kinds of curves than this are not told of.
const TOLD: usize = 24;

const MARKS: [char; MANY] = ['●', '○', '▲', '△', '■', '□'];
const ASCII_MARKS: [char; MANY] = ['o', 'x', '*', '+', '@', '%'];

/// The curves of a sweep in which something scales; else nothing.
pub(super) fn curves(sweep: &Sweep, look: Look) -> String {
    let (Some(axis), series) = (sweep.scaling(), sweep.series()) else {
        return String::new();
    };
    let name = &sweep.grid.axes[axis].name;
    let drawn: Vec<(&Series, Vec<(f64, f64)>)> = { series.iter() }
        .filter_map(|series| Some((series, sweep.points(series)?)))
        .collect();
    if drawn.is_empty() {
        return String::new();
    }
    let title = look.paint(Paint::Strong, &format!("Speed-up over {name}"));
    let mut out = format!("\n  {title}\n");
    let is_drawn = drawn.len() <= MANY && drawn[0].1.len() >= 3;
    if is_drawn {
        out.push_str(&drawing(sweep, &drawn, look));
    }
    let marks = if look.ascii { ASCII_MARKS } else { MARKS };
    let told = drawn
        .iter()
        .map(|(series, _)| (series.label.as_str(), law(sweep, series, name)));
    if is_drawn {
        for ((label, law), mark) in told.zip(marks) {
            let colon = if label.is_empty() { "" } else { ": " };
            out.push_str(&wrap(&format!("{mark} {label}{colon}{law}"), "  "));
        }
        return out;
    }
    // Curves of which there is the same to say are told of together.
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (label, law) in told {
        match groups.iter_mut().find(|(known, _)| *known == law) {
            Some((_, labels)) => labels.push(label),
            None => groups.push((law, vec![label])),
        }
    }
    for (law, labels) in groups.iter().take(TOLD) {
        let of = match labels[..] {
            [""] => String::new(),
            [one] => format!("{one}: "),
            [one, other] => format!("{one}, and {other}: "),
            [one, ..] => format!("{one}, and {} more curves: ", labels.len() - 1),
            [] => String::new(),
        };
        out.push_str(&wrap(&format!("{of}{law}"), "  "));
    }
    if groups.len() > TOLD {
        out.push_str(&format!("  … {} more (in --csv)\n", groups.len() - TOLD));
    }
    out
}

/// What law a curve follows, in words.
pub(super) fn law(sweep: &Sweep, series: &Series, axis: &str) -> String {
    let first = Nanos(sweep.cells[series.cells[0]].figures.elapsed);
    let off = |error: f64| format!("{:.1} %", error * 100.0);
    match sweep.law(series) {
        Law::Fits(fit, _) if fit.serial >= 0.995 => {
            format!("no gain from more {axis}: by Amdahl's law, the serial part is all of it.")
        }
        Law::Fits(fit, _) => {
            let whole = Nanos((first.0 as f64 * fit.scale) as u64);
            let serial = fit.serial.max(0.0);
            let part = Nanos((whole.0 as f64 * serial) as u64);
            let limit = match serial {
                ..0.0005 => "in proportion".to_string(),
                _ => format!("at most {:.2}×", fit.limit()),
            };
            format!(
                "Amdahl's law, serial part {} ({} of {}): {limit}; within {} of every point.",
                percent((serial.min(1.0) * 1e6) as u64, 1_000_000),
                fine(part),
                fine(whole),
                off(fit.error),
            ) + &up_to(sweep, series, axis)
        }
        Law::Misses(fit) => format!(
            "Amdahl's law does not fit: the nearest line, with a serial part of {:.1} %, is {} off.",
            fit.serial * 100.0,
            off(fit.error),
        ),
        Law::Slower => format!(
            "more {axis} make it slower ({:.2}× at the last): no serial part explains that.",
            last(sweep, series),
        ),
        Law::OtherWork(times) => {
            let throughput = times * last(sweep, series);
            format!(
                "not the same work: {times:.2} times as much at the last {axis} as at the first, with \
                 {throughput:.2} times the throughput. Amdahl's law is about the same work.",
            )
        }
        Law::Unknown => "too few points for a law.".into(),
    }
}

fn last(sweep: &Sweep, series: &Series) -> f64 {
    let points = sweep.points(series).unwrap_or_default();
    points.last().map_or(0.0, |point| point.1)
}

/// Where the law ends.
fn up_to(sweep: &Sweep, series: &Series, axis: &str) -> String {
    match sweep.law(series) {
        Law::Fits(_, Some(cores)) => {
            format!(" It is fitted up to {cores} {axis}: there are as many cores.")
        }
        _ => String::new(),
    }
}

/// All curves in one drawing: points as marks, the law as dots.
fn drawing(sweep: &Sweep, drawn: &[(&Series, Vec<(f64, f64)>)], look: Look) -> String {
    let numbers: Vec<f64> = drawn[0].1.iter().map(|point| point.0).collect();
    let (low, high) = bounds(&numbers);
    let ups = drawn
        .iter()
        .flat_map(|(_, points)| points.iter().map(|point| point.1));
    let top = ups.fold(1.0, f64::max);
    let column =
        |n: f64| ((n / low).ln() / (high / low).ln() * (COLUMNS - 1) as f64).round() as usize;
    let row = |up: f64| {
        ROWS - 1
            - (up / top * (ROWS - 1) as f64)
                .round()
                .min(ROWS as f64 - 1.0) as usize
    };
    let mut canvas = vec![vec![' '; COLUMNS]; ROWS];
    let (dot, marks) = match look.ascii {
        true => ('.', ASCII_MARKS),
        false => ('∙', MARKS),
    };
    for (series, _) in drawn {
        let Law::Fits(fit, end) = sweep.law(series) else {
            continue;
        };
        let law = |x: usize| {
            let n = low * (high / low).powf(x as f64 / (COLUMNS - 1) as f64);
            let holds = end.is_none_or(|end| n <= end as f64 + 1e-9);
            let up = fit.speed_up(n);
            (holds && (0.0..=top * 1.04).contains(&up)).then_some((x, row(up)))
        };
        for (x, y) in (0..COLUMNS).filter_map(law) {
            canvas[y][x] = dot;
        }
    }
    for ((_, points), mark) in drawn.iter().zip(marks).rev() {
        for (n, up) in points {
            canvas[row(*up)][column(*n)] = mark;
        }
    }
    let labels = [0, (ROWS - 1) / 2, ROWS - 1];
    let mut out = String::new();
    for (index, line) in canvas.iter().enumerate() {
        let up = top * (ROWS - 1 - index) as f64 / (ROWS - 1) as f64;
        let label = if labels.contains(&index) {
            format!("{up:.2}×")
        } else {
            String::new()
        };
        let line: String = line.iter().collect();
        let bar = if look.ascii { '|' } else { '│' };
        out.push_str(format!("  {} {bar}{line}", right(&label, 7)).trim_end());
        out.push('\n');
    }
    let corner = if look.ascii { "+" } else { "└" };
    out.push_str(&format!(
        "  {} {corner}{}\n",
        " ".repeat(7),
        "─".repeat(COLUMNS)
    ));
    out.push_str(&format!(
        "  {}{}\n",
        " ".repeat(9),
        ticks(sweep, &numbers, column)
    ));
    out
}

/// The least number, and the greatest, a little more than that.
pub(super) fn bounds(numbers: &[f64]) -> (f64, f64) {
    let low = numbers.iter().copied().fold(f64::MAX, f64::min);
    (low, numbers.iter().copied().fold(low * 1.0001, f64::max))
}

/// The values below their points, as far as there is room.
fn ticks(sweep: &Sweep, numbers: &[f64], column: impl Fn(f64) -> usize) -> String {
    let axis = sweep.scaling().map(|axis| &sweep.grid.axes[axis]);
    let values = axis.map_or(&[][..], |axis| &axis.values);
    let mut out = String::new();
    for (n, value) in numbers.iter().zip(values) {
        let at = column(*n).saturating_sub(value.chars().count() / 2);
        let length = out.chars().count();
        if length == 0 || at > length {
            out = left(&out, at.max(length)) + value;
        }
    }
    out
}
