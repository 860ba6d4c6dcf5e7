//! `open`

use super::encoding::known_codec;
use super::files::{done, let_others};
use crate::object::compare::integer;
use crate::object::file::{Content, Disk, File, FileKind, Newline};
use crate::object::{Bytes, Str};
use crate::value::Value;
use crate::vm::files::{Access, Files, Found};
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Res, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeRow, system_error};
use gilscope_runtime::heap::{Gc, Guarded};

/// `open`
pub const TABLE: &[NativeRow] = &[
    NativeRow::new(
        "open",
        "file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener=",
        open,
    ),
    NativeRow::new(
        "io.open",
        "file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener=",
        open,
    ),
];

/// The files that the run can reach.
pub fn files<'a>(cx: &Cx<'a>) -> Res<&'a dyn Files> {
    if !cx.world.options.files {
        return unsupported("a file (`--no-files` keeps the script away from them)");
    }
    match cx.world.host.files() {
        Some(files) => Ok(files),
        None => unsupported("a file, where there are none"),
    }
}

/// A path given as text.
pub fn path<'a>(cx: &Cx<'_>, value: &'a Value, what: &str) -> Res<&'a str> {
    if let Some(text) = value.as_gc::<Str>() {
        if text.as_str().contains('\0') {
            return value_error("embedded null byte");
        }
        return Ok(text.as_str());
    }
    if value.as_gc::<Bytes>().is_some() {
        return unsupported("a path given as bytes");
    }
    if integer(value).is_some() {
        return unsupported("a file given by its descriptor");
    }
    if is_user(value) {
        return unsupported("a path given as an object");
    }
    let class = super::arguments::type_in_argument(cx, value);
    let class = if value.is_none() {
        "NoneType".into()
    } else {
        class
    };
    type_error(what.replace("{}", &class))
}

/// What a mode says, as `open` takes it apart.
#[derive(Default)]
struct Mode {
    reading: bool,
    writing: bool,
    appending: bool,
    creating: bool,
    updating: bool,
    text: bool,
    binary: bool,
}

fn parse_mode(mode: &str) -> Res<Mode> {
    let mut parsed = Mode::default();
    for (at, c) in mode.char_indices() {
        let flag = match c {
            'r' => &mut parsed.reading,
            'w' => &mut parsed.writing,
            'a' => &mut parsed.appending,
            'x' => &mut parsed.creating,
            '+' => &mut parsed.updating,
            't' => &mut parsed.text,
            'b' => &mut parsed.binary,
            _ => return value_error(format!("invalid mode: '{mode}'")),
        };
        if mode[at + 1..].contains(c) {
            return value_error(format!("invalid mode: '{mode}'"));
        }
        *flag = true;
    }
    Ok(parsed)
}

impl Mode {
    fn chosen(&self) -> usize {
        [self.reading, self.writing, self.appending, self.creating]
            .iter()
            .filter(|chosen| **chosen)
            .count()
    }

    fn access(&self) -> Access {
        Access {
            read: self.reading || self.updating,
            write: !self.reading || self.updating,
            empty: self.writing,
            append: self.appending,
            new: self.creating,
        }
    }

    /// What `mode` of a file of bytes says.
    fn of_bytes(&self) -> &'static str {
        match (self.creating, self.appending, self.updating) {
            (true, _, false) => "xb",
            (true, _, true) => "xb+",
            (_, true, false) => "ab",
            (_, true, true) => "ab+",
            (_, _, true) => "rb+",
            _ if self.reading => "rb",
            _ => "wb",
        }
    }
}

/// A text, or None where it was not given; `name` is what the error calls it.
fn text_or_none<'a>(
    cx: &Cx<'_>,
    args: &'a [Value],
    index: usize,
    name: &str,
) -> Res<Option<&'a Gc<Str>>> {
    match given(args, index).filter(|value| !value.is_none()) {
        None => Ok(None),
        Some(value) => match value.as_gc::<Str>() {
            Some(text) => Ok(Some(text)),
            None => {
                let class = cx.world.type_name(value);
                type_error(format!(
                    "open() argument '{name}' must be str or None, not {class}"
                ))
            }
        },
    }
}

