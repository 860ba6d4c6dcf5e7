# `pprint`

import sys


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    printer = PrettyPrinter(
        indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers,
    )
    printer.pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    return PrettyPrinter(
        indent, width, depth, compact=compact, sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers,
    ).pformat(object)


def saferepr(object):
    return PrettyPrinter()._repr(object, {}, 0)


def isreadable(object):
    _unsupported("`pprint.isreadable`")


def isrecursive(object):
    _unsupported("`pprint.isrecursive`")


class _Key:
    """Sorts things of any class, by class where they cannot be compared."""

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


def _pair_key(pair):
    return _Key(pair[0]), _Key(pair[1])


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth = depth
        self._indent = indent
        self._width = width
        self._stream = stream
        self._compact = bool(compact)
        self._sort = sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object):
        stream = sys.stdout if self._stream is None else self._stream
        parts = []
        self._format(object, parts, 0, 0, {}, 0)
        stream.write("".join(parts) + "\n")

    def pformat(self, object):
        parts = []
        self._format(object, parts, 0, 0, {}, 0)
        return "".join(parts)

    def _format(self, object, parts, indent, allowance, context, level):
        if type(object) in (dict, list, tuple, set) and id(object) in context:
            _unsupported("`pprint` of what holds itself")
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            kind = type(object)
            write = None
            if kind is dict:
                write = self._dict
            elif kind is list:
                write = self._list
            elif kind is tuple:
                write = self._tuple
            elif kind is set or kind is frozenset:
                write = self._set
            elif kind is str:
                write = self._str
            elif kind is bytes or kind is bytearray:
                _unsupported("`pprint` of long bytes")
            elif kind.__repr__ is not _object_repr and not isinstance(object, (int, float)):
                if isinstance(object, (dict, list, tuple, set, frozenset, str)):
                    _unsupported("`pprint` of an object of a class derived from a container")
                if hasattr(kind, "__dataclass_fields__") or kind.__module__ in _KNOWN:
                    _unsupported(f"`pprint` of a long {kind.__name__}")
            if write is not None:
                context[id(object)] = 1
                write(object, parts, indent, allowance, context, level + 1)
                del context[id(object)]
                return
        parts.append(text)

    def _dict(self, object, parts, indent, allowance, context, level):
        parts.append("{")
        if self._indent > 1:
            parts.append((self._indent - 1) * " ")
        if object:
            items = list(object.items())
            if self._sort:
                items.sort(key=_pair_key)
            self._items(items, parts, indent, allowance + 1, context, level)
        parts.append("}")

    def _items(self, items, parts, indent, allowance, context, level):
        indent += self._indent
        last = len(items) - 1
        for i, (key, value) in enumerate(items):
            text = self._repr(key, context, level)
            parts.append(text + ": ")
            end = allowance if i == last else 1
            self._format(value, parts, indent + len(text) + 2, end, context, level)
            if i != last:
                parts.append(",\n" + " " * indent)

    def _list(self, object, parts, indent, allowance, context, level):
        parts.append("[")
        self._sequence(object, parts, indent, allowance + 1, context, level)
        parts.append("]")

    def _tuple(self, object, parts, indent, allowance, context, level):
        parts.append("(")
        end = ",)" if len(object) == 1 else ")"
        self._sequence(object, parts, indent, allowance + len(end), context, level)
        parts.append(end)

    def _set(self, object, parts, indent, allowance, context, level):
        if not object:
            parts.append(repr(object))
            return
        if type(object) is set:
            parts.append("{")
            end = "}"
        else:
            parts.append("frozenset({")
            end = "})"
            indent += len("frozenset") + 1
        items = sorted(object, key=_Key)
        self._sequence(items, parts, indent, allowance + len(end), context, level)
        parts.append(end)

    def _sequence(self, items, parts, indent, allowance, context, level):
        indent += self._indent
        if self._indent > 1:
            parts.append((self._indent - 1) * " ")
        separator = ",\n" + " " * indent
        between = ""
        width = max_width = self._width - indent + 1
        items = list(items)
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                max_width -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                size = len(text) + 2
                if width < size:
                    width = max_width
                    if between:
                        between = separator
                if width >= size:
                    width -= size
                    parts.append(between)
                    between = ", "
                    parts.append(text)
                    continue
            parts.append(between)
            between = separator
            self._format(item, parts, indent, allowance if last else 1, context, level)

    def _str(self, object, parts, indent, allowance, context, level):
        if not object:
            parts.append(repr(object))
            return
        chunks = []
        lines = object.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        width = max_width = self._width - indent
        text = ""
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                max_width -= allowance
            if len(text) <= max_width:
                chunks.append(text)
                continue
            words = _words(line)
            max_width2 = max_width
            current = ""
            for j, word in enumerate(words):
                candidate = current + word
                if j == len(words) - 1 and i == len(lines) - 1:
                    max_width2 -= allowance
                if len(repr(candidate)) > max_width2:
                    if current:
                        chunks.append(repr(current))
                    current = word
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            parts.append(text)
            return
        if level == 1:
            parts.append("(")
        for i, chunk in enumerate(chunks):
            if i > 0:
                parts.append("\n" + " " * indent)
            parts.append(chunk)
        if level == 1:
            parts.append(")")

    def _repr(self, object, context, level):
        kind = type(object)
        if kind in (str, int, float, bool, bytes, type(None)):
            if kind is int and self._underscores:
                return f"{object:_d}"
            return repr(object)
        if kind is dict:
            if not object:
                return "{}"
            if self._is_deep(level):
                return "{...}"
            self._enter(object, context)
            items = sorted(object.items(), key=_pair_key) if self._sort else object.items()
            pairs = [
                self._repr(k, context, level + 1) + ": " + self._repr(v, context, level + 1)
                for k, v in items
            ]
            del context[id(object)]
            return "{" + ", ".join(pairs) + "}"
        if kind is list or kind is tuple:
            if not object:
                return repr(object)
            if self._is_deep(level):
                return "[...]" if kind is list else "(...)"
            self._enter(object, context)
            items = [self._repr(item, context, level + 1) for item in object]
            del context[id(object)]
            text = ", ".join(items)
            if kind is list:
                return f"[{text}]"
            return f"({text},)" if len(object) == 1 else f"({text})"
        return repr(object)

    def _is_deep(self, level):
        return self._depth is not None and level >= self._depth

    def _enter(self, object, context):
        if id(object) in context:
            _unsupported("`pprint` of what holds itself")
        context[id(object)] = 1


_object_repr = object.__repr__
_KNOWN = ("collections", "types")


def _words(line):
    """A line cut behind each stretch of spaces."""
    words = []
    start = i = 0
    while i < len(line):
        if line[i].isspace():
            while i < len(line) and line[i].isspace():
                i += 1
            words.append(line[start:i])
            start = i
        else:
            i += 1
    if start < len(line):
        words.append(line[start:])
    return words
