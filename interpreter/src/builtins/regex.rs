//! The native part of `re`: patterns, and walks through a text from match to match.
//!
//! A native that has taken as many steps as it may leaves, and toy Python asks it to go on, so that
//! Ctrl-C gets through; the state between is a `Search`.

use super::receivers::continue_in;
use crate::number::MAX_TEXT;
use crate::object::compare::integer;
use crate::object::derived::core;
use crate::object::hidden::{Regex, Search};
use crate::object::sequence::bytes_of;
use crate::object::{Bytes, List, Str, Tuple};
use crate::strings::regex::{self, Found, How, Piece, Program, Scan, Subject, Wrong};
use crate::value::Value;
use crate::vm::operators::is_user;
use crate::vm::signal::{Exc, Res, type_error, unsupported};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::{Gc, Guarded};
use std::sync::Arc;

/// What `stdlib/re.py` rests on.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("re._compiled", "pattern, flags, /", compiled),
    NativeRow::new("re._search", "code, how, string, pos, endpos, /", search),
    NativeRow::new("re._find", "code, how, string, pos, endpos, /", find),
    NativeRow::new("re._next", "search, how, /", next),
    NativeRow::new("_prelude.regex_go_on", "search, /", go_on),
    NativeRow::new("re._all", "search, /", all),
    NativeRow::new("re._split", "search, most, /", split),
    NativeRow::new("re._template", "code, template, /", template),
    NativeRow::new("re._replace", "search, pieces, most, /", replace),
    NativeRow::new("re._is_over", "search, /", |_, args| {
        let search = state(args);
        Ok(Value::bool(search.guard(|search| &search.state).is_over))
    }),
    NativeRow::new("re._count", "search, /", |_, args| {
        let count = state(args).guard(|search| &search.state).count;
        Ok(Value::int(count as i64))
    }),
    NativeRow::new("re._piece", "string, start, end, /", piece),
];

/// Steps that a native takes before it leaves: some ten milliseconds.
const STEPS: u64 = 4_000_000;
/// Steps between two looks at how much memory it takes.
const SLICE: u64 = 8_000;

fn code(args: &[Value]) -> &Arc<Program> {
    let regex = args[0].as_gc::<Regex>();
    &regex.expect("(library) a compiled pattern").program
}

fn state(args: &[Value]) -> &Gc<Search> {
    args[0].as_gc().expect("(library) a search")
}

fn number(value: &Value) -> i64 {
    integer(value).map_or(0, |n| n.clamp_i64())
}

/// The characters of a `str`, or bytes; None for anything else.
fn codes(value: &Value) -> Option<(Vec<u32>, bool)> {
    if let Some(text) = core(value).as_gc::<Str>() {
        return Some((text.as_str().chars().map(u32::from).collect(), true));
    }
    let bytes = bytes_of(core(value))?;
    Some((bytes.iter().map(|byte| u32::from(*byte)).collect(), false))
}

/// `(flags, groups, names, warnings, code)`, or `(message, place, warnings)` for no pattern.
fn compiled(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some((text, is_text)) = codes(&args[0]) else {
        return type_error("first argument must be string or compiled pattern");
    };
    let Ok(flags) = i32::try_from(number(&args[1])) else {
        return Exc::OverflowError.err("Python int too large to convert to C int");
    };
    let mut warnings = Vec::new();
    let program = regex::compile(&text, is_text, flags as u32, &mut warnings);
    let warnings = warnings.into_iter().map(Str::value).collect::<Vec<_>>();
    let program = match program {
        Ok(program) => Arc::new(program),
        Err(wrong) => return tell(wrong, Tuple::value(warnings)),
    };
    let names = program
        .names
        .iter()
        .flat_map(|(name, group)| [Str::value(name.as_str()), Value::int(i64::from(*group))]);
    Ok(Tuple::value([
        Value::int(i64::from(program.flags as i32)),
        Value::int(i64::from(program.groups)),
        Tuple::value(names.collect::<Vec<_>>()),
        Tuple::value(warnings),
        Gc::new(Regex {
            program: program.clone(),
        })
        .into(),
    ]))
}

