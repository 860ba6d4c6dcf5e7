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


class _abc_data:
    """What an abstract class knows of its virtual subclasses."""

    __slots__ = ("registry", "heirs", "answers", "version")

    def __init__(self):
        self.registry = []
        self.heirs = []
        self.answers = {}
        self.version = 0


# As many items as there were registrations: older answers may be wrong.
_registrations = []


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        abstract = {key for key, value in namespace.items() if _is_abstract(value)}
        for base in bases:
            for key in base.__abstractmethods__ if isinstance(base, ABCMeta) else ():
                if _is_abstract(getattr(cls, key, None)):
                    abstract.add(key)
        cls.__abstractmethods__ = frozenset(abstract)
        cls._abc_impl = _abc_data()
        for base in bases:
            if isinstance(base, ABCMeta):
                base._abc_impl.heirs.append(cls)
        return cls

    def register(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if not issubclass(subclass, cls):
            if issubclass(cls, subclass):
                raise RuntimeError("Refusing to create an inheritance cycle")
            cls._abc_impl.registry.append(subclass)
            _registrations.append(None)
        return subclass

    def __instancecheck__(cls, instance):
        kind = type(instance)
        if cls.__subclasscheck__(kind):
            return True
        said = instance.__class__
        return said is not kind and cls.__subclasscheck__(said)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        data = cls._abc_impl
        if data.version != len(_registrations):
            data.answers.clear()
            data.version = len(_registrations)
        # A metaclass of the script may give its classes another equality.
        is_kept = type(subclass) is type or type(subclass) is ABCMeta
        if is_kept and subclass in data.answers:
            return data.answers[subclass]
        answer = _is_subclass(cls, data, subclass)
        if is_kept:
            data.answers[subclass] = answer
        return answer


def _is_subclass(cls, data, subclass):
    if _defines(cls, "__subclasshook__"):
        found = cls.__subclasshook__(subclass)
        if found is not NotImplemented:
            return bool(found)
    if cls in subclass.__mro__:
        return True
    for known in data.registry:
        if issubclass(subclass, known):
            return True
    for heir in data.heirs:
        if issubclass(subclass, heir):
            return True
    return False


class ABC(metaclass=ABCMeta):
    __slots__ = ()
