//! The part of the standard library that is written in toy Python, compiled in.

/// Functions that the VM and the natives call by name: twins of natives, and what the VM leaves to
/// toy Python. Their frames do not appear in tracebacks.
pub const PRELUDE: &str = concat!(
    include_str!("prelude_core.py"),
    include_str!("prelude_traceback.py"),
    include_str!("prelude_text.py"),
    include_str!("prelude_containers.py"),
    include_str!("prelude_sets.py"),
    include_str!("prelude_sorting.py"),
    include_str!("prelude_modules.py"),
);

/// Modules with a part in toy Python. A module may also have natives, named `math.sqrt`; they are
/// in its namespace before its text runs.
const MODULES: &[(&str, &str)] = &[
    ("heapq", include_str!("heapq.py")),
    ("math", include_str!("math.py")),
    ("queue", include_str!("queue.py")),
    ("random", include_str!("random.py")),
    ("threading", include_str!("threading.py")),
    ("time", ""),
];

/// The toy-Python text of a module, if it has any.
pub fn source(name: &str) -> Option<&'static str> {
    MODULES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
