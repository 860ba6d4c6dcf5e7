//! Functions written in Rust: their table rows and how arguments are bound to their parameters.

use super::context::Cx;
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

/// Modules with natives: these have no receiver.
const MODULES: &[&str] = &["math", "random", "sys", "threading", "time", "_library", "_prelude"];

impl NativeRow {
    /// A row for a native without a twin: it never answers with a fallback.
    pub const fn new(
        name: &'static str,
        signature: &'static str,
        call: NativeFn,
    ) -> NativeRow {
        NativeRow { name, signature, call, fallback: None }
    }

    /// A row for a native with a twin.
    pub const fn with_twin(
        name: &'static str,
        signature: &'static str,
        call: NativeFn,
        twin: &'static str,
    ) -> NativeRow {
        NativeRow { name, signature, call, fallback: Some(twin) }
    }
}

/// A native with its signature taken apart.
pub struct NativeInfo {
    /// Its row.
    pub row: &'static NativeRow,
    signature: Signature,
}

struct Signature {
    /// Names of parameters; a positional-only one cannot be given by name.
    names: Vec<Symbol>,
    posonly: usize,
    positional: usize,
    required: usize,
    vararg: bool,
    kwarg: bool,
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
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
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
        NativeInfo { row, signature: parse(row.signature) }
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
            return self.wrong_count(count);
        }
        let taken = count.min(signature.positional);
        let mut bound = args[..taken].to_vec();
        bound.resize(signature.names.len(), Value::EMPTY);
        let mut rest = Table::default();
        for (name, value) in keywords {
            let known = signature.names[signature.posonly..].iter().position(|n| n == name);
            match known {
                Some(index) => self.set(&mut bound[signature.posonly + index], *name, value)?,
                None if signature.kwarg => {
                    rest.insert(Str::value(name.as_str()), value.clone())?;
                }
                None => return self.unexpected(*name),
            }
        }
        if bound[..signature.required].iter().any(Value::is_empty) {
            return self.wrong_count(count);
        }
        if signature.vararg {
            bound.push(Tuple::value(&args[taken..]));
        }
        if signature.kwarg {
            bound.push(Dict::value(rest));
        }
        Ok(bound)
    }

    fn set(&self, place: &mut Value, name: Symbol, value: &Value) -> Res<()> {
        if !place.is_empty() {
            let (function, name) = (self.row.name, name.as_str());
            return type_error(format!("{function}() got multiple values for argument '{name}'"));
        }
        *place = value.clone();
        Ok(())
    }

    #[cold]
    fn unexpected<T>(&self, name: Symbol) -> Res<T> {
        let function = self.display_name();
        if self.signature.posonly == self.signature.names.len() {
            return type_error(format!("{function}() takes no keyword arguments"));
        }
        let function = short_name(function);
        type_error(format!("{function}() got an unexpected keyword argument '{}'", name.as_str()))
    }

    /// The name in messages: that of the class for what calling it does.
    fn display_name(&self) -> &'static str {
        self.row.name.strip_suffix(".__new__").unwrap_or(self.row.name)
    }

    /// CPython words this in two ways, by how the function is declared there.
    #[cold]
    fn wrong_count<T>(&self, count: usize) -> Res<T> {
        let owner = self.row.name.split_once('.').map(|(owner, _)| owner);
        let construct = self.row.name.ends_with(".__new__");
        let receiver = owner.is_some_and(|owner| !construct && !MODULES.contains(&owner)) as usize;
        let given = count.saturating_sub(receiver);
        let least = self.signature.required.saturating_sub(receiver);
        let most = self.signature.positional - receiver.min(self.signature.positional);
        let name = self.display_name();
        let short = short_name(name);
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let named = self.signature.names.len() > self.signature.posonly;
        if count >= receiver && named && !self.signature.vararg && !["str", "int"].contains(&name) {
            return self.wrong_keywords(receiver, given);
        }
        type_error(match (least, most) {
            _ if count < receiver => format!("unbound method {name}() needs an argument"),
            (0, 0) => format!("{name}() takes no arguments ({given} given)"),
            (1, 1) => format!("{name}() takes exactly one argument ({given} given)"),
            (a, b) if a == b => {
                format!("{short} expected {a} argument{}, got {given}", plural(a))
            }
            (a, _) if given < a => {
                format!("{short} expected at least {a} argument{}, got {given}", plural(a))
            }
            (_, b) => format!("{short} expected at most {b} argument{}, got {given}", plural(b)),
        })
    }

    /// The wording for functions whose arguments have names.
    #[cold]
    fn wrong_keywords<T>(&self, receiver: usize, given: usize) -> Res<T> {
        let signature = &self.signature;
        let name = self.row.name;
        let short = short_name(name);
        let all = signature.names.len() - receiver;
        let plural = if all == 1 { "" } else { "s" };
        if given > all {
            return type_error(format!(
                "{short}() takes at most {all} argument{plural} ({given} given)"
            ));
        }
        let positional = signature.positional - receiver;
        if given > positional {
            let plural = if positional == 1 { "" } else { "s" };
            let least = if signature.required - receiver < positional { "at most" } else { "exactly" };
            return type_error(match positional {
                0 => format!("{short}() takes no positional arguments"),
                _ => format!(
                    "{short}() takes {least} {positional} positional argument{plural} ({given} given)"
                ),
            });
        }
        let missing = signature.names[receiver + given].as_str();
        if signature.posonly > receiver + given {
            let least = signature.required - receiver;
            let most = if least < positional { "at least" } else { "exactly" };
            let plural = if least == 1 { "" } else { "s" };
            return type_error(format!(
                "{short}() takes {most} {least} positional argument{plural} ({given} given)"
            ));
        }
        let place = given + 1;
        type_error(format!("{short}() missing required argument '{missing}' (pos {place})"))
    }
}

/// What messages call a function: a method without its class, a constructor by its class.
fn short_name(name: &str) -> &str {
    match name.strip_suffix(".__new__") {
        Some(class) => class,
        None => name.rsplit('.').next().unwrap_or(name),
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
