//! Calls: functions, classes, methods. How arguments become parameters is [`super::binding`]'s, and how
//! natives are called [`super::call_native`]'s.

use super::abstract_classes::check_call;
use super::binding::KeywordLayout;
use super::context::Cx;
use super::errors::new_exception;
use super::frames::Frame;
use super::inline_cache::fill_init;
use super::signal::{Exc, Res, type_error};
use super::stack::Program;
use super::thread::{Cont, Thread};
use crate::code::{Makes, SlotKind};
use crate::object::class::{ClassFlags, ClassLookup, Layout};
use crate::object::derived::core;
use crate::object::dict::{DictTable, Table};
use crate::object::function::Wrapped;
use crate::object::generator::Suspended;
use crate::object::module::ThreadLocal;
use crate::object::sequence::ListItems;
use crate::object::{
    Attrs, Cell, Class, Dict, Exception, Function, Generator, Instance, List, Method, Native, Str,
    Tuple,
};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guarded};
use gilscope_runtime::symbol::Symbol;
use rustc_hash::FxHashMap;

/// Arguments of a call of an object whose `__call__` is an object again, from which on the call is taken
/// to have no end.
const MANY_RECEIVERS: u32 = 5000;

/// Frames of the library that one frame of the script can need.
const FRAMES_FOR_ONE: usize = 16;

/// Keyword arguments of a call.
pub(super) type Keywords = Vec<(Symbol, Value)>;

impl Thread {
    /// Calls the callable below the topmost `count` values.
    pub(super) fn call(&mut self, cx: &mut Cx<'_>, count: u32) -> Res<()> {
        let callable = self.stack.peek(count as usize + 1);
        if let Some(native) = callable.as_gc::<Native>() {
            if let Some(done) = self.call_native_at_once(cx, native.index, count) {
                return done;
            }
        } else if let Some(class) = callable.as_gc::<Class>()
            && class.layout == Layout::Builtin
            && !class.is(&cx.world.types.super_)
            && !class.is(&cx.world.types.object)
        {
            if count == 1 && class.is(&cx.world.types.type_) {
                let class = cx.world.class_of(self.stack.peek(1));
                drop(self.stack.pop());
                *self.stack.peek_mut(1) = class.into();
                return Ok(());
            }
            let new = class.member(cx.world.names.new);
            let new = new.as_ref().map(unwrapped);
            if let Some(native) = new.and_then(Value::as_gc::<Native>)
                && let index = native.index
                && let Some(done) = {
                    if !class.is(&cx.world.types.type_) {
                        class.constructor.set(u64::from(index) + 1);
                    }
                    self.call_native_at_once(cx, index, count)
                }
            {
                return done;
            }
        } else if let Some(class) = callable.as_gc::<Class>()
            && class.makes_plain_instances()
            && let Some(init) = class.lookup(cx.world.names.init)
            && let Some(function) = init.as_gc::<Function>()
        {
            fill_init(cx, class, function);
            let instance = Value::from(Instance::new(class));
            self.put_init(instance, function, count as usize);
            return self.call_function(cx, function, count + 1, Vec::new(), Cont::Init);
        }
        self.call_with(cx, count, Cont::Value)
    }

    /// Puts a new instance in the place of its class, which lies below the topmost `above` values, and
    /// above it `__init__` and the instance again, which is its first argument.
    fn put_init(&mut self, instance: Value, init: &Gc<Function>, above: usize) {
        let args = self.stack.top() - above;
        self.stack.push(init.into());
        self.stack.push(instance.clone());
        let live = self.stack.live_mut();
        live[args..].rotate_right(2);
        live[args - 1] = instance;
    }

    /// As [`Thread::call`]; `cont` says what becomes of the result.
    pub(super) fn call_with(&mut self, cx: &mut Cx<'_>, count: u32, cont: Cont) -> Res<()> {
        self.call_keywords(cx, count, Vec::new(), cont)
    }

    /// CallMethod off the fast path: below the arguments lie the function and its receiver, or a
    /// callable and the empty place.
    #[inline(never)]
    pub(super) fn call_method(&mut self, cx: &mut Cx<'_>, count: u32) -> Res<()> {
        let count = self.lay_out_method_call(count);
        self.call(cx, count)
    }

