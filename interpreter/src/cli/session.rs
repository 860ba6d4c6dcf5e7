//! The prompt: `gilscope` alone, or `gilscope -i script.py`.

use super::arguments::Run;
use super::console::Console;
use super::diagnostics::{Refusal, say};
use super::editor::{Editor, Line, history_file};
use super::terminal::{Stream, Terminal};
use super::{interrupts, run, script};
use gilscope::interactive::Session;
use gilscope::lab::stats::stats;
use gilscope::machine::Outcome;
use gilscope::session::reader::{Fed, Reader};
use gilscope::vm::thread::ThreadEnd;
use gilscope::vm::{Completions, Host, Input, Refused, UserModule};
use gilscope_runtime::driver::{Clock, Ending, Gil, Interrupter};
use gilscope_runtime::heap::Counting;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const HELP: &str = "\
Python's statements and expressions, as at python3's prompt, and:
  %gil off, %gil on   turn the GIL off or on; waits for the session's threads to end
  %gil                is it on?
  %stats              where each thread's time went since the last %stats or %gil; waits as well
  %dis NAME           the bytecode of a function, method or class
  %help               this
A block ends with a blank line. Tab completes names, and attributes of variables. Threads run on
while you type. Ctrl-C interrupts what runs, or drops the line; Ctrl-D or exit() leaves.
";

/// What the loop between two drives is asked to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Request {
    Stats,
    Gil(Gil),
}

/// What the thread that reads and the loop around it share.
struct Desk {
    editor: Editor,
    reader: Reader,
    input: Option<Input>,
    request: Option<Request>,
    gil: Gil,
    is_over: bool,
}

/// The outside of a session: the console's, with a prompt.
struct Prompt {
    console: Console,
    desk: Arc<Mutex<Desk>>,
    terminal: Terminal,
}

fn lock(desk: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Reads lines until there is an input, or something for the loop to do.
    fn wait(&mut self, completions: &Completions) {
        self.editor.set_completions(completions);
        while self.input.is_none() {
            let prompt = if self.reader.has_begun() {
                "... "
            } else {
                ">>> "
            };
            match self.editor.read(prompt) {
                Line::Text(text) => self.take(&text),
                Line::Interrupted => {
                    self.reader.clear();
                    say("KeyboardInterrupt\n");
                }
                Line::End => {
                    say("\n");
                    self.is_over = self
                        .reader
                        .end()
                        .map(|input| self.input = Some(input))
                        .is_none();
                    self.input.get_or_insert(Input::End);
                }
            }
        }
    }

    fn take(&mut self, text: &str) {
        match self.reader.feed(text) {
            Fed::More | Fed::Nothing => {}
            Fed::Ready(input) => self.input = Some(input),
            Fed::Command(name, argument) => self.command(&name, &argument),
        }
    }

    fn command(&mut self, name: &str, argument: &str) {
        match (name, argument) {
            ("help", _) => say(HELP),
            ("dis", name) if !name.is_empty() => self.input = Some(Input::Dis(name.into())),
            ("stats", "") => self.leave(Request::Stats),
            ("gil", "") if self.gil == Gil::On => say("the GIL is on\n"),
            ("gil", "") => say("the GIL is off\n"),
            ("gil", "on") => self.leave(Request::Gil(Gil::On)),
            ("gil", "off") => self.leave(Request::Gil(Gil::Off)),
            _ => say(&format!(
                "there is no such command: %{name} {argument}; %help lists them\n"
            )),
        }
    }

    fn leave(&mut self, request: Request) {
        self.request = Some(request);
        self.input = Some(Input::End);
    }
}

impl Host for Prompt {
    fn write(&self, descriptor: u8, text: &str) {
        self.console.write(descriptor, text);
    }
    fn flush(&self, descriptor: u8) {
        self.console.flush(descriptor);
    }
    fn read_line(&self) -> String {
        self.console.read_line()
    }
    fn entropy(&self) -> u64 {
        self.console.entropy()
    }
    fn start_time(&self) -> f64 {
        self.console.start_time()
    }
    fn find_module(&self, folder: &str, name: &str) -> Option<UserModule> {
        self.console.find_module(folder, name)
    }
    fn full_name(&self, file: &str) -> String {
        self.console.full_name(file)
    }
    fn script_folder(&self) -> Option<String> {
        self.console.script_folder()
    }
    fn memory(&self) -> u64 {
        self.console.memory()
    }
    fn await_input(&self, completions: &Completions) {
        lock(&self.desk).wait(completions);
    }
    fn take_input(&self) -> Input {
        lock(&self.desk).input.take().unwrap_or(Input::End)
    }
    fn refuse(&self, refused: &Refused) {
        let refusal = Refusal {
            feature: &refused.feature,
            source: &refused.source,
            span: refused.span,
            label: "",
            note: "the session goes on",
            help: &refused.help,
        };
        refusal.say(self.terminal);
    }
}

