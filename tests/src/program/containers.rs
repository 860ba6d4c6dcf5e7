//! Expressions that give lists, tuples, dictionaries and sets.

use super::Kind::{Bytes, Dict, Int, List, Set, Str, Tuple};
use super::{Kind, Maker};

impl Maker {
    /// An expression whose text does not depend on the order of a set of strings.
    pub(super) fn unordered(&mut self, kind: Kind, d: u32) -> String {
        self.expr(if kind == Set { List } else { kind }, d)
    }

    pub(super) fn slice(&mut self) -> String {
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

    pub(super) fn list(&mut self, d: u32) -> String {
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

    pub(super) fn tuple(&mut self, d: u32) -> String {
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

    pub(super) fn dict(&mut self, d: u32) -> String {
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

    pub(super) fn set(&mut self, d: u32) -> String {
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
}
