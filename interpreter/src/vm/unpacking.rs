//! What `*` and `**` unpack into lists, sets and dicts, among them the arguments of calls.

use super::context::Cx;
use super::iteration::native_items;
use super::operators::is_user;
use super::signal::{Exc, Res, Signal, type_error, unsupported};
use super::thread::{Cont, Thread};
use crate::object::Adopt;
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::compare::Stop;
use crate::object::derived::{core, plain_core};
use crate::object::dict::{DictMerge, DictTable};
use crate::object::function::callable_name;
use crate::object::sequence::ListItems;
use crate::object::set::SetItems;
use crate::object::{Class, Derived, Dict, Function, Instance, List, Method, Native, Set, Str};
use crate::op::Op;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Ref};
use gilscope_runtime::symbol::Symbol;

impl Thread {
    /// Calls a function of the prelude with `first` and the topmost `count` values; its result is
    /// dropped.
    pub(super) fn hand_over(
        &mut self,
        cx: &mut Cx<'_>,
        function: &str,
        first: Value,
        count: usize,
    ) -> Res<()> {
        self.stack
            .insert(count, cx.world.prelude_function(function));
        self.stack.insert(count, first);
        self.call_with(cx, count as u32 + 1, Cont::Drop)
    }

    pub(super) fn list_extend(&mut self, cx: &mut Cx<'_>, depth: usize) -> Res<()> {
        let list = self.stack.peek(depth + 1).clone();
        let items = match native_items(cx, self.stack.peek(1)) {
            Ok(items) => items,
            Err(signal) => return Err(self.starred_error(cx, signal)),
        };
        match items {
            Some(items) => {
                drop(self.stack.pop());
                list.as_gc::<List>()
                    .expect("(codegen) a list")
                    .items()
                    .extend(items);
                Ok(())
            }
            None if !is_iterable_by_user(cx, self.stack.peek(1)) => Err(self.not_unpackable(cx)),
            None => self.hand_over(cx, "_list_extend", list, 1),
        }
    }

    /// `*x` of what cannot be iterated has a message of its own.
    fn starred_error(&self, cx: &Cx<'_>, signal: Box<Signal>) -> Box<Signal> {
        match *signal {
            Signal::New(Exc::TypeError, message) if message.ends_with("is not iterable") => {
                self.not_unpackable(cx)
            }
            other => Box::new(other),
        }
    }

    fn not_unpackable(&self, cx: &Cx<'_>) -> Box<Signal> {
        let class = cx.world.type_name(self.stack.peek(1));
        let what = match callee_of_sole_argument(cx) {
            Some(depth) => name_for_unpacking(cx, self.stack.peek(depth)) + " argument",
            None => "Value".to_string(),
        };
        Exc::TypeError.signal(format!("{what} after * must be an iterable, not {class}"))
    }

    pub(super) fn set_update(&mut self, cx: &mut Cx<'_>, depth: usize) -> Res<()> {
        let set = self.stack.peek(depth + 1).clone();
        let table = set.as_gc::<Set>().expect("(codegen) a set");
        if let Some(other) = self.stack.peek(1).as_gc::<Set>() {
            let more = other.table().clone();
            table.adopt_all(more.iter().map(|(_, item)| item));
            let merged = table.table().merge(&more);
            if merged != Err(Stop::User) {
                merged?;
                drop(self.stack.pop());
                return Ok(());
            }
        }
        if let Some(items) = native_items(cx, self.stack.peek(1))? {
            let mut all = items.iter();
            match all.try_for_each(|item| table.table().insert(item.clone()).map(drop)) {
                Ok(()) => {
                    drop(self.stack.pop());
                    return Ok(());
                }
                // What was iterated over may be an iterator, now at its end.
                Err(Stop::User) => *self.stack.peek_mut(1) = List::value(items),
                Err(stop) => return Err(stop.into()),
            }
        }
        self.hand_over(cx, "_set_update", set, 1)
    }

    pub(super) fn dict_update(&mut self, cx: &mut Cx<'_>, depth: usize) -> Res<()> {
        let dict = self.stack.peek(depth + 1).clone();
        let source = self.stack.peek(1).clone();
        let Some(other) = plain_dict(cx, &source) else {
            if !is_user(&source) {
                let class = cx.world.type_name(&source);
                return type_error(format!("'{class}' object is not a mapping"));
            }
            return self.hand_over(cx, "_dict_update", dict, 1);
        };
        match dict.as_gc::<Dict>().expect("(codegen) a dict").merge(other) {
            Ok(()) => {
                drop(self.stack.pop());
                Ok(())
            }
            Err(Stop::User) => self.hand_over(cx, "_dict_update", dict, 1),
            Err(stop) => Err(stop.into()),
        }
    }

