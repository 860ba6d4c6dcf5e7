//! One execution of a script: the world outside it, and what it came to.

use super::ending::{Complaint, Ending, complaints};
use super::noticed::Noticed;
use crate::lab::captured::{Captured, FindModule};
use crate::lab::files::MemoryFiles;
use crate::machine::{Codes, Outcome, Script, Setup, run_driven};
use crate::object::{OWN, PRIVATE, QUIET};
use crate::safe_points::SafePoints;
use crate::vm::files::Files;
use crate::vm::{Host, Seen, UserModule};
use gilscope_runtime::cache::Word;
use gilscope_runtime::driver::{
    Clock, Config, Exploration, Gil, Hardware, Interrupter, Recalled, Report, Stop, explore, recall,
};
use gilscope_runtime::explore::{
    Blocked, Candidate, Event, Experience, Limits, Scene, Scheduler, State, Uses,
};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::heap::record::{Kinds, Location, Recording, Touch, take_log, touch};
use gilscope_runtime::mailbox::Mailbox;
use gilscope_runtime::task::{Site, ThreadId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// A script that is run again and again, each time as a scheduler says.
pub struct Stage<'a> {
    script: &'a Script,
    setup: Setup,
    find: FindModule,
    files: fn() -> Box<dyn Files>,
    exploration: Exploration,
    interrupter: Interrupter,
    /// Whether what is known need not be had again.
    recalls: bool,
    /// How many OS threads may work at a time.
    jobs: usize,
    memory: RefCell<Memory>,
}

/// What is to be told of an execution among many.
#[derive(Clone)]
pub struct Had {
    /// Whether it came to an end.
    pub stop: Stop,
    /// How many events there were.
    pub events: usize,
    /// What it came to.
    pub ending: Arc<Ending>,
    /// The names of its threads, by number.
    pub names: Arc<[String]>,
    /// To make sense of sites.
    pub codes: Arc<Codes>,
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
    /// The exceptions that nobody has caught, in the order in which they were told.
    pub complaints: Vec<Complaint>,
    /// What was seen of variables during each event, if that was asked for.
    pub seen: Vec<Vec<Seen>>,
    /// Where its thread stood after each event, the innermost place first, if that was asked for.
    pub stacks: Vec<Vec<Site>>,
}

