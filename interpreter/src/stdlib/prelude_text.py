# Text: str, repr, format and their kin, where code of the user is involved.


def _repr(obj, /):
    method = _text_method(obj, '__repr__')
    if method is not None:
        return _checked_text(method(obj), '__repr__')
    return _repr_builtin(obj)


def _repr_builtin(obj, /):
    mark = _repr_enter(obj)
    if mark is not None:
        return mark
    try:
        parts = _repr_parts(obj)
        return ''.join([part if _is_text(part) else repr(part[0]) for part in parts])
    finally:
        _repr_leave(obj)


def _ascii(obj, /):
    return _escape(repr(obj))


def _str(object):
    method = _text_method(object, '__str__')
    if method is not None:
        return _checked_text(method(object), '__str__')
    if _is_exception(object):
        return _str_exception(object)
    return repr(object)


def _str_exception(exc, /):
    text = ''
    for part in _message_parts(exc):
        if _is_text(part):
            text += part
        elif len(part) == 2:
            text += str(part[0])
        else:
            text += repr(part[0])
    return text


def _str_join(separator, iterable, /):
    return separator.join([item for item in iterable])
