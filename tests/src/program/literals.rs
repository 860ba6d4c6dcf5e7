//! Literals, and the keys of the dictionaries among them.

use super::Kind::{Any, Bool, Bytes, Dict, Float, Int, List, Set, Str, Tuple};
use super::{Kind, Maker};

impl Maker {
    pub(super) fn literal(&mut self, kind: Kind) -> String {
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

    pub(super) fn int_literal(&mut self) -> String {
        match self.n(10) {
            0..6 => self.n(12).to_string(),
            6 => format!("-{}", self.n(50)),
            7 => (self.n(1000) * 37).to_string(),
            8 => format!("{}", (1u64 << 62) + self.n(1 << 62)),
            _ => format!("-{}{:09}", 10 + self.n(1 << 40), self.n(1_000_000_000)),
        }
    }

    pub(super) fn key(&mut self) -> String {
        match self.n(3) {
            0 => self.n(6).to_string(),
            1 => self.chance.pick(&["'a'", "'b'", "'key'"]).to_string(),
            _ => self
                .chance
                .pick(&["(1, 2)", "None", "2.0", "True", "b'k'"])
                .to_string(),
        }
    }

    pub(super) fn literals(&mut self, most: u64) -> String {
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
}
