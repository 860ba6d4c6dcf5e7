//! The native part of `os`: folders, names of files, the surroundings of the process.

use super::files::let_others;
use super::opening::{files, path};
use crate::object::dict::Table;
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
        let names = files(cx)?.list(path(
            cx,
            &args[0],
            "listdir: path should be string, bytes, os.PathLike, integer or None, not {}",
        )?);
        let names = done(cx, names, args)?;
        let_others(List::value(names.into_iter().map(Str::value).collect()))
    }),
    NativeRow::new("os._remove", "path, /", |cx, args| {
        let removed = files(cx)?.remove(named(cx, args, 0, "remove: path")?);
        done(cx, removed, args)?;
        let_others(Value::NONE)
    }),
    NativeRow::new("os._mkdir", "path, /", |cx, args| {
        let made = files(cx)?.make_folder(named(cx, args, 0, "mkdir: path")?);
        done(cx, made, args)?;
        let_others(Value::NONE)
    }),
    NativeRow::new("os._rmdir", "path, /", |cx, args| {
        let removed = files(cx)?.remove_folder(named(cx, args, 0, "rmdir: path")?);
        done(cx, removed, args)?;
        let_others(Value::NONE)
    }),
    NativeRow::new("os._rename", "from, to, /", |cx, args| {
        let (from, to) = (
            named(cx, args, 0, "rename: src")?,
            named(cx, args, 1, "rename: dst")?,
        );
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

fn named<'a>(cx: &Cx<'_>, args: &'a [Value], index: usize, who: &str) -> Res<&'a str> {
    path(
        cx,
        &args[index],
        &format!("{who} should be string, bytes or os.PathLike, not {{}}"),
    )
}

fn done<T>(cx: &Cx<'_>, result: io::Result<T>, names: &[Value]) -> Res<T> {
    result.map_err(|error| system_error(cx, &error, names))
}

/// `("file", size)`, `("folder", 0)`, or None where nothing stands under the path.
fn look(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let found = match files(cx)?.look(path(
        cx,
        &args[0],
        "stat: path should be string, bytes, os.PathLike or integer, not {}",
    )?) {
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
