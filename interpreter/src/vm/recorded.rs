//! How a thread runs where schedules are explored: one instruction at a time, and each says beforehand
//! which part of an object it is about, so that two threads that use different globals, attributes or
//! items are known not to meet.
//!
//! The set of safe points is honoured: a step ends at the first safe point after something that others
//! can reach has been touched.

use super::context::Cx;
use super::host::Seen;
use super::in_c::is_in_c;
use super::steps::EVERY;
use super::thread::Thread;
use crate::code::Instr;
use crate::linked::Linked;
use crate::object::dict::{DictTable, Key};
use crate::object::sequence::ListItems;
use crate::object::{
    Class, Dict, Function, Instance, List, Module, NAMED, Namespace, Native, Str, Tuple, kind_name,
};
use crate::op::Op;
use crate::safe_points::SafePoints;
use crate::value::{Value, View};
use gilscope_runtime::heap::record::{
    Focus, Location, focus, has_touched, note_insertion, note_stored, unnoticed, value,
};
use gilscope_runtime::heap::{Gc, Object};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::Exit;

/// Longest text of a value in a report.
const LONGEST: usize = 24;

/// What a variable is called, and what is known of its value before the instruction.
struct Variable {
    name: String,
    /// The value that is written; of one that is read, the instruction leaves it on the stack.
    written: Option<Value>,
}

impl Thread {
    /// Runs until something was touched and a safe point reached, the budget is spent, or the thread must
    /// leave.
    pub(super) fn run_recorded(&mut self, cx: &mut Cx<'_>, budget: u64) -> Exit {
        let set = cx.world.options.safe_points;
        let is_stepped = cx.world.host.is_stepped();
        let mut spent = 0;
        loop {
            let (code, instr, ip) = self.instruction();
            let of_library = code.code.source.is_library();
            focus(unnoticed(|| self.focus_of(code, instr, of_library)));
            let extended = match of_library {
                true => None,
                false => unnoticed(|| self.extended(instr)),
            };
            let variable = match cx.world.host.observes() && !of_library {
                true => unnoticed(|| self.variable_of(cx, code, instr)),
                false => None,
            };
            let stored = self.stored(code, instr);
            let (was_in_c, depth) = (of_library && is_in_c(&code.code), self.frames.len());
            let site = code.site(ip);
            let exit = self.run_loop::<EVERY>(cx, 1);
            if let Some(stored) = stored {
                stored.settle();
            }
            focus(Focus::NONE);
            if let Some(dict) = extended {
                note_insertion(dict.as_ref());
            }
            spent += cx.spent;
            cx.spent = spent;
            if let Some(variable) = variable {
                unnoticed(|| self.tell(cx, variable, site, instr.op));
            }
            if !matches!(exit, Exit::BudgetSpent) {
                return exit;
            }
            let next = self.frame().next_op();
            let last = match set {
                SafePoints::Every => Some(instr.op),
                _ => self.last_in_sight(instr.op, was_in_c, depth),
            };
            let is_safe = last.is_some_and(|last| self.is_safe_point(set, last, next));
            if is_stepped {
                let is_free = set != SafePoints::Blocking && (is_safe || !has_touched());
                self.is_amid = !is_free;
                return exit;
            }
            let is_over = spent >= budget && (is_safe || set == SafePoints::Blocking);
            if is_over && (has_touched() || set == SafePoints::Blocking) {
                return exit;
            }
            if spent >= budget.max(PATIENCE) && !has_touched() {
                return exit;
            }
        }
    }

    /// The next instruction, were nothing fused.
    pub(super) fn instruction(&mut self) -> (&'static Linked, Instr, u32) {
        let frame = self.frame();
        let (code, ip) = (frame.program.code(), frame.ip());
        (code, code.code.instrs[ip as usize], ip)
    }

