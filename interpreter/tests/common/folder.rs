//! Runs of the binary in folders of their own.

#![allow(dead_code, reason = "each test program uses its own part")]

use std::process::{Command, Output, Stdio};

/// A folder of its own for one test.
pub struct Folder(pub std::path::PathBuf);

impl Folder {
    pub fn new(test: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("gilscope-{}-{test}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Folder {
        std::fs::write(self.0.join(name), content).expect("a file can be written");
        self
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gilscope"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        for name in [
            "PYTHON_GIL",
            "NO_COLOR",
            "FORCE_COLOR",
            "TERM",
            "LC_ALL",
            "LC_CTYPE",
            "LANG",
        ] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().expect("gilscope can be run"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What came of a run.
#[derive(PartialEq, Eq, Debug)]
pub struct Ran {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Ran {
        Ran {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    #[track_caller]
    pub fn is(self, status: i32, out: &str, err: &str) {
        let expected = Ran {
            status: Some(status),
            out: out.into(),
            err: err.into(),
        };
        assert_eq!(self, expected);
    }

    #[track_caller]
    pub fn says(&self, status: i32, part: &str) {
        assert_eq!(self.status, Some(status), "{}", self.err);
        assert!(self.err.contains(part), "{}", self.err);
    }
}
