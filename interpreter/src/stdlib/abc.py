# `abc`


def abstractmethod(funcobj):
    funcobj.__isabstractmethod__ = True
    return funcobj


def _is_abstract(value):
    if isinstance(value, property):
        return any(map(_is_abstract, (value.fget, value.fset, value.fdel)))
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    return getattr(value, "__isabstractmethod__", False)


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        abstract = {key for key, value in namespace.items() if _is_abstract(value)}
        for base in bases:
            for key in base.__abstractmethods__ if isinstance(base, ABCMeta) else ():
                if _is_abstract(getattr(cls, key, None)):
                    abstract.add(key)
        cls.__abstractmethods__ = frozenset(abstract)
        cls._abc_registry = []
        # Itself and all classes derived from it, as each may have virtual subclasses.
        cls._abc_family = [cls]
        for base in cls.__mro__[1:]:
            if isinstance(base, ABCMeta):
                base._abc_family.append(cls)
        return cls

    def register(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if not issubclass(subclass, cls):
            if issubclass(cls, subclass):
                raise RuntimeError("Refusing to create an inheritance cycle")
            cls._abc_registry.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls in type(instance).__mro__ or cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if _defines(cls, "__subclasshook__"):
            found = cls.__subclasshook__(subclass)
            if found is not NotImplemented:
                return found
        if cls in subclass.__mro__:
            return True
        for heir in cls._abc_family:
            if any(issubclass(subclass, known) for known in heir._abc_registry):
                return True
        return False


class ABC(metaclass=ABCMeta):
    __slots__ = ()
