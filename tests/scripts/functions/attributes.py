def documented(a, b=1):
    """Gives its first argument back."""
    return a


def bare():
    return 1


print(
    documented.__name__,
    documented.__doc__,
    bare.__doc__,
    documented.__qualname__,
    documented.__module__,
)
documented.calls = 3
documented.calls += 1
print(
    documented.calls,
    hasattr(bare, "calls"),
    callable(bare),
    callable(5),
    callable(str),
    callable(documented.__name__),
)
try:
    bare.missing
except AttributeError as error:
    print(error)


def outer():
    class Local:
        def method(self):
            return lambda: 0

    def nested():
        pass

    return nested, Local


nested, Local = outer()
print(
    nested.__qualname__,
    Local.__qualname__,
    Local.method.__qualname__,
    Local().method().__qualname__,
    Local.__name__,
)
print(
    type(bare).__name__,
    type(len).__name__,
    type([].append).__name__,
    type(Local().method).__name__,
    type(lambda: 0).__name__,
    type(Local).__name__,
)
print(
    len.__name__,
    [].append.__name__,
    str.upper.__name__,
    Local().method.__name__,
    Local().method.__func__ is Local.method,
)
table = {"add": lambda a, b: a + b, "len": len, "upper": str.upper}
print(
    table["add"](1, 2),
    table["len"]("abc"),
    table["upper"]("x"),
    list(map(str.strip, [" a ", "b "])),
    list(map(int, "123")),
)
append = [1].append
numbers = []
push = numbers.append
for n in range(3):
    push(n)
print(numbers, bare == bare, bare != outer, bare is bare, {bare: "key"}[bare])
documented.__name__ = "renamed"
print(documented.__name__)
