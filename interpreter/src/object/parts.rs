//! The parts of an object, for copying: those that it has from its birth on, and those behind its
//! guard.

use super::attrs::Attrs;
use super::awaitable::{Awaitable, AwaitableAccess, First};
use super::class::{Class, ClassLookup, Instance};
use super::derived::Derived;
use super::dict::{Dict, DictTable, DictView};
use super::exception::{Exception, ExceptionParts};
use super::file::File;
use super::function::{Cell, CodeObject, Function, Method, Native, Property, Wrapped};
use super::generator::{Generator, GeneratorAccess};
use super::hidden::Search;
use super::iterator::{Iter, IterAccess, IterState};
use super::module::{Module, Namespace, NamespaceSlots, Super, ThreadLocal};
use super::sequence::{List, ListItems, Slice, Tuple};
use super::set::{Set, SetItems};
use super::shape::{Shape, longer_shapes};
use crate::value::Value;
use gilscope_runtime::heap::{Object, Ref};
use gilscope_runtime::task::ThreadId;

/// Is shown the parts of an object.
type See<'a> = &'a mut dyn FnMut(&Ref);

fn see_value(value: &Value, see: See<'_>) {
    if let Some(object) = value.as_object() {
        see(object);
    }
}

fn see_values<'v>(values: impl IntoIterator<Item = &'v Value>, see: See<'_>) {
    values.into_iter().for_each(|value| see_value(value, see));
}

fn see_attrs(attrs: &Attrs, see: See<'_>) {
    see(attrs.shape().as_ref());
    see_values(attrs.values(), see);
}

/// The parts that an object has from its birth on. They do not go in a circle.
pub(super) fn fixed_parts(object: &Ref, see: See<'_>) {
    if let Some(tuple) = object.downcast::<Tuple>() {
        see_values(&tuple.items, see);
    } else if let Some(instance) = object.downcast::<Instance>() {
        see(instance.class.as_ref());
    } else if let Some(exception) = object.downcast::<Exception>() {
        see(exception.class.as_ref());
    } else if let Some(slice) = object.downcast::<Slice>() {
        see_values(&slice.parts, see);
    } else if let Some(function) = object.downcast::<Function>() {
        see(function.globals.as_ref());
        if let Some(object) = &function.object {
            see(object.as_ref());
        }
        { function.closure.iter() }.for_each(|cell| see(cell.as_ref()));
        see_values(function.code.consts(), see);
    } else if let Some(native) = object.downcast::<Native>() {
        see_value(&native.module, see);
    } else if let Some(method) = object.downcast::<Method>() {
        see_values([&method.function, &method.receiver], see);
    } else if let Some(code) = object.downcast::<CodeObject>() {
        see_values(code.code.consts(), see);
    } else if let Some(property) = object.downcast::<Property>() {
        see_values(property.parts.iter().chain([&property.doc]), see);
    } else if let Some(wrapped) = object.downcast::<Wrapped>() {
        see_value(&wrapped.function, see);
    } else if let Some(class) = object.downcast::<Class>() {
        let classes = class.bases.iter().chain(&class.mro);
        classes.for_each(|class| see(class.as_ref()));
        see(class.shape.as_ref());
    } else if let Some(module) = object.downcast::<Module>() {
        see(module.namespace.as_ref());
    } else if let Some(generator) = object.downcast::<Generator>() {
        see(generator.function.as_ref());
    } else if let Some(view) = object.downcast::<DictView>() {
        see(view.dict.as_ref());
    } else if let Some(it) = object.downcast::<Super>() {
        see(it.class.as_ref());
        see_value(&it.receiver, see);
    } else if let Some(local) = object.downcast::<ThreadLocal>() {
        see(local.class.as_ref());
        see_value(&local.args, see);
    } else if let Some(derived) = object.downcast::<Derived>() {
        see(derived.class.as_ref());
        see_value(&derived.core, see);
    } else if let Some(awaitable) = object.downcast::<Awaitable>() {
        see(awaitable.target.as_ref());
    } else if let Some(file) = object.downcast::<File>() {
        see_values([&file.name].into_iter().chain(&file.codec), see);
    } else if let Some(search) = object.downcast::<Search>() {
        see_value(&search.text, see);
    }
}

