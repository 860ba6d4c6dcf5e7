class Managed:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value, traceback is not None)
        return self.swallow


with Managed("a") as a:
    print("body", a)
with Managed("b"), Managed("c") as c:
    print("two", c)
with Managed("d") as d, Managed("e", swallow=True):
    raise ValueError("swallowed")
try:
    with Managed("f"):
        raise KeyError("not swallowed")
except KeyError as error:
    print("outside", error)


def returns():
    with Managed("g"):
        return "returned"


def loops():
    for i in range(3):
        with Managed(str(i)):
            if i == 0:
                continue
            if i == 1:
                break
    return i


print(returns())
print(loops())
with Managed("outer", swallow=True):
    with Managed("inner"):
        1 / 0


class FailsEnter:
    def __enter__(self):
        raise RuntimeError("in enter")

    def __exit__(self, *details):
        print("never")


class FailsExit:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        raise RuntimeError("in exit")


for manager in (FailsEnter(), FailsExit()):
    try:
        with Managed("around", swallow=False), manager:
            print("body")
    except RuntimeError as error:
        print("RuntimeError:", error)
try:
    with FailsExit():
        raise ValueError("first")
except RuntimeError as error:
    print(error, "/", repr(error.__context__))
try:
    with 5:
        pass
except TypeError as error:
    print("TypeError:", error)


class Target:
    pass


t = Target()
with Managed("x") as t.attribute, Managed("y") as (p,):
    print(t.attribute, p)
