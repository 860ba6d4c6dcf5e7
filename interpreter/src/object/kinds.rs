//! The kinds of object: one number for each body type. The only place that vouches for them.
#![allow(unsafe_code)]

use super::Trace;
use super::awaitable::Awaitable;
use super::class::{Class, Instance};
use super::complex::ComplexNumber;
use super::derived::Derived;
use super::dict::{Dict, DictView};
use super::exception::Exception;
use super::file::File;
use super::function::{Cell, CodeObject, Function, Method, Native, Property, Wrapped};
use super::generator::Generator;
use super::hidden::{Hasher, Regex, Search, WeakLink};
use super::iterator::Iter;
use super::module::{LockObject, Module, Namespace, Registry, Stream, Super, ThreadLocal, Twister};
use super::sequence::{BigInteger, ByteArray, Bytes, List, Range, Slice, Tuple, WideRange};
use super::set::Set;
use super::shape::Shape;
use super::shared::Shared;
use super::text::Str;
use gilscope_runtime::heap::{Object, Visitor};

macro_rules! kinds {
    ($($body:ident = $kind:literal, $name:literal;)+) => {
        $(
            // SAFETY: (kind) the numbers of this one table are distinct, see the test below.
            unsafe impl Object for $body {
                const KIND: u8 = $kind;
                fn trace(&self, visitor: &Visitor<'_>) {
                    Trace::trace(self, visitor);
                }
                fn has_finalizer(&self, visitor: &Visitor<'_>) -> bool {
                    Trace::has_finalizer(self, visitor)
                }
            }
        )+

        /// What objects of a kind are called in reports, e.g. `list`.
        pub fn kind_name(kind: u8) -> &'static str {
            match kind {
                $($kind => $name,)+
                _ => "object",
            }
        }
    };
}

/// Kinds of which it is of no importance to other threads what becomes of them: what the world keeps
/// for itself, and what each thread has of its own.
pub const PRIVATE: u64 = 1 << Registry::KIND | 1 << Shape::KIND | 1 << ThreadLocal::KIND;

/// Kinds of which each thread has a part of its own.
pub const OWN: u64 = 1 << ThreadLocal::KIND;

/// Kinds that are read all the time and hardly ever written.
pub const QUIET: u64 = 1 << Class::KIND
    | 1 << Namespace::KIND
    | 1 << Function::KIND
    | 1 << CodeObject::KIND
    | 1 << Native::KIND
    | 1 << Property::KIND
    | 1 << Wrapped::KIND;

/// Kinds with attributes that are looked up by name.
pub const NAMED: u64 =
    1 << Instance::KIND | 1 << Class::KIND | 1 << Namespace::KIND | 1 << Derived::KIND;

kinds! {
    Str = 1, "str";
    BigInteger = 2, "int";
    Bytes = 3, "bytes";
    Tuple = 4, "tuple";
    List = 5, "list";
    Dict = 6, "dict";
    Set = 7, "set";
    Range = 8, "range";
    Slice = 9, "slice";
    Function = 10, "function";
    Native = 11, "builtin_function_or_method";
    Method = 12, "method";
    Class = 13, "type";
    Instance = 14, "instance";
    Exception = 15, "exception";
    Cell = 16, "cell";
    Generator = 17, "generator";
    Iter = 18, "iterator";
    Module = 19, "module";
    Property = 20, "property";
    Wrapped = 21, "method wrapper";
    DictView = 22, "dict view";
    Super = 23, "super";
    LockObject = 24, "lock";
    Namespace = 25, "namespace";
    CodeObject = 26, "code";
    ThreadLocal = 27, "thread-local";
    Stream = 28, "stream";
    Shape = 29, "shape";
    Registry = 30, "registry";
    Twister = 31, "random generator";
    WideRange = 32, "range";
    Awaitable = 33, "awaitable";
    Derived = 34, "instance";
    File = 35, "file";
    ByteArray = 36, "bytearray";
    Hasher = 37, "hash";
    WeakLink = 38, "weak reference";
    Shared = 40, "shared object";
    Regex = 41, "compiled pattern";
    Search = 42, "search";
    ComplexNumber = 43, "complex";
}
