# Lists, dicts, sets and iteration, where code of the user is involved.
#
# Natives named here: builtins/tables.rs, lists.rs, sorting.rs, views.rs. For other parts of the
# prelude: `_compare_sequences(a, b, op)` compares two builtin containers of one kind whose items
# have comparisons of their own ("eq", "ne", "lt", "le", "gt", "ge"); `_dict_contains(d, key)` and
# `_set_contains(s, item)` are `in`; `_contains_item(items, item)` is `in` by iteration.


def _hinted(iterable):
    """An iterator over what a list is to be made of: CPython asks first how long that will be."""
    iterator = iter(iterable)
    if not _has_hint(iterable):
        return iterator
    try:
        if _special(iterable, "__len__") is not None:
            len(iterable)
            return iterator
    except TypeError:
        pass
    hint = _special(iterable, "__length_hint__")
    if hint is None:
        return iterator
    try:
        length = hint()
    except TypeError:
        return iterator
    if length is NotImplemented:
        return iterator
    if not isinstance(length, int):
        raise TypeError("__length_hint__ must be an integer, not " + _name(length))
    if length < 0:
        raise ValueError("__length_hint__() should return >= 0")
    return iterator


def _list_new(iterable=()):
    return [item for item in _hinted(iterable)]


def _tuple_new(iterable=()):
    return tuple([item for item in _hinted(iterable)])


def _as_list(iterable):
    return [item for item in iterable]


def _unpack(value, count):
    """At most one item more than `count`: the VM tells what is wrong with the number."""
    items = []
    for item in value:
        items.append(item)
        if len(items) > count:
            break
    return items


def _list_extend(self, iterable):
    for item in _hinted(iterable):
        self.append(item)


def _list_iadd(self, iterable):
    list.extend(self, iterable)
    return self


def _list_set_slice(self, index, value):
    if type(index) is not slice:
        self[_index(index)] = value
    else:
        index = _plain_slice(index)
        if not isinstance(value, (list, tuple)):
            if not is_iterable(value):
                raise TypeError("must assign iterable to extended slice")
            value = [item for item in value]
        self[index] = value


def _plain_slice(index):
    parts = []
    for part in (index.start, index.stop, index.step):
        if part is not None and not isinstance(part, int):
            if _special(part, "__index__") is None:
                raise TypeError("slice indices must be integers or None or have an __index__ method")
            part = _index(part)
        parts.append(part)
    return slice(*parts)


def _list_insert(self, index, item):
    self.insert(_index(index), item)


def _list_pop(self, index=-1):
    return self.pop(_index(index))


def _list_remove(self, value):
    place = 0
    while place < len(self):
        item = self[place]
        if item is value or item == value:
            list_remove_at(self, place, item)
            return
        place += 1
    raise ValueError("list.remove(x): x not in list")


def _search_bound(value, length):
    if not isinstance(value, int):
        if _special(value, "__index__") is None:
            raise TypeError("slice indices must be integers or have an __index__ method")
        value = _index(value)
    if value < 0:
        value += length
    return value if value > 0 else 0


def _list_index(self, value, start=0, stop=9223372036854775807):
    place = _search_bound(start, len(self))
    stop = _search_bound(stop, len(self))
    while place < stop and place < len(self):
        item = self[place]
        if item is value or item == value:
            return place
        place += 1
    _not_in_list(value)


def _not_in_list(value):
    raise ValueError(f"{value!r} is not in list")


def _not_in_range(value):
    raise ValueError(f"{value!r} is not in range")


def _tuple_index(self, value, start=0, stop=9223372036854775807):
    place = _search_bound(start, len(self))
    stop = _search_bound(stop, len(self))
    while place < stop and place < len(self):
        item = self[place]
        if item is value or item == value:
            return place
        place += 1
    raise ValueError("tuple.index(x): x not in tuple")


def _list_count(self, value):
    found = 0
    for item in self:
        if item is value or item == value:
            found += 1
    return found


def _contains_item(items, value):
    for item in items:
        if item is value or item == value:
            return True
    return False


def _range_index(self, value):
    place = 0
    for item in self:
        if item == value:
            return place
        place += 1
    raise ValueError("sequence.index(x): x not in sequence")


def _range_count(self, value):
    return _list_count(self, value)


def _slice_indices(self, length):
    return _plain_slice(self).indices(_index(length))


# Dicts. `known` are the keys with the hash of the one looked for.


def _find(known, key):
    place = 0
    for item in known:
        if item is key or item == key:
            return place
        place += 1
    return -1


def _dict_entry(d, key):
    """(key, value) of the entry for `key`, or ()."""
    hashed = hash(key)
    while True:
        known = dict_known(d, hashed)
        place = _find(known, key)
        if place < 0:
            return ()
        entry = dict_entry(d, hashed, known[place])
        if entry:
            return entry


def _dict_getitem(container, key):
    if not isinstance(container, dict):
        if type(key) is slice:
            return container[_plain_slice(key)]
        return container[_index(key)]
    entry = _dict_entry(container, key)
    if entry:
        return entry[1]
    missing = _special(container, "__missing__")
    if missing is not None:
        return missing(key)
    raise KeyError(key)


def _dict_contains(d, key):
    return len(_dict_entry(d, key)) > 0


def _dict_get(self, key, default=None):
    entry = _dict_entry(self, key)
    return entry[1] if entry else default


