# An exception that passes through a context manager made of a generator is told without its frame; and what
# is being handled inside a generator does not outlive the handler outside.
import contextlib
import sys
import traceback


@contextlib.contextmanager
def plain():
    yield 1


@contextlib.contextmanager
def careful():
    try:
        yield 1
    finally:
        print("done")


def fail():
    with plain():
        raise ValueError("x")


try:
    fail()
except ValueError as error:
    traceback.print_exc()
    print(len(traceback.extract_tb(error.__traceback__)))
try:
    with careful(), plain():
        raise KeyError("k")
except KeyError as error:
    traceback.print_exc()
    print(len(traceback.extract_tb(error.__traceback__)))


def kinds():
    yield sys.exc_info()[0]
    try:
        1 / 0
    except ZeroDivisionError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]
    yield sys.exc_info()[0]
    try:
        raise ValueError("late")
    except ValueError as error:
        yield error.__context__


try:
    raise KeyError
except KeyError:
    seen = kinds()
    print(next(seen), next(seen), sys.exc_info()[0])
print(next(seen), next(seen), sys.exc_info()[0])
try:
    raise IndexError("now")
except IndexError:
    print(repr(next(seen)), sys.exc_info()[0])
print(hash(""), hash(b""))
