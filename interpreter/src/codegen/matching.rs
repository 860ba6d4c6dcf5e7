//! `match`: patterns.
//!
//! While a pattern is tried, the operand stack holds `[.., captures.., parts.., part]`: the values
//! that names will get once the whole pattern has matched, the first one on top of the others; above
//! them parts that wait; on top the part that is looked at, which the pattern takes off. A test that
//! fails jumps into a ladder that pops whatever there is at that point. What takes more than an
//! instruction is asked of the prelude (`_match_sequence` and its kin).

use super::assemble::Label;
use super::expressions::pooled;
use super::{Access, Generator};
use crate::code::Const;
use crate::op::{CompareKind, Op};
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::{Constant, Expr, ExprKind, Ident, MatchCase, Pattern, PatternKind};
use crate::text::Span;

/// A pattern that is being tried.
struct Attempt<'a> {
    /// Names to be bound, in the order of their capture.
    captures: Vec<&'a Ident>,
    /// Parts below the present one.
    waiting: usize,
    /// The ladder: the label at `n` pops `n` values and fails.
    ladder: Vec<Label>,
    /// Whether a pattern that matches everything may stand here.
    irrefutable: bool,
}

impl Attempt<'_> {
    fn new(irrefutable: bool) -> Self {
        Attempt {
            captures: Vec::new(),
            waiting: 0,
            ladder: Vec::new(),
            irrefutable,
        }
    }
}

impl<'a> Generator<'a> {
    pub(super) fn match_statement(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) -> Pass {
        self.expr(subject)?;
        let end = self.unit.asm.label();
        for (case, left) in cases.iter().zip((0..cases.len()).rev()) {
            let (span, is_last) = (case.pattern.span, left == 0);
            if !is_last {
                self.emit(Op::Copy, 1, span);
            }
            let mut attempt = Attempt::new(is_last || case.guard.is_some());
            self.pattern(&case.pattern, &mut attempt)?;
            for name in std::mem::take(&mut attempt.captures) {
                self.variable(name, Access::Store, span)?;
            }
            if let Some(guard) = &case.guard {
                let label = self.rung(&mut attempt, 0);
                self.jump_if(guard, false, label)?;
            }
            if !is_last {
                self.emit(Op::Pop, 0, span);
            }
            self.statements(&case.body)?;
            self.unit.asm.jump(Op::Jump, end, span);
            self.fall(attempt, span);
        }
        self.unit.asm.bind(end);
        Ok(())
    }

    /// The label that pops `count` values and fails.
    fn rung(&mut self, attempt: &mut Attempt<'a>, count: usize) -> Label {
        while attempt.ladder.len() <= count {
            attempt.ladder.push(self.unit.asm.label());
        }
        attempt.ladder[count]
    }

    /// The ladder itself: where it ends, the pattern has failed.
    fn fall(&mut self, attempt: Attempt<'a>, span: Span) {
        for (count, label) in attempt.ladder.into_iter().enumerate().rev() {
            self.unit.asm.bind(label);
            if count > 0 {
                self.emit(Op::Pop, 0, span);
            }
        }
    }

    /// Fails by a conditional jump that pops what it looks at.
    fn fail(&mut self, op: Op, attempt: &mut Attempt<'a>, span: Span) {
        let label = self.rung(attempt, attempt.waiting + attempt.captures.len());
        self.unit.asm.jump(op, label, span);
    }

