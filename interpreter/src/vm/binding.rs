//! Binding: arguments of a call laid out as the parameters of a function, or the TypeError that says why
//! that cannot be.

use super::call::Keywords;
use super::context::Cx;
use super::signal::{Res, type_error};
use super::thread::Thread;
use crate::code::Signature;
use crate::object::dict::{DictTable, Table};
use crate::object::function::callable_name;
use crate::object::items::Items;
use crate::object::{Dict, Function, Str, Tuple};
use crate::strings::suggest::suggest;
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// More keyword arguments than this in a call take the long way.
const FEW: usize = 8;

/// Where the keyword arguments of a call go, if each of them is a parameter that has no argument yet, and all
/// parameters without one have a default.
pub(super) struct KeywordLayout {
    /// How many arguments by position there are.
    by_position: usize,
    /// How many parameters.
    parameters: usize,
    /// Their places, in the order of the arguments.
    places: [u8; FEW],
    /// How many keyword arguments there are.
    count: usize,
}

impl KeywordLayout {
    /// The layout for a call with `given` arguments, the last of which are named `names`; None if it takes
    /// more than to put each in its place.
    pub(super) fn of(
        function: &Gc<Function>,
        given: usize,
        names: &Gc<Tuple>,
    ) -> Option<KeywordLayout> {
        let code = &function.code.code;
        let signature = &code.signature;
        let count = names.items.len();
        let by_position = given - count;
        let parameters = (signature.positional + signature.kwonly) as usize;
        let is_simple = !signature.has_vararg && !signature.has_kwarg && parameters < 64;
        if !is_simple || count > FEW || by_position > signature.positional as usize {
            return None;
        }
        let mut has_value = (1u64 << by_position) - 1;
        let mut places = [0; FEW];
        for (place, name) in places.iter_mut().zip(&names.items) {
            let name = name.as_gc::<Str>()?.as_str();
            let slots = code.slots[..parameters].iter();
            let found = { slots.skip(signature.posonly as usize) }.position(|it| &*it.name == name);
            let found = found? + signature.posonly as usize;
            if has_value & 1 << found != 0 {
                return None;
            }
            has_value |= 1 << found;
            *place = found as u8;
        }
        let defaults = match &function.guard(|f| &f.state).defaults {
            Some(defaults) => defaults.items.len(),
            None => 0,
        };
        let first_default = (signature.positional as usize).saturating_sub(defaults);
        let has_default =
            |place: usize| (first_default..signature.positional as usize).contains(&place);
        let is_whole = (by_position..parameters)
            .all(|place| has_value & 1 << place != 0 || has_default(place));
        is_whole.then_some(KeywordLayout {
            by_position,
            parameters,
            places,
            count,
        })
    }
}

impl Thread {
    /// Puts the topmost values, the keyword arguments of a call, where `layout` says, and defaults into the
    /// places between.
    pub(super) fn place_keywords(&mut self, function: &Gc<Function>, layout: &KeywordLayout) {
        let mut values = [const { Value::EMPTY }; FEW];
        for value in values[..layout.count].iter_mut().rev() {
            *value = self.stack.pop();
        }
        let base = self.stack.top() - layout.by_position;
        self.stack.reserve(layout.parameters - layout.by_position);
        for _ in layout.by_position..layout.parameters {
            self.stack.push(Value::EMPTY);
        }
        let bound = &mut self.stack.live_mut()[base..];
        for (value, place) in values.iter_mut().zip(layout.places).take(layout.count) {
            bound[usize::from(place)] = value.take();
        }
        fill_positional_defaults(function, bound);
    }

    /// Puts defaults above the topmost `count` values, the arguments of a call by position; false, and
    /// nothing done, where there are too few of them or too many arguments.
    pub(super) fn add_defaults(&mut self, function: &Gc<Function>, count: u32) -> bool {
        let positional = function.code.code.signature.positional;
        let Some(missing) = positional.checked_sub(count) else {
            return false;
        };
        let state = function.guard(|f| &f.state);
        let Some(defaults) = &state.defaults else {
            return false;
        };
        let Some(first) = defaults.items.len().checked_sub(missing as usize) else {
            return false;
        };
        self.stack.reserve(missing as usize);
        for default in &defaults.items[first..] {
            self.stack.push(default.clone());
        }
        true
    }

