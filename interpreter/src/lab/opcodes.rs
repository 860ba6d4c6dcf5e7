//! The table of `run --opcode-stats`: which operations a script executes, which follow which, and how many
//! leave the loop.
//!
//! It is where to look for what to fuse, and for what deserves an arm in the loop (`vm/eval.rs`). Counts come
//! from [`crate::vm::meter`].

use super::look::{Look, Paint, count, left, percent, plural, right};
use crate::op::Op;
use crate::vm::meter::Tally;
use serde_json::{Value, json};

/// Rows of each table, unless all are asked for.
const MANY: usize = 20;

/// An operation or a pair of them, and how often it was executed.
struct Row {
    first: Option<Op>,
    op: Op,
    count: u64,
    slow: u64,
}

/// Operations by how often they were executed, most often first.
fn operations(tally: &Tally) -> Vec<Row> {
    let (at_once, slow) = tally
        .kinds
        .split_at(tally.kinds.len().min(Op::GENERAL.len()));
    let counts = at_once.iter().zip(slow);
    let rows = { Op::GENERAL.iter().zip(counts) }.map(|(op, (count, slow))| Row {
        first: None,
        op: *op,
        count: *count,
        slow: *slow,
    });
    sorted(rows)
}

/// Pairs by how often they were executed, most often first.
fn pairs(tally: &Tally) -> Vec<Row> {
    let all =
        { Op::GENERAL.iter() }.flat_map(|first| Op::GENERAL.iter().map(move |op| (*first, *op)));
    let rows = all.map(|(first, op)| Row {
        first: Some(first),
        op,
        count: tally.pair(Some(first), op),
        slow: 0,
    });
    sorted(rows)
}

fn sorted(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut rows: Vec<Row> = rows.filter(|row| row.count > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

/// The whole report.
pub fn opcode_stats(tally: &Tally, look: Look) -> String {
    let (operations, pairs) = (operations(tally), pairs(tally));
    let all: u64 = operations.iter().map(|row| row.count).sum();
    let slow: u64 = operations.iter().map(|row| row.slow).sum();
    let mut out = format!(
        "  operations: {} executed, {} of them outside the loop · a fused one counts as one\n",
        count(all),
        percent(slow, all.max(1)),
    );
    let heads = ["operation", "executed", "share", "outside"];
    out.push_str(&line(heads[0], &heads[1..], look, Some(Paint::Faint)));
    for row in shown(&operations, look) {
        let cells = [
            count(row.count),
            percent(row.count, all),
            percent(row.slow, row.count),
        ];
        out.push_str(&line(row.op.name(), &cells, look, None));
    }
    out.push_str(&rest(operations.len(), "operation", look));
    out.push('\n');
    out.push_str(&line(
        "one after the other",
        &heads[1..3],
        look,
        Some(Paint::Faint),
    ));
    for row in shown(&pairs, look) {
        let first = row.first.map_or("", Op::name);
        let cells = [count(row.count), percent(row.count, all)];
        let name = format!("{first}, {}", row.op.name());
        out.push_str(&line(&name, &cells, look, None));
    }
    out.push_str(&rest(pairs.len(), "pair", look));
    look.plain(&out)
}

fn shown(rows: &[Row], look: Look) -> &[Row] {
    let most = if look.all { usize::MAX } else { MANY };
    &rows[..rows.len().min(most)]
}

fn rest(rows: usize, word: &str, look: Look) -> String {
    match rows.saturating_sub(MANY) {
        0 => String::new(),
        _ if look.all => String::new(),
        more => format!("  … and {} more (--all)\n", plural(more as u64, word)),
    }
}

fn line(name: &str, cells: &[impl AsRef<str>], look: Look, paint: Option<Paint>) -> String {
    let mut line = format!("  {}", left(name, 46));
    for cell in cells {
        line.push_str(&right(cell.as_ref(), 14));
    }
    let line = match paint {
        Some(paint) => look.paint(paint, &line),
        None => line,
    };
    line + "\n"
}

/// The same figures for `--json`.
pub fn to_json(tally: &Tally) -> Value {
    let counts = { operations(tally).into_iter() }
        .map(|row| json!({"op": row.op.name(), "executed": row.count, "outside": row.slow}))
        .collect::<Value>();
    let pairs = { pairs(tally).into_iter() }
        .map(|row| {
            json!({
                "first": row.first.map(Op::name),
                "second": row.op.name(),
                "executed": row.count,
            })
        })
        .collect::<Value>();
    json!({"operations": counts, "pairs": pairs})
}
