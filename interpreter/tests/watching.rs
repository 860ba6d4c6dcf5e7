//! `--watch`: a run that is held back while it is looked at, and the picture of it.

mod common;
#[path = "common/folder.rs"]
mod folder;
#[path = "common/programs.rs"]
mod programs;

use common::golden;
use folder::{Folder, GILSCOPE};
use gilscope::code::Code;
use gilscope::lab::feed::{Feed, Leave};
use gilscope::lab::look::{Look, span};
use gilscope::lab::scene::{Scene, View};
use gilscope::machine::{Outcome, Script, Setup, run};
use gilscope::text::Source;
use gilscope::vm::{Host, Options, UserModule};
use gilscope_runtime::driver::{Clock, Config, Ending, Interrupter};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::heap::Counting;
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use programs::{HELD, MIXED};
use std::io::{Read, Write};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// Two threads that never end; the first line waits for input.
const ENDLESS: &str = "\
import threading, time
name = input('who? ')
def work():
    turns = 0
    while True:
        turns += 1
        if turns % 100_000 == 0:
            print(name, turns)
            time.sleep(0.002)
threading.Thread(target=work).start()
work()
";

/// Everything goes through the feed.
struct Stage(Arc<Feed>);

impl Host for Stage {
    fn write(&self, _descriptor: u8, text: &str) {
        self.0.print(text);
    }
    fn flush(&self, _descriptor: u8) {}
    fn by_line(&self) -> bool {
        true
    }
    fn read_line(&self) -> String {
        self.0.ask()
    }
    fn learn(&self, first: u32, code: &Arc<Code>) {
        self.0.learn(first, code);
    }
    fn entropy(&self) -> u64 {
        0
    }
    fn start_time(&self) -> f64 {
        0.0
    }
    fn find_module(&self, _folder: &str, _name: &str) -> Option<UserModule> {
        None
    }
}

fn setup(clock: Clock, feed: Option<&Arc<Feed>>) -> Setup {
    let mut config = Config::new(clock);
    config.switch = Switch::Interval(Nanos::from_millis(5));
    config.onlooker = feed.map(|feed| feed.clone() as _);
    Setup {
        config,
        counting: Counting::usual(true),
        options: Options::default(),
    }
}

fn compiled(text: &str) -> Script {
    let script = Script::compile(Source::new("s.py", text));
    script.unwrap_or_else(|error| panic!("{:?}", error.0))
}

/// A run on another OS thread, and what is seen of it.
struct Watched {
    feed: Arc<Feed>,
    scene: Scene,
    interrupter: Interrupter,
    runner: Option<std::thread::JoinHandle<Outcome>>,
}

impl Watched {
    fn begin(text: &str, clock: Clock, room: usize) -> Watched {
        let feed = Arc::new(Feed::new(clock == Clock::Virtual));
        let setup = setup(clock, Some(&feed));
        let interrupter = Interrupter::new();
        let script = compiled(text);
        let (stage, ctrl_c) = (Stage(feed.clone()), interrupter.clone());
        let runner = std::thread::spawn(move || {
            let outcome = run(&script, &setup, Box::new(stage.pass()), &ctrl_c);
            stage.0.end(&outcome);
            outcome
        });
        Watched {
            feed,
            scene: Scene::new(true, false, room),
            interrupter,
            runner: Some(runner),
        }
    }

