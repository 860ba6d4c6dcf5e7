"""What one thread binds anew, the others see at once: globals, builtins, members of classes."""

import builtins
import threading

LIMIT = 10
rounds = 0
stop = threading.Event()


def answer():
    return "old"


def size(text):
    return len(text)


class Base:
    def kind(self):
        return "base"


class Derived(Base):
    pass


class Made:
    def __init__(self):
        self.by = "old"


seen = {}


def watch(name, look, old, new):
    """Looks until the new value is there; nothing but the old one may come before."""
    ready[name].set()
    while (value := look()) == old:
        pass
    seen[name] = value == new


def unbound():
    try:
        return LIMIT
    except NameError:
        return None


WATCHED = {
    "function": (lambda: answer(), "old", "new"),
    "number": (unbound, 10, None),
    "builtin": (lambda: size("abc"), 3, "shadowed"),
    "method": (lambda: Derived().kind(), "base", "derived"),
    "init": (lambda: Made().by, "old", "new"),
    "member": (lambda: getattr(Base, "extra", None), None, 1.5),
}
ready = {name: threading.Event() for name in WATCHED}
threads = [
    threading.Thread(target=watch, args=(name, *how)) for name, how in WATCHED.items()
]
for thread in threads:
    thread.start()
for event in ready.values():
    event.wait()


def answer():
    return "new"


def set_by(self):
    self.by = "new"


del LIMIT
len = lambda text: "shadowed"
Derived.kind = lambda self: "derived"
Made.__init__ = set_by
Base.extra = 1.5
for thread in threads:
    thread.join()
print(sorted(seen.items()))

del len, Derived.kind
print(len("abcd"), Derived().kind(), Base.extra)
del Base.extra
print(hasattr(Derived, "extra"))


def late():
    builtins.brand_new = lambda: "from builtins"
    Base.brand_new = "in the class"


thread = threading.Thread(target=late)
thread.start()
thread.join()
print(brand_new(), Derived.brand_new)
del builtins.brand_new
try:
    brand_new()
except NameError as error:
    print(error)
