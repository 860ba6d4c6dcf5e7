# `collections`. Instances of the classes that are derived from builtin ones hold an instance of those.


class deque:
    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._ring = _ring()
        self._maxlen = maxlen
        self.extend(iterable)

    def __init_subclass__(cls):
        _unsupported("a class derived from `collections.deque`")

    @property
    def maxlen(self):
        return self._maxlen

    def append(self, x, /):
        _push(self._ring, self._maxlen, x)

    def appendleft(self, x, /):
        _push_left(self._ring, self._maxlen, x)

    def pop(self):
        return _pop(self._ring)

    def popleft(self):
        return _pop_left(self._ring)

    def extend(self, iterable, /):
        ring = self._ring
        for item in list(iterable) if iterable is self else iterable:
            _push(ring, self._maxlen, item)

    def extendleft(self, iterable, /):
        ring = self._ring
        for item in list(iterable) if iterable is self else iterable:
            _push_left(ring, self._maxlen, item)

    def clear(self):
        _replace(self._ring, [])

    def copy(self):
        return deque(_items(self._ring), self._maxlen)

    __copy__ = copy

    def count(self, x, /):
        return _items(self._ring).count(x)

    def index(self, x, *bounds):
        try:
            return _items(self._ring).index(x, *bounds)
        except ValueError:
            raise ValueError(f"{x!r} is not in deque") from None

    def insert(self, i, x, /):
        items = _items(self._ring)
        if self._maxlen is not None and len(items) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        items.insert(i, x)
        _replace(self._ring, items)

    def remove(self, value, /):
        items = _items(self._ring)
        if value not in items:
            raise ValueError(f"{value!r} is not in deque")
        items.remove(value)
        _replace(self._ring, items)

    def reverse(self):
        _reverse(self._ring)

    def rotate(self, n=1, /):
        length = _length(self._ring)
        if length:
            _rotate(self._ring, n % length)

    def __len__(self):
        return _length(self._ring)

    def __iter__(self):
        return self._iterate(range(_length(self._ring)))

    def __reversed__(self):
        return self._iterate(range(_length(self._ring) - 1, -1, -1))

    def _iterate(self, places):
        ring = self._ring
        changes = _changes(ring)
        for place in places:
            yield _item(ring, place, changes)

    def __contains__(self, x):
        return x in _items(self._ring)

    def _checked(self, index):
        if not isinstance(index, int):
            name = type(index).__name__
            raise TypeError(f"sequence index must be integer, not '{name}'")
        return index

    def __getitem__(self, index):
        return _item(self._ring, self._checked(index), None)

    def __setitem__(self, index, value):
        _set_item(self._ring, self._checked(index), value)

    def __delitem__(self, index):
        items = _items(self._ring)
        index = self._checked(index)
        if not -len(items) <= index < len(items):
            raise IndexError("deque index out of range")
        del items[index]
        _replace(self._ring, items)

    def __eq__(self, other):
        return _items(self._ring) == _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return _items(self._ring) < _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return _items(self._ring) <= _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return _items(self._ring) > _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return _items(self._ring) >= _items(other._ring) if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __add__(self, other):
        if not isinstance(other, deque):
            name = type(other).__name__
            raise TypeError(f'can only concatenate deque (not "{name}") to deque')
        return deque(_items(self._ring) + _items(other._ring), self._maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, times):
        return deque(_items(self._ring) * times, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, times):
        items = _items(self._ring) * times
        if self._maxlen is not None:
            items = items[max(0, len(items) - self._maxlen) :]
        _replace(self._ring, items)
        return self

    def __repr__(self):
        if self._maxlen is None:
            return f"deque({_items(self._ring)!r})"
        return f"deque({_items(self._ring)!r}, maxlen={self._maxlen})"


def _keyword(name):
    return name in _KEYWORDS


_KEYWORDS = (
    "False None True and as assert async await break class continue def del elif else except finally "
    "for from global if import in is lambda nonlocal not or pass raise return try while with yield"
).split()


def _is_name(text):
    """Whether a text is an identifier, as far as ASCII goes."""
    if not text:
        return False
    for place, char in enumerate(text):
        if not (char == "_" or char.isalpha() or (place > 0 and char.isdigit())):
            return False
    return True


