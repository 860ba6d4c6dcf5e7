//! `template % values`.

use super::representation::{native_repr, native_str};
use crate::number::{Int, OpError};
use crate::object::class::ClassLookup;
use crate::object::compare::{Number, integer, number};
use crate::object::derived::core;
use crate::object::dict::DictTable;
use crate::object::sequence::{bytes_of, progression};
use crate::object::unchanged::Alone;
use crate::object::{Derived, Dict, Instance, List, Str, Tuple};
use crate::strings::percent::{
    Piece, Pieces, Size, Spec, not_all_converted, not_enough_arguments, percent_char, percent_code,
    percent_float, percent_int, percent_str,
};
use crate::strings::repr;
use crate::value::Value;
use crate::vm::operators::is_user;
use crate::vm::signal::{Res, fallback, key_error, type_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::symbol::Symbol;

/// Natives about the operator `%` of strings.
pub const TABLE: &[NativeRow] = &[
    NativeRow {
        name: "_prelude._str_mod",
        signature: "template, values, /",
        call: str_mod,
        fallback: Some("_str_mod_user"),
    },
    NativeRow {
        name: "str.__mod__",
        signature: "self, value, /",
        call: str_mod,
        fallback: Some("_str_mod_user"),
    },
    NativeRow {
        name: "_prelude._percent_specs",
        signature: "template, /",
        call: percent_specs,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._percent_fill",
        signature: "template, values, /",
        call: percent_fill,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._percent_queue",
        signature: "values, /",
        call: percent_queue,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._percent_mapping",
        signature: "values, /",
        call: percent_mapping,
        fallback: None,
    },
];

/// Hands out the values of a format in turn.
struct Values<'a> {
    all: &'a Value,
    mapping: bool,
    /// The value that a key gave, or the only one; the empty value once it was handed out.
    single: Value,
    items: &'a [Value],
}

impl<'a> Values<'a> {
    fn new(cx: &Cx<'_>, all: &'a Value) -> Values<'a> {
        match all.as_gc::<Tuple>() {
            Some(tuple) => Values {
                all,
                mapping: false,
                single: Value::EMPTY,
                items: &tuple.items,
            },
            None => Values {
                all,
                mapping: is_mapping(cx, all),
                single: all.clone(),
                items: &[],
            },
        }
    }

    fn look_up(&mut self, cx: &Cx<'_>, key: &str) -> Res<()> {
        if !self.mapping {
            return type_error("format requires a mapping");
        }
        if self.all.as_gc::<Derived>().is_some() {
            // Its class may have `__missing__` or `__getitem__`.
            return fallback();
        }
        let key = Str::value(key);
        self.single = match self.all.as_gc::<Dict>() {
            Some(dict) => {
                let found = dict.table().get(&key)?;
                match found {
                    Some(value) => value,
                    None => return key_error(cx, &key),
                }
            }
            None => crate::vm::containers::get_item(cx, self.all, &key)?,
        };
        Ok(())
    }

    fn next(&mut self) -> Result<Value, OpError> {
        if let Some(value) = self.single.take().present() {
            return Ok(value);
        }
        let (first, rest) = self.items.split_first().ok_or_else(not_enough_arguments)?;
        self.items = rest;
        Ok(first.clone())
    }

    fn check_end(&self) -> Result<(), OpError> {
        let left = !self.single.is_empty() || !self.items.is_empty();
        if left && !self.mapping {
            Err(not_all_converted())
        } else {
            Ok(())
        }
    }
}

/// Whether keys of a format may be looked up in the value.
fn is_mapping(cx: &Cx<'_>, value: &Value) -> bool {
    if let Some(instance) = value.as_gc::<Instance>() {
        return instance.class.lookup(cx.world.names.getitem).is_some();
    }
    let value = core(value);
    value.as_gc::<Dict>().is_some()
        || value.as_gc::<List>().is_some()
        || bytes_of(value).is_some()
        || value.as_object().and_then(progression).is_some()
}

/// Settles widths and precisions that were `*`.
fn settle(spec: &mut Spec<'_>, mut next: impl FnMut() -> Result<Value, OpError>) -> Res<()> {
    if spec.width == Some(Size::Star) {
        spec.set_width(star(&next()?)?);
    }
    if spec.precision == Some(Size::Star) {
        spec.set_precision(star(&next()?)?);
    }
    Ok(())
}

fn star(value: &Value) -> Res<i64> {
    match integer(value) {
        Some(n) => Ok(n.to_index()?),
        None => type_error("* wants int"),
    }
}

