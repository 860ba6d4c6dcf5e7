//! What single operations on shared objects promise without a GIL: the text of `gilscope help
//! guarantees`.
//!
//! They are those of "Thread Safety Guarantees" in CPython's documentation of free-threaded builds, and
//! for what that page does not tell of, what per-object locks come to. A test holds every row against the
//! scripts in `tests/scripts/guarantees`, which print a line for each.

use super::look::{Look, Paint, left, wrap};

/// What is promised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promise {
    /// Others see all of it or nothing.
    Atomic,
    /// Nothing breaks or is lost; the result may mix moments, or end in an error that CPython raises too.
    Safe,
}

/// Operations, and what they promise.
pub type Row = (&'static str, Promise, &'static str);

use Promise::{Atomic, Safe};

/// Every operation that is told of, by type.
pub const GUARANTEES: &[(&str, &[Row])] = &[
    (
        "list",
        &[
            ("lst[i]", Atomic, ""),
            ("lst[i] = x", Atomic, ""),
            ("del lst[i]", Atomic, ""),
            ("lst.append(x)", Atomic, ""),
            ("lst.insert(i, x)", Atomic, ""),
            ("lst.pop()", Atomic, ""),
            ("lst.pop(i)", Atomic, ""),
            (
                "lst.extend(items)",
                Atomic,
                "from list, tuple, set, dict and its views; else item by item",
            ),
            ("lst += items", Atomic, "as extend"),
            ("lst *= n", Atomic, ""),
            ("lst[i:j] = items", Atomic, ""),
            ("del lst[i:j]", Atomic, ""),
            (
                "lst.remove(x)",
                Atomic,
                "unless code of the script compares",
            ),
            ("lst.clear()", Atomic, ""),
            ("lst.copy()", Atomic, ""),
            ("lst1 + lst2", Atomic, "one list after the other"),
            ("n * lst", Atomic, ""),
            ("lst.reverse()", Atomic, ""),
            (
                "lst.sort()",
                Atomic,
                "numbers, texts, tuples of such; else the list is empty meanwhile",
            ),
            (
                "lst.sort(reverse=True)",
                Atomic,
                "as sort; with a key the list is empty meanwhile",
            ),
            (
                "x in lst, lst.index(x), lst.count(x)",
                Atomic,
                "unless code of the script compares",
            ),
            (
                "lst1 == lst2, lst1 < lst2",
                Safe,
                "one list after the other",
            ),
            ("for x in lst", Safe, "items that were there at their time"),
            ("next(common iterator)", Safe, "each item once"),
        ],
    ),
    (
        "dict",
        &[
            ("d[key], d.get(key), key in d", Atomic, ""),
            ("d[key] = value", Atomic, ""),
            ("del d[key]", Atomic, ""),
            ("len(d)", Atomic, ""),
            ("d.pop(key)", Atomic, ""),
            ("d.popitem()", Atomic, ""),
            ("d.setdefault(key, value)", Atomic, ""),
            (
                "d.setdefault(key, value), keys of the user's",
                Atomic,
                "compared again where others came between",
            ),
            ("d.update(other)", Atomic, "both dicts are locked"),
            (
                "d.update(pairs)",
                Atomic,
                "from builtin containers; else pair by pair",
            ),
            ("d |= other", Atomic, "both dicts are locked"),
            ("d | other", Atomic, ""),
            ("d.copy()", Atomic, ""),
            ("dict(d)", Atomic, ""),
            ("list(d), sorted(d), set(d), dict.fromkeys(d)", Atomic, ""),
            ("list(d.values())", Atomic, ""),
            ("list(d.items())", Atomic, ""),
            ("d.clear()", Atomic, ""),
            ("d1 == d2", Atomic, "unless code of the script compares"),
            (
                "for key in d",
                Safe,
                "RuntimeError where the size has changed",
            ),
        ],
    ),
    (
        "set",
        &[
            ("x in s", Atomic, ""),
            ("len(s)", Atomic, ""),
            ("s.add(x)", Atomic, ""),
            ("s.remove(x)", Atomic, ""),
            ("s.discard(x)", Atomic, ""),
            ("s.pop()", Atomic, ""),
            ("s.update(other)", Atomic, "both sets are locked"),
            (
                "s.update(items)",
                Atomic,
                "from builtin containers; else item by item",
            ),
            ("s |= other", Atomic, "both sets are locked"),
            ("s &= other", Atomic, "both sets are locked"),
            ("s -= other", Atomic, "both sets are locked"),
            ("s ^= other", Atomic, "both sets are locked"),
            ("s.intersection_update(items)", Atomic, ""),
            ("s.intersection_update(a, b)", Atomic, ""),
            ("s.difference_update(items)", Atomic, ""),
            (
                "s1 | s2, s1 & s2, s1 - s2, s1 ^ s2, s1 == s2, s1 <= s2",
                Atomic,
                "",
            ),
            ("s.clear(), s.copy(), list(s)", Atomic, ""),
            (
                "for x in s",
                Safe,
                "RuntimeError where the size has changed",
            ),
        ],
    ),
    (
        "deque",
        &[
            ("deq.append(x), deq.appendleft(x)", Atomic, ""),
            ("deq.pop(), deq.popleft()", Atomic, ""),
            (
                "deq.extend(items)",
                Atomic,
                "from builtin containers; else item by item",
            ),
            ("deq.extendleft(items)", Atomic, "as extend"),
            ("deq.insert(i, x), deq.remove(x)", Atomic, ""),
            (
                "deq.remove((x, y))",
                Atomic,
                "unless code of the script compares",
            ),
            ("del deq[i]", Atomic, ""),
            ("deq.rotate(n)", Atomic, ""),
            ("deq.reverse()", Atomic, ""),
            ("deq *= n", Atomic, ""),
            (
                "x in deq, deq.index(x), deq.count(x), deq[i]",
                Atomic,
                "unless code of the script compares",
            ),
            ("deque(maxlen=n)", Atomic, "never longer"),
            ("for x in deq", Safe, "RuntimeError where it has changed"),
        ],
    ),
    (
        "queue",
        &[
            ("Queue: q.put(x), q.get()", Atomic, ""),
            ("Queue(maxsize=n): q.put(x), q.get()", Atomic, ""),
            ("LifoQueue: q.put(x), q.get()", Atomic, ""),
            ("PriorityQueue: q.put(x), q.get()", Atomic, ""),
            ("SimpleQueue: q.put(x), q.get()", Atomic, ""),
        ],
    ),
];

