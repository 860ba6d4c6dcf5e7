# `collections`. Instances of the classes that are derived from builtin ones hold an instance of those.

from _thread import get_ident as _get_ident


_missing = object()


def _recursive_repr(fill):
    """For a `__repr__`: what stands for an object within itself."""

    def decorate(method):
        running = set()

        def __repr__(self):
            key = id(self), _get_ident()
            if key in running:
                return fill
            running.add(key)
            try:
                return method(self)
            finally:
                running.discard(key)

        return __repr__

    return decorate


class deque:
    __slots__ = ("_ring", "_maxlen", "__weakref__")

    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        self._ring = _ring()
        self._maxlen = None
        return self

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._maxlen = maxlen
        if _length(self._ring):
            _replace(self._ring, [])
        self.extend(iterable)

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

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
        items = _at_once(iterable)
        if items is not None:
            _extend(ring, self._maxlen, items, False)
            return
        for item in list(iterable) if iterable is self else iterable:
            _push(ring, self._maxlen, item)

    def extendleft(self, iterable, /):
        ring = self._ring
        items = _at_once(iterable)
        if items is not None:
            _extend(ring, self._maxlen, items, True)
            return
        for item in list(iterable) if iterable is self else iterable:
            _push_left(ring, self._maxlen, item)

    def clear(self):
        _replace(self._ring, [])

    def copy(self):
        if type(self) is deque:
            return deque(_items(self._ring), self._maxlen)
        if self._maxlen is None:
            return type(self)(self)
        return type(self)(self, self._maxlen)

    __copy__ = copy

    def __reduce__(self):
        state = _state_of(self)
        if self._maxlen is None:
            return type(self), (), state, iter(_items(self._ring))
        return type(self), ((), self._maxlen), state, iter(_items(self._ring))

    def count(self, x, /):
        count = _count(self._ring, x)
        if count is None:
            changes, items = _look(self._ring)
            count = items.count(x)
            self._check(changes)
        return count

    def index(self, x, /, *bounds):
        place = _find(self._ring, x, *bounds) if len(bounds) < 3 else None
        if place is None:
            changes, items = _look(self._ring)
            try:
                place = items.index(x, *bounds)
            except ValueError:
                place = -1
            self._check(changes)
        if place < 0:
            raise ValueError(f"{x!r} is not in deque")
        return place

    def insert(self, i, x, /):
        _insert(self._ring, self._maxlen, _integer(i), x)

    def remove(self, value, /):
        place = _remove(self._ring, value)
        if place is None:
            changes, items = _look(self._ring)
            try:
                place = items.index(value)
            except ValueError:
                place = -1
            if _changes(self._ring) != changes:
                raise IndexError("deque mutated during iteration")
            if place >= 0:
                _delete(self._ring, place)
        if place < 0:
            raise ValueError("deque.remove(x): x not in deque")

    def reverse(self):
        _reverse(self._ring)

    def rotate(self, n=1, /):
        _rotate(self._ring, _integer(n))

    def __len__(self):
        return _length(self._ring)

    def __iter__(self):
        return _walk(self._ring, range(_length(self._ring)), _changes(self._ring))

    def __reversed__(self):
        places = range(_length(self._ring) - 1, -1, -1)
        return _walk(self._ring, places, _changes(self._ring))

    def _check(self, changes):
        if _changes(self._ring) != changes:
            raise RuntimeError("deque mutated during iteration")

    def __contains__(self, x, /):
        place = _find(self._ring, x)
        if place is not None:
            return place >= 0
        changes, items = _look(self._ring)
        found = x in items
        if not found:
            self._check(changes)
        return found

    def _checked(self, index):
        if not isinstance(index, int):
            name = type(index).__name__
            raise TypeError(f"sequence index must be integer, not '{name}'")
        return index

    def __getitem__(self, index, /):
        return _item(self._ring, self._checked(index), None)

    def __setitem__(self, index, value, /):
        _set_item(self._ring, self._checked(index), value)

    def __delitem__(self, index, /):
        _delete(self._ring, self._checked(index))

    def __eq__(self, other, /):
        return _items(self._ring) == _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __lt__(self, other, /):
        return _items(self._ring) < _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __le__(self, other, /):
        return _items(self._ring) <= _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __gt__(self, other, /):
        return _items(self._ring) > _items(other._ring) if isinstance(other, deque) else NotImplemented

    def __ge__(self, other, /):
        return _items(self._ring) >= _items(other._ring) if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __add__(self, other, /):
        if not isinstance(other, deque):
            name = type(other).__name__
            raise TypeError(f'can only concatenate deque (not "{name}") to deque')
        made = self.copy()
        made.extend(other)
        return made

    def __iadd__(self, other, /):
        self.extend(other)
        return self

    def __mul__(self, times, /):
        made = self.copy()
        made *= times
        return made

    __rmul__ = __mul__

    def __imul__(self, times, /):
        [] * times  # Refuses what is no number.
        _multiply(self._ring, self._maxlen, _integer(times))
        return self

    @_recursive_repr("[...]")
    def __repr__(self):
        name = type(self).__name__
        items = _items(self._ring)
        if self._maxlen is None:
            return f"{name}({items!r})"
        return f"{name}({items!r}, maxlen={self._maxlen})"


def _at_once(iterable):
    """The items of what no code of the script is needed to run through, as they are now; else None."""
    kind = type(iterable)
    if kind is deque:
        return _items(iterable._ring)
    if kind in (list, tuple, dict, set, frozenset, str):
        return list(iterable)


def _walk(ring, places, changes):
    for place in places:
        yield _item(ring, place, changes)
    if _changes(ring) != changes:
        raise RuntimeError("deque mutated during iteration")


def _integer(value):
    return range(value).stop


