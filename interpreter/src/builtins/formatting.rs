//! `format`, f-strings and `str.format`.

use super::arguments::receiver;
use super::representation::{native_repr, native_str, write_repr, write_str};
use crate::number::Int;
use crate::object::class::ClassFlags;
use crate::object::compare::{has_user, integer};
use crate::object::dict::DictTable;
use crate::object::unchanged::{self, Alone};
use crate::object::{ComplexNumber, Dict, Exception, Instance, List, Str, Tuple};
use crate::strings::format_spec::{
    format_bool, format_complex, format_float, format_int, format_str,
};
use crate::strings::format_template::{
    Field, Name, Numbering, Piece, Pieces, Step, index_out_of_range, unknown_conversion,
};
use crate::strings::repr;
use crate::value::{Value, View};
use crate::vm::attribute::get_attribute;
use crate::vm::containers::get_item;
use crate::vm::native::given;
use crate::vm::signal::{Res, Signal, fallback, key_error, type_error, value_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::symbol::Symbol;

/// Natives about formatting.
pub const TABLE: &[NativeRow] = &[
    NativeRow {
        name: "format",
        signature: "value, format_spec=, /",
        call: format,
        fallback: Some("_format"),
    },
    NativeRow {
        name: "object.__format__",
        signature: "self, format_spec, /",
        call: object_format,
        fallback: Some("_object_format"),
    },
    NativeRow {
        name: "_prelude._format_value",
        signature: "value, conversion, spec, /",
        call: format_value,
        fallback: Some("_format_user"),
    },
    NativeRow {
        name: "str.format",
        signature: "self, /, *args, **kwargs",
        call: str_format,
        fallback: Some("_str_format"),
    },
    NativeRow {
        name: "str.format_map",
        signature: "self, mapping, /",
        call: format_map,
        fallback: Some("_str_format_map"),
    },
    NativeRow {
        name: "_prelude._format_pieces",
        signature: "template, depth, /",
        call: format_pieces,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._no_format_spec",
        signature: "value, /",
        call: |cx, args| no_spec(cx, &args[0]),
        fallback: None,
    },
    NativeRow {
        name: "_prelude._format_resolve",
        signature: "name, numbering, /",
        call: format_resolve,
        fallback: None,
    },
];

/// The text of a specification.
fn spec_text<'a>(cx: &Cx<'_>, value: Option<&'a Value>, what: &str) -> Res<&'a str> {
    let Some(value) = value else { return Ok("") };
    match value.as_gc::<Str>() {
        Some(text) => Ok(text.as_str()),
        None => type_error(format!(
            "{what} must be str, not {}",
            cx.world.type_name(value)
        )),
    }
}

/// Appends `format(value, spec)`.
fn write_format(cx: &Cx<'_>, out: &mut String, value: &Value, spec: &str) -> Res<()> {
    if spec.is_empty() {
        return match value.as_object() {
            Some(object) if has_user(object, ClassFlags::REPR) => fallback(),
            _ => write_str(cx, out, value),
        };
    }
    out.push_str(&match value.view() {
        View::Int(n) => format_int(&Int::Small(n), spec)?,
        View::Float(x) => format_float(x, spec)?,
        View::Bool(truth) => format_bool(truth, spec)?,
        View::Object(object) => {
            if let Some(text) = object.downcast::<Str>() {
                format_str(text.as_str(), spec)?
            } else if let Some(complex) = object.downcast::<ComplexNumber>() {
                format_complex(complex.value, spec)?
            } else if let Some(n) = integer(value) {
                format_int(&n, spec)?
            } else if has_user(object, ClassFlags::REPR) {
                return fallback();
            } else {
                return no_spec(cx, value);
            }
        }
        _ => return no_spec(cx, value),
    });
    Ok(())
}

#[cold]
fn no_spec<T>(cx: &Cx<'_>, value: &Value) -> Res<T> {
    let class = cx.world.type_name(value);
    type_error(format!(
        "unsupported format string passed to {class}.__format__"
    ))
}

pub(super) fn format(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let spec = spec_text(cx, given(args, 1), "format() argument 2")?;
    let mut out = String::new();
    write_format(cx, &mut out, &args[0], spec)?;
    Ok(unchanged::text(&args[0], out))
}

fn object_format(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let spec = spec_text(cx, given(args, 1), "__format__() argument")?;
    let user = args[0].as_gc::<Instance>().is_some() || args[0].as_gc::<Exception>().is_some();
    if user && !spec.is_empty() {
        return no_spec(cx, &args[0]);
    }
    let mut out = String::new();
    write_format(cx, &mut out, &args[0], spec)?;
    Ok(unchanged::text(&args[0], out))
}

/// A value after `!r`, `!s` or `!a`; None without a conversion.
fn converted(cx: &Cx<'_>, value: &Value, conversion: Option<char>) -> Res<Option<Value>> {
    Ok(Some(match conversion {
        None => return Ok(None),
        Some('s') if value.as_gc::<Str>().is_some() => value.clone(),
        Some('s') => Str::value(native_str(cx, value)?),
        Some('r') => Str::value(native_repr(cx, value)?),
        Some('a') => Str::value(repr::escape_non_ascii(&native_repr(cx, value)?)),
        Some(other) => return Err(unknown_conversion(other).into()),
    }))
}

fn format_value(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let [value, conversion, spec] = args else {
        unreachable!("(natives) three arguments")
    };
    let conversion = conversion
        .as_gc::<Str>()
        .and_then(|text| text.as_str().chars().next());
    let spec = spec_text(cx, Some(spec), "format spec")?;
    let mut out = String::new();
    match (conversion, spec) {
        (Some('r'), "") => write_repr(cx, &mut out, value)?,
        _ => {
            let text = converted(cx, value, conversion)?;
            write_format(cx, &mut out, text.as_ref().unwrap_or(value), spec)?;
        }
    }
    Ok(unchanged::text(value, out))
}

/// Where the fields of a template get their values.
struct Source<'a> {
    /// None for `format_map`.
    args: Option<&'a [Value]>,
    mapping: &'a Value,
    numbering: Numbering,
    alone: Alone,
}

