//! What a thread shows of itself to a person who steps through it: frames, operand stacks, variables and
//! counts, as text. Nothing here changes anything that the script, or whoever records it, could notice.

use super::thread::Thread;
use super::world::World;
use crate::code::Code;
use crate::number::float;
use crate::object::dict::DictTable;
use crate::object::module::{LockObject, NamespaceSlots};
use crate::object::sequence::ListItems;
use crate::object::set::SetItems;
use crate::object::{
    Cell, Class, Dict, Exception, Function, Instance, List, Method, Module, Native, Set, Str,
    Tuple, kind_name,
};
use crate::strings::repr::repr;
use crate::value::{Value, View};
use gilscope_runtime::heap::record::unnoticed;
use gilscope_runtime::heap::{Flags, Gc, Local, Ref, enter};
use std::sync::Arc;

/// How deep containers are shown.
const DEPTH: usize = 2;
/// Items of a container that are shown.
const ITEMS: usize = 6;
/// Most characters of a text or of one value.
const LONGEST: usize = 48;

/// A thread as it shows itself.
pub struct Portrait {
    /// Its calls, the innermost first.
    pub frames: Vec<FrameView>,
    world: Arc<World>,
    local: Arc<Local>,
}

/// One call in progress.
#[derive(Clone)]
pub struct FrameView {
    /// What it runs.
    pub code: Arc<Code>,
    /// The instruction that comes next; of outer calls, the one that has led to the next inner one.
    pub at: u32,
    /// Its variables that are bound.
    pub slots: Vec<Variable>,
    /// Its operand stack, the top last.
    pub operands: Vec<Shown>,
}

/// A variable and its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// `counter`, `account.balance`.
    pub name: String,
    /// What it holds.
    pub value: Shown,
}

/// A value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// As `repr` would show it, shortened.
    pub text: String,
    /// How many references there are, if it is an object that is counted.
    pub references: Option<i64>,
}

impl Portrait {
    /// Does something for which objects may be looked at; none may be changed.
    pub fn within<R>(&self, look: impl FnOnce(&World) -> R) -> R {
        enter(&self.local, || unnoticed(|| look(&self.world)))
    }

    /// The global variables of the script but functions, classes and modules, and the attributes of
    /// objects in them, in the order in which they were bound.
    pub fn globals(&self) -> Vec<Variable> {
        self.within(|world| {
            let main = world.loaded("__main__");
            let Some(main) = main.as_ref().and_then(Value::as_gc::<Module>) else {
                return Vec::new();
            };
            let bound = main.namespace.slots().list();
            let mut found = Vec::new();
            for (name, value) in &bound {
                if !name.as_str().starts_with("__") && !is_code(value) {
                    note(name.as_str(), value, &mut found);
                }
            }
            found
        })
    }
}

/// Notes a variable, of which `value` is one more reference, and what its object holds.
fn note(name: &str, value: &Value, found: &mut Vec<Variable>) {
    found.push(Variable {
        name: name.to_string(),
        value: shown(value, 1),
    });
    let Some(instance) = value.as_gc::<Instance>() else {
        return;
    };
    if !is_own(instance) {
        return;
    }
    let attributes = instance.guard(|it| &it.attrs).list();
    for (attribute, value) in &attributes {
        found.push(Variable {
            name: format!("{name}.{}", attribute.as_str()),
            value: shown(value, 1),
        });
    }
}

impl Thread {
    /// The thread as it shows itself. Not to be called during a step.
    pub(super) fn paint(&self) -> Portrait {
        let frames = enter(&self.local, || unnoticed(|| self.frame_views()));
        Portrait {
            frames,
            world: self.world.clone(),
            local: self.local.clone(),
        }
    }

    fn frame_views(&self) -> Vec<FrameView> {
        let live = self.stack.live();
        if self.frames.is_empty() {
            return self.first_call(live).into_iter().collect();
        }
        let mut views = Vec::new();
        let mut end = live.len();
        for (frame, depth) in self.frames.iter().rev().zip(0..) {
            let code = frame.program.code();
            let base = frame.base as usize;
            let operands = (base + code.slots as usize).min(end);
            let slots = code.code.slots.iter().zip(&live[base.min(end)..operands]);
            let slots = slots.filter_map(|(slot, value)| {
                let name = slot.name.to_string();
                let value = held(value)?;
                (!name.starts_with('.') && !is_code(&value)).then(|| Variable {
                    name,
                    value: shown(&value, 1),
                })
            });
            views.push(FrameView {
                code: code.code.clone(),
                at: match depth {
                    0 => frame.ip(),
                    _ => frame.ip().saturating_sub(1),
                },
                slots: slots.collect(),
                operands: live[operands..end].iter().map(|it| shown(it, 0)).collect(),
            });
            end = base.saturating_sub(1).min(end);
        }
        views
    }

    /// The call that a thread which has not begun is about to make.
    fn first_call(&self, live: &[Value]) -> Option<FrameView> {
        let function = live.first()?;
        let bound = function.as_gc::<Method>().map(|method| &method.function);
        let function = bound.unwrap_or(function).as_gc::<Function>()?;
        Some(FrameView {
            code: function.code.whole().clone(),
            at: 0,
            slots: Vec::new(),
            operands: Vec::new(),
        })
    }
}

/// What a slot holds, if it is bound.
fn held(value: &Value) -> Option<Value> {
    let value = match value.as_gc::<Cell>() {
        Some(cell) => cell.guard(|cell| &cell.value).clone(),
        None => value.clone(),
    };
    (!value.is_empty()).then_some(value)
}

