//! One run of a script: compile, set up the world, drive its threads, take stock.

use crate::code::Code;
use crate::kept::{Kept, kept};
use crate::object::class::ClassLookup;
use crate::object::compare;
use crate::object::dict::{DictTable, Table};
use crate::object::exception::ExceptionParts;
use crate::object::keepers::describe;
use crate::object::module::{LockObject, NamespaceSlots};
use crate::object::sequence::ListItems;
use crate::object::{Dict, Exception, Instance, List, Module, Namespace, Str, Tuple};
use crate::refusal::CompileError;
use crate::safe_points::SafePoints;
use crate::syntax::SyntaxWarning;
use crate::text::Source;
use crate::value::Value;
use crate::vm::meter::Tally;
use crate::vm::processes::Remains;
use crate::vm::signal::Exc;
use crate::vm::thread::ThreadEnd;
use crate::vm::{
    Cx, Host, LoadError, NativeRow, Options, Thread, UserModule, World, compile, module_function,
};
use crate::{builtins, codegen, session, stdlib, syntax, traceback};
use gilscope_runtime::driver::{self, Clock, Config, Ending, Gil, Interrupter, Report};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::heap::record::known_number;
use gilscope_runtime::heap::{
    AT_THE_END, Account, Census, Counting, Free, Gc, Heap, Inspection, Local, Operations, Ref,
    Wreck, enter, set_moment, take_finalizable,
};
use gilscope_runtime::kernel::NoKernel;
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Site, Spawn, ThreadId};
use gilscope_runtime::time::Nanos;
use gilscope_runtime::wait::Lock;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A compiled script.
#[derive(Clone)]
pub struct Script {
    /// Its code.
    pub code: Arc<Code>,
    /// What CPython warns of before it runs it.
    pub warnings: Arc<[SyntaxWarning]>,
}

impl Script {
    /// Compiles a source text.
    pub fn compile(source: Source) -> Result<Script, Box<(CompileError, Arc<Source>)>> {
        Script::compile_showing(source, |_| Vec::new())
    }

    /// Compiles a source text of which the values of some expressions are shown: those that begin
    /// where `shown` says.
    pub fn compile_showing(
        source: Source,
        shown: impl FnOnce(&syntax::ast::Module) -> Vec<u32>,
    ) -> Result<Script, Box<(CompileError, Arc<Source>)>> {
        let source = Arc::new(source);
        let failed = |error: CompileError| Box::new((error, source.clone()));
        let tree = syntax::parse(&source).map_err(|error| failed(error.into()))?;
        let code = codegen::compile_showing(&tree, &source, shown(&tree)).map_err(failed)?;
        let warnings = match source.is_library() {
            true => Vec::new(),
            false => syntax::warnings(&tree, &source),
        };
        let warnings = warnings.into();
        Ok(Script { code, warnings })
    }
}

/// How a run is set up.
#[derive(Clone)]
pub struct Setup {
    /// Clock, GIL and the rest of what the drivers need.
    pub config: Config,
    /// How references are counted.
    pub counting: Counting,
    /// What the language needs.
    pub options: Options,
}

impl Setup {
    /// What the driver is told: threads that co-operate are never made to switch.
    pub fn driven(&self) -> Config {
        let switch = match self.options.safe_points {
            SafePoints::Blocking => Switch::Never,
            _ => self.config.switch,
        };
        Config {
            switch,
            ..self.config.clone()
        }
    }
}

impl Setup {
    /// An empty heap for a run.
    fn heap(&self) -> Arc<Heap> {
        let is_virtual = self.config.clock == Clock::Virtual;
        let hardware = &self.config.hardware;
        let costs = hardware.shared_count.max(hardware.count_transfer);
        match self.counting {
            Counting::Racy => {}
            // What counting takes depends on who has counted before.
            _ if is_virtual && self.config.gil == Gil::Off && costs > Nanos::ZERO => {
                return self.inspected(Free::Groups(Vec::new()));
            }
            _ => {}
        }
        match self.counting {
            Counting::Racy => Heap::racy(is_virtual.then_some(self.config.seed), describe),
            counting => self.told(Heap::new(counting)),
        }
    }

