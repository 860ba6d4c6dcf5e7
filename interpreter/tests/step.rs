//! `gilscope step` below its screen: stepping changes nothing, back is where one was, every exercise can be
//! solved, and what is kept is had again.

use gilscope::lab::captured::FindModule;
use gilscope::lab::explore::ending::How;
use gilscope::lab::explore::schedule::Schedule;
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::explore::{Replayed, replay};
use gilscope::lab::files::MemoryFiles;
use gilscope::lab::step::find::{fewest, reach};
use gilscope::lab::step::goal::Goal;
use gilscope::lab::step::picture::{Picture, with_count};
use gilscope::lab::step::{By, Command, Pilot, Session, Summary, exercises};
use gilscope::machine::{Script, Setup};
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope::vm::files::Files;
use gilscope_runtime::driver::{Clock, Config, Interrupter};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::ledger::State;
use gilscope_runtime::task::ThreadId;
use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::Arc;

/// Does something with the stage of a script.
fn on_stage<R>(text: &str, set: SafePoints, act: impl FnOnce(&Stage<'_>) -> R) -> R {
    let compiled = Script::compile(Source::new("script.py", text));
    let script = compiled.unwrap_or_else(|error| panic!("{:?}", error.0));
    let find: FindModule = Arc::new(|_, _| None);
    let files = || -> Box<dyn Files> { Box::new(MemoryFiles::empty()) };
    let interrupter = Interrupter::new();
    let mut config = Config::new(Clock::Virtual);
    config.limits.instructions = 5_000_000;
    let setup = Setup {
        config,
        counting: Counting::Plain,
        options: Options {
            safe_points: set,
            ..Options::default()
        },
    };
    let (finder, interrupter) = ((&find, files as fn() -> _), &interrupter);
    act(&Stage::new(&script, &setup, 1_000, finder, interrupter))
}

/// A picture in words, without what is said beside it.
fn words(picture: &Picture) -> String {
    let mut out = format!("{} {}\n", picture.turns, picture.events);
    for view in &picture.threads {
        let _ = write!(out, "{} {:?} {}", view.name, view.state, view.doing);
        let _ = write!(out, " {} {:?} {:?}", view.can_go, view.line(), view.inside);
        if let Some(place) = &view.place {
            let operands: Vec<String> = place.operands.iter().map(with_count).collect();
            let slots = place.slots.iter();
            let slots: Vec<String> = slots
                .map(|it| format!("{}={}", it.name, with_count(&it.value)))
                .collect();
            let _ = write!(out, " at {} {operands:?} {slots:?}", place.at);
        }
        out.push('\n');
    }
    for global in &picture.globals {
        let variable = &global.variable;
        let _ = writeln!(out, "{} {}", variable.name, with_count(&variable.value));
    }
    let _ = write!(out, "{:?} {}", picture.locks, picture.output);
    out
}

/// Gives commands that were written down, and keeps the pictures.
#[derive(Default)]
struct Written {
    commands: VecDeque<Command>,
    pictures: Vec<Picture>,
    kept: Vec<Schedule>,
}

impl Pilot for Written {
    fn next(&mut self, picture: &Picture) -> Command {
        self.pictures.push(picture.clone());
        self.commands.pop_front().unwrap_or(Command::Quit)
    }

    fn keep(&mut self, schedule: &Schedule) -> String {
        self.kept.push(schedule.clone());
        "kept".into()
    }
}

/// The pictures before each command and after the last one, what was kept, and what it came to.
fn drive(stage: &Stage<'_>, goal: Option<&str>, commands: &[Command]) -> (Written, Summary) {
    let mut pilot = Written {
        commands: commands.iter().cloned().collect(),
        ..Written::default()
    };
    let goal = goal.map(Goal::new);
    let summary = Session::new(stage, goal, 20_000, Vec::new()).drive(&mut pilot);
    (pilot, summary)
}

fn step(thread: u32, by: By) -> Command {
    Command::Step(ThreadId(thread), by)
}

/// The ending's title after everything has gone as usual.
fn usual(stage: &Stage<'_>) -> Replayed {
    replay(stage, Vec::new())
}

/// Two threads that lose updates.
const COUNTER: &str = include_str!("step_counter.py");

#[test]
fn stepping_by_instructions_has_the_same_events_and_endings() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../programs/bugs");
    let mut scripts = 0;
    for entry in std::fs::read_dir(folder).expect("the bugs").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("UTF-8");
        for set in [
            SafePoints::Every,
            SafePoints::Py310,
            SafePoints::Py39,
            SafePoints::MicroPython,
            SafePoints::Blocking,
        ] {
            on_stage(&text, set, |stage| {
                let expected = usual(stage);
                let (pilot, summary) = drive(stage, None, &[Command::Run]);
                let name = entry.path();
                let title = expected.played.ending.title();
                assert_eq!(summary.ending, Some(title), "{name:?} {set:?}");
                let events = expected.events.iter().filter(|event| !event.is_late);
                let last = pilot.pictures.last().expect("one at the end");
                assert_eq!(last.events, events.count(), "{name:?} {set:?}");
            });
        }
        scripts += 1;
    }
    assert!(scripts >= 20, "{scripts}");
}