/// Whether objects of this kind have anything behind their guards.
pub(super) fn has_loose_parts(object: &Ref) -> bool {
    const KINDS: [u8; 15] = [
        List::KIND,
        Dict::KIND,
        Set::KIND,
        Instance::KIND,
        Function::KIND,
        Cell::KIND,
        Class::KIND,
        Shape::KIND,
        Namespace::KIND,
        Exception::KIND,
        Generator::KIND,
        Iter::KIND,
        ThreadLocal::KIND,
        Derived::KIND,
        Awaitable::KIND,
    ];
    KINDS.contains(&object.kind())
}

/// The parts behind an object's guard, as the thread `me` sees them.
pub(super) fn loose_parts(object: &Ref, me: ThreadId, see: See<'_>) {
    if let Some(list) = object.downcast::<List>() {
        see_values(&*list.items(), see);
    } else if let Some(dict) = object.downcast::<Dict>() {
        for entry in dict.table().iter() {
            see_values([&entry.key, &entry.value], see);
        }
    } else if let Some(set) = object.downcast::<Set>() {
        see_values(set.table().iter().map(|(_, item)| item), see);
    } else if let Some(instance) = object.downcast::<Instance>() {
        see_attrs(&instance.guard(|instance| &instance.attrs), see);
    } else if let Some(function) = object.downcast::<Function>() {
        let state = function.guard(|function| &function.state);
        let values = [&state.name, &state.qualname, &state.doc, &state.module];
        see_values(values, see);
        { state.defaults.iter() }.for_each(|it| see(it.as_ref()));
        { state.kwdefaults.iter() }.for_each(|it| see(it.as_ref()));
        { state.attrs.iter() }.for_each(|attrs| see_attrs(attrs, see));
    } else if let Some(cell) = object.downcast::<Cell>() {
        see_value(&cell.guard(|cell| &cell.value), see);
    } else if let Some(class) = object.downcast::<Class>() {
        see_values(class.members().iter().map(|(_, value)| value), see);
    } else if let Some(shape) = object.downcast::<Shape>() {
        let longer = longer_shapes(shape);
        longer.iter().for_each(|(_, shape)| see(shape.as_ref()));
    } else if let Some(namespace) = object.downcast::<Namespace>() {
        let slots = namespace.slots();
        see_values(&slots.values, see);
        { slots.dict().into_iter() }.for_each(|dict| see(dict.as_ref()));
    } else if let Some(exception) = object.downcast::<Exception>() {
        let state = exception.state();
        see(state.args.as_ref());
        see_attrs(&state.attrs, see);
        let values = [&state.cause, &state.context, &state.traceback_object];
        see_values(values.into_iter().chain(&state.kept), see);
    } else if let Some(generator) = object.downcast::<Generator>() {
        let state = generator.state();
        see_values(state.values.iter().chain([&state.handled]), see);
    } else if let Some(local) = object.downcast::<ThreadLocal>() {
        let attrs = local.guard(|local| &local.attrs);
        if let Some(attrs) = attrs.get(&me) {
            see_attrs(attrs, see);
        }
    } else if let Some(iter) = object.downcast::<Iter>() {
        iterator_parts(&iter.state(), see);
    } else if let Some(derived) = object.downcast::<Derived>() {
        see_attrs(&derived.guard(|derived| &derived.attrs), see);
    } else if let Some(awaitable) = object.downcast::<Awaitable>() {
        match &*awaitable.first() {
            First::Passes => {}
            First::Value(value) => see_value(value, see),
            First::Exception(exception) => see(exception.as_ref()),
        }
    }
}

fn iterator_parts(state: &IterState, see: See<'_>) {
    match state {
        IterState::Done(_) | IterState::Range { .. } | IterState::WideRange(_) => {}
        IterState::List { list, .. } | IterState::ListReversed { list, .. } => see(list.as_ref()),
        IterState::Tuple { tuple, .. } | IterState::TupleReversed { tuple, .. } => {
            see(tuple.as_ref());
        }
        IterState::Str { text, .. } | IterState::StrReversed { text, .. } => see(text.as_ref()),
        IterState::Dict { dict, .. } | IterState::DictReversed { dict, .. } => see(dict.as_ref()),
        IterState::Set { set, .. } => see(set.as_ref()),
        IterState::Bytes { bytes, .. } => see(bytes.as_ref()),
        IterState::ByteArray { array, .. } => see(array.as_ref()),
        IterState::Enumerate { inner, .. } => see(inner.as_ref()),
        IterState::Zip { inner, .. } => inner.iter().for_each(|iter| see(iter.as_ref())),
    }
}
