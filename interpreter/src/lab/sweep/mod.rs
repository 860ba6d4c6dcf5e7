//! A sweep: the same script with every combination of some settings.
//!
//! - `axis`: one thing that is varied; `grid`: all combinations, and shards of them;
//! - `constant`: constants of the script, which can be varied too;
//! - `cell`: one run, and its figures;
//! - `peers`: the same cells under CPython;
//! - `files`: a sweep as JSON and CSV; `merge`: shards joined;
//! - `table`, `chart`, `heat`: what a terminal shows;
//! - `page`: the same as HTML, with `plot` (curves) and `tiles` (maps).

mod axis;
mod cell;
mod chart;
mod constant;
mod files;
mod grid;
mod heat;
mod merge;
mod page;
mod peers;
mod plot;
mod table;
mod tiles;

pub use axis::{Axis, Kind};
pub use cell::{Cell, Figures};
pub use constant::{constants, with_constant};
pub use files::{SCHEMA, digest};
pub use grid::{Grid, Shard};
pub use merge::merge;
pub use peers::{Peers, unknown_to_python};

use super::amdahl::{self, Fit};

/// What a sweep came to; some of its cells, if it is a shard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sweep {
    /// The script's name.
    pub script: String,
    /// What tells one script's text from another's.
    pub digest: String,
    /// Whether the clock was the computer's.
    pub is_real: bool,
    /// The options that all cells have: `--seed=1`.
    pub options: Vec<String>,
    /// Cores of the simulated machine, where they are not varied.
    pub cores: usize,
    /// All combinations.
    pub grid: Grid,
    /// Which of them were run, if not all.
    pub shard: Option<Shard>,
    /// What came of those, in the grid's order.
    pub cells: Vec<Cell>,
    /// What the virtual clock says of them, in the same order; empty where it was theirs.
    pub predicted: Vec<Cell>,
    /// The same under each Python that was asked for.
    pub peers: Vec<Peers>,
    /// What keeps the best of these cells from being better, if that was asked.
    pub why: Option<String>,
}

/// The cells along the axis that is to make things faster, all else being equal.
pub struct Series {
    /// What they have in common: `gil=on`; may be empty.
    pub label: String,
    /// The cells, by their places in [`Sweep::cells`].
    pub cells: Vec<usize>,
    /// Cores of the simulated machine.
    pub cores: usize,
}

/// What there is to say about the speed-up along a series.
#[derive(Clone, PartialEq, Debug)]
pub enum Law {
    /// Amdahl's law, with points up to this number (and not beyond, if that is some).
    Fits(Fit, Option<usize>),
    /// It is further than [`TOLERANCE`] from the points.
    Misses(Fit),
    /// More is slower.
    Slower,
    /// The points do not do the same work: so many times as much at the last as at the first.
    OtherWork(f64),
    /// Too few points, or one of them failed.
    Unknown,
}

/// How far a point may be from a line that fits, as a share of the point.
pub const TOLERANCE: f64 = 0.05;

impl Sweep {
    /// Whether some run went wrong.
    pub fn has_failed(&self) -> bool {
        self.cells.iter().any(|cell| cell.trouble.is_some())
    }

    /// The axis along which runs are to get faster: how many threads or cores there are.
    pub fn scaling(&self) -> Option<usize> {
        let counts = |axis: &Axis| {
            let numbers = axis.numbers().unwrap_or_default();
            numbers.len() > 1 && numbers.iter().all(|n| n.fract() == 0.0 && *n >= 1.0)
        };
        let rank = |axis: &Axis| match (axis.kind(), axis.name.as_str()) {
            (Kind::Threads, _) => Some(0),
            (Kind::Constant, name) if is_about_workers(name) => Some(1),
            (_, "cores") => Some(2),
            (Kind::Argv, _) => Some(3),
            _ => None,
        };
        let axes = self.grid.axes.iter().enumerate();
        let ranked = axes.filter(|(_, axis)| counts(axis));
        let ranked = ranked.filter_map(|(index, axis)| Some((rank(axis)?, index)));
        ranked.min().map(|(_, index)| index)
    }

    /// How many times faster a cell is than the first one of its series; where nothing scales, than
    /// the first of all. None where one of them failed or is in another shard.
    pub fn speed_up(&self, cell: &Cell) -> Option<f64> {
        self.speed_up_among(&self.cells, cell)
    }

    /// The cell that the speed-up of a cell refers to.
    fn base(&self, cell: usize) -> usize {
        let Some(axis) = self.scaling() else {
            return 0;
        };
        let mut places = self.grid.coordinates(cell);
        places[axis] = 0;
        self.grid.cell(&places)
    }

