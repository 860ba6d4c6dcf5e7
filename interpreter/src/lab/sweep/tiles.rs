//! Heat maps as SVG: the elapsed time over two axes of numbers, a tile for each cell.
//!
//! A tile with room has its time in it; in smaller ones, the longer the time the larger the square.

use super::heat::{SAME, Scale, axes};
use super::page::{note, spread};
use super::{Cell, Sweep};
use crate::lab::look::{fine, left};
use crate::lab::markup::{escape, folded, table};
use gilscope_runtime::time::Nanos;
use std::fmt::Write;

/// Maps on a page, and tiles of all of them together beyond which no other map is begun.
const MOST_MAPS: usize = 12;
const MOST_TILES: usize = 6_000;
/// Columns and rows of a map.
const MOST_COLUMNS: usize = 80;
const MOST_ROWS: usize = 60;
/// Width of a drawing, and of the part of it for the names of the rows.
const WIDTH: f64 = 1100.0;
const NAMES: f64 = 150.0;
/// Sizes of tiles: the least width that has room for a time, and the most.
const NUMBERED: f64 = 64.0;
const WIDEST: f64 = 96.0;
/// Width of a character, about.
const CHARACTER: f64 = 7.0;
/// Where the first row is.
const TOP: f64 = 22.0;

/// A map: which cells of the sweep it shows, row by row.
struct Map<'a> {
    sweep: &'a Sweep,
    /// What stands down and what across: places of axes.
    rows: usize,
    columns: usize,
    /// Which values of them are shown.
    down: Vec<usize>,
    across: Vec<usize>,
    /// The first cell.
    base: Vec<usize>,
    /// The number of the cell that took the least time of all.
    best: Option<usize>,
}

/// The section with a map for each combination of the values of the other axes.
pub(super) fn maps(sweep: &Sweep) -> Option<String> {
    let (rows, columns) = axes(sweep).filter(|_| sweep.is_whole())?;
    let bases = (0..sweep.cells.len()).map(|cell| sweep.grid.coordinates(cell));
    let bases = bases.filter(|places| places[rows] == 0 && places[columns] == 0);
    let length = |axis: usize| sweep.grid.axes[axis].values.len();
    let all = sweep.cells.len() / (length(rows) * length(columns));
    let (down, across) = (
        spread(length(rows), MOST_ROWS),
        spread(length(columns), MOST_COLUMNS),
    );
    let most = (MOST_TILES / (down.len() * across.len())).clamp(1, MOST_MAPS);
    let best = sweep.best().map(|best| best.index);
    let mut out = String::new();
    for base in bases.take(most) {
        let (down, across) = (down.clone(), across.clone());
        let map = Map {
            sweep,
            rows,
            columns,
            down,
            across,
            base,
            best,
        };
        out.push_str(&map.figure());
    }
    if most < all {
        note(
            &mut out,
            &format!("The first {most} of {all} maps; --csv keeps all figures."),
        );
    }
    Some(out)
}