    /// Looks until something holds.
    fn until(&mut self, holds: impl Fn(&Scene) -> bool) {
        for _ in 0..20_000 {
            self.scene.apply(self.feed.take());
            if holds(&self.scene) {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("it never holds: {:?}", self.scene.frontier());
    }

    fn frame(&self, at: Nanos) -> String {
        let view = View {
            at,
            pace: "slowly",
            window: Nanos::from_millis(18),
            size: (30, 124),
            typed: "An",
            look: Look::default(),
        };
        let lines = self.scene.frame(&view);
        let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
        lines.join("\n")
    }

    /// Ends the run, if it is not over, and waits for it.
    fn end(&mut self) -> Outcome {
        self.interrupter.end();
        self.feed.allow(Leave::Always);
        let runner = self.runner.take().expect("it has not been awaited");
        runner.join().expect("no panic")
    }
}

impl Stage {
    fn pass(&self) -> Stage {
        Stage(self.0.clone())
    }
}

const MS: Nanos = Nanos::from_millis(1);

#[test]
fn a_run_without_end_goes_no_further_than_is_looked_at() {
    let mut watched = Watched::begin(ENDLESS, Clock::Virtual, 1_000);
    watched.until(Scene::asks);
    let asked = watched.frame(watched.scene.frontier());
    assert!(
        asked.contains("The script waits for a line of input:\n who? An▏"),
        "{asked}"
    );
    watched.feed.answer("Ann\n".into());
    for limit in [10, 20, 40] {
        let limit = Nanos::from_millis(limit);
        watched.feed.allow(Leave::Until(limit));
        watched.until(|scene| scene.frontier() > limit);
        // What comes next is announced, but no step has been taken there.
        std::thread::sleep(Duration::from_millis(30));
        watched.scene.apply(watched.feed.take());
        assert!(watched.scene.frontier() < limit + Nanos::from_millis(25));
    }
    let outcome = watched.end();
    assert!(matches!(outcome.report.ending, Ending::Interrupted));
}

#[test]
fn the_picture_tells_of_threads_holder_waiters_ledger_and_output() {
    let mut watched = Watched::begin(ENDLESS, Clock::Virtual, 1_000);
    watched.feed.answer("Ann\n".into());
    watched
        .feed
        .allow(Leave::Until(MS + Nanos::from_millis(30)));
    watched.until(|scene| scene.frontier() > Nanos::from_millis(30));
    let frame = watched.frame(Nanos::from_millis(30));
    golden("watch.txt", &format!("{frame}\n"));
    // One can go back to a moment at which nobody had to wait yet.
    let mut at = Nanos::from_millis(30);
    while watched.scene.before(at) > Nanos::ZERO {
        let before = watched.scene.before(at);
        assert!(before < at);
        at = before;
    }
    assert!(watched.frame(Nanos(1)).contains("nobody waits"));
    watched.end();
}

#[test]
fn a_step_goes_to_the_next_thing_that_happens() {
    let mut watched = Watched::begin(ENDLESS, Clock::Virtual, 1_000);
    watched.feed.answer("Ann\n".into());
    let mut at = Nanos::ZERO;
    for _ in 0..20 {
        watched.feed.allow(Leave::UntilNews);
        watched.until(|scene| {
            let next = scene.after(at);
            next.is_some_and(|next| next <= scene.frontier())
        });
        let next = watched.scene.after(at).expect("there is one");
        assert!(next > at);
        at = next;
    }
    watched.end();
}

#[test]
fn of_a_long_run_the_last_moments_are_kept() {
    let mut watched = Watched::begin(ENDLESS, Clock::Virtual, 50);
    watched.feed.answer("Ann\n".into());
    let limit = Nanos::from_millis(1_000);
    watched.feed.allow(Leave::Until(limit));
    watched.until(|scene| scene.frontier() > limit);
    let start = watched.scene.start();
    assert!(start > Nanos::from_millis(500), "{start:?}");
    assert!(watched.scene.before(start + Nanos(1)) >= start);
    assert!(watched.frame(limit).contains("MainThread"));
    watched.end();
}

/// A run that is over, with the names of its locks.
fn seen_to_the_end(text: &str) -> (Watched, Outcome) {
    let mut watched = Watched::begin(text, Clock::Virtual, 100_000);
    watched.feed.allow(Leave::Always);
    watched.until(Scene::is_over);
    let runner = watched.runner.take().expect("it has not been awaited");
    let outcome = runner.join().expect("no panic");
    (watched, outcome)
}

#[test]
fn the_picture_shows_the_moment() {
    let (watched, _) = seen_to_the_end(HELD);
    let moments = [0, 50, 300, 500].map(Nanos::from_millis);
    let shown = moments.map(|at| watched.frame(at));
    for frame in &shown {
        assert!(
            frame.lines().all(|line| line.chars().count() <= 100),
            "{frame}"
        );
        assert!(frame.lines().count() <= 30, "{frame}");
    }
    golden("watched.txt", &format!("{}\n", shown.join("\n\n")));
}

#[test]
fn one_steps_from_event_to_event_and_back_and_sums_are_the_ledger() {
    let (watched, outcome) = seen_to_the_end(MIXED);
    let scene = &watched.scene;
    let mut forward = vec![Nanos::ZERO];
    while let Some(next) = scene.after(forward[forward.len() - 1]) {
        assert!(next > forward[forward.len() - 1]);
        forward.push(next);
    }
    assert!(forward.len() > 50);
    let mut at = forward[forward.len() - 1];
    for moment in forward.iter().rev().skip(1) {
        at = scene.before(at);
        assert_eq!(at, *moment);
    }
    assert_eq!(scene.before(Nanos::ZERO), Nanos::ZERO);
    let last = watched.frame(scene.frontier());
    for thread in &outcome.report.threads {
        let mut lines = last.lines();
        let line = lines
            .find(|line| line.contains(&thread.name))
            .expect("a line");
        for state in [State::Running, State::WantsGil, State::Io] {
            let sum = span(thread.ledger[state]);
            assert!(line.contains(&sum), "{state:?} {sum}: {line}");
        }
    }
}

/// What is reported of a run, as far as it is the same each time.
fn told(outcome: &Outcome) -> String {
    let report = &outcome.report;
    let threads = report.threads.iter();
    let threads: Vec<_> = threads.map(|it| (&it.name, it.ended, &it.ledger)).collect();
    format!("{:?} {} {threads:?}", report.elapsed, report.cpu.0)
}

#[test]
fn what_is_watched_runs_as_if_nobody_watched() {
    let text = "\
import threading, time
lock = threading.Lock()
def work(n):
    for turn in range(20_000):
        with lock:
            pass
        if turn % 5_000 == 0:
            time.sleep(0.001)
threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    let script = compiled(text);
    let unseen = Stage(Arc::new(Feed::new(true)));
    let unseen = run(
        &script,
        &setup(Clock::Virtual, None),
        Box::new(unseen),
        &Interrupter::new(),
    );
    let mut watched = Watched::begin(text, Clock::Virtual, 100);
    let mut limit = Nanos::ZERO;
    while !watched.scene.is_over() {
        limit += MS;
        watched.feed.allow(Leave::Until(limit));
        watched.until(|scene| scene.frontier() > limit || scene.is_over());
    }
    assert_eq!(told(&watched.end()), told(&unseen));
}

#[test]
fn on_the_real_clock_nobody_is_held_back() {
    let mut watched = Watched::begin(ENDLESS, Clock::Real, 1_000);
    watched.feed.answer("Ann\n".into());
    // Both threads may well be in their I/O at a moment, but not at all of them.
    let mut frame = String::new();
    for moment in 5..100 {
        watched.until(|scene| scene.frontier() > Nanos::from_millis(10 * moment));
        frame = watched.frame(watched.scene.frontier());
        if frame.contains("GIL held by") {
            break;
        }
    }
    assert!(
        frame.contains("Thread-1 (work)") && frame.contains("GIL held by"),
        "{frame}"
    );
    let outcome = watched.end();
    assert!(matches!(outcome.report.ending, Ending::Interrupted));
}

/// Presses each key as soon as its text has come to a terminal of its own; what was on it, and the exit status.
fn on_a_terminal(
    folder: &Folder,
    args: &str,
    keys: &[(&str, &str)],
) -> Option<(String, Option<i32>)> {
    let command = format!("stty rows 30 cols 120; exec {GILSCOPE} {args}");
    let mut script = folder.program("script", &["-qec", &command, "/dev/null"]);
    script.env("TERM", "xterm").env("LC_ALL", "C.UTF-8");
    script
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let Ok(mut child) = script.spawn() else {
        eprintln!("skipped: `script` of util-linux is not installed");
        return None;
    };
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut stdout = child.stdout.take().expect("it is piped");
    let (sender, parts) = channel();
    let reader = std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(length @ 1..) = stdout.read(&mut bytes) {
            let _ = sender.send(bytes[..length].to_vec());
        }
    });
    let mut seen = Vec::new();
    let mut from = 0;
    let began = Instant::now();
    for (text, key) in keys {
        while !String::from_utf8_lossy(&seen[from..]).contains(text) {
            let part = parts.recv_timeout(Duration::from_secs(60));
            let is_late = began.elapsed() > Duration::from_secs(120);
            let Some(part) = part.ok().filter(|_| !is_late) else {
                let _ = child.kill();
                panic!("no {text:?}: {}", String::from_utf8_lossy(&seen));
            };
            seen.extend(part);
        }
        from = seen.len();
        stdin.write_all(key.as_bytes()).expect("it listens");
    }
    let status = child.wait().expect("it ends");
    drop(stdin);
    reader.join().expect("no panic");
    seen.extend(parts.try_iter().flatten());
    Some((String::from_utf8_lossy(&seen).into_owned(), status.code()))
}

