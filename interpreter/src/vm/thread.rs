//! A thread of the script: its frames, and how the runtime steps it.

use super::context::{Cx, ThreadState};
use super::faults::Faults;
use super::frames::{Frame, Frames};
use super::meter::Meter;
use super::processes::Home;
use super::signal::{After, Exc, Res, Signal};
use super::stack::Stack;
use super::watched::{Caller, tell_end};
use super::world::World;
use crate::object::class::ClassLookup;
use crate::object::module::NamespaceSlots;
use crate::object::transplant::Settling;
use crate::object::{Exception, List, Module};
use crate::value::Value;
use gilscope_runtime::heap::record::{Deed, Location, note_part, tell, unnoticed, value};
use gilscope_runtime::heap::{Gc, Local, enter, set_site, take_finalizable};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Alone, Context, Exit, Place, Resume, Site, Snapshot, Task, Wait};
use std::any::Any;
use std::sync::Arc;

/// What becomes of a frame's result, which then lies where its callable lay.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Cont {
    /// It is the call's value.
    Value,
    /// It must be None and is dropped: the new instance lies below it.
    Init,
    /// It is dropped.
    Drop,
    /// It is an attribute for CallMethod: an empty place goes on top of it.
    Attribute,
    /// Its truth is the value, or (true) its negated truth.
    Truth(bool),
    /// Its truth decides about a JumpIfTrueOrPop (or False) so far ahead; the operand lies below.
    JumpOrPop(bool, i32),
    /// It is the result of a special method; NotImplemented means to try the next way. The two
    /// operands lie below it. See `operators`.
    Operator(super::operators::Attempt),
    /// The frame is a generator's, resumed by ForIter: the iterator lies below.
    ForIter,
    /// The frame is a generator's, resumed by `next`, `send` or `throw`: the default lies below.
    Next,
    /// The frame is a generator's or coroutine's, resumed by Send: the iterator lies below.
    Send,
    /// The frame is a generator's, which is to end.
    Close,
    /// The same, for the sake of a generator that waits for it: the exception to be raised there lies
    /// below.
    CloseInner,
    /// The frame is a class body's: name and bases lie below; their number.
    Class(u16),
    /// It is the result of `__iter__`, and must be an iterator.
    Iter,
    /// It is a list of the items that UnpackSequence pushes: their number.
    Unpack(u32),
    /// The same for UnpackEx: how many items go before the starred one, and behind.
    UnpackEx(u16, u16),
    /// It is dropped: the module lies below.
    Module,
    /// The same, for ImportStar, which then begins anew.
    StarModule,
    /// The thread has no more frames: it has ended.
    Bottom,
}

pub use crate::object::module::ThreadEnd;

