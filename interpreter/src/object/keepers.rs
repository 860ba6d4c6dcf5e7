//! What keeps objects alive: the way from one to another as a script would write it, and cycles.
//!
//! Call these functions where no other thread of the script can run.

use super::derived::Derived;
use super::dict::DictTable;
use super::function::{Function, Method};
use super::module::NamespaceSlots;
use super::sequence::ListItems;
use super::{
    Attrs, Cell, Class, Dict, Exception, Instance, List, Namespace, Str, Tuple, kind_name,
};
use crate::value::Value;
use gilscope_runtime::heap::{Ref, referents};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::collections::hash_map::Entry;

/// Objects that are tried as part of the cycle that keeps another one alive.
const MOST_TRIED: usize = 64;
/// Steps of a path that are told.
const MOST_STEPS: usize = 12;

/// What an object is called in reports: `Account`, `function deposit`, `list`.
pub fn describe(object: &Ref) -> String {
    let instance = { object.downcast::<Instance>() }.map(|it| &it.class);
    let derived = { object.downcast::<Derived>() }.map(|it| &it.class);
    let exception = { object.downcast::<Exception>() }.map(|it| &it.class);
    if let Some(class) = instance.or(derived).or(exception) {
        return class.name.to_string();
    }
    if let Some(function) = object.downcast::<Function>() {
        return format!("function {}", function.code.code.name);
    }
    match object.downcast::<Class>() {
        Some(class) => format!("class {}", class.name),
        None => kind_name(object.kind()).to_string(),
    }
}

/// How one leads from an object to another that it refers to: `.next`, `[3]`, `['key']`; ` → dict` where
/// there is no word for it.
pub fn step(holder: &Ref, held: &Ref) -> String {
    let is = |value: &Value| { value.as_object() }.is_some_and(|it| it.address() == held.address());
    let attrs = |attrs: &Attrs| {
        let list = attrs.list();
        let found = list.iter().find(|(_, value)| is(value));
        found.map(|(name, _)| format!(".{}", name.as_str()))
    };
    let item = |items: &[Value]| Some(format!("[{}]", items.iter().position(is)?));
    let found = if let Some(it) = holder.downcast::<Instance>() {
        attrs(&it.guard(|it| &it.attrs))
    } else if let Some(it) = holder.downcast::<Derived>() {
        attrs(&it.guard(|it| &it.attrs))
    } else if let Some(it) = holder.downcast::<List>() {
        item(&it.items())
    } else if let Some(it) = holder.downcast::<Tuple>() {
        item(&it.items)
    } else if let Some(it) = holder.downcast::<Dict>() {
        let table = it.table();
        { table.iter() }
            .find_map(|entry| is(&entry.value).then(|| format!("[{}]", key(&entry.key))))
    } else if let Some(it) = holder.downcast::<Namespace>() {
        let list = it.slots().list();
        { list.iter() }.find_map(|(name, value)| is(value).then(|| format!(".{}", name.as_str())))
    } else if let Some(it) = holder.downcast::<Class>() {
        let members = it.guard(|it| &it.members);
        { members.iter() }
            .find_map(|(name, value)| is(value).then(|| format!(".{}", name.as_str())))
    } else if let Some(it) = holder.downcast::<Function>() {
        let cell = { it.closure.iter() }.position(|cell| cell.as_ref().address() == held.address());
        cell.map(|index| format!(".__closure__[{index}]"))
    } else if holder.downcast::<Cell>().is_some() {
        Some(".cell_contents".into())
    } else if let Some(it) = holder.downcast::<Method>() {
        is(&it.receiver).then(|| ".__self__".into())
    } else {
        None
    };
    found.unwrap_or_else(|| format!(" → {}", describe(held)))
}

/// A key of a dict, as a path shows it.
fn key(key: &Value) -> String {
    match (key.as_int(), key.as_gc::<Str>()) {
        (Some(n), _) => n.to_string(),
        (_, Some(text)) if text.as_str().chars().count() <= 20 => format!("'{}'", text.as_str()),
        _ => "…".into(),
    }
}

/// The steps along these objects, each of which refers to the next; of long ways the first ones.
pub fn steps<'a>(way: impl IntoIterator<Item = &'a Ref>) -> String {
    let way: Vec<&Ref> = way.into_iter().collect();
    let mut out = String::new();
    for pair in way.windows(2).take(MOST_STEPS) {
        out.push_str(&step(pair[0], pair[1]));
    }
    if way.len() > MOST_STEPS + 1 {
        out.push_str(" → …");
    }
    out
}

/// Objects by address, and what they refer to among each other.
pub struct Graph<'a> {
    objects: FxHashMap<usize, &'a Ref>,
}

impl<'a> Graph<'a> {
    /// Of these objects.
    pub fn new(objects: impl IntoIterator<Item = &'a Ref>) -> Graph<'a> {
        let objects = objects.into_iter().map(|object| (object.address(), object));
        Graph {
            objects: objects.collect(),
        }
    }

    /// What an object refers to, in the order in which it does.
    pub fn referents(&self, object: &Ref) -> Vec<&'a Ref> {
        let addresses = referents(object).into_iter();
        { addresses }
            .filter_map(|address| self.objects.get(&address).copied())
            .collect()
    }

    /// A shortest way from an object back to itself, beginning and ending with it.
    fn circle(&self, object: &'a Ref) -> Option<Vec<&'a Ref>> {
        let mut from: FxHashMap<usize, &'a Ref> = FxHashMap::default();
        let mut waiting = VecDeque::from([object]);
        while let Some(next) = waiting.pop_front() {
            for held in self.referents(next) {
                if held.address() == object.address() {
                    let mut way = vec![object, next];
                    while way[way.len() - 1].address() != object.address() {
                        way.push(from[&way[way.len() - 1].address()]);
                    }
                    way.reverse();
                    return Some(way);
                }
                if let Entry::Vacant(entry) = from.entry(held.address()) {
                    entry.insert(next);
                    waiting.push_back(held);
                }
            }
        }
        None
    }

    /// What keeps an object alive that nothing else does: the cycle it is part of, as
    /// `Node.parent.children[0] → itself`, or hangs on.
    pub fn cycle(&self, object: &'a Ref) -> String {
        if let Some(circle) = self.circle(object) {
            return format!("{}{} → itself", describe(object), steps(circle));
        }
        let mut holders: FxHashMap<usize, Vec<&'a Ref>> = FxHashMap::default();
        for holder in self.objects.values() {
            for held in self.referents(holder) {
                holders.entry(held.address()).or_default().push(holder);
            }
        }
        let mut way: FxHashMap<usize, &'a Ref> = FxHashMap::default();
        let mut waiting = VecDeque::from([object]);
        for _ in 0..MOST_TRIED {
            let Some(next) = waiting.pop_front() else {
                break;
            };
            if let Some(circle) = self.circle(next) {
                let mut down = vec![next];
                while let Some(held) = way.get(&down[down.len() - 1].address()) {
                    down.push(held);
                }
                return format!(
                    "{}{} → itself, and {}{}",
                    describe(next),
                    steps(circle),
                    describe(next),
                    steps(down)
                );
            }
            for holder in holders.remove(&next.address()).unwrap_or_default() {
                if holder.address() != object.address() && !way.contains_key(&holder.address()) {
                    way.insert(holder.address(), next);
                    waiting.push_back(holder);
                }
            }
        }
        "a cycle far away".into()
    }
}
