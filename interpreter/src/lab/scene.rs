//! A run that is watched: what every thread does at one moment of it, as lines of a terminal.
//!
//! It is told of the run bit by bit ([`Batch`]) while that goes on, and keeps the last changes, so one can
//! go back as far as they reach.

use super::feed::{Batch, Moment, News};
use super::legend::Legend;
use super::look::{Look, Paint, fine, left, right, span};
use crate::machine::Codes;
use gilscope_runtime::ledger::State;
use gilscope_runtime::task::ThreadId;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::Object;
use std::collections::{BTreeMap, VecDeque};

/// Width of the strip that shows the last moments of a thread.
const STRIP: usize = 18;
/// Widths of the other columns of a thread's line: name, state, line of the script, each figure.
const COLUMNS: [usize; 4] = [18, 22, 14, 8];
/// Characters of the terminal that these and three figures fill.
const NARROW: usize = 100;
/// Lines of output at most, and at least where there is any room.
const OUTPUT: std::ops::RangeInclusive<usize> = 3..=10;
/// Characters of output that are kept.
const PRINTED: usize = 1 << 16;

/// A thread, as far as it is known.
#[derive(Debug)]
struct Seen {
    process: u32,
    name: String,
    born: Nanos,
    moments: VecDeque<Moment>,
}

/// A process, as far as it is known.
#[derive(Debug)]
struct Process {
    name: String,
    number: u32,
}

/// A run, as far as it is known.
pub struct Scene {
    has_gil: bool,
    /// Whether the GIL is kept during I/O.
    holds_in_io: bool,
    /// Moments that are kept, of all threads together.
    room: usize,
    processes: Vec<Process>,
    threads: BTreeMap<u32, Seen>,
    /// Whose moments there are, oldest first.
    order: VecDeque<u32>,
    /// What happened before is not known any more.
    start: Nanos,
    frontier: Nanos,
    is_over: bool,
    asks: bool,
    skipped: u64,
    codes: Codes,
    legend: Legend,
    printed: VecDeque<(Nanos, String)>,
    printed_length: usize,
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
    /// Lines of the terminal, and characters of a line.
    pub size: (usize, usize),
    /// What has been typed of the line that the script waits for.
    pub typed: &'a str,
    /// How it is drawn.
    pub look: Look,
}

impl Scene {
    /// A run of which nothing is known yet; so many moments are kept, the last ones.
    pub fn new(has_gil: bool, holds_in_io: bool, room: usize) -> Scene {
        Scene {
            has_gil,
            holds_in_io,
            room: room.max(1),
            processes: Vec::new(),
            threads: BTreeMap::new(),
            order: VecDeque::new(),
            start: Nanos::ZERO,
            frontier: Nanos::ZERO,
            is_over: false,
            asks: false,
            skipped: 0,
            codes: Codes::default(),
            legend: Legend::default(),
            printed: VecDeque::new(),
            printed_length: 0,
        }
    }

    // What is told.

