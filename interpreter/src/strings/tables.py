"""Writes tables.rs beside it: the properties of characters that Rust's standard library does not
have, or has otherwise than Python. Run with CPython 3.13 (Unicode 15.1)."""

import pathlib
import unicodedata

ALL = [i for i in range(0x110000) if not 0xD800 <= i < 0xE000]


def bounds(test):
    """Code points where membership changes, as distances from one to the next."""
    found, previous, last = [], False, 0
    for i in range(0x110000):
        value = not 0xD800 <= i < 0xE000 and test(chr(i))
        if value != previous:
            found.append(i - last)
            previous, last = value, i
    return found


def lines(numbers):
    rows, row = [], "   "
    for number in numbers:
        if len(row) + len(str(number)) > 96:
            rows.append(row)
            row = "   "
        row += f" {number},"
    return "\n".join(rows + [row])


def ignorable(c):
    after = ("A\u03a3" + c + "A").lower()[1] == "\u03c3"
    return after and ("A\u03a3" + c).lower()[1] == "\u03c2"


SETS = [
    ("PRINTABLE", "`str.isprintable`", str.isprintable),
    ("ALPHABETIC", "`str.isalpha`: letters of all kinds", str.isalpha),
    ("DECIMAL", "`str.isdecimal`: digits in blocks of ten", str.isdecimal),
    ("DIGIT", "`str.isdigit`", str.isdigit),
    ("NUMERIC", "`str.isnumeric`", str.isnumeric),
    ("UPPER", "`str.isupper`", lambda c: c.isupper()),
    ("LOWER", "`str.islower`", lambda c: c.islower()),
    ("TITLE", "Letters in title case", lambda c: unicodedata.category(c) == "Lt"),
    ("ID_START", "May start an identifier", str.isidentifier),
    ("ID_CONTINUE", "May continue an identifier", lambda c: ("a" + c).isidentifier()),
    ("CASE_IGNORABLE", "Does not end a word where case is concerned", ignorable),
]

MAPS = [
    ("TITLECASE", "whose title case is not their upper case", str.title, str.upper),
    ("CASEFOLD", "whose case folding is not their lower case", str.casefold, str.lower),
]


def main():
    out = ["//! Properties of characters as CPython 3.13 has them: written by `tables.py`, not by hand.\n"]
    out.append("use super::unicode::{Set, expand};\n")
    for name, doc, test in SETS:
        numbers = bounds(test)
        out.append(f"/// {doc}.")
        out.append("#[rustfmt::skip]")
        out.append(f"pub(super) static {name}: Set<{len(numbers)}> = Set(expand([")
        out.append(lines(numbers) + "\n]));\n")
    for name, doc, one, other in MAPS:
        pairs = [(chr(i), one(chr(i))) for i in ALL if one(chr(i)) != other(chr(i))]
        out.append(f"/// Characters {doc}, in order.")
        out.append("#[rustfmt::skip]")
        out.append(f"pub(super) static {name}: [(char, &str); {len(pairs)}] = [")
        row = "   "
        for c, text in pairs:
            escaped = "".join(f"\\u{{{ord(d):x}}}" for d in text)
            item = f" ('\\u{{{ord(c):x}}}', \"{escaped}\"),"
            if len(row) + len(item) > 99:
                out.append(row)
                row = "   "
            row += item
        out.append(row + "\n];\n")
    path = pathlib.Path(__file__).with_suffix(".rs")
    path.write_text("\n".join(out).rstrip() + "\n")


main()
