//! What the loop leaves: one method of [`Thread`] for each instruction, on the saved stack.
//!
//! The loop itself is in `eval`; when it is left, and what happens then, in `steps`.

use super::context::Cx;
use super::signal::Res;
use super::thread::Thread;
use crate::linked::Instr;
use crate::op::Op;

impl Thread {
    /// Instructions that are not worth an arm in the loop, and those whose fast way was not open.
    #[inline(never)]
    pub(super) fn slow(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let arg = instr.arg;
        let (count, slot) = (arg as usize, instr.index());
        match instr.op.general() {
            Op::Nop => self.answer_native(cx),
            Op::LoadLocal => self.unbound_local(cx, slot),
            Op::LoadGlobal => self.load_builtin(cx, instr),
            Op::LoadCell => self.unbound_cell(slot),
            Op::BinaryOp | Op::InplaceOp | Op::BinaryStore | Op::BinaryStoreGlobal => {
                self.binary_op(cx, instr)
            }
            Op::CompareOp | Op::CompareJump => self.compare_op(cx, instr),
            Op::PopJumpIfFalse | Op::PopJumpIfTrue => self.truth_in_place(cx),
            Op::JumpIfFalseOrPop | Op::JumpIfTrueOrPop => self.jump_or_pop(cx, instr),
            Op::ForIter | Op::ForIterStore | Op::ForIterUnpack => self.for_iter(cx, instr),
            Op::IsOp => self.is_op(instr),
            Op::LoadItem => self.load_item(cx),
            Op::StoreItem => self.store_item(cx),
            Op::LoadAttr => self.load_attr(cx, instr),
            Op::StoreAttr => self.store_attr(cx, instr),
            Op::LoadMethod => self.load_method(cx, instr),
            Op::Call => self.call(cx, arg),
            Op::CallMethod => self.call_method(cx, arg),
            Op::Return => self.return_slowly(cx),
            Op::Yield => self.yield_value(cx),
            Op::PassOn => self.pass_on(cx),
            Op::Send => self.send(cx, instr),
            Op::GetDelegate => self.get_delegate(cx),
            Op::GetAwaitable => self.get_awaitable(cx, arg),
            Op::GetAiter => self.get_aiter(cx),
            Op::GetAnext => self.get_anext(cx),
            Op::EndAsyncFor => self.end_async_for(cx),
            Op::LoadAsyncWith => self.load_async_with(cx),
            Op::DeleteLocal => self.delete_local(cx, slot),
            Op::MakeCell => self.make_cell(slot),
            Op::DeleteCell => self.delete_cell(slot),
            Op::LoadClosure => self.load_closure(slot),
            Op::DeleteGlobal => self.delete_global(instr),
            Op::LoadName => self.load_name(cx, arg),
            Op::LoadNameOrCell => self.load_name_or_cell(cx, arg),
            Op::StoreName => self.store_name(cx, arg),
            Op::DeleteName => self.delete_name(cx, arg),
            Op::BuildTuple => self.build_tuple(cx, count),
            Op::BuildSet => self.build_set(cx, count),
            Op::BuildMap => self.build_map(cx, count),
            Op::BuildSlice => self.build_slice(count),
            Op::BuildString => self.build_string(count),
            Op::SetAdd => self.set_add(cx, count),
            Op::MapAdd => self.map_add(cx, count),
            Op::ListExtend => self.list_extend(cx, count),
            Op::SetUpdate => self.set_update(cx, count),
            Op::DictUpdate => self.dict_update(cx, count),
            Op::DictMerge => self.dict_merge(cx, count),
            Op::ListToTuple => self.list_to_tuple(),
            Op::FormatValue => self.format_value(cx, arg),
            Op::UnpackSequence => self.unpack_sequence(cx, count),
            Op::UnpackEx => self.unpack_ex(cx, count & 0xff, count >> 8),
            Op::ContainsOp => self.contains_op(cx, arg == 1),
            Op::UnaryNeg | Op::UnaryPos | Op::UnaryInvert => self.unary_op(cx, instr.op),
            Op::UnaryNot => self.unary_not(cx),
            Op::DeleteAttr => self.delete_attr(cx, instr),
            Op::DeleteItem => self.delete_item(cx),
            Op::GetIter => self.get_iter(cx),
            Op::CallKw => self.call_kw(cx, arg),
            Op::CallEx => self.call_ex(cx, arg == 1),
            Op::MakeFunction => self.make_function(arg),
            Op::BuildClass => self.build_class(cx, count),
            Op::Raise => self.raise(cx, count),
            Op::Reraise => self.reraise(),
            Op::PushExc => self.push_exc(cx),
            Op::PopExc => self.pop_exc(cx),
            Op::CheckExcMatch => self.check_exc_match(cx),
            Op::LoadWith => self.load_with(cx),
            Op::WithExcept => self.with_except(cx),
            Op::ImportName => self.import_name(cx, arg),
            Op::ImportFrom => self.import_from(cx, arg),
            Op::ImportStar => self.import_star(cx),
            Op::LoadAssertionError => self.load_assertion_error(cx),
            Op::LoadBuiltin => self.load_builtin_by_name(cx, arg),
            Op::StopIterationError => self.stop_iteration_error(cx),
            _ => unreachable!("(eval) {:?} has an arm in the loop", instr.op),
        }
    }
}
