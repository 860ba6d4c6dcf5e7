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
    method = _text_method(object, '__repr__')
    if method is not None:
        return _checked_text(method(object), '__str__')
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


def _format(value, format_spec='', /):
    method = _text_method(value, '__format__')
    if method is not None:
        return _checked_text(method(value, format_spec), '__format__')
    if format_spec == '':
        return str(value)
    return _no_format_spec(value)


def _object_format(self, format_spec, /):
    return str(self)


def _format_user(value, conversion, spec, /):
    if conversion == 's':
        value = str(value)
    elif conversion == 'r':
        value = repr(value)
    elif conversion == 'a':
        value = ascii(value)
    return format(value, spec)


def _str_format(self, /, *args, **kwargs):
    return _render(self, 1, [-1], args, kwargs)


def _str_format_map(self, mapping, /):
    return _render(self, 1, [-1], None, mapping)


def _render(template, depth, numbering, args, mapping):
    texts = []
    for piece in _format_pieces(template, depth):
        if _is_text(piece):
            texts.append(piece)
            continue
        if len(piece) == 1:
            raise ValueError(piece[0])
        name, conversion, spec, nested = piece
        numbering[0], key, steps = _format_resolve(name, numbering[0])
        if _is_text(key):
            value = mapping[key]
        elif args is None:
            raise ValueError('Format string contains positional fields')
        elif key < len(args):
            value = args[key]
        else:
            raise IndexError(f'Replacement index {key} out of range for positional args tuple')
        for attribute, step in steps:
            value = getattr(value, step) if attribute else value[step]
        if conversion != '':
            value = _format_value(value, conversion, '')
        if nested:
            spec = _render(spec, depth + 1, numbering, args, mapping)
        texts.append(format(value, spec))
    return ''.join(texts)


def _str_mod_user(template, values, /):
    if isinstance(values, tuple):
        values = tuple(values)
    mapping = _percent_mapping(values)
    queue = _percent_queue(values)
    place = 0
    filled = []
    for key, stars, conversion in _percent_specs(template):
        if key is not None:
            if not mapping:
                raise TypeError('format requires a mapping')
            queue = (values[key],)
            place = 0
        if place + stars >= len(queue):
            raise TypeError('not enough arguments for format string')
        while stars > 0:
            filled.append(queue[place])
            place += 1
            stars -= 1
        filled.append(_percent_value(queue[place], conversion))
        place += 1
    if place < len(queue) and not mapping:
        raise TypeError('not all arguments converted during string formatting')
    return _percent_fill(template, filled)


def _percent_value(value, conversion):
    if conversion == 's':
        return str(value)
    if conversion == 'r':
        return repr(value)
    if conversion == 'a':
        return ascii(value)
    if isinstance(value, (int, float)):
        return _core(value)
    if conversion in 'diu':
        method = _text_method(value, '__int__')
    elif conversion in 'eEfFgG':
        method = _text_method(value, '__float__')
    else:
        method = None
    if method is None:
        method = _text_method(value, '__index__')
    return value if method is None else method(value)


def _str_translate(self, table, /):
    found = {}
    for character in self:
        code = ord(character)
        if code not in found:
            try:
                found[code] = table[code]
            except LookupError:
                pass
    return self.translate(found)


def _bytes(source, encoding=None, errors=None):
    method = _text_method(source, '__bytes__')
    if method is not None:
        made = method(source)
        if not isinstance(made, bytes):
            raise TypeError("__bytes__ returned non-bytes (type " + _name(made) + ")")
        return made
    return _bytes_of_other(source, bytes)


def _bytes_of_other(source, kind):
    if _special(source, '__index__') is not None:
        try:
            return kind(_index(source))
        except TypeError:
            pass
    if not is_iterable(source):
        raise TypeError("cannot convert '" + _name(source) + "' object to " + kind.__name__)
    return kind([item for item in source])


def _bytes_join(self, iterable, /):
    return self.join([item for item in iterable])


def _bytearray(source, encoding=None, errors=None):
    return _bytes_of_other(source, bytearray)


def _bytearray_extend(self, iterable, /):
    self.extend([item for item in iterable])


def _bytearray_delete(self, index):
    del self[_plain_slice(index) if type(index) is slice else _index(index)]


# The operator % of bytes: as that of strings, over Latin-1.


def _bytes_mod(template, values):
    text = template.decode("latin-1")
    names = None
    queue = list(values) if isinstance(values, tuple) else [values]
    if _special(values, "__getitem__") is not None and not isinstance(
        values, (tuple, bytes, bytearray, str)
    ):
        names = values
    parts, place, at = [], 0, 0
    while True:
        found = text.find("%", place)
        if found < 0:
            parts.append(text[place:])
            break
        parts.append(text[place:found])
        place = found + 1
        if text[place : place + 1] == "(":
            key, place = _bytes_key(text, place)
            if names is None:
                raise TypeError("format requires a mapping")
            queue, at = [names[key]], 0
        spec = "%"
        while place < len(text) and text[place] in "-+ #0123456789.*":
            if text[place] == "*":
                if at >= len(queue):
                    raise TypeError("not enough arguments for format string")
                if not isinstance(queue[at], int):
                    raise TypeError("* wants int")
                spec += str(queue[at])
                at += 1
            else:
                spec += text[place]
            place += 1
        if text[place : place + 1] in ("h", "l", "L"):
            place += 1
        if place >= len(text):
            raise ValueError("incomplete format")
        letter = text[place]
        place += 1
        if letter == "%":
            parts.append("%")
            continue
        if at >= len(queue):
            raise TypeError("not enough arguments for format string")
        value = queue[at]
        at += 1
        parts.append(_bytes_part(spec, letter, value, place - 1))
    if at < len(queue) and names is None:
        raise TypeError("not all arguments converted during bytes formatting")
    return type(_core(template))("".join(parts).encode("latin-1"))


def _bytes_key(text, place):
    start, depth = place + 1, 1
    place = start
    while depth:
        if place >= len(text):
            raise ValueError("incomplete format key")
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        place += 1
    return text[start : place - 1].encode("latin-1"), place


def _bytes_part(spec, letter, value, place):
    if letter in "bs":
        return (spec + "s") % _bytes_text(value)
    if letter in "ar":
        return (spec + "s") % ascii(value)
    if letter == "c":
        if isinstance(value, (bytes, bytearray)) and len(value) == 1:
            return (spec + "s") % value.decode("latin-1")
        if isinstance(value, int):
            if 0 <= value <= 255:
                return (spec + "s") % chr(value)
            raise OverflowError("%c arg not in range(256)")
        raise TypeError("%c requires an integer in range(256) or a single byte")
    if letter not in "diuoxXeEfFgG":
        code = hex(ord(letter))
        raise ValueError(f"unsupported format character '{letter}' ({code}) at index {place}")
    return (spec + letter) % (value,)


def _bytes_text(value):
    if isinstance(value, (bytes, bytearray)):
        return value.decode("latin-1")
    method = _special(value, "__bytes__")
    if method is not None:
        return method().decode("latin-1")
    raise TypeError(
        "%b requires a bytes-like object, or an object that implements __bytes__, not '"
        + _name(value)
        + "'"
    )


def _regex_wait(search):
    while True:
        found = regex_go_on(search)
        if found is not search:
            return found
