//! The class of a value.

use super::library::is_told_with_module;
use super::world::World;
use crate::code::Makes;
use crate::object::awaitable::Awaitable;
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::dict::{DictView, ViewKind};
use crate::object::file::FileKind;
use crate::object::function::{Wrapped, Wrapping};
use crate::object::generator::GeneratorAccess;
use crate::object::iterator::IterAccess;
use crate::object::module::{LockObject, Stream, Super, ThreadLocal, Twister};
use crate::object::{
    ByteArray, Bytes, Cell, Class, CodeObject, Derived, Dict, Exception, File, Function, Generator,
    Instance, Iter, List, Method, Module, Native, Property, Range, Set, Slice, Str, Tuple,
};
use crate::value::{Value, View};
use gilscope_runtime::heap::Gc;

/// The generators of the prelude that pass for native iterators: function and class.
const GENERATORS: &[(&str, &str)] = &[
    ("_iterate_items", "iterator"),
    ("_iterate_until", "callable_iterator"),
    ("_map_items", "map"),
    ("_map_tuples", "map"),
    ("_filter_items", "filter"),
    ("_enumerate_items", "enumerate"),
    ("_zip_items", "zip"),
    ("_zip_strictly", "zip"),
    ("_reversed_items", "reversed"),
];

impl World {
    /// The class of a value.
    pub fn class_of(&self, value: &Value) -> Gc<Class> {
        if let Some(class) = value.as_gc::<Class>()
            && class.flags().has(ClassFlags::META)
            && let Some(found) = class.lookup(self.names.class_of_class)
            && let Some(found) = found.as_gc::<Class>()
        {
            return found.clone();
        }
        self.class_ref(value).clone()
    }

    fn class_ref<'v>(&'v self, value: &'v Value) -> &'v Gc<Class> {
        let types = &self.types;
        let object = match value.view() {
            View::Empty | View::None => return &types.none,
            View::Bool(_) => return &types.bool,
            View::Int(_) => return &types.int,
            View::Float(_) => return &types.float,
            View::Ellipsis => return &types.ellipsis,
            View::NotImplemented => return &types.not_implemented,
            View::Object(object) => object,
        };
        if let Some(instance) = object.downcast::<Instance>() {
            return &instance.class;
        }
        if let Some(exception) = object.downcast::<Exception>() {
            return &exception.class;
        }
        if let Some(derived) = object.downcast::<Derived>() {
            return &derived.class;
        }
        if let Some(local) = object.downcast::<ThreadLocal>() {
            return &local.class;
        }
        if let Some(iter) = object.downcast::<Iter>() {
            return &self.iterators[iter.state().type_name()];
        }
        if let Some(method) = object.downcast::<Method>()
            && method.function.as_gc::<Native>().is_some()
        {
            return &types.native;
        }
        if let Some(native) = object.downcast::<Native>()
            && self.is_method(native)
        {
            return &types.method_descriptor;
        }
        if let Some(generator) = object.downcast::<Generator>() {
            return self.generator_class(generator);
        }
        if let Some(awaitable) = object.downcast::<Awaitable>() {
            return match awaitable.target.makes() {
                Makes::AsyncGenerator => &types.async_generator_asend,
                _ => &types.coroutine_wrapper,
            };
        }
        if let Some(lock) = object.downcast::<LockObject>() {
            return if lock.levels.is_some() {
                &types.rlock
            } else {
                &types.lock
            };
        }
        if let Some(set) = object.downcast::<Set>() {
            return if set.frozen {
                &types.frozenset
            } else {
                &types.set
            };
        }
        if let Some(file) = object.downcast::<File>() {
            return match file.kind {
                FileKind::TextIOWrapper => &types.stream,
                FileKind::BufferedReader => &types.buffered_reader,
                FileKind::BufferedWriter => &types.buffered_writer,
                FileKind::BufferedRandom => &types.buffered_random,
                FileKind::StringIO => &types.string_io,
                FileKind::BytesIO => &types.bytes_io,
            };
        }
        if let Some(view) = object.downcast::<DictView>() {
            return match view.kind {
                ViewKind::Keys => &types.dict_keys,
                ViewKind::Values => &types.dict_values,
                ViewKind::Items => &types.dict_items,
            };
        }
        if let Some(wrapped) = object.downcast::<Wrapped>() {
            return match wrapped.wrapping {
                Wrapping::Static => &types.staticmethod,
                Wrapping::Class => &types.classmethod,
                Wrapping::Computed => &types.computed,
                Wrapping::Slot | Wrapping::Item => &types.member,
            };
        }
        self.class_of_kind(object.kind())
    }

    /// Whether a native of this name is a method of a builtin class.
    pub(super) fn is_method(&self, native: &Native) -> bool {
        self.natives[native.index as usize].is_method
    }

    /// Whether generators of a function of this name in the prelude pass for native iterators.
    pub fn passes_for_iterator(&self, name: &str) -> bool {
        GENERATORS.iter().any(|(known, _)| *known == name)
    }

    fn generator_class(&self, generator: &Generator) -> &Gc<Class> {
        let function = &generator.function;
        let own = || {
            GENERATORS
                .iter()
                .find(|(name, _)| *name == &*function.code.code.name)
        };
        match function.globals.is(&self.prelude).then(own).flatten() {
            Some((_, class)) => &self.iterators[class],
            None => match function.code.code.makes {
                Makes::Coroutine => &self.types.coroutine,
                Makes::AsyncGenerator => &self.types.async_generator,
                Makes::Generator | Makes::Result => &self.types.generator,
            },
        }
    }

    fn class_of_kind(&self, kind: u8) -> &Gc<Class> {
        use gilscope_runtime::heap::Object;
        let types = &self.types;
        match kind {
            Str::KIND => &types.str,
            crate::object::BigInteger::KIND => &types.int,
            crate::object::ComplexNumber::KIND => &types.complex,
            Bytes::KIND => &types.bytes,
            ByteArray::KIND => &types.bytearray,
            Tuple::KIND => &types.tuple,
            List::KIND => &types.list,
            Dict::KIND => &types.dict,
            Range::KIND | crate::object::WideRange::KIND => &types.range,
            Slice::KIND => &types.slice,
            Function::KIND => &types.function,
            Native::KIND => &types.native,
            Method::KIND => &types.method,
            Class::KIND => &types.type_,
            Cell::KIND => &types.cell,
            Generator::KIND => &types.generator,
            Module::KIND => &types.module,
            Property::KIND => &types.property,
            Super::KIND => &types.super_,
            CodeObject::KIND => &types.code,
            Stream::KIND => &types.stream,
            Twister::KIND => &types.twister,
            _ => &types.object,
        }
    }

    /// The name of a value's class.
    pub fn type_name(&self, value: &Value) -> String {
        let class = self.class_ref(value);
        if is_told_with_module(&class.module, &class.name) {
            return format!("{}.{}", class.module, class.name);
        }
        class.name.to_string()
    }
}
