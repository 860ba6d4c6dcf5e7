//! The streams of a script that is watched: into the picture, and on the console when that is closed.

use super::super::console::Console;
use gilscope::code::Code;
use gilscope::lab::feed::Feed;
use gilscope::vm::files::{Files, Zone};
use gilscope::vm::{Host, UserModule};
use std::collections::VecDeque;
use std::io::IsTerminal;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Characters of output that are kept for the console.
const KEPT: usize = 1 << 20;

/// The console, behind the picture. Clones are the same.
#[derive(Clone)]
pub struct Audience(Arc<Shared>);

struct Shared {
    feed: Arc<Feed>,
    console: Console,
    /// Whether standard output goes where nobody watches, so that it need not wait.
    is_piped: bool,
    kept: Mutex<Kept>,
}

/// What the console is to have when the picture is closed.
#[derive(Default)]
struct Kept {
    parts: VecDeque<(u8, String)>,
    length: usize,
    /// Characters for which there was no room.
    dropped: usize,
}

impl Kept {
    fn keep(&mut self, descriptor: u8, text: &str) {
        self.length += text.len();
        self.parts.push_back((descriptor, text.to_string()));
        while self.length > KEPT
            && let Some((_, part)) = self.parts.pop_front()
        {
            self.length -= part.len();
            self.dropped += part.len();
        }
    }
}

impl Audience {
    /// The streams of a run.
    pub fn new(feed: Arc<Feed>, console: Console) -> Audience {
        Audience(Arc::new(Shared {
            feed,
            console,
            is_piped: !std::io::stdout().is_terminal(),
            kept: Mutex::default(),
        }))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        let kept = self.0.kept.lock();
        kept.unwrap_or_else(PoisonError::into_inner)
    }

    /// The picture is closed: the console gets what it has not got yet.
    pub fn release(&self) {
        let kept = std::mem::take(&mut *self.kept());
        if kept.dropped > 0 {
            let note = format!(
                "note: the first {} bytes that were printed are not kept\n",
                kept.dropped
            );
            self.0.console.write(2, &note);
        }
        for (descriptor, text) in kept.parts {
            self.0.console.write(descriptor, &text);
            self.0.console.flush(1);
        }
    }
}

impl Host for Audience {
    fn write(&self, descriptor: u8, text: &str) {
        self.0.feed.print(text);
        match descriptor == 1 && self.0.is_piped {
            true => self.0.console.write(1, text),
            false => self.kept().keep(descriptor, text),
        }
    }

    fn flush(&self, descriptor: u8) {
        if self.0.is_piped {
            self.0.console.flush(descriptor);
        }
    }

    /// As on a terminal: who watches is to see each line when it is printed.
    fn by_line(&self) -> bool {
        true
    }

    fn read_line(&self) -> String {
        let line = self.0.feed.ask();
        // What is typed stands on a terminal.
        self.0.feed.print(&line);
        self.kept().keep(2, &line);
        line
    }

    fn learn(&self, first: u32, code: &Arc<Code>) {
        self.0.feed.learn(first, code);
    }

    fn entropy(&self) -> u64 {
        self.0.console.entropy()
    }

    fn start_time(&self) -> f64 {
        self.0.console.start_time()
    }

    fn find_module(&self, folder: &str, name: &str) -> Option<UserModule> {
        self.0.console.find_module(folder, name)
    }

    fn script_folder(&self) -> Option<String> {
        self.0.console.script_folder()
    }

    fn full_name(&self, file: &str) -> String {
        self.0.console.full_name(file)
    }

    fn files(&self) -> Option<&dyn Files> {
        self.0.console.files()
    }

    fn environment(&self) -> Vec<(String, String)> {
        self.0.console.environment()
    }

    fn process(&self) -> u32 {
        self.0.console.process()
    }

    fn zone(&self, seconds: i64) -> Zone {
        self.0.console.zone(seconds)
    }

    fn memory(&self) -> u64 {
        self.0.console.memory()
    }
}