    /// An empty heap for a run that is looked into, where some counts cost nothing.
    fn inspected(&self, free: Free) -> Arc<Heap> {
        let hardware = &self.config.hardware;
        let inspection = Inspection {
            describe,
            is_stepwise: self.config.clock == Clock::Virtual && self.config.gil == Gil::Off,
            atomic_cost: hardware.shared_count.0.saturating_mul(1000),
            transfer_cost: hardware.count_transfer.0.saturating_mul(1000),
            free,
        };
        self.told(Heap::inspected(self.counting, inspection))
    }

    /// The heap, which knows what of biased counting was chosen.
    fn told(&self, heap: Arc<Heap>) -> Arc<Heap> {
        heap.set_detached_merge(self.options.detached_merge);
        heap
    }

    /// Turns the GIL on or off, everywhere; references are counted as is sound then.
    pub fn set_gil(&mut self, gil: Gil) {
        let has_gil = gil == Gil::On;
        self.config.gil = gil;
        self.options.gil = has_gil;
        if has_gil || self.counting == Counting::Plain {
            self.counting = Counting::usual(has_gil);
        }
    }
}

/// What a run came to.
pub struct Outcome {
    /// What the driver says.
    pub report: Report,
    /// The exit status that the script asked for.
    pub end: ThreadEnd,
    /// Objects made, freed and left by the first process.
    pub census: Census,
    /// The same of the other ones, in the order of their ends.
    pub processes: Vec<Census>,
    /// Code objects by their first sites, to make sense of sites.
    pub codes: Codes,
    /// Names of the script's locks.
    pub lock_names: Vec<LockName>,
    /// Under racy counting, what it came to.
    pub wreck: Option<Wreck>,
    /// How references were counted since there were two threads, if that was noted.
    pub operations: Option<Operations>,
    /// How often what was executed, where instructions differ in cost or are counted; else empty.
    pub tally: Tally,
    /// What an X-ray has seen, if this was one.
    pub seen: Option<Seen>,
}

/// What an X-ray has seen.
pub struct Seen {
    /// How references were counted, and objects made, published and freed.
    pub account: Account,
    /// What was alive when the script had ended, and why.
    pub kept: Vec<Kept>,
}

impl Outcome {
    /// The census of each process, the first one's first.
    pub fn censuses(&self) -> impl Iterator<Item = &Census> {
        std::iter::once(&self.census).chain(&self.processes)
    }
}

/// The name under which the script knows a lock at the end of its run.
#[derive(Clone, Debug)]
pub struct LockName {
    /// Where the lock stands in memory.
    pub address: usize,
    /// Where the object stands that it belongs to.
    pub object: u64,
    /// What it was told by where schedules are explored.
    pub explored: Option<u64>,
    /// Its number in traces, if a thread waited for it.
    pub number: Option<u32>,
    /// Who held it when it was looked for.
    pub holder: Option<ThreadId>,
    /// The name: `lock`, `account.lock`, `forks[2]`.
    pub name: String,
}

impl LockName {
    fn of(lock: &Arc<Lock>, object: &Ref, name: String) -> LockName {
        LockName {
            address: Arc::as_ptr(lock) as usize,
            object: object.address() as u64,
            explored: known_number(object),
            number: lock.number(),
            holder: lock.holder().map(|it| it.0),
            name,
        }
    }
}

/// Code objects by their first sites.
#[derive(Clone, Default)]
pub struct Codes(pub Vec<(u32, Arc<Code>)>);

impl Codes {
    /// Adds the code objects of other processes.
    fn merge(&mut self, processes: &[Remains]) {
        for process in processes {
            self.0.extend(process.codes.iter().cloned());
        }
        self.0.sort_by_key(|(first, _)| *first);
        self.0.dedup_by_key(|(first, _)| *first);
    }

