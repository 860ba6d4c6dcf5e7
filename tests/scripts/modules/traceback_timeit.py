import sys
import timeit
import traceback


class Odd(Exception):
    pass


try:
    raise ValueError("wrong")
except ValueError as error:
    text = traceback.format_exc()
    print(text.splitlines()[0], text.splitlines()[-1])
    print(traceback.format_exception_only(error), traceback.format_exception_only(type(error), error))
    lines = traceback.format_exception(error)
    print(lines[0], lines[-1], "".join(lines) == text)
try:
    try:
        raise Odd("first")
    except Odd as first:
        raise KeyError("second") from first
except KeyError as error:
    lines = traceback.format_exc().splitlines()
    print(lines[0], lines[-1], "The above exception was the direct cause of the following exception:" in lines)
print(traceback.format_exc())
print(timeit.timeit(lambda: None, number=10) >= 0, len(timeit.repeat(lambda: None, number=2, repeat=3)))
print(timeit.default_timer() > 0)