def _state_of(value):
    """The attributes of an object of a derived class; None if there are none."""
    return getattr(value, "__dict__", None) or None


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
    """What all named tuples have beside what tuples have."""

    def __repr__(self):
        pairs = [f"{name}={value!r}" for name, value in zip(self._fields, self)]
        return f"{self.__class__.__name__}({', '.join(pairs)})"

    def __getnewargs__(self):
        return tuple(self)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def _replace(self, /, **kwds):
        values = [kwds.pop(name, value) for name, value in zip(self._fields, self)]
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return self._make(values)

    __replace__ = _replace


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
        if kwargs or len(args) != len(fields):
            args = _bind(typename, fields, default, args, kwargs)
        return tuple.__new__(_cls, args)

    def _make(cls, iterable):
        values = tuple(iterable)
        if len(values) != len(fields):
            raise TypeError(f"Expected {len(fields)} arguments, got {len(values)}")
        return tuple.__new__(cls, values)

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
    members["__slots__"] = ()
    for place, name in enumerate(fields):
        members[name] = _tuplegetter(place)
    return type(typename, (tuple,), members)


class defaultdict(dict):
    __slots__ = ("default_factory",)

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        dict.__init__(self, *args, **kwargs)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __or__(self, other):
        return _joined(self.copy(), other)

    def __ror__(self, other):
        return _joined(type(self)(self.default_factory, other), self, other)

    @_recursive_repr("...")
    def _factory_text(self):
        return repr(self.default_factory)

    def __repr__(self):
        return f"{type(self).__name__}({self._factory_text()}, {dict.__repr__(self)})"


def _joined(made, other, first=None):
    """`made` with the items of `other`, the other operand of `|`."""
    if not isinstance(other if first is None else first, dict):
        return NotImplemented
    made.update(other)
    return made


class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        _move_to_end(self, key, bool(last))

    def popitem(self, last=True):
        if not dict.__len__(self):
            raise KeyError("dictionary is empty")
        return dict.popitem(self) if last else _pop_first(self)

    def pop(self, key, default=_missing):
        if default is _missing:
            if type(self) is not OrderedDict and key not in self and hasattr(self, "__missing__"):
                return self.__missing__(key)
            return dict.pop(self, key)
        return dict.pop(self, key, default)

    def setdefault(self, key, default=None):
        return dict.setdefault(self, key, default)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made

    def copy(self):
        return self.__class__(self)

    def __or__(self, other):
        return _joined(self.__class__(self), other)

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        return _joined(self.__class__(other), self)

    def __ior__(self, other):
        self.update(other)
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other if isinstance(other, dict) else NotImplemented

    __hash__ = None

    @_recursive_repr("...")
    def __repr__(self):
        inside = dict.__repr__(self) if dict.__len__(self) else ""
        return f"{self.__class__.__name__}({inside})"


def _count_elements(mapping, iterable):
    get = mapping.get
    for element in iterable:
        mapping[element] = get(element, 0) + 1


class Counter(dict):
    def __init__(self, iterable=None, /, **kwds):
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        items = sorted(self.items(), key=_count_of, reverse=True)
        return items if n is None else items[: max(n, 0)]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError(
            "Counter.fromkeys() is undefined.  Use Counter(iterable) instead."
        )

    def update(self, iterable=None, /, **kwds):
        if isinstance(iterable, dict):
            if dict.__len__(self):
                for key, count in iterable.items():
                    self[key] = count + self.get(key, 0)
            else:
                dict.update(self, iterable)
        elif iterable is not None:
            get = self.get
            for key in iterable:
                self[key] = get(key, 0) + 1
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        get = self.get
        if isinstance(iterable, dict):
            for key, count in iterable.items():
                self[key] = get(key, 0) - count
        elif iterable is not None:
            for key in iterable:
                self[key] = get(key, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            table = dict(self.most_common())
        except TypeError:
            table = dict(self)
        return f"{self.__class__.__name__}({table!r})"

    def _compare(self, other, holds):
        if not isinstance(other, Counter):
            return NotImplemented
        return all([holds(self[key], other[key]) for key in [*self, *other]])

    def __eq__(self, other):
        return self._compare(other, lambda a, b: a == b)

    def __ne__(self, other):
        return not self == other if isinstance(other, Counter) else NotImplemented

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
        if not isinstance(other, Counter):
            return NotImplemented
        made = Counter()
        for key in [*self, *[key for key in other if key not in self]]:
            count = combine(self[key], other[key])
            if count > 0:
                made[key] = count
        return made

    def __add__(self, other):
        return self._merge(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._merge(other, lambda a, b: a - b)

    def __or__(self, other):
        return self._merge(other, max)

    def __and__(self, other):
        return self._merge(other, min)

    def __pos__(self):
        return self._merge(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._merge(Counter(), lambda a, b: -a)

    def _keep_positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._keep_positive()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for key, count in other.items():
            if count > self[key]:
                self[key] = count
        return self._keep_positive()

    def __iand__(self, other):
        for key, count in self.items():
            if other[key] < count:
                self[key] = other[key]
        return self._keep_positive()


def _count_of(item):
    return item[1]


def _is_mapping(x):
    from collections.abc import Mapping

    return isinstance(x, Mapping)


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

    @_recursive_repr("...")
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

    def __or__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        made = self.copy()
        made.maps[0].update(other)
        return made

    def __ror__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        made = dict(other)
        for map in reversed(self.maps):
            made.update(map)
        return self.__class__(made)

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value


def __getattr__(name):
    if name in ("UserDict", "UserList", "UserString"):
        import _collections_user

        return getattr(_collections_user, name)
    if name == "abc":
        import collections.abc

        return collections.abc
    raise AttributeError(f"module 'collections' has no attribute '{name}'")
