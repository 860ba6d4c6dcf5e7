//! Runs of the binary in folders of their own.

#![allow(dead_code, reason = "each test program uses its own part")]

use std::process::{Command, Output, Stdio};

/// The program.
pub const GILSCOPE: &str = env!("CARGO_BIN_EXE_gilscope");

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

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("it was written")
    }

    /// What a successful run says on stderr.
    #[track_caller]
    pub fn says(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        ran.err
    }

    pub fn command(&self, args: &[&str]) -> Command {
        self.program(GILSCOPE, args)
    }

    pub fn program(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new(program);
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

    /// Runs a line of words with single blanks between them.
    pub fn gilscope(&self, line: &str) -> Ran {
        self.run(&line.split(' ').collect::<Vec<_>>())
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

    /// It ended with this status, and said these parts in this order on both streams together.
    #[track_caller]
    pub fn says_in_order(&self, status: i32, parts: &[&str]) {
        let all = format!("{}{}", self.err, self.out);
        assert_eq!(self.status, Some(status), "{all}");
        // Figures and words, wherever lines are broken.
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let all = words(&all);
        let mut rest = all.as_str();
        for part in parts {
            match rest.split_once(&words(part)) {
                Some((_, after)) => rest = after,
                None => panic!("{part:?} is not where it should be in {all}"),
            }
        }
        // What holds is said in one line, however long, and so is the title of a deadlock.
        let is_line = |line: &str| line.contains(": holds: ") || line.starts_with("error[");
        let is_narrow = |line: &str| line.chars().count() <= 100 || is_line(line);
        assert!(self.out.lines().all(is_narrow), "{}", self.out);
    }
}
