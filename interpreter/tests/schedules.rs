//! Schedules made shorter, long ones, and what other Pythons do beside what can happen there.

use gilscope::lab::captured::FindModule;
use gilscope::lab::explore::minimize::minimize;
use gilscope::lab::explore::replay;
use gilscope::lab::explore::schedule::Schedule;
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::files::MemoryFiles;
use gilscope::machine::{Script, Setup};
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope::vm::files::Files;
use gilscope_runtime::driver::{Clock, Config, Interrupter};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::ledger::State;
use gilscope_runtime::task::ThreadId;
use gilscope_runtime::time::Nanos;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../programs");

fn on_stage<R>(text: &str, act: impl FnOnce(&Stage<'_>) -> R) -> R {
    let script = Script::compile(Source::new("script.py", text));
    let script = script.unwrap_or_else(|error| panic!("{:?}", error.0));
    let setup = Setup {
        config: Config::new(Clock::Virtual),
        counting: Counting::Plain,
        options: Options::default(),
    };
    let find: FindModule = Arc::new(|_, _| None);
    let files = || -> Box<dyn Files> { Box::new(MemoryFiles::empty()) };
    let interrupter = Interrupter::new();
    act(&Stage::new(
        &script,
        &setup,
        usize::MAX,
        (&find, files),
        &interrupter,
    ))
}

/// Decisions by chance among three threads.
fn turns(events: usize, seed: u64) -> Vec<(usize, ThreadId)> {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % 3
    };
    (0..events).map(|at| (at, ThreadId(next()))).collect()
}

#[test]
fn of_many_decisions_those_are_left_that_it_takes() {
    let text = "import threading\nx = 0\ndef work():\n    global x\n    for _ in range(20):\n        x = x + \
                1\nts = [threading.Thread(target=work) for _ in range(2)]\nfor t in ts: t.start()\nfor t in \
                ts: t.join()\nprint(x == 40)\n";
    on_stage(text, |stage| {
        let mut tries = (1..500).map(|seed| replay(stage, turns(300, seed)));
        let long = tries.find(|it| it.played.ending.title().starts_with("prints False"));
        let long = long.expect("chance finds it");
        let ending = long.played.ending.clone();
        let shorter = minimize(stage, long.decisions.clone(), &ending.title(), &mut || true);
        let shorter = shorter.expect("it leads there");
        assert!(shorter.is_minimal);
        assert_eq!(
            shorter.counts,
            [long.decisions.len(), shorter.decisions.len()]
        );
        assert!(shorter.decisions.len() < long.decisions.len());
        assert!(shorter.preemptions[1] <= shorter.preemptions[0]);
        let again = replay(stage, shorter.decisions.clone());
        assert_eq!(again.played.ending, ending);
        // Whichever is left out, it ends otherwise.
        for at in 0..shorter.decisions.len() {
            let mut fewer = shorter.decisions.clone();
            fewer.remove(at);
            assert_ne!(
                replay(stage, fewer).played.ending,
                ending,
                "without decision {at}"
            );
        }
        let other = minimize(stage, long.decisions, "prints 7", &mut || true);
        assert_eq!(other.err(), Some(ending.title()));
    });
}

#[test]
fn schedules_of_very_many_decisions_are_kept_and_had_again() {
    let text = "import threading\nx = 0\ndef work():\n    global x\n    for _ in range(4000):\n        x = x + \
                1\nts = [threading.Thread(target=work) for _ in range(2)]\nfor t in ts: t.start()\nfor t in \
                ts: t.join()\nprint(x)\n";
    on_stage(text, |stage| {
        let first = replay(stage, turns(16_000, 1));
        assert!(first.decisions.len() > 1_000, "{}", first.decisions.len());
        let schedule = Schedule {
            script: "script.py".into(),
            code: "ab".into(),
            parts: Vec::new(),
            safe_points: stage.safe_points(),
            args: Vec::new(),
            ends: first.played.ending.title(),
            stops: None,
            decisions: first.decisions,
        };
        let read = Schedule::read(&schedule.text()).expect("it was just written");
        assert_eq!(read, schedule);
        let again = replay(stage, read.decisions);
        assert!(again.refused.is_empty());
        assert_eq!(again.played.ending, first.played.ending);
    });
}

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("gilscope-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("it can be made");
        Folder(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn gilscope(args: &[&str]) -> (i32, String, String) {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_gilscope"))
        .args(args)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        run.status.code().unwrap_or(-1),
        text(run.stdout),
        text(run.stderr),
    )
}

#[test]
fn the_command_writes_the_shorter_schedule() {
    let folder = Folder::new("minimize");
    let script = format!("{PROGRAMS}/bugs/lost_update.py");
    let (_, _, _) = gilscope(&[
        "explore",
        "--no-runtimes",
        "--save",
        &folder.path(""),
        &script,
    ]);
    let kept = folder.path("lost_update-2.schedule");
    let text = std::fs::read_to_string(&kept).expect("it was kept");
    let (status, out, err) = gilscope(&["minimize", &kept]);
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("none of them can be left out"), "{out}");
    let shorter = folder.path("lost_update-2-min.schedule");
    assert!(Path::new(&shorter).exists());
    let (status, out, err) = gilscope(&["replay", "--quiet", &shorter]);
    assert_eq!((status, out.as_str()), (0, "1\n"), "{err}");
    // What leads elsewhere is not made shorter.
    std::fs::write(&kept, text.replace("prints 1", "prints 9")).expect("it can be written");
    let (status, _, err) = gilscope(&["minimize", &kept]);
    assert_eq!(status, 2);
    assert!(
        err.contains("led to 'prints 9', and now to 'prints 1'"),
        "{err}"
    );
}

