# `re`: patterns are compiled and run by natives; what may call the script stands here.

import enum

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile",
    "purge", "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII",
    "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
    "PatternError",
]
__version__ = "2.2.1"

_MATCH, _FULL, _SEARCH = 0, 1, 2
_LAST = 9223372036854775807
_MOST_KEPT = 512


class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128

    def __repr__(self):
        value = int(self)
        names = [f"re.{name}" for name, bit in _FLAGS if value & bit]
        rest = value & ~511
        if not names:
            return f"re.RegexFlag({value})" if rest else "re.NOFLAG"
        return "|".join(names + [hex(rest)] if rest else names)

    __str__ = __repr__

    def __format__(self, spec):
        return format(str(self), spec)


_FLAGS = (
    ("IGNORECASE", 2), ("LOCALE", 4), ("MULTILINE", 8), ("DOTALL", 16), ("UNICODE", 32),
    ("VERBOSE", 64), ("DEBUG", 128), ("ASCII", 256),
)
NOFLAG = RegexFlag.NOFLAG
ASCII = A = RegexFlag.ASCII
IGNORECASE = I = RegexFlag.IGNORECASE
LOCALE = L = RegexFlag.LOCALE
UNICODE = U = RegexFlag.UNICODE
MULTILINE = M = RegexFlag.MULTILINE
DOTALL = S = RegexFlag.DOTALL
VERBOSE = X = RegexFlag.VERBOSE
DEBUG = RegexFlag.DEBUG


