"""functools.singledispatch and partialmethod, and what a cached method knows."""
from collections.abc import Iterable, Mapping
from functools import lru_cache, partialmethod, singledispatch, singledispatchmethod
import numbers
import types


@singledispatch
def show(value, width=1):
    """Shows."""
    return f"object {value!r} {width}"


@show.register(int)
def show_int(value, width=2):
    return f"int {value} {width}"


@show.register(list)
@show.register(tuple)
def _(value):
    return f"items {len(value)}"


@show.register(Mapping)
def _(value):
    return "mapping"


@show.register(Iterable)
def _(value):
    return "iterable"


show.register(numbers.Number, lambda value: f"number {value}")
show.register(type(None), lambda value: "nothing")


class Own(dict):
    pass


class Walks:
    def __iter__(self):
        return iter(())


for value in (1, True, 1.5, "a", [1], (), {}, Own(), Walks(), set(), None, object):
    print(show(value))
print(show.__name__, show.__doc__, show.dispatch(bool) is show_int, show.dispatch(float)(2.0), len(show.registry))
try:
    show()
except TypeError as error:
    print(error)


class Reader:
    @singledispatchmethod
    def read(self, source):
        return ("object", source)

    @read.register(int)
    def _(self, source):
        return ("int", source)

    @read.register(str)
    def _(self, source):
        return ("str", source)

    def box(self, width, height, depth=1):
        return (width, height, depth)

    flat = partialmethod(box, 4, depth=0)

    @lru_cache(maxsize=None)
    def slow(self, n):
        return n * 2


reader = Reader()
print(reader.read(1), reader.read("a"), reader.read(2.5), reader.flat(3), Reader.flat(reader, 2))
print(reader.slow(2), reader.slow(2), reader.slow(3), reader.slow.cache_info(), Reader.slow.cache_info().hits)
info = reader.slow.cache_info()
print(tuple(info), info._asdict(), isinstance(info, tuple))
view = types.MappingProxyType({"a": 1})
print(view, repr(view), view["a"], "b" in view, len(view), view | {"b": 2}, view == {"a": 1})
try:
    view["b"] = 2
except TypeError as error:
    print(error)


def speak(self):
    return self.word


reader.word = "hello"
reader.speak = types.MethodType(speak, reader)
print(reader.speak(), reader.speak.__self__ is reader, isinstance(reader.speak, types.MethodType))