fn open(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let what = "expected str, bytes or os.PathLike object, not {}";
    let name = path(cx, &args[0], what)?;
    let word = match given(args, 1) {
        None => "r",
        Some(mode) => match mode.as_gc::<Str>() {
            Some(mode) => mode.as_str(),
            None => {
                let class = super::arguments::type_in_argument(cx, mode);
                return type_error(format!("open() argument 'mode' must be str, not {class}"));
            }
        },
    };
    let encoding = text_or_none(cx, args, 3, "encoding")?;
    let errors = text_or_none(cx, args, 4, "errors")?;
    let newline = text_or_none(cx, args, 5, "newline")?;
    let mode = parse_mode(word)?;
    let buffering = match given(args, 2) {
        None => -1,
        Some(value) => super::maths::whole(cx, value)?.to_i64().unwrap_or(-1),
    };
    check_mode(
        &mode,
        [encoding, errors, newline].map(|given| given.is_some()),
    )?;
    let closefd = given(args, 6).is_none_or(|value| value.is(&Value::TRUE));
    if !closefd || given(args, 7).is_some_and(|opener| !opener.is_none()) {
        return unsupported("`closefd` or `opener` of `open`");
    }
    if buffering == 0 && !mode.binary {
        return value_error("can't have unbuffered text I/O");
    }
    if buffering == 0 {
        return unsupported("an unbuffered file");
    }
    let newline = match newline.map(|newline| newline.as_str()) {
        None => Newline::Universal,
        Some("") => Newline::Any,
        Some("\n") => Newline::Only("\n"),
        Some("\r") => Newline::Only("\r"),
        Some("\r\n") => Newline::Only("\r\n"),
        Some(_) => {
            return value_error("illegal newline value: ".to_string() + &shown(cx, &args[5])?);
        }
    };
    known_codec(cx, encoding, errors)?;
    let mut disk = open_disk(cx, &args[0], name, &mode)?;
    disk.by_line = buffering == 1 && !mode.binary;
    let kind = match (mode.binary, disk.readable, disk.writable) {
        (false, ..) => FileKind::TextIOWrapper,
        (_, true, true) => FileKind::BufferedRandom,
        (_, true, _) => FileKind::BufferedReader,
        _ => FileKind::BufferedWriter,
    };
    let codec = match kind.is_text() {
        true => [
            encoding.map_or_else(|| Str::value("UTF-8"), Value::from),
            errors.map_or_else(|| Str::value("strict"), Value::from),
        ],
        false => [Value::NONE, Value::NONE],
    };
    let mode = if mode.binary { mode.of_bytes() } else { word };
    let file = File {
        kind,
        name: args[0].clone(),
        mode: mode.into(),
        codec,
        newline,
        state: Guarded::new(Content::Disk(Box::new(disk))),
    };
    let_others(Gc::new(file).into())
}

fn shown(cx: &Cx<'_>, value: &Value) -> Res<String> {
    super::representation::native_str(cx, value)
}

fn check_mode(mode: &Mode, [encoding, errors, newline]: [bool; 3]) -> Res<()> {
    if mode.text && mode.binary {
        return value_error("can't have text and binary mode at once");
    }
    if mode.chosen() > 1 {
        return value_error("must have exactly one of create/read/write/append mode");
    }
    for (given, name) in [
        (encoding, "encoding"),
        (errors, "errors"),
        (newline, "newline"),
    ] {
        if mode.binary && given {
            let article = if name == "newline" { "a" } else { "an" };
            return value_error(format!(
                "binary mode doesn't take {article} {name} argument"
            ));
        }
    }
    if mode.chosen() == 0 {
        return value_error(
            "Must have exactly one of create/read/write/append mode and at most one plus",
        );
    }
    Ok(())
}

fn open_disk(cx: &Cx<'_>, file: &Value, name: &str, mode: &Mode) -> Res<Disk> {
    let access = mode.access();
    let files = files(cx)?;
    let failed = |error: std::io::Error| system_error(cx, &error, std::slice::from_ref(file));
    match files.look(name) {
        Ok(Found::Other) => return unsupported("a file that is a pipe or a device"),
        Ok(Found::Folder) if !access.new => {
            return Err(failed(std::io::Error::from_raw_os_error(21)));
        }
        _ => {}
    }
    let handle = files.open(name, access).map_err(failed)?;
    let mut disk = Disk::new(handle, access.read, access.write);
    if access.append {
        done(cx, disk.seek(std::io::SeekFrom::End(0)))?;
    }
    Ok(disk)
}
