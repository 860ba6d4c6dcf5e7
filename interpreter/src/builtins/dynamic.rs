//! Code that is made while the script runs, and variables as dicts: `exec`, `eval`, `compile`,
//! `globals`, `locals`.

use crate::codegen::Shape;
use crate::object::{Dict, Str};
use crate::text::Source;
use crate::value::Value;
use crate::vm::signal::{Res, fallback, unsupported};
use crate::vm::{Cx, Exc, LoadError, NativeRow, Signal, load_in_dict, syntax_error};
use std::sync::Arc;

/// What looks at variables by name, and what runs texts.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("globals", "", |_, _| fallback(), "_globals"),
    NativeRow::with_twin("locals", "", |_, _| fallback(), "_locals"),
    NativeRow::with_twin(
        "exec",
        "source, /, globals=, locals=, *, closure=",
        |_, _| fallback(),
        "_exec",
    ),
    NativeRow::with_twin(
        "eval",
        "source, /, globals=, locals=",
        |_, _| fallback(),
        "_eval",
    ),
    NativeRow::with_twin(
        "compile",
        "source, filename, mode, flags=, dont_inherit=, optimize=, *, _feature_version=",
        |_, _| fallback(),
        "_compile",
    ),
    NativeRow::new("_prelude._variables", "", |_, _| {
        Err(Box::new(Signal::Variables))
    }),
    NativeRow::new("_prelude._builtins_module", "", |cx, _| {
        Ok(cx.world.builtins_module())
    }),
    NativeRow::new("_prelude._run", "text, file, mode, globals, locals, /", run),
    NativeRow::new("_prelude._check", "text, file, mode, /", check),
];

/// Runs a text with these dicts as globals and locals.
fn run(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (Some(globals), Some(_)) = (args[3].as_gc::<Dict>(), args[4].as_gc::<Dict>()) else {
        return unsupported("`exec` and `eval` with variables that are in no plain dict");
    };
    let is_own = !args[3].is(&args[4]);
    let function = function(cx, args, is_own, globals)?;
    Err(Box::new(match is_own {
        true => Signal::ClassBody(function, args[4].clone()),
        false => Signal::Call(function, Vec::new()),
    }))
}

/// Compiles a text for what is wrong with it.
fn check(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let nothing = Dict::new(Default::default());
    function(cx, args, false, &nothing).map(|_| Value::NONE)
}

fn function(
    cx: &mut Cx<'_>,
    args: &[Value],
    is_own: bool,
    globals: &gilscope_runtime::heap::Gc<Dict>,
) -> Res {
    let text = |at: usize| args[at].as_gc::<Str>().map_or("", |text| text.as_str());
    let shape = match (text(2), is_own) {
        ("eval", false) => Shape::Expression,
        ("eval", true) => Shape::OwnExpression,
        (_, false) => Shape::Statements,
        (_, true) => Shape::OwnStatements,
    };
    let source = Arc::new(Source::new(text(1), text(0)));
    load_in_dict(cx.world, &source, shape, globals).map_err(|error| match error {
        LoadError::Unsupported(feature) => Exc::UnsupportedError.signal(feature),
        LoadError::Syntax(error) => syntax_error(cx, &error, &source),
    })
}
