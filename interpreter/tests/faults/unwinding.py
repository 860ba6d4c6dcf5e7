class Scope:
    def __init__(self, name):
        self.name = name
        self.held = [name]

    def __enter__(self):
        return self.held

    def __exit__(self, *error):
        self.held = None
        return self.name == "quiet"


class Boom(Exception):
    def __init__(self, *args):
        self.held = list(args)


def fail(n):
    held = [n, {n: n}]
    try:
        if n:
            fail(n - 1)
        raise Boom(held)
    except Boom as error:
        raise KeyError(n, error) from error
    finally:
        held.append(n)


for name in ("quiet", "loud"):
    try:
        with Scope(name) as held, Scope("inner"):
            held.append(name)
            fail(3)
    except KeyError as error:
        print(type(error.__cause__).__name__, error.args[0])
    else:
        print("quiet")
