# What cannot be unpacked, and where an error while unpacking is told to be.
import traceback


class Plain:
    pass


class Unlisted:
    __iter__ = None


class Wrong:
    def __iter__(self):
        return 5


class Indexed:
    def __getitem__(self, i):
        return [1, 2][i]


class Failing:
    def __iter__(self):
        yield 1
        raise KeyError("k")


for thing in (Plain(), Unlisted(), Wrong(), Indexed(), 5, Plain, None):
    for way in range(3):
        try:
            if way == 0:
                a, b = thing
            elif way == 1:
                a, *b = thing
            else:
                for a, b in [thing]:
                    pass
            print(a, b)
        except TypeError as error:
            print(error)
try:
    a, b = Failing()
except KeyError:
    traceback.print_exc()
try:
    [a, *b] = Failing()
except KeyError:
    traceback.print_exc()
