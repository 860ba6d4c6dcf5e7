# output: exact
"""Who frees an object whose maker is asleep? Where biased counts keep what nobody needs.

CPython without the GIL counts an object in two places: the thread that made it, its owner, counts it
without care, and all others atomically (PEP 703, biased counts). A thread that drops the last
reference to another one's object cannot know that it was the last: it leaves the object in a queue of
its owner, who adds up the two counts as soon as it can. An owner that waits, for a lock or for a slow
answer, cannot; so what it has made stays as long as it waits, be it needed or not.

gilscope lets the thread that drops the object add up in its owner's place, as long as that waits.

Look for: how many of the 1000 are alive while their maker waits. In CPython 3.13t and 3.14t, and with
          --no-detached-merge here: all of them.
Try:      gilscope run --gil off --counting biased programs/blocked_owner.py
          gilscope run --gil off --counting biased --no-detached-merge programs/blocked_owner.py
          gilscope run --like python3.14t programs/blocked_owner.py
"""

import threading
import time
import weakref


class Thing:
    pass


things = []
made = threading.Event()
answer = threading.Event()


def maker():
    for _ in range(1000):
        things.append(Thing())
    made.set()
    answer.wait()


def count_alive(references):
    return sum(reference() is not None for reference in references)


def main():
    thread = threading.Thread(target=maker)
    thread.start()
    made.wait()
    references = [weakref.ref(thing) for thing in things]
    time.sleep(0.05)
    things.clear()
    for _ in range(20):
        if count_alive(references) == 0:
            break
        time.sleep(0.01)
    print("alive while their maker waits:", count_alive(references), "of 1000")
    answer.set()
    thread.join()
    print("alive when it has ended:      ", count_alive(references), "of 1000")


main()
