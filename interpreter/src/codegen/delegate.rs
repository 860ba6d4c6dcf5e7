//! `yield from`, spelt out as PEP 380 does.
//!
//! ```text
//! value = None
//! while True:
//!     try: item = next(it) if value is None else it.send(value)
//!     except StopIteration as end: break with end.value
//!     try: value = yield item
//!     except GeneratorExit: it.close(), if it has that; raise
//!     except BaseException as e: item = it.throw(e), if it has that, as above; yield that
//! ```

use super::Generator;
use super::assemble::{Label, Region};
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::Expr;
use crate::text::Span;

/// The parts of one `yield from`. The iterator lies on the stack all the while, at `height - 1`.
struct Delegation {
    span: Span,
    outer: Option<Region>,
    /// While the iterator is asked for its next item.
    asking: Region,
    /// While a handler runs: `[iterator, previous]`.
    handling: Region,
    /// While this generator is suspended.
    suspended: Region,
    height: u32,
    /// Asks the iterator, with the value sent in on top.
    ask: Label,
    /// Yields the item on top.
    hand_out: Label,
    /// After all, with the result in the iterator's place.
    done: Label,
}

impl<'a> Generator<'a> {
    pub(super) fn yield_from(&mut self, iterable: &'a Expr, span: Span) -> Pass {
        if !self.scope().kind.is_function() {
            return Err(CompileError::syntax(span, "'yield from' outside function"));
        }
        self.expr(iterable)?;
        self.emit(Op::GetIter, 0, span);
        if !self.unit.asm.is_reachable() {
            return Ok(());
        }
        let asm = &mut self.unit.asm;
        let height = asm.height();
        let parts = Delegation {
            span,
            outer: asm.current_region(),
            asking: asm.region(height),
            handling: asm.region(height + 1),
            suspended: asm.region(height),
            height,
            ask: asm.label(),
            hand_out: asm.label(),
            done: asm.label(),
        };
        self.load_none(span);
        self.ask(&parts);
        self.ended(&parts);
        self.thrown_into(&parts);
        self.unit.asm.enter(parts.outer);
        self.unit.asm.handler(parts.handling);
        self.run(&[(Op::Swap, 2), (Op::PopExc, 0), (Op::Reraise, 0)], span);
        self.unit.asm.bind(parts.done);
        Ok(())
    }

    fn run(&mut self, instrs: &[(Op, u32)], span: Span) {
        for (op, arg) in instrs {
            self.emit(*op, *arg, span);
        }
    }

    /// The loop: `[it, value]` at its head.
    fn ask(&mut self, parts: &Delegation) {
        let span = parts.span;
        let send = self.unit.asm.label();
        self.unit.asm.bind(parts.ask);
        self.unit.asm.enter(Some(parts.asking));
        self.emit(Op::Copy, 1, span);
        self.unit.asm.jump(Op::PopJumpIfNotNone, send, span);
        self.run(&[(Op::Pop, 0), (Op::Copy, 1)], span);
        self.global(Op::LoadMethod, "__next__", span);
        self.emit(Op::CallMethod, 0, span);
        self.unit.asm.jump(Op::Jump, parts.hand_out, span);
        self.unit.asm.bind(send);
        self.emit(Op::Copy, 2, span);
        self.global(Op::LoadMethod, "send", span);
        self.run(
            &[
                (Op::Copy, 3),
                (Op::CallMethod, 1),
                (Op::Swap, 2),
                (Op::Pop, 0),
            ],
            span,
        );
        self.unit.asm.bind(parts.hand_out);
        self.unit.asm.enter(Some(parts.suspended));
        self.emit(Op::Yield, 0, span);
        self.unit.asm.enter(parts.outer);
        self.unit.asm.jump(Op::JumpBack, parts.ask, span);
    }

    /// Jumps to `otherwise` unless the exception on top is a `class`.
    fn unless(&mut self, class: &str, otherwise: Label, span: Span) {
        self.global(Op::LoadBuiltin, class, span);
        self.emit(Op::CheckExcMatch, 0, span);
        self.unit.asm.jump(Op::PopJumpIfFalse, otherwise, span);
    }

