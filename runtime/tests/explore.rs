//! Exploration over five-line fake tasks: the reduction explores one execution of each class, no more
//! and no less, which brute force over all interleavings confirms.
//!
//! A program is lines of `name: word word ..`; `main` runs first and begins the others. Words: `r:x`
//! (adds the variable to the thread's sum), `w:x` (writes the thread's sum plus one), `lock:L`,
//! `unlock:L`, `try:L` (goes on without it if it is held, and does not unlock it then), `lock:L:t` (gives
//! up at some time), `say:text`, `spawn:name`, `daemon:name`, `join:name`, `sleep`.

use gilscope_runtime::driver::{
    Clock, Config, Ending, Exploration, Explored, Interrupter, Stop, explore,
};
use gilscope_runtime::explore::{
    AllSchedules, Event, Follow, Noting, Optimal, Pct, Scheduler, State, Trace, Uniform, calmest,
    races,
};
use gilscope_runtime::heap::record::{Kinds, Location, Recording, Touch, touch};
use gilscope_runtime::task::*;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::wait::Lock;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct World {
    scripts: HashMap<String, Vec<String>>,
    locks: Mutex<HashMap<String, Arc<Lock>>>,
    threads: Mutex<HashMap<String, ThreadId>>,
    variables: Mutex<BTreeMap<String, u64>>,
    said: Mutex<Vec<String>>,
}

struct Fake {
    world: Arc<World>,
    words: Vec<String>,
    at: usize,
    sum: u64,
    /// What to do with the result of the last wait.
    waited: Option<String>,
    held: HashSet<String>,
}

/// The number of a name: any that is an object's.
fn location(name: &str) -> Location {
    let number = name.bytes().fold(7, |n, byte| n * 31 + u64::from(byte));
    Location::named(1 << 32 | number)
}

impl Fake {
    fn spawn(world: &Arc<World>, name: &str, daemon: bool) -> Spawn {
        let task = Fake {
            world: world.clone(),
            words: world.scripts[name].clone(),
            at: 0,
            sum: 0,
            waited: None,
            held: HashSet::new(),
        };
        Spawn {
            task: Box::new(task),
            name: name.to_string(),
            daemon,
            process: None,
        }
    }

    fn resume(&mut self, resume: Resume) {
        let Some(word) = self.waited.take() else {
            return;
        };
        match resume {
            Resume::Spawned(thread) => {
                self.world.threads.lock().unwrap().insert(word, thread);
            }
            Resume::Acquired => {
                self.held.insert(word);
            }
            _ => {}
        }
    }
}

impl Task for Fake {
    fn step(&mut self, cx: &mut Context<'_>) -> Exit {
        self.resume(cx.resume);
        cx.spent = 1;
        let world = self.world.clone();
        let Some(word) = self.words.get(self.at) else {
            return Exit::Done;
        };
        self.at += 1;
        let parts: Vec<&str> = word.split(':').collect();
        let name = parts.get(1).copied().unwrap_or_default().to_string();
        match parts[0] {
            "r" => {
                touch(location(&name), Touch::Read);
                let variables = world.variables.lock().unwrap();
                self.sum += variables.get(&name).copied().unwrap_or(0);
            }
            "w" => {
                touch(location(&name), Touch::Write);
                self.sum += 1;
                world.variables.lock().unwrap().insert(name, self.sum);
            }
            "say" => {
                touch(Location::OUTPUT, Touch::Write);
                world.said.lock().unwrap().push(name);
            }
            "lock" | "try" => {
                let mut locks = world.locks.lock().unwrap();
                let lock = locks.entry(name.clone()).or_default().clone();
                let is_sure = parts[0] == "lock" && parts.len() == 2;
                let timeout = (!is_sure).then_some(Nanos::from_millis(1));
                if lock.try_acquire(cx.me, Site(1)) {
                    let how = if is_sure {
                        Touch::Acquire
                    } else {
                        Touch::TryAcquire
                    };
                    touch(location(&name), how);
                    self.held.insert(name);
                } else if parts[0] == "try" {
                    touch(location(&name), Touch::Look);
                } else {
                    touch(location(&name), Touch::Want);
                    self.waited = Some(name);
                    return Exit::Wait(Wait::Lock { lock, timeout });
                }
            }
            "unlock" if self.held.remove(&name) => {
                touch(location(&name), Touch::Release);
                world.locks.lock().unwrap()[&name].release(cx.kernel);
            }
            "unlock" => {}
            "spawn" | "daemon" => {
                self.waited = Some(name.clone());
                return Exit::Spawn(Fake::spawn(&world, &name, parts[0] == "daemon"));
            }
            "join" => {
                let thread = world.threads.lock().unwrap()[&name];
                let timeout = None;
                return Exit::Wait(Wait::Join { thread, timeout });
            }
            "sleep" => return Exit::Wait(Wait::Io(Nanos::from_millis(1))),
            other => panic!("no such word: {other}"),
        }
        Exit::BudgetSpent
    }