    pub(super) fn dict_merge(&mut self, cx: &mut Cx<'_>, depth: usize) -> Res<()> {
        let dict = self.stack.peek(depth + 1).clone();
        let source = self.stack.peek(1).clone();
        let callee = self.stack.peek(depth + 3).clone();
        let Some(other) = plain_dict(cx, &source) else {
            let name = name_for_unpacking(cx, &callee);
            let has_keys = cx.world.class_of(&source).lookup(Symbol::new("keys"));
            if is_user(&source) && has_keys.is_some() {
                self.stack.push(Str::value(name));
                return self.hand_over(cx, "_dict_merge", dict, 2);
            }
            let class = cx.world.type_name(&source);
            return type_error(format!(
                "{name} argument after ** must be a mapping, not {class}"
            ));
        };
        let more = other.table().clone();
        let table = dict.as_gc::<Dict>().expect("(codegen) a dict");
        for entry in more.iter() {
            let Some(key) = core(&entry.key).as_gc::<Str>() else {
                return type_error("keywords must be strings");
            };
            if plain_core(&entry.key, ClassFlags::EQ).is_none()
                && entry.key.as_gc::<Str>().is_none()
            {
                return unsupported(
                    "a keyword of a class derived from `str` with its own `__eq__`",
                );
            }
            let old = table
                .table()
                .insert(entry.key.clone(), entry.value.clone())?;
            if old.is_some() {
                let key = key.as_str();
                let name = name_for_unpacking(cx, &callee);
                return type_error(format!(
                    "{name} got multiple values for keyword argument '{key}'"
                ));
            }
        }
        drop(self.stack.pop());
        Ok(())
    }
}

/// A dict, or the dict at the core of an object whose class leaves iteration to it: what `**` reads
/// without asking the class.
fn plain_dict<'a>(cx: &Cx<'_>, value: &'a Value) -> Option<&'a Gc<Dict>> {
    let Some(derived) = value.as_gc::<Derived>() else {
        return value.as_gc::<Dict>();
    };
    let is_native = |name| {
        let member = derived.class.lookup(name);
        member.is_some_and(|member| member.as_gc::<Native>().is_some())
    };
    let plain = is_native(cx.world.names.iter) && is_native(Symbol::new("keys"));
    derived.core.as_gc::<Dict>().filter(|_| plain)
}

/// The depth of the callable of a call whose only argument by position the present instruction
/// unpacks: CPython blames the call, then.
#[cold]
fn callee_of_sole_argument(cx: &Cx<'_>) -> Option<usize> {
    let (code, ip) = cx.world.locate(cx.site)?;
    let ip = ip as usize;
    let op = |at: usize| code.instrs.get(at).map(|instr| instr.op);
    if op(ip + 1) != Some(Op::ListToTuple) {
        return None;
    }
    let with_keywords = op(ip + 2) == Some(Op::Swap) && op(ip + 3) == Some(Op::CallEx);
    if !with_keywords && op(ip + 2) != Some(Op::CallEx) {
        return None;
    }
    let extends = |op: Op| op == Op::ListExtend || op == Op::ListAppend;
    let same_span = |at: &usize| code.spans[*at] == code.spans[ip];
    let before = (0..ip).rev().filter(same_span).map(|at| code.instrs[at].op);
    let is_sole = { before }
        .take_while(|op| *op != Op::BuildList)
        .all(|op| !extends(op));
    is_sole.then_some(3 + usize::from(with_keywords))
}

/// What a message about unpacked arguments calls their callable.
#[cold]
fn name_for_unpacking(cx: &Cx<'_>, callee: &Value) -> String {
    let function = match callee.as_gc::<Method>() {
        Some(method) => &method.function,
        None => callee,
    };
    if let Some(class) = callee.as_gc::<Class>() {
        return match &*class.module {
            "builtins" => format!("{}()", class.qualname),
            module => format!("{module}.{}()", class.qualname),
        };
    }
    let module = function.as_gc::<Function>().map(|function| {
        let module = function.guard(|f| &f.state).module.clone();
        { module.as_gc::<Str>() }.map(|name| format!("{}.", name.as_str()))
    });
    let module = module.flatten().unwrap_or_default();
    match callable_name(function) {
        Some(name) => format!("{module}{name}()"),
        None => text_of(cx, callee),
    }
}

/// What `str` gives for something without a name, unless its class has a say in it.
#[cold]
fn text_of(cx: &Cx<'_>, value: &Value) -> String {
    if value.is_none() {
        return "None".to_string();
    }
    let class = cx.world.class_of(value);
    match value.as_gc::<Instance>() {
        Some(instance) if !class.flags().has(ClassFlags::REPR) => {
            let address = Ref::address(instance.as_ref());
            let (module, name) = (&class.module, &class.qualname);
            format!("<{module}.{name} object at {address:#x}>")
        }
        _ => format!("{} object", class.name),
    }
}

/// Whether an object that is no builtin container can be iterated over.
pub(super) fn is_iterable_by_user(cx: &Cx<'_>, value: &Value) -> bool {
    if value.as_gc::<Instance>().is_none() {
        return true;
    }
    let class = cx.world.class_of(value);
    let names = [cx.world.names.iter, cx.world.names.getitem];
    names.iter().any(|name| class.lookup(*name).is_some())
}
