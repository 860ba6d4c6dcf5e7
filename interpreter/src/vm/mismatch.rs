//! CPython's words for arguments that do not fit a native.
//!
//! They depend on how the function is declared there: with positional parameters only, or with
//! some that can be given by name.

use super::native::Signature;
use crate::value::Value;
use gilscope_runtime::symbol::Symbol;

/// Modules with natives: these have no receiver.
const MODULES: &[&str] = &[
    "functools",
    "gc",
    "hashlib",
    "io",
    "json",
    "math",
    "os",
    "random",
    "sys",
    "threading",
    "time",
    "_bisect",
    "_heapq",
    "_library",
    "_operator",
    "_prelude",
    "_thread",
];

/// A native as its caller sees it: without its receiver.
struct Call<'a> {
    name: &'a str,
    short: &'a str,
    names: &'a [Symbol],
    /// Parameters that cannot be given by name.
    posonly: usize,
    /// Parameters that can be given by position.
    most: usize,
    least: usize,
    given: usize,
    constructor: bool,
}

/// What is wrong with `count` arguments by position and these by name.
#[cold]
pub(super) fn explain(
    native: &str,
    signature: &Signature,
    count: usize,
    keywords: &[(Symbol, Value)],
) -> String {
    let (owner, member) = native.split_once('.').unwrap_or(("", native));
    let is_new = member == "__new__";
    let is_static = is_new || member == "maketrans";
    let is_method = !owner.is_empty() && !MODULES.contains(&owner) && !is_static;
    let receiver = usize::from(is_method).min(count);
    if count == 0 && keywords.is_empty() && is_method {
        return if is_slot(member) {
            format!("descriptor '{member}' of '{owner}' object needs an argument")
        } else {
            format!("unbound method {native}() needs an argument")
        };
    }
    let call = Call {
        name: if is_new { owner } else { native },
        short: if is_new { owner } else { member },
        names: &signature.names[receiver.min(signature.names.len())..],
        posonly: signature.posonly.max(receiver) - receiver,
        most: signature.positional.saturating_sub(receiver),
        least: signature.required.saturating_sub(receiver),
        given: count - receiver,
        constructor: is_new,
    };
    let counts = is_new && matches!(owner, "int" | "str") || native == "sorted";
    if call.posonly >= call.names.len() || counts && keywords.is_empty() {
        return if keywords.is_empty() || signature.kwarg {
            call.wrong_count()
        } else {
            format!("{}() takes no keyword arguments", call.name)
        };
    }
    call.wrong_names(keywords, signature.vararg)
}

