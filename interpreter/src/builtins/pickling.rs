//! Values as bytes: how processes send each other what they do not share.
//!
//! A value is written as the instructions of a small machine with a stack, so that nothing here
//! recurses however deep it is nested. An object that was made once is referred to by its number
//! afterwards, so that what was one object is one again. Functions and classes go by name, as in
//! CPython's `pickle`; where an object of the user has a say in how it is pickled, or in how it is
//! made, toy Python takes the value apart (`_Reducer` in `stdlib/multiprocessing.py`).

use crate::number::Int;
use crate::number::complex::Complex;
use crate::object::ComplexNumber;
use crate::object::class::ClassLookup;
use crate::object::dict::{DictTable, Table};
use crate::object::exception::Exception;
use crate::object::function::{Function, Method, Native, Wrapped};
use crate::object::module::NamespaceSlots;
use crate::object::sequence::{
    BigInteger, ByteArray, ByteData, Bytes, List, ListItems, Range, Slice, Tuple,
};
use crate::object::set::{Set, SetItems, SetTable};
use crate::object::shared::{Parcel, Thing};
use crate::object::{Class, Derived, Dict, Generator, Instance, Module, Str, compare};
use crate::value::{Value, View};
use crate::vm::attribute::get_attribute;
use crate::vm::signal::{Exc, Res, type_error};
use crate::vm::{Cx, NativeRow, Signal};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Natives of `multiprocessing` that put values into letters and take them out.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("multiprocessing._pack", "value, is_recipe=, /", pack),
    NativeRow::new("multiprocessing._unpack", "letter, /", unpack),
    NativeRow::new("multiprocessing._is_recipe", "letter, /", |_, args| {
        Ok(Value::bool(letter(args)?.is_recipe))
    }),
];

/// What the machine does. The operand of those that have one is a number or a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
enum Do {
    Empty,
    None,
    True,
    False,
    Ellipsis,
    NotImplemented,
    Int,
    Float,
    /// A complex number: its parts.
    Complex,
    /// Decimal digits.
    BigInt,
    Str,
    Bytes,
    ByteArray,
    Range,
    Slice,
    /// A new, empty container.
    List,
    Dict,
    Set,
    /// So many values go into the container below them.
    Extend,
    Update,
    Add,
    Tuple,
    FrozenSet,
    /// A builtin class by its name.
    Builtin,
    /// Module and qualified name of a function or class.
    Named,
    /// A native by its number: it is the same in all processes.
    Native,
    /// The attribute of this name of what lies on top.
    Attribute,
    /// An instance of the class on top, still without attributes.
    Instance,
    /// As `Instance`, around the value on top; the class lies below that.
    Derived,
    /// So many attributes go into the instance below them: names, then values.
    Attributes,
    /// An object that was made before.
    Again,
    /// As `Again`, in the place of so many values.
    Instead,
    /// A shared thing.
    Thing,
}

const ALL: [Do; 33] = [
    Do::Empty,
    Do::None,
    Do::True,
    Do::False,
    Do::Ellipsis,
    Do::NotImplemented,
    Do::Int,
    Do::Float,
    Do::Complex,
    Do::BigInt,
    Do::Str,
    Do::Bytes,
    Do::ByteArray,
    Do::Range,
    Do::Slice,
    Do::List,
    Do::Dict,
    Do::Set,
    Do::Extend,
    Do::Update,
    Do::Add,
    Do::Tuple,
    Do::FrozenSet,
    Do::Builtin,
    Do::Named,
    Do::Native,
    Do::Attribute,
    Do::Instance,
    Do::Derived,
    Do::Attributes,
    Do::Again,
    Do::Instead,
    Do::Thing,
];

/// Why a value cannot be packed here.
enum Stop {
    /// The user has a say in it: toy Python is to take it apart.
    Hooks,
    /// It cannot be pickled: the object and the reason.
    Refused(Value, String),
    /// An error with a class of its own.
    Signal(Box<Signal>),
}

impl From<Box<Signal>> for Stop {
    fn from(signal: Box<Signal>) -> Stop {
        Stop::Signal(signal)
    }
}

