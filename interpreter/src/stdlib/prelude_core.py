"""Twins of natives, and other functions that the VM calls by name.

They run where code of the user may be involved; natives cannot call back. Their frames do not
appear in tracebacks.
"""


# Iteration


def _iterate(iterator):
    """A generator over an iterator of the user's, for ForIter."""
    while True:
        try:
            item = iterator.__next__()
        except StopIteration:
            return
        yield item


def _await_next(awaitable):
    """What to run for an object that `__anext__` has returned."""
    try:
        method = _special(awaitable, "__await__")
        if method is None:
            raise TypeError(f"object {_name(awaitable)} can't be used in 'await' expression")
        iterator = method()
        if _is_coroutine(iterator):
            raise TypeError("__await__() returned a coroutine")
        if _special(iterator, "__next__") is None:
            raise TypeError(f"__await__() returned non-iterator of type '{_name(iterator)}'")
    except BaseException as error:
        message = f"'async for' received an invalid object from __anext__: {_name(awaitable)}"
        raise TypeError(message) from error
    return iterator


def _delegate(iterator):
    """A generator over an iterator of the user's, for Send: what is sent and thrown goes there."""
    value = None
    while True:
        try:
            item = iterator.__next__() if value is None else iterator.send(value)
        except StopIteration as end:
            return end.value
        while True:
            thrown = None
            try:
                value = yield item
            except BaseException as error:
                thrown = error
            if thrown is None:
                break
            # Outside the handler: what is raised over there has no context of ours.
            if isinstance(thrown, GeneratorExit):
                close = _close_of(iterator)
                if close is not None:
                    close()
                raise thrown
            if not hasattr(iterator, "throw"):
                raise thrown
            try:
                item = iterator.throw(thrown)
            except StopIteration as end:
                return end.value


def _close_of(iterator):
    """Its method `close`; what goes wrong in looking for it is not raised, as in CPython."""
    try:
        return getattr(iterator, "close", None)
    except Exception:
        return None


def _aiter(iterable):
    iterator = _special(iterable, "__aiter__")()
    if _special(iterator, "__anext__") is None:
        raise TypeError("aiter() returned not an async iterator of type '" + _name(iterator) + "'")
    return iterator


async def _anext(iterator, default):
    try:
        return await _special(iterator, "__anext__")()
    except StopAsyncIteration:
        return default


def _athrow(generator, exception):
    return generator.athrow(exception())


async def _aclose(generator):
    if _is_waiting(generator):
        raise RuntimeError("aclose(): asynchronous generator is already running")
    if _is_over(generator):
        return
    if _is_fresh(generator):
        _close(generator)
        return
    try:
        await generator.athrow(GeneratorExit())
    except (StopAsyncIteration, GeneratorExit):
        return
    raise RuntimeError("async generator ignored GeneratorExit")


def _iterate_items(sequence, index=0):
    """A generator over what has `__getitem__` but no `__iter__`."""
    while True:
        try:
            item = sequence[index]
        except (IndexError, StopIteration):
            return
        yield item
        index += 1


def _iterate_until(function, sentinel):
    while True:
        try:
            item = function()
        except StopIteration:
            return
        if item is sentinel or item == sentinel:
            return
        yield item


def _iter(iterable, *sentinel):
    if sentinel:
        if not callable(iterable):
            raise TypeError("iter(v, w): v must be callable")
        return _iterate_until(iterable, sentinel[0])
    method = _special(iterable, "__iter__")
    if method is not None:
        iterator = method()
        if _special(iterator, "__next__") is None:
            raise TypeError("iter() returned non-iterator of type '" + _name(iterator) + "'")
        return iterator
    if _special(iterable, "__getitem__") is not None and not _has_own(iterable, "__iter__"):
        return _iterate_items(iterable)
    raise TypeError("'" + _name(iterable) + "' object is not iterable")


def _tee_item(state):
    """The cell ahead is marked as one whose item somebody fetches."""
    items, cell = state
    try:
        item = next(items)
    except BaseException:
        cell.clear()
        raise
    cell[:] = (item, [])
    return _tee_filled(state)