    /// Makes the tuple of a `*args` of the topmost `count` values, the arguments of a call by position, that
    /// are not parameters' own, or of none, behind defaults; false, and nothing done, where there are too
    /// few.
    pub(super) fn add_rest(&mut self, cx: &Cx<'_>, function: &Gc<Function>, count: u32) -> bool {
        let positional = function.code.code.signature.positional;
        if count <= positional {
            if count < positional && !self.add_defaults(function, count) {
                return false;
            }
            self.stack.push((&cx.world.empty_tuple).into());
            return true;
        }
        let start = self.stack.top() - (count - positional) as usize;
        let rest = Tuple::value(Items::take(&mut self.stack.live_mut()[start..]));
        self.stack.truncate(start);
        self.stack.push(rest);
        true
    }

    /// Lays the topmost `count` arguments and the keyword arguments out as the parameters.
    pub(super) fn bind(
        &mut self,
        cx: &mut Cx<'_>,
        function: &Gc<Function>,
        count: u32,
        keywords: Keywords,
    ) -> Res<()> {
        let args = self.stack.pop_many(count as usize);
        let bound = bind_arguments(cx, function, args, keywords)?;
        self.stack.reserve(bound.len());
        bound.into_iter().for_each(|value| self.stack.push(value));
        Ok(())
    }
}

/// Arguments laid out as a function's parameters: positional, keyword-only, `*args`, `**kwargs`.
fn bind_arguments(
    cx: &Cx<'_>,
    function: &Gc<Function>,
    args: Vec<Value>,
    keywords: Keywords,
) -> Res<Vec<Value>> {
    let code = &function.code.code;
    let signature = &code.signature;
    let positional = signature.positional as usize;
    let named = positional + signature.kwonly as usize;
    let given = args.len();
    let mut args = args.into_iter();
    let mut bound: Vec<Value> = args.by_ref().take(positional).collect();
    bound.resize(named, Value::EMPTY);
    let rest: Vec<Value> = args.collect();
    let mut extra = Table::default();
    let mut posonly_by_name = Vec::new();
    for (name, value) in keywords {
        let names = code.slots[..named].iter();
        let known = { names }.position(|slot| &*slot.name == name.as_str());
        match known.filter(|index| *index >= signature.posonly as usize) {
            Some(index) if bound[index].is_empty() => bound[index] = value,
            Some(_) => {
                let (callee, name) = (qualname(function), name.as_str());
                return type_error(format!(
                    "{callee}() got multiple values for argument '{name}'"
                ));
            }
            None if signature.has_kwarg => {
                extra.insert(Str::value(name.as_str()), value)?;
            }
            None if known.is_some() => posonly_by_name.push(name.as_str()),
            None => return unexpected_keyword(function, name),
        }
    }
    if !posonly_by_name.is_empty() {
        let names = posonly_by_name.join(", ");
        return type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{names}'",
            qualname(function)
        ));
    }
    fill_defaults(function, signature, &mut bound);
    if !rest.is_empty() && !signature.has_vararg {
        return too_many(function, &bound, given);
    }
    missing_arguments(function, signature, &bound)?;
    if signature.has_vararg {
        bound.push(if rest.is_empty() {
            (&cx.world.empty_tuple).into()
        } else {
            Tuple::value(rest)
        });
    }
    if signature.has_kwarg {
        bound.push(Dict::value(extra));
    }
    Ok(bound)
}

fn qualname(function: &Gc<Function>) -> String {
    callable_name(&Value::from(function)).unwrap_or_default()
}

#[cold]
fn unexpected_keyword<T>(function: &Gc<Function>, name: Symbol) -> Res<T> {
    let (callee, name) = (qualname(function), name.as_str());
    let code = &function.code.code;
    let last = code.signature.positional + code.signature.kwonly;
    let slots = &code.slots[code.signature.posonly as usize..last as usize];
    let names: Vec<&str> = slots.iter().map(|slot| &*slot.name).collect();
    let hint = match suggest(name, &names) {
        Some(meant) => format!(". Did you mean '{meant}'?"),
        None => String::new(),
    };
    type_error(format!(
        "{callee}() got an unexpected keyword argument '{name}'{hint}"
    ))
}

