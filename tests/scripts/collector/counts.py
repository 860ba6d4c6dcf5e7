"""Counts of references as CPython 3.11 tells them, and 3.13, each with the one of the call."""
import sys
from sys import getrefcount as count

class Thing:
    def __init__(self, held=None):
        self.held = held

thing = Thing()
print('a variable', count(thing))
other = thing
print('two variables', count(thing))
del other
print('one again', count(thing))
box = [thing, thing]
print('twice in a list', count(thing))
box.pop()
print('once in it', count(thing))
pair = (thing, 1)
print('in a tuple', count(thing))
names = {'a': thing}
print('in a dict', count(thing))
names[thing] = 1
print('as a key', count(thing))
group = {thing}
print('in a set', count(thing))
holder = Thing(thing)
print('in an attribute', count(thing))
del box, pair, names, group, holder
print('all gone', count(thing))

def argument(x):
    return count(x)

def local(x):
    y = x
    return count(y)

def closure(x):
    def inner():
        return x
    return inner

print('as an argument', argument(thing))
print('in two locals', local(thing))
inner = closure(thing)
print('in a closure', count(thing))
print('out of it', count(inner()))
del inner
print('closure gone', count(thing))
bound = thing.__init__
print('bound method', count(thing))
del bound
def generator(x):
    yield 1
    yield x
g = generator(thing)
print('generator not begun', count(thing))
next(g)
print('generator suspended', count(thing))
next(g)
print('generator further', count(thing))
del g
print('generator gone', count(thing))
print('nothing but the call', count(Thing()), count([]), count({}), count(object()))
items = [Thing() for _ in range(3)]
print('items', [count(item) for item in items])
for item in items:
    pass
print('the loop holds the last', count(items[0]), count(items[2]))
copy = items[:]
print('a slice', count(items[0]))
copy2 = list(items) + items
print('sums', count(items[0]))
more = items * 2
print('repeated', count(items[1]))
del copy, copy2, more
a, b = thing, thing
print('unpacked', count(thing))
a = b = None
print('overwritten', count(thing))
try:
    raise ValueError(thing)
except ValueError as error:
    print('in an exception', count(thing))
print('after it', count(thing))
def default(x=thing):
    return count(x)
print('a default', count(thing))
print('a default taken', default())
del default
kw = dict(x=thing)
print('dict(x=)', count(thing))
def star(*args):
    return count(args[0])
def starstar(**kwargs):
    return count(kwargs['x'])
print('star', star(thing))
print('starstar', starstar(x=thing))
del kw
def keyword(*, x):
    return count(x)
print('keyword', keyword(x=thing))
f = lambda: count(thing)
print('lambda', f())
class Holder:
    held = thing
print('class attribute', count(thing))
z = zip([thing], [thing])
print('zip', count(thing))
del z
print('zip gone', count(thing))
e = iter([thing])
print('iterator', count(thing))
next(e)
print('iterator stepped', count(thing))
del e
s = sorted([thing], key=id)
print('sorted', count(thing))
del s
d = {1: thing}
print('get', count(d.get(1)))
print('setdefault', count(d.setdefault(2, thing)))
d2 = {**d}
print('merged', count(thing))
v = list(d.values())
print('values', count(thing))
del d, d2, v
r = [thing for _ in range(5)]
print('comprehension', count(thing))
r.clear()
print('cleared', count(thing))
with_self = Thing(); with_self.held = with_self
print('itself', count(with_self))
x = thing if True else None
print('conditional', count(thing))
del x
w = [thing]; w.append(w)
print('list in itself', count(w), count(thing))
p = getattr(Thing(thing), 'held')
print('getattr', count(p))
del p
print('end', count(thing))
