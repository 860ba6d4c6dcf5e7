# `string.Formatter`: `str.format` in steps that a class can replace.


class Formatter:
    __module__ = "string"

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if field is None:
                continue
            if field == "":
                if auto_arg_index is False:
                    raise ValueError(
                        "cannot switch from manual field specification to automatic field numbering"
                    )
                field = str(auto_arg_index)
                auto_arg_index += 1
            elif isinstance(field, str) and field.isdigit():
                if auto_arg_index:
                    raise ValueError(
                        "cannot switch from manual field specification to automatic field numbering"
                    )
                auto_arg_index = False
            value, used = self.get_field(field, args, kwargs)
            used_args.add(used)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(
                spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index=auto_arg_index
            )
            parts.append(self.format_field(value, spec))
        return "".join(parts), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion}")

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            value = getattr(value, key) if is_attribute else value[key]
        return value, first


def _parse(text):
    """For each field: the text before it, its name, format and conversion; None for what is not there."""
    at = 0
    while at < len(text):
        start = at
        while at < len(text) and text[at] not in "{}":
            at += 1
        if at == len(text):
            yield text[start:], None, None, None
            return
        brace = text[at]
        if text[at + 1 : at + 2] == brace:
            yield text[start : at + 1], None, None, None
            at += 2
            continue
        if brace == "}" or at + 1 == len(text):
            raise ValueError(f"Single '{brace}' encountered in format string")
        literal = text[start:at]
        field, spec, conversion, at = _field(text, at + 1)
        yield literal, field, spec, conversion


def _field(text, at):
    """Name, format and conversion of the field that begins here, and where it is over."""
    start = at
    in_brackets = False
    while at < len(text) and (in_brackets or text[at] not in "}:!"):
        if text[at] == "{":
            raise ValueError("unexpected '{' in field name")
        if text[at] in "[]":
            in_brackets = text[at] == "["
        at += 1
    if at == len(text):
        raise ValueError("expected '}' before end of string")
    field = text[start:at]
    conversion = None
    if text[at] == "!":
        if at + 1 == len(text):
            raise ValueError("end of string while looking for conversion specifier")
        conversion = text[at + 1]
        at += 2
        if at == len(text):
            raise ValueError("unmatched '{' in format spec")
        if text[at] not in "}:":
            raise ValueError("expected ':' after conversion specifier")
    if text[at] == "}":
        return field, "", conversion, at + 1
    start = at + 1
    depth = 1
    while depth:
        at += 1
        if at == len(text):
            raise ValueError("unmatched '{' in format spec")
        depth += (text[at] == "{") - (text[at] == "}")
    return field, text[start:at], conversion, at + 1


def _number(text):
    return int(text) if text.isdigit() else text


def _split(name):
    """What a field's name begins with, and the attributes (True) and items of it that follow."""
    at = 0
    while at < len(name) and name[at] not in ".[":
        at += 1
    return _number(name[:at]), _steps(name, at)


def _steps(name, at):
    while at < len(name):
        start = at + 1
        if name[at] == ".":
            at = start
            while at < len(name) and name[at] not in ".[":
                at += 1
            step = True, name[start:at]
        elif name[at] == "[":
            end = name.find("]", start)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            step = False, _number(name[start:end])
            at = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if step[1] == "":
            raise ValueError("Empty attribute in format string")
        yield step
