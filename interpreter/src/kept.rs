//! What is alive when a script has ended, and what keeps it so: variables of modules, cycles, or the
//! interpreter itself.

use crate::object::keepers::{Graph, steps};
use crate::object::module::NamespaceSlots;
use crate::object::{Module, Namespace};
use crate::vm::World;
use gilscope_runtime::heap::{Line, Ref, living_objects, name_in_books, quietly};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// What keeps objects alive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Keeper {
    /// A variable of a module, the script's own first.
    Variable,
    /// The interpreter: what threads have left behind, what modules know of each other.
    Interpreter,
    /// Nothing but each other.
    Cycle,
}

/// Objects of one name and line that live for one reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// What they are called.
    pub name: String,
    /// The line that made them.
    pub line: Line,
    /// What keeps them alive.
    pub keeper: Keeper,
    /// How many.
    pub objects: u64,
    /// The way to the first of them: `cache['a'][0].next`; of cycles, the way round.
    pub path: String,
}

/// Walks all objects from variables, and then from whatever is counted from outside.
struct Walk<'a> {
    graph: Graph<'a>,
    /// How each object was reached: for which reason, from where, after how many others.
    reached: FxHashMap<usize, (Keeper, From<'a>, usize)>,
    waiting: VecDeque<&'a Ref>,
}

#[derive(Clone)]
enum From<'a> {
    Variable(String),
    Object(&'a Ref),
    Outside,
}

/// What lives of that which the script made, with its threads gone; most objects first.
pub fn kept(world: &World) -> Vec<Kept> {
    quietly(|| {
        let objects = living_objects(world.is_public());
        let mut walk = Walk {
            graph: Graph::new(&objects),
            reached: FxHashMap::default(),
            waiting: VecDeque::new(),
        };
        walk.walk_variables(&objects);
        walk.walk_outside(&objects);
        walk.groups(&objects)
    })
}

impl<'a> Walk<'a> {
    fn walk_variables(&mut self, objects: &'a [Ref]) {
        let by_address: FxHashMap<usize, &'a Ref> =
            { objects.iter() }.map(|it| (it.address(), it)).collect();
        let mut modules: Vec<&'a Ref> = { objects.iter() }
            .filter(|it| it.downcast::<Module>().is_some())
            .collect();
        let name = |module: &Ref| module.downcast::<Module>().map(|it| it.name.to_string());
        modules.sort_by_key(|module| (name(module).as_deref() != Some("__main__"), name(module)));
        for object in modules {
            let Some(module) = object.downcast::<Module>() else {
                continue;
            };
            let prefix = match &*module.name {
                "__main__" => String::new(),
                name => format!("{name}."),
            };
            for (name, value) in module.namespace.slots().list() {
                let name = name.as_str();
                if let Some(object) = value.as_object()
                    && let Some(object) = by_address.get(&object.address())
                    && !name.starts_with("__")
                {
                    self.reach(
                        object,
                        Keeper::Variable,
                        From::Variable(format!("{prefix}{name}")),
                    );
                }
            }
            self.go_on(Keeper::Variable);
        }
    }

    /// What is counted more often than other objects refer to it, and what that leads to.
    fn walk_outside(&mut self, objects: &'a [Ref]) {
        let mut references: FxHashMap<usize, u32> = FxHashMap::default();
        for object in objects {
            for held in self.graph.referents(object) {
                *references.entry(held.address()).or_default() += 1;
            }
        }
        for object in objects {
            // The list counts for one.
            let known = 1 + references.get(&object.address()).copied().unwrap_or(0);
            let is_immortal = object
                .header()
                .flags()
                .has(gilscope_runtime::heap::Flags::IMMORTAL);
            if is_immortal || object.header().count() > known {
                self.reach(object, Keeper::Interpreter, From::Outside);
            }
        }
        self.go_on(Keeper::Interpreter);
    }

    fn reach(&mut self, object: &'a Ref, keeper: Keeper, from: From<'a>) {
        // Modules are where other walks begin.
        let is_apart =
            object.downcast::<Namespace>().is_some() || object.downcast::<Module>().is_some();
        if keeper == Keeper::Variable && is_apart || self.reached.contains_key(&object.address()) {
            return;
        }
        self.reached
            .insert(object.address(), (keeper, from, self.reached.len()));
        self.waiting.push_back(object);
    }

    fn go_on(&mut self, keeper: Keeper) {
        while let Some(object) = self.waiting.pop_front() {
            for held in self.graph.referents(object) {
                self.reach(held, keeper, From::Object(object));
            }
        }
    }

    fn groups(&self, objects: &'a [Ref]) -> Vec<Kept> {
        let mut groups: FxHashMap<(String, Line, Keeper), (u64, usize)> = FxHashMap::default();
        let mut found: Vec<(Kept, &'a Ref)> = Vec::new();
        for object in objects {
            let Some((name, line)) = name_in_books(object).filter(|(_, line)| *line != 0) else {
                continue;
            };
            let keeper = { self.reached.get(&object.address()) }.map_or(Keeper::Cycle, |it| it.0);
            let group = groups
                .entry((name.clone(), line, keeper))
                .or_insert_with(|| {
                    let kept = Kept {
                        name,
                        line,
                        keeper,
                        objects: 0,
                        path: String::new(),
                    };
                    found.push((kept, object));
                    (0, found.len() - 1)
                });
            group.0 += 1;
            let index = group.1;
            found[index].0.objects += 1;
            // The nearest one tells best.
            if self.turn(object) < self.turn(found[index].1) {
                found[index].1 = object;
            }
        }
        let kept = found.into_iter().map(|(mut kept, object)| {
            kept.path = self.path(object);
            kept
        });
        let mut kept: Vec<Kept> = kept.collect();
        kept.sort_by(|a, b| {
            { b.objects.cmp(&a.objects) }.then_with(|| (a.line, &a.name).cmp(&(b.line, &b.name)))
        });
        kept
    }

    /// The way to an object, itself last.
    fn way(&self, object: &'a Ref) -> Vec<&'a Ref> {
        let mut way = vec![object];
        while let Some((_, From::Object(holder), _)) =
            self.reached.get(&way[way.len() - 1].address())
        {
            way.push(holder);
        }
        way.reverse();
        way
    }

    /// When an object was reached.
    fn turn(&self, object: &Ref) -> usize {
        { self.reached.get(&object.address()) }.map_or(0, |it| it.2)
    }

    fn path(&self, object: &'a Ref) -> String {
        let way = self.way(object);
        match self.reached.get(&way[0].address()) {
            Some((_, From::Variable(name), _)) => format!("{name}{}", steps(way)),
            Some(_) => "held by the interpreter".into(),
            None => self.graph.cycle(object),
        }
    }
}

/// Whether a value is of no account in reports: made by `def`, `class` and `import`.
pub fn is_definition(name: &str) -> bool {
    let kinds = [
        "module",
        "namespace",
        "shape",
        "code",
        "cell",
        "property",
        "method wrapper",
        "builtin_function_or_method",
    ];
    kinds.contains(&name) || name.starts_with("function ") || name.starts_with("class ")
}
