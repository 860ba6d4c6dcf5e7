//! What becomes public when a second thread begins, where threads count what is theirs without care
//! (`--counting escape`): see `heap/publish.rs` of the runtime and `object::Adopt`.

use super::world::World;
use crate::linked::{FunctionCode, Linked};
use crate::object::class::ClassLookup;
use crate::object::module::NamespaceMirror;
use crate::object::{
    Class, CodeObject, Function, Module, Namespace, Native, Property, Shape, Tuple, Wrapped,
};
use crate::value::Value;
use gilscope_runtime::heap::{Counting, Heap, Local, Ref};

impl World {
    /// A second thread is about to begin: publishes all objects, if there is no GIL and that has not
    /// happened yet. What threads use all the time and hardly ever drop is not counted from now on:
    /// functions without variables of others, classes, modules, code and constants.
    pub(super) fn publish_all(&self, local: &Local) {
        if !self.options.publishes() {
            return local.heap().supervise();
        }
        if self.is_public() {
            return;
        }
        self.is_public.set(1);
        let heap: &Heap = local.heap();
        heap.share_all(&is_permanent);
        let is_escape = heap.counting() == Counting::Escape;
        heap.each(&|object| {
            if let Some(namespace) = object.downcast::<Namespace>() {
                namespace.open_mirror();
            }
            if let Some(class) = object.downcast::<Class>() {
                class.open_mirror();
            }
            let Some(linked) = code_of(object).and_then(FunctionCode::linked) else {
                return;
            };
            // What the caches of two words know is not kept alive for other threads.
            linked.caches.iter().for_each(|cache| cache[0].set(0));
            if is_escape {
                keep_all(&*linked.consts);
            }
        });
        if is_escape {
            keep_all(&self.characters);
            keep_all([&self.empty_str, &Value::from(&self.empty_tuple)]);
        }
    }

    /// Whether there is no GIL, and was a second thread.
    pub(crate) fn is_public(&self) -> bool {
        self.is_public.get() == 1
    }

    /// Publishes what was linked at a first call, which is everybody's.
    pub(super) fn publish_linked(&self, linked: &Linked) {
        if self.is_public() {
            let is_local = |value: &&Value| value.as_object().is_some_and(|it| !it.is_shared());
            for value in linked.consts.iter().filter(is_local) {
                value.as_object().into_iter().for_each(Ref::publish);
                keep_all([value]);
            }
        }
    }
}

fn code_of(object: &Ref) -> Option<&FunctionCode> {
    let function = object
        .downcast::<Function>()
        .map(|function| &*function.code);
    function.or_else(|| object.downcast::<CodeObject>().map(|code| &*code.code))
}

/// Whether a function uses no variable of others but its class: `super()`.
fn stands_alone(function: &Function) -> bool {
    let code = &function.code.code;
    let free = &code.slots[code.slots.len() - code.free_count as usize..];
    free.iter().all(|slot| &*slot.name == "__class__")
}

fn is_permanent(object: &Ref) -> bool {
    match object.downcast::<Function>() {
        Some(function) => stands_alone(function),
        None => {
            object.downcast::<Class>().is_some()
                || object.downcast::<Shape>().is_some()
                || object.downcast::<Module>().is_some()
                || object.downcast::<Namespace>().is_some()
                || object.downcast::<CodeObject>().is_some()
                || object.downcast::<Native>().is_some()
                || object.downcast::<Property>().is_some()
                || object.downcast::<Wrapped>().is_some()
        }
    }
}

/// Exempts constants from counting.
fn keep_all<'a>(values: impl IntoIterator<Item = &'a Value>) {
    for value in values {
        if let Some(object) = value.as_object() {
            object.make_immortal();
        }
        if let Some(tuple) = value.as_gc::<Tuple>() {
            keep_all(&*tuple.items);
        }
    }
}
