//! Well-formed programs made by chance: arithmetic, strings, containers, control flow, exceptions,
//! classes, closures, generators.
//!
//! A program is a list of pieces, each of which can be left out, so that a failing one can be made
//! smaller. Expressions are mostly of the type that is wanted; now and then one is not, so that the
//! errors are compared as well.

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

    fn literal(&mut self, kind: Kind) -> String {
        match kind {
            Int => self.int_literal(),
            Float => {
                let choices = [
                    "0.0",
                    "1.5",
                    "-2.25",
                    "1e10",
                    "0.1",
                    "-0.0",
                    "3.0",
                    "1e-7",
                    "123456.789",
                    "2.5",
                    "1e16",
                    "float('inf')",
                    "0.5",
                ];
                self.chance.pick(&choices).to_string()
            }
            Str => {
                let choices = [
                    "''",
                    "'a'",
                    "'abc'",
                    "'Hello, World'",
                    "'x y  z'",
                    "\"it's\"",
                    "'é€𝄞'",
                    "'tab\\there'",
                    "'12'",
                    "'-7'",
                    "'3.5'",
                    "'AbC'",
                    "'line\\nbreak'",
                    "'%s-%d'",
                    "'{}:{}'",
                    "'aXbXc'",
                    "'ß'",
                ];
                self.chance.pick(&choices).to_string()
            }
            Bool => self.chance.pick(&["True", "False"]).to_string(),
            Bytes => self
                .chance
                .pick(&[
                    "b''",
                    "b'ab'",
                    "b'\\x00\\xff'",
                    "bytes(3)",
                    "bytes([65, 66])",
                    "'é'.encode()",
                ])
                .to_string(),
            List => {
                let items = self.literals(4);
                format!("[{items}]")
            }
            Tuple => {
                let items = self.literals(3);
                if items.is_empty() {
                    "()".into()
                } else {
                    format!("({items},)")
                }
            }
            Dict => {
                let count = self.n(4);
                let items: Vec<String> = (0..count)
                    .map(|_| {
                        let key = self.key();
                        let kind = self.kind();
                        let value = if self.chance.once_in(3) {
                            self.literal(kind)
                        } else {
                            self.int_literal()
                        };
                        format!("{key}: {value}")
                    })
                    .collect();
                format!("{{{}}}", items.join(", "))
            }
            Set => {
                let count = self.n(5);
                let items: Vec<String> = (0..count).map(|_| self.n(40).to_string()).collect();
                if items.is_empty() {
                    "set()".into()
                } else {
                    format!("{{{}}}", items.join(", "))
                }
            }
            Any => {
                let kind = self.kind();
                match self.n(6) {
                    0 => "None".into(),
                    1 => format!("Point({}, {})", self.n(4), self.n(4)),
                    2 => format!("Sub({})", self.n(4)),
                    _ => self.literal(kind),
                }
            }
        }
    }

    fn int_literal(&mut self) -> String {
        match self.n(10) {
            0..6 => self.n(12).to_string(),
            6 => format!("-{}", self.n(50)),
            7 => (self.n(1000) * 37).to_string(),
            8 => format!("{}", (1u64 << 62) + self.n(1 << 62)),
            _ => format!("-{}{:09}", 10 + self.n(1 << 40), self.n(1_000_000_000)),
        }
    }

    fn key(&mut self) -> String {
        match self.n(3) {
            0 => self.n(6).to_string(),
            1 => self.chance.pick(&["'a'", "'b'", "'key'"]).to_string(),
            _ => self
                .chance
                .pick(&["(1, 2)", "None", "2.0", "True", "b'k'"])
                .to_string(),
        }
    }

    fn literals(&mut self, most: u64) -> String {
        let count = self.n(most + 1);
        let same = self.kind();
        let mixed = self.chance.once_in(4);
        let items: Vec<String> = (0..count)
            .map(|_| match (mixed, same) {
                (true, _) => self.literal(Any),
                (_, List | Tuple | Dict | Set) => self.int_literal(),
                (_, kind) => self.literal(kind),
            })
            .collect();
        items.join(", ")
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

    fn int(&mut self, d: u32) -> String {
        match self.n(24) {
            0..5 => {
                let op = *self.chance.pick(&["+", "-", "*", "//", "%", "&", "|", "^"]);
                let (a, b) = (self.expr(Int, d), self.expr(Int, d));
                format!("({a} {op} {b})")
            }
            5 => format!("({} ** {})", self.expr(Int, d), self.n(5)),
            6 => format!("({} << {})", self.expr(Int, d), self.n(70)),
            7 => format!("({} >> {})", self.expr(Int, d), self.n(70)),
            8 => format!(
                "({}{})",
                self.chance.pick(&["-", "+", "~"]),
                self.expr(Int, d)
            ),
            9 => {
                let kind = *self.chance.pick(&[List, Str, Tuple, Dict, Set, Bytes]);
                format!("len({})", self.expr(kind, d))
            }
            10 => format!("abs({})", self.expr(Int, d)),
            11 => format!("{}.index({})", self.expr(List, d), self.expr(Int, d)),
            12 => format!("{}.count({})", self.expr(Str, d), self.expr(Str, d)),
            13 => format!("{}.find({})", self.expr(Str, d), self.expr(Str, d)),
            14 => format!("int({})", {
                let kind = *self.chance.pick(&[Str, Float, Bool, Int]);
                self.expr(kind, d)
            }),
            15 => format!("ord({}[{}])", self.expr(Str, d), self.n(3)),
            16 => format!("sum({})", self.ints(d)),
            17 => format!(
                "{}({}, {})",
                self.chance.pick(&["min", "max"]),
                self.expr(Int, d),
                self.expr(Int, d)
            ),
            18 => format!(
                "divmod({}, {})[{}]",
                self.expr(Int, d),
                self.expr(Int, d),
                self.n(2)
            ),
            19 => {
                // The hash of a NaN is its identity's.
                let kind = *self.chance.pick(&[Int, Bool]);
                format!("hash({})", self.number(kind, d))
            }
            20 => format!("({}).bit_length()", self.expr(Int, d)),
            21 => format!(
                "round({}, {})",
                self.expr(Int, d),
                self.chance.pick(&["-1", "0", "-2", "None"])
            ),
            22 => format!(
                "pow({}, {}, {})",
                self.expr(Int, d),
                self.n(9),
                self.expr(Int, d)
            ),
            _ => format!("{}[{}]", self.ints(d), self.expr(Int, 0)),
        }
    }

    /// An expression that is surely a number.
    fn number(&mut self, kind: Kind, d: u32) -> String {
        let name = match kind {
            Float => "float",
            Bool => "bool",
            _ => "int",
        };
        format!("{name}({})", self.expr(kind, d))
    }

    /// A list of integers.
    fn ints(&mut self, d: u32) -> String {
        match self.n(4) {
            0 => format!(
                "[n * {} for n in range({})]",
                self.expr(Int, d.min(1)),
                self.n(6)
            ),
            1 => format!(
                "list(range({}, {}, {}))",
                self.n(10),
                self.n(20),
                self.chance.pick(&["1", "2", "-1", "3"])
            ),
            _ => {
                let items: Vec<String> = (0..1 + self.n(4))
                    .map(|_| self.expr(Int, d.min(1)))
                    .collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    fn float(&mut self, d: u32) -> String {
        match self.n(10) {
            0..4 => {
                let op = *self.chance.pick(&["+", "-", "*", "/", "//", "%"]);
                let (a, b) = (self.expr(Float, d), self.expr(Float, d));
                format!("({a} {op} {b})")
            }
            4 => format!("({} / {})", self.expr(Int, d), self.expr(Int, d)),
            5 => format!("float({})", {
                let kind = *self.chance.pick(&[Int, Str, Bool]);
                self.expr(kind, d)
            }),
            6 => format!("round({}, {})", self.expr(Float, d), self.n(4)),
            7 => format!("abs({})", self.expr(Float, d)),
            8 => format!(
                "({} ** {})",
                self.expr(Float, d),
                self.chance.pick(&["2", "0.5", "-1", "0", "3"])
            ),
            _ => format!("-{}", self.expr(Float, d)),
        }
    }

    fn string(&mut self, d: u32) -> String {
        match self.n(26) {
            0 | 1 => format!("({} + {})", self.expr(Str, d), self.expr(Str, d)),
            2 => format!("({} * {})", self.expr(Str, d), self.n(4)),
            3 => format!(
                "{}.{}()",
                self.expr(Str, d),
                self.chance.pick(&[
                    "upper",
                    "lower",
                    "title",
                    "strip",
                    "swapcase",
                    "capitalize",
                    "casefold",
                    "lstrip",
                    "rstrip"
                ])
            ),
            4 => {
                let slice = self.slice();
                format!("{}[{slice}]", self.expr(Str, d))
            }
            5 => format!(
                "{}.replace({}, {})",
                self.expr(Str, d),
                self.expr(Str, d),
                self.expr(Str, d)
            ),
            6 => format!(
                "{}.join(str(v) for v in {})",
                self.expr(Str, d),
                self.expr(List, d)
            ),
            7 => {
                let kind = self.kind();
                format!("str({})", self.unordered(kind, d))
            }
            8 => {
                let kind = self.kind();
                format!("repr({})", self.unordered(kind, d))
            }
            9..12 => self.fstring(d),
            12 => {
                let spec = self.spec_of_int();
                format!("format({}, '{spec}')", self.expr(Int, d))
            }
            13 => {
                let spec = self.spec_of_float();
                format!("format({}, '{spec}')", self.expr(Float, d))
            }
            14 => format!(
                "('%{}' % {})",
                self.chance
                    .pick(&["d", "5d", "-5d", "x", "o", "05d", "+d", "s", "r", "i"]),
                self.expr(Int, d)
            ),
            15 => format!(
                "('%{}' % {})",
                self.chance
                    .pick(&["f", ".2f", "8.3f", "e", "g", ".3g", "s"]),
                self.expr(Float, d)
            ),
            16 => format!(
                "('%s|%r|%5s' % ({}, {}, {}))",
                self.expr(Int, d),
                self.expr(Str, d),
                self.expr(Str, d)
            ),
            17 => format!(
                "{}.{}({}{})",
                self.expr(Str, d),
                self.chance.pick(&["center", "ljust", "rjust"]),
                self.n(12),
                self.chance.pick(&["", ", '*'"])
            ),
            18 => format!("{}.zfill({})", self.expr(Str, d), self.n(9)),
            19 => format!("chr({})", 60 + self.n(300)),
            20 => format!(
                "{}({})",
                self.chance.pick(&["hex", "bin", "oct"]),
                self.expr(Int, d)
            ),
            21 => format!(
                "'{{0}}-{{1!r:>8}}-{{0:<4}}'.format({}, {})",
                self.expr(Int, d),
                self.expr(Str, d)
            ),
            22 => format!(
                "{}.decode('{}')",
                self.expr(Bytes, d),
                self.chance.pick(&["utf-8", "latin-1", "ascii"])
            ),
            23 => format!(
                "{}.{}({})",
                self.expr(Str, d),
                self.chance
                    .pick(&["removeprefix", "removesuffix", "strip", "lstrip", "rstrip"]),
                self.expr(Str, d)
            ),
            24 => format!("type({}).__name__", self.expr(Any, d)),
            _ => format!("ascii({})", self.expr(Str, d)),
        }
    }

    /// An expression whose text does not depend on the order of a set of strings.
    fn unordered(&mut self, kind: Kind, d: u32) -> String {
        self.expr(if kind == Set { List } else { kind }, d)
    }

    fn spec_of_int(&mut self) -> String {
        let parts = [
            &["", "<", ">", "^", "=", "*^", "0>"][..],
            &["", "+", "-", " "],
            &["", "#"],
            &["", "0"],
            &["", "1", "8", "20"],
            &["", ",", "_"],
            &["", "d", "x", "b", "o", "X", "e", ".2f", "g", "%", "c"],
        ];
        self.spec_of(&parts)
    }

    fn spec_of_float(&mut self) -> String {
        let parts = [
            &["", "<", ">", "^", "="][..],
            &["", "+", " "],
            &["", "0"],
            &["", "10", "3"],
            &["", ",", "_"],
            &["", ".0", ".2", ".5"],
            &["", "f", "e", "g", "%", "E", "G", "F"],
        ];
        self.spec_of(&parts)
    }

    /// A choice from each part of a format specification: its first, which says nothing, or any.
    fn spec_of(&mut self, parts: &[&[&'static str]]) -> String {
        parts
            .iter()
            .map(|part| {
                if self.chance.once_in(2) {
                    part[0]
                } else {
                    *self.chance.pick(part)
                }
            })
            .collect()
    }

    fn fstring(&mut self, d: u32) -> String {
        let kind = *self
            .chance
            .pick(&[Int, Float, Str, List, Tuple, Bool, Dict]);
        let inner = self.simple(kind, d);
        let spec = match (kind, self.n(4)) {
            (Int, 0 | 1) => format!(":{}", self.spec_of_int()),
            (Float, 0 | 1) => format!(":{}", self.spec_of_float()),
            (Str, 0) => format!(
                ":{}",
                self.chance
                    .pick(&[">8", "<8", "^9", "*^9", ".2", "5.1", "s"])
            ),
            (_, 2) => self
                .chance
                .pick(&["!r", "!s", "!a", "=", "!r:>20"])
                .to_string(),
            _ => String::new(),
        };
        format!("f'<{{{inner}{spec}}}>'")
    }

    /// An expression that can stand in an f-string of any Python 3: without quotes and backslashes.
    fn simple(&mut self, kind: Kind, d: u32) -> String {
        let text = self.expr(kind, d.min(1));
        let is_simple = !text.contains(['\'', '"', '\\', '{', '}', ':', '!', '=']);
        if is_simple {
            format!("({text})")
        } else {
            self.variable(kind)
        }
    }

    fn boolean(&mut self, d: u32) -> String {
        match self.n(16) {
            0..3 => {
                let kind = *self.chance.pick(&[Int, Float, Str, List, Tuple]);
                let op = *self.chance.pick(&["<", "<=", ">", ">=", "==", "!="]);
                format!("({} {op} {})", self.expr(kind, d), self.expr(kind, d))
            }
            3 => format!(
                "({} < {} <= {})",
                self.expr(Int, d),
                self.expr(Int, d),
                self.expr(Int, d)
            ),
            4 => format!(
                "({} {} {})",
                self.expr(Bool, d),
                self.chance.pick(&["and", "or"]),
                self.expr(Bool, d)
            ),
            5 => format!("(not {})", self.expr(Any, d)),
            6 => {
                let kind = *self.chance.pick(&[List, Set, Dict, Tuple]);
                format!(
                    "({} {} {})",
                    self.expr(Int, d),
                    self.chance.pick(&["in", "not in"]),
                    self.expr(kind, d)
                )
            }
            7 => format!("({} in {})", self.expr(Str, d), self.expr(Str, d)),
            8 => format!(
                "isinstance({}, {})",
                self.expr(Any, d),
                self.chance.pick(&[
                    "int",
                    "str",
                    "(list, tuple)",
                    "Point",
                    "float",
                    "object",
                    "bool"
                ])
            ),
            9 => format!("bool({})", self.expr(Any, d)),
            10 => format!(
                "{}({})",
                self.chance.pick(&["any", "all"]),
                self.expr(List, d)
            ),
            11 => format!(
                "{}.{}()",
                self.expr(Str, d),
                self.chance.pick(&[
                    "isdigit",
                    "isalpha",
                    "isalnum",
                    "isupper",
                    "islower",
                    "isspace",
                    "istitle",
                    "isidentifier",
                    "isnumeric"
                ])
            ),
            12 => format!(
                "{}.{}({})",
                self.expr(Str, d),
                self.chance.pick(&["startswith", "endswith"]),
                self.expr(Str, d)
            ),
            13 => format!("({} == {})", self.expr(Any, d), self.expr(Any, d)),
            14 => format!(
                "({} {} {})",
                self.expr(Set, d),
                self.chance.pick(&["<=", "<", ">=", "=="]),
                self.expr(Set, d)
            ),
            _ => format!("({} is None)", self.expr(Any, d)),
        }
    }

    fn slice(&mut self) -> String {
        let end = |maker: &mut Maker| match maker.n(3) {
            0 => String::new(),
            1 => maker.n(5).to_string(),
            _ => format!("-{}", 1 + maker.n(5)),
        };
        let (from, to) = (end(self), end(self));
        match self.n(3) {
            0 => format!(
                "{from}:{to}:{}",
                self.chance.pick(&["2", "-1", "-2", "1", "3"])
            ),
            _ => format!("{from}:{to}"),
        }
    }

    fn list(&mut self, d: u32) -> String {
        match self.n(20) {
            0 | 1 => {
                let items: Vec<String> = (0..self.n(4))
                    .map(|_| {
                        let kind = self.kind();
                        self.unordered(kind, d.min(1))
                    })
                    .collect();
                format!("[{}]", items.join(", "))
            }
            2 => format!("({} + {})", self.expr(List, d), self.expr(List, d)),
            3 => format!("({} * {})", self.expr(List, d), self.n(3)),
            4 => {
                let slice = self.slice();
                format!("{}[{slice}]", self.expr(List, d))
            }
            5 => format!(
                "sorted({}{})",
                self.expr(List, d),
                self.chance.pick(&[
                    "",
                    ", reverse=True",
                    ", key=repr",
                    ", key=str, reverse=True"
                ])
            ),
            6 => format!("list({})", {
                let kind = *self.chance.pick(&[Str, Tuple, Dict, List, Bytes]);
                self.expr(kind, d)
            }),
            7 => format!(
                "[v for v in {} if {}]",
                self.expr(List, d),
                self.chance
                    .pick(&["v", "not v", "v != 1", "isinstance(v, int)"])
            ),
            8 => format!("[(k, v) for k, v in {}.items()]", self.expr(Dict, d)),
            9 => format!(
                "{}.split({})",
                self.expr(Str, d),
                self.chance.pick(&["", "'X'", "' '", "None, 1", "', '"])
            ),
            10 => format!("list(zip({}, {}))", self.expr(List, d), self.expr(Str, d)),
            11 => format!("list(enumerate({}, {}))", self.expr(List, d), self.n(3)),
            12 => format!(
                "list(map({}, {}))",
                self.chance
                    .pick(&["str", "repr", "bool", "lambda v: (v, v)", "type", "int"]),
                self.expr(List, d)
            ),
            13 => format!(
                "list(filter({}, {}))",
                self.chance
                    .pick(&["None", "bool", "lambda v: v != 0", "lambda v: v > 1"]),
                self.expr(List, d)
            ),
            14 => format!("list(reversed({}))", {
                let kind = *self.chance.pick(&[List, Tuple, Str]);
                self.expr(kind, d)
            }),
            15 => format!("[*{}, *{}]", self.expr(List, d), self.expr(Tuple, d)),
            16 => format!("sorted({})", self.expr(Set, d)),
            17 => format!(
                "[a * b for a in {} for b in range({})]",
                self.ints(d),
                self.n(4)
            ),
            18 => format!(
                "list({}.{}())",
                self.expr(Dict, d),
                self.chance.pick(&["keys", "values", "items"])
            ),
            _ => format!(
                "{}.partition({})[{}:]",
                self.expr(Str, d),
                self.expr(Str, d),
                self.n(2)
            ),
        }
    }

    fn tuple(&mut self, d: u32) -> String {
        match self.n(7) {
            0 => format!("({}, {})", self.expr(Int, d), self.expr(Str, d)),
            1 => format!("tuple({})", {
                let kind = *self.chance.pick(&[List, Str, Dict]);
                self.expr(kind, d)
            }),
            2 => format!("({} + {})", self.expr(Tuple, d), self.expr(Tuple, d)),
            3 => {
                let slice = self.slice();
                format!("{}[{slice}]", self.expr(Tuple, d))
            }
            4 => format!("divmod({}, {})", self.expr(Int, d), self.expr(Int, d)),
            5 => format!("{}.partition({})", self.expr(Str, d), self.expr(Str, d)),
            _ => format!("(*{}, {})", self.expr(Tuple, d), self.expr(Int, d)),
        }
    }

    fn dict(&mut self, d: u32) -> String {
        match self.n(7) {
            0 => {
                let key = self.key();
                format!("{{{key}: {}, **{}}}", self.expr(Int, d), self.expr(Dict, d))
            }
            1 => format!(
                "{{k: {} for k in {}}}",
                self.expr(Int, d),
                self.expr(Str, d)
            ),
            2 => format!("dict(zip({}, {}))", self.expr(Str, d), self.ints(d)),
            3 => format!("({} | {})", self.expr(Dict, d), self.expr(Dict, d)),
            4 => format!("dict(a={}, b={})", self.expr(Int, d), self.expr(Str, d)),
            5 => format!("dict.fromkeys({}, {})", self.expr(Str, d), self.n(3)),
            _ => format!("{{v: k for k, v in enumerate({})}}", self.expr(Str, d)),
        }
    }

    fn set(&mut self, d: u32) -> String {
        match self.n(5) {
            0 => format!("set({})", self.ints(d.min(1))),
            1 => format!(
                "({} {} {})",
                self.expr(Set, d),
                self.chance.pick(&["|", "&", "-", "^"]),
                self.expr(Set, d)
            ),
            2 => format!("{{n % {} for n in {}}}", 1 + self.n(9), self.ints(d)),
            3 => format!("frozenset({})", self.ints(d.min(1))),
            _ => format!(
                "{}.{}({})",
                self.expr(Set, d),
                self.chance.pick(&["union", "difference", "intersection"]),
                self.ints(d.min(1))
            ),
        }
    }

    fn bytes(&mut self, d: u32) -> String {
        match self.n(5) {
            0 => format!(
                "{}.encode('{}')",
                self.expr(Str, d),
                self.chance.pick(&["utf-8", "ascii", "latin-1"])
            ),
            1 => format!("({} + {})", self.expr(Bytes, d), self.expr(Bytes, d)),
            2 => {
                let slice = self.slice();
                format!("{}[{slice}]", self.expr(Bytes, d))
            }
            3 => format!("bytes({})", self.ints(0)),
            _ => format!(
                "({}).to_bytes({}, '{}')",
                self.expr(Int, d),
                1 + self.n(9),
                self.chance.pick(&["big", "little"])
            ),
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

    fn block(&mut self, most: u64) -> String {
        self.level += 1;
        let count = 1 + self.n(most);
        let text: String = (0..count).map(|_| self.statement()).collect();
        self.level -= 1;
        indented(&text)
    }

    /// A statement of one or more lines.
    fn statement(&mut self) -> String {
        if self.level >= 3 {
            return self.plain();
        }
        match self.n(30) {
            0..13 => self.plain(),
            13..15 => self.branch(),
            15..18 => self.counted_loop(),
            18 => self.while_loop(),
            19..21 => self.exceptions(),
            21..24 => self.function(),
            24..26 => self.generator(),
            26 => self.class(),
            27 => self.with(),
            28 => self.matching(),
            _ => self.closure(),
        }
    }

    fn plain(&mut self) -> String {
        match self.n(22) {
            0..6 => {
                let kind = self.kind();
                let value = self.unordered(kind, 3);
                format!("show({value})\n")
            }
            6..10 => {
                let kind = self.kind();
                let (name, value) = (self.variable(kind), self.expr(kind, 3));
                format!("{name} = CUT({value})\n")
            }
            10 => {
                let op = *self.chance.pick(&["+", "-", "*", "//", "%", "&", "|", "^"]);
                let name = self.variable(Int);
                format!("{name} {op}= {}\n{name} = CUT({name})\n", self.expr(Int, 2))
            }
            11 => {
                let name = self.variable(Str);
                format!("{name} += {}\n{name} = CUT({name})\n", self.expr(Str, 2))
            }
            12 => {
                let method = *self
                    .chance
                    .pick(&["append", "extend", "remove", "insert", "pop"]);
                let args = match method {
                    "append" => self.expr(Int, 2),
                    "extend" => self.expr(List, 2),
                    "insert" => format!("{}, {}", self.expr(Int, 0), self.expr(Int, 1)),
                    _ => self.expr(Int, 1),
                };
                let name = self.variable(List);
                format!("{name}.{method}({args})\n{name} = CUT({name})\n")
            }
            13 => {
                let key = self.key();
                format!("{}[{key}] = {}\n", self.variable(Dict), self.expr(Int, 2))
            }
            14 => format!(
                "{}[{}] = {}\n",
                self.variable(List),
                self.expr(Int, 0),
                self.expr(Int, 2)
            ),
            15 => {
                let (slice, name) = (self.slice(), self.variable(List));
                format!(
                    "{name}[{slice}] = {}\n{name} = CUT({name})\n",
                    self.expr(List, 2)
                )
            }
            16 => format!(
                "{}, *{} = {}\n",
                self.variable(Int),
                self.variable(List),
                self.ints(1)
            ),
            17 => {
                let slice = self.slice();
                format!("del {}[{slice}]\n", self.variable(List))
            }
            18 => {
                let (a, b) = (self.variable(Int), self.variable(Int));
                format!("{a}, {b} = {b}, {a}\n")
            }
            19 => format!(
                "{}.{}({})\n",
                self.variable(List),
                self.chance.pick(&["sort", "reverse", "clear", "copy"]),
                ""
            ),
            20 => {
                let name = self.variable(Int);
                format!("show(({name} := {}), {name} + 1)\n", self.expr(Int, 2))
            }
            _ => format!("assert {}, {}\n", self.expr(Bool, 2), self.expr(Str, 1)),
        }
    }

    fn branch(&mut self) -> String {
        let (test, other) = (self.expr(Bool, 2), self.expr(Any, 1));
        let (a, b, c) = (self.block(2), self.block(2), self.block(2));
        format!("if {test}:\n{a}elif {other}:\n{b}else:\n{c}")
    }

    fn counted_loop(&mut self) -> String {
        let name = self.name("n");
        let head = match self.n(5) {
            0 => format!("for {name} in range({}):\n", self.n(5)),
            1 => format!("for {name}, i1 in enumerate({}):\n", self.ints(1)),
            2 => format!("for {name} in {}:\n", self.expr(List, 2)),
            3 => format!("for {name} in list({}):\n", self.expr(Dict, 1)),
            _ => format!("for {name} in {}:\n", self.expr(Str, 1)),
        };
        let body = self.block(2);
        let leave = match self.n(4) {
            0 => format!("    if {}: break\n", self.expr(Bool, 1)),
            1 => format!("    if {}: continue\n    show('on')\n", self.expr(Bool, 1)),
            _ => String::new(),
        };
        let otherwise = if self.chance.once_in(3) {
            format!("else:\n{}", self.block(1))
        } else {
            String::new()
        };
        format!("{head}    show({name})\n{leave}{body}{otherwise}")
    }

    fn while_loop(&mut self) -> String {
        let name = self.name("w");
        let body = self.block(2);
        let leave = if self.chance.once_in(2) {
            format!("    if {}: break\n", self.expr(Bool, 1))
        } else {
            String::new()
        };
        format!(
            "{name} = {}\nwhile {name} > 0:\n    {name} -= 1\n{body}{leave}else:\n    show('done', {name})\n",
            self.n(4)
        )
    }

    fn exceptions(&mut self) -> String {
        let body = self.block(2);
        let class = *self.chance.pick(&[
            "ValueError",
            "KeyError",
            "TypeError",
            "(IndexError, ZeroDivisionError)",
            "ArithmeticError",
            "LookupError",
            "Exception",
        ]);
        let raise = match self.n(4) {
            0 => format!(
                "    raise {}({})\n",
                self.chance
                    .pick(&["ValueError", "KeyError", "IndexError", "RuntimeError"]),
                self.expr(Str, 1)
            ),
            1 => format!(
                "    raise ValueError({}) from KeyError(1)\n",
                self.expr(Int, 1)
            ),
            _ => String::new(),
        };
        let handler = self.block(1);
        let again = if self.chance.once_in(5) {
            "    raise\n"
        } else {
            ""
        };
        let rest = match self.n(4) {
            0 => format!("else:\n{}", self.block(1)),
            1 => format!("finally:\n{}", self.block(1)),
            2 => format!("else:\n{}finally:\n{}", self.block(1), self.block(1)),
            _ => String::new(),
        };
        format!(
            "try:\n{body}{raise}except {class} as caught:\n    show('caught', type(caught).__name__, caught.__cause__)\n{handler}{again}{rest}"
        )
    }

    fn function(&mut self) -> String {
        self.depth_of_functions += 1;
        let name = self.name("f");
        let head = *self.chance.pick(&[
            "a, b=2",
            "a, *rest",
            "a, b=1, *, k=3",
            "a, /, b=4, **names",
            "*args, **names",
            "a=1, *args, k=5",
        ]);
        let given = match self.n(6) {
            0 => self.expr(Int, 1),
            1 => format!("{}, {}", self.expr(Int, 1), self.expr(Str, 1)),
            2 => format!("{}, k={}", self.expr(Int, 1), self.expr(Int, 1)),
            3 => format!("*{}", self.ints(1)),
            4 => format!("{}, **{{'b': {}}}", self.expr(Any, 1), self.expr(Int, 1)),
            _ => String::new(),
        };
        let body = self.body();
        let parts: Vec<&str> = head
            .split(", ")
            .map(|part| part.trim_start_matches('*').split('=').next().unwrap_or(""))
            .filter(|part| !part.is_empty() && *part != "/")
            .collect();
        let shown = parts
            .iter()
            .map(|part| {
                if *part == "names" {
                    "sorted(names.items())"
                } else {
                    part
                }
            })
            .collect::<Vec<_>>()
            .join(", ");
        let result = {
            let kind = self.kind();
            self.unordered(kind, 2)
        };
        self.depth_of_functions -= 1;
        format!(
            "def {name}({head}):\n    show({shown})\n{body}    return {result}\nshow(attempt(lambda: {name}({given})))\n"
        )
    }

    /// The body of a function: what it changes is global.
    fn body(&mut self) -> String {
        if self.level > 0 {
            // The variables around may be those of a function.
            return "    pass\n".into();
        }
        let names: Vec<String> = {
            let mut known = Vec::new();
            for (_, letter) in KINDS {
                for n in 0..3 {
                    let name = format!("{letter}{n}");
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
            }
            known
        };
        format!("    global {}\n{}", names.join(", "), self.block(2))
    }

    fn generator(&mut self) -> String {
        let name = self.name("g");
        let (a, b) = (self.expr(Int, 1), self.expr(Str, 1));
        let inner = match self.n(4) {
            0 => "    yield from range(2)\n".to_string(),
            1 => "    got = yield a\n    show('got', got)\n".to_string(),
            2 => format!(
                "    try:\n        yield {b}\n    finally:\n        show('end of {name}')\n"
            ),
            _ => format!(
                "    for n in range(3):\n        if n == {}: return n\n        yield n * a\n",
                self.n(4)
            ),
        };
        let used = match self.n(6) {
            0 => format!("show(list({name}({a})))\n"),
            1 => format!("it = {name}({a})\nshow(next(it), next(it, 'none'))\nit.close()\n"),
            2 => format!("it = {name}({a})\nshow(next(it))\nshow(attempt(it.send, {b}))\n"),
            3 => format!(
                "it = {name}({a})\nshow(next(it))\nshow(attempt(it.throw, ValueError({b})))\n"
            ),
            4 => format!("show(sum(1 for _ in {name}({a})), [*{name}(2)])\n"),
            _ => format!("first, *others = {name}({a})\nshow(first, others)\n"),
        };
        format!("def {name}(a):\n    yield a\n{inner}    yield 'last'\n{used}")
    }

    fn class(&mut self) -> String {
        let name = self.name("C");
        let base = *self
            .chance
            .pick(&["", "(Point)", "(Sub)", "(Exception)", "(Sub, Point)"]);
        let (a, b) = (self.expr(Int, 1), self.expr(Str, 1));
        let method = *self.chance.pick(&[
            "__str__",
            "__len__",
            "__int__",
            "__float__",
            "__index__",
            "__neg__",
            "__abs__",
            "__hash__",
            "__bool__",
        ]);
        let result = match method {
            "__str__" => &b,
            _ => &a,
        };
        let tail = match self.n(6) {
            0 => format!("show(attempt(lambda: {name}() + 1), attempt(lambda: 1 + {name}()))\n"),
            1 => format!(
                "show(attempt(lambda: {name}() < {name}()), attempt(lambda: len({name}())))\n"
            ),
            2 => format!(
                "o = {name}()\no.extra = {b}\nshow(o.extra, hasattr(o, 'none'), attempt(getattr, o, 'none'))\n"
            ),
            3 => format!("show(str({name}())[:5] == str({name}())[:5], bool({name}()))\n"),
            4 => format!("show(attempt(int, {name}()), attempt(lambda: [1, 2, 3][{name}()]))\n"),
            _ => format!(
                "show([base.__name__ for base in {name}.__mro__], {name}.label, isinstance({name}(), Point))\n"
            ),
        };
        format!(
            "class {name}{base}:\n    label = {b}\n    def {method}(self):\n        return {result}\n    def __lt__(self, other): return NotImplemented\n{tail}"
        )
    }

    fn with(&mut self) -> String {
        let body = self.block(2);
        let raise = if self.chance.once_in(3) {
            "    raise KeyError('inside')\n"
        } else {
            ""
        };
        format!(
            "with Point({}, {}) as p, Sub({}):\n    show(p)\n{body}{raise}",
            self.n(3),
            self.n(3),
            self.n(3)
        )
    }

    fn matching(&mut self) -> String {
        let subject = self.expr(Any, 2);
        format!(
            "match {subject}:\n    case {} | {}:\n        show('literal')\n    case [first, *others]:\n        show('list', first, others)\n    case {{'a': value, **rest}}:\n        show('dict', value, rest)\n    case Point(x=got, y={}):\n        show('point', got)\n    case str() as text if {}:\n        show('text', text)\n    case int(n) | float(n):\n        show('number', n)\n    case _:\n        show('other')\n",
            self.n(5),
            self.literal(Str),
            self.n(3),
            self.expr(Bool, 1),
        )
    }

    fn closure(&mut self) -> String {
        let (name, start) = (self.name("make"), self.expr(Int, 1));
        let step = self.expr(Int, 1);
        match self.n(3) {
            0 => format!(
                "def {name}(count):\n    def inner(by={step}):\n        nonlocal count\n        count += by\n        return count\n    return inner\nc = {name}({start})\nshow(c(), c(2), c(by=3))\n"
            ),
            1 => format!(
                "def {name}(function):\n    def wrapper(*args, **names):\n        show('call', args)\n        return function(*args, **names)\n    return wrapper\n@{name}\ndef decorated(a, b={step}):\n    return [a, b]\nshow(attempt(decorated, {start}))\n"
            ),
            _ => format!(
                "fs = [lambda v, n=n: (v, n) for n in range({})]\nshow([f({start}) for f in fs])\n",
                self.n(4)
            ),
        }
    }
}
