//! The prompt, fed through a pipe: what it answers, what it keeps, what it survives.

use std::io::Write;
use std::process::{Command, Stdio};

/// What a session writes to stdout and to stderr (without prompts), and its status.
fn session(args: &[&str], lines: &str) -> (String, String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gilscope"))
        .args(args)
        .current_dir(std::env::temp_dir())
        .env_remove("PYTHON_GIL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gilscope can be run");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(lines.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let err = text(&output.stderr).replace(">>> ", "").replace("... ", "");
    (text(&output.stdout), err, output.status.code())
}

fn prints(lines: &str, out: &str) {
    let (printed, err, status) = session(&["-i"], lines);
    assert_eq!(printed, out, "{err}");
    assert_eq!(status, Some(0), "{err}");
}

fn complains(lines: &str, out: &str, words: &str) {
    let (printed, err, status) = session(&["-i"], lines);
    assert!(err.contains(words), "{words}\n--- not in\n{err}");
    assert_eq!((printed.as_str(), status), (out, Some(0)), "{err}");
}

#[test]
fn values_are_shown_and_kept() {
    prints("1 + 1\n_ * 3\nNone\n_\n'a'; 2\n", "2\n6\n6\n'a'\n2\n");
    prints("for i in range(2):\n  i\n\ni\n", "0\n1\n1\n");
    prints(
        "def f():\n  5\n  return None\n\nf()\nf() is None\n",
        "True\n",
    );
    prints(
        "class A:\n  def __repr__(self): return 'an A'\n\nA()\n[A()]\n",
        "an A\n[an A]\n",
    );
    prints("# nothing\n\n   \nx = (1,\n\n2)\nx\n", "(1, 2)\n");
    prints("if 1:\n  print('the end')", "the end\n");
    prints("_ = 7\n8\n_\n", "8\n7\n");
}

#[test]
fn errors_leave_the_session_alive() {
    let trace = "Traceback (most recent call last):\n  File \"<python-input-2>\", line 1, in <module>\n    \
                 f(1)\n    ~^^^\n  File \"<python-input-1>\", line 2, in f\n    return n / x\n           \
                 ~~^~~\nZeroDivisionError: division by zero\n";
    complains(
        "x = 0\ndef f(n):\n  return n / x\n\nf(1)\nx\n",
        "0\n",
        trace,
    );
    let wrong = "  File \"<python-input-0>\", line 1\n    print 'x'\n    ^^^^^^^^^\nSyntaxError: Missing \
                 parentheses in call to 'print'. Did you mean print(...)?\n";
    complains("print 'x'\n1\n", "1\n", wrong);
    complains(
        "import requests\n1\n",
        "1\n",
        "error[unsupported]: `import requests`",
    );
    complains(
        "try:\n  breakpoint()\nexcept BaseException:\n  print('caught')\n\n1\n",
        "1\n",
        "`breakpoint`",
    );
    complains("'\\N{DASH}'\n1\n", "1\n", "error[unsupported]: `\\N{DASH}`");
    complains("%nonsense\n1\n", "1\n", "%help lists them");
    let custom = "class E(Exception):\n  def __str__(self): return 'my ' + 'text'\n\nraise E\n";
    complains(custom, "", "E: my text\n");
}

#[test]
fn it_is_left_as_python_is() {
    let left = |lines: &str| session(&["-i"], lines).2;
    assert_eq!(left("exit()\n1\n"), Some(0));
    assert_eq!(left("import sys\nsys.exit(3)\n"), Some(3));
    assert_eq!(left("raise SystemExit(4)\n"), Some(4));
    assert_eq!(left(""), Some(0));
    assert_eq!(session(&["-"], "print(1)\n1\n").0, "1\n");
    assert_eq!(session(&[], "print(1)\n1\n").0, "1\n");
    let with_script = session(&["-i", "-c", "a = 1\nb"], "a\n");
    assert_eq!((with_script.0.as_str(), with_script.2), ("1\n", Some(0)));
    assert!(with_script.1.contains("NameError: name 'b' is not defined"));
}

#[test]
fn threads_run_on_between_inputs() {
    let lines = "import threading\ngo = threading.Event()\nt = threading.Thread(target=go.wait)\n\
                 t.start()\nt.is_alive()\ngo.set()\nt.join()\nt.is_alive()\n";
    prints(lines, "True\nFalse\n");
    let lines = "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()\nl.locked()\n";
    complains(lines, "True\nTrue\n", "error[deadlock]");
}

#[test]
fn commands() {
    let lines = "import sys\nx = [1]\n%gil off\nsys._is_gil_enabled()\nx.append(2)\n%gil on\nx\n\
                 sys._is_gil_enabled()\n";
    complains(
        lines,
        "False\n[1, 2]\nTrue\n",
        "the GIL is off\nthe GIL is on\n",
    );
    complains("%gil\n", "", "the GIL is on\n");
    complains("1\n%stats\n2\n", "1\n2\n", "MainThread");
    complains("%help\n", "", "%gil off");
    let clock = "import time\nt = time.perf_counter()\n%stats\ntime.perf_counter() > t\n";
    complains(clock, "True\n", "instructions");
    let (out, ..) = session(&["-i"], "def f(a):\n  return a + 1\n\n%dis f\n");
    assert!(out.contains("BinaryOp"), "{out}");
    let (out, ..) = session(&["-i"], "%dis nobody\n");
    assert_eq!(out, "there is no function `nobody` here\n");
    let threads = "import threading\ndef w():\n  global n\n  n = sum(range(10))\n\n%gil off\n\
                   ts = [threading.Thread(target=w) for _ in range(3)]\nfor t in ts: t.start()\n\n\
                   for t in ts: t.join()\n\nn\n";
    prints(threads, "45\n");
}
