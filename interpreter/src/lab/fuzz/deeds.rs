//! Statements by chance.

use super::program::Family;
use super::tree::Kind::{self, Fun, Int, Ints, Map, Nest, Node, Str};
use super::tree::{Expr, Stmt};
use super::values::Maker;

/// Where statements stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// In a function that any thread calls: it has nothing but its own.
    Function,
    /// In what a thread runs: its number, and how many there are.
    Thread {
        /// Its number.
        number: u64,
        /// What all threads share may be touched only as the family says.
        family: Family,
    },
}

/// A way to write a statement.
type Form = (&'static str, &'static [Kind]);

/// What a thread does with what is its own. A digit stands for a variable: `o0` may be any `o`.
const PRIVATE: &[Form] = &[
    ("i0 += @", &[Int]),
    ("i0 = i1 = @", &[Int]),
    ("l0.append(@)", &[Int]),
    ("l0.extend((@)[:3])", &[Ints]),
    ("l0[:1] = (@)[:3]", &[Ints]),
    ("l0.sort()", &[]),
    ("del l0[::2]", &[]),
    ("if len(l0) > 40: l0 = []", &[]),
    ("l0.pop()", &[]),
    ("n0.append(@)", &[Ints]),
    ("n0[0].append(@)", &[Int]),
    ("l0 = n0[0]", &[]),
    ("n0 = n0[-3:]", &[]),
    ("d0[@] = @", &[Str, Int]),
    ("d0.pop(@, None)", &[Str]),
    ("del d0[@]", &[Str]),
    ("d0.update(@)", &[Map]),
    ("d0.setdefault(@, @)", &[Str, Int]),
    ("o0.n = @", &[Int]),
    ("o0.n += @", &[Int]),
    ("o0.kids.append(Node(@))", &[Int]),
    ("if o0.kids: o0.kids.pop()", &[]),
    ("o0.tag = @", &[Ints]),
    ("o0.tag = adder(@)", &[Int]),
    ("del o0.tag", &[]),
    ("o0, o1 = o1, o0", &[]),
    ("i0, *l0 = [@, @, @]", &[Int, Int, Int]),
    ("f0 = functools.partial(plus, @)", &[Int]),
    ("f0 = o0.plus", &[]),
    ("o0 = copy.copy(o1)", &[]),
    ("s0 = (s0 + @)[-9:]", &[Str]),
    ("i0 = next(g, -1)", &[]),
    ("g = steps(@, @)", &[Int, Node]),
    ("g = over(@, @)", &[Int, Node]),
    ("g.close()", &[]),
    ("g.throw(Boom(@))", &[Int]),
    ("raise Boom(@)", &[Int]),
    ("raise Boom(@) from KeyError(@)", &[Int, Str]),
    ("fail(@, @)", &[Int, Int]),
    ("del o0\no0 = Node(@)", &[Int]),
    ("r = weakref.ref(o0)\ni0 = 1 if r() is o0 else 0", &[]),
    (
        "def inner(x, k=@):\n    return x + k + i1\nf0 = inner",
        &[Int],
    ),
    (
        "def inner(x, k=@):\n    return x + k.n\nf0 = inner",
        &[Node],
    ),
    ("i0 = [f(2) for f in (@, @)][0]", &[Fun, Fun]),
    ("i0 = sum(x.n for x in (@, @))", &[Node, Node]),
];

/// What threads that keep to the rules do with what they share: sums, and what is sorted in the end.
const SHARED: &[Form] = &[
    ("with lock0:\n    boxes[0].n += @", &[Int]),
    ("with lock1:\n    bump(tally, @, @)", &[Str, Int]),
    (
        "with lock0:\n    with lock1:\n        boxes[0].n += @\n        bump(tally, @, @)",
        &[Int, Str, Int],
    ),
    ("with lock1:\n    seen.append(@)", &[Int]),
    (
        "with lock2, lock3:\n    with lock2:\n        boxes[1].n -= @",
        &[Int],
    ),
    ("with enough:\n    i0 = @", &[Int]),
    (
        "lock1.acquire()\ntry:\n    seen.extend(@)\nfinally:\n    lock1.release()",
        &[Ints],
    ),
    (
        "with lock0:\n    junk = spare.pop() if spare else None",
        &[],
    ),
    ("with lock0:\n    junk = spare[-1] if spare else None", &[]),
    ("with lock0:\n    spare[:] = spare[-4:]", &[]),
    (
        "with changed:\n    boxes[2].n += @\n    changed.notify_all()",
        &[Int],
    ),
    ("time.sleep(0)", &[]),
    ("time.sleep(0.0001)", &[]),
    ("local.n = @\ni0 = local.n", &[Int]),
];

/// The same with an object that goes from thread to thread.
const HANDED: &[&str] = &[
    "with lock0:\n    spare.append(@)",
    "with lock0:\n    boxes[0].tag = @",
    "mail.put(@)",
    "post.append(@)",
    "pipe.put(@)",
];

