//! How an operation ends other than with a value.

use super::context::Cx;
use crate::number::{OUT_OF_RANGE, OpError, OpErrorKind};
use crate::object::compare::Stop;
use crate::object::garbage::Found;
use crate::object::{Exception, Generator, Str};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Ref};
use gilscope_runtime::task::{Exit, Wait};
use gilscope_runtime::time::Nanos;

/// What an operation gives: a value, or a signal to the VM.
pub type Res<T = Value> = Result<T, Box<Signal>>;

/// What a native asks of the VM instead of giving a value. Natives never call back: they leave, and
/// the VM acts.
pub enum Signal {
    /// Raise this exception; a traceback entry for the present place is added.
    Raise(Gc<Exception>),
    /// Raise this exception again as it is.
    Reraise(Gc<Exception>),
    /// Raise a builtin exception with this message.
    New(Exc, String),
    /// Code of the user is involved: run the native's twin in toy Python with the same arguments.
    Fallback,
    /// Call this instead; its result is the native's.
    Call(Value, Vec<Value>),
    /// Let the driver wait; its result is the native's, as `After` says.
    Wait(Wait, After),
    /// Run a class's body, this function, over a namespace; what it returns is the native's result.
    ClassBody(Value, Value),
    /// Start a thread; the result is its number.
    Spawn(NewThread),
    /// The result is where the script, outside the library, stands: `(file, line, text, function,
    /// module)`; None if it cannot be told.
    Place,
    /// The result is where the thread stands, as the sites of its frames, innermost first.
    Stack,
    /// The result is what the script, outside the library, has as variables there: its globals, and
    /// its locals, as dicts.
    Variables,
    /// The result is the line at which this coroutine, which runs, stands; see `coroutine_line`.
    Line(Gc<Generator>),
    /// Resume a generator; what it yields is the native's result.
    Resume(Box<Resumption>),
    /// The limit on frames has changed; the result is None.
    NewLimit,
    /// Leave the step: made by the VM itself once it has seen to a wait or a spawn.
    Leave(Exit),
}

/// A thread to be started.
pub struct NewThread {
    /// What it calls.
    pub function: Value,
    /// With what.
    pub args: Vec<Value>,
    /// Its name, for reports.
    pub name: String,
    /// Whether it is a daemon.
    pub daemon: bool,
    /// Given: it is to be the first thread of a process.
    pub process: Option<Offspring>,
}

/// A process to be started.
pub struct Offspring {
    /// CPU time that passes before it begins.
    pub start_up: Nanos,
    /// Its number, as scripts see it.
    pub pid: u64,
}

/// What becomes of a wait.
pub enum After {
    /// The result is None.
    None,
    /// The result is this.
    Value(Value),
    /// The result is whether the lock was acquired, or the thread joined, in time.
    Acquired,
    /// Another thread has loaded the module, which is the result and in its place already.
    Imported,
    /// The result is the garbage that is found while the thread is alone, as a tuple; see
    /// `object::garbage`.
    Garbage,
    /// The result is how much of this is garbage still, and was emptied.
    Remains(Vec<Ref>),
    /// The result is a list of all objects that the collector has an eye on.
    Objects,
    /// There is no result: the thread looks for garbage of its own accord.
    Sweep,
    /// The same, and this was found.
    Swept(Box<Found>),
    /// The result is the new thread's number.
    Spawned,
    /// The thread begins: its callable and this many arguments are on its stack.
    Start(u32),
}

/// A generator to be resumed.
pub struct Resumption {
    /// The generator.
    pub generator: Gc<Generator>,
    /// What happens to it.
    pub with: ResumeWith,
    /// What its end gives instead of StopIteration; empty for none.
    pub default: Value,
}

/// How a generator is resumed.
pub enum ResumeWith {
    /// Its `yield` gives this value.
    Send(Value),
    /// Its `yield` raises this exception.
    Throw(Gc<Exception>),
    /// Its `yield` raises GeneratorExit, which it must let pass.
    Close,
}

macro_rules! exceptions {
    ($($name:ident : $base:ident;)+) => {
        /// The builtin exception classes.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs)]
        pub enum Exc { BaseException, $($name,)+ }

        impl Exc {
            /// Every class with its base, bases first.
            pub const ALL: &[(Exc, Option<Exc>)] =
                &[(Exc::BaseException, None), $((Exc::$name, Some(Exc::$base)),)+];

            /// The class's name.
            pub const fn name(self) -> &'static str {
                match self {
                    Exc::BaseException => "BaseException",
                    $(Exc::$name => stringify!($name),)+
                }
            }
        }
    };
}