def _dict_set(d, key, value):
    if type(d) is not dict:
        d[_index(key)] = value
        return
    _dict_put(d, hash(key), key, value)


def _dict_put(d, hashed, key, value):
    while True:
        known = dict_known(d, hashed)
        place = _find(known, key)
        if place < 0:
            if dict_push(d, hashed, known, key, value):
                return
        elif dict_store(d, hashed, known[place], value):
            return


def _dict_delete(d, key):
    if type(d) is not dict:
        if type(key) is slice:
            del d[_plain_slice(key)]
        else:
            del d[_index(key)]
        return
    if not _dict_take(d, key):
        raise KeyError(key)


def _dict_take(d, key):
    hashed = hash(key)
    while True:
        known = dict_known(d, hashed)
        place = _find(known, key)
        if place < 0:
            return ()
        entry = dict_drop(d, hashed, known[place])
        if entry:
            return entry


def _dict_pop(self, key, *default):
    entry = _dict_take(self, key) if self else ()
    if entry:
        return entry[1]
    if default:
        return default[0]
    raise KeyError(key)


def _ordered_move(self, key, last):
    value = dict.pop(self, key)
    if last:
        dict.__setitem__(self, key, value)
    else:
        rest = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, rest)


def _dict_setdefault(self, key, default=None):
    hashed = hash(key)
    while True:
        known = dict_known(self, hashed)
        place = _find(known, key)
        if place < 0:
            if dict_push(self, hashed, known, key, default):
                return default
        else:
            entry = dict_entry(self, hashed, known[place])
            if entry:
                return entry[1]


def _build_map(parts):
    d = {}
    place = 0
    while place < len(parts):
        d[parts[place]] = parts[place + 1]
        place += 2
    return d


def _has_keys(value):
    return has_own_items(value) and hasattr(value, "keys")


def _dict_update(d, other):
    """`{**other}`: `other` is a mapping."""
    if type(other) is dict:
        for hashed, key, value in dict_hashed(other):
            _dict_put(d, hashed, key, value)
    elif not _has_keys(other):
        raise TypeError(f"'{type(other).__name__}' object is not a mapping")
    else:
        for key in other.keys():
            d[key] = other[key]


def _dict_merge(d, other, callee):
    """`**other` among the arguments of a call."""
    for key in other.keys():
        if not isinstance(key, str):
            raise TypeError("keywords must be strings")
        if key in d:
            raise TypeError(f"{callee} got multiple values for keyword argument '{key}'")
        d[key] = other[key]


def _dict_update_from(d, other, keywords, offset=0):
    if type(other) is dict or _has_keys(other):
        _dict_update(d, other)
    else:
        for pair in other:
            _dict_pair(d, pair, offset)
            offset += 1
    if keywords is not None:
        d.update(keywords)


def _dict_pair(d, pair, offset):
    if not is_iterable(pair):
        raise TypeError(
            f"cannot convert dictionary update sequence element #{offset} to a sequence"
        )
    pair = [item for item in pair]
    if len(pair) != 2:
        raise ValueError(
            f"dictionary update sequence element #{offset} has length {len(pair)}; 2 is required"
        )
    d[pair[0]] = pair[1]


def _dict_new_from(d, other, keywords, offset=0):
    _dict_update_from(d, other, keywords, offset)
    return d


def _dict_fromkeys(cls, iterable, value=None):
    d = cls()
    for key in iterable:
        d[key] = value
    return d


# Comparison of containers.


def _compare_sequences(a, b, op):
    if type(a) is dict:
        same = _same_dicts(a, b)
        return same if op == "eq" else not same
    if type(a) is slice:
        a = (a.start, a.stop, a.step)
        b = (b.start, b.stop, b.step)
    if not isinstance(a, (list, tuple)):
        return _compare_sets(a, b, op)
    if len(a) != len(b):
        if op == "eq":
            return False
        if op == "ne":
            return True
    place = 0
    while place < len(a) and place < len(b):
        x = a[place]
        y = b[place]
        if not (x is y or x == y):
            break
        place += 1
    if place >= len(a) or place >= len(b):
        return _ordered(len(a), len(b), op)
    if op == "eq":
        return False
    if op == "ne":
        return True
    return _ordered(x, y, op)


def _ordered(x, y, op):
    if op == "eq":
        return x == y
    if op == "ne":
        return x != y
    if op == "lt":
        return x < y
    if op == "le":
        return x <= y
    if op == "gt":
        return x > y
    return x >= y


def _same_dicts(a, b):
    if len(a) != len(b):
        return False
    for hashed, key, value in dict_hashed(a):
        known = dict_known(b, hashed)
        place = _find(known, key)
        if place < 0:
            return False
        entry = dict_entry(b, hashed, known[place])
        if not entry:
            return False
        other = entry[1]
        if not (value is other or value == other):
            return False
    return True


def _compare_sets(a, b, op):
    if op == "eq":
        return len(a) == len(b) and _all_in(a, b)
    if op == "ne":
        return not (len(a) == len(b) and _all_in(a, b))
    if op == "lt":
        return len(a) < len(b) and _all_in(a, b)
    if op == "le":
        return len(a) <= len(b) and _all_in(a, b)
    if op == "gt":
        return len(b) < len(a) and _all_in(b, a)
    return len(b) <= len(a) and _all_in(b, a)


def _all_in(a, b):
    if _is_set(a) and _is_set(b):
        return _set_within(a, b)
    for item in a:
        if item not in b:
            return False
    return True
