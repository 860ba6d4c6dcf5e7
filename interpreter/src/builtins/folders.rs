//! The native part of `os`: folders, names of files, the surroundings of the process.

use super::files::let_others;
use super::opening::{files, path};
use crate::object::dict::{DictTable, Table};
use crate::object::{Dict, List, Str, Tuple};
use crate::value::Value;
use crate::vm::files::Found;
use crate::vm::signal::{Res, unsupported};
use crate::vm::{Cx, NativeRow, system_error};
use std::io;

/// What `stdlib/os.py` and `stdlib/os_path.py` rest on.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("os.getcwd", "", |cx, _| {
        let folder = files(cx)?.folder();
        done(cx, folder, &[]).map(Str::value)
    }),
    NativeRow::new("os._listdir", "path, /", |cx, args| {
        let names = files(cx)?.list(named(cx, args, 0)?);
        let names = done(cx, names, args)?;
        let_others(List::value(names.into_iter().map(Str::value).collect()))
    }),
    NativeRow::new("os._remove", "path, /", |cx, args| {
        let removed = files(cx)?.remove(named(cx, args, 0)?);
        done(cx, removed, args)?;
        let_others(Value::NONE)
    }),
    NativeRow::new("os._mkdir", "path, /", |cx, args| {
        let made = files(cx)?.make_folder(named(cx, args, 0)?);
        done(cx, made, args)?;
        let_others(Value::NONE)
    }),
    NativeRow::new("os._rmdir", "path, /", |cx, args| {
        let removed = files(cx)?.remove_folder(named(cx, args, 0)?);
        done(cx, removed, args)?;
        let_others(Value::NONE)
    }),
    NativeRow::new("os._rename", "from, to, /", |cx, args| {
        let (from, to) = (named(cx, args, 0)?, named(cx, args, 1)?);
        let renamed = files(cx)?.rename(from, to);
        done(cx, renamed, args)?;
        let_others(Value::NONE)
    }),
    NativeRow::new("os._environ", "", environ),
    NativeRow::new("os.getpid", "", |cx, _| {
        Ok(Value::int(i64::from(cx.world.host.process())))
    }),
    NativeRow::new("_library._look", "path, /", look),
    NativeRow::new("_library._folder", "", |cx, _| {
        let folder = files(cx)?.folder();
        done(cx, folder, &[]).map(Str::value)
    }),
];

fn named<'a>(cx: &Cx<'_>, args: &'a [Value], index: usize) -> Res<&'a str> {
    let what = "expected str, bytes or os.PathLike object, not {}";
    path(cx, &args[index], what)
}

fn done<T>(cx: &Cx<'_>, result: io::Result<T>, names: &[Value]) -> Res<T> {
    result.map_err(|error| system_error(cx, &error, names))
}

/// `("file", size)`, `("folder", 0)`, or None where nothing stands under the path.
fn look(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let found = match files(cx)?.look(named(cx, args, 0)?) {
        Ok(found) => found,
        Err(_) => return Ok(Value::NONE),
    };
    Ok(match found {
        Found::File(size) => Tuple::value([Str::value("file"), Value::int(size as i64)]),
        Found::Folder => Tuple::value([Str::value("folder"), Value::int(0)]),
        Found::Other => return unsupported("what is no file and no folder"),
    })
}

fn environ(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    let mut table = Table::default();
    for (name, value) in cx.world.host.environment() {
        table.insert(Str::value(name), Str::value(value))?;
    }
    Ok(Dict::value(table))
}