impl Played {
    /// After how many events it was given up, if it had not ended.
    pub fn given_up_after(&self) -> Option<usize> {
        (self.stop == Stop::TooLong).then_some(self.events)
    }
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
                // Where every instruction is a safe point there is none that could hold threads back.
                has_gil: setup.options.safe_points != SafePoints::Every,
                is_stepped: false,
                tells_stacks: false,
            },
            find: find.clone(),
            files,
            interrupter: interrupter.clone(),
            // How much memory is in use is nothing that guards see.
            recalls: setup.options.max_memory.is_none(),
            jobs: 1,
            memory: RefCell::new(Memory::new(&setup)),
            setup,
        }
    }

    /// The same, with so many OS threads at work where schedules do not depend on each other.
    pub fn with_jobs(mut self, jobs: usize) -> Stage<'a> {
        self.jobs = jobs.max(1);
        self
    }

    /// How many OS threads may work at a time.
    pub fn jobs(&self) -> usize {
        self.jobs
    }

    /// Another one like it for each OS thread, which know nothing yet.
    pub fn crew(&self) -> Vec<Stage<'a>> {
        let twin = |_| self.with_safe_points(self.safe_points());
        (0..self.jobs).map(twin).collect()
    }

    /// Does not believe what schedules were made of, where another stage has found a reason not to.
    pub fn believe_no_more_than(&self, other: &Stage<'_>) {
        if let Some(reason) = other.uses().distrusted {
            self.memory.borrow_mut().experience.distrust(reason);
        }
    }

    /// The same, with threads switched at other safe points.
    pub fn with_safe_points(&self, set: SafePoints) -> Stage<'a> {
        let mut setup = self.setup.clone();
        setup.options.safe_points = set;
        let (find, files) = (&self.find, self.files);
        let events = self.exploration.events;
        let stage = Stage::new(
            self.script,
            &setup,
            events,
            (find, files),
            &self.interrupter,
        );
        let recalls = self.recalls;
        Stage { recalls, ..stage }
    }

    /// The same, with traces of so many events at most in what is watched.
    pub fn traced(mut self, events: usize) -> Stage<'a> {
        self.setup.config.trace = Some(events);
        self
    }

    /// How what is watched is set up, for those who report of it: one thread after another, as with a GIL
    /// or on one core.
    pub fn as_told(&self) -> Setup {
        let mut setup = self.setup.clone();
        let has_gil = self.exploration.has_gil;
        setup.config = Config {
            gil: if has_gil { Gil::On } else { Gil::Off },
            is_scheduled: true,
            hardware: Hardware {
                cores: 1,
                ..setup.config.hardware
            },
            ..setup.config
        };
        setup.options.gil = has_gil;
        setup
    }

    /// The script.
    pub fn script(&self) -> &Script {
        self.script
    }

    /// Where threads are switched.
    pub fn safe_points(&self) -> SafePoints {
        self.setup.options.safe_points
    }

    /// Has an execution as `scheduler` says: recalls it, if all that happens in it is known, and carries it
    /// out otherwise. None where the scheduler gave up an execution that is known so far.
    pub fn play(&self, scheduler: &mut dyn Scheduler) -> Option<Had> {
        let mut memory = self.memory.borrow_mut();
        let memory = &mut *memory;
        if !self.recalls || !memory.experience.is_trusted() {
            memory.experience.count(true);
            return Some(memory.had(self.perform(scheduler, None, &View::Nothing), false));
        }
        memory.make_room();
        if let Ok(recalled) = recall(self.exploration, &mut memory.experience, scheduler) {
            if recalled.stop == Stop::GivenUp {
                memory.experience.count(false);
                return None;
            }
            if let Some(had) = memory.recalled(recalled) {
                memory.experience.count(false);
                return Some(had);
            }
        }
        memory.experience.count(true);
        let played = self.perform(scheduler, Some(&mut memory.experience), &View::Nothing);
        let had = memory.had(played, true);
        memory.note(&had);
        Some(had)
    }

    /// Carries an execution out as `scheduler` says, and notes what threads see of variables.
    pub fn watch(&self, scheduler: &mut dyn Scheduler) -> Played {
        self.perform(scheduler, None, &View::Variables)
    }

    /// Carries an execution out, and shows `scheduler` each moment between two instructions. What the script
    /// writes is heard at once, with the stream's number.
    pub fn step(&self, scheduler: &mut dyn Scheduler, heard: &Heard) -> Played {
        self.perform(scheduler, None, &View::Steps(heard.clone()))
    }

    /// Carries an execution out as `scheduler` says, and notes nothing but what it comes to.
    pub fn run(&self, scheduler: &mut dyn Scheduler) -> Played {
        self.perform(scheduler, None, &View::Nothing)
    }

    /// The same stage, which carries out every execution.
    pub fn forgetful(mut self) -> Stage<'a> {
        self.recalls = false;
        self
    }

    /// How often it was of use that steps were known.
    pub fn uses(&self) -> Uses {
        self.memory.borrow().experience.stats()
    }

    fn perform(
        &self,
        scheduler: &mut dyn Scheduler,
        experience: Option<&mut Experience>,
        view: &View,
    ) -> Played {
        let (captured, collector) = Captured::new(self.setup.config.seed, self.find.clone());
        let shared = Arc::new(Shared::default());
        let audience = Audience {
            captured,
            files: Noticed(MemoryFiles::above((self.files)())),
            shared: shared.clone(),
            view: view.clone(),
        };
        let exploration = Exploration {
            is_stepped: matches!(view, View::Steps(_)),
            tells_stacks: matches!(view, View::Variables),
            ..self.exploration
        };
        let mut listening = Listening {
            scheduler,
            shared: &shared,
            seen: Vec::new(),
        };
        let recording = Recording::begin(Kinds {
            ignored: PRIVATE,
            quiet: QUIET,
            own: OWN,
        });
        let mut experience = experience;
        let (mut stop, mut events) = (Stop::GivenUp, 0);
        let (mut spinning, mut stacks) = (Vec::new(), Vec::new());
        let drive = |config: &_, main| -> Report {
            let interrupter = &self.interrupter;
            let experience = experience.as_deref_mut();
            let explored = explore(
                config,
                exploration,
                main,
                interrupter,
                &mut listening,
                experience,
            );
            (stop, events) = (explored.stop, explored.events);
            (spinning, stacks) = (explored.spinning, explored.stacks);
            shared.is_over.set(0);
            explored.report
        };
        let outcome = run_driven(self.script, &self.setup, Box::new(audience), drive);
        if let (Some(experience), false) = (experience, stop == Stop::GivenUp) {
            // Last words, too, may depend on more than the order of events.
            experience.learn_end(&take_log());
        }
        drop(recording);
        let seen = listening.seen;
        let output = collector.collect();
        Played {
            ending: Ending::of(stop, &outcome, &output, &spinning),
            complaints: complaints(&output.err),
            stop,
            outcome,
            events,
            seen,
            stacks,
        }
    }
}

