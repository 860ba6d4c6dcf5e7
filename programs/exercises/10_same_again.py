# The same again (ABA)
# goal: prints b is on the stack and in use
#
# A stack without a lock around the whole: `pop` reads the top and what lies below it, and then, if the top is
# still the same, takes it off. The question is asked under a lock. But that the top is the same again does
# not mean that nothing has happened. Interrupt the first thread between its reading and its asking; the
# other one takes "a" and "b" off, and puts "a" back.
#
# Cure: a number that counts changes beside the top; or one lock around reading and asking.

import threading

below = {"a": "b", "b": None}
top = "a"
lock = threading.Lock()
in_use = []


def swap(old, new):
    global top
    with lock:
        if top != old:
            return False
        top = new
        return True


def pop():
    item = top
    if item is None:
        return None
    rest = below[item]
    if swap(item, rest):
        return item


def other():
    item = pop()
    in_use.append(pop())
    if item == "a":
        below["a"] = top
        swap(top, "a")


threads = [threading.Thread(target=target) for target in (pop, other)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("b is on the stack and in use" if top == "b" and "b" in in_use else "all is well")