/// What threads do that keep to no rule.
const RACY: &[Form] = &[
    ("boxes[0].n += @", &[Int]),
    ("boxes[0].first = @", &[Node]),
    (
        "boxes[0].first, boxes[1].first = boxes[1].first, boxes[0].first",
        &[],
    ),
    ("o0 = boxes[0].first", &[]),
    ("i0 = boxes[1].first.total()", &[]),
    ("boxes[1].items = @", &[Ints]),
    ("boxes[1].items.append(@)", &[Int]),
    ("l0 = boxes[1].items", &[]),
    ("seen.append(@)", &[Int]),
    ("seen.pop()", &[]),
    ("seen.sort()", &[]),
    ("seen[:2] = [@]", &[Int]),
    ("del seen[8:]", &[]),
    ("tally[@] = @", &[Str, Int]),
    ("tally.pop(@)", &[Str]),
    ("tally.update(@)", &[Map]),
    ("for x in tally: i0 += tally[x]", &[]),
    ("for x in seen: i0 += x", &[]),
    ("spare.append(@)", &[Node]),
    ("o0 = spare.pop()", &[]),
    ("o0 = spare[0]", &[]),
    ("spare[0], spare[-1] = spare[-1], spare[0]", &[]),
    ("del spare[4:]", &[]),
    ("spare.clear()", &[]),
    ("nests.append(@)", &[Ints]),
    ("l0 = nests[-1]", &[]),
    ("nests.pop().append(@)", &[Int]),
    ("functions.append(@)", &[Fun]),
    ("f0 = functions.pop()", &[]),
    ("i0 = functions[-1](@)", &[Int]),
    ("crowd.add(@)", &[Int]),
    ("crowd.discard(@)", &[Int]),
    ("i0 = sum(crowd)", &[]),
    ("post.append(@)", &[Node]),
    ("o0 = post.popleft()", &[]),
    ("post.rotate(1)", &[]),
    ("i0 = next(stream, 0)", &[]),
    ("stream = steps(@, @)", &[Int, Node]),
    ("turns += @", &[Int]),
    ("words = (words + @)[-20:]", &[Str]),
    ("Node.bonus = @", &[Int]),
    ("Node.plus_one = @", &[Fun]),
    ("del Node.bonus", &[]),
    ("i0 = o0.bonus", &[]),
    ("refs.append(weakref.ref(@))", &[Node]),
    ("o0 = refs[-1]() or o0", &[]),
    ("table[o0.n] = @", &[Node]),
    ("table.pop(@, None)", &[Int]),
    ("o0 = table.setdefault(@, @)", &[Int, Node]),
];

/// Circles of a thread's own objects.
const CIRCLES: &[Form] = &[
    // A traceback holds frames, and they their callers'.
    ("o0.tag = caught(@)", &[Int]),
    ("o0.peer = o0", &[]),
    ("o0.peer = o1\no1.peer = o0", &[]),
    ("o0.tag = holder(o0)", &[]),
    ("o0.tag = o0.plus", &[]),
    ("o0.tag = [o0, {'o': o1}]", &[]),
    (
        "def again(x):\n    return again(x - 1) if x > 0 else i1\ni0 = again(2)",
        &[],
    ),
    ("o0.peer = walk(o0)\ni0 = next(o0.peer)", &[]),
    ("if i0 % 3 == 0: gc.collect()", &[]),
];

impl Maker {
    /// Statements, `depth` of them within each other at most.
    pub(super) fn block(&mut self, place: Place, count: u64, depth: u32) -> Vec<Stmt> {
        let count = count / 2 + 1 + self.n(count);
        (0..count).map(|_| self.stmt(place, depth)).collect()
    }

    fn stmt(&mut self, place: Place, depth: u32) -> Stmt {
        if depth > 0 && self.chance.once_in(4) {
            return self.compound(place, depth);
        }
        if let Place::Thread { number, family } = place {
            match self.n(10) {
                0 | 1 => return self.say(),
                2..=4 => return self.common(number, family),
                _ => {}
            }
        }
        if self.chance.once_in(3) {
            return self.assign();
        }
        let (form, kinds) = *self.chance.pick(PRIVATE);
        self.line(form, kinds)
    }

    /// A statement of a table, with variables by chance.
    fn line(&mut self, form: &str, kinds: &[Kind]) -> Stmt {
        let parts = kinds.iter().map(|kind| self.expr(*kind, 2)).collect();
        let form = self.renamed(form);
        Stmt::line(form, parts)
    }

