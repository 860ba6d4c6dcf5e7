//! CPython, asked what programs print: one process for many programs.

use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Answers each line, a program in JSON, by what it prints and the last line of its traceback.
const ANSWERING: &str = r#"
import contextlib, io, json, sys, traceback, warnings
warnings.simplefilter("ignore")
print(json.dumps(list(sys.version_info[:3])), flush=True)
for line in sys.stdin:
    text = json.loads(line)
    out = io.StringIO()
    last = ""
    sys.setrecursionlimit(1000)
    with contextlib.redirect_stdout(out):
        try:
            names = {"__name__": "__main__"}
            exec(compile(text, "generated.py", "exec"), names)
        except BaseException as error:
            last = traceback.format_exception_only(error)[-1].rstrip().split("\n")[-1]
            last = last.split(". Did you mean")[0]
        # What a generator that is left over has to say, it says before the program's end.
        names.pop("it", None)
    print(json.dumps([out.getvalue(), last]), flush=True)
"#;

/// A CPython that waits for programs.
pub struct Oracle {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    /// Its version.
    pub version: (u64, u64),
}

impl Oracle {
    /// The Python that GILSCOPE_PYTHON names, or `python3`; `None` if there is none.
    pub fn start() -> Option<Oracle> {
        let program = std::env::var("GILSCOPE_PYTHON").unwrap_or_else(|_| "python3".into());
        Oracle::of(&program)
    }

    /// The Python behind this program's name; `None` if it cannot be run.
    pub fn of(program: &str) -> Option<Oracle> {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PYTHON")) {
            command.env_remove(name);
        }
        let mut child = command
            .args(["-c", ANSWERING])
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (stdin, stdout) = (child.stdin.take(), BufReader::new(child.stdout.take()?));
        let mut oracle = Oracle {
            child,
            stdin,
            stdout,
            version: (0, 0),
        };
        let version = oracle.line()?;
        oracle.version = (version[0].as_u64()?, version[1].as_u64()?);
        Some(oracle)
    }

    /// What a program prints, and the last line of the traceback if it dies.
    pub fn ask(&mut self, program: &str) -> Option<(String, String)> {
        let stdin = self.stdin.as_mut()?;
        writeln!(stdin, "{}", json!(program))
            .and_then(|()| stdin.flush())
            .ok()?;
        let answer = self.line()?;
        let text = |at: usize| answer[at].as_str().map(String::from);
        Some((text(0)?, text(1)?))
    }

    fn line(&mut self) -> Option<Json> {
        let mut line = String::new();
        self.stdout.read_line(&mut line).ok()?;
        serde_json::from_str(&line).ok()
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        self.stdin = None;
        let _ = self.child.wait();
    }
}
