iterators = [
    iter([1]),
    iter((1,)),
    iter("a"),
    iter({1}),
    iter({1: 2}),
    iter({1: 2}.items()),
    reversed([1]),
    enumerate([]),
    zip([1]),
    iter(b"a"),
    iter(range(1)),
    map(str, [1]),
    filter(None, [1]),
]
for iterator in iterators:
    before = type(iterator)
    list(iterator)
    print(type(iterator).__name__, type(iterator) is before, next(iterator, "end"))