/// Called when a thread ends; prints uncaught exceptions. `None`: their texts are toy Python's to
/// tell, call again once `_exception_texts` of the prelude has run.
pub type OnEnd = fn(&mut Cx<'_>, Result<(), Gc<Exception>>) -> Option<ThreadEnd>;

/// Instructions after which memory is looked at, where it is limited.
const WATCHFUL_STEP: u64 = 4096;
/// Most instructions after which it is looked whether garbage may have piled up.
const LONGEST_STEP: u64 = 16_384;

/// A thread of the script.
pub struct Thread {
    pub(super) stack: Stack,
    pub(super) frames: Frames,
    pub(super) state: ThreadState,
    /// What the present wait is for, and what becomes of its result.
    pub(super) pending: Option<(After, Cont)>,
    /// Jumps at which a switch was due, where only some of them are safe points.
    pub(super) jumps: u32,
    /// Counts kinds of instructions, where they differ in cost.
    pub(super) meter: Option<Box<Meter>>,
    /// The exception that the thread dies of, while toy Python makes its text.
    pub(super) dying: Option<Gc<Exception>>,
    /// How the thread has ended, while last words are said.
    pub(super) ended: Option<ThreadEnd>,
    /// What is to be raised as soon as the thread stands where it can be.
    pub(super) postponed: Option<Exc>,
    pub(super) world: Arc<World>,
    pub(super) local: Arc<Local>,
    pub(super) on_end: OnEnd,
    /// Of the first thread of a process, before its first step: what it must do then.
    pub(super) settling: Option<Settling>,
    /// Of a thread that somebody steps through: whether its last step has ended where others must not
    /// come between.
    pub(super) is_amid: bool,
    /// Of a watched thread before its first step: what it knows of others.
    pub(super) ticket: Option<u64>,
    /// Of a watched thread: the calls that it is in.
    pub(super) callers: Vec<Caller>,
    /// The process, if it is not the first one. Dropped last.
    pub(super) home: Option<Arc<Home>>,
}

impl Thread {
    /// A thread that will call `function` with `args`; `on_end` is asked what its end means.
    pub fn new(
        world: &Arc<World>,
        local: &Arc<Local>,
        function: Value,
        args: Vec<Value>,
        on_end: OnEnd,
    ) -> Thread {
        let mut stack = Stack::new();
        let count = args.len();
        stack.push(function);
        args.into_iter().for_each(|arg| stack.push(arg));
        Thread {
            stack,
            frames: Frames::new(),
            state: ThreadState::default(),
            pending: Some((After::Start(count as u32), Cont::Value)),
            jumps: 0,
            meter: None,
            dying: None,
            ended: None,
            postponed: None,
            world: world.clone(),
            local: local.clone(),
            on_end,
            settling: None,
            is_amid: false,
            ticket: None,
            callers: Vec::new(),
            home: None,
        }
    }

    /// Sets what `threading.current_thread()` gives in it.
    pub fn be(&mut self, thread_object: Value) {
        self.state.thread_object = thread_object;
    }

    /// The frame that runs.
    #[inline(always)]
    pub(super) fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("(window) a frame runs")
    }

    /// A thread beside this one, for `threading`.
    pub fn sibling(&self, function: Value, args: Vec<Value>) -> Thread {
        let publishes = self.world.options.publishes();
        let local = if !publishes {
            self.local.clone()
        } else {
            Arc::new(self.local.another())
        };
        let mut sibling = Thread::new(&self.world, &local, function, args, self.on_end);
        sibling.home = self.home.clone();
        sibling.ticket = tell(|watcher, standing| watcher.bears(standing.thread));
        sibling
    }

    /// Takes note of what the last wait came to.
    fn resume(&mut self, cx: &mut Cx<'_>, resume: Resume) -> Res<()> {
        let pending = self.pending.take();
        if let Some((After::Imported, _)) = pending {
            self.stop_waiting_for_import(cx, resume == Resume::Acquired)?;
        }
        if resume == Resume::Interrupted {
            if let Some((After::Start(count), _)) = pending {
                self.start(cx, count)?;
            }
            if pending.is_none() && self.is_at_with() {
                self.postponed = Some(Exc::KeyboardInterrupt);
                return Ok(());
            }
            return Exc::KeyboardInterrupt.err_with(cx, Vec::new());
        }
        let Some((after, cont)) = pending else {
            return Ok(());
        };
        let value = match (after, resume) {
            (After::Start(count), _) => return self.start(cx, count),
            (After::Imported, _) => return Ok(()),
            (After::Swept(found), _) => return self.clear_up(cx, *found),
            // The process ended in the middle of it, or a driver did not do what it was asked.
            (After::Garbage | After::Remains(_) | After::Objects | After::Sweep, _) => {
                return Ok(());
            }
            (After::None, _) => Value::NONE,
            (After::Value(value), _) => value,
            (After::Acquired, resume) => {
                let has_come = resume != Resume::TimedOut;
                if has_come {
                    tell(|watcher, standing| watcher.resumed(standing));
                }
                Value::bool(has_come)
            }
            (After::Spawned, Resume::Spawned(thread)) => Value::int(i64::from(thread.0)),
            (After::Spawned, _) => return Exc::RuntimeError.err("can't start new thread"),
        };
        self.stack.push(Value::NONE);
        self.deliver(cx, cont, value)
    }

    pub(super) fn start(&mut self, cx: &mut Cx<'_>, count: u32) -> Res<()> {
        self.call(cx, count)?;
        if let Some(frame) = self.frames.first_mut() {
            frame.cont = Cont::Bottom;
        }
        Ok(())
    }

    /// Ends the thread and tells how. `None`: there are frames to run before, which make the text of
    /// the exception that it dies of, or are the last words of what its frames held.
    pub(super) fn end(
        &mut self,
        cx: &mut Cx<'_>,
        result: Result<(), Gc<Exception>>,
    ) -> Option<Exit> {
        self.stack.truncate(0);
        self.frames.clear();
        let end = match self.ended.take() {
            Some(end) => end,
            None => {
                let result = self.dying.take().map_or(result, Err);
                let dying = result.clone().err();
                if let Some(exception) = &dying
                    && let Some(hook) = self.exception_hook(cx, exception)
                {
                    return self.call_exception_hook(cx, hook, exception);
                }
                match ((self.on_end)(cx, result), dying) {
                    (Some(end), _) => end,
                    (None, None) => ThreadEnd::Finished,
                    (None, Some(exception)) => return self.tell_exception(cx, exception),
                }
            }
        };
        self.local.attach();
        if self.finalize(cx, Cont::Bottom) || self.call_at_exit(cx) {
            self.ended = Some(end);
            return None;
        }
        Some(self.finish_thread(end))
    }

    /// Enters what the library wants to be called when the main thread has ended: it lets the idle
    /// workers of thread pools go.
    fn call_at_exit(&mut self, cx: &mut Cx<'_>) -> bool {
        if !cx.state.is_main {
            return false;
        }
        let threading = cx.world.loaded("threading");
        let Some(threading) = threading.as_ref().and_then(Value::as_gc::<Module>) else {
            return false;
        };
        let name = Symbol::new("_at_exit");
        let hook = unnoticed(|| threading.namespace.slots().set(name, Value::NONE));
        let part = u64::from(name.0) | Location::NAME;
        note_part(threading.namespace.as_ref(), part, Deed::Read);
        if hook.is_none() || hook.is_empty() {
            return false;
        }
        let nothing = Deed::Change(Value::NONE.immediate().map(value));
        note_part(threading.namespace.as_ref(), part, nothing);
        // What the processes print that are waited for comes after it.
        cx.world.host.flush(1);
        self.stack.push(hook);
        self.start(cx, 0).is_ok()
    }

    /// What the script has set as `sys.excepthook`, if it is to hear of this exception.
    fn exception_hook(&self, cx: &Cx<'_>, exception: &Gc<Exception>) -> Option<Value> {
        let is = |class| exception.class.is_subclass(cx.world.exception_class(class));
        let unheard = [Exc::SystemExit, Exc::UnsupportedError];
        if !cx.state.is_main || cx.state.is_hooked || unheard.into_iter().any(is) {
            return None;
        }
        let sys = cx.world.loaded("sys")?;
        let sys = sys.as_gc::<Module>()?;
        let get = |name| sys.namespace.slots().get(Symbol::new(name));
        let hook = get("excepthook")?;
        (!hook.is(&get("__excepthook__")?)).then_some(hook)
    }

    fn call_exception_hook(
        &mut self,
        cx: &mut Cx<'_>,
        hook: Value,
        exception: &Gc<Exception>,
    ) -> Option<Exit> {
        cx.state.is_hooked = true;
        let function = cx.world.prelude_function("_call_excepthook");
        for value in [function, hook, exception.into()] {
            self.stack.push(value);
        }
        match self.start(cx, 2) {
            Ok(()) => None,
            Err(_) => Some(self.finish_thread(ThreadEnd::Status(1))),
        }
    }

    /// Runs what makes the text of the exception that the thread dies of; the thread ends after it.
    fn tell_exception(&mut self, cx: &mut Cx<'_>, exception: Gc<Exception>) -> Option<Exit> {
        cx.state.is_dying = true;
        self.stack
            .push(cx.world.prelude_function("_exception_texts"));
        self.stack.push((&exception).into());
        self.dying = Some(exception);
        match self.start(cx, 1) {
            Ok(()) => None,
            Err(_) => Some(self.finish_thread(ThreadEnd::Status(1))),
        }
    }

    /// Runs the finalizers of objects that have just died, if there are any: in the frame of a
    /// prelude function, whose result `cont` takes. The frames below go on when it has returned.
    pub(super) fn finalize(&mut self, cx: &mut Cx<'_>, cont: Cont) -> bool {
        let mut dead: Vec<Value> = std::iter::from_fn(take_finalizable)
            .map(Value::object)
            .collect();
        if dead.is_empty() {
            return false;
        }
        dead.reverse();
        let height = self.stack.top();
        self.stack.push(cx.world.prelude_function("_last_words"));
        self.stack.push(List::value(dead));
        let called = self.call_with(cx, 1, cont).is_ok();
        if !called {
            // Only the limit on frames is in the way: CPython could not say more than that, either.
            self.stack.truncate(height);
        }
        called
    }

    /// Tells how the thread ended.
    pub(super) fn finish_thread(&mut self, end: ThreadEnd) -> Exit {
        let abort = matches!(end, ThreadEnd::Unsupported(..));
        self.world.note_end(end);
        tell_end();
        if abort { Exit::Abort } else { Exit::Done }
    }

    /// What is to be raised between two instructions, now that there is a frame to raise it in.
    fn overdue(&mut self, fault: Option<Exc>) -> Option<Exc> {
        let lacks_memory = || self.world.is_out_of_memory().then_some(Exc::MemoryError);
        let kind = self.postponed.or(fault).or_else(lacks_memory)?;
        let waits = self.is_at_with();
        self.postponed = Some(kind).filter(|_| waits);
        (!waits).then_some(kind)
    }

    /// Whether the thread stands where a `with` is being entered or left: what is raised there by nothing
    /// in the script waits, or a lock that was taken would not be released. CPython looks for signals
    /// at none of these places.
    fn is_at_with(&self) -> bool {
        let frames = self.frames.iter().rev();
        let Some(inner) = frames.clone().next() else {
            return false;
        };
        // The `__enter__` of a Condition is code of the library.
        let mut pairs = frames.clone().zip(frames.skip(1));
        let is_library = |frame: &Frame| frame.program.code().code.source.is_library();
        let in_library = { pairs.by_ref() }.take_while(|(callee, _)| is_library(callee));
        inner.is_at_with() || { in_library }.any(|(_, caller)| caller.is_in_with_call())
    }

    /// What goes wrong before this step.
    #[cold]
    fn fault(&self, faults: &Faults, state: &ThreadState) -> Option<Exc> {
        if state.is_main {
            faults.begin();
        }
        faults.due(self.in_library() || self.frames.is_empty())
    }

    fn step_inside(&mut self, context: &mut Context<'_>) -> Exit {
        self.tell_step(context);
        self.start_meter(context);
        let world = self.world.clone();
        let mut state = std::mem::take(&mut self.state);
        let mut cx = Cx {
            world: &world,
            epoch: &world.epoch,
            kernel: context.kernel,
            me: context.me,
            spent: 0,
            before: 0,
            picos: 0,
            budget: 0,
            site: Site::default(),
            state: &mut state,
        };
        self.settle(context.me);
        self.frames.set_limit(world.recursion_limit.get() as usize);
        let budget = match (&world.faults, world.has_memory_limit()) {
            (Some(_), _) => 1,
            (None, true) => context.budget.min(WATCHFUL_STEP),
            (None, false) => context.budget.min(LONGEST_STEP),
        };
        // What others have left for this thread to drop may have last words.
        let has_died = self.local.attach();
        let made = self.local.made();
        let fault = world
            .faults
            .as_ref()
            .and_then(|faults| self.fault(faults, cx.state));
        let exit = match self.resume(&mut cx, context.resume) {
            Ok(()) if self.frames.is_empty() => {
                self.stack.truncate(0);
                match self.end(&mut cx, Ok(())) {
                    Some(exit) => exit,
                    None => self.run_on(&mut cx, budget),
                }
            }
            Ok(()) => match self.overdue(fault) {
                Some(kind) => match self.handle(&mut cx, kind.signal("")) {
                    Some(exit) => exit,
                    None => self.run_on(&mut cx, budget),
                },
                None if self.postponed.is_some() => self.run(&mut cx, 1),
                None => {
                    if has_died {
                        self.finalize(&mut cx, Cont::Drop);
                    }
                    self.run_on(&mut cx, budget)
                }
            },
            Err(signal) => match self.handle(&mut cx, signal) {
                Some(exit) => exit,
                None => self.run_on(&mut cx, budget),
            },
        };
        context.spent = cx.spent;
        let picos = self.read_meter();
        // Nothing at all would say that no costs are known.
        context.picos = context.costs.map_or(0, |_| picos.max(1));
        context.stalled = self.local.take_stalls();
        if let Some(faults) = &world.faults {
            faults.pass(self.local.made() - made, cx.spent);
        }
        self.state = state;
        self.collects(exit)
    }
}

