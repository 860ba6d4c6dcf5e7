# `traceback`: the text of an exception, as CPython prints it where nobody catches it.

import sys


def _of(exc, value):
    if isinstance(exc, BaseException):
        return exc
    if value is not None and not isinstance(value, BaseException):
        _unsupported("a `traceback` function with this value")
    return value


def _lines(text):
    return [line + "\n" for line in text.split("\n")[:-1]]


def format_exc(limit=None, chain=True):
    if limit is not None or not chain:
        _unsupported("`limit` or `chain` of `traceback`")
    current = sys.exc_info()[1]
    return "NoneType: None\n" if current is None else _exception_text(current)


def print_exc(limit=None, file=None, chain=True):
    (sys.stderr if file is None else file).write(format_exc(limit, chain))


def format_exception(exc, value=None, tb=None, limit=None, chain=True):
    if limit is not None or not chain:
        _unsupported("`limit` or `chain` of `traceback`")
    return _lines(_exception_text(_of(exc, value)))


def print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True):
    text = "".join(format_exception(exc, value, tb, limit, chain))
    (sys.stderr if file is None else file).write(text)


def format_exception_only(exc, value=None):
    exception = _of(exc, value)
    if isinstance(exception, SyntaxError):
        _unsupported("`traceback.format_exception_only` of a SyntaxError")
    cls = type(exception)
    name = cls.__qualname__
    if cls.__module__ not in ("builtins", "__main__"):
        name = f"{cls.__module__}.{name}"
    text = str(exception)
    return [f"{name}: {text}\n" if text else f"{name}\n"]
