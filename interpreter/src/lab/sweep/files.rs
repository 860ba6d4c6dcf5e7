//! A sweep in files: JSON of schema `gilscope.sweep/1`, which can be read again, and CSV.

use super::{Axis, Cell, Figures, Grid, Peers, Shard, Sweep};
use crate::lab::compare::Runs;
use gilscope_runtime::time::Nanos;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Name and version of what the files hold.
/// Name and version of the format of [`Sweep::to_json`].
pub const SCHEMA: &str = "gilscope.sweep/1";

/// What tells one text from another.
pub fn digest(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl Sweep {
    /// The sweep as JSON; `predicted` has what the virtual clock says of cells on the real one. Times
    /// are nanoseconds; `at` says which values a cell has; `speed_up` is null where the cell that it
    /// refers to is in another shard; `why` is about the best of the cells.
    pub fn to_json(&self) -> Value {
        self.json_up_to(usize::MAX)
    }

    /// The same with so many cells at most; `cells_left_out` is there if there are more.
    pub(super) fn json_up_to(&self, most: usize) -> Value {
        let some = |cells: &[Cell]| self.cells_to_json(&cells[..cells.len().min(most)]);
        let axes = self.grid.axes.iter();
        let axes = axes.map(|axis| json!({ "name": axis.name, "values": axis.values }));
        let shard = self.shard;
        let mut file = json!({
            "schema": SCHEMA,
            "gilscope": env!("CARGO_PKG_VERSION"),
            "script": self.script,
            "digest": self.digest,
            "clock": if self.is_real { "real" } else { "virtual" },
            "options": self.options,
            "cores": self.cores,
            "axes": axes.collect::<Vec<_>>(),
            "shard": shard.map(|shard| json!({ "index": shard.index, "count": shard.count })),
            "why": self.why,
            "cells": some(&self.cells),
            "predicted": some(&self.predicted),
            "peers": self.peers.iter().map(|peers| self.peers_to_json(peers, most)).collect::<Vec<_>>(),
        });
        let left_out = self.cells.len().saturating_sub(most);
        if left_out > 0 {
            file["cells_left_out"] = json!(left_out);
        }
        file
    }

    fn cells_to_json(&self, cells: &[Cell]) -> Value {
        let cells = cells.iter().map(|cell| {
            let speed_up = self.speed_up_among(cells, cell);
            self.cell_to_json(cell, speed_up)
        });
        cells.collect()
    }

    fn peers_to_json(&self, peers: &Peers, most: usize) -> Value {
        let cells = &peers.cells[..peers.cells.len().min(most)];
        let cells = cells.iter().map(|cell| {
            let at = self.grid.at(cell.index);
            let at = at.map(|(name, value)| (name.to_string(), json!(value)));
            let speed_up = self.speed_up_among(&peers.cells, cell);
            json!({
                "index": cell.index,
                "at": Map::from_iter(at),
                "runs": runs_to_json(&cell.runs),
                "elapsed": cell.figures.elapsed,
                "cpu": cell.figures.cpu,
                "speed_up": speed_up.map(rounded),
                "trouble": cell.trouble,
            })
        });
        json!({ "name": peers.name, "cells": cells.collect::<Vec<_>>() })
    }

    fn cell_to_json(&self, cell: &Cell, speed_up: Option<f64>) -> Value {
        let at = self.grid.at(cell.index);
        let at = at.map(|(name, value)| (name.to_string(), json!(value)));
        let mut object = json!({
            "index": cell.index,
            "at": Map::from_iter(at),
            "runs": runs_to_json(&cell.runs),
            "cores_busy": rounded(cell.figures.cores_busy()),
            "speed_up": speed_up.map(rounded),
            "trouble": cell.trouble,
        });
        for (name, value) in Figures::NAMES.iter().zip(cell.figures.values()) {
            object[*name] = json!(value);
        }
        object
    }

    /// Reads what [`Sweep::to_json`] wrote.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub fn from_json(text: &str) -> Result<Sweep, String> {
        let file: Value = serde_json::from_str(text).map_err(|_| "is not JSON".to_string())?;
        match file["schema"].as_str() {
            Some(SCHEMA) => {}
            Some(other) => return Err(format!("is of schema {other}, not {SCHEMA}")),
            None => return Err("is not the result of a sweep".into()),
        }
        let version = env!("CARGO_PKG_VERSION");
        match file["gilscope"].as_str() {
            Some(made) if made == version => {}
            made => {
                let made = made.unwrap_or("?");
                return Err(format!("is of gilscope {made}; this one is {version}"));
            }
        }
        read(&file).ok_or_else(|| "is damaged: something is missing or of the wrong kind".into())
    }

    /// The sweep as CSV, with a line of titles. Times are nanoseconds.
    pub fn to_csv(&self) -> String {
        let axes = self.grid.axes.iter().map(|axis| axis.name.clone());
        let names = Figures::NAMES.iter().map(|name| match *name {
            "elapsed" | "cpu" | "gil_wait" | "lock_wait" | "io" | "no_core" => format!("{name}_ns"),
            name => name.to_string(),
        });
        let rest = [
            "cores_busy",
            "speed_up",
            "runs",
            "least_ns",
            "most_ns",
            "trouble",
        ];
        let mut out = line(axes.chain(names).chain(rest.map(String::from)));
        for cell in &self.cells {
            let at = self.grid.at(cell.index).map(|(_, value)| value.to_string());
            let figures = cell.figures.values().map(|value| value.to_string());
            let speed_up = self.speed_up(cell);
            let rest = [
                rounded(cell.figures.cores_busy()).to_string(),
                speed_up.map_or(String::new(), |up| rounded(up).to_string()),
                cell.runs.count.to_string(),
                cell.runs.least.0.to_string(),
                cell.runs.most.0.to_string(),
                cell.trouble.clone().unwrap_or_default(),
            ];
            out.push_str(&line(at.chain(figures).chain(rest)));
        }
        out
    }
}