fn str_mod(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(template) = args[0].as_gc::<Str>() else {
        return super::arguments::wrong_receiver(cx, &args[0], "str", "__mod__");
    };
    if let Some(instance) = args[1].as_gc::<Instance>()
        && instance.class.is_subclass(&cx.world.types.tuple)
    {
        return fallback();
    }
    let mut values = Values::new(cx, &args[1]);
    let mut out = String::with_capacity(template.as_str().len());
    let mut alone = Alone::default();
    let mut is_first = true;
    for piece in Pieces::new(template.as_str()) {
        match piece? {
            Piece::Literal(text) => {
                out.push_str(text);
                alone.spoil();
            }
            Piece::Spec(mut spec) => {
                if let Some(key) = spec.key {
                    values.look_up(cx, key)?;
                }
                settle(&mut spec, || values.next())?;
                let value = values.next()?;
                match std::mem::take(&mut is_first) {
                    true => alone.note(&out, &value),
                    false => alone.spoil(),
                }
                out.push_str(&convert(cx, &spec, &value)?);
            }
        }
    }
    values.check_end()?;
    Ok(alone.finish(&args[0], out))
}

fn convert(cx: &Cx<'_>, spec: &Spec<'_>, value: &Value) -> Res<String> {
    let wrong = || spec.wrong_type(&cx.world.type_name(value));
    Ok(match spec.conversion {
        's' => match value.as_gc::<Str>() {
            Some(text) => percent_str(spec, text.as_str())?,
            None => percent_str(spec, &native_str(cx, value)?)?,
        },
        'r' => percent_str(spec, &native_repr(cx, value)?)?,
        'a' => percent_str(spec, &repr::escape_non_ascii(&native_repr(cx, value)?))?,
        'c' => match (value.as_gc::<Str>(), integer(value)) {
            (Some(text), _) => percent_char(spec, text.as_str())?,
            (_, Some(n)) => percent_code(spec, &n)?,
            _ if converts(cx, value, &["__index__"]) => return fallback(),
            _ => return Err(wrong().into()),
        },
        'd' | 'i' | 'u' => match number(value) {
            Some(Number::Int(n)) => percent_int(spec, &n)?,
            Some(Number::Float(x)) => percent_int(spec, &Int::from_float(x)?)?,
            None if converts(cx, value, &["__int__", "__index__"]) => return fallback(),
            None => return Err(wrong().into()),
        },
        'o' | 'x' | 'X' => match integer(value) {
            Some(n) => percent_int(spec, &n)?,
            None if converts(cx, value, &["__index__"]) => return fallback(),
            None => return Err(wrong().into()),
        },
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => match number(value) {
            Some(Number::Int(n)) => percent_float(spec, n.to_float()?)?,
            Some(Number::Float(x)) => percent_float(spec, x)?,
            None if converts(cx, value, &["__float__", "__index__"]) => return fallback(),
            None => return Err(wrong().into()),
        },
        _ => return Err(spec.unsupported().into()),
    })
}

/// Whether the class of the user's object says how it becomes a number.
fn converts(cx: &Cx<'_>, value: &Value, names: &[&str]) -> bool {
    let class = cx.world.class_of(value);
    is_user(value)
        && names
            .iter()
            .any(|name| class.lookup(Symbol::new(name)).is_some())
}

fn template_of(args: &[Value]) -> &str {
    args[0].as_gc::<Str>().map_or("", |text| text.as_str())
}

/// What a template asks for: a list of `(key, stars, conversion)`.
fn percent_specs(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut specs = Vec::new();
    for piece in Pieces::new(template_of(args)) {
        let Piece::Spec(spec) = piece? else { continue };
        let stars = [spec.width, spec.precision]
            .iter()
            .filter(|s| **s == Some(Size::Star))
            .count();
        specs.push(Tuple::value([
            spec.key.map_or(Value::NONE, Str::value),
            Value::int(stars as i64),
            Str::value(spec.conversion.to_string()),
        ]));
    }
    Ok(List::value(specs))
}

/// Fills a template with values in the order of [`percent_specs`]; those for `%s`, `%r` and `%a`
/// are texts already.
fn percent_fill(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let items = crate::vm::iteration::native_items(cx, &args[1])?.unwrap_or_default();
    let mut items = items.into_iter();
    let mut out = String::new();
    for piece in Pieces::new(template_of(args)) {
        match piece? {
            Piece::Literal(text) => out.push_str(text),
            Piece::Spec(mut spec) => {
                let mut next = || items.next().ok_or_else(not_enough_arguments);
                settle(&mut spec, &mut next)?;
                let value = next()?;
                match (spec.conversion, value.as_gc::<Str>()) {
                    ('s' | 'r' | 'a', Some(text)) => {
                        out.push_str(&percent_str(&spec, text.as_str())?);
                    }
                    _ => out.push_str(&convert(cx, &spec, &value)?),
                }
            }
        }
    }
    Ok(Str::value(out))
}

fn percent_mapping(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(is_mapping(cx, &args[0])))
}

/// The values of a format as a tuple.
fn percent_queue(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(match args[0].as_gc::<Tuple>() {
        Some(_) => args[0].clone(),
        None => Tuple::value([args[0].clone()]),
    })
}