impl Task for Thread {
    fn step(&mut self, context: &mut Context<'_>) -> Exit {
        let local = self.local.clone();
        enter(&local, || {
            set_site(0);
            let _watching = self.watch(context.me);
            let exit = self.step_inside(context);
            if !matches!(exit, Exit::BudgetSpent | Exit::Spawn(_)) {
                local.detach();
            }
            exit
        })
    }

    fn alone(&mut self) -> Alone {
        let local = self.local.clone();
        enter(&local, || {
            local.attach();
            let done = self.look_for_garbage();
            local.detach();
            done
        })
    }

    fn snapshot(&self) -> Option<Snapshot> {
        self.tell_state()
    }

    fn portrait(&self) -> Option<Box<dyn Any>> {
        Some(Box::new(self.paint()))
    }

    fn stands_amid(&self) -> bool {
        self.is_amid
    }

    fn stack(&self) -> Vec<Site> {
        let sites = self.frames.iter().rev();
        { sites }
            .map(|f| f.program.code().site(f.ip().saturating_sub(1)))
            .collect()
    }

    fn place(&self) -> Place {
        Place {
            site: self.user_site().unwrap_or_default(),
            // Without a GIL each thread has free lists of its own: none knows of all objects.
            live_objects: match self.world.options.publishes() {
                false => self.local.live(),
                true => 0,
            },
        }
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.hand_in_meter();
        let local = self.local.clone();
        enter(&local, || {
            let was_detached = local.is_detached();
            local.attach();
            // Objects of others that have last words to say: this thread says no more.
            local.hand_over();
            self.stack.truncate(0);
            self.frames.clear();
            self.state = ThreadState::default();
            self.dying = None;
            if self.world.options.publishes() {
                // Nobody else looks after what this thread's frames held.
                while let Some(object) = take_finalizable() {
                    drop(object);
                }
            }
            if was_detached {
                local.detach();
            }
        });
    }
}

