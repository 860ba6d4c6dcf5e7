"""An exception nobody catches ends its process only; its name and traceback go to stderr."""

from multiprocessing import Process


class OwnError(Exception):
    pass


def inner(values):
    return values["missing"]


def outer():
    try:
        inner({})
    except KeyError as error:
        raise OwnError("outer failed") from error


def divide(a, b):
    print(a / b)


if __name__ == "__main__":
    for target, args in [(outer, ()), (divide, (1, 0)), (divide, (6, 3))]:
        process = Process(target=target, args=args, name=f"trial of {target.__name__}")
        process.start()
        process.join()
        print(process.exitcode)