def _next(iterator, default):
    try:
        return _special(iterator, "__next__")()
    except StopIteration:
        return default


def _throw(generator, exception):
    return generator.throw(_exception(exception))


def _range(*bounds):
    return range(*[_index(bound) for bound in bounds])


# Numbers


def _index(value):
    if isinstance(value, int):
        return value
    method = _special(value, "__index__")
    if method is None:
        raise TypeError("'" + _name(value) + "' object cannot be interpreted as an integer")
    number = method()
    if not isinstance(number, int):
        raise TypeError("__index__ returned non-int (type " + _name(number) + ")")
    return number


# Truth, length, hash


def _truth(value):
    method = _special(value, "__bool__")
    if method is not None:
        truth = method()
        if truth is True or truth is False:
            return truth
        raise TypeError("__bool__ should return bool, returned " + _name(truth))
    if _special(value, "__len__") is None:
        return True
    return _len(value) > 0


def _len(value):
    method = _special(value, "__len__")
    if method is None:
        raise TypeError("object of type '" + _name(value) + "' has no len()")
    length = _index(method())
    if length < 0:
        raise ValueError("__len__() should return >= 0")
    if length > 9223372036854775807:
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    return length


# Attributes


def _attribute_or_hook(hook, instance, name, getter, *args):
    """An attribute by a getter of the user's, or else by `__getattr__`."""
    try:
        return getter(*args)
    except AttributeError:
        pass
    return hook(instance, name)


def _getattr_hook(instance, name):
    return _special(instance, "__getattr__")(name)


def _getattribute_hook(instance, name):
    return _special(instance, "__getattribute__")(name)


def _getattr(instance, name, default):
    try:
        return _attribute(instance, name)
    except AttributeError:
        return default


def _hasattr(instance, name):
    try:
        _attribute(instance, name)
    except AttributeError:
        return False
    return True


def _setattr(instance, name, value):
    _set_attribute(instance, name, value)


def _delattr(instance, name):
    _delete_attribute(instance, name)


def _dir(*instance):
    if not instance:
        return sorted(_variables()[1])
    return sorted(_special(instance[0], "__dir__")())


# Classes and calls


def _construct(cls, *args, **kwargs):
    return cls(*args, **kwargs)


def _create(cls, /, *args, **kwargs):
    """Calls a class that has a `__new__` of its own."""
    instance = cls.__new__(cls, *args, **kwargs)
    if isinstance(instance, cls):
        if kwargs and isinstance(instance, list) and not _has_own(instance, "__init__"):
            if _has_own(instance, "__new__"):
                kwargs = {}
        result = _special(instance, "__init__")(*args, **kwargs)
        if result is not None:
            raise TypeError("__init__() should return None, not '" + _name(result) + "'")
    return instance


def _new(builtin, *args, **kwargs):
    """`builtin.__new__(cls, ...)`."""
    name = builtin.__name__
    if not args:
        raise TypeError(name + ".__new__(): not enough arguments")
    cls, *args = args
    if not isinstance(cls, type):
        raise TypeError(name + ".__new__(X): X is not a type object (" + _name(cls) + ")")
    if not issubclass(cls, builtin):
        raise TypeError(
            name + ".__new__(" + cls.__name__ + "): " + cls.__name__ + " is not a subtype of " + name
        )
    if cls is bool and builtin is int:
        raise TypeError("int.__new__(bool) is not safe, use bool.__new__()")
    if builtin is type:
        return _type_new(cls, *args, **kwargs)
    if cls is builtin:
        return builtin(*args, **kwargs)
    if kwargs and builtin in (tuple, frozenset, float) and _has_init(cls):
        kwargs = {}
    if builtin is list or builtin is dict or builtin is set:
        return _derive(cls, builtin())
    return _derive(cls, builtin(*args, **kwargs))


def _has_init(cls):
    """Whether a class of the script says what arguments there are."""
    return any(["__init__" in dict(_class_items(base)) for base in cls.__mro__[:-1]])


def _class_builder(body, name):
    """What a class statement with keyword arguments or starred bases calls."""

    def build(*bases, **kwargs):
        return _build_class(body, name, *bases, **kwargs)

    return build