/// Texts and the streams that they were written to: 1 or 2.
pub type Heard = Arc<Mailbox<(u8, String)>>;

/// What somebody wants to see of an execution.
#[derive(Clone)]
enum View {
    /// How it ends.
    Nothing,
    /// What threads see of variables.
    Variables,
    /// Each single instruction.
    Steps(Heard),
}

/// What is known of the executions so far.
struct Memory {
    experience: Experience,
    /// What executions have come to, by the experience's numbers.
    endings: HashMap<u32, (Arc<Ending>, Arc<[String]>)>,
    /// The script's code, which is at the same sites in every execution.
    codes: Option<Arc<Codes>>,
}

impl Memory {
    fn new(setup: &Setup) -> Memory {
        let limits = &setup.config.limits;
        let limits = Limits {
            threads: limits.threads,
            instructions: limits.instructions,
        };
        Memory {
            experience: Experience::new(limits),
            endings: HashMap::new(),
            codes: None,
        }
    }

    fn make_room(&mut self) {
        if self.experience.is_full() {
            self.experience.forget();
            self.endings.clear();
        }
    }

    /// An execution that was carried out.
    fn had(&mut self, played: Played, recalls: bool) -> Had {
        let threads = played.outcome.report.threads;
        let codes = Arc::new(played.outcome.codes);
        // The script's own code is at the same sites in all executions, unless it makes new code.
        let codes = match recalls && self.experience.is_trusted() {
            true => self.codes.get_or_insert(codes).clone(),
            false => codes,
        };
        Had {
            stop: played.stop,
            events: played.events,
            ending: Arc::new(played.ending),
            names: threads.into_iter().map(|thread| thread.name).collect(),
            codes,
        }
    }

    fn note(&mut self, had: &Had) {
        if let Some(end) = self.experience.end(code_of(had.stop)) {
            let ending = (had.ending.clone(), had.names.clone());
            self.endings.insert(end, ending);
        }
    }

    fn recalled(&mut self, recalled: Recalled) -> Option<Had> {
        let end = self.experience.end(code_of(recalled.stop))?;
        let (ending, names) = self.endings.get(&end)?.clone();
        Some(Had {
            stop: recalled.stop,
            events: recalled.events,
            ending,
            names,
            codes: self.codes.clone()?,
        })
    }
}

/// A number for each reason to stop.
fn code_of(stop: Stop) -> u64 {
    match stop {
        Stop::Ended => 0,
        Stop::GivenUp => 1,
        Stop::TooLong => 2,
        Stop::Process => 3,
        Stop::Spins => 4,
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
    fn look(&mut self, scene: &dyn Scene, candidates: &[Candidate]) {
        self.scheduler.look(scene, candidates);
    }

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
    files: Noticed,
    shared: Arc<Shared>,
    view: View,
}

impl Audience {
    fn hear(&self, descriptor: u8, text: &str) {
        if let View::Steps(heard) = &self.view {
            heard.post((descriptor, text.to_string()));
        }
    }
}

impl Host for Audience {
    fn write(&self, descriptor: u8, text: &str) {
        let location = match descriptor {
            1 => Location::OUTPUT,
            _ => Location::ERRORS,
        };
        touch(location, Touch::Write);
        if self.shared.is_over.get() == 0 {
            self.hear(descriptor, text);
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
            self.hear(1, text);
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
        Some(&self.files)
    }
    fn observes(&self) -> bool {
        matches!(self.view, View::Variables)
    }
    fn is_stepped(&self) -> bool {
        matches!(self.view, View::Steps(_))
    }
    fn observe(&self, seen: Seen) {
        self.shared.seen.post(seen);
    }
}
