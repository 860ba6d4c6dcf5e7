//! What an operation gives that has changed nothing: where CPython gives the object itself, so do we,
//! and `is` holds as it does there.

use super::{Bytes, List, Str};
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use std::borrow::Cow;

/// `text`, as `original` itself where that is the string of this text.
pub fn text<'a>(original: &Value, text: impl Into<Cow<'a, str>>) -> Value {
    let text = text.into();
    match original.as_gc::<Str>() {
        Some(same) if same.as_str() == text => original.clone(),
        _ => Str::value(text),
    }
}

/// The list of the parts that `original` falls into: itself where it does not fall.
pub fn texts(original: &Value, parts: Vec<&str>) -> Value {
    match parts[..] {
        [only] => List::value(vec![text(original, only)]),
        _ => List::value(parts.into_iter().map(Str::value).collect()),
    }
}

/// `data`, as `original` itself where that is the bytes object of this data.
pub fn bytes<'a>(original: &Value, data: impl Into<Cow<'a, [u8]>>) -> Value {
    let data = data.into();
    match original.as_gc::<Bytes>() {
        Some(same) if *same.data == *data => original.clone(),
        _ => Gc::new(Bytes { data: data.into() }).into(),
    }
}

/// What was written to a text by one value alone: that value is the text, if it is a string.
#[derive(Default)]
pub struct Alone(Option<Value>);

impl Alone {
    /// Notes that `value` was written after `before`.
    pub fn note(&mut self, before: &str, value: &Value) {
        self.0 = before.is_empty().then(|| value.clone());
    }

    /// Notes that letters of the template were written.
    pub fn spoil(&mut self) {
        self.0 = None;
    }

    /// The text as a value; that of a template which asks for nothing is the template.
    pub fn finish(self, template: &Value, written: String) -> Value {
        text(self.0.as_ref().unwrap_or(template), written)
    }
}
