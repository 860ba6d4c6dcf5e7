//! The steps of an execution as a table: a column a thread, the variables between them.

use super::steps::Step;
use crate::lab::look::{Look, Paint, count, left, right};
use gilscope_runtime::task::ThreadId;
use std::collections::{BTreeMap, BTreeSet};

/// Most rows that are shown.
const MOST: usize = 60;
/// Most threads that have a column each.
const COLUMNS: usize = 3;
/// Steps of the longest round that is recognised when it comes again and again.
const ROUND: usize = 24;
/// Rounds that are told one by one.
const ROUNDS: usize = 2;

/// The steps as a table.
pub fn table(steps: &[Step], names: &BTreeMap<ThreadId, String>, look: Look) -> String {
    let table = Table::new(steps, names);
    let mut out = table.head();
    let rows = rows(steps);
    let skipped = rows.len().saturating_sub(MOST);
    if skipped > 0 {
        out.push_str(&format!("     …  {skipped} steps before are left out\n"));
    }
    let mut shown = Vec::new();
    for row in &rows[skipped..] {
        match row {
            Row::Step(at) => {
                shown.push(*at);
                out.push_str(&table.row(*at, look));
            }
            Row::Again { steps, times } => {
                let what = match steps {
                    1 => "the same".to_string(),
                    n => format!("the same {n} steps"),
                };
                let times = count(*times as u64);
                out.push_str(&format!("     …  {what} {times} times more\n"));
            }
        }
    }
    out.push_str(&table.sources(&shown));
    if look.ascii {
        out = out.replace('✗', "X").replace('▸', ">");
    }
    look.plain(&out)
}

/// A row of the table.
enum Row {
    /// The step at this place.
    Step(usize),
    /// So many steps have come just before, and do so again and again.
    Again { steps: usize, times: usize },
}

/// Steps one by one; of rounds that go on and on, the first ones.
fn rows(steps: &[Step]) -> Vec<Row> {
    let key = |at: usize| {
        let step = &steps[at];
        (step.thread, step.line, &step.text, &step.wrong)
    };
    let mut rows = Vec::new();
    let mut at = 0;
    while at < steps.len() {
        let same = |length: usize| {
            let ahead = (at..steps.len() - length.min(steps.len() - at)).zip(at + length..);
            ahead
                .take_while(|(one, other)| key(*one) == key(*other))
                .count()
        };
        let times = |length: usize| 1 + same(length) / length;
        let round = (1..=ROUND).find(|length| times(*length) > ROUNDS + 1);
        let (length, told, times) = match round {
            Some(length) => (length, ROUNDS, times(length)),
            None => (1, 1, 1),
        };
        rows.extend((at..at + told * length).map(Row::Step));
        if times > told {
            rows.push(Row::Again {
                steps: length,
                times: times - told,
            });
        }
        at += times * length;
    }
    rows
}

struct Table<'a> {
    steps: &'a [Step],
    names: &'a BTreeMap<ThreadId, String>,
    /// The threads that have a column each; none where there are too many of them.
    lanes: Vec<ThreadId>,
    /// Width of a column.
    width: usize,
    /// The variables, and how wide their columns are.
    variables: Vec<(String, usize)>,
    /// Width of numbers of lines.
    digits: usize,
}