def _build_class(body, name, *bases, metaclass=None, **kwargs):
    resolved = _resolved_bases(bases)
    if metaclass is None:
        # What a base that is no class is made by makes the new thing, too.
        metaclass = type if not resolved or isinstance(resolved[0], type) else type(resolved[0])
    if isinstance(metaclass, type):
        metaclass = _most_derived(metaclass, resolved)
    prepare = getattr(metaclass, "__prepare__", None)
    namespace = {} if prepare is None else prepare(name, resolved, **kwargs)
    if type(namespace) is not dict and _special(namespace, "__getitem__") is None:
        raise TypeError(
            metaclass.__name__ + ".__prepare__() must return a mapping, not " + _name(namespace)
        )
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    cell = _class_body(body, namespace)
    if cell is not None:
        namespace["__classcell__"] = cell
    return metaclass(name, resolved, namespace, **kwargs)


def _load_name(namespace, name, *found):
    """A name in a class body whose namespace is no plain dict."""
    try:
        return namespace[name]
    except KeyError:
        pass
    if found:
        return found[0]
    raise NameError("name '" + name + "' is not defined")


def _store_name(namespace, name, value):
    namespace[name] = value


def _delete_name(namespace, name):
    try:
        del namespace[name]
        return
    except KeyError:
        pass
    raise NameError("name '" + name + "' is not defined")


def _resolved_bases(bases):
    resolved = []
    for base in bases:
        entries = None if isinstance(base, type) else getattr(base, "__mro_entries__", None)
        if entries is None:
            resolved.append(base)
        else:
            resolved.extend(entries(bases))
    return bases if len(resolved) == len(bases) and all(map(_is, resolved, bases)) else tuple(resolved)


def _is(a, b):
    return a is b


def _most_derived(metaclass, bases):
    """The metaclass that is derived from all the others."""
    for base in bases:
        kind = type(base)
        if issubclass(metaclass, kind):
            continue
        if not issubclass(kind, metaclass):
            raise TypeError(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
                "of the metaclasses of all its bases"
            )
        metaclass = kind
    return metaclass


def _type(*args, **kwargs):
    return _type_new(type, *args, **kwargs)


def _type_new(metaclass, *args, **kwargs):
    """`type.__new__(metaclass, name, bases, namespace)`."""
    if len(args) != 3:
        raise TypeError("type.__new__() takes exactly 3 arguments (" + str(len(args)) + " given)")
    for place, kind in enumerate((str, tuple, dict)):
        if not isinstance(args[place], kind):
            raise TypeError(
                "type.__new__() argument " + str(place + 1) + " must be " + kind.__name__ + ", not "
                + _name(args[place])
            )
    name, bases, namespace = args
    for base in bases:
        if not isinstance(base, type):
            if hasattr(base, "__mro_entries__"):
                raise TypeError(
                    "type() doesn't support MRO entry resolution; use types.new_class()"
                )
    metaclass = _most_derived(metaclass, bases)
    namespace = dict(_core(namespace))
    cell = namespace.pop("__classcell__", None)
    if "__module__" not in namespace:
        place = _place()
        namespace["__module__"] = "__main__" if place is None else place[4]
    cls = _new_type(_core(name), bases, namespace)
    if metaclass is not type:
        _set_class_of_class(cls, metaclass)
    if cell is not None:
        _fill_cell(cell, cls)
    return _finish_class(cls, **kwargs)


def _bases_of(thing):
    """What is no class may have `__bases__` all the same; `None` without."""
    bases = getattr(thing, "__bases__", None)
    return bases if isinstance(bases, tuple) else None


def _derives(thing, wanted):
    """Whether a thing is derived from another, by what they say of their bases."""
    if thing is wanted:
        return True
    return any([_derives(base, wanted) for base in _bases_of(thing) or ()])


def _is_of(value, thing):
    """`isinstance` where the second argument is no class."""
    if _bases_of(thing) is None:
        raise TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union")
    kind = getattr(value, "__class__", None)
    return kind is not None and _derives(kind, thing)


