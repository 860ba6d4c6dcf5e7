//! Fake tasks: scripts of a few words, stepped by every driver.
//!
//! A script is lines of `name: word word ..`; the thread `main` runs first. Each word costs one
//! instruction and is a safe point. Words: `run:N` (N instructions), `forever`, `sleep:N` (µs),
//! `lock:L`, `lock:L:N` (gives up after N µs), `unlock:L`, `spawn:name`, `daemon:name`,
//! `fork:name`, `fork:name:N` (a process that takes N µs to start), `forkdaemon:name`, `kill:name`,
//! `join:name`, `join:name:N`, `say:text`, `interrupt` (Ctrl-C from outside), `panic`, `abort`, `alone`
//! (all others stand still; no task may be stepped or dropped meanwhile), `alone:panic`, and
//! `alone:interrupt`.

#![allow(dead_code, reason = "each test program uses its own part")]

use gilscope_runtime::driver::{Config, Interrupter, Report, run};
use gilscope_runtime::task::*;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::wait::Lock;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// What a run of a script came to.
pub struct Outcome {
    pub report: Report,
    /// What was said, in order: `name:text`, or `name:timeout`, `name:interrupted`, `name:refused`.
    pub said: Vec<String>,
}

impl Outcome {
    /// What was said, in alphabetical order.
    pub fn sorted(&self) -> String {
        let mut said = self.said.clone();
        said.sort();
        said.join(" ")
    }
}

/// Runs a script. Every task is dropped at its end, or this panics.
pub fn play(config: &Config, script: &str) -> Outcome {
    let world = Arc::new(World::read(script));
    let main = world.spawn("main", false);
    let report = run(config, main, &world.interrupter);
    assert_eq!(
        world.alive.load(Ordering::Relaxed),
        0,
        "a task was not dropped"
    );
    let said = world.said.lock().unwrap().clone();
    Outcome { report, said }
}

struct World {
    scripts: HashMap<String, Arc<[String]>>,
    locks: Mutex<HashMap<String, Arc<Lock>>>,
    names: Mutex<HashMap<String, ThreadId>>,
    said: Mutex<Vec<String>>,
    alive: AtomicUsize,
    interrupter: Interrupter,
    /// Whether a thread is alone: in scripts of one process.
    is_alone: AtomicBool,
}

impl World {
    fn read(script: &str) -> World {
        let lines = script
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let scripts = lines.map(|line| {
            let (name, words) = line.split_once(':').expect("a line is `name: words`");
            let words = words.split_whitespace().map(str::to_string);
            (name.to_string(), words.collect())
        });
        World {
            scripts: scripts.collect(),
            locks: Mutex::default(),
            names: Mutex::new(HashMap::from([("main".to_string(), ThreadId(0))])),
            said: Mutex::default(),
            alive: AtomicUsize::new(0),
            interrupter: Interrupter::new(),
            is_alone: AtomicBool::new(false),
        }
    }

    /// What no thread does while another is alone.
    fn touch(&self) {
        assert!(!self.is_alone.load(Ordering::Relaxed), "not alone");
    }

    fn spawn(self: &Arc<World>, name: &str, daemon: bool) -> Spawn {
        self.alive.fetch_add(1, Ordering::Relaxed);
        let task = Fake {
            words: self.scripts[name].clone(),
            world: self.clone(),
            name: name.to_string(),
            at: 0,
            left: 0,
        };
        Spawn {
            task: Box::new(task),
            name: name.to_string(),
            daemon,
            process: None,
        }
    }

    fn lock(&self, name: &str) -> Arc<Lock> {
        let mut locks = self.locks.lock().unwrap();
        locks.entry(name.to_string()).or_default().clone()
    }
}

struct Fake {
    words: Arc<[String]>,
    world: Arc<World>,
    name: String,
    at: usize,
    left: u64,
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.world.alive.fetch_sub(1, Ordering::Relaxed);
        self.world.touch();
    }
}

impl Fake {
    fn say(&self, text: &str) {
        let line = format!("{}:{text}", self.name);
        self.world.said.lock().unwrap().push(line);
    }

