//! Functions written in Rust: their table rows and how arguments are bound to their parameters.

use super::context::Cx;
use super::mismatch::explain;
use super::signal::{Res, type_error};
use crate::object::dict::{DictTable, Table};
use crate::object::{Dict, Str, Tuple};
use crate::value::Value;
use gilscope_runtime::symbol::Symbol;

/// A function written in Rust. Gets one value for each parameter of its signature, empty where
/// an optional one was not given; trailing ones may be missing when no keyword was used.
pub type NativeFn = fn(&mut Cx<'_>, &[Value]) -> Res;

/// A row of a table of natives.
pub struct NativeRow {
    /// `len`, or `list.append` for a method.
    pub name: &'static str,
    /// Parameters in Python's notation, optional ones with a bare `=`: `"iterable, /, *, key="`.
    /// Methods name their receiver first.
    pub signature: &'static str,
    /// What it does.
    pub call: NativeFn,
    /// Its twin in toy Python, for when it answers [`super::Signal::Fallback`].
    pub fallback: Option<&'static str>,
}

impl NativeRow {
    /// A row for a native without a twin: it never answers with a fallback.
    pub const fn new(name: &'static str, signature: &'static str, call: NativeFn) -> NativeRow {
        NativeRow {
            name,
            signature,
            call,
            fallback: None,
        }
    }

    /// A row for a native with a twin.
    pub const fn with_twin(
        name: &'static str,
        signature: &'static str,
        call: NativeFn,
        twin: &'static str,
    ) -> NativeRow {
        NativeRow {
            name,
            signature,
            call,
            fallback: Some(twin),
        }
    }
}

/// A native with its signature taken apart.
pub struct NativeInfo {
    /// Its row.
    pub row: &'static NativeRow,
    /// Whether it is a method of a builtin class that works on the core of a derived object.
    pub takes_core: bool,
    /// Whether it is a method of a builtin class; if not, it is a function and does not bind.
    pub is_method: bool,
    signature: Signature,
}

/// A signature taken apart.
pub(super) struct Signature {
    /// Names of parameters; a positional-only one cannot be given by name.
    pub names: Vec<Symbol>,
    /// How many of them are positional only.
    pub posonly: usize,
    /// How many can be given by position.
    pub positional: usize,
    /// How many must be given.
    pub required: usize,
    /// Whether there is `*args`.
    pub vararg: bool,
    /// Whether there is `**kwargs`.
    pub kwarg: bool,
    /// Whether arguments by position can be handed over as they are.
    plain: bool,
}

fn parse(text: &str) -> Signature {
    let mut signature = Signature {
        names: Vec::new(),
        posonly: 0,
        positional: 0,
        required: 0,
        vararg: false,
        kwarg: false,
        plain: true,
    };
    let mut keyword_only = false;
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if part == "/" {
            signature.posonly = signature.names.len();
        } else if part.starts_with("**") {
            signature.kwarg = true;
        } else if let Some(name) = part.strip_prefix('*') {
            keyword_only = true;
            signature.vararg = !name.is_empty();
        } else {
            let name = part.trim_end_matches('=');
            signature.names.push(Symbol::new(name));
            if !keyword_only {
                signature.positional += 1;
                signature.required += (name.len() == part.len()) as usize;
            }
        }
    }
    signature.plain = !signature.vararg && !signature.kwarg;
    signature
}

impl NativeInfo {
    /// Takes a row's signature apart.
    pub fn new(row: &'static NativeRow) -> NativeInfo {
        NativeInfo {
            row,
            takes_core: false,
            is_method: false,
            signature: parse(row.signature),
        }
    }

    /// Whether `count` arguments by position can be handed over as they are.
    #[inline]
    pub fn accepts(&self, count: usize) -> bool {
        let signature = &self.signature;
        signature.plain && count >= signature.required && count <= signature.positional
    }

    /// Lays out arguments as the function expects them: one for each parameter, then a tuple for
    /// `*args`, then a dict for `**kwargs`.
    pub fn bind(&self, args: &[Value], keywords: &[(Symbol, Value)]) -> Res<Vec<Value>> {
        let signature = &self.signature;
        let count = args.len();
        if count > signature.positional && !signature.vararg {
            return self.mismatch(count, keywords);
        }
        let taken = count.min(signature.positional);
        let mut bound = args[..taken].to_vec();
        bound.resize(signature.names.len(), Value::EMPTY);
        let mut rest = Table::default();
        for (name, value) in keywords {
            let known = signature.names[signature.posonly..]
                .iter()
                .position(|n| n == name);
            match known {
                Some(index) => {
                    let place = &mut bound[signature.posonly + index];
                    if !place.is_empty() {
                        return self.mismatch(count, keywords);
                    }
                    *place = value.clone();
                }
                None if signature.kwarg => {
                    rest.insert(Str::value(name.as_str()), value.clone())?;
                }
                None => return self.mismatch(count, keywords),
            }
        }
        if bound[..signature.required].iter().any(Value::is_empty) {
            return self.mismatch(count, keywords);
        }
        if signature.vararg {
            bound.push(Tuple::value(&args[taken..]));
        }
        if signature.kwarg {
            bound.push(Dict::value(rest));
        }
        Ok(bound)
    }

    #[cold]
    fn mismatch<T>(&self, count: usize, keywords: &[(Symbol, Value)]) -> Res<T> {
        type_error(explain(self.row.name, &self.signature, count, keywords))
    }
}

/// The argument at `index`, if it was given.
#[inline]
pub fn given(args: &[Value], index: usize) -> Option<&Value> {
    args.get(index).filter(|value| !value.is_empty())
}

/// How many keyword arguments a `**kwargs` holds.
pub fn keywords(kwargs: &Value) -> usize {
    kwargs.as_gc::<Dict>().map_or(0, |dict| dict.table().len())
}
