"""Twins of natives, and other functions that the VM calls by name.

They run where code of the user may be involved; natives cannot call back. Their frames do not
appear in tracebacks.
"""


def _name(value):
    return type(value).__name__


# Iteration


def _iterate(iterator):
    """A generator over an iterator of the user's, for ForIter."""
    while True:
        try:
            item = iterator.__next__()
        except StopIteration:
            return
        yield item


def _iterate_items(sequence):
    """A generator over what has `__getitem__` but no `__iter__`."""
    index = 0
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
    if _special(iterable, "__getitem__") is not None:
        return _iterate_items(iterable)
    raise TypeError("'" + _name(iterable) + "' object is not iterable")


def _next(iterator, default):
    try:
        return _special(iterator, "__next__")()
    except StopIteration:
        return default


def _throw(generator, exception):
    return generator.throw(exception())


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
    return length


# Attributes


def _attribute_or_hook(hook, instance, name, getter, *args):
    """An attribute by a getter of the user's, or else by `__getattr__`."""
    try:
        return getter(*args)
    except AttributeError:
        pass
    return hook(instance, name)


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


# Classes and calls


def _construct(cls, *args, **kwargs):
    return cls(*args, **kwargs)


def _exception_texts(exception):
    """Before an uncaught exception is shown: str() of it and of those it is chained to."""
    for link in _untold(exception):
        try:
            text = str(link)
        except BaseException:
            text = '<exception str() failed>'
        _note_text(link, text)


def _print_thread_exception(name, exception):
    _exception_texts(exception)
    _print_told_exception(name, exception)
