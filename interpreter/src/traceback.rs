//! Tracebacks in CPython's format.

use crate::object::exception::ExceptionParts;
use crate::object::{Exception, Str};
use crate::value::Value;
use crate::vm::Cx;
use gilscope_runtime::heap::Gc;

/// The text that CPython prints for an uncaught exception.
pub fn render(cx: &mut Cx<'_>, exception: &Gc<Exception>) -> String {
    let mut text = String::from("Traceback (most recent call last):\n");
    let entries = exception.state().traceback.clone();
    for entry in entries.iter().rev() {
        let Some((code, ip)) = cx.world.locate(entry.site) else { continue };
        let line = code.source.position(code.spans[ip as usize].start).line;
        text += &format!("  File \"{}\", line {line}, in {}\n", code.source.name, code.name);
        text += &format!("    {}\n", code.source.line_text(line).trim());
    }
    let args = exception.args();
    let message = args.items.first().map(|arg| text_of(cx, arg)).unwrap_or_default();
    text += &format!("{}: {message}\n", exception.class.name);
    text
}

/// `str(value)` as far as no code of the user is involved.
pub fn text_of(_cx: &mut Cx<'_>, value: &Value) -> String {
    if let Some(text) = value.as_gc::<Str>() {
        return text.as_str().to_string();
    }
    format!("{value:?}")
}