    /// The code and instruction of a site.
    pub fn locate(&self, site: Site) -> Option<(&Arc<Code>, u32)> {
        let after = self.0.partition_point(|(first, _)| *first <= site.0);
        let (first, code) = self.0.get(after.checked_sub(1)?)?;
        Some((code, site.0 - first))
    }
}

/// Runs a script to its end.
pub fn run(
    script: &Script,
    setup: &Setup,
    host: Box<dyn Host>,
    interrupter: &Interrupter,
) -> Outcome {
    let drive = |config: &Config, main| driver::run(config, main, interrupter);
    run_over(setup.heap(), script, setup, host.into(), drive)
}

/// The same, and notes how references are counted, which takes time.
pub fn run_accounted(script: &Script, setup: &Setup, host: Box<dyn Host>) -> Outcome {
    let heap = match setup.counting {
        Counting::Racy => setup.heap(),
        counting => setup.told(Heap::accounted(counting)),
    };
    let interrupter = Interrupter::new();
    let drive = |config: &Config, main| driver::run(config, main, &interrupter);
    run_over(heap, script, setup, host.into(), drive)
}

/// The same, and looks into it, which takes time; not for racy counts. The counts of what is `free` cost
/// nothing on the virtual clock.
///
/// # Panics
/// Under racy counting.
pub fn run_inspected(
    script: &Script,
    setup: &Setup,
    host: Box<dyn Host>,
    interrupter: &Interrupter,
    free: Free,
) -> Outcome {
    let drive = |config: &Config, main| driver::run(config, main, interrupter);
    run_over(setup.inspected(free), script, setup, host.into(), drive)
}

/// Runs a script to its end; `drive` steps its threads, of which it is given the first.
pub fn run_driven(
    script: &Script,
    setup: &Setup,
    host: Box<dyn Host>,
    drive: impl FnOnce(&Config, Spawn) -> Report,
) -> Outcome {
    run_over(setup.heap(), script, setup, host.into(), drive)
}

fn run_over(
    heap: Arc<Heap>,
    script: &Script,
    setup: &Setup,
    host: Arc<dyn Host>,
    drive: impl FnOnce(&Config, Spawn) -> Report,
) -> Outcome {
    let local = Arc::new(Local::new(&heap));
    let (report, end, codes, lock_names, processes, tally, seen) = enter(&local, || {
        let world = Arc::new(World::new(
            &tables(),
            stdlib::PRELUDE,
            stdlib::source,
            setup.options.clone(),
            host,
        ));
        start_prelude(&world, &local);
        // What that took is of no interest.
        drop(world.family.tallies.take_all());
        let globals = main_namespace(&world);
        describe_script(&world, &globals, script);
        world.set_main_code(&script.code);
        let function = module_function(&world, &script.code, &globals);
        let mut main = Thread::new(&world, &local, function, Vec::new(), on_end);
        main.make_main();
        let spawn = Spawn {
            task: Box::new(main),
            name: "MainThread".into(),
            daemon: false,
            process: None,
        };
        drop(globals);
        tell_warnings(&world, script);
        heap.open();
        let report = drive(&setup.driven(), spawn);
        local.attach();
        let seen = heap.close().map(|account| Seen {
            account,
            kept: kept(&world),
        });
        // What is counted from now on is nobody's doing, and at no line.
        set_moment(0, AT_THE_END, u64::MAX, u64::MAX);
        if matches!(report.ending, Ending::Done) {
            say_last_words(&world, &heap, &local);
        }
        world.host.flush(1);
        world.host.flush(2);
        let end = end_of(&world, &report);
        let mut codes = Codes(world.codes());
        let lock_names = lock_names(&world);
        let processes = world.family.remains.take_all();
        let tally = sum(world.family.tallies.take_all());
        let ends = processes.iter().flat_map(|process| &process.ends);
        let refused = ends
            .clone()
            .find(|end| matches!(end, ThreadEnd::Unsupported(..)));
        let end = refused.cloned().unwrap_or(end);
        codes.merge(&processes);
        world.clear();
        drop(world);
        std::iter::from_fn(take_finalizable).for_each(drop);
        heap.free_immortals();
        let processes: Vec<Census> = processes.into_iter().map(|it| it.census).collect();
        (report, end, codes, lock_names, processes, tally, seen)
    });
    drop(local);
    Outcome {
        report,
        end,
        census: heap.census(),
        processes,
        codes,
        lock_names,
        wreck: heap.wreck(),
        operations: heap.operations(),
        tally,
        seen,
    }
}

