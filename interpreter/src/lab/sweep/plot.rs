//! Curves of the speed-up as SVG: points as marks, Amdahl's law as a dashed line where it holds.

use super::chart::{MANY, bounds, law};
use super::page::{note, spread};
use super::{Law, Series, Sweep};
use crate::lab::look::{count, fine};
use crate::lab::markup::{escape, folded, table};
use gilscope_runtime::time::Nanos;
use std::fmt::Write;

/// Figures of [`MANY`] curves each.
const MOST_FIGURES: usize = 4;
/// Points of a curve.
const MOST_POINTS: usize = 100;
/// Size of a drawing, and of the part of it that the curves have.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 350.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 776.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 296.0;
/// Points of the line of a law.
const STEPS: usize = 64;
/// Width of a character, about.
const CHARACTER: f64 = 7.0;

/// A curve: its cells and its speed-ups.
struct Curve<'a> {
    series: &'a Series,
    points: Vec<(f64, f64)>,
    law: Law,
    /// The law in words.
    words: String,
}

impl Curve<'_> {
    /// What the law gives for a number, where it holds.
    fn lawful(&self, n: f64) -> Option<f64> {
        let Law::Fits(fit, end) = &self.law else {
            return None;
        };
        let holds = end.is_none_or(|end| n <= end as f64 + 1e-9);
        holds.then(|| fit.speed_up(n))
    }
}

/// The section with the curves of a sweep in which something scales.
pub(super) fn plots(sweep: &Sweep) -> Option<String> {
    let axis = sweep.scaling()?;
    let name = &sweep.grid.axes[axis].name;
    let series = sweep.series();
    let drawn = series.iter().filter_map(|series| {
        let points = sweep.points(series)?;
        Some((series, points))
    });
    let drawn: Vec<_> = drawn.collect();
    let all = drawn.len();
    if all == 0 {
        return None;
    }
    let ups = drawn.iter().flat_map(|(_, points)| points);
    let greatest = ups.map(|point| point.1).fold(1.0, f64::max);
    let shown = drawn.into_iter().take(MANY * MOST_FIGURES);
    let curves: Vec<Curve> = shown
        .map(|(series, points)| Curve {
            series,
            points,
            law: sweep.law(series),
            words: law(sweep, series, name),
        })
        .collect();
    let mut out = String::new();
    for (index, some) in curves.chunks(MANY).enumerate() {
        let first = index * MANY + 1;
        let which = match curves.len() {
            ..=MANY => String::new(),
            _ => format!(" · curves {first} to {}", first + some.len() - 1),
        };
        let title = format!("Speed-up over {name}{which}");
        out.push_str(&figure(sweep, axis, some, &title, greatest));
    }
    let left_out = series.len() - all;
    if left_out > 0 {
        let text = format!(
            "{left_out} of {} curves have a run that failed.",
            series.len()
        );
        note(&mut out, &text);
    }
    if curves.len() < all {
        let (some, all) = (count(curves.len() as u64), count(all as u64));
        note(&mut out, &format!("The first {some} of {all} curves."));
    }
    Some(out)
}

/// Where things stand in a drawing.
struct Frame {
    low: f64,
    high: f64,
    top: f64,
}

impl Frame {
    /// Numbers stand in equal ratios.
    fn x(&self, n: f64) -> f64 {
        LEFT + 16.0 + (RIGHT - LEFT - 32.0) * (n / self.low).ln() / (self.high / self.low).ln()
    }

    fn y(&self, up: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * up / self.top
    }
}

fn figure(sweep: &Sweep, axis: usize, curves: &[Curve], title: &str, greatest: f64) -> String {
    let axis = &sweep.grid.axes[axis];
    let numbers: Vec<f64> = curves[0].points.iter().map(|point| point.0).collect();
    let (low, high) = bounds(&numbers);
    let top = greatest * 1.05;
    let frame = Frame { low, high, top };
    let name = escape(&axis.name);
    let mut out = format!(
        "<figure class=\"plot\"><figcaption>{}</figcaption>\n\
         <svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Curves; the list and the \
         table below have the figures\">\n",
        escape(title),
    );
    grid(&mut out, &frame, &numbers, &axis.values);
    let middle = (LEFT + RIGHT) / 2.0;
    let _ = writeln!(
        out,
        "<text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>",
        BOTTOM + 42.0
    );
    let shown = spread(numbers.len(), MOST_POINTS);
    // The first curve stands before the others.
    for (index, curve) in curves.iter().enumerate().rev() {
        draw(&mut out, sweep, (index, curve), &frame, &shown);
    }
    out.push_str("</svg>\n<ul class=\"legend laws\">");
    for (index, curve) in curves.iter().enumerate() {
        let label = &curve.series.label;
        let colon = if label.is_empty() { "" } else { ": " };
        let text = escape(&format!("{label}{colon}{}", curve.words));
        let _ = write!(
            out,
            "<li class=\"c{index}\"><svg width=\"16\" height=\"14\" aria-hidden=\"true\">"
        );
        mark(&mut out, index, (8.0, 7.0), None);
        let _ = write!(out, "</svg> {text}</li>");
    }
    out.push_str("</ul>\n");
    if curves
        .iter()
        .any(|curve| matches!(curve.law, Law::Fits(..)))
    {
        note(
            &mut out,
            "Dashed: the line of Amdahl’s law, as far as it holds.",
        );
    }
    if shown.len() < numbers.len() {
        let (some, all) = (shown.len(), numbers.len());
        let text = format!("Of each curve, {some} of {all} points are shown, evenly spread.");
        note(&mut out, &text);
    }
    let table = table_of(sweep, title, curves, &shown);
    out.push_str(&folded("The curves as a table", &table));
    out.push_str("</figure>\n");
    out
}

