//! Functions of the library whose bodies are compiled and linked at their first call.
//!
//! Importing a module runs what stands at its top level, and most scripts call few of the functions
//! there: see `syntax::outline`. Compiling one is no instruction of the script.

use super::link::link;
use super::stack::Program;
use super::world::World;
use crate::code::Code;
use crate::linked::Linked;
use crate::object::Function;
use crate::{codegen, syntax};
use gilscope_runtime::heap::record::unnoticed;
use gilscope_runtime::memo::Memo;
use std::convert::Infallible;
use std::sync::Arc;

impl World {
    /// What runs when `function` is called, compiled now if need be. The caller puts it below the
    /// frame's window.
    #[inline]
    pub(super) fn program(&self, function: &Function) -> Program {
        match Program::of(function) {
            Some(program) => program,
            None => self.first_program(function),
        }
    }

    #[cold]
    fn first_program(&self, function: &Function) -> Program {
        self.linked(function);
        Program::of(function).expect("it is linked now")
    }

    /// The linked code of `function`, compiled now if need be.
    pub fn linked<'a>(&self, function: &'a Function) -> &'a Linked {
        let code = &function.code;
        let first = || {
            let linked = link(self, &compiled(&code.code), &function.globals);
            self.publish_linked(&linked);
            code.fill(linked)
        };
        code.linked().unwrap_or_else(|| unnoticed(first))
    }
}

/// A function that an outline has left out; compiled once a process, as outlines are.
fn compiled(outline: &Arc<Code>) -> Arc<Code> {
    static COMPILED: Memo<usize, (Arc<Code>, Arc<Code>)> = Memo::new();
    let make = || Ok::<_, Infallible>((outline.clone(), compile(outline)));
    // Kept alive by the memo, an outline is told by its address.
    let Ok((_, code)) = COMPILED.get_or_make(Arc::as_ptr(outline) as usize, make);
    code
}

/// Compiles a function that an outline has left out.
///
/// # Panics
/// When its text is wrong or outside the subset: a bug of the library, which a test finds.
pub(crate) fn compile(outline: &Code) -> Arc<Code> {
    let span = outline.later.expect("only outlines are compiled later");
    let (name, source) = (&outline.qualname, &outline.source);
    let classes: Vec<&str> = name.split('.').collect();
    let compiled = syntax::parse_definition(source, span)
        .map_err(codegen::CompileError::from)
        .and_then(|tree| codegen::compile_definition(tree, source, &classes[..classes.len() - 1]));
    compiled.unwrap_or_else(|error| panic!("(library) {name} of {}: {error:?}", source.name))
}

#[cfg(test)]
mod tests {
    use super::compile;
    use crate::code::{Code, Const};
    use crate::text::Source;
    use crate::{codegen, stdlib, syntax};
    use std::sync::Arc;

    fn inner(code: &Code) -> Vec<&Arc<Code>> {
        let codes = code.consts.iter().filter_map(|constant| match constant {
            Const::Code(code) => Some(code),
            _ => None,
        });
        codes.collect()
    }

    /// What a call needs to know before there are instructions.
    fn head(code: &Code) -> String {
        let params = &code.slots[..code.signature.slots() as usize];
        let params: Vec<&str> = params.iter().map(|slot| &*slot.name).collect();
        format!(
            "{} line {} {:?} {:?} doc {:?} free {} {params:?}",
            code.qualname, code.first_line, code.signature, code.makes, code.doc, code.free_count
        )
    }

    fn text(code: &Code) -> String {
        let starts: Vec<u32> = code.spans.iter().map(|span| span.start).collect();
        let own = { code.consts.iter() }.filter(|constant| !matches!(constant, Const::Code(_)));
        format!(
            "{} {:?} {:?} {:?} {:?} {:?} {}",
            head(code),
            code.instrs,
            starts,
            code.names,
            code.handlers,
            code.slots,
            own.map(Const::repr).collect::<String>(),
        )
    }

    /// Compares code inside a text with what its outline comes to; counts what was left out.
    fn same(whole: &Code, outline: &Code) -> usize {
        let later = outline.later.is_some();
        let compiled = later.then(|| compile(outline));
        assert!(head(whole) == head(outline), "{}", head(outline));
        let full = compiled.as_deref().unwrap_or(outline);
        let (expected, found) = (text(whole), text(full));
        let at = { expected.chars().zip(found.chars()) }.position(|(a, b)| a != b);
        let at = at.unwrap_or(0).saturating_sub(60);
        let part = |text: &str| text.chars().skip(at).take(120).collect::<String>();
        assert!(
            expected == found,
            "{}: {} / {}",
            head(whole),
            part(&expected),
            part(&found)
        );
        let pairs = inner(whole).into_iter().zip(inner(full));
        pairs.fold(usize::from(later), |count, (a, b)| count + same(a, b))
    }

    #[test]
    fn outlines_of_the_library_come_to_the_same_code() {
        let mut left_out = 0;
        for name in stdlib::names() {
            let text = stdlib::source(name).expect("it has a name");
            let source = Arc::new(Source::new(format!("<lib:{name}>"), text));
            let compile = |tree| codegen::compile(&tree, &source).expect("the library is sound");
            let whole = compile(syntax::parse(&source).expect("the library is sound"));
            let outline = compile(syntax::parse_outline(&source).expect("the library is sound"));
            left_out += same(&whole, &outline);
        }
        assert!(left_out > 1000, "{left_out} functions were left out");
    }
}
