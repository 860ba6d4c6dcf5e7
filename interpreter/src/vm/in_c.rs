//! Library code in toy Python that stands for what CPython has in C: to the runtimes that are mimicked it is one
//! piece, in which no thread is switched. Methods of a deque are; those of a Condition, which CPython itself
//! has in Python, are not.
//!
//! Where schedules are explored no safe point lies within such code, and the one at the end of a call comes when the
//! code returns. Code of the script that it calls has safe points as ever. Elsewhere nobody needs to know:
//! what a switch within could do there it could do right before or after.

use super::thread::Thread;
use crate::code::Code;
use crate::op::Op;

/// Modules that are in C as a whole.
const MODULES: &[&str] = &[
    "<lib:itertools>",
    "<lib:heapq>",
    "<lib:bisect>",
    "<lib:operator>",
];

/// Of modules that are partly in C: classes and functions.
const PARTS: &[(&str, &[&str])] = &[
    (
        "<lib:collections>",
        &[
            "deque",
            "defaultdict",
            "OrderedDict",
            "_at_once",
            "_walk",
            "_integer",
            "_recursive_repr",
            "_count_elements",
        ],
    ),
    (
        "<lib:functools>",
        &["reduce", "partial", "_lru_cache_wrapper", "KeyWrapper"],
    ),
    ("<lib:queue>", &["SimpleQueue"]),
];

/// Whether the code stands for some that CPython has in C.
pub(super) fn is_in_c(code: &Code) -> bool {
    let source = &*code.source.name;
    if let Some(function) = source.strip_prefix("<lib:prelude ") {
        return !function.starts_with("_import");
    }
    let root = code.qualname.split('.').next().unwrap_or_default();
    let parts = PARTS.iter().find(|(module, _)| *module == source);
    MODULES.contains(&source) || parts.is_some_and(|(_, parts)| parts.contains(&root))
}

impl Thread {
    /// The instruction after which it has to be asked whether a thread may be switched, when `last` was carried
    /// out in a frame that was one of `depth`; none amid such code.
    pub(super) fn last_in_sight(&self, last: Op, was_in_c: bool, depth: usize) -> Option<Op> {
        let frame = self.frames.last()?;
        let code = &frame.program.code().code;
        if code.source.is_library() && is_in_c(code) {
            return None;
        }
        let has_returned = was_in_c && self.frames.len() < depth;
        match (has_returned, frame.ip().checked_sub(1)) {
            (true, Some(call)) => Some(code.instrs[call as usize].op),
            _ => Some(last),
        }
    }
}
