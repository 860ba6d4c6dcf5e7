//! Heat maps: the elapsed time over two axes of numbers.

use super::Sweep;
use crate::lab::look::{Look, Paint, WIDTH, fine, left, right};
use gilscope_runtime::time::Nanos;

/// From the shortest to the longest time.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];
const ASCII_SHADES: [char; 5] = ['.', ':', 'o', 'O', '#'];
/// How many maps are drawn.
const MANY: usize = 4;
/// Times that are no further apart are not told apart.
pub(super) const SAME: f64 = 1.01;
/// Width of a column that has its number.
const NUMBERED: usize = 12;

/// A map for each combination of the values of the other axes, if two axes are of numbers.
pub(super) fn maps(sweep: &Sweep, look: Look) -> String {
    let Some((rows, columns)) = axes(sweep).filter(|_| sweep.is_whole()) else {
        return String::new();
    };
    let mut out = String::new();
    let (mut drawn, mut left_out) = (0, 0);
    for cell in 0..sweep.cells.len() {
        let places = sweep.grid.coordinates(cell);
        if places[rows] != 0 || places[columns] != 0 {
            continue;
        }
        if drawn == MANY {
            left_out += 1;
            continue;
        }
        drawn += 1;
        out.push_str(&map(sweep, &places, rows, columns, look));
    }
    if left_out > 0 {
        out.push_str(&format!(
            "  … {left_out} more maps (the figures are in --csv)\n"
        ));
    }
    out
}

/// The two axes with the most numbers: that for the rows, and that for the columns.
pub(super) fn axes(sweep: &Sweep) -> Option<(usize, usize)> {
    let axes = sweep.grid.axes.iter().enumerate();
    let mut numeric: Vec<(usize, usize)> = axes
        .filter(|(_, axis)| axis.values.len() > 1 && axis.numbers().is_some())
        .map(|(index, axis)| (axis.values.len(), index))
        .collect();
    numeric.sort_by_key(|(length, index)| (std::cmp::Reverse(*length), *index));
    match numeric[..] {
        [(_, columns), (_, rows), ..] => Some((rows, columns)),
        _ => None,
    }
}

fn map(sweep: &Sweep, base: &[usize], rows: usize, columns: usize, look: Look) -> String {
    let elapsed = |row: usize, column: usize| {
        let mut places = base.to_vec();
        (places[rows], places[columns]) = (row, column);
        let cell = &sweep.cells[sweep.grid.cell(&places)];
        cell.trouble.is_none().then_some(cell.figures.elapsed)
    };
    let (down, across) = (&sweep.grid.axes[rows], &sweep.grid.axes[columns]);
    let others = sweep.grid.at(sweep.grid.cell(base)).enumerate();
    let others = others.filter(|(index, _)| *index != rows && *index != columns);
    let others = others.map(|(_, (name, value))| format!(" · {name}={value}"));
    let title = format!("Elapsed: {} down, {} across", down.name, across.name);
    let title = look.paint(Paint::Strong, &title) + &others.collect::<String>();
    let mut out = format!("\n  {title}\n");

    let lengths = down.values.iter().map(|value| value.chars().count());
    let label = lengths.max().unwrap_or(0).min(16) + 3;
    let room = WIDTH - 2 - label;
    let is_numbered = across.values.len() * NUMBERED <= room;
    let width = if is_numbered {
        NUMBERED
    } else {
        (room / across.values.len()).clamp(1, 3)
    };
    let shown = across.values.len().min(room / width);
    let times = (0..down.values.len())
        .flat_map(|row| (0..across.values.len()).filter_map(move |column| elapsed(row, column)));
    let times: Vec<u64> = times.collect();
    let (least, most) = (times.iter().min().copied(), times.iter().max().copied());
    let scale = Scale::over(least.unwrap_or(1), most.unwrap_or(1));
    let shades = if look.ascii { ASCII_SHADES } else { SHADES };

    if most.unwrap_or(1) as f64 / least.unwrap_or(1).max(1) as f64 <= SAME {
        let time = fine(Nanos(least.unwrap_or(0)));
        return format!("{out}  all the same within 1 %: {time}\n");
    }
    out.push_str(&format!(
        "  {}{}\n",
        " ".repeat(label),
        head(&across.values[..shown], width)
    ));
    for (row, value) in down.values.iter().enumerate() {
        let mut line = format!(
            "  {}",
            left(&right(left(value, 16).trim_end(), label - 1), label)
        );
        for column in 0..shown {
            line.push_str(&scale.cell(elapsed(row, column), width, shades));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if shown < across.values.len() {
        let rest = across.values.len() - shown;
        out.push_str(&format!(
            "  … {rest} more columns (the figures are in --csv)\n"
        ));
    }
    out.push_str(&format!(
        "  {}{}\n",
        " ".repeat(label),
        scale.legend(shades)
    ));
    out
}

/// The values above their columns, as far as there is room.
fn head(values: &[String], width: usize) -> String {
    let mut out = String::new();
    for (index, value) in values.iter().enumerate() {
        let length = out.chars().count();
        if width == NUMBERED {
            out.push_str(&right(left(value, width - 1).trim_end(), width));
        } else if index == 0 || index * width > length {
            out = left(&out, index * width) + value;
        }
    }
    out
}

/// How times become shades: in equal ratios where they are far apart, else in equal steps.
pub(super) struct Scale {
    least: f64,
    most: f64,
    is_log: bool,
}

impl Scale {
    /// The shades of the times between two.
    pub(super) fn over(least: u64, most: u64) -> Scale {
        let (least, most) = (least.max(1) as f64, most.max(1) as f64);
        Scale {
            least,
            most,
            is_log: most / least > 10.0,
        }
    }

    /// Which of five shades a time has; 0 is that of the shortest.
    pub(super) fn shade(&self, time: u64) -> usize {
        let time = time.max(1) as f64;
        let part = match self.is_log {
            true => (time / self.least).ln() / (self.most / self.least).ln(),
            false => (time - self.least) / (self.most - self.least).max(1.0),
        };
        ((part * 5.0) as usize).min(4)
    }

    /// Its ends, and how it goes from one to the other.
    pub(super) fn ends(&self) -> (Nanos, Nanos, &'static str) {
        let how = match self.is_log {
            true => "in equal ratios",
            false => "in equal steps",
        };
        (Nanos(self.least as u64), Nanos(self.most as u64), how)
    }

    fn cell(&self, time: Option<u64>, width: usize, shades: [char; 5]) -> String {
        let shade = |time: u64| shades[self.shade(time)];
        match time {
            None if width < 4 => left("!", width),
            None => right("failed", width),
            Some(time) if width == NUMBERED => {
                let shade = shade(time);
                right(
                    &format!("{shade}{shade} {}", right(&fine(Nanos(time)), 8)),
                    width,
                )
            }
            Some(time) => {
                let shades = shade(time).to_string().repeat(width.clamp(1, 2));
                left(&shades, width)
            }
        }
    }

    fn legend(&self, shades: [char; 5]) -> String {
        let (least, most, how) = self.ends();
        let shades: String = shades.iter().collect();
        format!("{} {shades} {}, {how}", fine(least), fine(most))
    }
}
