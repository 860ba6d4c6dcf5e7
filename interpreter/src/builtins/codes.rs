//! Code objects, as far as they tell of a function's name, place, parameters and variables.

use crate::code::{Code, CodeKind, Const, Makes, Signature, Slot, SlotKind};
use crate::object::{CodeObject, Str, Tuple};
use crate::op::Operand;
use crate::value::Value;
use crate::vm::signal::{Res, unsupported};
use crate::vm::{Cx, NativeRow};
use std::sync::Arc;

/// The attributes of code objects.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("code.co_name=", "self, /", |_, args| {
        Ok(Str::value(&*code(args).name))
    }),
    NativeRow::new("code.co_qualname=", "self, /", |_, args| {
        Ok(Str::value(&*code(args).qualname))
    }),
    NativeRow::new("code.co_filename=", "self, /", |cx, args| {
        let name = &code(args).source.name;
        Ok(Str::value(cx.world.host.full_name(name)))
    }),
    NativeRow::new("code.co_firstlineno=", "self, /", first_line),
    NativeRow::new("code.co_argcount=", "self, /", |_, args| {
        count(args, |signature| signature.positional)
    }),
    NativeRow::new("code.co_posonlyargcount=", "self, /", |_, args| {
        count(args, |signature| signature.posonly)
    }),
    NativeRow::new("code.co_kwonlyargcount=", "self, /", |_, args| {
        count(args, |signature| signature.kwonly)
    }),
    NativeRow::new("code.co_varnames=", "self, /", |_, args| {
        Ok(texts(variables(code(args))?))
    }),
    NativeRow::new("code.co_nlocals=", "self, /", |_, args| {
        Ok(Value::int(variables(code(args))?.len() as i64))
    }),
    NativeRow::new("code.co_freevars=", "self, /", |_, args| {
        let code = plain(code(args))?;
        let mut names: Vec<&str> = named(&code.slots, SlotKind::Free).collect();
        names.sort_unstable();
        Ok(texts(names))
    }),
    NativeRow::new("code.co_cellvars=", "self, /", |_, args| {
        let code = plain(code(args))?;
        let (parameters, others) = code.slots.split_at(code.signature.slots() as usize);
        let mut others: Vec<&str> = named(others, SlotKind::Cell).collect();
        others.sort_unstable();
        let parameters = named(parameters, SlotKind::Cell);
        Ok(texts(parameters.chain(others)))
    }),
    NativeRow::new("code.co_code=", "self, /", inside),
    NativeRow::new("code.co_consts=", "self, /", inside),
    NativeRow::new("code.co_exceptiontable=", "self, /", inside),
    NativeRow::new("code.co_flags=", "self, /", inside),
    NativeRow::new("code.co_lines=", "self, /", inside),
    NativeRow::new("code.co_linetable=", "self, /", inside),
    NativeRow::new("code.co_lnotab=", "self, /", inside),
    NativeRow::new("code.co_names=", "self, /", inside),
    NativeRow::new("code.co_positions=", "self, /", inside),
    NativeRow::new("code.co_stacksize=", "self, /", inside),
    NativeRow::new("code.replace=", "self, /", inside),
    NativeRow::new("_library._parameters", "code, /", |_, args| {
        Ok(texts(parameters(code(args))))
    }),
    NativeRow::new("_library._collects", "code, /", |_, args| {
        let signature = code(args).signature;
        let flags = [signature.has_vararg, signature.has_kwarg];
        Ok(Tuple::value(flags.map(Value::bool)))
    }),
];

fn code(args: &[Value]) -> &Arc<Code> {
    let code = args[0]
        .as_gc::<CodeObject>()
        .expect("(natives) a code object");
    code.code.whole()
}

fn inside(_cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    unsupported("the inside of a code object (`co_consts` and the like)")
}

fn texts<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    Tuple::value(names.into_iter().map(Str::value).collect::<Vec<_>>())
}

fn named(slots: &[Slot], kind: SlotKind) -> impl Iterator<Item = &str> {
    { slots.iter() }
        .filter(move |slot| slot.kind == kind)
        .map(|slot| &*slot.name)
}

fn first_line(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(i64::from(code(args).first_line)))
}

fn count(args: &[Value], part: fn(Signature) -> u32) -> Res {
    Ok(Value::int(i64::from(part(code(args).signature))))
}

fn parameters(code: &Code) -> impl Iterator<Item = &str> {
    let parameters = &code.slots[..code.signature.slots() as usize];
    parameters.iter().map(|slot| &*slot.name)
}

/// A function whose variables CPython has in the same places: its comprehensions have none of their
/// own there.
fn plain(code: &Code) -> Res<&Code> {
    let is_inlined = |constant: &Const| {
        matches!(constant, Const::Code(inner)
            if inner.kind == CodeKind::Comprehension && inner.makes == Makes::Result)
    };
    let is_function = matches!(code.kind, CodeKind::Function | CodeKind::Lambda);
    match is_function && !code.consts.iter().any(is_inlined) {
        true => Ok(code),
        false => unsupported("the variables in the code of a function with comprehensions"),
    }
}

/// Parameters, then other local variables that no inner function uses, as instructions come to them.
fn variables(code: &Code) -> Res<Vec<&str>> {
    let code = plain(code)?;
    let mut names: Vec<&str> = parameters(code).collect();
    for instr in code
        .instrs
        .iter()
        .filter(|instr| instr.op.operand() == Operand::Slot)
    {
        let slot = &code.slots[instr.arg as usize];
        let is_known = names.contains(&&*slot.name) || slot.name.starts_with('.');
        if slot.kind == SlotKind::Local && !is_known {
            names.push(&slot.name);
        }
    }
    let is_left_out = |name: &&str| !name.starts_with('.') && !names.contains(name);
    match named(&code.slots, SlotKind::Local).any(|name| is_left_out(&name)) {
        false => Ok(names),
        // It is only annotated, or where control never comes.
        true => {
            unsupported("the variables in the code of a function that does not use one of them")
        }
    }
}
