//! Programs as trees, printed as Python.
//!
//! A node is a text with holes, written `@`, and what stands in them; so making, printing and shrinking
//! programs know nothing of what the texts say. Expressions have kinds, and one may stand in the place
//! of another of its kind.

use super::program::Family;

/// What kind of value an expression has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A whole number.
    Int,
    /// A string.
    Str,
    /// A list of whole numbers.
    Ints,
    /// A list of lists of whole numbers.
    Nest,
    /// A dict from strings to whole numbers.
    Map,
    /// An object with others below it.
    Node,
    /// A function from a whole number to one.
    Fun,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] = [
        Kind::Int,
        Kind::Str,
        Kind::Ints,
        Kind::Nest,
        Kind::Map,
        Kind::Node,
        Kind::Fun,
    ];

    /// The letter of its variables, and how many there are.
    pub(super) fn variables(self) -> (char, u64) {
        match self {
            Kind::Int => ('i', 3),
            Kind::Str => ('s', 2),
            Kind::Ints => ('l', 2),
            Kind::Nest => ('n', 1),
            Kind::Map => ('d', 2),
            Kind::Node => ('o', 3),
            Kind::Fun => ('f', 2),
        }
    }

    /// Its simplest expression.
    fn least(self) -> &'static str {
        match self {
            Kind::Int => "0",
            Kind::Str => "''",
            Kind::Ints => "[]",
            Kind::Nest => "[]",
            Kind::Map => "{}",
            Kind::Node => "Node(0)",
            Kind::Fun => "len",
        }
    }
}

/// An expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expr {
    /// What it gives.
    pub kind: Kind,
    /// Its text.
    pub form: String,
    /// What stands in the holes.
    pub parts: Vec<Expr>,
}

impl Expr {
    /// An expression without parts.
    pub(super) fn leaf(kind: Kind, text: impl Into<String>) -> Expr {
        Expr {
            kind,
            form: text.into(),
            parts: Vec::new(),
        }
    }

    /// The simplest one of a kind.
    pub(super) fn least(kind: Kind) -> Expr {
        Expr::leaf(kind, kind.least())
    }

    fn text(&self) -> String {
        filled(&self.form, &self.parts)
    }
}

/// A text with its holes filled.
fn filled(form: &str, parts: &[Expr]) -> String {
    let mut out = String::new();
    let mut parts = parts.iter();
    for (index, piece) in form.split('@').enumerate() {
        if index > 0 {
            let part = parts.next().expect("(tree) a part for each hole");
            out.push_str(&part.text());
        }
        out.push_str(piece);
    }
    out
}

/// A line, or several, with a block below it where it ends in a colon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// Its text.
    pub form: String,
    /// What stands in the holes.
    pub parts: Vec<Expr>,
    /// What stands below it.
    pub body: Vec<Stmt>,
}

/// A statement: `try`, say, has several clauses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stmt {
    /// Its clauses.
    pub clauses: Vec<Clause>,
}

impl Stmt {
    /// A statement without blocks.
    pub(super) fn line(form: impl Into<String>, parts: Vec<Expr>) -> Stmt {
        Stmt::block(form, parts, Vec::new())
    }

    /// A statement of one clause.
    pub(super) fn block(form: impl Into<String>, parts: Vec<Expr>, body: Vec<Stmt>) -> Stmt {
        let clauses = vec![Clause {
            form: form.into(),
            parts,
            body,
        }];
        Stmt { clauses }
    }

    /// The same with one more clause.
    pub(super) fn and(mut self, form: impl Into<String>, body: Vec<Stmt>) -> Stmt {
        self.clauses.push(Clause {
            form: form.into(),
            parts: Vec::new(),
            body,
        });
        self
    }

    fn print(&self, depth: usize, out: &mut String) {
        for clause in &self.clauses {
            let text = filled(&clause.form, &clause.parts);
            push(&text, depth, out);
            if text.ends_with(':') {
                print_block(&clause.body, depth + 1, out);
            }
        }
    }
}

/// Adds lines, indented.
fn push(text: &str, depth: usize, out: &mut String) {
    for line in text.lines() {
        let indent = if line.is_empty() { 0 } else { depth * 4 };
        out.push_str(&format!("{:indent$}{line}\n", ""));
    }
}

fn print_block(block: &[Stmt], depth: usize, out: &mut String) {
    if block.is_empty() {
        push("pass", depth, out);
    }
    for stmt in block {
        stmt.print(depth, out);
    }
}

/// A function: a head, its statements, and the text of its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Function {
    /// `def f0(i0, l0):`, and perhaps lines below it.
    pub head: String,
    /// How deep its statements stand below the head.
    pub depth: usize,
    /// Its statements.
    pub body: Vec<Stmt>,
    /// Its result, if it has one.
    pub result: Option<Expr>,
    /// What follows.
    pub tail: String,
}

impl Function {
    fn print(&self, out: &mut String) {
        push(&self.head, 0, out);
        let empty = self.body.is_empty() && self.result.is_none();
        if empty && self.depth > 0 {
            push("pass", self.depth, out);
        }
        for stmt in &self.body {
            stmt.print(self.depth, out);
        }
        if let Some(result) = &self.result {
            push(&format!("return {}", result.text()), self.depth, out);
        }
        push(&self.tail, 0, out);
    }
}

/// A whole program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    /// What it may do, and what must hold of it.
    pub family: Family,
    /// What it was made from.
    pub seed: u64,
    /// What stands before the functions.
    pub head: String,
    /// Functions that any thread calls.
    pub functions: Vec<Function>,
    /// What each thread runs; the last one is the first thread's own.
    pub threads: Vec<Function>,
    /// What stands after all else. `@` stands for the names of the threads' functions.
    pub tail: String,
}

impl Program {
    /// The program as Python.
    pub fn text(&self) -> String {
        let mut out = self.head.clone();
        for function in self.functions.iter().chain(&self.threads) {
            function.print(&mut out);
        }
        let others = self.threads.len().saturating_sub(1);
        let names: Vec<String> = { self.threads[..others].iter() }
            .filter_map(|thread| Some(thread.head.strip_prefix("def ")?.split('(').next()?.into()))
            .collect();
        out.push_str(&self.tail.replace('@', &names.join(", ")));
        out
    }

    /// All blocks that stand in nothing else.
    pub(super) fn blocks(&mut self) -> impl Iterator<Item = &mut Vec<Stmt>> {
        let functions = self.functions.iter_mut().chain(&mut self.threads);
        functions.map(|function| &mut function.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_print_as_python() {
        let sum = Expr {
            kind: Kind::Int,
            form: "(@ + @)".into(),
            parts: vec![Expr::leaf(Kind::Int, "1"), Expr::least(Kind::Int)],
        };
        let inner = Stmt::line("x = 1\ny = 2", Vec::new());
        let stmt = Stmt::block("if @:", vec![sum], vec![inner]).and("else:", Vec::new());
        let mut out = String::new();
        stmt.print(1, &mut out);
        let expected = "    if (1 + 0):\n        x = 1\n        y = 2\n    else:\n        pass\n";
        assert_eq!(out, expected);
    }
}
