//! What of the library and of files is refused, each by its name.

use std::process::Command;

/// Status and standard error of a text that is run.
fn run(args: &[&str], text: &str) -> (Option<i32>, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_gilscope"))
        .args(args)
        .args(["-c", text])
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("gilscope can be run");
    let error = String::from_utf8(ran.stderr).expect("stderr is UTF-8");
    (ran.status.code(), error)
}

#[track_caller]
fn is_refused(text: &str, feature: &str) {
    let (status, error) = run(&[], text);
    assert_eq!(status, Some(2), "{text}\n{error}");
    assert!(error.contains(feature), "{text}\n{error}");
}

#[test]
fn modules_that_are_not_here_are_named() {
    let names = [
        "socket",
        "urllib.request",
        "subprocess",
        "signal",
        "ctypes",
        "cmath",
        "decimal",
        "uuid",
        "secrets",
        "array",
        "pathlib",
        "tempfile",
        "shutil",
        "requests",
    ];
    for name in names {
        is_refused(&format!("import {name}"), &format!("`import {name}`"));
    }
}

#[test]
fn what_stands_for_a_module_is_said() {
    for (name, help) in [
        ("subprocess", "time.sleep"),
        ("socket", "time.sleep"),
        ("signal", "KeyboardInterrupt"),
        ("pathlib", "os.path"),
    ] {
        is_refused(&format!("import {name}"), help);
    }
}

#[test]
#[rustfmt::skip]
fn what_a_module_cannot_do_is_named() {
    let rows = [
        ("memoryview(b'a')", "memoryview"),
        ("open(0)", "descriptor"),
        ("open(b'x')", "path given as bytes"),
        ("open('x','wb',0)", "unbuffered"),
        ("f=open('x','w')\nf.fileno()", "fileno"),
        ("f=open('x','w')\nf.buffer", "`buffer`"),
        ("open('x','w',encoding='utf-16')", "the encoding 'utf-16'"),
        ("open('/dev/tty')", "pipe or a device"),
        ("import os\nos.fork()", "`fork` of module `os`"),
        ("import gc\ngc.get_referrers([])", "gc.get_referrers"),
        ("import gc\ngc.get_stats()", "gc.get_stats"),
        ("import sys\nsys.getsizeof([1])", "sys.getsizeof` of `list"),
        ("import json\njson.loads('1', parse_int=str)", "hooks of `json`"),
        ("import json\njson.loads('\"\\\\ud800\"')", "surrogate"),
        ("import hashlib\nhashlib.blake2b", "blake2b"),
        ("from inspect import getsource", "`getsource` of module `inspect`"),
        ("import warnings\nwarnings.warn('x', stacklevel=2)", "stacklevel"),
        ("import dis\ndis.dis('x')", "dis.dis"),
        ("import io\nio.StringIO('a', newline='')", "newline"),
        ("import io\nclass F(io.StringIO): pass", "class derived from"),
    ];
    for (text, feature) in rows {
        is_refused(text, feature);
    }
}

#[test]
fn files_can_be_kept_out_of_reach() {
    for text in [
        "open('x')",
        "import os\nos.listdir()",
        "import os\nos.path.exists('x')",
    ] {
        let (status, error) = run(&["run", "--no-files"], text);
        assert_eq!(status, Some(2), "{error}");
        assert!(error.contains("--no-files"), "{error}");
    }
    let (status, error) = run(
        &["run", "--no-files"],
        "import io\nprint(io.StringIO('x').read())",
    );
    assert_eq!((status, &*error), (Some(0), ""));
}

#[test]
fn what_modules_and_tracebacks_do_not_show_is_named() {
    let caught =
        |look: &str| format!("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    {look}\n");
    for (text, feature) in [
        (
            "import os\nprint(os.__spec__)\n".to_string(),
            "`__spec__` of a module",
        ),
        (
            "x: int = 1\nprint(__annotations__)\n".into(),
            "`__annotations__`",
        ),
        (
            "class A:\n    x: print() = 1\nA.__annotations__\n".into(),
            "`__annotations__`",
        ),
        (
            "class A:\n    type X = int\n".into(),
            "the type statement in a class",
        ),
        (caught("e.__traceback__.tb_lasti"), "`tb_lasti`"),
        (
            caught("e.__traceback__.tb_next = None"),
            "setting `tb_next`",
        ),
        (
            caught("e.__traceback__.tb_frame.f_locals"),
            "`f_locals` of a frame",
        ),
        (
            caught("e.__traceback__.tb_frame.f_lineno"),
            "`f_lineno` of a frame",
        ),
        (
            caught("e.__traceback__.tb_frame.f_code.co_varnames"),
            "`co_varnames`",
        ),
    ] {
        is_refused(&text, feature);
    }
}
