//! Expressions by chance.

use super::chance::Chance;
use super::tree::Kind::{Fun, Int, Ints, Map, Nest, Node, Str};
use super::tree::{Expr, Kind};

/// A way to write an expression: a text, and the kinds of what stands in its holes.
type Form = (&'static str, &'static [Kind]);

const INTS: &[Form] = &[
    ("(@ + @)", &[Int, Int]),
    ("(@ - @)", &[Int, Int]),
    ("(@ * @ % 97)", &[Int, Int]),
    ("(@ // 3)", &[Int]),
    ("len(@)", &[Ints]),
    ("len(@)", &[Str]),
    ("len(@)", &[Map]),
    ("len(@)", &[Nest]),
    ("at(@, @)", &[Ints, Int]),
    ("@[@]", &[Ints, Int]),
    ("sum(@)", &[Ints]),
    ("max(@, default=0)", &[Ints]),
    ("@.total()", &[Node]),
    ("@.n", &[Node]),
    ("len(@.kids)", &[Node]),
    ("@(@)", &[Fun, Int]),
    ("@.get(@, @)", &[Map, Str, Int]),
    ("@[@]", &[Map, Str]),
    ("sum(walk(@))", &[Node]),
    ("next(steps(@, @), -1)", &[Int, Node]),
    ("(@ if @ > @ else @)", &[Int, Int, Int, Int]),
    ("(0 if weakref.ref(@)() is None else 1)", &[Node]),
    ("COMMON.total()", &[]),
    ("sum(NUMBERS)", &[]),
    ("TABLE['a'][@ % 2]", &[Int]),
    ("attempt(fail, @, @)", &[Int, Int]),
];

const STRS: &[Form] = &[
    ("(@ + @)[:12]", &[Str, Str]),
    ("str(@)", &[Int]),
    ("@.upper()", &[Str]),
    ("('<%d>' % @)", &[Int]),
    ("'{}-{}'.format(@, @)", &[Int, Str]),
    ("repr(@)[:30]", &[Nest]),
    ("repr(@)[:30]", &[Map]),
    ("repr(@)[:30]", &[Node]),
    ("','.join(map(str, @))", &[Ints]),
    ("TEXTS[@ % 3]", &[Int]),
    ("type(@).__name__", &[Fun]),
];

const LISTS: &[Form] = &[
    ("[@, @]", &[Int, Int]),
    ("[@]", &[Int]),
    ("(@ + @)[:8]", &[Ints, Ints]),
    ("sorted(@)", &[Ints]),
    ("[x + 1 for x in @]", &[Ints]),
    ("[x for x in @ if x % 2]", &[Ints]),
    ("list(walk(@))[:8]", &[Node]),
    ("list(map(@, @))", &[Fun, Ints]),
    ("@[-1]", &[Nest]),
    ("list(@.values())", &[Map]),
    ("list(steps(@, @))", &[Int, Node]),
    ("list(NUMBERS)", &[]),
    ("(@ or [@])", &[Ints, Int]),
    ("list(reversed(@))", &[Ints]),
];

const NESTS: &[Form] = &[
    ("[@, @]", &[Ints, Ints]),
    ("[@]", &[Ints]),
    ("(@ + [@])[:4]", &[Nest, Ints]),
    ("[list(x) for x in @]", &[Nest]),
    ("copy.copy(@)", &[Nest]),
    ("[@ for _ in range(2)]", &[Ints]),
];

const MAPS: &[Form] = &[
    ("{'a': @, 'b': @}", &[Int, Int]),
    ("{@: @}", &[Str, Int]),
    ("dict(zip('abc', @))", &[Ints]),
    ("{**@, 'c': @}", &[Map, Int]),
    ("{str(x): x for x in @}", &[Ints]),
    ("dict(@)", &[Map]),
];

const NODES: &[Form] = &[
    ("Node(@)", &[Int]),
    ("Loud(@)", &[Int]),
    ("Node(@, [@, Node(@)])", &[Int, Node, Int]),
    ("Loud(@, [@])", &[Int, Node]),
    ("@.first()", &[Node]),
    ("(@ if @ else @)", &[Node, Int, Node]),
    ("passed(@)", &[Node]),
];

const FUNS: &[Form] = &[
    ("adder(@)", &[Int]),
    ("counter(@)", &[Int]),
    ("holder(@)", &[Node]),
    ("(lambda x, k=@: x + k)", &[Int]),
    ("(lambda x, k=@: x + sum(k))", &[Ints]),
    ("@.plus", &[Node]),
    ("functools.partial(plus, @)", &[Int]),
    ("abs", &[]),
];

fn forms(kind: Kind) -> &'static [Form] {
    match kind {
        Int => INTS,
        Str => STRS,
        Ints => LISTS,
        Nest => NESTS,
        Map => MAPS,
        Node => NODES,
        Fun => FUNS,
    }
}

/// Makes expressions and, in `deeds`, statements.
pub(super) struct Maker {
    pub(super) chance: Chance,
    /// What can be called: the text of the call with holes, the kinds of arguments and result.
    pub(super) calls: Vec<(String, Vec<Kind>, Kind)>,
}

impl Maker {
    pub(super) fn n(&mut self, limit: u64) -> u64 {
        self.chance.below(limit)
    }

    /// One of the variables of a kind.
    pub(super) fn variable(&mut self, kind: Kind) -> String {
        let (letter, count) = kind.variables();
        format!("{letter}{}", self.n(count))
    }

    /// An expression that is at most so deep.
    pub(super) fn expr(&mut self, kind: Kind, depth: u32) -> Expr {
        if depth == 0 || self.chance.once_in(3) {
            return self.simple(kind);
        }
        let able: Vec<usize> = (0..self.calls.len())
            .filter(|at| self.calls[*at].2 == kind)
            .collect();
        if !able.is_empty() && self.chance.once_in(6) {
            let call = self.calls[*self.chance.pick(&able)].clone();
            return self.filled(kind, &call.0, &call.1, depth);
        }
        let (form, kinds) = *self.chance.pick(forms(kind));
        self.filled(kind, form, kinds, depth)
    }

    fn filled(&mut self, kind: Kind, form: &str, kinds: &[Kind], depth: u32) -> Expr {
        let parts = kinds.iter().map(|kind| self.expr(*kind, depth - 1));
        Expr {
            kind,
            form: form.to_string(),
            parts: parts.collect(),
        }
    }

    /// A variable or a literal.
    fn simple(&mut self, kind: Kind) -> Expr {
        match kind {
            Int if self.chance.once_in(2) => Expr::leaf(kind, self.n(20).to_string()),
            Str if self.chance.once_in(2) => {
                let text = *self.chance.pick(&["'a'", "'b'", "'xyz'", "''"]);
                Expr::leaf(kind, text)
            }
            _ => Expr::leaf(kind, self.variable(kind)),
        }
    }

    /// An object that nobody else has: to be handed to another thread.
    pub(super) fn fresh(&mut self) -> Expr {
        let forms: [(&str, &[Kind]); 6] = [
            ("Node(@)", &[Int]),
            ("Loud(@)", &[Int]),
            ("Node(@, [Loud(@), Node(@)])", &[Int, Int, Int]),
            ("Node(sum([@, @]), [Node(@)])", &[Int, Int, Int]),
            ("Node(@, tag=[[@], {'a': [@]}])", &[Int, Int, Int]),
            ("Node(@, tag=adder(@))", &[Int, Int]),
        ];
        let (form, kinds) = *self.chance.pick(&forms);
        self.filled(Node, form, kinds, 2)
    }
}
