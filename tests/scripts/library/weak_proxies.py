# `weakref`: proxies, finalizers, methods, and what keeps nothing alive.
import gc
import weakref


class Thing:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return self.n + getattr(other, "n", other)

    def __radd__(self, other):
        return other - self.n

    def __len__(self):
        return self.n

    def __getitem__(self, key):
        return key * self.n

    def __contains__(self, item):
        return item == self.n

    def __iter__(self):
        return iter(range(self.n))

    def __eq__(self, other):
        return self.n == getattr(other, "n", other)

    __hash__ = None

    def method(self):
        return "method", self.n

    def __str__(self):
        return f"Thing {self.n}"


def attempt(ask):
    try:
        print(ask())
    except Exception as error:
        print(type(error).__name__, error)


thing = Thing(3)
proxy = weakref.proxy(thing)
print(proxy.n, proxy.method(), len(proxy), proxy[2], 3 in proxy, list(proxy), str(proxy), bool(proxy))
print(proxy + 1, 10 + proxy, proxy + proxy, proxy == thing, proxy != 4, isinstance(proxy, Thing))
print(type(proxy).__name__, type(proxy).__module__, proxy.__class__.__name__)
print(weakref.proxy(thing) is proxy, weakref.getweakrefcount(thing), weakref.getweakrefs(thing) == [proxy])
proxy.n = 5
proxy.more = "more"
print(thing.n, thing.more)
del proxy.more
attempt(lambda: proxy.more)
attempt(lambda: hash(proxy))
attempt(lambda: next(proxy))
attempt(lambda: proxy())
del thing
attempt(lambda: proxy.n)
attempt(lambda: len(proxy))
attempt(lambda: proxy + 1)
attempt(lambda: weakref.proxy(5))


def called(x):
    return "called", x


call = weakref.proxy(called)
print(call(1), type(call).__name__)
del called
attempt(lambda: call(1))

gone = []
thing = Thing(1)
first = weakref.proxy(thing, lambda proxy: gone.append("told"))
print(first is weakref.proxy(thing), gone)
del thing
print(gone)

thing = Thing(2)
finalizer = weakref.finalize(thing, lambda *args, **more: gone.append((args, more)) or "done", 1, b=2)
print(finalizer.alive, finalizer.atexit, finalizer.peek()[0] is thing, finalizer.peek()[2:])
del thing
print(finalizer.alive, gone[-1], finalizer(), finalizer.peek(), finalizer.detach())
thing = Thing(4)
finalizer = weakref.finalize(thing, print, "by hand")
finalizer()
finalizer = weakref.finalize(thing, print, "never")
print(finalizer.detach()[0] is thing, finalizer.alive)
for n in range(3):
    weakref.finalize(thing, print, "at the end", n)
quiet = weakref.finalize(thing, print, "not at the end")
quiet.atexit = False

bound = Thing(6)
method = weakref.WeakMethod(bound.method)
print(method()(), method == weakref.WeakMethod(bound.method), isinstance(method, weakref.ref))
del bound
print(method())
attempt(lambda: weakref.WeakMethod(5))


class Kept(weakref.ref):
    def __init__(self, target, callback=None, *, name):
        super().__init__(target, callback)
        self.name = name


kept = Kept(gone_soon := Thing(7), name="seven")
print(kept().n, kept.name, kept is Kept(gone_soon, name="other"))
attempt(lambda: weakref.ref())
attempt(lambda: weakref.ref(gone_soon, None, 1))
attempt(lambda: weakref.ref(gone_soon, callback=None))
