//! The native part of `hashlib`.

use super::bytes::value;
use crate::object::Str;
use crate::object::hidden::{Digester, Hasher};
use crate::value::Value;
use crate::vm::signal::{Res, type_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::{Gc, Guarded};

/// What `stdlib/hashlib.py` rests on.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("hashlib._new", "name, /", new),
    NativeRow::new("hashlib._update", "hasher, data, /", update),
    NativeRow::new("hashlib._digest", "hasher, /", |_, args| {
        Ok(value(hasher(args).guard(|hasher| &hasher.state).digest()))
    }),
    NativeRow::new("hashlib._copy", "hasher, /", |_, args| {
        let state = hasher(args).guard(|hasher| &hasher.state).clone();
        Ok(object(state))
    }),
];

fn object(state: Digester) -> Value {
    let state = Guarded::new(state);
    Gc::new(Hasher { state }).into()
}

fn hasher(args: &[Value]) -> &Gc<Hasher> {
    args[0].as_gc().expect("(library) a hasher")
}

fn new(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = args[0].as_gc::<Str>().map_or("", |name| name.as_str());
    Ok(Digester::new(name).map_or(Value::NONE, object))
}

fn update(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if args[1].as_gc::<Str>().is_some() {
        return type_error("Strings must be encoded before hashing");
    }
    let Some(data) = crate::object::sequence::bytes_of(&args[1]) else {
        return type_error("object supporting the buffer API required");
    };
    hasher(args).guard(|hasher| &hasher.state).update(&data);
    Ok(Value::NONE)
}
