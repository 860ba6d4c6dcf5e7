//! `gilscope step` as people meet it: on a terminal of its own, and without one by keys as text.

#![cfg(all(unix, feature = "terminal"))]

#[path = "common/folder.rs"]
mod folder;

use folder::{Folder, GILSCOPE};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Two threads that lose updates.
const COUNTER: &str = include_str!("step_counter.py");

/// So long nothing takes; a test that waits for it fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// What stands on a terminal, as far as `gilscope step` writes on one.
struct Glass {
    rows: Vec<Vec<char>>,
    at: (usize, usize),
    is_alternate: bool,
    rest: Vec<u8>,
    /// Whether the terminal has been asked where its cursor is.
    is_asked: bool,
}

impl Glass {
    fn new() -> Glass {
        Glass {
            rows: vec![vec![' '; 300]; 100],
            at: (0, 0),
            is_alternate: false,
            rest: Vec::new(),
            is_asked: false,
        }
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.rest.extend(bytes);
        let valid = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let text = String::from_utf8_lossy(&self.rest[..valid]).into_owned();
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            let taken = match c {
                '\x1b' => self.escape(rest),
                '\r' => {
                    self.at.0 = 0;
                    Some(1)
                }
                '\n' => {
                    self.at.1 += 1;
                    Some(1)
                }
                c => {
                    self.put(c);
                    Some(c.len_utf8())
                }
            };
            // An escape may come in two halves.
            let Some(taken) = taken else { break };
            rest = &rest[taken..];
        }
        let done = valid - rest.len();
        self.rest.drain(..done);
    }

    fn put(&mut self, c: char) {
        let (x, y) = self.at;
        if let Some(cell) = self.rows.get_mut(y).and_then(|row| row.get_mut(x)) {
            *cell = c;
        }
        self.at.0 += 1;
    }

    /// Obeys an escape sequence; how long it is, if it is whole.
    fn escape(&mut self, text: &str) -> Option<usize> {
        let Some(body) = text.strip_prefix("\x1b[") else {
            return (text.len() > 1).then_some(2);
        };
        let end = body.find(|c: char| c.is_ascii_alphabetic())?;
        let (words, last) = (&body[..end], &body[end..end + 1]);
        match (last, words) {
            ("H", _) => {
                let mut numbers = words.split(';').map(|it| it.parse().unwrap_or(1));
                let (y, x): (usize, usize) =
                    (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
                self.at = (x - 1, y - 1);
            }
            ("J", "2") => self.rows = vec![vec![' '; 300]; 100],
            ("n", "6") => self.is_asked = true,
            ("h", "?1049") => self.is_alternate = true,
            ("l", "?1049") => {
                self.is_alternate = false;
                self.rows = vec![vec![' '; 300]; 100];
            }
            _ => {}
        }
        Some(2 + end + 1)
    }

    fn text(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let text: String = row.iter().collect();
            text.trim_end().to_string()
        });
        rows.collect::<Vec<_>>().join("\n").trim_end().to_string()
    }
}

/// A program on a terminal of its own.
struct Session {
    child: Child,
    master: File,
    bytes: Receiver<Vec<u8>>,
    glass: Glass,
}

fn size(columns: u16, lines: u16) -> Winsize {
    Winsize {
        ws_row: lines,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    }
}

impl Session {
    /// None, with a word about it, where there are no terminals to be had or none can be given to a program.
    fn start(folder: &Folder, args: &[&str], columns: u16, lines: u16) -> Option<Session> {
        let has_setsid = Command::new("setsid").arg("--version").output().is_ok();
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY);
        let (Ok(master), true) = (master, has_setsid) else {
            eprintln!("skipped: no terminal of its own can be had here (openpt, setsid)");
            return None;
        };
        grantpt(&master).expect("it is ours");
        unlockpt(&master).expect("it is ours");
        let name = ptsname(&master, Vec::new()).expect("it has a name");
        let name = name.to_string_lossy().into_owned();
        let slave = OpenOptions::new().read(true).write(true).open(name);
        let slave = slave.expect("the other end");
        tcsetwinsize(&slave, size(columns, lines)).expect("a terminal has a size");
        let end = || Stdio::from(slave.try_clone().expect("one more"));
        let child = Command::new("setsid")
            .args(["-c", GILSCOPE])
            .args(args)
            .current_dir(&folder.0)
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .env("LC_ALL", "C.UTF-8")
            .stdin(end())
            .stdout(end())
            .stderr(end())
            .spawn()
            .expect("gilscope can be run");
        drop(slave);
        let master = File::from(master);
        let mut reader = master.try_clone().expect("one more");
        let (sender, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Linux tells of the end by an error.
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Some(Session {
            child,
            master,
            bytes,
            glass: Glass::new(),
        })
    }

    fn press(&mut self, keys: &str) {
        self.master.write_all(keys.as_bytes()).expect("it listens");
    }