/// Whether a special method stands for a slot of CPython's classes, rather than for a function.
fn is_slot(name: &str) -> bool {
    const FUNCTIONS: &[&str] = &[
        "new",
        "format",
        "reduce",
        "reduce_ex",
        "sizeof",
        "dir",
        "init_subclass",
        "subclasshook",
        "class_getitem",
        "round",
        "trunc",
        "floor",
        "ceil",
        "reversed",
        "getnewargs",
        "enter",
        "exit",
        "missing",
        "setstate",
        "getstate",
        "length_hint",
        "copy",
        "deepcopy",
        "init",
        "call",
        "pow",
        "rpow",
        "ipow",
        "setattr",
        "delattr",
        "setitem",
        "get",
        "set",
        "delete",
    ];
    let word = name
        .strip_prefix("__")
        .and_then(|name| name.strip_suffix("__"));
    word.is_some_and(|word| !FUNCTIONS.contains(&word))
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl Call<'_> {
    /// Of a function whose parameters are positional only.
    fn wrong_count(&self) -> String {
        let Call {
            name,
            short,
            most,
            least,
            given,
            constructor,
            ..
        } = *self;
        if is_slot(short) && !["list.__getitem__", "dict.__getitem__"].contains(&name) {
            return format!("expected {most} argument{}, got {given}", plural(most));
        }
        match (least, most) {
            (0, 0) if name == "object" => "object() takes no arguments".to_string(),
            (0, 0) => format!("{name}() takes no arguments ({given} given)"),
            (1, 1) if !constructor && name != "sorted" => {
                format!("{name}() takes exactly one argument ({given} given)")
            }
            (a, b) if a == b => {
                format!("{short} expected {a} argument{}, got {given}", plural(a))
            }
            (a, _) if given < a => {
                format!(
                    "{short} expected at least {a} argument{}, got {given}",
                    plural(a)
                )
            }
            (_, b) => format!(
                "{short} expected at most {b} argument{}, got {given}",
                plural(b)
            ),
        }
    }

    /// Of a function with parameters that can be given by name.
    fn wrong_names(&self, keywords: &[(Symbol, Value)], vararg: bool) -> String {
        let Call {
            short,
            names,
            posonly,
            most,
            least,
            given,
            ..
        } = *self;
        let (all, total) = (names.len(), given + keywords.len());
        if !vararg && total > all {
            let how = if least == all { "exactly" } else { "at most" };
            let kind = if given == 0 { "keyword " } else { "" };
            let s = plural(all);
            return format!("{short}() takes {how} {all} {kind}argument{s} ({total} given)");
        }
        if !vararg && given > most {
            if most == 0 {
                return format!("{short}() takes no positional arguments");
            }
            let how = if least == most { "exactly" } else { "at most" };
            return self.positional(how, most);
        }
        let needed = posonly.min(least);
        if given < needed {
            let how = if needed < most { "at least" } else { "exactly" };
            return self.positional(how, needed);
        }
        let by_name = |wanted: &Symbol| keywords.iter().any(|(name, _)| name == wanted);
        for (name, place) in names.iter().zip(1..).take(given) {
            if place > posonly && by_name(name) {
                let name = name.as_str();
                return format!(
                    "argument for {short}() given by name ('{name}') and position ({place})"
                );
            }
        }
        for (name, place) in names.iter().zip(1..).take(least).skip(given) {
            if !by_name(name) {
                let name = name.as_str();
                let at = if short == "enumerate" {
                    String::new()
                } else {
                    format!(" (pos {place})")
                };
                return format!("{short}() missing required argument '{name}'{at}");
            }
        }
        let known = &names[posonly..];
        let stranger = keywords.iter().find(|(name, _)| !known.contains(name));
        let name = stranger.map_or("", |(name, _)| name.as_str());
        if short == "enumerate" {
            return format!("'{name}' is an invalid keyword argument for enumerate()");
        }
        // CPython leaves its keywords to the method of the list.
        let short = if short == "sorted" { "sort" } else { short };
        format!("{short}() got an unexpected keyword argument '{name}'")
    }

    fn positional(&self, how: &str, count: usize) -> String {
        let Call { short, given, .. } = *self;
        format!(
            "{short}() takes {how} {count} positional argument{} ({given} given)",
            plural(count)
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::value::Value;
    use crate::vm::NativeRow;
    use crate::vm::native::NativeInfo;
    use crate::vm::signal::Signal;
    use gilscope_runtime::symbol::Symbol;

    fn check(
        name: &'static str,
        signature: &'static str,
        count: usize,
        by_name: &[&str],
    ) -> String {
        let row = NativeRow::new(name, signature, |_, _| Ok(Value::NONE));
        let info = NativeInfo::new(Box::leak(Box::new(row)));
        let args: Vec<Value> = (0..count).map(|n| Value::int(n as i64)).collect();
        let keywords: Vec<_> = by_name
            .iter()
            .map(|n| (Symbol::new(n), Value::NONE))
            .collect();
        match info.bind(&args, &keywords).map_err(|signal| *signal) {
            Err(Signal::New(_, message)) => message,
            _ => "fits".to_string(),
        }
    }

    #[test]
    fn says_what_cpython_says() {
        let rows = [
            (
                check("math.sqrt", "x, /", 2, &[]),
                "math.sqrt() takes exactly one argument (2 given)",
            ),
            (
                check("math.sqrt", "x, /", 0, &["x"]),
                "math.sqrt() takes no keyword arguments",
            ),
            (
                check("math.pow", "x, y, /", 1, &[]),
                "pow expected 2 arguments, got 1",
            ),
            (
                check("math.isclose", "a, b, *, rel_tol=, abs_tol=", 1, &[]),
                "isclose() missing required argument 'b' (pos 2)",
            ),
            (
                check("math.isclose", "a, b, *, rel_tol=, abs_tol=", 3, &[]),
                "isclose() takes exactly 2 positional arguments (3 given)",
            ),
            (
                check("lock.acquire", "self, blocking=, timeout=", 4, &[]),
                "acquire() takes at most 2 arguments (3 given)",
            ),
            (
                check("lock.acquire", "self, blocking=, timeout=", 1, &["foo"]),
                "acquire() got an unexpected keyword argument 'foo'",
            ),
            (
                check("list.sort", "self, /, *, key=, reverse=", 2, &[]),
                "sort() takes no positional arguments",
            ),
            (
                check("list.sort", "self, /, *, key=, reverse=", 1, &["key"]),
                "fits",
            ),
        ];
        for (ours, theirs) in rows {
            assert_eq!(ours, theirs);
        }
    }
}
