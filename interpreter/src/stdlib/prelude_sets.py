# Sets, and views of dicts as sets, where code of the user is involved.


def _set_put(s, hashed, item):
    while True:
        known = set_known(s, hashed)
        if _find(known, item) >= 0 or set_push(s, hashed, known, item):
            return


def _set_take(s, hashed, item):
    while True:
        known = set_known(s, hashed)
        place = _find(known, item)
        if place < 0:
            return False
        if set_drop(s, hashed, known[place]):
            return True


def _set_has(s, hashed, item):
    return _find(set_known(s, hashed), item) >= 0


def _hash_for_search(item):
    return set_search_hash(item) if type(item) is set else hash(item)


def _hashed(iterable):
    """Pairs of hash and item; sets and dicts know the hashes."""
    pairs = set_hashed(iterable)
    return _hash_each(iterable) if pairs is None else pairs


def _hash_each(iterable):
    for item in iterable:
        yield hash(item), item


def _is_set(value):
    return type(value) is set or type(value) is frozenset


def _build_set(items):
    s = set()
    for item in items:
        s.add(item)
    return s


def _set_add(self, item):
    _set_put(self, hash(item), item)


def _set_discard(self, item):
    _set_take(self, _hash_for_search(item), item)


def _set_remove(self, item):
    if not _set_take(self, _hash_for_search(item), item):
        raise KeyError(item)


def _set_contains(self, item):
    return _set_has(self, _hash_for_search(item), item)


def _set_update(self, *others):
    for other in others:
        if other is not self:
            if (_is_set(other) or type(other) is dict) and len(other) > 0:
                set_reserve(self, len(other))
            for hashed, item in _hashed(other):
                _set_put(self, hashed, item)


def _set_union(result, *others):
    """Takes the others into a set that nobody else knows yet."""
    _set_update(result, *others)
    return result


def _set_subtract(self, *others):
    for other in others:
        if other is self:
            self.clear()
        elif _is_set(other):
            if len(other) >> 3 > len(self):
                other = _shared(self, other)
            for hashed, item in set_hashed(other):
                _set_take(self, hashed, item)
        else:
            for item in other:
                _set_take(self, _hash_for_search(item), item)
        set_tidy(self)


def _set_without(result, *others):
    _set_subtract(result, *others)
    return result


def _set_difference(self, first, *others):
    if (_is_set(first) or type(first) is dict) and len(self) >> 2 <= len(first):
        result = set()
        for hashed, item in set_hashed(self):
            if type(first) is dict:
                there = _find(dict_known(first, hashed), item) >= 0
            else:
                there = _set_has(first, hashed, item)
            if not there:
                _set_put(result, hashed, item)
    else:
        result = set_copy(self)
        _set_subtract(result, first)
    _set_subtract(result, *others)
    return _like(self, result)


def _like(original, result):
    """A new set as a frozenset if the original is one."""
    return set_freeze(result) if type(original) is frozenset else result


def _shared(self, other):
    if self is other:
        return set_copy(self)
    result = set()
    if _is_set(other):
        walked, searched = (self, other) if len(other) > len(self) else (other, self)
        for hashed, item in set_hashed(walked):
            if _set_has(searched, hashed, item):
                _set_put(result, hashed, item)
    else:
        for hashed, item in _hash_each(other):
            if _set_has(self, hashed, item):
                _set_put(result, hashed, item)
                if len(result) >= len(self):
                    break
    return result


def _shared_by_all(self, others):
    if not others:
        return set_copy(self)
    result = self
    for other in others:
        result = _shared(result, other)
    return result


def _set_intersection(self, *others):
    return _like(self, _shared_by_all(self, others))


def _set_keep(self, *others):
    set_replace(self, _shared_by_all(self, others))


def _set_toggle(self, other):
    if other is self:
        self.clear()
        return
    if not _is_set(other):
        other = set(other)
    for hashed, item in set_hashed(other):
        if not _set_take(self, hashed, item):
            _set_put(self, hashed, item)


def _set_symmetric(self, other):
    result = set_copy(other) if _is_set(other) else set(other)
    _set_toggle(result, set_copy(self) if other is self else self)
    return _like(self, result)


def _set_issubset(self, other):
    if not _is_set(other):
        return len(_shared(self, other)) == len(self)
    return len(self) <= len(other) and _set_within(self, other)


def _set_within(self, other):
    for hashed, item in set_hashed(self):
        if not _set_has(other, hashed, item):
            return False
    return True


def _set_issuperset(self, other):
    if _is_set(other):
        return _set_issubset(other, self)
    for item in other:
        if item not in self:
            return False
    return True


def _set_isdisjoint(self, other):
    if self is other:
        return len(self) == 0
    if _is_set(other):
        walked, searched = (self, other) if len(other) > len(self) else (other, self)
        for hashed, item in set_hashed(walked):
            if _set_has(searched, hashed, item):
                return False
        return True
    for item in other:
        if item in self:
            return False
    return True


# The operators | & - ^ of sets, dicts and views of dicts.


def _set_or(a, b):
    if type(a) is dict:
        result = a.copy()
        _dict_update(result, b)
        return result
    if _is_set(a) and _is_set(b):
        return a.union(b)
    result = _view_set(a)
    result.update(b)
    return result


def _set_rsub(a, b):
    return b - a


def _update_or(a, b):
    set.update(a, b)
    return a


def _update_and(a, b):
    set.intersection_update(a, b)
    return a


def _update_sub(a, b):
    set.difference_update(a, b)
    return a


def _update_xor(a, b):
    set.symmetric_difference_update(a, b)
    return a


def _set_and(a, b):
    if _is_set(a) and _is_set(b):
        return a.intersection(b)
    if not _is_view(a):
        a, b = b, a
    if type(b) is set and len(a) <= len(b):
        return b.intersection(a)
    if _is_view(b) and len(b) > len(a):
        a, b = b, a
    result = set()
    for item in b:
        if item in a:
            result.add(item)
    return result


def _set_sub(a, b):
    if _is_set(a) and _is_set(b):
        return a.difference(b)
    result = _view_set(a)
    result.difference_update(b)
    return result


def _set_xor(a, b):
    if _is_set(a) and _is_set(b):
        return a.symmetric_difference(b)
    result = _view_set(a)
    result.symmetric_difference_update(b)
    return result


def _is_view(value):
    return view_is_keys(value) or view_is_items(value)


def _items_contain(d, pair):
    if not isinstance(pair, tuple) or len(pair) != 2:
        return False
    entry = _dict_entry(d, pair[0])
    return len(entry) > 0 and (entry[1] is pair[1] or entry[1] == pair[1])


def _view_set(value):
    return set(view_dict(value)) if view_is_keys(value) else set(value)


def _view_isdisjoint(self, other):
    if self is other:
        return len(self) == 0
    if (_is_set(other) or _is_view(other)) and len(other) > len(self):
        self, other = other, self
    for item in other:
        if item in self:
            return False
    return True