/// What takes more than one operation, and so is never atomic: an update may be lost.
pub const NEVER: &[&str] = &[
    "counter += 1",
    "obj.count += 1",
    "lst[i] = lst[i] + 1",
    "d[key] = d.get(key, 0) + 1",
    "if key not in d: d[key] = value",
    "if lst: lst.pop()",
];

/// The text of `gilscope help guarantees`.
pub fn guarantees(look: Look) -> String {
    let strong = |text: &str| look.paint(Paint::Strong, text);
    let mut out = format!(
        "{}\n\n",
        strong("What operations on shared objects promise without a GIL")
    );
    let intro = "atomic: other threads see all of it or nothing. safe: nothing breaks, and what is found \
                 was there at some moment. With the GIL, each of them is one piece as well, unless code of \
                 the script is called in it. A line each of the scripts in tests/scripts/guarantees.";
    out.push_str(&format!("{}\n", wrap(intro, "").trim_end()));
    for (kind, rows) in GUARANTEES {
        out.push_str(&format!("\n{}\n", strong(kind)));
        for (operation, promise, note) in *rows {
            let promise = match promise {
                Atomic => "atomic",
                Safe => "safe",
            };
            let operation = if operation.chars().count() > 46 {
                format!("{operation}\n  {}", left("", 46))
            } else {
                left(operation, 46)
            };
            let note = wrap(note, &" ".repeat(58));
            let line = format!("  {operation}  {promise:<8}{}", note.trim());
            out.push_str(&format!("{}\n", line.trim_end()));
        }
    }
    out.push_str(&format!("\n{}\n", strong("never atomic: use a lock")));
    for operation in NEVER {
        out.push_str(&format!("  {operation}\n"));
    }
    look.plain(&out)
}
