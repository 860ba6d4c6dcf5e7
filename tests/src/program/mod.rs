//! Well-formed programs made by chance: arithmetic, strings, containers, control flow, exceptions,
//! classes, closures, generators.
//!
//! A program is a list of pieces, each of which can be left out, so that a failing one can be made
//! smaller. Expressions are mostly of the type that is wanted; now and then one is not, so that the
//! errors are compared as well.

mod containers;
mod literals;
mod numbers;
mod statements;
mod texts;

use crate::chance::Chance;

/// What an expression gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Int,
    Float,
    Str,
    Bool,
    List,
    Tuple,
    Dict,
    Set,
    Bytes,
    Any,
}

use Kind::{Any, Bool, Bytes, Dict, Float, Int, List, Set, Str, Tuple};

/// Kinds, and the variables of each.
const KINDS: &[(Kind, &str)] = &[
    (Int, "i"),
    (Int, "i"),
    (Float, "x"),
    (Str, "s"),
    (Str, "s"),
    (Bool, "b"),
    (List, "l"),
    (List, "l"),
    (Tuple, "t"),
    (Dict, "d"),
    (Set, "q"),
    (Bytes, "y"),
];

/// What every program begins with.
pub const HEAD: &str = "\
def show(*values):
    print(*[repr(value) for value in values])
def CUT(value):
    if isinstance(value, int):
        return value if -10**40 < value < 10**40 else value % 1000003
    if isinstance(value, float) or len(repr(value)) < 400:
        return value
    return type(value)()
def attempt(function, *args):
    try:
        return function(*args)
    except RecursionError:
        return 'too deep'
    except Exception as error:
        return type(error).__name__ + MESSAGE(error)
class Point:
    kind = 'point'
    def __init__(self, x=0, y=0):
        self.x, self.y = x, y
    def __repr__(self):
        return f'Point({self.x!r}, {self.y!r})'
    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)
    def __hash__(self):
        return hash((self.x, self.y))
    def __add__(self, other):
        if isinstance(other, Point):
            return Point(self.x + other.x, self.y + other.y)
        return NotImplemented
    def __radd__(self, other):
        return ('radd', other)
    def __lt__(self, other):
        return self.x < other.x
    def __len__(self):
        return abs(self.x) % 5 if isinstance(self.x, int) else 2
    def __bool__(self):
        return self.x != self.y
    def __getitem__(self, key):
        return (self.x, self.y)[key]
    def __call__(self, *args, **names):
        return (args, sorted(names.items()))
    def __enter__(self):
        show('enter', self.x)
        return self
    def __exit__(self, kind, value, trace):
        show('exit', kind and kind.__name__)
        return self.y == 1
class Sub(Point):
    def __init__(self, x=1):
        super().__init__(x, x)
    @property
    def twice(self):
        return self.x * 2
    @twice.setter
    def twice(self, value):
        self.x = value
    @classmethod
    def make(cls, x):
        return cls(x)
    @staticmethod
    def plain(x):
        return [x]
    def __contains__(self, item):
        return item == self.x
    def __iter__(self):
        yield self.x
        yield from (self.y, self.kind)
";

/// The program of a seed: its pieces. `with_messages`: the messages of exceptions are printed, too.
pub fn pieces(seed: u64, with_messages: bool) -> Vec<String> {
    let mut maker = Maker {
        chance: Chance::new(seed),
        level: 0,
        serial: 0,
        depth_of_functions: 0,
    };
    let message = match with_messages {
        true => "def MESSAGE(error): return ': ' + str(error)\n",
        false => "def MESSAGE(error): return ''\n",
    };
    let mut pieces = vec![format!("{message}{HEAD}")];
    for (index, (kind, letter)) in KINDS.iter().enumerate() {
        if KINDS[..index].iter().all(|(known, _)| known != kind) {
            let values: Vec<String> = (0..3).map(|_| maker.literal(*kind)).collect();
            pieces.push(format!(
                "{letter}0, {letter}1, {letter}2 = {}\n",
                values.join(", ")
            ));
        }
    }
    let count = 6 + maker.chance.below(14);
    for _ in 0..count {
        let statement = maker.statement();
        pieces.push(guarded(&statement, &mut maker));
    }
    pieces.push("show(i0, i1, i2, x0, s0, s1, l0, l1, t0, d0, sorted(q0, key=repr), y0)\n".into());
    pieces
}