#[test]
fn every_exercise_can_be_solved_and_its_solution_is_had_again() {
    let all = exercises::all();
    assert_eq!(all.len(), 12);
    for exercise in all {
        assert!(!exercise.title.is_empty() && !exercise.goal.is_empty());
        assert!(exercise.explanation.len() > 3, "{}", exercise.file);
        let goal = Goal::new(&exercise.goal);
        on_stage(exercise.text, SafePoints::Every, |stage| {
            let usual = usual(stage).played.ending;
            assert!(!goal.matches(&usual), "{} solves itself", exercise.file);
            let best = fewest(stage, &goal, 20_000, &mut |_| true);
            let best = best.preemptions.expect(exercise.file);
            let mut commands = vec![Command::Find(Some(goal.clone()))];
            commands.extend(vec![Command::Follow; 40]);
            commands.push(Command::Save);
            let (pilot, summary) = drive(stage, Some(&exercise.goal), &commands);
            let grade = summary.grade.expect(exercise.file);
            assert!(grade.used >= best, "{}: {grade:?}", exercise.file);
            assert_eq!(grade.best, Some(best), "{}", exercise.file);
            let last = pilot.pictures.last().expect("one at the end");
            let end = last.ending.as_ref().expect("it has ended");
            assert_eq!(Some(&end.title), summary.ending.as_ref());
            let schedule = &pilot.kept[0];
            let again = Schedule::read(&schedule.text()).expect("it can be read");
            let replayed = replay(stage, again.decisions);
            assert!(replayed.refused.is_empty(), "{}", exercise.file);
            assert!(goal.matches(&replayed.played.ending), "{}", exercise.file);
            assert_eq!(replayed.played.ending.title(), again.ends);
        });
    }
}

#[test]
fn a_person_loses_an_update_by_hand_and_is_graded() {
    on_stage(COUNTER, SafePoints::Every, |stage| {
        let mut commands = vec![step(0, By::Wait), step(1, By::Line)];
        // The second thread begins once the main one has been told that the first has.
        commands.extend([step(0, By::Wait)]);
        let (pilot, _) = drive(stage, Some("prints 1"), &commands);
        let last = pilot.pictures.last().expect("one at the end");
        assert_eq!(last.goal, Some(("prints 1".into(), Some(1))));
        assert_eq!(last.threads[1].line(), Some(5), "{}", words(last));
        assert_eq!(last.threads.len(), 3, "{}", words(last));
        // It reads, the other one does everything, it writes.
        commands.extend([
            step(1, By::Access),
            step(2, By::Wait),
            step(1, By::Wait),
            Command::Run,
        ]);
        let (pilot, summary) = drive(stage, Some("prints 1"), &commands);
        assert_eq!(summary.ending.as_deref(), Some("prints 1"));
        let grade = summary.grade.expect("the goal was reached");
        assert!(grade.is_proven && grade.best == Some(1), "{grade:?}");
        let torn = &pilot.pictures[4];
        let place = torn.threads[1].place.as_ref().expect("it stands");
        assert_eq!(place.operands.len(), 1, "{}", words(torn));
        assert_eq!(place.operands[0].text, "0");
        let counter = |picture: &Picture| {
            let globals = picture.globals.iter();
            let mut found = globals.filter(|it| it.variable.name == "counter");
            found.next().map(|it| it.variable.value.text.clone())
        };
        assert_eq!(counter(&pilot.pictures[5]).as_deref(), Some("1"));
        assert_eq!(
            counter(pilot.pictures.last().expect("the end")).as_deref(),
            Some("1")
        );
    });
}

