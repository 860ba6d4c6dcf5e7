# `inspect`: what kind of thing something is, and what it takes.

import types
from functools import partial
from _signatures import (
    BoundArguments,
    FullArgSpec,
    Parameter,
    Signature,
    formatannotation,
    getfullargspec,
    signature,
    unwrap,
)

GEN_CREATED = "GEN_CREATED"
GEN_RUNNING = "GEN_RUNNING"
GEN_SUSPENDED = "GEN_SUSPENDED"
GEN_CLOSED = "GEN_CLOSED"
CORO_CREATED = "CORO_CREATED"
CORO_RUNNING = "CORO_RUNNING"
CORO_SUSPENDED = "CORO_SUSPENDED"
CORO_CLOSED = "CORO_CLOSED"
_empty = Parameter.empty
_ParameterKind = type(Parameter.POSITIONAL_ONLY)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def isclass(object):
    return isinstance(object, type)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def _makes(function, what):
    while isinstance(function, partial):
        function = function.func
    return _made_by(function) == what


def isgeneratorfunction(obj):
    return _makes(obj, "generator")


def iscoroutinefunction(obj):
    return _makes(obj, "coroutine")


def isasyncgenfunction(obj):
    return _makes(obj, "async generator")


def iscoroutine(object):
    return _is_coroutine(object)


def isasyncgen(object):
    return _is_async_generator(object)


def isawaitable(object):
    return _is_coroutine(object) or hasattr(type(object), "__await__")


def isroutine(object):
    return isfunction(object) or ismethod(object) or isbuiltin(object)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = None
    for line in lines[1:]:
        content = len(line.lstrip(" "))
        if content:
            indent = len(line) - content
            margin = indent if margin is None else min(margin, indent)
    if lines:
        lines[0] = lines[0].lstrip(" ")
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", None))


def getmro(cls):
    return cls.__mro__


def getmembers(object, predicate=None):
    members = []
    kind = object if isclass(object) else type(object)
    own = set(getattr(object, "__dict__", ())).union(*[vars(base) for base in kind.__mro__[:-1]])
    own -= {"__dict__", "__weakref__"}
    for name in sorted(set(dir(object))):
        # What every object has is written in C.
        if name not in own and predicate in (isfunction, ismethod):
            continue
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            members.append((name, value))
    return members


def getgeneratorstate(generator):
    if not isgenerator(generator):
        _unsupported("`getgeneratorstate` of what is no generator")
    return "GEN_" + _stage(generator)


def getcoroutinestate(coroutine):
    if not iscoroutine(coroutine):
        _unsupported("`getcoroutinestate` of what is no coroutine")
    return "CORO_" + _stage(coroutine)
