"""What cannot be sent to a pool, in CPython's words."""

import sys
import threading
from multiprocessing import Lock, Pool, Queue, Value


def identity(x):
    return x


class Stubborn:
    def __getstate__(self):
        raise TypeError("I stay here")


class Secret:
    def __reduce__(self):
        raise PermissionError("secret")


def numbers():
    yield 1


def make(x):
    return numbers()


def main():
    with Pool(1) as pool:
        for bad in [
            threading.Lock(), threading.RLock(), threading.Event(), numbers(), sys, {}.keys(),
            Lock(), Queue(), Value("i"), Stubborn(), Secret(), (i for i in ()), threading.local(),
            property(len), [threading.Lock()], {"k": numbers()},
        ]:
            try:
                print(pool.apply(identity, (bad,)))
            except Exception as error:
                print(type(bad).__name__, "-", type(error).__name__, error)
        try:
            pool.apply(make, (1,))
        except Exception as error:
            print(type(error).__name__, str(error)[:40], str(error)[-50:])
        try:
            pool.apply(pool, (1,))
        except NotImplementedError as error:
            print(error)
        print(pool.apply(identity, ("fine",)))


if __name__ == "__main__":
    main()
