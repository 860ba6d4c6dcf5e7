# `multiprocessing.reduction`: letters, in which processes send each other values, and channels, through
# which letters go.

from multiprocessing import (
    _attributes, _core, _count, _derive, _enqueue, _forget, _is_bound, _is_instance, _is_recipe,
    _lock, _mailbox, _member, _now, _pack, _post, _take, _unpack, _wake,
)


class PickleError(Exception):
    __module__ = "_pickle"


class PicklingError(PickleError):
    __module__ = "_pickle"


class UnpicklingError(PickleError):
    __module__ = "_pickle"


def dumps(value):
    """A letter with a copy of the value."""
    letter = _pack(value)
    if letter is False:
        letter = _pack(_Reducer().take_apart(value), True)
    if letter is False:
        _unsupported(f"a pickle of this `{type(value).__name__}`")
    if type(letter) is tuple:
        what, reason = letter
        raise PicklingError(f"Can't pickle {what!r}: {reason}")
    return letter


def loads(letter):
    """The value in a letter."""
    unpacked = _unpack(letter)
    while type(unpacked) is str:
        _import(unpacked)
        unpacked = _unpack(letter)
    value = unpacked[0]
    return _Builder().build(value) if _is_recipe(letter) else value


def _import(name):
    """Imports the module that something in a letter comes from."""
    if name == "multiprocessing.connection":
        import multiprocessing.connection
    elif name == "multiprocessing.managers":
        import multiprocessing.managers
    elif name == "multiprocessing.pool":
        import multiprocessing.pool
    elif name == "multiprocessing.queues":
        import multiprocessing.queues
    elif name == "multiprocessing.reduction":
        import multiprocessing.reduction
    elif name == "multiprocessing.sharedctypes":
        import multiprocessing.sharedctypes
    elif name == "multiprocessing.synchronize":
        import multiprocessing.synchronize
    elif name == "concurrent.futures":
        import concurrent.futures
    elif name == "collections":
        import collections
    elif name == "functools":
        import functools
    elif name == "dataclasses":
        import dataclasses
    elif name == "enum":
        import enum
    elif name == "operator":
        import operator
    elif name == "itertools":
        import itertools
    elif name == "random":
        import random
    elif name == "statistics":
        import statistics
    elif name == "math":
        import math
    elif name == "time":
        import time
    elif name == "threading":
        import threading
    elif name == "queue":
        import queue
    elif name == "string":
        import string
    elif name == "typing":
        import typing
    elif name == "contextlib":
        import contextlib
    elif name == "heapq":
        import heapq
    elif name == "bisect":
        import bisect
    elif name == "copy":
        import copy
    elif name == "logging":
        import logging
    elif name == "json":
        import json
    elif name == "os":
        import os
    elif name == "io":
        import io
    elif name == "textwrap":
        import textwrap
    elif name == "asyncio":
        import asyncio
    elif name == "contextvars":
        import contextvars
    else:
        _unsupported(f"a pickle of what the module {name} defines, which is not imported here")


class _Reducer:
    """Takes values apart whose classes have a say in how that is done. Each object becomes a tuple: what
    it is, its number, and its parts."""

    def __init__(self):
        self.numbers = {}
        self.kept = []

    def take_apart(self, x):
        kind = type(x)
        if x is None or kind in (bool, int, float, complex, str, bytes, range):
            return ("value", x)
        known = self.numbers.get(id(x))
        if known is not None:
            return ("again", known)
        if kind is tuple or kind is frozenset:
            items = [self.take_apart(item) for item in x]
            known = self.numbers.get(id(x))
            if known is not None:
                return ("again", known)
            return (kind.__name__, self.number(x), items)
        if kind is list or kind is set:
            number = self.number(x)
            return (kind.__name__, number, [self.take_apart(item) for item in x])
        if kind is dict:
            number = self.number(x)
            pairs = [(self.take_apart(key), self.take_apart(value)) for key, value in x.items()]
            return ("dict", number, pairs)
        if isinstance(x, BaseException) or _is_instance(x) or _core(x) is not None:
            return self.object(x)
        if _is_bound(x):
            return ("call", self.number(x), ("value", getattr), [
                self.take_apart(x.__self__), ("value", x.__name__)
            ], None, None, None)
        # Functions, classes and what is refused: found out when it is packed.
        return ("value", x)

    def number(self, x):
        # What has a number must live as long as its identity is looked up.
        self.kept.append(x)
        number = self.numbers[id(x)] = len(self.kept)
        return number

    def object(self, x):
        cls = type(x)
        if _member(cls, "__reduce_ex__"):
            return self.reduced(x, x.__reduce_ex__(4))
        if _member(cls, "__reduce__"):
            return self.reduced(x, x.__reduce__())
        if isinstance(x, BaseException):
            return self.reduced(x, (cls, x.args, _attributes(x) or None))
        args, keywords = (), {}
        if _member(cls, "__getnewargs_ex__"):
            args, keywords = x.__getnewargs_ex__()
        elif _member(cls, "__getnewargs__"):
            args = x.__getnewargs__()
        elif _core(x) is not None:
            return self.derived(x, cls)
        args = [self.take_apart(arg) for arg in args]
        keywords = {name: self.take_apart(value) for name, value in keywords.items()}
        number = self.number(x)
        if _member(cls, "__getstate__"):
            state = x.__getstate__()
        elif _is_instance(x):
            state = _state_of(x, cls)
        else:
            state = _attributes(x) or None
        return ("object", number, ("value", cls), args, keywords, self.state(state))

    def derived(self, x, cls):
        core = self.take_apart(_core(x))
        number = self.number(x)
        own = _member(cls, "__getstate__")
        state = x.__getstate__() if own else _attributes(x) or None
        return ("derived", number, ("value", cls), core, self.state(state))

    def state(self, state):
        return None if state is None else self.take_apart(state)

    def reduced(self, x, parts):
        if isinstance(parts, str):
            raise PicklingError(f"Can't pickle {x!r}: attribute lookup {parts} failed")
        if not isinstance(parts, tuple):
            raise PicklingError("__reduce__ must return a string or tuple")
        function, args = parts[:2]
        state, items, pairs = (list(parts[2:]) + [None, None, None])[:3]
        function = self.take_apart(function)
        args = [self.take_apart(arg) for arg in args]
        number = self.number(x)
        if items is not None:
            items = [self.take_apart(item) for item in items]
        if pairs is not None:
            pairs = [(self.take_apart(key), self.take_apart(value)) for key, value in pairs]
        return ("call", number, function, args, self.state(state), items, pairs)


