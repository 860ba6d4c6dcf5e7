//! Names in the patterns of `match`.

use super::collect::Collector;
use crate::refusal::Pass;
use crate::syntax::ast::{Expr, MatchCase, Pattern, PatternKind};

impl Collector {
    pub(super) fn match_statement(&mut self, subject: &Expr, cases: &[MatchCase]) -> Pass {
        self.expr(subject)?;
        for case in cases {
            self.pattern(&case.pattern)?;
            self.optional(case.guard.as_ref())?;
            self.statements(&case.body)?;
        }
        Ok(())
    }

    fn pattern(&mut self, pattern: &Pattern) -> Pass {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().try_for_each(|inner| self.pattern(inner))
            }
            PatternKind::Mapping {
                keys,
                patterns,
                rest,
            } => {
                self.exprs(keys)?;
                patterns.iter().try_for_each(|inner| self.pattern(inner))?;
                rest.iter().try_for_each(|name| self.bind(name, span))
            }
            PatternKind::Class {
                class,
                positional,
                keywords,
            } => {
                self.expr(class)?;
                let named = keywords.iter().map(|(_, inner)| inner);
                { positional.iter() }
                    .chain(named)
                    .try_for_each(|inner| self.pattern(inner))
            }
            PatternKind::Star(name) => name.iter().try_for_each(|name| self.bind(name, span)),
            PatternKind::As { pattern, name } => {
                pattern.iter().try_for_each(|inner| self.pattern(inner))?;
                name.iter().try_for_each(|name| self.bind(name, span))
            }
        }
    }
}