fn render(
    cx: &mut Cx<'_>,
    out: &mut String,
    template: &str,
    depth: usize,
    source: &mut Source<'_>,
) -> Res<()> {
    for piece in Pieces::new(template, depth)? {
        match piece? {
            Piece::Literal(text) => {
                out.push_str(text);
                source.alone.spoil();
            }
            Piece::Field(field) => {
                let value = look_up(cx, &field, source)?;
                let text = converted(cx, &value, field.conversion)?;
                let value = text.unwrap_or(value);
                let mut spec = String::new();
                if field.nested {
                    render(cx, &mut spec, field.spec, depth + 1, source)?;
                }
                source.alone.note(out, &value);
                write_format(
                    cx,
                    out,
                    &value,
                    if field.nested { &spec } else { field.spec },
                )?;
            }
        }
    }
    Ok(())
}

fn look_up(cx: &mut Cx<'_>, field: &Field<'_>, source: &mut Source<'_>) -> Res {
    let (name, steps) = field.resolve(&mut source.numbering)?;
    let mut value = match (name, source.args) {
        (Name::Index(_), None) => {
            return value_error("Format string contains positional fields");
        }
        (Name::Index(index), Some(args)) => match args.get(index) {
            Some(value) => value.clone(),
            None => return Err(index_out_of_range(index).into()),
        },
        (Name::Keyword(name), _) => {
            let key = Str::value(name);
            let Some(dict) = source.mapping.as_gc::<Dict>() else {
                return get_item(cx, source.mapping, &key);
            };
            let found = dict.table().get(&key)?;
            match found {
                Some(value) => value,
                None => return key_error(cx, &key),
            }
        }
    };
    for step in steps {
        value = match step? {
            Step::Attribute(name) => match get_attribute(cx, &value, Symbol::new(name)) {
                Err(signal) if matches!(*signal, Signal::Call(..)) => return fallback(),
                found => found?,
            },
            Step::Index(index) => get_item(cx, &value, &Value::int(index as i64))?,
            Step::Key(key) => get_item(cx, &value, &Str::value(key))?,
        };
    }
    Ok(value)
}

/// Fills `template`, which is a string, checked to be the receiver of a method.
fn rendered(cx: &mut Cx<'_>, template: &Value, args: Option<&[Value]>, mapping: &Value) -> Res {
    let text = template.as_gc::<Str>().map_or("", |text| text.as_str());
    let mut out = String::with_capacity(text.len());
    let mut source = Source {
        args,
        mapping,
        numbering: Numbering::default(),
        alone: Alone::default(),
    };
    render(cx, &mut out, text, 1, &mut source)?;
    Ok(source.alone.finish(template, out))
}

fn str_format(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver(cx, args, "format")?;
    let positional = args[1].as_gc::<Tuple>().map(|tuple| &*tuple.items);
    rendered(cx, &args[0], positional, &args[2])
}

fn format_map(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver(cx, args, "format_map")?;
    rendered(cx, &args[0], None, &args[1])
}

/// The pieces of a template as a list: texts, and fields as `(name, conversion, spec, nested)`. An
/// error in the template is the last piece: `(message,)`.
fn format_pieces(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let template = args[0].as_gc::<Str>().map_or("", |text| text.as_str());
    let depth = args[1].as_int().unwrap_or(1) as usize;
    let pieces = Pieces::new(template, depth)?.map(|piece| match piece {
        Ok(Piece::Literal(text)) => Str::value(text),
        Ok(Piece::Field(field)) => Tuple::value([
            Str::value(field.name),
            Str::value(field.conversion.map_or(String::new(), String::from)),
            Str::value(field.spec),
            Value::bool(field.nested),
        ]),
        Err(error) => Tuple::value([Str::value(error.message)]),
    });
    Ok(List::value(pieces.collect()))
}

/// A field's name resolved: the next numbering, the argument's number or name, and the steps from
/// there, `(True, attribute)` or `(False, key)`. A numbering is -1 when open, -2 when manual, else
/// the next number.
fn format_resolve(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = args[0].as_gc::<Str>().map_or("", |text| text.as_str());
    let field = Field {
        name,
        conversion: None,
        spec: "",
        nested: false,
    };
    let mut numbering = match args[1].as_int() {
        Some(-2) => Numbering::Manual,
        Some(next) if next >= 0 => Numbering::Automatic(next as usize),
        _ => Numbering::Open,
    };
    let (name, steps) = field.resolve(&mut numbering)?;
    let mut list = Vec::new();
    for step in steps {
        list.push(match step? {
            Step::Attribute(name) => Tuple::value([Value::TRUE, Str::value(name)]),
            Step::Index(index) => Tuple::value([Value::FALSE, Value::int(index as i64)]),
            Step::Key(key) => Tuple::value([Value::FALSE, Str::value(key)]),
        });
    }
    let next = match numbering {
        Numbering::Open => -1,
        Numbering::Manual => -2,
        Numbering::Automatic(next) => next as i64,
    };
    let key = match name {
        Name::Index(index) => Value::int(index as i64),
        Name::Keyword(name) => Str::value(name),
    };
    Ok(Tuple::value([Value::int(next), key, List::value(list)]))
}
