"""os.path"""

import os
import os.path
from os import path
from os.path import basename, join

print(join("a", "b", "/c", "d"), join("a/", "b", ""), basename("/x/y.txt"), path.dirname("/x/y.txt"))
for p in ["/x/y.tar.gz", ".bashrc", "a.b/c", "a/.b.c", "x.", "..", "a..b"]:
    print(path.splitext(p), path.split(p), path.basename(p), path.dirname(p))
for p in ["a//b/../c/./d", "//a", "///a", "../..", "/..", "", "a/..", "/a/../../b"]:
    print(repr(path.normpath(p)), path.isabs(p))
print(path.split("/a/b/"), path.split("/"), path.split("a"), path.split("//a"))
print(path.relpath("/a/b/c", "/a/d"), path.relpath("/a", "/a"), path.commonprefix(["abc", "abd", "ab"]))
print(os.sep, os.linesep == "\n", os.name, os.curdir, os.pardir, os.extsep)
print(os.environ.get("NO_SUCH_VARIABLE"), os.getenv("NO_SUCH_VARIABLE", 5), "NO_SUCH_VARIABLE" in os.environ)
try:
    os.environ["NO_SUCH_VARIABLE"]
except KeyError as e:
    print(repr(e))
os.environ["NO_SUCH_VARIABLE"] = "1"
print(os.environ["NO_SUCH_VARIABLE"], os.getenv("NO_SUCH_VARIABLE"))
del os.environ["NO_SUCH_VARIABLE"]
for use in [
    lambda: os.environ.__setitem__("A", 1), lambda: join("a", 1), lambda: join(None), lambda: basename(5),
    lambda: path.exists(None), lambda: os.fspath(3),
]:
    try:
        print(use())
    except TypeError as e:
        print(e)
print(os.getcwd() == path.abspath("."), path.abspath("/a/../b"), os.cpu_count() > 0, os.getpid() > 0)
