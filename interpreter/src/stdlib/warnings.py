# `warnings`

import sys

_filters = []
_seen = set()
_recorders = []


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self.category.__name__!r}, "
            f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}"
        )


def _is_about(message, text):
    """Whether the text of a warning begins as a filter says, which is a regular expression."""
    if not any(c in message for c in "\\^$.|?*+()[]{}"):
        return text.lower().startswith(message.lower())
    import re

    return re.match(message, text, re.I) is not None


def _action(category, text, module):
    for action, wanted, message in _filters:
        if issubclass(category, wanted) and _is_about(message, text):
            return action
    if issubclass(category, DeprecationWarning):
        return "default" if module == "__main__" else "ignore"
    return "default"


def warn(message, category=None, stacklevel=1, source=None):
    if stacklevel != 1:
        _unsupported("`stacklevel` of a warning")
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    place = _place()
    if place is None:
        _unsupported("a warning from nowhere")
    file, line, source_line, function, module = place
    text = str(message)
    action = _action(category, text, module)
    if action == "ignore":
        return
    if not isinstance(message, Warning):
        message = category(message)
    if action == "error":
        raise message
    key = (text, category, None if action == "once" else (file, line))
    if action == "module":
        key = (text, category, file)
    if action != "always":
        if key in _seen:
            return
        _seen.add(key)
    if _recorders and _recorders[-1] is not None:
        _recorders[-1].append(WarningMessage(message, category, file, line))
        return
    if showwarning is not _showwarning:
        showwarning(message, category, file, line, None, None)
        return
    if formatwarning is not _formatwarning:
        sys.stderr.write(formatwarning(message, category, file, line, None))
        return
    shown = f"{file}:{line}: {category.__name__}: {text}\n"
    if source_line:
        shown += f"  {source_line.strip()}\n"
    sys.stderr.write(shown)


def _add(action, category, message, append):
    if action not in ("default", "error", "ignore", "always", "module", "once"):
        raise ValueError(f"invalid action: {action!r}")
    item = (action, category, message)
    if item in _filters and not append:
        _filters.remove(item)
    if append:
        _filters.append(item)
    else:
        _filters.insert(0, item)
    _seen.clear()


def simplefilter(action, category=Warning, lineno=0, append=False):
    if lineno:
        _unsupported("`lineno` of a filter of warnings")
    _add(action, category, "", append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if module or lineno:
        _unsupported("`module` or `lineno` of a filter of warnings")
    _add(action, category, message, append)


def resetwarnings():
    _filters.clear()
    _filters.append(("default", Warning, ""))
    _seen.clear()


def formatwarning(message, category, filename, lineno, line=None):
    if line is None:
        _unsupported("`warnings.formatwarning` without `line`")
    shown = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return shown + f"  {line.strip()}\n" if line else shown


def showwarning(message, category, filename, lineno, file=None, line=None):
    _unsupported("`warnings.showwarning`")


_formatwarning = formatwarning
_showwarning = showwarning


class catch_warnings:
    def __init__(
        self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False
    ):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)

    def __enter__(self):
        self._filters = _filters[:]
        self._seen = _seen.copy()
        _seen.clear()
        log = [] if self._record else None
        _recorders.append(log if self._record else (_recorders[-1] if _recorders else None))
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        _recorders.pop()
        _filters[:] = self._filters
        _seen.clear()
        _seen.update(self._seen)