/// What all threads have counted.
fn sum(tallies: Vec<Tally>) -> Tally {
    let mut sum = Tally::default();
    tallies.iter().for_each(|tally| sum.add(tally));
    sum
}

/// Runs the finalizers of what is alive at the end of the program, while its globals are still there:
/// what globals hold in their order, then the rest.
pub(crate) fn say_last_words(world: &Arc<World>, heap: &Heap, local: &Arc<Local>) {
    let mut left = heap.unfinalized();
    if left.len() > 1 {
        let places = places_in_main(world);
        left.sort_by_key(|object| places.get(&object.address()).copied().unwrap_or(usize::MAX));
    }
    let left = left.into_iter();
    let dead = left.chain(std::iter::from_fn(take_finalizable));
    let mut dead: Vec<Value> = dead.map(Value::object).collect();
    dead.reverse();
    if !dead.is_empty() {
        let function = world.prelude_function("_last_words");
        let args = vec![List::value(dead)];
        let mut thread = Thread::new(world, local, function, args, on_end);
        thread.be(main_thread(world));
        thread.run_alone(&NoKernel);
    }
}

/// What `threading.current_thread()` gives in the main thread, once `threading` is there.
pub(crate) fn main_thread(world: &World) -> Value {
    let threading = world.loaded("threading");
    let module = threading.as_ref().and_then(Value::as_gc::<Module>);
    let slots = module.map(|module| module.namespace.slots());
    let thread = slots.and_then(|slots| slots.get(Symbol::new("_main_thread")));
    thread.unwrap_or(Value::EMPTY)
}

/// Where objects stand among the globals of the script, by address.
fn places_in_main(world: &World) -> FxHashMap<usize, usize> {
    let main = world.loaded("__main__");
    let Some(main) = main.as_ref().and_then(Value::as_gc::<Module>) else {
        return FxHashMap::default();
    };
    let bound = main.namespace.slots().list();
    let addresses = bound
        .iter()
        .map(|(_, value)| value.as_object().map(Ref::address));
    { addresses.zip(0..) }
        .filter_map(|(address, place)| Some((address?, place)))
        .collect()
}

/// Writes what CPython's module `warnings` writes.
pub(crate) fn tell_warnings(world: &World, script: &Script) {
    let source = &script.code.source;
    for SyntaxWarning { line, message } in script.warnings.iter() {
        let text = source.line_text(*line).trim();
        let (name, line) = source.place(*line);
        let warning = format!("{name}:{line}: SyntaxWarning: {message}\n  {text}\n");
        world.host.write(2, &warning);
    }
}

/// All tables of natives.
pub(crate) fn tables() -> Vec<&'static [NativeRow]> {
    let mut tables = builtins::tables();
    tables.push(traceback::PRINTING);
    tables.push(traceback::OBJECTS);
    tables.push(traceback::TABLE);
    tables.push(session::TABLE);
    tables
}

/// Names of the builtins that scripts can use, sorted.
pub fn builtin_names() -> Vec<String> {
    in_bare_world(|world| {
        let slots = world.builtins.slots();
        let bound = slots.list().into_iter();
        let mut names: Vec<String> = bound.map(|(name, _)| name.as_str().to_string()).collect();
        names.sort_unstable();
        names
    })
}

/// Gives `look` a world in which nothing runs.
fn in_bare_world<R>(look: impl FnOnce(&World) -> R) -> R {
    let heap = Heap::new(Counting::Plain);
    let local = Arc::new(Local::new(&heap));
    enter(&local, || {
        let options = Options::default();
        let (prelude, library) = (stdlib::PRELUDE, stdlib::source);
        let world = World::new(&tables(), prelude, library, options, Arc::new(NoHost));
        let seen = look(&world);
        world.clear();
        seen
    })
}

