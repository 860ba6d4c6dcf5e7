//! How a source text becomes a function that runs it.

use super::context::Cx;
use super::errors::set_details;
use super::link::link;
use super::signal::{Exc, Signal};
use crate::code::{Code, Const};
use crate::codegen::Shape;
use crate::object::function::FunctionState;
use crate::object::{Dict, Exception, Function, Namespace, Str};
use crate::syntax::ast::Module;
use crate::syntax::{SyntaxError, SyntaxErrorKind};
use crate::text::Source;
use crate::value::Value;
use crate::work::{Work, note};
use crate::{codegen, syntax};
use gilscope_runtime::heap::{Gc, Guarded};
use gilscope_runtime::memo::Memo;
use std::sync::Arc;

/// Why a source text could not be loaded.
pub enum LoadError {
    /// Wrong Python.
    Syntax(SyntaxError),
    /// Right Python, outside the subset.
    Unsupported(String),
}

/// The exception for wrong Python in a module.
pub fn syntax_error(cx: &Cx<'_>, error: &SyntaxError, source: &Source) -> Box<Signal> {
    let class = match error.kind {
        SyntaxErrorKind::Syntax | SyntaxErrorKind::Unsupported => Exc::SyntaxError,
        SyntaxErrorKind::Indentation => Exc::IndentationError,
        SyntaxErrorKind::Tab => Exc::TabError,
    };
    let (start, end) = (
        source.position(error.span.start),
        source.position(error.span.end),
    );
    let column = |column: u32| Value::int(i64::from(column) + 1);
    let message = Str::value(error.message.as_str());
    let details = [
        Str::value(cx.world.host.full_name(&source.name)),
        Value::int(start.line.into()),
        column(start.column),
        Str::value(format!("{}\n", source.line_text(start.line))),
        Value::int(end.line.into()),
        column(end.column),
    ];
    let exception = Exception::new(cx.world.exception_class(class), vec![message]);
    set_details(&exception, &details);
    Box::new(Signal::Raise(exception))
}

/// Compiles and links a source text into a function that runs it in `globals`; the library's
/// functions later.
pub fn load(
    world: &super::World,
    source: &Arc<Source>,
    globals: &Gc<Namespace>,
) -> Result<Value, LoadError> {
    static OUTLINES: Memo<String, Arc<Code>> = Memo::new();
    let code = match source.is_library() {
        true => once_for_all(&OUTLINES, source, syntax::parse_outline)?,
        false => {
            note(Work::Compile, source.text.len());
            compile_with(source, syntax::parse)?
        }
    };
    Ok(module_function(world, &code, globals))
}

/// Compiles and links what `exec` and `eval` are given into a function that runs it with these
/// globals.
pub fn load_in_dict(
    world: &super::World,
    source: &Arc<Source>,
    shape: Shape,
    globals: &Gc<Dict>,
) -> Result<Value, LoadError> {
    note(Work::Compile, source.text.len());
    let tree = syntax::parse(source).map_err(codegen::CompileError::from)?;
    let code = codegen::compile_text(&tree, source, shape)?;
    let namespace = Namespace::over(globals);
    if { code.consts.iter() }.any(|constant| matches!(constant, Const::Code(_))) {
        world.note_namespace(&namespace);
    }
    Ok(module_function(world, &code, &namespace))
}

impl From<codegen::CompileError> for LoadError {
    fn from(error: codegen::CompileError) -> LoadError {
        match error {
            codegen::CompileError::Syntax(error) => LoadError::Syntax(error),
            codegen::CompileError::Unsupported(what) => LoadError::Unsupported(what.feature),
        }
    }
}

/// Compiles a source text. The library's are the same in every run: each is compiled once.
pub fn compile(source: &Arc<Source>) -> Result<Arc<Code>, LoadError> {
    static LIBRARY: Memo<String, Arc<Code>> = Memo::new();
    match source.is_library() {
        true => once_for_all(&LIBRARY, source, syntax::parse),
        false => compile_with(source, syntax::parse),
    }
}

type Parse = fn(&Source) -> Result<Module, SyntaxError>;

fn once_for_all(
    known: &'static Memo<String, Arc<Code>>,
    source: &Arc<Source>,
    parse: Parse,
) -> Result<Arc<Code>, LoadError> {
    let code = known.get_or_make(source.name.to_string(), || compile_with(source, parse))?;
    match code.source.text == source.text {
        true => Ok(code),
        // A file of the user's that is called like a part of the library.
        false => compile_with(source, parse),
    }
}

fn compile_with(source: &Arc<Source>, parse: Parse) -> Result<Arc<Code>, LoadError> {
    let tree = parse(source).map_err(codegen::CompileError::from)?;
    Ok(codegen::compile(&tree, source)?)
}

/// The function that runs a module's code in `globals`.
pub fn module_function(world: &super::World, code: &Arc<Code>, globals: &Gc<Namespace>) -> Value {
    let state = FunctionState {
        name: Str::value("<module>"),
        qualname: Str::value("<module>"),
        doc: Value::NONE,
        module: Value::NONE,
        defaults: None,
        kwdefaults: None,
        annotations: Value::EMPTY,
        attrs: None,
    };
    let function = Function {
        code: Arc::new(link(world, code, globals).into()),
        object: None,
        globals: globals.clone(),
        closure: Box::new([]),
        state: Guarded::new(state),
    };
    Gc::new(function).into()
}
