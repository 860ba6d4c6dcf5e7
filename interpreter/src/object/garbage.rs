//! Garbage in circles: what is done about it once it was found. See `heap/cells/collect.rs` of the runtime
//! for how it is.

use super::dict::DictTable;
use super::exception::ExceptionParts;
use super::generator::GeneratorAccess;
use super::keepers::Graph;
use super::module::NamespaceSlots;
use super::sequence::ListItems;
use super::set::SetItems;
use super::{
    Attrs, Cell, Class, Derived, Dict, Exception, Function, Generator, Instance, List, Method,
    Namespace, Set, Tuple,
};
use crate::value::Value;
use gilscope_runtime::heap::{
    Garbage, Gc, Ref, current_heap, garbage, has_finalizable, living_objects, note_garbage,
    quietly, take_last_words, unlink_weak, wants_garbage,
};
use rustc_hash::FxHashSet;

/// Garbage that was found.
pub struct Found {
    /// Whether code of the script runs now: last words, or callbacks of weak references.
    pub speaks: bool,
    /// Those objects whose last words are due, the first one last.
    pub last: Vec<Value>,
    /// All of them.
    pub objects: Vec<Ref>,
}

impl Found {
    /// As the library gets it: the last words due, the garbage, and whether code of the script runs.
    pub fn parts(self) -> [Value; 3] {
        let objects = self.objects.into_iter().map(Value::object).collect();
        let [last, objects] = [self.last, objects].map(List::value);
        [last, objects, Value::bool(self.speaks)]
    }
}

/// Looks for garbage, with all other threads of the process standing still. Weak references do not find
/// it any more, and those who watch it are told. Also gives how many objects were looked at.
pub fn look(is_shared: bool) -> (Found, u64) {
    let Garbage {
        mut objects,
        walked,
    } = garbage(is_shared);
    by_birth(&mut objects);
    tell_books(&objects);
    let addresses: FxHashSet<usize> = objects.iter().map(Ref::address).collect();
    for object in &objects {
        unlink_weak(object, &|address| addresses.contains(&address));
    }
    let last = { objects.iter().rev() }.filter(|object| take_last_words(object));
    let last: Vec<Value> = last.cloned().map(Value::object).collect();
    let found = Found {
        speaks: !last.is_empty() || has_finalizable(),
        last,
        objects,
    };
    (found, walked)
}

/// Puts instances in the order in which they were made, as far as one thread has made them: their last words
/// are said in it.
fn by_birth(objects: &mut [Ref]) {
    let birth = |object: &Ref| Some(object.downcast::<Instance>()?.birth);
    let places: Vec<usize> = (0..objects.len())
        .filter(|place| birth(&objects[*place]).is_some())
        .collect();
    let mut instances: Vec<Ref> = { places.iter() }
        .map(|place| objects[*place].clone())
        .collect();
    instances.sort_by_key(birth);
    for (place, instance) in places.into_iter().zip(instances) {
        objects[place] = instance;
    }
}

/// Tells the books of an X-ray what was found, and what kept it alive.
fn tell_books(garbage: &[Ref]) {
    if garbage.is_empty() || !wants_garbage() {
        return;
    }
    let graph = Graph::new(garbage);
    for object in garbage {
        note_garbage(object, || quietly(|| graph.cycle(object)));
    }
}

/// Empties garbage that nobody can reach; gives how many objects CPython counts in it.
pub fn empty_all(dead: Vec<Ref>) -> i64 {
    let count: usize = dead.iter().map(tracked).sum();
    let freed = dead.len() as u64;
    dead.iter().for_each(empty);
    drop(dead);
    current_heap().cleared(freed);
    count as i64
}

/// All objects that CPython's collector has an eye on, with all other threads standing still.
pub fn tracked_objects(is_shared: bool) -> Vec<Value> {
    let living = living_objects(is_shared);
    let seen = living.into_iter().filter(|object| tracked(object) > 0);
    seen.map(Value::object).collect()
}

/// On how many objects CPython's collector has an eye where there is this one.
fn tracked(object: &Ref) -> usize {
    let holds = |value: &Value| value.as_object().is_some_and(may_hold);
    if let Some(dict) = object.downcast::<Dict>() {
        let table = dict.table();
        return { table.iter() }
            .any(|entry| holds(&entry.key) || holds(&entry.value))
            .into();
    }
    if let Some(tuple) = object.downcast::<Tuple>() {
        return tuple.items.iter().any(holds).into();
    }
    // The cells of a closure stand in a tuple there.
    let closure = object
        .downcast::<Function>()
        .is_some_and(|function| !function.closure.is_empty());
    usize::from(may_hold(object)) + usize::from(closure)
}

/// Whether an object is of a kind that can refer to others.
fn may_hold(object: &Ref) -> bool {
    object.downcast::<Instance>().is_some()
        || object.downcast::<Derived>().is_some()
        || object.downcast::<List>().is_some()
        || object.downcast::<Dict>().is_some()
        || object.downcast::<Tuple>().is_some()
        || object.downcast::<Set>().is_some()
        || object.downcast::<Function>().is_some()
        || object.downcast::<Cell>().is_some()
        || object.downcast::<Generator>().is_some()
        || object.downcast::<Method>().is_some()
        || object.downcast::<Exception>().is_some()
        || object.downcast::<Class>().is_some()
}

/// Takes from an object what it refers to.
fn empty(object: &Ref) {
    if let Some(list) = object.downcast::<List>() {
        let items = std::mem::take(&mut *list.items());
        drop(items);
    } else if let Some(dict) = object.downcast::<Dict>() {
        let table = std::mem::take(&mut *dict.table());
        drop(table);
    } else if let Some(set) = object.downcast::<Set>() {
        let table = std::mem::take(&mut *set.table());
        drop(table);
    } else if let Some(instance) = object.downcast::<Instance>() {
        let none = Attrs::new(&instance.class.shape);
        let attrs = std::mem::replace(&mut *instance.guard(|instance| &instance.attrs), none);
        drop(attrs);
    } else if let Some(derived) = object.downcast::<Derived>() {
        let none = Attrs::new(&derived.class.shape);
        let attrs = std::mem::replace(&mut *derived.guard(|derived| &derived.attrs), none);
        drop(attrs);
    } else if let Some(cell) = object.downcast::<Cell>() {
        let content = cell.guard(|cell| &cell.value).take();
        drop(content);
    } else if let Some(generator) = object.downcast::<Generator>() {
        generator.finish();
    } else if let Some(exception) = object.downcast::<Exception>() {
        empty_exception(exception);
    } else if let Some(namespace) = object.downcast::<Namespace>() {
        let values = namespace.slots().clear();
        drop(values);
    }
}

fn empty_exception(exception: &Gc<Exception>) {
    let none = Tuple::new([]);
    exception.as_ref().adopt(none.as_ref());
    let mut state = exception.state();
    let args = std::mem::replace(&mut state.args, none);
    let attrs = std::mem::replace(&mut state.attrs, Attrs::new(&exception.class.shape));
    let links = [
        std::mem::replace(&mut state.cause, Value::NONE),
        std::mem::replace(&mut state.context, Value::NONE),
    ];
    let kept = std::mem::take(&mut state.kept);
    drop(state);
    drop((args, attrs, links, kept));
}
