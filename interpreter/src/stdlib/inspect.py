# `inspect`: what a thing is.

from functools import partial

_Function = type(lambda: None)
_Generator = type((None for _ in ()))
_Builtin = type(len)


class _Some:
    def method(self):
        pass


_Method = type(_Some().method)


def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return isinstance(object, _Function)


def ismethod(object):
    return isinstance(object, _Method)


def isroutine(object):
    return isinstance(object, (_Function, _Method, _Builtin))


def isbuiltin(object):
    return isinstance(object, _Builtin)


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


def isgenerator(object):
    return isinstance(object, _Generator)


def iscoroutine(object):
    return _is_coroutine(object)


def isasyncgen(object):
    return _is_async_generator(object)


def isawaitable(object):
    return _is_coroutine(object) or hasattr(type(object), "__await__")
