//! Statements, from a line to a class.

use super::Kind::{Any, Bool, Dict, Int, List, Str};
use super::{KINDS, Maker, indented};

impl Maker {
    pub(super) fn block(&mut self, most: u64) -> String {
        self.level += 1;
        let count = 1 + self.n(most);
        let text: String = (0..count).map(|_| self.statement()).collect();
        self.level -= 1;
        indented(&text)
    }

    /// A statement of one or more lines.
    pub(super) fn statement(&mut self) -> String {
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

    pub(super) fn plain(&mut self) -> String {
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

    pub(super) fn branch(&mut self) -> String {
        let (test, other) = (self.expr(Bool, 2), self.expr(Any, 1));
        let (a, b, c) = (self.block(2), self.block(2), self.block(2));
        format!("if {test}:\n{a}elif {other}:\n{b}else:\n{c}")
    }

    pub(super) fn counted_loop(&mut self) -> String {
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

    pub(super) fn while_loop(&mut self) -> String {
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

    pub(super) fn exceptions(&mut self) -> String {
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

    pub(super) fn function(&mut self) -> String {
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
    pub(super) fn body(&mut self) -> String {
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

    pub(super) fn generator(&mut self) -> String {
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

    pub(super) fn class(&mut self) -> String {
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

    pub(super) fn with(&mut self) -> String {
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

    pub(super) fn matching(&mut self) -> String {
        let subject = self.expr(Any, 2);
        format!(
            "match {subject}:\n    case {} | {}:\n        show('literal')\n    case [first, *others]:\n        show('list', first, others)\n    case {{'a': value, **rest}}:\n        show('dict', value, rest)\n    case Point(x=got, y={}):\n        show('point', got)\n    case str() as text if {}:\n        show('text', text)\n    case int(n) | float(n):\n        show('number', n)\n    case _:\n        show('other')\n",
            self.n(5),
            self.literal(Str),
            self.n(3),
            self.expr(Bool, 1),
        )
    }

    pub(super) fn closure(&mut self) -> String {
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
