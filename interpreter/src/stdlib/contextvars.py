# `contextvars`: each context has a dict of its own, which is replaced and never changed, so that a
# copy of a context costs nothing.

from threading import local


class _Here(local):
    """The context that a thread is in."""

    context = None


_here = _Here()
_MISSING = object()


def _present():
    context = _here.context
    if context is None:
        context = _here.context = Context()
    return context


def _final(cls):
    name = cls.__mro__[1].__name__
    raise TypeError(f"type '_contextvars.{name}' is not an acceptable base type")


class Context:
    __init_subclass__ = classmethod(_final)

    def __init__(self, *args, **kwargs):
        if args or kwargs:
            raise TypeError("Context() does not accept any arguments")
        self._values = {}
        self._entered = False

    def run(self, *args, **kwargs):
        if not args:
            raise TypeError("run() missing 1 required positional argument")
        callable, *args = args
        if self._entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        outer = _here.context
        _here.context = self
        self._entered = True
        try:
            return callable(*args, **kwargs)
        finally:
            self._entered = False
            _here.context = outer

    def copy(self):
        copy = Context()
        copy._values = self._values
        return copy

    def __repr__(self):
        return f"<_contextvars.Context object at {id(self):#x}>"

    def __getitem__(self, var):
        _check_key(var)
        return self._values[var]

    def __contains__(self, var):
        _check_key(var)
        return var in self._values

    def get(self, var, default=None):
        _check_key(var)
        return self._values.get(var, default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._values == other._values

    __hash__ = None

    def keys(self):
        return list(self._values.keys())

    def values(self):
        return list(self._values.values())

    def items(self):
        return list(self._values.items())


def _check_key(var):
    if not isinstance(var, ContextVar):
        raise TypeError(f"a ContextVar key was expected, got {var!r}")


def copy_context():
    return _present().copy()


class Token:
    __init_subclass__ = classmethod(_final)
    MISSING = _MISSING

    def __init__(self, context, var, old_value):
        self._context = context
        self._used = False
        self.var = var
        self.old_value = old_value

    def __repr__(self):
        used = " used" if self._used else ""
        return f"<Token{used} var={self.var!r} at {id(self):#x}>"


class ContextVar:
    __init_subclass__ = classmethod(_final)

    def __init__(self, *args, default=_MISSING):
        if len(args) != 1:
            raise TypeError(
                f"ContextVar() takes exactly 1 positional argument ({len(args)} given)"
            )
        name = args[0]
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self.name = name
        self._default = default

    def __repr__(self):
        default = "" if self._default is _MISSING else f" default={self._default!r}"
        return f"<ContextVar name={self.name!r}{default} at {id(self):#x}>"

    def get(self, default=_MISSING, /):
        context = _here.context
        if context is not None and self in context._values:
            return context._values[self]
        if default is not _MISSING:
            return default
        if self._default is not _MISSING:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        context = _present()
        token = Token(context, self, context._values.get(self, _MISSING))
        context._values = {**context._values, self: value}
        return token

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError(f"expected an instance of Token, got {token!r}")
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token.var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        context = _present()
        if token._context is not context:
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        values = {**context._values}
        if token.old_value is _MISSING:
            values.pop(self, None)
        else:
            values[self] = token.old_value
        context._values = values


ContextVar.__module__ = Token.__module__ = Context.__module__ = "_contextvars"
