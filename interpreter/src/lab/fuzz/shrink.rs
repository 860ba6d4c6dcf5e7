//! Makes a program that fails smaller, as long as it fails in the same way: first threads, then functions,
//! then statements, many at a time, then expressions.

use super::tree::{Clause, Expr, Function, Program, Stmt};

/// The smallest program found for which `fails` holds; it is asked `patience` times at most.
pub fn shrink(
    program: &Program,
    patience: usize,
    fails: &mut dyn FnMut(&Program) -> bool,
) -> Program {
    let mut search = Search {
        best: program.clone(),
        left: patience,
        fails,
    };
    loop {
        let before = search.best.clone();
        search.drop_threads();
        search.drop_functions();
        search.drop_statements();
        search.unwrap_blocks();
        search.simplify();
        if search.best == before || search.left == 0 {
            return search.best;
        }
    }
}

struct Search<'a> {
    best: Program,
    left: usize,
    fails: &'a mut dyn FnMut(&Program) -> bool,
}

impl Search<'_> {
    /// Takes a smaller program if it still fails.
    fn take(&mut self, smaller: Program) -> bool {
        if self.left == 0 || smaller == self.best {
            return false;
        }
        self.left -= 1;
        let fails = (self.fails)(&smaller);
        if fails {
            self.best = smaller;
        }
        fails
    }

    /// Empties what a thread runs: the numbers of the others stay as they are.
    fn drop_threads(&mut self) {
        for at in 0..self.best.threads.len() {
            let mut smaller = self.best.clone();
            smaller.threads[at].body.clear();
            self.take(smaller);
        }
    }

    fn drop_functions(&mut self) {
        for at in (0..self.best.functions.len()).rev() {
            let mut smaller = self.best.clone();
            smaller.functions.remove(at);
            let gone = self.take(smaller);
            if !gone {
                let mut smaller = self.best.clone();
                let function: &mut Function = &mut smaller.functions[at];
                function.body.clear();
                function.result = function.result.take().map(|it| Expr::least(it.kind));
                self.take(smaller);
            }
        }
    }

    /// Leaves out half of all statements, a quarter, … one.
    fn drop_statements(&mut self) {
        let mut length = statements(&mut self.best).div_ceil(2);
        while length > 0 {
            let mut at = 0;
            while at < statements(&mut self.best) && self.left > 0 {
                let mut smaller = self.best.clone();
                let mut number = 0;
                for block in smaller.blocks() {
                    retain(block, &mut number, &|n| !(at..at + length).contains(&n));
                }
                if !self.take(smaller) {
                    at += length;
                }
            }
            length /= 2;
        }
    }

    /// Puts what stands in a statement in its place.
    fn unwrap_blocks(&mut self) {
        let mut at = 0;
        while at < statements(&mut self.best) && self.left > 0 {
            let mut smaller = self.best.clone();
            let mut number = 0;
            for block in smaller.blocks() {
                unwrap(block, &mut number, at);
            }
            self.take(smaller);
            at += 1;
        }
    }

    /// Puts parts of expressions, or the simplest ones, in their places.
    fn simplify(&mut self) {
        let mut at = 0;
        while self.left > 0 {
            let mut whole = None;
            visit(&mut self.best, &mut |number, expr| {
                if number == at {
                    whole = Some(expr.clone());
                }
            });
            let Some(whole) = whole else { return };
            let parts = whole.parts.iter().filter(|part| part.kind == whole.kind);
            let least = Expr::least(whole.kind);
            let choices: Vec<Expr> = std::iter::once(&least).chain(parts).cloned().collect();
            for choice in choices {
                let mut smaller = self.best.clone();
                visit(&mut smaller, &mut |number, expr| {
                    if number == at {
                        *expr = choice.clone();
                    }
                });
                if self.take(smaller) {
                    break;
                }
            }
            at += 1;
        }
    }
}

/// How many statements there are.
fn statements(program: &mut Program) -> usize {
    fn count(block: &[Stmt]) -> usize {
        let clauses = block.iter().flat_map(|stmt| &stmt.clauses);
        block.len() + clauses.map(|clause| count(&clause.body)).sum::<usize>()
    }
    program.blocks().map(|block| count(block)).sum()
}

/// Keeps the statements whose numbers `keeps` knows.
fn retain(block: &mut Vec<Stmt>, number: &mut usize, keeps: &dyn Fn(usize) -> bool) {
    block.retain_mut(|stmt| {
        let is_kept = keeps(*number);
        *number += 1;
        for clause in &mut stmt.clauses {
            retain(&mut clause.body, number, keeps);
        }
        is_kept
    });
}

/// Replaces the statement of this number by what stands in its clauses.
fn unwrap(block: &mut Vec<Stmt>, number: &mut usize, wanted: usize) {
    let mut at = 0;
    while at < block.len() {
        let is_it = *number == wanted;
        *number += 1;
        let bodies = block[at].clauses.iter_mut();
        if is_it {
            let inner: Vec<Stmt> = bodies.flat_map(|it| std::mem::take(&mut it.body)).collect();
            if !inner.is_empty() {
                block.splice(at..at + 1, inner);
            }
            // Whatever follows, no other one is looked for.
            *number = usize::MAX / 2;
            return;
        }
        bodies.for_each(|clause| unwrap(&mut clause.body, number, wanted));
        at += 1;
    }
}

/// Shows all expressions with their numbers.
fn visit(program: &mut Program, see: &mut dyn FnMut(usize, &mut Expr)) {
    fn expr(it: &mut Expr, number: &mut usize, see: &mut dyn FnMut(usize, &mut Expr)) {
        let mine = *number;
        *number += 1;
        see(mine, it);
        for part in &mut it.parts {
            expr(part, number, see);
        }
    }
    fn clause(it: &mut Clause, number: &mut usize, see: &mut dyn FnMut(usize, &mut Expr)) {
        for part in &mut it.parts {
            expr(part, number, see);
        }
        for clause_below in it.body.iter_mut().flat_map(|stmt| &mut stmt.clauses) {
            clause(clause_below, number, see);
        }
    }
    let mut number = 0;
    for block in program.blocks() {
        for it in block.iter_mut().flat_map(|stmt| &mut stmt.clauses) {
            clause(it, &mut number, see);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::program::{Family, program};
    use super::*;

    #[test]
    fn what_makes_a_program_fail_is_all_that_is_left() {
        let fails = |program: &Program| program.text().contains("o0.kids.append(");
        let programs = (0..100).map(|seed| program(Family::Free, seed));
        let whole = { programs }.find(|program| fails(program));
        let mut small = shrink(&whole.expect("one of many"), 5_000, &mut { fails });
        assert!(fails(&small));
        assert!(statements(&mut small) <= 2, "{}", small.text());
        let mut functions = small.functions.iter();
        assert!(functions.all(|function| !function.body.is_empty()));
    }
}