/// A statement whose exceptions do not end the program.
fn guarded(statement: &str, maker: &mut Maker) -> String {
    if maker.chance.once_in(60) {
        return statement.to_string();
    }
    let body = indented(statement);
    format!(
        "try:\n{body}except Exception as error:\n    show(type(error).__name__ + MESSAGE(error))\n"
    )
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

struct Maker {
    chance: Chance,
    /// How deeply statements are nested.
    level: u32,
    /// Numbers given to names so far.
    serial: u32,
    depth_of_functions: u32,
}

impl Maker {
    fn n(&mut self, limit: u64) -> u64 {
        self.chance.below(limit)
    }

    fn name(&mut self, prefix: &str) -> String {
        self.serial += 1;
        format!("{prefix}_{}", self.serial)
    }

    fn variable(&mut self, kind: Kind) -> String {
        let letters: Vec<&str> = { KINDS.iter() }
            .filter(|(known, _)| *known == kind || kind == Any)
            .map(|(_, letter)| *letter)
            .collect();
        format!("{}{}", self.chance.pick(&letters), self.n(3))
    }

    fn kind(&mut self) -> Kind {
        self.chance.pick(KINDS).0
    }

    /// An expression of a kind; once in a while of any.
    fn expr(&mut self, kind: Kind, depth: u32) -> String {
        if self.chance.once_in(45) && kind != Any {
            return self.expr(Any, depth);
        }
        if depth == 0 || self.chance.once_in(5) {
            return match self.chance.once_in(3) {
                true => self.literal(kind),
                false => self.variable(kind),
            };
        }
        let depth = depth - 1;
        if self.chance.once_in(14) {
            let (test, a, b) = (
                self.expr(Bool, depth),
                self.expr(kind, depth),
                self.expr(kind, depth),
            );
            return format!("({a} if {test} else {b})");
        }
        match kind {
            Int => self.int(depth),
            Float => self.float(depth),
            Str => self.string(depth),
            Bool => self.boolean(depth),
            List => self.list(depth),
            Tuple => self.tuple(depth),
            Dict => self.dict(depth),
            Set => self.set(depth),
            Bytes => self.bytes(depth),
            Any => self.anything(depth),
        }
    }

    fn anything(&mut self, d: u32) -> String {
        match self.n(14) {
            0 => format!("Point({}, {})", self.expr(Int, d), self.expr(Int, d)),
            1 => format!("Sub({})", self.expr(Int, d)),
            2 => format!("(Point({}, 2) + {})", self.expr(Int, d), self.expr(Any, d)),
            3 => format!("Point({}, 1)[{}]", self.expr(Int, d), self.n(3)),
            4 => format!("Point()({}, k={})", self.expr(Int, d), self.expr(Str, d)),
            5 => format!("list(Sub({}))", self.expr(Int, d)),
            6 => format!("Sub.make({}).twice", self.expr(Int, d)),
            7 => {
                let key = self.key();
                format!("{}.get({key}, {})", self.expr(Dict, d), self.expr(Int, d))
            }
            8 => {
                let key = self.key();
                format!("{}[{key}]", self.expr(Dict, d))
            }
            9 => format!("{}[{}]", self.expr(List, d), self.expr(Int, 0)),
            10 => format!(
                "(lambda a, b={}: {})({})",
                self.expr(Int, d),
                self.chance
                    .pick(&["a + b", "(a, b)", "b", "a * 2", "a == b"]),
                self.expr(Any, d)
            ),
            11 => format!(
                "getattr(Sub(3), {}, {})",
                self.chance.pick(&["'x'", "'twice'", "'none'", "'kind'"]),
                self.expr(Int, d)
            ),
            12 => {
                let op = *self.chance.pick(&[
                    "+", "-", "*", "/", "//", "%", "<", "==", "in", "and", "or", "&", "|",
                ]);
                format!("({} {op} {})", self.expr(Any, d), self.expr(Any, d))
            }
            _ => {
                let kind = self.kind();
                self.expr(kind, d)
            }
        }
    }
}