#[test]
fn back_is_where_one_was_and_forward_again_is_the_same() {
    on_stage(COUNTER, SafePoints::Every, |stage| {
        let forth: Vec<Command> = [0, 1, 0, 2, 1, 2, 0, 1]
            .into_iter()
            .zip(
                [
                    By::Wait,
                    By::Line,
                    By::Wait,
                    By::Line,
                    By::Access,
                    By::Instruction,
                ]
                .iter()
                .cycle(),
            )
            .map(|(thread, by)| step(thread, *by))
            .collect();
        let (first, _) = drive(stage, None, &forth);
        let count = first.pictures.len() - 1;
        let mut commands = forth.clone();
        commands.extend(vec![Command::Back; count]);
        commands.extend(forth.clone());
        let (pilot, _) = drive(stage, None, &commands);
        let told: Vec<String> = pilot.pictures.iter().map(words).collect();
        // Commands that could not be carried out have shown the same picture again.
        let mut before: Vec<&String> = told[..=count].iter().collect();
        before.dedup();
        let mut after: Vec<&String> = told[count..].iter().collect();
        after.dedup();
        let back: Vec<&String> = before.iter().rev().copied().collect();
        assert!(before.len() > 6, "{before:?}");
        assert_eq!(after[..back.len()], back);
        assert_eq!(after[back.len() - 1..], before);
    });
}

#[test]
fn one_instruction_back_and_the_beginning() {
    on_stage(COUNTER, SafePoints::Every, |stage| {
        let commands = [
            step(0, By::Line),
            step(0, By::Instruction),
            step(0, By::Instruction),
            Command::BackOne,
            Command::BackOne,
            Command::Start,
            Command::Back,
        ];
        let (pilot, _) = drive(stage, None, &commands);
        let told: Vec<String> = pilot.pictures.iter().map(words).collect();
        assert_eq!([&told[4], &told[5]], [&told[2], &told[1]]);
        assert_eq!([&told[6], &told[7]], [&told[0], &told[0]]);
        assert_eq!(pilot.pictures[2].turns, pilot.pictures[1].turns + 1);
    });
}

#[test]
fn nobody_comes_between_where_there_is_no_safe_point() {
    on_stage(COUNTER, SafePoints::Py310, |stage| {
        let commands = [
            step(0, By::Wait),
            step(1, By::Line),
            step(0, By::Access),
            step(1, By::Instruction),
            step(0, By::Instruction),
            step(1, By::Access),
            step(0, By::Instruction),
        ];
        let (pilot, _) = drive(stage, None, &commands);
        let amid = &pilot.pictures[4];
        assert!(
            amid.threads[1].doing.contains("no safe point"),
            "{}",
            words(amid)
        );
        assert!(!amid.threads[0].can_go && amid.threads[1].can_go);
        // It was refused, and the picture is the same.
        assert_eq!(words(&pilot.pictures[5]), words(amid));
        let past = &pilot.pictures[6];
        assert!(past.threads[0].can_go, "{}", words(past));
        let goal = Goal::new("prints 1");
        let reach = reach(stage, &[], 20_000, &mut |_| true);
        assert!(reach.is_exhaustive && reach.way(&goal).is_none());
        let (pilot, summary) = drive(stage, Some("prints 1"), &[Command::Run]);
        assert_eq!(
            pilot.pictures[0].message,
            ["no schedule ends with 'prints 1'"]
        );
        assert!(summary.grade.is_none());
    });
}

#[test]
fn a_deadlock_shows_who_holds_what_and_who_waits() {
    let exercise = exercises::of_number(6).expect("two locks");
    on_stage(exercise.text, SafePoints::Every, |stage| {
        let mut commands = vec![Command::Find(Some(Goal::new("deadlock")))];
        commands.extend(vec![Command::Follow; 40]);
        let (pilot, summary) = drive(stage, None, &commands);
        assert!(summary.ending.expect("an end").starts_with("deadlock"));
        let last = pilot.pictures.last().expect("the end");
        let locks: Vec<_> = { last.locks.iter() }
            .map(|it| (it.name.as_str(), it.holder, it.waiters.clone()))
            .collect();
        let (one, two) = (ThreadId(1), ThreadId(2));
        let expected = [
            ("first", Some(one), vec![two]),
            ("second", Some(two), vec![one]),
        ];
        assert_eq!(locks, expected);
        assert_eq!(last.threads[1].state, Some(State::Lock));
        assert_eq!(last.threads[1].doing, "waits for second, held by Thread-2");
        assert_eq!(last.threads[0].doing, "waits for the end of Thread-1");
        assert!(last.gil.is_none() && last.threads.iter().all(|it| !it.can_go));
    });
}

