//! Files: what the classes of module `io` can do, and `open` itself in `opening.rs`.
//!
//! A file operation is carried out within the step, for a step never blocks and the files of a
//! disk do not keep one waiting; but where CPython lets the GIL go around a call of the system, the
//! thread then leaves the step with a wait of no length, so that others have their turn there too.

use super::encoding::{decoded, encoded};
use super::maths::whole;
use super::streams;
use crate::object::compare::integer;
use crate::object::file::{
    Content, Disk, File, FileContent, FileKind, Newline, read_disk, read_line,
};
use crate::object::sequence::ByteData;
use crate::object::{ByteArray, Bytes, Exception, List, Str};
use crate::value::Value;
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{After, Exc, Res, Signal, fallback, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeFn, NativeRow, system_error};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::task::Wait;
use gilscope_runtime::time::Nanos;
use std::io::{self, SeekFrom};

/// A row without a twin.
pub const fn row(name: &'static str, signature: &'static str, call: NativeFn) -> NativeRow {
    NativeRow::new(name, signature, call)
}

/// The classes of files.
pub const TABLE: &[NativeRow] = &[
    row("IOBase.read", "self, size=, /", read),
    row("IOBase.readline", "self, size=, /", readline),
    row("IOBase.readlines", "self, hint=, /", readlines),
    row("IOBase.write", "self, text, /", write),
    NativeRow::with_twin(
        "IOBase.writelines",
        "self, lines, /",
        writelines,
        "_writelines",
    ),
    row("IOBase.seek", "self, offset, whence=, /", seek),
    row("IOBase.tell", "self, /", tell),
    row("IOBase.truncate", "self, size=, /", truncate),
    row("IOBase.flush", "self, /", flush),
    row("IOBase.close", "self, /", close),
    row("IOBase.closed=", "self, /", closed),
    row("IOBase.readable", "self, /", |cx, args| {
        able(cx, args, Ability::Read)
    }),
    row("IOBase.writable", "self, /", |cx, args| {
        able(cx, args, Ability::Write)
    }),
    row("IOBase.seekable", "self, /", |cx, args| {
        able(cx, args, Ability::Seek)
    }),
    row("IOBase.isatty", "self, /", |cx, args| {
        if streams::is_stream(&args[0]) {
            return unsupported("`isatty`");
        }
        let file = receiver(cx, args)?;
        match *file.content() {
            Content::Closed => is_closed(cx, file, "asking"),
            _ => Ok(Value::FALSE),
        }
    }),
    row("IOBase.fileno", "self, /", |_, _| {
        unsupported("`fileno` of a file")
    }),
    row("IOBase.detach", "self, /", |_, _| {
        unsupported("`detach` of a file")
    }),
    row("IOBase.__enter__", "self, /", itself),
    row("IOBase.__exit__", "self, /, *args", close),
    row("IOBase.__iter__", "self, /", itself),
    row("IOBase.__next__", "self, /", next),
    row("IOBase.name=", "self, /", name),
    row("IOBase.mode=", "self, /", mode),
    row("TextIOBase.encoding=", "self, /", |cx, args| {
        codec(cx, args, 0)
    }),
    row("TextIOBase.errors=", "self, /", |cx, args| {
        codec(cx, args, 1)
    }),
    row("TextIOBase.newlines=", "self, /", |_, _| {
        unsupported("`newlines` of a file")
    }),
    row("TextIOBase.buffer=", "self, /", |_, _| {
        unsupported("`buffer` of a file")
    }),
    row("TextIOBase.line_buffering=", "self, /", |cx, args| {
        able(cx, args, Ability::ByLine)
    }),
    row("TextIOBase.reconfigure", "self, **kwargs", |_, _| {
        unsupported("`reconfigure` of a file")
    }),
    row("BufferedIOBase.read1", "self, size=, /", read1),
    row("BufferedIOBase.readinto", "self, buffer, /", |_, _| {
        unsupported("`readinto` of a file")
    }),
    row("BufferedIOBase.peek", "self, size=, /", |_, _| {
        unsupported("`peek` of a file")
    }),
    row("BufferedIOBase.raw=", "self, /", |_, _| {
        unsupported("`raw` of a file")
    }),
];

/// The file that a method was called on.
pub fn receiver<'a>(cx: &Cx<'_>, args: &'a [Value]) -> Res<&'a Gc<File>> {
    match args[0].as_gc::<File>() {
        Some(file) => Ok(file),
        None => {
            let class = cx.world.type_name(&args[0]);
            type_error(format!("a file is required, not '{class}'"))
        }
    }
}