fn runs_to_json(runs: &Runs) -> Value {
    json!({ "count": runs.count, "least": runs.least.0, "most": runs.most.0 })
}

fn read(file: &Value) -> Option<Sweep> {
    let text = |value: &Value| value.as_str().map(str::to_string);
    let texts = |value: &Value| {
        value
            .as_array()?
            .iter()
            .map(text)
            .collect::<Option<Vec<_>>>()
    };
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
    let axes = file["axes"].as_array()?.iter().map(|axis| {
        let (name, values) = (text(&axis["name"])?, texts(&axis["values"])?);
        Some(Axis { name, values })
    });
    let grid = Grid::new(axes.collect::<Option<_>>()?).ok()?;
    let shard = match &file["shard"] {
        Value::Null => None,
        shard => {
            let (index, count) = (number(&shard["index"])?, number(&shard["count"])?);
            Some(Shard::parse(&format!("{index}/{count}")).ok()?)
        }
    };
    let why = match &file["why"] {
        Value::Null => None,
        why => Some(text(why)?),
    };
    let (cells, predicted) = (read_cells(&file["cells"])?, read_cells(&file["predicted"])?);
    let peers = file["peers"].as_array()?.iter().map(|peers| {
        let (name, cells) = (text(&peers["name"])?, read_cells(&peers["cells"])?);
        Some(Peers { name, cells })
    });
    let peers: Vec<Peers> = peers.collect::<Option<_>>()?;
    let is_known = |cell: &Cell| cell.index < grid.cells();
    let theirs = peers.iter().flat_map(|peers| &peers.cells);
    let mut all = cells.iter().chain(&predicted).chain(theirs);
    all.all(is_known).then_some(())?;
    Some(Sweep {
        script: text(&file["script"])?,
        digest: text(&file["digest"])?,
        is_real: text(&file["clock"])? == "real",
        options: texts(&file["options"])?,
        cores: number(&file["cores"])?,
        grid,
        shard,
        cells,
        predicted,
        peers,
        why,
    })
}

/// Cells in the order of the grid.
fn read_cells(cells: &Value) -> Option<Vec<Cell>> {
    let cells = cells.as_array()?.iter().map(read_cell);
    let cells: Vec<Cell> = cells.collect::<Option<_>>()?;
    let is_sorted = cells.windows(2).all(|pair| pair[0].index < pair[1].index);
    is_sorted.then_some(cells)
}

fn read_cell(cell: &Value) -> Option<Cell> {
    let mut values = [0; Figures::NAMES.len()];
    for (value, name) in values.iter_mut().zip(Figures::NAMES) {
        *value = match &cell[*name] {
            // CPython tells of few figures.
            Value::Null if !["elapsed", "cpu"].contains(name) => 0,
            figure => figure.as_u64()?,
        };
    }
    let runs = &cell["runs"];
    let trouble = match &cell["trouble"] {
        Value::Null => None,
        trouble => Some(trouble.as_str()?.to_string()),
    };
    Some(Cell {
        index: usize::try_from(cell["index"].as_u64()?).ok()?,
        figures: Figures::from_values(values),
        runs: Runs {
            count: usize::try_from(runs["count"].as_u64()?).ok()?,
            least: Nanos(runs["least"].as_u64()?),
            most: Nanos(runs["most"].as_u64()?),
        },
        trouble,
    })
}

/// To four digits after the point.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// A line of CSV.
fn line(fields: impl Iterator<Item = String>) -> String {
    let quoted = fields.map(|field| match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    });
    format!("{}\n", quoted.collect::<Vec<_>>().join(","))
}