class _Named:
    """What all named tuples do; `_values` is the tuple."""

    def __getitem__(self, index):
        return self._values[index]

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __reversed__(self):
        return reversed(self._values)

    def __contains__(self, item):
        return item in self._values

    def __hash__(self):
        return hash(self._values)

    def __eq__(self, other):
        return self._values == tuple(other) if isinstance(other, tuple) else NotImplemented

    def __ne__(self, other):
        return self._values != tuple(other) if isinstance(other, tuple) else NotImplemented

    def __lt__(self, other):
        return self._values < tuple(other) if isinstance(other, tuple) else NotImplemented

    def __le__(self, other):
        return self._values <= tuple(other) if isinstance(other, tuple) else NotImplemented

    def __gt__(self, other):
        return self._values > tuple(other) if isinstance(other, tuple) else NotImplemented

    def __ge__(self, other):
        return self._values >= tuple(other) if isinstance(other, tuple) else NotImplemented

    def __add__(self, other):
        if not isinstance(other, tuple):
            name = type(other).__name__
            raise TypeError(f'can only concatenate tuple (not "{name}") to tuple')
        return self._values + tuple(other)

    def __radd__(self, other):
        return tuple(other) + self._values if isinstance(other, tuple) else NotImplemented

    def __mul__(self, times):
        return self._values * times

    __rmul__ = __mul__

    def __repr__(self):
        pairs = [f"{name}={value!r}" for name, value in zip(self._fields, self._values)]
        return f"{self.__class__.__name__}({', '.join(pairs)})"

    def __str__(self):
        return self.__repr__()

    def count(self, value, /):
        return self._values.count(value)

    def index(self, value, *bounds):
        return self._values.index(value, *bounds)

    def __getnewargs__(self):
        return self._values

    def _asdict(self):
        return dict(zip(self._fields, self._values))

    def _replace(self, /, **kwds):
        values = [kwds.pop(name, value) for name, value in zip(self._fields, self._values)]
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return self._make(values)

    __replace__ = _replace

    def __setattr__(self, name, value):
        if name in self._fields:
            raise AttributeError("can't set attribute")
        if type(self) is self._own_class:
            class_name = type(self).__name__
            raise AttributeError(
                f"'{class_name}' object has no attribute '{name}'"
                " and no __dict__ for setting new attributes"
            )
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in self._fields:
            raise AttributeError("can't delete attribute")
        object.__delattr__(self, name)


def _bind(name, fields, defaults, args, kwargs):
    """The values of the fields, from the arguments of the class."""
    given = len(args)
    if given > len(fields):
        most = len(fields) + 1
        some = f"from {most - len(defaults)} to {most}" if defaults else str(most)
        if kwargs:
            extra = [key for key in kwargs if key in fields]
            if extra:
                _unsupported("too many arguments and keyword arguments of a named tuple")
        word = "argument" if most == 1 and not defaults else "arguments"
        raise TypeError(
            f"{name}.__new__() takes {some} positional {word} but {given + 1} were given"
        )
    values = list(args)
    missing = []
    for key in kwargs:
        if key not in fields:
            raise TypeError(f"{name}.__new__() got an unexpected keyword argument '{key}'")
        if fields.index(key) < given:
            raise TypeError(f"{name}.__new__() got multiple values for argument '{key}'")
    for field in fields[given:]:
        if field in kwargs:
            values.append(kwargs[field])
        elif field in defaults:
            values.append(defaults[field])
        else:
            missing.append(repr(field))
    if missing:
        if len(missing) > 2:
            names = ", ".join(missing[:-1]) + ", and " + missing[-1]
        else:
            names = " and ".join(missing)
        word = "argument" if len(missing) == 1 else "arguments"
        raise TypeError(
            f"{name}.__new__() missing {len(missing)} required positional {word}: {names}"
        )
    return tuple(values)


