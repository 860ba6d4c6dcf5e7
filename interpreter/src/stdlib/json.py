# `json`


class JSONDecodeError(ValueError):
    __module__ = "json.decoder"

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno, self.colno = lineno, colno


class JSONEncoder:
    __module__ = "json.encoder"
    item_separator = ", "
    key_separator = ": "

    def __init__(
        self,
        *,
        skipkeys=False,
        ensure_ascii=True,
        check_circular=True,
        allow_nan=True,
        sort_keys=False,
        indent=None,
        separators=None,
        default=None,
    ):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        if isinstance(self.indent, int):
            indent = " " * self.indent
        else:
            indent = self.indent
        text = _plain(
            o,
            bool(self.ensure_ascii),
            self.item_separator,
            self.key_separator,
            indent,
            bool(self.sort_keys),
            bool(self.allow_nan),
        )
        if text is not None:
            return text
        parts = []
        _Writer(self, indent, parts).write(o, 0)
        return "".join(parts)

    def iterencode(self, o, _one_shot=False):
        _unsupported("`iterencode` of `json`")


class _Writer:
    def __init__(self, encoder, indent, parts):
        self.encoder = encoder
        self.indent = indent
        self.parts = parts
        self.open = {}

    def float(self, x):
        if x != x:
            text = "NaN"
        elif x == float("inf"):
            text = "Infinity"
        elif x == -float("inf"):
            text = "-Infinity"
        else:
            return float.__repr__(x)
        if not self.encoder.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(x))
        return text

    def newline(self, depth):
        return "" if self.indent is None else "\n" + self.indent * depth

    def enter(self, o):
        if self.encoder.check_circular:
            if id(o) in self.open:
                raise ValueError("Circular reference detected")
            self.open[id(o)] = o

    def leave(self, o):
        if self.encoder.check_circular:
            del self.open[id(o)]

    def write(self, o, depth):
        put = self.parts.append
        if isinstance(o, str):
            put(_quoted(o, bool(self.encoder.ensure_ascii)))
        elif o is None:
            put("null")
        elif o is True:
            put("true")
        elif o is False:
            put("false")
        elif isinstance(o, int):
            put(int.__repr__(o))
        elif isinstance(o, float):
            put(self.float(o))
        elif isinstance(o, (list, tuple)):
            self.write_list(o, depth)
        elif isinstance(o, dict):
            self.write_dict(o, depth)
        else:
            self.enter(o)
            self.write(self.encoder.default(o), depth)
            self.leave(o)

    def write_list(self, items, depth):
        put = self.parts.append
        if not items:
            put("[]")
            return
        self.enter(items)
        put("[")
        first = True
        for item in items:
            if not first:
                put(self.encoder.item_separator)
            first = False
            put(self.newline(depth + 1))
            self.write(item, depth + 1)
        put(self.newline(depth) + "]")
        self.leave(items)

    def key(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self.float(key)
        if key is True:
            return "true"
        if key is False:
            return "false"
        if key is None:
            return "null"
        if isinstance(key, int):
            return int.__repr__(key)
        if self.encoder.skipkeys:
            return None
        raise TypeError(
            f"keys must be str, int, float, bool or None, not {key.__class__.__name__}"
        )

    def write_dict(self, dct, depth):
        put = self.parts.append
        if not dct:
            put("{}")
            return
        self.enter(dct)
        put("{" + self.newline(depth + 1))
        items = sorted(dct.items()) if self.encoder.sort_keys else dct.items()
        first = True
        for key, value in items:
            key = self.key(key)
            if key is None:
                continue
            if not first:
                put(self.encoder.item_separator + self.newline(depth + 1))
            first = False
            put(_quoted(key, bool(self.encoder.ensure_ascii)))
            put(self.encoder.key_separator)
            self.write(value, depth + 1)
        put(self.newline(depth) + "}")
        self.leave(dct)


def dumps(
    obj,
    *,
    skipkeys=False,
    ensure_ascii=True,
    check_circular=True,
    allow_nan=True,
    cls=None,
    indent=None,
    separators=None,
    default=None,
    sort_keys=False,
    **kw,
):
    return (cls or JSONEncoder)(
        skipkeys=skipkeys,
        ensure_ascii=ensure_ascii,
        check_circular=check_circular,
        allow_nan=allow_nan,
        indent=indent,
        separators=separators,
        default=default,
        sort_keys=sort_keys,
        **kw,
    ).encode(obj)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))


class JSONDecoder:
    __module__ = "json.decoder"

    def __init__(
        self,
        *,
        object_hook=None,
        parse_float=None,
        parse_int=None,
        parse_constant=None,
        strict=True,
        object_pairs_hook=None,
    ):
        for hook in (parse_float, parse_int, parse_constant, object_pairs_hook):
            if hook is not None:
                _unsupported("hooks of `json` other than `object_hook`")
        self.object_hook = object_hook
        self.strict = strict

    def decode(self, s):
        result = _parse(s, bool(self.strict))
        if len(result) == 2:
            raise JSONDecodeError(result[0], s, result[1])
        return result[0] if self.object_hook is None else self._hooked(result[0])

    def _hooked(self, value):
        if isinstance(value, list):
            return [self._hooked(item) for item in value]
        if isinstance(value, dict):
            return self.object_hook({key: self._hooked(item) for key, item in value.items()})
        return value

    def raw_decode(self, s, idx=0):
        _unsupported("`raw_decode` of `json`")


def loads(s, *, cls=None, **kw):
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, (bytes, bytearray)):
        if s.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\x00" in s:
            _unsupported("JSON in an encoding other than utf-8")
        s = s.decode("utf-8")
    else:
        raise TypeError(
            f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}"
        )
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)