/// `(message, place, last)` for what toy Python raises, or the error itself.
fn tell(wrong: Wrong, last: Value) -> Res {
    match wrong {
        Wrong::Pattern(message, place) => Ok(Tuple::value([
            Str::value(message),
            place.map_or(Value::NONE, |place| Value::int(place as i64)),
            last,
        ])),
        Wrong::Overflow(message) => Exc::OverflowError.err(message),
        Wrong::Value(message) => Exc::ValueError.err(message),
        Wrong::Index(message) => Exc::IndexError.err(message),
        Wrong::Unsupported(what) => unsupported(what),
    }
}

/// The text in which a pattern looks: a `str` or `bytes`, as objects of these classes.
fn text_of(cx: &Cx<'_>, program: &Program, value: &Value) -> Res {
    let plain = core(value);
    if plain.as_gc::<Str>().is_some() {
        return match program.is_text {
            true => Ok(plain.clone()),
            false => type_error("cannot use a bytes pattern on a string-like object"),
        };
    }
    let text = match (plain.as_gc::<Bytes>(), bytes_of(plain)) {
        (Some(_), _) => plain.clone(),
        (None, Some(bytes)) => super::bytes::value(bytes.into_owned()),
        (None, None) => {
            let class = cx.world.type_name(value);
            return type_error(format!(
                "expected string or bytes-like object, got '{class}'"
            ));
        }
    };
    match program.is_text {
        true => type_error("cannot use a string pattern on a bytes-like object"),
        false => Ok(text),
    }
}

fn subject(text: &Value) -> Subject<'_> {
    if let Some(text) = text.as_gc::<Str>() {
        return match text.is_ascii() {
            true => Subject::Narrow(text.as_str().as_bytes()),
            false => Subject::Wide(text.as_str()),
        };
    }
    let bytes = text.as_gc::<Bytes>();
    Subject::Narrow(bytes.map_or(&[], |bytes| &bytes.data))
}

/// A part of a text, in bytes.
fn part(text: &Value, start: usize, end: usize) -> Value {
    match text.as_gc::<Str>() {
        Some(text) => Str::value(&text.as_str()[start..end]),
        None => {
            let bytes = text.as_gc::<Bytes>();
            super::bytes::value(bytes.map_or(&[][..], |bytes| &bytes.data[start..end]))
        }
    }
}

fn bound(cx: &Cx<'_>, value: &Value) -> Res<usize> {
    match integer(value) {
        Some(n) => match n.to_i64() {
            Some(n) => Ok(usize::try_from(n).unwrap_or(0)),
            None => Exc::OverflowError.err("Python int too large to convert to C ssize_t"),
        },
        None if is_user(value) => unsupported("an object with __index__ as this argument"),
        None => {
            let class = cx.world.type_name(value);
            type_error(format!(
                "'{class}' object cannot be interpreted as an integer"
            ))
        }
    }
}

/// A walk that begins: of `code, how, string, pos, endpos`.
fn begin(cx: &Cx<'_>, args: &[Value]) -> Res<(Value, Scan)> {
    let program = code(args);
    let (start, end) = (bound(cx, &args[3])?, bound(cx, &args[4])?);
    let text = text_of(cx, program, &args[2])?;
    let (start, end) = {
        let subject = subject(&text);
        (subject.offset(start), subject.offset(end))
    };
    let scan = Scan::new(program, how(&args[1]), start, end);
    Ok((text, scan))
}

fn how(value: &Value) -> How {
    match number(value) {
        0 => How::Match,
        1 => How::Full,
        _ => How::Search,
    }
}

fn boxed(program: &Arc<Program>, text: Value, scan: Scan) -> Value {
    let search = Search {
        program: program.clone(),
        text,
        state: Guarded::new(scan),
    };
    Gc::new(search).into()
}

fn search(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (text, scan) = begin(cx, args)?;
    Ok(boxed(code(args), text, scan))
}

/// Goes to the next match in as many steps as are left.
fn drive(
    cx: &Cx<'_>,
    program: &Program,
    text: &Value,
    scan: &mut Scan,
    left: &mut u64,
) -> Res<Found> {
    loop {
        let mut fuel = SLICE.min(*left);
        let given = fuel;
        let before = scan.memory();
        let found = scan.next(program, subject(text), &mut fuel);
        *left -= given - fuel;
        let more = scan.memory().saturating_sub(before);
        if scan.memory() as u64 > MAX_TEXT {
            return Exc::MemoryError.err("");
        }
        if more > 0 {
            cx.world.room_for(more)?;
        }
        if found != Found::Later || *left == 0 {
            return Ok(found);
        }
    }
}

