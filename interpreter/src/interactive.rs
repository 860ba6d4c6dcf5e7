//! An interactive session: one world, driven again and again.
//!
//! Between two drives no thread runs, so that the GIL can be turned on and off. Within one, the main
//! thread waits for inputs and runs them (see `session`), and the script's other threads run beside
//! it, as they would in a script.

use crate::machine::{
    Codes, Outcome, Script, Setup, describe_script, end_of, lock_names, main_namespace,
    main_thread, on_end, say_last_words, start_prelude, tables, tell_warnings,
};
use crate::object::Namespace;
use crate::stdlib;
use crate::value::Value;
use crate::vm::meter::Tally;
use crate::vm::thread::ThreadEnd;
use crate::vm::{Host, Thread, World, module_function};
use gilscope_runtime::driver::{self, Ending, Gil, Interrupter};
use gilscope_runtime::heap::{Census, Gc, Heap, Local, enter, take_finalizable};
use gilscope_runtime::task::Spawn;
use std::sync::Arc;

/// A session.
pub struct Session {
    setup: Setup,
    heap: Arc<Heap>,
    local: Arc<Local>,
    world: Option<Arc<World>>,
    globals: Option<Gc<Namespace>>,
}

impl Session {
    /// A session over this outside. If the GIL is to be turned off in it, references must be counted
    /// as without one from the start.
    pub fn new(setup: Setup, host: Box<dyn Host>) -> Session {
        let host: Arc<dyn Host> = host.into();
        let heap = Heap::new(setup.counting);
        let local = Arc::new(Local::new(&heap));
        let world = enter(&local, || {
            let (prelude, library) = (stdlib::PRELUDE, stdlib::source);
            let mut world = World::new(&tables(), prelude, library, setup.options.clone(), host);
            world.is_session = true;
            let world = Arc::new(world);
            start_prelude(&world, &local);
            world
        });
        let globals = enter(&local, || main_namespace(&world));
        Session {
            setup,
            heap,
            local,
            world: Some(world),
            globals: Some(globals),
        }
    }

    /// Runs a script, if one is given, and then inputs, until [`crate::vm::Input::End`] or the end of
    /// the script by SystemExit. Waits for threads that are no daemons.
    pub fn drive(&mut self, script: Option<&Script>, interrupter: &Interrupter) -> Outcome {
        let local = self.local.clone();
        enter(&local, || {
            let (world, globals) = self.parts();
            let first = match script {
                Some(script) => {
                    describe_script(&world, &globals, script);
                    tell_warnings(&world, script);
                    module_function(&world, &script.code, &globals)
                }
                None => Value::NONE,
            };
            world.forget_ends();
            let function = world.prelude_function("_session");
            let mut main = Thread::new(&world, &local, function, vec![first], on_end);
            main.be(main_thread(&world));
            main.make_main();
            let spawn = Spawn {
                task: Box::new(main),
                name: "MainThread".into(),
                daemon: false,
                process: None,
            };
            let report = driver::run(&self.setup.driven(), spawn, interrupter);
            local.attach();
            world.host.flush(1);
            let outcome = Outcome {
                end: end_of(&world, &report),
                census: Census::default(),
                processes: Vec::new(),
                codes: Codes(world.codes()),
                lock_names: lock_names(&world),
                report,
                wreck: None,
                operations: None,
                tally: Tally::default(),
                seen: None,
            };
            drop((world, globals));
            self.with_world(|world| world.elapsed += outcome.report.elapsed);
            outcome
        })
    }

    /// Turns the GIL on or off for the drives to come.
    pub fn set_gil(&mut self, gil: Gil) {
        self.setup.config.gil = gil;
        self.setup.options.gil = gil == Gil::On;
        self.with_world(|world| {
            world.options.gil = gil == Gil::On;
            world.next_epoch();
        });
    }

    /// How the session is set up at present.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Ends the session: the last words of what is alive are said.
    pub fn end(mut self, outcome: &Outcome) {
        let (heap, local) = (self.heap.clone(), self.local.clone());
        enter(&local, || {
            let (world, globals) = self.parts();
            drop(globals);
            let is_over = matches!(outcome.report.ending, Ending::Done | Ending::Interrupted);
            if is_over && outcome.end != ThreadEnd::Interrupted {
                say_last_words(&world, &heap, &local);
            }
            self.globals = None;
            self.world = None;
            world.clear();
            world.host.flush(1);
            drop(world);
            std::iter::from_fn(take_finalizable).for_each(drop);
        });
    }

    fn parts(&self) -> (Arc<World>, Gc<Namespace>) {
        let parts = (self.world.clone(), self.globals.clone());
        match parts {
            (Some(world), Some(globals)) => (world, globals),
            _ => unreachable!("a session has a world until its end"),
        }
    }

    /// Changes the world, which nobody else holds between two drives.
    fn with_world(&mut self, change: impl FnOnce(&mut World)) {
        if let Some(world) = self.world.as_mut().and_then(Arc::get_mut) {
            change(world);
        }
    }
}