    fn pattern(&mut self, pattern: &'a Pattern, attempt: &mut Attempt<'a>) -> Pass {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => {
                self.expr(value)?;
                self.emit(Op::CompareOp, CompareKind::Eq as u32, span);
                self.fail(Op::PopJumpIfFalse, attempt, span);
                Ok(())
            }
            PatternKind::Singleton(constant) => {
                let constant = match constant {
                    Constant::None => Const::None,
                    Constant::Bool(truth) => Const::Bool(*truth),
                    _ => unreachable!("(syntax) None, True and False are the singletons"),
                };
                self.unit.asm.load_const(constant, span);
                self.emit(Op::IsOp, 0, span);
                self.fail(Op::PopJumpIfFalse, attempt, span);
                Ok(())
            }
            PatternKind::As {
                pattern: None,
                name,
            } => {
                if !attempt.irrefutable {
                    return irrefutable(name.as_ref(), span);
                }
                self.capture(name.as_ref(), attempt, span)
            }
            PatternKind::As {
                pattern: Some(inner),
                name,
            } => {
                self.emit(Op::Copy, 1, span);
                attempt.waiting += 1;
                self.pattern(inner, attempt)?;
                attempt.waiting -= 1;
                self.capture(name.as_ref(), attempt, span)
            }
            PatternKind::Star(name) => self.capture(name.as_ref(), attempt, span),
            PatternKind::Sequence(items) => self.sequence_pattern(items, attempt, span),
            PatternKind::Mapping {
                keys,
                patterns,
                rest,
            } => self.mapping_pattern((keys, patterns, rest.as_ref()), attempt, span),
            PatternKind::Class {
                class,
                positional,
                keywords,
            } => self.class_pattern((class, positional, keywords), attempt, span),
            PatternKind::Or(choices) => self.or_pattern(choices, attempt, span),
        }
    }

    /// A pattern inside another: it may match everything.
    fn part(&mut self, pattern: &'a Pattern, attempt: &mut Attempt<'a>) -> Pass {
        let outer = std::mem::replace(&mut attempt.irrefutable, true);
        self.pattern(pattern, attempt)?;
        attempt.irrefutable = outer;
        Ok(())
    }

    /// Parts that were just put on the stack, the first on top, each with its pattern.
    fn parts(
        &mut self,
        patterns: impl ExactSizeIterator<Item = &'a Pattern>,
        attempt: &mut Attempt<'a>,
    ) -> Pass {
        attempt.waiting += patterns.len();
        for pattern in patterns {
            attempt.waiting -= 1;
            self.part(pattern, attempt)?;
        }
        Ok(())
    }

    /// Keeps the top for a name, below everything but what was captured before; drops it without.
    fn capture(&mut self, name: Option<&'a Ident>, attempt: &mut Attempt<'a>, span: Span) -> Pass {
        let Some(name) = name else {
            self.emit(Op::Pop, 0, span);
            return Ok(());
        };
        if attempt.captures.contains(&name) {
            let message = format!("multiple assignments to name '{name}' in pattern");
            return Err(CompileError::syntax(span, message));
        }
        self.sink(attempt.waiting + attempt.captures.len() + 1, span);
        attempt.captures.push(name);
        Ok(())
    }

    /// Moves the top below the `count - 1` values under it.
    fn sink(&mut self, count: usize, span: Span) {
        for depth in (2..=count).rev() {
            self.emit(Op::Swap, depth as u32, span);
        }
    }

    /// Asks a function of the prelude about the top, which stays; `arguments` loads what else it is
    /// told, and says how much that is.
    fn ask_about(
        &mut self,
        function: &str,
        span: Span,
        arguments: impl FnOnce(&mut Self) -> Result<u32, Box<CompileError>>,
    ) -> Pass {
        self.global(Op::LoadBuiltin, function, span);
        self.emit(Op::Copy, 2, span);
        let count = arguments(self)?;
        self.emit(Op::Call, count + 1, span);
        Ok(())
    }

    fn load_number(&mut self, number: usize, span: Span) {
        self.unit.asm.load_const(Const::Int(number as i64), span);
    }

    fn sequence_pattern(
        &mut self,
        items: &'a [Pattern],
        attempt: &mut Attempt<'a>,
        span: Span,
    ) -> Pass {
        let is_star = |item: &Pattern| matches!(item.kind, PatternKind::Star(_));
        let star = items.iter().position(is_star);
        if let Some(star) = star
            && items[star + 1..].iter().any(is_star)
        {
            let message = "multiple starred names in sequence pattern";
            return Err(CompileError::syntax(span, message));
        }
        self.ask_about("_match_sequence", span, |this| {
            this.load_number(items.len() - star.is_some() as usize, span);
            let open = Const::Bool(star.is_some());
            this.unit.asm.load_const(open, span);
            Ok(2)
        })?;
        attempt.waiting += 1;
        self.fail(Op::PopJumpIfFalse, attempt, span);
        attempt.waiting -= 1;
        match star {
            Some(star) => {
                let after = items.len() - star - 1;
                self.emit(Op::UnpackEx, (star | after << 8) as u32, span);
            }
            None => self.emit(Op::UnpackSequence, items.len() as u32, span),
        }
        self.parts(items.iter(), attempt)
    }

    fn mapping_pattern(
        &mut self,
        (keys, patterns, rest): (&'a [Expr], &'a [Pattern], Option<&'a Ident>),
        attempt: &mut Attempt<'a>,
        span: Span,
    ) -> Pass {
        distinct(keys, span)?;
        self.ask_about("_match_mapping", span, |this| {
            keys.iter().try_for_each(|key| this.expr(key))?;
            this.unit.asm.build_tuple(keys.len(), span);
            this.unit.asm.load_const(Const::Bool(rest.is_some()), span);
            Ok(2)
        })?;
        self.found_values(attempt, span);
        let count = patterns.len() + rest.is_some() as usize;
        self.emit(Op::UnpackSequence, count as u32, span);
        attempt.waiting += rest.is_some() as usize;
        self.parts(patterns.iter(), attempt)?;
        if rest.is_some() {
            attempt.waiting -= 1;
            self.capture(rest, attempt, span)?;
        }
        Ok(())
    }

    /// On top of the part lies a tuple of what was found in it, or None: fails, or leaves the tuple
    /// in the part's place.
    fn found_values(&mut self, attempt: &mut Attempt<'a>, span: Span) {
        self.emit(Op::Swap, 2, span);
        self.emit(Op::Pop, 0, span);
        self.emit(Op::Copy, 1, span);
        attempt.waiting += 1;
        self.fail(Op::PopJumpIfNone, attempt, span);
        attempt.waiting -= 1;
    }

    fn class_pattern(
        &mut self,
        (class, positional, keywords): (&'a Expr, &'a [Pattern], &'a [(Ident, Pattern)]),
        attempt: &mut Attempt<'a>,
        span: Span,
    ) -> Pass {
        for (index, (name, pattern)) in keywords.iter().enumerate() {
            if keywords[..index].iter().any(|(known, _)| known == name) {
                let message = format!("attribute name repeated in class pattern: {name}");
                return Err(CompileError::syntax(pattern.span, message));
            }
        }
        self.ask_about("_match_class", span, |this| {
            this.expr(class)?;
            this.load_number(positional.len(), span);
            let names = keywords.iter().map(|(name, _)| Const::Str((**name).into()));
            let names = Const::Tuple(names.collect());
            this.unit.asm.load_const(names, span);
            Ok(3)
        })?;
        self.found_values(attempt, span);
        let count = positional.len() + keywords.len();
        self.emit(Op::UnpackSequence, count as u32, span);
        let all: Vec<&'a Pattern> = { positional.iter() }
            .chain(keywords.iter().map(|(_, pattern)| pattern))
            .collect();
        self.parts(all.into_iter(), attempt)
    }

    fn or_pattern(
        &mut self,
        choices: &'a [Pattern],
        attempt: &mut Attempt<'a>,
        span: Span,
    ) -> Pass {
        let matched = self.unit.asm.label();
        let mut names: Option<Vec<&'a Ident>> = None;
        for (choice, left) in choices.iter().zip((0..choices.len()).rev()) {
            self.emit(Op::Copy, 1, choice.span);
            let mut own = Attempt::new(left == 0 && attempt.irrefutable);
            self.pattern(choice, &mut own)?;
            let captured = std::mem::take(&mut own.captures);
            match &names {
                None => names = Some(captured),
                Some(names) => same_names(names, &captured, span)?,
            }
            self.unit.asm.jump(Op::Jump, matched, choice.span);
            self.fall(own, choice.span);
        }
        self.emit(Op::Pop, 0, span);
        self.fail(Op::Jump, attempt, span);
        self.unit.asm.bind(matched);
        let names = names.unwrap_or_default();
        let depth = names.len() + 1 + attempt.waiting + attempt.captures.len();
        for name in names {
            self.sink(depth, span);
            if attempt.captures.contains(&name) {
                let message = format!("multiple assignments to name '{name}' in pattern");
                return Err(CompileError::syntax(span, message));
            }
            attempt.captures.push(name);
        }
        self.emit(Op::Pop, 0, span);
        Ok(())
    }
}

fn same_names(first: &[&Ident], other: &[&Ident], span: Span) -> Pass {
    let same = first.len() == other.len() && first.iter().all(|name| other.contains(name));
    if !same {
        let message = "alternative patterns bind different names";
        return Err(CompileError::syntax(span, message));
    }
    if first != other {
        return Err(CompileError::unsupported(
            span,
            "alternatives that capture the same names in another order",
            "write a case for each",
        ));
    }
    Ok(())
}

/// Keys that are constants must differ.
fn distinct(keys: &[Expr], span: Span) -> Pass {
    let mut seen = Vec::new();
    for key in keys {
        if let ExprKind::Constant(constant) = &key.kind {
            let constant = pooled(constant);
            if seen.contains(&constant) {
                let shown = constant.repr();
                let message = format!("mapping pattern checks duplicate key ({shown})");
                return Err(CompileError::syntax(span, message));
            }
            seen.push(constant);
        }
    }
    Ok(())
}

fn irrefutable(name: Option<&Ident>, span: Span) -> Pass {
    let message = match name {
        Some(name) => format!("name capture '{name}' makes remaining patterns unreachable"),
        None => "wildcard makes remaining patterns unreachable".into(),
    };
    Err(CompileError::syntax(span, message))
}
