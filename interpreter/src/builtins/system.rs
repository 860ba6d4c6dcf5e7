//! The native part of `sys`, and how the library refuses what it does not have.

use crate::object::Str;
use crate::value::Value;
use crate::vm::signal::{Res, unsupported};
use crate::vm::{Cx, NativeRow};


/// `sys`, and `_unsupported`, which every module of the library sees.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("_library._unsupported", "feature, /", refuse),
];

fn refuse(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    unsupported(args[0].as_gc::<Str>().map_or("", |feature| feature.as_str()))
}