    fn stack(&self) -> Vec<Site> {
        vec![Site(self.at as u32)]
    }
}

/// What an execution came to: its ending, variables and words.
type Ended = (String, BTreeMap<String, u64>, Vec<String>);

/// Plays one execution.
fn play(program: &str, scheduler: &mut dyn Scheduler) -> (Explored, Ended) {
    let lines = program.lines().map(str::trim).filter(|it| !it.is_empty());
    let scripts = lines.map(|line| {
        let (name, words) = line.split_once(':').expect("a line is `name: words`");
        let words = words.split_whitespace().map(str::to_string).collect();
        (name.to_string(), words)
    });
    let world = Arc::new(World {
        scripts: scripts.collect(),
        ..World::default()
    });
    struct Listening<'a>(&'a mut dyn Scheduler, Arc<World>, Option<Vec<String>>);
    impl Scheduler for Listening<'_> {
        fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
            self.0.choose(state)
        }
        fn performed(&mut self, event: &Event) {
            self.0.performed(event);
        }
        fn stuck(&mut self, blocked: &[gilscope_runtime::explore::Blocked]) {
            self.0.stuck(blocked);
        }
        fn over(&mut self) {
            self.2 = Some(self.1.said.lock().unwrap().clone());
            self.0.over();
        }
    }
    let mut listening = Listening(scheduler, world.clone(), None);
    let recording = Recording::begin(Kinds::default());
    let exploration = Exploration {
        has_gil: false,
        co_operates: false,
        events: 1000,
        is_stepped: false,
        tells_stacks: false,
    };
    let main = Fake::spawn(&world, "main", false);
    let config = Config::new(Clock::Virtual);
    let interrupter = Interrupter::new();
    let explored = explore(
        &config,
        exploration,
        main,
        &interrupter,
        &mut listening,
        None,
    );
    drop(recording);
    let said = listening
        .2
        .unwrap_or_else(|| world.said.lock().unwrap().clone());
    let ending = match &explored.report.ending {
        Ending::Deadlock(blocked) => {
            let names: Vec<&str> = blocked.iter().map(|it| it.name.as_str()).collect();
            format!("deadlock of {}", names.join(" "))
        }
        Ending::Done => "done".to_string(),
        other => format!("{other:?}"),
    };
    let variables = world.variables.lock().unwrap().clone();
    (explored, (ending, variables, said))
}

/// What a search has found.
#[derive(Default)]
struct Found {
    executions: usize,
    classes: HashSet<Vec<(ThreadId, u32, Vec<u32>)>>,
    endings: BTreeSet<Ended>,
}

fn reduced(program: &str) -> Found {
    let mut search = Optimal::new();
    let mut found = Found::default();
    loop {
        let (explored, ended) = play(program, &mut search);
        assert!(!search.diverged, "{program}");
        if search.is_cut() {
            assert_eq!(explored.stop, Stop::GivenUp);
        } else {
            assert_eq!(explored.stop, Stop::Ended);
            found.executions += 1;
            found.classes.insert(search.trace().class());
            found.endings.insert(ended);
        }
        if !search.next_execution() {
            assert_eq!(search.redundant, 0, "executions for nothing: {program}");
            return found;
        }
    }
}

/// Collects the events of an execution beside another scheduler.
struct Collect<'a, S>(&'a mut S, Vec<Event>);

impl<S: Scheduler> Scheduler for Collect<'_, S> {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        self.0.choose(state)
    }
    fn performed(&mut self, event: &Event) {
        self.1.push(event.clone());
        self.0.performed(event);
    }
}

fn brute_force(program: &str, bound: Option<u32>) -> Found {
    let mut search = AllSchedules::new(bound, None);
    let mut found = Found::default();
    loop {
        let mut collect = Collect(&mut search, Vec::new());
        let (_, ended) = play(program, &mut collect);
        let events = collect.1;
        if !search.is_cut() {
            found.executions += 1;
            found.classes.insert(Trace::of(&events).class());
            found.endings.insert(ended);
        }
        if !search.next_execution() {
            return found;
        }
    }
}

