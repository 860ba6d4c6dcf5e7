# Groups of exceptions, and `except*`.


def _new_group(cls, *args, **kwargs):
    if len(args) != 2:
        raise TypeError(
            f"BaseExceptionGroup.__new__() takes exactly 2 arguments ({len(args)} given)"
        )
    message, exceptions = args
    if not isinstance(message, str):
        name = _name(message)
        raise TypeError(f"BaseExceptionGroup.__new__() argument 1 must be str, not {name}")
    if not isinstance(exceptions, (list, tuple)) and (
        _special(exceptions, "__getitem__") is None or isinstance(exceptions, dict)
    ):
        raise TypeError("second argument (exceptions) must be a sequence")
    members = tuple(exceptions)
    if not members:
        raise ValueError("second argument (exceptions) must be a non-empty sequence")
    for index in range(len(members)):
        if not isinstance(members[index], BaseException):
            raise ValueError(
                f"Item {index} of second argument (exceptions) is not an exception"
            )
    if all([isinstance(member, Exception) for member in members]):
        if cls is BaseExceptionGroup:
            cls = ExceptionGroup
    elif cls is ExceptionGroup:
        raise TypeError("Cannot nest BaseExceptions in an ExceptionGroup")
    elif issubclass(cls, Exception):
        raise TypeError(f"Cannot nest BaseExceptions in '{cls.__name__}'")
    return _make_group(cls, args, members)


def _derive_group(group, exceptions):
    return BaseExceptionGroup(group.message, exceptions)


def _split_group(group, condition):
    return _split_by(group, _group_condition(condition))


def _subgroup(group, condition):
    return _split_by(group, _group_condition(condition))[0]


def _group_condition(condition):
    if isinstance(condition, tuple):
        kinds = condition
    else:
        kinds = (condition,)
    if all([isinstance(kind, type) and issubclass(kind, BaseException) for kind in kinds]):
        return lambda error: isinstance(error, condition)
    if callable(condition) and not isinstance(condition, type):
        return condition
    raise TypeError(
        "expected an exception type, a tuple of exception types, or a callable (other than a class)"
    )


def _split_by(error, matches):
    """The part that matches, and the rest; None for nothing."""
    if matches(error):
        return error, None
    if not isinstance(error, BaseExceptionGroup):
        return None, error
    yes = []
    no = []
    for member in error.exceptions:
        match, rest = _split_by(member, matches)
        if match is not None:
            yes.append(match)
        if rest is not None:
            no.append(rest)
    return _group_part(error, yes), _group_part(error, no)


def _group_part(group, exceptions):
    if not exceptions:
        return None
    part = group.derive(exceptions)
    if not isinstance(part, BaseExceptionGroup):
        raise TypeError("derive must return an instance of BaseExceptionGroup")
    _take_origin(part, group)
    notes = getattr(group, "__notes__", None)
    if notes is not None:
        part.__notes__ = list(notes)
    return part


def _match_group(rest, kind):
    """What `except* kind` takes of what is left of an exception, and what it leaves."""
    for one in kind if isinstance(kind, tuple) else (kind,):
        if not isinstance(one, type) or not issubclass(one, BaseException):
            raise TypeError(
                "catching classes that do not inherit from BaseException is not allowed"
            )
        if issubclass(one, BaseExceptionGroup):
            raise TypeError(
                "catching ExceptionGroup with except* is not allowed. Use except instead."
            )
    if rest is None:
        return None, None
    if isinstance(rest, kind):
        if isinstance(rest, BaseExceptionGroup):
            return rest, None
        return BaseExceptionGroup("", (rest,)), None
    if isinstance(rest, BaseExceptionGroup):
        return rest.split(kind)
    return None, rest


def _reraise_group(origin, raised, rest):
    """What is raised in the end: what the handlers raised, and what no handler has taken."""
    if rest is not None:
        raised.append(rest)
    if not raised:
        return None
    if not isinstance(origin, BaseExceptionGroup):
        # It was wrapped: one handler at most has run.
        return raised[0]
    new = []
    kept = []
    for error in raised:
        if isinstance(error, BaseExceptionGroup) and _has_origin(error, origin):
            _leaves_into(error, kept)
        else:
            new.append(error)
    if kept:
        match, rest = _split_by(
            origin,
            lambda error: (
                not isinstance(error, BaseExceptionGroup) and any([error is leaf for leaf in kept])
            ),
        )
        new.append(match)
    if len(new) == 1:
        return new[0]
    return BaseExceptionGroup("", new)


def _leaves_into(error, leaves):
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            _leaves_into(member, leaves)
    else:
        leaves.append(error)