    /// The text with other variables: `o0` becomes any of the variables for objects.
    fn renamed(&mut self, form: &str) -> String {
        let mut out = String::new();
        let mut word = String::new();
        for c in form.chars().chain([' ']) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            let kind = Kind::ALL.into_iter().find(|kind| {
                let (letter, count) = kind.variables();
                (0..count).any(|n| word == format!("{letter}{n}"))
            });
            match kind {
                // The captured variable of closures stays what it is.
                Some(kind) if word != "i1" && self.chance.once_in(2) => {
                    out.push_str(&self.variable(kind));
                }
                _ => out.push_str(&word),
            }
            word.clear();
            out.push(c);
        }
        out.pop();
        out
    }

    fn assign(&mut self) -> Stmt {
        let kind = *self.chance.pick(&Kind::ALL);
        let value = self.expr(kind, 3);
        let name = self.variable(kind);
        Stmt::line(format!("{name} = @"), vec![value])
    }

    /// Notes something that is to be printed.
    fn say(&mut self) -> Stmt {
        let kind = *self.chance.pick(&[Int, Int, Str, Ints, Nest, Map, Node]);
        let value = self.expr(kind, 3);
        Stmt::line("out.append(str(@))", vec![value])
    }

    /// Does something with what threads share.
    fn common(&mut self, number: u64, family: Family) -> Stmt {
        if family == Family::Racy && !self.chance.once_in(4) {
            let (form, kinds) = *self.chance.pick(RACY);
            return self.line(form, kinds);
        }
        if family == Family::Cyclic && self.chance.once_in(2) {
            let (form, kinds) = *self.chance.pick(CIRCLES);
            return self.line(form, kinds);
        }
        if self.chance.once_in(3) {
            let form = *self.chance.pick(HANDED);
            let form = form.replace("pipe", &format!("pipes[{number}]"));
            let object = self.fresh();
            return Stmt::line(form, vec![object]);
        }
        let (form, kinds) = *self.chance.pick(SHARED);
        self.line(form, kinds)
    }

    fn compound(&mut self, place: Place, depth: u32) -> Stmt {
        let body = self.block(place, 2, depth - 1);
        match self.n(12) {
            0 | 1 => {
                let count = self.expr(Int, 1);
                Stmt::block("for i2 in range(@ % 4):", vec![count], body)
            }
            2 => {
                let items = self.expr(Ints, 2);
                Stmt::block("for i2 in list(@)[:3]:", vec![items], body)
            }
            3 => {
                let nodes = (self.expr(Node, 1), self.expr(Node, 1));
                Stmt::block("for o2 in (@, @):", vec![nodes.0, nodes.1], body)
            }
            4 => {
                let parts = vec![self.expr(Int, 1), self.expr(Node, 1)];
                let leave = Stmt::line("if i2 > 3: break", Vec::new());
                let body = body.into_iter().chain([leave]).collect();
                Stmt::block("for i2 in steps(@, @):", parts, body)
            }
            5 | 6 => {
                let parts = vec![self.expr(Int, 2), self.expr(Int, 2)];
                let other = self.block(place, 1, depth - 1);
                Stmt::block("if @ < @:", parts, body).and("else:", other)
            }
            7 => {
                let value = self.expr(Int, 1);
                Stmt::block("with Scope(@) as i2:", vec![value], body)
            }
            _ => self.attempt(place, body, depth),
        }
    }

    fn attempt(&mut self, place: Place, body: Vec<Stmt>, depth: u32) -> Stmt {
        let class = *self.chance.pick(&[
            "Boom",
            "(IndexError, KeyError)",
            "LookupError",
            "Exception",
            "(Boom, ValueError)",
        ]);
        let handler = self.block(place, 1, depth - 1);
        let attempt = Stmt::block("try:", Vec::new(), body);
        let attempt = attempt.and(format!("except {class} as error:"), handler);
        match self.n(3) {
            0 => {
                let last = self.block(place, 1, depth - 1);
                attempt.and("finally:", last)
            }
            1 => {
                let other = self.block(place, 1, depth - 1);
                attempt.and("else:", other)
            }
            _ => attempt,
        }
    }

    /// Statements in groups, after each of which the rest goes on whatever is raised.
    pub(super) fn groups(&mut self, place: Place, count: u64, depth: u32) -> Vec<Stmt> {
        let groups = (0..count).map(|_| {
            let body = self.block(place, 3, depth);
            let note = match place {
                Place::Function => Vec::new(),
                Place::Thread { .. } => {
                    vec![Stmt::line("out.append(type(error).__name__)", Vec::new())]
                }
            };
            Stmt::block("try:", Vec::new(), body).and("except Exception as error:", note)
        });
        groups.collect()
    }

    /// The first values of all variables.
    pub(super) fn variables(&mut self) -> Vec<Stmt> {
        let first = |kind: Kind, n: u64| match kind {
            Int => (n + 1).to_string(),
            Str => format!("'{}'", ["a", "bc"][n as usize % 2]),
            Ints => format!("[{n}, 5, 2]"),
            Nest => "[[1], [2, 3]]".into(),
            Map => format!("{{'a': {n}, 'b': 2}}"),
            Node => format!("Node({n}, [Node(7)])"),
            Fun => format!("adder({n})"),
        };
        let mut stmts = Vec::new();
        for kind in Kind::ALL {
            let (letter, count) = kind.variables();
            for n in 0..count {
                let value = Expr::leaf(kind, first(kind, n));
                stmts.push(Stmt::line(format!("{letter}{n} = @"), vec![value]));
            }
        }
        stmts.push(Stmt::line("g = steps(2, o0)\njunk = None", Vec::new()));
        stmts
    }
}
