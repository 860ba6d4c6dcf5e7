# `atexit`: callbacks in reverse order, after the threads that are no daemons.
import atexit
import threading
import time


@atexit.register
def first():
    print("first registered, last called")


def greet(name, punctuation="."):
    print("goodbye, " + name + punctuation)


def gone():
    print("never called")


atexit.register(greet, "world", punctuation="!")
atexit.register(greet, "moon")
atexit.register(gone)
atexit.register(gone)
atexit.unregister(gone)
try:
    atexit.register(3)
except TypeError as error:
    print(error)


def late():
    time.sleep(0.02)
    print("the thread ends")
    atexit.register(greet, "thread")


threading.Thread(target=late).start()
print("the script ends")
