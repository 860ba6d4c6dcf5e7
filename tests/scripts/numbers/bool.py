print(
    True,
    False,
    repr(True),
    str(False),
    bool(),
    bool(0),
    bool(-1),
    bool(""),
    bool(" "),
    bool([]),
    bool([0]),
)
print(True + True, True * 3, -True, True / 2, True // 2, True == 1, False == 0)
print(isinstance(True, int), isinstance(1, bool), issubclass(bool, int), type(True), type(not 0))
print(True and 3, 0 and 3, False or "x", None or 0 or [], 1 and 2 and 3, "" or None)
print(not 1, not "", not None, not not [0])
print(
    True < 2, False < True, max(True, False), sum([True, True, False]), sorted([True, False, True])
)
print([10, 20][True], "ab"[False], {True: "yes"}[1], {0: "no"}[False])
print("%d %s %r" % (True, True, False), f"{True} {True:d} {True:5} {False!r:>7}")
print(int(True), float(True), hash(True) == hash(1), abs(True), bin(True))


def loud(value):
    print("asked", value)
    return value


print(loud(0) and loud(1))
print(loud(1) or loud(0))
print(loud(0) or loud("") or loud([]))
