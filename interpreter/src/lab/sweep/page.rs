//! The report of a sweep as one page of HTML: what the terminal says, curves, maps, all figures.
//!
//! A page has a bounded size whatever the grid holds; what is left out is said where it would stand.

use super::table::COLUMNS;
use super::{Cell, Sweep, plot, tiles};
use crate::lab::look::{count, fine};
use crate::lab::markup::escape;
use crate::lab::page::{document, facts, heading, section};
use std::fmt::Write;

/// Rows in the table of all runs.
const MOST_ROWS: usize = 1_000;
/// Cells whose figures the page holds as JSON.
const MOST_CELLS: usize = 4_000;

impl Sweep {
    /// The whole page; `surroundings` is what there is to know beside the sweep itself.
    pub fn html(&self, surroundings: Vec<(&'static str, String)>) -> String {
        let mut out = String::new();
        heading(&mut out, &self.script, &self.conclusion());
        let mut known = surroundings;
        known.extend(self.facts());
        facts(&mut out, &known);
        let pythons = self.agreement_with_pythons().into_iter().map(Some);
        let notes = [self.part(), self.agreement(), self.ignored_threads()];
        let notes = notes.into_iter().chain(pythons);
        for text in notes.into_iter().flatten() {
            note(&mut out, &text);
        }
        let parts = [
            ("curves", "Speed-up", plot::plots(self)),
            ("maps", "Heat maps", tiles::maps(self)),
            ("runs", "All runs", Some(self.runs_table())),
        ];
        let parts = parts.into_iter().filter_map(|(id, title, content)| {
            let content = content?;
            Some((id, title, content))
        });
        let parts: Vec<_> = parts.collect();
        out.push_str("<nav aria-label=\"Sections\">");
        for (id, title, _) in &parts {
            let _ = write!(out, "<a href=\"#{id}\">{title}</a>");
        }
        out.push_str("</nav>\n");
        for (id, title, content) in &parts {
            section(&mut out, id, title, content);
        }
        document(&self.script, &out, &self.json_up_to(MOST_CELLS), None)
    }

    /// What it comes to: the best cell, and what keeps that from being better.
    fn conclusion(&self) -> String {
        let mut parts = Vec::new();
        if let Some(least) = self.least_time() {
            parts.push(format!("{}.", least.replacen('l', "L", 1)));
        }
        parts.extend(self.failed().map(|failed| format!("{failed}.")));
        parts.extend(self.why.iter().map(|why| format!("Why: {why}")));
        parts.join(" ")
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let varied = self.grid.axes.iter();
        let varied = varied.map(|axis| match axis.values.len() {
            0..=20 => format!("{}={}", axis.name, axis.values.join(",")),
            n => {
                let (first, last) = (&axis.values[0], &axis.values[n - 1]);
                format!("{}={first} … {last} ({n} values)", axis.name)
            }
        });
        let mut facts = vec![
            ("runs", self.extent()),
            ("clock", self.clock()),
            ("varied", varied.collect::<Vec<_>>().join(" · ")),
        ];
        if !self.options.is_empty() {
            facts.push(("the same for all", self.options.join(" ")));
        }
        facts
    }

    /// What a shard lacks.
    fn part(&self) -> Option<String> {
        let shard = self.shard?;
        Some(format!(
            "This is shard {} of {}. Curves and maps are drawn of the whole: gilscope merge joins the \
             shards.",
            shard.index, shard.count
        ))
    }

    fn runs_table(&self) -> String {
        let varied: Vec<bool> = { self.grid.axes.iter() }
            .map(|axis| axis.values.len() > 1 || self.grid.cells() == 1)
            .collect();
        let axes = self.grid.axes.iter().zip(&varied);
        let axes = axes.filter(|(_, is_varied)| **is_varied);
        let mut head: Vec<&str> = axes.map(|(axis, _)| axis.name.as_str()).collect();
        head.extend(COLUMNS.iter().map(|column| column.0));
        if self.is_real {
            head.push("least … most");
        }
        if self.has_failed() {
            head.push("failed");
        }
        let shown = &self.cells[..self.cells.len().min(MOST_ROWS)];
        let ups = self.cells.iter().filter_map(|cell| self.speed_up(cell));
        let greatest = ups.fold(1.0, f64::max);
        let mut out = String::from(
            "<div class=\"scroll\"><table><caption>Every run: the longer the \
             strip behind a speed-up, the greater it is</caption><thead><tr>",
        );
        for title in &head {
            let _ = write!(out, "<th scope=\"col\">{}</th>", escape(title));
        }
        out.push_str("</tr></thead><tbody>\n");
        for cell in shown {
            self.row_of(&mut out, cell, &varied, greatest);
        }
        out.push_str("</tbody></table></div>\n");
        if shown.len() < self.cells.len() {
            note(
                &mut out,
                &format!(
                    "The first {} of {} runs; --csv and --json keep all.",
                    count(shown.len() as u64),
                    count(self.cells.len() as u64)
                ),
            );
        }
        if self.cells.len() > MOST_CELLS {
            let most = count(MOST_CELLS as u64);
            note(
                &mut out,
                &format!("The JSON in this page holds the first {most} of them."),
            );
        }
        out
    }

    fn row_of(&self, out: &mut String, cell: &Cell, varied: &[bool], greatest: f64) {
        out.push_str("<tr>");
        let values = self.grid.at(cell.index).zip(varied);
        let values = values.filter(|(_, is_varied)| **is_varied);
        for (index, ((_, value), _)) in values.enumerate() {
            let value = escape(value);
            let _ = match index {
                0 => write!(out, "<th scope=\"row\">{value}</th>"),
                _ => write!(out, "<td>{value}</td>"),
            };
        }
        for (title, _, figure) in COLUMNS {
            let heat = self.speed_up(cell).filter(|_| *title == "speed-up");
            let strip = heat.map_or(String::new(), |up| {
                format!(" class=\"heat run\" style=\"--heat:{:.3}\"", up / greatest)
            });
            let text = match cell.trouble {
                None => escape(&figure(self, cell)),
                Some(_) => "–".into(),
            };
            let _ = write!(out, "<td{strip}>{text}</td>");
        }
        if self.is_real {
            let (least, most) = (fine(cell.runs.least), fine(cell.runs.most));
            let _ = write!(out, "<td>{least} … {most}</td>");
        }
        if self.has_failed() {
            let trouble = cell.trouble.as_deref().unwrap_or_default();
            let _ = write!(out, "<td>{}</td>", escape(trouble));
        }
        out.push_str("</tr>\n");
    }

    /// What there is to say of a cell where somebody points at it.
    pub(super) fn told(&self, cell: &Cell) -> String {
        let label = self.grid.label(cell.index);
        if let Some(trouble) = &cell.trouble {
            return format!("{label}\nfailed: {trouble}");
        }
        let mut out = label;
        for (title, _, figure) in COLUMNS {
            let _ = write!(out, "\n{title}: {}", figure(self, cell));
        }
        if self.is_real {
            let (least, most) = (fine(cell.runs.least), fine(cell.runs.most));
            let _ = write!(out, "\nmedian of {}: {least} … {most}", cell.runs.count);
        }
        out
    }
}

/// Something said in passing.
pub(super) fn note(out: &mut String, text: &str) {
    let _ = writeln!(out, "<p class=\"note\">{}</p>", escape(text));
}

/// At most so many places of a list, evenly spread from the first to the last.
pub(super) fn spread(all: usize, most: usize) -> Vec<usize> {
    match all <= most {
        true => (0..all).collect(),
        false => (0..most)
            .map(|place| place * (all - 1) / (most - 1))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spread_begins_with_the_first_and_ends_with_the_last() {
        assert_eq!(spread(3, 3), [0, 1, 2]);
        assert_eq!(spread(4, 3), [0, 1, 3]);
        assert_eq!(spread(1_000, 4), [0, 333, 666, 999]);
    }
}
