# The variables of a module as a dict.
import builtins

first = 1


def function():
    return shown


shown = "yes"
names = globals()
print(type(names), names is globals(), vars() is names, locals() is names)
print([name for name in names if not name.startswith("__")])
print(names["first"], names.get("nothing"), "shown" in names, "nothing" in names)
names["made"] = 5
print(made, function())
names["shown"] = "changed"
print(shown, function())
made += 1
print(names["made"])
del names["made"]
try:
    made
except NameError as error:
    print(error)
made = 7
del made
try:
    names["made"]
except KeyError as error:
    print("KeyError", error)
for kind in ("square", "cube"):
    globals()[f"{kind}_of"] = lambda x, power={"square": 2, "cube": 3}[kind]: x**power
print(square_of(3), cube_of(3))


def counted():
    global counter
    counter += 1
    return globals()["counter"]


counter = 0
print(counted(), counted(), counter)


def test_b():
    return "b"


def test_a():
    return "a"


print([value() for name, value in list(globals().items()) if name.startswith("test_")])
print(sorted(name for name in dir() if name.startswith("test")))
try:
    for key in globals():
        fresh = key
except RuntimeError as error:
    print(error)
print(list(names)[:9])
print(__name__, __doc__, __package__, __spec__, __cached__, __builtins__)
names.update(alpha=1, beta=[2])
print(alpha, beta, len([n for n in names if n in ("alpha", "beta")]))
print(names.pop("alpha"), "alpha" in globals())
print("{first} {shown}".format(**globals()), "%(first)s" % globals())


def len(x):
    return "own len"


print(len([1]), builtins.len([1]))
del len
print(len([1, 2]))

# builtins
print(builtins, builtins.max([1, 3]), builtins.int is int, builtins.__name__, print is builtins.print)
builtins.shared = "seen everywhere"
print(shared)


def quiet(*args, **kwargs):
    kept.append(args)


kept = []
original = builtins.print
builtins.print = quiet
print("not shown")
builtins.print = original
print(kept)
print(getattr(builtins, "sorted")([2, 1]), hasattr(builtins, "nothing"), isinstance(3, getattr(builtins, "int")))
del builtins.shared
try:
    shared
except NameError as error:
    print(error)