fn invalid_argument(cx: &Cx<'_>) -> Box<Signal> {
    system_error(cx, &std::io::Error::from_raw_os_error(22), &[])
}

fn open_file<'a>(cx: &Cx<'_>, args: &'a [Value]) -> Res<&'a Gc<File>> {
    let file = receiver(cx, args)?;
    if matches!(*file.content(), Content::Closed) {
        return is_closed(cx, file, "");
    }
    Ok(file)
}

fn itself(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if !streams::is_stream(&args[0]) {
        open_file(cx, args)?;
    }
    Ok(args[0].clone())
}

/// The ValueError for a file that was closed; `deed` is what CPython says of files of bytes, or what
/// else decides on its words.
pub fn is_closed<T>(cx: &Cx<'_>, file: &File, deed: &str) -> Res<T> {
    const PLAIN: &str = "I/O operation on closed file";
    let on_disk = !file.name.is_empty();
    let of_bytes = on_disk && !file.kind.is_text();
    match deed {
        "read of" | "readline of" if of_bytes && !can(file, Ability::Read) => {
            not_possible(cx, "read")
        }
        "write to" if of_bytes && !can(file, Ability::Write) => not_possible(cx, "write"),
        "flush of" if file.kind == FileKind::BufferedReader => value_error(format!("{PLAIN}.")),
        "asking" if on_disk => value_error(PLAIN),
        "tell of" if of_bytes => value_error(PLAIN),
        "asking" | "" => value_error(format!("{PLAIN}.")),
        _ if file.kind == FileKind::StringIO => value_error(PLAIN),
        _ if of_bytes => value_error(format!("{deed} closed file")),
        _ => value_error(format!("{PLAIN}.")),
    }
}

/// Whether a file was opened for reading or writing, whatever became of it since.
fn can(file: &File, ability: Ability) -> bool {
    match ability {
        Ability::Read => file.mode.contains(['r', '+']),
        Ability::Write => file.mode.contains(['w', 'a', 'x', '+']),
        _ => true,
    }
}

/// The error for what a file was not opened for.
pub fn not_possible<T>(cx: &Cx<'_>, what: &str) -> Res<T> {
    let class = cx.world.prelude_function("UnsupportedOperation");
    let class = class.as_gc().expect("(prelude) a class");
    let exception = Exception::new(class, vec![Str::value(what)]);
    Err(Box::new(Signal::Raise(exception)))
}

fn check_readable(cx: &Cx<'_>, file: &File, disk: &Disk, method: &str) -> Res<()> {
    match file.kind {
        _ if disk.readable => Ok(()),
        FileKind::TextIOWrapper => not_possible(cx, "not readable"),
        _ => not_possible(cx, method),
    }
}

fn check_writable(cx: &Cx<'_>, file: &File, disk: &Disk, method: &str) -> Res<()> {
    match file.kind {
        _ if disk.writable => Ok(()),
        FileKind::TextIOWrapper => not_possible(cx, "not writable"),
        _ => not_possible(cx, method),
    }
}

/// What the system says, as an exception.
pub fn done<T>(cx: &Cx<'_>, result: io::Result<T>) -> Res<T> {
    result.map_err(|error| system_error(cx, &error, &[]))
}

/// A result; if the system was asked for it, others have their turn first.
fn finish(file: &Gc<File>, value: Value) -> Res {
    let touched = match &mut *file.content() {
        Content::Disk(disk) => std::mem::take(&mut disk.touched),
        _ => false,
    };
    if touched {
        let_others(value)
    } else {
        Ok(value)
    }
}

/// A result that the thread gets when it has the GIL again.
pub fn let_others(value: Value) -> Res {
    let wait = Wait::Io(Nanos::ZERO);
    Err(Box::new(Signal::Wait(wait, After::Value(value))))
}

/// A number of characters or bytes; None for all.
fn size_argument(cx: &Cx<'_>, args: &[Value]) -> Res<Option<usize>> {
    let Some(size) = given(args, 1).filter(|size| !size.is_none()) else {
        return Ok(None);
    };
    if integer(size).is_none() && !is_user(size) {
        let class = cx.world.type_name(size);
        return type_error(format!("argument should be integer or None, not '{class}'"));
    }
    let size = whole(cx, size)?;
    Ok(size.to_i64().and_then(|size| usize::try_from(size).ok()))
}