def _isinstance(value, classes):
    if isinstance(classes, tuple):
        return any(isinstance(value, item) for item in classes)
    if type(value) is classes:
        return True
    hook = _special(classes, "__instancecheck__")
    if hook is not None:
        return bool(hook(value))
    if not isinstance(classes, type):
        return _is_of(value, classes)
    if _is_class(value, classes):
        return True
    said = getattr(value, "__class__", None)
    return said is not type(value) and isinstance(said, type) and classes in said.__mro__


_views = []


def _class_dict(cls):
    """`cls.__dict__`"""
    if not _views:
        _views.append(_view_class())
    return _views[0](cls)


def _view_class():
    class mappingproxy:
        """The members of a class, to be looked at."""

        __module__ = "builtins"
        __qualname__ = "mappingproxy"

        def __init__(self, cls):
            self._cls = cls

        def _table(self):
            table = dict(_class_items(self._cls))
            own = [base for base in self._cls.__mro__[1:] if base is not object]
            if self._cls is not object and "__slots__" not in table and not own:
                doc = table.pop("__doc__", None)
                last = doc is None or "__firstlineno__" not in table
                if not last:
                    table = dict(_class_items(self._cls))
                table.setdefault("__dict__", None)
                table.setdefault("__weakref__", None)
                if last:
                    table["__doc__"] = doc
            return table

        def __getitem__(self, key):
            if key == "__dict__" or key == "__weakref__":
                _unsupported(f"`{key}` of a class as a descriptor")
            return self._table()[key]

        def get(self, key, default=None):
            return self[key] if key in self else default

        def __iter__(self):
            return iter(self._table())

        def __contains__(self, key):
            return key in self._table()

        def keys(self):
            return self._table().keys()

        def values(self):
            return self._table().values()

        def items(self):
            return self._table().items()

        def copy(self):
            return self._table()

        def __len__(self):
            _unsupported("the number of a class's members")

        def __bool__(self):
            return True

        def __eq__(self, other):
            _unsupported("comparing the `__dict__` of a class")

        __hash__ = None

        def __repr__(self):
            _unsupported("`repr` of the `__dict__` of a class")

    return mappingproxy


def _issubclass(cls, classes):
    if isinstance(classes, tuple):
        return any(issubclass(cls, item) for item in classes)
    hook = _special(classes, "__subclasscheck__")
    if hook is not None:
        return bool(hook(cls))
    if isinstance(cls, type) and isinstance(classes, type):
        return classes in cls.__mro__
    if _bases_of(cls) is None:
        raise TypeError("issubclass() arg 1 must be a class")
    if _bases_of(classes) is None:
        raise TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    return _derives(cls, classes)


def _list_init(self, iterable=()):
    self.clear()
    self.extend(iterable)


def _dict_init(self, *args, **kwargs):
    if len(args) > 1:
        raise TypeError("dict expected at most 1 argument, got " + str(len(args)))
    self.update(*args, **kwargs)


def _set_init(self, iterable=()):
    self.clear()
    self.update(iterable)


def _finish_class(cls, **kwargs):
    """What follows the making of a class: `__set_name__` and `__init_subclass__`."""
    for name, member in _class_items(cls):
        hook = _special(member, "__set_name__")
        if hook is not None:
            try:
                hook(cls, name)
            except BaseException as error:
                error.add_note(
                    f"Error calling __set_name__ on {_name(member)!r} instance {name!r} in "
                    f"{cls.__name__!r}"
                )
                raise
    super(cls, cls).__init_subclass__(**kwargs)
    return cls


def _exception(value):
    """The exception that raising `value` raises."""
    if isinstance(value, type) and issubclass(value, BaseException):
        made = value()
        if not isinstance(made, BaseException):
            raise TypeError(
                "calling " + repr(value) + " should have returned an instance of BaseException, not "
                + repr(type(made))
            )
        return made
    return value


def _raise(value):
    raise _exception(value)


def _raise_from(value, cause):
    raise _exception(value) from _exception(cause)