/// As many executions as there are classes, the same classes and the same endings as brute force.
fn check(program: &str, executions: usize) {
    let found = reduced(program);
    assert_eq!(found.executions, executions, "{program}");
    assert_eq!(found.classes.len(), executions, "{program}");
    let all = brute_force(program, None);
    assert_eq!(all.classes.len(), executions, "{program}");
    assert_eq!(all.endings, found.endings, "{program}");
}

/// `n` threads that each do the same, joined by the main thread.
fn alike(n: usize, words: &str) -> String {
    let names: Vec<String> = (0..n).map(|it| format!("t{it}")).collect();
    let spawn: Vec<String> = names.iter().map(|it| format!("spawn:{it}")).collect();
    let join: Vec<String> = names.iter().map(|it| format!("join:{it}")).collect();
    let mut program = format!("main: {} {}\n", spawn.join(" "), join.join(" "));
    for name in names {
        program.push_str(&format!("{name}: {words}\n"));
    }
    program
}

#[test]
fn locked_increments_have_as_many_classes_as_orders() {
    for (threads, factorial) in [(2, 2), (3, 6), (4, 24), (5, 120)] {
        let found = reduced(&alike(threads, "lock:l r:x w:x unlock:l"));
        assert_eq!(found.executions, factorial);
        assert_eq!(found.endings.len(), 1);
    }
}

#[test]
fn an_unlocked_increment_of_two_threads_has_four_classes_and_two_endings() {
    let program = alike(2, "r:x w:x");
    check(&program, 4);
    assert_eq!(reduced(&program).endings.len(), 2);
}

#[test]
fn what_does_not_meet_has_one_class() {
    check(
        "main: spawn:a spawn:b join:a join:b\na: r:x w:x\nb: r:y w:y",
        1,
    );
    check(
        "main: spawn:a spawn:b join:a join:b\na: r:x r:y\nb: r:y r:x",
        1,
    );
    check("main: w:x spawn:a join:a r:x\na: r:x w:x", 1);
}

#[test]
fn writers_come_in_every_order() {
    check(&alike(2, "w:x"), 2);
    check(&alike(3, "w:x"), 6);
    check(&alike(2, "w:x w:y"), 4);
}

#[test]
fn readers_are_before_or_after_the_writer() {
    // One writer, n readers, each before or after it.
    check(
        "main: spawn:w spawn:a spawn:b join:w\nw: w:x\na: r:x\nb: r:x",
        4,
    );
}

#[test]
fn two_locks_in_two_orders_can_deadlock() {
    let program = "main: spawn:a spawn:b join:a join:b
        a: lock:l lock:m unlock:m unlock:l
        b: lock:m lock:l unlock:l unlock:m";
    check(program, 3);
    let endings = reduced(program).endings;
    assert!(endings.iter().any(|it| it.0 == "deadlock of main a b"));
}

#[test]
fn three_philosophers_can_starve_together() {
    let program = "main: spawn:a spawn:b spawn:c
        a: lock:1 lock:2 unlock:2 unlock:1
        b: lock:2 lock:3 unlock:3 unlock:2
        c: lock:3 lock:1 unlock:1 unlock:3";
    let found = reduced(program);
    assert_eq!(found.executions, brute_force(program, None).classes.len());
    assert!(found.endings.iter().any(|it| it.0 == "deadlock of a b c"));
    let agreed = program.replace(
        "lock:3 lock:1 unlock:1 unlock:3",
        "lock:1 lock:3 unlock:3 unlock:1",
    );
    assert!(reduced(&agreed).endings.iter().all(|it| it.0 == "done"));
}

#[test]
fn a_lock_that_is_never_let_go_does_not_hide_who_could_have_had_it() {
    let program = "main: spawn:a spawn:b
        a: lock:l lock:l
        b: lock:l say:b unlock:l";
    let endings = reduced(program).endings;
    assert_eq!(endings.len(), 2);
    assert_eq!(endings, brute_force(program, None).endings);
}

#[test]
fn who_only_tries_or_gives_up_may_or_may_not_get_the_lock() {
    for word in ["try:l", "lock:l:t"] {
        let program = format!(
            "main: spawn:a spawn:b join:a join:b
            a: lock:l w:x unlock:l
            b: {word} w:y unlock:l"
        );
        let found = reduced(&program);
        assert_eq!(found.classes.len(), found.executions);
        assert_eq!(
            found.executions,
            brute_force(&program, None).classes.len(),
            "{word}"
        );
        assert_eq!(found.executions, 3, "before, meanwhile, after: {word}");
    }
}

