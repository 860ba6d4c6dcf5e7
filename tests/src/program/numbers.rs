//! Expressions that give numbers and truths, and how numbers are formatted.

use super::Kind::{Any, Bool, Bytes, Dict, Float, Int, List, Set, Str, Tuple};
use super::{Kind, Maker};

impl Maker {
    pub(super) fn int(&mut self, d: u32) -> String {
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
    pub(super) fn number(&mut self, kind: Kind, d: u32) -> String {
        let name = match kind {
            Float => "float",
            Bool => "bool",
            _ => "int",
        };
        format!("{name}({})", self.expr(kind, d))
    }

    /// A list of integers.
    pub(super) fn ints(&mut self, d: u32) -> String {
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

    pub(super) fn float(&mut self, d: u32) -> String {
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

    pub(super) fn spec_of_int(&mut self) -> String {
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

    pub(super) fn spec_of_float(&mut self) -> String {
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
    pub(super) fn spec_of(&mut self, parts: &[&[&'static str]]) -> String {
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

    pub(super) fn boolean(&mut self, d: u32) -> String {
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
}