    /// Takes in what happened meanwhile.
    pub fn apply(&mut self, batch: Batch) {
        if !batch.codes.is_empty() {
            self.codes.0.extend(batch.codes);
            self.codes.0.sort_by_key(|(first, _)| *first);
            self.legend = Legend::new(self.codes.clone(), &[]);
        }
        if !batch.lock_names.is_empty() {
            self.legend = Legend::new(self.codes.clone(), &batch.lock_names);
        }
        batch.news.into_iter().for_each(|news| self.hear(news));
        self.frontier = self.frontier.max(batch.frontier);
        self.is_over |= batch.is_over;
        self.asks = batch.asks;
        self.skipped += batch.skipped;
        self.forget();
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Born {
                thread,
                process,
                name,
                begins,
                at,
            } => {
                if begins {
                    self.processes.push(Process {
                        name: name.clone(),
                        number: process.0,
                    });
                }
                let seen = Seen {
                    process: process.0,
                    name,
                    born: at,
                    moments: VecDeque::new(),
                };
                self.threads.insert(thread.0, seen);
            }
            News::Changed(thread, moment) => {
                let Some(seen) = self.threads.get_mut(&thread.0) else {
                    return;
                };
                // A state that lasted no time, and was not stopped for, is not seen.
                if let Some(last) = seen.moments.back_mut()
                    && last.event.at == moment.event.at
                    && last.event.reason.is_none()
                    && moment.event.state.is_some()
                {
                    *last = moment;
                    return;
                }
                seen.moments.push_back(moment);
                self.order.push_back(thread.0);
            }
            News::Printed(at, text) => {
                self.printed_length += text.len();
                let place = self.printed.partition_point(|(before, _)| *before <= at);
                self.printed.insert(place, (at, text));
            }
        }
    }

    /// Forgets what is too much: the oldest, but the last moment of each thread.
    fn forget(&mut self) {
        while self.order.len() > self.room {
            let Some(thread) = self.order.pop_front() else {
                return;
            };
            let Some(seen) = self.threads.get_mut(&thread) else {
                continue;
            };
            if seen.moments.len() > 1 {
                seen.moments.pop_front();
                let known = seen.moments.front().map_or(Nanos::ZERO, |it| it.event.at);
                self.start = self.start.max(known);
            }
        }
        while self.printed_length > PRINTED
            && let Some((_, text)) = self.printed.pop_front()
        {
            self.printed_length -= text.len();
        }
    }

    // What is asked.

    /// As far back as everything is known.
    pub fn start(&self) -> Nanos {
        self.start
    }

    /// How far the run is; where it ended, once it is over.
    pub fn frontier(&self) -> Nanos {
        self.frontier
    }

    /// Whether the run is over.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether the script waits for a line of input.
    pub fn asks(&self) -> bool {
        self.asks
    }

    /// The next moment at which something is known to happen.
    pub fn after(&self, at: Nanos) -> Option<Nanos> {
        let next = |seen: &Seen| {
            let place = { &seen.moments }.partition_point(|moment| moment.event.at <= at);
            seen.moments.get(place).map(|moment| moment.event.at)
        };
        let change = self.threads.values().filter_map(next).min();
        let place = self.printed.partition_point(|(printed, _)| *printed <= at);
        let printed = self.printed.get(place).map(|(at, _)| *at);
        change.into_iter().chain(printed).min()
    }

    /// The last moment before at which something happened, as far as one can go back.
    pub fn before(&self, at: Nanos) -> Nanos {
        let last = |seen: &Seen| {
            let place = { &seen.moments }.partition_point(|moment| moment.event.at < at);
            let moment = seen.moments.get(place.checked_sub(1)?)?;
            Some(moment.event.at)
        };
        let change = self.threads.values().filter_map(last).max();
        let place = self.printed.partition_point(|(printed, _)| *printed < at);
        let printed = place.checked_sub(1).map(|place| self.printed[place].0);
        let before = change.into_iter().chain(printed).max();
        before.unwrap_or_default().max(self.start)
    }

    /// Whether a thread runs at this moment.
    pub fn is_busy(&self, at: Nanos) -> bool {
        let runs = |seen: &Seen| matches!(state_at(seen, at), Some((_, State::Running)));
        self.threads.values().any(runs)
    }

    /// The lines of a frame.
    pub fn frame(&self, view: &View<'_>) -> Vec<String> {
        let (height, _) = view.size;
        let mut lines = vec![self.title(view), String::new()];
        match self.has_gil {
            true => lines.extend({ self.processes.iter() }.map(|it| self.gil(it, view.at))),
            false => lines.push(" GIL off: threads run whenever they have a core".into()),
        }
        lines.push(String::new());
        lines.push(view.look.paint(Paint::Strong, &head(view)));
        let alive = { self.threads.iter() }.filter(|(_, seen)| seen.born <= view.at);
        let alive: Vec<u32> = alive.map(|(number, _)| *number).collect();
        let output = self.output(view, height.saturating_sub(lines.len() + alive.len() + 6));
        let room = height.saturating_sub(lines.len() + output.len() + 5).max(1);
        let shown = self.chosen(&alive, room, view.at);
        for number in &shown {
            lines.push(self.thread(*number, view));
        }
        if shown.len() < alive.len() {
            let rest = alive.len() - shown.len();
            lines.push(format!(" … {rest} more, for which there is no room"));
        }
        lines.push(String::new());
        lines.push(self.legend(view.look));
        lines.push(String::new());
        lines.extend(output);
        lines
            .into_iter()
            .map(|line| view.look.plain(&line))
            .collect()
    }

    fn title(&self, view: &View<'_>) -> String {
        let at = view.look.paint(Paint::Strong, &fine(view.at));
        let whole = match self.is_over {
            true => format!(" of {}", fine(self.frontier)),
            false => String::new(),
        };
        let skipped = match self.skipped {
            0 => String::new(),
            skipped => format!(
                " · too fast to be seen: {}",
                super::look::plural(skipped, "change")
            ),
        };
        format!(" {at}{whole}   {}{skipped}", view.pace)
    }

    /// The threads to show: those that still live before those that have ended.
    fn chosen(&self, alive: &[u32], room: usize, at: Nanos) -> Vec<u32> {
        let mut chosen = alive.to_vec();
        if chosen.len() > room {
            let has_ended = |number: &u32| {
                let seen = self.threads.get(number);
                seen.is_some_and(|seen| state_at(seen, at).is_none())
            };
            chosen.sort_by_key(|number| (has_ended(number), *number));
            chosen.truncate(room);
            chosen.sort_unstable();
        }
        chosen
    }

    /// Whether a thread in this state, which it entered with the moment at `place`, has the GIL.
    fn holds(&self, seen: &Seen, place: usize, state: State) -> bool {
        match state {
            State::Running => true,
            // Who has the GIL may have to wait for a core.
            State::Ready => place > 0 || seen.moments[place].event.at > seen.born,
            State::Io => self.holds_in_io,
            _ => false,
        }
    }

    /// Who has the GIL of a process, and who wants it.
    fn gil(&self, process: &Process, at: Nanos) -> String {
        let threads = self.threads.values();
        let mine = threads.filter(|seen| seen.process == process.number);
        let mut holder = None;
        let mut waiters: Vec<(Nanos, &str)> = Vec::new();
        for seen in mine {
            match place_at(seen, at) {
                Some((place, state)) if self.holds(seen, place, state) => {
                    holder = Some((seen.moments[place].event.at, &*seen.name));
                }
                Some((place, State::WantsGil)) => {
                    waiters.push((seen.moments[place].event.at, &seen.name));
                }
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
        let name = match process.number {
            0 => "GIL".to_string(),
            _ => format!("GIL of {}", process.name),
        };
        let line = left(&format!("{name} {holder} · {queue}"), NARROW - 2);
        format!(" {}", line.trim_end())
    }

    /// The name of a thread, with that of its process before it where that is another than the first.
    fn name_of(&self, number: u32) -> Option<String> {
        let seen = self.threads.get(&number)?;
        let mut processes = self.processes.iter();
        let process = processes.find(|process| process.number == seen.process);
        Some(match process {
            Some(process) if process.number > 0 && process.name != seen.name => {
                format!("{}/{}", process.name, seen.name)
            }
            _ => seen.name.clone(),
        })
    }

    fn thread(&self, number: u32, view: &View<'_>) -> String {
        let Some(seen) = self.threads.get(&number) else {
            return String::new();
        };
        let [name, doing, place, figure] = COLUMNS;
        let (text, line) = match state_at(seen, view.at) {
            None => ("ended".to_string(), String::new()),
            Some((moment, state)) => {
                let event = &moment.event;
                let object = match event.object {
                    Object::Thread(_) if state == State::WantsGil => None,
                    _ => {
                        let name = |thread: ThreadId| self.name_of(thread.0);
                        self.legend.object_named(name, ThreadId(number), event)
                    }
                };
                let object = object.map_or(String::new(), |object| format!(": {object}"));
                let site = self.legend.place(event.site).unwrap_or_default();
                let short = site.rsplit('/').next().unwrap_or_default();
                (format!("{}{object}", state.name()), short.to_string())
            }
        };
        let figures = figures(seen, view).into_iter();
        let figures: String = figures.map(|text| right(&text, figure)).collect();
        format!(
            " {} {} {} {}{figures}",
            left(&self.name_of(number).unwrap_or_default(), name),
            strip(seen, view),
            left(&text, doing),
            left(&line, place),
        )
    }

    fn legend(&self, look: Look) -> String {
        let occurs = |state| {
            let mut threads = self.threads.values();
            threads.any(|seen| {
                let last = seen.moments.back();
                last.is_some_and(|it| it.spent[state as usize].0 > 0)
            })
        };
        let states = State::ALL.into_iter().filter(|state| match state {
            State::WantsGil => self.has_gil,
            State::Collector => occurs(*state),
            _ => true,
        });
        let parts = states.map(|state| {
            let mark = look.paint(Paint::State(state), &look.mark(state).to_string());
            format!("{mark} {}", state.name())
        });
        format!(" {}", parts.collect::<Vec<_>>().join("  "))
    }

    // What the script prints and reads.

    /// The last lines that the script has printed, and the one that it waits for.
    fn output(&self, view: &View<'_>, room: usize) -> Vec<String> {
        let mut text = String::new();
        let printed = self.printed.partition_point(|(at, _)| *at <= view.at);
        for (_, part) in self.printed.iter().take(printed) {
            text.push_str(part);
        }
        let is_asked = self.asks && view.at >= self.frontier;
        let ends = text.is_empty() || text.ends_with('\n');
        let mut lines: Vec<String> = text.lines().map(printable).collect();
        if is_asked {
            let prompt = match ends {
                true => String::new(),
                false => lines.pop().unwrap_or_default(),
            };
            lines.push(format!("{prompt}{}▏", view.typed));
        }
        if lines.is_empty() {
            return Vec::new();
        }
        let room = room.clamp(*OUTPUT.start(), *OUTPUT.end());
        let first = lines.len().saturating_sub(room);
        let what = match is_asked {
            true => " The script waits for a line of input:",
            false => " The script has printed:",
        };
        let width = view.size.1.max(20) - 3;
        let mut out = vec![view.look.paint(Paint::Strong, what)];
        out.extend(
            lines[first..]
                .iter()
                .map(|line| format!(" {}", left(line, width).trim_end())),
        );
        out
    }
}

/// A line without what would move the cursor: what stands behind the last return of the carriage.
fn printable(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.trim_end_matches('\r').chars();
    while let Some(c) = chars.next() {
        match c {
            '\r' => out.clear(),
            '\t' => out.push_str(&" ".repeat(8 - out.chars().count() % 8)),
            '\x08' => drop(out.pop()),
            // The sequences of terminals end with a letter.
            '\x1b' => drop(chars.find(char::is_ascii_alphabetic)),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The figures of a thread for which there is room.
fn figures(seen: &Seen, view: &View<'_>) -> Vec<String> {
    let sums = sums(seen, view.at);
    let figures = [State::Running, State::WantsGil, State::Io];
    let mut figures: Vec<String> = figures.map(|state| span(sums[state as usize])).into();
    if is_wide(view) {
        let more = [State::Lock, State::Join];
        figures.extend(more.map(|state| span(sums[state as usize])));
        let switches = place_of(seen, view.at).map_or(0, |place| seen.moments[place].switches);
        figures.push(switches.to_string());
    }
    figures
}

fn is_wide(view: &View<'_>) -> bool {
    view.size.1 > NARROW + 3 * COLUMNS[3]
}

fn head(view: &View<'_>) -> String {
    let [name, doing, place, figure] = COLUMNS;
    let last = format!("the last {}", fine(view.window));
    let figures: &[&str] = match is_wide(view) {
        true => &["ran", "wanted", "I/O", "lock", "join", "stops"],
        false => &["ran", "wanted", "I/O"],
    };
    let figures: String = figures.iter().map(|text| right(text, figure)).collect();
    format!(
        " {} {} {} {}{figures}",
        left("thread", name),
        left(&last, STRIP),
        left("does", doing),
        left("since line", place),
    )
}

/// The place of the last moment of a thread that is not after `at`.
fn place_of(seen: &Seen, at: Nanos) -> Option<usize> {
    let after = { &seen.moments }.partition_point(|moment| moment.event.at <= at);
    after.checked_sub(1)
}

/// The same, and the state in which the thread has been since then.
fn place_at(seen: &Seen, at: Nanos) -> Option<(usize, State)> {
    let place = place_of(seen, at);
    match place {
        // It has been made, and nothing else is known.
        None => None,
        Some(place) => Some((place, seen.moments[place].event.state?)),
    }
}

fn state_at(seen: &Seen, at: Nanos) -> Option<(&Moment, State)> {
    let (place, state) = place_at(seen, at)?;
    Some((&seen.moments[place], state))
}

/// The time in each state up to a moment.
fn sums(seen: &Seen, at: Nanos) -> [Nanos; State::ALL.len()] {
    let Some(place) = place_of(seen, at) else {
        return [Nanos::ZERO; State::ALL.len()];
    };
    let moment = &seen.moments[place];
    let mut sums = moment.spent;
    if let Some(state) = moment.event.state {
        sums[state as usize] += at.since(moment.event.at);
    }
    sums
}

/// The marks of the last moments, the newest on the right.
fn strip(seen: &Seen, view: &View<'_>) -> String {
    let step = (view.window.0 / STRIP as u64).max(1);
    let mut out = String::new();
    for column in 0..STRIP as u64 {
        let back = step * (STRIP as u64 - 1 - column);
        let state = match view.at.0.checked_sub(back) {
            Some(at) => state_at(seen, Nanos(at)).map(|found| found.1),
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
