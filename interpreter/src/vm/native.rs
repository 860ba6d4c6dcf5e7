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
            return self.missing(&bound, count);
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
            let name = name.as_str();
            let index = self.signature.names.iter().position(|known| known.as_str() == name);
            let (function, at) = (self.short_name(), index.map_or(0, |i| i + 1));
            return type_error(format!(
                "argument for {function}() given by name ('{name}') and position ({at})"
            ));
        }
        *place = value.clone();
        Ok(())
    }

    /// The name of the method or function alone; for a constructor, that of its class.
    fn short_name(&self) -> &'static str {
        let name = self.row.name.strip_suffix(".__new__").unwrap_or(self.row.name);
        name.rsplit('.').next().unwrap_or(name)
    }

    /// Whether some parameter can be given by name, so that CPython's messages name parameters.
    fn has_keywords(&self) -> bool {
        let signature = &self.signature;
        let named = signature.posonly < signature.names.len() && !signature.vararg;
        named && self.row.name != "sorted"
    }

    #[cold]
    fn unexpected<T>(&self, name: Symbol) -> Res<T> {
        let (signature, name) = (&self.signature, name.as_str());
        let function = self.row.name.strip_suffix(".__new__").unwrap_or(self.row.name);
        if signature.posonly == signature.names.len() {
            return type_error(format!("{function}() takes no keyword arguments"));
        }
        let function = self.short_name();
        if function == "enumerate" {
            return type_error(format!("'{name}' is an invalid keyword argument for enumerate()"));
        }
        type_error(format!("{function}() got an unexpected keyword argument '{name}'"))
    }

    /// A parameter that must be given is not.
    #[cold]
    fn missing<T>(&self, bound: &[Value], count: usize) -> Res<T> {
        let signature = &self.signature;
        let index = bound.iter().position(Value::is_empty).unwrap_or(0);
        if !self.has_keywords() || index < signature.posonly {
            return self.wrong_count(count);
        }
        let (function, name) = (self.short_name(), signature.names[index].as_str());
        if function == "enumerate" {
            return type_error("enumerate() missing required argument 'iterable'");
        }
        let at = index + 1 - self.receivers();
        type_error(format!("{function}() missing required argument '{name}' (pos {at})"))
    }

    /// How many receivers the parameters begin with: a method's first is not counted in messages.
    fn receivers(&self) -> usize {
        let owner = self.row.name.split_once('.').map(|(owner, _)| owner);
        let constructor = self.row.name.ends_with(".__new__");
        (owner.is_some_and(|owner| !MODULES.contains(&owner)) && !constructor) as usize
    }

    /// CPython words this in several ways, by how the function is declared there.
    #[cold]
    fn wrong_count<T>(&self, count: usize) -> Res<T> {
        let signature = &self.signature;
        let receiver = self.receivers();
        let given = count.saturating_sub(receiver);
        let least = signature.required.saturating_sub(receiver);
        let most = signature.positional - receiver.min(signature.positional);
        let (name, short) = (self.row.name, self.short_name());
        let constructor = name.ends_with(".__new__");
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        if self.has_keywords() && !(constructor && matches!(short, "int" | "str")) {
            return self.wrong_count_of_named(given, least, most);
        }
        type_error(match (least, most) {
            (0, 0) if short == "object" => "object() takes no arguments".to_string(),
            (0, 0) => format!("{name}() takes no arguments ({given} given)"),
            (1, 1) if !constructor && name != "sorted" => {
                format!("{name}() takes exactly one argument ({given} given)")
            }
            (a, b) if a == b => {
                format!("{short} expected {a} argument{}, got {given}", plural(a))
            }
            (a, _) if given < a => {
                format!("{short} expected at least {a} argument{}, got {given}", plural(a))
            }
            (_, b) => format!("{short} expected at most {b} argument{}, got {given}", plural(b)),
        })
    }

    fn wrong_count_of_named<T>(&self, given: usize, least: usize, most: usize) -> Res<T> {
        let signature = &self.signature;
        let (short, all) = (self.short_name(), signature.names.len() - self.receivers());
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let bound = |exact: bool, bound: &'static str| if exact { "exactly" } else { bound };
        type_error(if given > all {
            let how = bound(least == all, "at most");
            format!("{short}() takes {how} {all} argument{} ({given} given)", plural(all))
        } else if given > most && most == 0 {
            format!("{short}() takes no positional arguments")
        } else if given > most {
            let how = bound(least == most, "at most");
            let s = plural(most);
            format!("{short}() takes {how} {most} positional argument{s} ({given} given)")
        } else {
            let how = bound(least == most, "at least");
            let s = plural(least);
            format!("{short}() takes {how} {least} positional argument{s} ({given} given)")
        })
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