/// Text of the bytes of a file.
fn text_of(cx: &Cx<'_>, file: &File, bytes: Vec<u8>) -> Res {
    let [encoding, errors] = &file.codec;
    let bytes = Gc::new(Bytes { data: bytes.into() });
    let text = decoded(cx, &bytes, "decode", Some(encoding), Some(errors))?;
    let has_return = text
        .as_gc::<Str>()
        .is_some_and(|text| text.as_str().contains('\r'));
    match text.as_gc::<Str>() {
        Some(known) if has_return && file.newline == Newline::Universal => Ok(Str::value(
            known.as_str().replace("\r\n", "\n").replace('\r', "\n"),
        )),
        _ => Ok(text),
    }
}

/// What is to be given of a file: a value made of its bytes.
fn made(cx: &Cx<'_>, file: &File, bytes: Vec<u8>) -> Res {
    if file.kind.is_text() {
        text_of(cx, file, bytes)
    } else {
        Ok(Gc::new(Bytes { data: bytes.into() }).into())
    }
}

fn read(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if streams::is_stream(&args[0]) {
        return streams::read(cx, args);
    }
    let file = receiver(cx, args)?;
    let size = size_argument(cx, args)?;
    let bytes = match &mut *file.content() {
        Content::Closed => return is_closed(cx, file, "read of"),
        Content::Text { chars, position } => {
            let taken = take_part(chars, position, size);
            return Ok(Str::value(taken.iter().collect::<String>()));
        }
        Content::Bytes { data, position } => take_part(data, position, size).to_vec(),
        Content::Disk(disk) => {
            check_readable(cx, file, disk, "read")?;
            done(cx, read_disk(file, disk, size))?
        }
    };
    finish(file, made(cx, file, bytes)?)
}

/// The next part of what is in memory.
fn take_part<'a, T>(all: &'a [T], position: &mut usize, size: Option<usize>) -> &'a [T] {
    let rest = all.get(*position..).unwrap_or_default();
    let count = size.unwrap_or(usize::MAX).min(rest.len());
    *position += count;
    &rest[..count]
}

fn read1(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let file = receiver(cx, args)?;
    let size = size_argument(cx, args)?;
    if let Content::Disk(disk) = &mut *file.content() {
        check_readable(cx, file, disk, "read1")?;
        if disk.unread().is_empty() && size != Some(0) {
            done(cx, disk.fill())?;
        }
        let count = disk.unread().len().min(size.unwrap_or(usize::MAX));
        let bytes = disk.take(count);
        return Ok(Gc::new(Bytes { data: bytes.into() }).into());
    }
    read(cx, args)
}

/// The next line of an open file; None at its end.
fn line(cx: &Cx<'_>, file: &Gc<File>, size: Option<usize>, telling: bool) -> Res<Option<Value>> {
    let bytes = match &mut *file.content() {
        Content::Closed => return is_closed(cx, file, "readline of"),
        Content::Text { chars, position } => {
            let rest = chars.get(*position..).unwrap_or_default();
            let count = rest
                .iter()
                .position(|c| *c == '\n')
                .map_or(rest.len(), |at| at + 1);
            let count = count.min(size.unwrap_or(count));
            *position += count;
            let text: String = rest[..count].iter().collect();
            return Ok((!text.is_empty()).then(|| Str::value(text)));
        }
        Content::Bytes { data, position } => {
            let rest = data.get(*position..).unwrap_or_default();
            let count = rest
                .iter()
                .position(|c| *c == b'\n')
                .map_or(rest.len(), |at| at + 1);
            let count = count.min(size.unwrap_or(count));
            *position += count;
            rest[..count].to_vec()
        }
        Content::Disk(disk) => {
            check_readable(cx, file, disk, "read")?;
            disk.telling = telling;
            let bytes = done(cx, read_line(file, disk, size))?;
            disk.telling |= bytes.is_empty();
            bytes
        }
    };
    if bytes.is_empty() {
        return Ok(None);
    }
    made(cx, file, bytes).map(Some)
}

fn next(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if streams::is_stream(&args[0]) {
        return streams::next(cx, args);
    }
    let file = receiver(cx, args)?;
    match line(cx, file, None, false)? {
        Some(line) => finish(file, line),
        None => Exc::StopIteration.err_with(cx, Vec::new()),
    }
}

