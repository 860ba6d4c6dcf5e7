//! A run played back: what every thread does at one moment of it, as lines of a terminal.

use super::legend::Legend;
use super::look::{Look, Paint, fine, left, right};
use super::story::Story;
use gilscope_runtime::driver::{Report, ThreadReport};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::{Event, Object};

/// Width of the strip that shows the last moments of a thread.
const STRIP: usize = 18;
/// Widths of the other columns of a thread's line: name, state, line of the script.
const COLUMNS: [usize; 3] = [18, 22, 14];

/// A run and the moments at which something happens in it.
pub struct Replay<'a> {
    story: Story<'a>,
    legend: &'a Legend,
    moments: Vec<Nanos>,
}

/// What a frame shows beside the run.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The moment.
    pub at: Nanos,
    /// What to say of the speed.
    pub pace: &'a str,
    /// Time that the strips reach back.
    pub window: Nanos,
    /// Lines of the terminal.
    pub height: usize,
    /// How it is drawn.
    pub look: Look,
}

impl<'a> Replay<'a> {
    /// A run whose trace was kept.
    pub fn new(story: Story<'a>, legend: &'a Legend) -> Replay<'a> {
        let happenings = story.happenings();
        let mut moments: Vec<Nanos> = happenings.map(|happening| happening.event.at).collect();
        moments.push(story.end);
        moments.sort_unstable();
        moments.dedup();
        Replay {
            story,
            legend,
            moments,
        }
    }

    /// Where the replay ends.
    pub fn end(&self) -> Nanos {
        self.story.end
    }

    /// The next moment at which something happens; the end, if nothing does.
    pub fn after(&self, at: Nanos) -> Nanos {
        let next = self.moments.partition_point(|moment| *moment <= at);
        self.moments.get(next).copied().unwrap_or(self.story.end)
    }

    /// The last moment before at which something happened; the start, if nothing did.
    pub fn before(&self, at: Nanos) -> Nanos {
        let place = self.moments.partition_point(|moment| *moment < at);
        let before = place.checked_sub(1);
        before.map_or(Nanos::ZERO, |place| self.moments[place])
    }

    /// The lines of a frame.
    pub fn frame(&self, view: &View<'_>) -> Vec<String> {
        let report = self.story.report;
        let mut lines = vec![
            format!(
                " {} of {}   {}",
                view.look.paint(Paint::Strong, &fine(view.at)),
                fine(self.story.end),
                view.pace,
            ),
            String::new(),
        ];
        for (process, number) in report.processes.iter().zip(0..) {
            if process.gil.is_some() {
                lines.push(format!(" {}", self.gil(number, view.at)));
            }
        }
        if report.gil.is_none() {
            lines.push(" GIL off: threads run whenever they have a core".into());
        }
        lines.push(String::new());
        lines.push(view.look.paint(Paint::Strong, &head(view.window)));
        let alive: Vec<usize> = { 0..report.threads.len() }
            .filter(|index| report.threads[*index].born <= view.at)
            .collect();
        let room = view.height.saturating_sub(lines.len() + 4).max(1);
        let shown = self.chosen(&alive, room, view.at);
        for &index in &shown {
            lines.push(self.thread(index, view));
        }
        if shown.len() < alive.len() {
            let rest = alive.len() - shown.len();
            lines.push(format!(" … {rest} more, for which there is no room"));
        }
        lines.push(String::new());
        lines.push(legend(view.look, report));
        lines
            .into_iter()
            .map(|line| view.look.plain(&line))
            .collect()
    }

    /// The threads to show: those that still live before those that have ended.
    fn chosen(&self, alive: &[usize], room: usize, at: Nanos) -> Vec<usize> {
        let mut chosen = alive.to_vec();
        if chosen.len() > room {
            let threads = &self.story.report.threads;
            chosen.sort_by_key(|index| (threads[*index].ended <= at, *index));
            chosen.truncate(room);
            chosen.sort_unstable();
        }
        chosen
    }

    /// Who has the GIL of a process, and who wants it.
    fn gil(&self, process: usize, at: Nanos) -> String {
        let report = self.story.report;
        let threads = report.threads.iter();
        let mine = threads.filter(|thread| thread.process.0 as usize == process);
        let mut holder = None;
        let mut waiters: Vec<(Nanos, &str)> = Vec::new();
        for thread in mine {
            match state_at(thread, at) {
                Some((event, State::Running)) => holder = Some((event.at, &*thread.name)),
                Some((event, State::WantsGil)) => waiters.push((event.at, &thread.name)),
                _ => {}
            }
        }
        waiters.sort_unstable();
        let holder = match holder {
            Some((since, name)) => format!("held by {name} for {}", fine(at.since(since))),
            None => "free".to_string(),
        };
        let queue = match waiters.len() {
            0 => "nobody waits".to_string(),
            n => {
                let names: Vec<&str> = waiters.iter().take(4).map(|waiter| waiter.1).collect();
                let more = if n > 4 { ", …" } else { "" };
                format!("{n} wait: {}{more}", names.join(", "))
            }
        };
        let name = match process {
            0 => "GIL".to_string(),
            _ => format!("GIL of {}", report.processes[process].name),
        };
        left(&format!("{name} {holder} · {queue}"), 98)
            .trim_end()
            .to_string()
    }

    fn thread(&self, index: usize, view: &View<'_>) -> String {
        let report = self.story.report;
        let thread = &report.threads[index];
        let [name, doing, place] = COLUMNS;
        let (text, line) = match state_at(thread, view.at) {
            None => ("ended".to_string(), String::new()),
            Some((event, state)) => {
                let object = match event.object {
                    Object::Thread(_) if state == State::WantsGil => None,
                    _ => self.legend.object(report, thread.id, event),
                };
                let object = object.map_or(String::new(), |object| format!(": {object}"));
                let site = self.legend.place(event.site).unwrap_or_default();
                let short = site.rsplit('/').next().unwrap_or_default();
                (format!("{}{object}", state.name()), short.to_string())
            }
        };
        let sums = sums(thread, view.at);
        let figures = [State::Running, State::WantsGil, State::Io];
        let figures = figures.map(|state| right(&super::look::span(sums[state as usize]), 8));
        format!(
            " {} {} {} {}{}",
            left(&report.name_of(thread), name),
            strip(thread, view),
            left(&text, doing),
            left(&line, place),
            figures.concat(),
        )
    }
}