    /// Makes of what LoadMethod has left below `count` arguments what Call expects; gives the number of
    /// arguments then.
    pub(super) fn lay_out_method_call(&mut self, count: u32) -> u32 {
        let receiver = count as usize + 1;
        if !self.stack.peek(receiver).is_empty() {
            return count + 1;
        }
        let start = self.stack.top() - receiver;
        self.stack.live_mut()[start..].rotate_left(1);
        drop(self.stack.pop());
        count
    }

    /// CallKw: a tuple of names lies on top of the arguments.
    pub(super) fn call_kw(&mut self, cx: &mut Cx<'_>, count: u32) -> Res<()> {
        let names = self.stack.pop();
        let names = names
            .as_gc::<Tuple>()
            .expect("(codegen) names of keyword arguments");
        if let Some(done) = self.call_kw_in_place(cx, count, names) {
            return done;
        }
        let values = self.stack.pop_many(names.items.len());
        let symbols = names.items.iter().filter_map(|name| name.as_gc::<Str>());
        let keywords = symbols
            .map(|name| Symbol::new(name.as_str()))
            .zip(values)
            .collect();
        self.call_keywords(cx, count - names.items.len() as u32, keywords, Cont::Value)
    }

    /// As `call_kw` where a function is called, or made to be the `__init__` of a plain new instance, and
    /// each name is a parameter's; None, and nothing done, otherwise.
    fn call_kw_in_place(
        &mut self,
        cx: &mut Cx<'_>,
        count: u32,
        names: &Gc<Tuple>,
    ) -> Option<Res<()>> {
        let callable = self.stack.peek(count as usize + 1).as_object()?.clone();
        if let Some(function) = callable.downcast::<Function>() {
            let layout = KeywordLayout::of(function, count as usize, names)?;
            self.place_keywords(function, &layout);
            return Some(self.enter_frame(cx, function, Cont::Value));
        }
        if let Some(method) = callable.downcast::<Method>() {
            let function = method.function.as_gc::<Function>()?;
            let layout = KeywordLayout::of(function, count as usize + 1, names)?;
            self.stack.insert(count as usize, method.receiver.clone());
            let callee = self.stack.top() - count as usize - 2;
            self.stack.live_mut()[callee] = method.function.clone();
            self.place_keywords(function, &layout);
            return Some(self.enter_frame(cx, function, Cont::Value));
        }
        let class = callable.downcast::<Class>()?;
        if !class.makes_plain_instances() {
            return None;
        }
        let init = class.lookup(cx.world.names.init)?;
        let function = init.as_gc::<Function>()?;
        let layout = KeywordLayout::of(function, count as usize + 1, names)?;
        let instance = Value::from(Instance::new(class));
        self.put_init(instance, function, count as usize);
        self.place_keywords(function, &layout);
        Some(self.enter_frame(cx, function, Cont::Init))
    }

    /// CallEx: a tuple of arguments, and perhaps a dict of keyword arguments on top.
    pub(super) fn call_ex(&mut self, cx: &mut Cx<'_>, has_keywords: bool) -> Res<()> {
        let mut keywords = Vec::new();
        if has_keywords {
            let dict = self.stack.pop();
            let table = dict
                .as_gc::<Dict>()
                .map(|dict| dict.table().clone())
                .unwrap_or_default();
            for entry in table.iter() {
                let Some(name) = core(&entry.key).as_gc::<Str>() else {
                    return type_error("keywords must be strings");
                };
                keywords.push((Symbol::new(name.as_str()), entry.value.clone()));
            }
        }
        let args = self.stack.pop();
        let items = match (args.as_gc::<Tuple>(), args.as_gc::<List>()) {
            (Some(tuple), _) => tuple.items.to_vec(),
            (_, Some(list)) => list.items().clone(),
            _ => Vec::new(),
        };
        let count = items.len() as u32;
        self.stack.reserve(items.len());
        items.into_iter().for_each(|item| self.stack.push(item));
        self.call_keywords(cx, count, keywords, Cont::Value)
    }