pub(crate) fn end_of(world: &World, report: &Report) -> ThreadEnd {
    let ends = world.ends();
    let refused = ends
        .iter()
        .find(|end| matches!(end, ThreadEnd::Unsupported(..)));
    let special = ends.iter().find(|end| !matches!(end, ThreadEnd::Finished));
    match (refused.or(special), &report.ending) {
        (Some(end), _) => end.clone(),
        (None, Ending::Interrupted) => ThreadEnd::Interrupted,
        (None, _) => ThreadEnd::Finished,
    }
}

/// Runs what the prelude's text does besides defining functions, before the script's threads begin.
pub(crate) fn start_prelude(world: &Arc<World>, local: &Arc<Local>) {
    let text = world.prelude_texts.statements.as_str();
    let code = compile(&Arc::new(Source::new("<lib:prelude>", text)));
    let code = code.unwrap_or_else(|error| match error {
        LoadError::Syntax(error) => panic!("(prelude) {}", error.message),
        LoadError::Unsupported(feature) => panic!("(prelude) {feature}"),
    });
    let natives = world.natives_of("_prelude");
    for (name, native) in natives {
        world.prelude.slots().set(Symbol::new(name), native);
    }
    world
        .prelude
        .slots()
        .set(world.names.name, Str::value("builtins"));
    let function = module_function(world, &code, &world.prelude);
    let mut thread = Thread::new(world, local, function, Vec::new(), on_end);
    thread.run_alone(&NoKernel);
}

/// The namespace `__main__` with what every module has.
pub(crate) fn main_namespace(world: &Arc<World>) -> Gc<Namespace> {
    let globals = Namespace::new();
    let mut slots = globals.slots();
    slots.set(world.names.name, Str::value("__main__"));
    for name in ["__doc__", "__package__"] {
        slots.set(Symbol::new(name), Value::NONE);
    }
    slots.set(Symbol::new("__loader__"), world.source_loader());
    slots.set(Symbol::new("__spec__"), Value::NONE);
    let annotations = Dict::value(Table::default());
    slots.set(Symbol::new("__annotations__"), annotations);
    slots.set(Symbol::new("__builtins__"), world.builtins_module());
    drop(slots);
    let module = Module::new("__main__", &globals);
    let named = world
        .modules
        .table()
        .insert(Str::value("__main__"), module.into());
    drop(named);
    globals
}

/// Puts what a script has beside what every module has into its namespace.
pub(crate) fn describe_script(world: &World, globals: &Gc<Namespace>, script: &Script) {
    let code = &script.code;
    let doc = { code.doc.as_ref() }.map_or(Value::NONE, |doc| Str::value(&**doc));
    let file = world.host.full_name(&code.source.name);
    let mut slots = globals.slots();
    slots.set(world.names.doc, doc);
    slots.set(Symbol::new("__file__"), Str::value(file));
    slots.set(Symbol::new("__cached__"), Value::NONE);
}

/// What the end of a thread means: prints an uncaught exception.
pub(crate) fn on_end(cx: &mut Cx<'_>, result: Result<(), Gc<Exception>>) -> Option<ThreadEnd> {
    let Err(exception) = result else {
        return Some(match cx.state.is_hooked {
            true => ThreadEnd::Status(1),
            false => ThreadEnd::Finished,
        });
    };
    if !cx.state.is_dying && traceback::needs_text(cx, &exception) {
        return None;
    }
    let is = |class| exception.class.is_subclass(cx.world.exception_class(class));
    if is(Exc::UnsupportedError) {
        session::refuse(cx, &exception);
        return Some(ThreadEnd::Finished);
    }
    if is(Exc::SystemExit) {
        return Some(system_exit(cx, &exception));
    }
    cx.world.host.flush(1);
    let text = traceback::render(cx, &exception);
    cx.world.host.write(2, &text);
    Some(match cx.state.is_main {
        true if is(Exc::KeyboardInterrupt) => ThreadEnd::Interrupted,
        true => ThreadEnd::Status(1),
        false => ThreadEnd::Finished,
    })
}