class traceback:
    """What `__traceback__` is: it has the sites that the exception passed."""

    def __getattr__(self, name):
        import _frames

        return _frames.attribute_of_traceback(self, name)

    def __setattr__(self, name, value):
        _unsupported(f"setting `{name}` of a traceback")

    __delattr__ = __setattr__


class GenericAlias:
    """`list[int]`: what annotations need."""

    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __repr__(self):
        return _alias_name(self)

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self.__origin__ is other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getattr__(self, name):
        if name == "__parameters__":
            import typing

            return typing._parameters_of(self.__args__)
        _unsupported("attributes of `list[int]` and the like")


def _union(left, right):
    """`int | str`"""
    import types

    return types._union(left, right)


def _type_parameter(kind, name, bound, default):
    import typing

    return typing._type_parameter(kind, name, bound, default)


def _generic_base(params):
    import typing

    return typing.Generic[params]


def _made_annotations(thing, maker):
    table = maker()
    _keep_annotations(thing, table)
    return table


def _type_alias(name, value, params):
    import typing

    return typing._type_alias(name, value, params)


def _with_type_params(thing, params):
    _set_type_params(thing, params)
    return thing


def _alias_name(value):
    if isinstance(value, GenericAlias):
        names = [_alias_name(arg) for arg in value.__args__]
        return _alias_name(value.__origin__) + "[" + ", ".join(names) + "]"
    if isinstance(value, list):
        return "[" + ", ".join([_alias_name(item) for item in value]) + "]"
    if value is ...:
        return "..."
    if isinstance(value, type):
        if value.__module__ == "builtins":
            return value.__qualname__
        return value.__module__ + "." + value.__qualname__
    return repr(value)


def _make_alias(cls, item):
    return GenericAlias(cls, item if isinstance(item, tuple) else (item,))


def _class_getitem(cls, item):
    for generic in (list, dict, set, frozenset, tuple, type, enumerate, BaseExceptionGroup, ExceptionGroup):
        if cls is generic:
            return _make_alias(cls, item)
    if hasattr(cls, "__class_getitem__"):
        return cls.__class_getitem__(item)
    raise TypeError("type '" + cls.__name__ + "' is not subscriptable")


# Operators


def _object_ne(left, right):
    result = _special(left, "__eq__")(right)
    return result if result is NotImplemented else not result


def _repeat(left, right):
    """`sequence * count` where the count has `__index__`."""
    if isinstance(left, (str, bytes, bytearray, list, tuple)):
        return left * _count(right)
    return _count(left) * right


def _count(value):
    """How often a sequence is repeated."""
    count = _index(value)
    if -9223372036854775808 <= count <= 9223372036854775807:
        return count
    raise OverflowError("cannot fit '" + _name(value) + "' into an index-sized integer")


def _dict_ior(left, right):
    dict.update(left, right)
    return left


def _compare_eq(left, right):
    return _compare_sequences(left, right, "eq")


def _compare_ne(left, right):
    return _compare_sequences(left, right, "ne")


def _compare_lt(left, right):
    return _compare_sequences(left, right, "lt")


def _compare_le(left, right):
    return _compare_sequences(left, right, "le")


def _compare_gt(left, right):
    return _compare_sequences(left, right, "gt")


def _compare_ge(left, right):
    return _compare_sequences(left, right, "ge")


def _hash(value):
    """The hash of what has a `__hash__` of its own, or holds such things."""
    if isinstance(value, tuple):
        return _hash_of_items([hash(item) for item in value])
    method = _special(value, "__hash__")
    if method is None:
        raise TypeError("unhashable type: '" + _name(value) + "'")
    result = method()
    if not isinstance(result, int):
        raise TypeError("__hash__ method should return an integer")
    return _folded_hash(result)


# Functions of an iterable


def _sum(iterable, start=0):
    total = start
    items = iter(iterable)
    kind, whole = type, int
    if type(total) is int:
        for item in items:
            total = total + item
            if kind(total) is not whole:
                break
    if type(total) is float:
        return _sum_floats(total, items)
    for item in items:
        total = total + item
    return total