fn is_code(value: &Value) -> bool {
    value.as_gc::<Function>().is_some()
        || value.as_gc::<Native>().is_some()
        || value.as_gc::<Class>().is_some()
        || value.as_gc::<Module>().is_some()
}

/// A value of which so many references are only the caller's.
fn shown(value: &Value, own: i64) -> Shown {
    let is_counted = |object: &&Ref| {
        let flags = object.header().flags();
        !flags.has(Flags::IMMORTAL) && !is_code(value)
    };
    let object = value.as_object().filter(is_counted);
    let object = object.filter(|_| value.as_gc::<Str>().is_none());
    Shown {
        text: cut(&brief(value, DEPTH)),
        references: object.map(|object| object.header().shown_count() - own),
    }
}

fn cut(text: &str) -> String {
    match text.chars().count() > LONGEST {
        true => text.chars().take(LONGEST - 1).chain(['…']).collect(),
        false => text.to_string(),
    }
}

/// A value in a few characters, without any code of the user's.
fn brief(value: &Value, depth: usize) -> String {
    match value.view() {
        View::Int(number) => number.to_string(),
        View::Float(number) => float::repr(number),
        View::Bool(true) => "True".into(),
        View::Bool(false) => "False".into(),
        View::None => "None".into(),
        View::Object(object) => of_object(value, object, depth),
        _ => "–".into(),
    }
}

fn of_object(value: &Value, object: &Ref, depth: usize) -> String {
    if let Some(text) = value.as_gc::<Str>() {
        let text: String = text.as_str().chars().take(LONGEST).collect();
        return repr(&text);
    }
    if let Some(list) = value.as_gc::<List>() {
        let items: Vec<Value> = list.items().iter().take(ITEMS + 1).cloned().collect();
        return format!("[{}]", several(&items, depth));
    }
    if let Some(tuple) = value.as_gc::<Tuple>() {
        return format!("({})", several(&tuple.items, depth));
    }
    if let Some(set) = value.as_gc::<Set>() {
        let table = set.table();
        let items = table.iter().take(ITEMS + 1).map(|(_, item)| item.clone());
        let items: Vec<Value> = items.collect();
        drop(table);
        return match items.is_empty() {
            true => "set()".into(),
            false => format!("{{{}}}", several(&items, depth)),
        };
    }
    if let Some(dict) = value.as_gc::<Dict>() {
        return of_dict(dict, depth);
    }
    if let Some(lock) = value.as_gc::<LockObject>() {
        return match lock.lock.holder() {
            Some((thread, _)) => format!("<lock of thread {}>", thread.0),
            None => "<lock, free>".into(),
        };
    }
    if let Some(method) = value.as_gc::<Method>() {
        return format!("<method {}>", code_name(&method.function));
    }
    if is_code(value) {
        return format!("<{}>", code_name(value));
    }
    if let Some(exception) = value.as_gc::<Exception>() {
        return format!("<{}>", exception.class.name);
    }
    match value.as_gc::<Instance>() {
        Some(instance) => of_instance(instance, depth),
        None => format!("<{}>", kind_name(object.kind())),
    }
}

fn several(items: &[Value], depth: usize) -> String {
    if depth == 0 && !items.is_empty() {
        return "…".into();
    }
    let texts = items.iter().take(ITEMS).map(|item| brief(item, depth - 1));
    let mut texts: Vec<String> = texts.collect();
    if items.len() > ITEMS {
        texts.push("…".into());
    }
    texts.join(", ")
}

fn of_dict(dict: &Gc<Dict>, depth: usize) -> String {
    let table = dict.table();
    let entries = table.iter().take(ITEMS + 1);
    let entries: Vec<(Value, Value)> = entries
        .map(|entry| (entry.key.clone(), entry.value.clone()))
        .collect();
    drop(table);
    if depth == 0 && !entries.is_empty() {
        return "{…}".into();
    }
    let texts = { entries.iter().take(ITEMS) }
        .map(|(key, value)| format!("{}: {}", brief(key, depth - 1), brief(value, depth - 1)));
    let mut texts: Vec<String> = texts.collect();
    if entries.len() > ITEMS {
        texts.push("…".into());
    }
    format!("{{{}}}", texts.join(", "))
}

/// An instance; of the library's own, what their state is.
fn of_instance(instance: &Gc<Instance>, depth: usize) -> String {
    let name = &instance.class.name;
    if is_own(instance) || depth == 0 {
        return format!("<{name}>");
    }
    let attributes = instance.guard(|it| &it.attrs).list();
    let state = attributes.iter().find_map(|(attribute, value)| {
        let word = match attribute.as_str() {
            "_value" => "value",
            "_flag" => "set",
            "_waiters" => "waiters",
            "_count" => "count",
            "queue" => "items",
            _ => return None,
        };
        Some(format!(" {word}={}", brief(value, depth - 1)))
    });
    format!("<{name}{}>", state.unwrap_or_default())
}

/// Whether the class is the script's.
fn is_own(instance: &Gc<Instance>) -> bool {
    &*instance.class.module == "__main__"
}

fn code_name(value: &Value) -> String {
    if let Some(function) = value.as_gc::<Function>() {
        return function.code.code.name.to_string();
    }
    if let Some(native) = value.as_gc::<Native>() {
        return native.name.to_string();
    }
    match (value.as_gc::<Class>(), value.as_gc::<Module>()) {
        (Some(class), _) => format!("class {}", class.name),
        (_, Some(module)) => format!("module {}", module.name),
        _ => "code".into(),
    }
}
