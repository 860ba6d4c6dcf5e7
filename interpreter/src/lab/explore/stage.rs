//! One execution of a script: the world outside it, and what it came to.

use super::ending::Ending;
use crate::lab::captured::{Captured, FindModule};
use crate::machine::{Outcome, Script, Setup, run_driven};
use crate::object::{PRIVATE, QUIET};
use crate::safe_points::SafePoints;
use crate::vm::files::Files;
use crate::vm::{Host, Seen, UserModule};
use gilscope_runtime::cache::Word;
use gilscope_runtime::driver::{Clock, Exploration, Gil, Interrupter, Report, Stop, explore};
use gilscope_runtime::explore::{Blocked, Event, Scheduler, State};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::heap::record::{Kinds, Location, Recording, Touch, touch};
use gilscope_runtime::mailbox::Mailbox;
use gilscope_runtime::task::ThreadId;
use std::sync::Arc;

/// A script that is run again and again, each time as a scheduler says.
pub struct Stage<'a> {
    script: &'a Script,
    setup: Setup,
    find: FindModule,
    files: fn() -> Box<dyn Files>,
    exploration: Exploration,
    interrupter: Interrupter,
}

/// One execution.
pub struct Played {
    /// Whether it came to an end.
    pub stop: Stop,
    /// What it came to.
    pub ending: Ending,
    /// What the machine says.
    pub outcome: Outcome,
    /// How many events there were.
    pub events: usize,
    /// What was seen of variables during each event, if that was asked for.
    pub seen: Vec<Vec<Seen>>,
}

impl<'a> Stage<'a> {
    /// Threads are switched at this set of safe points; a run is given up after so many events.
    pub fn new(
        script: &'a Script,
        setup: &Setup,
        events: usize,
        (find, files): (&FindModule, fn() -> Box<dyn Files>),
        interrupter: &Interrupter,
    ) -> Stage<'a> {
        let mut setup = setup.clone();
        // One OS thread, whatever is simulated: objects tell when others can reach them.
        setup.config.clock = Clock::Virtual;
        setup.config.gil = Gil::Off;
        setup.config.trace = None;
        setup.options.gil = false;
        setup.counting = Counting::Escape;
        Stage {
            script,
            exploration: Exploration {
                co_operates: setup.options.safe_points == SafePoints::Blocking,
                events,
            },
            setup,
            find: find.clone(),
            files,
            interrupter: interrupter.clone(),
        }
    }

    /// The same, with threads switched at other safe points.
    pub fn with_safe_points(&self, set: SafePoints) -> Stage<'a> {
        let mut setup = self.setup.clone();
        setup.options.safe_points = set;
        let (find, files) = (&self.find, self.files);
        let events = self.exploration.events;
        Stage::new(
            self.script,
            &setup,
            events,
            (find, files),
            &self.interrupter,
        )
    }

    /// The script.
    pub fn script(&self) -> &Script {
        self.script
    }

    /// Where threads are switched.
    pub fn safe_points(&self) -> SafePoints {
        self.setup.options.safe_points
    }

    /// Runs the script as `scheduler` says.
    pub fn play(&self, scheduler: &mut dyn Scheduler) -> Played {
        self.perform(scheduler, false)
    }

    /// The same, and notes what threads see of variables.
    pub fn watch(&self, scheduler: &mut dyn Scheduler) -> Played {
        self.perform(scheduler, true)
    }

    fn perform(&self, scheduler: &mut dyn Scheduler, observes: bool) -> Played {
        let (captured, collector) = Captured::new(self.setup.config.seed, self.find.clone());
        let shared = Arc::new(Shared::default());
        let audience = Audience {
            captured: captured.above((self.files)()),
            shared: shared.clone(),
            observes,
        };
        let mut listening = Listening {
            scheduler,
            shared: &shared,
            seen: Vec::new(),
        };
        let recording = Recording::begin(Kinds {
            ignored: PRIVATE,
            quiet: QUIET,
        });
        let (mut stop, mut events) = (Stop::GivenUp, 0);
        let drive = |config: &_, main| -> Report {
            let interrupter = &self.interrupter;
            let explored = explore(config, self.exploration, main, interrupter, &mut listening);
            (stop, events) = (explored.stop, explored.events);
            shared.is_over.set(0);
            explored.report
        };
        let outcome = run_driven(self.script, &self.setup, Box::new(audience), drive);
        drop(recording);
        let seen = listening.seen;
        Played {
            ending: Ending::of(stop, &outcome, &collector.collect()),
            stop,
            outcome,
            events,
            seen,
        }
    }
}

#[derive(Default)]
struct Shared {
    /// 1 once nothing reaches the outside any more.
    is_over: Word,
    seen: Mailbox<Seen>,
}

/// Passes everything on, and tells the run's end and what was seen.
struct Listening<'a> {
    scheduler: &'a mut dyn Scheduler,
    shared: &'a Shared,
    seen: Vec<Vec<Seen>>,
}

impl Scheduler for Listening<'_> {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        self.scheduler.choose(state)
    }

    fn performed(&mut self, event: &Event) {
        self.seen.push(self.shared.seen.take_all());
        self.scheduler.performed(event);
    }

    fn stuck(&mut self, blocked: &[Blocked]) {
        self.scheduler.stuck(blocked);
    }

    fn over(&mut self) {
        self.shared.is_over.set(1);
        self.scheduler.over();
    }
}

/// The world outside: threads meet there, too.
struct Audience {
    captured: Captured,
    shared: Arc<Shared>,
    observes: bool,
}

impl Host for Audience {
    fn write(&self, descriptor: u8, text: &str) {
        let location = match descriptor {
            1 => Location::OUTPUT,
            _ => Location::ERRORS,
        };
        touch(location, Touch::Write);
        if self.shared.is_over.get() == 0 {
            self.captured.write(descriptor, text);
        }
    }
    fn flush(&self, descriptor: u8) {
        if self.shared.is_over.get() == 0 {
            self.captured.flush(descriptor);
        }
    }
    fn write_through(&self, text: &str) {
        touch(Location::OUTPUT, Touch::Write);
        if self.shared.is_over.get() == 0 {
            self.captured.write_through(text);
        }
    }
    fn read_line(&self) -> String {
        String::new()
    }
    fn entropy(&self) -> u64 {
        self.captured.entropy()
    }
    fn start_time(&self) -> f64 {
        self.captured.start_time()
    }
    fn find_module(&self, folder: &str, name: &str) -> Option<UserModule> {
        self.captured.find_module(folder, name)
    }
    fn files(&self) -> Option<&dyn Files> {
        // Whatever is done with them, its order may matter.
        touch(Location::FILES, Touch::Write);
        self.captured.files()
    }
    fn observes(&self) -> bool {
        self.observes
    }
    fn observe(&self, seen: Seen) {
        self.shared.seen.post(seen);
    }
}