impl Signal {
    /// A signal that ends the step.
    pub(super) fn leave(exit: Exit) -> Box<Signal> {
        Box::new(Signal::Leave(exit))
    }
}

impl Thread {
    /// Runs to the end at once, for code that neither waits nor starts threads: where it tries to,
    /// it is given up, and this is false.
    pub fn run_alone(&mut self, kernel: &dyn gilscope_runtime::kernel::Kernel) -> bool {
        let is_done = self.step_alone(kernel);
        // Whoever runs it goes on as the same holder.
        self.local.attach();
        is_done
    }

    fn step_alone(&mut self, kernel: &dyn gilscope_runtime::kernel::Kernel) -> bool {
        let mut resume = Resume::Go;
        loop {
            let me = gilscope_runtime::task::ThreadId(0);
            let mut context = Context {
                me,
                budget: u64::MAX,
                spent: 0,
                costs: None,
                patience: u64::MAX,
                picos: 0,
                stalled: 0,
                resume,
                kernel,
            };
            match self.step(&mut context) {
                Exit::Done => return true,
                Exit::BudgetSpent => resume = Resume::Go,
                Exit::Wait(Wait::Alone) => {
                    self.alone();
                    resume = Resume::WasAlone;
                }
                _ => return false,
            }
        }
    }
}
