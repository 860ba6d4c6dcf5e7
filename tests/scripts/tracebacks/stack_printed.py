# `print_stack`, `format_stack`, `extract_stack`; logs with `stack_info`, and one that cannot be formatted.
import logging
import sys
import traceback


def show(pieces):
    sys.stderr.write("".join(pieces))


def a(n):
    if n:
        return a(n - 1)
    traceback.print_stack()
    show(traceback.format_stack(limit=2))
    show(traceback.format_stack(limit=-1))
    print([(s.name, s.lineno, s.line) for s in traceback.extract_stack()])
    show(traceback.extract_stack(limit=3).format())
    logging.basicConfig()
    logging.warning("w", stack_info=True)


class B:
    def m(self):
        return [1,
                a(6)]


B().m()
logging.warning("%d", "x")