/// Runs a session; gives the exit status.
pub fn run(run: &Run) -> u8 {
    let terminal = Terminal::of(&run.look, Stream::Stderr);
    let has_script = run.script.code.is_some() || !run.script.words.is_empty();
    let ready = match has_script {
        false => None,
        true => match script::read(&run.script, terminal)
            .and_then(|text| script::compile(text, terminal))
        {
            Ok(ready) => Some(ready),
            Err(status) => return status,
        },
    };
    let options = run.options.clone().resolved().and_then(|options| {
        options.check()?;
        match options.clock {
            Some(Clock::Virtual) => Err("a session runs on the real clock".into()),
            _ if options.counting == Some(Counting::Racy) => {
                Err("--counting racy is for whole scripts, not for a session".into())
            }
            _ => Ok(options),
        }
    });
    let options = match options {
        Ok(options) => options,
        Err(message) => return script::wrong_usage(&message),
    };
    let argv = ready
        .as_ref()
        .map_or(vec![String::new()], |ready| ready.place.argv.clone());
    let mut setup = options.setup(argv);
    setup.counting = Counting::Atomic;
    let history = (!run.no_history).then(history_file).flatten();
    let is_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let desk = Arc::new(Mutex::new(Desk {
        editor: Editor::new(is_terminal, history),
        reader: Reader::default(),
        input: None,
        request: None,
        gil: setup.config.gil,
        is_over: false,
    }));
    let folder = ready
        .as_ref()
        .map(|ready| (ready.place.folder.clone(), ready.place.prefix.clone()));
    let folder = folder.unwrap_or((PathBuf::from("."), String::new()));
    let prompt = Prompt {
        console: Console::new(options.seed, Some(folder)),
        desk: desk.clone(),
        terminal,
    };
    if !has_script {
        say(&format!(
            "gilscope {}: toy Python, with a GIL to turn on and off. %help explains.\n",
            env!("CARGO_PKG_VERSION")
        ));
    }
    let mut session = Session::new(setup, Box::new(prompt));
    let mut first = ready.map(|ready| ready.script);
    let interrupter = Interrupter::new();
    interrupts::watch(&interrupter);
    let status = loop {
        let outcome = session.drive(first.take().as_ref(), &interrupter);
        if let Some(status) = proceed(&mut session, &outcome, &desk, terminal) {
            session.end(&outcome);
            break status;
        }
    };
    lock(&desk).editor.save_history();
    status
}

/// Does what the loop was asked for; gives the exit status at the end of the session.
fn proceed(
    session: &mut Session,
    outcome: &Outcome,
    desk: &Mutex<Desk>,
    terminal: Terminal,
) -> Option<u8> {
    let request = lock(desk).request.take();
    match (&outcome.report.ending, &outcome.end, request) {
        (Ending::Done | Ending::Interrupted, ThreadEnd::Status(status), None) => {
            return Some(*status as u8);
        }
        (Ending::Panicked { .. } | Ending::InstructionLimit, ..) => {
            return Some(run::conclude(outcome, session.setup(), terminal));
        }
        (Ending::Deadlock(_), ..) => {
            run::conclude(outcome, session.setup(), terminal);
        }
        (_, _, Some(Request::Stats)) => say(&stats(outcome, session.setup(), terminal.look(true))),
        (_, _, Some(Request::Gil(gil))) => {
            session.set_gil(gil);
            lock(desk).gil = gil;
            say(if gil == Gil::On {
                "the GIL is on\n"
            } else {
                "the GIL is off\n"
            });
        }
        _ if lock(desk).is_over => return Some(0),
        _ => {}
    }
    None
}