#[test]
fn a_daemon_may_come_to_say_something_before_the_end_or_not() {
    let program = "main: daemon:d say:m\nd: r:x say:d say:e";
    let endings = reduced(program).endings;
    let said: BTreeSet<String> = endings.into_iter().map(|it| it.2.join("")).collect();
    let all = ["m", "md", "mde", "dm", "dme", "dem"];
    assert_eq!(said, all.map(String::from).into());
}

#[test]
fn sleeps_end_in_any_order() {
    check(
        "main: spawn:a spawn:b\na: sleep say:a\nb: sleep sleep say:b",
        2,
    );
}

#[test]
fn with_few_preemptions_there_are_few_schedules_and_the_usual_one_comes_first() {
    let program = alike(2, "r:x w:x");
    assert_eq!(brute_force(&program, Some(0)).endings.len(), 1);
    let one = brute_force(&program, Some(1));
    assert_eq!(one.endings.len(), 2);
    assert!(one.executions < brute_force(&program, None).executions);
}

/// Every execution, arranged with few pre-emptions, comes to the same; and so does its replay from the
/// decisions that are not the usual ones.
#[test]
fn an_arranged_execution_comes_to_the_same_and_replays() {
    let program = alike(3, "lock:l r:x unlock:l w:x");
    let mut search = Optimal::new();
    loop {
        let (_, ended) = play(&program, &mut search);
        let order = calmest(search.trace());
        let choices = order.threads.iter().copied().enumerate().collect();
        let mut noting = Noting::new(Follow::new(choices));
        let (_, arranged) = play(&program, &mut noting);
        assert_eq!(noting.inner.refused, []);
        assert_eq!(arranged, ended);
        assert_eq!(
            Trace::of(&noting.inner.events).class(),
            search.trace().class()
        );
        let decisions = noting.decisions.iter().map(|it| (it.0, it.1)).collect();
        let mut follow = Follow::new(decisions);
        let (_, replayed) = play(&program, &mut follow);
        assert_eq!((replayed, follow.refused), (ended, vec![]));
        assert_eq!(follow.events, noting.inner.events);
        if !search.next_execution() {
            return;
        }
    }
}

#[test]
fn chance_finds_no_ending_that_the_search_has_not() {
    let program = alike(2, "r:x w:x lock:l r:y w:y unlock:l");
    let all = reduced(&program).endings;
    let mut seen = BTreeSet::new();
    for seed in 0..200 {
        seen.insert(play(&program, &mut Uniform::new(seed, None)).1);
        seen.insert(play(&program, &mut Pct::new(seed, 2, 20, None)).1);
    }
    assert_eq!(seen, all);
}

#[test]
fn races_are_what_no_lock_orders() {
    let raced = |program: &str| {
        let mut follow = Follow::default();
        play(program, &mut follow);
        races(&follow.events).len()
    };
    assert_eq!(raced(&alike(2, "lock:l r:x w:x unlock:l")), 0);
    assert_eq!(raced("main: w:x spawn:a join:a r:x\na: r:x w:x"), 0);
    assert_eq!(
        raced("main: spawn:a spawn:b join:a join:b\na: w:x\nb: r:x"),
        1
    );
    assert_eq!(
        raced("main: spawn:a spawn:b join:a join:b\na: r:x\nb: r:x"),
        0
    );
}

fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("r:x"),
        Just("w:x"),
        Just("r:y"),
        Just("w:y"),
        Just("lock:l"),
        Just("unlock:l"),
        Just("lock:m"),
        Just("unlock:m"),
        Just("try:l"),
        Just("lock:m:t"),
        Just("sleep"),
    ];
    proptest::collection::vec(word, 1..=most).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// One execution of each class, none for nothing, and the endings of brute force.
    #[test]
    fn the_reduction_agrees_with_brute_force(a in words(3), b in words(3), c in words(1)) {
        let program = format!("main: spawn:a spawn:b spawn:c\na: {a}\nb: {b}\nc: {c}");
        let found = reduced(&program);
        let all = brute_force(&program, None);
        prop_assert_eq!(&found.endings, &all.endings, "{}", program);
        prop_assert_eq!(found.classes.len(), all.classes.len(), "{}", program);
        prop_assert_eq!(found.executions, found.classes.len(), "{}", program);
    }
}