    /// Calls with arguments by position on the stack and keyword arguments beside.
    pub(super) fn call_keywords(
        &mut self,
        cx: &mut Cx<'_>,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        let callable = self.stack.peek(count as usize + 1).clone();
        let Some(object) = callable.as_object() else {
            return self.not_callable(cx, &callable);
        };
        if let Some(function) = object.downcast::<Function>() {
            return self.call_function(cx, function, count, keywords, cont);
        }
        if let Some(native) = object.downcast::<Native>() {
            return self.call_native(cx, native, count, keywords, cont);
        }
        if let Some(method) = object.downcast::<Method>() {
            self.stack.insert(count as usize, method.receiver.clone());
            let callee = self.stack.top() - count as usize - 2;
            let old =
                std::mem::replace(&mut self.stack.live_mut()[callee], method.function.clone());
            drop(old);
            return self.call_keywords(cx, count + 1, keywords, cont);
        }
        if let Some(class) = object.downcast::<Class>() {
            return self.call_class(cx, class, count, keywords, cont);
        }
        if let Some(wrapped) = object.downcast::<Wrapped>() {
            let callee = self.stack.top() - count as usize - 1;
            self.stack.live_mut()[callee] = wrapped.function.clone();
            return self.call_keywords(cx, count, keywords, cont);
        }
        let class = cx.world.class_of(&callable);
        if let Some(method) = class.lookup(cx.world.names.call) {
            if method.as_gc::<Method>().is_some() {
                // Bound to another object already.
                let callee = self.stack.top() - count as usize - 1;
                self.stack.live_mut()[callee] = method;
                return self.call_keywords(cx, count, keywords, cont);
            }
            if method.as_gc::<Instance>().is_some() && count > MANY_RECEIVERS {
                return Exc::RecursionError.err("maximum recursion depth exceeded");
            }
            self.stack.insert(count as usize + 1, method);
            return self.call_keywords(cx, count + 1, keywords, cont);
        }
        self.not_callable(cx, &callable)
    }

    #[cold]
    fn not_callable(&self, cx: &Cx<'_>, value: &Value) -> Res<()> {
        type_error(format!(
            "'{}' object is not callable",
            cx.world.type_name(value)
        ))
    }

    fn call_function(
        &mut self,
        cx: &mut Cx<'_>,
        function: &Gc<Function>,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        let signature = &function.code.code.signature;
        let by_position = signature.kwonly == 0 && !signature.has_kwarg && keywords.is_empty();
        let is_bound = match signature.has_vararg {
            _ if !by_position => false,
            true => self.add_rest(cx, function, count),
            false => count == signature.positional || self.add_defaults(function, count),
        };
        if !is_bound {
            self.bind(cx, function, count, keywords)?;
        }
        self.enter_frame(cx, function, cont)
    }

    /// Enters a function whose parameters, all of them, are the topmost values.
    fn enter_frame(&mut self, cx: &mut Cx<'_>, function: &Gc<Function>, cont: Cont) -> Res<()> {
        let program = cx.world.program(function);
        let code = program.code();
        let params = code.code.signature.slots();
        let base = self.stack.top() - params as usize;
        if code.code.makes != Makes::Result {
            return self.make_generator(cx, program, function, base, cont);
        }
        if self.frames.are_many() {
            self.check_depth(cx)?;
        }
        self.stack.reserve((code.frame_size - params) as usize);
        self.fill_slots(program, params);
        self.frames.push(Frame::new(program, 0, base as u32, cont));
        Ok(())
    }

    /// Called when there are as many frames as there may be. Frames of the library do not count:
    /// CPython has none for much of what is written in toy Python here; but they may not call one
    /// another for ever.
    #[cold]
    pub(super) fn check_depth(&mut self, cx: &Cx<'_>) -> Res<()> {
        let limit = cx.world.recursion_limit.get() as usize;
        let counted = { self.frames.iter() }
            .filter(|f| !f.program.code().code.source.is_library())
            .count();
        let most = limit.saturating_mul(FRAMES_FOR_ONE);
        if counted >= limit || self.frames.len() >= most {
            return Exc::RecursionError.err("maximum recursion depth exceeded");
        }
        let limit = most.min(self.frames.len() + (limit - counted));
        self.frames.set_limit(limit);
        Ok(())
    }

    /// Empties the slots beyond the parameters, and puts the closure's cells into the last ones.
    fn fill_slots(&mut self, program: Program, params: u32) {
        let code = program.code();
        for _ in params..code.locals {
            self.stack.push(Value::EMPTY);
        }
        for cell in program.closure() {
            self.stack.push(cell.into());
        }
    }

