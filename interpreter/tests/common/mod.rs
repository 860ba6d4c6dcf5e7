//! Runs to make pictures of, and a viewer's view of a trace.

#![allow(dead_code, reason = "each test program uses its own part")]

use gilscope::lab::captured::Captured;
use gilscope::machine::{Outcome, Script, Setup, run};
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope_runtime::driver::{Clock, Config, Interrupter};
use gilscope_runtime::heap::Counting;
use serde_json::Value;
use std::sync::Arc;

/// A run in virtual time whose trace is kept.
pub fn traced(script: &str) -> (Outcome, Setup) {
    traced_with(script, |_| ())
}

/// The same, set up as `change` says.
pub fn traced_with(script: &str, change: impl FnOnce(&mut Setup)) -> (Outcome, Setup) {
    let (outcome, setup, _) = traced_script(script, change);
    (outcome, setup)
}

/// The same, with the compiled script.
pub fn traced_script(text: &str, change: impl FnOnce(&mut Setup)) -> (Outcome, Setup, Script) {
    let mut config = Config::new(Clock::Virtual);
    config.trace = Some(1_000_000);
    let mut setup = Setup {
        config,
        counting: Counting::Plain,
        options: Options {
            argv: vec!["s.py".into()],
            ..Options::default()
        },
    };
    change(&mut setup);
    let script = Script::compile(Source::new("s.py", text));
    let script = script.unwrap_or_else(|error| panic!("{:?}", error.0));
    let (host, _output) = Captured::new(0, Arc::new(|_, _| None));
    let outcome = run(&script, &setup, Box::new(host), &Interrupter::new());
    (outcome, setup, script)
}

/// Compares with a committed file, or writes it with GILSCOPE_UPDATE=1.
#[track_caller]
pub fn golden(name: &str, actual: &str) {
    let path = format!("{}/tests/pictures/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("GILSCOPE_UPDATE").is_some() {
        std::fs::write(&path, actual).expect("it can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == actual,
        "{name} is out of date: run the tests with GILSCOPE_UPDATE=1, and look at the difference"
    );
}

/// A trace as a viewer reads it. Times are nanoseconds.
pub struct Viewed {
    pub all: Value,
}

/// A slice on a track.
#[derive(Debug)]
pub struct Slice {
    pub name: String,
    pub from: u64,
    pub to: u64,
    pub args: Value,
}

impl Slice {
    pub fn length(&self) -> u64 {
        self.to - self.from
    }

    pub fn covers(&self, at: u64) -> bool {
        self.from <= at && (at < self.to || at == self.from)
    }
}

/// One end of an arrow.
#[derive(Debug)]
pub struct End {
    pub pid: u64,
    pub tid: u64,
    pub at: u64,
}

impl Viewed {
    pub fn read(text: &str) -> Viewed {
        let all = serde_json::from_str(text).expect("it is JSON");
        Viewed { all }
    }

    fn events(&self) -> &[Value] {
        self.all["traceEvents"].as_array().expect("an array")
    }

    fn of_phase<'a>(&'a self, phase: &'a str) -> impl Iterator<Item = &'a Value> {
        self.events().iter().filter(move |it| it["ph"] == phase)
    }

    pub fn every_slice(&self) -> Vec<Slice> {
        self.of_phase("X").map(slice).collect()
    }

    /// Slices of a track, in order.
    pub fn slices(&self, pid: u64, tid: u64) -> Vec<Slice> {
        let own = self
            .of_phase("X")
            .filter(|it| it["pid"] == pid && it["tid"] == tid);
        let mut slices: Vec<Slice> = own.map(slice).collect();
        slices.sort_by_key(|slice| (slice.from, slice.to));
        slices
    }

    /// The track of this name.
    pub fn tid_of(&self, pid: u64, name: &str) -> u64 {
        let mut names = self.of_phase("M").filter(|it| it["name"] == "thread_name");
        let found = names.find(|it| it["pid"] == pid && it["args"]["name"] == name);
        found.and_then(|it| it["tid"].as_u64()).expect(name)
    }

    /// Both ends of every arrow; each has two.
    pub fn arrows(&self) -> Vec<(End, End)> {
        let starts = self.of_phase("s").map(|start| {
            let mut ends = self.of_phase("f").filter(|end| end["id"] == start["id"]);
            let first = ends.next().expect("an arrow ends");
            assert!(ends.next().is_none(), "an arrow ends once");
            (end(start), end(first))
        });
        let arrows: Vec<(End, End)> = starts.collect();
        assert_eq!(arrows.len(), self.of_phase("f").count());
        arrows
    }

    pub fn counters(&self, name: &str) -> Vec<(u64, u64)> {
        let own = self.of_phase("C").filter(|it| it["name"] == name);
        own.map(|it| {
            (
                nanos(&it["ts"]),
                only(&it["args"]).as_u64().expect("a count"),
            )
        })
        .collect()
    }
}

fn slice(event: &Value) -> Slice {
    let from = nanos(&event["ts"]);
    Slice {
        name: event["name"].as_str().expect("a name").into(),
        from,
        to: from + nanos(&event["dur"]),
        args: event["args"].clone(),
    }
}

fn end(event: &Value) -> End {
    End {
        pid: event["pid"].as_u64().expect("a process"),
        tid: event["tid"].as_u64().expect("a thread"),
        at: nanos(&event["ts"]),
    }
}

fn nanos(micros: &Value) -> u64 {
    (micros.as_f64().expect("a number") * 1000.0).round() as u64
}

/// The one value of an object.
fn only(args: &Value) -> &Value {
    let values = args.as_object().expect("an object").values();
    let [value] = values.collect::<Vec<_>>()[..] else {
        panic!("one value is expected: {args}");
    };
    value
}