#[cfg(unix)]
#[test]
fn what_cannot_be_and_was_seen_is_shouted() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("oracle");
    let script = format!("{PROGRAMS}/bugs/lost_update.py");
    let python = folder.path("python");
    for (version, prints, is_known) in [
        ("3.13.0", "2", true),
        ("3.13.0", "1", false),
        ("3.13.0", "7", false),
        // Another language, which may print what it likes.
        ("2.7.18", "7", true),
    ] {
        let text = format!(
            "#!/bin/sh\ncase \"$2\" in\n*python_implementation*) echo CPython {version}, GIL on;;\n*) echo \
             {prints};;\nesac\n"
        );
        std::fs::write(&python, text).expect("it can be written");
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&python, mode).expect("it can be set");
        let figures = folder.path("figures.json");
        let args = [
            "explore",
            "--oracle",
            &python,
            "--oracle-runs",
            "3",
            "--samples",
            "0",
        ];
        let rest = ["--fail-on", "leak", "--json", &figures, &script];
        let (status, out, err) = gilscope(&[&args[..], &rest].concat());
        assert_eq!(status, i32::from(!is_known), "{out}{err}");
        assert_eq!(out.contains("CONTRADICTION"), !is_known, "{out}");
        let figures = std::fs::read_to_string(&figures).expect("it was written");
        let figures: serde_json::Value = serde_json::from_str(&figures).expect("it is JSON");
        let endings = figures["oracle"][0]["endings"]
            .as_array()
            .expect("a list")
            .clone();
        let seen = endings
            .iter()
            .find(|it| it["title"] == format!("prints {prints}"));
        assert_eq!(
            seen.map(|it| &it["count"]),
            Some(&serde_json::json!(3)),
            "{figures}"
        );
    }
    let (status, _, err) = gilscope(&["explore", "--oracle", &folder.path("none"), &script]);
    assert_eq!(status, 2);
    assert!(err.contains("there is no such Python here"), "{err}");
}

#[test]
fn the_pythons_of_this_machine_do_nothing_that_cannot_be() {
    let python = std::env::var("GILSCOPE_PYTHON").unwrap_or_else(|_| "python3".into());
    for python in [&*python, "python2.7"] {
        if gilscope::lab::peer::Peer::find(python).is_none() {
            eprintln!("skipped the_pythons_of_this_machine_do_nothing_that_cannot_be: no {python}");
            continue;
        }
        for name in ["lost_update", "abba_deadlock_fixed"] {
            let script = format!("{PROGRAMS}/bugs/{name}.py");
            let args = ["--oracle", python, "--oracle-runs", "5", "--samples", "0"];
            let rest = ["--fail-on", "leak", &script];
            let (status, out, err) = gilscope(&[&["explore"], &args[..], &rest].concat());
            assert_eq!(status, 0, "{out}{err}");
            assert!(out.contains("Observed under "), "{out}");
            assert!(!out.contains("CONTRADICTION"), "{out}");
        }
    }
}

/// What a search had no patience for is had again as far as it went, though it would end later on.
#[test]
fn what_was_given_up_is_given_up_again() {
    let folder = Folder::new("given-up");
    let script = folder.path("polite.py");
    let text = "import threading\na = threading.Lock()\nb = threading.Lock()\ndef grab(first, second):\n    \
                while True:\n        first.acquire()\n        if second.acquire(blocking=False):\n            \
                break\n        first.release()\n    second.release()\n    first.release()\n\
                ts = [threading.Thread(target=grab, args=x) for x in ((a, b), (b, a))]\n\
                for t in ts: t.start()\nfor t in ts: t.join()\n";
    std::fs::write(&script, text).expect("it can be written");
    let place = folder.path("");
    let (status, out, err) = gilscope(&[
        "explore",
        "--no-runtimes",
        "--samples",
        "0",
        "--steps",
        "300",
        "--schedules",
        "500",
        "--save",
        &place,
        &script,
    ]);
    assert!(out.contains("has not ended"), "{status} {out}{err}");
    let kept = folder.path("polite-2.schedule");
    let text = std::fs::read_to_string(&kept).expect("it was kept");
    assert!(text.contains("ends has not ended\nstops 300\n"), "{text}");
    let (status, _, err) = gilscope(&["replay", &kept]);
    assert_eq!(status, 0, "{err}");
    // Without a bound it goes on, and ends: that is another ending, and said to be.
    std::fs::write(&kept, text.replace("stops 300\n", "")).expect("it can be written");
    let (status, _, err) = gilscope(&["replay", &kept]);
    assert_eq!(status, 2, "{err}");
    assert!(err.contains("led to 'has not ended', and now to"), "{err}");
}

