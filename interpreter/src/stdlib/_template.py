# `string.Template`

import re
from collections import ChainMap


_nothing = object()


class Template:
    __module__ = "string"
    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        _prepare(cls)

    def __init__(self, template):
        self.template = template

    def substitute(self, mapping=_nothing, /, **kws):
        return self._filled(_given(mapping, kws), False)

    def safe_substitute(self, mapping=_nothing, /, **kws):
        return self._filled(_given(mapping, kws), True)

    def _filled(self, mapping, safe):
        def text_of(found):
            name = found.group("named") or found.group("braced")
            if name is not None:
                try:
                    return str(mapping[name])
                except KeyError:
                    if not safe:
                        raise
                    return found.group()
            if found.group("escaped") is not None:
                return self.delimiter
            if found.group("invalid") is None:
                self._unknown()
            return found.group() if safe else self._invalid(found.start("invalid"))

        return self.pattern.sub(text_of, self.template)

    def _unknown(self):
        raise ValueError("Unrecognized named group in pattern", self.pattern)

    def _invalid(self, place):
        lines = self.template[:place].splitlines(True)
        column = place - len("".join(lines[:-1])) if lines else 1
        line = len(lines) or 1
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def is_valid(self):
        for found in self.pattern.finditer(self.template):
            if found.group("invalid") is not None:
                return False
            if not any(found.group(name) is not None for name in ("named", "braced", "escaped")):
                self._unknown()
        return True

    def get_identifiers(self):
        names = []
        for found in self.pattern.finditer(self.template):
            name = found.group("named") or found.group("braced")
            if name is not None:
                if name not in names:
                    names.append(name)
            elif found.group("invalid") is None and found.group("escaped") is None:
                self._unknown()
        return names


def _given(mapping, kws):
    if mapping is _nothing:
        return kws
    return ChainMap(kws, mapping) if kws else mapping


def _prepare(cls):
    """Makes the pattern of placeholders, unless the class has one."""
    pattern = vars(cls).get("pattern")
    if pattern is None:
        start = re.escape(cls.delimiter)
        name = cls.idpattern
        braced = cls.braceidpattern or name
        pattern = (
            f"{start}(?:(?P<escaped>{start})|(?P<named>{name})|"
            f"{{(?P<braced>{braced})}}|(?P<invalid>))"
        )
    cls.pattern = re.compile(pattern, cls.flags | re.VERBOSE)


_prepare(Template)