/// What is on the screen that was there before.
fn after(seen: &str) -> &str {
    let (_, after) = { seen.rsplit_once("\x1b[?1049l") }.expect("the other screen is left");
    after
}

#[test]
fn keys_on_a_terminal() {
    let folder = Folder::new("watch-keys");
    folder.file("endless.py", ENDLESS);
    let keys = [
        ("waits for a line of input", "Ann\r"),
        ("wait: ", " "),
        ("paused, 100 times slower", "\x1b[C"),
        ("paused, 100 times slower", "\x1b[D"),
        ("paused, 100 times slower", "+"),
        ("paused, 50.0 times slower", "q"),
    ];
    let Some((seen, status)) = on_a_terminal(&folder, "run --watch endless.py", &keys) else {
        return;
    };
    // It was not over, so it ends as if by Ctrl-C, and what it printed is on the terminal.
    assert_eq!(status, Some(130));
    assert!(after(&seen).contains("who? Ann"), "{seen}");
}

#[test]
fn ctrl_c_is_for_the_script_once() {
    let folder = Folder::new("watch-ctrl-c");
    let text = "import time\ntry:\n    while True: time.sleep(1)\nexcept KeyboardInterrupt:\n    print('heard')\n";
    folder.file("s.py", text);
    let keys = [("s.py:3", "\x03"), ("heard", "\x03")];
    let Some((seen, status)) = on_a_terminal(&folder, "run --watch s.py", &keys) else {
        return;
    };
    assert_eq!(status, Some(0), "{seen}");
    assert!(after(&seen).contains("heard"), "{seen}");
}

#[test]
fn a_run_that_is_over_stays_on_the_terminal() {
    let folder = Folder::new("watch-over");
    folder.file("s.py", "print('done')\nraise SystemExit(7)\n");
    for args in ["run --watch s.py", "run --watch --clock real s.py"] {
        let Some((seen, status)) = on_a_terminal(&folder, args, &[("the end", "q")]) else {
            return;
        };
        assert_eq!(status, Some(7), "{seen}");
        assert!(after(&seen).contains("done"), "{seen}");
    }
}
