"""gc.collect() finds circles, and objects may come back in their last words."""

import gc


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a, b = Node("a"), Node("b")
a.other, b.other = b, a
del a, b
print("unreachable")
print(gc.collect())
print(gc.collect())

items = []
items.append(items)
del items
print(gc.collect())

loop = {}
loop["self"] = [loop, (loop,)]
del loop
print(gc.collect())


def closures():
    def one():
        return two

    def two():
        return one

    return None


closures()
print(gc.collect() > 0, gc.collect())
print(gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()


class Phoenix:
    kept = None

    def __init__(self):
        self.me = self

    def __del__(self):
        Phoenix.kept = self
        print("revived")


Phoenix()
print(gc.collect(), Phoenix.kept is not None)
Phoenix.kept.me = None
Phoenix.kept = None
print(gc.collect())


class Tree:
    def __init__(self, parent=None):
        self.parent = parent
        self.children = []
        if parent:
            parent.children.append(self)


root = Tree()
for _ in range(10):
    leaf = Tree(root)
del root, leaf
print(gc.collect())


def suspended():
    me = yield
    try:
        yield me
    finally:
        print("finally")


g = suspended()
next(g)
g.send(g)
del g
gc.collect()
for wrong in [5, -1]:
    try:
        gc.collect(wrong)
    except ValueError as e:
        print(e)