    fn resumed(&mut self, resume: Resume) {
        match resume {
            Resume::Go | Resume::Acquired | Resume::WasAlone => {}
            Resume::TimedOut => self.say("timeout"),
            Resume::Interrupted => {
                self.say("interrupted");
                // As an exception would: out of any loop.
                if self
                    .words
                    .get(self.at)
                    .is_some_and(|word| word == "forever")
                {
                    self.at += 1;
                }
            }
            Resume::SpawnRefused => self.say("refused"),
            Resume::Spawned(thread) => {
                let word = self.words[self.at - 1].split(':').nth(1).unwrap();
                self.world
                    .names
                    .lock()
                    .unwrap()
                    .insert(word.to_string(), thread);
            }
        }
    }

    /// Performs one word; an exit ends the step.
    fn word(&mut self, cx: &mut Context<'_>) -> Option<Exit> {
        let word = self.words[self.at].clone();
        let mut parts = word.split(':');
        let (verb, what) = (parts.next().unwrap(), parts.next().unwrap_or(""));
        let timeout = parts
            .next()
            .map(|us| Nanos::from_micros(us.parse().unwrap()));
        cx.spent += 1;
        if verb == "forever" {
            cx.spent = cx.spent.max(cx.budget);
            return None;
        }
        self.at += 1;
        match verb {
            "run" => self.left = what.parse::<u64>().unwrap() - 1,
            "sleep" => {
                let span = Nanos::from_micros(what.parse().unwrap());
                return Some(Exit::Wait(Wait::Io(span)));
            }
            "lock" => {
                let lock = self.world.lock(what);
                if !lock.try_acquire(cx.me, Site(self.at as u32)) {
                    return Some(Exit::Wait(Wait::Lock { lock, timeout }));
                }
            }
            "unlock" => assert!(self.world.lock(what).release(cx.kernel)),
            "spawn" | "daemon" => {
                return Some(Exit::Spawn(self.world.spawn(what, verb == "daemon")));
            }
            "fork" | "forkdaemon" => {
                let start_up = timeout.unwrap_or_default();
                return Some(Exit::Spawn(Spawn {
                    process: Some(NewProcess { start_up }),
                    ..self.world.spawn(what, verb == "forkdaemon")
                }));
            }
            "kill" => cx.kernel.kill(self.world.names.lock().unwrap()[what]),
            "join" => {
                let thread = self.world.names.lock().unwrap()[what];
                return Some(Exit::Wait(Wait::Join { thread, timeout }));
            }
            "say" => self.say(what),
            "interrupt" => self.world.interrupter.interrupt(),
            "panic" => panic!("{what}"),
            "abort" => return Some(Exit::Abort),
            "alone" => return Some(Exit::Wait(Wait::Alone)),
            _ => unreachable!("{word}"),
        }
        None
    }
}

impl Task for Fake {
    fn step(&mut self, cx: &mut Context<'_>) -> Exit {
        self.resumed(cx.resume);
        loop {
            self.world.touch();
            let run = self.left.min(cx.budget - cx.spent.min(cx.budget));
            self.left -= run;
            cx.spent += run;
            if cx.spent >= cx.budget {
                self.world.touch();
                return Exit::BudgetSpent;
            }
            if self.at == self.words.len() {
                return Exit::Done;
            }
            if let Some(exit) = self.word(cx) {
                return exit;
            }
        }
    }

    fn alone(&mut self) -> Alone {
        self.world.touch();
        self.world.is_alone.store(true, Ordering::Relaxed);
        // Long enough for others to be caught.
        (0..1000).for_each(|_| std::thread::yield_now());
        self.world.is_alone.store(false, Ordering::Relaxed);
        match self.words[self.at - 1].split(':').nth(1) {
            Some("panic") => panic!("alone"),
            Some("interrupt") => self.world.interrupter.interrupt(),
            _ => {}
        }
        Alone {
            walked: 1000,
            begins: true,
        }
    }

    fn stack(&self) -> Vec<Site> {
        vec![Site(self.at as u32)]
    }
}