/// Lines across, the numbers beside them and the values below.
fn grid(out: &mut String, frame: &Frame, numbers: &[f64], values: &[String]) {
    out.push_str("<g class=\"axis\">");
    let step = step(frame.top);
    let lines = (0..=100).map(|line| f64::from(line) * step);
    for up in lines.take_while(|up| *up <= frame.top) {
        let y = frame.y(up);
        let _ = write!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text x=\"{:.1}\" \
             y=\"{:.1}\" text-anchor=\"end\">{}×</text>",
            LEFT - 8.0,
            y + 4.0,
            // To the digits of the step.
            (up * 1e6).round() / 1e6,
        );
    }
    let mut free = 0.0;
    for (n, value) in numbers.iter().zip(values) {
        let (x, half) = (frame.x(*n), value.chars().count() as f64 * CHARACTER / 2.0);
        if x - half < free {
            continue;
        }
        free = x + half + CHARACTER;
        let value = escape(value);
        let y = BOTTOM + 20.0;
        let _ = write!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{value}</text>"
        );
    }
    out.push_str("</g>\n");
}

/// 1, 2 or 5 times a power of ten: about a fifth of the whole.
fn step(top: f64) -> f64 {
    let power = 10f64.powf((top / 5.0).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power);
    let step = steps.into_iter().find(|step| top / step <= 6.0);
    step.unwrap_or(top)
}

fn draw(
    out: &mut String,
    sweep: &Sweep,
    (index, curve): (usize, &Curve),
    frame: &Frame,
    shown: &[usize],
) {
    let label = escape(&curve.series.label);
    let _ = write!(out, "<g class=\"curve c{index}\" data-name=\"{label}\">");
    let places = shown.iter().map(|point| {
        let (n, up) = curve.points[*point];
        (frame.x(n), frame.y(up))
    });
    let line = |(x, y): (f64, f64)| format!("{x:.1},{y:.1}");
    let joined: Vec<String> = places.clone().map(line).collect();
    let _ = writeln!(
        out,
        "<polyline class=\"joined\" points=\"{}\"/>",
        joined.join(" ")
    );
    let lawful = (0..=STEPS).filter_map(|step| {
        let n = frame.low * (frame.high / frame.low).powf(step as f64 / STEPS as f64);
        let up = curve.lawful(n)?;
        (0.0..=frame.top)
            .contains(&up)
            .then(|| line((frame.x(n), frame.y(up))))
    });
    let lawful: Vec<String> = lawful.collect();
    if !lawful.is_empty() {
        let _ = writeln!(
            out,
            "<polyline class=\"law\" points=\"{}\"><title>{}</title></polyline>",
            lawful.join(" "),
            escape(&curve.words),
        );
    }
    for (point, place) in shown.iter().zip(places) {
        let cell = &sweep.cells[curve.series.cells[*point]];
        mark(out, index, place, Some(&sweep.told(cell)));
    }
    out.push_str("</g>\n");
}

/// The mark of a curve: those of the terminal, in the same order.
fn mark(out: &mut String, index: usize, (x, y): (f64, f64), title: Option<&str>) {
    let title = title.map_or(String::new(), |text| {
        format!("<title>{}</title>", escape(text))
    });
    let kind = if index.is_multiple_of(2) {
        "full"
    } else {
        "hollow"
    };
    let class = format!("class=\"point {kind}\"");
    let _ = match index / 2 {
        0 => writeln!(
            out,
            "<circle {class} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\">{title}</circle>"
        ),
        1 => writeln!(
            out,
            "<polygon {class} points=\"{x:.1},{:.1} {:.1},{:.1} {:.1},{:.1}\">{title}</polygon>",
            y - 6.0,
            x + 6.0,
            y + 4.5,
            x - 6.0,
            y + 4.5,
        ),
        _ => writeln!(
            out,
            "<rect {class} x=\"{:.1}\" y=\"{:.1}\" width=\"9\" height=\"9\">{title}</rect>",
            x - 4.5,
            y - 4.5,
        ),
    };
}

fn table_of(sweep: &Sweep, title: &str, curves: &[Curve], shown: &[usize]) -> String {
    let is_named = curves.iter().any(|curve| !curve.series.label.is_empty());
    let axis = sweep.scaling().map(|axis| &sweep.grid.axes[axis]);
    let name = axis.map_or("", |axis| &axis.name);
    let mut head = vec![name, "elapsed", "speed-up", "Amdahl’s law"];
    if is_named {
        head.insert(0, "curve");
    }
    let mut rows = Vec::new();
    for curve in curves {
        for &point in shown {
            let cell = &sweep.cells[curve.series.cells[point]];
            let (n, up) = curve.points[point];
            let mut row = vec![
                axis.map_or(String::new(), |axis| axis.values[point].clone()),
                fine(Nanos(cell.figures.elapsed)),
                format!("{up:.2}×"),
                curve.lawful(n).map_or("–".into(), |up| format!("{up:.2}×")),
            ];
            if is_named {
                row.insert(0, curve.series.label.clone());
            }
            rows.push(row);
        }
    }
    table(title, &head, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_round_numbers_stand_beside_the_lines() {
        for (top, expected) in [
            (1.05, 0.2),
            (4.2, 1.0),
            (8.4, 2.0),
            (64.0, 20.0),
            (250.0, 50.0),
        ] {
            assert!((step(top) - expected).abs() < 1e-9, "{top}: {}", step(top));
        }
    }
}
