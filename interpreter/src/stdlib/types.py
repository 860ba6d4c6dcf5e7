# `types`


def _function():
    yield


class _Class:
    def method(self):
        pass


FunctionType = LambdaType = type(_function)
GeneratorType = type(_function())
MethodType = type(_Class().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = type(str.join)

async def _coroutine():
    pass


async def _async_generator():
    yield


def _close(coroutine):
    coroutine.close()
    return type(coroutine)


import sys as _sys

CoroutineType = _close(_coroutine())
AsyncGeneratorType = type(_async_generator())
ModuleType = type(_sys)
GenericAlias = type(list[int])
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)


class SimpleNamespace:
    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        self.__dict__.update(mapping_or_iterable)
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = type(self).__name__
        name = "namespace" if name == "SimpleNamespace" else name
        return f"{name}({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None


class mappingproxy:
    """A mapping to look at, not to change."""

    __module__ = "builtins"
    __slots__ = ("_mapping",)

    def __init__(self, mapping, /):
        if not hasattr(mapping, "__getitem__") or isinstance(mapping, (list, tuple)):
            name = type(mapping).__name__
            raise TypeError(f"mappingproxy() argument must be a mapping, not {name}")
        self._mapping = mapping

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

    def __getitem__(self, key, /):
        return self._mapping[key]

    def __contains__(self, key, /):
        return key in self._mapping

    def __len__(self, /):
        return len(self._mapping)

    def __iter__(self, /):
        return iter(self._mapping)

    def __reversed__(self, /):
        return reversed(self._mapping)

    def get(self, key, default=None, /):
        return self._mapping.get(key, default)

    def keys(self, /):
        return self._mapping.keys()

    def values(self, /):
        return self._mapping.values()

    def items(self, /):
        return self._mapping.items()

    def copy(self, /):
        return self._mapping.copy()

    def __eq__(self, other, /):
        return self._mapping == (other._mapping if isinstance(other, mappingproxy) else other)

    def __hash__(self, /):
        return hash(self._mapping)

    def __or__(self, other, /):
        return self._mapping | (other._mapping if isinstance(other, mappingproxy) else other)

    def __ror__(self, other, /):
        return other | self._mapping

    def __ior__(self, other, /):
        raise TypeError("'|=' is not supported by mappingproxy; use '|' instead")

    def __str__(self, /):
        return str(self._mapping)

    def __repr__(self, /):
        return f"mappingproxy({self._mapping!r})"


MappingProxyType = mappingproxy
