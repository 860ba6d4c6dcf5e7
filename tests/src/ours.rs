//! gilscope, asked what a program prints.

use gilscope::lab::captured::{Captured, FindModule};
use gilscope::machine::{Script, Setup, run};
use gilscope::object::file::OpenFile;
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::files::{Access, Files, Found};
use gilscope::vm::thread::ThreadEnd;
use gilscope::vm::{Host, Options, UserModule};
use gilscope_runtime::driver::{Clock, Config, Ending, Interrupter};
use gilscope_runtime::heap::Counting;
use std::io;
use std::sync::Arc;

/// What became of a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ours {
    /// It ran to its end, or died of an exception: what it wrote to stdout, and the last line of the
    /// traceback, without suggestions.
    Ran(String, String),
    /// It is outside the subset: what is refused.
    Refused(String),
    /// It went on for too long.
    Endless,
}

/// A captured run that is told how much memory the process has.
struct Bounded(Captured);

impl Host for Bounded {
    fn write(&self, descriptor: u8, text: &str) {
        self.0.write(descriptor, text);
    }
    fn flush(&self, descriptor: u8) {
        self.0.flush(descriptor);
    }
    fn read_line(&self) -> String {
        self.0.read_line()
    }
    fn entropy(&self) -> u64 {
        self.0.entropy()
    }
    fn start_time(&self) -> f64 {
        self.0.start_time()
    }
    fn find_module(&self, folder: &str, name: &str) -> Option<UserModule> {
        self.0.find_module(folder, name)
    }
    fn files(&self) -> Option<&dyn Files> {
        self.0.files()
    }
    fn memory(&self) -> u64 {
        let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        let pages = statm.split(' ').nth(1).and_then(|pages| pages.parse().ok());
        pages.unwrap_or(0u64) * 4096
    }
}

/// A disk with nothing on it but a device.
struct Device;

impl Device {
    const PATH: &str = "/dev/zero";

    fn none<T>() -> io::Result<T> {
        Err(io::Error::from_raw_os_error(2))
    }
}

impl Files for Device {
    fn look(&self, path: &str) -> io::Result<Found> {
        match path {
            Device::PATH => Ok(Found::Other),
            _ => Device::none(),
        }
    }
    fn open(&self, _path: &str, _access: Access) -> io::Result<Box<dyn OpenFile>> {
        Device::none()
    }
    fn list(&self, _path: &str) -> io::Result<Vec<String>> {
        Ok(Vec::new())
    }
    fn remove(&self, _path: &str) -> io::Result<()> {
        Device::none()
    }
    fn make_folder(&self, _path: &str) -> io::Result<()> {
        Device::none()
    }
    fn remove_folder(&self, _path: &str) -> io::Result<()> {
        Device::none()
    }
    fn rename(&self, _from: &str, _to: &str) -> io::Result<()> {
        Device::none()
    }
    fn folder(&self) -> io::Result<String> {
        Ok("/".into())
    }
}

/// Runs a program in virtual time, for at most this many instructions.
pub fn run_ours(text: &str, instructions: u64) -> Ours {
    let around = Around {
        modules: Arc::new(|_, _| None),
        files: true,
        gil: true,
    };
    run_in(around, text, instructions)
}

/// What a program finds around it.
pub struct Around {
    /// The modules beside it.
    pub modules: FindModule,
    /// Whether it may reach files.
    pub files: bool,
    /// Whether there is a GIL.
    pub gil: bool,
}

/// Runs a program in virtual time among these things, for at most this many instructions.
pub fn run_in(around: Around, text: &str, instructions: u64) -> Ours {
    let script = match Script::compile(Source::new("generated.py", text)) {
        Ok(script) => script,
        Err(error) => match &error.0 {
            gilscope::refusal::CompileError::Unsupported(refusal) => {
                return Ours::Refused(refusal.feature.clone());
            }
            gilscope::refusal::CompileError::Syntax(wrong) => {
                let text = wrong.render(&error.1);
                return Ours::Ran(String::new(), last_line(&text));
            }
        },
    };
    let mut config = Config::new(Clock::Virtual);
    config.limits.instructions = instructions;
    let setup = Setup {
        config,
        counting: Counting::Plain,
        options: Options {
            cores: 4,
            files: around.files,
            gil: around.gil,
            safe_points: SafePoints::Every,
            argv: vec!["generated.py".into()],
            max_memory: Some(1 << 30),
            switch_interval: 0.005,
            detached_merge: true,
            opcode_stats: false,
            watcher: None,
        },
    };
    let (captured, collector) = Captured::new(0, around.modules);
    let host = Bounded(captured.above(Box::new(Device)));
    let outcome = run(&script, &setup, Box::new(host), &Interrupter::new());
    let output = collector.collect();
    match (&outcome.end, &outcome.report.ending) {
        (_, Ending::Panicked { message, .. }) => panic!("{message}\n{text}"),
        (ThreadEnd::Unsupported(feature, _), _) => Ours::Refused(feature.clone()),
        (_, Ending::InstructionLimit) => Ours::Endless,
        (ThreadEnd::Finished, _) => Ours::Ran(output.out, String::new()),
        _ => Ours::Ran(output.out, last_line(&output.err)),
    }
}

fn last_line(text: &str) -> String {
    text.trim_end()
        .lines()
        .last()
        .unwrap_or_default()
        .to_string()
}
