//! Streams and files of the real world, as a run reaches them.

use super::disk::Disk;
use super::status;
use gilscope::lab::imports::find_in;
use gilscope::vm::files::{Files, Zone};
use gilscope::vm::{Host, UserModule};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::hash_map::RandomState;
use std::ffi::OsString;
use std::hash::BuildHasher;
use std::io::{BufRead, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// Output collects until there is this much of it.
const BUFFER: usize = 64 << 10;

/// Size of a page of memory on the machines we know.
const PAGE: u64 = 4096;

/// The process's own streams. Standard output is buffered as CPython does it: by lines on a
/// terminal, by blocks otherwise.
pub struct Console {
    by_line: bool,
    /// Output not written yet. The only lock of the command line: OS threads print at once when
    /// there is no GIL.
    pending: Mutex<Vec<u8>>,
    seed: Option<u64>,
    /// Where modules beside the script are looked for, and what their names begin with.
    folder: Option<(PathBuf, String)>,
    /// Where the process was when the run began: what relative names are told from.
    home: PathBuf,
    start: f64,
}

impl Console {
    /// The console of a run; `folder` is where the script's modules are, with the text that goes
    /// before their names in tracebacks.
    pub fn new(seed: Option<u64>, folder: Option<(PathBuf, String)>) -> Console {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Console {
            by_line: std::io::stdout().is_terminal(),
            pending: Mutex::new(Vec::new()),
            seed,
            folder: folder
                .map(|(base, prefix)| (std::path::absolute(&base).unwrap_or(base), prefix)),
            home: std::env::current_dir().unwrap_or_default(),
            start: now.as_secs_f64(),
        }
    }

    fn flush_stdout(pending: &mut Vec<u8>) {
        let mut stdout = std::io::stdout().lock();
        let result = stdout.write_all(pending).and_then(|()| stdout.flush());
        pending.clear();
        if let Err(error) = result {
            stdout_is_gone(&error);
        }
    }
}

/// Nobody reads what the script prints: it ends, as CPython would at its next flush, but quietly.
fn stdout_is_gone(error: &std::io::Error) {
    if error.kind() != ErrorKind::BrokenPipe {
        let _ = writeln!(
            std::io::stderr(),
            "gilscope: cannot write standard output: {error}"
        );
    }
    std::process::exit(status::BROKEN_PIPE);
}

impl Host for Console {
    fn write(&self, descriptor: u8, text: &str) {
        if descriptor != 1 {
            let _ = std::io::stderr().lock().write_all(text.as_bytes());
            return;
        }
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.extend_from_slice(text.as_bytes());
        if pending.len() >= BUFFER || (self.by_line && text.contains('\n')) {
            Console::flush_stdout(&mut pending);
        }
    }

    fn flush(&self, descriptor: u8) {
        if descriptor == 1 {
            let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
            Console::flush_stdout(&mut pending);
        }
    }

    fn write_through(&self, text: &str) {
        // The lock keeps the pieces of two processes apart.
        let _pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        Console::flush_stdout(&mut text.as_bytes().to_vec());
    }

    fn by_line(&self) -> bool {
        self.by_line
    }

    fn read_line(&self) -> String {
        let mut line = Vec::new();
        let _ = std::io::stdin().lock().read_until(b'\n', &mut line);
        String::from_utf8_lossy(&line).into_owned()
    }

    fn entropy(&self) -> u64 {
        self.seed
            .unwrap_or_else(|| RandomState::new().hash_one(0u64))
    }

    fn start_time(&self) -> f64 {
        self.start
    }

    fn find_module(&self, folder: &str, name: &str) -> Option<UserModule> {
        let (base, prefix) = self.folder.as_ref()?;
        find_in(base, prefix, folder, name)
    }

    fn script_folder(&self) -> Option<String> {
        let (base, _) = self.folder.as_ref()?;
        base.to_str().map(str::to_string)
    }

    fn full_name(&self, file: &str) -> String {
        if file.starts_with('<') || !file.ends_with(".py") {
            return file.to_string();
        }
        self.home.join(file).to_string_lossy().into_owned()
    }

    fn files(&self) -> Option<&dyn Files> {
        Some(&Disk)
    }

    fn environment(&self) -> Vec<(String, String)> {
        let text = |text: OsString| text.into_string().ok();
        { std::env::vars_os() }
            .filter_map(|(name, value)| Some((text(name)?, text(value)?)))
            .collect()
    }

    fn process(&self) -> u32 {
        std::process::id()
    }

    fn zone(&self, seconds: i64) -> Zone {
        let Ok(moment) = Timestamp::from_second(seconds) else {
            return Zone::default();
        };
        let zone = TimeZone::system();
        let info = zone.to_offset_info(moment);
        Zone {
            ahead: info.offset().seconds().into(),
            is_summer: info.dst().is_dst(),
            name: info.abbreviation().into(),
        }
    }

    fn memory(&self) -> u64 {
        // Pages in use, as Linux tells them; nothing elsewhere.
        let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        let pages = statm
            .split(' ')
            .nth(1)
            .and_then(|pages| pages.parse::<u64>().ok());
        pages.unwrap_or(0) * PAGE
    }
}
