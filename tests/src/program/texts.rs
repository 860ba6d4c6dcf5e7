//! Expressions that give strings and bytes.

use super::Kind::{Any, Bool, Bytes, Dict, Float, Int, List, Str, Tuple};
use super::{Kind, Maker};

impl Maker {
    pub(super) fn string(&mut self, d: u32) -> String {
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

    pub(super) fn fstring(&mut self, d: u32) -> String {
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
    pub(super) fn simple(&mut self, kind: Kind, d: u32) -> String {
        let text = self.expr(kind, d.min(1));
        let is_simple = !text.contains(['\'', '"', '\\', '{', '}', ':', '!', '=']);
        if is_simple {
            format!("({text})")
        } else {
            self.variable(kind)
        }
    }

    pub(super) fn bytes(&mut self, d: u32) -> String {
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
}