# Keeps what rounding loses, as `sum` of CPython since 3.12.
def _sum_floats(total, items):
    lost = 0.0
    for item in items:
        kind = type(item)
        if kind is float:
            both = total + item
            if abs(total) >= abs(item):
                lost += (total - both) + item
            else:
                lost += (item - both) + total
            total = both
        elif kind is int or kind is bool:
            total += item
        else:
            total = _settled(total, lost) + item
            for item in items:
                total = total + item
            return total
    return _settled(total, lost)


def _settled(total, lost):
    return total + lost if lost and lost - lost == 0.0 else total


def _any(iterable):
    for item in iterable:
        if item:
            return True
    return False


def _all(iterable):
    for item in iterable:
        if not item:
            return False
    return True


def _any_from(item, iterator):
    return True if item else _any(iterator)


def _all_from(item, iterator):
    return _all(iterator) if item else False


def _min(*args, key=None, **default):
    found = False
    for item in args[0] if len(args) == 1 else args:
        rank = item if key is None else key(item)
        if not found:
            found, best, lowest = True, item, rank
        elif rank < lowest:
            best, lowest = item, rank
    if found:
        return best
    if default:
        return default["default"]
    raise ValueError("min() iterable argument is empty")


def _max(*args, key=None, **default):
    found = False
    for item in args[0] if len(args) == 1 else args:
        rank = item if key is None else key(item)
        if not found:
            found, best, highest = True, item, rank
        elif rank > highest:
            best, highest = item, rank
    if found:
        return best
    if default:
        return default["default"]
    raise ValueError("max() iterable argument is empty")


# Iterators over iterators: generators that pass for objects of the classes, by their names


def _map(function, *iterables):
    if len(iterables) == 1:
        return _map_items(function, iter(iterables[0]))
    return _map_tuples(function, zip(*iterables))


def _map_items(function, iterator):
    for item in iterator:
        try:
            item = function(item)
        except StopIteration:
            return
        yield item


def _map_tuples(function, iterator):
    for items in iterator:
        try:
            item = function(*items)
        except StopIteration:
            return
        yield item


def _filter(function, iterable):
    return _filter_items(bool if function is None else function, iter(iterable))


def _filter_items(function, iterator):
    for item in iterator:
        try:
            kept = function(item)
        except StopIteration:
            return
        if kept:
            yield item


def _enumerate(iterable, start=0):
    return _enumerate_items(iter(iterable), _index(start))


def _enumerate_items(iterator, number):
    for item in iterator:
        yield number, item
        number += 1


def _zip(*iterables, strict=False):
    iterators = [iter(iterable) for iterable in iterables]
    if strict:
        return _zip_strictly(iterators)
    return _zip_items(iterators)


_end = object()


def _zip_items(iterators):
    while iterators:
        items = []
        for iterator in iterators:
            item = next(iterator, _end)
            if item is _end:
                return
            items.append(item)
        yield tuple(items)


def _zip_strictly(iterators):
    while iterators:
        items = []
        for iterator in iterators:
            item = next(iterator, _end)
            if item is _end:
                return _end_together(iterators, len(items))
            items.append(item)
        yield tuple(items)


def _end_together(iterators, index):
    """Raises ValueError unless all of `zip`'s iterators are at their ends, as one of them is."""
    if index > 0:
        raise ValueError(_unequal(index, "shorter"))
    for index in range(1, len(iterators)):
        if next(iterators[index], _end) is not _end:
            raise ValueError(_unequal(index, "longer"))


def _unequal(index, how):
    others = " than argument 1" if index == 1 else " than arguments 1-" + str(index)
    return "zip() argument " + str(index + 1) + " is " + how + others


def _reversed(sequence):
    method = _special(sequence, "__reversed__")
    if method is not None:
        return method()
    if _has_own(sequence, "__reversed__") or _special(sequence, "__getitem__") is None:
        raise TypeError("'" + _name(sequence) + "' object is not reversible")
    if _special(sequence, "__len__") is None:
        raise TypeError("object of type '" + _name(sequence) + "' has no len()")
    return _reversed_items(sequence, len(sequence) - 1)