fn nothing(file: &File) -> Value {
    if file.kind.is_text() {
        Str::value("")
    } else {
        Gc::new(Bytes { data: [].into() }).into()
    }
}

fn readline(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if streams::is_stream(&args[0]) {
        return streams::readline(cx, args);
    }
    let file = receiver(cx, args)?;
    let size = size_argument(cx, args)?;
    let line = line(cx, file, size, true)?;
    finish(file, line.unwrap_or_else(|| nothing(file)))
}

fn readlines(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if streams::is_stream(&args[0]) {
        return streams::readlines(cx, args);
    }
    let file = receiver(cx, args)?;
    let hint = size_argument(cx, args)?.filter(|hint| *hint > 0);
    if matches!(*file.content(), Content::Closed) {
        return is_closed(cx, file, "");
    }
    let (mut lines, mut size) = (Vec::new(), 0);
    while let Some(found) = line(cx, file, None, true)? {
        let (text, bytes) = (found.as_gc::<Str>(), found.as_gc::<Bytes>());
        size += text.map_or(0, |text| text.chars()) + bytes.map_or(0, |bytes| bytes.data.len());
        lines.push(found);
        if hint.is_some_and(|hint| size >= hint) {
            break;
        }
    }
    finish(file, List::value(lines))
}

/// The bytes that are to be written to a file of bytes.
pub fn bytes_argument(cx: &Cx<'_>, value: &Value) -> Res<Vec<u8>> {
    match (value.as_gc::<Bytes>(), value.as_gc::<ByteArray>()) {
        (Some(bytes), _) => Ok(bytes.data.to_vec()),
        (_, Some(array)) => Ok(array.data().clone()),
        _ => {
            let class = cx.world.type_name(value);
            type_error(format!("a bytes-like object is required, not '{class}'"))
        }
    }
}

fn write(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if streams::is_stream(&args[0]) {
        return streams::write(cx, args);
    }
    let file = receiver(cx, args)?;
    let count = put(cx, file, &args[1])?;
    finish(file, Value::int(count as i64))
}

/// Writes a text to a file of text and lets others have their turn if need be: for `print`.
pub fn print_to(cx: &Cx<'_>, file: &Gc<File>, text: &str, flush: bool) -> Res {
    put(cx, file, &Str::value(text))?;
    if flush && let Content::Disk(disk) = &mut *file.content() {
        done(cx, disk.flush())?;
    }
    finish(file, Value::NONE)
}

/// Writes a value; gives how many characters or bytes it has.
fn put(cx: &Cx<'_>, file: &Gc<File>, value: &Value) -> Res<usize> {
    if !file.kind.is_text() {
        let bytes = bytes_argument(cx, value)?;
        match &mut *file.content() {
            Content::Bytes { data, position } => write_part(data, position, &bytes, 0),
            Content::Disk(disk) => {
                check_writable(cx, file, disk, "write")?;
                done(cx, disk.write_bytes(&bytes))?;
            }
            _ => return is_closed(cx, file, "write to"),
        }
        return Ok(bytes.len());
    }
    let Some(text) = value.as_gc::<Str>() else {
        let class = super::arguments::type_in_argument(cx, value);
        return match file.kind {
            FileKind::StringIO => {
                let class = cx.world.type_name(value);
                type_error(format!("string argument expected, got '{class}'"))
            }
            _ => type_error(format!("write() argument must be str, not {class}")),
        };
    };
    match &mut *file.content() {
        Content::Text { chars, position } => {
            let new: Vec<char> = text.as_str().chars().collect();
            write_part(chars, position, &new, '\0');
        }
        Content::Disk(disk) => {
            check_writable(cx, file, disk, "write")?;
            let bytes = written(cx, file, text)?;
            done(cx, disk.write_text(&bytes))?;
        }
        _ => return is_closed(cx, file, "write to"),
    }
    Ok(text.chars())
}

/// The bytes that a text becomes in a file.
fn written(cx: &Cx<'_>, file: &File, text: &Gc<Str>) -> Res<Vec<u8>> {
    let [encoding, errors] = &file.codec;
    let end = match file.newline {
        Newline::Only(end) => end,
        Newline::Universal if cfg!(windows) => "\r\n",
        _ => "\n",
    };
    if end == "\n" || !text.as_str().contains('\n') {
        return encoded(cx, text, "encode", Some(encoding), Some(errors));
    }
    let text = Str::value(text.as_str().replace('\n', end));
    let text = text.as_gc::<Str>().expect("a text");
    encoded(cx, text, "encode", Some(encoding), Some(errors))
}