fn system_exit(cx: &Cx<'_>, exception: &Gc<Exception>) -> ThreadEnd {
    if !cx.state.is_main {
        return ThreadEnd::Finished;
    }
    let args = exception.args();
    match &args.items[..] {
        [] => ThreadEnd::Status(0),
        [code] if code.is_none() => ThreadEnd::Status(0),
        [code] if compare::integer(code).is_some() => {
            let code = compare::integer(code).and_then(|code| code.to_i64());
            ThreadEnd::Status(code.unwrap_or(-1) as i32 & 0xff)
        }
        _ => {
            cx.world.host.flush(1);
            let text = traceback::message(cx, exception);
            cx.world.host.write(2, &format!("{text}\n"));
            ThreadEnd::Status(1)
        }
    }
}

/// Names under which module globals, or attributes of objects in them, hold locks.
pub(crate) fn lock_names(world: &World) -> Vec<LockName> {
    let modules = world.modules.table().clone();
    let mut names = Vec::new();
    for entry in modules.iter() {
        let Some(module) = entry.value.as_gc::<Module>() else {
            continue;
        };
        let name = format!("import {}", module.name);
        names.push(LockName::of(&module.loading, module.as_ref(), name));
        let globals = module.namespace.slots().list();
        for (name, value) in globals {
            note_locks(name.as_str(), &value, &mut names);
        }
    }
    names
}

/// Notes the locks that a variable, an attribute of its object or an item of its container holds.
fn note_locks(name: &str, value: &Value, names: &mut Vec<LockName>) {
    let mut note = |value: &Value, name: &dyn Fn() -> String| {
        if let Some(lock) = value.as_gc::<LockObject>() {
            names.push(LockName::of(&lock.lock, lock.as_ref(), name()));
        }
    };
    note(value, &|| name.to_string());
    if let Some(instance) = value.as_gc::<Instance>() {
        let attrs = instance.guard(|i| &i.attrs).list();
        for (attr, value) in attrs {
            // The lock inside a Condition is what people call the Condition.
            note(&value, &|| match attr.as_str() {
                "_lock" => name.to_string(),
                attr => format!("{name}.{attr}"),
            });
        }
    }
    let items = match (value.as_gc::<List>(), value.as_gc::<Tuple>()) {
        (Some(list), _) => list.items().to_vec(),
        (_, Some(tuple)) => tuple.items.to_vec(),
        _ => Vec::new(),
    };
    for (item, index) in items.iter().zip(0..) {
        note(item, &|| format!("{name}[{index}]"));
    }
    if let Some(dict) = value.as_gc::<Dict>() {
        let table = dict.table().clone();
        for entry in table.iter() {
            if let Some(key) = entry.key.as_gc::<Str>() {
                note(&entry.value, &|| format!("{name}['{}']", key.as_str()));
            }
        }
    }
}

/// The outside of a world in which nothing runs.
pub struct NoHost;

impl Host for NoHost {
    fn write(&self, _descriptor: u8, _text: &str) {}
    fn flush(&self, _descriptor: u8) {}
    fn read_line(&self) -> String {
        String::new()
    }
    fn entropy(&self) -> u64 {
        0
    }
    fn start_time(&self) -> f64 {
        0.0
    }
    fn find_module(&self, _folder: &str, _name: &str) -> Option<UserModule> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::Function;

    #[test]
    fn every_function_of_the_prelude_compiles() {
        in_bare_world(|world| {
            for name in world.prelude_texts.names() {
                let function = world.prelude_function(name);
                assert!(function.as_gc::<Function>().is_some(), "{name}");
            }
        });
    }

    #[test]
    fn every_twin_is_written() {
        let rows = tables();
        let twins = rows
            .iter()
            .flat_map(|table| table.iter())
            .filter_map(|row| row.fallback);
        in_bare_world(|world| {
            for name in twins {
                assert!(world.prelude_texts.has(name), "{name}");
            }
        });
    }
}
