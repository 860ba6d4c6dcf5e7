# `inspect`: what kind of thing something is.

import types
from functools import partial


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
