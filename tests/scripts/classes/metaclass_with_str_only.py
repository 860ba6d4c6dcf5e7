class Meta(type):
    def nick(c): return 1
    def __str__(c): return 'cls ' + c.__name__
class X(metaclass=Meta): pass
print(X)
print(repr(X))
print([X.nick])
print(X.nick)


class Loud(type):
    def __repr__(c):
        return "LOUD " + c.__name__


class Y(metaclass=Loud):
    def method(self):
        pass

    @classmethod
    def made(cls):
        pass


print(Y, [Y], {Y: X}, f"{X} {X!r}", "%s %r" % (Y, X), Y.made, str(Y), repr(Y), [Y.made])