fn head(window: Nanos) -> String {
    let [name, doing, place] = COLUMNS;
    let last = format!("the last {}", fine(window));
    format!(
        " {} {} {} {}{}{}{}",
        left("thread", name),
        left(&last, STRIP),
        left("does", doing),
        left("since line", place),
        right("ran", 8),
        right("wanted", 8),
        right("I/O", 8),
    )
}

/// The event that began the state in which a thread is.
fn state_at(thread: &ThreadReport, at: Nanos) -> Option<(&Event, State)> {
    let events = &thread.trace.as_ref()?.events;
    let after = events.partition_point(|event| event.at <= at);
    let event = events.get(after.checked_sub(1)?)?;
    Some((event, event.state?))
}

/// The time in each state up to a moment.
fn sums(thread: &ThreadReport, at: Nanos) -> [Nanos; State::ALL.len()] {
    let mut sums = [Nanos::ZERO; State::ALL.len()];
    let spans = thread.trace.iter().flat_map(|trace| trace.spans());
    for span in spans.take_while(|span| span.from() < at) {
        sums[span.state as usize] += span.to.min(at).since(span.from());
    }
    sums
}

/// The marks of the last moments, the newest on the right.
fn strip(thread: &ThreadReport, view: &View<'_>) -> String {
    let step = (view.window.0 / STRIP as u64).max(1);
    let mut out = String::new();
    for column in 0..STRIP as u64 {
        let back = step * (STRIP as u64 - 1 - column);
        let state = match view.at.0.checked_sub(back) {
            Some(at) => state_at(thread, Nanos(at)).map(|found| found.1),
            None => None,
        };
        match state {
            None => out.push(' '),
            Some(state) => {
                let mark = view.look.mark(state).to_string();
                out.push_str(&view.look.paint(Paint::State(state), &mark));
            }
        }
    }
    out
}

fn legend(look: Look, report: &Report) -> String {
    let has_gil = report.gil.is_some();
    let states = super::look::states(report).into_iter();
    let states = states.filter(|state| has_gil || *state != State::WantsGil);
    let parts = states.map(|state| {
        let mark = look.paint(Paint::State(state), &look.mark(state).to_string());
        format!("{mark} {}", state.name())
    });
    format!(" {}", parts.collect::<Vec<_>>().join("  "))
}
