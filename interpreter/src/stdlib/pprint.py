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
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)


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
        stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        parts = []
        self._format(object, parts, 0, 0, {}, 0)
        return "".join(parts)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """The text of an object on one line, whether it can be read back, whether it holds itself."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, context.copy(), self._depth, level)[0]

    # Over several lines. `indent` is where the text begins, `allowance` how many characters follow it,
    # `context` has the ids of what the object lies in.

    def _format(self, object, parts, indent, allowance, context, level):
        if _is_within(object, context):
            parts.append(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            write = _writer(object)
            if write is not None:
                context[id(object)] = 1
                write(self, object, parts, indent, allowance, context, level + 1)
                del context[id(object)]
                return
        parts.append(text)

    def _dict(self, object, parts, indent, allowance, context, level):
        parts.append("{")
        self._pad(parts)
        if object:
            items = object.items()
            if self._sort:
                items = sorted(items, key=_pair_key)
            self._pairs(items, parts, indent, allowance + 1, context, level)
        parts.append("}")

    def _pad(self, parts):
        if self._indent > 1:
            parts.append((self._indent - 1) * " ")

    def _pairs(self, items, parts, indent, allowance, context, level):
        indent += self._indent
        last = len(items) - 1
        for i, (key, value) in enumerate(items):
            text = self._repr(key, context, level)
            parts.append(text + ": ")
            end = allowance if i == last else 1
            self._format(value, parts, indent + len(text) + 2, end, context, level)
            if i != last:
                parts.append(",\n" + " " * indent)

    def _attributes(self, name, items, parts, indent, allowance, context, level):
        """`name(attribute=value, ..)`."""
        parts.append(name + "(")
        indent += len(name) + 1
        last = len(items) - 1
        for i, (key, value) in enumerate(items):
            parts.append(key + "=")
            if _is_within(value, context):
                parts.append("...")
            else:
                end = allowance if i == last else 1
                self._format(value, parts, indent + len(key) + 1, end, context, level)
            if i != last:
                parts.append(",\n" + " " * indent)
        parts.append(")")

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
            name = type(object).__name__
            parts.append(name + "({")
            end = "})"
            indent += len(name) + 1
        items = sorted(object, key=_Key)
        self._sequence(items, parts, indent, allowance + len(end), context, level)
        parts.append(end)

    def _sequence(self, items, parts, indent, allowance, context, level):
        indent += self._indent
        self._pad(parts)
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
        width = self._width - indent
        text = ""
        for i, line in enumerate(lines):
            text = repr(line)
            is_last = i == len(lines) - 1
            if len(text) <= width - allowance * is_last:
                chunks.append(text)
                continue
            words = _words(line)
            current = ""
            for j, word in enumerate(words):
                room = width - allowance * (is_last and j == len(words) - 1)
                if len(repr(current + word)) <= room:
                    current += word
                    continue
                if current:
                    chunks.append(repr(current))
                current = word
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            parts.append(text)
            return
        text = ("\n" + " " * indent).join(chunks)
        parts.append(f"({text})" if level == 1 else text)

    def _bytes(self, object, parts, indent, allowance, context, level):
        if len(object) <= 4:
            parts.append(repr(object))
            return
        if level == 1:
            indent += 1
            allowance += 1
        chunks = _chunks(object, self._width - indent, allowance)
        text = ("\n" + " " * indent).join(chunks)
        parts.append(f"({text})" if level == 1 else text)

    def _bytearray(self, object, parts, indent, allowance, context, level):
        parts.append("bytearray(")
        self._bytes(bytes(object), parts, indent + 10, allowance + 1, context, level + 1)
        parts.append(")")

    def _named(self, object, inner, parts, indent, allowance, context, level):
        """`Name(inner)`."""
        name = type(object).__name__
        parts.append(name + "(")
        self._format(inner, parts, indent + len(name) + 1, allowance + 1, context, level)
        parts.append(")")

    def _mappingproxy(self, object, parts, *rest):
        self._named(object, object.copy(), parts, *rest)

    def _ordered_dict(self, object, parts, *rest):
        if object:
            self._named(object, list(object.items()), parts, *rest)
        else:
            parts.append(repr(object))

    def _namespace(self, object, parts, *rest):
        name = type(object).__name__
        if name == "SimpleNamespace":
            name = "namespace"
        self._attributes(name, object.__dict__.items(), parts, *rest)

    def _dataclass(self, object, parts, *rest):
        import dataclasses

        shown = [one.name for one in dataclasses.fields(object) if one.repr]
        items = [(name, getattr(object, name)) for name in shown]
        self._attributes(type(object).__name__, items, parts, *rest)

    def _defaultdict(self, object, parts, indent, allowance, context, level):
        if not object:
            parts.append(repr(object))
            return
        name = type(object).__name__
        indent += len(name) + 1
        factory = self._repr(object.default_factory, context, level)
        parts.append(f"{name}({factory},\n" + " " * indent)
        self._dict(object, parts, indent, allowance + 1, context, level)
        parts.append(")")

    def _counter(self, object, parts, indent, allowance, context, level):
        if not object:
            parts.append(repr(object))
            return
        name = type(object).__name__
        parts.append(name + "({")
        self._pad(parts)
        items = object.most_common()
        self._pairs(items, parts, indent + len(name) + 1, allowance + 2, context, level)
        parts.append("})")

    def _chain_map(self, object, parts, indent, allowance, context, level):
        name = type(object).__name__
        parts.append(name + "(")
        indent += len(name) + 1
        last = len(object.maps) - 1
        for i, mapping in enumerate(object.maps):
            end = allowance + 1 if i == last else 1
            self._format(mapping, parts, indent, end, context, level)
            parts.append(")" if i == last else ",\n" + " " * indent)

    def _deque(self, object, parts, indent, allowance, context, level):
        if not object:
            parts.append(repr(object))
            return
        name = type(object).__name__
        parts.append(name + "([")
        indent += len(name) + 1
        if object.maxlen is None:
            self._sequence(object, parts, indent, allowance + 2, context, level)
            parts.append("])")
            return
        self._sequence(object, parts, indent, 2, context, level)
        most = self._repr(object.maxlen, context, level)
        parts.append("],\n" + " " * indent + f"maxlen={most})")

    def _user(self, object, parts, indent, allowance, context, level):
        self._format(object.data, parts, indent, allowance, context, level - 1)

    # On one line.

    def _safe_repr(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in (str, bytes, bytearray, float, complex, bool, type(None)):
            return repr(object), True, False
        written = getattr(kind, "__repr__", None)
        if issubclass(kind, int) and written is int.__repr__:
            return f"{object:_d}" if self._underscores else repr(object), True, False
        if issubclass(kind, dict) and written is dict.__repr__:
            shape = "{%s}"
        elif issubclass(kind, list) and written is list.__repr__:
            shape = "[%s]"
        elif issubclass(kind, tuple) and written is tuple.__repr__:
            shape = "(%s,)" if len(object) == 1 else "(%s)"
        else:
            text = repr(object)
            return text, text and not text.startswith("<"), False
        if not object:
            return shape % "", True, False
        if maxlevels and level >= maxlevels:
            return shape % "...", False, id(object) in context
        if id(object) in context:
            return _recursion(object), False, True
        context[id(object)] = 1
        items = object
        if shape == "{%s}":
            items = object.items()
            if self._sort:
                items = sorted(items, key=_pair_key)
        texts = []
        readable = True
        recursive = False
        for item in items:
            inner = item if shape == "{%s}" else (item,)
            told = [self.format(one, context, maxlevels, level + 1) for one in inner]
            texts.append(": ".join([text for text, _, _ in told]))
            readable = readable and all([one[1] for one in told])
            recursive = recursive or any([one[2] for one in told])
        del context[id(object)]
        return shape % ", ".join(texts), readable, recursive


def _is_within(object, context):
    return not isinstance(object, (int, float, complex)) and id(object) in context


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


_PLAIN = {
    dict.__repr__: PrettyPrinter._dict,
    list.__repr__: PrettyPrinter._list,
    tuple.__repr__: PrettyPrinter._tuple,
    set.__repr__: PrettyPrinter._set,
    frozenset.__repr__: PrettyPrinter._set,
    str.__repr__: PrettyPrinter._str,
    bytes.__repr__: PrettyPrinter._bytes,
}
# Those of the library, once something long is none of the above.
_OTHERS = {}


def _others():
    if not _OTHERS:
        import collections
        import types

        _OTHERS.update({
            types.MappingProxyType.__repr__: PrettyPrinter._mappingproxy,
            types.SimpleNamespace.__repr__: PrettyPrinter._namespace,
            collections.OrderedDict.__repr__: PrettyPrinter._ordered_dict,
            collections.defaultdict.__repr__: PrettyPrinter._defaultdict,
            collections.Counter.__repr__: PrettyPrinter._counter,
            collections.ChainMap.__repr__: PrettyPrinter._chain_map,
            collections.deque.__repr__: PrettyPrinter._deque,
            collections.UserDict.__repr__: PrettyPrinter._user,
            collections.UserList.__repr__: PrettyPrinter._user,
            collections.UserString.__repr__: PrettyPrinter._user,
        })
    return _OTHERS


def _writer(object):
    """What writes an object over several lines; None if nothing does."""
    kind = type(object)
    written = kind.__repr__
    if isinstance(object, bytearray) and written is bytearray.__repr__:
        return PrettyPrinter._bytearray
    write = _PLAIN.get(written)
    if write is None and written is not _object_repr:
        write = _others().get(written)
        if write is None and hasattr(kind, "__dataclass_fields__") and hasattr(written, "_of_fields"):
            write = PrettyPrinter._dataclass
    return write


_object_repr = object.__repr__


def _chunks(data, width, allowance):
    """Pieces of bytes that fit, in groups of four."""
    current = b""
    last = len(data) // 4 * 4
    for i in range(0, len(data), 4):
        part = data[i : i + 4]
        if i == last:
            width -= allowance
        if len(repr(current + part)) > width:
            if current:
                yield repr(current)
            current = part
        else:
            current += part
    if current:
        yield repr(current)


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
