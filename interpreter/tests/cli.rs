//! The command line as people meet it: exit statuses, streams, options, messages.
//!
//! These tests stand here and not in the package of tests because only here cargo tells where the
//! binary is.

#[path = "common/folder.rs"]
mod folder;

use folder::{Folder, Ran};
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn a_script_with_arguments() {
    let folder = Folder::new("arguments");
    folder.file("s.py", "import sys\nprint(sys.argv)\n");
    let expected = "['s.py', '--gil', 'off', '--', '-x']\n";
    folder
        .run(&["s.py", "--gil", "off", "--", "-x"])
        .is(0, expected, "");
    folder
        .run(&["run", "--gil", "off", "s.py", "--gil", "off", "--", "-x"])
        .is(0, expected, "");
    let code = "import sys; print(sys.argv)";
    folder
        .run(&["-c", code, "--gil", "a"])
        .is(0, "['-c', '--gil', 'a']\n", "");
}

#[test]
fn standard_input_as_script() {
    let folder = Folder::new("stdin");
    let mut command = folder.command(&["-", "a"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("gilscope can be run");
    let mut stdin = child.stdin.take().expect("it was piped");
    stdin
        .write_all(b"print('from stdin')\n1 / 0\n")
        .expect("it can be written");
    drop(stdin);
    let ran = Ran::of(child.wait_with_output().expect("it ends"));
    let expected = "Traceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\n\
                    ZeroDivisionError: division by zero\n";
    ran.is(1, "from stdin\n", expected);
}

#[test]
fn exit_statuses() {
    let folder = Folder::new("status");
    folder.run(&["-c", "pass"]).is(0, "", "");
    folder.run(&["-c", "import sys; sys.exit(7)"]).is(7, "", "");
    folder
        .run(&["-c", "raise SystemExit('bye')"])
        .is(1, "", "bye\n");
    folder
        .run(&["-c", "1 / 0"])
        .says(1, "ZeroDivisionError: division by zero");
    folder
        .run(&["-c", "def f(:"])
        .says(1, "SyntaxError: invalid syntax");
    folder
        .run(&["-c", "breakpoint()"])
        .says(2, "error[unsupported]");
    folder
        .run(&["--gil", "maybe", "x.py"])
        .says(2, "one of on, off");
    folder
        .run(&["--cores", "4", "-c", "pass"])
        .says(2, "--clock virtual");
    folder
        .run(&["--gil=off", "--counting=plain", "-c", "pass"])
        .says(2, "--counting plain");
    folder.run(&[]).is(0, "", "");
    folder.run(&["run"]).says(2, "SCRIPT");
    let endless = "--max-instructions";
    folder
        .run(&[endless, "10000", "-c", "while True: pass"])
        .says(1, endless);
}

#[test]
fn files_that_cannot_be_run() {
    let folder = Folder::new("files");
    folder
        .file("latin.py", b"x = 1\nprint('\xe9')\n")
        .file("nul.py", b"x = 1\0\n");
    std::fs::create_dir(folder.0.join("folder")).expect("a folder can be made");
    folder
        .run(&["missing.py"])
        .says(2, "missing.py': [Errno 2] No such file or directory\n");
    folder
        .run(&["folder"])
        .says(2, "gilscope: can't find '__main__' module in '");
    let latin = "SyntaxError: Non-UTF-8 code starting with '\\xe9' in file latin.py on line 2, but no \
                 encoding declared; see https://peps.python.org/pep-0263/ for details\n";
    folder.run(&["latin.py"]).is(1, "", latin);
    let nul = "  File \"nul.py\", line 1\n    x = 1\nSyntaxError: source code cannot contain null bytes\n";
    folder.run(&["nul.py"]).is(1, "", nul);
    folder
        .file("bom.py", b"\xef\xbb\xbfprint(1)\r\nprint(2)\rprint(3)")
        .file("quote.py", "x = 'abc\n")
        .file("triple.py", "x = \"\"\"abc\n")
        .file("bytes.py", [0x9cu8, 0xff, 0x00, 0x0a, 0x28].repeat(1000));
    folder.run(&["bom.py"]).is(0, "1\n2\n3\n", "");
    let quote = "  File \"quote.py\", line 1\n    x = 'abc\n        ^\nSyntaxError: unterminated string \
                 literal (detected at line 1)\n";
    folder.run(&["quote.py"]).is(1, "", quote);
    let triple = "SyntaxError: unterminated triple-quoted string literal (detected at line 1)\n";
    folder.run(&["triple.py"]).says(1, triple);
    folder
        .run(&["bytes.py"])
        .says(1, "SyntaxError: Non-UTF-8 code");
    folder
        .run(&["bom.py/x"])
        .says(2, "[Errno 20] Not a directory");
    let long = format!("{}.py", "x".repeat(5000));
    folder
        .run(&[&long])
        .says(2, "[Errno 36] File name too long");
}

#[test]
fn memory_is_limited() {
    let folder = Folder::new("memory");
    let limited = |code: &str| folder.run(&["--max-memory", "200M", "-c", code]);
    for code in [
        "x = 'a' * 10**9",
        "x = b'a' * 10**9",
        "x = [0] * 10**8",
        "x = [0]; x *= 10**8",
        "x = (0,) * 10**8",
        "x = list(range(10**9))",
        "x = set(range(10**9))",
        "x = ','.join(['a' * 10**6] * 1000)",
        "x = bytes(10**9)",
        "s = 'a'\nwhile True: s += s",
        "s = [0]\nwhile True: s += s",
        "s = (0,)\nwhile True: s += s",
        "s = []\nwhile True: s.append('a' * 10**6)",
        "s = []\nwhile True: s.append('a' * 10**4)",
    ] {
        let ran = limited(code);
        assert_eq!(ran.status, Some(1), "{code}\n{}", ran.err);
        assert!(ran.err.ends_with("\nMemoryError\n"), "{code}\n{}", ran.err);
    }
    let caught = "\
try:
    x = [0] * 10**8
except MemoryError:
    print('caught')
x = [0] * 10**6
print(len(x))
";
    limited(caught).is(0, "caught\n1000000\n", "");
    // Without a limit, what no machine has is an exception too.
    folder
        .run(&["-c", "x = [0] * 10**15"])
        .says(1, "MemoryError\n");
}

#[test]
fn threads_are_limited() {
    let folder = Folder::new("threads");
    let script = "\
import threading, sys
count = int(sys.argv[1])
gate = threading.Event()
threads = [threading.Thread(target=gate.wait) for _ in range(count)]
try:
    for thread in threads: thread.start()
except RuntimeError as error:
    print(error)
gate.set()
for thread in threads:
    if thread.ident: thread.join()
print(sum(thread.ident is not None for thread in threads))
";
    folder.file("s.py", script);
    for clock in ["real", "virtual"] {
        for gil in ["on", "off"] {
            let options = [
                "--clock",
                clock,
                "--gil",
                gil,
                "--max-threads",
                "1001",
                "s.py",
            ];
            let run = |count: &str| folder.run(&[&options[..], &[count]].concat());
            run("1000").is(0, "1000\n", "");
            run("1001").is(0, "can't start new thread\n1000\n", "");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written() {
    let folder = Folder::new("full");
    for code in [
        "print(1)",
        "print(1, flush=True)",
        "for i in range(10**6): print(i)",
    ] {
        let full = std::fs::File::create("/dev/full").expect("Linux has it");
        let ran = folder.command(&["-c", code]).stdout(full).output();
        let ran = Ran::of(ran.expect("gilscope can be run"));
        ran.is(
            120,
            "",
            "gilscope: cannot write standard output: No space left on device (os error 28)\n",
        );
    }
    // No stdout at all: CPython's print does nothing then.
    let closed = format!("'{}' -c 'print(1)' >&-", env!("CARGO_BIN_EXE_gilscope"));
    let ran = Command::new("sh").args(["-c", &closed]).output();
    Ran::of(ran.expect("sh can be run")).is(0, "", "");
    let closed = format!("'{}' -c '1/0' 2>&-", env!("CARGO_BIN_EXE_gilscope"));
    let ran = Command::new("sh").args(["-c", &closed]).output();
    Ran::of(ran.expect("sh can be run")).is(1, "", "");
}

#[test]
fn refusals_come_before_anything_runs() {
    let folder = Folder::new("refusal");
    folder.file("fetch.py", "print('started')\nimport requests\n");
    let expected = "\
error[unsupported]: `import requests` is valid Python, but not in gilscope's subset
  ╭▸ fetch.py:2:8
  │
2 │ import requests
  │        ━━━━━━━━ the network is simulated here: a wait that releases the GIL is what matters
  │
  ├ note: nothing was run
  ╰ help: time.sleep(0.2) in its place shows the same overlap: programs/aggregator.py
";
    folder.run(&["fetch.py"]).is(2, "", expected);
    let ascii = folder.run(&["--ascii", "fetch.py"]);
    assert!(ascii.err.is_ascii(), "{}", ascii.err);
    folder
        .file("helper.py", "import numpy\n")
        .file("main.py", "import helper\n");
    folder.run(&["main.py"]).says(2, "helper.py:1:8");
}

#[test]
fn what_would_differ_is_refused() {
    let folder = Folder::new("differ");
    let rows = [
        ("x = 1000\nprint(x is 1000)\n", "`is` between equal numbers"),
        ("x = 0.5\nprint(x is not x)\n", "`is` between equal numbers"),
        ("print(10**20 is 10**20)\n", "`is` between equal numbers"),
        ("print(id(1000))\n", "`id` of a number"),
        ("x: int = 1\nprint(__annotations__)\n", "`__annotations__`"),
        (
            "try:\n    x\nexcept NameError as e:\n    print(vars(e))\n",
            "`__dict__` of a NameError",
        ),
    ];
    for (text, feature) in rows {
        folder.file("differ.py", text);
        folder.run(&["differ.py"]).says(2, feature);
    }
    let same = "a = 5\nb = 5\nc = 1000\nprint(a is b, a is c, id(a) == id(b), c is None)\n";
    folder.file("same.py", same);
    folder
        .run(&["same.py"])
        .is(0, "True False True False\n", "");
}

#[test]
fn a_deadlock_is_found_and_told() {
    let folder = Folder::new("deadlock");
    folder.file(
        "hang.py",
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n",
    );
    for clock in ["real", "virtual"] {
        let ran = folder.run(&["--clock", clock, "hang.py"]);
        assert_eq!(ran.status, Some(102), "{}", ran.err);
        assert!(
            ran.err
                .starts_with("error[deadlock]: MainThread waits for a lock that it holds")
        );
        assert!(ran.err.contains("hang.py:4:1"), "{}", ran.err);
    }
}

/// Who waits inside the library waits, for its reader, at a line of the script.
#[test]
fn waits_inside_the_library_are_told_by_the_scripts_lines() {
    let folder = Folder::new("notice");
    let script = "\
import queue, threading
items = queue.Queue()
event = threading.Event()
condition = threading.Condition()
def get(): items.get()
def wait(): event.wait()
def hold():
    with condition:
        items.get()
def enter():
    with condition: pass
threads = [threading.Thread(target=f) for f in (get, wait, hold, enter)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    folder.file("s.py", script);
    for clock in ["real", "virtual"] {
        let ran = folder.run(&["--clock", clock, "s.py"]);
        assert_eq!(ran.status, Some(102), "{}", ran.err);
        for part in [
            "Thread-1 (get)         ── wants ──▶ to be notified",
            "Thread-4 (enter)       ── wants ──▶ condition, held by Thread-3",
            "items.get()\n   │            ━━━━━━━━━━━ Thread-1 waits here to be notified",
            "event.wait()\n   │             ━━━━━━━━━━━━ Thread-2 waits here to be notified",
            "note: MainThread waits for Thread-1 to end, line 14.",
            "help: nobody is left who could notify()",
        ] {
            assert!(ran.err.contains(part), "{part}\n{}", ran.err);
        }
        assert!(!ran.err.contains("<lib:"), "{}", ran.err);
    }
}

#[test]
fn keys_and_the_environment() {
    let folder = Folder::new("keys");
    let json = |args: &[&str], gil: Option<&str>| {
        let mut command = folder.command(&[args, &["--json", "out.json", "-c", "pass"]].concat());
        gil.map(|value| command.env("PYTHON_GIL", value));
        let ran = Ran::of(command.output().expect("gilscope can be run"));
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        let text = std::fs::read_to_string(folder.0.join("out.json")).expect("it was written");
        let figures: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        figures["configuration"]["gil"].as_bool().expect("a bool")
    };
    assert!(json(&[], None));
    assert!(!json(&["-X", "gil=0"], None));
    assert!(!json(&[], Some("0")));
    assert!(json(&["-X", "gil=1"], Some("0")));
    assert!(!json(&["-X", "dev", "--gil", "off", "-X", "gil=1"], None));
}

#[test]
fn reports_leave_stdout_alone() {
    let folder = Folder::new("reports");
    folder.file(
        "s.py",
        "import time\nprint('a')\ntime.sleep(3600)\nprint('b')\n",
    );
    let ran = folder.run(&["--clock", "virtual", "--stats", "--timeline", "s.py"]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), "a\nb\n"));
    assert!(ran.err.contains("3600.000 s"), "{}", ran.err);
    assert!(ran.err.contains(" leaked"), "{}", ran.err);
    assert!(ran.err.contains("· in I/O"), "{}", ran.err);
    assert!(
        ran.err.lines().all(|line| line.chars().count() <= 100),
        "{}",
        ran.err
    );
    let ran = folder.run(&[
        "--clock=virtual",
        "--stats",
        "--timeline",
        "--ascii",
        "s.py",
    ]);
    assert!(ran.err.is_ascii(), "{}", ran.err);
}

#[test]
fn a_comparison() {
    let folder = Folder::new("compare");
    let script = "\
import threading, time
threads = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print('done')
";
    folder.file("s.py", script);
    let ran = folder.run(&["compare", "--no-real", "--no-python", "s.py"]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains("output: identical"), "{}", ran.out);
    assert!(ran.out.contains("8.00×"), "{}", ran.out);
    assert!(
        ran.out.contains("Why: waiting for I/O bounded it"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.lines().all(|line| line.chars().count() <= 100),
        "{}",
        ran.out
    );
    let again = folder.run(&["compare", "--no-real", "--no-python", "s.py"]);
    assert_eq!(again.out, ran.out, "virtual time is exact");
}

#[test]
fn a_reader_that_goes_away() {
    let folder = Folder::new("pipe");
    let mut command = folder.command(&["-c", "while True: print('x' * 1000)"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("gilscope can be run");
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().expect("it ends"));
    assert_eq!((ran.status, ran.err.as_str()), (Some(120), ""));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_loops_and_sleeps() {
    use std::io::{BufRead, BufReader};
    use std::os::unix::process::ExitStatusExt;
    let folder = Folder::new("interrupt");
    for (first, wait) in [
        ("", "while True: pass"),
        ("", "import time; time.sleep(3600)"),
        (
            "",
            "import threading, time\nt = threading.Thread(target=time.sleep, args=(3600,), daemon=True)\n\
         t.start(); t.join()",
        ),
        (
            "",
            "import threading, time\nlock = threading.Lock(); lock.acquire()\n\
         t = threading.Thread(target=time.sleep, args=(3600,), daemon=True)\n\
         t.start(); lock.acquire()",
        ),
        (
            "",
            "import threading\ndef f():\n  while True: pass\n\
         for _ in range(3): threading.Thread(target=f, daemon=True).start()\nf()",
        ),
        ("", "while True: sorted(range(10**5), key=lambda x: -x)"),
        ("", "while True: print('x' * 100)"),
        (
            "from multiprocessing import Process\ndef f():\n  while True: pass\n\
             for _ in range(2): Process(target=f).start()\n",
            "f()",
        ),
        (
            "from multiprocessing import Process\nimport time\n\
             p = Process(target=time.sleep, args=(3600,)); p.start()\n",
            "p.join()",
        ),
    ] {
        let code = format!("{first}print('ready', flush=True)\n{wait}");
        let mut command = folder.command(&["-c", &code]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("gilscope can be run");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("it was piped");
        let mut stdout = BufReader::new(stdout);
        stdout
            .read_line(&mut line)
            .expect("it says that it is ready");
        let reader = std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        let id = child.id().to_string();
        let sent = Command::new("kill")
            .args(["-INT", &id])
            .status()
            .expect("kill can be run");
        assert!(sent.success());
        let output = child.wait_with_output().expect("it ends");
        drop(reader.join());
        assert_eq!(output.status.signal(), Some(2), "{wait}");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(err.ends_with("KeyboardInterrupt\n"), "{err}");
    }
}

#[test]
fn what_was_interrupted_is_not_run_again_to_say_why() {
    use std::io::{BufRead, BufReader};
    use std::os::unix::process::ExitStatusExt;
    use std::time::{Duration, Instant};
    let folder = Folder::new("interrupted");
    let code = "print('ready', flush=True)\nwhile True: pass\n";
    for clock in ["real", "virtual"] {
        let mut command = folder.command(&["run", "--stats", "--clock", clock, "-c", code]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("gilscope can be run");
        let stdout = child.stdout.take().expect("it was piped");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says that it is ready");
        let id = child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.expect("kill can be run").success());
        let begin = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("it can be waited for") {
                break status;
            }
            if begin.elapsed() > Duration::from_secs(30) {
                child.kill().expect("it can be killed");
                panic!("{clock}: it runs on after Ctrl-C");
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        assert_eq!(status.signal(), Some(2), "{clock}");
    }
}

#[test]
fn the_listing() {
    let folder = Folder::new("dis");
    let ran = folder.run(&["dis", "-c", "import time; time.sleep(1)"]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(
        ran.out.contains("CallMethod") && ran.out.contains('⏏'),
        "{}",
        ran.out
    );
}

#[test]
fn options_that_there_are_not() {
    let folder = Folder::new("options");
    folder
        .run(&["-m", "http.server"])
        .says(2, "`gilscope module.py`");
    for command in ["run", "compare", "dis"] {
        folder
            .run(&[command, "--typo", "s.py"])
            .says(2, "unexpected option '--typo'");
    }
    folder.run(&["help", "typo"]).says(2, "no help on 'typo'");
}

#[test]
fn asyncio_has_no_network() {
    let folder = Folder::new("asyncio");
    for (call, feature) in [
        (
            "asyncio.open_connection('host', 80)",
            "the network; `asyncio.sleep()`",
        ),
        (
            "asyncio.start_server(print, 'host', 80)",
            "the network; `asyncio.sleep()`",
        ),
        ("asyncio.create_subprocess_exec('ls')", "(other programs)"),
        ("asyncio.StreamReader", "`StreamReader` of module `asyncio`"),
        (
            "asyncio.run(asyncio.sleep(0), debug=True)",
            "the debug mode of asyncio",
        ),
    ] {
        let script = format!("import asyncio\n{call}\n");
        let ran = folder.run(&["-c", &script]);
        ran.says(2, "error[unsupported]");
        ran.says(2, feature);
    }
}

#[test]
fn help_tells_what_there_is() {
    let folder = Folder::new("help");
    let ran = folder.run(&["help", "subset"]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    for part in [
        "comprehensions",
        "sorted",
        "removeprefix",
        "threading: ",
        "asyncio",
        "except*",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    let widest = ran.out.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{widest:?}");
    let ascii = folder.run(&["help", "--ascii", "subset"]);
    assert!(ascii.out.is_ascii());
}

/// Each command's help has two examples, and they run as they stand there.
#[test]
fn examples_of_the_help_run() {
    let folder = Folder::new("examples");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut seen = Vec::new();
    for command in ["", "run", "compare", "sweep", "check", "dis", "help"] {
        let help = folder.run(&["help", command][..1 + !command.is_empty() as usize]);
        assert_eq!((help.status, help.err.as_str()), (Some(0), ""), "{command}");
        let (_, examples) = help.out.split_once("Examples:\n").expect("examples");
        let examples = examples.lines().take_while(|line| !line.is_empty());
        let examples: Vec<&str> = examples.collect();
        assert!(examples.len() >= 2, "{examples:?}");
        for example in examples {
            let words = example.trim().strip_prefix("gilscope ").expect(example);
            let words = words.split("  ").next().expect("there is a first part");
            if seen.contains(&words.to_string()) {
                continue;
            }
            seen.push(words.to_string());
            let (plain, code) = words.split_once('\'').unwrap_or((words, ""));
            let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
            words.extend(code.strip_suffix('\''));
            let written = |word: &str| [".html", "trace.json"].iter().any(|it| word.ends_with(it));
            let place = |word: &&str| folder.0.join(word).display().to_string();
            let placed: Vec<String> = words.iter().filter(|it| written(it)).map(place).collect();
            let mut places = placed.iter();
            for word in words.iter_mut().filter(|word| written(word)) {
                *word = places.next().expect("one each");
            }
            let ran = folder.command(&words).current_dir(&root).output();
            let ran = Ran::of(ran.expect("gilscope can be run"));
            // The one that is there to be seen to fail.
            let is_found = ["--counting racy", "--races"].iter();
            let status = i32::from(is_found.clone().any(|it| example.contains(it)));
            assert_eq!(ran.status, Some(status), "{example}\n{}", ran.err);
        }
    }
}

#[test]
fn what_of_processes_is_refused() {
    let folder = Folder::new("processes");
    let process = "import multiprocessing as m; ";
    for (code, feature) in [
        (
            "import multiprocessing.shared_memory",
            "multiprocessing.shared_memory",
        ),
        (
            "from multiprocessing import shared_memory",
            "`shared_memory`",
        ),
        ("from multiprocessing import get_logger", "`get_logger`"),
        ("from multiprocessing.connection import wait", "`wait`"),
        (
            "from multiprocessing.managers import BaseManager as B; B()",
            "`BaseManager`",
        ),
        (
            "import pickle; len(pickle.dumps(1))",
            "the bytes of a pickle",
        ),
        (
            "import pickle; pickle.loads(b'')",
            "`pickle.loads` of bytes",
        ),
        ("m.set_start_method('forkserver')", "forkserver"),
        ("m.Value('u', 'x')", "shared memory of the type 'u'"),
        ("m.Manager().RLock()", "`RLock` of a manager"),
        ("m.Process().sentinel", "Process.sentinel"),
        (
            "f = open('open.txt', 'w'); m.Process(target=print).start()",
            "a process forked while there is a file",
        ),
        (
            "m.Process(target=lambda: m.parent_process().join()).start()",
            "parent_process().join()",
        ),
    ] {
        let code = match code.starts_with("m.") || code.starts_with("f ") {
            true => format!("{process}{code}"),
            false => code.to_string(),
        };
        folder.run(&["-c", &code]).says(2, feature);
    }
}

/// Two processes that only compute: on two simulated cores they take half the time of two threads,
/// and start when they are said to.
#[test]
fn processes_have_cores_and_gils_of_their_own() {
    let folder = Folder::new("two-processes");
    let script = "
import multiprocessing, sys, threading, time

def work():
    for _ in range(50_000):
        pass

if __name__ == '__main__':
    make = getattr(sys.modules[sys.argv[1]], sys.argv[2])
    start = time.perf_counter()
    workers = [make(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(round((time.perf_counter() - start) * 1e6))
";
    folder.file("two.py", script);
    let time = |options: &[&str], words: &[&str]| -> u64 {
        let args = [&["run", "--clock", "virtual"], options, &["two.py"], words].concat();
        let ran = folder.run(&args);
        assert_eq!((ran.status, &*ran.err), (Some(0), ""));
        ran.out.trim().parse().expect("microseconds")
    };
    let threads = time(&["--cores", "2"], &["threading", "Thread"]);
    let one = ["--process-start", "0ms", "--cores", "1"];
    let two = ["--process-start", "0ms", "--cores", "2"];
    let slow = ["--process-start", "30ms", "--cores", "2"];
    let [one, two, slow] =
        [&one, &two, &slow].map(|options| time(&options[..], &["multiprocessing", "Process"]));
    assert!(two < threads * 55 / 100, "{two} against {threads}");
    assert!(one > two * 18 / 10, "{one} against {two}");
    assert!(
        (29_000..31_000).contains(&(slow - two)),
        "{slow} against {two}"
    );
}
