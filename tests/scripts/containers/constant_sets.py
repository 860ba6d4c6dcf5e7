# The order in which sets of constants are printed: CPython makes two frozensets of a display first.
print({8, 32, 14, 38})
a, b, c, d = 8, 32, 14, 38
print({a, b, c, d})
first, second = {8, 32, 14, 38}, {15, 4}
print(first, second)
print({27, 22, 35}, {5, 37, 27}, {31, 30, 19, 7}, {6, 31, 15}, {34, 36, 31})


def inside():
    return {8, 32, 14, 38}


print(inside())
print({14, 38, 8, 32})
print({3, 4, 39, 23}, {17, 34, 37, 21}, {16, 20, 23, 39})
print({10, 10, 18, 26, 2}, {1.0, 9, 17, True})
print({(1, 2), 8, 16}, {0, 8, 16, 24, 32, 40, 48})
print([x for x in {24, 16, 8, 0}], 8 in {24, 16, 8}, frozenset({24, 16, 8}))
for item in {40, 8, 24}:
    print(item)