    fn make_generator(
        &mut self,
        cx: &mut Cx<'_>,
        program: Program,
        function: &Gc<Function>,
        base: usize,
        cont: Cont,
    ) -> Res<()> {
        let params = self.stack.top() - base;
        self.stack.reserve(program.code().frame_size as usize);
        self.fill_slots(program, params as u32);
        let values = self.stack.pop_many(self.stack.top() - base);
        let state = Guarded::new(Suspended::fresh(values));
        let generator = Gc::new(Generator {
            function: function.clone(),
            state,
        });
        *self.stack.peek_mut(1) = generator.into();
        self.finish(cx, cont)
    }

    /// The callable's place holds the result of a call that needed no frame.
    pub(super) fn finish(&mut self, cx: &mut Cx<'_>, cont: Cont) -> Res<()> {
        match cont {
            Cont::Value => Ok(()),
            _ => {
                let value = self.stack.pop();
                self.stack.push(Value::NONE);
                self.deliver(cx, cont, value)
            }
        }
    }

    fn call_class(
        &mut self,
        cx: &mut Cx<'_>,
        class: &Gc<Class>,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        let names = &cx.world.names;
        if class.flags().has(ClassFlags::META)
            && let meta = cx.world.class_of(self.stack.peek(count as usize + 1))
            && let Some((owner, call)) = meta.lookup_with_owner(names.call)
            && owner.flags().has(ClassFlags::USER)
        {
            self.stack.insert(count as usize + 1, call);
            return self.call_keywords(cx, count + 1, keywords, cont);
        }
        if !class.flags().has(ClassFlags::NEW) {
            check_call(cx, class, count > 0 || !keywords.is_empty())?;
        }
        if class.flags().has(ClassFlags::NEW)
            && let Some((owner, new)) = class.lookup_with_owner(names.new)
            && owner.flags().has(ClassFlags::USER)
        {
            let _ = new;
            let create = cx.world.prelude_function("_create");
            self.stack.insert(count as usize + 1, create);
            return self.call_keywords(cx, count + 1, keywords, cont);
        }
        if matches!(class.layout, Layout::Derived | Layout::Class) {
            let create = cx.world.prelude_function("_create");
            self.stack.insert(count as usize + 1, create);
            return self.call_keywords(cx, count + 1, keywords, cont);
        }
        let groups = cx.world.exception_class(Exc::BaseExceptionGroup);
        if class.layout == Layout::Exception && class.is_subclass(groups) {
            let create = cx.world.prelude_function("_create");
            self.stack.insert(count as usize + 1, create);
            return self.call_keywords(cx, count + 1, keywords, cont);
        }
        if class.layout == Layout::Builtin || class.is(&cx.world.types.object) {
            return self.call_constructor(cx, class, count, keywords, cont);
        }
        let init = class.lookup_with_owner(names.init);
        match init.filter(|(owner, _)| owner.flags().has(ClassFlags::USER)) {
            Some((_, init)) => {
                if cont != Cont::Value {
                    self.stack
                        .insert(count as usize + 1, cx.world.prelude_function("_construct"));
                    return self.call_keywords(cx, count + 1, keywords, cont);
                }
                let instance = self.new_instance(cx, class, count, &keywords);
                let callee = self.stack.top() - count as usize - 1;
                self.stack.live_mut()[callee] = instance.clone();
                self.stack.insert(count as usize, init);
                self.stack.insert(count as usize, instance);
                self.call_keywords(cx, count + 1, keywords, Cont::Init)
            }
            None => {
                let given = count as usize + keywords.len();
                if given > 0 && class.layout == Layout::Instance {
                    return self.no_arguments(class);
                }
                if given > 0 && class.layout == Layout::ThreadLocal {
                    return type_error("Initialization arguments are not supported");
                }
                let instance = if class.layout == Layout::Exception {
                    let args = self.stack.last(count as usize);
                    new_exception(cx, class, args, &keywords)?
                } else {
                    self.new_instance(cx, class, count, &keywords)
                };
                self.stack.truncate(self.stack.top() - count as usize);
                *self.stack.peek_mut(1) = instance;
                self.finish(cx, cont)
            }
        }
    }

