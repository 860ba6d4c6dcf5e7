//! The prelude: functions in toy Python that the VM and the natives call by name.
//!
//! A run needs few of them, so each is compiled when it is first asked for. That runs no instruction:
//! a function's defaults are constants or globals. What else the text holds, classes and variables, is run before
//! the script.

use super::link::link;
use super::loading::{LoadError, compile};
use super::world::World;
use crate::linked::Linked;
use crate::object::Adopt;
use crate::object::dict::Table;
use crate::object::function::FunctionState;
use crate::object::module::NamespaceSlots;
use crate::object::{CodeObject, Dict, Function, Str, Tuple};
use crate::op::Op;
use crate::text::Source;
use crate::value::Value;
use crate::work::{Work, note};
use gilscope_runtime::heap::record::{overlook, unnoticed};
use gilscope_runtime::heap::{Gc, Guarded};
use gilscope_runtime::memo::Memo;
use gilscope_runtime::symbol::Symbol;
use rustc_hash::FxHashMap;
use std::convert::Infallible;
use std::sync::Arc;

/// The prelude's text, cut into its functions.
pub struct Prelude {
    /// Texts of the functions, by name.
    functions: FxHashMap<&'static str, &'static str>,
    /// The other statements.
    pub statements: String,
}

impl Prelude {
    /// The text, cut once for all runs.
    pub fn shared(text: &'static str) -> Arc<Prelude> {
        static CUT: Memo<&'static str, Arc<Prelude>> = Memo::new();
        let cut = || Ok::<_, Infallible>(Arc::new(Prelude::new(text)));
        let Ok(prelude) = CUT.get_or_make(text, cut);
        prelude
    }

    /// Cuts the text: a statement begins at each line that is not indented.
    fn new(text: &'static str) -> Prelude {
        let mut prelude = Prelude {
            functions: FxHashMap::default(),
            statements: String::new(),
        };
        let (mut start, mut at) = (0, 0);
        for line in text.split_inclusive('\n') {
            if !line.starts_with([' ', '\n', '#', ')', ']', '}']) {
                prelude.add(&text[start..at]);
                start = at;
            }
            at += line.len();
        }
        prelude.add(&text[start..]);
        prelude
    }

    fn add(&mut self, statement: &'static str) {
        let name = { statement.strip_prefix("async ").unwrap_or(statement) }
            .strip_prefix("def ")
            .and_then(|rest| rest.split('(').next());
        match name {
            Some(name) => drop(self.functions.insert(name, statement)),
            None => self.statements.push_str(statement),
        }
    }

    /// Whether there is a function of this name.
    pub fn has(&self, name: &str) -> bool {
        self.functions.contains_key(name)
    }

    /// Names of all functions.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.functions.keys().copied()
    }
}

impl World {
    /// A function of the prelude.
    ///
    /// # Panics
    /// When there is none of this name: a native names a twin that was not written.
    pub fn prelude_function(&self, name: &str) -> Value {
        let found = self.find_prelude_function(Symbol::new(name));
        found.unwrap_or_else(|| panic!("(prelude) there is no function {name}"))
    }

    /// A function of the prelude, if there is one of this name.
    pub(super) fn find_prelude_function(&self, name: Symbol) -> Option<Value> {
        let known = self.prelude.slots().get(name);
        known.or_else(|| unnoticed(|| self.define(name)))
    }

    /// Compiles a function of the prelude. Where two threads do so at once, the first one's counts.
    #[cold]
    fn define(&self, name: Symbol) -> Option<Value> {
        let text = *self.prelude_texts.functions.get(name.as_str())?;
        note(Work::Compile, text.len());
        let source = Arc::new(Source::new(
            format!("<lib:prelude {}>", name.as_str()),
            text,
        ));
        let code = compile(&source).unwrap_or_else(|error| match error {
            LoadError::Syntax(error) => panic!("(prelude) {name:?}: {}", error.message),
            LoadError::Unsupported(feature) => panic!("(prelude) {name:?}: {feature}"),
        });
        let function = self.function_of(&link(self, &code, &self.prelude));
        let mut slots = self.prelude.slots();
        match slots.get(name) {
            Some(known) => Some(known),
            None => {
                self.prelude.adopt(&function);
                function.as_object().into_iter().for_each(overlook);
                slots.set(name, function.clone());
                Some(function)
            }
        }
    }

    /// The function that a module of one `def` defines, whose defaults are constants.
    fn function_of(&self, module: &Linked) -> Value {
        let mut stack: Vec<Value> = Vec::new();
        for instr in &module.instrs {
            match instr.op {
                Op::LoadConst => stack.push(module.consts[instr.index() as usize].clone()),
                Op::BuildMap => {
                    let items = stack.split_off(stack.len() - 2 * instr.arg as usize);
                    let mut table = Table::default();
                    for pair in items.chunks(2) {
                        let key = table.insert(pair[0].clone(), pair[1].clone());
                        key.unwrap_or_else(|_| panic!("(prelude) names are strings"));
                    }
                    stack.push(Dict::value(table));
                }
                Op::LoadGlobal => {
                    let name = self.prelude.slots().name(instr.arg);
                    let builtin = || self.builtins.slots().get(name);
                    let value = self.find_prelude_function(name).or_else(builtin);
                    stack.push(value.unwrap_or_else(|| panic!("(prelude) no {name:?}")));
                }
                Op::MakeFunction => return self.constant_function(stack, instr.arg),
                other => panic!("(prelude) the defaults of a function are simple: {other:?}"),
            }
        }
        panic!("(prelude) a statement that begins with `def` defines a function")
    }

    /// MakeFunction with what it finds on the stack.
    fn constant_function(&self, mut stack: Vec<Value>, flags: u32) -> Value {
        let code = stack.pop().expect("(codegen) code of a function");
        let code = {
            code.as_gc::<CodeObject>()
                .expect("(codegen) code of a function")
        }
        .code
        .clone();
        let mut part = |flag| (flags & flag != 0).then(|| stack.pop()).flatten();
        let kwdefaults = part(2).and_then(|value| value.as_gc::<Dict>().cloned());
        let defaults = part(1).and_then(|value| value.as_gc::<Tuple>().cloned());
        let state = FunctionState {
            name: Str::value(&*code.code.name),
            qualname: Str::value(&*code.code.qualname),
            doc: Value::NONE,
            module: Str::value("builtins"),
            defaults,
            kwdefaults,
            annotations: Value::EMPTY,
            attrs: None,
        };
        Gc::new(Function {
            code,
            object: None,
            globals: self.prelude.clone(),
            closure: Box::new([]),
            state: Guarded::new(state),
        })
        .into()
    }
}