def _field(place):
    return property(lambda self: self._values[place])


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = [str(name) for name in field_names]
    typename = str(typename)
    seen = set()
    if rename:
        for place, name in enumerate(fields):
            if not _is_name(name) or _keyword(name) or name.startswith("_") or name in seen:
                fields[place] = f"_{place}"
            seen.add(name)
    for name in [typename] + fields:
        if not _is_name(name):
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if _keyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in fields:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    fields = tuple(fields)
    default = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(fields):
            raise TypeError("Got more default values than field names")
        if defaults:
            default = dict(zip(fields[-len(defaults) :], defaults))

    def __new__(_cls, *args, **kwargs):
        made = object.__new__(_cls)
        object.__setattr__(made, "_values", _bind(typename, fields, default, args, kwargs))
        return made

    def _make(cls, iterable):
        values = tuple(iterable)
        if len(values) != len(fields):
            raise TypeError(f"Expected {len(fields)} arguments, got {len(values)}")
        made = object.__new__(cls)
        object.__setattr__(made, "_values", values)
        return made

    place = _place()
    if module is None:
        module = place[4] if place is not None else "__main__"
    members = dict(_class_items(_Named))
    members["__module__"] = module
    members["__qualname__"] = typename
    members["__doc__"] = f"{typename}({', '.join(fields)})"
    members["__new__"] = __new__
    members["__match_args__"] = fields
    members["_fields"] = fields
    members["_field_defaults"] = default
    members["_make"] = classmethod(_make)
    for place, name in enumerate(fields):
        members[name] = _field(place)
    made = _new_class(typename, (tuple,), members)
    made._own_class = made
    return made


_missing = object()


class _Mapping:
    """What all classes derived from `dict` here do; `_table` is the dictionary."""

    def __init__(self, *args, **kwargs):
        if len(args) > 1:
            raise TypeError(f"{type(self).__name__} expected at most 1 argument, got {len(args)}")
        self._table = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        if key in self._table:
            return self._table[key]
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def __setitem__(self, key, value):
        self._table[key] = value

    def __delitem__(self, key):
        del self._table[key]

    def __len__(self):
        return len(self._table)

    def __iter__(self):
        return iter(self._table)

    def __reversed__(self):
        return reversed(self._table)

    def __contains__(self, key):
        return key in self._table

    def keys(self):
        return self._table.keys()

    def values(self):
        return self._table.values()

    def items(self):
        return self._table.items()

    def get(self, key, default=None, /):
        return self._table.get(key, default)

    def setdefault(self, key, default=None, /):
        return self._table.setdefault(key, default)

    def pop(self, key, *default):
        return self._table.pop(key, *default)

    def popitem(self):
        return self._table.popitem()

    def clear(self):
        self._table.clear()

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def __eq__(self, other):
        return self._table == _table_of(other) if isinstance(other, dict) else NotImplemented

    def __ne__(self, other):
        return self._table != _table_of(other) if isinstance(other, dict) else NotImplemented

    __hash__ = None

    def __lt__(self, other):
        return NotImplemented

    __le__ = __gt__ = __ge__ = __lt__

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.copy()
        made.clear()
        made.update(other)
        made.update(self)
        return made

    def __str__(self):
        return self.__repr__()

    def fromkeys(cls, iterable, value=None, /):
        made = cls()
        for key in iterable:
            made[key] = value
        return made

    fromkeys = classmethod(fromkeys)

    def __init_subclass__(cls):
        _unsupported("a class derived from a class of `collections`")


def _table_of(mapping):
    return mapping if type(mapping) is dict else mapping._table


def _kind(body):
    """The class `body` with what all mappings do, derived from `dict`."""
    members = dict(_class_items(_Mapping))
    for name, member in _class_items(body):
        if member is not None or name == "__hash__":
            members[name] = member
    members["__module__"] = "collections"
    return _new_class(body.__name__, (dict,), members)