class PatternError(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        Exception.__init__(self, msg)


error = PatternError


def _fixed(name):
    """An attribute that the script can read only."""

    def get(self):
        return getattr(self, name)

    def refuse(self, *value):
        raise AttributeError("readonly attribute")

    return property(get, refuse, refuse)


def _count_of(value):
    if isinstance(value, int):
        return int(value)
    if hasattr(type(value), "__index__"):
        return value.__index__()
    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")


class Pattern:
    __slots__ = ("_code", "_pattern", "_flags", "_groups", "_names", "__weakref__")

    pattern = _fixed("_pattern")
    flags = _fixed("_flags")
    groups = _fixed("_groups")

    def __new__(cls, *args, **keywords):
        raise TypeError("cannot create 're.Pattern' instances")

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

    @property
    def groupindex(self):
        from types import MappingProxyType

        return MappingProxyType(self._names)

    def match(self, string, pos=0, endpos=_LAST):
        found = _find(self._code, _MATCH, string, pos, endpos)
        return None if found is None else _matched(self, string, pos, endpos, found)

    def fullmatch(self, string, pos=0, endpos=_LAST):
        found = _find(self._code, _FULL, string, pos, endpos)
        return None if found is None else _matched(self, string, pos, endpos, found)

    def search(self, string, pos=0, endpos=_LAST):
        found = _find(self._code, _SEARCH, string, pos, endpos)
        return None if found is None else _matched(self, string, pos, endpos, found)

    def findall(self, string, pos=0, endpos=_LAST):
        walk = _search(self._code, _SEARCH, string, pos, endpos)
        items = _all(walk)
        while not _is_over(walk):
            items += _all(walk)
        return items

    def finditer(self, string, pos=0, endpos=_LAST):
        return iter(self.scanner(string, pos, endpos).search, None)

    def scanner(self, string, pos=0, endpos=_LAST):
        made = object.__new__(SRE_Scanner)
        made._pattern = self
        made._walk = _search(self._code, _SEARCH, string, pos, endpos)
        made._string, made._pos, made._endpos = string, pos, endpos
        return made

    def split(self, string, maxsplit=0):
        most = _count_of(maxsplit)
        walk = _search(self._code, _SEARCH, string, 0, _LAST)
        items = _split(walk, most)
        while not _is_over(walk):
            items += _split(walk, most)
        return items

    def sub(self, repl, string, count=0):
        return self._replaced(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        return self._replaced(repl, string, count)

    def _replaced(self, repl, string, count):
        most = _count_of(count)
        if callable(repl):
            return self._called(repl, string, most)
        pieces = _pieces(self, repl)
        if isinstance(repl, str) != isinstance(self._pattern, str):
            return self._called(lambda match: repl, string, most)
        walk = _search(self._code, _SEARCH, string, 0, _LAST)
        text = _replace(walk, pieces, most)
        if not _is_over(walk):
            parts = [text]
            while not _is_over(walk):
                parts.append(_replace(walk, pieces, most))
            text = text[:0].join(parts)
        return text, _count(walk)

    def _called(self, repl, string, most):
        scanner = self.scanner(string)
        parts, count, last = [], 0, 0
        while not most or count < most:
            match = scanner.search()
            if match is None:
                break
            start, end = match._places[:2]
            if last < start:
                parts.append(_piece(string, last, start))
            item = repl(match)
            if item is not None:
                parts.append(item)
            last = end
            count += 1
        rest = _piece(string, last, None)
        if rest:
            parts.append(rest)
        return rest[:0].join(parts), count

    def __repr__(self):
        flags = self._flags
        if isinstance(self._pattern, str) and flags & 292 == 32:
            flags &= ~32
        names = [f"re.{name}" for name, bit in _FLAGS if flags & bit]
        if flags & ~511:
            names.append(hex(flags & ~511))
        shown = repr(self._pattern)[:200]
        return f"re.compile({shown}, {'|'.join(names)})" if names else f"re.compile({shown})"

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        if self is other:
            return True
        if isinstance(self._pattern, str) != isinstance(other._pattern, str):
            return False
        return self._flags == other._flags and self._pattern == other._pattern

    def __hash__(self):
        return hash((self._flags, self._pattern))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo, /):
        return self

    def __reduce__(self):
        return _compile, (self._pattern, self._flags)


class SRE_Scanner:
    __module__ = "_sre"
    __slots__ = ("_pattern", "_walk", "_string", "_pos", "_endpos")

    pattern = _fixed("_pattern")

    def __new__(cls, *args, **keywords):
        raise TypeError("cannot create '_sre.SRE_Scanner' instances")

    def match(self):
        return self._step(_MATCH)

    def search(self):
        return self._step(_SEARCH)

    def _step(self, how):
        found = _next(self._walk, how)
        if found is None:
            return None
        return _matched(self._pattern, self._string, self._pos, self._endpos, found)


class Match:
    __slots__ = ("_pattern", "_string", "_pos", "_endpos", "_spans", "_places", "_last")

    re = _fixed("_pattern")
    string = _fixed("_string")
    lastindex = _fixed("_last")

    def __new__(cls, *args, **keywords):
        raise TypeError("cannot create 're.Match' instances")

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

    @property
    def pos(self):
        return max(0, min(self._pos, len(self._string)))

    @property
    def endpos(self):
        return max(0, min(self._endpos, len(self._string)))

    @property
    def lastgroup(self):
        for name, index in self._pattern._names.items():
            if index == self._last:
                return name
        return None

    @property
    def regs(self):
        spans = self._spans
        return tuple([(spans[at], spans[at + 1]) for at in range(0, len(spans), 2)])

    def _index(self, group):
        """Where the numbers of a group stand."""
        if isinstance(group, int):
            at = 2 * group
        elif hasattr(type(group), "__index__"):
            at = 2 * group.__index__()
        else:
            at = 2 * self._pattern._names.get(group, -1)
        if not 0 <= at < len(self._spans):
            raise IndexError("no such group")
        return at

    def _piece(self, at, default=None):
        start = self._places[at]
        return default if start < 0 else _piece(self._string, start, self._places[at + 1])

    def group(self, *args):
        if not args:
            return self._piece(0)
        if len(args) == 1:
            return self._piece(self._index(args[0]))
        return tuple([self._piece(self._index(group)) for group in args])

    def __getitem__(self, group, /):
        return self._piece(self._index(group))

    def groups(self, default=None):
        return tuple([self._piece(at, default) for at in range(2, len(self._spans), 2)])

    def groupdict(self, default=None):
        names = self._pattern._names
        return {name: self._piece(2 * index, default) for name, index in names.items()}

    def start(self, group=0, /):
        return self._spans[self._index(group)]

    def end(self, group=0, /):
        return self._spans[self._index(group) + 1]

    def span(self, group=0, /):
        at = self._index(group)
        return self._spans[at : at + 2]

    def expand(self, template):
        pieces = _pieces(self._pattern, template)
        empty = "" if isinstance(self._string, str) else b""
        texts = [self._piece(2 * part, empty) if type(part) is int else part for part in pieces]
        return empty.join(texts)

    def __iter__(self):
        raise TypeError("'re.Match' object is not iterable")

    def __repr__(self):
        shown = repr(self._piece(0))[:50]
        return f"<re.Match object; span={self._spans[:2]}, match={shown}>"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo, /):
        return self

    def __reduce__(self):
        raise TypeError("cannot pickle 're.Match' object")


