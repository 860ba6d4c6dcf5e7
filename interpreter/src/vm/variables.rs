//! Variables as dicts: what `globals()`, `locals()`, `exec` and `eval` look at.

use super::signal::{Res, unsupported};
use super::thread::Thread;
use crate::code::{Code, CodeKind, NAMESPACE, SlotKind};
use crate::object::dict::Table;
use crate::object::module::NamespaceSlots;
use crate::object::{Cell, Dict, Str, Tuple};
use crate::value::Value;

impl Thread {
    /// What [`super::Signal::Variables`] asks for.
    pub(super) fn variables(&mut self) -> Res {
        let frames = self.frames.iter().rev();
        let frame = { frames }.find(|f| !f.program.code().code.source.is_library());
        let Some(frame) = frame else {
            return unsupported("the variables of code that no script has called");
        };
        let globals = Value::from(&frame.program.globals().slots().to_dict());
        let code = frame.program.code().code.clone();
        let base = frame.base as usize;
        let in_namespace = { code.slots.first() }.is_some_and(|slot| &*slot.name == NAMESPACE);
        let locals = match code.kind {
            _ if in_namespace => self.stack.live_mut()[base].clone(),
            CodeKind::Module => globals.clone(),
            CodeKind::Comprehension => {
                return unsupported("`locals()` and the like in a comprehension");
            }
            _ => self.locals(&code, base)?,
        };
        Ok(Tuple::value([globals, locals]))
    }

    /// The variables of a function's frame, in CPython's order: parameters and other locals, cells,
    /// what stands in the closure.
    fn locals(&mut self, code: &Code, base: usize) -> Res {
        let params = code.signature.slots() as usize;
        let part = |at: usize, kind: SlotKind| match kind {
            _ if at < params => 0,
            SlotKind::Local => 1,
            SlotKind::Cell => 2,
            SlotKind::Free => 3,
        };
        let slots = code.slots.iter().enumerate();
        let mut order: Vec<(usize, &str, usize)> = { slots }
            .map(|(at, slot)| (part(at, slot.kind), &*slot.name, at))
            .collect();
        // Cells are sorted by name, the others stay as they are.
        order.sort_by_key(|(part, name, at)| match part {
            2 | 3 => (*part, *name, 0),
            _ => (*part, "", *at),
        });
        let mut table = Table::default();
        for (_, name, at) in order {
            let value = self.stack.live_mut()[base + at].clone();
            let value = match value.as_gc::<Cell>() {
                Some(cell) => cell.guard(|cell| &cell.value).clone(),
                None => value,
            };
            if !value.is_empty() {
                drop(table.insert(Str::value(name), value)?);
            }
        }
        Ok(Dict::value(table))
    }
}