impl<'a> Table<'a> {
    fn new(steps: &'a [Step], names: &'a BTreeMap<ThreadId, String>) -> Table<'a> {
        let mut lanes: Vec<ThreadId> = steps.iter().map(|step| step.thread).collect();
        lanes.sort();
        lanes.dedup();
        if lanes.len() > COLUMNS {
            lanes.clear();
        }
        let variables = variables(steps).into_iter();
        let variables: Vec<(String, usize)> = variables
            .map(|name| (name.clone(), width_of(steps, &name)))
            .collect();
        let taken: usize = variables.iter().map(|(_, width)| width + 2).sum();
        let width = (92usize.saturating_sub(taken) / lanes.len().max(1)).saturating_sub(2);
        Table {
            steps,
            names,
            lanes,
            width: width.max(20),
            variables,
            digits: steps
                .iter()
                .map(|step| step.line.to_string().len())
                .max()
                .unwrap_or(1),
        }
    }

    /// The first column's cell, the variables', and the other columns' cells.
    fn line(&self, cells: &[String], value: &dyn Fn(&str, usize) -> String) -> String {
        let mut out = String::new();
        for (cell, at) in cells.iter().zip(0..) {
            out.push_str(&format!("{}  ", left(cell, self.width)));
            if at == 0 {
                for (name, width) in &self.variables {
                    out.push_str(&format!("{}  ", right(&value(name, *width), *width)));
                }
            }
        }
        format!("{}\n", out.trim_end())
    }

    fn head(&self) -> String {
        let name = |thread: &ThreadId| self.names.get(thread).cloned().unwrap_or_default();
        let mut titles: Vec<String> = self.lanes.iter().map(name).collect();
        if titles.is_empty() {
            titles.push("thread".into());
        }
        let rules = vec!["─".repeat(self.width); titles.len()];
        let titles = self.line(&titles, &|name, _| name.to_string());
        let rules = self.line(&rules, &|_, width| "─".repeat(width));
        format!("  step  {titles}  ────  {rules}")
    }

    fn row(&self, at: usize, look: Look) -> String {
        let step = &self.steps[at];
        let is_switch = at > 0 && self.steps[at - 1].thread != step.thread;
        let mark = match (&step.wrong, is_switch) {
            (Some(_), _) => "✗",
            (None, true) => "▸",
            _ => " ",
        };
        let line = match step.line {
            0 => String::new(),
            line => line.to_string(),
        };
        let line = right(&line, self.digits);
        let room = self.width.saturating_sub(self.digits + 2);
        let own = match step.text.chars().count() > room {
            true => &step.short,
            false => &step.text,
        };
        let own = format!("{line}  {own}");
        let mut cells: Vec<String> = { self.lanes.iter() }
            .map(|lane| match *lane == step.thread {
                true => own.clone(),
                false => String::new(),
            })
            .collect();
        if cells.is_empty() {
            let name = self.names.get(&step.thread).map_or("", String::as_str);
            cells.push(format!("{name}: {}", own.trim_start()));
        }
        let value = |name: &str, _| step.values.get(name).cloned().unwrap_or_default();
        let number = right(&(at + 1).to_string(), 3);
        let mut out = format!("  {mark}{number}  {}", self.line(&cells, &value));
        if let Some(wrong) = &step.wrong {
            let line = format!("        line {}: {}", step.line, wrong.text);
            out.push_str(&look.paint(Paint::Error, &line));
            out.push('\n');
        }
        out
    }

    /// The lines of the script that steps stand for, where these do not say what stands there.
    fn sources(&self, shown: &[usize]) -> String {
        let steps = shown.iter().map(|at| &self.steps[*at]);
        let told = steps.filter_map(|step| Some((step.line, step.source.as_ref()?)));
        let told: BTreeSet<(u32, &String)> = told.filter(|it| it.0 > 0).collect();
        let lines = told.iter().take(LINES);
        let lines: String = lines
            .map(|(line, text)| format!("        line {line}: {text}\n"))
            .collect();
        match lines.is_empty() {
            true => lines,
            false => format!("\n{lines}"),
        }
    }
}

/// Lines of the script that are told below a table.
const LINES: usize = 12;

/// The variables that have a column: of those that change, the first two.
fn variables(steps: &[Step]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for name in steps.iter().flat_map(|step| step.values.keys()) {
        if !known.contains(name) && known.len() < 2 && width_of(steps, name) <= 24 {
            known.push(name.clone());
        }
    }
    known
}

fn width_of(steps: &[Step], name: &str) -> usize {
    let values = steps.iter().filter_map(|step| step.values.get(name));
    let widths = values.map(|value| value.chars().count());
    widths.max().unwrap_or(0).max(name.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &[(u32, &str)]) -> String {
        let steps: Vec<Step> = { words.iter() }
            .map(|(thread, text)| Step {
                thread: ThreadId(*thread),
                text: text.to_string(),
                short: text.to_string(),
                changes: true,
                line: 7,
                source: None,
                values: BTreeMap::new(),
                wrong: None,
            })
            .collect();
        let look = Look {
            ascii: true,
            color: false,
            all: true,
        };
        let names = [
            (ThreadId(1), "A".to_string()),
            (ThreadId(2), "B".to_string()),
        ];
        let text = table(&steps, &names.into(), look);
        let rows = text
            .lines()
            .skip(2)
            .map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "));
        rows.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn rounds_that_go_on_and_on_are_told_once() {
        let spins = [&[(2, "begins")][..], &[(1, "looks"); 1_500], &[(2, "sets")]].concat();
        assert_eq!(
            told(&spins),
            "1 7 begins|> 2 7 looks|3 7 looks|... the same 1 498 times more|>1502 7 sets"
        );
        let polite = [(1, "takes a"), (2, "takes b"), (1, "lets a go")].repeat(5);
        assert_eq!(
            told(&polite),
            "1 7 takes a|> 2 7 takes b|> 3 7 lets a go|4 7 takes a|> 5 7 takes b|> 6 7 lets a go|\
             ... the same 3 steps 3 times more"
        );
        // Three times is no habit.
        assert_eq!(told(&[(1, "looks"); 3]), "1 7 looks|2 7 looks|3 7 looks");
    }
}