def _state_of(x, cls):
    """The attributes of an instance; those that `__slots__` names, too."""
    slots = {}
    for base in cls.__mro__:
        names = dict(_class_items(base)).get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ("__dict__", "__weakref__") and hasattr(x, name):
                slots[name] = getattr(x, name)
    own = getattr(x, "__dict__", None) or None
    return (own, slots) if slots else own


class _Builder:
    """Builds what a `_Reducer` took apart."""

    def __init__(self):
        self.made = {}

    def build(self, parts):
        what = parts[0]
        if what == "value":
            return parts[1]
        if what == "again":
            return self.made[parts[1]]
        return getattr(self, what)(*parts[1:])

    def all(self, items):
        return [self.build(item) for item in items]

    def tuple(self, number, items):
        made = self.made[number] = tuple(self.all(items))
        return made

    def frozenset(self, number, items):
        made = self.made[number] = frozenset(self.all(items))
        return made

    def list(self, number, items):
        made = self.made[number] = []
        for item in items:
            made.append(self.build(item))
        return made

    def set(self, number, items):
        made = self.made[number] = set()
        for item in items:
            made.add(self.build(item))
        return made

    def dict(self, number, pairs):
        made = self.made[number] = {}
        for key, value in pairs:
            made[self.build(key)] = self.build(value)
        return made

    def object(self, number, cls, args, keywords, state):
        cls = self.build(cls)
        args = self.all(args)
        keywords = {name: self.build(value) for name, value in keywords.items()}
        made = self.made[number] = cls.__new__(cls, *args, **keywords)
        self.set_state(made, state)
        return made

    def derived(self, number, cls, core, state):
        made = self.made[number] = _derive(self.build(cls), self.build(core))
        self.set_state(made, state)
        return made

    def call(self, number, function, args, state, items, pairs):
        function = self.build(function)
        made = self.made[number] = function(*self.all(args))
        self.set_state(made, state)
        for item in items or ():
            made.append(self.build(item))
        for key, value in pairs or ():
            made[self.build(key)] = self.build(value)
        return made

    def set_state(self, made, state):
        if state is None:
            return
        state = self.build(state)
        if _member(type(made), "__setstate__"):
            made.__setstate__(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        for attributes in (state, slots):
            for name, value in (attributes or {}).items():
                if isinstance(made, BaseException):
                    setattr(made, name, value)
                else:
                    object.__setattr__(made, name, value)


class Channel:
    """A mailbox, and those who wait for letters in it: each for a lock of its own."""

    def __init__(self):
        self._box = _mailbox()
        self._waiters = _mailbox()

    def put(self, letter):
        _post(self._box, letter)
        _wake(self._waiters)

    def count(self):
        return _count(self._box)

    def wake_all(self):
        while _wake(self._waiters):
            pass

    def get(self, block=True, timeout=None, is_over=None):
        """The next letter; None if there is none in time, or none will come any more."""
        letter = _take(self._box)
        if letter is not None or not block:
            return letter
        end = None if timeout is None else _now() + timeout
        waiter = _lock()
        waiter.acquire()
        while True:
            _enqueue(self._waiters, waiter)
            letter = _take(self._box)
            if letter is not None or (is_over is not None and is_over()):
                self._give_up(waiter)
                return letter
            chosen = False
            try:
                if end is None:
                    chosen = waiter.acquire()
                else:
                    chosen = waiter.acquire(True, max(end - _now(), 0))
            finally:
                if not chosen:
                    self._give_up(waiter)
            letter = _take(self._box)
            if letter is not None or not chosen:
                return letter
            if is_over is not None and is_over():
                return None

    def await_letter(self, timeout, is_over=None):
        """Whether there is a letter, or none will come any more, in time."""
        end = None if timeout is None else _now() + timeout
        waiter = _lock()
        waiter.acquire()
        while True:
            _enqueue(self._waiters, waiter)
            ready = self.count() > 0 or (is_over is not None and is_over())
            left = -1 if end is None else max(end - _now(), 0)
            chosen = False
            try:
                if not ready and left != 0:
                    chosen = waiter.acquire(True, left)
            finally:
                if chosen:
                    # The letter is for whoever takes it.
                    _wake(self._waiters)
                else:
                    self._give_up(waiter)
            if self.count() > 0 or (is_over is not None and is_over()):
                return True
            if not chosen:
                return False

    def _give_up(self, waiter):
        if not _forget(self._waiters, waiter):
            # It was chosen in the same moment: the turn is another's.
            _wake(self._waiters)


# A letter that says nothing.
TOKEN = dumps(None)


class ForkingPickler:
    @staticmethod
    def dumps(obj, protocol=None):
        _unsupported("`ForkingPickler.dumps`: the bytes of CPython's pickles")
