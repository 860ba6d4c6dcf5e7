# `traceback`: the text of an exception, as CPython prints it where nobody catches it.

import sys

_missing = object()


def _current():
    return sys.exc_info()[1]


def _lines(text):
    return [line + "\n" for line in text.split("\n")[:-1]]


def _check_limit(limit):
    if limit is not None and not isinstance(limit, int):
        _unsupported("a `limit` of `traceback` that is no integer")


def _limited(tb, limit):
    """The sites of a traceback that are to be shown."""
    _check_limit(limit)
    if tb is None:
        return ()
    if limit is None:
        return tb._sites
    import _frames

    if limit == 0:
        return ()
    return _frames.sites_from(tb, limit)


def _exception_of(exc, value, tb):
    """The exception that is meant, and its traceback."""
    if (value is _missing) != (tb is _missing):
        raise ValueError("Both or neither of value and tb must be given")
    if value is _missing:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc, getattr(exc, "__traceback__", None)
    if value is not None and not isinstance(value, BaseException):
        value.__suppress_context__
    return value, tb


def _text(value, tb, limit, chain):
    _check_limit(limit)
    if value is None:
        return "NoneType: None\n"
    own = value.__traceback__
    if limit is None and chain and tb is own:
        return _exception_text(value)
    linked = value.__cause__, value.__context__, value.__suppress_context__
    if limit is not None and chain and (linked[0] or linked[1]):
        _unsupported("`limit` of `traceback` for chained exceptions")
    if isinstance(value, BaseExceptionGroup) and limit is not None:
        _unsupported("`limit` of `traceback` for exception groups")
    sites = _limited(tb, limit)
    value.__traceback__ = _new_traceback(sites)
    if not chain:
        value.__cause__ = value.__context__ = None
    try:
        return _exception_text(value)
    finally:
        value.__traceback__ = own
        if not chain:
            value.__cause__, value.__context__, value.__suppress_context__ = linked


def _to(file):
    return sys.stderr if file is None else file


def format_exc(limit=None, chain=True):
    current = _current()
    return _text(current, getattr(current, "__traceback__", None), limit, chain)


def print_exc(limit=None, file=None, chain=True):
    _to(file).write(format_exc(limit, chain))


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True, **kwargs):
    value, tb = _exception_of(exc, value, tb)
    return _pieces(_text(value, tb, limit, chain))


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True, **kwargs):
    value, tb = _exception_of(exc, value, tb)
    _to(file).write(_text(value, tb, limit, chain))


def format_exception_only(exc, /, value=_missing, *, show_group=False, **kwargs):
    exception = exc if value is _missing else value
    if exception is None:
        return ["NoneType: None\n"]
    if show_group:
        _unsupported("`show_group` of `traceback.format_exception_only`")
    if isinstance(exception, SyntaxError):
        _unsupported("`traceback.format_exception_only` of a SyntaxError")
    cls = type(exception)
    name = cls.__qualname__
    if cls.__module__ not in ("builtins", "__main__"):
        name = f"{cls.__module__}.{name}"
    try:
        text = str(exception)
    except Exception:
        text = "<exception str() failed>"
    text += _suggestion(exception)
    lines = [f"{name}: {text}\n" if text else f"{name}\n"]
    notes = getattr(exception, "__notes__", None)
    if notes is not None:
        if not isinstance(notes, list):
            _unsupported("`__notes__` that is not a list")
        for note in notes:
            lines.extend(_lines(str(note) + "\n"))
    return lines


def _pieces(text):
    """The text of an exception in the pieces in which CPython hands it out: a place with the lines
    under it is one."""
    pieces = []
    in_place = False
    for line in _lines(text):
        inner = line.lstrip(" ")
        inner = inner[2:] if inner[:2] == "| " else line
        if in_place and inner.startswith("    "):
            pieces[-1] += line
        else:
            in_place = inner.startswith('  File "')
            pieces.append(line)
    return _joined(pieces)


def _joined(pieces):
    # The sentence between two chained exceptions is one piece with the empty lines around it.
    joined = []
    for piece in pieces:
        if len(joined) > 1 and joined[-2] == "\n" and piece == "\n" and joined[-1][:1] in "DT":
            joined[-2:] = ["\n" + joined[-1] + "\n"]
        else:
            joined.append(piece)
    return joined


def _stack_pieces(text):
    pieces = []
    for line in _lines(text):
        if line.startswith("    "):
            pieces[-1] += line
        else:
            pieces.append(line)
    return pieces


def format_tb(tb, limit=None):
    return _stack_pieces(_trace_text(_limited(tb, limit)))


def print_tb(tb, limit=None, file=None):
    _to(file).write("".join(format_tb(tb, limit)))


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    sites = _limited(tb, limit)
    summary = StackSummary(_summary(place) for place in _trace_places(sites))
    summary._sites = sites
    return summary


