//! The trace of a run in the JSON format of Chrome's trace viewer, which ui.perfetto.dev opens.
//!
//! | in the viewer | is |
//! |---|---|
//! | process | a process of the script; one more for the cores of the simulated machine |
//! | thread | a thread of the script, its states as slices; `GIL`, a slice for each tenure; a core |
//! | flow | from the thread that let the GIL go to the one that took it next |
//! | counter | threads that want the GIL of a process; threads that run; with a GIL, live objects |
//!
//! Written as it is made, event by event: nothing but one open slice a thread is kept. Times are
//! microseconds with three decimals.

use super::legend::Legend;
use super::story::{GilNews, Gils, Handover, Happening, Story, Tenure};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::{Event, Object};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The thread number of the GIL in its process: above those of all threads.
const GIL: u64 = 2_000_000_000;
/// The number of the process that stands for the machine; those of the script follow it.
const MACHINE: usize = 1;

/// Writes the trace of a run, which `title` names.
pub fn write(
    out: &mut dyn Write,
    story: &Story<'_>,
    legend: &Legend,
    title: &str,
) -> io::Result<()> {
    let mut writer = Writer {
        out,
        story,
        legend,
        gils: story.follow_gils(),
        cores: Vec::new(),
        wants: vec![0; story.report.processes.len()],
        running: 0,
        live: vec![0; story.report.processes.len()],
        counted: None,
        flows: 0,
        arriving: vec![None; story.report.threads.len()],
        is_first: true,
    };
    writer.whole(title)
}

struct Writer<'a> {
    out: &'a mut dyn Write,
    story: &'a Story<'a>,
    legend: &'a Legend,
    gils: Gils<'a>,
    /// Whether each core has been named.
    cores: Vec<bool>,
    /// How many threads want the GIL of each process.
    wants: Vec<i64>,
    /// How many threads run.
    running: i64,
    /// Objects of each process that were alive when one of its threads stopped last; 0: not known.
    live: Vec<u64>,
    /// When the counters changed that have not been written yet.
    counted: Option<Nanos>,
    flows: u64,
    /// The arrow that ends where the thread's slice begins, with its name.
    arriving: Vec<Option<(u64, &'static str)>>,
    is_first: bool,
}

/// A moment as the format has it.
fn micros(at: Nanos) -> String {
    format!("{}.{:03}", at.0 / 1000, at.0 % 1000)
}

/// A track: process and thread.
type Track = (usize, u64);