/// Writes into what is in memory; a gap is filled.
fn write_part<T: Copy>(all: &mut Vec<T>, position: &mut usize, new: &[T], filler: T) {
    if new.is_empty() {
        return;
    }
    let end = *position + new.len();
    if all.len() < end {
        all.resize(end, filler);
    }
    all[*position..end].copy_from_slice(new);
    *position = end;
}

fn writelines(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let lines = match native_items(cx, &args[1])? {
        Some(lines) => lines,
        None => return fallback(),
    };
    if streams::is_stream(&args[0]) {
        for line in &lines {
            streams::write(cx, &[args[0].clone(), line.clone()])?;
        }
        return Ok(Value::NONE);
    }
    let file = open_file(cx, args)?;
    for line in &lines {
        put(cx, file, line)?;
    }
    finish(file, Value::NONE)
}

fn seek(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let file = receiver(cx, args)?;
    let wanted = whole(cx, &args[1])?.to_i64().unwrap_or(i64::MAX);
    let whence = match given(args, 2) {
        None => 0,
        Some(whence) => whole(cx, whence)?.to_i64().unwrap_or(-1),
    };
    let place = match &mut *file.content() {
        Content::Closed => return is_closed(cx, file, "seek of"),
        Content::Text { chars, position } => {
            *position = text_place(chars.len(), *position, wanted, whence)?;
            *position
        }
        Content::Bytes { data, position } => {
            let base = match whence {
                0 if wanted < 0 => return value_error(format!("negative seek value {wanted}")),
                0 => 0,
                1 => *position,
                2 => data.len(),
                _ => {
                    let message = format!("invalid whence ({whence}, should be 0, 1 or 2)");
                    return value_error(message);
                }
            };
            *position = (base as i64).saturating_add(wanted).max(0) as usize;
            *position
        }
        Content::Disk(disk) => {
            let place = seek_place(cx, file, wanted, whence)?;
            done(cx, disk.seek(place))? as usize
        }
    };
    finish(file, Value::int(place as i64))
}

/// Where `seek` of a text in memory leads.
fn text_place(size: usize, position: usize, wanted: i64, whence: i64) -> Res<usize> {
    match (whence, wanted) {
        (0, _) if wanted < 0 => value_error(format!("Negative seek position {wanted}")),
        (0, _) => Ok(wanted as usize),
        (1 | 2, 1..) | (1 | 2, ..=-1) => Exc::OSError.err("Can't do nonzero cur-relative seeks"),
        (1, _) => Ok(position),
        (2, _) => Ok(size),
        _ => value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")),
    }
}

/// Where `seek` of a file of the disk leads.
fn seek_place(cx: &Cx<'_>, file: &File, wanted: i64, whence: i64) -> Res<SeekFrom> {
    let is_text = file.kind.is_text();
    match whence {
        1 if is_text && wanted != 0 => not_possible(cx, "can't do nonzero cur-relative seeks"),
        2 if is_text && wanted != 0 => not_possible(cx, "can't do nonzero end-relative seeks"),
        0 if is_text && wanted < 0 => value_error(format!("negative seek position {wanted}")),
        0 if wanted < 0 => Err(invalid_argument(cx)),
        0 => Ok(SeekFrom::Start(wanted as u64)),
        1 => Ok(SeekFrom::Current(wanted)),
        2 => Ok(SeekFrom::End(wanted)),
        _ if is_text => value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")),
        _ => value_error(format!("whence value {whence} unsupported")),
    }
}

fn tell(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let file = receiver(cx, args)?;
    let place = match &mut *file.content() {
        Content::Closed => return is_closed(cx, file, "tell of"),
        Content::Text { position, .. } | Content::Bytes { position, .. } => *position as u64,
        Content::Disk(disk) if !disk.telling && file.kind.is_text() => {
            return Exc::OSError.err("telling position disabled by next() call");
        }
        Content::Disk(disk) => done(cx, disk.tell())?,
    };
    finish(file, Value::int(place as i64))
}