    /// Reads until the glass is as is wanted.
    #[track_caller]
    fn sees(&mut self, what: &str, is_wanted: impl Fn(&Glass) -> bool) {
        while !is_wanted(&self.glass) {
            match self.bytes.recv_timeout(PATIENCE) {
                Ok(bytes) => self.glass.feed(&bytes),
                Err(error) => panic!("{what}: {error}\n{}", self.glass.text()),
            }
            if std::mem::take(&mut self.glass.is_asked) {
                self.press("\x1b[1;1R");
            }
        }
    }

    #[track_caller]
    fn shows(&mut self, text: &str) {
        self.sees(text, |glass| glass.text().contains(text));
    }

    /// Waits for the end, and gives the exit status.
    #[track_caller]
    fn ends(&mut self) -> Option<i32> {
        self.sees("the end", |glass| !glass.is_alternate);
        while let Ok(bytes) = self.bytes.recv_timeout(PATIENCE) {
            self.glass.feed(&bytes);
        }
        self.child.wait().expect("it was started").code()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_person_finds_an_ending_on_a_full_screen_and_keeps_it() {
    let folder = Folder::new("step-screen");
    folder.file("s.py", COUNTER);
    let Some(mut screen) = Session::start(&folder, &["step", "s.py"], 120, 40) else {
        return;
    };
    screen.sees("a screen of its own", |glass| glass.is_alternate);
    screen.shows("0 MainThread");
    screen.shows("1 ▶ import threading");
    screen.shows("GIL: free · MainThread wants it");
    screen.press("g");
    screen.shows("waits for a thread to begin");
    screen.press("\t");
    screen.shows("▸1 Thread-1 (add)");
    screen.press("h");
    screen.shows("0 instructions");
    screen.press("f");
    screen.shows("find which ending?");
    screen.press("prints 1\r");
    screen.shows("the way to 'prints 1': 1 pre-emption from here");
    screen.press("............");
    screen.shows("It has ended: prints 1");
    screen.press("w");
    screen.shows("write into which file?");
    screen.press("kept.schedule\r");
    screen.shows("gilscope replay kept.schedule");
    screen.press("b");
    screen.sees("back", |glass| !glass.text().contains("It has ended"));
    screen.press("q");
    assert_eq!(screen.ends(), Some(0));
    assert!(screen.glass.text().contains("the last ending: prints 1"));
    folder
        .run(&["replay", "--quiet", "kept.schedule"])
        .is(0, "1\n", "");
}

#[test]
fn ctrl_c_leaves_and_the_terminal_is_as_it_was() {
    let folder = Folder::new("step-interrupt");
    folder.file("s.py", COUNTER);
    let Some(mut screen) = Session::start(&folder, &["step", "--goal", "prints 7", "s.py"], 80, 24)
    else {
        return;
    };
    screen.shows("no schedule ends with 'prints 7'");
    screen.press("\x03");
    assert_eq!(screen.ends(), Some(1));
    assert!(screen.glass.text().contains("the goal was not reached"));
}

#[test]
fn what_takes_long_can_be_stopped() {
    let folder = Folder::new("step-stop");
    let long = "import threading\nfor i in range(10 ** 9):\n    pass\n";
    folder.file("s.py", long);
    let Some(mut screen) = Session::start(&folder, &["step", "s.py"], 80, 24) else {
        return;
    };
    screen.shows("import threading");
    screen.press("r");
    screen.shows("running");
    screen.press("\x1b");
    screen.shows("stopped here");
    screen.press("q");
    assert_eq!(screen.ends(), Some(0));
}

#[test]
fn a_terminal_may_be_narrow_and_change_its_size() {
    let folder = Folder::new("step-sizes");
    folder.file("s.py", COUNTER);
    let Some(mut screen) = Session::start(&folder, &["step", "s.py"], 40, 12) else {
        return;
    };
    screen.shows("0 MainThread");
    screen.press("g");
    // One column, and a line for the other thread.
    screen.shows(" 1 ▒ Thread-1: wants the GIL");
    tcsetwinsize(&screen.master, size(150, 45)).expect("a terminal has a size");
    screen.sees("two columns", |glass| {
        let text = glass.text();
        text.contains("┐┌ 1 Thread-1 (add)") && text.contains("shared (×: references)")
    });
    tcsetwinsize(&screen.master, size(9, 3)).expect("a terminal has a size");
    screen.sees("hardly anything", |glass| {
        !glass.text().contains("Thread-1")
    });
    screen.press("q");
    assert_eq!(screen.ends(), Some(0));
}

#[test]
fn an_exercise_tells_what_it_is_about_first() {
    let folder = Folder::new("step-exercise");
    let Some(mut screen) = Session::start(&folder, &["step", "--exercise", "6"], 110, 40) else {
        return;
    };
    screen.shows("Exercise 6: Two locks, two orders");
    screen.shows("Goal: deadlock");
    screen.press(" ");
    screen.shows("goal: deadlock in 1 pre-emption");
    screen.press("fdeadlock\r");
    screen.shows("the way to 'deadlock: ");
    screen.press("..........");
    screen.shows("The goal is reached: ★★★ with 1 pre-emption");
    screen.shows("first: held by Thread-1, waited for by Thread-2");
    screen.press("q");
    assert_eq!(screen.ends(), Some(0));
    assert!(screen.glass.text().contains("the goal was reached"));
}

#[test]
fn keys_on_the_command_line_print_the_screen_at_the_end() {
    let folder = Folder::new("step-keys");
    folder.file("s.py", COUNTER);
    let keys = "g 1n1a 0g 2g 1g r";
    let ran = folder.run(&["step", "--goal", "prints 1", "--keys", keys, "s.py"]);
    assert_eq!((ran.status, &*ran.err), (Some(0), ""), "{}", ran.out);
    for text in [
        "It has ended: prints 1",
        "counter = 1",
        "the last ending: prints 1\nthe goal was reached: ★★★ with 1 pre-emption; nothing less will do",
    ] {
        assert!(ran.out.contains(text), "{text}\n{}", ran.out);
    }
    let ran = folder.run(&["step", "--goal", "prints 1", "--keys", "r", "s.py"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.out
            .ends_with("the last ending: prints 2\nthe goal was not reached\n")
    );
    let wrong = folder.run(&["step", "--keys", "gz", "s.py"]);
    assert_eq!(wrong.status, Some(2));
    assert!(wrong.err.contains("there is no key 'z'"), "{}", wrong.err);
}

#[test]
fn lines_on_stdin_print_the_screen_after_each() {
    let folder = Folder::new("step-stdin");
    folder.file("s.py", COUNTER);
    let mut command = folder.command(&["step", "--ascii", "s.py"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("gilscope can be run");
    let mut stdin = child.stdin.take().expect("it was piped");
    stdin.write_all(b"g\nnonsense\nr\n").expect("it listens");
    drop(stdin);
    let output = child.wait_with_output().expect("it was started");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(output.status.success() && out.is_ascii(), "{out}");
    let screens: Vec<&str> = out.split(" s.py | ").skip(1).collect();
    assert_eq!(screens.len(), 4, "{out}");
    assert!(screens[0].contains("> import threading"), "{}", screens[0]);
    assert!(
        screens[1].contains("waits for a thread to begin"),
        "{}",
        screens[1]
    );
    assert!(
        screens[3].contains("It has ended: prints 2"),
        "{}",
        screens[3]
    );
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("there is no key 'o'"), "{err}");
}

#[test]
fn every_size_can_be_drawn_with_many_threads() {
    let folder = Folder::new("step-many");
    let many = "import threading\nlock = threading.Lock()\ndef work(n):\n\twith lock:\n\t\tprint('ä', n)\n\
                threads = [threading.Thread(target=work, args=(n,)) for n in range(12)]\nfor t in \
                threads:\n\tt.start()\nfor t in threads:\n\tt.join()\n";
    folder.file("s.py", many);
    for size in ["1x1", "9x3", "20x6", "37x11", "80x24", "100x17", "300x100"] {
        let keys = "g0g0g0g1n1n t{11} p ? p ? f p r";
        let ran = folder.run(&[
            "step",
            "--schedules",
            "50",
            "--size",
            size,
            "--keys",
            keys,
            "s.py",
        ]);
        assert_eq!(
            (ran.status, &*ran.err),
            (Some(0), ""),
            "{size}\n{}",
            ran.out
        );
        let (width, _) = size.split_once('x').expect("two numbers");
        let width: usize = width.parse().expect("a number");
        let screens = ran.out.split("the last ending").next().unwrap_or_default();
        let widest = screens.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(width), "{size}: {widest:?}");
    }
    let ran = folder.run(&["step", "--keys", "1p", "s.py"]);
    assert!(ran.out.contains("MainThread"));
}

#[test]
fn exercises_are_listed_and_kept_with_their_script() {
    let folder = Folder::new("step-list");
    let ran = folder.run(&["step", "--exercises"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(
        ran.out.lines().filter(|line| line.starts_with(' ')).count(),
        13
    );
    assert!(ran.out.contains(" 12  The starving writer"), "{}", ran.out);
    let keys = "f{prints 2} .......... w{solved.schedule}";
    let ran = folder.run(&["step", "--exercise", "3", "--keys", keys]);
    assert_eq!(ran.status, Some(0), "{}", ran.out);
    let replayed = folder.run(&["replay", "--quiet", "solved.schedule"]);
    assert_eq!(
        (replayed.status, &*replayed.out),
        (Some(0), "2\n"),
        "{}",
        replayed.err
    );
    for args in [
        &["step", "--exercise", "13"][..],
        &["step", "--exercise", "0"],
        &["step", "--exercise", "1", "s.py"],
        &["step"],
        &["step", "--size", "0x0", "s.py"],
    ] {
        assert_eq!(folder.run(args).status, Some(2), "{args:?}");
    }
}