class defaultdict:
    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self._table = dict(*args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        return self._table.setdefault(key, self.default_factory())

    def copy(self):
        return defaultdict(self.default_factory, self._table)

    __copy__ = copy

    def __repr__(self):
        return f"defaultdict({self.default_factory}, {self._table!r})"


defaultdict = _kind(defaultdict)


class OrderedDict:
    def __new__(cls, *args, **kwargs):
        made = object.__new__(cls)
        made._table = {}
        return made

    def __init__(self, *args, **kwargs):
        self.update(*args, **kwargs)

    def __init_subclass__(cls):
        pass

    def move_to_end(self, key, last=True):
        table = self._table
        value = table.pop(key)
        if last:
            table[key] = value
        else:
            rest = list(table.items())
            table.clear()
            table[key] = value
            table.update(rest)

    def popitem(self, last=True):
        if not self._table:
            raise KeyError("dictionary is empty")
        key = next(reversed(self._table)) if last else next(iter(self._table))
        return key, self._table.pop(key)

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return list(self._table.items()) == list(other._table.items())
        return self._table == _table_of(other) if isinstance(other, dict) else NotImplemented

    def __ne__(self, other):
        return not self == other if isinstance(other, dict) else NotImplemented

    __hash__ = None

    def __repr__(self):
        inside = repr(self._table) if self._table else ""
        return f"{self.__class__.__name__}({inside})"


OrderedDict = _kind(OrderedDict)


class Counter:
    def __init__(self, iterable=None, /, **kwds):
        self._table = {}
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self._table.values())

    def most_common(self, n=None):
        items = sorted(self._table.items(), key=lambda item: item[1], reverse=True)
        return items if n is None else items[: max(n, 0)]

    def elements(self):
        for key, count in self._table.items():
            for _ in range(count):
                yield key

    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError(
            "Counter.fromkeys() is undefined.  Use Counter(iterable) instead."
        )

    fromkeys = classmethod(fromkeys)

    def update(self, iterable=None, /, **kwds):
        table = self._table
        if isinstance(iterable, dict):
            for key, count in iterable.items():
                table[key] = count + table.get(key, 0)
        elif iterable is not None:
            for key in iterable:
                table[key] = table.get(key, 0) + 1
        for key, count in kwds.items():
            table[key] = count + table.get(key, 0)

    def subtract(self, iterable=None, /, **kwds):
        table = self._table
        if isinstance(iterable, dict):
            for key, count in iterable.items():
                table[key] = table.get(key, 0) - count
        elif iterable is not None:
            for key in iterable:
                table[key] = table.get(key, 0) - 1
        for key, count in kwds.items():
            table[key] = table.get(key, 0) - count

    def copy(self):
        return Counter(self._table)

    __copy__ = copy

    def __delitem__(self, key):
        self._table.pop(key, None)

    def __repr__(self):
        if not self._table:
            return "Counter()"
        try:
            table = dict(self.most_common())
        except TypeError:
            table = self._table
        return f"Counter({table!r})"

    def _compare(self, other, holds):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(holds(self[key], other[key]) for key in [*self, *other])

    def __eq__(self, other):
        if isinstance(other, dict) and not isinstance(other, Counter):
            return self._table == _table_of(other)
        return self._compare(other, lambda a, b: a == b)

    def __ne__(self, other):
        return not self == other if isinstance(other, dict) else NotImplemented

    __hash__ = None

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __lt__(self, other):
        return self <= other and self != other if isinstance(other, Counter) else NotImplemented

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def __gt__(self, other):
        return self >= other and self != other if isinstance(other, Counter) else NotImplemented

    def _merge(self, other, combine):
        made = Counter()
        for key in [*self, *[key for key in other if key not in self]]:
            count = combine(self[key], other[key])
            if count > 0:
                made._table[key] = count
        return made

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._merge(other, lambda a, b: a + b)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._merge(other, lambda a, b: a - b)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._merge(other, max)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._merge(other, min)

    def __ror__(self, other):
        return NotImplemented

    def __pos__(self):
        return self._merge(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._merge(Counter(), lambda a, b: -a)

    def _keep(self, other):
        self._table.clear()
        self._table.update(other._table)
        return self

    def __iadd__(self, other):
        for key, count in other.items():
            self._table[key] = self[key] + count
        return self._keep(+self)

    def __isub__(self, other):
        for key, count in other.items():
            self._table[key] = self[key] - count
        return self._keep(+self)

    def __ior__(self, other):
        for key, count in other.items():
            if count > self[key]:
                self._table[key] = count
        return self._keep(+self)

    def __iand__(self, other):
        for key, count in list(self.items()):
            self._table[key] = min(count, other[key])
        return self._keep(+self)


Counter = _kind(Counter)


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def _joined(self):
        joined = {}
        for mapping in reversed(self.maps):
            for key in mapping:
                joined[key] = None
        return joined

    def __len__(self):
        return len(self._joined())

    def __iter__(self):
        return iter(self._joined())

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __bool__(self):
        return any(self.maps)

    def _views(self):
        return {key: self[key] for key in self}

    def keys(self):
        return self._views().keys()

    def values(self):
        return self._views().values()

    def items(self):
        return self._views().items()

    def __eq__(self, other):
        if isinstance(other, (dict, ChainMap)):
            return dict(self.items()) == dict(other.items())
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join([repr(mapping) for mapping in self.maps])})"

    def copy(self):
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *args):
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def popitem(self):
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def clear(self):
        self.maps[0].clear()

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value