fn truncate(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let file = receiver(cx, args)?;
    let wanted = match given(args, 1).filter(|size| !size.is_none()) {
        None => None,
        Some(size) => Some(whole(cx, size)?.to_i64().unwrap_or(i64::MAX)),
    };
    let size = match &mut *file.content() {
        Content::Closed => return is_closed(cx, file, "truncate of"),
        Content::Text { chars, position } => match wanted {
            Some(size) if size < 0 => return value_error(format!("Negative size value {size}")),
            wanted => cut(chars, wanted, *position),
        },
        Content::Bytes { data, position } => match wanted {
            Some(size) if size < 0 => return value_error(format!("negative size value {size}")),
            wanted => cut(data, wanted, *position),
        },
        Content::Disk(disk) => {
            if !disk.writable {
                return not_possible(cx, "truncate");
            }
            let size = match wanted {
                Some(size) if size < 0 => return Err(invalid_argument(cx)),
                Some(size) => size as u64,
                None if file.kind.is_text() => done(cx, disk.tell_chunk())?,
                None => done(cx, disk.tell())?,
            };
            done(cx, disk.cut(size))?;
            size as i64
        }
    };
    finish(file, Value::int(size))
}

fn cut<T>(all: &mut Vec<T>, wanted: Option<i64>, position: usize) -> i64 {
    let size = wanted.map_or(position, |size| size as usize);
    all.truncate(size);
    size as i64
}

fn flush(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if streams::is_stream(&args[0]) {
        return streams::flush(cx, args);
    }
    let file = receiver(cx, args)?;
    match &mut *file.content() {
        Content::Closed => return is_closed(cx, file, "flush of"),
        Content::Disk(disk) => done(cx, disk.flush())?,
        _ => {}
    }
    finish(file, Value::NONE)
}

fn close(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if streams::is_stream(&args[0]) {
        return unsupported("closing a standard stream");
    }
    let file = receiver(cx, args)?;
    let content = std::mem::replace(&mut *file.content(), Content::Closed);
    match content {
        Content::Disk(mut disk) => {
            done(cx, disk.flush())?;
            drop(disk);
            let_others(Value::NONE)
        }
        _ => Ok(Value::NONE),
    }
}

fn closed(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let file = args[0].as_gc::<File>();
    let closed = file.is_some_and(|file| matches!(*file.content(), Content::Closed));
    Ok(Value::bool(closed))
}

/// What a file may be asked whether it can.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ability {
    /// `readable()`
    Read,
    /// `writable()`
    Write,
    /// `seekable()`
    Seek,
    /// `line_buffering`
    ByLine,
}

fn able(cx: &mut Cx<'_>, args: &[Value], ability: Ability) -> Res {
    if streams::is_stream(&args[0]) {
        return Ok(Value::bool(streams::able(&args[0], ability)));
    }
    let file = receiver(cx, args)?;
    if matches!(*file.content(), Content::Closed) {
        return match can(file, ability) {
            true => is_closed(cx, file, "asking"),
            false => Ok(Value::FALSE),
        };
    }
    Ok(Value::bool(match (&*file.content(), ability) {
        (Content::Disk(disk), Ability::Read) => disk.readable,
        (Content::Disk(disk), Ability::Write) => disk.writable,
        (Content::Disk(disk), Ability::ByLine) => disk.by_line,
        (_, Ability::ByLine) => false,
        _ => true,
    }))
}

/// An attribute that only files of the disk have.
fn of_disk_only(cx: &Cx<'_>, args: &[Value], name: &str, part: fn(&File) -> Value) -> Res {
    match args[0].as_gc::<File>() {
        Some(file) if !file.name.is_empty() => Ok(part(file)),
        _ => {
            let class = cx.world.type_name(&args[0]);
            Exc::AttributeError.err(format!("'{class}' object has no attribute '{name}'"))
        }
    }
}

fn name(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match streams::name(&args[0]) {
        Some(name) => Ok(Str::value(name)),
        None => of_disk_only(cx, args, "name", |file| file.name.clone()),
    }
}

fn mode(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match streams::mode(&args[0]) {
        Some(mode) => Ok(Str::value(mode)),
        None => of_disk_only(cx, args, "mode", |file| Str::value(&*file.mode)),
    }
}

/// `encoding` or `errors`.
fn codec(_cx: &mut Cx<'_>, args: &[Value], part: usize) -> Res {
    Ok(match args[0].as_gc::<File>() {
        Some(file) if file.kind == FileKind::StringIO => Value::NONE,
        Some(file) => file.codec[part].clone(),
        None => Str::value(["utf-8", "strict"][part]),
    })
}