def _matched(pattern, string, pos, endpos, found):
    match = object.__new__(Match)
    match._pattern = pattern
    match._string = string
    match._pos = pos
    match._endpos = endpos
    match._spans, match._places, match._last = found
    return match


def _pieces(pattern, template):
    """A template taken apart: texts and numbers of groups."""
    if type(template) is str and "\\" not in template:
        return (template,)
    hash(template)
    if not isinstance(template, (str, bytes, bytearray)):
        kind = type(template).__name__
        raise TypeError(f"decoding to str: need a bytes-like object, {kind} found")
    pieces = _template(pattern._code, template)
    if pieces and pieces[-1] is None:
        raise PatternError(pieces[0], template, pieces[1])
    return pieces


# Compiling


_cache = {}


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    key = (type(pattern), pattern, flags)
    known = _cache.get(key)
    if known is not None:
        return known
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    flags & 64
    made = _compiled(pattern, flags)
    warned = made[-2] if len(made) == 5 else made[2]
    if warned:
        import warnings

        for text in warned:
            warnings.warn(text, FutureWarning)
    if len(made) == 3:
        message, place, _ = made
        raise PatternError(message, None if place is None else pattern, place)
    known = object.__new__(Pattern)
    known._pattern = pattern
    known._flags, known._groups, names, _, known._code = made
    known._names = dict(zip(names[::2], names[1::2]))
    if len(_cache) >= _MOST_KEPT:
        for oldest in list(_cache)[:1]:
            _cache.pop(oldest, None)
    _cache[key] = known
    return known


def compile(pattern, flags=0):
    return _compile(pattern, flags)


def purge():
    _cache.clear()


def match(pattern, string, flags=0):
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return _compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return _compile(pattern, flags).finditer(string)


_given_nothing = object()


def _by_position(function, least, args, count, flags, name):
    """Count and flags, which should be given by name."""
    if len(args) > 0 and count is not _given_nothing:
        raise TypeError(f"{function}() got multiple values for argument '{name}'")
    if len(args) > 1 and flags is not _given_nothing:
        raise TypeError(f"{function}() got multiple values for argument 'flags'")
    if len(args) > 2:
        raise TypeError(
            f"{function}() takes from {least} to {least + 2} positional arguments "
            f"but {least + len(args)} were given"
        )
    if args:
        import warnings

        warnings.warn(f"'{name}' is passed as positional argument", DeprecationWarning)
        count = args[0]
    if len(args) > 1:
        flags = args[1]
    return 0 if count is _given_nothing else count, 0 if flags is _given_nothing else flags


def sub(pattern, repl, string, *args, count=_given_nothing, flags=_given_nothing):
    count, flags = _by_position("sub", 3, args, count, flags, "count")
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_given_nothing, flags=_given_nothing):
    count, flags = _by_position("subn", 3, args, count, flags, "count")
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_given_nothing, flags=_given_nothing):
    maxsplit, flags = _by_position("split", 2, args, maxsplit, flags, "maxsplit")
    return _compile(pattern, flags).split(string, maxsplit)


_special = {ord(c): "\\" + c for c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, "latin1").translate(_special).encode("latin1")