def _summary(place):
    file, line, name, _, _, _, text, end_line, column, end_column = place
    summary = FrameSummary(
        file, line, name, line=text, end_lineno=end_line, colno=column, end_colno=end_column
    )
    return summary


def _stack_places(limit):
    """Where the script stands, outermost first; of a `limit` the innermost, or (negative) outermost."""
    _check_limit(limit)
    places = _trace_places(_stack())
    if limit is None:
        return places
    return places[max(len(places) - limit, 0) :] if limit >= 0 else places[:-limit]


def extract_stack(f=None, limit=None):
    if f is not None:
        _unsupported("the stack of a frame")
    return StackSummary(
        FrameSummary(place[0], place[1], place[2], line=place[6]) for place in _stack_places(limit)
    )


def format_stack(f=None, limit=None):
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    _to(file).write("".join(format_stack(f, limit)))


def _plain_pieces(summaries):
    """Places without columns: a line and its text each. After three in a row that are alike, the others
    are counted."""
    pieces = []
    last, count = None, 0

    def tell_repeated():
        if count > 3:
            more = count - 3
            plural = "" if more == 1 else "s"
            pieces.append(f"  [Previous line repeated {more} more time{plural}]\n")

    for summary in summaries:
        place = (summary.filename, summary.lineno, summary.name)
        if place != last:
            tell_repeated()
            last, count = place, 0
        count += 1
        if count <= 3:
            text = f"    {summary.line}\n" if summary.line else ""
            pieces.append(f'  File "{place[0]}", line {place[1]}, in {place[2]}\n{text}')
    tell_repeated()
    return pieces


class FrameSummary:
    def __init__(
        self,
        filename,
        lineno,
        name,
        *,
        lookup_line=True,
        locals=None,
        line=None,
        end_lineno=None,
        colno=None,
        end_colno=None,
        **kwargs,
    ):
        if locals is not None:
            _unsupported("`locals` of a FrameSummary")
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self.locals = None
        self._line = line

    @property
    def line(self):
        if self._line is None:
            _unsupported("`line` of a FrameSummary that was made without one")
        return self._line.strip()

    def _parts(self):
        return (self.filename, self.lineno, self.name, self.line)

    def __iter__(self):
        return iter(self._parts())

    def __getitem__(self, index):
        return self._parts()[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._parts() == other._parts()
        if isinstance(other, tuple):
            return self._parts() == other
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    _sites = None

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        _unsupported("`StackSummary.extract`")

    @classmethod
    def from_list(cls, a_list):
        _unsupported("`StackSummary.from_list`")

    def format_frame_summary(self, frame_summary, **kwargs):
        _unsupported("`StackSummary.format_frame_summary`")

    def format(self, **kwargs):
        if self._sites is None and all([summary.colno is None for summary in self]):
            return _plain_pieces(self)
        if self._sites is None:
            _unsupported("`format` of a StackSummary that no traceback gave")
        pieces = _stack_pieces(_trace_text(self._sites))
        if len(pieces) != len(self):
            _unsupported("`format` of a StackSummary that was changed")
        return pieces


def format_list(extracted_list):
    if isinstance(extracted_list, StackSummary):
        return extracted_list.format()
    _unsupported("`traceback.format_list` of what `extract_tb` did not give")


def print_list(extracted_list, file=None):
    for item in format_list(extracted_list):
        _to(file).write(item)


class TracebackException:
    def __init__(
        self,
        exc_type,
        exc_value,
        exc_traceback,
        *,
        limit=None,
        lookup_lines=True,
        capture_locals=False,
        compact=False,
        **kwargs,
    ):
        if capture_locals:
            _unsupported("`capture_locals` of a TracebackException")
        self._text = _text(exc_value, exc_traceback, limit, True)
        self._short = _text(exc_value, exc_traceback, limit, False)
        self._only = format_exception_only(exc_value)
        self._told = str(exc_value)
        self.stack = extract_tb(exc_traceback, limit)
        self.exc_type = exc_type
        self.exc_type_str = exc_type.__qualname__
        self.__notes__ = getattr(exc_value, "__notes__", None)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format_exception_only(self, **kwargs):
        yield from self._only

    def format(self, *, chain=True, **kwargs):
        yield from _pieces(self._text if chain else self._short)

    def print(self, *, file=None, chain=True, **kwargs):
        for line in self.format(chain=chain):
            _to(file).write(line)

    def __str__(self):
        return self._told

    def __getattr__(self, name):
        if name[:2] == "__" and name not in ("__cause__", "__context__", "__suppress_context__"):
            raise AttributeError(
                f"'TracebackException' object has no attribute '{name}'", name=name, obj=self
            )
        _unsupported(f"`{name}` of a TracebackException")
