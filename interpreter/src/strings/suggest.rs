//! "Did you mean": the known name that is most like a wrong one.

/// What it costs to insert, delete or exchange a letter.
const MOVE: usize = 2;
/// What it costs to exchange a letter's case.
const CASE: usize = 1;
/// More candidates than this are not looked at.
const MOST_CANDIDATES: usize = 750;
/// Longer names are not compared.
const LONGEST: usize = 40;

/// Names of the builtins as CPython 3.13 has them, in the order in which it looks at them.
pub const BUILTINS: &str = "\
    __name__ __doc__ __package__ __loader__ __spec__ __build_class__ __import__ abs all any \
    ascii bin breakpoint callable chr compile delattr dir divmod eval exec format getattr \
    globals hasattr hash hex id input isinstance issubclass iter aiter len locals max min \
    next anext oct ord pow print repr round setattr sorted sum vars None Ellipsis \
    NotImplemented False True bool memoryview bytearray bytes classmethod complex dict \
    enumerate filter float frozenset property int list map object range reversed set slice \
    staticmethod str super tuple type zip __debug__ BaseException BaseExceptionGroup \
    Exception GeneratorExit KeyboardInterrupt SystemExit ArithmeticError AssertionError \
    AttributeError BufferError EOFError ImportError LookupError MemoryError NameError \
    OSError ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError \
    SystemError TypeError ValueError Warning FloatingPointError OverflowError \
    ZeroDivisionError BytesWarning DeprecationWarning EncodingWarning FutureWarning \
    ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning \
    UnicodeWarning UserWarning BlockingIOError ChildProcessError ConnectionError \
    FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError \
    PermissionError ProcessLookupError TimeoutError IndentationError _IncompleteInputError \
    IndexError KeyError ModuleNotFoundError NotImplementedError PythonFinalizationError \
    RecursionError UnboundLocalError UnicodeError BrokenPipeError ConnectionAbortedError \
    ConnectionRefusedError ConnectionResetError TabError UnicodeDecodeError \
    UnicodeEncodeError UnicodeTranslateError ExceptionGroup EnvironmentError IOError open \
    quit exit copyright credits license help";

/// The candidate that is most like `wrong`, if any is like enough; of equals the first.
///
/// Follows `_Py_CalculateSuggestions` of CPython 3.13, `Python/suggestions.c`.
pub fn suggest<'a>(wrong: &str, candidates: &[&'a str]) -> Option<&'a str> {
    if candidates.len() >= MOST_CANDIDATES {
        return None;
    }
    let mut best: Option<(&str, usize)> = None;
    for candidate in candidates.iter().filter(|candidate| **candidate != wrong) {
        let limit = (wrong.len() + candidate.len() + 3) * MOVE / 6;
        let limit = match best {
            Some((_, 0)) => break,
            Some((_, distance)) => limit.min(distance - 1),
            None => limit,
        };
        let distance = distance(wrong.as_bytes(), candidate.as_bytes(), limit);
        if distance <= limit {
            best = Some((candidate, distance));
        }
    }
    best.map(|(name, _)| name)
}

/// What it costs to turn one into the other; anything above `limit` if it is more than that.
fn distance(a: &[u8], b: &[u8], limit: usize) -> usize {
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[before..], &b[before..]);
    let after = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - after], &b[..b.len() - after]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE;
    }
    if a.len() > LONGEST || b.len() > LONGEST {
        return limit + 1;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (b.len() - a.len()) * MOVE > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|n| n * MOVE).collect();
    let mut result = 0;
    for (index, right) in b.iter().enumerate() {
        let mut diagonal = index * MOVE;
        result = diagonal;
        let mut least = usize::MAX;
        for (left, cell) in a.iter().zip(&mut row) {
            let substitute = diagonal + exchange(*left, *right);
            diagonal = *cell;
            result = substitute.min(result.min(diagonal) + MOVE);
            *cell = result;
            least = least.min(result);
        }
        if least > limit {
            return limit + 1;
        }
    }
    result
}

fn exchange(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_cpython_suggests() {
        let check = |wrong, candidates: &[&'static str], expected: Option<&str>| {
            assert_eq!(suggest(wrong, candidates), expected, "{wrong}");
        };
        check(
            "frist_name",
            &["last_name", "first_name"],
            Some("first_name"),
        );
        check("apend", &["append", "extend"], Some("append"));
        check("lenght", &["len", "list"], None);
        check("squrt", &["sqrt", "square"], Some("sqrt"));
        check("Count", &["count", "mount"], Some("count"));
        check("x", &["y"], None);
        check("count", &["count"], None);
        check("x", &["abc"], None);
    }
}