exceptions! {
    SystemExit: BaseException;
    KeyboardInterrupt: BaseException;
    GeneratorExit: BaseException;
    Exception: BaseException;
    BaseExceptionGroup: BaseException;
    ExceptionGroup: BaseExceptionGroup;
    StopIteration: Exception;
    StopAsyncIteration: Exception;
    ArithmeticError: Exception;
    FloatingPointError: ArithmeticError;
    OverflowError: ArithmeticError;
    ZeroDivisionError: ArithmeticError;
    AssertionError: Exception;
    AttributeError: Exception;
    BufferError: Exception;
    EOFError: Exception;
    ImportError: Exception;
    ModuleNotFoundError: ImportError;
    LookupError: Exception;
    IndexError: LookupError;
    KeyError: LookupError;
    MemoryError: Exception;
    NameError: Exception;
    UnboundLocalError: NameError;
    OSError: Exception;
    BlockingIOError: OSError;
    ChildProcessError: OSError;
    ConnectionError: OSError;
    BrokenPipeError: ConnectionError;
    ConnectionAbortedError: ConnectionError;
    ConnectionRefusedError: ConnectionError;
    ConnectionResetError: ConnectionError;
    FileExistsError: OSError;
    FileNotFoundError: OSError;
    InterruptedError: OSError;
    IsADirectoryError: OSError;
    NotADirectoryError: OSError;
    PermissionError: OSError;
    ProcessLookupError: OSError;
    TimeoutError: OSError;
    ReferenceError: Exception;
    RuntimeError: Exception;
    NotImplementedError: RuntimeError;
    RecursionError: RuntimeError;
    PythonFinalizationError: RuntimeError;
    SyntaxError: Exception;
    IndentationError: SyntaxError;
    TabError: IndentationError;
    SystemError: Exception;
    TypeError: Exception;
    ValueError: Exception;
    UnicodeError: ValueError;
    UnicodeDecodeError: UnicodeError;
    UnicodeEncodeError: UnicodeError;
    UnicodeTranslateError: UnicodeError;
    Warning: Exception;
    DeprecationWarning: Warning;
    RuntimeWarning: Warning;
    UserWarning: Warning;
    SyntaxWarning: Warning;
    FutureWarning: Warning;
    PendingDeprecationWarning: Warning;
    ImportWarning: Warning;
    UnicodeWarning: Warning;
    BytesWarning: Warning;
    ResourceWarning: Warning;
    EncodingWarning: Warning;
    UnsupportedError: BaseException;
}

impl Exc {
    /// An error with this message.
    #[cold]
    pub fn err<T>(self, message: impl Into<String>) -> Res<T> {
        Err(self.signal(message))
    }

    /// The signal to raise this with a message.
    #[cold]
    pub fn signal(self, message: impl Into<String>) -> Box<Signal> {
        Box::new(Signal::New(self, message.into()))
    }

    /// An error with these `args`.
    #[cold]
    pub fn err_with<T>(self, cx: &Cx<'_>, args: Vec<Value>) -> Res<T> {
        let class = cx.world.exception_class(self);
        Err(Box::new(Signal::Raise(Exception::new(class, args))))
    }
}

/// A TypeError with this message.
#[cold]
pub fn type_error<T>(message: impl Into<String>) -> Res<T> {
    Exc::TypeError.err(message)
}

/// A ValueError with this message.
#[cold]
pub fn value_error<T>(message: impl Into<String>) -> Res<T> {
    Exc::ValueError.err(message)
}

/// A KeyError for a key.
#[cold]
pub fn key_error<T>(cx: &Cx<'_>, key: &Value) -> Res<T> {
    Exc::KeyError.err_with(cx, vec![key.clone()])
}

/// The refusal of valid Python outside the subset: ends the run with status 2 and names `feature`.
#[cold]
pub fn unsupported<T>(feature: impl Into<String>) -> Res<T> {
    Exc::UnsupportedError.err(feature)
}

/// Asks for the native's twin in toy Python.
#[cold]
pub fn fallback<T>() -> Res<T> {
    Err(Box::new(Signal::Fallback))
}

impl From<OpError> for Box<Signal> {
    #[cold]
    fn from(error: OpError) -> Box<Signal> {
        let class = match error.kind {
            OpErrorKind::TypeError => Exc::TypeError,
            OpErrorKind::ValueError => Exc::ValueError,
            OpErrorKind::ZeroDivisionError => Exc::ZeroDivisionError,
            OpErrorKind::OverflowError => Exc::OverflowError,
            OpErrorKind::KeyError => Exc::KeyError,
            OpErrorKind::IndexError => Exc::IndexError,
            OpErrorKind::MemoryError => Exc::MemoryError,
            OpErrorKind::Unsupported => Exc::UnsupportedError,
        };
        class.signal(error.message)
    }
}

impl From<Stop> for Box<Signal> {
    #[cold]
    fn from(stop: Stop) -> Box<Signal> {
        match stop {
            Stop::User => Box::new(Signal::Fallback),
            Stop::Unhashable(name) => Exc::TypeError.signal(format!("unhashable type: '{name}'")),
            Stop::Unordered => Exc::TypeError.signal("these values cannot be ordered"),
            Stop::Deep => Exc::RecursionError.signal("maximum recursion depth exceeded"),
        }
    }
}

/// `args` of a new exception with a message.
pub fn message_args(message: String) -> Vec<Value> {
    if message == OUT_OF_RANGE {
        // What a function of C's library says is a number and a text.
        return vec![Value::int(34), Str::value("Numerical result out of range")];
    }
    vec![Str::value(message)]
}
