//! Programs of one thread made from what objects, their attributes, last words and caches can do to each
//! other; what they print tells when each object dies.

use super::chance::Chance;
use super::program::Family;
use super::tree::{Function, Program, Stmt};

/// What all of them begin with.
const HEAD: &str = include_str!("objects.py");

/// One statement, perhaps of several lines.
fn statement(chance: &mut Chance) -> String {
    let (a, b, k) = (chance.below(4), chance.below(4), chance.below(3));
    let n = chance.below(90) + 10;
    let key = n % 5;
    match chance.below(34) {
        0..4 => format!("v{a} = P({n})"),
        4 | 5 => format!("v{a} = Q({n})"),
        6 => format!("v{a} = v{b}"),
        7 | 8 => format!("print(attempt(put{k}, v{a}, {n}))"),
        9 | 10 => format!("print(show(attempt(get{k}, v{a})))"),
        11 => format!("attempt(put{k}, v{a}, P({n}))"),
        12 => format!("l.append(v{a})"),
        13 => format!("d[{key}] = v{a}"),
        14 => "if l: l.pop()".to_string(),
        15 => format!("d.pop({key}, None)"),
        16 => format!("del l[{}:{}]", a.min(b), a.max(b)),
        17 => format!("l = l + [P({n}), v{a}]"),
        18 => format!("s += str({n})\nprint(len(s), s[-6:])"),
        19 => format!("for i in range({key}):\n    s += s[:3] + str(i)\n    t = s\n    s += t[-1]"),
        20 => format!("g = gen({n}, v{a})\nprint(next(g))"),
        21 => format!("g = plain({n})\nprint(show(next(g)))"),
        22 => format!("g = over({n})\nprint(next(g))"),
        23 => "print(show(next(g, 'end')))".to_string(),
        24 => "g.close()".to_string(),
        25 => "g = gen(0, None)".to_string(),
        26 => format!(
            "try:\n    fail({n}, {k})\nexcept E as e:\n    print(type(e).__name__, e.args[0])"
        ),
        27 => format!("try:\n    del v{a}.a{k}\nexcept AttributeError:\n    print('none')"),
        28 => format!("P.m = lambda self: ({n}, self.n)"),
        29 => format!("print(attempt(call, v{a}), attempt(call, v{b}))"),
        30 => format!(
            "P.a{k} = property(lambda self: ('prop', self.n), lambda self, v: print('set', show(v)))"
        ),
        31 => format!("try:\n    del P.a{k}\nexcept AttributeError:\n    print('none')"),
        32 => format!("print(sorted(getattr(v{a}, '__dict__', ())))"),
        _ => format!("print(closure({n})(), sum(P(i).n for i in range({key})))"),
    }
}

/// The program of a seed: in a function or at the top level of the module.
pub(super) fn program(seed: u64) -> Program {
    let mut chance = Chance::new(seed);
    let mut lines = vec![
        "v0 = v1 = v2 = v3 = None".to_string(),
        "l = []; d = {}; s = 'text' + str(1); t = ''; g = gen(1, None)".to_string(),
    ];
    lines.extend((0..40).map(|_| statement(&mut chance)));
    let dropped = ["v0", "v1", "v2", "v3", "l", "d", "g"];
    lines.extend(dropped.map(|name| format!("print('{name}')\n{name} = None")));
    let body = lines.into_iter().map(|line| Stmt::line(line, Vec::new()));
    let is_function = chance.once_in(2);
    let (head, tail) = match is_function {
        true => ("def body():", "body()"),
        false => ("", ""),
    };
    let body = Function {
        head: head.into(),
        depth: is_function.into(),
        body: body.collect(),
        result: None,
        tail: tail.into(),
    };
    Program {
        family: Family::Objects,
        seed,
        head: HEAD.into(),
        functions: Vec::new(),
        threads: vec![body],
        tail: String::new(),
    }
}
