//! The cells of a sweep under CPython, where there is one.

use super::arguments::Sweep as Wishes;
use super::compare::PATIENCE;
use super::diagnostics::{fail, say};
use super::sweep::Plan;
use super::terminal::Terminal;
use gilscope::lab::peer::{Peer, Text};
use gilscope::lab::sweep::{Cell, Figures, Peers, unknown_to_python};
use gilscope_runtime::driver::Gil;

/// Runs these cells under each Python that was asked for; on the real clock also under `python3`, if there
/// is one. Says which one cannot be run, and gives the exit status for that.
pub(super) fn run(
    wishes: &Wishes,
    plan: &Plan,
    cells: &[usize],
    terminal: Terminal,
) -> Result<Vec<Peers>, u8> {
    let is_asked = !wishes.python.is_empty();
    let names = match is_asked {
        true => wishes.python.clone(),
        false if plan.is_real && !wishes.no_python => vec!["python3".to_string()],
        false => Vec::new(),
    };
    let unknown = unknown_to_python(&plan.grid.axes);
    if !unknown.is_empty() {
        if is_asked {
            let unknown = unknown.join(", ");
            say(&format!(
                "note: not compared with CPython, which has no {unknown}\n"
            ));
        }
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for name in names {
        match Peer::find(&name) {
            Some(peer) => {
                let runner = Runner {
                    wishes,
                    plan,
                    peer,
                    terminal,
                };
                all.push(runner.run(cells));
            }
            None if is_asked => return Err(fail(&format!("cannot run '{name}' as a Python"))),
            None => {}
        }
    }
    all.retain(|peers| !peers.cells.is_empty());
    Ok(all)
}

/// Runs cells under one Python.
struct Runner<'a> {
    wishes: &'a Wishes,
    plan: &'a Plan,
    peer: Peer,
    terminal: Terminal,
}

impl Runner<'_> {
    fn run(&self, cells: &[usize]) -> Peers {
        let mut done = Vec::new();
        for (number, index) in cells.iter().enumerate() {
            if self.terminal.is_live {
                let (name, all) = (&self.peer.name, cells.len());
                say(&format!("\r\x1b[K{name}: {number} of {all} …"));
            }
            done.extend(self.cell(*index));
        }
        Peers {
            name: self.peer.name.clone(),
            cells: done,
        }
    }

    /// One of them, if this Python can run it: with the GIL that it has.
    fn cell(&self, index: usize) -> Option<Cell> {
        let job = self.plan.job(index);
        if (job.setup.config.gil == Gil::On) != self.peer.has_gil() {
            return None;
        }
        let source = &job.script.code.source;
        let options = &job.setup.options;
        let folder = self.plan.ready.place.folder.to_string_lossy();
        let path = options.argv.first().map_or("", |first| first);
        let text = Text {
            text: &source.text,
            path,
            folder: &folder,
            interval: options.switch_interval,
            args: options.argv.get(1..).unwrap_or_default(),
        };
        let row = self.peer.run_text(&text, self.wishes.runs, PATIENCE)?;
        Some(Cell {
            index,
            figures: Figures {
                elapsed: row.elapsed.0,
                cpu: row.cpu.map_or(0, |cpu| cpu.0),
                ..Figures::default()
            },
            runs: row.runs,
            trouble: row.trouble,
        })
    }
}