/// What is still to be written.
enum Todo {
    Value(Value),
    /// An instruction with a number.
    Do(Do, u64),
    /// A tuple or frozenset of so many values, all written.
    Close(Do, u64, Value),
    /// Attributes of these names, all written.
    Attributes(Vec<Symbol>),
    /// An attribute of what is written.
    Attribute(Symbol),
    /// An object around the value that is written, with these attributes.
    Derived(Value, Vec<(Symbol, Value)>),
}

struct Packer<'c, 'w> {
    cx: &'c mut Cx<'w>,
    parcel: Parcel,
    /// Numbers of objects by address, with the objects, so that they stay where they are.
    numbers: FxHashMap<usize, (u64, Value)>,
    todo: Vec<Todo>,
}

/// Methods by which objects have a say in how they are pickled.
const HOOKS: [&str; 6] = [
    "__reduce_ex__",
    "__reduce__",
    "__getstate__",
    "__setstate__",
    "__getnewargs__",
    "__getnewargs_ex__",
];

/// A letter with the value; False where it takes toy Python to write it; or a tuple of an object that
/// cannot be pickled and the reason.
fn pack(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let is_recipe = args.len() > 1;
    let mut packer = Packer {
        cx,
        parcel: Parcel::default(),
        numbers: FxHashMap::default(),
        todo: vec![Todo::Value(args[0].clone())],
    };
    match packer.run() {
        Ok(()) => {}
        Err(Stop::Hooks) => return Ok(Value::FALSE),
        Err(Stop::Refused(object, reason)) => {
            return Ok(Tuple::value([object, Str::value(reason)]));
        }
        Err(Stop::Signal(signal)) => return Err(signal),
    }
    let mut parcel = packer.parcel;
    parcel.is_recipe = is_recipe;
    Ok(Thing::Letter(Arc::new(parcel)).value())
}