def _reversed_items(sequence, index):
    while index >= 0:
        try:
            item = sequence[index]
        except (IndexError, StopIteration):
            return
        yield item
        index -= 1


def _contains(container, item):
    if isinstance(container, dict):
        return _dict_contains(container, item)
    if isinstance(container, (set, frozenset)):
        return _set_contains(container, item)
    if view_is_keys(container):
        return _dict_contains(view_dict(container), item)
    if view_is_items(container):
        return _items_contain(view_dict(container), item)
    if _special(container, "__iter__") is None and _special(container, "__getitem__") is None:
        raise TypeError("argument of type '" + _name(container) + "' is not iterable")
    for candidate in container:
        if candidate is item or candidate == item:
            return True
    return False


def _item(container, key):
    return container[key]


# Text in and out


def _print(*args, sep=None, end=None, file=None, flush=False):
    if sep is None:
        sep = " "
    elif not isinstance(sep, str):
        raise TypeError("sep must be None or a string, not " + _name(sep))
    if end is None:
        end = "\n"
    elif not isinstance(end, str):
        raise TypeError("end must be None or a string, not " + _name(end))
    if file is None:
        file = _stdout()
        if file is None:
            return
    first = True
    for arg in args:
        if not first:
            file.write(sep)
        first = False
        file.write(str(arg))
    file.write(end)
    if flush:
        file.flush()


def _input(prompt):
    _write(_stdout(), str(prompt))
    return input()


# Numbers by methods of the user's


def _int(x, base=None):
    if base is not None:
        return int(x, _index(base))
    method = _special(x, "__int__")
    if method is not None:
        number = method()
        if isinstance(number, int):
            return number + 0
        raise TypeError("__int__ returned non-int (type " + _name(number) + ")")
    if _special(x, "__index__") is not None:
        return _index(x) + 0
    if _special(x, "__trunc__") is not None:
        _unsupported("`int` of an object that has only `__trunc__`")
    raise TypeError(
        "int() argument must be a string, a bytes-like object or a real number, not '"
        + _name(x)
        + "'"
    )


def _float(x):
    method = _special(x, "__float__")
    if method is not None:
        number = method()
        if isinstance(number, float):
            return number
        raise TypeError(_name(x) + ".__float__ returned non-float (type " + _name(number) + ")")
    if _special(x, "__index__") is not None:
        return float(_index(x))
    raise TypeError("float() argument must be a string or a real number, not '" + _name(x) + "'")


def _complex_part(x, place):
    """A part of `complex(..)` that is an object of the script, as a number."""
    method = _special(x, "__complex__") if place == "first" else None
    if method is not None:
        number = method()
        if isinstance(number, complex):
            return number
        raise TypeError("__complex__ returned non-complex (type " + _name(number) + ")")
    if _special(x, "__float__") is not None or _special(x, "__index__") is not None:
        return float(x)
    if place == "first":
        raise TypeError("complex() first argument must be a string or a number, not '" + _name(x) + "'")
    raise TypeError("complex() second argument must be a number, not '" + _name(x) + "'")


def _complex(real=0, imag=None):
    if not isinstance(real, (int, float, complex, str)) or _special(real, "__complex__") is not None:
        real = _complex_part(real, "first")
    if imag is None:
        return complex(real)
    if not isinstance(imag, (int, float, complex, str)):
        imag = _complex_part(imag, "second")
    return complex(real, imag)


def _abs(x):
    method = _special(x, "__abs__")
    if method is None:
        raise TypeError("bad operand type for abs(): '" + _name(x) + "'")
    return method()


def _by_methods(left, right, name, reflected, shown):
    """A binary operation by special methods."""
    tries = [(left, name, right), (right, reflected, left)]
    if type(left) is type(right):
        tries.pop()
    elif isinstance(right, type(left)):
        tries.reverse()
    for receiver, method, other in tries:
        method = _special(receiver, method)
        if method is not None:
            result = method(other)
            if result is not NotImplemented:
                return result
    raise TypeError(
        "unsupported operand type(s) for " + shown + ": '" + _name(left) + "' and '" + _name(right)
        + "'"
    )


def _divmod(x, y):
    return _by_methods(x, y, "__divmod__", "__rdivmod__", "divmod()")


