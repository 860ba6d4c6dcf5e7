//! A sweep as a table, and the whole report.

use super::{Cell, Figures, Sweep, chart, heat};
use crate::lab::compare::paragraph;
use crate::lab::look::{Look, Paint, WIDTH, count, fine, left, plural, right, span};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// More cells than this are not all shown, unless asked for.
const MANY: usize = 40;
/// How many are shown then.
const FEW: usize = 20;
/// The widest that the column of an axis gets.
const WIDEST: usize = 18;

/// What is shown of a cell beside its coordinates and its bar: title, width, figure.
pub(super) type Column = (&'static str, usize, fn(&Sweep, &Cell) -> String);

pub(super) const COLUMNS: &[Column] = &[
    ("elapsed", 10, |_, cell| fine(Nanos(cell.figures.elapsed))),
    ("speed-up", 10, |sweep, cell| {
        let speed_up = sweep.speed_up(cell);
        speed_up.map_or("–".into(), |up| format!("{up:.2}×"))
    }),
    ("busy", 7, |_, cell| {
        format!("{:.2}", cell.figures.cores_busy())
    }),
    ("GIL wait", 10, |_, cell| span(Nanos(cell.figures.gil_wait))),
    ("switches", 10, |_, cell| count(cell.figures.switches)),
];

impl Sweep {
    /// The report for a terminal: a table, curves of the speed-up, heat maps.
    pub fn text(&self, look: Look) -> String {
        let mut out = self.headline(look);
        out.push('\n');
        out.push_str(&self.table(look));
        out.push_str(&self.notes());
        out.push_str(&chart::curves(self, look));
        out.push_str(&heat::maps(self, look));
        if let (Some(why), None) = (&self.why, self.shard) {
            out.push('\n');
            out.push_str(&paragraph(why, look));
        }
        look.plain(&out)
    }

    fn headline(&self, look: Look) -> String {
        let part = match self.shard {
            Some(shard) => format!(" · shard {} of {}", shard.index, shard.count),
            None => String::new(),
        };
        let script = look.paint(Paint::Strong, &self.script);
        let mut out = format!("{script} · {}{part} · {}", self.extent(), self.clock());
        for word in self.options.iter().cloned().chain(self.grid.shared()) {
            out.push_str(&format!(" · {word}"));
        }
        crate::lab::look::wrap(&out, "")
    }

    /// How many runs there are, and of what: `8 runs: 4 threads × 2 gil`.
    pub(super) fn extent(&self) -> String {
        let cells = plural(self.cells.len() as u64, "run");
        let axes = self.grid.axes.iter().filter(|axis| axis.values.len() > 1);
        let axes = axes.map(|axis| format!("{} {}", axis.values.len(), axis.name));
        let axes = axes.collect::<Vec<_>>().join(" × ");
        let colon = if axes.is_empty() { "" } else { ": " };
        format!("{cells}{colon}{axes}")
    }

    /// What the times are measured with.
    pub(super) fn clock(&self) -> String {
        match self.is_real {
            true => "real clock, medians".to_string(),
            false if self.grid.axes.iter().any(|axis| axis.name == "cores") => {
                "virtual clock".into()
            }
            false => format!("virtual clock, {}", plural(self.cores as u64, "core")),
        }
    }

    fn table(&self, look: Look) -> String {
        let axes: Vec<usize> = { self.grid.axes.iter() }
            .map(|axis| {
                let widths = axis.values.iter().map(|value| value.chars().count());
                let longest = widths.max().unwrap_or(0).max(axis.name.chars().count());
                match axis.values.len() {
                    1 => 0,
                    _ => longest.min(WIDEST) + 2,
                }
            })
            .collect();
        let fixed: usize = COLUMNS.iter().map(|column| column.1).sum();
        let bar = WIDTH
            .saturating_sub(4 + fixed + axes.iter().sum::<usize>())
            .min(24);
        let bar = if bar < 6 { 0 } else { bar };
        let titles = self.grid.axes.iter().zip(&axes);
        let titles = titles.filter(|(_, width)| **width > 0);
        let mut head: String = titles
            .map(|(axis, width)| right(&axis.name, *width))
            .collect();
        head.push_str(
            &COLUMNS
                .iter()
                .map(|column| right(column.0, column.1))
                .collect::<String>(),
        );
        let rule = head.chars().count() + if bar > 0 { bar + 2 } else { 0 };
        let mut out = format!("{}\n", look.paint(Paint::Strong, &head));
        out.push_str(&format!(
            "  {}\n",
            "─".repeat(rule.min(WIDTH).saturating_sub(2))
        ));
        let shown = if look.all || self.cells.len() <= MANY {
            self.cells.len()
        } else {
            FEW
        };
        let ups = self.cells.iter().filter_map(|cell| self.speed_up(cell));
        let greatest = ups.fold(1.0, f64::max);
        for cell in &self.cells[..shown] {
            out.push_str(&self.row(cell, &axes, bar, greatest, look));
        }
        if shown < self.cells.len() {
            let rest = self.cells.len() - shown;
            let kept = "--all shows them, --csv and --json keep them";
            out.push_str(&format!("  … {} more ({kept})\n", count(rest as u64)));
        }
        out
    }

    fn row(&self, cell: &Cell, axes: &[usize], bar: usize, greatest: f64, look: Look) -> String {
        let values = self.grid.at(cell.index).zip(axes);
        let values = values.filter(|(_, width)| **width > 0);
        let mut out: String = values
            .map(|((_, value), width)| right(left(value, WIDEST).trim_end(), *width))
            .collect();
        if let Some(trouble) = &cell.trouble {
            let room = WIDTH.saturating_sub(out.chars().count() + 4);
            let text = left(trouble, room);
            return format!("{out}    {}\n", look.paint(Paint::Error, text.trim_end()));
        }
        for (_, width, figure) in COLUMNS {
            out.push_str(&right(&figure(self, cell), *width));
        }
        if let Some(up) = self.speed_up(cell).filter(|_| bar > 0) {
            let bar = blocks(up / greatest, bar, look);
            out.push_str(&format!(
                "  {}",
                look.paint(Paint::State(State::Running), &bar)
            ));
        }
        if self.is_real {
            let (least, most) = (cell.runs.least, cell.runs.most);
            let range = format!("  {} … {}", fine(least), fine(most));
            if out.chars().count() + range.chars().count() <= WIDTH {
                out.push_str(&range);
            }
        }
        format!("{}\n", out.trim_end())
    }

    /// What is to be known of the table.
    fn notes(&self) -> String {
        let mut out = String::new();
        if let Some(failed) = self.failed() {
            out.push_str(&format!("\n  {failed}\n"));
        }
        if let Some(least) = self.least_time() {
            out.push_str(&format!("\n  {least}\n"));
        }
        for agreement in self
            .agreement()
            .into_iter()
            .chain(self.agreement_with_pythons())
        {
            out.push('\n');
            out.push_str(&crate::lab::look::wrap(&agreement, "  "));
        }
        if let Some(note) = self.ignored_threads() {
            out.push_str(&crate::lab::look::wrap(&note, "  "));
        }
        out
    }

    /// How many runs failed, if any did.
    pub(super) fn failed(&self) -> Option<String> {
        let failed = self.cells.iter().filter(|cell| cell.trouble.is_some());
        let (failed, all) = (failed.count() as u64, self.cells.len() as u64);
        (failed > 0).then(|| format!("{} of {} runs failed", count(failed), count(all)))
    }

    /// The least time and where it was, if there is something to choose from.
    pub(super) fn least_time(&self) -> Option<String> {
        let best = self.best().filter(|_| self.cells.len() > 1)?;
        let (time, label) = (Nanos(best.figures.elapsed), self.grid.label(best.index));
        Some(format!("least time: {} at {label}", fine(time)))
    }

    /// How well the virtual clock predicts what was measured.
    pub(super) fn agreement(&self) -> Option<String> {
        let pairs = self.cells.iter().zip(&self.predicted);
        let sound = pairs.filter(|(a, b)| a.trouble.is_none() && b.trouble.is_none());
        let ratio = |pick: fn(&Figures) -> u64| {
            let ratios = sound.clone().map(|(real, predicted)| {
                pick(&real.figures).max(1) as f64 / pick(&predicted.figures).max(1) as f64
            });
            let mut ratios: Vec<f64> = ratios.collect();
            ratios.sort_by(f64::total_cmp);
            let (first, last) = (ratios.first()?, ratios.last()?);
            let middle = ratios[ratios.len() / 2];
            Some(format!("{middle:.2} ({first:.2} … {last:.2})"))
        };
        Some(format!(
            "agreement with the virtual clock, measured / predicted, median and range over {}: \
             elapsed {}, CPU {}, switches {}",
            plural(sound.clone().count() as u64, "run"),
            ratio(|figures| figures.elapsed)?,
            ratio(|figures| figures.cpu)?,
            ratio(|figures| figures.switches)?,
        ))
    }

    /// Whether the script makes as many threads whatever `threads` says.
    pub(super) fn ignored_threads(&self) -> Option<String> {
        let axis = self
            .grid
            .axes
            .iter()
            .position(|axis| axis.name == "threads")?;
        let first = self.cells.first()?;
        let made = |cell: &Cell| (cell.figures.threads, cell.figures.processes);
        let is_same = self.cells.iter().all(|cell| made(cell) == made(first));
        let is_varied = self.grid.axes[axis].values.len() > 1 && self.cells.len() > 1;
        (is_same && is_varied && !self.has_failed()).then(|| {
            format!(
                "note: the script makes {} whatever `threads` says: does it heed it?",
                plural(first.figures.threads, "thread"),
            )
        })
    }
}

/// A bar of so large a part of a width.
pub(super) fn blocks(part: f64, width: usize, look: Look) -> String {
    let eighths = (part.clamp(0.0, 1.0) * width as f64 * 8.0).round() as usize;
    if look.ascii {
        return "#".repeat((eighths / 8).max(1));
    }
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    let bar = format!("{}{rest}", "█".repeat(eighths / 8));
    if bar.is_empty() { "▏".into() } else { bar }
}
