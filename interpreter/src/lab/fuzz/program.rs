//! Whole programs by chance: classes and functions, threads, and a first thread that starts them, waits
//! for them, and prints what they have to say.
//!
//! Programs of the family `free` are free of races by construction: what threads share is touched under
//! its lock, by operations whose order does not matter; locks within locks are taken in one order;
//! objects that go from thread to thread are kept by nobody else; all printing is done at the end, in
//! an order of its own. No object reaches itself, but in the family `cyclic`.

use super::chance::Chance;
use super::deeds::Place;
use super::objects;
use super::tree::{Expr, Function, Kind, Program, Stmt};
use super::values::Maker;

/// What a program may do, and what must hold of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Family {
    /// One thread, whose objects have last words that are printed as they are said.
    Objects,
    /// Threads without races: they print the same however they are run.
    Free,
    /// The same with circles of objects.
    Cyclic,
    /// Threads that keep to no rule: whatever they print, no object is lost.
    Racy,
}

impl Family {
    /// All families.
    pub const ALL: [Family; 4] = [Family::Objects, Family::Free, Family::Cyclic, Family::Racy];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Family::Objects => "objects",
            Family::Free => "free",
            Family::Cyclic => "cyclic",
            Family::Racy => "racy",
        }
    }

    /// Whether programs print the same in every mode.
    pub fn is_determined(self) -> bool {
        self != Family::Racy
    }
}

/// Classes and functions of all programs with threads.
const HEAD: &str = include_str!("head.py");

/// What the first thread does with the others.
const TAIL: &str = include_str!("tail.py");

/// The program of a seed.
pub fn program(family: Family, seed: u64) -> Program {
    match family {
        Family::Objects => objects::program(seed),
        _ => threaded(family, seed),
    }
}

fn threaded(family: Family, seed: u64) -> Program {
    let mut maker = Maker {
        chance: Chance::new(seed),
        calls: Vec::new(),
    };
    let functions = (0..1 + maker.n(3)).map(|number| function(&mut maker, number));
    let functions = functions.collect();
    let count = 2 + maker.n(3);
    let threads = (0..=count).map(|number| thread(&mut maker, family, number, count));
    let threads = threads.collect();
    Program {
        family,
        seed,
        head: HEAD.into(),
        functions,
        threads,
        tail: match family {
            Family::Cyclic => TAIL.into(),
            _ => TAIL.replace("gc.collect()\n", ""),
        },
    }
}

/// A function that any thread calls, and that calls those before it.
fn function(maker: &mut Maker, number: u64) -> Function {
    let kinds: Vec<Kind> = (0..1 + maker.n(2))
        .map(|_| *maker.chance.pick(&Kind::ALL))
        .collect();
    let names: Vec<String> = kinds.iter().map(|kind| maker.variable(*kind)).collect();
    let result = *maker.chance.pick(&Kind::ALL);
    let given: Vec<String> = (0..names.len()).map(|at| format!("a{at}")).collect();
    let mut body = maker.variables();
    for (name, (kind, given)) in names.iter().zip(kinds.iter().zip(&given)) {
        let value = Expr::leaf(*kind, given.clone());
        body.push(Stmt::line(format!("{name} = @"), vec![value]));
    }
    body.extend(maker.groups(Place::Function, 1, 2));
    body.extend(maker.block(Place::Function, 2, 2));
    let value = maker.expr(result, 2);
    let holes = vec!["@"; kinds.len()].join(", ");
    let call = (format!("job{number}({holes})"), kinds, result);
    maker.calls.push(call);
    Function {
        head: format!("def job{number}({}):", given.join(", ")),
        depth: 1,
        body,
        result: Some(value),
        tail: String::new(),
    }
}

/// What a thread runs, the last one being the first thread's own part.
fn thread(maker: &mut Maker, family: Family, number: u64, count: u64) -> Function {
    let place = Place::Thread { number, family };
    let mut body = maker.variables();
    let groups = 3 + maker.n(4);
    body.extend(maker.groups(place, groups, 3));
    let shared = match family {
        Family::Racy => "    global stream, turns, words\n",
        _ => "",
    };
    // What the thread before sends, in its order; the first thread has nobody before it.
    let drain = match number {
        1.. if number < count => format!(
            "    for item in iter(pipes[{}].get, None):\n        out.append(item.total())\n",
            number - 1
        ),
        _ => String::new(),
    };
    Function {
        head: format!("def worker{number}(out):\n{shared}    try:"),
        depth: 2,
        body,
        result: None,
        tail: format!(
            "    except Exception as error:\n        out.append(type(error).__name__)\n    \
             finally:\n        pipes[{number}].put(None)\n{drain}"
        ),
    }
}