    /// Whether the speed-ups of others refer to this cell.
    fn is_base(&self, cell: usize) -> bool {
        self.base(cell) == cell
    }

    /// The same for one of `cells`: those measured, those predicted, or those under CPython.
    fn speed_up_among(&self, cells: &[Cell], cell: &Cell) -> Option<f64> {
        let base = self.base(cell.index);
        let found = cells.binary_search_by_key(&base, |cell| cell.index);
        let base = &cells[found.ok()?];
        let is_sound = base.trouble.is_none() && cell.trouble.is_none();
        is_sound.then(|| base.figures.elapsed as f64 / cell.figures.elapsed.max(1) as f64)
    }

    /// The series, if all cells are there and something scales.
    pub fn series(&self) -> Vec<Series> {
        let Some(axis) = self.scaling().filter(|_| self.is_whole()) else {
            return Vec::new();
        };
        let first = (0..self.cells.len()).filter(|cell| self.grid.coordinates(*cell)[axis] == 0);
        let series = first.map(|cell| {
            let mut places = self.grid.coordinates(cell);
            let others = self.grid.at(cell).enumerate();
            let others = others.filter(|(index, _)| *index != axis);
            let mut cores = self.cores;
            let mut words = Vec::new();
            for (index, (name, value)) in others {
                if name == "cores" {
                    cores = value.parse().unwrap_or(cores);
                }
                if self.grid.axes[index].values.len() > 1 {
                    words.push(format!("{name}={value}"));
                }
            }
            let label = words.join(" ");
            let along = 0..self.grid.axes[axis].values.len();
            let cells = along.map(|place| {
                places[axis] = place;
                self.grid.cell(&places)
            });
            let cells = cells.collect();
            Series {
                label,
                cells,
                cores,
            }
        });
        series.collect()
    }

    /// Numbers and speed-ups of a series; none if a run of it failed.
    pub fn points(&self, series: &Series) -> Option<Vec<(f64, f64)>> {
        let axis = &self.grid.axes[self.scaling()?];
        let numbers = axis.numbers()?;
        let ups = series
            .cells
            .iter()
            .map(|cell| self.speed_up(&self.cells[*cell]));
        numbers
            .into_iter()
            .zip(ups)
            .map(|(n, up)| Some((n, up?)))
            .collect()
    }

    /// What law a series follows.
    pub fn law(&self, series: &Series) -> Law {
        let Some(points) = self.points(series) else {
            return Law::Unknown;
        };
        let works = || {
            series
                .cells
                .iter()
                .map(|cell| self.cells[*cell].figures.work())
        };
        let least = works().fold(f64::MAX, f64::min);
        let most = works().fold(0.0, f64::max);
        if most / least > 1.5 {
            let ends = works().next().zip(works().next_back());
            return Law::OtherWork(ends.map_or(1.0, |(first, last)| last / first));
        }
        let Some(fit) = amdahl::fit(&points) else {
            return Law::Unknown;
        };
        if fit.error <= TOLERANCE {
            return match fit.serial {
                1.005.. => Law::Slower,
                _ => Law::Fits(fit, None),
            };
        }
        // Beyond the cores there are, no law promises anything.
        let within: Vec<_> = { points.iter().copied() }
            .filter(|(n, _)| *n <= series.cores as f64)
            .collect();
        let is_part = within.len() >= 3 && within.len() < points.len() && !self.is_over_cores();
        match amdahl::fit(&within).filter(|_| is_part) {
            Some(part) if part.error <= TOLERANCE && part.serial < 1.005 => {
                Law::Fits(part, Some(series.cores))
            }
            _ if points.iter().skip(1).all(|(_, up)| *up < 1.0) => Law::Slower,
            _ => Law::Misses(fit),
        }
    }

    fn is_over_cores(&self) -> bool {
        let axis = self.scaling().map(|axis| &self.grid.axes[axis]);
        axis.is_some_and(|axis| axis.name == "cores")
    }

    /// Whether all cells are there.
    pub fn is_whole(&self) -> bool {
        self.cells.len() == self.grid.cells()
    }

    /// The cell that took the least time, of those that went well.
    pub fn best(&self) -> Option<&Cell> {
        let sound = self.cells.iter().filter(|cell| cell.trouble.is_none());
        sound.min_by_key(|cell| (cell.figures.elapsed, cell.index))
    }
}

/// Whether a constant of this name says how many work at a time.
fn is_about_workers(name: &str) -> bool {
    let words = ["THREADS", "WORKERS", "PROCESSES"];
    words.iter().any(|word| name.ends_with(word))
}