    /// The dict on the stack that an instruction of the script is about to add an item to: it comes behind all
    /// others, which whoever goes through them sees.
    fn extended(&self, instr: Instr) -> Option<Gc<Dict>> {
        if instr.op != Op::StoreItem {
            return None;
        }
        let dict = self.stack.peek(2).as_gc::<Dict>()?;
        let key = Key::new(self.stack.peek(1)).ok()?;
        let is_new = matches!(dict.table().find(&key), Ok(None));
        is_new.then(|| dict.clone())
    }

    /// What is known of an instruction.
    pub(super) fn focus_of(&self, code: &Linked, instr: Instr, of_library: bool) -> Focus {
        let named = |kinds| Focus {
            kinds,
            part: u64::from(code.names[instr.arg as usize].0) | Location::NAME,
            is_whole: of_library,
        };
        let item = |part: Option<(u64, u64)>| {
            let (kinds, part) = part.unwrap_or((0, Location::WHOLE));
            Focus {
                kinds,
                part,
                is_whole: of_library,
            }
        };
        match instr.op {
            Op::LoadGlobal | Op::StoreGlobal | Op::DeleteGlobal => named(1 << Namespace::KIND),
            Op::LoadAttr | Op::StoreAttr | Op::DeleteAttr | Op::LoadMethod => named(NAMED),
            Op::LoadItem | Op::StoreItem => item(self.item(2, 1)),
            // Whether a list has an item depends on all of them.
            Op::ContainsOp => item(
                self.item(1, 2)
                    .filter(|(kinds, _)| *kinds == 1 << Dict::KIND),
            ),
            Op::DeleteItem => item(
                self.item(2, 1)
                    .filter(|(kinds, _)| *kinds != 1 << List::KIND),
            ),
            Op::LoadCell
            | Op::StoreCell
            | Op::DeleteCell
            | Op::ForIter
            | Op::InplaceOp
            | Op::BinaryOp
            | Op::UnpackSequence => item(None),
            _ => Focus {
                is_whole: true,
                ..Focus::NONE
            },
        }
    }

    /// The kind of the container at a depth of the stack, and the part that the item is whose index or key is
    /// at another.
    fn item(&self, container: usize, index: usize) -> Option<(u64, u64)> {
        let (container, index) = (self.stack.peek(container), self.stack.peek(index));
        if let Some(list) = container.as_gc::<List>() {
            let length = list.items().len() as i64;
            let index = index.as_int()?;
            let at = if index < 0 { index + length } else { index };
            let is_there = (0..length).contains(&at);
            return is_there.then_some((1 << List::KIND, at as u64 + 1));
        }
        container.as_gc::<Dict>()?;
        let key = Key::new(index).ok()?;
        let hash = key.hash as u64 & (Location::ORDER - 1);
        Some((1 << Dict::KIND, hash | 1 << 63))
    }

    /// What an instruction that stores is about to put into a variable, if that is no object.
    fn stored(&self, code: &Linked, instr: Instr) -> Option<Stored> {
        let (value, owner) = match instr.op {
            Op::StoreGlobal => (self.stack.peek(1), None),
            Op::StoreAttr => (self.stack.peek(2), Some(self.stack.peek(1))),
            _ => return None,
        };
        let words = value.immediate()?;
        let attribute = match owner {
            Some(owner) => Some((
                owner.as_gc::<Instance>()?.clone(),
                code.names[instr.arg as usize],
            )),
            None => None,
        };
        Some(Stored { words, attribute })
    }