impl Map<'_> {
    fn cell(&self, row: usize, column: usize) -> &Cell {
        let mut places = self.base.clone();
        (places[self.rows], places[self.columns]) = (row, column);
        &self.sweep.cells[self.sweep.grid.cell(&places)]
    }

    fn elapsed(&self, row: usize, column: usize) -> Option<u64> {
        let cell = self.cell(row, column);
        cell.trouble.is_none().then_some(cell.figures.elapsed)
    }

    /// What the map shows.
    fn title(&self) -> String {
        let axes = &self.sweep.grid.axes;
        let (down, across) = (&axes[self.rows].name, &axes[self.columns].name);
        let mut out = format!("Elapsed: {down} down, {across} across");
        for (index, axis) in axes.iter().enumerate() {
            if index != self.rows && index != self.columns && axis.values.len() > 1 {
                let value = &axis.values[self.base[index]];
                let _ = write!(out, " · {}={value}", axis.name);
            }
        }
        out
    }

    fn figure(&self) -> String {
        let tiles = { self.down.iter() }
            .flat_map(|row| self.across.iter().map(move |column| (*row, *column)));
        let times = || {
            tiles
                .clone()
                .filter_map(|(row, column)| self.elapsed(row, column))
        };
        let least = times().min().unwrap_or(1);
        let most = times().max().unwrap_or(1);
        let is_same = most as f64 / least.max(1) as f64 <= SAME;
        let scale = (!is_same).then(|| Scale::over(least, most));
        let width = ((WIDTH - NAMES) / self.across.len() as f64).min(WIDEST);
        let height = if width < NUMBERED {
            width.clamp(12.0, 24.0)
        } else {
            26.0
        };
        let title = self.title();
        let mut out = format!(
            "<figure class=\"map\"><figcaption>{}</figcaption>\n<svg viewBox=\"0 0 {WIDTH} {:.1}\" \
             role=\"img\" aria-label=\"Heat map; the table below has the figures\">\n",
            escape(&title),
            TOP + height * self.down.len() as f64 + 4.0,
        );
        self.heads(&mut out, width);
        for (index, row) in self.down.iter().enumerate() {
            let y = TOP + height * index as f64;
            let value = &self.sweep.grid.axes[self.rows].values[*row];
            let value = left(value, 20);
            let _ = writeln!(
                out,
                "<text class=\"small\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                NAMES - 8.0,
                y + height / 2.0 + 4.0,
                escape(value.trim_end()),
            );
            for (place, column) in self.across.iter().enumerate() {
                let x = NAMES + width * place as f64;
                self.tile(
                    &mut out,
                    (*row, *column),
                    (x, y),
                    (width, height),
                    scale.as_ref(),
                );
            }
        }
        out.push_str("</svg>\n");
        match &scale {
            Some(scale) => out.push_str(&legend(scale, width)),
            None => note(
                &mut out,
                &format!("All the same within 1 %: {}.", fine(Nanos(least))),
            ),
        }
        self.said(&mut out);
        out.push_str(&folded("The map as a table", &self.table(&title)));
        out.push_str("</figure>\n");
        out
    }

    /// The values above their columns, as far as there is room.
    fn heads(&self, out: &mut String, width: f64) {
        let values = &self.sweep.grid.axes[self.columns].values;
        let mut free = 0.0;
        for (place, column) in self.across.iter().enumerate() {
            let middle = NAMES + width * (place as f64 + 0.5);
            let value = left(&values[*column], 12);
            let value = value.trim_end();
            let half = value.chars().count() as f64 * CHARACTER / 2.0;
            if middle - half < free {
                continue;
            }
            free = middle + half + CHARACTER;
            let _ = writeln!(
                out,
                "<text class=\"small\" x=\"{middle:.1}\" y=\"14\" text-anchor=\"middle\">{}</text>",
                escape(value)
            );
        }
    }

    fn tile(
        &self,
        out: &mut String,
        (row, column): (usize, usize),
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        scale: Option<&Scale>,
    ) {
        let cell = self.cell(row, column);
        let is_best = self.best == Some(cell.index);
        let elapsed = self.elapsed(row, column);
        let shade = elapsed.map(|time| scale.map_or(0, |scale| scale.shade(time)));
        let class = match shade {
            Some(shade) => format!("s{shade}"),
            None => "failed".into(),
        };
        let best = if is_best { " best" } else { "" };
        let is_numbered = width >= NUMBERED;
        // The gap between two tiles is a unit wide.
        let share = match shade {
            Some(shade) if !is_numbered => 0.4 + 0.15 * shade as f64,
            _ => 1.0,
        };
        let (wide, high) = ((width - 1.0) * share, (height - 1.0) * share);
        let mut title = self.sweep.told(cell);
        if is_best {
            title.push_str("\nthe least time of all");
        }
        let _ = write!(
            out,
            "<rect class=\"tile {class}{best}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" \
             height=\"{high:.1}\"><title>{}</title></rect>",
            x + (width - wide) / 2.0,
            y + (height - high) / 2.0,
            escape(&title),
        );
        let text = match shade {
            Some(_) => fine(Nanos(cell.figures.elapsed)),
            None => "failed".into(),
        };
        if is_numbered {
            let _ = write!(
                out,
                "<text class=\"time {class}\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                x + width / 2.0,
                y + height / 2.0 + 4.0,
                escape(&text),
            );
        }
        out.push('\n');
    }

    /// What is left out.
    fn said(&self, out: &mut String) {
        for (axis, shown) in [(self.rows, &self.down), (self.columns, &self.across)] {
            let axis = &self.sweep.grid.axes[axis];
            let (some, all) = (shown.len(), axis.values.len());
            if some < all {
                let text = format!("{some} of {all} values of {}, evenly spread.", axis.name);
                note(out, &text);
            }
        }
    }

    fn table(&self, title: &str) -> String {
        let axes = &self.sweep.grid.axes;
        let (down, across) = (&axes[self.rows], &axes[self.columns]);
        let corner = format!("{} \\ {}", down.name, across.name);
        let mut head = vec![corner.as_str()];
        head.extend(
            self.across
                .iter()
                .map(|column| across.values[*column].as_str()),
        );
        let rows = self.down.iter().map(|row| {
            let mut line = vec![down.values[*row].clone()];
            line.extend(self.across.iter().map(|column| {
                let elapsed = self.elapsed(*row, *column);
                elapsed.map_or("failed".into(), |time| fine(Nanos(time)))
            }));
            line
        });
        let rows: Vec<Vec<String>> = rows.collect();
        format!(
            "<div class=\"scroll\">{}</div>\n",
            table(title, &head, &rows)
        )
    }
}

/// The five shades of tiles of some width, and what they mean.
fn legend(scale: &Scale, width: f64) -> String {
    let (least, most, how) = scale.ends();
    let size = match width < NUMBERED {
        true => ", the larger the longer",
        false => "",
    };
    let mut out = format!("<p class=\"legend\"><span>{}</span>", escape(&fine(least)));
    out.push_str("<svg width=\"130\" height=\"16\" aria-hidden=\"true\">");
    for shade in 0..5 {
        let x = 26 * shade;
        let _ = write!(
            out,
            "<rect class=\"tile s{shade}\" x=\"{x}\" y=\"1\" width=\"25\" height=\"14\"/>"
        );
    }
    let _ = writeln!(
        out,
        "</svg><span>{}, {how}{size}; framed: the least time of all</span></p>",
        escape(&fine(most))
    );
    out
}