impl Writer<'_> {
    fn whole(&mut self, title: &str) -> io::Result<()> {
        let about = json!({
            "tool": concat!("gilscope ", env!("CARGO_PKG_VERSION")),
            "script": title,
            "dropped_events": self.story.dropped,
            "complete_until_ns": self.story.end.0,
        });
        write!(
            self.out,
            "{{\"displayTimeUnit\":\"ns\",\"otherData\":{about},\"traceEvents\":["
        )?;
        self.names(title)?;
        for happening in self.story.happenings() {
            self.count_until(happening.event.at)?;
            self.happening(&happening)?;
        }
        self.finish()?;
        writeln!(self.out, "\n]}}")
    }

    /// Begins one more event.
    fn next(&mut self) -> io::Result<()> {
        let separator = if self.is_first { "\n" } else { ",\n" };
        self.is_first = false;
        write!(self.out, "{separator}")
    }

    fn meta(&mut self, what: &str, (pid, tid): Track, args: Value) -> io::Result<()> {
        self.next()?;
        write!(
            self.out,
            r#"{{"ph":"M","name":"{what}","pid":{pid},"tid":{tid},"args":{args}}}"#
        )
    }

    fn names(&mut self, title: &str) -> io::Result<()> {
        let report = self.story.report;
        for (process, number) in report.processes.iter().zip(0..) {
            let pid = pid(number);
            let name = match number {
                0 => title.to_string(),
                _ => process.name.clone(),
            };
            self.meta("process_name", (pid, 0), json!({ "name": name }))?;
            self.meta("process_sort_index", (pid, 0), json!({ "sort_index": pid }))?;
            if process.gil.is_some() {
                self.meta("thread_name", (pid, GIL), json!({ "name": "GIL" }))?;
                let first = json!({ "sort_index": -1 });
                self.meta("thread_sort_index", (pid, GIL), first)?;
            }
        }
        for index in 0..report.threads.len() {
            let track = self.track(index);
            let name = json!({ "name": report.threads[index].name });
            self.meta("thread_name", track, name)?;
            self.meta("thread_sort_index", track, json!({ "sort_index": index }))?;
        }
        Ok(())
    }

    fn track(&self, thread: usize) -> Track {
        let report = &self.story.report.threads[thread];
        (pid(report.process.0 as usize), u64::from(report.id.0) + 1)
    }

    fn happening(&mut self, happening: &Happening<'_>) -> io::Result<()> {
        let (thread, event) = (happening.thread, happening.event);
        if let Some(before) = happening.before {
            self.state(thread, before, event.at, Some(event))?;
        }
        let process = self.story.report.threads[thread].process.0 as usize;
        let before = happening.before.and_then(|before| before.state);
        for (state, change) in [(before, -1), (event.state, 1)] {
            match state {
                Some(State::Running) => self.running += change,
                Some(State::WantsGil) => self.wants[process] += change,
                _ => {}
            }
        }
        if event.live_objects > 0 {
            self.live[process] = event.live_objects;
        }
        self.counted = Some(event.at);
        match self.gils.see(happening) {
            Some(GilNews::Left(tenure)) => self.tenure(&tenure),
            Some(GilNews::Changed(handover)) => self.flow(&handover),
            None => Ok(()),
        }
    }

    /// The slice of a state that lasted until `to`, and ended so.
    fn state(
        &mut self,
        thread: usize,
        began: &Event,
        to: Nanos,
        end: Option<&Event>,
    ) -> io::Result<()> {
        let Some(state) = began.state else {
            return Ok(());
        };
        let report = self.story.report;
        let me = report.threads[thread].id;
        let object = self.legend.object(report, me, began);
        let mut args = Map::new();
        if let (State::Running, Some(end)) = (state, end) {
            args.insert(
                "instructions".into(),
                json!(end.instructions - began.instructions),
            );
            args.insert(
                "until".into(),
                json!(end.reason.map(|reason| reason.name())),
            );
            args.insert("line".into(), json!(self.legend.place(end.site)));
        }
        if state != State::Running {
            args.insert("line".into(), json!(self.legend.place(began.site)));
        }
        let relation = if state == State::Running { "on" } else { "for" };
        args.insert(relation.into(), json!(object));
        args.retain(|_, value| !value.is_null());
        let args = Value::Object(args);
        let track = self.track(thread);
        self.slice(track, state.name(), (began.at, to), &args)?;
        if let (State::Running, Some(flow)) = (state, self.arriving[thread].take()) {
            self.flow_end(r#""ph":"f","bp":"e""#, flow, thread, began.at)?;
        }
        match began.object {
            Object::Core(core) if state == State::Running => {
                let name = report.name_of(&report.threads[thread]);
                self.on_core(core, &name, (began.at, to), &args)
            }
            _ => Ok(()),
        }
    }

    fn on_core(
        &mut self,
        core: u32,
        name: &str,
        span: (Nanos, Nanos),
        args: &Value,
    ) -> io::Result<()> {
        let track = (MACHINE, u64::from(core) + 1);
        if self.cores.is_empty() {
            let name = json!({ "name": "cores" });
            self.meta("process_name", (MACHINE, 0), name)?;
        }
        if self.cores.len() <= core as usize {
            self.cores.resize(core as usize + 1, false);
        }
        if !std::mem::replace(&mut self.cores[core as usize], true) {
            let name = json!({ "name": format!("core {core}") });
            self.meta("thread_name", track, name)?;
            let place = json!({ "sort_index": core });
            self.meta("thread_sort_index", track, place)?;
        }
        self.slice(track, name, span, args)
    }

    fn slice(
        &mut self,
        (pid, tid): Track,
        name: &str,
        (from, to): (Nanos, Nanos),
        args: &Value,
    ) -> io::Result<()> {
        self.next()?;
        let (ts, dur) = (micros(from), micros(to.since(from)));
        let name = json!(name);
        write!(
            self.out,
            r#"{{"ph":"X","name":{name},"pid":{pid},"tid":{tid},"ts":{ts},"dur":{dur},"args":{args}}}"#
        )
    }

    fn tenure(&mut self, tenure: &Tenure) -> io::Result<()> {
        let track = (pid(tenure.process), GIL);
        let report = self.story.report;
        let name = report.threads[tenure.thread].name.clone();
        let until = json!({ "until": tenure.reason.map(|reason| reason.name()) });
        self.slice(track, &name, (tenure.from, tenure.to), &until)
    }

    /// The arrow of a hand-over begins in the last nanosecond of the leaver's slice. It ends where the
    /// taker's slice begins, and is written after that slice: a viewer looks for one to fasten it to.
    fn flow(&mut self, handover: &Handover) -> io::Result<()> {
        self.flows += 1;
        let left = handover.left;
        let last = Nanos(left.to.0.saturating_sub(1)).max(left.from);
        let cause = left.reason.map_or("GIL", |reason| reason.name());
        let flow = (self.flows, cause);
        self.arriving[handover.to] = Some(flow);
        self.flow_end(r#""ph":"s""#, flow, left.thread, last)
    }

    fn flow_end(
        &mut self,
        phase: &str,
        (number, cause): (u64, &str),
        thread: usize,
        at: Nanos,
    ) -> io::Result<()> {
        self.next()?;
        let ((pid, tid), ts) = (self.track(thread), micros(at));
        write!(
            self.out,
            r#"{{{phase},"cat":"GIL","name":"{cause}","id":{number},"pid":{pid},"tid":{tid},"ts":{ts}}}"#
        )
    }

    /// Writes the counters if time goes on.
    fn count_until(&mut self, now: Nanos) -> io::Result<()> {
        let Some(at) = self.counted.filter(|at| *at < now) else {
            return Ok(());
        };
        self.counted = None;
        let ts = micros(at);
        for process in 0..self.wants.len() {
            if self.story.report.processes[process].gil.is_some() {
                let (pid, wants) = (pid(process), self.wants[process]);
                self.counter("threads that want the GIL", pid, &ts, ("threads", wants))?;
            }
            if self.live[process] > 0 {
                let live = ("objects", self.live[process] as i64);
                self.counter("live objects", pid(process), &ts, live)?;
            }
        }
        self.counter("threads that run", pid(0), &ts, ("threads", self.running))
    }

    fn counter(
        &mut self,
        name: &str,
        pid: usize,
        ts: &str,
        (unit, value): (&str, i64),
    ) -> io::Result<()> {
        self.next()?;
        write!(
            self.out,
            r#"{{"ph":"C","name":"{name}","pid":{pid},"tid":0,"ts":{ts},"args":{{"{unit}":{value}}}}}"#
        )
    }

    /// Closes what is open at the end of the story.
    fn finish(&mut self) -> io::Result<()> {
        let end = self.story.end;
        for (thread, report) in self.story.report.threads.iter().enumerate() {
            let events = report.trace.iter().flat_map(|trace| &trace.events);
            let last = events.take_while(|event| event.at <= end).last();
            if let Some(last) = last {
                self.state(thread, last, end, None)?;
            }
        }
        for news in self.gils.close() {
            if let GilNews::Left(tenure) = news {
                self.tenure(&tenure)?;
            }
        }
        self.count_until(Nanos::MAX)
    }
}

fn pid(process: usize) -> usize {
    MACHINE + 1 + process
}