/// Gives parameters by position that have no argument their defaults, as far as there are any.
fn fill_positional_defaults(function: &Gc<Function>, bound: &mut [Value]) {
    let positional = function.code.code.signature.positional as usize;
    let state = function.guard(|f| &f.state);
    if let Some(defaults) = &state.defaults {
        let first = positional.saturating_sub(defaults.items.len());
        for (place, default) in bound[first..positional].iter_mut().zip(&defaults.items) {
            if place.is_empty() {
                *place = default.clone();
            }
        }
    }
}

fn fill_defaults(function: &Gc<Function>, signature: &Signature, bound: &mut [Value]) {
    fill_positional_defaults(function, bound);
    let positional = signature.positional as usize;
    let state = function.guard(|f| &f.state);
    let Some(kwdefaults) = state.kwdefaults.clone() else {
        return;
    };
    drop(state);
    for (place, slot) in bound
        .iter_mut()
        .zip(&function.code.code.slots)
        .skip(positional)
    {
        if place.is_empty()
            && let Ok(Some(default)) = kwdefaults.table().get(&Str::value(&*slot.name))
        {
            *place = default;
        }
    }
}

#[cold]
fn too_many<T>(function: &Gc<Function>, bound: &[Value], given: usize) -> Res<T> {
    let signature = &function.code.code.signature;
    let positional = signature.positional as usize;
    let defaults = function
        .guard(|f| &f.state)
        .defaults
        .as_ref()
        .map_or(0, |d| d.items.len());
    let keyword_only = bound[positional..]
        .iter()
        .filter(|value| !value.is_empty())
        .count();
    let takes = if defaults > 0 {
        format!("from {} to {positional}", positional - defaults)
    } else {
        positional.to_string()
    };
    let plural = if positional == 1 && defaults == 0 {
        ""
    } else {
        "s"
    };
    let s = |n: usize| if n == 1 { "" } else { "s" };
    let given_text = if keyword_only > 0 && signature.kwonly > 0 {
        let given_kw = given_keyword_only(function, bound);
        if given_kw > 0 {
            format!(
                "{given} positional argument{} (and {given_kw} keyword-only argument{}) were",
                s(given),
                s(given_kw)
            )
        } else {
            format!("{given} {}", if given == 1 { "was" } else { "were" })
        }
    } else {
        format!("{given} {}", if given == 1 { "was" } else { "were" })
    };
    let callee = qualname(function);
    type_error(format!(
        "{callee}() takes {takes} positional argument{plural} but {given_text} given"
    ))
}

/// Keyword-only parameters whose value is not just their default.
fn given_keyword_only(function: &Gc<Function>, bound: &[Value]) -> usize {
    let positional = function.code.code.signature.positional as usize;
    let kwdefaults = function.guard(|f| &f.state).kwdefaults.clone();
    let slots = &function.code.code.slots;
    let is_default = |index: usize, value: &Value| {
        let Some(dict) = &kwdefaults else {
            return false;
        };
        let default = dict.table().get(&Str::value(&*slots[index].name));
        default.is_ok_and(|default| default.is_some_and(|default| default.is(value)))
    };
    let rest = bound.iter().enumerate().skip(positional);
    rest.filter(|(index, value)| !value.is_empty() && !is_default(*index, value))
        .count()
}

fn missing_arguments(function: &Gc<Function>, signature: &Signature, bound: &[Value]) -> Res<()> {
    let positional = signature.positional as usize;
    let slots = &function.code.code.slots;
    let missing = |range: std::ops::Range<usize>| -> Vec<String> {
        { range }
            .filter(|i| bound[*i].is_empty())
            .map(|i| format!("'{}'", slots[i].name))
            .collect()
    };
    let groups = [
        (missing(0..positional), "positional"),
        (missing(positional..bound.len()), "keyword-only"),
    ];
    for (names, kind) in groups {
        if !names.is_empty() {
            let plural = if names.len() == 1 { "" } else { "s" };
            return type_error(format!(
                "{}() missing {} required {kind} argument{plural}: {}",
                qualname(function),
                names.len(),
                list_names(&names)
            ));
        }
    }
    Ok(())
}

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`.
fn list_names(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    }
}