    /// The iterator has raised: StopIteration carries the result.
    fn ended(&mut self, parts: &Delegation) {
        let span = parts.span;
        let other = self.unit.asm.label();
        self.unit.asm.handler(parts.asking);
        self.emit(Op::PushExc, 0, span);
        self.unit.asm.enter(Some(parts.handling));
        self.unless("StopIteration", other, span);
        self.global(Op::LoadAttr, "value", span);
        // [it, previous, value]
        self.unit.asm.enter(parts.outer);
        self.run(&[(Op::Swap, 2), (Op::PopExc, 0)], span);
        self.run(&[(Op::Swap, 2), (Op::Pop, 0)], span);
        self.unit.asm.jump(Op::Jump, parts.done, span);
        self.unit.asm.enter(Some(parts.handling));
        self.unit.asm.bind(other);
        self.emit(Op::Reraise, 0, span);
        self.unit.asm.enter(parts.outer);
    }

    /// An exception was thrown in: it goes on to the iterator, `[it, previous, exc]`.
    fn thrown_into(&mut self, parts: &Delegation) {
        let span = parts.span;
        let asm = &mut self.unit.asm;
        let throw = asm.label();
        // Looking up `throw` or `close`; calling `throw`; handling what either raises.
        let looking = asm.region(parts.height + 2);
        let throwing = asm.region(parts.height + 2);
        let nested = asm.region(parts.height + 3);
        asm.handler(parts.suspended);
        self.emit(Op::PushExc, 0, span);
        self.unit.asm.enter(Some(parts.handling));
        self.unless("GeneratorExit", throw, span);
        self.look_up("close", looking, parts);
        self.run(&[(Op::Call, 0), (Op::Pop, 0), (Op::Reraise, 0)], span);

        self.unit.asm.bind(throw);
        self.look_up("throw", looking, parts);
        self.emit(Op::Copy, 2, span);
        self.unit.asm.enter(Some(throwing));
        self.emit(Op::Call, 1, span);
        // [it, previous, exc, item]
        self.unit.asm.enter(parts.outer);
        self.run(&[(Op::Swap, 3), (Op::PopExc, 0), (Op::Pop, 0)], span);
        self.unit.asm.jump(Op::JumpBack, parts.hand_out, span);
        self.throw_failed(parts, looking, throwing, nested);
    }

    /// Pushes the bound method of the iterator three deep.
    fn look_up(&mut self, name: &str, looking: Region, parts: &Delegation) {
        self.emit(Op::Copy, 3, parts.span);
        self.unit.asm.enter(Some(looking));
        self.global(Op::LoadAttr, name, parts.span);
        self.unit.asm.enter(Some(parts.handling));
    }

    fn throw_failed(
        &mut self,
        parts: &Delegation,
        looking: Region,
        throwing: Region,
        nested: Region,
    ) {
        let span = parts.span;
        let other = self.unit.asm.label();
        // No such method: the exception is raised here. [it, previous, exc, previous, error]
        self.unit.asm.handler(looking);
        self.emit(Op::PushExc, 0, span);
        self.unit.asm.enter(Some(nested));
        self.unless("AttributeError", other, span);
        self.unit.asm.enter(Some(parts.handling));
        self.run(&[(Op::Pop, 0), (Op::PopExc, 0), (Op::Reraise, 0)], span);

        // The iterator has answered by ending.
        self.unit.asm.handler(throwing);
        self.emit(Op::PushExc, 0, span);
        self.unit.asm.enter(Some(nested));
        self.unless("StopIteration", other, span);
        self.global(Op::LoadAttr, "value", span);
        self.unit.asm.enter(Some(parts.handling));
        self.run(&[(Op::Swap, 2), (Op::PopExc, 0)], span);
        // [it, previous, exc, value]
        self.unit.asm.enter(parts.outer);
        self.run(
            &[(Op::Swap, 4), (Op::Pop, 0), (Op::Pop, 0), (Op::PopExc, 0)],
            span,
        );
        self.unit.asm.jump(Op::Jump, parts.done, span);

        self.unit.asm.enter(Some(nested));
        self.unit.asm.bind(other);
        self.emit(Op::Reraise, 0, span);
        self.unit.asm.enter(Some(parts.handling));
        self.unit.asm.handler(nested);
        self.run(&[(Op::Swap, 2), (Op::PopExc, 0), (Op::Reraise, 0)], span);
    }
}
