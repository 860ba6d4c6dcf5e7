"""Which entries a loop meets depends on when the table of the dict is laid out anew."""


def walk(size, change, most=60):
    d = {n: -n for n in range(size)}
    met = []
    try:
        for key in d:
            met.append(key)
            change(d, key)
            if len(met) == most:
                break
    except RuntimeError as error:
        met.append(str(error))
    return met


def exchange(d, key):
    d[key + 1000] = d.pop(key)


def renew(d, key):
    d[key] = d.pop(key)


def last(d, key):
    d[key + 1000] = d.popitem()[1]


def every_other(d, key):
    if key % 2:
        d[key + 1000] = d.pop(key)


for change in (exchange, renew, last, every_other):
    for size in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 20, 21, 22, 30):
        print(change.__name__, size, walk(size, change))

grown = {}
for n in range(12):
    grown[n] = n
for n in range(0, 12, 3):
    del grown[n]
met = []
try:
    for key in grown:
        met.append(key)
        grown[key + 100] = grown.pop(key)
except RuntimeError as error:
    print(error)
print(met, list(grown))
stack = {}
for n in range(100):
    stack[n] = n
    if n % 3:
        stack.popitem()
print(list(stack)[-5:], len(stack))
