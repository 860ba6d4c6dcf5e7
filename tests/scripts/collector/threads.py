"""Garbage in circles of several threads: found once, by whoever looks for it."""

import gc
import threading
import time
import weakref

gc.disable()


class Node:
    said = []

    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        Node.said.append(self.name)


def make_circle(me):
    for n in range(50):
        a, b = Node((me, n, 0)), Node((me, n, 1))
        a.other, b.other = b, [b, a]


def all_at_once(work, count=4):
    threads = [threading.Thread(target=work, args=(me,)) for me in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# Every thread makes garbage; one of them, then all of them, look for it.
all_at_once(make_circle)
print(len(Node.said))
gc.collect()
print(len(Node.said), len(set(Node.said)))
Node.said.clear()


def make_and_look(me):
    make_circle(me)
    gc.collect()


all_at_once(make_and_look)
print(len(Node.said), len(set(Node.said)))
Node.said.clear()

# A circle that goes through objects of two threads.
halves = []


def make_half(me):
    halves.append(Node(me))


all_at_once(make_half, 2)
halves[0].other, halves[1].other = halves[1], halves[0]
halves.clear()
print(Node.said)
all_at_once(lambda me: gc.collect(), 1)
print(sorted(Node.said))
Node.said.clear()

# Threads that wait delay nobody: this one holds what they wait for.
lock = threading.Lock()
lock.acquire()
event = threading.Event()
waiting = [
    threading.Thread(target=lambda: lock.acquire() and lock.release()),
    threading.Thread(target=event.wait),
    threading.Thread(target=time.sleep, args=(0.05,)),
]
for thread in waiting:
    thread.start()
make_circle(9)
gc.collect()
print(len(Node.said))
lock.release()
event.set()
for thread in waiting:
    thread.join()
Node.said.clear()

# What comes back to life in its last words stays, and what it holds; it has had its last words.


class Phoenix(Node):
    kept = []

    def __del__(self):
        super().__del__()
        Phoenix.kept.append(self)


def burn(me):
    one, other = Phoenix("one"), Node("other")
    one.other, other.other = other, one
    one.items = [1, 2, 3]


all_at_once(burn, 1)
gc.collect()
print(sorted(Node.said), len(Phoenix.kept), Phoenix.kept[0].items, Phoenix.kept[0].other.name)
phoenix = Phoenix.kept.pop()
phoenix.other.other is phoenix and print("the circle is whole")
del phoenix
gc.collect()
print(sorted(Node.said), Phoenix.kept)
Node.said.clear()

# Weak references find garbage no more; those who watch it are told once, unless they are garbage too.
told = []


class Plain:
    pass


def watch(me):
    for n in range(20):
        a, b = Plain(), Plain()
        a.other, b.other = b, a
        references.append(weakref.ref(a, lambda reference, n=n: told.append((me, n))))
        a.own = weakref.ref(b, lambda reference: told.append("never"))


references = []
all_at_once(watch, 3)
print(sum(reference() is not None for reference in references))
all_at_once(lambda me: gc.collect(), 2)
print(sum(reference() is not None for reference in references), len(told), len(set(told)))

# Threads begin and end while others look.


def brief(me):
    for _ in range(5):
        thread = threading.Thread(target=make_circle, args=(me,))
        thread.start()
        gc.collect()
        thread.join()


all_at_once(brief)
gc.collect()
print(len(Node.said))


# What garbage leads to, and others use, is theirs still.
shared = {"items": [1, 2, 3]}


def lean(me):
    private = [Node("leaf")]
    node = Node("leaning")
    node.other = node
    node.private = private
    node.shared = shared
    del node
    ready.wait()
    done.wait()
    private.append(me)
    shared["items"].append(len(private))


Node.said.clear()
ready, done = threading.Barrier(2), threading.Barrier(2)
thread = threading.Thread(target=lean, args=(7,))
thread.start()
ready.wait()
gc.collect()
print(Node.said)
done.wait()
thread.join()
print(shared, Node.said)