    /// The variable that an instruction is about, if it is one that people call so.
    fn variable_of(&self, cx: &Cx<'_>, code: &Linked, instr: Instr) -> Option<Variable> {
        let name = || {
            code.names
                .get(instr.arg as usize)
                .map(|name: &Symbol| name.as_str())
        };
        let top = |depth: usize| self.stack.peek(depth).clone();
        let (name, written) = match instr.op {
            Op::LoadGlobal => (name()?.to_string(), None),
            Op::StoreGlobal => (name()?.to_string(), Some(top(1))),
            Op::LoadAttr => (
                format!("{}.{}", owner(cx, self.stack.peek(1)), name()?),
                None,
            ),
            Op::StoreAttr => {
                let owner = owner(cx, self.stack.peek(1));
                (format!("{owner}.{}", name()?), Some(top(2)))
            }
            Op::LoadItem | Op::StoreItem => {
                let owner = owner(cx, self.stack.peek(2));
                let name = format!("{owner}[{}]", text(self.stack.peek(1)));
                (name, (instr.op == Op::StoreItem).then(|| top(3)))
            }
            _ => return None,
        };
        Some(Variable { name, written })
    }

    fn tell(&self, cx: &Cx<'_>, variable: Variable, site: gilscope_runtime::task::Site, op: Op) {
        let is_written = variable.written.is_some();
        let value = match variable.written {
            Some(value) => value,
            None if self.frames.is_empty() => return,
            None => self.stack.peek(1).clone(),
        };
        if is_code(&value) {
            return;
        }
        cx.world.host.observe(Seen {
            site,
            op,
            name: variable.name,
            value: text(&value),
            is_written,
        });
    }
}

/// A value that an instruction was to store.
struct Stored {
    words: [u64; 2],
    /// Of which object, by which name; a global otherwise.
    attribute: Option<(Gc<Instance>, Symbol)>,
}

impl Stored {
    /// Tells that it was stored, if it was: what stands for an attribute may do as it likes.
    fn settle(self) {
        let is_there = |(instance, name): &(Gc<Instance>, Symbol)| {
            let attrs = instance.guard(|it| &it.attrs);
            attrs.get(*name).and_then(|it| it.immediate()) == Some(self.words)
        };
        let has_stored = match &self.attribute {
            Some(attribute) => unnoticed(|| is_there(attribute)),
            None => true,
        };
        if has_stored {
            note_stored(value(self.words));
        }
    }
}

/// Instructions after which a step ends though nothing was touched, so that limits are looked at.
const PATIENCE: u64 = 4096;

fn is_code(value: &Value) -> bool {
    value.as_gc::<Function>().is_some()
        || value.as_gc::<Native>().is_some()
        || value.as_gc::<Class>().is_some()
        || value.as_gc::<Module>().is_some()
}

/// What the object is called in front of a dot or a bracket.
fn owner(cx: &Cx<'_>, object: &Value) -> String {
    match (object.as_gc::<Module>(), object.as_gc::<Class>()) {
        (Some(module), _) => module.name.to_string(),
        (_, Some(class)) => class.name.to_string(),
        _ => cx.world.type_name(object).to_string(),
    }
}

/// A value in a few characters, without any code of the user's.
fn text(value: &Value) -> String {
    let object = |object: &gilscope_runtime::heap::Ref| {
        if let Some(text) = value.as_gc::<Str>() {
            return format!("'{}'", text.as_str().escape_debug());
        }
        let length = if let Some(list) = value.as_gc::<List>() {
            list.items().len()
        } else if let Some(dict) = value.as_gc::<Dict>() {
            dict.table().len()
        } else if let Some(tuple) = value.as_gc::<Tuple>() {
            tuple.items.len()
        } else {
            let instance = value.as_gc::<Instance>();
            let class = instance.map(|instance| instance.class.name.to_string());
            return class.unwrap_or_else(|| kind_name(object.kind()).to_string());
        };
        format!("{} of {length}", kind_name(object.kind()))
    };
    let text = match value.view() {
        View::Int(number) => number.to_string(),
        View::Float(number) => format!("{number:?}"),
        View::Bool(true) => "True".into(),
        View::Bool(false) => "False".into(),
        View::None => "None".into(),
        View::Object(it) => object(it),
        _ => "nothing".into(),
    };
    match text.chars().count() > LONGEST {
        true => text.chars().take(LONGEST - 1).chain(['…']).collect(),
        false => text,
    }
}
