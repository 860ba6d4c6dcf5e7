class Recorder:
    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: name[4:]
        raise AttributeError(f"no {name}")

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value * 2)

    def __delattr__(self, name):
        print("delete", name)
        super().__delattr__(name)


r = Recorder()
r.x = 5
r.x += 1
print(
    r.x, r.get_y(), hasattr(r, "z"), getattr(r, "z", "default"), getattr(r, "get_q")(), r.__dict__
)
del r.x
try:
    r.x
except AttributeError as error:
    print("AttributeError:", error)


class Proxy:
    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        return getattr(self.target, name)


p = Proxy([3, 1, 2])
p.append(0)
p.sort()
print(p.target, p.index(2), p.count(5))
try:
    p.push(1)
except AttributeError as error:
    print("AttributeError:", error)
try:
    len(p)
except TypeError as error:
    print("TypeError:", error)


class Plain:
    pass


for action in (
    lambda: Plain().nope,
    lambda: Plain.nope,
    lambda: delattr(Plain(), "x"),
    lambda: (5).x,
    lambda: "".x,
    lambda: [].push,
    lambda: None.x,
    lambda: getattr({}, "k"),
    lambda: len.x,
    lambda: setattr(Plain(), 5, 1),
    lambda: getattr(Plain(), 5),
):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__ + ":", error)