/// A schedule shows in all the pictures of a run, and they show the same run.
#[test]
fn schedules_are_had_again_under_pictures() {
    for (set, has_gil) in [("every", false), ("py310", true)] {
        let folder = Folder::new(&format!("pictures-{set}"));
        let script = format!("{PROGRAMS}/bugs/abba_deadlock.py");
        let place = folder.path("");
        let args = [
            "explore",
            "--no-runtimes",
            "--safe-points",
            set,
            "--save",
            &place,
            &script,
        ];
        let (status, _, err) = gilscope(&args);
        assert_eq!((status, err.as_str()), (1, ""), "{set}");
        let kept = folder.path("abba_deadlock-1.schedule");
        let [json, trace, html] = ["run.json", "run.trace", "run.html"].map(|it| folder.path(it));
        let (status, out, err) = gilscope(&[
            "replay",
            "--quiet",
            "--stats",
            "--timeline",
            "--json",
            &json,
            "--trace",
            &trace,
            "--html",
            &html,
            &kept,
        ]);
        assert_eq!((status, out.as_str()), (0, "done\n"), "{err}");
        let expected = match has_gil {
            true => ["GIL on", "threads go on as the schedule says"],
            false => ["GIL off", "no core free"],
        };
        assert!(expected.iter().all(|it| err.contains(it)), "{err}");
        let read = |file: &str| std::fs::read_to_string(file).expect("it was written");
        let figures: serde_json::Value = serde_json::from_str(&read(&json)).expect("JSON");
        assert_eq!(figures["configuration"]["gil"], has_gil);
        assert_eq!(figures["configuration"]["handoff"], "schedule");
        let threads = figures["run"]["threads"].as_array().expect("threads");
        assert_eq!(threads.len(), 3);
        // One thread after another: what they ran is all the time there was.
        let ran = |it: &serde_json::Value| it["states"]["running"].as_u64().expect("a figure");
        let sum: u64 = threads.iter().map(ran).sum();
        assert_eq!(Some(sum), figures["run"]["elapsed"].as_u64(), "{figures}");
        assert_eq!(!figures["run"]["gil"].is_null(), has_gil);
        let trace: serde_json::Value = serde_json::from_str(&read(&trace)).expect("JSON");
        let events = trace["traceEvents"].as_array().expect("events");
        let named = |name: &str| {
            events
                .iter()
                .any(|it| it["args"]["name"].to_string().contains(name))
        };
        assert!(named("Thread-1 (there)") && named("Thread-2 (back)"));
        assert!(read(&html).contains("Thread-2 (back)"));
    }
}

/// Sleeps and waits in vain take time in pictures, though the schedule says who goes on.
#[test]
fn time_passes_where_a_schedule_has_threads_sleep() {
    let text = "import threading, time\nlock = threading.Lock()\ndef work():\n    with lock:\n        time.sleep(2)\n\
                t = threading.Thread(target=work)\nt.start()\ntime.sleep(1)\nprint(lock.acquire(timeout=0.5))\n\
                t.join()\n";
    on_stage(text, |stage| {
        let usual = replay(stage, Vec::new());
        assert_eq!(usual.played.ending.title(), "prints True");
        // Main goes on though it could wait for longer.
        let mut tries = (0..usual.events.len()).map(|at| replay(stage, vec![(at, ThreadId(0))]));
        let replayed = tries.find(|it| it.played.ending.title() == "prints False");
        let replayed = replayed.expect("it gives up");
        let report = &replayed.played.outcome.report;
        let [main, work] = &report.threads[..] else {
            panic!("two threads: {report:?}");
        };
        let near = |span: Nanos, seconds: f64| (span.as_secs_f64() - seconds).abs() < 0.01;
        assert!(near(report.elapsed, 2.0), "{report:?}");
        assert!(near(main.ledger[State::Io], 1.0), "{report:?}");
        assert!(near(main.ledger[State::Lock], 0.5), "{report:?}");
        assert!(near(main.ledger[State::Join], 0.5), "{report:?}");
        assert!(near(work.ledger[State::Io], 2.0), "{report:?}");
    });
}
