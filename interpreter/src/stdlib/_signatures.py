# What functions take, for `inspect`.

import enum
import types
from collections import OrderedDict, namedtuple
from functools import partial


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = (
    "positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword",
)
_missing = object()
_POSITIONAL_ONLY, _ORDINARY, _ARGS, _KEYWORD_ONLY, _KWARGS = _ParameterKind


class _empty:
    """Where there is no default, annotation or result."""


_empty.__module__ = "inspect"


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        import re

        return re.sub(r"[\w\.]+", lambda found: found.group().removeprefix("typing."), repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _ORDINARY
    VAR_POSITIONAL = _ARGS
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _KWARGS
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and self._kind in (_ARGS, _KWARGS):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name
        self._default = default
        self._annotation = annotation

    @property
    def name(self):
        return self._name

    @property
    def kind(self):
        return self._kind

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    def replace(self, *, name=_missing, kind=_missing, default=_missing, annotation=_missing):
        return Parameter(
            self._name if name is _missing else name,
            self._kind if kind is _missing else kind,
            default=self._default if default is _missing else default,
            annotation=self._annotation if annotation is _missing else annotation,
        )

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return {_ARGS: "*", _KWARGS: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def _parts(self):
        return (self._name, self._kind, self._default, self._annotation)

    def __eq__(self, other):
        return self._parts() == other._parts() if isinstance(other, Parameter) else NotImplemented

    def __hash__(self):
        return hash(self._parts())


class BoundArguments:
    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self._signature = signature
        self.arguments = arguments

    @property
    def signature(self):
        return self._signature

    def _split(self):
        args, kwargs = [], {}
        by_name = False
        for name, parameter in self._signature.parameters.items():
            kind = parameter.kind
            if name not in self.arguments:
                by_name = True
                continue
            value = self.arguments[name]
            if kind is _ARGS and not by_name:
                args.extend(value)
            elif kind is _KWARGS:
                kwargs.update(value)
            elif kind is _KEYWORD_ONLY or by_name and kind is _ORDINARY:
                kwargs[name] = value
            elif not by_name:
                args.append(value)
        return tuple(args), kwargs

    @property
    def args(self):
        return self._split()[0]

    @property
    def kwargs(self):
        return self._split()[1]

    def apply_defaults(self):
        full = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                full[name] = self.arguments[name]
            elif parameter.default is not _empty:
                full[name] = parameter.default
            elif parameter.kind is _ARGS:
                full[name] = ()
            elif parameter.kind is _KWARGS:
                full[name] = {}
        self.arguments = full

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    __hash__ = None

    def __repr__(self):
        shown = ", ".join([f"{name}={value!r}" for name, value in self.arguments.items()])
        return f"<{self.__class__.__name__} ({shown})>"


class Signature:
    __slots__ = ("_parameters", "_returned")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        known = OrderedDict()
        highest = _POSITIONAL_ONLY
        has_default = False
        for parameter in parameters or ():
            name, kind = parameter.name, parameter.kind
            if kind < highest:
                raise ValueError(
                    f"wrong parameter order: {highest.description} parameter before "
                    f"{kind.description} parameter"
                )
            highest = kind
            if kind in (_POSITIONAL_ONLY, _ORDINARY):
                if parameter.default is not _empty:
                    has_default = True
                elif has_default:
                    raise ValueError("non-default argument follows default argument")
            if name in known:
                raise ValueError(f"duplicate parameter name: {name!r}")
            known[name] = parameter
        self._parameters = types.MappingProxyType(known)
        self._returned = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True):
        return signature(obj, follow_wrapped=follow_wrapped)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._returned

    def replace(self, *, parameters=_empty, return_annotation=_missing):
        return Signature(
            self._parameters.values() if parameters is _empty else parameters,
            return_annotation=self._returned if return_annotation is _missing else return_annotation,
        )

    def _bind(self, args, kwargs, partial):
        arguments = {}
        args = list(args)
        kwargs = dict(kwargs)
        collected = None
        as_keywords = []
        # Whether all parameters so far got arguments by place.
        by_place = True
        for name, parameter in self._parameters.items():
            kind = parameter.kind
            if kind is _KWARGS:
                collected = name
            elif kind is _ARGS:
                if args:
                    arguments[name] = tuple(args)
                    args = []
                by_place = False
            elif args and kind is not _KEYWORD_ONLY:
                if name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = args.pop(0)
            elif args and not any([one.kind is _ARGS for one in self._parameters.values()]):
                raise TypeError("too many positional arguments")
            elif name in kwargs and kind is not _POSITIONAL_ONLY:
                arguments[name] = kwargs.pop(name)
                by_place = False
            else:
                if name in kwargs:
                    as_keywords.append(name)
                if parameter.default is _empty and not partial:
                    if name in kwargs:
                        break
                    which = " keyword-only" if by_place and kind is _KEYWORD_ONLY else ""
                    raise TypeError(f"missing a required{which} argument: {name!r}")
                by_place = False
        if args:
            raise TypeError("too many positional arguments")
        if kwargs and collected is not None:
            arguments[collected] = kwargs
        elif as_keywords:
            names = ", ".join(as_keywords)
            raise TypeError(
                "got some positional-only arguments passed as keyword arguments: " + repr(names)
            )
        elif kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def format(self, *, max_width=None):
        if max_width is not None:
            _unsupported("`max_width` of a signature")
        shown = []
        slash = False
        star = True
        for parameter in self._parameters.values():
            kind = parameter.kind
            if kind is _POSITIONAL_ONLY:
                slash = True
            elif slash:
                shown.append("/")
                slash = False
            if kind is _ARGS:
                star = False
            elif kind is _KEYWORD_ONLY and star:
                shown.append("*")
                star = False
            shown.append(str(parameter))
        if slash:
            shown.append("/")
        text = "(" + ", ".join(shown) + ")"
        return text if self._returned is _empty else text + " -> " + formatannotation(self._returned)

    def __str__(self):
        return self.format()

    def __repr__(self):
        return f"<{self.__class__.__name__} {self}>"

    def _parts(self):
        named = [one for one in self._parameters.values() if one.kind is _KEYWORD_ONLY]
        others = [one for one in self._parameters.values() if one.kind is not _KEYWORD_ONLY]
        return others, {one.name: one for one in named}, self._returned

    def __eq__(self, other):
        return self._parts() == other._parts() if isinstance(other, Signature) else NotImplemented

    def __hash__(self):
        others, named, returned = self._parts()
        return hash((tuple(others), frozenset(named.values()), returned))


def unwrap(func, *, stop=None):
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def _of_function(function):
    fields = getattr(function, "_parameters", None)
    if fields is not None:
        return _of_dataclass(*fields)
    code = function.__code__
    names = _parameters(code)
    annotations = function.__annotations__
    count, only = code.co_argcount, code.co_kwonlyargcount
    defaults = function.__defaults__ or ()
    named = function.__kwdefaults__ or {}
    parameters = []
    for place, name in enumerate(names[:count]):
        kind = _POSITIONAL_ONLY if place < code.co_posonlyargcount else _ORDINARY
        at = place - (count - len(defaults))
        parameters.append((name, kind, defaults[at] if at >= 0 else _empty))
    rest = list(names[count + only :])
    has_args, has_kwargs = _collects(code)
    if has_args:
        parameters.append((rest.pop(0), _ARGS, _empty))
    for name in names[count : count + only]:
        parameters.append((name, _KEYWORD_ONLY, named.get(name, _empty)))
    if has_kwargs:
        parameters.append((rest.pop(0), _KWARGS, _empty))
    return Signature(
        [
            Parameter(name, kind, default=default, annotation=annotations.get(name, _empty))
            for name, kind, default in parameters
        ],
        return_annotation=annotations.get("return", _empty),
    )


class _Factory:
    """The default that a dataclass makes anew each time."""

    def __repr__(self):
        return "<factory>"


def _of_dataclass(plain, named):
    from dataclasses import MISSING

    parameters = [Parameter("self", _ORDINARY)]
    for kind, fields in ((_ORDINARY, plain), (_KEYWORD_ONLY, named)):
        for field in fields:
            default = _empty if field.default is MISSING else field.default
            if field.default_factory is not MISSING:
                default = _Factory()
            annotation = field.type
            if field._is_initvar:
                _unsupported("the signature of a dataclass with `InitVar`")
            parameters.append(Parameter(field.name, kind, default=default, annotation=annotation))
    return Signature(parameters, return_annotation=None)


def _without_first(found):
    parameters = list(found.parameters.values())
    if not parameters or parameters[0].kind in (_KWARGS, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind is not _ARGS:
        del parameters[0]
    return found.replace(parameters=parameters)


def _of_partial(made):
    found = signature(made.func)
    bound = found.bind_partial(*made.args, **made.keywords).arguments
    parameters = []
    by_name = False
    for name, parameter in found.parameters.items():
        kind = parameter.kind
        default = parameter.default
        if name in made.keywords and kind in (_ORDINARY, _KEYWORD_ONLY):
            by_name = by_name or kind is _ORDINARY
            kind, default = _KEYWORD_ONLY, made.keywords[name]
        elif name in bound and kind in (_POSITIONAL_ONLY, _ORDINARY):
            continue
        elif by_name and kind is _ARGS:
            continue
        elif by_name and kind is _ORDINARY:
            kind = _KEYWORD_ONLY
        parameters.append(Parameter(name, kind, default=default, annotation=parameter.annotation))
    return found.replace(parameters=parameters)


def _of_class(cls):
    if getattr(type(cls), "__call__") is not type.__call__:
        _unsupported("the signature of a class whose metaclass has `__call__`")
    for base in cls.__mro__:
        members = vars(base)
        for name in ("__new__", "__init__"):
            member = members.get(name)
            if member is None:
                continue
            if base is object:
                return Signature()
            member = member.__func__ if isinstance(member, staticmethod) else member
            if not isinstance(member, types.FunctionType):
                _unsupported("the signature of a class derived from a builtin one")
            return _without_first(signature(member))
    return Signature()


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    if eval_str:
        _unsupported("`eval_str` of a signature")
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        return _without_first(signature(obj.__func__, follow_wrapped=follow_wrapped))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda one: hasattr(one, "__signature__") or isinstance(one, types.MethodType))
        if isinstance(obj, types.MethodType):
            return signature(obj)
    given = getattr(obj, "__signature__", None)
    if given is not None:
        if not isinstance(given, Signature):
            raise TypeError(f"unexpected object {given!r} in __signature__ attribute")
        return given
    if isinstance(obj, types.FunctionType):
        return _of_function(obj)
    if isinstance(obj, partial):
        return _of_partial(obj)
    if isinstance(obj, type):
        return _of_class(obj)
    if isinstance(obj, types.BuiltinFunctionType) or not isinstance(type(obj).__call__, types.FunctionType):
        _unsupported("the signature of a builtin function")
    return _without_first(signature(type(obj).__call__))


FullArgSpec = namedtuple(
    "FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations"
)


def getfullargspec(func):
    if isinstance(func, types.MethodType):
        func = func.__func__
    if not isinstance(func, types.FunctionType):
        _unsupported("`getfullargspec` of what is no function")
    found = signature(func, follow_wrapped=False)
    args, named, defaults, named_defaults = [], [], [], {}
    varargs = varkw = None
    annotations = {}
    if found.return_annotation is not _empty:
        annotations["return"] = found.return_annotation
    for name, parameter in found.parameters.items():
        kind = parameter.kind
        if kind is _ARGS:
            varargs = name
        elif kind is _KWARGS:
            varkw = name
        elif kind is _KEYWORD_ONLY:
            named.append(name)
            if parameter.default is not _empty:
                named_defaults[name] = parameter.default
        else:
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(
        args, varargs, varkw, tuple(defaults) or None, named, named_defaults or None, annotations
    )


for _class in (_ParameterKind, Parameter, BoundArguments, Signature, FullArgSpec):
    _class.__module__ = "inspect"
