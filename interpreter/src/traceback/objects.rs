//! What traceback objects are made of: the sites that an exception passed, innermost first, as
//! integers. `stdlib/_frames.py` shows them as CPython's chain of objects.

use super::suggestions::suggestion;
use super::{places, stack};
use crate::object::exception::TraceEntry;
use crate::object::{Exception, List, Str, Tuple};
use crate::value::Value;
use crate::vm::signal::Res;
use crate::vm::{Cx, NativeRow, traceback_with};
use gilscope_runtime::task::Site;

/// The natives.
pub const OBJECTS: &[NativeRow] = &[
    NativeRow::new("_library._trace_places", "sites, /", trace_places),
    NativeRow::new("_library._trace_text", "sites, /", |cx, args| {
        Ok(Str::value(stack(cx, &entries(&args[0]))))
    }),
    NativeRow::new("_library._suggestion", "exception, /", |cx, args| {
        let exception = args[0].as_gc::<Exception>();
        let text = exception.map(|exception| suggestion(cx, exception, None));
        Ok(Str::value(text.unwrap_or_default()))
    }),
    NativeRow::new("_library._new_traceback", "sites, /", |cx, args| {
        Ok(traceback_with(cx, &entries(&args[0])))
    }),
];

/// The entries that a tuple of sites stands for.
pub fn entries(sites: &Value) -> Vec<TraceEntry> {
    let sites = sites.as_gc::<Tuple>();
    let sites = sites.iter().flat_map(|sites| sites.items.iter());
    let sites = sites.filter_map(Value::as_int);
    sites
        .map(|site| TraceEntry {
            site: Site(site as u32),
        })
        .collect()
}

/// The places of these sites, outermost first: file, line, name and full name of the function, its first
/// line, how many sites there are from here inwards, the text, the last line, first and last column.
fn trace_places(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let number = |number: u32| Value::int(i64::from(number));
    let rows = places(cx, &entries(&args[0])).into_iter().map(|place| {
        let (start, end) = (
            place.source.position(place.span.start),
            place.source.position(place.span.end),
        );
        let (file, line) = place.source.place(start.line);
        Tuple::value([
            Str::value(cx.world.host.full_name(file)),
            number(line),
            Str::value(&*place.name),
            Str::value(&*place.function.0),
            number(place.function.1),
            Value::int(place.rest as i64),
            Str::value(place.source.line_text(start.line)),
            number(line + end.line - start.line),
            number(start.column),
            number(end.column),
        ])
    });
    Ok(List::value(rows.collect()))
}
