//! Calls: functions, natives, classes, methods; binding of arguments.

use super::abstract_classes::check_abstract;
use super::context::Cx;
use super::errors::new_exception;
use super::native::NativeInfo;
use super::signal::{After, Exc, Res, Signal, type_error, unsupported};
use super::stack::Program;
use super::thread::{Cont, Frame, Thread};
use crate::code::{Makes, Signature, SlotKind};
use crate::object::class::{ClassFlags, ClassLookup, Layout};
use crate::object::derived::core;
use crate::object::dict::{DictTable, Table};
use crate::object::function::{Wrapped, callable_name};
use crate::object::generator::Suspended;
use crate::object::module::ThreadLocal;
use crate::object::sequence::ListItems;
use crate::object::{
    Attrs, Cell, Class, Derived, Dict, Exception, Function, Generator, Instance, List, Method,
    Native, Str, Tuple,
};
use crate::strings::suggest::suggest;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guarded};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::Exit;
use rustc_hash::FxHashMap;

/// Arguments of a call of an object whose `__call__` is an object again, from which on the call is taken
/// to have no end.
const MANY_RECEIVERS: u32 = 5000;

/// Frames of the library that one frame of the script can need.
const FRAMES_FOR_ONE: usize = 16;

/// Keyword arguments of a call.
type Keywords = Vec<(Symbol, Value)>;

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
            if let Some(native) = new.as_ref().and_then(Value::as_gc::<Native>)
                && let Some(done) = self.call_native_at_once(cx, native.index, count)
            {
                return done;
            }
        } else if let Some(class) = callable.as_gc::<Class>()
            && class.makes_plain_instances()
            && let Some(init) = class.lookup(cx.world.names.init)
            && let Some(function) = init.as_gc::<Function>()
            && { function.code.linked() }.is_some_and(|linked| linked.arity == count + 1)
        {
            let instance = Value::from(Instance::new(class));
            return self.initialize(cx, instance, function, count);
        }
        self.call_with(cx, count, Cont::Value)
    }

    /// Calls `__init__` with a new instance, whose class lies below the topmost `count` values, and
    /// which takes the place of its class.
    fn initialize(
        &mut self,
        cx: &mut Cx<'_>,
        instance: Value,
        init: &Gc<Function>,
        count: u32,
    ) -> Res<()> {
        let args = self.stack.top() - count as usize;
        self.stack.push(init.into());
        self.stack.push(instance.clone());
        let live = self.stack.live_mut();
        live[args..].rotate_right(2);
        live[args - 1] = instance;
        self.enter_frame(cx, init, Cont::Init)
    }

    /// Calls a native whose arguments need no binding; None, and nothing done, where they do.
    #[inline]
    fn call_native_at_once(&mut self, cx: &mut Cx<'_>, index: u32, count: u32) -> Option<Res<()>> {
        let info = &cx.world.natives[index as usize];
        if !info.accepts(count as usize) {
            return None;
        }
        self.give_core(info, count);
        let result = (info.row.call)(cx, self.stack.last(count as usize));
        Some(self.native_result(cx, info, result, count, Vec::new(), Cont::Value))
    }

    /// A method of a builtin class gets the core of a derived object as its receiver.
    #[inline]
    fn give_core(&mut self, info: &NativeInfo, count: u32) {
        if info.takes_core
            && count > 0
            && let Some(derived) = self.stack.peek(count as usize).as_gc::<Derived>()
        {
            let core = derived.core.clone();
            *self.stack.peek_mut(count as usize) = core;
        }
    }

    /// Puts a native's result in the place of the native and its arguments, or does what it asks for.
    #[inline]
    fn native_result(
        &mut self,
        cx: &mut Cx<'_>,
        info: &NativeInfo,
        result: Res,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        match result {
            Ok(value) => {
                self.stack.truncate(self.stack.top() - count as usize);
                *self.stack.peek_mut(1) = value;
                self.finish(cx, cont)
            }
            Err(signal) => match self.with_cores(cx, &signal, info, count, &keywords) {
                Some(result) => self.native_result(cx, info, result, count, keywords, cont),
                None => self.native_signal(cx, signal, info, count, keywords, cont),
            },
        }
    }

    /// What a native that wants other types says to the cores of derived objects among its arguments.
    /// Natives look at the types of their arguments before they do anything.
    #[cold]
    fn with_cores(
        &mut self,
        cx: &mut Cx<'_>,
        signal: &Signal,
        info: &NativeInfo,
        count: u32,
        keywords: &Keywords,
    ) -> Option<Res> {
        let args = self.stack.last(count as usize);
        let is_derived = |value: &Value| value.as_gc::<Derived>().is_some();
        let has_derived = { args.iter() }
            .chain(keywords.iter().map(|(_, value)| value))
            .any(is_derived);
        if !matches!(signal, Signal::New(Exc::TypeError, _)) || !has_derived {
            return None;
        }
        let args: Vec<Value> = { args.iter() }.map(core).cloned().collect();
        let plain = { keywords.iter() }.map(|(name, value)| (*name, core(value).clone()));
        let bound = info.bind(&args, &plain.collect::<Vec<_>>()).ok()?;
        match (info.row.call)(cx, &bound) {
            Err(again) if matches!(*again, Signal::New(Exc::TypeError, _) | Signal::Fallback) => {
                None
            }
            result => Some(result),
        }
    }

    /// As [`Thread::call`]; `cont` says what becomes of the result.
    pub(super) fn call_with(&mut self, cx: &mut Cx<'_>, count: u32, cont: Cont) -> Res<()> {
        self.call_keywords(cx, count, Vec::new(), cont)
    }

    /// CallMethod off the fast path: below the arguments lie the function and its receiver, or a
    /// callable and the empty place.
    #[inline(never)]
    pub(super) fn call_method(&mut self, cx: &mut Cx<'_>, count: u32) -> Res<()> {
        let receiver = count as usize + 1;
        if !self.stack.peek(receiver).is_empty() {
            return self.call(cx, count + 1);
        }
        let start = self.stack.top() - receiver;
        self.stack.live_mut()[start..].rotate_left(1);
        drop(self.stack.pop());
        self.call(cx, count)
    }

    /// CallKw: a tuple of names lies on top of the arguments.
    pub(super) fn call_kw(&mut self, cx: &mut Cx<'_>, count: u32) -> Res<()> {
        let names = self.stack.pop();
        let names = names
            .as_gc::<Tuple>()
            .expect("(codegen) names of keyword arguments");
        let values = self.stack.pop_many(names.items.len());
        let symbols = names.items.iter().filter_map(|name| name.as_gc::<Str>());
        let keywords = symbols
            .map(|name| Symbol::new(name.as_str()))
            .zip(values)
            .collect();
        self.call_keywords(cx, count - names.items.len() as u32, keywords, Cont::Value)
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
        let exact = count == signature.positional && keywords.is_empty();
        let plain = signature.kwonly == 0 && !signature.has_vararg && !signature.has_kwarg;
        if !exact || !plain {
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
        if self.frames.len() >= self.frame_limit {
            self.check_depth(cx)?;
        }
        self.stack.reserve((code.frame_size - params) as usize);
        self.fill_slots(program, params);
        self.frames.push(Frame {
            program,
            ip: 0,
            base: base as u32,
            cont,
        });
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
        self.frame_limit = most.min(self.frames.len() + (limit - counted));
        Ok(())
    }

    /// Empties the slots beyond the parameters, and puts the closure's cells into the last ones.
    fn fill_slots(&mut self, program: Program, params: u32) {
        let code = program.code();
        for _ in params..code.slots - code.code.free_count {
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
    fn finish(&mut self, cx: &mut Cx<'_>, cont: Cont) -> Res<()> {
        match cont {
            Cont::Value => Ok(()),
            _ => {
                let value = self.stack.pop();
                self.stack.push(Value::NONE);
                self.deliver(cx, cont, value)
            }
        }
    }

    /// Lays the topmost `count` arguments and the keyword arguments out as the parameters.
    fn bind(
        &mut self,
        cx: &mut Cx<'_>,
        function: &Gc<Function>,
        count: u32,
        keywords: Keywords,
    ) -> Res<()> {
        let args = self.stack.pop_many(count as usize);
        let bound = bind_arguments(cx, function, args, keywords)?;
        self.stack.reserve(bound.len());
        bound.into_iter().for_each(|value| self.stack.push(value));
        Ok(())
    }

    fn call_native(
        &mut self,
        cx: &mut Cx<'_>,
        native: &Gc<Native>,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        let info = &cx.world.natives[native.index as usize];
        self.give_core(info, count);
        let args = self.stack.last(count as usize);
        let result = if keywords.is_empty() && info.accepts(count as usize) {
            (info.row.call)(cx, args)
        } else {
            let bound = info.bind(args, &keywords)?;
            (info.row.call)(cx, &bound)
        };
        self.native_result(cx, info, result, count, keywords, cont)
    }

    /// A native asked for something instead of giving a value.
    fn native_signal(
        &mut self,
        cx: &mut Cx<'_>,
        signal: Box<Signal>,
        info: &NativeInfo,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        let callee = self.stack.top() - count as usize - 1;
        match *signal {
            Signal::Fallback => {
                let name = info.row.fallback.unwrap_or_else(|| {
                    panic!("(natives) {} has no twin in toy Python", info.row.name)
                });
                self.stack.live_mut()[callee] = cx.world.prelude_function(name);
                self.call_keywords(cx, count, keywords, cont)
            }
            Signal::Call(callable, args) => {
                self.stack.truncate(callee);
                self.stack.push(callable);
                let arity = args.len() as u32;
                args.into_iter().for_each(|arg| self.stack.push(arg));
                self.call_with(cx, arity, cont)
            }
            Signal::Wait(wait, after) => {
                self.stack.truncate(callee);
                self.pending = Some((after, cont));
                Err(Signal::leave(Exit::Wait(wait)))
            }
            Signal::Spawn(new) => {
                self.stack.truncate(callee);
                let spawn = self.spawn(cx, new)?;
                self.pending = Some((After::Spawned, cont));
                cx.world.started.next();
                Err(Signal::leave(Exit::Spawn(spawn)))
            }
            Signal::ClassBody(body, namespace) => {
                self.stack.truncate(callee);
                self.stack.push(body);
                self.call_with(cx, 0, cont)?;
                *self.slot(0) = namespace;
                Ok(())
            }
            Signal::NewLimit => {
                self.frame_limit = cx.world.recursion_limit.get() as usize;
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = Value::NONE;
                self.finish(cx, cont)
            }
            Signal::Place => {
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = self.place(cx);
                self.finish(cx, cont)
            }
            Signal::Variables => {
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = self.variables()?;
                self.finish(cx, cont)
            }
            Signal::Line(coroutine) => {
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = Value::int(self.coroutine_line(&coroutine));
                self.finish(cx, cont)
            }
            Signal::Resume(resumption) => {
                self.stack.truncate(callee);
                self.resume_generator(cx, *resumption, cont)
            }
            other => Err(Box::new(other)),
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
        let takes_any = || {
            let init = class.lookup_with_owner(names.init);
            init.is_some_and(|(owner, _)| owner.flags().has(ClassFlags::USER))
        };
        // That a class takes no arguments is said before that it is abstract.
        let is_plain = count == 0 && keywords.is_empty();
        if !class.flags().has(ClassFlags::NEW) && (is_plain || takes_any()) {
            check_abstract(cx, class)?;
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
            Layout::Exception => Exception::new(class, args.to_vec()).into(),
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
            if class.is(&cx.world.types.module) {
                return unsupported("`types.ModuleType(..)`");
            }
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

/// Arguments laid out as a function's parameters: positional, keyword-only, `*args`, `**kwargs`.
fn bind_arguments(
    cx: &Cx<'_>,
    function: &Gc<Function>,
    args: Vec<Value>,
    keywords: Keywords,
) -> Res<Vec<Value>> {
    let code = &function.code.code;
    let signature = &code.signature;
    let positional = signature.positional as usize;
    let named = positional + signature.kwonly as usize;
    let given = args.len();
    let mut args = args.into_iter();
    let mut bound: Vec<Value> = args.by_ref().take(positional).collect();
    bound.resize(named, Value::EMPTY);
    let rest: Vec<Value> = args.collect();
    let mut extra = Table::default();
    let mut posonly_by_name = Vec::new();
    for (name, value) in keywords {
        let names = code.slots[..named].iter();
        let known = { names }.position(|slot| &*slot.name == name.as_str());
        match known.filter(|index| *index >= signature.posonly as usize) {
            Some(index) if bound[index].is_empty() => bound[index] = value,
            Some(_) => {
                let (callee, name) = (qualname(function), name.as_str());
                return type_error(format!(
                    "{callee}() got multiple values for argument '{name}'"
                ));
            }
            None if signature.has_kwarg => {
                extra.insert(Str::value(name.as_str()), value)?;
            }
            None if known.is_some() => posonly_by_name.push(name.as_str()),
            None => return unexpected_keyword(function, name),
        }
    }
    if !posonly_by_name.is_empty() {
        let names = posonly_by_name.join(", ");
        return type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{names}'",
            qualname(function)
        ));
    }
    fill_defaults(function, signature, &mut bound);
    if !rest.is_empty() && !signature.has_vararg {
        return too_many(function, &bound, given);
    }
    missing_arguments(function, signature, &bound)?;
    if signature.has_vararg {
        bound.push(if rest.is_empty() {
            (&cx.world.empty_tuple).into()
        } else {
            Tuple::value(rest)
        });
    }
    if signature.has_kwarg {
        bound.push(Dict::value(extra));
    }
    Ok(bound)
}

fn qualname(function: &Gc<Function>) -> String {
    callable_name(&Value::from(function)).unwrap_or_default()
}

#[cold]
fn unexpected_keyword<T>(function: &Gc<Function>, name: Symbol) -> Res<T> {
    let (callee, name) = (qualname(function), name.as_str());
    let code = &function.code.code;
    let last = code.signature.positional + code.signature.kwonly;
    let slots = &code.slots[code.signature.posonly as usize..last as usize];
    let names: Vec<&str> = slots.iter().map(|slot| &*slot.name).collect();
    let hint = match suggest(name, &names) {
        Some(meant) => format!(". Did you mean '{meant}'?"),
        None => String::new(),
    };
    type_error(format!(
        "{callee}() got an unexpected keyword argument '{name}'{hint}"
    ))
}

fn fill_defaults(function: &Gc<Function>, signature: &Signature, bound: &mut [Value]) {
    let positional = signature.positional as usize;
    let state = function.guard(|f| &f.state);
    if let Some(defaults) = &state.defaults {
        let first = positional.saturating_sub(defaults.items.len());
        for (place, default) in bound[first..positional].iter_mut().zip(&defaults.items) {
            if place.is_empty() {
                *place = default.clone();
            }
        }
    }
    let Some(kwdefaults) = state.kwdefaults.clone() else {
        return;
    };
    drop(state);
    for (place, slot) in bound
        .iter_mut()
        .zip(&function.code.code.slots)
        .skip(positional)
    {
        if place.is_empty()
            && let Ok(Some(default)) = kwdefaults.table().get(&Str::value(&*slot.name))
        {
            *place = default;
        }
    }
}

#[cold]
fn too_many<T>(function: &Gc<Function>, bound: &[Value], given: usize) -> Res<T> {
    let signature = &function.code.code.signature;
    let positional = signature.positional as usize;
    let defaults = function
        .guard(|f| &f.state)
        .defaults
        .as_ref()
        .map_or(0, |d| d.items.len());
    let keyword_only = bound[positional..]
        .iter()
        .filter(|value| !value.is_empty())
        .count();
    let takes = if defaults > 0 {
        format!("from {} to {positional}", positional - defaults)
    } else {
        positional.to_string()
    };
    let plural = if positional == 1 && defaults == 0 {
        ""
    } else {
        "s"
    };
    let s = |n: usize| if n == 1 { "" } else { "s" };
    let given_text = if keyword_only > 0 && signature.kwonly > 0 {
        let given_kw = given_keyword_only(function, bound);
        if given_kw > 0 {
            format!(
                "{given} positional argument{} (and {given_kw} keyword-only argument{}) were",
                s(given),
                s(given_kw)
            )
        } else {
            format!("{given} {}", if given == 1 { "was" } else { "were" })
        }
    } else {
        format!("{given} {}", if given == 1 { "was" } else { "were" })
    };
    let callee = qualname(function);
    type_error(format!(
        "{callee}() takes {takes} positional argument{plural} but {given_text} given"
    ))
}

fn keyword_dict(keywords: &Keywords) -> Value {
    let mut table = Table::default();
    for (name, value) in keywords {
        let known = table.insert(Str::value(name.as_str()), value.clone());
        debug_assert!(known.is_ok(), "(dict) names can be hashed");
    }
    Dict::value(table)
}

/// Keyword-only parameters whose value is not just their default.
fn given_keyword_only(function: &Gc<Function>, bound: &[Value]) -> usize {
    let positional = function.code.code.signature.positional as usize;
    let kwdefaults = function.guard(|f| &f.state).kwdefaults.clone();
    let slots = &function.code.code.slots;
    let is_default = |index: usize, value: &Value| {
        let Some(dict) = &kwdefaults else {
            return false;
        };
        let default = dict.table().get(&Str::value(&*slots[index].name));
        default.is_ok_and(|default| default.is_some_and(|default| default.is(value)))
    };
    let rest = bound.iter().enumerate().skip(positional);
    rest.filter(|(index, value)| !value.is_empty() && !is_default(*index, value))
        .count()
}

fn missing_arguments(function: &Gc<Function>, signature: &Signature, bound: &[Value]) -> Res<()> {
    let positional = signature.positional as usize;
    let slots = &function.code.code.slots;
    let missing = |range: std::ops::Range<usize>| -> Vec<String> {
        { range }
            .filter(|i| bound[*i].is_empty())
            .map(|i| format!("'{}'", slots[i].name))
            .collect()
    };
    let groups = [
        (missing(0..positional), "positional"),
        (missing(positional..bound.len()), "keyword-only"),
    ];
    for (names, kind) in groups {
        if !names.is_empty() {
            let plural = if names.len() == 1 { "" } else { "s" };
            return type_error(format!(
                "{}() missing {} required {kind} argument{plural}: {}",
                qualname(function),
                names.len(),
                list_names(&names)
            ));
        }
    }
    Ok(())
}

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`.
fn list_names(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    }
}