/// A match as toy Python has it: where groups are in characters, and in bytes, and the last group.
fn told(program: &Program, text: &Value, scan: &mut Scan) -> Value {
    let subject = subject(text);
    let missing = [Value::int(-1), Value::int(-1)];
    let groups: Vec<_> = (0..=program.groups)
        .map(|group| scan.group(group))
        .collect();
    let in_bytes = { groups.iter() }.flat_map(|span| match span {
        Some((start, end)) => [start, end].map(|place| Value::int(*place as i64)),
        None => missing.clone(),
    });
    let in_bytes = Tuple::value(in_bytes.collect::<Vec<_>>());
    let in_chars = match subject {
        Subject::Narrow(_) => in_bytes.clone(),
        Subject::Wide(_) => {
            let places = { groups.iter() }.flat_map(|span| match span {
                Some((start, end)) => {
                    [start, end].map(|place| Value::int(scan.chars_before(subject, *place) as i64))
                }
                None => missing.clone(),
            });
            Tuple::value(places.collect::<Vec<_>>())
        }
    };
    let last = scan.last_group(program);
    let last = last.map_or(Value::NONE, |last| Value::int(i64::from(last)));
    Tuple::value([in_chars, in_bytes, last])
}

/// The first match, or None.
fn find(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (text, mut scan) = begin(cx, args)?;
    let program = code(args);
    let mut left = STEPS;
    match drive(cx, program, &text, &mut scan, &mut left)? {
        Found::Yes => Ok(told(program, &text, &mut scan)),
        Found::No => Ok(Value::NONE),
        Found::Later => {
            let search = boxed(program, text, scan);
            continue_in(cx, "_regex_wait", vec![search])
        }
    }
}

/// The next match, or None; the search itself if it takes longer.
fn go_on(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let search = state(args);
    let mut scan = search.guard(|search| &search.state);
    let mut left = STEPS;
    Ok(
        match drive(cx, &search.program, &search.text, &mut scan, &mut left)? {
            Found::Yes => told(&search.program, &search.text, &mut scan),
            Found::No => Value::NONE,
            Found::Later => args[0].clone(),
        },
    )
}

/// The next match, or None.
fn next(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let how = how(&args[1]);
    state(args).guard(|search| &search.state).look(how);
    let found = go_on(cx, args)?;
    match found.is(&args[0]) {
        true => continue_in(cx, "_regex_wait", vec![found]),
        false => Ok(found),
    }
}

/// What groups have matched, or `missing`.
fn group(text: &Value, scan: &Scan, group: u32, missing: impl FnOnce() -> Value) -> Value {
    match scan.group(group) {
        Some((start, end)) => part(text, start, end),
        None => missing(),
    }
}

/// What `findall` finds, as much of it as there is time for.
fn all(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let search = state(args);
    let (program, text) = (&search.program, &search.text);
    let mut scan = search.guard(|search| &search.state);
    let mut left = STEPS;
    let mut items = Vec::new();
    let empty = || part(text, 0, 0);
    while left > 0 && drive(cx, program, text, &mut scan, &mut left)? == Found::Yes {
        items.push(match program.groups {
            0 => group(text, &scan, 0, empty),
            1 => group(text, &scan, 1, empty),
            groups => Tuple::value(
                { 1..=groups }
                    .map(|index| group(text, &scan, index, empty))
                    .collect::<Vec<_>>(),
            ),
        });
        cx.world.room_for(size_of::<Value>())?;
    }
    Ok(List::value(items))
}

/// Where the next match stands, if it is one of the first `most` (0: of all) and found in the time that is
/// left.
fn within(
    cx: &Cx<'_>,
    search: &Search,
    most: i64,
    scan: &mut Scan,
    left: &mut u64,
) -> Res<Option<(usize, usize)>> {
    if *left == 0 || scan.is_over {
        return Ok(None);
    }
    if most != 0 && scan.count as i64 >= most {
        scan.is_over = true;
        return Ok(None);
    }
    match drive(cx, &search.program, &search.text, scan, left)? {
        Found::Yes => Ok(Some(scan.group(0).unwrap_or_default())),
        Found::No | Found::Later => Ok(None),
    }
}

