//! A sweep under CPython: the same combinations, as far as CPython has the knobs, and whether it gets
//! faster along them as gilscope does.

use super::{Axis, Cell, Kind, Sweep};
use crate::lab::look::plural;

/// What CPython has of the knobs of a run.
const KNOWN: &[&str] = &["gil", "switch-interval", "interval"];

/// The cells of a sweep under one Python.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Peers {
    /// `CPython 3.13.0, GIL on`
    pub name: String,
    /// What came of those cells that it can run, in the grid's order. Of the figures only `elapsed`
    /// (without the start of the Python) and `cpu` are known.
    pub cells: Vec<Cell>,
}

/// The axes for which CPython has nothing, if several values of them are tried.
pub fn unknown_to_python(axes: &[Axis]) -> Vec<&str> {
    let unknown = axes.iter().filter(|axis| {
        let is_known = axis.kind() != Kind::Knob || KNOWN.contains(&axis.name.as_str());
        axis.values.len() > 1 && !is_known
    });
    unknown.map(|axis| axis.name.as_str()).collect()
}

impl Sweep {
    /// How the speed-ups compare with those of each Python.
    pub(super) fn agreement_with_pythons(&self) -> Vec<String> {
        self.peers
            .iter()
            .map(|peers| self.agreement_with(peers))
            .collect()
    }

    fn agreement_with(&self, peers: &Peers) -> String {
        let name = &peers.name;
        let ratios = peers.cells.iter().filter_map(|theirs| {
            let found = { &self.cells }.binary_search_by_key(&theirs.index, |cell| cell.index);
            let ours = &self.cells[found.ok()?];
            let (here, there) = (
                self.speed_up(ours)?,
                self.speed_up_among(&peers.cells, theirs)?,
            );
            // The first of a series is 1 by definition.
            (!self.is_base(theirs.index)).then_some(here / there)
        });
        let mut ratios: Vec<f64> = ratios.collect();
        ratios.sort_by(f64::total_cmp);
        let (Some(first), Some(last)) = (ratios.first(), ratios.last()) else {
            return format!("no speed-up here has its like under {name}");
        };
        let near = ratios.iter().filter(|ratio| (0.95..=1.05).contains(*ratio));
        let what = if self.is_real { "here" } else { "predicted" };
        format!(
            "agreement with {name}: speed-ups {what} / under it, median and range over {}: {:.2} \
             ({first:.2} … {last:.2}); {} within 5 %",
            plural(ratios.len() as u64, "run"),
            ratios[ratios.len() / 2],
            near.count(),
        )
    }
}