    fn no_arguments(&self, class: &Gc<Class>) -> Res<()> {
        type_error(format!("{}() takes no arguments", class.name))
    }

    /// A new instance; the arguments are the topmost values.
    fn new_instance(
        &mut self,
        cx: &Cx<'_>,
        class: &Gc<Class>,
        count: u32,
        keywords: &Keywords,
    ) -> Value {
        let args = self.stack.last(count as usize);
        match class.layout {
            Layout::Exception => {
                // Without arguments until its `__init__` gives it some.
                let is_late = class.is_subclass(cx.world.exception_class(Exc::OSError));
                let args = if is_late { &[] } else { args };
                Exception::new(class, args.to_vec()).into()
            }
            Layout::ThreadLocal => {
                let args = Tuple::value([Tuple::value(args), keyword_dict(keywords)]);
                let mut all = FxHashMap::default();
                all.insert(cx.me, Attrs::new(&class.shape));
                let attrs = Guarded::new(all);
                Gc::new(ThreadLocal {
                    class: class.clone(),
                    args,
                    attrs,
                })
                .into()
            }
            _ => Instance::new(class).into(),
        }
    }

    /// Calls a builtin class: its `__new__` is a native without the class as argument.
    fn call_constructor(
        &mut self,
        cx: &mut Cx<'_>,
        class: &Gc<Class>,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        if class.is(&cx.world.types.super_) && count == 0 && keywords.is_empty() {
            self.push_super_arguments(cx)?;
            return self.call_constructor(cx, class, 2, keywords, cont);
        }
        let new = class.member(cx.world.names.new);
        let Some(new) = new else {
            return type_error(format!("cannot create '{}' instances", class.name));
        };
        if class.is(&cx.world.types.object) && count > 0 {
            return type_error("object() takes no arguments");
        }
        let callee = self.stack.top() - count as usize - 1;
        self.stack.live_mut()[callee] = new;
        self.call_keywords(cx, count, keywords, cont)
    }
}

impl Thread {
    /// What `super()` means in the frame that runs: the class being defined, from the cell
    /// `__class__`, and the first argument.
    fn push_super_arguments(&mut self, cx: &Cx<'_>) -> Res<()> {
        let frame = self.frames.last().expect("(window) a frame runs");
        let code = frame.program.code().code.clone();
        if code.signature.positional == 0 && !code.signature.has_vararg {
            return Exc::RuntimeError.err("super(): no arguments");
        }
        let base = frame.base as usize;
        let Some(cell) = code
            .slots
            .iter()
            .position(|slot| &*slot.name == "__class__" && slot.kind == SlotKind::Free)
        else {
            return Exc::RuntimeError.err("super(): __class__ cell not found");
        };
        let content = |value: &Value| match value.as_gc::<Cell>() {
            Some(cell) => cell.guard(|c| &c.value).clone(),
            None => value.clone(),
        };
        let slots = &self.stack.live_mut()[base..];
        let (class, receiver) = (content(&slots[cell]), content(&slots[0]));
        if class.is_empty() {
            return Exc::RuntimeError.err("super(): empty __class__ cell");
        }
        if class.as_gc::<Class>().is_none() {
            let name = cx.world.type_name(&class);
            let message = format!("super(): __class__ is not a type ({name})");
            return Exc::RuntimeError.err(message);
        }
        let receiver = match receiver.as_gc::<Tuple>() {
            Some(all) if code.signature.positional == 0 => {
                all.items.first().cloned().unwrap_or(Value::EMPTY)
            }
            _ => receiver,
        };
        if receiver.is_empty() {
            return Exc::RuntimeError.err("super(): arg[0] deleted");
        }
        self.stack.push(class);
        self.stack.push(receiver);
        Ok(())
    }
}

fn keyword_dict(keywords: &Keywords) -> Value {
    let mut table = Table::default();
    for (name, value) in keywords {
        let known = table.insert(Str::value(name.as_str()), value.clone());
        debug_assert!(known.is_ok(), "(dict) names can be hashed");
    }
    Dict::value(table)
}

/// What a static method of a builtin class wraps; anything else as it is.
fn unwrapped(member: &Value) -> &Value {
    { member.as_gc::<Wrapped>() }.map_or(member, |wrapped| &wrapped.function)
}