/// The pieces between matches, and their groups, as much as there is time for.
fn split(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let search = state(args);
    let (program, text) = (&search.program, &search.text);
    let most = number(&args[1]);
    let mut scan = search.guard(|search| &search.state);
    let mut left = STEPS;
    let mut items = Vec::new();
    while let Some((start, end)) = within(cx, search, most, &mut scan, &mut left)? {
        items.push(part(text, scan.used, start));
        items.extend((1..=program.groups).map(|index| group(text, &scan, index, || Value::NONE)));
        cx.world
            .room_for(items.len().min(1 + program.groups as usize) * size_of::<Value>())?;
        scan.used = end;
        scan.count += 1;
    }
    if scan.is_over {
        items.push(part(text, scan.used, subject(text).bytes().len()));
    }
    Ok(List::value(items))
}

/// A replacement taken apart: texts and numbers of groups; `(message, place, None)` for no
/// replacement.
fn template(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some((text, is_text)) = codes(&args[1]) else {
        return type_error("first argument must be string or compiled pattern");
    };
    let pieces = match regex::template(code(args), &text, is_text) {
        Ok(pieces) => pieces,
        Err(wrong) => return tell(wrong, Value::NONE),
    };
    let pieces = pieces.into_iter().map(|piece| match piece {
        Piece::Group(group) => Value::int(i64::from(group)),
        Piece::Text(bytes) => match String::from_utf8(bytes) {
            Ok(text) if is_text => Str::value(text),
            Ok(text) => super::bytes::value(text.into_bytes()),
            Err(error) => super::bytes::value(error.into_bytes()),
        },
    });
    Ok(Tuple::value(pieces.collect::<Vec<_>>()))
}

/// A text of which matches are replaced, as much of it as there is time for.
fn replace(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let search = state(args);
    let (program, text) = (&search.program, &search.text);
    let most = number(&args[2]);
    let pieces = args[1].as_gc::<Tuple>().expect("(library) a replacement");
    let bytes = subject(text).bytes();
    let mut scan = search.guard(|search| &search.state);
    let mut left = STEPS;
    let mut out = Vec::new();
    while let Some((start, end)) = within(cx, search, most, &mut scan, &mut left)? {
        let before = out.len();
        out.extend_from_slice(&bytes[scan.used..start]);
        { pieces.items.iter() }.for_each(|piece| push_piece(&mut out, piece, bytes, &scan));
        if out.len() as u64 > MAX_TEXT {
            return Exc::MemoryError.err("");
        }
        cx.world.room_for(out.len() - before)?;
        scan.used = end;
        scan.count += 1;
    }
    if scan.is_over {
        out.extend_from_slice(&bytes[scan.used..]);
    }
    Ok(match program.is_text {
        true => Str::value(String::from_utf8(out).expect("(regex) matches begin with characters")),
        false => super::bytes::value(out),
    })
}

fn push_piece(out: &mut Vec<u8>, piece: &Value, bytes: &[u8], scan: &Scan) {
    if let Some(text) = piece.as_gc::<Str>() {
        out.extend_from_slice(text.as_str().as_bytes());
    } else if let Some(text) = piece.as_gc::<Bytes>() {
        out.extend_from_slice(&text.data);
    } else if let Some((start, end)) = scan.group(number(piece) as u32) {
        out.extend_from_slice(&bytes[start..end]);
    }
}

/// A part of a text, by positions in bytes; up to its end where the second is None.
fn piece(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let plain = core(&args[0]);
    let start = number(&args[1]) as usize;
    if let Some(text) = plain.as_gc::<Str>() {
        let end = if args[2].is_none() {
            text.as_str().len()
        } else {
            number(&args[2]) as usize
        };
        return Ok(match end - start == text.as_str().len() {
            true => plain.clone(),
            false => Str::value(&text.as_str()[start..end]),
        });
    }
    // A bytearray may have become shorter since.
    let bytes = bytes_of(plain).unwrap_or_default();
    let end = if args[2].is_none() {
        bytes.len()
    } else {
        number(&args[2]) as usize
    };
    let end = end.min(bytes.len());
    Ok(super::bytes::value(&bytes[start.min(end)..end]))
}