impl Packer<'_, '_> {
    fn run(&mut self) -> Result<(), Stop> {
        while let Some(todo) = self.todo.pop() {
            match todo {
                Todo::Value(value) => self.value(&value)?,
                Todo::Do(what, number) => self.write_number(what, number),
                Todo::Close(what, count, value) => self.close(what, count, &value),
                Todo::Derived(value, attrs) => {
                    self.write(Do::Derived);
                    self.remember(&value);
                    self.attributes(attrs);
                }
                Todo::Attribute(name) => self.write_text(Do::Attribute, name.as_str()),
                Todo::Attributes(names) => {
                    self.write_number(Do::Attributes, names.len() as u64);
                    names.iter().for_each(|name| self.text(name.as_str()));
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, what: Do) {
        self.parcel.bytes.push(what as u8);
    }

    fn number(&mut self, number: u64) {
        self.parcel.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.parcel.bytes.extend_from_slice(text.as_bytes());
    }

    fn write_number(&mut self, what: Do, number: u64) {
        self.write(what);
        self.number(number);
    }

    fn write_text(&mut self, what: Do, text: &str) {
        self.write(what);
        self.text(text);
    }

    /// The object that was just written has a number from now on.
    fn remember(&mut self, value: &Value) {
        let number = self.numbers.len() as u64;
        self.numbers
            .insert(value.bits() as usize, (number, value.clone()));
    }

    fn later(&mut self, values: Vec<Value>) {
        self.todo.extend(values.into_iter().rev().map(Todo::Value));
    }

    fn close(&mut self, what: Do, count: u64, value: &Value) {
        match self.numbers.get(&(value.bits() as usize)) {
            // It contains itself, by way of a list or the like.
            Some((number, _)) => {
                let number = *number;
                self.write_number(Do::Instead, count);
                self.number(number);
            }
            None => {
                self.write_number(what, count);
                self.remember(value);
            }
        }
    }

    fn value(&mut self, value: &Value) -> Result<(), Stop> {
        match value.view() {
            View::Empty => self.write(Do::Empty),
            View::None => self.write(Do::None),
            View::Bool(truth) => self.write(if truth { Do::True } else { Do::False }),
            View::Int(number) => self.write_number(Do::Int, number as u64),
            View::Float(number) => self.write_number(Do::Float, number.to_bits()),
            View::Ellipsis => self.write(Do::Ellipsis),
            View::NotImplemented => self.write(Do::NotImplemented),
            View::Object(_) => match self.numbers.get(&(value.bits() as usize)) {
                Some((number, _)) => {
                    let number = *number;
                    self.write_number(Do::Again, number);
                }
                None => self.object(value)?,
            },
        }
        Ok(())
    }

    fn object(&mut self, value: &Value) -> Result<(), Stop> {
        if let Some(text) = value.as_gc::<Str>() {
            self.write_text(Do::Str, text.as_str());
            self.remember(value);
        } else if let Some(tuple) = value.as_gc::<Tuple>() {
            let items = tuple.items.to_vec();
            self.todo
                .push(Todo::Close(Do::Tuple, items.len() as u64, value.clone()));
            self.later(items);
        } else if let Some(list) = value.as_gc::<List>() {
            let items = list.items().to_vec();
            self.open(Do::List, Do::Extend, value, items.len(), items);
        } else if let Some(dict) = value.as_gc::<Dict>() {
            let table = dict.table();
            let mut items = Vec::with_capacity(2 * table.len());
            for entry in table.iter() {
                items.extend([entry.key.clone(), entry.value.clone()]);
            }
            let count = table.len();
            drop(table);
            self.check_keys(items.iter().step_by(2))?;
            self.open(Do::Dict, Do::Update, value, count, items);
        } else if let Some(set) = value.as_gc::<Set>() {
            let items: Vec<Value> = set.table().iter().map(|(_, item)| item.clone()).collect();
            self.check_keys(items.iter())?;
            if set.frozen {
                let count = items.len() as u64;
                self.todo
                    .push(Todo::Close(Do::FrozenSet, count, value.clone()));
                self.later(items);
            } else {
                self.open(Do::Set, Do::Add, value, items.len(), items);
            }
        } else if let Some(instance) = value.as_gc::<Instance>() {
            self.instance(value, instance)?;
        } else if let Some(derived) = value.as_gc::<Derived>() {
            self.derived(value, derived)?;
        } else {
            self.other(value)?;
        }
        Ok(())
    }

    /// Keys with an equality of the user's are put in their places by toy Python.
    fn check_keys<'v>(&self, mut keys: impl Iterator<Item = &'v Value>) -> Result<(), Stop> {
        let of_user = |key: &Value| matches!(compare::hash(key), Err(compare::Stop::User));
        if keys.any(of_user) {
            return Err(Stop::Hooks);
        }
        Ok(())
    }

    /// Writes a new container, and what goes into it later.
    fn open(&mut self, new: Do, fill: Do, value: &Value, count: usize, items: Vec<Value>) {
        self.write(new);
        self.remember(value);
        if count > 0 {
            self.todo.push(Todo::Do(fill, count as u64));
            self.later(items);
        }
    }

    fn instance(&mut self, value: &Value, instance: &Gc<Instance>) -> Result<(), Stop> {
        self.check_hooks(&instance.class)?;
        self.class(&instance.class)?;
        self.write(Do::Instance);
        self.remember(value);
        let attrs = instance.guard(|instance| &instance.attrs).list();
        self.attributes(attrs);
        Ok(())
    }

    /// Its core is written first, so that nothing in it may refer to the object itself.
    fn derived(&mut self, value: &Value, derived: &Gc<Derived>) -> Result<(), Stop> {
        self.check_hooks(&derived.class)?;
        self.class(&derived.class)?;
        let attrs = derived.guard(|derived| &derived.attrs).list();
        self.todo.push(Todo::Derived(value.clone(), attrs));
        self.todo.push(Todo::Value(derived.core.clone()));
        Ok(())
    }

    /// Whether the class leaves it to others how its instances are pickled.
    fn check_hooks(&self, class: &Gc<Class>) -> Result<(), Stop> {
        for hook in HOOKS {
            let found = class.lookup_with_owner(Symbol::new(hook));
            let of_user = |owner: &Gc<Class>| {
                let builtin = self.cx.world.class_named(&owner.name);
                builtin.is_none_or(|builtin| !builtin.is(owner))
            };
            if found.is_some_and(|(owner, _)| of_user(&owner)) {
                return Err(Stop::Hooks);
            }
        }
        Ok(())
    }

    fn attributes(&mut self, attrs: Vec<(Symbol, Value)>) {
        if !attrs.is_empty() {
            let (names, values) = attrs.into_iter().unzip();
            self.todo.push(Todo::Attributes(names));
            self.later(values);
        }
    }

    fn other(&mut self, value: &Value) -> Result<(), Stop> {
        if let Some(class) = value.as_gc::<Class>() {
            self.class(class)
        } else if let Some(function) = value.as_gc::<Function>() {
            self.function(value, function)
        } else if let Some(native) = value.as_gc::<Native>() {
            self.write_number(Do::Native, native.index.into());
            Ok(())
        } else if let Some(method) = value.as_gc::<Method>() {
            self.method(value, method)
        } else if let Some(number) = value.as_gc::<BigInteger>() {
            self.write_text(Do::BigInt, &number.value.to_string());
            self.remember(value);
            Ok(())
        } else if let Some(complex) = value.as_gc::<ComplexNumber>() {
            let (re, im) = complex.value.bits();
            self.write_number(Do::Complex, re);
            self.number(im);
            self.remember(value);
            Ok(())
        } else if let Some(bytes) = value.as_gc::<Bytes>() {
            self.write_number(Do::Bytes, bytes.data.len() as u64);
            self.parcel.bytes.extend_from_slice(&bytes.data);
            self.remember(value);
            Ok(())
        } else if let Some(array) = value.as_gc::<ByteArray>() {
            let data = array.data().clone();
            self.write_number(Do::ByteArray, data.len() as u64);
            self.parcel.bytes.extend_from_slice(&data);
            self.remember(value);
            Ok(())
        } else if let Some(range) = value.as_gc::<Range>() {
            self.write(Do::Range);
            for part in [range.start, range.stop, range.step] {
                self.number(part as u64);
            }
            Ok(())
        } else if let Some(slice) = value.as_gc::<Slice>() {
            self.todo.push(Todo::Do(Do::Slice, 0));
            self.later(slice.parts.to_vec());
            Ok(())
        } else if let Some(thing) = Thing::of(value) {
            let known = self.parcel.things.iter().position(|known| known.is(&thing));
            let number = known.unwrap_or(self.parcel.things.len());
            if known.is_none() {
                self.parcel.things.push(thing);
            }
            self.write_number(Do::Thing, number as u64);
            Ok(())
        } else if value.as_gc::<Exception>().is_some() {
            Err(Stop::Hooks)
        } else {
            Err(refusal(self.cx, value))
        }
    }

    fn class(&mut self, class: &Gc<Class>) -> Result<(), Stop> {
        let known = self.cx.world.class_named(&class.name);
        if known.is_some_and(|known| known.is(class)) {
            self.write_text(Do::Builtin, &class.name);
            return Ok(());
        }
        let value = Value::from(class);
        match self.named(&value, &class.module, &class.qualname) {
            Err(Stop::Refused(object, reason)) => match self.library_place(class) {
                Some((module, name)) => {
                    self.write_text(Do::Named, &module);
                    self.text(name.as_str());
                    Ok(())
                }
                None => Err(Stop::Refused(object, reason)),
            },
            done => done,
        }
    }

    /// Where a class of the library really stands: some tell the module that CPython has them in.
    fn library_place(&self, class: &Gc<Class>) -> Option<(String, Symbol)> {
        let value = Value::from(class);
        let modules = self.cx.world.modules.table().clone();
        for entry in modules.iter() {
            let Some(module) = entry.value.as_gc::<Module>() else {
                continue;
            };
            if (self.cx.world.library)(&module.name).is_none() {
                continue;
            }
            let bound = module.namespace.slots().list();
            let found = bound.into_iter().find(|(_, member)| member.is(&value));
            if let Some((name, _)) = found {
                return Some((module.name.to_string(), name));
            }
        }
        None
    }

    fn function(&mut self, value: &Value, function: &Gc<Function>) -> Result<(), Stop> {
        let (module, qualname) = {
            let state = function.guard(|function| &function.state);
            let module = state.module.as_gc::<Str>().cloned();
            (module, state.qualname.as_gc::<Str>().cloned())
        };
        let module = module.as_ref().map_or("__main__", |module| module.as_str());
        let qualname = qualname.as_ref().map_or("", |name| name.as_str());
        self.named(value, module, qualname)
    }

    /// Writes the name of a function or class, under which the other process finds its own.
    fn named(&mut self, value: &Value, module: &str, qualname: &str) -> Result<(), Stop> {
        if qualname.contains("<locals>") {
            let message = format!("Can't get local object '{qualname}'");
            return Err(Exc::AttributeError.signal(message).into());
        }
        match look_up(self.cx, module, qualname) {
            Some(found) if is_same(&found, value) => {}
            Some(_) => {
                let reason = format!("it's not the same object as {module}.{qualname}");
                return Err(Stop::Refused(value.clone(), reason));
            }
            None => {
                let reason = format!("attribute lookup {qualname} on {module} failed");
                return Err(Stop::Refused(value.clone(), reason));
            }
        }
        self.write_text(Do::Named, module);
        self.text(qualname);
        Ok(())
    }

    fn method(&mut self, value: &Value, method: &Gc<Method>) -> Result<(), Stop> {
        let name = match (
            method.function.as_gc::<Function>(),
            method.function.as_gc::<Native>(),
        ) {
            (Some(function), _) => {
                let state = function.guard(|function| &function.state);
                let name = state
                    .name
                    .as_gc::<Str>()
                    .map(|name| Symbol::new(name.as_str()));
                name.ok_or(Stop::Hooks)?
            }
            (None, Some(native)) => {
                let name = native.name.rsplit('.').next().unwrap_or(native.name);
                Symbol::new(name)
            }
            (None, None) => return Err(refusal(self.cx, value)),
        };
        self.todo.push(Todo::Attribute(name));
        self.todo.push(Todo::Value(method.receiver.clone()));
        Ok(())
    }
}

/// Whether a name led to the same object; a static method is the function that it holds.
fn is_same(found: &Value, value: &Value) -> bool {
    let inner = found.as_gc::<Wrapped>().map(|wrapped| &wrapped.function);
    found.is(value) || inner.is_some_and(|inner| inner.is(value))
}

/// What a qualified name in a module leads to.
fn look_up(cx: &mut Cx<'_>, module: &str, qualname: &str) -> Option<Value> {
    let module = cx.world.loaded(module)?;
    let mut names = qualname.split('.');
    let first = Symbol::new(names.next()?);
    let module = module.as_gc::<Module>()?;
    let mut found = module.namespace.slots().get(first)?;
    for name in names {
        found = get_attribute(cx, &found, Symbol::new(name)).ok()?;
    }
    Some(found)
}

/// Why an object cannot be pickled, in CPython's words, where CPython cannot either.
fn refusal(cx: &Cx<'_>, value: &Value) -> Stop {
    let name = cx.world.type_name(value);
    let name = name.as_str();
    const NEVER: [&str; 13] = [
        "generator",
        "_thread.lock",
        "_thread.RLock",
        "_thread._local",
        "module",
        "dict_keys",
        "dict_values",
        "dict_items",
        "property",
        "staticmethod",
        "classmethod",
        "cell",
        "coroutine",
    ];
    Stop::Signal(match name {
        _ if value.as_gc::<Generator>().is_none() && !NEVER.contains(&name) => match name {
            "code" => Exc::TypeError.signal("cannot pickle code objects"),
            "TextIOWrapper" => Exc::TypeError.signal("cannot pickle 'TextIOWrapper' instances"),
            _ => Exc::UnsupportedError.signal(format!("a `{name}` sent to another process")),
        },
        _ => Exc::TypeError.signal(format!("cannot pickle '{name}' object")),
    })
}

/// The letter in the first argument.
fn letter(args: &[Value]) -> Res<Arc<Parcel>> {
    match Thing::of(&args[0]) {
        Some(Thing::Letter(parcel)) => Ok(parcel),
        _ => type_error("(pickling) a letter is expected"),
    }
}

/// A tuple with the value in a letter; or the name of a module that must be imported first.
fn unpack(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let parcel = letter(args)?;
    let mut unpacker = Unpacker {
        cx,
        parcel: &parcel,
        at: 0,
        stack: Vec::new(),
        made: Vec::new(),
    };
    while unpacker.at < parcel.bytes.len() {
        if let Some(missing) = unpacker.step()? {
            return Ok(Str::value(missing));
        }
    }
    let value = unpacker.stack.pop().unwrap_or(Value::NONE);
    Ok(Tuple::value([value]))
}

struct Unpacker<'c, 'w> {
    cx: &'c mut Cx<'w>,
    parcel: &'c Parcel,
    at: usize,
    stack: Vec<Value>,
    /// Objects by number.
    made: Vec<Value>,
}

impl Unpacker<'_, '_> {
    fn number(&mut self) -> u64 {
        let bytes = &self.parcel.bytes[self.at..self.at + 8];
        self.at += 8;
        u64::from_le_bytes(bytes.try_into().expect("eight bytes"))
    }

    fn bytes(&mut self) -> Vec<u8> {
        let length = self.number() as usize;
        let bytes = self.parcel.bytes[self.at..self.at + length].to_vec();
        self.at += length;
        bytes
    }

    fn text(&mut self) -> String {
        String::from_utf8(self.bytes()).expect("(pickling) text is UTF-8")
    }

    fn pop(&mut self) -> Value {
        self.stack.pop().expect("(pickling) the stack holds enough")
    }

    /// The topmost values.
    fn pop_all(&mut self, count: u64) -> Vec<Value> {
        let rest = self.stack.len() - count as usize;
        self.stack.split_off(rest)
    }

    fn top(&self) -> &Value {
        self.stack.last().expect("(pickling) a container")
    }

    fn push_new(&mut self, value: Value) {
        self.made.push(value.clone());
        self.stack.push(value);
    }

    /// Carries out one instruction. Gives the name of a module that is missing.
    fn step(&mut self) -> Res<Option<String>> {
        let what = ALL[self.parcel.bytes[self.at] as usize];
        self.at += 1;
        match what {
            Do::Empty => self.stack.push(Value::EMPTY),
            Do::None => self.stack.push(Value::NONE),
            Do::True => self.stack.push(Value::TRUE),
            Do::False => self.stack.push(Value::FALSE),
            Do::Ellipsis => self.stack.push(Value::ELLIPSIS),
            Do::NotImplemented => self.stack.push(Value::NOT_IMPLEMENTED),
            Do::Int => {
                let number = self.number();
                self.stack.push(Value::int(number as i64));
            }
            Do::Float => {
                let number = self.number();
                self.stack.push(Value::float(f64::from_bits(number)));
            }
            Do::Again => {
                let number = self.number() as usize;
                self.stack.push(self.made[number].clone());
            }
            Do::Instead => {
                let count = self.number();
                drop(self.pop_all(count));
                let number = self.number() as usize;
                self.stack.push(self.made[number].clone());
            }
            Do::Thing => {
                let number = self.number() as usize;
                self.stack.push(self.parcel.things[number].clone().value());
            }
            Do::Extend | Do::Update | Do::Add | Do::Attributes => self.fill(what)?,
            Do::Builtin | Do::Named | Do::Native | Do::Attribute | Do::Instance | Do::Derived => {
                return self.by_name(what);
            }
            _ => self.make(what)?,
        }
        Ok(None)
    }

    /// Makes an object.
    fn make(&mut self, what: Do) -> Res<()> {
        let new = match what {
            Do::Str => Str::value(self.text()),
            Do::BigInt => big_integer(&self.text()),
            Do::Complex => {
                let [re, im] = [self.number(), self.number()].map(f64::from_bits);
                ComplexNumber::value(Complex::new(re, im))
            }
            Do::Bytes => {
                let data = self.bytes().into();
                Gc::new(Bytes { data }).into()
            }
            Do::ByteArray => ByteArray::value(self.bytes()),
            Do::List => List::value(Vec::new()),
            Do::Dict => Dict::value(Table::default()),
            Do::Set => Set::value(SetTable::default()),
            Do::Tuple => {
                let count = self.number();
                Tuple::value(self.pop_all(count))
            }
            Do::FrozenSet => {
                let count = self.number();
                let mut table = SetTable::default();
                for item in self.pop_all(count) {
                    table.insert(item)?;
                }
                Set::new(table, true).into()
            }
            Do::Range => {
                let [start, stop, step] = [(); 3].map(|()| self.number() as i64);
                self.stack.push(Gc::new(Range { start, stop, step }).into());
                return Ok(());
            }
            _ => {
                let _ = self.number();
                let parts: [Value; 3] = self.pop_all(3).try_into().expect("three parts");
                self.stack.push(Gc::new(Slice { parts }).into());
                return Ok(());
            }
        };
        self.push_new(new);
        Ok(())
    }

    /// Puts the topmost values into what lies below them.
    fn fill(&mut self, what: Do) -> Res<()> {
        let count = self.number();
        if what == Do::Attributes {
            let names: Vec<Symbol> = (0..count).map(|_| Symbol::new(&self.text())).collect();
            let values = self.pop_all(count);
            for (name, value) in names.into_iter().zip(values) {
                set_attribute(self.top(), name, value);
            }
            return Ok(());
        }
        let items = self.pop_all(if what == Do::Update { 2 * count } else { count });
        if let Some(list) = self.top().as_gc::<List>() {
            list.items().extend(items);
        } else if let Some(dict) = self.top().as_gc::<Dict>() {
            for pair in items.chunks(2) {
                let [key, value] = pair else { continue };
                let old = dict.table().insert(key.clone(), value.clone())?;
                drop(old);
            }
        } else if let Some(set) = self.top().as_gc::<Set>() {
            for item in items {
                set.table().insert(item)?;
            }
        }
        Ok(())
    }

    fn by_name(&mut self, what: Do) -> Res<Option<String>> {
        let found = match what {
            Do::Builtin => {
                let name = self.text();
                let class = self.cx.world.class_named(&name);
                class.map(Value::from)
            }
            Do::Native => {
                let index = self.number() as u32;
                let name = self.cx.world.natives[index as usize].row.name;
                let module = Value::EMPTY;
                let method = self.cx.world.method(index).present();
                Some(method.unwrap_or_else(|| {
                    Gc::new(Native {
                        index,
                        name,
                        module,
                    })
                    .into()
                }))
            }
            Do::Attribute => {
                let name = Symbol::new(&self.text());
                let receiver = self.pop();
                Some(get_attribute(self.cx, &receiver, name)?)
            }
            Do::Derived => {
                let (core, class) = (self.pop(), self.pop());
                let class = class.as_gc::<Class>().expect("(pickling) a class");
                self.push_new(Derived::new(class, core).into());
                return Ok(None);
            }
            Do::Instance => {
                let class = self.pop();
                let class = class.as_gc::<Class>().expect("(pickling) a class");
                self.push_new(Instance::new(class).into());
                return Ok(None);
            }
            _ => {
                let (module, qualname) = (self.text(), self.text());
                if self.cx.world.loaded(&module).is_none() {
                    return Ok(Some(module));
                }
                let found = look_up(self.cx, &module, &qualname);
                if found.is_none() {
                    return self.not_there(&module, &qualname);
                }
                found
            }
        };
        self.stack.extend(found);
        Ok(None)
    }

    fn not_there<T>(&self, module: &str, qualname: &str) -> Res<T> {
        let loaded = self.cx.world.loaded(module);
        let file = loaded
            .as_ref()
            .and_then(Value::as_gc::<Module>)
            .and_then(|module| {
                let slots = module.namespace.slots();
                let file = slots.get(Symbol::new("__file__"))?;
                let file = file.as_gc::<Str>()?;
                Some(format!(" from '{}'", file.as_str()))
            });
        let file = file.unwrap_or_default();
        let message = format!("Can't get attribute '{qualname}' on <module '{module}'{file}>");
        Exc::AttributeError.err(message)
    }
}

fn set_attribute(object: &Value, name: Symbol, value: Value) {
    let old = if let Some(instance) = object.as_gc::<Instance>() {
        instance.guard(|instance| &instance.attrs).set(name, value)
    } else if let Some(derived) = object.as_gc::<Derived>() {
        derived.guard(|derived| &derived.attrs).set(name, value)
    } else {
        panic!("(pickling) an instance")
    };
    drop(old);
}

fn big_integer(digits: &str) -> Value {
    let value: num_bigint::BigInt = digits.parse().expect("(pickling) digits");
    match Int::from(value) {
        Int::Small(small) => Value::int(small),
        Int::Big(value) => Gc::new(BigInteger { value }).into(),
    }
}
