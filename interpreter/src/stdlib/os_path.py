# `os.path`, as on Unix. Its package is there whenever it is.

import os

__name__ = "posixpath"

sep = "/"
curdir = "."
pardir = ".."
extsep = "."
pathsep = ":"
altsep = None
devnull = "/dev/null"


def _text(path):
    if isinstance(path, str):
        return path
    if isinstance(path, bytes):
        _unsupported("a path given as bytes")
    if hasattr(type(path), "__fspath__"):
        return path.__fspath__()
    raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")


def join(a, /, *paths):
    path = _text(a)
    for part in paths:
        if not isinstance(part, str):
            if isinstance(part, bytes):
                raise TypeError("Can't mix strings and bytes in path components") from None
            if not hasattr(type(part), "__fspath__"):
                raise TypeError(
                    "join() argument must be str, bytes, or os.PathLike object, not "
                    + repr(type(part).__name__)
                ) from None
            part = _text(part)
        if part.startswith("/") or not path:
            path = part
        elif path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def split(p):
    p = _text(p)
    i = p.rfind("/") + 1
    head, tail = p[:i], p[i:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(p):
    p = _text(p)
    return p[p.rfind("/") + 1 :]


def dirname(p):
    return split(p)[0]


def splitext(p):
    p = _text(p)
    start = p.rfind("/") + 1
    dot = p.rfind(".")
    if dot > start and p[start:dot].strip("."):
        return p[:dot], p[dot:]
    return p, ""


def isabs(s):
    return _text(s).startswith("/")


def normpath(path):
    path = _text(path)
    if not path:
        return "."
    slashes = 0
    if path.startswith("/"):
        slashes = 2 if path.startswith("//") and not path.startswith("///") else 1
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or (not slashes and not parts) or (parts and parts[-1] == ".."):
            parts.append(part)
        elif parts:
            parts.pop()
    return "/" * slashes + "/".join(parts) or "."


def abspath(path):
    path = _text(path)
    if not path.startswith("/"):
        path = join(_folder(), path)
    return normpath(path)


def relpath(path, start="."):
    if not path:
        raise ValueError("no path specified")
    there = [part for part in abspath(path).split("/") if part]
    here = [part for part in abspath(start).split("/") if part]
    common = 0
    while common < min(len(there), len(here)) and there[common] == here[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:]) or "."


def commonprefix(m):
    if not m:
        return ""
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def normcase(s):
    return _text(s)


def exists(path):
    return _look(path) is not None


def isfile(path):
    found = _look(path)
    return found is not None and found[0] == "file"


def isdir(s):
    found = _look(s)
    return found is not None and found[0] == "folder"


def getsize(filename):
    found = _look(filename)
    if found is None:
        raise FileNotFoundError(2, "No such file or directory", filename)
    if found[0] == "folder":
        _unsupported("`os.path.getsize` of a folder")
    return found[1]