#[test]
fn what_can_follow_depends_on_what_has_happened() {
    on_stage(COUNTER, SafePoints::Every, |stage| {
        let find = Command::Find(None);
        let commands = [
            find.clone(),
            step(0, By::Wait),
            step(1, By::Wait),
            find.clone(),
            Command::Choose(7),
            find,
            Command::Choose(1),
            Command::Follow,
        ];
        let (pilot, _) = drive(stage, None, &commands);
        let titles = |at: usize| {
            let found = pilot.pictures[at].found.iter();
            found.map(|it| it.0.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(titles(1), ["prints 2", "prints 1"]);
        // The first thread has done its work: nothing can be lost any more.
        assert_eq!(titles(4), ["prints 2"], "{}", words(&pilot.pictures[4]));
        assert_eq!(
            pilot.pictures[5].message,
            ["there is no ending 7 in the list"]
        );
        let way = pilot.pictures[7].way.as_ref().expect("a way was chosen");
        assert_eq!(way.title, "prints 2");
        let left = pilot.pictures[8].way.as_ref().map_or(0, |way| way.left);
        assert!(left < way.left, "{left}");
    });
}

#[test]
fn scripts_that_raise_end_at_once_or_never_are_told_as_such() {
    let check = |text: &str, commands: &[Command], expected: &str| {
        on_stage(text, SafePoints::Every, |stage| {
            let (_, summary) = drive(stage, None, commands);
            assert_eq!(summary.ending.as_deref(), Some(expected), "{text}");
        });
    };
    let line = vec![step(0, By::Line); 6];
    check("", &line, "prints nothing");
    check("print(1)\nprint(2)\n", &line, "prints 1 / 2");
    check("x = 1\nraise ValueError('no')\n", &line, "ValueError: no");
    check("import sys\nsys.exit(3)\n", &line, "exit status 3");
    let many = "import threading\ndef f():\n    pass\nthreads = [threading.Thread(target=f) for _ in \
                range(12)]\nfor t in threads:\n    t.start()\nfor t in threads:\n    t.join()\nprint('all')\n";
    check(many, &[Command::Run], "prints all");
    on_stage(many, SafePoints::Every, |stage| {
        let mut commands: Vec<Command> = Vec::new();
        for thread in 1..=12 {
            commands.extend([step(0, By::Wait), step(thread, By::Line)]);
        }
        let (pilot, _) = drive(stage, None, &commands);
        let last = pilot.pictures.last().expect("one");
        assert_eq!(last.threads.len(), 13);
        assert_eq!(last.threads[12].line(), Some(3), "{}", words(last));
    });
    let endless = "import threading\nlock = threading.Lock()\ndef f():\n    while True:\n        \
                   with lock:\n            pass\nt = threading.Thread(target=f)\nt.start()\nt.join()\n";
    check(endless, &[Command::Run], "has not ended");
    let daemon = "import threading\nlock = threading.Lock()\ndef f():\n    lock.acquire()\n    \
                  lock.acquire()\nthreading.Thread(target=f, daemon=True).start()\nprint('over')\n";
    let commands = [step(0, By::Wait), step(1, By::Line), Command::Run];
    check(daemon, &commands, "prints over");
}

#[test]
fn whatever_is_done_can_be_kept_and_had_again() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../programs/bugs");
    let mut dice = 0x9E37_79B9_7F4A_7C15u64;
    let mut roll = move |sides: u64| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice >> 20) % sides
    };
    for entry in std::fs::read_dir(folder).expect("the bugs").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("UTF-8");
        let sets = [SafePoints::Every, SafePoints::Py310];
        let set = sets[roll(2) as usize];
        let mut commands: Vec<Command> = Vec::new();
        for _ in 0..60 {
            let by = [By::Instruction, By::Line, By::Access, By::Access, By::Wait];
            commands.push(match roll(12) {
                0 => Command::Back,
                1 => Command::BackOne,
                _ => step(roll(4) as u32, by[roll(5) as usize]),
            });
        }
        commands.extend([Command::Save, Command::Run]);
        on_stage(&text, set, |stage| {
            let (pilot, summary) = drive(stage, None, &commands);
            let schedule = &pilot.kept[0];
            let replayed = replay(stage, schedule.decisions.clone());
            assert!(replayed.refused.is_empty(), "{:?}", entry.path());
            let ending = &replayed.played.ending;
            assert_ne!(ending.how, How::GivenUp);
            assert_eq!(ending.title(), schedule.ends, "{:?}", entry.path());
            assert!(summary.ending.is_some(), "{:?}", entry.path());
        });
    }
}