def _pow(base, exp, mod=None):
    if mod is None:
        return base**exp
    if isinstance(base, int) and not _has_own(base, "__pow__"):
        cores = _core(base), _core(exp), _core(mod)
        if all([isinstance(core, int) for core in cores]):
            return pow(*cores)
    is_number = isinstance(base, (int, float)) and not _has_own(base, "__pow__")
    method = None if is_number else _special(base, "__pow__")
    if method is not None:
        result = method(exp, mod)
        if result is not NotImplemented:
            return result
    raise TypeError(
        "unsupported operand type(s) for ** or pow(): '" + _name(base) + "', '" + _name(exp)
        + "', '" + _name(mod) + "'"
    )


def _round(number, ndigits=None):
    if type(number) in (int, float, bool):
        return round(number, _index(ndigits))
    method = _special(number, "__round__")
    if method is None:
        raise TypeError("type " + _name(number) + " doesn't define __round__ method")
    return method() if ndigits is None else method(ndigits)


def _hex(number):
    return hex(_index(number))


def _oct(number):
    return oct(_index(number))


def _bin(number):
    return bin(_index(number))


def _chr(i):
    return chr(_index(i))


def _match_sequence(subject, size, is_open):
    """Whether a sequence pattern with so many items (or, open, at least so many) may match."""
    if not isinstance(subject, (list, tuple, range)) and not _is_deque(subject):
        if isinstance(subject, (str, bytes, bytearray)) or not _is_abstract(subject, "Sequence"):
            return False
    return len(subject) >= size if is_open else len(subject) == size


def _is_abstract(subject, name):
    abstract = _abstract(name)
    return abstract is not None and isinstance(subject, abstract)


def _is_deque(subject):
    kind = type(subject)
    return kind.__name__ == 'deque' and kind.__module__ == 'collections'


_MAPPINGS = ('ChainMap', 'Counter', 'OrderedDict', 'defaultdict')


def _match_mapping(subject, keys, wants_rest):
    """The values of a mapping pattern's keys, then a dict of the rest; None if it does not match."""
    if not isinstance(subject, dict):
        kind = type(subject)
        if kind.__name__ not in _MAPPINGS or kind.__module__ != 'collections':
            if not _is_abstract(subject, "Mapping"):
                return None
    if len(subject) < len(keys):
        return None
    seen, values, missing = set(), [], object()
    for key in keys:
        if key in seen:
            raise ValueError(f'mapping pattern checks duplicate key ({key!r})')
        seen.add(key)
        value = subject.get(key, missing)
        if value is missing:
            return None
        values.append(value)
    if wants_rest:
        values.append({key: subject[key] for key in subject if key not in seen})
    return tuple(values)


_MATCH_SELF = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)


def _match_class(subject, kind, count, names):
    """The attributes that a class pattern looks at, by position and by name; None for no match."""
    if not isinstance(kind, type):
        raise TypeError('called match pattern must be a class')
    if not isinstance(subject, kind):
        return None
    values = []
    if count:
        match_args = getattr(kind, '__match_args__', None)
        if match_args is None:
            allowed = int(issubclass(kind, _MATCH_SELF))
            match_args = ()
        else:
            if type(match_args) is not tuple:
                found = type(match_args).__name__
                raise TypeError(f'{kind.__name__}.__match_args__ must be a tuple (got {found})')
            allowed = len(match_args)
        if count > allowed:
            plural = '' if allowed == 1 else 's'
            raise TypeError(f'{kind.__name__}() accepts {allowed} positional sub-pattern{plural} ({count} given)')
        if not match_args:
            values.append(subject)
        names = match_args[:count] + names
    seen = set()
    for name in names:
        if type(name) is not str:
            found = type(name).__name__
            raise TypeError(f'__match_args__ elements must be strings (got {found})')
        if name in seen:
            raise TypeError(f'{kind.__name__}() got multiple sub-patterns for attribute {name!r}')
        seen.add(name)
        try:
            values.append(getattr(subject, name))
        except AttributeError:
            return None
    return tuple(values)
